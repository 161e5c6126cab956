//! Page numbers and running heads of a text whose pages are known.

use super::rows::Row;
use crate::shipped::pattern;
use crate::text::RepairKind;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Pages on which a line must stand to be a running head.
const PAGES: usize = 3;
/// Lines from the edge of a page that are looked at.
const EDGE: usize = 2;
/// A running head is at most this long, in characters.
const HEAD: usize = 40;

static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+"));

/// Marks numbers and repeated lines at the edges of pages that begin with form feeds.
pub(super) fn edges(view: &str, rows: &mut [Row]) {
    let mut pages: Vec<Vec<usize>> = vec![Vec::new()];
    for (index, row) in rows.iter().enumerate() {
        if row.page {
            pages.push(Vec::new());
        }
        if !row.is_blank()
            && row.gone.is_none()
            && let Some(page) = pages.last_mut()
        {
            page.push(index);
        }
    }
    if pages.len() < 2 {
        return;
    }
    let mut heads: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    // By how far number and place of the page are apart.
    let mut numbers: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (page, lines) in pages.iter().enumerate() {
        let edge = (lines.len() / 3).min(EDGE);
        let from_end = lines.len() - edge;
        for index in lines[..edge].iter().chain(&lines[from_end..]) {
            let words = rows[*index].line.of(view);
            // No page bears a number beyond 32 bits; what is longer is no page number.
            if let (Ok(number), Ok(page)) =
                (words.replace(' ', "").parse::<u32>(), u32::try_from(page))
            {
                let apart = i64::from(number) - i64::from(page);
                numbers.entry(apart).or_default().push(*index);
            } else if words.chars().count() <= HEAD && !words.contains(['。', '；']) {
                let key = DIGITS.replace_all(words, "#").replace(' ', "");
                heads.entry(key).or_default().insert(*index);
            }
        }
    }
    for lines in numbers.values().filter(|l| l.len() >= 2) {
        for index in lines {
            rows[*index].gone = Some(RepairKind::PageNumber);
        }
    }
    let enough = PAGES.max(pages.len().div_ceil(3));
    for lines in heads.values().filter(|l| l.len() >= enough) {
        for index in lines {
            rows[*index].gone = Some(RepairKind::RunningHead);
        }
    }
}
