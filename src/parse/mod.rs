//! From raw text to a document: masthead and outline. Parsing cannot fail.

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Metadata, Provision, ProvisionKind};
use crate::read::RawDocument;
use crate::span::Span;
use crate::text::Text;

/// A document and what a reader should know about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parsed {
    /// The document.
    pub document: Document,
    /// Findings of reading and parsing.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads masthead and outline of a raw document.
#[must_use]
pub fn parse(raw: RawDocument) -> Parsed {
    let text = Text::new(raw.text);
    let all = Span::new(0, text.original().len());
    let provisions = vec![Provision::new(ProvisionKind::Body, "正文", 0, all)];
    Parsed {
        document: Document::new(raw.id, text, Metadata::default(), provisions),
        diagnostics: raw.diagnostics,
    }
}
