//! Where a term stands in a text, and the words around it.

use super::Unit;
use crate::document::Document;
use crate::span::Span;
use crate::text::{Reading, Text, sentences};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// What a line shows of the text.
pub(super) struct Context {
    pub(super) left: String,
    pub(super) keyword: String,
    pub(super) right: String,
}

/// Every occurrence of `term` in `text` with its context inside `limits`: the place in the
/// original, the words as they are read.
pub(super) fn occurrences(
    text: &Text,
    reading: &Reading<'_>,
    term: &str,
    window: usize,
    limits: &mut Limits,
) -> Vec<(Span, Context)> {
    let folded = text.view().to_ascii_lowercase();
    let words = reading.as_str();
    places(&folded, &folded_forms(text, term))
        .into_iter()
        .map(|place| {
            let span = reading.of_original(text.to_original(place));
            let span = on_grapheme_borders(words, span);
            let within = limits.around(span);
            let context = Context {
                left: before(words, Span::new(within.start, span.start), window),
                keyword: one_line(span.slice(words)),
                right: after(words, Span::new(span.end, within.end), window),
            };
            (reading.to_original(span), context)
        })
        .collect()
}

/// The forms of a term in a folded view.
pub(crate) fn folded_forms(text: &Text, term: &str) -> Vec<String> {
    let forms = text.forms(term).into_iter();
    let folded = forms.map(|form| form.to_ascii_lowercase());
    folded.filter(|form| !form.is_empty()).collect()
}

/// Where one of these forms stands in a folded text, in order; of places that overlap the first
/// counts.
pub(crate) fn places(folded: &str, forms: &[String]) -> Vec<Span> {
    let mut places: Vec<Span> = forms
        .iter()
        .flat_map(|form| folded.match_indices(form.as_str()))
        .map(|(at, found)| Span::new(at, at + found.len()))
        .collect();
    places.sort_unstable();
    let mut end = 0;
    places.retain(|place| {
        let apart = place.start >= end;
        if apart {
            end = place.end;
        }
        apart
    });
    places
}

/// The units of one text, walked once from left to right.
pub(super) struct Limits {
    units: std::iter::Peekable<std::vec::IntoIter<Span>>,
}

impl Limits {
    /// The units of a document, in its reading.
    pub(super) fn new(document: &Document, reading: &Reading<'_>, unit: Unit) -> Self {
        match unit {
            Unit::Provision => {
                let provisions = document.provisions.iter();
                Self::of(provisions.map(|p| reading.of_original(p.span)).collect())
            }
            unit => Self::within(reading.as_str(), unit),
        }
    }

    /// The units of a text that is one provision, or of which no provisions are known.
    pub(super) fn within(text: &str, unit: Unit) -> Self {
        let all = Span::new(0, text.len());
        Self::of(match unit {
            Unit::Document | Unit::Provision => vec![all],
            Unit::Paragraph => {
                let mut at = 0;
                text.split_inclusive('\n')
                    .map(|line| {
                        let start = at;
                        at += line.len();
                        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
                    })
                    .collect()
            }
            Unit::Sentence => sentences(text, all).collect(),
        })
    }

    fn of(units: Vec<Span>) -> Self {
        Self {
            units: units.into_iter().peekable(),
        }
    }

    /// The unit in which `span` begins, stretched to hold all of it; spans come in order.
    fn around(&mut self, span: Span) -> Span {
        while self.units.next_if(|u| u.end <= span.start).is_some() {}
        self.units
            .peek()
            .filter(|u| u.start <= span.start)
            .map_or(span, |u| u.cover(span))
    }
}

/// How far, in bytes, a grapheme is followed. Longer ones are no letters of any language, and
/// without a limit a text of nothing else would take quadratic time.
const GRAPHEME: usize = 64;

/// `span`, shortened to its last `most` bytes, on a character border.
fn last_bytes(text: &str, span: Span, most: usize) -> Span {
    let start = text.ceil_char_boundary(span.end.saturating_sub(most));
    Span::new(span.start.max(start), span.end)
}

/// `span`, shortened to its first `most` bytes, on a character border.
fn first_bytes(text: &str, span: Span, most: usize) -> Span {
    let end = text.floor_char_boundary(span.start.saturating_add(most));
    Span::new(span.start, span.end.min(end))
}

/// Widens a span to the graphemes it cuts into: a combining mark goes with its letter.
fn on_grapheme_borders(text: &str, span: Span) -> Span {
    let near = last_bytes(text, Span::new(0, span.start), GRAPHEME).cover(first_bytes(
        text,
        Span::new(span.end, text.len()),
        GRAPHEME,
    ));
    let words = near.slice(text);
    let cursor = |at: usize| GraphemeCursor::new(at - near.start, words.len(), true);
    let is_border = |at: usize| cursor(at).is_boundary(words, 0) == Ok(true);
    let mut wide = span;
    if !is_border(span.start) {
        let start = cursor(span.start).prev_boundary(words, 0).ok().flatten();
        wide.start = near.start + start.unwrap_or(0);
    }
    if !is_border(span.end) {
        let end = cursor(span.end).next_boundary(words, 0).ok().flatten();
        wide.end = near.start + end.unwrap_or(words.len());
    }
    wide
}

/// The last `window` graphemes of a passage.
fn before(text: &str, passage: Span, window: usize) -> String {
    let words = last_bytes(
        text,
        passage,
        window.saturating_add(1).saturating_mul(GRAPHEME),
    )
    .slice(text);
    let start = words
        .grapheme_indices(true)
        .rev()
        .take(window)
        .last()
        .map_or(words.len(), |(at, _)| at);
    one_line(&words[start..])
}

/// The first `window` graphemes of a passage.
fn after(text: &str, passage: Span, window: usize) -> String {
    let passage = first_bytes(
        text,
        passage,
        window.saturating_add(1).saturating_mul(GRAPHEME),
    );
    one_line(
        &passage
            .slice(text)
            .graphemes(true)
            .take(window)
            .collect::<String>(),
    )
}

/// Line breaks and tabs as spaces; runs of them as one.
fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    let mut in_break = false;
    for ch in words.chars() {
        let is_break = matches!(ch, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if !is_break {
            line.push(ch);
        } else if !in_break {
            line.push(' ');
        }
        in_break = is_break;
    }
    line
}
