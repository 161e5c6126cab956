//! Values of the query language: days, ranges of dates, distances.

use crate::index::Within;
use crate::text::Text;
use crate::time::{Date, PartialDate, PlanPeriod};

/// Characters between words that NEAR alone lets pass.
const NEAR: usize = 10;

/// The dates from one to another, both included; open where there is none.
type Range = (Option<PartialDate>, Option<PartialDate>);

/// `NEAR`, `NEAR/5`, `NEAR/S`, `NEAR/P`.
pub(super) fn within(word: &str) -> Option<Within> {
    let plain = Text::new(word);
    let how = plain.view().strip_prefix("NEAR")?;
    match how.strip_prefix('/') {
        None => how.is_empty().then_some(Within::Characters(NEAR)),
        Some("S" | "s" | "句") => Some(Within::Sentence),
        Some("P" | "p" | "条") => Some(Within::Provision),
        Some(most) if most.bytes().all(|b| b.is_ascii_digit()) => {
            most.parse().ok().map(Within::Characters)
        }
        Some(_) => None,
    }
}

/// `2013-06-01` or `2013年6月1日`.
pub(super) fn day(value: &str) -> Option<Date> {
    let date = date(Text::new(value).view())?;
    date.day.and(date.first_day())
}

/// `2012`, `2011..2015`, `2012-09..`, `..2015`, `2011至2015` or `十二五`.
pub(super) fn dates(name: &str, value: &str) -> Option<Range> {
    let plain = Text::new(value);
    let value = plain.view();
    if let Some(plan) = plan(value) {
        return (name != "year").then_some(plan);
    }
    if name == "plan" {
        return None;
    }
    let date = |text: &str| -> Option<PartialDate> {
        let date = date(text)?;
        (name != "year" || date.month.is_none()).then_some(date)
    };
    let split = ["..", "~", "～", "—", "至"]
        .iter()
        .find_map(|between| value.split_once(between));
    match split {
        None => date(value).map(|d| (Some(d), Some(d))),
        Some(("", "")) => None,
        Some((from, "")) => Some((Some(date(from)?), None)),
        Some(("", to)) => Some((None, Some(date(to)?))),
        Some((from, to)) => {
            let (from, to) = (date(from)?, date(to)?);
            (from.first_day()? <= to.first_day()?).then_some((Some(from), Some(to)))
        }
    }
}

/// The years of a plan by its short name: `十二五`, `“十二五”时期`.
fn plan(value: &str) -> Option<Range> {
    let name = value.trim_end_matches(['时', '期', '间']);
    let name = name.trim_matches(['“', '”', '"']);
    let plan = PlanPeriod::named(name)?;
    let year = |year| PartialDate::new(year, None, None);
    Some((Some(year(plan.first_year)?), Some(year(plan.last_year)?)))
}

/// `2012-09-05`, also `2012年9月5日` and `2012.9`.
fn date(text: &str) -> Option<PartialDate> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let text = text.trim_end_matches(['年', '月', '日']);
    let mut parts = text.split(['年', '月', '.', '/', '-']);
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let mut more = [None, None];
    for (slot, part) in more.iter_mut().zip(parts.by_ref()) {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        *slot = Some(digits.then(|| part.parse::<i8>().ok()).flatten()?);
    }
    parts.next().is_none().then_some(())?;
    PartialDate::new(year, more[0], more[1])
}
