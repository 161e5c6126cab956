//! Layers of spans beside a document: codes, dates, citations, quantities and events.
//!
//! Annotators never change the document. Each says which layers it needs and which one it gives;
//! [`Pipeline`] refuses an order in which a need is not met. Every span is a byte span of the
//! document's original text.

mod citation;
mod code;
mod codebook;
mod coder;
mod date;
mod event;
mod name;
mod pipeline;
mod quantity;

pub use citation::{
    Citation, CitationAnnotator, CitationRelation, InnerKind, InnerReference, ShortName,
};
pub(crate) use citation::{Mention, folded_title, mentions};
pub use code::{CodeAssignment, Evidence, on_word_borders};
pub use codebook::{
    Code, Codebook, CodebookFinding, CodebookProblem, Example, Label, Rule, RuleKind,
};
pub use coder::{
    Coded, Coder, Coders, CodingAnnotator, CodingUnit, CodingUnits, Leaning, RuleCoder, RulePart,
    RulesWithout,
};
#[cfg(feature = "learn")]
pub use coder::{LearnedCoder, LearningOptions, TrainingUnit};
pub use date::{DateAnnotator, DateMention};
pub use event::{Event, EventAnnotator, EventKind};
pub use name::Name;
pub use pipeline::{Annotations, Annotator, Layer, Pipeline};
pub use quantity::{Quantity, QuantityAnnotator, QuantityStatus};
