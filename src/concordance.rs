//! A concordance (KWIC): every occurrence of a term with the words around it.
//!
//! [`kwic`] reads the documents of a corpus and needs no index; with the feature `index` a
//! `CorpusIndex` gives the same lines of the documents it holds.
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

#[cfg(feature = "index")]
mod indexed;

use crate::corpus::{Corpus, Filter};
use crate::document::Document;
use crate::span::Span;
use crate::text::{CodePoints, Reading, Text, sentences};
use crate::time::PartialDate;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

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

/// The order of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Order {
    /// As the documents and their texts run.
    #[default]
    Text,
    /// By the words before the term, read backwards from it.
    Left,
    /// By the words after the term.
    Right,
}

/// How a concordance is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The most characters on each side.
    pub window: usize,
    /// How far the context reaches.
    pub unit: Unit,
    /// The order of lines.
    pub order: Order,
}

impl Default for Options {
    /// Twenty characters on each side, in text order.
    fn default() -> Self {
        Self {
            window: 20,
            unit: Unit::default(),
            order: Order::default(),
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

    /// The same with contexts that end with this unit.
    #[must_use]
    pub fn unit(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// The same in this order.
    #[must_use]
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
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

/// Every occurrence of `term` in what passes `filter`, from left to right; of occurrences that
/// overlap the first counts. Full-width forms, kinds of space and the case of ASCII letters make
/// no difference, nor do traditional characters where the text is read in simplified ones. An empty
/// term occurs nowhere.
#[must_use]
pub fn kwic(corpus: &Corpus, term: &str, filter: &Filter, options: &Options) -> Vec<Line> {
    let mut lines = Vec::new();
    for entry in corpus.entries() {
        let document = &entry.document;
        if !filter.accepts(document) {
            continue;
        }
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
    }
    sort(&mut lines, options.order);
    lines
}

/// What a line shows of the text.
struct Context {
    left: String,
    keyword: String,
    right: String,
}

/// Every occurrence of `term` in `text` with its context inside `limits`: the place in the
/// original, the words as they are read.
fn occurrences(
    text: &Text,
    reading: &Reading<'_>,
    term: &str,
    window: usize,
    limits: &mut Limits,
) -> Vec<(Span, Context)> {
    let folded = text.view().to_ascii_lowercase();
    let words = reading.as_str();
    places(&folded, &folded_forms(text, term))
        .into_iter()
        .map(|place| {
            let span = reading.of_original(text.to_original(place));
            let span = on_grapheme_borders(words, span);
            let within = limits.around(span);
            let context = Context {
                left: before(words, Span::new(within.start, span.start), window),
                keyword: one_line(span.slice(words)),
                right: after(words, Span::new(span.end, within.end), window),
            };
            (reading.to_original(span), context)
        })
        .collect()
}

/// The forms of a term in a folded view.
pub(crate) fn folded_forms(text: &Text, term: &str) -> Vec<String> {
    let forms = text.forms(term).into_iter();
    let folded = forms.map(|form| form.to_ascii_lowercase());
    folded.filter(|form| !form.is_empty()).collect()
}

/// Where one of these forms stands in a folded text, in order; of places that overlap the first
/// counts.
pub(crate) fn places(folded: &str, forms: &[String]) -> Vec<Span> {
    let mut places: Vec<Span> = forms
        .iter()
        .flat_map(|form| folded.match_indices(form.as_str()))
        .map(|(at, found)| Span::new(at, at + found.len()))
        .collect();
    places.sort_unstable();
    let mut end = 0;
    places.retain(|place| {
        let apart = place.start >= end;
        if apart {
            end = place.end;
        }
        apart
    });
    places
}

fn sort(lines: &mut [Line], order: Order) {
    // Stable sorts: equal contexts stay in text order.
    match order {
        Order::Text => {}
        Order::Left => lines.sort_by_cached_key(|l| l.left.chars().rev().collect::<String>()),
        Order::Right => lines.sort_by(|a, b| a.right.cmp(&b.right)),
    }
}

/// The units of one text, walked once from left to right.
struct Limits {
    units: std::iter::Peekable<std::vec::IntoIter<Span>>,
}

impl Limits {
    /// The units of a document, in its reading.
    fn new(document: &Document, reading: &Reading<'_>, unit: Unit) -> Self {
        match unit {
            Unit::Provision => {
                let provisions = document.provisions.iter();
                Self::of(provisions.map(|p| reading.of_original(p.span)).collect())
            }
            unit => Self::within(reading.as_str(), unit),
        }
    }

    /// The units of a text that is one provision, or of which no provisions are known.
    fn within(text: &str, unit: Unit) -> Self {
        let all = Span::new(0, text.len());
        Self::of(match unit {
            Unit::Document | Unit::Provision => vec![all],
            Unit::Paragraph => {
                let mut at = 0;
                text.split_inclusive('\n')
                    .map(|line| {
                        let start = at;
                        at += line.len();
                        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
                    })
                    .collect()
            }
            Unit::Sentence => sentences(text, all).collect(),
        })
    }

    fn of(units: Vec<Span>) -> Self {
        Self {
            units: units.into_iter().peekable(),
        }
    }

    /// The unit in which `span` begins, stretched to hold all of it; spans come in order.
    fn around(&mut self, span: Span) -> Span {
        while self.units.next_if(|u| u.end <= span.start).is_some() {}
        self.units
            .peek()
            .filter(|u| u.start <= span.start)
            .map_or(span, |u| u.cover(span))
    }
}

/// How far, in bytes, a grapheme is followed. Longer ones are no letters of any language, and
/// without a limit a text of nothing else would take quadratic time.
const GRAPHEME: usize = 64;

/// `span`, shortened to its last `most` bytes, on a character border.
fn last_bytes(text: &str, span: Span, most: usize) -> Span {
    let start = text.ceil_char_boundary(span.end.saturating_sub(most));
    Span::new(span.start.max(start), span.end)
}

/// `span`, shortened to its first `most` bytes, on a character border.
fn first_bytes(text: &str, span: Span, most: usize) -> Span {
    let end = text.floor_char_boundary(span.start.saturating_add(most));
    Span::new(span.start, span.end.min(end))
}

/// Widens a span to the graphemes it cuts into: a combining mark goes with its letter.
fn on_grapheme_borders(text: &str, span: Span) -> Span {
    let near = last_bytes(text, Span::new(0, span.start), GRAPHEME).cover(first_bytes(
        text,
        Span::new(span.end, text.len()),
        GRAPHEME,
    ));
    let words = near.slice(text);
    let cursor = |at: usize| GraphemeCursor::new(at - near.start, words.len(), true);
    let is_border = |at: usize| cursor(at).is_boundary(words, 0) == Ok(true);
    let mut wide = span;
    if !is_border(span.start) {
        let start = cursor(span.start).prev_boundary(words, 0).ok().flatten();
        wide.start = near.start + start.unwrap_or(0);
    }
    if !is_border(span.end) {
        let end = cursor(span.end).next_boundary(words, 0).ok().flatten();
        wide.end = near.start + end.unwrap_or(words.len());
    }
    wide
}

/// The last `window` graphemes of a passage.
fn before(text: &str, passage: Span, window: usize) -> String {
    let words = last_bytes(
        text,
        passage,
        window.saturating_add(1).saturating_mul(GRAPHEME),
    )
    .slice(text);
    let start = words
        .grapheme_indices(true)
        .rev()
        .take(window)
        .last()
        .map_or(words.len(), |(at, _)| at);
    one_line(&words[start..])
}

/// The first `window` graphemes of a passage.
fn after(text: &str, passage: Span, window: usize) -> String {
    let passage = first_bytes(
        text,
        passage,
        window.saturating_add(1).saturating_mul(GRAPHEME),
    );
    one_line(
        &passage
            .slice(text)
            .graphemes(true)
            .take(window)
            .collect::<String>(),
    )
}

/// Line breaks and tabs as spaces; runs of them as one.
fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    let mut in_break = false;
    for ch in words.chars() {
        let is_break = matches!(ch, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if !is_break {
            line.push(ch);
        } else if !in_break {
            line.push(' ');
        }
        in_break = is_break;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Annotations;
    use crate::corpus::Entry;
    use crate::document::{Document, Metadata, Provision, ProvisionKind};
    use proptest::prelude::*;

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
    fn lines_sort_by_the_words_beside_the_term() {
        let corpus = corpus(&["丙一教师甲，乙二教师乙，甲一教师丙"]);
        let order = |order| {
            shown(&kwic(
                &corpus,
                "教师",
                &Filter::default(),
                &Options::default().window(1).order(order),
            ))
        };
        assert_eq!(
            order(Order::Text),
            ["一[教师]甲", "二[教师]乙", "一[教师]丙"]
        );
        assert_eq!(
            order(Order::Left),
            ["一[教师]甲", "一[教师]丙", "二[教师]乙"]
        );
        assert_eq!(
            order(Order::Right),
            ["一[教师]丙", "二[教师]乙", "一[教师]甲"]
        );
        let line = &kwic(&corpus, "教师", &Filter::default(), &Options::default())[1];
        assert_eq!(
            (line.doc.as_str(), line.provision, line.path.as_str()),
            ("0", Some(0), "1")
        );
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
