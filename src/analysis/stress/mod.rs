//! [`Stress`]: do the conclusions of a study hold without one term, one document, one issuer?
//!
//! A conclusion that one word of a codebook or one document of hundreds turns round is a finding
//! about that word or that document. Every part of the rules and every document is left out in
//! turn, and each conclusion is drawn again.
//!
//! Sources: leaving out one observation at a time, J. Tukey, Bias and confidence in not quite large
//! samples, 1958; asking whether dropping little turns a conclusion, T. Broderick, R. Giordano and
//! R. Meager, An automatic finite-sample robustness metric, 2020; doing so for the choices of a
//! researcher, S. Steegen et al., Increasing transparency through a multiverse analysis, 2016.

mod conclusions;
mod counts;
mod run;

pub use conclusions::{Conclusion, Kind};
pub use run::{Flip, Left, Stress, StressOptions, Verdict};
