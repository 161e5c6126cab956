//! Whose a measure is whose name alone says too little: 社会零售额 is another one than
//! 肉禽蛋的社会零售额, and 总产量 is of nothing that its clause names.

use super::Quantity;
use super::cues::is_word;
use super::marks::remark_before;
use super::name::{LONGEST, Names};
use super::reading::{Place, Reading};
use crate::span::Span;

/// How far, in bytes, the words of a broken line are read.
const TORN: usize = 150;
/// The longest name, in characters, of one whose a measure is.
const OWNER: usize = 16;
/// What a phrase begins behind.
const MARKS: [char; 14] = [
    '，', '。', '；', '：', '\n', '\t', '（', '）', '“', '”', '？', '！', ',', ':',
];

/// What stands before the 的 of a measure.
enum Owner {
    /// What belongs to its name: 棉花.
    Part(String),
    /// Whom it concerns: 职工.
    Whose(String),
}

impl Reading<'_> {
    /// The name of a measure with the one whose it is, and whom it concerns. A head that says
    /// nothing without such a one is no name.
    pub(super) fn owned(
        &self,
        of: Option<String>,
        group: Option<String>,
        unit: Option<&str>,
        place: &Place,
    ) -> (Option<String>, Option<String>) {
        let Some(of) = of else {
            return (None, group);
        };
        let cues = &self.cues.owner;
        let alone = cues.heads.contains(&of);
        // 60岁以上|人口达到2亿: those of that age
        let before = self.found.last().filter(|_| place.follows);
        if let Some(before) = before
            && matches!(before.unit.as_deref(), Some("岁" | "周岁"))
            && self.view[self.last..].starts_with(of.as_str())
            && !matches!(unit, Some("岁" | "周岁"))
            && (self.names.is_people(&of) || of.ends_with("人口"))
        {
            let end = self.last + of.len();
            let whole = &self.view[self.before_last..end];
            if whole.chars().count() <= LONGEST {
                return (Some(whole.to_owned()), group);
            }
        }
        let measure = self.names.is_measure(&of) || of.ends_with("标准");
        if !alone && !measure && !cues.plans.contains(&of) {
            return (Some(of), group);
        }
        let words = place.within.slice(self.view);
        let Some(at) = words.rfind(of.as_str()) else {
            return (Some(of), group);
        };
        let head = &words[..at];
        // 比重从11%增加到1954年预算的|14%: what is planned is no share
        if place.rate && cues.plans.contains(&of) {
            let before = self.found.last().filter(|_| place.follows);
            let changes = |q: &&Quantity| q.relation.as_deref() == Some("from");
            return (before.filter(changes).and_then(|q| q.of.clone()), group);
        }
        // 肉禽蛋的|社会零售额
        // 与总面积的|比率: what a share is of is told where shares are read
        let share = ["比率", "比例", "比重", "份额"].contains(&of.as_str());
        let simple = !share && !of.contains(['的', '占', '、', '和', '与', '及']);
        if let Some(before) = head.strip_suffix('的').filter(|_| simple) {
            match self.names.owner(place, before, &of) {
                Some(Owner::Part(owner)) => {
                    let whole = format!("{owner}的{of}");
                    let told = group.as_deref().is_some_and(|g| before.ends_with(g));
                    if whole.chars().count() <= LONGEST && (!told || owner.len() > before.len()) {
                        return (Some(whole), group);
                    }
                }
                Some(Owner::Whose(owner)) => return (Some(of), group.or(Some(owner))),
                None => {}
            }
        }
        if !alone {
            return (Some(of), group);
        }
        // 细颗粒物（PM and in the lines below: 2.5 ）年均|浓度
        if let Some(whole) = self.torn_apart(place, head, &of) {
            return (Some(whole), group);
        }
        let bare = self.names.is_bare(
            Span::new(place.within.start, place.within.start + at),
            &place.times,
        );
        let of = match self.sum_of(&of, unit, place, bare) {
            Some(sum) => return (Some(sum), group),
            None => of,
        };
        let group = group.or_else(|| {
            if !bare {
                return self.names.doer_before(place, head);
            }
            let before = self.found.last().filter(|_| place.follows);
            // 产值增长14%，利润增长16%: of the same one
            before
                .filter(|q| q.of.as_deref().is_some_and(|of| cues.heads.contains(of)))
                .and_then(|q| q.group.clone())
                .or_else(|| self.subject_of_sentence(place, &of))
        });
        // In a law the head of the list says whose it is.
        let nothing = group.is_none() && !self.told.is_law && cues.nothing.contains(&of);
        ((!nothing).then_some(of), group)
    }

    /// The name that a remark broken into lines cuts from its measure.
    fn torn_apart(&self, place: &Place, head: &str, of: &str) -> Option<String> {
        let means = ["年均", "平均", "日均"];
        let mean = means.iter().find(|w| head.ends_with(**w));
        let mean = mean.map_or("", |w| *w);
        let closed = head[..head.len() - mean.len()].trim_end();
        if !closed.ends_with('）') || closed.contains('（') {
            return None;
        }
        let end = closed.as_ptr() as usize - self.view.as_ptr() as usize + closed.len();
        let from = self.view.ceil_char_boundary(end.saturating_sub(TORN));
        let before = remark_before(&self.view[from..end])?;
        let name = self
            .names
            .named(Span::new(from, from + before.len()), &place.times)?;
        let whole = format!("{name}{mean}{of}");
        (before.ends_with(name.as_str()) && whole.chars().count() <= LONGEST).then_some(whole)
    }

    /// 国内生产总值增长6.6%，|总量|突破90万亿元: the sum of what the figure before is of.
    fn sum_of(&self, of: &str, unit: Option<&str>, place: &Place, bare: bool) -> Option<String> {
        if !bare || !self.cues.owner.sums.contains(of) {
            return None;
        }
        let before = self.found.last().filter(|_| place.follows)?;
        let gap = self.view.get(self.last..place.span.start)?;
        let name = before.of.as_deref()?;
        let speed = of.ends_with(['幅', '速']);
        // 新开工12项|重点工程，总投资…
        let gap = gap.strip_prefix(name).unwrap_or(gap);
        let gap = &gap[..gap.find(of)?];
        let near = gap.starts_with(['，', '、']) && gap.matches(['，', '、', '：']).count() == 1;
        let fits = !speed || matches!(unit, Some("%" | "个百分点"));
        // 物价上涨幅度控制在10%，涨幅仍达…, 财政收入增加千亿元，总额…: the same
        let same = match speed {
            true => name.ends_with(['幅', '速']) || name.ends_with("幅度"),
            false => before.unit.as_deref() == unit && name.ends_with(['入', '出', '额', '数']),
        };
        if near && fits && same {
            return Some(name.to_owned());
        }
        // what a sum is of is no share and no sum itself
        let plain = !name.ends_with(['率', '重', '例', '数', '幅', '速']) && !name.ends_with(of);
        let whole = format!("{name}{of}");
        (near && fits && plain && whole.chars().count() <= LONGEST).then_some(whole)
    }

    /// The subject of a sentence whose measure stands in a later clause: 乡镇企业|保持增长势头，
    /// 五年间产值增长两倍. In a law the one who is told to do something is not what is measured.
    fn subject_of_sentence(&self, place: &Place, of: &str) -> Option<String> {
        if self.told.is_law {
            return None;
        }
        let words = &self.view[place.sentence..place.span.start];
        let first = &words[..words.find('，')?];
        let first = &first[first.len() - behind_marker(first).len()..];
        if place.follows {
            // 语文和数学|2门|科目考试采用笔试方式，满分…: what is counted there is of the subject, too.
            let start = self.original(place.sentence);
            let mut before = self
                .found
                .iter()
                .rev()
                .take_while(|q| q.span.start >= start);
            let counted = before.next()?;
            let counter = counted.unit.as_deref();
            let counts = counter.is_some_and(|u| self.cues.of.counters.contains(u));
            let head = self.view.get(place.sentence..self.before_last)?;
            let alone = before.next().is_none() && !head.contains('，');
            let name = self.subject_of(first, place)?;
            return (counts && alone && head.ends_with(name.as_str())).then_some(name);
        }
        // 今年夺得丰收，粮食生产创新高，总产量…: the nearest first, where the head says nothing
        let nearest = || {
            let (before, _) = words.rsplit_once('，')?;
            let clause = before.rsplit('，').next()?;
            self.subject_of(clause, place)
        };
        let nearest = self.cues.owner.nothing.contains(of).then(nearest).flatten();
        let name = nearest.or_else(|| self.subject_of(first, place))?;
        (of != "时间" || !self.names.is_people(&name)).then_some(name)
    }

    /// The thing or the body that a clause begins with.
    fn subject_of(&self, clause: &str, place: &Place) -> Option<String> {
        let clause = clause.trim_start();
        let at = clause.as_ptr() as usize - self.view.as_ptr() as usize;
        let clause = Span::new(at, at + clause.len());
        let name = self.names.subject(clause, &place.times)?;
        let others = [
            "我国", "全国", "国家", "我们", "各级", "各地", "本", "其", "这",
        ];
        ((2..=OWNER).contains(&name.chars().count())
            && !others.iter().any(|w| name.starts_with(w))
            && self.names.ends_in_noun(&name)
            && (!self.names.is_measure(&name) || name.ends_with("生产"))
            && !self.names.says_nothing(&name))
        .then_some(name)
    }
}

impl Names<'_> {
    /// What stands right before the 的 that ends `before`, the words of a figure up to there.
    fn owner(&self, place: &Place, before: &str, of: &str) -> Option<Owner> {
        let means = ["按人口平均", "平均每人"];
        if let Some(mean) = means.iter().find(|w| before.ends_with(**w)) {
            return Some(Owner::Part((*mean).to_owned()));
        }
        // 具有副教授职务|以上的教师人数
        let bounds = ["以上", "以下"];
        let bound = bounds.iter().find(|w| before.ends_with(**w));
        let bound = bound.map_or("", |w| *w);
        let before = &before[..before.len() - bound.len()];
        let (behind, phrase) = match before.rfind(MARKS) {
            Some(at) => before.split_at(at + before[at..].chars().next().map_or(0, char::len_utf8)),
            None => ("", before),
        };
        let within = Span::new(place.within.start, place.within.start + before.len());
        let name = self.named(within, &place.times)?;
        let rest = phrase.strip_suffix(name.as_str())?;
        // 棉花、|粮食的播种面积, 纺织（包括印染）|工业: half of a name; 每件|纱: what it is given for
        let half = rest.ends_with(['、', '和', '与', '及', '或', '每', '各', '其', '该', '等'])
            || rest.is_empty() && (behind.ends_with('”') || remark_before(behind).is_some())
            || (["以上", "以下", "以内"].iter()).any(|w| rest.ends_with(w))
            || name.starts_with(['本', '该', '其'])
            || self.goes_before(rest);
        let time = name.ends_with(['年', '月', '日', '期', '度']);
        if half || time || name.contains(['的', '”']) || name.chars().count() > OWNER {
            return None;
        }
        // 院校通知|参加自主测试
        let tokens = self.words.cut(&name);
        let words = tokens.iter().map(|token| token.span);
        let is_verb = |span: &Span| {
            let word = span.slice(&name);
            self.cues
                .owner
                .verbs
                .longest(word)
                .is_some_and(|(verb, ())| verb == word)
        };
        if let Some(verb) = words.clone().rfind(is_verb) {
            let whole = format!("{}{bound}", &name[verb.start..]);
            return (verb.end < name.len()).then_some(Owner::Part(whole));
        }
        // 工资标准|发放工资: a clause, no name
        let acts = |span: Span| {
            let word = span.slice(&name);
            word.chars().count() > 1
                && span.start > 0
                && span.end < name.len()
                && self.words.kind(word) == "v"
                && !self.cues.of.soft.contains(word)
        };
        if words.clone().any(acts) {
            return None;
        }
        // 用于|教育的事业费, 具有|副教授职务以上的教师人数
        if let Some((verb, ())) = self.cues.owner.verbs.longest(rest) {
            let whole = format!("{verb}{name}{bound}");
            // 参加合作医疗农民|的补助标准
            return Some(match self.is_someone(&name) && verb != "用于" {
                true => Owner::Whose(whole),
                false => Owner::Part(whole),
            });
        }
        if !bound.is_empty() || of.starts_with(name.as_str()) {
            return None;
        }
        if self.is_someone(&name) || self.words.kind(&name) == "ns" {
            return Some(Owner::Whose(name));
        }
        (self.ends_in_noun(&name) && !self.says_nothing(&name)).then_some(Owner::Part(name))
    }

    /// Whom the clause of a measure names before its verb: 工业企业|实现利润.
    fn doer_before(&self, place: &Place, head: &str) -> Option<String> {
        let from = head.rfind(MARKS).map_or(0, |at| {
            at + head[at..].chars().next().map_or(0, char::len_utf8)
        });
        let clause = &head[from..];
        let end = self
            .words
            .cut(clause)
            .into_iter()
            .rev()
            .map(|token| token.span)
            .find(|span| {
                let word = span.slice(clause);
                !self.cues.of.leading.contains(word) && !self.cues.of.trailing.contains(word)
            })?
            .end;
        let at = place.within.start + from + end;
        let name = self.named(Span::new(place.within.start, at), &place.times)?;
        let whole = self.view[..at].strip_suffix(name.as_str())?;
        let half = whole.ends_with(['、', '和', '与', '及', '或', '的']);
        (end < clause.len() && !half && self.is_someone(&name)).then_some(name)
    }

    /// Those of a row of `count` that a clause begins with and names nothing else: 煤炭、电解铝.
    pub(super) fn owners(&self, words: &str, count: usize) -> Option<Vec<String>> {
        let clause = words.rsplit(MARKS).next()?.trim();
        let row = clause.split(['、', '和', '与', '及']);
        let row: Vec<String> = row.map(str::to_owned).collect();
        let plain = |name: &String| {
            (2..=8).contains(&name.chars().count())
                && name.chars().all(is_word)
                && !self.cues.of.leading.contains(self.first_word(name))
                && self.ends_in_noun(name)
                && !self.is_measure(name)
        };
        (row.len() == count && row.iter().all(plain)).then_some(row)
    }

    /// Whether the last word of a name is a noun, as far as it is known.
    fn ends_in_noun(&self, name: &str) -> bool {
        let last = self.words.cut(name).pop();
        last.is_some_and(|token| {
            let kind = self.words.kind(token.span.slice(name));
            kind.is_empty() || kind.starts_with(['n', 'j']) || kind == "vn"
        })
    }

    /// Whether words end with a noun that belongs to the name behind them: 职工|住宅.
    fn goes_before(&self, words: &str) -> bool {
        let near = &words[words.ceil_char_boundary(words.len().saturating_sub(18))..];
        self.words.cut(near).pop().is_some_and(|token| {
            let word = token.span.slice(near);
            self.words.kind(word).starts_with('n')
                && !self.cues.of.leading.contains(word)
                && !self.cues.of.trailing.contains(word)
        })
    }
}

/// The words behind the marker that a line begins with: （1）.
fn behind_marker(words: &str) -> &str {
    let opened = words.trim_start().strip_prefix(['（', '(']);
    let parts = opened.and_then(|inside| inside.split_once(['）', ')']));
    parts
        .filter(|(marker, _)| !marker.is_empty() && marker.chars().count() <= 3)
        .filter(|(marker, _)| {
            marker
                .chars()
                .all(|c| c.is_ascii_digit() || crate::numeral::is_numeral(c))
        })
        .map_or(words, |(_, rest)| rest)
}
