//! The lines of a text's view.

use super::marker::{self, Marker};
use crate::span::Span;

/// One line: all of it with its line end, what is left of it without space at either side, and
/// what numbers it. All that parsing asks for its marker, so it is read once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// With its line end.
    pub(super) all: Span,
    /// Without outer space; empty for a blank line.
    pub(super) body: Span,
    /// The marker that begins `body`.
    pub(super) marker: Option<Marker>,
}

impl Line {
    pub(super) fn is_blank(self) -> bool {
        self.body.is_empty()
    }

    pub(super) fn of(self, view: &str) -> &str {
        self.body.slice(view)
    }
}

/// All lines of `view`, joined they are the view.
pub(super) fn lines(view: &str) -> Vec<Line> {
    let bytes = view.as_bytes();
    let last = (!bytes.is_empty() && !bytes.ends_with(b"\n")).then_some(bytes.len());
    let mut at = 0;
    let ends = memchr::memchr_iter(b'\n', bytes);
    let mut lines = Vec::with_capacity(ends.clone().count() + 1);
    lines.extend(ends.map(|end| end + 1).chain(last).map(|end| {
        let all = Span::new(at, end);
        at = end;
        let line = all.slice(view);
        let body = line.trim_start();
        let start = all.start + (line.len() - body.len());
        let body = body.trim_end();
        Line {
            all,
            body: Span::new(start, start + body.len()),
            marker: marker::read(body),
        }
    }));
    lines
}

/// The index of the first line from `from` on, before `to`, that is not blank.
pub(super) fn next_filled(lines: &[Line], from: usize, to: usize) -> Option<usize> {
    (from..to.min(lines.len())).find(|i| !lines[*i].is_blank())
}

/// The index of the last line before `before`, not before `from`, that is not blank.
pub(super) fn previous_filled(lines: &[Line], from: usize, before: usize) -> Option<usize> {
    (from..before.min(lines.len()))
        .rev()
        .find(|i| !lines[*i].is_blank())
}

/// The characters of `text` without any space.
pub(super) fn letters(text: &str) -> impl DoubleEndedIterator<Item = char> + Clone {
    text.chars().filter(|c| !c.is_whitespace())
}

/// `text` without any space.
pub(super) fn squeezed(text: &str) -> String {
    letters(text).collect()
}

/// Whether `text` without any space is `words`.
pub(super) fn reads(text: &str, words: &str) -> bool {
    letters(text).eq(words.chars())
}
