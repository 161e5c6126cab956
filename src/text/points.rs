//! [`CodePoints`]: from bytes to code points.

use crate::span::Span;

/// Converts byte offsets of one text to code points, forwards in one pass.
///
/// ```
/// use zhengce::{Span, text::CodePoints};
/// let mut points = CodePoints::new("义务教育法");
/// assert_eq!(points.span(Span::new(6, 12)), (2, 4));
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before every `STEP`th byte, so that any offset is found in bounded time.
    marks: Vec<usize>,
}

const STEP: usize = 256;

impl<'t> CodePoints<'t> {
    /// Counts the code points of `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count += chunk.iter().filter(|b| !is_continuation(**b)).count();
        }
        marks.push(count);
        Self { text, marks }
    }

    /// The number of code points before byte `at` (clamped to the text).
    #[must_use]
    pub fn offset(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let mark = at / STEP;
        self.marks[mark]
            + self.text.as_bytes()[mark * STEP..at]
                .iter()
                .filter(|b| !is_continuation(**b))
                .count()
    }

    /// A byte span as a half-open pair of code-point offsets.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.offset(span.start), self.offset(span.end))
    }
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// The number of characters that are no white space: what a text is measured by.
pub(crate) fn inked(text: &str) -> u64 {
    text.chars().filter(|ch| !ch.is_whitespace()).count() as u64
}
