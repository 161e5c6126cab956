//! Counts matching provisions and keeps the best, in an order that depends on nothing but them.

use super::schema::name;
use std::collections::BTreeMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
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
    doc: String,
    ordinal: u64,
    pub(crate) score: f64,
    pub(crate) address: DocAddress,
}

/// What a search gives.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    pub(crate) total: u64,
    pub(crate) best: Vec<Candidate>,
    /// Counts by field name and value.
    pub(crate) counts: BTreeMap<&'static str, BTreeMap<String, u64>>,
}

const COUNTED: [&str; 5] = [
    name::LEVEL,
    name::GENRE,
    name::REGION,
    name::ISSUER,
    name::CODE,
];

#[derive(Debug)]
pub(crate) struct MatchCollector {
    pub(crate) limit: usize,
    pub(crate) order: Order,
}

impl Collector for MatchCollector {
    type Fruit = Matches;
    type Child = SegmentMatches;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentMatches> {
        let columns = reader.fast_fields();
        let mut counters = Vec::new();
        for field in COUNTED {
            if let Some(column) = columns.str(field)? {
                let counts = vec![0; column.num_terms()];
                counters.push((field, column, counts));
            }
        }
        Ok(SegmentMatches {
            limit: self.limit,
            order: self.order,
            segment,
            doc: columns.str(name::DOC)?,
            ordinal: columns.column_opt(name::ORDINAL)?,
            begin: columns.column_opt(name::BEGIN)?,
            year: columns.column_opt(name::YEAR)?,
            counters,
            years: BTreeMap::new(),
            total: 0,
            kept: Vec::new(),
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
            for (field, counts) in fruit.counts {
                let total = all.counts.entry(field).or_default();
                for (value, count) in counts {
                    *total.entry(value).or_default() += count;
                }
            }
        }
        all.best
            .sort_by(|a, b| (a.rank, &a.doc, a.ordinal).cmp(&(b.rank, &b.doc, b.ordinal)));
        all.best.truncate(self.limit);
        Ok(all)
    }
}

/// Within a segment documents are compared by the order number of their id, which is the order
/// of the ids themselves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    rank: u64,
    doc: u64,
    ordinal: u64,
    id: DocId,
    score: u64,
}

pub(crate) struct SegmentMatches {
    limit: usize,
    order: Order,
    segment: SegmentOrdinal,
    doc: Option<StrColumn>,
    ordinal: Option<Column<u64>>,
    begin: Option<Column<u64>>,
    year: Option<Column<u64>>,
    counters: Vec<(&'static str, StrColumn, Vec<u64>)>,
    years: BTreeMap<u64, u64>,
    total: u64,
    kept: Vec<Kept>,
}

/// Scores are sums whose order differs between segments; beyond three decimals they are noise.
fn thousandths(score: Score) -> u64 {
    // Scores are small and positive; the cast saturates.
    (f64::from(score) * 1_000.0).round() as u64
}

impl SegmentMatches {
    fn rank(&self, id: DocId, score: Score) -> u64 {
        let begin = || self.begin.as_ref().and_then(|column| column.first(id));
        match self.order {
            Order::Score => u64::MAX - thousandths(score),
            // Undated documents come last either way.
            Order::Oldest => begin().unwrap_or(u64::MAX),
            Order::Newest => begin().map_or(u64::MAX, |day| u64::MAX - 1 - day),
        }
    }

    fn shrink(&mut self) {
        if self.kept.len() > self.limit {
            if self.limit > 0 {
                self.kept.select_nth_unstable(self.limit - 1);
            }
            self.kept.truncate(self.limit);
        }
    }
}

impl SegmentCollector for SegmentMatches {
    type Fruit = tantivy::Result<Matches>;

    fn collect(&mut self, id: DocId, score: Score) {
        self.total += 1;
        for (_, column, counts) in &mut self.counters {
            for ord in column.term_ords(id) {
                if let Some(count) = usize::try_from(ord).ok().and_then(|o| counts.get_mut(o)) {
                    *count += 1;
                }
            }
        }
        if let Some(year) = self.year.as_ref().and_then(|column| column.first(id)) {
            *self.years.entry(year).or_default() += 1;
        }
        let rank = self.rank(id, score);
        let doc = self
            .doc
            .as_ref()
            .and_then(|column| column.term_ords(id).next());
        let ordinal = self.ordinal.as_ref().and_then(|column| column.first(id));
        self.kept.push(Kept {
            rank,
            doc: doc.unwrap_or_default(),
            ordinal: ordinal.unwrap_or_default(),
            id,
            score: thousandths(score),
        });
        if self.kept.len() >= self.limit.saturating_mul(2).saturating_add(1_024) {
            self.shrink();
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        self.shrink();
        let mut matches = Matches {
            total: self.total,
            ..Matches::default()
        };
        for kept in &self.kept {
            let mut doc = String::new();
            if let Some(column) = &self.doc {
                column.ord_to_str(kept.doc, &mut doc)?;
            }
            matches.best.push(Candidate {
                rank: kept.rank,
                doc,
                ordinal: kept.ordinal,
                score: kept.score as f64 / 1_000.0,
                address: DocAddress::new(self.segment, kept.id),
            });
        }
        for (field, column, counts) in &self.counters {
            let values = matches.counts.entry(field).or_default();
            for (ord, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let mut value = String::new();
                column.ord_to_str(ord as u64, &mut value)?;
                *values.entry(value).or_default() += count;
            }
        }
        let years = self
            .years
            .iter()
            .map(|(year, count)| (format!("{year:04}"), *count));
        matches.counts.insert(name::YEAR, years.collect());
        Ok(matches)
    }
}
