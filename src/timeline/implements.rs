//! [`Diffusion`]: who carries out what down the levels, and after how long.

use super::Witness;
use super::build::{name_of, witness};
use crate::annotate::{Citation, CitationRelation, folded_title};
use crate::corpus::{Catalogue, Corpus, Entry, Filter, KnownDocument, own_names};
use crate::document::{Document, Level};
use crate::time::PartialDate;
use std::collections::BTreeMap;

/// The documents that carry out others, held or known to a catalogue: by 贯彻落实, by 根据 in
/// what they are made on, and by 转发.
#[derive(Clone, Debug, Default)]
pub struct Diffusion {
    steps: Vec<DiffusionStep>,
}

/// One document that carries out another.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DiffusionStep {
    /// The id of what is carried out, in the corpus or, where it is not held, in the catalogue.
    pub upper: Option<String>,
    /// Whether it is held.
    pub upper_held: bool,
    /// Its title, else its number, else its id.
    pub upper_title: String,
    /// Its level.
    pub upper_level: Option<Level>,
    /// Its date.
    pub upper_date: Option<PartialDate>,
    /// The id of what carries it out.
    pub lower: String,
    /// Its title, else its number, else its id.
    pub lower_title: String,
    /// Its level.
    pub lower_level: Option<Level>,
    /// Its region.
    pub lower_region: Option<String>,
    /// Its date.
    pub lower_date: Option<PartialDate>,
    /// How it does so.
    pub relation: CitationRelation,
    /// Least and most days between the two, as finely as both are dated.
    pub delay: Option<(i32, i32)>,
    /// The words that say so.
    pub witness: Witness,
}

impl Diffusion {
    /// What the documents that `filter` lets pass carry out: first by the date of the upper
    /// document, then by that of the lower. Only what stands on the same level or above is carried
    /// out; of a pair the strongest relation counts.
    #[must_use]
    pub fn of(corpus: &Corpus, catalogue: &Catalogue, filter: &Filter) -> Self {
        let mut found: BTreeMap<(String, usize), DiffusionStep> = BTreeMap::new();
        for (at, entry) in corpus.entries().iter().enumerate() {
            if !filter.accepts(&entry.document) {
                continue;
            }
            let own = own_names(entry);
            for citation in entry.annotations.citations.iter().filter(carries_out) {
                let title = citation.title.as_deref().map(folded_title);
                let held = citation.target.as_deref().and_then(|id| corpus.get(id));
                let upper = match held {
                    Some(held) => Upper::held(&held.document),
                    // What a notice carries is that notice.
                    None if title.is_some_and(|t| own.contains(&t)) => continue,
                    None => match catalogue.meant(citation, &entry.document) {
                        Some(known) => Upper::known(known),
                        None => continue,
                    },
                };
                let below = (upper.level.zip(entry.document.metadata.level))
                    .is_none_or(|(upper, lower)| upper <= lower);
                if !below {
                    continue;
                }
                let key = (upper.id.clone().unwrap_or(upper.title.clone()), at);
                let step = step(upper, entry, citation);
                found
                    .entry(key)
                    .and_modify(|known| {
                        if rank(step.relation) < rank(known.relation) {
                            known.clone_from(&step);
                        }
                    })
                    .or_insert(step);
            }
        }
        let mut steps: Vec<DiffusionStep> = found.into_values().collect();
        steps.sort_by(|a, b| key(a).cmp(&key(b)));
        Self { steps }
    }

    /// The steps in order.
    #[must_use]
    pub fn steps(&self) -> &[DiffusionStep] {
        &self.steps
    }
}

fn carries_out(citation: &&Citation) -> bool {
    matches!(
        citation.relation,
        CitationRelation::Implements | CitationRelation::Basis | CitationRelation::Forwards
    )
}

/// What is carried out.
struct Upper {
    id: Option<String>,
    held: bool,
    title: String,
    level: Option<Level>,
    date: Option<PartialDate>,
}

impl Upper {
    fn held(document: &Document) -> Self {
        Self {
            id: Some(document.id.clone()),
            held: true,
            title: name_of(document),
            level: document.metadata.level,
            date: document.metadata.dated(),
        }
    }

    fn known(known: &KnownDocument) -> Self {
        let number = known.number.as_ref().map(ToString::to_string);
        Self {
            id: known.id.clone(),
            held: false,
            title: known.title.clone().or(number).unwrap_or_default(),
            level: None,
            date: known.issued.or(known.published),
        }
    }
}

type Key<'k> = (
    bool,
    Option<PartialDate>,
    &'k str,
    bool,
    Option<PartialDate>,
    &'k str,
);

fn key(step: &DiffusionStep) -> Key<'_> {
    (
        step.upper_date.is_none(),
        step.upper_date,
        &step.upper_title,
        step.lower_date.is_none(),
        step.lower_date,
        &step.lower,
    )
}

/// The strongest relation first.
fn rank(relation: CitationRelation) -> u8 {
    match relation {
        CitationRelation::Implements => 0,
        CitationRelation::Forwards => 1,
        _ => 2,
    }
}

fn step(upper: Upper, entry: &Entry, citation: &Citation) -> DiffusionStep {
    let lower = &entry.document;
    let lower_date = lower.metadata.dated();
    let span = citation.span;
    DiffusionStep {
        delay: upper.date.zip(lower_date).and_then(|(a, b)| delay(a, b)),
        upper: upper.id,
        upper_held: upper.held,
        upper_title: upper.title,
        upper_level: upper.level,
        upper_date: upper.date,
        lower: lower.id.clone(),
        lower_title: name_of(lower),
        lower_level: lower.metadata.level,
        lower_region: lower.metadata.region.clone(),
        lower_date,
        relation: citation.relation,
        witness: witness(entry, span, lower.provision_at(span.start)),
    }
}

/// Least and most days from one date to another.
fn delay(from: PartialDate, to: PartialDate) -> Option<(i32, i32)> {
    let last = |date: PartialDate| date.until()?.plus(0, 0, -1);
    let least = to.first_day()?.days_since(last(from)?);
    let most = last(to)?.days_since(from.first_day()?);
    Some((least, most))
}
