//! Codes that a codebook gives to paragraphs.

use crate::span::Span;

/// One code of one paragraph, with the words it rests on.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CodeAssignment {
    /// The codebook's id.
    pub codebook: String,
    /// The codebook's version.
    pub version: String,
    /// The code's id.
    pub code: String,
    /// The paragraph, in bytes of the original text.
    pub span: Span,
    /// The index of the provision that holds it.
    pub provision: Option<usize>,
    /// Strength of the evidence, 0 to 1.
    pub score: f64,
    /// The words it rests on, in text order.
    pub evidence: Vec<Evidence>,
}

/// Words that speak for a code, and the rule that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// The words, in bytes of the original text.
    pub span: Span,
    /// The rule's id.
    pub rule: String,
    /// Whether both ends sit on word borders.
    pub on_word_borders: bool,
}
