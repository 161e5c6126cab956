//! Searching: the provisions that match, in order.

use super::collect::{Candidate, MatchCollector, Matches, Order};
use super::compile::Compiler;
use super::explain::Explainer;
use super::facets::Facets;
use super::failure::unreadable;
use super::folder::CorpusIndex;
use super::hit::{Hit, hit};
use super::matching::Matcher;
use super::query::Query;
use super::statistics::Statistics;
use super::unit::Kept;
use super::verified::Trouble;
use crate::corpus::{Facet, Filter};
use crate::error::Result;
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument};

/// The order of hits. Equals stand in order of document id, then of place in the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sort {
    /// Best match first: BM25 over provisions, and what titles are worth.
    #[default]
    Relevance,
    /// By date (of issue, else of publication), oldest first, undated last.
    Date,
    /// By date, newest first, undated last.
    Newest,
}

/// What a search is to give.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SearchOptions {
    /// The most hits; all that match are counted.
    pub limit: usize,
    /// Their order.
    pub sort: Sort,
    /// What all that match are counted by.
    pub facets: Vec<Facet>,
    /// What a title is worth that holds a word or phrase that is searched for: so many times how rare
    /// the word is (its idf) is added to the score of each provision of the document that holds the
    /// word itself. A provision of mean length that holds the word once has one time its idf from its
    /// own text, and never more than 2.2 times. 0 leaves titles out. What is found, and how much, does
    /// not depend on it.
    pub title_weight: f64,
    /// Whether each hit comes with the reasons of its score.
    pub explain: bool,
}

impl SearchOptions {
    /// What a title is worth where nothing else is said: half of what a word in the text is.
    pub const TITLE_WEIGHT: f64 = 0.5;

    /// The same with at most so many hits.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }

    /// The same in this order.
    #[must_use]
    pub fn sort(mut self, sort: Sort) -> Self {
        self.sort = sort;
        self
    }

    /// The same, counted by these.
    #[must_use]
    pub fn facets(mut self, facets: &[Facet]) -> Self {
        self.facets = facets.to_vec();
        self
    }

    /// The same with titles of this worth.
    #[must_use]
    pub fn title_weight(mut self, weight: f64) -> Self {
        self.title_weight = weight;
        self
    }

    /// The same with reasons.
    #[must_use]
    pub fn explain(mut self) -> Self {
        self.explain = true;
        self
    }
}

impl Default for SearchOptions {
    /// The best twenty, without counts and reasons.
    fn default() -> Self {
        Self {
            limit: 20,
            sort: Sort::Relevance,
            facets: Vec::new(),
            title_weight: Self::TITLE_WEIGHT,
            explain: false,
        }
    }
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

impl CorpusIndex {
    /// The codes that its provisions carry, sorted.
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn codes(&self) -> Result<Vec<String>> {
        let none = Filter::default();
        let counted = SearchOptions::default().limit(0).facets(&[Facet::Code]);
        let all = self.search_with(&Query::All, &none, &counted)?;
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
        let options = SearchOptions::default().limit(limit).sort(sort);
        self.search_with(query, filter, &options)
    }

    /// The same with all that a search can give.
    ///
    /// ```
    /// use zhengce::corpus::Filter;
    /// use zhengce::index::{CorpusIndex, Facet, Query, SearchOptions};
    /// let index = CorpusIndex::in_memory(&zhengce::segment::Segmenter::builtin())?;
    /// let mut writer = index.writer()?;
    /// for entry in zhengce::Corpus::builtin()?.entries() {
    ///     writer.add(entry)?;
    /// }
    /// writer.commit()?;
    /// let options = SearchOptions::default().limit(1).facets(&[Facet::Plan]).explain();
    /// let found = index.search_with(&Query::phrase("教师流动"), &Filter::default(), &options)?;
    /// assert!(found.facets.of(Facet::Plan).iter().any(|plan| plan.value == "十二五"));
    /// let best = &found.hits[0];
    /// let why = best.explanation.as_ref().unwrap();
    /// let sum: f64 = why.parts.iter().map(|part| part.text + part.title).sum();
    /// assert!((sum - best.score).abs() < 1e-9);
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`search`](Self::search).
    pub fn search_with(
        &self,
        query: &Query,
        filter: &Filter,
        options: &SearchOptions,
    ) -> Result<SearchResults> {
        let searcher = self.reader.searcher();
        let matches = self.matches(&searcher, query, filter, options, options.limit)?;
        Ok(SearchResults {
            total: matches.total,
            hits: self.hits(&searcher, query, options, &matches.best)?,
            facets: Facets::counted(matches.tally),
        })
    }

    /// The first `limit` that match.
    pub(super) fn matches(
        &self,
        searcher: &Searcher,
        query: &Query,
        filter: &Filter,
        options: &SearchOptions,
        limit: usize,
    ) -> Result<Matches> {
        let compiler = self.compiler(searcher, options.title_weight);
        let compiled = compiler.compile(query, filter)?;
        let collector = MatchCollector {
            columns: self.columns(searcher)?,
            limit,
            order: match options.sort {
                Sort::Relevance => Order::Score,
                Sort::Date => Order::Oldest,
                Sort::Newest => Order::Newest,
            },
            facets: options.facets.clone(),
        };
        let statistics = Statistics {
            index: self,
            searcher,
        };
        let matches = searcher
            .search_with_statistics_provider(compiled.as_ref(), &collector, &statistics)
            .map_err(|e| self.failure("searching", e))?;
        match compiler.trouble.get() {
            Some(trouble) => Err(unreadable(trouble)),
            None => Ok(matches),
        }
    }

    pub(super) fn compiler<'i>(
        &'i self,
        searcher: &'i Searcher,
        title_weight: f64,
    ) -> Compiler<'i> {
        Compiler {
            index: self,
            searcher,
            title_weight,
            trouble: Trouble::default(),
        }
    }

    /// The hits of these candidates.
    pub(super) fn hits<'c>(
        &self,
        searcher: &Searcher,
        query: &Query,
        options: &SearchOptions,
        candidates: impl IntoIterator<Item = &'c Candidate>,
    ) -> Result<Vec<Hit>> {
        let marked: Vec<Matcher> = query
            .marked()
            .into_iter()
            .map(Matcher::of)
            .filter_map(Result::transpose)
            .collect::<Result<_>>()?;
        let compiler = self.compiler(searcher, options.title_weight);
        let mut explainer = options.explain.then(|| Explainer::new(&compiler));
        let mut hits = Vec::new();
        for candidate in candidates {
            let kept = self.kept(searcher, candidate.address)?;
            let facts = candidate.facts(&kept)?;
            let mut hit = hit(facts, kept, candidate, &marked);
            if let Some(explainer) = &mut explainer {
                let why = explainer.explain(query, candidate.address, &hit.part, hit.score)?;
                hit.explanation = Some(why);
            }
            hits.push(hit);
        }
        Ok(hits)
    }

    /// What is stored of a provision.
    pub(super) fn kept(&self, searcher: &Searcher, at: DocAddress) -> Result<Kept> {
        let stored: TantivyDocument = searcher.doc(at).map_err(|e| self.failure("searching", e))?;
        let record = stored.get_first(self.fields.record);
        let line = record.and_then(|v| v.as_str()).unwrap_or_default();
        Kept::read(line).map_err(|e| unreadable(&e.to_string()))
    }
}
