//! What the grammar knows: plans, happenings to count from, relative words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Date;
use crate::lookup::Beginnings;
use crate::shipped::table;

/// The unit that a relative word counts in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Year,
    TwoYears,
    /// The year that the line named last.
    ToldYear,
    /// The year that the sentence named, else the present one.
    TextYear,
    Month,
    Quarter,
    Week,
    Day,
    SchoolYear,
    Century,
    Reach,
    Recent,
}

/// A five-year plan.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    pub(super) name: String,
    pub(super) number: u32,
    pub(super) years: (i16, i16),
    /// Read without quotation marks.
    #[serde(default)]
    pub(super) plain: bool,
}

/// The words of happenings that times are counted from.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct Deeds {
    /// Deeds that make a document known; the document's own date is their day.
    pub(super) issuing: Vec<String>,
    /// Deeds that make a document valid, and many other things besides.
    pub(super) approving: Vec<String>,
    /// Deeds of others, whose day no text tells.
    pub(super) other: Vec<String>,
    /// What a document calls itself.
    pub(super) own: Vec<String>,
    /// Words that begin like these and name others: 本级决算.
    pub(super) not_own: Vec<String>,
    /// Words of a clause that speaks of the document.
    pub(super) of_text: Vec<String>,
    /// Words that may lead the words of a happening where 自 does not.
    pub(super) leading: Vec<String>,
}

impl Deeds {
    /// What stands before the one of `words` that `text` ends with, the longest of them.
    pub(super) fn before<'t>(words: &[String], text: &'t str) -> Option<&'t str> {
        let found = words.iter().filter_map(|w| text.strip_suffix(w.as_str()));
        found.min_by_key(|before| before.len())
    }
}

/// Everything the grammar knows, read once.
#[derive(Debug)]
pub(super) struct Knowledge {
    pub(super) plans: Vec<Plan>,
    /// Countries that have plans of their own.
    pub(super) foreign: Vec<String>,
    pub(super) deeds: Deeds,
    pub(super) reviews: Reviews,
    /// Names of happenings.
    anchors: Beginnings<Date>,
    /// Holidays of fixed day, the longest name first.
    holidays: Vec<(String, i8, i8)>,
    /// Names of reigns with the year before their first.
    reigns: Vec<(String, i16)>,
    /// Relative words.
    relative: Beginnings<(Unit, i32)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plans {
    foreign: Vec<String>,
    plan: Vec<Plan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holidays {
    days: BTreeMap<String, (i8, i8)>,
}

/// What `corpus/time/reviews.toml` says of headings under which a text looks back or ahead.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reviews {
    pub(super) words: Vec<String>,
    pub(super) year_before: Vec<String>,
    pub(super) own_year: Vec<String>,
    pub(super) many_years: Vec<String>,
    pub(super) until_month: i8,
    /// Words of what is done year by year.
    pub(super) each_year: Vec<String>,
    pub(super) told: Vec<String>,
    pub(super) ahead: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reigns {
    zero: BTreeMap<String, i16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchors {
    anchor: Vec<Anchor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchor {
    names: Vec<String>,
    day: String,
}

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    Knowledge::read().unwrap_or_else(|why| unreachable!("the embedded time tables: {why}"))
});

pub(super) fn knowledge() -> &'static Knowledge {
    &KNOWLEDGE
}

impl Knowledge {
    fn read() -> Result<Self, Box<dyn std::error::Error>> {
        let plans: Plans = table(
            "corpus/time/plans.toml",
            include_str!("../../corpus/time/plans.toml"),
        );
        let happenings: Anchors = table(
            "corpus/time/anchors.toml",
            include_str!("../../corpus/time/anchors.toml"),
        );
        let fixed: Holidays = table(
            "corpus/time/holidays.toml",
            include_str!("../../corpus/time/holidays.toml"),
        );
        let reigns: Reigns = table(
            "corpus/time/reigns.toml",
            include_str!("../../corpus/time/reigns.toml"),
        );
        let deeds: Deeds = table(
            "corpus/time/deeds.toml",
            include_str!("../../corpus/time/deeds.toml"),
        );
        let reviews: Reviews = table(
            "corpus/time/reviews.toml",
            include_str!("../../corpus/time/reviews.toml"),
        );
        let words: BTreeMap<String, BTreeMap<String, i32>> = table(
            "corpus/time/relative.toml",
            include_str!("../../corpus/time/relative.toml"),
        );

        let mut anchors = Vec::new();
        for anchor in happenings.anchor {
            let day: Date = anchor.day.parse()?;
            for name in anchor.names {
                if name.is_empty() {
                    return Err("an anchor without a name".into());
                }
                anchors.push((name, day));
            }
        }

        let mut relative = Vec::new();
        for (unit, words) in words {
            let unit = match unit.as_str() {
                "year" => Unit::Year,
                "two_years" => Unit::TwoYears,
                "told_year" => Unit::ToldYear,
                "text_year" => Unit::TextYear,
                "month" => Unit::Month,
                "quarter" => Unit::Quarter,
                "week" => Unit::Week,
                "day" => Unit::Day,
                "school_year" => Unit::SchoolYear,
                "century" => Unit::Century,
                "reach" => Unit::Reach,
                "recent" => Unit::Recent,
                other => return Err(format!("no unit {other}").into()),
            };
            for (word, offset) in words {
                if word.is_empty() {
                    return Err("an empty relative word".into());
                }
                relative.push((word, (unit, offset)));
            }
        }
        let mut holidays = Vec::new();
        for (name, (month, day)) in fixed.days {
            Date::new(2000, month, day).ok_or("a holiday outside the calendar")?;
            holidays.push((name, month, day));
        }
        holidays.sort_by_key(|(name, _, _)| std::cmp::Reverse(name.len()));
        Ok(Self {
            holidays,
            deeds,
            reviews,
            reigns: reigns.zero.into_iter().collect(),
            plans: plans.plan,
            foreign: plans.foreign,
            anchors: Beginnings::of(anchors),
            relative: Beginnings::of(relative),
        })
    }

    /// The relative word that `rest` begins with: its length, unit and distance.
    pub(super) fn relative(&self, rest: &str) -> Option<(usize, Unit, i32)> {
        let (word, (unit, offset)) = self.relative.longest(rest)?;
        Some((word.len(), *unit, *offset))
    }

    /// The happening that `rest` begins with: the length of its name and its day.
    pub(super) fn anchor(&self, rest: &str) -> Option<(usize, Date)> {
        let (name, day) = self.anchors.longest(rest)?;
        Some((name.len(), *day))
    }

    /// The holiday that `rest` begins with: the length of its name, month and day.
    pub(super) fn holiday(&self, rest: &str) -> Option<(usize, i8, i8)> {
        self.holidays
            .iter()
            .find(|(name, _, _)| rest.starts_with(name.as_str()))
            .map(|(name, month, day)| (name.len(), *month, *day))
    }

    /// The reign that `before` ends with: the length of its name and the year before its first.
    pub(super) fn reign(&self, before: &str) -> Option<(usize, i16)> {
        self.reigns
            .iter()
            .find(|(name, _)| before.ends_with(name.as_str()))
            .map(|(name, zero)| (name.len(), *zero))
    }

    pub(super) fn plan(&self, number: u32) -> Option<&Plan> {
        self.plans.iter().find(|p| p.number == number)
    }

    /// Relative words and the names of happenings, with which expressions begin.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.relative.words().chain(self.anchors.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_read_and_agree() {
        let known = Knowledge::read().unwrap();
        for pair in known.plans.windows(2) {
            assert_eq!(pair[0].number + 1, pair[1].number);
            assert!(pair[0].years.1 < pair[1].years.0);
        }
        for plan in &known.plans {
            assert_eq!(plan.years.1 - plan.years.0, 4, "{}", plan.name);
            // 十二五 is the twelfth plan of five years.
            let ordinal = plan.name.strip_suffix('五').unwrap();
            assert_eq!(crate::numeral::value(ordinal), Some(plan.number));
        }
        assert_eq!(
            known.relative("本年度，").map(|r| r.0),
            Some("本年度".len())
        );
    }
}
