//! A query of the engine whose matches are asked once more, of their texts.

use super::matching::Matcher;
use super::unit::Kept;
use std::fmt;
use std::sync::{Arc, OnceLock};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED, TantivyDocument};

/// Blocks of stored texts that are kept unpacked; matches come in order, so few are needed.
const BLOCKS: usize = 2;

/// What could not be read while searching: a set of matches has no other way to say so.
pub(crate) type Trouble = Arc<OnceLock<String>>;

/// What `inner` finds, where all `checks` hold in the text.
#[derive(Clone)]
pub(crate) struct Verified {
    inner: Arc<dyn Query>,
    checks: Arc<Vec<Matcher>>,
    record: Field,
    trouble: Trouble,
}

impl Verified {
    pub(crate) fn new(
        inner: Box<dyn Query>,
        checks: Vec<Matcher>,
        record: Field,
        trouble: &Trouble,
    ) -> Self {
        Self {
            inner: Arc::from(inner),
            checks: Arc::new(checks),
            record,
            trouble: Arc::clone(trouble),
        }
    }
}

impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("inner", &self.inner)
            .field("checks", &self.checks)
            .finish_non_exhaustive()
    }
}

impl Query for Verified {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(VerifiedWeight {
            inner: self.inner.weight(scoring)?,
            query: self.clone(),
        }))
    }
}

struct VerifiedWeight {
    inner: Box<dyn Weight>,
    query: Verified,
}

impl Weight for VerifiedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut scorer = VerifiedScorer {
            inner: self.inner.scorer(reader, boost)?,
            store: reader.get_store_reader(BLOCKS)?,
            query: self.query.clone(),
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.inner.explain(reader, doc)
    }
}

struct VerifiedScorer {
    inner: Box<dyn Scorer>,
    store: StoreReader,
    query: Verified,
}

impl VerifiedScorer {
    /// Whether the text of `doc` holds what is asked.
    fn holds(&self, doc: DocId) -> bool {
        let kept = self
            .store
            .get::<TantivyDocument>(doc)
            .map_err(|e| e.to_string());
        let kept = kept.and_then(|stored| {
            let record = stored.get_first(self.query.record);
            let json = record.and_then(|v| v.as_str()).unwrap_or_default();
            Kept::read(json).map_err(|e| e.to_string())
        });
        match kept {
            Ok(kept) => {
                let text = kept.text();
                let view = super::lattice::folded(&text);
                let mut checks = self.query.checks.iter();
                checks.all(|check| check.holds(&view, text.script()))
            }
            Err(error) => {
                // Only the first is told.
                let _ = self.query.trouble.set(error);
                false
            }
        }
    }

    /// Goes on to the next match whose text holds what is asked, from where it stands.
    fn settle(&mut self) -> DocId {
        let mut doc = self.inner.doc();
        while doc != TERMINATED && !self.holds(doc) {
            doc = self.inner.advance();
        }
        doc
    }
}

impl DocSet for VerifiedScorer {
    fn advance(&mut self) -> DocId {
        self.inner.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.inner.seek(target);
        self.settle()
    }

    // Asked about one document, it reads no other.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        match self.inner.seek_danger(target) {
            SeekDangerResult::Found if !self.holds(target) => {
                SeekDangerResult::SeekLowerBound(target + 1)
            }
            other => other,
        }
    }

    fn doc(&self) -> DocId {
        self.inner.doc()
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }

    fn cost(&self) -> u64 {
        // To read a text costs many times what a step in a list of documents does.
        self.inner.cost().saturating_mul(100)
    }
}

impl Scorer for VerifiedScorer {
    fn score(&mut self) -> Score {
        self.inner.score()
    }
}
