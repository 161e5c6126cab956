//! Counts matching provisions and keeps the best, in an order that depends on nothing but them.

use super::columns::{Columns, Line};
use super::facets::Tally;
use super::facts::Facts;
use super::failure::unreadable;
use super::unit;
use crate::corpus::Facet;
use crate::error::Result;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

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
    /// How they divide by what was asked for.
    pub(crate) tally: Tally,
}

pub(crate) struct MatchCollector {
    /// By the number of the segment.
    pub(crate) columns: Arc<Vec<Columns>>,
    pub(crate) limit: usize,
    pub(crate) order: Order,
    /// What all matches are counted by.
    pub(crate) facets: Vec<Facet>,
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
        let of_documents = self.facets.iter().any(|facet| *facet != Facet::Code);
        let of_codes = self.facets.contains(&Facet::Code);
        Ok(SegmentMatches {
            documents: counter(of_documents, &columns.facts),
            codes: counter(of_codes, &columns.code),
            facets: self.facets.clone(),
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
        let mut all = Matches {
            tally: Tally::of(&self.facets),
            ..Matches::default()
        };
        let mut kept = Vec::new();
        for found in found {
            let found = found?;
            all.total += found.total;
            kept.extend(found.kept.into_iter().map(|kept| (found.segment, kept)));
            all.tally.join(found.tally);
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

    /// The numbers of the values that were counted, with their counts.
    fn counted(&self) -> impl Iterator<Item = (u64, u64)> {
        let counts = (0..).zip(&self.counts);
        counts
            .filter(|(_, count)| **count > 0)
            .map(|(number, count)| (number, *count))
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
    tally: Tally,
}

pub(crate) struct SegmentMatches {
    limit: usize,
    order: Order,
    segment: SegmentOrdinal,
    columns: Columns,
    facets: Vec<Facet>,
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
        let begin = || self.columns.days(|c| &c.dated, id).map(|(begin, _)| begin);
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
        let mut tally = Tally::of(&self.facets);
        for (number, count) in self.documents.iter().flat_map(Counter::counted) {
            // Of many documents, few are shown: what is only counted is not kept.
            match self.columns.known_line(number) {
                Some(line) => tally.add_document(&line, count)?,
                None => tally.add_document(&self.columns.read_line(number)?, count)?,
            }
        }
        for (number, count) in self.codes.iter().flat_map(Counter::counted) {
            let mut code = String::new();
            if let Some(codes) = &self.columns.code {
                codes.ord_to_str(number, &mut code)?;
            }
            tally.add(Facet::Code, code, count);
        }
        Ok(Found {
            segment: self.segment,
            total: self.total,
            kept: self.kept,
            tally,
        })
    }
}
