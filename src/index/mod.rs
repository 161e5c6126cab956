//! The full-text index: provisions found by any words they contain.
//!
//! The unit is the provision, with the facts of its document beside it. A search for 教育经费
//! finds every provision whose text contains these characters, whatever the segmenter makes of
//! them: each provision is indexed as a *lattice* of every dictionary word and every single
//! character, each at the offset of its first character, and a query runs as a phrase with
//! explicit offsets over the same lattice. Words carry the ranking, characters the recall.
//!
//! ```
//! use zhengce::corpus::{Entry, Filter};
//! use zhengce::index::{CorpusIndex, Sort, parse_query};
//! # use zhengce::{read::RawDocument, parse::parse};
//! # let parsed = parse(RawDocument::new("a", "各级政府应当保障教育经费，逐步提高生均公用经费标准。"));
//! # let entry = Entry::new(parsed.document, Default::default(), parsed.diagnostics);
//! let index = CorpusIndex::in_memory(&zhengce::segment::Segmenter::builtin())?;
//! let mut writer = index.writer()?;
//! writer.add(&entry)?;
//! writer.commit()?;
//! let query = parse_query("教育经费 NOT 学费")?;
//! let found = index.search(&query, &Filter::default(), 10, Sort::Relevance)?;
//! assert_eq!(found.total, 1);
//! let hit = &found.hits[0];
//! assert_eq!(hit.highlights[0].slice(&hit.text), "教育经费");
//! # Ok::<(), zhengce::Error>(())
//! ```

mod collect;
mod columns;
mod compile;
mod dated;
mod directory;
mod excluded;
mod explain;
mod facets;
mod facts;
mod failure;
mod fingerprint;
mod fold;
mod folder;
mod highlight;
mod hit;
mod language;
mod lattice;
mod matching;
mod names;
mod query;
mod schema;
mod search;
mod settings;
mod sizes;
mod state;
mod statistics;
mod titled;
mod tokens;
mod unit;
mod verified;
mod writer;

#[cfg(test)]
mod tests;

pub use crate::corpus::Facet;
pub use explain::{Explanation, ScorePart, TermPart};
pub use facets::{Count, Facets};
pub use fingerprint::Fingerprint;
pub use fold::{FoldedHit, FoldedResults, OtherCopy};
pub use folder::CorpusIndex;
pub use highlight::Snippet;
pub use hit::Hit;
pub use language::{parse_query, parse_query_lenient};
pub use query::{AddedWords, Field, Query, Within};
pub use search::{SearchOptions, SearchResults, Sort};
pub use writer::IndexWriter;
