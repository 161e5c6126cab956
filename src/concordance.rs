//! A concordance (KWIC): every occurrence of a term with the words around it.
//!
//! It reads the documents themselves and needs no index.
//!
//! ```
//! use zhengce::concordance::{Options, kwic};
//! # use zhengce::{Corpus, corpus::Entry, read::RawDocument, parse::parse};
//! # let parsed = parse(RawDocument::new("a", "推进义务教育学校教师流动，完善教师流动机制。"));
//! # let corpus = Corpus::from_entries(vec![Entry::new(parsed.document, Default::default(), vec![])]);
//! let lines = kwic(&corpus, "教师流动", &Options::default().window(4));
//! assert_eq!(lines.len(), 2);
//! assert_eq!(lines[1].left, "动，完善");
//! assert_eq!(lines[1].keyword, "教师流动");
//! assert_eq!(lines[1].right, "机制。");
//! ```

use crate::corpus::Corpus;
use crate::span::Span;
use crate::text::{Text, sentences};
use crate::time::PartialDate;
use unicode_segmentation::UnicodeSegmentation;

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
    /// The words before, line breaks shown as spaces.
    pub left: String,
    /// The occurrence as the text has it.
    pub keyword: String,
    /// The words after, line breaks shown as spaces.
    pub right: String,
    /// The occurrence, in bytes of the original text.
    pub span: Span,
}

/// Every occurrence of `term` in the corpus, from left to right; of occurrences that overlap the
/// first counts. Full-width forms, kinds of space and the case of ASCII letters make no
/// difference. An empty term occurs nowhere.
#[must_use]
pub fn kwic(corpus: &Corpus, term: &str, options: &Options) -> Vec<Line> {
    let term = Text::new(term).view().to_ascii_lowercase();
    let mut lines = Vec::new();
    if term.is_empty() {
        return lines;
    }
    for entry in corpus.entries() {
        let document = &entry.document;
        let text = &document.text;
        let folded = text.view().to_ascii_lowercase();
        let mut limits = Limits::new(options.unit);
        for (at, found) in folded.match_indices(&term) {
            let span = text.to_original(Span::new(at, at + found.len()));
            let span = on_grapheme_borders(text.original(), span);
            let provision = document.provision_at(span.start);
            let within = match options.unit {
                Unit::Provision => provision.map(|p| document.provisions[p].span),
                _ => None,
            }
            .unwrap_or_else(|| limits.around(text.original(), span))
            .cover(span);
            lines.push(Line {
                doc: document.id.clone(),
                title: document.metadata.title.clone(),
                issued: document.metadata.issued,
                provision,
                path: provision
                    .map(|p| document.provisions[p].path.clone())
                    .unwrap_or_default(),
                left: before(
                    text.original(),
                    Span::new(within.start, span.start),
                    options.window,
                ),
                keyword: one_line(text.quote(span)),
                right: after(
                    text.original(),
                    Span::new(span.end, within.end),
                    options.window,
                ),
                span,
            });
        }
    }
    // Stable sorts: equal contexts stay in text order.
    match options.order {
        Order::Text => {}
        Order::Left => lines.sort_by_cached_key(|l| l.left.chars().rev().collect::<String>()),
        Order::Right => lines.sort_by(|a, b| a.right.cmp(&b.right)),
    }
    lines
}

/// The units of one text, walked once from left to right.
struct Limits {
    unit: Unit,
    sentences: Option<std::iter::Peekable<std::vec::IntoIter<Span>>>,
}

impl Limits {
    fn new(unit: Unit) -> Self {
        Self {
            unit,
            sentences: None,
        }
    }

    /// The unit that holds `span`; spans come in order.
    fn around(&mut self, text: &str, span: Span) -> Span {
        match self.unit {
            Unit::Paragraph => Span::new(
                text[..span.start].rfind('\n').map_or(0, |at| at + 1),
                text[span.end..]
                    .find('\n')
                    .map_or(text.len(), |at| span.end + at),
            ),
            Unit::Sentence => {
                let sentences = self.sentences.get_or_insert_with(|| {
                    let all: Vec<_> = sentences(text, Span::new(0, text.len())).collect();
                    all.into_iter().peekable()
                });
                while sentences.next_if(|s| s.end <= span.start).is_some() {}
                sentences.peek().copied().unwrap_or(span)
            }
            _ => Span::new(0, text.len()),
        }
    }
}

/// Widens a span to the graphemes it cuts into: a combining mark goes with its letter.
fn on_grapheme_borders(text: &str, span: Span) -> Span {
    use unicode_segmentation::GraphemeCursor;
    let border =
        |at: usize| GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true);
    let start = if border(span.start) {
        span.start
    } else {
        GraphemeCursor::new(span.start, text.len(), true)
            .prev_boundary(text, 0)
            .ok()
            .flatten()
            .unwrap_or(0)
    };
    let end = if border(span.end) {
        span.end
    } else {
        GraphemeCursor::new(span.end, text.len(), true)
            .next_boundary(text, 0)
            .ok()
            .flatten()
            .unwrap_or(text.len())
    };
    Span::new(start, end)
}

/// The last `window` graphemes of a passage.
fn before(text: &str, passage: Span, window: usize) -> String {
    let words = passage.slice(text);
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
