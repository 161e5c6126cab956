//! Whether a text can hold anything of a page: most texts cannot, and cost nothing more.
//!
//! Each question is necessary for what a finder of this folder looks for, never sufficient, and
//! is answered in one pass over the lines.

use super::furniture::{FIGURE, HEAD, SERIES, begins_number};
use super::leaders;
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
    if memchr::memchr(0x0c, view.as_bytes()).is_some() || leaders::may_stand_in(view) {
        return true;
    }
    let mut heads: BTreeMap<&str, usize> = BTreeMap::new();
    let mut filled = Vec::with_capacity(lines.len());
    let mut broken = 0;
    for line in lines {
        let body = line.of(view);
        if body.is_empty() {
            continue;
        }
        if body.len() <= ALONE && may_be_page(body) {
            return true;
        }
        if body.starts_with(begins_number)
            && let Some(head) = head_of(body)
        {
            let count = heads.entry(head).or_default();
            *count += 1;
            if *count >= SERIES {
                return true;
            }
        }
        let printed = &view[line.all.start..line.body.end];
        // Half of a line may be the number of a page or the indentation of a paragraph.
        let open = !is_closed(body) && columns(printed) + SPREAD >= NARROWEST;
        let goes_on = open && body.ends_with(['，', '、', ',']);
        broken += usize::from(open && !body.ends_with(|c: char| c.is_ascii()));
        if broken >= super::reflow::BROKEN {
            return true;
        }
        filled.push((printed, open && !goes_on));
    }
    may_be_wrapped(&filled)
}

/// Whether some passage has lines that break off near its right edge. Few lines of a wrapped
/// passage pass that edge; a heading among paragraphs lies far from the end of the longest.
///
/// Each line stands with whether it breaks off; few passages have such lines and are measured.
fn may_be_wrapped(lines: &[(&str, bool)]) -> bool {
    let mut sorted = Vec::new();
    (0..lines.len().div_ceil(CHUNK)).any(|chunk| {
        let from = chunk.saturating_sub(1) * CHUNK;
        let to = lines.len().min((chunk + 2) * CHUNK);
        let passage = &lines[from..to];
        if passage.iter().filter(|(_, open)| *open).count() < OPEN {
            return false;
        }
        let passage: Vec<(usize, bool)> = passage
            .iter()
            .map(|(line, open)| (columns(line), *open))
            .collect();
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
    // Summed in small numbers, so that many bytes are looked at in one step.
    let column = |b: &u8| u8::from(*b < 0x80) + 2 * u8::from(*b >= 0xc0);
    line.as_bytes()
        .chunks(127)
        .map(|chunk| usize::from(chunk.iter().map(column).sum::<u8>()))
        .sum()
}

/// — 3 —, - 3 -, 第3页.
pub(super) fn may_be_page(body: &str) -> bool {
    let dashed = |c: char| matches!(c, '—' | '–' | '-' | '－' | '─' | '·');
    body.starts_with(dashed) && body.ends_with(dashed)
        || body.starts_with('第') && body.contains('页')
}

/// What stands beside a number that may be that of a page, where a running head may.
fn head_of(body: &str) -> Option<&str> {
    let head = body.trim_start_matches(|c: char| begins_number(c) || c == ' ');
    let fits = !head.is_empty() && head.len() <= 4 * HEAD && !head.starts_with(FIGURE);
    fits.then_some(head)
}
