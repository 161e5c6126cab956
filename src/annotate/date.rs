//! The dates layer.

use super::{Annotations, Annotator, Layer};
use crate::document::{ActKind, Document};
use crate::span::Span;
use crate::time::{self, Context, Date, Expression, Grain};

/// A time expression in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DateMention {
    /// The core words, in bytes of the original text.
    pub span: Span,
    /// What they mean; its own span is in the normalised view.
    pub expression: Expression,
}

/// The day on which a text was first made known that was amended since: an amendment leaves 自公布之日起
/// as it stands. None for a text that was revised as a whole, whose words count from the revision.
fn first_issued(document: &Document) -> Option<Date> {
    let history = &document.metadata.history;
    let amended = |kind| history.iter().any(|act| act.kind == kind);
    if document.reference_date.is_some() || !amended(ActKind::Amended) || amended(ActKind::Revised)
    {
        return None;
    }
    let first = history.iter().take_while(|act| !act.kind.is_change());
    let made = |kind| first.clone().filter(move |act| act.kind == kind).last();
    let act = made(ActKind::Promulgated)
        .or_else(|| made(ActKind::Approved))
        .or_else(|| made(ActKind::Adopted))?;
    act.date
        .first_day()
        .filter(|_| act.date.grain() == Grain::Day)
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
        let mut context = Context::new(document.speaks_from());
        if let (None, Some(issued)) = (document.reference_date, document.metadata.issued) {
            context.grain = issued.grain();
        }
        context.issued = first_issued(document);
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
