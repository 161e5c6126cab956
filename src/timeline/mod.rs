//! [`Timeline`]: the dated life of the documents of a corpus, in order and with its evidence.
//!
//! ```
//! use zhengce::Corpus;
//! use zhengce::timeline::Timeline;
//! let timeline = Timeline::of(&Corpus::default());
//! assert!(timeline.entries().is_empty());
//! ```

mod build;
mod chain;
mod implements;
mod lifecycle;
mod nearby;

pub use chain::{Chain, ChainLink, LinkKind};
pub use implements::{Diffusion, DiffusionStep};
pub use lifecycle::{
    Basis, Life, Lifecycle, Standing, State, Step, StepKind, Term, ValidityRule, ValidityRules,
};

use crate::annotate::{CitationRelation, EventKind};
use crate::corpus::{Corpus, Filter};
use crate::document::DocNumber;
use crate::span::Span;
use crate::time::{Interval, PartialDate};

/// Dated happenings of a corpus.
///
/// The order: first day, then last day (so that an exact day stands before the month or year
/// that begins with it), then kind in the order of a document's life, then number, title, id and
/// place in the text. What has no first day stands first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    entries: Vec<TimelineEntry>,
}

/// One happening: when, what, to which document, and the words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimelineEntry {
    /// The time.
    pub when: Interval,
    /// The date as far as it is known: `2012`, `2012-09`, `2012-09-05`.
    pub date: Option<PartialDate>,
    /// Where the date comes from.
    pub dated_by: DatedBy,
    /// What happens.
    pub kind: EventKind,
    /// The id of the document it happens to, or that prescribes it.
    pub document: String,
    /// The document's title, else its number, else its id.
    pub title: String,
    /// The document's number.
    pub number: Option<DocNumber>,
    /// The documents that tell it, the document itself first; none where only the metadata do.
    pub witnesses: Vec<Witness>,
    /// Other documents that it concerns: what is repealed, what is implemented.
    pub related: Vec<Related>,
}

impl std::fmt::Display for TimelineEntry {
    /// Time, kind, title and number on one line.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}  {}  {}", self.when, self.kind.as_str(), self.title)?;
        match &self.number {
            Some(number) => write!(f, "  {number}"),
            None => Ok(()),
        }
    }
}

/// Words of a document that tell a happening.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Witness {
    /// The id of the document.
    pub document: String,
    /// The index of the provision.
    pub provision: Option<usize>,
    /// The path of the provision.
    pub path: Option<String>,
    /// The words, in bytes of the original text.
    pub span: Span,
    /// The words.
    pub quote: String,
}

/// Another document that a happening concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Related {
    /// What is done with it.
    pub relation: CitationRelation,
    /// Its title as cited.
    pub title: Option<String>,
    /// Its number as cited.
    pub number: Option<DocNumber>,
    /// Its id, where the corpus holds it.
    pub target: Option<String>,
}

/// Where the date of an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DatedBy {
    /// The text says it.
    Text,
    /// The document's metadata say it.
    Metadata,
    /// The day of making is not known; this is when it was first seen published.
    Published,
}

/// What a timeline shows.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct TimelineOptions {
    /// Which documents; `from` and `to` bound the time of the happening, `codes` the provision
    /// that tells it.
    pub filter: Filter,
    /// Also what documents prescribe and tell: deadlines, targets, periods, dated acts, past.
    pub prescribed: bool,
}

impl Timeline {
    /// The life of all documents: adopted, issued, amended, revised, effective, expired, repealed.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Self {
        Self::with(corpus, &TimelineOptions::default())
    }

    /// What `options` ask for.
    #[must_use]
    pub fn with(corpus: &Corpus, options: &TimelineOptions) -> Self {
        Self {
            entries: build::entries(corpus, options),
        }
    }

    /// The entries in order.
    #[must_use]
    pub fn entries(&self) -> &[TimelineEntry] {
        &self.entries
    }
}

#[cfg(test)]
mod tests;
