//! A query of the engine for the provisions whose documents lie in an interval of days.
//!
//! The engine's own ranges open their columns anew for each search and look through whole blocks of
//! them. Days are mostly asked for beside words: here those are looked at of the documents whose
//! provisions hold the words.

use super::columns::{Columns, Days};
use std::fmt;
use std::sync::Arc;
use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SeekDangerResult, SegmentReader, TERMINATED};

/// The days of a provision that are asked for.
pub(crate) type Which = fn(&Columns) -> &Days;

/// What may lie, whole or in part, in the days from `from` to before `end`.
#[derive(Clone)]
pub(crate) struct DatedWithin {
    /// By the number of the segment.
    pub(crate) columns: Arc<Vec<Columns>>,
    pub(crate) which: Which,
    pub(crate) from: u64,
    pub(crate) end: Option<u64>,
}

impl fmt::Debug for DatedWithin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatedWithin")
            .field("from", &self.from)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}

impl Query for DatedWithin {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for DatedWithin {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut found = Within {
            columns: Columns::of_reader(&self.columns, reader)?.clone(),
            which: self.which,
            from: self.from,
            end: self.end,
            at: 0,
            count: reader.max_doc(),
        };
        found.settle();
        Ok(Box::new(ConstScorer::new(found, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("interval of days", 0.0))
    }
}

struct Within {
    columns: Columns,
    which: Which,
    from: u64,
    end: Option<u64>,
    at: DocId,
    /// All provisions of the segment.
    count: DocId,
}

impl Within {
    fn holds(&self, id: DocId) -> bool {
        let days = self.columns.days(self.which, id);
        days.is_some_and(|(begin, until)| {
            until > self.from && self.end.is_none_or(|end| begin < end)
        })
    }

    /// Goes on to the next that lies in the interval, from where it stands: past all provisions of a
    /// document that does not.
    fn settle(&mut self) -> DocId {
        let mut starts = self.columns.starts(self.count);
        while self.at < self.count && !self.holds(self.at) {
            starts = &starts[starts.partition_point(|start| *start <= self.at)..];
            self.at = starts.first().copied().unwrap_or(TERMINATED);
        }
        if self.at >= self.count {
            self.at = TERMINATED;
        }
        self.at
    }
}

impl DocSet for Within {
    fn advance(&mut self) -> DocId {
        self.at = self.at.saturating_add(1);
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at = self.at.max(target);
        self.settle()
    }

    // Asked about one provision, it looks at no other.
    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        if target >= self.count {
            return SeekDangerResult::SeekLowerBound(TERMINATED);
        }
        self.at = target;
        if self.holds(target) {
            SeekDangerResult::Found
        } else {
            SeekDangerResult::SeekLowerBound(target + 1)
        }
    }

    fn doc(&self) -> DocId {
        self.at
    }

    fn size_hint(&self) -> u32 {
        self.count
    }

    fn cost(&self) -> u64 {
        // Words are followed; what they give is asked for its days.
        u64::from(self.count).saturating_mul(2)
    }
}
