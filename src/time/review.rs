//! Parts of a report that look back, 一、2024年工作回顾, or ahead, 二、2025年主要任务.

use super::Date;
use super::grammar::{Grammar, year_of};
use super::knowledge::knowledge;
use crate::numeral;

/// On what a part of a text looks back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Review {
    /// One year.
    Year(i16),
    /// Several: of which one a month speaks is not told.
    Years,
}

/// The longest heading, in bytes.
pub(crate) const LONGEST: usize = 120;

/// Which way a heading looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    Back,
    Ahead,
}

/// Which way a heading looks that says so; `None` where it looks both ways.
pub(crate) fn outlook(heading: &str) -> Option<Outlook> {
    let reviews = &knowledge().reviews;
    let holds = |words: &[String]| words.iter().any(|word| heading.contains(word.as_str()));
    let back = holds(&reviews.words) || holds(&reviews.told);
    match (back, holds(&reviews.ahead)) {
        (true, false) => Some(Outlook::Back),
        (false, true) => Some(Outlook::Ahead),
        _ => None,
    }
}

/// The one year on which a heading looks back, seen from `reference`, whose words may leave it
/// open: 一、工作回顾.
pub(crate) fn reviewed_year(heading: &str, reference: Option<Date>) -> Option<i16> {
    match review(heading, reference)? {
        Review::Year(year) => Some(year),
        Review::Years => None,
    }
}

/// The words of a line behind its number, which headings of the first rank have.
pub(crate) fn behind_number(line: &str) -> Option<&str> {
    // 1、 stands below 一、.
    let words = line.trim_start_matches(|c: char| numeral::is_numeral(c) && !c.is_ascii());
    if words.len() == line.len() {
        return None;
    }
    words.strip_prefix('、')
}

impl Grammar<'_> {
    /// Notes whether the line that begins at `at` is a numbered heading, and whether it looks back.
    pub(super) fn read_heading(&mut self, at: usize) {
        let rest = self.scan.text.get(at..).unwrap_or_default();
        let Some(words) = behind_number(rest.trim_start_matches([' ', '\t'])) else {
            return;
        };
        let end = words.floor_char_boundary(LONGEST);
        let heading = words[..end].split_once('\n').map(|(heading, _)| heading);
        self.review = heading.and_then(|heading| review(heading, self.reference));
    }
}

fn review(heading: &str, reference: Option<Date>) -> Option<Review> {
    let reviews = &knowledge().reviews;
    let heading = reviews.words.iter().find_map(|word| {
        let at = heading.find(word.as_str())?;
        Some(&heading[..at])
    })?;
    if let Some(year) = last_year(heading) {
        return Some(Review::Year(year));
    }
    let holds = |words: &[String]| words.iter().any(|word| heading.contains(word.as_str()));
    if holds(&reviews.own_year) {
        return None;
    }
    let before = reference.map(|now| Review::Year(now.year() - 1));
    if holds(&reviews.year_before) {
        return before;
    }
    if holds(&reviews.many_years) {
        return Some(Review::Years);
    }
    let is_early = |month| month <= reviews.until_month;
    before.filter(|_| reference.is_some_and(|now| is_early(now.month())))
}

/// The last year that a heading names.
fn last_year(heading: &str) -> Option<i16> {
    heading.rmatch_indices('年').find_map(|(at, _)| {
        let before = &heading[..at];
        let digits = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        let year = digits.parse::<u32>().ok().filter(|_| digits.len() == 4)?;
        year_of(year)
    })
}
