//! The order of annotators and what they make.

use super::citation::Named;
use super::{
    Citation, CitationAnnotator, CodeAssignment, Codebook, Coder, CodingAnnotator, DateAnnotator,
    DateMention, Event, EventAnnotator, InnerReference, Quantity, QuantityAnnotator, RuleCoder,
};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::span::Span;
use std::sync::OnceLock;

/// What was found in one document, by layer, each in text order. Begin anew for each document.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Annotations {
    /// Codes of all codebooks.
    pub codes: Vec<CodeAssignment>,
    /// Time expressions.
    pub dates: Vec<DateMention>,
    /// References to other documents.
    pub citations: Vec<Citation>,
    /// References of the text to itself: 本法第三条, 前款; made with the citations.
    pub inner: Vec<InnerReference>,
    /// Figures.
    pub quantities: Vec<Quantity>,
    /// Dated happenings.
    pub events: Vec<Event>,
    /// What the reader should know.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the text names documents: several layers ask, the first to do so finds out.
    cited: OnceLock<Vec<Span>>,
}

impl Annotations {
    /// The titles and document numbers in the document's view, in order: words in which dates and
    /// figures say nothing about the text itself.
    pub(super) fn cited(&self, document: &Document) -> &[Span] {
        self.cited
            .get_or_init(|| Named::of(document.text.view()).spans())
    }

    /// Keeps what [`Self::cited`] gives, found on the way.
    pub(super) fn keep_cited(&mut self, spans: Vec<Span>) {
        self.cited = OnceLock::from(spans);
    }
}

/// One layer of annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// [`Annotations::codes`].
    Codes,
    /// [`Annotations::dates`].
    Dates,
    /// [`Annotations::citations`].
    Citations,
    /// [`Annotations::quantities`].
    Quantities,
    /// [`Annotations::events`].
    Events,
}

/// A step that reads a document, and the layers made before, and adds one layer.
pub trait Annotator: Send + Sync + std::fmt::Debug {
    /// Its name, for messages.
    fn name(&self) -> &str;
    /// The layers it reads.
    fn requires(&self) -> &[Layer] {
        &[]
    }
    /// The layer it adds to.
    fn gives(&self) -> Layer;
    /// Adds what it finds in `document`.
    fn annotate(&self, document: &Document, annotations: &mut Annotations);
}

/// Annotators in an order in which each finds what it needs.
#[derive(Debug, Default)]
pub struct Pipeline {
    steps: Vec<Box<dyn Annotator>>,
}

impl Pipeline {
    /// An order of annotators.
    ///
    /// # Errors
    /// Where an annotator needs a layer that none before it gives.
    pub fn new(steps: Vec<Box<dyn Annotator>>) -> Result<Self> {
        let mut given = Vec::new();
        for step in &steps {
            if let Some(missing) = step.requires().iter().find(|l| !given.contains(*l)) {
                return Err(Error::new(
                    ErrorKind::Argument,
                    format!(
                        "annotator “{}” needs the layer {missing:?}, which no annotator before it gives; put one that does first",
                        step.name()
                    ),
                ));
            }
            given.push(step.gives());
        }
        Ok(Self { steps })
    }

    /// The annotators and codebooks that ship with the library.
    #[must_use]
    pub fn builtin() -> Self {
        Codebook::builtin("case")
            .and_then(|case| Self::with_codebooks(vec![case]))
            .unwrap_or_else(|e| unreachable!("the embedded knowledge is tested: {e}"))
    }

    /// The annotators that ship with the library, coding by these codebooks.
    ///
    /// # Errors
    /// As [`RuleCoder::new`].
    pub fn with_codebooks(codebooks: Vec<Codebook>) -> Result<Self> {
        RuleCoder::new(codebooks).map(Self::with_coder)
    }

    /// The annotators that ship with the library, with this coder: a model of one's own, a
    /// learned one, several as [`Coders`](super::Coders).
    #[must_use]
    pub fn with_coder(coder: impl Coder + 'static) -> Self {
        Self {
            steps: vec![
                Box::new(DateAnnotator),
                Box::new(CitationAnnotator),
                Box::new(EventAnnotator),
                Box::new(QuantityAnnotator),
                Box::new(CodingAnnotator::new(coder)),
            ],
        }
    }

    /// Runs all annotators on one document.
    #[must_use]
    pub fn annotate(&self, document: &Document) -> Annotations {
        let mut annotations = Annotations::default();
        for step in &self.steps {
            step.annotate(document, &mut annotations);
        }
        annotations
    }
}
