//! What a figure has from those around it: the name of the one before, its own of a row, that of
//! the rest of its sentence.

use super::Quantity;
use super::bound::Bounds;
use super::figure::Figure;
use super::name::Names;
use super::own::is_of_other_kind;
use super::reading::{Place, Reading};
use crate::span::Span;

/// How far, in bytes, names stand before the row of figures that are dealt out to them.
const SENTENCE: usize = 240;
/// So many bytes before a figure its line begins that may stand in a list.
const LINE: usize = 720;

impl Reading<'_> {
    /// 分别降低16%和17%, 增长8%和9%: what is said of the first is said of both.
    pub(super) fn say_alike(&self, figure: &Figure, place: &Place, bounds: &mut Bounds) {
        let Some(first) = self.found.last().filter(|q| {
            q.unit == figure.unit
                && q.upper.is_none()
                && (q.relation.as_deref().is_some_and(|is| is.ends_with("_by"))
                    || self.view[place.sentence..self.last].contains("分别"))
        }) else {
            return;
        };
        let said = first.relation.clone().unwrap_or_default();
        if bounds.relation == "eq" {
            bounds.relation = said;
        } else if said.contains('_')
            && matches!(
                bounds.relation.as_str(),
                "about" | "ge" | "le" | "gt" | "lt"
            )
        {
            // 分别减少3%左右和|5%左右
            bounds.bound = Some(std::mem::replace(&mut bounds.relation, said));
        }
    }

    /// 下降3%、5%和7%|左右, 六十斤、八十斤或者一百斤|以上: the word behind the last of a row bounds
    /// them all, 以上 where one of them is enough.
    pub(super) fn bound_alike(&mut self, figure: &Figure) {
        let behind = &self.view[figure.span.end..];
        let either = self.view[self.last..figure.span.start].contains('或');
        let is = match () {
            () if behind.starts_with("左右") => "about",
            () if either && behind.starts_with("以上") && figure.upper.is_none() => "ge",
            () => return,
        };
        let start = self.row.min(self.found.len());
        for before in &mut self.found[start..] {
            // 2次或者2次以上 says one thing.
            if before.unit != figure.unit || before.upper.is_some() || before.value == figure.value
            {
                continue;
            }
            match before.relation.as_deref() {
                Some("eq") => before.relation = Some(is.to_owned()),
                Some(change) if change.contains('_') && before.bound.is_none() => {
                    before.bound = Some(is.to_owned());
                }
                _ => {}
            }
        }
    }

    /// 分别从50%、75%提高到…: what the last is left from, those before it are, too.
    pub(super) fn leave_alike(&mut self, figure: &Figure, bounds: &Bounds) {
        if let Some(before) = self.found.last_mut().filter(|q| {
            bounds.relation == "from"
                && q.unit == figure.unit
                && q.relation.as_deref() == Some("eq")
        }) {
            before.relation = Some("from".to_owned());
        }
    }

    /// 国内生产总值达到114万亿元，增长8.1%: the change is of what was told before.
    pub(super) fn name_before(&self, place: &Place, bounds: &Bounds) -> Option<String> {
        let (view, before) = (self.view, self.found.last()?);
        let changes = bounds.relation.ends_with("_by")
            || bounds.relation.ends_with("_to")
            || before.relation.as_deref() == Some("from");
        // …经费投入3366亿元，是上年的|1.8倍
        let clause_words =
            view[place.clause..place.span.start].trim_start_matches([' ', '只', '仅']);
        let unit = &view[place.span.start..place.span.end];
        let relates = place.rate
            && !unit.ends_with("百分点")
            && self
                .cues
                .of
                .copulas
                .iter()
                .any(|w| clause_words.starts_with(w.as_str()));
        let goes_on =
            place.row || relates || changes && self.names.is_bare(place.within, &place.times);
        if !goes_on {
            return None;
        }
        // 就业率达到83%，比上年增加|60万人: no rate is counted.
        let of_rate =
            |of: &String| !place.rate && ["率", "比重", "比例"].iter().any(|w| of.ends_with(w));
        // 达到十七万人，比一九五二年的五万人增长|两倍: the second is what it is compared with.
        let compared = view[place.whole_clause..].starts_with(['比', '较', '同', '与']);
        let start = self.original(place.sentence);
        self.found
            .iter()
            .rev()
            .take(if compared { 2 } else { 1 })
            .take_while(|q| q.span.start >= start)
            .find_map(|q| q.of.clone())
            .filter(|of| !of_rate(of))
            .filter(|of| !relates || !is_of_other_kind(of, clause_words))
    }

    /// What the rest of the sentence says that a figure measures beside which no name stands.
    pub(super) fn name_of_sentence(
        &self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        is_share: bool,
    ) -> Option<String> {
        // 满分100分，80分|合格: the mark that is enough
        let enough = ["合格", "及格", "为合格", "为及格", "以上合格"];
        if unit == Some("分")
            && enough
                .iter()
                .any(|w| self.view[bounds.end..].starts_with(w))
        {
            return None;
        }
        // 在80000元|限额内|扣除: the limit is of what is deducted
        let limit = ["限额内", "额度内", "限额以内", "额度以内"];
        if limit.iter().any(|w| self.view[..bounds.end].ends_with(w)) {
            return None;
        }
        let before = || {
            let before = self.found.last().filter(|_| place.follows)?;
            let words = Span::new(self.last, bounds.start.max(self.last)).slice(self.view);
            // 高中84个、其他|28个: of other things
            let harm = words.ends_with("其他")
                || self
                    .cues
                    .topic
                    .harm
                    .iter()
                    .any(|w| words.contains(w.as_str()));
            let lasts = bounds.bare
                && !words.trim().is_empty()
                && matches!(unit, Some("小时" | "分钟" | "秒"));
            let same = before.unit.as_deref() == unit && !is_share && !harm && !lasts;
            // 两侧五米内，|五米|以外: distances follow one another.
            let apart = unit.is_some_and(|u| u.ends_with(['米', '里']));
            let bare = || {
                !(apart && bounds.bare && words.trim_matches(['，', '、']).is_empty())
                    && self.names.is_bare(place.within, &place.times)
            };
            // 价额不超过1万元的，每件交纳|50元: a condition is told to its end.
            let told = words.strip_prefix('的').and_then(|w| w.rsplit_once('，'));
            if told.is_some_and(|(_, rest)| rest.contains('每')) {
                return None;
            }
            // 达到25%（超过|100人|的企业…）: a condition of its own
            let describes = self.view[bounds.end..].starts_with('的');
            let goes_on = words == "（" && !describes
                || words.starts_with("（相当于")
                || words.starts_with("（即")
                || same && (self.names.adjoins(words, unit, bounds.bare) || bare())
                // 处三倍以下罚款，但最高不超过|五万元
                || !bounds.bare
                    && before
                        .of
                        .as_deref()
                        .is_some_and(|of| self.cues.of.sums.ends(of))
                    && bare();
            // 市财政安排资金300万元、县财政安排|200万元
            let again = || {
                let verb = &words[words.floor_char_boundary(words.len().saturating_sub(6))..];
                let of = before.of.as_deref().unwrap_or_default();
                let told = self.view[..self.before_last].strip_suffix(of);
                !verb.is_empty() && told.is_some_and(|told| told.ends_with(verb))
            };
            let goes_on = goes_on || same && words.starts_with('、') && again();
            // 转移支付4万亿元，87%|用于教育: a part of it
            let spent = place.rate
                && words.trim_matches(['，', ' ']).is_empty()
                && before.unit.as_deref().is_some_and(|u| u.ends_with('元'))
                && !before.of.as_deref().is_some_and(|of| of.ends_with("标准"))
                && self.cues.topic.spent_on.begins(&self.view[bounds.end..]);
            let goes_on = goes_on || spent;
            before.of.clone().filter(|_| goes_on)
        };
        self.names
            .taken_as(bounds.start, bounds.end, unit)
            .or_else(|| {
                self.names
                    .before_bracket(place.sentence, place.span.start, unit)
            })
            .or_else(before)
            .or_else(|| self.done_again(unit, bounds).filter(|_| place.follows))
            .or_else(|| {
                let heading = self
                    .names
                    .list_heading(place.sentence, place.within, unit, false);
                // 个别超过|3小时|的考试科目: what it describes is named behind it.
                let behind = &self.view[bounds.end..];
                let by = ["的标准", "的额度", "的幅度", "的比例"];
                let describes = !place.rate
                    && behind.starts_with('的')
                    && !by.iter().any(|w| behind.starts_with(w));
                heading.or_else(|| {
                    (!describes).then(|| {
                        self.names
                            .topic(place.within, &place.times, unit, bounds.bare)
                    })?
                })
            })
    }

    /// 间距分别为：国道不少于|二十米: the measure before the colon, where what stands beside the
    /// figure is only whose it is.
    pub(super) fn listed_under(
        &self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        of: &str,
    ) -> Option<String> {
        let linked = !bounds.bare || place.within.slice(self.view).ends_with(['为', '是']);
        let changes = bounds.relation.ends_with("_by");
        if !linked || changes || self.names.fits(of, unit) || self.names.is_measure(of) {
            return None;
        }
        self.names
            .list_heading(place.sentence, place.within, unit, true)
            .or_else(|| self.same_measure(place, bounds, unit))
    }

    /// 小型汽车最高车速不得超过120公里，其他机动车不得超过|100公里: the measure of the figure before,
    /// where what stands beside this one is only whose it is.
    fn same_measure(&self, place: &Place, bounds: &Bounds, unit: Option<&str>) -> Option<String> {
        let before = self.found.last().filter(|_| place.follows && !place.row)?;
        let of = before.of.as_deref()?;
        let between = self.view.get(self.last..bounds.start)?;
        let bound = matches!(bounds.relation.as_str(), "le" | "ge" | "lt" | "gt");
        let alike = bound
            && before.unit.as_deref() == unit
            && before.relation.as_deref() == Some(bounds.relation.as_str())
            && between.starts_with(['，', '、'])
            && between.matches(['，', '、']).count() == 1
            && !(between.starts_with('、')
                && unit.is_some_and(|u| self.cues.of.counters.contains(u)))
            && self.names.is_measure(of)
            && suits(of, unit);
        alike.then(|| self.names.measure_of(of).unwrap_or(of).to_owned())
    }

    /// 绿地率应当符合下列标准： above （一）居住区不低于|百分之三十: the measure that the head of the
    /// list gives, where what stands beside the figure is only whose it is.
    pub(super) fn under_head(
        &mut self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        of: Option<&str>,
    ) -> Option<String> {
        let view = self.view;
        let other = |u| u == "分" || self.cues.of.counters.contains(u);
        // 人均耕地六百六十七平方米以上|的地区: a condition
        let behind = &view[bounds.end..];
        let describes = behind.starts_with('的') && !behind.starts_with("的标准");
        let names_it = |name: &str| self.names.fits(name, unit) || name.ends_with("标准");
        if unit.is_some_and(other)
            || describes
            || bounds.relation.ends_with("_by")
            || of.is_some_and(names_it)
        {
            return None;
        }
        let head = self.list_head(place.span.start)?;
        let gives = self.cues.topic.heads.iter();
        let at = gives
            .filter_map(|w| head.slice(view).rfind(w.as_str()))
            .max()?;
        let words = view[head.start..head.start + at].trim_end_matches(['，', ' ']);
        let name = self
            .names
            .named(Span::new(head.start, head.start + words.len()), &[])?;
        // 护理费的标准为： above （一）一级残疾的，为月平均工资的|50%
        let sum = unit == Some("%") && of.is_none() && suits(&name, Some("元"));
        let suits = self.names.is_measure(&name)
            && self.names.fits(&name, unit)
            && (sum || suits(&name, unit));
        (suits && !self.names.says_nothing(&name)).then_some(name)
    }

    /// The head of the list whose part the line is in which byte `at` stands.
    pub(super) fn list_head(&mut self, at: usize) -> Option<Span> {
        let view = self.view;
        let from = view.ceil_char_boundary(at.saturating_sub(LINE));
        let line = from + view[from..at].rfind('\n')? + 1;
        if !view[line..].starts_with(['（', '(']) {
            return None;
        }
        for text in view[self.lines_read.min(line)..line].split_inclusive('\n') {
            let words = text.trim();
            if words.ends_with(['：', ':']) {
                let at = words.as_ptr() as usize - view.as_ptr() as usize;
                self.head = Some(Span::new(at, at + words.len()));
            } else if !words.is_empty() && !words.starts_with(['（', '(']) {
                self.head = None;
            }
        }
        self.lines_read = self.lines_read.max(line);
        self.head
    }

    /// 水泥和化肥分别达到2亿吨和2千万吨: to each figure of a row its own name.
    pub(super) fn deal_out(&mut self) {
        let start = std::mem::replace(&mut self.row, self.found.len());
        let start = start.min(self.found.len());
        let (earlier, row) = self.found.split_at_mut(start);
        let [first, rest @ ..] = row else {
            return;
        };
        let alike = |q: &Quantity| q.of == first.of && q.unit == first.unit;
        if rest.is_empty() || !rest.iter().all(alike) {
            return;
        }
        let count = rest.len() + 1;
        let Some(words) = self.respectively else {
            // …的支出分别为7亿元和5亿元，比上年增长29%|和39%: dealt out as what they change
            // 城镇居民收入和农村居民收入增长8.4%|和11.4%: as many as there are names
            let names = first.of.as_deref();
            let names = names.and_then(|of| self.names.parts(of, count));
            let told = earlier.iter().rev().take(count).rev();
            if let Some(names) = names
                && (told.map(|q| q.of.as_ref()).eq(names.iter().map(Some))
                    || names.iter().all(|name| self.names.is_measure(name)))
            {
                for (quantity, name) in std::iter::once(first).chain(rest).zip(names) {
                    let whose = self.names.whose_of_row(&name, quantity.group.as_deref());
                    quantity.group = whose.or(quantity.group.take());
                    quantity.of = Some(name);
                }
            }
            return;
        };
        if let Some((groups, name)) = self.names.groups(words, count) {
            for (quantity, group) in std::iter::once(first).chain(rest).zip(groups) {
                quantity.group = Some(group);
                quantity.of = name.clone().or(quantity.of.take());
            }
            return;
        }
        let told = earlier.iter().rev().take(count).rev();
        let told: Vec<String> = told
            .filter(|q| q.span.end > first.span.start.saturating_sub(SENTENCE))
            .filter_map(|q| q.of.clone())
            .collect();
        // 总人数达到两千万，收入十八亿元，分别为1982年的3倍和2倍
        let carried = told.len() == count
            && (first.of.is_none() || first.of.as_ref() == told.last())
            && told.windows(2).all(|two| two[0] != two[1]);
        let dealt = || self.names.parts(first.of.as_deref()?, count);
        let dealt = || dealt().or_else(|| town_and_country(first.of.as_deref()?, count));
        let Some(names) = (if carried { Some(told) } else { dealt() }) else {
            let said = words.slice(self.view);
            let of = first.of.as_deref().unwrap_or_default();
            // 煤炭、电解铝分别|淘汰落后产能…: whose each figure is stands before the verb
            if !said.contains(of)
                && first.group.is_none()
                && let Some(whose) = self.names.owners(said, count)
            {
                for (quantity, owner) in std::iter::once(first).chain(rest).zip(whose) {
                    quantity.group = Some(owner);
                }
                return;
            }
            // 中、|高等学校学生分别达到…: the name of the last alone
            if !of.is_empty()
                && said
                    .rsplit_once(of)
                    .is_some_and(|w| w.0.ends_with(['、', '和']))
            {
                let last = rest.len() - 1;
                std::iter::once(first)
                    .chain(&mut rest[..last])
                    .for_each(|q| q.of = None);
            }
            return;
        };
        for (quantity, name) in std::iter::once(first).chain(rest).zip(names) {
            let whose = self.names.whose_of_row(&name, quantity.group.as_deref());
            quantity.group = whose.or(quantity.group.take());
            quantity.of = Some(name);
        }
    }

    /// The byte of the original where one of the view stands.
    pub(super) fn original(&self, at: usize) -> usize {
        let span = Span::new(at, at.max(self.last));
        self.document.text.to_original(span).start
    }
}

impl Names<'_> {
    /// The names of a row of `count`, each whole: 木材的产量 and 水泥的产量 of 木材和水泥的产量.
    fn parts(&self, names: &str, count: usize) -> Option<Vec<String>> {
        let (row, of) = match names.split_once('的') {
            Some((row, _)) => (row, &names[row.len()..]),
            None => (names, ""),
        };
        let row = row.replace("以及", "、");
        let parts: Vec<&str> = row.split(['、', '和', '与', '及']).collect();
        let (last, others) = parts.split_last()?;
        let whole = parts.len() == count && parts.iter().all(|part| part.chars().count() > 1);
        if !whole {
            return None;
        }
        // 种植、收获|机械化率: what they share is said once.
        let measure = |part: &&str| {
            part.ends_with(self.cues.of.measures.as_slice())
                || ["标准", "水平"].iter().any(|w| part.ends_with(w))
        };
        let shared = match of.is_empty() && measure(last) {
            true if others.iter().any(measure) && !others.iter().all(measure) => return None,
            true if !others.iter().any(measure) => self.measure_of(last)?,
            _ => "",
        };
        let others = others.iter().map(|part| format!("{part}{shared}{of}"));
        Some(others.chain([format!("{last}{of}")]).collect())
    }

    /// Whose measure a name of a row is, where `group` is that of the whole row: 职工和居民.
    fn whose_of_row(&self, name: &str, group: Option<&str>) -> Option<String> {
        let own = self.whose(name).map(|group| group.name);
        own.or_else(|| {
            let mut members = group?.split(['、', '和', '与', '及']);
            let member = members.find(|member| name.starts_with(member));
            let named = || Some(&name[..self.cues.group.named.begins(name)?]);
            member.or_else(named).map(str::to_owned)
        })
    }

    /// The measure that a name ends with, which is not all of it: 机械化率 of 收获机械化率.
    fn measure_of<'n>(&self, name: &'n str) -> Option<&'n str> {
        /// What a measure begins with: 农村|人均住房面积.
        const KINDS: [&str; 8] = [
            "人均", "户均", "亩均", "生均", "平均", "年均", "最低", "最高",
        ];
        let tokens = self.words.cut(name);
        let kind = |at: usize| KINDS.iter().any(|kind| name[at..].starts_with(kind));
        let long = |at: usize| name[at..].chars().count() > 1;
        let starts = tokens.iter().map(|t| t.span.start);
        // 率, 量 alone say nothing; 化率 is none yet
        let short = || {
            starts
                .clone()
                .rev()
                .find(|at| long(*at) && !name[*at..].starts_with('化'))
        };
        let at = starts.clone().find(|at| kind(*at)).or_else(short)?;
        (at > 0).then(|| &name[at..])
    }
}

/// 城乡低保标准分别提高10%|和14%: two of one word.
fn town_and_country(name: &str, count: usize) -> Option<Vec<String>> {
    let of = name.strip_prefix("城乡").filter(|_| count == 2)?;
    let town = if of.starts_with("居民") {
        "城镇"
    } else {
        "城市"
    };
    Some(vec![format!("{town}{of}"), format!("农村{of}")])
}

/// 城镇居民收入1万元，农村居民收入5千元，增长9.8%|和8.5%: the first change is of the first.
pub(super) fn share_out(found: &mut [Quantity]) {
    if let [.., first, second, change] = found
        && change.of == second.of
        && change.unit != second.unit
        && first.unit == second.unit
        && first.of.is_some()
    {
        change.of.clone_from(&first.of);
        change.group.clone_from(&first.group);
    }
}

/// Whether only joining words stand between two figures: 9.97%和14.1%.
pub(super) fn is_joined(view: &str, from: usize, to: usize) -> bool {
    view.get(from..to)
        .is_some_and(|gap| matches!(gap.trim(), "和" | "、" | "及" | "与" | "或" | "或者"))
}

/// Whether a measure is of the kind that `unit` tells: 绿地率 in %, 间距 in 米.
pub(super) fn suits(name: &str, unit: Option<&str>) -> bool {
    let ends: &[char] = match unit {
        Some("%") => &['率', '例', '重', '比', '度'],
        Some(u) if u.starts_with("平方") || matches!(u, "亩" | "公顷") => &['积'],
        Some(u) if u.ends_with(['米', '里']) => &['长', '宽', '距', '径', '深', '度', '高', '速'],
        Some(u) if u.ends_with('元') => &['费', '额', '价', '金', '值', '出', '入'],
        _ => return true,
    };
    name.ends_with(ends)
}
