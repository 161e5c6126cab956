//! Where the words of a query stand in a text, and a window around the first of them.

use super::lattice::folded;
use super::matching::Matcher;
use crate::span::Span;
use crate::text::{Reading, Text};
use unicode_segmentation::UnicodeSegmentation;

/// The places of `wanted` in the reading of `text`: bytes, in order, on grapheme borders,
/// overlaps merged.
pub(crate) fn highlights(text: &Text, reading: &Reading<'_>, wanted: &[Matcher]) -> Vec<Span> {
    let view = folded(text);
    let mut found: Vec<Span> = wanted
        .iter()
        .flat_map(|matcher| matcher.spans(&view, text.script()))
        .map(|span| reading.of_original(text.to_original(span)))
        .collect();
    found.sort_unstable();
    found.dedup();
    merged(widened(reading.as_str(), merged(found)))
}

/// Sorted spans with overlapping ones joined; spans that only touch stay apart.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.touches(span) => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    merged
}

/// Sorted spans, each widened to the graphemes it cuts into.
fn widened(text: &str, mut spans: Vec<Span>) -> Vec<Span> {
    let is_border = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
        before.is_none_or(stands_alone) && after.is_none_or(stands_alone)
    };
    // Hardly any word stands beside what may join it in a grapheme; only for such is the text read
    // from its beginning.
    if spans.iter().all(|s| is_border(s.start) && is_border(s.end)) {
        return spans;
    }
    let mut graphemes = text.grapheme_indices(true).peekable();
    for span in &mut spans {
        while let Some((at, grapheme)) = graphemes.peek() {
            let end = at + grapheme.len();
            if end > span.start {
                span.start = span.start.min(*at);
                if end >= span.end {
                    span.end = end;
                    break;
                }
            }
            graphemes.next();
        }
    }
    spans
}

/// Whether a character joins no neighbour in a grapheme, whatever that is but a mark upon it: printable
/// ASCII, Chinese characters and marks.
fn stands_alone(ch: char) -> bool {
    matches!(ch, ' '..='~' | '\u{3000}'..='\u{3029}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}

/// A window of a hit's text around its first highlight.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Snippet {
    /// The words of the window, line breaks shown as spaces.
    pub text: String,
    /// The highlights inside it, in bytes of `text`.
    pub highlights: Vec<Span>,
    /// Whether text was cut off before.
    pub cut_before: bool,
    /// Whether text was cut off after.
    pub cut_after: bool,
}

/// The window of at most `width` graphemes; wider only where the first highlight is. White space
/// around the text is left out.
pub(crate) fn snippet(text: &str, highlights: &[Span], width: usize) -> Snippet {
    let lead = text.len() - text.trim_start().len();
    let body = Span::new(lead, text.trim_end().len());
    let first = highlights
        .first()
        .copied()
        .unwrap_or(Span::new(body.start, body.start));
    let inside = first.slice(text).graphemes(true).count();
    let spare = width.saturating_sub(inside);
    let before = Span::new(body.start.min(first.start), first.start).slice(text);
    let after = Span::new(first.end, body.end).slice(text);
    // A third of the room goes before the words, and what one side leaves the other takes.
    let ahead: Vec<usize> = after
        .grapheme_indices(true)
        .take(spare)
        .map(|(at, g)| at + g.len())
        .collect();
    let back: Vec<usize> = before
        .grapheme_indices(true)
        .rev()
        .take(spare)
        .map(|(at, _)| first.start - before.len() + at)
        .collect();
    let mut left = back.len().min(spare / 3);
    let right = ahead.len().min(spare - left);
    left = back.len().min(spare - right);
    let start = left.checked_sub(1).map_or(first.start, |i| back[i]);
    let end = first.end + right.checked_sub(1).map_or(0, |i| ahead[i]);
    let window = Span::new(start, end);
    Snippet {
        text: one_line(window.slice(text)),
        highlights: highlights
            .iter()
            .filter(|h| h.touches(window))
            .map(|h| Span::new(h.start.max(start) - start, h.end.min(end) - start))
            .collect(),
        cut_before: !text[..start].trim().is_empty(),
        cut_after: !text[end..].trim().is_empty(),
    }
}

/// Line breaks and tabs as spaces, byte for byte.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
