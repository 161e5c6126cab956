//! Civil days and dates known only to the year or month.

use crate::error::{Error, ErrorKind, Result};
use std::fmt;
use std::str::FromStr;

/// A civil day, years 1 to 9999. Prints and parses as `2012-09-05`.
///
/// ```
/// use zhengce::time::Date;
/// let day = Date::new(2012, 12, 31).unwrap();
/// assert_eq!(day.next_day().unwrap().to_string(), "2013-01-01");
/// assert!(Date::new(2011, 2, 29).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day, or `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day after; `None` at the end of the calendar.
    #[must_use]
    pub fn next_day(self) -> Option<Self> {
        self.plus(0, 0, 1)
    }

    /// How many days lie between an earlier day and this one; negative where that one is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        // Between two dates jiff counts in days.
        (self.0 - earlier.0).get_days()
    }

    /// The day this many years, months and days later (earlier where negative), the month's end
    /// kept where the day does not exist; `None` outside years 1 to 9999.
    #[must_use]
    pub fn plus(self, years: i32, months: i32, days: i32) -> Option<Self> {
        // One after the other: a span of jiff has one sign for all its units.
        let step = |day: jiff::civil::Date, span: jiff::Span| day.checked_add(span).ok();
        let day = step(self.0, jiff::Span::new().try_years(years).ok()?)?;
        let day = step(day, jiff::Span::new().try_months(months).ok()?)?;
        let day = step(day, jiff::Span::new().try_days(days).ok()?)?;
        (1..=9999).contains(&day.year()).then_some(Self(day))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

impl FromStr for Date {
    type Err = Error;

    /// Reads `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self> {
        let partial: PartialDate = text.parse()?;
        match (partial.month, partial.day) {
            (Some(month), Some(day)) => Self::new(partial.year, month, day),
            _ => None,
        }
        .ok_or_else(|| unreadable(text))
    }
}

/// How finely a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Grain {
    /// To the year.
    Year,
    /// To the month.
    Month,
    /// To the day.
    Day,
}

/// A date known to the year, the month or the day. Prints and parses as `2012`, `2012-09` or
/// `2012-09-05`; orders by its first day, the coarser first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct PartialDate {
    /// The year.
    pub year: i16,
    /// The month, 1 to 12, where known.
    pub month: Option<i8>,
    /// The day of the month, from 1, where known; never without a month.
    pub day: Option<i8>,
}

impl PartialDate {
    /// The date, or `None` where the calendar has no such day.
    #[must_use]
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        if month.is_none() && day.is_some() {
            return None;
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self { year, month, day })
    }

    /// How finely it is known.
    #[must_use]
    pub fn grain(self) -> Grain {
        match (self.month, self.day) {
            (Some(_), Some(_)) => Grain::Day,
            (Some(_), None) => Grain::Month,
            _ => Grain::Year,
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The first day after it; `None` at the end of the calendar.
    #[must_use]
    pub fn until(self) -> Option<Date> {
        let first = self.first_day()?;
        match self.grain() {
            Grain::Year => first.plus(1, 0, 0),
            Grain::Month => first.plus(0, 1, 0),
            Grain::Day => first.next_day(),
        }
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = Error;

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self> {
        let mut parts = text.split('-');
        let year = parts
            .next()
            .filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|y| y.parse().ok());
        let mut two = || -> Option<Option<i8>> {
            parts.next().map(|p| {
                (p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()))
                    .then(|| p.parse().ok())
                    .flatten()
            })
        };
        let (month, day) = (two(), two());
        match (year, month, day, parts.next()) {
            (Some(year), None, None, None) => Self::new(year, None, None),
            (Some(year), Some(Some(month)), None, None) => Self::new(year, Some(month), None),
            (Some(year), Some(Some(month)), Some(Some(day)), None) => {
                Self::new(year, Some(month), Some(day))
            }
            _ => None,
        }
        .ok_or_else(|| unreadable(text))
    }
}

fn unreadable(text: &str) -> Error {
    Error::new(
        ErrorKind::Argument,
        format!("“{text}” is not a date; write 2012, 2012-09 or 2012-09-05"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_a_step_do_not_mix() {
        let day = Date::new(2012, 10, 5).unwrap();
        assert_eq!(day.plus(5, 0, -1).unwrap().to_string(), "2017-10-04");
        assert_eq!(day.plus(-1, 5, 1).unwrap().to_string(), "2012-03-06");
        assert_eq!(day.days_since(Date::new(2012, 9, 5).unwrap()), 30);
        assert_eq!(
            Date::new(2012, 2, 29)
                .unwrap()
                .plus(1, 0, 0)
                .unwrap()
                .to_string(),
            "2013-02-28"
        );
    }

    #[test]
    fn partial_dates_read_print_and_end() {
        for (text, until) in [
            ("2012", "2013-01-01"),
            ("2012-12", "2013-01-01"),
            ("2012-02-29", "2012-03-01"),
        ] {
            let date: PartialDate = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(date.until().unwrap().to_string(), until);
        }
        for bad in [
            "",
            "12",
            "2012-9",
            "2012-13",
            "2011-02-29",
            "2012-09-05-01",
            "２０１２",
        ] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad}");
        }
    }
}
