//! The quantities layer.

use crate::span::Span;

/// A figure with its unit and what it measures.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quantity {
    /// The figure with its unit, in bytes of the original text.
    pub span: Span,
    /// The value in `unit`; percentages are given as fractions of one.
    pub value: f64,
    /// The unit as printed, without multiplier: `元`, `所`, `平方米`.
    pub unit: Option<String>,
    /// `eq`, `ge`, `le`, `gt`, `lt`, `about`, `rises_to`, `rises_by`, `falls_to`, `falls_by`.
    pub relation: Option<String>,
    /// What is measured: `校际差异系数`.
    pub of: Option<String>,
    /// By or at what time, in EDTF.
    pub when: Option<String>,
}
