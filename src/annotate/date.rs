//! The dates layer.

use super::{Annotations, Annotator, Layer};
use crate::document::Document;
use crate::span::Span;
use crate::time::{self, Context, Expression};

/// A time expression in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DateMention {
    /// The core words, in bytes of the original text.
    pub span: Span,
    /// What they mean; its own span is in the normalised view.
    pub expression: Expression,
}

/// Finds time expressions; 今年 and the like are read from the document's own date.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct DateAnnotator;

impl Annotator for DateAnnotator {
    fn name(&self) -> &str {
        "dates"
    }
    fn gives(&self) -> Layer {
        Layer::Dates
    }
    fn annotate(&self, document: &Document, annotations: &mut Annotations) {
        let context = Context::new(document.speaks_from());
        annotations
            .dates
            .extend(
                time::find(document.text.view(), &context)
                    .into_iter()
                    .map(|expression| DateMention {
                        span: document.text.to_original(expression.span),
                        expression,
                    }),
            );
    }
}
