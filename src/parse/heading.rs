//! The words of a heading: the line after a marker, or the first sentence of it.

use super::line::{Line, next_filled};
use super::marker::{Marker, Shape};
use crate::document::ProvisionKind;
use crate::span::Span;

/// A heading is at most this long, in characters; what is longer is text.
pub(super) const HEADING: usize = 50;
/// A heading that a full stop parts from text on the same line.
const FUSED: usize = 24;
/// A heading that a colon parts from text on the same line: 一、报名时间：….
const LABEL: usize = 10;

/// The words of a heading in the view, for a marker that begins `body`, a piece of line `at`.
pub(super) fn heading(
    view: &str,
    lines: &[Line],
    at: usize,
    body: Span,
    kind: ProvisionKind,
    found: Marker,
) -> Option<Span> {
    let start = (body.start + found.end).min(body.end);
    let rest = &view[start..body.end];
    match kind {
        ProvisionKind::Part | ProvisionKind::Chapter | ProvisionKind::Section => {
            if !rest.is_empty() {
                let name = rest.strip_suffix('。').unwrap_or(rest).trim_end();
                return Some(Span::new(start, start + name.len()));
            }
            // 第一章 / 总则: the name on the next line.
            if body.end < lines[at].body.end {
                return None;
            }
            let next = lines[next_filled(lines, at + 1, lines.len())?];
            let words = next.of(view);
            (words.chars().count() <= HEADING
                && !words.contains(['。', '；', '\t'])
                && next.marker.is_none())
            .then_some(next.body)
        }
        ProvisionKind::Article => bracketed(rest)
            .map(|s| Span::new(start + s.start, start + s.end))
            .filter(|s| s.slice(view).chars().count() <= 20),
        // 一是 opens a sentence.
        ProvisionKind::Heading if matches!(found.shape, Shape::Is | Shape::Must) => None,
        ProvisionKind::Heading => {
            let length = numbered(rest)?;
            (length > 0).then(|| Span::new(start, start + length))
        }
        _ => None,
    }
}

/// 【施行】 or （施行） at the start of an article.
fn bracketed(rest: &str) -> Option<Span> {
    [('【', '】'), ('（', '）')]
        .iter()
        .find_map(|(open, close)| {
            let inner = rest.strip_prefix(*open)?;
            let end = inner.find(*close)?;
            Some(Span::new(open.len_utf8(), open.len_utf8() + end))
        })
}

/// The length in bytes of the heading that `rest` begins with.
fn numbered(rest: &str) -> Option<usize> {
    let Some(end) = rest.find(['。', '；', '：', ':']) else {
        return (rest.chars().count() <= HEADING && !rest.ends_with(['，', '、', ',']))
            .then_some(rest.len());
    };
    let words = &rest[..end];
    let stop = &rest[end..];
    let alone = stop.chars().nth(1).is_none();
    let parts = words.matches(['，', ',']).count();
    let count = words.chars().count();
    // A sentence that is all of the line is a heading only where it is short.
    let fits = match stop.chars().next() {
        Some('。') if alone => count <= FUSED / 2 && parts == 0,
        Some('。') => count <= FUSED && parts <= 1,
        Some('：' | ':') if alone => count <= FUSED,
        Some('：') => {
            (2..=LABEL).contains(&count)
                && parts == 0
                && !words.contains(['、', ' ', '“', '《'])
                && !stop.starts_with("：“")
        }
        _ => false,
    };
    fits.then_some(end)
}
