//! Time expressions in running text.

use super::{Date, Grain, Length, PartialDate};
use crate::span::Span;

/// A half-open interval of civil days `[begin, until)`; `None` is an open side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Interval {
    /// First day.
    pub begin: Option<Date>,
    /// First day after.
    pub until: Option<Date>,
}

impl Interval {
    /// The interval `[begin, until)`.
    #[must_use]
    pub fn new(begin: Option<Date>, until: Option<Date>) -> Self {
        Self { begin, until }
    }
}

impl Interval {
    /// How long it is as ISO 8601 duration, in the coarsest unit that is exact: `P5Y`, `P1M`,
    /// `P14D`; `None` where a side is open.
    #[must_use]
    pub fn length(self) -> Option<String> {
        let (begin, until) = (self.begin?, self.until?);
        let years = i32::from(until.year()) - i32::from(begin.year());
        let months = years * 12 + i32::from(until.month()) - i32::from(begin.month());
        Some(if begin.plus(years, 0, 0) == Some(until) {
            format!("P{years}Y")
        } else if begin.plus(0, months, 0) == Some(until) {
            format!("P{months}M")
        } else {
            format!("P{}D", until.days_since(begin))
        })
    }

    /// The day, month or year that the interval is exactly; `None` for any other.
    ///
    /// ```
    /// use zhengce::time::{Date, Interval};
    /// let month = Interval::new(Date::new(2014, 9, 1), Date::new(2014, 10, 1));
    /// assert_eq!(month.whole().unwrap().to_string(), "2014-09");
    /// ```
    #[must_use]
    pub fn whole(self) -> Option<PartialDate> {
        grains(self.begin?)
            .into_iter()
            .flatten()
            .find(|date| date.first_day() == self.begin && date.until() == self.until)
    }
}

/// The year, the month and the day that a day lies in.
fn grains(day: Date) -> [Option<PartialDate>; 3] {
    [
        PartialDate::new(day.year(), None, None),
        PartialDate::new(day.year(), Some(day.month()), None),
        Some(day.into()),
    ]
}

impl std::fmt::Display for Interval {
    /// As a reader writes it: a whole day, month or year as `2012-09-05`, `2012-09`, `2012`; else
    /// first and last, as coarsely as both can be (`2011/2015`), `..` for an open side.
    ///
    /// ```
    /// use zhengce::time::{Date, Interval};
    /// let plan = Interval::new(Date::new(2011, 1, 1), Date::new(2016, 1, 1));
    /// assert_eq!(plan.to_string(), "2011/2015");
    /// assert_eq!(Interval::new(None, Date::new(2012, 9, 2)).to_string(), "../2012-09-01");
    /// ```
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let last = self.until.and_then(|d| d.plus(0, 0, -1));
        // From the year to the day: the first grain at which both ends are exact.
        for grain in 0..3 {
            let begin = self.begin.and_then(|d| grains(d)[grain]);
            let end = last.and_then(|d| grains(d)[grain]);
            let exact = begin.is_none_or(|d| d.first_day() == self.begin)
                && end.is_none_or(|d| d.until() == self.until);
            if !exact {
                continue;
            }
            return match (begin, end) {
                (Some(begin), Some(end)) if begin == end => write!(f, "{begin}"),
                (Some(begin), Some(end)) => write!(f, "{begin}/{end}"),
                (Some(begin), None) => write!(f, "{begin}/.."),
                (None, Some(end)) => write!(f, "../{end}"),
                (None, None) => f.write_str(".."),
            };
        }
        Ok(())
    }
}

/// What kind of time an expression names; the words of the analysis record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ExpressionKind {
    /// One day: `2012年9月5日`.
    Date,
    /// A stretch with both ends: `2011—2015年`, `2012年9月`, `上半年`.
    Range,
    /// A five-year plan or a part of it: `“十二五”期间`.
    Plan,
    /// A school year or term: `2013学年`.
    SchoolYear,
    /// One side open or unknown: `党的十八大以来`, `改革开放以来`, `近年来`.
    Open,
    /// A length without a place: `5个工作日`, `连续五年`.
    Duration,
    /// A place relative to an event: `自印发之日起30日内`.
    Anchored,
    /// A recurring time: `每年9月10日前`.
    Set,
}

/// How the surrounding words bound the core expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Relation {
    /// `自2012年9月1日起`: from its first day on; `2012年以后`: from its end on.
    Since,
    /// `2012年底前`: before its end.
    Before,
    /// `有效期至2017年9月30日`: up to and with it. `到2015年` says what is to hold then, so what
    /// is meant is the time itself.
    Until,
}

/// One time expression and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Expression {
    /// The core words, in bytes of the text that was searched, without 自, 至, 起, 前.
    pub span: Span,
    /// Its kind.
    pub kind: ExpressionKind,
    /// How finely the words state it: `2012年9月` to the month, `“十二五”期间` to the year.
    pub grain: Grain,
    /// The time that the core words name: `2012年底前` names December 2012. Events, filters and the
    /// analysis record rest on it, because it is what stands in the span. 改革开放以来 names no
    /// other time than an open one.
    pub named: Interval,
    /// What is meant with the relation applied: `2012年底前` means everything before 2013.
    pub meant: Interval,
    /// What is meant in EDTF level 1 (`2011/2015`, `2012-09-01/..`), where it has a value.
    pub edtf: Option<String>,
    /// The length that the words name as ISO 8601 duration (`P5Y`), where the standard has one; of
    /// a recurring time its period (`每两年`: `P2Y`).
    pub duration: Option<String>,
    /// How long the words say it is, with bounds: `三年以上`, `5至8年`, `15个工作日`.
    pub length: Option<Length>,
    /// The relation that the surrounding words give.
    pub relation: Option<Relation>,
}

impl Expression {
    /// One that is not placed yet.
    pub(super) fn bare(start: usize, end: usize, kind: ExpressionKind, grain: Grain) -> Self {
        Self {
            span: Span::new(start, end),
            kind,
            grain,
            named: Interval::default(),
            meant: Interval::default(),
            edtf: None,
            duration: None,
            length: None,
            relation: None,
        }
    }
}

/// What fixes the meaning of 今年, 本月, 印发之日 and the like.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Context {
    /// The day the text speaks from: the document's date, or a given reference date.
    pub reference: Option<Date>,
    /// How finely that day is known: of a report dated 1984 it is the first of the year, from which
    /// 去年 counts and 今天 does not.
    pub grain: Grain,
    /// The day the text was first issued, where that is another: what later versions leave
    /// unchanged, 自公布之日起施行, counts from it.
    pub issued: Option<Date>,
}

impl Default for Context {
    fn default() -> Self {
        Self::new(None)
    }
}

impl Context {
    /// A context that speaks from `reference`.
    #[must_use]
    pub fn new(reference: Option<Date>) -> Self {
        Self {
            reference,
            grain: Grain::Day,
            issued: None,
        }
    }
}
