//! The dates layer.

use super::{Annotations, Annotator, Layer};
use crate::document::{Act, ActKind, Document};
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

/// The day on which a text was first made known, by its header: a change leaves 自公布之日起 as it
/// stands, and a date from outside is often that of the last version. None where the header tells
/// none, and for a text that was revised as a whole, whose words count from the revision.
fn first_issued(document: &Document) -> Option<Date> {
    let history = &document.metadata.history;
    // A decision revises parts: 根据《国务院关于修改〈条例〉的决定》修订.
    let is_whole = |act: &Act| act.kind == ActKind::Revised && act.decision.is_none();
    if document.reference_date.is_some() || history.iter().any(is_whole) {
        return None;
    }
    let first = history.iter().take_while(|act| !act.kind.is_change());
    let made = |kind| first.clone().filter(move |act| act.kind == kind).last();
    let changed = history.iter().any(|act| act.kind.is_change());
    let act = made(ActKind::Promulgated).or_else(|| {
        // What was passed and never changed is made known some days later.
        let passed = made(ActKind::Approved).or_else(|| made(ActKind::Adopted))?;
        let day = passed.date.first_day()?;
        let follows = document.metadata.issued.is_none_or(|given| {
            let begins_before = |end| given.first_day().is_some_and(|first| first < end);
            given.until().is_some_and(|end| end > day)
                && day.plus(1, 0, 0).is_some_and(begins_before)
        });
        (changed || !follows).then_some(passed)
    })?;
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
