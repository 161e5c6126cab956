//! What the text has named before: a year, the years of a plan, a reach.

use super::calendar::Fields;
use super::expression::{Expression, ExpressionKind};
use super::grammar::Grammar;
use super::knowledge::knowledge;
use super::plan::PlanPeriod;
use super::{Date, Grain, Interval, Length};
use crate::numeral;

/// The year that the text named last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    /// Where, in bytes.
    pub(super) at: usize,
    /// What is told of it came later: 自2012年11月1日起.
    pub(super) since: bool,
}

impl Grammar<'_> {
    /// Whether a year that the text has named is the one that the sentence speaks of: named in it, or
    /// in the line as this year or the last.
    pub(super) fn is_spoken_of(&self, told: &Told) -> bool {
        let recent = self
            .reference
            .is_some_and(|now| (now.year() - 1..=now.year()).contains(&told.year));
        told.at >= self.sentence || (told.at >= self.line && recent)
    }

    /// Whether what stands at `end` says that the time before it is one that others are measured by:
    /// 按1952年不变价格计算, 与去年同期相比, 1985年以来最高, 是2010年的2.2倍.
    pub(super) fn is_measure(&self, end: usize) -> bool {
        /// How many characters a factor may have.
        const FACTOR: usize = 8;
        let s = self.scan;
        if !s.is_char(end, "不可同以的") {
            return false;
        }
        let plain = ["不变价", "不變價", "可比价", "同期", "以来最", "以来首"];
        let factor = |at: usize| {
            let mut rest = s.rest(at).chars().take(FACTOR);
            let is_number = |c: char| c == '.' || c.is_ascii_digit() || numeral::is_numeral(c);
            rest.find(|c| !is_number(*c)) == Some('倍')
        };
        s.any(end, &plain).is_some() || s.word(end, "的").is_some_and(factor)
    }

    /// The year of a month or day without one behind 自2012年11月1日起 in a sentence: not before it.
    /// 自2012年11月1日以来，2月3日和5月6日… are both of 2013.
    pub(super) fn year_since(&self, fields: &Fields) -> Option<i16> {
        let told = self.told.filter(|t| t.since && t.at >= self.sentence)?;
        let (from, month) = (told.month?, fields.month?);
        if month < from {
            return told.year.checked_add(1);
        }
        let (year, last_month, at) = self.last_day?;
        (at >= self.sentence && year > told.year && last_month <= month).then_some(year)
    }

    /// The year that a report named last, where it is its own or the one before: the lines that
    /// follow go on with it.
    pub(super) fn recently_told(&self) -> Option<i16> {
        let now = self.present().filter(|_| self.grain == Grain::Year)?;
        let told = self.told?.year;
        (now.year() - 1..=now.year())
            .contains(&told)
            .then_some(told)
    }

    /// Keeps the day that a report of known year was given, from the line under its title:
    /// 1957年6月26日在第四次会议上.
    pub(super) fn remember_spoken(&mut self, found: &Expression) {
        /// How far from the beginning, in bytes, that line stands.
        const HEAD: usize = 400;
        if self.grain != Grain::Year || found.span.start > HEAD || self.spoken.is_some() {
            return;
        }
        let Some(day) = found
            .named
            .begin
            .filter(|_| found.kind == ExpressionKind::Date)
        else {
            return;
        };
        let line = self.scan.rest(found.span.end).split('\n').next();
        let is_said = line.is_some_and(|l| l.starts_with('在') && l.ends_with(['上', '）']));
        let of_year = self.reference.is_some_and(|now| now.year() == day.year());
        self.spoken = Some(day).filter(|_| is_said && of_year);
    }

    /// The year up to the day that a report was given, where it was given so late that 一年来 is not
    /// the year before: in June.
    pub(super) fn year_to_spoken(&self, length: Length) -> Option<Interval> {
        let late = |day: &Date| day.month() > knowledge().reviews.until_month;
        let day = self
            .spoken
            .filter(late)
            .filter(|_| length.whole_years() == Some(1))?;
        Some(Interval::new(length.from(day, -1), Some(day)))
    }

    /// Keeps the years of a plan or a range: 前三年 may then be its first three. `aside` says that they
    /// tell nothing of the year that the text speaks of.
    pub(super) fn remember_years(&mut self, found: &Expression, aside: bool) {
        let (Some(begin), Some(until)) = (found.named.begin, found.named.until) else {
            return;
        };
        if aside {
            self.seen = Some(begin.year());
        }
        let reach = found.length.and_then(Length::whole_years);
        // 五年内 itself is no reach behind a place.
        let within = self.scan.ends(found.span.end, &["内"]);
        if let (ExpressionKind::Range, Some(years), false) = (found.kind, reach, within) {
            self.told_reach = Some((years, found.span.start));
        }
        if let (Some(years), Some(now)) = (reach, self.reference)
            && found.kind == ExpressionKind::Range
            && begin == now
            && !within
        {
            self.told_ahead = Some((years, found.named, found.span.start));
        }
        let (mut first, mut last) = (begin.year(), until.year() - 1);
        match found.kind {
            _ if aside || found.grain != Grain::Year => return,
            ExpressionKind::Plan => {
                if let Some(plan) = PlanPeriod::of_year(first).filter(|p| last <= p.last_year) {
                    (first, last) = (plan.first_year, plan.last_year);
                }
                let line = self.line;
                if self.told_plan.is_none_or(|(_, _, at)| at < line) {
                    self.told_plan = Some((first, last, found.span.start));
                }
            }
            ExpressionKind::Range if last > first + 1 => {}
            _ => return,
        }
        self.told_years = Some((first, last, found.span.start));
    }
}
