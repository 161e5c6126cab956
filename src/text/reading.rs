//! The reading of a repaired text: the characters of the original that are its words.

use super::align::Alignment;
use super::repair::Repair;
use crate::span::Span;
use std::borrow::Cow;

/// A whole original as it is read: without what repairs took out, otherwise untouched.
///
/// ```
/// use zhengce::{Span, text::{Repair, RepairKind, Script, Text}};
/// let wrap = Repair::new(RepairKind::Wrap, Span::new(3, 4), None);
/// let text = Text::repaired("教\n育", vec![wrap], Script::AsIs);
/// let reading = text.readable();
/// assert_eq!(reading.as_str(), "教育");
/// assert_eq!(reading.of_original(Span::new(4, 7)), Span::new(3, 6));
/// assert_eq!(reading.to_original(Span::new(0, 6)), Span::new(0, 7));
/// ```
#[derive(Clone, Debug)]
pub struct Reading<'t> {
    words: Cow<'t, str>,
    alignment: Alignment,
}

impl<'t> Reading<'t> {
    pub(super) fn of(original: &'t str, repairs: &[Repair]) -> Self {
        if repairs.is_empty() {
            return Self {
                words: Cow::Borrowed(original),
                alignment: Alignment::default(),
            };
        }
        let mut words = String::with_capacity(original.len());
        let mut alignment = Alignment::default();
        let mut copied = 0;
        for repair in repairs {
            words.push_str(&original[copied..repair.span.start]);
            let start = words.len();
            words.extend(repair.shown);
            alignment.push(repair.span, Span::new(start, words.len()));
            copied = repair.span.end;
        }
        words.push_str(&original[copied..]);
        Self {
            words: Cow::Owned(words),
            alignment,
        }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.words
    }

    /// From a byte span of the original to that of the reading.
    #[must_use]
    pub fn of_original(&self, original: Span) -> Span {
        self.alignment.forth(original)
    }

    /// From a byte span of the reading to that of the original.
    #[must_use]
    pub fn to_original(&self, reading: Span) -> Span {
        self.alignment.back(reading)
    }
}

/// The words at a span of `original`; a repair that begins before the span shows nothing in it.
pub(super) fn at<'t>(original: &'t str, repairs: &[Repair], span: Span) -> Cow<'t, str> {
    let first = repairs.partition_point(|r| r.span.end <= span.start);
    let mut touching = repairs[first..]
        .iter()
        .take_while(|r| r.span.start < span.end)
        .peekable();
    let quote = span.slice(original);
    if touching.peek().is_none() || quote.is_empty() {
        return Cow::Borrowed(quote);
    }
    let mut words = String::with_capacity(quote.len());
    let mut copied = span.start;
    for repair in touching {
        words.push_str(Span::new(copied, repair.span.start).slice(original));
        if repair.span.start >= span.start {
            words.extend(repair.shown);
        }
        copied = repair.span.end;
    }
    words.push_str(Span::new(copied, span.end).slice(original));
    Cow::Owned(words)
}
