//! Agreement between coders: the coefficients of the field, and what two codings differ in.
//!
//! [`Ratings`] has the coefficients, for any units and categories. [`Agreement`] compares whole
//! codings of documents, code by code.
//!
//! A coder of one's own is compared on equal terms: it reads the same paragraphs as the rules.
//!
//! ```
//! use zhengce::Corpus;
//! use zhengce::analysis::reliability::{Agreement, Coding, CompareBy};
//! use zhengce::annotate::{Codebook, Coded, Coder, CodingUnit, RuleCoder};
//!
//! /// Whoever speaks of teachers speaks of personnel.
//! #[derive(Debug)]
//! struct Teachers;
//!
//! impl Coder for Teachers {
//!     fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded> {
//!         let given = unit.text.contains("教师").then(|| Coded::new("mine", "1", "personnel", 1.0));
//!         given.into_iter().collect()
//!     }
//! }
//!
//! let corpus = Corpus::builtin()?;
//! let rules = RuleCoder::new(vec![Codebook::builtin("case")?])?;
//! let agreement = Agreement::of(
//!     &[
//!         Coding::by("rules", &corpus, &rules, Some("case")),
//!         Coding::by("teachers", &corpus, &Teachers, None),
//!     ],
//!     CompareBy::Unit,
//! );
//! let personnel = agreement.code("personnel").unwrap();
//! let f1 = personnel.overlap().unwrap();
//! assert!(f1 > 0.4 && f1 < 1.0, "{f1}");
//! assert!(agreement.disagreements().iter().all(|d| d.said.len() == 2));
//! # Ok::<(), zhengce::Error>(())
//! ```

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
