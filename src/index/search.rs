//! Searching: hits with their highlights.

use super::collect::{Candidate, MatchCollector, Order};
use super::compile::Compiler;
use super::facets::{Facet, Facets};
use super::facts::Facts;
use super::failure::unreadable;
use super::folder::CorpusIndex;
use super::highlight::{self, Snippet};
use super::matching::Matcher;
use super::query::Query;
use super::unit::Kept;
use super::verified::Trouble;
use crate::corpus::Filter;
use crate::document::Level;
use crate::error::Result;
use crate::span::Span;
use crate::text::{CodePoints, Text};
use crate::time::PartialDate;
use tantivy::query::{Bm25StatisticsProvider, TermQuery};
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
    /// How all that match divide, by what was asked for.
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

impl CorpusIndex {
    /// The codes that its provisions carry, sorted.
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn codes(&self) -> Result<Vec<String>> {
        let none = Filter::default();
        let all = self.search_counting(&Query::All, &none, 0, Sort::Date, &[Facet::Code])?;
        let codes = all.facets.of(Facet::Code).iter();
        let mut codes: Vec<String> = codes.map(|c| c.value.clone()).collect();
        codes.sort();
        Ok(codes)
    }

    /// The provisions that match `query` among what passes `filter`: the first `limit` of them,
    /// and how many there are.
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
        self.search_counting(query, filter, limit, sort, &[])
    }

    /// The same, and how all that match divide by each of `facets`.
    ///
    /// ```
    /// use zhengce::corpus::Filter;
    /// use zhengce::index::{CorpusIndex, Facet, Query, Sort};
    /// let index = CorpusIndex::in_memory(&zhengce::segment::Segmenter::builtin())?;
    /// let mut writer = index.writer()?;
    /// for entry in zhengce::Corpus::builtin()?.entries() {
    ///     writer.add(entry)?;
    /// }
    /// writer.commit()?;
    /// let query = Query::phrase("教师流动");
    /// let found =
    ///     index.search_counting(&query, &Filter::default(), 0, Sort::Date, &[Facet::Plan])?;
    /// assert!(found.facets.of(Facet::Plan).iter().any(|plan| plan.value == "十二五"));
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn search_counting(
        &self,
        query: &Query,
        filter: &Filter,
        limit: usize,
        sort: Sort,
        facets: &[Facet],
    ) -> Result<SearchResults> {
        let searcher = self.reader.searcher();
        let compiler = Compiler {
            index: self,
            searcher: &searcher,
            trouble: Trouble::default(),
        };
        let compiled = compiler.compile(query, filter)?;
        let collector = MatchCollector {
            columns: self.columns(&searcher)?,
            limit,
            order: match sort {
                Sort::Relevance => Order::Score,
                Sort::Date => Order::Oldest,
                Sort::Newest => Order::Newest,
            },
            documents: facets.iter().any(|f| *f != Facet::Code),
            codes: facets.contains(&Facet::Code),
            counted_at_once: compiled.is::<TermQuery>(),
        };
        let statistics = Statistics {
            index: self,
            searcher: &searcher,
        };
        let matches = searcher
            .search_with_statistics_provider(compiled.as_ref(), &collector, &statistics)
            .map_err(|e| self.failure("searching", e))?;
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
            let kept = self.kept(&searcher, candidate.address)?;
            let facts = match kept.facts.as_deref() {
                Some(long) => Facts::read(long),
                None => candidate.line.facts().cloned(),
            };
            let facts = facts.map_err(|e| unreadable(&e.to_string()))?;
            hits.push(hit(facts, kept, candidate, &marked));
        }
        Ok(SearchResults {
            total: matches.total,
            hits,
            facets: Facets::counted(facets, &matches.documents, matches.codes)?,
        })
    }

    /// What is stored of a provision.
    fn kept(&self, searcher: &Searcher, at: DocAddress) -> Result<Kept> {
        let stored: TantivyDocument = searcher.doc(at).map_err(|e| self.failure("searching", e))?;
        let record = stored.get_first(self.fields.record);
        let line = record.and_then(|v| v.as_str()).unwrap_or_default();
        Kept::read(line).map_err(|e| unreadable(&e.to_string()))
    }
}

fn hit(facts: Facts, kept: Kept, candidate: &Candidate, marked: &[Matcher]) -> Hit {
    let part = kept.text();
    let reading = part.readable();
    let highlights = highlight::highlights(&part, &reading, marked);
    let points = CodePoints::new(part.original());
    let places = highlights
        .iter()
        .map(|h| points.span(reading.to_original(*h)))
        .map(|(start, end)| (kept.start + start, kept.start + end))
        .collect();
    let end = kept.start + points.offset(part.original().len());
    let text = reading.as_str().to_owned();
    Hit {
        highlights,
        places,
        end,
        issued: facts.issued(),
        published: facts.published(),
        level: facts.level.as_deref().and_then(Level::from_name),
        doc: facts.doc,
        title: facts.title,
        number: facts.number,
        issuers: facts.issuers,
        genre: facts.genre,
        region: facts.region,
        codes: kept.codes,
        provision: usize::try_from(candidate.ordinal).unwrap_or(usize::MAX),
        path: kept.path,
        address: kept.address,
        start: kept.start,
        span: Span::new(kept.byte, kept.byte + kept.text.len()),
        text,
        score: candidate.score,
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
