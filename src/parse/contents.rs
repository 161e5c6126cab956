//! Tables of contents: their entries are not the provisions they name.

use super::line::{Line, next_filled, squeezed};
use super::marker;

/// The line after a table of contents whose first entry stands after line `i`: where that entry
/// comes again, or the first article.
pub(super) fn end(view: &str, lines: &[Line], i: usize) -> Option<usize> {
    let first = next_filled(lines, i + 1, lines.len())?;
    let entry = lines[first].of(view);
    let label = marker::read(entry).map(|m| m.label);
    let plain = squeezed(entry);
    let end = lines.len().min(i + 600);
    (first + 1..end).find(|n| {
        let body = lines[*n].of(view);
        if body.is_empty() {
            return false;
        }
        if squeezed(body) == plain {
            return true;
        }
        marker::read(body).is_some_and(|m| {
            m.shape == marker::Shape::Article || label.as_deref() == Some(m.label.as_str())
        })
    })
}

/// Whether line `i` begins a table of contents that has no heading: chapter follows on chapter,
/// and the first comes again.
pub(super) fn without_heading(view: &str, lines: &[Line], i: usize) -> Option<usize> {
    let chapter = |n: usize| {
        marker::read(lines[n].of(view))
            .is_some_and(|m| m.shape == marker::Shape::Chapter && m.end < lines[n].of(view).len())
    };
    let next = next_filled(lines, i + 1, lines.len())?;
    if !(chapter(i) && chapter(next)) {
        return None;
    }
    let end = end(view, lines, i.checked_sub(1)?)?;
    let again = marker::read(lines[end].of(view))?.label;
    (marker::read(lines[i].of(view))?.label == again).then_some(end)
}
