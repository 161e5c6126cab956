//! What the words around a date say of it: 自…起, …前, 至…止.

use super::grammar::Grammar;
use super::length::NOT_AFTER_AFTER;
use super::{Grain, Interval, Relation};

/// The bounds that surrounding words set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bound {
    /// 自…起: from its first day on.
    From,
    /// …以后: from the day after it on.
    After,
    /// …前: up to its end. Officials count the day itself in (Civil Code, art. 1259).
    Before,
    /// 至…止, 截至: up to its end.
    Until,
    /// 到2015年: what holds then.
    By,
}

impl Bound {
    pub(super) fn relation(self) -> Relation {
        match self {
            Self::From | Self::After => Relation::Since,
            Self::Before => Relation::Before,
            Self::Until | Self::By => Relation::Until,
        }
    }

    pub(super) fn apply(self, named: Interval) -> Interval {
        match self {
            Self::From => Interval::new(named.begin, None),
            Self::After => Interval::new(named.until, None),
            Self::Before | Self::Until => Interval::new(None, named.until),
            Self::By => named,
        }
    }
}

/// What leads the last day of something.
const DEADLINES: &[&str] = &[
    "截至",
    "截止",
    "截止到",
    "截止至",
    "截止日期为",
    "截止日期是",
    "截止日期：",
    "截止时间为",
    "截止时间是",
    "截止时间：",
];

impl Grammar<'_> {
    /// What the words around `start..end` say.
    pub(super) fn bound(&self, start: usize, end: usize, grain: Grain) -> Option<Bound> {
        let s = self.scan;
        let text = s
            .text
            .get(..start)
            .unwrap_or_default()
            .trim_end_matches(' ');
        // 不晚于当年12月15日
        let text = text.strip_suffix("当年").unwrap_or(text);
        let led = |words: &[&str], not: &str| {
            words.iter().any(|w| {
                text.strip_suffix(w)
                    .is_some_and(|t| !t.chars().next_back().is_some_and(|c| not.contains(c)))
            })
        };
        // The clock of another cell of a table is not the date's: 6月30日（星期日）⇥8:00起开考.
        let clock = self
            .clock(end)
            .filter(|after| !s.text[end..*after].contains('\t'));
        let at = s.spaces(clock.unwrap_or(end));
        // 2012年9月1日（含当日）以后
        let at = s
            .word(at, "（含")
            .and_then(|inside| {
                let len = s
                    .rest(inside)
                    .char_indices()
                    .take(8)
                    .find(|(_, c)| *c == '）')?
                    .0;
                Some(inside + len + "）".len())
            })
            .unwrap_or(at);
        // 2021学年及之后
        let joined = s
            .any(at, &["及其", "及"])
            .filter(|e| s.any(*e, &["以前", "之前", "以后", "之后"]).is_some());
        let included = joined.is_some() || s.ends(at, &["）"]) && at > end;
        let at = joined.unwrap_or(at);
        let followed =
            |words: &[&str], not: &str| s.any(at, words).is_some_and(|e| !s.is_char(e, not));
        if followed(&["以前", "之前", "前"], "往后列期述款三沿提瞻景来半任身") {
            return Some(Bound::Before);
        }
        if led(
            &[
                "不迟于",
                "不晚于",
                "不得迟于",
                "不得晚于",
                "最迟",
                "最晚",
                "最迟于",
                "最晚于",
            ],
            "",
        ) {
            return Some(Bound::Before);
        }
        if followed(&["起止"], "") {
            return None;
        }
        // 在第一个五年计划期间开始建设: something begins within it.
        let within =
            s.ends(end, &["期间", "时期", "期", "计划", "规划"]) && s.word(at, "开始").is_some();
        let since = led(&["自", "从", "自从"], "来各亲独出源");
        if (!within || since)
            && followed(
                &["以来", "起", "开始", "始"],
                "始草诉步点来重码伏义用讫价到源飞因",
            )
        {
            return Some(Bound::From);
        }
        // 2017年秋季开学后: the term begins with it.
        if followed(&["开学起", "开学时起", "新学期起", "学期起"], "")
            || followed(&["开学后"], "0123456789一二两三四五六七八九十半")
        {
            return Some(Bound::From);
        }
        if followed(&["以后", "之后", "后"], NOT_AFTER_AFTER) {
            // 4月8日12:00后 is of that day still, 进入二季度以后 of that quarter; who was born 2003年
            // 9月1日以后 was born on that day or later.
            let day = grain == Grain::Day && s.word(at, "后").is_none();
            let from = included || clock.is_some() || day || led(&["进入"], "");
            return Some(if from { Bound::From } else { Bound::After });
        }
        if led(&["自", "自从"], "来各亲独出源") {
            return Some(Bound::From);
        }
        if followed(&["为止", "止", "截止"], "损")
            || led(DEADLINES, "")
            || (led(&["至"], "甚乃以直") && grain == Grain::Day)
        {
            return Some(Bound::Until);
        }
        // 至2015年，全市达到… says what holds then, as 到2015年 does.
        if led(&["至"], "甚乃以直") {
            return Some(Bound::By);
        }
        // 从三成下降到2012年的两成
        led(&["到"], "达得收受遇感看降升加高少大缩做系及响虑").then_some(Bound::By)
    }
}
