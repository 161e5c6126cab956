//! [`Explanation`]: why a hit has its score.

use super::compile::Compiler;
use super::failure::unreadable;
use super::lattice::{Form, folded, forms_of};
use super::matching::occurrences;
use super::query::Query;
use super::statistics::Statistics;
use super::titled::Title;
use crate::error::Result;
use crate::text::{Script, Text};
use std::collections::BTreeMap;
use tantivy::collector::Count;
use tantivy::query::{Bm25StatisticsProvider, EnableScoring};
use tantivy::{DocAddress, DocSet};

/// The constants of BM25, as the engine has them.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// Why a hit has its score: the sum of its parts, each to three decimals and rounded so that they
/// add up to it.
///
/// The text's part of a word is idf × (k1 + 1) × f / (f + k1 × (1 - b + b × length / mean length))
/// with k1 = 1.2 and b = 0.75 (BM25: Robertson and others 1995), where f is how often the provision
/// holds it. The title's part is the weight of titles times idf, where the title of the document holds
/// the word.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Explanation {
    /// The score.
    pub score: f64,
    /// How long the provision is, in tokens of the index: its characters, and its dictionary words of
    /// several characters once more. Lengths over 40 are kept in steps of up to an eighth.
    pub length: u64,
    /// The mean length of all provisions of the index.
    pub mean_length: f64,
    /// How many provisions the index holds.
    pub provisions: u64,
    /// One for each word or phrase of the query that the provision holds, in the order of the query;
    /// none for what only decides whether a provision is found (fields, dates, regular expressions,
    /// what is excluded).
    pub parts: Vec<ScorePart>,
}

/// What one word or phrase adds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScorePart {
    /// The word or phrase, in the form in which it is looked up.
    pub words: String,
    /// How often the provision holds it.
    pub frequency: u64,
    /// How many provisions of the index hold it.
    pub provisions: u64,
    /// The terms by which it is looked up.
    pub terms: Vec<TermPart>,
    /// How rare it is: the sum over its terms.
    pub idf: f64,
    /// What it adds by standing in the text.
    pub text: f64,
    /// What it adds by standing in the title of the document.
    pub title: f64,
}

/// A term of a phrase: a dictionary word or a character.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TermPart {
    /// The term.
    pub term: String,
    /// How many provisions of the index hold it.
    pub provisions: u64,
    /// How rare it is: the natural logarithm of 1 + (N - n + 0.5) / (n + 0.5), where n of N provisions
    /// hold it.
    pub idf: f64,
}

/// What is known of a form whatever provision holds it.
struct Known {
    provisions: u64,
    terms: Vec<TermPart>,
    idf: f64,
    title: Option<Title>,
}

/// Explains the hits of one search.
pub(super) struct Explainer<'c> {
    compiler: &'c Compiler<'c>,
    known: BTreeMap<(String, Option<&'static str>), Known>,
}

/// A provision that is explained.
struct Provision<'t> {
    at: DocAddress,
    view: &'t str,
    script: Script,
    length: f64,
    mean_length: f64,
}

impl<'c> Explainer<'c> {
    pub(super) fn new(compiler: &'c Compiler<'c>) -> Self {
        Self {
            compiler,
            known: BTreeMap::new(),
        }
    }

    pub(super) fn explain(
        &mut self,
        query: &Query,
        at: DocAddress,
        text: &Text,
        score: f64,
    ) -> Result<Explanation> {
        let length = self.length(at)?;
        let failure = |e| self.compiler.index.failure("searching", e);
        let statistics = self.statistics();
        let provision = Provision {
            at,
            view: &folded(text),
            script: text.script(),
            length: length as f64,
            mean_length: statistics.mean_length().map_err(failure)?,
        };
        let mut parts = Vec::new();
        self.scored(query, &provision, &mut parts)?;
        add_up(&mut parts, score);
        Ok(Explanation {
            score,
            length,
            mean_length: rounded(provision.mean_length),
            provisions: self.compiler.searcher.num_docs(),
            parts,
        })
    }

    fn statistics(&self) -> Statistics<'c> {
        Statistics {
            index: self.compiler.index,
            searcher: self.compiler.searcher,
        }
    }

    fn length(&self, at: DocAddress) -> Result<u64> {
        let reader = self.compiler.searcher.segment_reader(at.segment_ord);
        let norms = reader.get_fieldnorms_reader(self.compiler.index.fields.text);
        let norms = norms.map_err(|e| self.compiler.index.failure("searching", e))?;
        Ok(u64::from(norms.fieldnorm(at.doc_id)))
    }

    /// The parts of what scores, as [`Compiler::query`] lets it score.
    fn scored(
        &mut self,
        query: &Query,
        provision: &Provision<'_>,
        parts: &mut Vec<ScorePart>,
    ) -> Result<()> {
        match query {
            Query::Phrase(_) | Query::Wildcard(_) | Query::Near(..) => {
                self.needed(query, provision, parts)
            }
            Query::And(all) => all
                .iter()
                .try_for_each(|q| self.scored(q, provision, parts)),
            // Only what matches as a whole counts.
            Query::Or(any) => any.iter().try_for_each(|q| {
                if self.matches(q, provision.at)? {
                    self.scored(q, provision, parts)?;
                }
                Ok(())
            }),
            _ => Ok(()),
        }
    }

    /// The parts of the phrases that a text must hold, as [`Compiler`] looks them up.
    fn needed(
        &mut self,
        query: &Query,
        provision: &Provision<'_>,
        parts: &mut Vec<ScorePart>,
    ) -> Result<()> {
        match query {
            Query::Phrase(words) => self.phrase(words, provision, parts),
            Query::Wildcard(words) => {
                let pieces = Compiler::pieces(words);
                let mut all = Vec::new();
                for piece in &pieces {
                    let before = all.len();
                    self.phrase(piece, provision, &mut all)?;
                    if all.len() == before {
                        return Ok(());
                    }
                }
                parts.extend(all);
                Ok(())
            }
            Query::Near(each, _) | Query::Or(each) => each
                .iter()
                .try_for_each(|q| self.needed(q, provision, parts)),
            _ => Ok(()),
        }
    }

    fn phrase(
        &mut self,
        words: &str,
        provision: &Provision<'_>,
        parts: &mut Vec<ScorePart>,
    ) -> Result<()> {
        for form in forms_of(words) {
            if form.script.is_some_and(|script| script != provision.script) {
                continue;
            }
            let frequency = occurrences(provision.view, &form.words).len() as u64;
            if frequency == 0 {
                continue;
            }
            let known = self.known(words, &form)?;
            let often = frequency as f64;
            let relative = provision.length / provision.mean_length.max(f64::MIN_POSITIVE);
            let text = known.idf * (K1 + 1.0) * often / (often + K1 * (1.0 - B + B * relative));
            let segment = provision.at.segment_ord as usize;
            let title = known.title.as_ref();
            let title = title.map_or(0.0, |t| f64::from(t.adds(segment, provision.at.doc_id)));
            parts.push(ScorePart {
                frequency,
                provisions: known.provisions,
                terms: known.terms.clone(),
                idf: rounded(known.idf),
                text,
                title,
                words: form.words,
            });
        }
        Ok(())
    }

    fn known(&mut self, words: &str, form: &Form) -> Result<&Known> {
        let name = (form.words.clone(), form.script.map(Script::as_str));
        if !self.known.contains_key(&name) {
            let known = self.look_up(words, form)?;
            self.known.insert(name.clone(), known);
        }
        self.known
            .get(&name)
            .ok_or_else(|| unreadable("a word of the query"))
    }

    fn look_up(&self, words: &str, form: &Form) -> Result<Known> {
        let (compiler, statistics) = (self.compiler, self.statistics());
        let failure = |e| compiler.index.failure("searching", e);
        let field = compiler.index.fields.text;
        let mut idf = 0.0;
        let mut terms = Vec::new();
        for (_, term) in compiler.terms(field, &form.words) {
            let of_term = statistics.idf(&term).map_err(failure)?;
            idf += of_term;
            terms.push(TermPart {
                provisions: statistics.doc_freq(&term).map_err(failure)?,
                idf: rounded(of_term),
                term: term.value().as_str().unwrap_or_default().to_owned(),
            });
        }
        let phrase = compiler.exact_phrase(field, &form.words);
        let phrase = compiler.in_script(phrase, form.script);
        let provisions = compiler.searcher.search(phrase.as_ref(), &Count);
        let titled = compiler.titled(words)?;
        Ok(Known {
            provisions: provisions.map_err(failure)? as u64,
            terms,
            idf,
            title: compiler.title(form, titled.as_ref())?,
        })
    }

    /// Whether the provision matches a part of the query.
    fn matches(&self, query: &Query, at: DocAddress) -> Result<bool> {
        let compiler = self.compiler;
        let failure = |e| compiler.index.failure("searching", e);
        let scoring = EnableScoring::disabled_from_searcher(compiler.searcher);
        let weight = compiler.query(query)?.weight(scoring).map_err(failure)?;
        let reader = compiler.searcher.segment_reader(at.segment_ord);
        let mut scorer = weight.scorer(reader, 1.0).map_err(failure)?;
        let first = scorer.doc();
        Ok(first == at.doc_id || (first < at.doc_id && scorer.seek(at.doc_id) == at.doc_id))
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// Rounds the parts to three decimals, each on from where the sum before it stands; the engine adds
/// in single precision, so the last may take a thousandth more or less, of large scores a millionth of them.
fn add_up(parts: &mut [ScorePart], score: f64) {
    let (mut sum, mut told) = (0.0, 0.0);
    let mut values: Vec<&mut f64> = parts
        .iter_mut()
        .flat_map(|part| [&mut part.text, &mut part.title])
        .filter(|value| **value > 0.0)
        .collect();
    let last = values.len().saturating_sub(1);
    for (index, value) in values.iter_mut().enumerate() {
        sum += **value;
        let mut until = (sum * 1_000.0).round();
        let end = (score * 1_000.0).round();
        if index == last && (until - end).abs() <= 1.0 + end * 1e-6 {
            until = end;
        }
        **value = (until - told) / 1_000.0;
        told = until;
    }
}
