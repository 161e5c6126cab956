//! Dates as official documents use them: the value model and its one grammar.
//!
//! The masthead and the annotator both read dates here. Values are half-open intervals
//! `[begin, until)` of civil days, either side open.

mod date;
mod expression;

pub use date::{Date, Grain, PartialDate};
pub use expression::{Context, Expression, ExpressionKind, Interval, Relation, find};
