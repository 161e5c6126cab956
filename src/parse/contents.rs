//! Tables of contents: their entries are not the provisions they name.

use super::line::{Line, next_filled, squeezed};
use super::marker;
use std::borrow::Cow;

/// The line after a table of contents whose first entry stands after line `i`: where that entry
/// comes again, or the first article.
pub(super) fn end(view: &str, lines: &[Line], i: usize) -> Option<usize> {
    let first = next_filled(lines, i + 1, lines.len())?;
    let label = label(view, &lines[first]);
    let plain = squeezed(lines[first].of(view));
    let end = lines.len().min(i + 600);
    (first + 1..end).find(|n| {
        let body = lines[*n].of(view);
        if body.is_empty() {
            return false;
        }
        if squeezed(body) == plain {
            return true;
        }
        let line = &lines[*n];
        line.marker
            .is_some_and(|m| m.shape == marker::Shape::Article || label == Some(m.label(body)))
    })
}

/// Whether line `i` begins a table of contents that has no heading: chapter follows on chapter,
/// and the first comes again.
pub(super) fn without_heading(view: &str, lines: &[Line], i: usize) -> Option<usize> {
    let chapter = |n: usize| {
        let line = &lines[n];
        line.marker
            .is_some_and(|m| m.shape == marker::Shape::Chapter && m.end < line.body.len())
    };
    let next = next_filled(lines, i + 1, lines.len())?;
    if !(chapter(i) && chapter(next)) {
        return None;
    }
    let end = end(view, lines, i.checked_sub(1)?)?;
    let again = label(view, &lines[end])?;
    (label(view, &lines[i])? == again).then_some(end)
}

fn label<'v>(view: &'v str, line: &Line) -> Option<Cow<'v, str>> {
    line.marker.map(|m| m.label(line.of(view)))
}
