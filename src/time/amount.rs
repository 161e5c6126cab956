//! Stated lengths of time: `五年`, `5至8年`, `不少于15个工作日`.

use super::Date;

/// The unit that a length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LengthUnit {
    /// 年
    Year,
    /// 学年
    SchoolYear,
    /// 月
    Month,
    /// 学期
    Term,
    /// 周
    Week,
    /// 天, 日
    Day,
    /// 工作日: days without weekends and holidays, which the government moves every year.
    WorkingDay,
}

/// A count of units in which halves occur: `一年半`. Printed and serialized as 1.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count {
    /// Twice the count, so that halves are whole.
    halves: u32,
}

impl Count {
    pub(super) fn halves(halves: u32) -> Self {
        Self { halves }
    }

    pub(super) fn whole(count: u32) -> Option<Self> {
        count.checked_mul(2).map(Self::halves)
    }

    /// The count.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.halves) / 2.0
    }

    fn has_half(self) -> bool {
        !self.halves.is_multiple_of(2)
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let half = if self.has_half() { ".5" } else { "" };
        write!(f, "{}{half}", self.halves / 2)
    }
}

impl serde::Serialize for Count {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.has_half() {
            serializer.serialize_f64(self.value())
        } else {
            serializer.serialize_u32(self.halves / 2)
        }
    }
}

/// How long a time is, as the words bound it.
///
/// `五年` is five years at least and at most, `三年以上` three at least, `5至8年` between the two.
///
/// ```
/// use zhengce::time::{self, Context, LengthUnit};
/// let found = time::find("应在15个工作日内答复", &Context::default());
/// let length = found[0].length.unwrap();
/// assert_eq!((length.most.unwrap().value(), length.unit), (15.0, LengthUnit::WorkingDay));
/// // ISO 8601 knows no working days, and fifteen of them are no P15D.
/// assert_eq!(found[0].duration, None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[non_exhaustive]
pub struct Length {
    /// The least, where the words set one.
    pub least: Option<Count>,
    /// The most, where the words set one.
    pub most: Option<Count>,
    /// The unit of both.
    pub unit: LengthUnit,
}

impl Length {
    /// Exactly so long.
    pub(super) fn exact(count: Count, unit: LengthUnit) -> Self {
        Self {
            least: Some(count),
            most: Some(count),
            unit,
        }
    }

    /// The one count that the words name: five in 五年 and 五年以上, none in 5至8年.
    #[must_use]
    pub fn count(self) -> Option<Count> {
        match (self.least, self.most) {
            (Some(least), Some(most)) => (least == most).then_some(least),
            (least, most) => least.or(most),
        }
    }

    /// The count as ISO 8601 duration (`P5Y`, `P1Y6M`); none for a span of lengths, and none for
    /// working days and terms, which the standard does not know.
    #[must_use]
    pub fn iso(self) -> Option<String> {
        let count = self.count()?;
        let whole = count.halves / 2;
        Some(match (self.unit, count.has_half()) {
            (LengthUnit::Year | LengthUnit::SchoolYear, true) if whole == 0 => "P6M".to_owned(),
            (LengthUnit::Year | LengthUnit::SchoolYear, true) => format!("P{whole}Y6M"),
            (LengthUnit::Year | LengthUnit::SchoolYear, false) => format!("P{whole}Y"),
            (LengthUnit::Month, _) => format!("P{count}M"),
            (LengthUnit::Week, _) => format!("P{count}W"),
            (LengthUnit::Day, _) => format!("P{count}D"),
            (LengthUnit::WorkingDay | LengthUnit::Term, _) => return None,
        })
    }

    /// [`Length::iso`]; of months that the words give in years too, in both: `P1Y3M`.
    pub(super) fn iso_of(self, in_years: bool) -> Option<String> {
        let months = self.count().filter(|c| in_years && !c.has_half());
        match (self.unit, months) {
            (LengthUnit::Month, Some(count)) if count.halves > 24 => {
                let count = count.halves / 2;
                Some(format!("P{}Y{}M", count / 12, count % 12))
            }
            _ => self.iso(),
        }
    }

    /// Whether the ISO duration says less than the words: a bound, a span, a unit it has not.
    #[must_use]
    pub fn is_more_than_iso(self) -> bool {
        self.least != self.most || self.iso().is_none()
    }

    /// The count of years, where they are whole.
    pub(crate) fn whole_years(self) -> Option<i16> {
        let count = self.count().filter(|count| !count.has_half())?;
        (self.unit == LengthUnit::Year)
            .then(|| i16::try_from(count.halves / 2).ok())
            .flatten()
    }

    /// `day` moved by the count, forwards or backwards.
    pub(super) fn from(self, day: Date, direction: i32) -> Option<Date> {
        let halves = i32::try_from(self.count()?.halves)
            .ok()?
            .checked_mul(direction)?;
        match self.unit {
            LengthUnit::Year => day.plus(halves / 2, halves % 2 * 6, 0),
            LengthUnit::Month => day.plus(0, halves / 2, halves % 2 * 15),
            LengthUnit::Week => day.plus(0, 0, halves.checked_mul(7)? / 2),
            LengthUnit::Day => day.plus(0, 0, halves / 2),
            // Which days are worked, and when terms begin, no text says.
            LengthUnit::WorkingDay | LengthUnit::SchoolYear | LengthUnit::Term => None,
        }
    }

    /// Whether it is shorter than two units: 上一年 is a relative word.
    pub(super) fn is_under_two(self) -> bool {
        self.count().is_some_and(|c| c.halves < 4)
    }
}
