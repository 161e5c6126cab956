//! What was learned: the runs of characters that count, and a line for each code.

use super::features::{Features, Vocabulary};
use super::fit::{Line, Sigmoid};
use crate::annotate::Name;
use crate::annotate::coder::Leaning;
use serde::{Deserialize, Serialize};

/// All codes that were learned together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Model {
    pub(super) vocabulary: Vocabulary,
    pub(super) codes: Vec<LearnedCode>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct LearnedCode {
    pub(super) code: String,
    pub(super) line: Line,
    pub(super) sigmoid: Sigmoid,
    /// The probability from which the code is given.
    pub(super) threshold: f64,
}

impl Model {
    /// The probability of every code.
    pub(super) fn probabilities(
        &self,
        features: &Features,
    ) -> impl Iterator<Item = (&LearnedCode, f64)> {
        self.codes
            .iter()
            .map(|c| (c, c.sigmoid.probability(c.line.side(features))))
    }

    /// How it leans for or against every code.
    pub(super) fn lean(&self, codebook: Name, features: &Features) -> Vec<Leaning> {
        self.probabilities(features)
            .map(|(code, p)| Leaning::new(codebook, &code.code, p, code.threshold))
            .collect()
    }

    /// The codes that are given, each with its probability.
    pub(super) fn given(&self, features: &Features) -> impl Iterator<Item = (&LearnedCode, f64)> {
        self.probabilities(features)
            .filter(|(code, probability)| *probability >= code.threshold)
    }
}
