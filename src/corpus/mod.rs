//! [`Corpus`]: analysed documents together, and the filter every listing shares.

mod analyzer;
mod builtin;
mod catalogue;
mod cited;
mod facet;
mod filter;
mod ids;
mod names;
mod resolve;

pub use analyzer::{Analyzer, for_each_analyzed};
pub use catalogue::{Catalogue, KnownDocument};
pub(crate) use cited::own_names;
pub use cited::{Cited, CitedForm, CitedOptions, CitedSort, Held, Ledger, Naming};
pub use facet::Facet;
#[cfg(feature = "index")]
pub(crate) use facet::year_of;
pub use filter::{Filter, Jurisdictions};
pub use ids::{Admission, Ids};

use crate::annotate::{Annotations, CodeAssignment};
use crate::diagnostic::Diagnostic;
use crate::document::{DocNumber, Document};
use crate::error::{Error, ErrorKind, Result};
use crate::read::{self, ReadOptions};
use crate::time::Date;
#[cfg(feature = "index")]
pub(crate) use names::undated;
use names::{Called, Names};
pub(crate) use names::{definite, same_name};
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
    /// The place of each document in `entries`, by its id.
    places: BTreeMap<String, usize>,
    /// What they are called by.
    names: Names,
    skipped: Vec<Error>,
    repeats: usize,
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
        Self::open_with(&paths, &ReadOptions::default(), Analyzer::builtin())
    }

    /// Reads files and folders as `options` say and analyses them with `analyzer`.
    ///
    /// # Errors
    /// As [`Corpus::open`].
    pub fn open_with(
        paths: &[PathBuf],
        options: &ReadOptions,
        analyzer: &Analyzer,
    ) -> Result<Self> {
        let documents = read::open(paths, options)?;
        let mut corpus = Self::default();
        for_each_analyzed(
            documents,
            |raw| raw.map(|raw| analyzer.analyze(raw)),
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
            skipped: corpus.skipped,
            ..Self::from_entries(corpus.entries)
        })
    }

    /// The case corpus that ships with the library: balanced compulsory education in Shanghai.
    ///
    /// # Errors
    /// Never with the corpus as shipped; a changed copy may hold a document that cannot be read.
    pub fn builtin() -> Result<Self> {
        Self::builtin_with(Analyzer::builtin())
    }

    /// The case corpus, analysed with `analyzer`: coded by another codebook, for instance.
    ///
    /// # Errors
    /// As [`Corpus::builtin`].
    pub fn builtin_with(analyzer: &Analyzer) -> Result<Self> {
        builtin::documents()?
            .into_iter()
            .map(|raw| Ok(analyzer.analyze(raw)))
            .collect::<Result<Vec<_>>>()
            .map(Self::from_entries)
    }

    /// A corpus of these entries. Citations are resolved among them; ids are made unique as
    /// [`Ids`] does, and a document that comes again counts once.
    #[must_use]
    pub fn from_entries(mut entries: Vec<Entry>) -> Self {
        let before = entries.len();
        let mut ids = Ids::default();
        entries.retain_mut(|entry| ids.admit(entry) != Admission::Again);
        let names = resolve::resolve(&mut entries);
        Self {
            repeats: before - entries.len(),
            places: entries
                .iter()
                .enumerate()
                .map(|(place, entry)| (entry.document.id.clone(), place))
                .collect(),
            entries,
            names,
            skipped: Vec::new(),
        }
    }

    /// The entries in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this document id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.places
            .get(id)
            .and_then(|place| self.entries.get(*place))
    }

    /// The place of the entry that a text at the place `own`, of this day and region, means.
    pub(crate) fn meant(
        &self,
        title: Option<&str>,
        number: Option<&DocNumber>,
        own: Option<usize>,
        today: Option<Date>,
        region: Option<&str>,
    ) -> Option<usize> {
        let called = Called {
            title,
            number,
            today,
            region,
        };
        self.names.find(called, own)
    }

    /// The place of the entry with this document id.
    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// The entry that a title, a number or both mean on a day; a number decides. Where several
    /// have one title, the latest that is not younger than the day.
    ///
    /// ```
    /// let corpus = zhengce::Corpus::builtin()?;
    /// let meant = corpus.named(Some("关于深入推进义务教育均衡发展的意见"), None, None);
    /// assert_eq!(meant.unwrap().document.id, "CN-2012-48");
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    #[must_use]
    pub fn named(
        &self,
        title: Option<&str>,
        number: Option<&DocNumber>,
        on: Option<Date>,
    ) -> Option<&Entry> {
        self.entries.get(self.meant(title, number, None, on, None)?)
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

    /// How many documents came again with the same id and text, and count once.
    #[must_use]
    pub fn repeats(&self) -> usize {
        self.repeats
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Metadata;
    use crate::text::Text;

    #[test]
    fn every_id_is_unique_whatever_was_given() {
        let texts = [
            ("a", "一"),
            ("a", "二"),
            ("a#2", "三"),
            ("a", "一"),
            ("b", "一"),
            ("a", "二"),
        ];
        let entries = texts.map(|(id, text)| {
            let document = Document::new(id, Text::new(text), Metadata::default(), Vec::new());
            Entry::new(document, Annotations::default(), Vec::new())
        });
        let corpus = Corpus::from_entries(entries.into());
        let ids: Vec<_> = corpus
            .entries()
            .iter()
            .map(|e| e.document.id.as_str())
            .collect();
        assert_eq!(ids, ["a", "a#2", "a#2#2", "b"]);
        assert_eq!(corpus.repeats(), 2);
        let told = corpus
            .entries()
            .iter()
            .filter(|e| !e.diagnostics.is_empty());
        assert_eq!(told.count(), 2);
    }
}
