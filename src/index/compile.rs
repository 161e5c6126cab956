//! From [`Query`] and [`Filter`] to queries of the engine.

use super::columns::{Columns, Line};
use super::dated::{DatedWithin, Which};
use super::excluded::Excluded;
use super::facts;
use super::failure::unreadable;
use super::folder::CorpusIndex;
use super::lattice::{Form, cover, folded, forms_of, held_words, words_of};
use super::matching::Matcher;
use super::names;
use super::query::{Field, Query};
use super::schema::key;
use super::statistics::Statistics;
use super::titled::{Places, Set, Title, Titled};
use super::unit::day_number;
use super::verified::{Trouble, Verified};
use crate::corpus::{Filter, Jurisdictions};
use crate::document::{DocNumber, HOME};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Script, Text};
use crate::time::PartialDate;
use std::collections::BTreeSet;
use std::sync::Arc;
use tantivy::collector::DocSetCollector;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, Occur, PhraseQuery, Query as Engine,
    RegexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{self, IndexRecordOption};
use tantivy::{DocAddress, InvertedIndexReader, Score, Searcher, Term};

pub(crate) type Compiled = Box<dyn Engine>;
type Clauses = Vec<(Occur, Compiled)>;

/// The longest phrase, in bytes, whose parts are all looked up rather than the dictionary read.
const LONGEST_LOOKED_UP: usize = 100;

/// Builds engine queries for one state of an index.
pub(crate) struct Compiler<'i> {
    pub(crate) index: &'i CorpusIndex,
    pub(crate) searcher: &'i Searcher,
    /// What a title is worth that holds the words, see
    /// [`SearchOptions::title_weight`](super::SearchOptions::title_weight).
    pub(crate) title_weight: f64,
    pub(crate) trouble: Trouble,
}

impl Compiler<'_> {
    /// The engine's query for `query` among what passes `filter`. Only phrases of the text score.
    pub(crate) fn compile(&self, query: &Query, filter: &Filter) -> Result<Compiled> {
        if let Some(words) = query.alike() {
            return Err(without_families(words));
        }
        let clauses = self.filter(filter)?;
        if clauses.is_empty() {
            return self.query(query);
        }
        // Together, so that what has to be asked of the text is asked of what passes.
        match query {
            Query::And(parts) => self.all_of(clauses, parts),
            other => self.all_of(clauses, std::slice::from_ref(other)),
        }
    }

    pub(crate) fn query(&self, query: &Query) -> Result<Compiled> {
        let fields = &self.index.fields;
        Ok(match query {
            Query::All => all(),
            Query::Phrase(text) => self.ranked(text)?,
            Query::Wildcard(_) | Query::Regex(_) | Query::Near(..) => {
                self.all_of(Vec::new(), std::slice::from_ref(query))?
            }
            Query::Cites(name) => silent(self.any_term(fields.cites, self.cited(name)?)),
            Query::Alike(words) => return Err(without_families(words)),
            Query::InForce(day) => {
                return Err(Error::new(
                    ErrorKind::Query,
                    format!(
                        "in-force:{day} needs the documents themselves, of which the lives are read; give them beside the index"
                    ),
                ));
            }
            Query::Documents(ids) => {
                silent(self.any_term(fields.key, ids.iter().map(|id| key(id)).collect()))
            }
            Query::Field(field, value) => silent(self.field(*field, value)?),
            Query::Level(level) => silent(self.exact(fields.level, level.as_str())),
            Query::Dated(from, to) => self.between(|c| &c.dated, *from, *to)?,
            Query::Issued(from, to) => self.between(|c| &c.issued, *from, *to)?,
            Query::Published(from, to) => self.between(|c| &c.published, *from, *to)?,
            Query::And(parts) => self.all_of(Vec::new(), parts)?,
            Query::Or(parts) if parts.is_empty() => Box::new(EmptyQuery),
            Query::Or(parts) => {
                let parts = parts
                    .iter()
                    .map(|part| Ok((Occur::Should, self.query(part)?)));
                Box::new(BooleanQuery::new(parts.collect::<Result<_>>()?))
            }
            Query::Not(part) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, all()),
                (Occur::MustNot, self.excluded(part)?),
            ])),
        })
    }

    /// What meets `clauses` and all `parts`. What the engine cannot tell is asked last.
    fn all_of(&self, mut clauses: Clauses, parts: &[Query]) -> Result<Compiled> {
        let mut checks = Vec::new();
        for part in parts {
            clauses.push(match part {
                Query::Not(part) => (Occur::MustNot, self.excluded(part)?),
                Query::Wildcard(_) | Query::Regex(_) | Query::Near(..) => {
                    checks.extend(Matcher::of(part)?);
                    (Occur::Must, self.needed(part)?)
                }
                part => (Occur::Must, self.query(part)?),
            });
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, all()));
        }
        let found = Box::new(BooleanQuery::new(clauses));
        if checks.is_empty() {
            return Ok(found);
        }
        let record = self.index.fields.record;
        Ok(Box::new(Verified::new(
            found,
            checks,
            record,
            &self.trouble,
        )))
    }

    /// What the engine can tell of a text that holds this part: the phrases that it must contain.
    fn needed(&self, part: &Query) -> Result<Compiled> {
        let together = |parts: Vec<Compiled>| -> Compiled {
            if parts.is_empty() {
                all()
            } else {
                Box::new(BooleanQuery::intersection(parts))
            }
        };
        Ok(match part {
            Query::Phrase(words) => self.ranked(words)?,
            Query::Wildcard(words) => {
                let pieces = Self::pieces(words);
                let each = pieces.iter().map(|piece| self.ranked(piece));
                together(each.collect::<Result<_>>()?)
            }
            Query::Near(parts, _) => {
                let parts = parts.iter().map(|part| self.needed(part));
                together(parts.collect::<Result<_>>()?)
            }
            Query::Or(parts) => {
                let parts: Result<Vec<Compiled>> = parts.iter().map(|p| self.needed(p)).collect();
                Box::new(BooleanQuery::union(parts?))
            }
            Query::Regex(_) => all(),
            _ => Box::new(EmptyQuery),
        })
    }

    /// What stands between the wildcards.
    pub(crate) fn pieces(words: &str) -> Vec<String> {
        let view = Text::new(words).view().to_owned();
        let pieces = view.split(['*', '?']).filter(|piece| !piece.is_empty());
        pieces.map(str::to_owned).collect()
    }

    fn excluded(&self, query: &Query) -> Result<Compiled> {
        // What is excluded has no score.
        let silent = Self {
            title_weight: 0.0,
            trouble: Arc::clone(&self.trouble),
            ..*self
        };
        Ok(Box::new(Excluded(silent.query(query)?)))
    }

    fn filter(&self, filter: &Filter) -> Result<Clauses> {
        let fields = &self.index.fields;
        let mut clauses = Vec::new();
        let mut any = |queries: Vec<Compiled>| {
            if !queries.is_empty() {
                let any = Box::new(BooleanQuery::union(queries));
                clauses.push((Occur::Must, silent(any)));
            }
        };
        let each = |values: &[String], field: Field| -> Result<Vec<Compiled>> {
            values.iter().map(|v| self.field(field, v)).collect()
        };
        any(each(&filter.issuers, Field::Issuer)?);
        any(each(&filter.regions, Field::Region)?);
        any(filter
            .levels
            .iter()
            .map(|l| self.exact(fields.level, l.as_str()))
            .collect());
        any(each(&filter.genres, Field::Genre)?);
        any(each(&filter.codes, Field::Code)?);
        any(each(&filter.documents, Field::Doc)?);
        match &filter.jurisdictions {
            Jurisdictions::China if filter.names_foreign() || self.is_all_from_home()? => {}
            Jurisdictions::China => any(vec![self.exact(fields.jurisdiction, HOME)]),
            Jurisdictions::Of(countries) => any(countries
                .iter()
                .map(|country| self.exact(fields.jurisdiction, country))
                .collect()),
            Jurisdictions::All => {}
        }
        if filter.from.is_some() || filter.to.is_some() {
            clauses.push((
                Occur::Must,
                self.between(|c| &c.dated, filter.from, filter.to)?,
            ));
        }
        Ok(clauses)
    }

    /// Whether the index holds no foreign document, so that nothing need be kept out.
    fn is_all_from_home(&self) -> Result<bool> {
        let field = self.index.fields.jurisdiction;
        let home = Term::from_field_text(field, HOME);
        for reader in self.searcher.segment_readers() {
            let held = reader.inverted_index(field);
            let held = held.and_then(|index| Ok(index.doc_freq(&home)?));
            let held = held.map_err(|e| self.index.failure("searching", e))?;
            if held != reader.max_doc() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn field(&self, field: Field, value: &str) -> Result<Compiled> {
        let fields = &self.index.fields;
        Ok(match field {
            Field::Title => self.of_documents(fields.title, value)?,
            // A whole number is found however it is written; a part of one as it stands.
            Field::Number => match DocNumber::parse(Text::new(value).view()) {
                Some(number) => self.of_documents(fields.number, &number.to_string())?,
                None => self.of_documents(fields.number, value)?,
            },
            Field::Issuer => self.of_documents(fields.issuer, value)?,
            Field::Region => self.of_documents(fields.region, value)?,
            // A type has few values: those that end so are looked up among them.
            Field::Genre => {
                RegexQuery::from_pattern(&format!(".*{}", regex::escape(value)), fields.genre)
                    .map_or_else(|_| Box::new(EmptyQuery) as Compiled, |q| Box::new(q))
            }
            Field::Code => self.exact(fields.code, value),
            Field::Doc => self.exact(fields.key, &key(value)),
        })
    }

    /// The provisions of the documents that contain these characters in a field that is indexed
    /// once a document.
    fn of_documents(&self, field: schema::Field, value: &str) -> Result<Compiled> {
        if folded(&Text::new(value)).is_empty() {
            return Ok(all());
        }
        let mut keys = BTreeSet::new();
        for line in self.documents(self.phrase(field, value).as_ref())? {
            keys.insert(facts::key_of(&line.text));
        }
        Ok(self.any_term(self.index.fields.key, keys))
    }

    /// The documents of the provisions that match, as lines of facts.
    fn documents(&self, query: &dyn Engine) -> Result<Vec<Arc<Line>>> {
        let failure = |e| self.index.failure("searching", e);
        let found = self.searcher.search(query, &DocSetCollector);
        let found: BTreeSet<DocAddress> = found.map_err(failure)?.into_iter().collect();
        let columns = self.index.columns(self.searcher)?;
        let mut lines = Vec::with_capacity(found.len());
        for at in found {
            let columns = Columns::of_segment(&columns, at.segment_ord).map_err(failure)?;
            let facts = columns.facts.as_ref();
            if let Some(ord) = facts.and_then(|facts| facts.ords().first(at.doc_id)) {
                lines.push(columns.line(ord).map_err(failure)?);
            }
        }
        Ok(lines)
    }

    /// The terms by which texts call the document that `words` name: those of the words, and the
    /// names of the documents here that the words mean.
    fn cited(&self, words: &str) -> Result<BTreeSet<String>> {
        let fields = &self.index.fields;
        let mut terms = names::of_query(words);
        let held = self.any_term(fields.own, terms.clone());
        for line in self.documents(held.as_ref())? {
            let facts = line.facts().map_err(|e| unreadable(&e.to_string()))?;
            terms.extend(facts.number_raw.iter().flat_map(|n| names::of_query(n)));
            terms.extend(facts.title.iter().flat_map(|t| names::of_title(t)));
        }
        Ok(terms)
    }

    fn any_term(&self, field: schema::Field, terms: BTreeSet<String>) -> Compiled {
        let mut terms = terms.iter().map(|term| Term::from_field_text(field, term));
        match (terms.next(), terms.len()) {
            (None, _) => Box::new(EmptyQuery),
            (Some(one), 0) => Box::new(TermQuery::new(one, IndexRecordOption::Basic)),
            (Some(first), _) => Box::new(TermSetQuery::new(std::iter::once(first).chain(terms))),
        }
    }

    fn exact(&self, field: schema::Field, value: &str) -> Compiled {
        Box::new(TermQuery::new(
            Term::from_field_text(field, value),
            IndexRecordOption::Basic,
        ))
    }

    /// Exactly these characters in the text, or their form in the script of the view: what is
    /// ranked by.
    fn ranked(&self, text: &str) -> Result<Compiled> {
        let titled = self.titled(text)?;
        let each = forms_of(text).into_iter().map(|form| {
            let found = self.exact_phrase(self.index.fields.text, &form.words);
            let found: Compiled = match self.title(&form, titled.as_ref())? {
                Some(title) => Box::new(Titled::new(found, title)),
                None => found,
            };
            Ok(self.in_script(found, form.script))
        });
        Ok(either(each.collect::<Result<_>>()?))
    }

    /// The documents whose title holds these characters, where titles have a say.
    pub(crate) fn titled(&self, text: &str) -> Result<Option<Arc<Set>>> {
        // A title that holds a mark says nothing of its subject.
        let is_worth = self.title_weight > 0.0 && self.title_weight.is_finite();
        if !is_worth || !text.chars().any(char::is_alphanumeric) {
            return Ok(None);
        }
        let title = self.phrase(self.index.fields.title, text);
        let found = self.searcher.search(title.as_ref(), &Places);
        let found = found.map_err(|e| self.index.failure("searching", e))?;
        if found.is_empty() {
            return Ok(None);
        }
        let set = self.index.numbers(self.searcher)?.set(&found);
        Ok(Some(Arc::new(set)))
    }

    /// What a title that is one of `titled` adds to a provision that holds `form`.
    pub(crate) fn title(&self, form: &Form, titled: Option<&Arc<Set>>) -> Result<Option<Title>> {
        let Some(set) = titled else { return Ok(None) };
        let statistics = Statistics {
            index: self.index,
            searcher: self.searcher,
        };
        let mut idf = 0.0;
        for (_, term) in self.terms(self.index.fields.text, &form.words) {
            let of_term = statistics.idf(&term);
            idf += of_term.map_err(|e| self.index.failure("searching", e))?;
        }
        Ok(Some(Title {
            numbers: self.index.numbers(self.searcher)?,
            set: Arc::clone(set),
            worth: (self.title_weight * idf) as Score,
        }))
    }

    /// Exactly these characters in `field`, or their form in the script of the view.
    fn phrase(&self, field: schema::Field, text: &str) -> Compiled {
        let each = forms_of(text).into_iter().map(|form| {
            let found = self.exact_phrase(field, &form.words);
            self.in_script(found, form.script)
        });
        either(each.collect())
    }

    pub(crate) fn in_script(&self, found: Compiled, script: Option<Script>) -> Compiled {
        let Some(script) = script else { return found };
        let own = self.exact(self.index.fields.script, script.as_str());
        Box::new(BooleanQuery::intersection(vec![found, silent(own)]))
    }

    /// The terms that together are these folded characters, with their places.
    pub(crate) fn terms(&self, field: schema::Field, phrase: &str) -> Vec<(usize, Term)> {
        let words = self.words(field, phrase);
        cover(phrase, words)
            .into_iter()
            .map(|(at, token)| (at, Term::from_field_text(field, token)))
            .collect()
    }

    /// Exactly these characters, folded, in `field`.
    pub(crate) fn exact_phrase(&self, field: schema::Field, phrase: &str) -> Compiled {
        let mut terms = self.terms(field, phrase);
        match terms.len() {
            // Every text contains the empty string.
            0 => all(),
            1 => Box::new(TermQuery::new(
                terms.remove(0).1,
                IndexRecordOption::WithFreqs,
            )),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        }
    }

    /// The words of a phrase, as ranges of characters: those of the dictionary, or where that was not
    /// read and the phrase is short those that the index holds. A phrase that some text holds has
    /// the same either way.
    fn words(&self, field: schema::Field, phrase: &str) -> Vec<(usize, usize)> {
        let segmenter = &self.index.segmenter;
        if segmenter.is_read() || phrase.len() > LONGEST_LOOKED_UP {
            return words_of(segmenter, phrase);
        }
        let readers = self.searcher.segment_readers().iter();
        let held: tantivy::Result<Vec<_>> = readers.map(|r| r.inverted_index(field)).collect();
        // What cannot be read is told when it is searched.
        let held = held.unwrap_or_default();
        held_words(phrase, |word| {
            let has = |index: &Arc<InvertedIndexReader>| index.terms().term_ord(word);
            held.iter().any(|index| matches!(has(index), Ok(Some(_))))
        })
    }

    /// The days of the document touch the days `from` to `to`.
    fn between(
        &self,
        which: Which,
        from: Option<PartialDate>,
        to: Option<PartialDate>,
    ) -> Result<Compiled> {
        Ok(silent(Box::new(DatedWithin {
            columns: self.index.columns(self.searcher)?,
            which,
            from: from.and_then(PartialDate::first_day).map_or(0, day_number),
            end: to.and_then(PartialDate::until).map(day_number),
        })))
    }
}

/// What meets one of these.
fn either(mut parts: Vec<Compiled>) -> Compiled {
    match parts.len() {
        1 => parts.remove(0),
        _ => Box::new(BooleanQuery::union(parts)),
    }
}

fn without_families(words: &str) -> Error {
    Error::new(
        ErrorKind::Query,
        format!("~{words} asks for a family of terms; add the families first"),
    )
}

/// Matches without a say in the ranking.
fn silent(query: Compiled) -> Compiled {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

fn all() -> Compiled {
    silent(Box::new(AllQuery))
}
