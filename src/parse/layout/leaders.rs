//! Dot leaders: 第一章 总则……………… 3

use super::found::Found;
use super::rows::Row;
use crate::shipped::pattern;
use crate::span::Span;
use crate::text::RepairKind;
use regex::Regex;
use std::sync::LazyLock;

/// Dots up to the end of a line, and the page they lead to.
static LEADERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[ ]*(?:[.·•‥]{4,}|…{3,}|(?:[.·] ){4,})[.·•‥… ]*(?:（?[ ]?(?:[0-9]{1,4}|[ivxIVX]{1,6})[ ]?）?)?$",
    )
});

/// Lines apart that an entry of the same table of contents may stand.
const NEAR: usize = 4;

/// Whether dots that lead to a page may stand in `words`.
pub(super) fn may_stand_in(words: &str) -> bool {
    let has = |dots: &str| memchr::memmem::find(words.as_bytes(), dots.as_bytes()).is_some();
    ["....", "………", "····", ". . ."].into_iter().any(has)
}

/// Takes out dots and page numbers of tables of contents: of two entries at least, for a form
/// that is to be filled in has dots too.
pub(super) fn find(view: &str, rows: &mut [Row], found: &mut Found) {
    if !may_stand_in(view) {
        return;
    }
    let mut last: Option<(usize, Span, bool)> = None;
    let mut filled = 0;
    for row in rows.iter_mut() {
        if row.is_blank() {
            continue;
        }
        filled += 1;
        let body = row.line.of(view);
        if !may_stand_in(body) {
            continue;
        }
        let Some(dots) = LEADERS.find(body).filter(|m| m.start() > 0) else {
            continue;
        };
        row.apart = true;
        let start = row.line.body.start;
        let here = Span::new(start + dots.start(), start + dots.end());
        let near = last.is_some_and(|(at, ..)| filled - at <= NEAR);
        if near {
            if let Some((_, first, false)) = last {
                found.at(RepairKind::DotLeaders, first, None);
            }
            found.at(RepairKind::DotLeaders, here, None);
        }
        last = Some((filled, here, near));
    }
}
