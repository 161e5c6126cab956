//! The events layer: dated happenings in the life of a policy or prescribed by it.

use crate::span::Span;
use crate::time::Interval;

/// Something that happened or is to happen at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// What happens.
    pub kind: EventKind,
    /// The time named (the deadline `2012年底前` names December 2012).
    pub when: Interval,
    /// The words that state it, in bytes of the original text.
    pub span: Span,
    /// The index of the provision that holds them.
    pub provision: Option<usize>,
}

/// Kinds of dated happenings; the words of the analysis record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventKind {
    /// Passed or approved by an assembly or meeting.
    Adopted,
    /// Signed, promulgated, printed.
    Issued,
    /// 修正 of this document.
    Amended,
    /// 修订 of this document.
    Revised,
    /// 施行 begins.
    Effective,
    /// Validity ends.
    Expires,
    /// Another document ceases.
    Repealed,
    /// To be done by a date.
    Deadline,
    /// A goal to be reached at or by a time.
    Target,
    /// An activity or plan over an interval.
    Period,
    /// A dated future act that is no deadline.
    Scheduled,
    /// A dated fact of the background.
    Past,
}
