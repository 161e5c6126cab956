//! [`Coder`]: from a paragraph to its codes; [`CodingAnnotator`] runs one over a document.
//!
//! The seam is small on purpose: a coder sees one paragraph and what stands above it. The
//! library's own is [`RuleCoder`], which follows codebooks; a researcher's own model takes its
//! place by implementing one function.

mod rules;

pub use rules::RuleCoder;

use super::{Annotations, Annotator, CodeAssignment, Evidence, Layer};
use crate::document::Document;
use crate::segment::Segmenter;
use crate::span::Span;
use std::collections::BTreeSet;

/// What a coder reads: one paragraph, and the title and headings above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodingUnit<'t> {
    /// The paragraph, normalised.
    pub text: &'t str,
    /// Title of the document and headings of the provision, one a line; empty where unknown.
    pub context: &'t str,
}

impl<'t> CodingUnit<'t> {
    /// A paragraph under a context.
    #[must_use]
    pub const fn new(text: &'t str, context: &'t str) -> Self {
        Self { text, context }
    }
}

/// A code that a coder gives to a paragraph.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Coded {
    /// The codebook's id.
    pub codebook: String,
    /// The codebook's version.
    pub version: String,
    /// The code's id.
    pub code: String,
    /// Strength of the evidence, 0 to 1.
    pub score: f64,
    /// The words it rests on, in bytes of the paragraph, each with a rule's id; in text order.
    pub evidence: Vec<(Span, String)>,
}

impl Coded {
    /// A code without evidence yet.
    #[must_use]
    pub fn new(
        codebook: impl Into<String>,
        version: impl Into<String>,
        code: impl Into<String>,
        score: f64,
    ) -> Self {
        Self {
            codebook: codebook.into(),
            version: version.into(),
            code: code.into(),
            score,
            evidence: Vec::new(),
        }
    }
}

/// Gives codes to paragraphs.
///
/// ```
/// use zhengce::annotate::{Codebook, Coder, CodingUnit, RuleCoder};
/// let coder = RuleCoder::new(vec![Codebook::builtin("case")?])?;
/// let codes = coder.code(&CodingUnit::new("适龄儿童应当免试就近入学。", ""));
/// assert_eq!(codes[0].code, "enrollment");
/// # Ok::<(), zhengce::Error>(())
/// ```
pub trait Coder: Send + Sync + std::fmt::Debug {
    /// The codes of one paragraph, in a fixed order.
    fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded>;
}

/// Codes every paragraph of a document; gives [`Layer::Codes`].
#[derive(Debug)]
pub struct CodingAnnotator {
    coder: Box<dyn Coder>,
    segmenter: Segmenter,
}

impl CodingAnnotator {
    /// An annotator over this coder, with the segmenter that ships with the library.
    #[must_use]
    pub fn new(coder: impl Coder + 'static) -> Self {
        Self::with_segmenter(coder, Segmenter::builtin())
    }

    /// An annotator over this coder; `segmenter` says where words begin and end.
    #[must_use]
    pub fn with_segmenter(coder: impl Coder + 'static, segmenter: Segmenter) -> Self {
        Self {
            coder: Box::new(coder),
            segmenter,
        }
    }
}

impl Annotator for CodingAnnotator {
    fn name(&self) -> &str {
        "coding"
    }

    fn gives(&self) -> Layer {
        Layer::Codes
    }

    fn annotate(&self, document: &Document, annotations: &mut Annotations) {
        let mut context = (None, String::new());
        for (provision, span) in document.paragraphs() {
            if context.0 != Some(provision) {
                context = (Some(provision), context_of(document, provision));
            }
            let view = document.text.to_view(span);
            let text = view.slice(document.text.view());
            let found = self.coder.code(&CodingUnit::new(text, &context.1));
            if found.is_empty() {
                continue;
            }
            let borders: BTreeSet<usize> = self
                .segmenter
                .cut(text)
                .into_iter()
                .flat_map(|t| [t.span.start, t.span.end])
                .collect();
            annotations.codes.extend(found.into_iter().map(|coded| {
                CodeAssignment {
                    codebook: coded.codebook,
                    version: coded.version,
                    code: coded.code,
                    span,
                    provision: Some(provision),
                    score: coded.score.clamp(0.0, 1.0),
                    evidence: coded
                        .evidence
                        .into_iter()
                        .map(|(at, rule)| Evidence {
                            span: document.text.to_original(at.shifted(view.start)),
                            rule,
                            on_word_borders: borders.contains(&at.start)
                                && borders.contains(&at.end),
                        })
                        .collect(),
                }
            }));
        }
    }
}

/// The title, then the headings from the outside in.
fn context_of(document: &Document, provision: usize) -> String {
    let mut headings = Vec::new();
    let mut at = document.provisions.get(provision);
    // A parent stands before its children, so the walk ends.
    let mut index = provision;
    while let Some(p) = at {
        if let Some(heading) = p.heading {
            headings.push(document.text.to_view(heading).slice(document.text.view()));
        }
        at = match p.parent {
            Some(parent) if parent < index => {
                index = parent;
                document.provisions.get(parent)
            }
            _ => None,
        };
    }
    headings.extend(document.metadata.title.as_deref());
    headings.reverse();
    headings.join("\n")
}
