//! [`Corpus`]: analysed documents together, and the filters every command shares.

use crate::annotate::Annotations;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Level};
use crate::time::PartialDate;

/// One analysed document: what the text is, and what was found in it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The document.
    pub document: Document,
    /// The layers beside it.
    pub annotations: Annotations,
    /// What reading and parsing found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Entry {
    /// An entry of these parts.
    #[must_use]
    pub fn new(document: Document, annotations: Annotations, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            document,
            annotations,
            diagnostics,
        }
    }
}

/// Analysed documents in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    entries: Vec<Entry>,
}

impl Corpus {
    /// A corpus of these entries.
    #[must_use]
    pub fn from_entries(entries: Vec<Entry>) -> Self {
        Self { entries }
    }

    /// The entries in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this document id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.document.id == id)
    }
}

/// Which documents and provisions a listing shows; every empty criterion lets all pass.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Filter {
    /// Issued on or after (the whole of a partial date counts).
    pub from: Option<PartialDate>,
    /// Issued on or before.
    pub to: Option<PartialDate>,
    /// An issuer that contains one of these.
    pub issuers: Vec<String>,
    /// A region that contains one of these.
    pub regions: Vec<String>,
    /// One of these levels.
    pub levels: Vec<Level>,
    /// One of these document types.
    pub genres: Vec<String>,
    /// Provisions with one of these codes.
    pub codes: Vec<String>,
    /// One of these document ids.
    pub documents: Vec<String>,
}
