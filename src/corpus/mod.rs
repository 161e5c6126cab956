//! [`Corpus`]: analysed documents together, and the filter every listing shares.

mod analyzer;
mod builtin;
mod filter;
mod resolve;

pub use analyzer::{Analyzer, for_each_analyzed};
pub use filter::Filter;

use crate::annotate::{Annotations, CodeAssignment};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::read::{self, ReadOptions};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One analysed document: what the text is, and what was found in it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Entry {
    /// The document.
    pub document: Document,
    /// The layers beside it.
    pub annotations: Annotations,
    /// What reading and parsing found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Entry {
    /// An entry of these parts.
    #[must_use]
    pub fn new(document: Document, annotations: Annotations, diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            document,
            annotations,
            diagnostics,
        }
    }

    /// The index of the provision that a code of this entry stands in.
    pub(crate) fn provision_of(&self, code: &CodeAssignment) -> Option<usize> {
        code.provision
            .or_else(|| self.document.provision_at(code.span.start))
    }
}

/// Analysed documents in the order they were read.
///
/// ```
/// let corpus = zhengce::Corpus::builtin()?;
/// let notice = corpus.get("SH-2012-75").unwrap();
/// assert_eq!(notice.document.metadata.doc_number.as_ref().unwrap().to_string(), "沪府办发〔2012〕75号");
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Corpus {
    entries: Vec<Entry>,
    skipped: Vec<Error>,
}

impl Corpus {
    /// Reads and analyses files and folders, in order, on all cores.
    ///
    /// What cannot be read is left out and listed in [`Corpus::skipped`].
    ///
    /// # Errors
    /// Where a path does not exist, or nothing that can be read is found at all.
    pub fn open<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Result<Self> {
        let paths: Vec<PathBuf> = paths.into_iter().map(Into::into).collect();
        let documents = read::open(&paths, &ReadOptions::default())?;
        let mut corpus = Self::default();
        for_each_analyzed(
            documents,
            |raw| raw.map(|raw| Analyzer::builtin().analyze(raw)),
            |entry| {
                match entry {
                    Ok(entry) => corpus.entries.push(entry),
                    Err(error) => corpus.skipped.push(error),
                }
                Ok(())
            },
        )?;
        if corpus.entries.is_empty() {
            return Err(match corpus.skipped.into_iter().next() {
                Some(first) => first,
                None => Error::new(ErrorKind::Empty, "no document was found in these files"),
            });
        }
        Ok(Self {
            entries: with_unique_ids(corpus.entries),
            skipped: corpus.skipped,
        }
        .resolved())
    }

    /// The case corpus that ships with the library: balanced compulsory education in Shanghai.
    ///
    /// # Errors
    /// Never with the corpus as shipped; a changed copy may hold a document that cannot be read.
    pub fn builtin() -> Result<Self> {
        builtin::documents()?
            .into_iter()
            .map(|raw| Ok(Analyzer::builtin().analyze(raw)))
            .collect::<Result<Vec<_>>>()
            .map(Self::from_entries)
    }

    /// A corpus of these entries. Citations are resolved among them; a repeated id gets a suffix
    /// and a diagnostic.
    #[must_use]
    pub fn from_entries(entries: Vec<Entry>) -> Self {
        Self {
            entries: with_unique_ids(entries),
            skipped: Vec::new(),
        }
        .resolved()
    }

    /// The entries in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this document id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.document.id == id)
    }

    /// The entries that `filter` lets pass as documents, in order.
    pub fn filter<'c>(&'c self, filter: &'c Filter) -> impl Iterator<Item = &'c Entry> {
        self.entries
            .iter()
            .filter(move |e| filter.accepts(&e.document))
    }

    /// What could not be read, each with its place.
    #[must_use]
    pub fn skipped(&self) -> &[Error] {
        &self.skipped
    }

    fn resolved(mut self) -> Self {
        self.entries = resolve::resolve(self.entries);
        self
    }
}

/// Gives every second and later document of one id the suffix `#2`, `#3` …, the first that no
/// other document has, and a diagnostic.
fn with_unique_ids(mut entries: Vec<Entry>) -> Vec<Entry> {
    // How often an id has come so far; an id that is still to come counts as taken.
    let mut seen: BTreeMap<String, usize> =
        entries.iter().map(|e| (e.document.id.clone(), 0)).collect();
    for entry in &mut entries {
        let given = entry.document.id.clone();
        let mut count = seen.get(&given).map_or(1, |n| n + 1);
        if count > 1 {
            let mut id = format!("{given}#{count}");
            while seen.contains_key(&id) {
                count += 1;
                id = format!("{given}#{count}");
            }
            entry.diagnostics.push(
                Diagnostic::new(
                    "corpus.repeated-id",
                    format!("the id “{given}” stands for an earlier document; this one is “{id}”"),
                )
                .hint("give each document an id of its own"),
            );
            entry.document.id = id;
        }
        seen.insert(given, count);
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Metadata;
    use crate::text::Text;

    #[test]
    fn every_id_is_unique_whatever_was_given() {
        let entries = ["a", "a", "a#2", "a", "b", "a#2"].map(|id| {
            let document = Document::new(id, Text::new("教育"), Metadata::default(), Vec::new());
            Entry::new(document, Annotations::default(), Vec::new())
        });
        let corpus = Corpus::from_entries(entries.into());
        let ids: Vec<_> = corpus
            .entries()
            .iter()
            .map(|e| e.document.id.as_str())
            .collect();
        assert_eq!(ids, ["a", "a#3", "a#2", "a#4", "b", "a#2#2"]);
        let told = corpus
            .entries()
            .iter()
            .filter(|e| !e.diagnostics.is_empty());
        assert_eq!(told.count(), 3);
    }
}
