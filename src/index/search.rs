//! Searching: hits with their highlights, and counts of all that matched.

use super::collect::{MatchCollector, Order};
use super::compile::Compiler;
use super::folder::CorpusIndex;
use super::highlight::{self, Snippet};
use super::matching::Matcher;
use super::query::Query;
use super::schema::name;
use super::unit::Unit;
use super::verified::Trouble;
use crate::corpus::Filter;
use crate::document::Level;
use crate::error::{Error, ErrorKind, Result};
use crate::span::Span;
use crate::text::{CodePoints, Text};
use crate::time::{PartialDate, PlanPeriod};
use std::cmp::Reverse;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// The order of hits. Equals stand in order of document id, then of place in the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sort {
    /// Best match first (BM25 over provisions).
    #[default]
    Relevance,
    /// By date (of issue, else of publication), oldest first, undated last.
    Date,
    /// By date, newest first, undated last.
    Newest,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SearchResults {
    /// The number of provisions that match.
    pub total: u64,
    /// The first of them, in the order asked for.
    pub hits: Vec<Hit>,
    /// How all that match divide.
    pub facets: Facets,
}

/// A provision that matches, with what its document says of itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Hit {
    /// The document's id.
    pub doc: String,
    /// The document's title.
    pub title: Option<String>,
    /// The document's number, normalised.
    pub number: Option<String>,
    /// The issuing organs.
    pub issuers: Vec<String>,
    /// When the document was issued.
    pub issued: Option<PartialDate>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Its type.
    pub genre: Option<String>,
    /// The level of its issuer.
    pub level: Option<Level>,
    /// Where it holds.
    pub region: Option<String>,
    /// The codes of the provision, in order of their ids.
    pub codes: Vec<String>,
    /// The number of the provision in its document, from 0.
    pub provision: usize,
    /// The place of the provision in the outline.
    pub path: String,
    /// The place as a citation names it: 第三条第二款.
    pub address: String,
    /// Where its text begins in the document, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its text, in bytes of the document's original text.
    pub span: Span,
    /// Its own text, as the document has it, without what repairs took out.
    pub text: String,
    /// How well it matches, to three decimals; comparable within one search only.
    pub score: f64,
    /// The words that were searched for, in bytes of `text`: whole phrases, on grapheme borders,
    /// without overlap.
    pub highlights: Vec<Span>,
    /// The same in the document, in code points.
    pub places: Vec<(usize, usize)>,
    /// Its text with its view.
    pub(crate) part: Text,
}

impl Hit {
    /// A window of about `width` characters around the first highlight.
    #[must_use]
    pub fn snippet(&self, width: usize) -> Snippet {
        highlight::snippet(&self.text, &self.highlights, width)
    }
}

/// A value and how many matching provisions have it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// The value.
    pub value: String,
    /// The number of provisions.
    pub count: u64,
}

/// How the matching provisions divide, the most frequent value first, equals by value; years in
/// order of time. Provisions without a value count nowhere; one with two issuers or codes counts
/// for both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Facets {
    /// By level of government.
    pub level: Vec<Count>,
    /// By document type.
    pub genre: Vec<Count>,
    /// By region.
    pub region: Vec<Count>,
    /// By issuer.
    pub issuer: Vec<Count>,
    /// By year of the date.
    pub year: Vec<Count>,
    /// By five-year plan of the year.
    pub plan: Vec<Count>,
    /// By code.
    pub code: Vec<Count>,
}

impl CorpusIndex {
    /// The codes that its provisions carry, sorted.
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn codes(&self) -> Result<Vec<String>> {
        let all = self.search(&Query::All, &Filter::default(), 0, Sort::Relevance)?;
        let mut codes: Vec<String> = all.facets.code.into_iter().map(|c| c.value).collect();
        codes.sort();
        Ok(codes)
    }

    /// The provisions that match `query` among what passes `filter`: the first `limit` of them,
    /// and counts of all.
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn search(
        &self,
        query: &Query,
        filter: &Filter,
        limit: usize,
        sort: Sort,
    ) -> Result<SearchResults> {
        let searcher = self.reader.searcher();
        let compiler = Compiler {
            index: self,
            searcher: &searcher,
            trouble: Trouble::default(),
        };
        let compiled = compiler.compile(query, filter)?;
        let collector = MatchCollector {
            limit,
            order: match sort {
                Sort::Relevance => Order::Score,
                Sort::Date => Order::Oldest,
                Sort::Newest => Order::Newest,
            },
        };
        let fail = |e| self.failure("searching", e);
        let statistics = Statistics {
            index: self,
            searcher: &searcher,
        };
        let mut matches = searcher
            .search_with_statistics_provider(compiled.as_ref(), &collector, &statistics)
            .map_err(fail)?;
        if let Some(trouble) = compiler.trouble.get() {
            return Err(unreadable(trouble));
        }
        let marked: Vec<Matcher> = query
            .marked()
            .into_iter()
            .map(Matcher::of)
            .filter_map(Result::transpose)
            .collect::<Result<_>>()?;
        let mut hits = Vec::with_capacity(matches.best.len());
        for candidate in &matches.best {
            let unit = self.stored(&searcher, candidate.address)?;
            hits.push(hit(unit, candidate.score, &marked));
        }
        let mut counts = |field| {
            let counts = matches.counts.remove(field).unwrap_or_default();
            counts
                .into_iter()
                .map(|(value, count)| Count { value, count })
                .collect::<Vec<_>>()
        };
        let year = counts(name::YEAR);
        let mut ranked = |field| {
            let mut counts = counts(field);
            counts.sort_by_key(|c| Reverse(c.count));
            counts
        };
        let facets = Facets {
            plan: plans(&year),
            year,
            level: ranked(name::LEVEL),
            genre: ranked(name::GENRE),
            region: ranked(name::REGION),
            issuer: ranked(name::ISSUER),
            code: ranked(name::CODE),
        };
        Ok(SearchResults {
            total: matches.total,
            hits,
            facets,
        })
    }

    /// What is stored of a provision.
    pub(crate) fn stored(&self, searcher: &Searcher, at: DocAddress) -> Result<Unit> {
        let stored: TantivyDocument = searcher.doc(at).map_err(|e| self.failure("searching", e))?;
        let record = stored.get_first(self.fields.record);
        let json = record.and_then(|v| v.as_str()).unwrap_or_default();
        serde_json::from_str(json).map_err(|e| unreadable(&e.to_string()))
    }
}

/// The plans of these years, in order of time; years outside any plan are left out.
fn plans(years: &[Count]) -> Vec<Count> {
    let mut plans: Vec<Count> = Vec::new();
    for year in years {
        let plan = year.value.parse().ok().and_then(PlanPeriod::of_year);
        let Some(plan) = plan else { continue };
        match plans.last_mut().filter(|last| last.value == plan.name) {
            Some(last) => last.count += year.count,
            None => plans.push(Count {
                value: plan.name,
                count: year.count,
            }),
        }
    }
    plans
}

fn unreadable(why: &str) -> Error {
    Error::new(
        ErrorKind::Index,
        format!(
            "a stored provision cannot be read ({why}); {}",
            super::failure::REBUILD
        ),
    )
}

fn hit(unit: Unit, score: f64, marked: &[Matcher]) -> Hit {
    let part = unit.text();
    let reading = part.readable();
    let highlights = highlight::highlights(&part, &reading, marked);
    let points = CodePoints::new(part.original());
    let places = highlights
        .iter()
        .map(|h| points.span(reading.to_original(*h)))
        .map(|(start, end)| (unit.start + start, unit.start + end))
        .collect();
    let end = unit.start + points.offset(part.original().len());
    let text = reading.as_str().to_owned();
    Hit {
        highlights,
        places,
        end,
        issued: unit.issued(),
        published: unit.published(),
        level: unit.level.as_deref().and_then(Level::from_name),
        doc: unit.doc,
        title: unit.title,
        number: unit.number,
        issuers: unit.issuers,
        genre: unit.genre,
        region: unit.region,
        codes: unit.codes,
        provision: unit.ordinal,
        path: unit.path,
        address: unit.address,
        start: unit.start,
        span: Span::new(unit.byte, unit.byte + unit.text.len()),
        text,
        score,
        part,
    }
}

/// Term statistics of the provisions that are there. The engine's own go on counting replaced
/// ones until it happens to merge their files, so that scores would depend on history.
struct Statistics<'i> {
    index: &'i CorpusIndex,
    searcher: &'i Searcher,
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        // Other fields have no lengths and no say.
        if field != self.index.fields.text {
            return self.total_num_docs();
        }
        let generation = self.searcher.generation().generation_id();
        let known = *self.index.tokens.lock()?;
        if let Some((_, tokens)) = known.filter(|(of, _)| *of == generation) {
            return Ok(tokens);
        }
        let mut tokens = 0;
        for reader in self.searcher.segment_readers() {
            let norms = reader.get_fieldnorms_reader(field)?;
            tokens += reader
                .doc_ids_alive()
                .map(|id| u64::from(norms.fieldnorm(id)))
                .sum::<u64>();
        }
        *self.index.tokens.lock()? = Some((generation, tokens));
        Ok(tokens)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut count = 0;
        for reader in self.searcher.segment_readers() {
            let postings = reader.inverted_index(term.field())?;
            count += match reader.alive_bitset() {
                None => u64::from(postings.doc_freq(term)?),
                Some(alive) => postings
                    .read_postings(term, IndexRecordOption::Basic)?
                    .map_or(0, |found| u64::from(found.doc_freq_given_deletes(alive))),
            };
        }
        Ok(count)
    }
}
