//! Named periods: five-year plans and the times since known happenings.

use super::grammar::Grammar;
use super::knowledge::{Plan, knowledge};
use super::scan::is_stop;
use super::{Date, Interval, Relation};

/// A plan or part of it in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) years: (i16, i16),
}

impl Period {
    pub(super) fn interval(self) -> Interval {
        let until = self.years.1.checked_add(1).and_then(|y| Date::new(y, 1, 1));
        Interval::new(Date::new(self.years.0, 1, 1), until)
    }
}

/// Words that make a bare 十五 or 八五 a plan.
const PLAN_NOUNS: [&str; 6] = ["期间", "时期", "规划", "计划", "建设", "末"];
/// After these a bare 十二五 is a number.
const COUNTED: &str = "岁个人名项天年月日元条号章节号点分米届次所";

impl Grammar<'_> {
    /// A plan at `at`: `“十二五”期间`, `十三五时期`, `第十二个五年规划`.
    pub(super) fn plan(&self, at: usize) -> Option<Period> {
        let s = self.scan;
        if let Some(first) = s.word(at, "第") {
            let n = s.number(first)?;
            let before = s.text.get(..at).unwrap_or_default();
            if knowledge().foreign.iter().any(|of| before.ends_with(of)) {
                return None;
            }
            let plan = knowledge().plan(n.value)?;
            let whole = s.any(
                n.end,
                &["个五年规划", "个五年计划", "个五年計划", "个五年計劃"],
            );
            let end = whole.or_else(|| self.years_of(plan, n.end))?;
            return Some(self.part_of_plan(plan, at, end));
        }
        let quote = s.char(at).filter(|c| "“\"‘「＂".contains(*c));
        let name = at + quote.map_or(0, char::len_utf8);
        let plan = knowledge()
            .plans
            .iter()
            .filter(|p| s.word(name, &p.name).is_some())
            // 十五五 begins with 十五.
            .max_by_key(|p| p.name.len())?;
        let bare_end = name + plan.name.len();
        if quote.is_none() {
            if s.was_char(at, "第“\"") {
                return None;
            }
            let named = s.any(bare_end, &PLAN_NOUNS).is_some();
            let plain = plan.plain && !s.is_char(bare_end, COUNTED);
            return (named || plain).then(|| self.part_of_plan(plan, at, bare_end));
        }
        let close = s.char(bare_end)?;
        if "”\"’」＂".contains(close) {
            let end = bare_end + close.len_utf8();
            // “七五”普法 counts another series; “三五”反 and the like are no plans.
            let early = plan.number < 6 && s.any(end, &PLAN_NOUNS).is_none();
            if early || s.any(end, &["普法", "运动", "法制"]).is_some() {
                return None;
            }
            return Some(self.part_of_plan(plan, at, end));
        }
        // “十二五期间”, “十二五规划”: the name is inside longer quoted words.
        s.any(bare_end, &PLAN_NOUNS)
            .map(|_| self.part_of_plan(plan, name, bare_end))
    }

    /// The end of 个五年 at `at`, where it stands for the years of a plan: 第一个五年内, said in 1957.
    /// Far from that plan it counts five years of something else: 新征程的第一个五年.
    fn years_of(&self, plan: &Plan, at: usize) -> Option<usize> {
        /// How many years before and behind a plan texts speak of it so.
        const NEAR: i16 = 3;
        let end = self.scan.word(at, "个五年")?;
        let now = self.reference?.year();
        let (first, last) = plan.years;
        (first - NEAR..=last + NEAR).contains(&now).then_some(end)
    }

    /// Goes on to 期间, 末, 后两年.
    fn part_of_plan(&self, plan: &Plan, start: usize, end: usize) -> Period {
        let s = self.scan;
        let (first, last) = plan.years;
        let whole = Period {
            start,
            end: s
                .any(end, &["期间", "时期"])
                .or(s.word(end, "期").filter(|e| !s.is_char(*e, "末初中满刊")))
                .unwrap_or(end),
            years: plan.years,
        };
        if let Some(after) = s.any(end, &["期末", "末期", "末"]) {
            return Period {
                end: after,
                years: (last, last),
                ..whole
            };
        }
        if let Some(after) = s
            .any(end, &["初期", "期初", "初"])
            .filter(|a| !s.is_char(*a, "步中"))
        {
            return Period {
                end: after,
                years: (first, first),
                ..whole
            };
        }
        if let Some(after) = s.word(end, "中期") {
            return Period {
                end: after,
                years: (first + 2, first + 2),
                ..whole
            };
        }
        // “十三五”第一年, “十二五”最后一年
        let year = match s.any(end, &["最后一年", "的最后一年", "收官之年"]) {
            Some(after) => Some((last, after)),
            None => s
                .any(end, &["第", "的第"])
                .and_then(|e| s.number(e))
                .filter(|n| (1..=5).contains(&n.value))
                .and_then(|n| Some((first + n.value as i16 - 1, s.word(n.end, "年")?)))
                .or(s
                    .any(end, &["开局之年", "首年"])
                    .map(|after| (first, after))),
        };
        if let Some((year, after)) = year {
            return Period {
                end: after,
                years: (year, year),
                ..whole
            };
        }
        for (word, from_end) in [("前", false), ("后", true), ("头", false)] {
            if let Some(next) = s.word(end, word)
                && let Some(n) = s.number(next).filter(|n| (1..5).contains(&n.value))
                && let Some(after) = s.word(n.end, "年")
            {
                let count = n.value as i16;
                let years = if from_end {
                    (last + 1 - count, last)
                } else {
                    (first, first + count - 1)
                };
                return Period {
                    end: after,
                    years,
                    ..whole
                };
            }
        }
        whole
    }

    /// The time since or before a known happening: `党的十八大以来`.
    pub(super) fn era(&self, at: usize) -> Option<(Interval, Relation, usize)> {
        let s = self.scan;
        let name = s.any(at, &["党的", "中国共产党"]).unwrap_or(at);
        let (len, day) = knowledge().anchor(s.rest(name))?;
        if name == at && s.was_char(at, "第一二三四五六七八九十") {
            return None;
        }
        let end = name + len;
        let end = s.any(end, &["召开", "闭幕", "胜利召开"]).unwrap_or(end);
        if let Some(after) = s.any(end, &["以来", "之后", "以后"]) {
            return Some((Interval::new(Some(day), None), Relation::Since, after));
        }
        if let Some(after) = s.word(end, "后").filter(|a| s.char(*a).is_none_or(is_stop)) {
            return Some((Interval::new(Some(day), None), Relation::Since, after));
        }
        let after = s.any(end, &["以前", "之前", "前"])?;
        s.char(after).is_none_or(is_stop).then_some((
            Interval::new(None, Some(day)),
            Relation::Before,
            after,
        ))
    }
}
