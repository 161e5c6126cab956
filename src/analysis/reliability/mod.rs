//! Agreement between coders: the coefficients of the field, and what two codings differ in.
//!
//! [`Ratings`] has the coefficients, for any units and categories. [`Agreement`] compares whole
//! codings of documents, code by code.

mod agreement;
mod bootstrap;
mod coding;
mod coefficients;
mod krippendorff;
mod ratings;
#[cfg(test)]
mod tests;

pub use agreement::{Agreement, CodeAgreement, CompareBy, Disagreement};
pub use bootstrap::Bootstrap;
pub use coding::{Coding, Place};
pub use krippendorff::Scale;
pub use ratings::{Rating, Ratings};
