//! [`Passage`]: words of a document with all that leads back to them.

use crate::corpus::{Corpus, Entry, Filter};
use crate::span::Span;
use crate::text::CodePoints;
use crate::time::PartialDate;

/// Words of a document with their place: the evidence behind a number or a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Passage {
    /// The document's id.
    pub document: String,
    /// Its title.
    pub title: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The date that places it in time.
    pub date: Option<PartialDate>,
    /// The index of the provision.
    pub provision: Option<usize>,
    /// The place as researchers cite it.
    pub address: String,
    /// The words, in bytes of the original text.
    pub span: Span,
    /// Where they begin in the original text, in code points.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The words as they read.
    pub quote: String,
}

/// Cuts passages out of one document.
#[derive(Debug)]
pub(super) struct Cutter<'e> {
    entry: &'e Entry,
    points: CodePoints<'e>,
}

impl<'e> Cutter<'e> {
    pub(super) fn of(entry: &'e Entry) -> Self {
        Self {
            entry,
            points: CodePoints::new(entry.document.text.original()),
        }
    }

    /// The words at a byte span of the original text, without the space around them.
    pub(super) fn cut(&self, span: Span) -> Passage {
        let document = &self.entry.document;
        let words = document.quote(span);
        let from = span.start + (words.len() - words.trim_start().len());
        let span = Span::new(from, from + words.trim().len());
        let provision = document.provision_at(span.start);
        let (start, end) = self.points.span(span);
        Passage {
            document: document.id.clone(),
            title: document.metadata.title.clone(),
            number: document
                .metadata
                .doc_number
                .as_ref()
                .map(ToString::to_string),
            date: document.metadata.dated(),
            provision,
            address: provision.map(|p| document.address(p)).unwrap_or_default(),
            span,
            start,
            end,
            quote: document.reading(span).trim().to_owned(),
        }
    }
}

/// The paragraphs with a code in the documents that `filter` lets pass, in order of time.
#[must_use]
pub fn passages(corpus: &Corpus, filter: &Filter, code: &str) -> Vec<Passage> {
    let mut found = Vec::new();
    for entry in in_order(corpus, filter) {
        let cutter = Cutter::of(entry);
        let codes = entry.annotations.codes.iter().filter(|c| c.code == *code);
        found.extend(codes.map(|c| cutter.cut(c.span)));
    }
    found
}

/// The paragraphs that hold one of these words in the documents that `filter` lets pass, in order
/// of time.
///
/// ```
/// use zhengce::analysis::passages_with;
/// let corpus = zhengce::Corpus::builtin()?;
/// let told = passages_with(&corpus, &Default::default(), &["就近入学".to_owned()]);
/// assert!(told.iter().all(|passage| passage.quote.contains("就近入学")));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[must_use]
pub fn passages_with(corpus: &Corpus, filter: &Filter, words: &[String]) -> Vec<Passage> {
    let mut found = Vec::new();
    for entry in in_order(corpus, filter) {
        let document = &entry.document;
        let holds = |span: &Span| {
            let read = document.reading(*span);
            words.iter().any(|w| read.contains(w.as_str()))
        };
        let spans = document.paragraphs().map(|(_, span)| span).filter(holds);
        let spans: Vec<Span> = spans.collect();
        if !spans.is_empty() {
            let cutter = Cutter::of(entry);
            found.extend(spans.into_iter().map(|span| cutter.cut(span)));
        }
    }
    found
}

/// The entries that `filter` lets pass, in order of time; what has no date comes last, and of one
/// day they stand by id.
pub(super) fn in_order<'c>(corpus: &'c Corpus, filter: &'c Filter) -> Vec<&'c Entry> {
    let mut entries: Vec<&Entry> = corpus.filter(filter).collect();
    let time = |entry: &'c Entry| {
        let date = entry.document.metadata.dated();
        (date.is_none(), date, &entry.document.id)
    };
    entries.sort_by_key(|entry| time(entry));
    entries
}
