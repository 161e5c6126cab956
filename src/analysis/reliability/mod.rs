//! Agreement between coders: the coefficients of the field, and what two codings differ in.
//!
//! [`Ratings`] has the coefficients, for any units and categories. [`Agreement`] compares whole
//! codings of documents, code by code.

mod coefficients;
mod krippendorff;
mod ratings;
#[cfg(test)]
mod tests;

pub use krippendorff::Scale;
pub use ratings::{Rating, Ratings};
