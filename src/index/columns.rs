//! [`Columns`]: what is kept of every provision beside its text, by the number of the provision.

use super::facts::Facts;
use super::schema::name;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::columnar::{Column, StrColumn};
use tantivy::fastfield::FastFieldReaders;
use tantivy::index::SegmentId;
use tantivy::{DocId, Searcher, SegmentOrdinal, SegmentReader, TantivyError};

/// The columns of a segment that are read for what matches. Opening them costs more than most
/// searches do, so they are kept as long as the state of the index that they are of.
#[derive(Clone)]
pub(crate) struct Columns {
    pub(crate) segment: SegmentId,
    pub(crate) facts: Option<StrColumn>,
    pub(crate) code: Option<StrColumn>,
    pub(crate) size: Option<Column<u64>>,
    ordinal: Option<Column<u64>>,
    /// The date that places a document in time.
    pub(crate) dated: Days,
    pub(crate) issued: Days,
    pub(crate) published: Days,
    /// Where the provisions of a document begin, in order.
    starts: Arc<OnceLock<Vec<DocId>>>,
    /// Lines that were read, by their numbers: to unpack one takes as long as many a search.
    lines: Arc<Mutex<BTreeMap<u64, Arc<Line>>>>,
}

/// The days `[begin, until)` that a date of each document may mean.
#[derive(Clone)]
pub(crate) struct Days {
    begin: Option<Column<u64>>,
    until: Option<Column<u64>>,
    /// Those that were read, by the number of the line of the document: two halves of 32 bits.
    known: Arc<OnceLock<Box<[AtomicU64]>>>,
}

/// What stands for days that were not read yet. No last day is before the calendar's first.
const UNREAD: u64 = 0;
/// What stands for a document without this date.
const UNDATED: u64 = u64::MAX;

impl Days {
    fn of(columns: &FastFieldReaders, [begin, until]: [&str; 2]) -> tantivy::Result<Self> {
        Ok(Self {
            begin: columns.column_opt(begin)?,
            until: columns.column_opt(until)?,
            known: Arc::default(),
        })
    }

    /// Those of a provision; the provisions of a document have the same, so that what is read of one
    /// is kept for the others.
    fn at(&self, facts: &StrColumn, id: DocId) -> Option<(u64, u64)> {
        let known = self.known.get_or_init(|| {
            let unread = std::iter::repeat_with(|| AtomicU64::new(UNREAD));
            unread.take(facts.num_terms()).collect()
        });
        let line = facts.ords().first(id)?;
        let known = known.get(usize::try_from(line).ok()?)?;
        let mut days = known.load(Ordering::Relaxed);
        if days == UNREAD {
            days = self.read(id).map_or(UNDATED, |[begin, until]| {
                u64::from(begin) << 32 | u64::from(until)
            });
            known.store(days, Ordering::Relaxed);
        }
        (days != UNDATED).then_some((days >> 32, days & u64::from(u32::MAX)))
    }

    fn read(&self, id: DocId) -> Option<[u32; 2]> {
        let day = |column: &Option<Column<u64>>| {
            let day = column.as_ref().and_then(|column| column.first(id));
            day.and_then(|day| u32::try_from(day).ok())
        };
        Some([day(&self.begin)?, day(&self.until)?])
    }
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
                segment: reader.segment_id(),
                facts: columns.str(name::FACTS)?,
                code: columns.str(name::CODE)?,
                size: columns.column_opt(name::SIZE)?,
                ordinal: columns.column_opt(name::ORDINAL)?,
                dated: Days::of(columns, name::DATED)?,
                issued: Days::of(columns, name::ISSUED)?,
                published: Days::of(columns, name::PUBLISHED)?,
                starts: Arc::default(),
                lines: Arc::default(),
            })
        });
        each.collect()
    }

    /// Those of a segment, of the columns of all.
    pub(crate) fn of_segment(all: &[Self], segment: SegmentOrdinal) -> tantivy::Result<&Self> {
        let columns = usize::try_from(segment).ok().and_then(|s| all.get(s));
        columns.ok_or_else(|| other_state(&segment.to_string()))
    }

    /// Those of the segment that is read.
    pub(crate) fn of_reader<'c>(
        all: &'c [Self],
        reader: &SegmentReader,
    ) -> tantivy::Result<&'c Self> {
        let id = reader.segment_id();
        let columns = all.iter().find(|columns| columns.segment == id);
        columns.ok_or_else(|| other_state(&id.short_uuid_string()))
    }

    /// The days that a date of a provision's document may mean.
    pub(crate) fn days(&self, which: fn(&Self) -> &Days, id: DocId) -> Option<(u64, u64)> {
        which(self).at(self.facts.as_ref()?, id)
    }

    /// The first provision of each document among the `count` of the segment, in order. Provisions of
    /// a document follow each other.
    pub(crate) fn starts(&self, count: DocId) -> &[DocId] {
        self.starts.get_or_init(|| {
            let line = |id| self.facts.as_ref().and_then(|facts| facts.ords().first(id));
            let mut before = None;
            let mut starts = Vec::new();
            for id in 0..count {
                let line = Some(line(id));
                if line != before {
                    starts.push(id);
                    before = line;
                }
            }
            starts
        })
    }

    /// The number of the line of a provision's document, and the provision's place in it.
    pub(super) fn place(&self, id: DocId) -> (u64, u64) {
        let facts = self.facts.as_ref().and_then(|c| c.ords().first(id));
        let ordinal = self.ordinal.as_ref().and_then(|c| c.first(id));
        (facts.unwrap_or_default(), ordinal.unwrap_or_default())
    }

    /// The line of this number.
    pub(crate) fn line(&self, number: u64) -> tantivy::Result<Arc<Line>> {
        if let Some(line) = self.known_line(number) {
            return Ok(line);
        }
        let line = Arc::new(self.read_line(number)?);
        let mut known = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= LINES {
            known.clear();
        }
        known.insert(number, Arc::clone(&line));
        Ok(line)
    }

    /// The line of this number where it is kept.
    pub(crate) fn known_line(&self, number: u64) -> Option<Arc<Line>> {
        // What a search that panicked left is whole.
        let known = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&number).map(Arc::clone)
    }

    /// The line of this number, not to be kept.
    pub(crate) fn read_line(&self, number: u64) -> tantivy::Result<Line> {
        let mut text = String::new();
        if let Some(facts) = &self.facts {
            facts.ord_to_str(number, &mut text)?;
        }
        let facts = OnceLock::new();
        Ok(Line { text, facts })
    }
}

fn other_state(segment: &str) -> TantivyError {
    let unknown = format!("segment {segment} is of another state of the index");
    TantivyError::InternalError(unknown)
}
