//! [`Coder`]: from a paragraph to its codes; [`CodingAnnotator`] runs one over a document.
//!
//! The seam is small on purpose: a coder sees one paragraph and what stands above it. The
//! library's own is [`RuleCoder`], which follows codebooks; a researcher's own model takes its
//! place by implementing one function.

mod found;
#[cfg(feature = "learn")]
mod learned;
mod rules;
mod together;

#[cfg(feature = "learn")]
pub use learned::{LearnedCoder, LearningOptions, TrainingUnit};
pub use rules::RuleCoder;
pub use together::Coders;

use super::{Annotations, Annotator, CodeAssignment, Evidence, Layer};
use crate::document::{Document, ProvisionKind};
use crate::segment::Segmenter;
use crate::span::Span;
use std::collections::BTreeSet;

/// What a coder reads: one paragraph, and the title and headings above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodingUnit<'t> {
    /// The paragraph, normalised.
    pub text: &'t str,
    /// Title of the document and headings of the provision, one a line; empty where unknown.
    pub context: &'t str,
}

impl<'t> CodingUnit<'t> {
    /// A paragraph under a context.
    #[must_use]
    pub const fn new(text: &'t str, context: &'t str) -> Self {
        Self { text, context }
    }
}

/// A code that a coder gives to a paragraph.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Coded {
    /// The codebook's id.
    pub codebook: String,
    /// The codebook's version.
    pub version: String,
    /// The code's id.
    pub code: String,
    /// Strength of the evidence, 0 to 1.
    pub score: f64,
    /// The words it rests on, in bytes of the paragraph, each with a rule's id; in text order.
    pub evidence: Vec<(Span, String)>,
}

impl Coded {
    /// A code without evidence yet.
    #[must_use]
    pub fn new(
        codebook: impl Into<String>,
        version: impl Into<String>,
        code: impl Into<String>,
        score: f64,
    ) -> Self {
        Self {
            codebook: codebook.into(),
            version: version.into(),
            code: code.into(),
            score,
            evidence: Vec::new(),
        }
    }
}

/// Gives codes to paragraphs.
///
/// ```
/// use zhengce::annotate::{Codebook, Coder, CodingUnit, RuleCoder};
/// let coder = RuleCoder::new(vec![Codebook::builtin("case")?])?;
/// let codes = coder.code(&CodingUnit::new("适龄儿童应当免试就近入学。", ""));
/// assert_eq!(codes[0].code, "enrollment");
/// # Ok::<(), zhengce::Error>(())
/// ```
pub trait Coder: Send + Sync + std::fmt::Debug {
    /// The codes of one paragraph, in a fixed order.
    fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded>;
}

/// Codes every paragraph of a document; gives [`Layer::Codes`].
#[derive(Debug)]
pub struct CodingAnnotator {
    coder: Box<dyn Coder>,
    segmenter: Segmenter,
}

impl CodingAnnotator {
    /// An annotator over this coder, with the segmenter that ships with the library.
    #[must_use]
    pub fn new(coder: impl Coder + 'static) -> Self {
        Self::with_segmenter(coder, Segmenter::builtin())
    }

    /// An annotator over this coder; `segmenter` says where words begin and end.
    #[must_use]
    pub fn with_segmenter(coder: impl Coder + 'static, segmenter: Segmenter) -> Self {
        Self {
            coder: Box::new(coder),
            segmenter,
        }
    }
}

impl Annotator for CodingAnnotator {
    fn name(&self) -> &str {
        "coding"
    }

    fn gives(&self) -> Layer {
        Layer::Codes
    }

    fn annotate(&self, document: &Document, annotations: &mut Annotations) {
        let mut context = (None, String::new());
        // Titles, names of chapters and signatures mention: they lay nothing down. Where a text
        // has nothing else, it is a bare paragraph that was taken for one.
        let outside = |provision: usize| {
            matches!(
                document.provisions[provision].kind,
                ProvisionKind::Masthead
                    | ProvisionKind::Part
                    | ProvisionKind::Chapter
                    | ProvisionKind::Section
                    | ProvisionKind::Signature
            )
        };
        let bare = (0..document.provisions.len()).all(outside);
        for (provision, span) in document.paragraphs() {
            if outside(provision) && !bare {
                continue;
            }
            if context.0 != Some(provision) {
                context = (Some(provision), context_of(document, provision));
            }
            let view = document.text.to_view(span);
            let text = view.slice(document.text.view());
            let found = self.coder.code(&CodingUnit::new(text, &context.1));
            if found.is_empty() {
                continue;
            }
            let borders: BTreeSet<usize> = self
                .segmenter
                .cut(text)
                .into_iter()
                .flat_map(|t| [t.span.start, t.span.end])
                .collect();
            annotations.codes.extend(found.into_iter().map(|coded| {
                CodeAssignment {
                    codebook: coded.codebook,
                    version: coded.version,
                    code: coded.code,
                    span,
                    provision: Some(provision),
                    score: coded.score.clamp(0.0, 1.0),
                    evidence: coded
                        .evidence
                        .into_iter()
                        .map(|(at, rule)| Evidence {
                            span: document.text.to_original(at.shifted(view.start)),
                            rule,
                            on_word_borders: borders.contains(&at.start)
                                && borders.contains(&at.end),
                        })
                        .collect(),
                }
            }));
        }
    }
}

/// The title, then the headings from the outside in.
fn context_of(document: &Document, provision: usize) -> String {
    let mut headings = Vec::new();
    let mut at = document.provisions.get(provision);
    // A parent stands before its children, so the walk ends.
    let mut index = provision;
    while let Some(p) = at {
        if let Some(heading) = p.heading {
            headings.push(document.text.to_view(heading).slice(document.text.view()));
        }
        at = match p.parent {
            Some(parent) if parent < index => {
                index = parent;
                document.provisions.get(parent)
            }
            _ => None,
        };
    }
    headings.extend(document.metadata.title.as_deref());
    headings.reverse();
    headings.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Codebook, Pipeline};
    use crate::document::{Metadata, Provision, ProvisionKind};
    use crate::text::Text;

    fn annotate(document: &Document) -> Vec<CodeAssignment> {
        let coder = RuleCoder::new(vec![Codebook::builtin("case").unwrap()]).unwrap();
        Pipeline::new(vec![Box::new(CodingAnnotator::new(coder))])
            .unwrap()
            .annotate(document)
            .codes
    }

    fn document(title: Option<&str>, text: &str) -> Document {
        let metadata = Metadata {
            title: title.map(str::to_owned),
            ..Metadata::default()
        };
        let all = Span::new(0, text.len());
        let body = Provision::new(ProvisionKind::Body, "", 0, all);
        Document::new("d", Text::new(text), metadata, vec![body])
    }

    #[test]
    fn evidence_quotes_the_original() {
        let text = "第一段。\n适龄儿童应当免试就近\u{200b}入学（不得考试）。\n";
        let document = document(None, text);
        let codes = annotate(&document);
        assert_eq!(codes.len(), 1, "{codes:#?}");
        let code = &codes[0];
        assert_eq!(code.code, "enrollment");
        assert_eq!(code.provision, Some(0));
        assert!(document.quote(code.span).starts_with("适龄儿童"));
        let quotes: Vec<&str> = code
            .evidence
            .iter()
            .map(|e| document.quote(e.span))
            .collect();
        assert!(quotes.contains(&"就近\u{200b}入学"), "{quotes:?}");
    }

    #[test]
    fn evidence_says_whether_it_is_a_word() {
        let document = document(None, "公布招生计划，学生就近入学。");
        let codes = annotate(&document);
        let whole = |word: &str| {
            codes[0]
                .evidence
                .iter()
                .find(|e| document.quote(e.span) == word)
                .map(|e| e.on_word_borders)
        };
        assert_eq!(whole("就近入学"), Some(true));
        assert_eq!(whole("招生"), Some(false), "part of 招生计划");
    }

    #[test]
    fn the_title_and_headings_lend_context() {
        let text = "考生凭证件领取材料。";
        let codes = |title| {
            annotate(&document(Some(title), text))
                .into_iter()
                .map(|c| c.code)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes("成人高校招生考试公告"), ["enrollment"]);
        assert_eq!(codes("中小学教师资格考试公告"), ["personnel"]);

        let text = "教师资格考试\n考生凭证件领取材料。";
        let at = text.find('考').unwrap();
        let border = text.find('\n').unwrap() + 1;
        let mut head = Provision::new(ProvisionKind::Chapter, "一", 1, Span::new(0, border));
        head.heading = Some(Span::new(0, border - 1));
        let mut article = Provision::new(
            ProvisionKind::Article,
            "一/1",
            2,
            Span::new(border, text.len()),
        );
        article.parent = Some(0);
        assert!(at < border);
        let document = Document::new(
            "d",
            Text::new(text),
            Metadata::default(),
            vec![head, article],
        );
        let codes = annotate(&document);
        let second: Vec<_> = codes.iter().filter(|c| c.provision == Some(1)).collect();
        assert_eq!(second.len(), 1, "{codes:#?}");
        assert_eq!(second[0].code, "personnel");
    }

    #[derive(Debug)]
    struct Lengths;

    impl Coder for Lengths {
        fn code(&self, unit: &CodingUnit<'_>) -> Vec<Coded> {
            let mut coded = Coded::new("own", "1", "long", 7.0);
            coded.evidence.push((Span::new(0, 3), "first".to_owned()));
            (unit.text.len() > 30)
                .then_some(coded)
                .into_iter()
                .collect()
        }
    }

    #[test]
    fn a_coder_of_ones_own_takes_the_place_of_rules() {
        let document = document(None, "短。\n　这一段文字比较长，所以得到编码。\n");
        let mut annotations = Annotations::default();
        CodingAnnotator::new(Lengths).annotate(&document, &mut annotations);
        assert_eq!(annotations.codes.len(), 1);
        let code = &annotations.codes[0];
        assert_eq!((code.code.as_str(), code.score), ("long", 1.0));
        assert_eq!(document.quote(code.evidence[0].span), "这");
    }
}
