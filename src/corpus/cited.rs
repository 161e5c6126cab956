//! [`Ledger`]: the documents that a corpus cites, held or not, each once whatever it is called.

mod group;

use super::{Catalogue, Corpus, Entry, Filter, KnownDocument};
use crate::annotate::{CitationRelation, folded_title};
use crate::document::DocNumber;
use crate::span::Span;
use crate::time::PartialDate;
use group::groups;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The documents that the documents of a corpus cite.
///
/// One document is one line, though texts call it by its number, its whole title, its title
/// without the issuer, or both: what has one number is one, where the titles do not contradict;
/// what has one title is one, where the numbers do not.
///
/// ```
/// use zhengce::corpus::{Catalogue, CitedOptions, Corpus, Ledger};
/// let corpus = Corpus::builtin()?;
/// let ledger = Ledger::of(&corpus, &Catalogue::builtin()?, &CitedOptions::default());
/// assert!(ledger.documents().iter().any(|d| d.title.as_deref() == Some("上海市居住证管理办法")));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    documents: Vec<Cited>,
}

/// One document that is cited.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Cited {
    /// Its title: as the corpus or the catalogue has it, else as it is most often written.
    pub title: Option<String>,
    /// Its number, as one of them has it.
    pub number: Option<DocNumber>,
    /// Whether it is held.
    pub held: Held,
    /// Its id in the corpus or in the catalogue.
    pub id: Option<String>,
    /// What the catalogue says of it.
    pub known: Option<KnownDocument>,
    /// How texts call it, the most frequent form first.
    pub forms: Vec<CitedForm>,
    /// The citations, by the date of the citing document, then in corpus and text order.
    pub namings: Vec<Naming>,
}

/// A written form of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CitedForm {
    /// The title as written.
    pub title: Option<String>,
    /// The number as written.
    pub number: Option<String>,
    /// How many citations are written so.
    pub count: usize,
}

/// One citation of a document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Naming {
    /// The id of the citing document.
    pub document: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// What it does with the cited one.
    pub relation: CitationRelation,
    /// The index of the provision that cites.
    pub provision: Option<usize>,
    /// The citation, in bytes of the original text.
    pub span: Span,
}

/// Whether a cited document is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Held {
    /// It is in the corpus.
    Corpus,
    /// Its text is not held; the catalogue knows title, number or date.
    Catalogue,
    /// Nothing is known but the citations.
    Nowhere,
}

impl Held {
    /// The word used in listings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corpus => "held",
            Self::Catalogue => "known",
            Self::Nowhere => "unknown",
        }
    }
}

/// What a ledger shows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CitedOptions {
    /// The citing documents and, by `codes`, the citing provisions.
    pub filter: Filter,
    /// The relations that count; all where none is named.
    pub relations: Vec<CitationRelation>,
    /// Which cited documents are shown: those not held, where nothing else is said.
    pub held: Vec<Held>,
    /// Only what at least so many documents cite.
    pub least: usize,
    /// The order.
    pub sort: CitedSort,
}

impl Default for CitedOptions {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            relations: Vec::new(),
            held: vec![Held::Catalogue, Held::Nowhere],
            least: 1,
            sort: CitedSort::default(),
        }
    }
}

/// The order of a ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum CitedSort {
    /// What most documents cite first.
    #[default]
    Count,
    /// By title.
    Title,
    /// By number.
    Number,
    /// By the date of the first citation.
    First,
    /// By the date of the last citation, the latest first.
    Last,
}

/// Which document a citation was found to be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    /// The entry at this place of the corpus.
    Entry(usize),
    /// The document at this place of the catalogue.
    Known(usize),
    /// The group of this index.
    Group(usize),
}

/// A citation: the place of its entry, and its index there.
type Place = (usize, usize);

impl Ledger {
    /// The ledger of the documents that `options` let pass, with what `catalogue` knows.
    #[must_use]
    pub fn of(corpus: &Corpus, catalogue: &Catalogue, options: &CitedOptions) -> Self {
        let mut namings: BTreeMap<Identity, Vec<Place>> = BTreeMap::new();
        let mut open = Vec::new();
        for (at, entry) in corpus.entries().iter().enumerate() {
            let own = own_names(entry);
            for (index, citation) in entry.annotations.citations.iter().enumerate() {
                let title = citation.title.as_deref().map(folded_title);
                let target = citation.target.as_deref().and_then(|id| corpus.place(id));
                if let Some(target) = target {
                    let held = namings.entry(Identity::Entry(target));
                    held.or_default().push((at, index));
                } else if title.is_some_and(|t| own.contains(&t)) {
                    // What a notice carries is that notice.
                } else if let Some(known) = catalogue.place(citation, &entry.document) {
                    let known = namings.entry(Identity::Known(known));
                    known.or_default().push((at, index));
                } else {
                    open.push((at, index));
                }
            }
        }
        // All citations say what is one document; the filter chooses among them later.
        for (group, places) in groups(corpus, &open).into_iter().enumerate() {
            namings.insert(Identity::Group(group), places);
        }
        let passing = Passing::of(corpus, options);
        let mut documents: Vec<Cited> = namings
            .into_iter()
            .filter_map(|(identity, mut places)| {
                places.retain(|place| passing.accepts(corpus, *place));
                (!places.is_empty()).then(|| cited(corpus, catalogue, identity, &places))
            })
            .filter(|c| options.held.contains(&c.held) && c.documents() >= options.least)
            .collect();
        sort(&mut documents, options.sort);
        Self { documents }
    }

    /// The cited documents in order.
    #[must_use]
    pub fn documents(&self) -> &[Cited] {
        &self.documents
    }
}

impl Cited {
    /// How many documents cite it.
    #[must_use]
    pub fn documents(&self) -> usize {
        let ids: BTreeSet<&str> = self.namings.iter().map(|n| n.document.as_str()).collect();
        ids.len()
    }

    /// How often each relation is used, in the order of the relations.
    #[must_use]
    pub fn relations(&self) -> Vec<(CitationRelation, usize)> {
        let mut counts = BTreeMap::new();
        for naming in &self.namings {
            *counts.entry(naming.relation).or_insert(0) += 1;
        }
        counts.into_iter().collect()
    }

    /// The date of the first citing document that has one.
    #[must_use]
    pub fn first(&self) -> Option<PartialDate> {
        self.namings.iter().filter_map(|n| n.date).min()
    }

    /// The date of the last citing document that has one.
    #[must_use]
    pub fn last(&self) -> Option<PartialDate> {
        self.namings.iter().filter_map(|n| n.date).max()
    }
}

/// The citations that count.
struct Passing<'o> {
    options: &'o CitedOptions,
    /// By place of the entry: whether it passes, and which provisions do.
    entries: Vec<Option<Option<BTreeSet<usize>>>>,
}

impl<'o> Passing<'o> {
    fn of(corpus: &Corpus, options: &'o CitedOptions) -> Self {
        let filter = &options.filter;
        let entries = corpus
            .entries()
            .iter()
            .map(|e| {
                filter
                    .accepts(&e.document)
                    .then(|| filter.coded_provisions(e))
            })
            .collect();
        Self { options, entries }
    }

    fn accepts(&self, corpus: &Corpus, (at, index): Place) -> bool {
        let Some(Some(coded)) = self.entries.get(at) else {
            return false;
        };
        let entry = &corpus.entries()[at];
        let citation = &entry.annotations.citations[index];
        let relations = &self.options.relations;
        (relations.is_empty() || relations.contains(&citation.relation))
            && coded.as_ref().is_none_or(|coded| {
                let provision = entry.document.provision_at(citation.span.start);
                provision.is_some_and(|p| coded.contains(&p))
            })
    }
}

/// The folded titles of what a document carries: by its own title, and in its text.
pub(crate) fn own_names(entry: &Entry) -> Vec<String> {
    let document = &entry.document;
    let by_title = document.metadata.title.as_deref();
    let inside = document.carried.iter();
    by_title
        .and_then(super::names::carried)
        .into_iter()
        .chain(inside.filter_map(|c| Some(folded_title(c.metadata.title.as_deref()?))))
        .collect()
}

fn cited(corpus: &Corpus, catalogue: &Catalogue, identity: Identity, places: &[Place]) -> Cited {
    let mut forms: BTreeMap<(Option<&str>, Option<String>), usize> = BTreeMap::new();
    let mut namings = Vec::with_capacity(places.len());
    for &(at, index) in places {
        let entry = &corpus.entries()[at];
        let citation = &entry.annotations.citations[index];
        let number = citation.number.as_ref().map(ToString::to_string);
        *forms
            .entry((citation.title.as_deref(), number))
            .or_insert(0) += 1;
        namings.push(Naming {
            document: entry.document.id.clone(),
            date: entry.document.metadata.dated(),
            relation: citation.relation,
            provision: entry.document.provision_at(citation.span.start),
            span: citation.span,
        });
    }
    // What has no date stands last.
    namings.sort_by_key(|n| (n.date.is_none(), n.date));
    let mut forms: Vec<CitedForm> = forms
        .into_iter()
        .map(|((title, number), count)| CitedForm {
            title: title.map(str::to_owned),
            number,
            count,
        })
        .collect();
    forms.sort_by_key(|f| Reverse(f.count));
    let written = |at: &dyn Fn(&CitedForm) -> Option<&String>| {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for form in &forms {
            if let Some(words) = at(form) {
                *counts.entry(words).or_insert(0) += form.count;
            }
        }
        // The most frequent form; of these the longest, which says the issuer.
        let best = counts
            .into_iter()
            .max_by_key(|(words, count)| (*count, words.chars().count(), Reverse(*words)));
        best.map(|(words, _)| words.clone())
    };
    let title = written(&|f| f.title.as_ref());
    let number = written(&|f| f.number.as_ref());
    let number = number.as_deref().and_then(DocNumber::parse);
    let (held, id, known) = match identity {
        Identity::Entry(at) => (Held::Corpus, Some(&corpus.entries()[at]), None),
        Identity::Known(at) => (Held::Catalogue, None, catalogue.documents().get(at)),
        Identity::Group(_) => (Held::Nowhere, None, None),
    };
    let metadata = id.map(|entry| &entry.document.metadata);
    Cited {
        title: metadata
            .and_then(|m| m.title.clone())
            .or_else(|| known?.title.clone())
            .or(title),
        number: metadata
            .and_then(|m| m.doc_number.clone())
            .or_else(|| known?.number.clone())
            .or(number),
        held,
        id: id
            .map(|entry| entry.document.id.clone())
            .or_else(|| known?.id.clone()),
        known: known.cloned(),
        forms,
        namings,
    }
}

fn sort(documents: &mut [Cited], order: CitedSort) {
    let name = |c: &Cited| {
        let number = c.number.as_ref().map(ToString::to_string);
        (c.title.is_none(), c.title.clone(), number)
    };
    match order {
        CitedSort::Count => {
            documents.sort_by_cached_key(|c| (Reverse((c.documents(), c.namings.len())), name(c)))
        }
        CitedSort::Title => documents.sort_by_cached_key(name),
        CitedSort::Number => documents.sort_by_cached_key(|c| {
            let number = c.number.as_ref();
            let number = number.map(|n| (n.code.clone(), n.year, n.serial));
            (number.is_none(), number, name(c))
        }),
        CitedSort::First => documents.sort_by_cached_key(|c| {
            let first = c.first();
            (first.is_none(), first, name(c))
        }),
        CitedSort::Last => documents.sort_by_cached_key(|c| (Reverse(c.last()), name(c))),
    }
}

#[cfg(test)]
mod tests;
