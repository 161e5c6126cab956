//! [`Repair`]: a place where a text is read otherwise than it was printed.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Characters of the original that are no words of the document, and what is read instead.
///
/// Hard line ends inside a paragraph, page numbers, running heads and the like come from the
/// page, not from the author. A repair takes them out of the view of a
/// [`Text`](super::Text); the original keeps them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Repair {
    /// Where, in bytes of the original text; never empty.
    pub span: Span,
    /// The character that is read there; `None` for nothing.
    pub shown: Option<char>,
    /// What was repaired.
    pub kind: RepairKind,
}

impl Repair {
    /// A repair of `span`.
    #[must_use]
    pub const fn new(kind: RepairKind, span: Span, shown: Option<char>) -> Self {
        Self { span, shown, kind }
    }
}

/// What a repair mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RepairKind {
    /// A line end inside a paragraph, with the space around it.
    Wrap,
    /// A line end that is missing between two paragraphs.
    MissingLineEnd,
    /// The sign that a new page begins.
    PageBreak,
    /// A number of a page.
    PageNumber,
    /// A line that stands at the edge of every page.
    RunningHead,
    /// The dots between an entry of a table of contents and its page.
    DotLeaders,
    /// The name of a glyph that was not read: (cid:12).
    Unreadable,
}

/// The repairs that can be made one after the other: not empty, in order, on character borders of
/// `original`, none reaching into the one before.
pub(super) fn usable(original: &str, mut repairs: Vec<Repair>) -> Vec<Repair> {
    let mut end = 0;
    repairs.retain(|r| {
        let fits = r.span.start >= end
            && !r.span.is_empty()
            && original.get(r.span.start..r.span.end).is_some();
        if fits {
            end = r.span.end;
        }
        fits
    });
    repairs
}
