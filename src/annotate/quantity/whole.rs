//! Whether a name may stand as it was found, asked once for every way in which one is found: what
//! only bears an age or a distance is whom it concerns, what is half of a name is none.

use super::Quantity;
use super::behind::is_age;
use super::bound::Bounds;
use super::clause::line_start;
use super::cues::is_word;
use super::name::{LONGEST, Names};
use super::reading::{Place, Reading};
use super::share::Share;
use crate::span::Span;

/// The measure that 岁 tells, whoever has it.
const AGE: &str = "年龄";

impl Reading<'_> {
    /// The name of a figure as it may stay, and the group with whom it only names.
    pub(super) fn settled(
        &self,
        of: Option<String>,
        group: Option<String>,
        unit: Option<&str>,
        place: &Place,
        bounds: &Bounds,
    ) -> (Option<String>, Option<String>) {
        if is_age(unit) {
            return self.settled_age(of, group, bounds);
        }
        let Some(of) = of else {
            return (None, group);
        };
        // 人民陪审员参加|三人合议庭: a clause, no name
        if self.cues.of.no_end.ends(&of) {
            return (None, group);
        }
        // 罪犯分別|投入生産, 课程修完|6个学分
        let verb = ["分別", "修完"].iter().find_map(|w| of.strip_suffix(w));
        let of = verb.map(str::to_owned).unwrap_or(of);
        // 距地|十米|以上的广告设施: where it is, and no measure of it
        if is_short(unit) && !bounds.relation.ends_with("_by") && !self.names.has_length(&of) {
            return (None, group);
        }
        // 东至工作站东墙一线长|110米: a clause, no name
        let sides = ["东至", "西至", "南至", "北至"];
        if is_short(unit) && sides.iter().any(|w| of.contains(w)) {
            return (None, group);
        }
        // 长江南岸|海拔高程
        let of = match of.find("海拔").filter(|_| is_short(unit)) {
            Some(at) => of[at..].to_owned(),
            None => of,
        };
        // …收费, and in the next line: |项目|减少一半
        if self.is_torn(&of, place) {
            return (None, group);
        }
        // 数额达到全部租金的|15%: of what, the text says elsewhere
        if place.rate && matches!(of.as_str(), "数额" | "金额" | "数量") {
            return (None, group);
        }
        // 产量|比别的杂粮: what is compared with is not what is measured
        let of = match of.split_once('比') {
            Some((name, than))
                if !than.starts_with(['重', '例', '率', '值', '较', '分', '赛', '武'])
                    && name.chars().count() > 1
                    && self.names.is_measure(name) =>
            {
                name.to_owned()
            }
            _ => of,
        };
        // 31个|省份|接待费减少26%: what the figure before counts
        let before = self.found.last().filter(|_| place.follows);
        let of = match before {
            Some(before) => self.without_counted(of, before, place, unit),
            None => of,
        };
        (Some(of), group)
    }

    /// An age is measured in no other way: whom a figure names beside it is whose it is.
    fn settled_age(
        &self,
        of: Option<String>,
        group: Option<String>,
        bounds: &Bounds,
    ) -> (Option<String>, Option<String>) {
        let measured = |of: &String| self.names.is_measure(of) || of.ends_with("寿命");
        let whose = |of: &String| self.names.is_people(of) || self.cues.group.kin.ends(of);
        match of {
            Some(of) if measured(&of) || of.ends_with("年限") => (Some(of), group),
            Some(of) if whose(&of) => {
                let told = group.filter(|group| group.ends_with(of.as_str()));
                (Some(AGE.to_owned()), told.or(Some(of)))
            }
            _ if bounds.relation.ends_with("_by") => (None, group),
            _ => (Some(AGE.to_owned()), group),
        }
    }

    /// 已满十六周岁|不满十八周岁的人: both ages are of those whom the second names.
    pub(super) fn share_age(
        &mut self,
        place: &Place,
        unit: Option<&str>,
        of: &str,
        group: Option<&str>,
    ) {
        let between = self
            .view
            .get(self.last..place.span.start)
            .unwrap_or_default();
        let near = between.chars().count() <= 6 && !between.contains(['，', '；', '。', '\n']);
        if is_age(unit)
            && place.follows
            && near
            && let Some(before) = self.found.last_mut()
            && before.group.is_none()
            && is_age(before.unit.as_deref())
        {
            before.of = Some(of.to_owned());
            before.group = before.group.take().or_else(|| group.map(str::to_owned));
        }
    }

    /// Whether a short name begins a line that only goes on with the one before.
    fn is_torn(&self, of: &str, place: &Place) -> bool {
        let words = place.within.slice(self.view);
        of.chars().count() == 2
            && words.starts_with(of)
            && !self.names.is_measure(of)
            && self.view[..place.within.start]
                .strip_suffix('\n')
                // A line that was broken, and no heading.
                .is_some_and(|line| {
                    let broken = line.trim_end_matches('\u{200b}');
                    let broken = match broken.len() < line.len() {
                        true => broken.trim_end(),
                        false => broken,
                    };
                    broken.ends_with(is_word)
                        && !broken[line_start(broken, broken.len())..].starts_with(opens_heading)
                })
    }

    /// The name without the noun that the figure right before it counts.
    fn without_counted(
        &self,
        of: String,
        before: &Quantity,
        place: &Place,
        unit: Option<&str>,
    ) -> String {
        let counts = |u: &str| self.cues.of.counters.contains(u);
        let counted = before.of.as_deref().filter(|_| {
            before.unit.as_deref().is_some_and(counts)
                && !unit.is_some_and(counts)
                && self.view[self.last..place.span.start].starts_with(of.as_str())
        });
        let rest = counted.and_then(|counted| of.strip_prefix(counted));
        match rest.filter(|rest| rest.chars().count() > 2 && self.names.is_measure(rest)) {
            Some(rest) => rest.to_owned(),
            None => of,
        }
    }

    /// 总产值增长8%（不包括手工业|7%）: the name of the figure before with what the bracket says.
    pub(super) fn apart_from(&self, place: &Place, bounds: &Bounds) -> Option<String> {
        let before = self.found.last().filter(|_| place.follows)?;
        let words = self.view.get(self.last..bounds.start)?;
        let inside = words.strip_prefix('（')?.trim_end_matches('为');
        let plain = inside.chars().all(|c| is_word(c) || c == '、');
        let closes = self.view[bounds.end..].starts_with('）');
        if !(plain && closes && self.cues.topic.apart_from.begins(inside)) {
            return None;
        }
        let name = format!("{}（{inside}）", before.of.as_deref()?);
        (name.chars().count() <= LONGEST).then_some(name)
    }

    /// 参加合作社的|农户|占总农户的90%: of a part what sets it apart from the whole, too.
    pub(super) fn set_apart(&self, place: &Place, share: &Share, of: String) -> String {
        let words = &self.view[place.clause..share.start.max(place.clause)];
        let trailing = ["已经", "已", "还", "只", "均", "约", "就", "将", "仅", "也"];
        let mut head = words;
        while let Some(rest) = trailing.iter().find_map(|w| head.strip_suffix(w)) {
            head = rest;
        }
        let Some(clause) = head
            .strip_suffix(of.as_str())
            .and_then(|w| w.strip_suffix('的'))
        else {
            return of;
        };
        let openings = ["其中", "但是", "而且", "而", "但", "以及", "例如", "如"];
        let opening = openings.iter().find_map(|w| clause.strip_prefix(w));
        let clause = opening.unwrap_or(clause);
        let first = self.names.first_word(clause);
        let whole = &head[head.len() - of.len() - '的'.len_utf8() - clause.len()..];
        let sets_apart = self.cues.of.holding.contains(first)
            || self.cues.of.leading.contains(first) && !self.cues.of.nominal.contains(first);
        let plain = whole.chars().all(is_word) && whole.chars().count() <= LONGEST;
        if first.chars().count() > 1
            && sets_apart
            && plain
            && !self.cues.of.trailing.contains(first)
        {
            whole.to_owned()
        } else {
            of
        }
    }

    /// 有一百万亩棉田，占|八千万亩|的42%: the part is told before the whole, which is a figure, too.
    pub(super) fn part_of_figure(&self, place: &Place) -> Option<String> {
        let clause = &self.view[place.whole_clause..];
        let of_whole = place.rate
            && clause.starts_with(['占', '佔'])
            && self.before_last >= place.whole_clause
            && self.view.get(self.last..place.span.start)?.ends_with('的');
        let start = self.original(place.sentence);
        let mut before = self.found.iter().rev().skip(1).filter(|_| of_whole);
        let part = before.next().filter(|q| q.span.start >= start)?;
        part.of.clone()
    }

    /// 关停5000万千瓦机组，今年要关停|1000万千瓦: the same is done with the same.
    pub(super) fn done_again(&self, unit: Option<&str>, bounds: &Bounds) -> Option<String> {
        let before = self.found.last().filter(|q| q.unit.as_deref() == unit)?;
        let words = self.view.get(self.last..bounds.start)?;
        let (_, clause) = words.rsplit_once('，')?;
        let near = &clause[clause.floor_char_boundary(clause.len().saturating_sub(12))..];
        let verb = self.names.words.cut(near).pop()?.span.slice(near);
        let again = verb.chars().count() > 1
            && words.matches('，').count() == 1
            && clause.chars().count() <= 12
            && (self.cues.of.leading.contains(verb) || self.names.words.kind(verb) == "v")
            && self.view[..self.before_last].ends_with(verb);
        before.of.clone().filter(|_| again)
    }
}

impl Names<'_> {
    /// Whether a name is that of a length or a height, or of what has one of its own.
    pub(super) fn has_length(&self, name: &str) -> bool {
        self.is_measure(name)
            || self.cues.of.dimensions.ends(name)
            || self.cues.of.linear.ends(name)
    }

    /// Whether a name tells how long or high something is.
    pub(super) fn is_dimension(&self, name: &str) -> bool {
        self.is_measure(name) || self.cues.of.dimensions.ends(name)
    }

    /// Whose measure stands before 的: 工业企业的|生产成本.
    pub(super) fn bearer(&self, within: Span, times: &[Span], of: &str) -> Option<String> {
        let mut measured = self.cues.topic.measured.iter();
        if !self.is_measure(of) && !measured.any(|w| of.ends_with(w.as_str())) {
            return None;
        }
        let words = within.slice(self.view);
        let head = words[..words.rfind(of)?].strip_suffix('的')?;
        let verb = self.cues.topic.borne.longest(head).map(|(verb, ())| verb);
        let head = verb.map_or(head, |verb| &head[..head.len() - verb.len()]);
        let name = self.named(Span::new(within.start, within.start + head.len()), times)?;
        // 副主任、|副省长的候选人数: of both
        let before = head.strip_suffix(name.as_str())?;
        let whole = !before.ends_with(['、', '和', '与', '及', '或']);
        let name = name.strip_prefix("原则上").unwrap_or(&name);
        (whole && self.is_someone(name)).then(|| name.to_owned())
    }

    /// Whom a figure describes whose name stands before it: 规模在五百张床位以上的|养老机构.
    pub(super) fn described_by(&self, within: Span, after: usize, of: &str) -> Option<String> {
        let rest = self.view[after..].strip_prefix('的')?;
        let head = within
            .slice(self.view)
            .trim_end_matches(['在', '达', '到', '为']);
        let told = self.is_measure(of)
            || self.cues.of.relative.contains(of)
            || self.cues.topic.late.ends(of);
        let ends = head.ends_with(of) || within.slice(self.view).ends_with(of);
        if !told || !ends {
            return None;
        }
        let (words, end) = self.phrase_at_start(rest);
        let name = &words[..end];
        // 企业|和合作社: of both
        let whole = !rest[end..].starts_with(['、', '和', '与', '及', '或']);
        (whole && self.is_someone(name)).then(|| name.to_owned())
    }

    /// The place that is all a clause names: 上海市|由.
    pub(super) fn place_alone<'w>(&self, clause: &'w str) -> Option<&'w str> {
        let name = clause.trim_end_matches(['由', '从', '为', '达', '约', '则', '占', '已']);
        let plain = (2..=8).contains(&name.chars().count()) && name.chars().all(is_word);
        // 惠及|5700万人
        let verb = self.cues.of.leading.contains(name);
        (plain && !verb && self.words.kind(name) == "ns").then_some(name)
    }

    /// Whether a name is that of people or a body.
    pub(super) fn is_someone(&self, name: &str) -> bool {
        // 加速度表, 展览家
        let sure = !name.ends_with(['表', '家', '手', '官', '士']);
        let who = self.cues.of.actors.ends(name)
            || sure && self.is_people(name) && !self.cues.group.no_one.ends(name);
        who && (2..=24).contains(&name.chars().count())
            && name.chars().all(is_word)
            && !name.starts_with(['该', '其', '本', '各'])
    }
}

/// Whether a line that begins so may be a heading.
fn opens_heading(first: char) -> bool {
    matches!(first, '第' | '（' | '(' | '【') || crate::numeral::is_numeral(first)
}

/// Whether a unit tells a length that most often is a distance.
fn is_short(unit: Option<&str>) -> bool {
    matches!(
        unit,
        Some("米" | "厘米" | "毫米" | "公尺" | "公分" | "m" | "cm" | "mm")
    )
}
