//! A concordance (KWIC): every occurrence of a term with the words around it.
//!
//! [`kwic`] reads the documents of a corpus and needs no index; with the feature `index` a
//! `CorpusIndex` gives the same lines of the documents it holds. [`sort_lines`] sorts them by what
//! stands beside the term, [`kwic_groups`] counts them by year, issuer, code or the word beside, also
//! against how much text there is.
//!
//! ```
//! use zhengce::concordance::{Options, kwic};
//! use zhengce::corpus::Filter;
//! # use zhengce::{Corpus, corpus::Entry, read::RawDocument, parse::parse};
//! # let parsed = parse(RawDocument::new("a", "推进义务教育学校教师流动，完善教师流动机制。"));
//! # let corpus = Corpus::from_entries(vec![Entry::new(parsed.document, Default::default(), vec![])]);
//! let lines = kwic(&corpus, "教师流动", &Filter::default(), &Options::default().window(4));
//! assert_eq!(lines.len(), 2);
//! assert_eq!(lines[1].left, "动，完善");
//! assert_eq!(lines[1].keyword, "教师流动");
//! assert_eq!(lines[1].right, "机制。");
//! ```

mod context;
mod groups;
#[cfg(feature = "index")]
mod indexed;
mod order;

pub(crate) use context::{folded_forms, places};
pub use groups::{Group, GroupBy, Groups, kwic_groups};
pub use order::{Order, Side, sort_lines};

use crate::corpus::{Corpus, Entry, Filter};
use crate::span::Span;
use crate::text::CodePoints;
use crate::time::PartialDate;
use context::{Limits, occurrences};

/// How far the context of an occurrence reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Anywhere in the document.
    #[default]
    Document,
    /// Within the provision.
    Provision,
    /// Within the line.
    Paragraph,
    /// Within the sentence.
    Sentence,
}

/// How a concordance is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The most characters on each side.
    pub window: usize,
    /// How far the context reaches.
    pub unit: Unit,
}

impl Default for Options {
    /// Twenty characters on each side.
    fn default() -> Self {
        Self {
            window: 20,
            unit: Unit::default(),
        }
    }
}

impl Options {
    /// The same with this many characters on each side.
    #[must_use]
    pub fn window(mut self, characters: usize) -> Self {
        self.window = characters;
        self
    }

    /// The same with all of the unit on each side.
    #[must_use]
    pub fn whole(self) -> Self {
        self.window(usize::MAX)
    }

    /// The same with contexts that end with this unit.
    #[must_use]
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }
}

/// One occurrence of the term.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// The document's id.
    pub doc: String,
    /// The document's title.
    pub title: Option<String>,
    /// When the document was issued.
    pub issued: Option<PartialDate>,
    /// The index of the provision in which the occurrence begins.
    pub provision: Option<usize>,
    /// The place of that provision in the outline.
    pub path: String,
    /// The place as a citation names it: 第三条第二款.
    pub address: String,
    /// The words before, line breaks shown as spaces.
    pub left: String,
    /// The occurrence as the text has it.
    pub keyword: String,
    /// The words after, line breaks shown as spaces.
    pub right: String,
    /// The occurrence, in bytes of the original text.
    pub span: Span,
    /// Where the occurrence begins in the original text, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Every occurrence of `term` in what passes `filter`, document by document, from left to right; of occurrences that
/// overlap the first counts. Full-width forms, kinds of space and the case of ASCII letters make
/// no difference, nor do traditional characters where the text is read in simplified ones. An empty
/// term occurs nowhere.
#[must_use]
pub fn kwic(corpus: &Corpus, term: &str, filter: &Filter, options: &Options) -> Vec<Line> {
    let entries = corpus.entries().iter();
    let lines = entries.filter_map(|entry| lines_of(entry, term, filter, options));
    lines.flatten().collect()
}

/// The lines of one document; `None` where it does not pass.
fn lines_of(entry: &Entry, term: &str, filter: &Filter, options: &Options) -> Option<Vec<Line>> {
    let document = &entry.document;
    if !filter.accepts(document) {
        return None;
    }
    let mut lines = Vec::new();
    let passing = filter.coded_provisions(entry);
    let points = CodePoints::new(document.text.original());
    let reading = document.text.readable();
    let mut limits = Limits::new(document, &reading, options.unit);
    let mut address = (None, String::new());
    let found = occurrences(&document.text, &reading, term, options.window, &mut limits);
    for (span, context) in found {
        let provision = document.provision_at(span.start);
        if let Some(passing) = &passing
            && !provision.is_some_and(|p| passing.contains(&p))
        {
            continue;
        }
        if address.0 != provision {
            let words = provision.map(|p| document.address(p)).unwrap_or_default();
            address = (provision, words);
        }
        let (start, end) = points.span(span);
        lines.push(Line {
            doc: document.id.clone(),
            title: document.metadata.title.clone(),
            issued: document.metadata.issued,
            provision,
            path: provision
                .map(|p| document.provisions[p].path.clone())
                .unwrap_or_default(),
            address: address.1.clone(),
            left: context.left,
            keyword: context.keyword,
            right: context.right,
            span,
            start,
            end,
        });
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Annotations;
    use crate::document::{Document, Metadata, Provision, ProvisionKind};
    use crate::text::Text;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    /// A corpus of documents `0`, `1` … with one provision a paragraph.
    fn corpus(texts: &[&str]) -> Corpus {
        let entries = texts.iter().enumerate().map(|(id, text)| {
            let mut at = 0;
            let provisions = text
                .split_inclusive('\n')
                .enumerate()
                .map(|(index, line)| {
                    let span = Span::new(at, at + line.len());
                    at = span.end;
                    Provision::new(ProvisionKind::Article, format!("{}", index + 1), 1, span)
                })
                .collect();
            let document = Document::new(
                id.to_string(),
                Text::new(*text),
                Metadata::default(),
                provisions,
            );
            Entry::new(document, Annotations::default(), Vec::new())
        });
        Corpus::from_entries(entries.collect())
    }

    fn shown(lines: &[Line]) -> Vec<String> {
        lines
            .iter()
            .map(|l| format!("{}[{}]{}", l.left, l.keyword, l.right))
            .collect()
    }

    #[test]
    fn every_occurrence_stands_in_its_window() {
        let corpus = corpus(&[
            "推进教师流动。\n完善教师\n流动机制，教师流动",
            "２０１２年，ＡＢ教师流动教师流动e\u{301}e\u{301}",
        ]);
        let kwic = |term: &str, options: Options| {
            shown(&kwic(&corpus, term, &Filter::default(), &options))
        };
        let three = Options::default().window(3);
        assert_eq!(
            kwic("教师流动", three),
            [
                "推进[教师流动]。 完",
                "机制，[教师流动]",
                "，ＡＢ[教师流动]教师流",
                "师流动[教师流动]e\u{301}e\u{301}",
            ]
        );
        assert_eq!(kwic("2012年", three), ["[２０１２年]，ＡＢ"]);
        assert_eq!(kwic("ab", three.window(1)), ["，[ＡＢ]教"]);
        assert_eq!(kwic("师\n流", three.window(1)), ["教[师 流]动"]);
        assert_eq!(
            kwic("e", three.window(1)),
            ["动[e\u{301}]e\u{301}", "e\u{301}[e\u{301}]"]
        );
        assert_eq!(kwic("", three), [""; 0]);
        assert_eq!(kwic("\u{200b}", three), [""; 0]);
        assert_eq!(
            kwic("教师流动", Options::default().window(0)),
            ["[教师流动]"; 4]
        );
    }

    #[test]
    fn occurrences_that_overlap_count_once() {
        let corpus = corpus(&["教教教教教"]);
        let lines = kwic(&corpus, "教教", &Filter::default(), &Options::default());
        assert_eq!(shown(&lines), ["[教教]教教教", "教教[教教]教"]);
    }

    #[test]
    fn contexts_end_with_their_unit() {
        let corpus = corpus(&["前文。\n甲句。推进教师流动，乙句；丙句。\n后文。"]);
        let line = |unit| {
            shown(&kwic(
                &corpus,
                "教师流动",
                &Filter::default(),
                &Options::default().unit(unit),
            ))
            .join("")
        };
        assert_eq!(
            line(Unit::Document),
            "前文。 甲句。推进[教师流动]，乙句；丙句。 后文。"
        );
        assert_eq!(line(Unit::Provision), "甲句。推进[教师流动]，乙句；丙句。 ");
        assert_eq!(line(Unit::Paragraph), "甲句。推进[教师流动]，乙句；丙句。");
        assert_eq!(line(Unit::Sentence), "推进[教师流动]，乙句；");
    }

    #[test]
    fn a_text_of_one_character_takes_linear_time() {
        for ch in ["教", "\u{1F1E8}", "\u{301}"] {
            let text = ch.repeat(8_000);
            let corpus = corpus(&[&text]);
            for unit in [Unit::Paragraph, Unit::Provision] {
                let lines = kwic(
                    &corpus,
                    ch,
                    &Filter::default(),
                    &Options::default().window(2).unit(unit),
                );
                assert_eq!(lines.len(), 8_000);
            }
        }
    }

    proptest! {
        #[test]
        fn spans_quote_the_term_in_any_text(
            text in "[教育教师０1aA\u{200b}\u{301}\u{3000} 。\r\n]{0,60}",
            term in "[教育1a ]{1,2}",
            window in 0usize..5,
        ) {
            let corpus = corpus(&[&text]);
            let document = &corpus.entries()[0].document;
            let folded = document.text.view().to_ascii_lowercase();
            for unit in [Unit::Document, Unit::Provision, Unit::Paragraph, Unit::Sentence] {
                let lines = kwic(&corpus, &term, &Filter::default(), &Options::default().window(window).unit(unit));
                prop_assert_eq!(lines.len(), folded.matches(term.as_str()).count());
                for line in lines {
                    let quote = Text::new(document.quote(line.span));
                    prop_assert!(quote.view().to_ascii_lowercase().contains(&term));
                    prop_assert!(line.left.graphemes(true).count() <= window);
                    prop_assert!(line.right.graphemes(true).count() <= window);
                    prop_assert!(!line.left.contains('\n') && !line.right.contains('\n'));
                }
            }
        }
    }
}
