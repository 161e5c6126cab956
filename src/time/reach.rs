//! Where lengths reach: `五年内`, `五十多年来`, the first years of a plan.

use super::amount::{Count, Length, LengthUnit};
use super::grammar::Grammar;
use super::length::{Measured, Place};
use super::plan::PlanPeriod;
use super::scan::{Style, is_stop};
use super::{Date, Grain, Interval};

impl Grammar<'_> {
    /// `五十多年来`, `一年多来`: at least so many years up to now.
    pub(super) fn long_since(&self, at: usize) -> Option<Measured> {
        let s = self.scan;
        let n = s.number(at).filter(|n| n.style != Style::Digits)?;
        let more = [
            "多年来",
            "多年以来",
            "余年来",
            "余年以来",
            "几年来",
            "年多来",
            "年多以来",
        ];
        let end = s.any(n.end, &more)?;
        // 最近二十多年来, 这一年多来
        let before = s.text.get(..at).unwrap_or_default();
        let lead = ["最近", "过去", "近", "这"]
            .iter()
            .find(|word| before.ends_with(**word));
        let start = (at - lead.map_or(0, |word| word.len())).max(self.free);
        let length = Length {
            least: Count::whole(n.value),
            most: None,
            unit: LengthUnit::Year,
        };
        let placed = match self.present() {
            Some(now) => Place::Now(Interval::new(None, Some(now))),
            None => Place::Nowhere,
        };
        Some(Measured {
            start,
            end,
            length,
            placed,
        })
    }

    /// The time that `三年内` at `at` reaches over, its words ending at `to`: from now where
    /// they look ahead, the years of the plan spoken of; a mere length elsewhere.
    pub(super) fn reach(
        &self,
        at: usize,
        to: usize,
        length: Length,
        now: Date,
    ) -> Option<Interval> {
        let s = self.scan;
        // 三到五年内 is over with the five years.
        let longest = length.most.map(|most| Length::exact(most, length.unit));
        let ahead = Interval::new(Some(now), longest.unwrap_or(length).from(now, 1));
        if s.ends(at, &["力争", "争取", "用", "力争在", "争取在"]) {
            return Some(ahead);
        }
        // 转制后，五年内免征: counted from a deed of others.
        let clause =
            s.before(at).is_none_or(is_stop) && s.ends(to, &["内"]) && !s.ends(at, &["后，"]);
        if !clause || s.is_char(to, CONDITION) {
            return None;
        }
        let of_plan = self.years_of_plan(length, now);
        // A report tells what was done, a notice what is to be done.
        let is_ahead = || match self.grain {
            Grain::Year => self.looks_ahead(length, to),
            _ => s.any(to, &GRANTED).is_none(),
        };
        of_plan.or_else(|| is_ahead().then_some(ahead))
    }

    /// Whether so many years were named as a reach behind a place: 过去五年.
    fn is_reach(&self, years: i16, told: usize) -> bool {
        self.told_reach
            .is_some_and(|(of, at)| of == years && told <= at)
    }

    /// The years of the plan or range that the text named last, where it has just so many.
    fn years_of_plan(&self, length: Length, now: Date) -> Option<Interval> {
        let years = length.whole_years()?;
        let told = [self.told_plan, self.told_years];
        let mut told = told.into_iter().flatten();
        let (mut first, _, told) = told.find(|(first, last, _)| last - first + 1 == years)?;
        // 过去五年，…。五年内…
        if self.is_reach(years, told) {
            return None;
        }
        // The next plan was only glanced at.
        if first > now.year() {
            first = PlanPeriod::of_year(now.year())
                .filter(|plan| plan.last_year - plan.first_year + 1 == years)?
                .first_year;
        }
        let until = Date::new(first.checked_add(years)?, 1, 1);
        Some(Interval::new(Date::new(first, 1, 1), until))
    }

    /// Whether the clause at `at` says what is to be.
    fn looks_ahead(&self, length: Length, at: usize) -> bool {
        /// How far, in bytes, it is read.
        const CLAUSE: usize = 90;
        let s = self.scan;
        let at = s.word(at, "，").unwrap_or(at);
        let rest = s.rest(at);
        let rest = &rest[..rest.floor_char_boundary(CLAUSE)];
        let clause = rest.split(is_stop).next().unwrap_or_default();
        let told = length
            .whole_years()
            .is_some_and(|years| self.is_reach(years, 0));
        !told && AHEAD.iter().any(|word| clause.contains(word))
    }

    /// The first or last so many years of the plan or range that the line named, or all of them: 五年
    /// 计划的前三年, 后两年, 这五年.
    pub(super) fn part_of_told(&self, at: usize, word: &str, years: i16) -> Option<Interval> {
        // 这五年 are those of the plan that the line speaks of.
        let of_line = self
            .told_plan
            .filter(|(_, _, at)| word == "这" && *at >= self.line);
        let (first, last, told) = of_line.or(self.told_years)?;
        let of_plan = ["五年计划的", "五年规划的"];
        if told < self.line && !self.scan.ends(at, &of_plan) {
            return None;
        }
        // 过去五年，“十五”计划开局良好。这五年…
        let reach = self.told_reach.filter(|(_, at)| *at >= self.line);
        if word == "这" && reach.is_some_and(|(of, _)| of == years) {
            return None;
        }
        let all = last - first + 1;
        // 前三年 of a plan of five, 前五年 of ten; 1980年至1985年 are five years of growth themselves.
        let part = years < all && (all == PLAN || years * 2 <= all);
        let (from, to) = match word {
            "前" if part => (first, first + years - 1),
            "后" | "後" if part => (last - years + 1, last),
            "这" if years == all => (first, last),
            _ => return None,
        };
        let until = Date::new(to.checked_add(1)?, 1, 1);
        Some(Interval::new(Date::new(from, 1, 1), until))
    }
}

/// The years of a plan.
const PLAN: i16 = 5;

/// Behind 三年内 these say what is to be done in them.
const AHEAD: [&str; 14] = [
    "将",
    "要",
    "使",
    "基本",
    "实现",
    "完成",
    "建成",
    "达到",
    "提高到",
    "力争",
    "争取",
    "逐步",
    "取消",
    "解决",
];

/// Behind 三年内 these say what is granted or forbidden for so long, from whatever day.
const GRANTED: [&str; 10] = [
    "免征", "免", "减", "给予", "按", "享受", "禁止", "停止", "取消", "暂停",
];

/// After these 三年内 is the reach of a condition and begins on no day in particular.
const CONDITION: &str = "不未累因曾又再有发两二三连多没无被受拒仍可";
