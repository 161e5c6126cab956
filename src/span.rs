//! [`Span`]: where something stands in a text.

use std::fmt;
use std::ops::Range;

/// A half-open range of **bytes** `[start, end)` in a text.
///
/// Inside the library every span is a byte span of the document's original text, so that
/// slicing the text with it gives the quoted words. At every border (JSON, CSV, tables) spans
/// become Unicode code points; [`CodePoints`](crate::text::CodePoints) converts.
///
/// ```
/// use zhengce::Span;
/// let text = "促进义务教育均衡发展";
/// let span = Span::new(6, 18);
/// assert_eq!(span.slice(text), "义务教育");
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[non_exhaustive]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte after the span.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: if end < start { start } else { end },
        }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn touches(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span moved `by` bytes towards the end of the text.
    #[must_use]
    pub const fn shifted(self, by: usize) -> Self {
        Self {
            start: self.start + by,
            end: self.end + by,
        }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The words of `text` at this span; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
