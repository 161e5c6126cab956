//! [`Coder`]: from a paragraph to its codes; [`CodingAnnotator`] runs one over a document.
//!
//! The seam is small on purpose: a coder sees one paragraph and what stands above it. The
//! library's own is [`RuleCoder`], which follows codebooks; a researcher's own model takes its
//! place by implementing one function.

mod alphabet;
mod compiled;
mod finder;
mod found;
mod groups;
mod interner;
#[cfg(feature = "learn")]
mod learned;
mod near;
mod pattern;
mod places;
mod program;
mod reading;
mod rules;
mod run;
mod sieve;
mod signs;
mod together;

#[cfg(feature = "learn")]
pub use learned::{LearnedCoder, LearningOptions, TrainingUnit};
pub use rules::{RuleCoder, RulePart, RulesWithout};
pub use together::Coders;

use super::{Annotations, Annotator, CodeAssignment, Evidence, Layer, Name};
use crate::document::{Document, ProvisionKind};
use crate::span::Span;

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
    pub codebook: Name,
    /// The codebook's version.
    pub version: Name,
    /// The code's id.
    pub code: Name,
    /// Strength of the evidence, 0 to 1.
    pub score: f64,
    /// The words it rests on, in bytes of the paragraph, each with a rule's id; in text order.
    pub evidence: Vec<(Span, Name)>,
}

impl Coded {
    /// A code without evidence yet.
    #[must_use]
    pub fn new(
        codebook: impl Into<Name>,
        version: impl Into<Name>,
        code: impl Into<Name>,
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

/// How strongly a coder leans towards a code for a paragraph, also where that is not enough to
/// give it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Leaning {
    /// The codebook's id.
    pub codebook: Name,
    /// The code's id.
    pub code: Name,
    /// Strength of the evidence, 0 to 1.
    pub score: f64,
    /// The score from which the code is given.
    pub threshold: f64,
}

impl Leaning {
    /// A leaning of this strength towards a code that is given from `threshold` on.
    #[must_use]
    pub fn new(
        codebook: impl Into<Name>,
        code: impl Into<Name>,
        score: f64,
        threshold: f64,
    ) -> Self {
        Self {
            codebook: codebook.into(),
            code: code.into(),
            score,
            threshold,
        }
    }

    /// Whether it is enough to give the code.
    #[must_use]
    pub fn is_given(&self) -> bool {
        self.score + 1e-9 >= self.threshold
    }

    /// How close to the threshold it is: 1 on it, 0 where nothing could be surer on its side.
    #[must_use]
    pub fn closeness(&self) -> f64 {
        let (way, room) = if self.is_given() {
            (self.score - self.threshold, 1.0 - self.threshold)
        } else {
            (self.threshold - self.score, self.threshold)
        };
        if room > 0.0 {
            (1.0 - way / room).clamp(0.0, 1.0)
        } else {
            1.0
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

    /// Hands over the codes of paragraphs that follow each other in a document, paragraph by
    /// paragraph, each with the place of its paragraph: what [`Coder::code`] says of it, in that
    /// order. A coder for which many at once are less work than one by one says how.
    fn code_each(&self, units: &[CodingUnit<'_>], given: &mut dyn FnMut(usize, Coded)) {
        for (place, unit) in units.iter().enumerate() {
            for coded in self.code(unit) {
                given(place, coded);
            }
        }
    }

    /// The codes of each of such paragraphs.
    fn code_all(&self, units: &[CodingUnit<'_>]) -> Vec<Vec<Coded>> {
        let mut all = vec![Vec::new(); units.len()];
        self.code_each(units, &mut |place, coded| all[place].push(coded));
        all
    }

    /// What it leans towards, also where that falls short. A coder that does not say leans
    /// towards what it gives.
    fn lean(&self, unit: &CodingUnit<'_>) -> Vec<Leaning> {
        let given = self.code(unit).into_iter();
        given
            .map(|coded| Leaning::new(coded.codebook, coded.code, coded.score, 0.0))
            .collect()
    }
}

/// Codes every paragraph of a document; gives [`Layer::Codes`].
#[derive(Debug)]
pub struct CodingAnnotator {
    coder: Box<dyn Coder>,
}

impl CodingAnnotator {
    /// An annotator over this coder.
    #[must_use]
    pub fn new(coder: impl Coder + 'static) -> Self {
        Self {
            coder: Box::new(coder),
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
        let units = CodingUnits::of(document);
        annotations.codes.reserve(units.places.len());
        let mut guide = document.text.guide();
        // The paragraph whose codes come, and where it begins in the original if both are alike.
        let mut paragraph = (usize::MAX, None);
        self.coder.code_each(&units.units(), &mut |place, coded| {
            let (provision, span) = units.places[place];
            let view = units.views[place];
            if paragraph.0 != place {
                paragraph = (place, guide.alike_from(view));
            }
            let mut original = |at: Span| match paragraph.1 {
                Some(start) => at.shifted(start),
                None => guide.original_of(at.shifted(view.start)),
            };
            let evidence = coded.evidence.into_iter();
            annotations.codes.push(CodeAssignment {
                codebook: coded.codebook,
                version: coded.version,
                code: coded.code,
                span,
                provision: Some(provision),
                score: coded.score.clamp(0.0, 1.0),
                evidence: evidence
                    .map(|(at, rule)| Evidence {
                        span: original(at),
                        rule,
                    })
                    .collect(),
            });
        });
    }
}

/// The paragraphs of a document that are coded, each under its headings: what every coder reads,
/// so that coders are compared on equal terms.
///
/// Titles, names of chapters and signatures mention: they lay nothing down and are left out. Where
/// a text has nothing else, it is a bare paragraph that was taken for one.
///
/// ```
/// use zhengce::annotate::CodingUnits;
/// let document = zhengce::parse::parse(zhengce::read::RawDocument::new("a", "第一条 教师交流。\n第二条 经费保障。")).document;
/// let units = CodingUnits::of(&document);
/// assert_eq!(units.units()[1].text, "第二条 经费保障。");
/// assert_eq!(units.places()[1].0, 1);
/// ```
#[derive(Debug)]
pub struct CodingUnits<'d> {
    document: &'d Document,
    /// The provision of each, and its bytes of the original text.
    places: Vec<(usize, Span)>,
    /// Its bytes of the view.
    views: Vec<Span>,
    contexts: Contexts,
}

impl<'d> CodingUnits<'d> {
    /// The paragraphs of a document, in order.
    #[must_use]
    pub fn of(document: &'d Document) -> Self {
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
        let most = document.provisions.len();
        let (mut places, mut views) = (Vec::with_capacity(most), Vec::with_capacity(most));
        let mut guide = document.text.guide();
        for (provision, view) in document.paragraphs_of_view() {
            if bare || !outside(provision) {
                places.push((provision, guide.original_of(view)));
                views.push(view);
            }
        }
        Self {
            document,
            places,
            views,
            contexts: Contexts::of(document),
        }
    }

    /// What a coder reads, in order.
    #[must_use]
    pub fn units(&self) -> Vec<CodingUnit<'_>> {
        let view = self.document.text.view();
        let paragraphs = self.places.iter().zip(&self.views);
        paragraphs
            .map(|((provision, _), at)| {
                CodingUnit::new(at.slice(view), self.contexts.of_provision(*provision))
            })
            .collect()
    }

    /// For each the index of its provision, and its span in bytes of the original text.
    #[must_use]
    pub fn places(&self) -> &[(usize, Span)] {
        &self.places
    }
}

/// The title and the headings above each provision; provisions under the same share them.
#[derive(Debug)]
struct Contexts {
    texts: Vec<String>,
    /// Per provision the place of its text.
    places: Vec<usize>,
}

impl Contexts {
    fn of(document: &Document) -> Self {
        // The title, then the headings from the outside in.
        let mut texts = vec![document.metadata.title.clone().unwrap_or_default()];
        let mut guide = document.text.guide();
        let mut places: Vec<usize> = Vec::with_capacity(document.provisions.len());
        for (index, provision) in document.provisions.iter().enumerate() {
            // A parent stands before its children; any other is none.
            let above = provision.parent.filter(|parent| *parent < index);
            let above = above.map_or(0, |parent| places[parent]);
            places.push(match provision.heading {
                None => above,
                Some(heading) => {
                    let heading = guide.view_of(heading).slice(document.text.view());
                    let outermost = document.metadata.title.is_none() && above == 0;
                    let mark = if outermost { "" } else { "\n" };
                    texts.push([texts[above].as_str(), mark, heading].concat());
                    texts.len() - 1
                }
            });
        }
        Self { texts, places }
    }

    fn of_provision(&self, provision: usize) -> &str {
        &self.texts[self.places[provision]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Codebook, Pipeline, on_word_borders};
    use crate::document::{Metadata, Provision, ProvisionKind};
    use crate::segment::Segmenter;
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
        let borders = on_word_borders(&document, &codes, &Segmenter::builtin());
        let whole = |word: &str| {
            let mut evidence = codes[0].evidence.iter();
            let at = evidence.position(|e| document.quote(e.span) == word);
            at.map(|at| borders[0][at])
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
            coded.evidence.push((Span::new(0, 3), "first".into()));
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
