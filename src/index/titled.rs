//! A query of the engine that scores more in documents of certain titles.
//!
//! Titles are indexed with the first provision of a document only, and its other provisions may lie
//! in any file of the index. So documents are numbered, and what a title holds is a set of numbers.

use super::columns::Columns;
use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, SeekDangerResult, SegmentOrdinal, SegmentReader};

/// The documents of a state of the index, numbered.
pub(crate) struct Numbers {
    segments: Vec<SegmentNumbers>,
}

struct SegmentNumbers {
    columns: Columns,
    /// The number of a document by that of its line in the column of this segment.
    by_line: Vec<u32>,
}

impl Numbers {
    pub(crate) fn of(columns: &[Columns]) -> tantivy::Result<Self> {
        // By the hash of its line: of all that anybody will index, no two are alike.
        let mut known: HashMap<u64, u32> = HashMap::new();
        let mut segments = Vec::new();
        for columns in columns {
            let mut by_line = Vec::new();
            if let Some(facts) = &columns.facts {
                let all: Vec<u64> = (0..facts.num_terms() as u64).collect();
                facts.dictionary().sorted_ords_to_term_cb(&all, |line| {
                    let mut hash = DefaultHasher::new();
                    line.hash(&mut hash);
                    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                    by_line.push(*known.entry(hash.finish()).or_insert(next));
                })?;
            }
            segments.push(SegmentNumbers {
                columns: columns.clone(),
                by_line,
            });
        }
        Ok(Self { segments })
    }

    /// The documents that these provisions belong to.
    pub(crate) fn set(&self, provisions: &[DocAddress]) -> Set {
        let mut set = Set::default();
        for at in provisions {
            if let Some(number) = self.number(at.segment_ord as usize, at.doc_id) {
                set.add(number);
            }
        }
        set
    }

    fn segment(&self, id: SegmentId) -> Option<usize> {
        self.segments
            .iter()
            .position(|segment| segment.columns.segment == id)
    }

    /// The number of the document of a provision.
    fn number(&self, segment: usize, id: DocId) -> Option<u32> {
        let segment = self.segments.get(segment)?;
        let line = segment.columns.facts.as_ref()?.ords().first(id)?;
        segment.by_line.get(usize::try_from(line).ok()?).copied()
    }
}

/// Numbers of documents, a bit each.
#[derive(Clone, Default)]
pub(crate) struct Set(Vec<u64>);

impl Set {
    fn add(&mut self, number: u32) {
        let at = number as usize / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (number % 64);
    }

    fn holds(&self, number: u32) -> bool {
        let word = self.0.get(number as usize / 64);
        word.is_some_and(|word| word & (1 << (number % 64)) != 0)
    }
}

/// Collects where provisions lie.
pub(crate) struct Places;

impl Collector for Places {
    type Fruit = Vec<DocAddress>;
    type Child = SegmentPlaces;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentPlaces> {
        let found = Vec::new();
        Ok(SegmentPlaces { segment, found })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<Vec<DocAddress>>) -> tantivy::Result<Vec<DocAddress>> {
        Ok(found.concat())
    }
}

pub(crate) struct SegmentPlaces {
    segment: SegmentOrdinal,
    found: Vec<DocAddress>,
}

impl SegmentCollector for SegmentPlaces {
    type Fruit = Vec<DocAddress>;

    fn collect(&mut self, id: DocId, _: Score) {
        self.found.push(DocAddress::new(self.segment, id));
    }

    fn harvest(self) -> Vec<DocAddress> {
        self.found
    }
}

/// The documents whose title holds what a phrase asks for, and what that is worth.
#[derive(Clone)]
pub(crate) struct Title {
    pub(crate) numbers: Arc<Numbers>,
    pub(crate) set: Arc<Set>,
    pub(crate) worth: Score,
}

impl Title {
    /// What the title adds to the score of a provision in this segment.
    pub(crate) fn adds(&self, segment: usize, id: DocId) -> Score {
        match self.numbers.number(segment, id) {
            Some(number) if self.set.holds(number) => self.worth,
            _ => 0.0,
        }
    }
}

/// What `inner` finds, with the title's part added to each score.
#[derive(Clone)]
pub(crate) struct Titled {
    inner: Arc<dyn Query>,
    title: Title,
}

impl Titled {
    pub(crate) fn new(inner: Box<dyn Query>, title: Title) -> Self {
        Self {
            inner: Arc::from(inner),
            title,
        }
    }
}

impl fmt::Debug for Titled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Titled")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

impl Query for Titled {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let inner = self.inner.weight(scoring)?;
        if !scoring.is_scoring_enabled() {
            return Ok(inner);
        }
        Ok(Box::new(TitledWeight {
            inner,
            title: self.title.clone(),
        }))
    }
}

struct TitledWeight {
    inner: Box<dyn Weight>,
    title: Title,
}

impl Weight for TitledWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let inner = self.inner.scorer(reader, boost)?;
        let Some(segment) = self.title.numbers.segment(reader.segment_id()) else {
            return Ok(inner);
        };
        Ok(Box::new(TitledScorer {
            inner,
            segment,
            title: self.title.clone(),
            boost,
        }))
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.inner.count(reader)
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.inner.explain(reader, doc)
    }
}

struct TitledScorer {
    inner: Box<dyn Scorer>,
    segment: usize,
    title: Title,
    boost: Score,
}

impl DocSet for TitledScorer {
    fn advance(&mut self) -> DocId {
        self.inner.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.inner.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.inner.seek_danger(target)
    }

    fn doc(&self) -> DocId {
        self.inner.doc()
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }

    fn cost(&self) -> u64 {
        self.inner.cost()
    }
}

impl Scorer for TitledScorer {
    fn score(&mut self) -> Score {
        let title = self.title.adds(self.segment, self.inner.doc());
        self.inner.score() + title * self.boost
    }
}
