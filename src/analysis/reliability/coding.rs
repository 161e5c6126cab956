//! [`Coding`]: what one coder said of the units of some documents.

use crate::annotate::{Coder, CodingUnits};
use crate::corpus::Corpus;
use crate::read::CodedUnit;
use crate::text::CodePoints;
use std::collections::{BTreeMap, BTreeSet};

/// A place in a document: code points, half-open; `None` is all of it.
pub type Place = Option<(usize, usize)>;

/// The codes of each unit, document by document.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Coding {
    /// Who coded: a person, a machine, a version of a codebook.
    pub coder: String,
    pub(super) documents: BTreeMap<String, Coded>,
}

/// What a coder said of one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Coded {
    /// What the document was taken from, where it is a part of another.
    pub(super) taken_from: Option<String>,
    pub(super) units: BTreeMap<Place, BTreeSet<String>>,
    /// The words of units whose source has them.
    pub(super) texts: BTreeMap<Place, String>,
}

impl Coded {
    /// All codes of the document, wherever in it.
    pub(super) fn all(&self) -> BTreeSet<String> {
        self.units.values().flatten().cloned().collect()
    }

    /// Whether nothing finer than the whole document was coded.
    pub(super) fn is_whole(&self) -> bool {
        self.units.keys().all(Option::is_none)
    }
}

impl Coding {
    /// The coding that these units are, by `coder`.
    ///
    /// ```
    /// use zhengce::{analysis::reliability::Coding, read::CodedUnit};
    /// let mut unit = CodedUnit::default();
    /// unit.document = "u1".to_owned();
    /// unit.codes = vec!["personnel".to_owned()];
    /// assert_eq!(Coding::of("甲", &[unit]).documents().collect::<Vec<_>>(), ["u1"]);
    /// ```
    #[must_use]
    pub fn of<'u>(
        coder: impl Into<String>,
        units: impl IntoIterator<Item = &'u CodedUnit>,
    ) -> Self {
        let mut documents: BTreeMap<String, Coded> = BTreeMap::new();
        for unit in units {
            let coded = documents.entry(unit.document.clone()).or_default();
            if coded.taken_from.is_none() {
                coded.taken_from.clone_from(&unit.taken_from);
            }
            let codes = coded.units.entry(unit.span).or_default();
            codes.extend(unit.codes.iter().cloned());
            if let Some(text) = &unit.text {
                coded.texts.insert(unit.span, text.clone());
            }
        }
        // That a document was read is one thing, that all of it got a code another.
        for coded in documents.values_mut() {
            if coded.units.len() > 1 && coded.units.get(&None).is_some_and(BTreeSet::is_empty) {
                coded.units.remove(&None);
            }
        }
        Self {
            coder: coder.into(),
            documents,
        }
    }

    /// One coding for each coder that the units name, in the order of their names; `name` is the
    /// coder of units that name none.
    #[must_use]
    pub fn by_coder(name: &str, units: &[CodedUnit]) -> Vec<Self> {
        let mut coders: BTreeMap<&str, Vec<&CodedUnit>> = BTreeMap::new();
        for unit in units {
            let coder = unit.coder.as_deref().unwrap_or(name);
            coders.entry(coder).or_default().push(unit);
        }
        coders
            .into_iter()
            .map(|(coder, units)| Self::of(coder, units))
            .collect()
    }

    /// What the rules of `codebook` said of the documents of a corpus.
    #[must_use]
    pub fn of_corpus(coder: impl Into<String>, corpus: &Corpus, codebook: &str) -> Self {
        let mut documents = BTreeMap::new();
        for entry in corpus.entries() {
            let points = CodePoints::new(entry.document.text.original());
            let mut coded = Coded::default();
            for code in &entry.annotations.codes {
                if code.codebook == codebook {
                    let codes = coded.units.entry(Some(points.span(code.span))).or_default();
                    codes.insert(code.code.to_string());
                }
            }
            documents.insert(entry.document.id.clone(), coded);
        }
        Self {
            coder: coder.into(),
            documents,
        }
    }

    /// What a coder says of the documents of a corpus: of the same paragraphs, under the same
    /// headings, as any other coder of the library. Where `codebook` is named, of its codes alone.
    #[must_use]
    pub fn by(
        name: impl Into<String>,
        corpus: &Corpus,
        coder: &dyn Coder,
        codebook: Option<&str>,
    ) -> Self {
        let mut documents = BTreeMap::new();
        for entry in corpus.entries() {
            let points = CodePoints::new(entry.document.text.original());
            let units = CodingUnits::of(&entry.document);
            let mut coded = Coded::default();
            let given = coder.code_all(&units.units());
            for ((_, span), given) in units.places().iter().zip(given) {
                let given = given.into_iter();
                let given = given.filter(|c| codebook.is_none_or(|id| c.codebook == id));
                let codes: BTreeSet<String> = given.map(|c| c.code.to_string()).collect();
                if !codes.is_empty() {
                    let known = coded.units.entry(Some(points.span(*span))).or_default();
                    known.extend(codes);
                }
            }
            documents.insert(entry.document.id.clone(), coded);
        }
        Self {
            coder: name.into(),
            documents,
        }
    }

    /// The ids of the documents it is about, in order.
    pub fn documents(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }
}
