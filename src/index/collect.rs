//! Counts matching provisions and keeps the best, in an order that depends on nothing but them.

use super::schema::name;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyError};

/// What provisions are ordered by before document id and place in the document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Order {
    Score,
    Oldest,
    Newest,
}

/// A matching provision.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Smaller is better.
    rank: u64,
    /// The line of its document, which begins with the id.
    pub(crate) facts: Arc<str>,
    pub(crate) ordinal: u64,
    pub(crate) score: f64,
    pub(crate) address: DocAddress,
}

/// What a search gives.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    pub(crate) total: u64,
    pub(crate) best: Vec<Candidate>,
    /// Matching provisions of each document, where that was asked for.
    pub(crate) documents: BTreeMap<String, u64>,
    /// Matching provisions with each code, where that was asked for.
    pub(crate) codes: BTreeMap<String, u64>,
}

/// The columns of a segment that are read for what matches. Opening them costs more than most
/// searches do, so they are kept as long as the state of the index that they are of.
#[derive(Clone)]
pub(crate) struct Columns {
    pub(crate) facts: Option<StrColumn>,
    code: Option<StrColumn>,
    ordinal: Option<Column<u64>>,
    begin: Option<Column<u64>>,
}

impl Columns {
    /// The columns of each segment of a state of the index.
    pub(crate) fn of(searcher: &Searcher) -> tantivy::Result<Vec<Self>> {
        let readers = searcher.segment_readers().iter();
        let each = readers.map(|reader| {
            let columns = reader.fast_fields();
            Ok(Self {
                facts: columns.str(name::FACTS)?,
                code: columns.str(name::CODE)?,
                ordinal: columns.column_opt(name::ORDINAL)?,
                begin: columns.column_opt(name::BEGIN)?,
            })
        });
        each.collect()
    }
}

pub(crate) struct MatchCollector {
    /// By the number of the segment.
    pub(crate) columns: Arc<Vec<Columns>>,
    pub(crate) limit: usize,
    pub(crate) order: Order,
    /// Whether to count by document.
    pub(crate) documents: bool,
    /// Whether to count by code.
    pub(crate) codes: bool,
}

impl Collector for MatchCollector {
    type Fruit = Matches;
    type Child = SegmentMatches;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentMatches> {
        let columns = usize::try_from(segment)
            .ok()
            .and_then(|s| self.columns.get(s));
        let columns = columns.cloned().ok_or_else(|| {
            let unknown = format!("segment {segment} is of another state of the index");
            TantivyError::InternalError(unknown)
        })?;
        let counter = |wanted: bool, column: &Option<StrColumn>| {
            let column = column.as_ref().filter(|_| wanted);
            column.map(|column| Counter::new(column.clone()))
        };
        Ok(SegmentMatches {
            documents: counter(self.documents, &columns.facts),
            codes: counter(self.codes, &columns.code),
            columns,
            limit: self.limit,
            order: self.order,
            segment,
            total: 0,
            kept: Vec::new(),
            worst: u64::MAX,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Matches>>) -> tantivy::Result<Matches> {
        let mut all = Matches::default();
        for fruit in fruits {
            let fruit = fruit?;
            all.total += fruit.total;
            all.best.extend(fruit.best);
            for (total, counts) in [
                (&mut all.documents, fruit.documents),
                (&mut all.codes, fruit.codes),
            ] {
                for (value, count) in counts {
                    *total.entry(value).or_default() += count;
                }
            }
        }
        all.best
            .sort_by(|a, b| (a.rank, &a.facts, a.ordinal).cmp(&(b.rank, &b.facts, b.ordinal)));
        all.best.truncate(self.limit);
        Ok(all)
    }
}

/// Counts by the values of a column.
struct Counter {
    column: StrColumn,
    counts: Vec<u64>,
}

impl Counter {
    fn new(column: StrColumn) -> Self {
        let counts = vec![0; column.num_terms()];
        Self { column, counts }
    }

    fn count(&mut self, id: DocId) {
        for ord in self.column.term_ords(id) {
            if let Some(count) = usize::try_from(ord)
                .ok()
                .and_then(|o| self.counts.get_mut(o))
            {
                *count += 1;
            }
        }
    }

    fn counted(&self) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut counted = BTreeMap::new();
        for (ord, count) in self
            .counts
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
        {
            let mut value = String::new();
            self.column.ord_to_str(ord as u64, &mut value)?;
            counted.insert(value, *count);
        }
        Ok(counted)
    }
}

/// Within a segment documents are compared by the order number of their lines, which is the order
/// of the lines themselves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    rank: u64,
    facts: u64,
    ordinal: u64,
    id: DocId,
    score: u64,
}

pub(crate) struct SegmentMatches {
    limit: usize,
    order: Order,
    segment: SegmentOrdinal,
    columns: Columns,
    documents: Option<Counter>,
    codes: Option<Counter>,
    total: u64,
    kept: Vec<Kept>,
    /// As many as are wanted have at least this rank; what has a worse one need not be kept.
    worst: u64,
}

/// Scores are sums whose order differs between segments; beyond three decimals they are noise.
fn thousandths(score: Score) -> u64 {
    // Scores are small and positive; the cast saturates.
    (f64::from(score) * 1_000.0).round() as u64
}

impl SegmentMatches {
    fn rank(&self, id: DocId, score: Score) -> u64 {
        let begin = || {
            self.columns
                .begin
                .as_ref()
                .and_then(|column| column.first(id))
        };
        match self.order {
            Order::Score => u64::MAX - thousandths(score),
            // Undated documents come last either way.
            Order::Oldest => begin().unwrap_or(u64::MAX),
            Order::Newest => begin().map_or(u64::MAX, |day| u64::MAX - 1 - day),
        }
    }

    fn shrink(&mut self) {
        if self.kept.len() > self.limit {
            if let Some(last) = self.limit.checked_sub(1) {
                let (_, worst, _) = self.kept.select_nth_unstable(last);
                self.worst = worst.rank;
            }
            self.kept.truncate(self.limit);
        }
    }
}

impl SegmentCollector for SegmentMatches {
    type Fruit = tantivy::Result<Matches>;

    fn collect(&mut self, id: DocId, score: Score) {
        self.total += 1;
        for counter in [&mut self.documents, &mut self.codes].into_iter().flatten() {
            counter.count(id);
        }
        let rank = self.rank(id, score);
        if self.limit == 0 || rank > self.worst {
            return;
        }
        let columns = &self.columns;
        let facts = columns.facts.as_ref().and_then(|c| c.ords().first(id));
        let ordinal = columns.ordinal.as_ref().and_then(|c| c.first(id));
        self.kept.push(Kept {
            rank,
            facts: facts.unwrap_or_default(),
            ordinal: ordinal.unwrap_or_default(),
            id,
            score: thousandths(score),
        });
        // Often enough that little is kept for nothing, rarely enough that it costs little.
        if self.kept.len() >= self.limit.saturating_mul(2).saturating_add(256) {
            self.shrink();
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        self.shrink();
        // Provisions of one document share its line, which is read once.
        self.kept
            .sort_unstable_by_key(|kept| (kept.facts, kept.ordinal));
        let mut best: Vec<Candidate> = Vec::with_capacity(self.kept.len());
        let mut last = None;
        for kept in &self.kept {
            let facts = match (&last, best.last()) {
                (Some(ord), Some(before)) if *ord == kept.facts => Arc::clone(&before.facts),
                _ => {
                    let mut line = String::new();
                    if let Some(column) = &self.columns.facts {
                        column.ord_to_str(kept.facts, &mut line)?;
                    }
                    line.into()
                }
            };
            last = Some(kept.facts);
            best.push(Candidate {
                rank: kept.rank,
                facts,
                ordinal: kept.ordinal,
                score: kept.score as f64 / 1_000.0,
                address: DocAddress::new(self.segment, kept.id),
            });
        }
        let counted =
            |counter: Option<Counter>| counter.map_or(Ok(BTreeMap::new()), |c| c.counted());
        Ok(Matches {
            total: self.total,
            best,
            documents: counted(self.documents)?,
            codes: counted(self.codes)?,
        })
    }
}
