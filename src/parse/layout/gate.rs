//! Whether a text can hold anything of a page: most texts cannot, and cost nothing more.
//!
//! Each question is necessary for what a finder of this folder looks for, never sufficient, and
//! is answered in one pass over the lines.

use super::furniture::{FIGURE, HEAD, SERIES};
use super::measure::{CHUNK, NARROWEST, is_closed};
use crate::parse::line::Line;
use std::collections::BTreeMap;

/// A line with a page number and nothing else is at most this long, in bytes.
const ALONE: usize = 60;
/// Lines of a passage that break off where no clause ends, where it is wrapped.
const OPEN: usize = 3;
/// Columns by which lines of one measure differ, at most.
const SPREAD: usize = 12;

/// Whether pages or dot leaders stand in a view, or lines that may be wrapped or bear the numbers
/// of pages.
pub(super) fn may_be_printed(view: &str, lines: &[Line]) -> bool {
    let bytes = view.as_bytes();
    let has = |words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
    if memchr::memchr(0x0c, bytes).is_some()
        || ["....", "………", "····", ". . ."].into_iter().any(has)
    {
        return true;
    }
    let mut heads: BTreeMap<&str, usize> = BTreeMap::new();
    let mut widths = Vec::new();
    let mut broken = 0;
    for line in lines {
        let body = line.of(view);
        let Some(first) = body.bytes().next() else {
            continue;
        };
        if body.len() <= ALONE && may_be_page(body) {
            return true;
        }
        if matches!(first, b'0'..=b'9' | b'i' | b'v' | b'x' | b'I' | b'V' | b'X')
            && let Some(head) = head_of(body)
        {
            let count = heads.entry(head).or_default();
            *count += 1;
            if *count >= SERIES {
                return true;
            }
        }
        let width = columns(&view[line.all.start..line.body.end]);
        // Half of a line may be the number of a page or the indentation of a paragraph.
        let open = width + SPREAD >= NARROWEST && !is_closed(body);
        let goes_on = body.ends_with(['，', '、', ',']);
        broken += usize::from(open && !body.ends_with(|c: char| c.is_ascii()));
        if broken >= super::reflow::BROKEN {
            return true;
        }
        widths.push((width, open && !goes_on));
    }
    may_be_wrapped(&widths)
}

/// Whether some passage has lines that break off near its right edge. Few lines of a wrapped
/// passage pass that edge; a heading among paragraphs lies far from the end of the longest.
fn may_be_wrapped(widths: &[(usize, bool)]) -> bool {
    let mut sorted = Vec::new();
    (0..widths.len().div_ceil(CHUNK)).any(|chunk| {
        let from = chunk.saturating_sub(1) * CHUNK;
        let to = widths.len().min((chunk + 2) * CHUNK);
        let passage = &widths[from..to];
        if passage.iter().filter(|(_, open)| *open).count() < OPEN {
            return false;
        }
        sorted.clear();
        sorted.extend(passage.iter().map(|(width, _)| *width));
        // More than a fifth are longer than the measure in no wrapped passage.
        let at = sorted.len() * 4 / 5;
        let (_, edge, _) = sorted.select_nth_unstable(at);
        let least = edge.saturating_sub(SPREAD);
        let near = passage.iter().filter(|(w, open)| *open && *w >= least);
        near.count() >= OPEN
    })
}

/// The columns of a line, at the most: two for what is no ASCII, four for a tab.
fn columns(line: &str) -> usize {
    let bytes = line.as_bytes();
    let plain = bytes.iter().filter(|b| **b < 0x80).count();
    let wide = bytes.iter().filter(|b| **b >= 0xc0).count();
    plain + 2 * wide
}

/// — 3 —, - 3 -, 第3页.
fn may_be_page(body: &str) -> bool {
    let dashed = |c: char| matches!(c, '—' | '–' | '-' | '－' | '─' | '·');
    body.starts_with(dashed) && body.ends_with(dashed)
        || body.starts_with('第') && body.contains('页')
}

/// What stands beside a number that may be that of a page, where a running head may.
fn head_of(body: &str) -> Option<&str> {
    let head = body.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X' | ' ')
    });
    let fits = !head.is_empty() && head.len() <= 4 * HEAD && !head.starts_with(FIGURE);
    fits.then_some(head)
}
