//! How much text passes a filter, and how it divides.

use super::columns::Columns;
use super::facets::values;
use super::facts::Facts;
use super::failure::unreadable;
use super::folder::CorpusIndex;
use super::query::Query;
use crate::corpus::{Facet, Filter};
use crate::error::Result;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

impl CorpusIndex {
    /// How many characters (white space not counted) the provisions have that pass `filter`: for
    /// each set of values of a facet that documents, or provisions, have. Without a facet, all.
    pub(crate) fn characters(
        &self,
        filter: &Filter,
        facet: Option<Facet>,
    ) -> Result<Vec<(Vec<String>, u64)>> {
        let searcher = self.reader.searcher();
        let compiled = self.compiler(&searcher, 0.0).compile(&Query::All, filter)?;
        let collector = Sizes {
            columns: self.columns(&searcher)?,
            by: match facet {
                None => By::Nothing,
                Some(Facet::Code) => By::Code,
                Some(_) => By::Document,
            },
        };
        let failure = |e| self.failure("counting characters", e);
        let sizes = searcher
            .search(compiled.as_ref(), &collector)
            .map_err(failure)?;
        sizes
            .into_iter()
            .map(|(of, characters)| {
                let values = match facet {
                    None | Some(Facet::Code) => of,
                    Some(facet) => {
                        let line = of.first().map_or("", String::as_str);
                        let facts = Facts::read(line).map_err(|e| unreadable(&e.to_string()))?;
                        values(facet, &facts)
                    }
                };
                Ok((values, characters))
            })
            .collect()
    }
}

/// What characters are counted by.
#[derive(Clone, Copy)]
enum By {
    Nothing,
    /// By the codes of the provision together.
    Code,
    /// By the line of the document.
    Document,
}

struct Sizes {
    columns: Arc<Vec<Columns>>,
    by: By,
}

type Counted = BTreeMap<Vec<String>, u64>;

impl Collector for Sizes {
    type Fruit = Counted;
    type Child = SegmentSizes;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<SegmentSizes> {
        let columns = Columns::of_segment(&self.columns, segment)?;
        let by = match self.by {
            By::Nothing => &None,
            By::Code => &columns.code,
            By::Document => &columns.facts,
        };
        Ok(SegmentSizes {
            by: by.clone(),
            size: columns.size.clone(),
            counts: BTreeMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, found: Vec<tantivy::Result<Counted>>) -> tantivy::Result<Counted> {
        let mut all = Counted::new();
        for found in found {
            for (of, characters) in found? {
                *all.entry(of).or_default() += characters;
            }
        }
        Ok(all)
    }
}

struct SegmentSizes {
    /// The column that is counted by.
    by: Option<StrColumn>,
    size: Option<Column<u64>>,
    /// By the numbers of the values in their column.
    counts: BTreeMap<Vec<u64>, u64>,
}

impl SegmentCollector for SegmentSizes {
    type Fruit = tantivy::Result<Counted>;

    fn collect(&mut self, id: DocId, _: Score) {
        let ords = self.by.as_ref().map(|by| by.term_ords(id).collect());
        let size = self.size.as_ref().and_then(|size| size.first(id));
        *self.counts.entry(ords.unwrap_or_default()).or_default() += size.unwrap_or_default();
    }

    fn harvest(self) -> Self::Fruit {
        let mut counted = Counted::new();
        for (ords, characters) in self.counts {
            let mut values = Vec::with_capacity(ords.len());
            for ord in ords {
                let mut value = String::new();
                if let Some(by) = &self.by {
                    by.ord_to_str(ord, &mut value)?;
                }
                values.push(value);
            }
            *counted.entry(values).or_default() += characters;
        }
        Ok(counted)
    }
}
