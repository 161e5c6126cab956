//! [`Dossier`]: everything a corpus says of one subject, in order of time, and where it is silent.

use super::passage::{Cutter, Passage, in_order};
use super::study::{Study, Subject};
use crate::annotate::{Codebook, EventKind, Quantity};
use crate::concordance::{Line, Options, kwic};
use crate::corpus::{Corpus, Entry, Filter};
use crate::span::Span;
use crate::text::sentences;
use std::collections::{BTreeMap, BTreeSet};

/// A dossier on one measure, code or term.
///
/// A paragraph belongs to it that carries its code or has its words ([`Subject`]; the case's own subjects
/// are in `corpus/study.toml`). Any other name is a code of the corpus, by id or label, or else the
/// words themselves.
///
/// ```
/// use zhengce::analysis::Dossier;
/// use zhengce::{Corpus, corpus::Filter};
/// let corpus = Corpus::builtin()?;
/// let dossier = Dossier::of(&corpus, &Filter::default(), "委托管理");
/// let first = dossier.first_mention().unwrap();
/// assert!(first.quote.contains("委托管理"));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Dossier {
    /// What it is about.
    pub subject: Subject,
    /// The documents with a passage on it, by date; what has no date comes last.
    pub documents: Vec<DossierDocument>,
    /// Sentences that say what it is, in order of time.
    pub definitions: Vec<Passage>,
    /// The codes of its paragraphs, its own left out, with the paragraphs; the most frequent first.
    pub measures: Vec<(String, Vec<Passage>)>,
    /// The issuing organs with their documents, the most frequent first.
    pub actors: Vec<(String, Vec<String>)>,
    /// Where the record has gaps.
    pub gaps: Vec<Gap>,
}

/// One document of a dossier.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DossierDocument {
    /// Its id.
    pub id: String,
    /// The paragraphs on the subject, in text order.
    pub passages: Vec<Passage>,
    /// The figures in them.
    pub figures: Vec<Figure>,
    /// What they want done by a time: deadlines, targets and periods.
    pub targets: Vec<(EventKind, Passage)>,
    /// The rounds that they name: 第三轮, 第一批.
    pub rounds: Vec<String>,
    /// What is other than in the document before; of the first, nothing.
    pub changes: Vec<Change>,
}

/// A figure with its place.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Figure {
    /// The figure.
    pub quantity: Quantity,
    /// The sentence that holds it.
    pub sentence: Passage,
}

/// What is other than in the document before.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// A code that the document before did not give the subject, with the paragraph.
    Taken(String, Passage),
    /// A code that the document before gave it, with that paragraph.
    Left(String, Passage),
    /// A figure for the same thing in the same unit, before and now.
    Figure(Box<(Figure, Figure)>),
}

/// Where the record says nothing, and why that may mean nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Gap {
    /// No passage at all.
    Silent,
    /// No sentence says what it is.
    Undefined,
    /// No figure stands in its paragraphs.
    NoFigure,
    /// No document is dated in these years, first to last, between two that are.
    Years(i16, i16),
    /// The document is known by title only.
    TitleOnly(String),
    /// The document has no date.
    Undated(String),
    /// The document has facts that no source confirms.
    Unverified(String, Vec<String>),
    /// What a passage cites is not held: the passage, and what it cites.
    NotHeld(Passage, String),
}

impl Dossier {
    /// What the documents that `filter` lets pass say of the subject of this name.
    #[must_use]
    pub fn of(corpus: &Corpus, filter: &Filter, name: &str) -> Self {
        let entries = in_order(corpus, filter);
        let subject = subject(&entries, name);
        let mut dossier = Self::default();
        let mut measures: BTreeMap<String, Vec<Passage>> = BTreeMap::new();
        let mut actors: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut before: Option<Told> = None;
        for entry in entries {
            let spans = paragraphs(entry, &subject);
            if spans.is_empty() {
                if titled(entry, &subject) && entry.document.provenance.title_only {
                    dossier.gaps.push(Gap::TitleOnly(entry.document.id.clone()));
                }
                continue;
            }
            let told = Told::of(entry, &subject, &spans);
            dossier
                .definitions
                .extend(definitions(entry, &subject, &spans));
            for (code, passages) in &told.codes {
                let all = measures.entry(code.clone()).or_default();
                all.extend(passages.iter().cloned());
            }
            for issuer in &entry.document.metadata.issuers {
                let documents = actors.entry(issuer.clone()).or_default();
                documents.push(entry.document.id.clone());
            }
            dossier.gaps.extend(gaps_of(entry, &spans));
            // What has no date has no document before it.
            let dated = entry.document.metadata.dated().is_some();
            let changes = before.as_ref().filter(|_| dated).map(|b| changes(b, &told));
            dossier.documents.push(DossierDocument {
                id: entry.document.id.clone(),
                passages: told.passages.clone(),
                figures: told.figures.clone(),
                targets: targets(entry, &spans),
                rounds: rounds(&told.passages),
                changes: changes.unwrap_or_default(),
            });
            before = Some(told);
        }
        dossier.measures = by_frequency(measures);
        dossier.actors = by_frequency(actors);
        dossier.subject = subject;
        dossier.say_gaps();
        dossier
    }

    /// The first passage of the first document that has a date; else the first of all.
    #[must_use]
    pub fn first_mention(&self) -> Option<&Passage> {
        self.passages().next()
    }

    /// All passages in order of time.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.documents.iter().flat_map(|d| &d.passages)
    }

    /// Every occurrence of its words in the documents that `filter` lets pass, document by document;
    /// of occurrences that overlap the longer word counts.
    #[must_use]
    pub fn kwic(&self, corpus: &Corpus, filter: &Filter, options: &Options) -> Vec<Line> {
        let words = self.subject.any.iter();
        let mut lines: Vec<Line> = words
            .flat_map(|word| kwic(corpus, word, filter, options))
            .collect();
        lines.sort_by(|a, b| {
            let place = |line: &Line| (corpus.place(&line.doc), line.start);
            place(a).cmp(&place(b)).then(b.end.cmp(&a.end))
        });
        let mut kept: Vec<Line> = Vec::new();
        for line in lines {
            if !kept
                .last()
                .is_some_and(|k| k.doc == line.doc && line.start < k.end)
            {
                kept.push(line);
            }
        }
        kept
    }

    fn say_gaps(&mut self) {
        let mut general = Vec::new();
        if self.documents.is_empty() {
            general.push(Gap::Silent);
        } else {
            if self.definitions.is_empty() {
                general.push(Gap::Undefined);
            }
            if self.documents.iter().all(|d| d.figures.is_empty()) {
                general.push(Gap::NoFigure);
            }
        }
        let dated = self
            .documents
            .iter()
            .filter_map(|d| d.passages.first()?.date);
        let years: BTreeSet<i16> = dated.map(|d| d.year).collect();
        let pairs = years.iter().zip(years.iter().skip(1));
        general.extend(
            pairs
                .filter(|(a, b)| *b - *a > 1)
                .map(|(a, b)| Gap::Years(a + 1, b - 1)),
        );
        self.gaps.splice(0..0, general);
    }
}

/// The longest list first; of equal ones, by name.
fn by_frequency<T>(lists: BTreeMap<String, Vec<T>>) -> Vec<(String, Vec<T>)> {
    let mut lists: Vec<_> = lists.into_iter().collect();
    lists.sort_by_key(|(_, list)| std::cmp::Reverse(list.len()));
    lists
}

/// The subject of this name: one of the case, a code of the corpus, or the words.
fn subject(entries: &[&Entry], name: &str) -> Subject {
    if let Some(known) = Study::of_the_case().subject(name) {
        return known.clone();
    }
    let codes = Codebook::all_builtin().iter().flat_map(|b| &b.codes);
    let labelled = codes.filter(|c| c.label.zh == name || c.label.en == name);
    let candidates: BTreeSet<&str> = labelled.map(|c| c.id.as_str()).chain([name]).collect();
    let given = |code: &str| {
        let codes = entries.iter().flat_map(|e| &e.annotations.codes);
        codes.into_iter().any(|c| c.code == *code)
    };
    let code = candidates.into_iter().find(|code| given(code));
    Subject {
        name: name.to_owned(),
        any: match code {
            Some(_) => Vec::new(),
            None => vec![name.to_owned()],
        },
        code: code.map(str::to_owned),
        ..Subject::default()
    }
}

fn has(text: &str, words: &[String]) -> bool {
    words.iter().any(|w| text.contains(w.as_str()))
}

fn names(subject: &Subject, text: &str) -> bool {
    has(text, &subject.any) && (subject.with.is_empty() || has(text, &subject.with))
}

fn titled(entry: &Entry, subject: &Subject) -> bool {
    let title = entry.document.metadata.title.as_deref();
    title.is_some_and(|title| has(title, &subject.any))
}

/// The paragraphs of an entry that belong to the subject, in text order.
fn paragraphs(entry: &Entry, subject: &Subject) -> Vec<Span> {
    let document = &entry.document;
    let codes = entry.annotations.codes.iter();
    let coded: BTreeSet<Span> = codes
        .filter(|c| subject.code.as_deref().is_some_and(|code| c.code == *code))
        .map(|c| c.span)
        .collect();
    // Titles, numbers and signatures mention; they do not lay down.
    let units = crate::annotate::CodingUnits::of(document);
    units
        .places()
        .iter()
        .map(|(_, span)| *span)
        .filter(|span| coded.contains(span) || names(subject, &document.reading(*span)))
        .collect()
}

/// What the paragraphs of one document say.
struct Told {
    passages: Vec<Passage>,
    codes: BTreeMap<String, Vec<Passage>>,
    figures: Vec<Figure>,
}

impl Told {
    fn of(entry: &Entry, subject: &Subject, spans: &[Span]) -> Self {
        let cutter = Cutter::of(entry);
        let mut codes: BTreeMap<String, Vec<Passage>> = BTreeMap::new();
        for code in &entry.annotations.codes {
            let own = subject.code.as_deref().is_some_and(|own| code.code == *own);
            if !own && spans.contains(&code.span) {
                let passages = codes.entry(code.code.to_string()).or_default();
                passages.push(cutter.cut(code.span));
            }
        }
        let text = entry.document.text.original();
        let quantities = entry.annotations.quantities.iter();
        let figures = quantities.filter_map(|quantity| {
            let span = spans.iter().find(|s| holds(**s, quantity.span))?;
            let sentence = sentences(text, *span).find(|s| holds(*s, quantity.span));
            Some(Figure {
                quantity: quantity.clone(),
                sentence: cutter.cut(sentence.unwrap_or(*span)),
            })
        });
        Self {
            figures: figures.collect(),
            passages: spans.iter().map(|s| cutter.cut(*s)).collect(),
            codes,
        }
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Sentences that name the subject and say what it is.
fn definitions(entry: &Entry, subject: &Subject, spans: &[Span]) -> Vec<Passage> {
    let document = &entry.document;
    let cutter = Cutter::of(entry);
    let mut found = Vec::new();
    for span in spans {
        for sentence in sentences(document.text.original(), *span) {
            let words = document.reading(sentence);
            let named = subject.any.iter().chain([&subject.name]);
            let named = named.filter_map(|w| words.find(w.as_str())).min();
            let says = named.is_some_and(|at| {
                let define = &Study::of_the_case().define.words;
                define.iter().any(|w| {
                    words
                        .get(at..)
                        .is_some_and(|rest| rest.contains(w.as_str()))
                })
            });
            if says {
                found.push(cutter.cut(sentence));
            }
        }
    }
    found
}

fn targets(entry: &Entry, spans: &[Span]) -> Vec<(EventKind, Passage)> {
    let cutter = Cutter::of(entry);
    let text = entry.document.text.original();
    let events = entry.annotations.events.iter().filter(|e| {
        matches!(
            e.kind,
            EventKind::Deadline | EventKind::Target | EventKind::Period
        )
    });
    events
        .filter_map(|event| {
            let span = spans.iter().find(|s| holds(**s, event.span))?;
            let sentence = sentences(text, *span).find(|s| holds(*s, event.span));
            Some((event.kind, cutter.cut(sentence.unwrap_or(*span))))
        })
        .collect()
}

fn rounds(passages: &[Passage]) -> Vec<String> {
    let title = passages.first().and_then(|p| p.title.as_deref());
    let texts = title
        .into_iter()
        .chain(passages.iter().map(|p| p.quote.as_str()));
    let named: BTreeSet<&str> = texts.flat_map(Study::rounds).collect();
    named.into_iter().map(str::to_owned).collect()
}

fn changes(before: &Told, now: &Told) -> Vec<Change> {
    let first = |of: &BTreeMap<String, Vec<Passage>>, code: &String| of.get(code)?.first().cloned();
    let only = |a: &Told, b: &Told, make: fn(String, Passage) -> Change| -> Vec<Change> {
        let codes = a.codes.keys().filter(|c| !b.codes.contains_key(*c));
        codes
            .filter_map(|c| Some(make(c.clone(), first(&a.codes, c)?)))
            .collect()
    };
    let mut out = only(now, before, Change::Taken);
    out.extend(only(before, now, Change::Left));
    for figure in &now.figures {
        let new = &figure.quantity;
        let same = |old: &&Figure| {
            new.of.is_some() && old.quantity.of == new.of && old.quantity.unit == new.unit
        };
        if let Some(old) = before.figures.iter().find(same)
            && old.quantity.value.total_cmp(&new.value).is_ne()
        {
            out.push(Change::Figure(Box::new((old.clone(), figure.clone()))));
        }
    }
    out
}

fn gaps_of(entry: &Entry, spans: &[Span]) -> Vec<Gap> {
    let document = &entry.document;
    let mut gaps = Vec::new();
    let id = || document.id.clone();
    if document.provenance.title_only {
        gaps.push(Gap::TitleOnly(id()));
    }
    if document.metadata.dated().is_none() {
        gaps.push(Gap::Undated(id()));
    }
    if !document.provenance.unverified.is_empty() {
        gaps.push(Gap::Unverified(
            id(),
            document.provenance.unverified.clone(),
        ));
    }
    let cutter = Cutter::of(entry);
    for citation in entry
        .annotations
        .citations
        .iter()
        .filter(|c| c.target.is_none())
    {
        let Some(span) = spans.iter().find(|s| holds(**s, citation.span)) else {
            continue;
        };
        let number = citation.number.as_ref().map(ToString::to_string);
        if let Some(cited) = citation.title.clone().or(number) {
            gaps.push(Gap::NotHeld(cutter.cut(*span), cited));
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Analyzer;
    use crate::read::RawDocument;

    fn corpus() -> Corpus {
        let texts = [
            (
                "甲",
                "甲市教育局关于委托管理的意见\n一、委托管理是指由优质学校管理农村学校的办学方式。\n二、第一轮托管学校20所，由市级财政安排经费。\n甲市教育局\n2007年3月1日",
            ),
            (
                "乙",
                "甲市教育局关于第二轮工作的通知\n一、第二轮托管学校43所，依据《甲市托管办法》执行。\n二、加强食堂管理。\n甲市教育局\n2010年3月1日",
            ),
        ];
        let entries =
            texts.map(|(id, text)| Analyzer::builtin().analyze(RawDocument::new(id, text)));
        Corpus::from_entries(entries.into())
    }

    #[test]
    fn a_dossier_goes_through_time_and_says_its_gaps() {
        let corpus = corpus();
        let dossier = Dossier::of(&corpus, &Filter::default(), "委托管理");
        let ids: Vec<&str> = dossier.documents.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, ["甲", "乙"]);
        assert_eq!(dossier.definitions.len(), 1);
        assert!(dossier.first_mention().unwrap().quote.contains("是指"));
        assert_eq!(dossier.documents[0].rounds, ["第一轮"]);
        assert_eq!(dossier.documents[1].rounds, ["第二轮"]);
        assert_eq!(dossier.documents[1].passages.len(), 1);
        let figures: Vec<f64> = dossier
            .documents
            .iter()
            .flat_map(|d| &d.figures)
            .map(|f| f.quantity.value)
            .collect();
        assert_eq!(figures, [20.0, 43.0]);
        assert!(dossier.gaps.contains(&Gap::Years(2008, 2009)));
        assert!(
            dossier
                .gaps
                .iter()
                .any(|g| matches!(g, Gap::NotHeld(_, t) if t.contains("托管办法")))
        );
        assert_eq!(
            dossier.actors,
            [(
                "甲市教育局".to_owned(),
                vec!["甲".to_owned(), "乙".to_owned()]
            )]
        );
        assert!(
            dossier.documents[1]
                .changes
                .iter()
                .any(|c| matches!(c, Change::Left(code, _) if code == "investment"))
        );
        for passage in dossier.passages() {
            let document = &corpus.get(&passage.document).unwrap().document;
            assert_eq!(document.quote(passage.span), passage.quote);
        }
    }

    #[test]
    fn any_word_has_a_dossier_and_silence_is_said() {
        let corpus = corpus();
        let canteen = Dossier::of(&corpus, &Filter::default(), "食堂");
        assert_eq!(canteen.documents.len(), 1);
        let coded = Dossier::of(&corpus, &Filter::default(), "investment");
        assert_eq!(coded.subject.code.as_deref(), Some("investment"));
        let none = Dossier::of(&corpus, &Filter::default(), "海洋渔业");
        assert_eq!(none.gaps, [Gap::Silent]);
    }
}
