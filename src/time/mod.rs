//! Dates as official documents use them: the value model and its one grammar.
//!
//! The masthead and the annotator both read dates here. Values are half-open intervals
//! `[begin, until)` of civil days, either side open.

mod amount;
mod anchored;
mod calendar;
mod counted;
mod date;
mod effect;
mod expression;
mod find;
mod grammar;
mod knowledge;
mod length;
mod named;
mod numeric;
mod parts;
mod periods;
mod plan;
mod reach;
mod recurring;
mod reign;
mod relation;
mod relative;
mod review;
mod scan;
mod starts;
mod stated;
#[cfg(test)]
mod tests;
mod told;

pub use amount::{Count, Length, LengthUnit};
pub use date::{Date, Grain, PartialDate};
pub use expression::{Context, Expression, ExpressionKind, Interval, Relation};
pub use find::find;
pub use plan::PlanPeriod;
pub(crate) use review::{
    LONGEST as LONGEST_HEADING, Outlook, behind_number, outlook, reviewed_year,
};
pub use stated::stated;
