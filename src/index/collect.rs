//! Counts matching provisions and keeps the best, in an order that depends on nothing but them.

use super::facts::Facts;
use super::failure::unreadable;
use super::schema::name;
use super::unit;
use crate::error::Result;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
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
    /// The line of its document.
    pub(crate) line: Arc<Line>,
    pub(crate) ordinal: u64,
    pub(crate) score: f64,
    pub(crate) address: DocAddress,
}

impl Candidate {
    /// What its document says of itself: the line, or where that is too long what is kept.
    pub(crate) fn facts(&self, kept: &unit::Kept) -> Result<Facts> {
        let facts = match kept.facts.as_deref() {
            Some(long) => Facts::read(long),
            None => self.line.facts().cloned(),
        };
        facts.map_err(|e| unreadable(&e.to_string()))
    }
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
    pub(crate) code: Option<StrColumn>,
    pub(crate) size: Option<Column<u64>>,
    ordinal: Option<Column<u64>>,
    begin: Option<Column<u64>>,
    /// Lines that were read, by their numbers: to unpack one takes as long as many a search.
    lines: Arc<Mutex<BTreeMap<u64, Arc<Line>>>>,
}

/// What a document says of itself, as its line holds it.
#[derive(Debug)]
pub(crate) struct Line {
    /// Lines stand in the order of the ids of their documents.
    pub(crate) text: String,
    facts: OnceLock<Facts>,
}

impl Line {
    /// What the line says.
    ///
    /// # Errors
    /// Where it is no line of facts.
    pub(crate) fn facts(&self) -> serde_json::Result<&Facts> {
        if let Some(facts) = self.facts.get() {
            return Ok(facts);
        }
        let facts = Facts::read(&self.text)?;
        Ok(self.facts.get_or_init(|| facts))
    }
}

/// The most lines of one file of the index that are kept.
const LINES: usize = 4_096;

impl Columns {
    /// The columns of each segment of a state of the index.
    pub(crate) fn of(searcher: &Searcher) -> tantivy::Result<Vec<Self>> {
        let readers = searcher.segment_readers().iter();
        let each = readers.map(|reader| {
            let columns = reader.fast_fields();
            Ok(Self {
                facts: columns.str(name::FACTS)?,
                code: columns.str(name::CODE)?,
                size: columns.column_opt(name::SIZE)?,
                ordinal: columns.column_opt(name::ORDINAL)?,
                begin: columns.column_opt(name::BEGIN)?,
                lines: Arc::default(),
            })
        });
        each.collect()
    }

    /// Those of a segment, of the columns of all.
    pub(crate) fn of_segment(all: &[Self], segment: SegmentOrdinal) -> tantivy::Result<&Self> {
        let columns = usize::try_from(segment).ok().and_then(|s| all.get(s));
        columns.ok_or_else(|| {
            let unknown = format!("segment {segment} is of another state of the index");
            TantivyError::InternalError(unknown)
        })
    }

    /// The number of the line of a provision's document, and the provision's place in it.
    fn place(&self, id: DocId) -> (u64, u64) {
        let facts = self.facts.as_ref().and_then(|c| c.ords().first(id));
        let ordinal = self.ordinal.as_ref().and_then(|c| c.first(id));
        (facts.unwrap_or_default(), ordinal.unwrap_or_default())
    }

    /// The line of this number.
    pub(crate) fn line(&self, number: u64) -> tantivy::Result<Arc<Line>> {
        // What a search that panicked left is whole.
        let mut known = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = known.get(&number) {
            return Ok(Arc::clone(line));
        }
        let mut text = String::new();
        if let Some(facts) = &self.facts {
            facts.ord_to_str(number, &mut text)?;
        }
        let facts = OnceLock::new();
        let line = Arc::new(Line { text, facts });
        if known.len() >= LINES {
            known.clear();
        }
        known.insert(number, Arc::clone(&line));
        Ok(line)
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
        let columns = Columns::of_segment(&self.columns, segment)?.clone();
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

    fn merge_fruits(&self, found: Vec<tantivy::Result<Found>>) -> tantivy::Result<Matches> {
        let mut all = Matches::default();
        let mut kept = Vec::new();
        for found in found {
            let found = found?;
            all.total += found.total;
            kept.extend(found.kept.into_iter().map(|kept| (found.segment, kept)));
            for (total, counts) in [
                (&mut all.documents, found.documents),
                (&mut all.codes, found.codes),
            ] {
                for (value, count) in counts {
                    *total.entry(value).or_default() += count;
                }
            }
        }
        // Lines are read of those only that can be among the first.
        if let Some(last) = self.limit.checked_sub(1).filter(|last| *last < kept.len()) {
            let (_, (_, worst), _) = kept.select_nth_unstable_by_key(last, |(_, kept)| kept.rank);
            let worst = worst.rank;
            kept.retain(|(_, kept)| kept.rank <= worst);
        }
        all.best = self.candidates(kept)?;
        all.best.sort_by(|a, b| {
            (a.rank, &a.line.text, a.ordinal).cmp(&(b.rank, &b.line.text, b.ordinal))
        });
        all.best.truncate(self.limit);
        Ok(all)
    }
}

impl MatchCollector {
    /// These with the lines of their documents; provisions of one document share its line.
    fn candidates(&self, kept: Vec<(SegmentOrdinal, Kept)>) -> tantivy::Result<Vec<Candidate>> {
        let mut placed = Vec::with_capacity(kept.len());
        for (segment, kept) in kept {
            let (facts, ordinal) = Columns::of_segment(&self.columns, segment)?.place(kept.id);
            placed.push((segment, facts, ordinal, kept));
        }
        placed.sort_unstable_by_key(|(segment, facts, ordinal, _)| (*segment, *facts, *ordinal));
        let mut candidates: Vec<Candidate> = Vec::with_capacity(placed.len());
        let mut last = None;
        for (segment, facts, ordinal, kept) in placed {
            let line = match candidates.last() {
                Some(before) if last == Some((segment, facts)) => Arc::clone(&before.line),
                _ => Columns::of_segment(&self.columns, segment)?.line(facts)?,
            };
            last = Some((segment, facts));
            candidates.push(Candidate {
                rank: kept.rank,
                line,
                ordinal,
                score: kept.score as f64 / 1_000.0,
                address: DocAddress::new(segment, kept.id),
            });
        }
        Ok(candidates)
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

/// A match that may be among the first of its segment.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    rank: u64,
    id: DocId,
    score: u64,
}

/// What was found in one segment.
pub(crate) struct Found {
    segment: SegmentOrdinal,
    total: u64,
    kept: Vec<Kept>,
    documents: BTreeMap<String, u64>,
    codes: BTreeMap<String, u64>,
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

/// Matches beyond the limit that are kept before the worst are given up: often enough that little
/// is kept for nothing, rarely enough that it costs little.
const SPARE: usize = 64;

/// Scores are sums whose order differs between segments; beyond three decimals they are noise.
fn thousandths(score: Score) -> u64 {
    // Scores are small and positive; the cast cuts off and saturates.
    (f64::from(score) * 1_000.0 + 0.5) as u64
}

impl SegmentMatches {
    fn rank(&self, id: DocId, score: u64) -> u64 {
        let begin = || self.columns.begin.as_ref().and_then(|c| c.first(id));
        match self.order {
            Order::Score => u64::MAX - score,
            // Undated documents come last either way.
            Order::Oldest => begin().unwrap_or(u64::MAX),
            Order::Newest => begin().map_or(u64::MAX, |day| u64::MAX - 1 - day),
        }
    }

    /// Gives up what cannot be among the first.
    fn shrink(&mut self) {
        let Some(last) = self.limit.checked_sub(1) else {
            self.kept.clear();
            return;
        };
        if last >= self.kept.len() {
            return;
        }
        let (_, worst, _) = self.kept.select_nth_unstable_by_key(last, |kept| kept.rank);
        let worst = worst.rank;
        self.worst = worst;
        self.kept.retain(|kept| kept.rank <= worst);
        // Equals are told apart where there are many of them. Within a segment the number of a
        // line is its place in the order of lines.
        if self.kept.len() > self.limit + SPARE / 2 {
            let columns = &self.columns;
            let order = |kept: &Kept| (kept.rank, columns.place(kept.id));
            self.kept.sort_by_cached_key(order);
            self.kept.truncate(self.limit);
        }
    }
}

impl SegmentCollector for SegmentMatches {
    type Fruit = tantivy::Result<Found>;

    fn collect(&mut self, id: DocId, score: Score) {
        self.total += 1;
        for counter in [&mut self.documents, &mut self.codes].into_iter().flatten() {
            counter.count(id);
        }
        let score = thousandths(score);
        let rank = self.rank(id, score);
        if self.limit == 0 || rank > self.worst {
            return;
        }
        self.kept.push(Kept { rank, id, score });
        if self.kept.len() >= self.limit.saturating_mul(2).saturating_add(SPARE) {
            self.shrink();
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        self.shrink();
        let counted =
            |counter: Option<Counter>| counter.map_or(Ok(BTreeMap::new()), |c| c.counted());
        Ok(Found {
            segment: self.segment,
            total: self.total,
            kept: self.kept,
            documents: counted(self.documents)?,
            codes: counted(self.codes)?,
        })
    }
}
