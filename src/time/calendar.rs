//! Parts of the calendar as they are written: a year, a month, a day, a part of the year.

use super::{Date, Grain};

/// A part of a year or month beyond plain month and day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Months from the first to the last, counted in the year; 13 and above lie in the next year.
    Months(i8, i8),
    /// Days of a month from the first to the last; 31 is the month's last day.
    Days(i8, i8),
    /// A school year, or its first or second term.
    School(Term),
    /// School years from the one that begins in this year to the one that ends in the last.
    SchoolYears(i16),
    /// Years from this one up to a last one.
    Years(i16),
}

/// A school year or one of its terms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Term {
    Year,
    First,
    Second,
}

/// The year of a date as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Year {
    /// Not written; the surroundings tell.
    Missing,
    /// Written, but nothing tells its number: 今年 in a text without a date.
    Unknown,
    Is(i16),
}

/// A date as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub(super) year: Year,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// The last day of a list like 5、6日.
    pub(super) last_day: Option<i8>,
    pub(super) part: Option<Part>,
}

/// A stretch of days with the fineness it is stated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) begin: Date,
    pub(super) until: Date,
    pub(super) grain: Grain,
}

/// First month of the school year and of its second term, and the month after the latter.
/// The rules on school rolls (学籍管理) count the school year from 1 September.
const SCHOOL_YEAR: i8 = 9;
const SECOND_TERM: i8 = 2;
const SUMMER: i8 = 7;

impl Fields {
    pub(super) fn year(year: Year) -> Self {
        Self {
            year,
            month: None,
            day: None,
            last_day: None,
            part: None,
        }
    }

    pub(super) fn grain(&self) -> Grain {
        match (self.month, self.day, self.part) {
            (_, Some(_), _) => Grain::Day,
            (Some(_), _, _) | (_, _, Some(Part::Months(..))) => Grain::Month,
            (_, _, Some(Part::School(t))) if t != Term::Year => Grain::Month,
            _ => Grain::Year,
        }
    }

    /// The days of these fields in `year`.
    pub(super) fn stretch(&self, year: i16) -> Option<Stretch> {
        let month_start = |month: i8| {
            let (y, m) = (
                year.checked_add(i16::from((month - 1).div_euclid(12)))?,
                (month - 1).rem_euclid(12) + 1,
            );
            Date::new(y, m, 1)
        };
        let (begin, until) = match (self.month, self.day, self.part) {
            (Some(month), Some(day), _) => {
                let last = self.last_day.unwrap_or(day);
                (
                    Date::new(year, month, day)?,
                    Date::new(year, month, last)?.next_day()?,
                )
            }
            (Some(month), None, Some(Part::Days(from, to))) => {
                let until = match to {
                    31 => Date::new(year, month, 1)?.plus(0, 1, 0)?,
                    _ => Date::new(year, month, to)?.next_day()?,
                };
                (Date::new(year, month, from)?, until)
            }
            (Some(month), None, _) => (month_start(month)?, month_start(month + 1)?),
            (None, _, Some(Part::Months(from, to))) => (month_start(from)?, month_start(to + 1)?),
            (None, _, Some(Part::School(term))) => match term {
                Term::Year => (month_start(SCHOOL_YEAR)?, month_start(SCHOOL_YEAR + 12)?),
                Term::First => (month_start(SCHOOL_YEAR)?, month_start(SECOND_TERM + 12)?),
                Term::Second => (month_start(SECOND_TERM + 12)?, month_start(SUMMER + 12)?),
            },
            (None, _, Some(Part::SchoolYears(last))) => {
                (month_start(SCHOOL_YEAR)?, Date::new(last, SCHOOL_YEAR, 1)?)
            }
            (None, _, Some(Part::Years(last))) => (
                Date::new(year, 1, 1)?,
                Date::new(last.checked_add(1)?, 1, 1)?,
            ),
            _ => (
                Date::new(year, 1, 1)?,
                Date::new(year.checked_add(1)?, 1, 1)?,
            ),
        };
        (begin < until).then_some(Stretch {
            begin,
            until,
            grain: self.grain(),
        })
    }
}

/// The EDTF value of a stretch with either side open.
pub(super) fn edtf(begin: Option<Date>, until: Option<Date>, grain: Grain) -> Option<String> {
    // The last day names the end, because EDTF intervals hold both ends.
    let last = until.and_then(|u| u.plus(0, 0, -1));
    let grain = match grain {
        Grain::Year
            if begin.is_none_or(|b| b.month() == 1 && b.day() == 1)
                && until.is_none_or(|u| u.month() == 1 && u.day() == 1) =>
        {
            Grain::Year
        }
        Grain::Year | Grain::Month
            if begin.is_none_or(|b| b.day() == 1) && until.is_none_or(|u| u.day() == 1) =>
        {
            Grain::Month
        }
        _ => Grain::Day,
    };
    let print = |day: Date| match grain {
        Grain::Year => format!("{:04}", day.year()),
        Grain::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Grain::Day => day.to_string(),
    };
    match (begin.map(print), last.map(print)) {
        (Some(a), Some(b)) if a == b => Some(a),
        (Some(a), Some(b)) => Some(format!("{a}/{b}")),
        (Some(a), None) if until.is_none() => Some(format!("{a}/..")),
        (None, Some(b)) => Some(format!("../{b}")),
        _ => None,
    }
}

/// Days since Monday.
pub(super) fn weekday(day: Date) -> i32 {
    // Zeller's congruence; 0 is Saturday.
    let (mut y, mut m) = (i32::from(day.year()), i32::from(day.month()));
    if m < 3 {
        m += 12;
        y -= 1;
    }
    let h = (i32::from(day.day()) + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;
    (h + 5) % 7
}
