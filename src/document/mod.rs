//! [`Document`]: one policy document with its metadata and its provisions.
//!
//! This module knows nothing of words, codes or files: it is the value that parsing makes and
//! everything later reads.

mod agency;
mod metadata;
mod number;
mod provision;

pub use agency::{Agencies, Agency};
pub use metadata::{Given, Level, Metadata, Provenance, Source, StatedRelation};
pub use number::DocNumber;
pub use provision::{Provision, ProvisionKind};

use crate::span::Span;
use crate::text::Text;
use crate::time::Date;

/// One document: its text, what is known of it, and its outline.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Document {
    /// Unique in its corpus.
    pub id: String,
    /// The text as given, with its normalised view.
    pub text: Text,
    /// Title, number, issuers, date and the rest of the masthead.
    pub metadata: Metadata,
    /// The outline in text order. The spans of all provisions, joined, are the whole text.
    pub provisions: Vec<Provision>,
    /// The day that fixes 今年 and the like, where one was given with the document.
    pub reference_date: Option<Date>,
    /// Where text and facts come from.
    pub provenance: Provenance,
}

impl Document {
    /// A document of these parts.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        text: Text,
        metadata: Metadata,
        provisions: Vec<Provision>,
    ) -> Self {
        Self {
            id: id.into(),
            text,
            metadata,
            provisions,
            reference_date: None,
            provenance: Provenance::default(),
        }
    }

    /// The words at a byte span of the original text.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        self.text.quote(span)
    }

    /// The day the text speaks from: the given reference date, else the first day of its own date.
    #[must_use]
    pub fn speaks_from(&self) -> Option<Date> {
        self.reference_date
            .or_else(|| self.metadata.issued.and_then(|d| d.first_day()))
    }

    /// The index of the provision that holds byte `at` of the original text.
    #[must_use]
    pub fn provision_at(&self, at: usize) -> Option<usize> {
        let after = self.provisions.partition_point(|p| p.span.start <= at);
        // An empty provision shares its start with the next; take the last that holds the byte.
        self.provisions[..after]
            .iter()
            .rposition(|p| at < p.span.end)
    }

    /// The paragraphs: every non-blank line, trimmed, with the index of its provision.
    ///
    /// Spans are bytes of the original text, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        self.provisions.iter().enumerate().flat_map(|(index, p)| {
            let mut at = p.span.start;
            self.quote(p.span)
                .split_inclusive('\n')
                .filter_map(move |line| {
                    let start = at;
                    at += line.len();
                    let body = line.trim_start();
                    let lead = line.len() - body.len();
                    let body = body.trim_end();
                    (!body.is_empty())
                        .then(|| (index, Span::new(start + lead, start + lead + body.len())))
                })
        })
    }
}
