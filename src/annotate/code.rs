//! Codes that a codebook gives to paragraphs.

use super::Name;
use crate::document::Document;
use crate::segment::Segmenter;
use crate::span::Span;

/// One code of one paragraph, with the words it rests on.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CodeAssignment {
    /// The codebook's id.
    pub codebook: Name,
    /// The codebook's version.
    pub version: Name,
    /// The code's id.
    pub code: Name,
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
    pub rule: Name,
}

/// For each evidence of each of `codes`, whether both its ends sit on word borders.
///
/// Terms are looked for by characters, so the words a code rests on may be a part of a longer
/// word: 招生 in 招生计划. That is no fault by itself, but a good place to look for one. Text is cut
/// here, not while it is coded, and only where evidence stands: most readers of codes never ask.
#[must_use]
pub fn on_word_borders(
    document: &Document,
    codes: &[CodeAssignment],
    segmenter: &Segmenter,
) -> Vec<Vec<bool>> {
    let mut out = Vec::with_capacity(codes.len());
    // The codes of one paragraph stand together; its words are cut once.
    for codes in codes.chunk_by(|a, b| a.span == b.span) {
        let paragraph = document.text.to_view(codes[0].span);
        let text = paragraph.slice(document.text.view());
        let inside = |e: &Evidence| {
            let at = document.text.to_view(e.span);
            let start = at.start.saturating_sub(paragraph.start);
            Span::new(start, at.end.saturating_sub(paragraph.start))
        };
        let spans: Vec<Span> = codes.iter().flat_map(|c| &c.evidence).map(inside).collect();
        let mut whole = segmenter.on_borders(text, &spans).into_iter();
        out.extend(
            codes
                .iter()
                .map(|code| whole.by_ref().take(code.evidence.len()).collect()),
        );
    }
    out
}
