//! Parts of a report that look back: 一、2024年工作回顾.

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
const LONGEST: usize = 120;

impl Grammar<'_> {
    /// Notes whether the line that begins at `at` is a numbered heading, and whether it looks back.
    pub(super) fn read_heading(&mut self, at: usize) {
        let rest = self.scan.text.get(at..).unwrap_or_default();
        let line = rest.trim_start_matches([' ', '\t']);
        // 1、 stands below 一、.
        let words = line.trim_start_matches(|c: char| numeral::is_numeral(c) && !c.is_ascii());
        if words.len() == line.len() || !words.starts_with('、') {
            return;
        }
        let end = words.floor_char_boundary(LONGEST);
        let heading = words[..end].split_once('\n').map(|(heading, _)| heading);
        self.review = heading.and_then(|heading| self.review(heading));
    }

    fn review(&self, heading: &str) -> Option<Review> {
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
        let before = self.reference.map(|now| Review::Year(now.year() - 1));
        if holds(&reviews.year_before) {
            return before;
        }
        if holds(&reviews.many_years) {
            return Some(Review::Years);
        }
        let is_early = |month| month <= reviews.until_month;
        before.filter(|_| self.reference.is_some_and(|now| is_early(now.month())))
    }
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
