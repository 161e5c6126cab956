//! Chains of versions, who carries out what, and what sources state of both, as rows.

use super::row::{Cell, Row};
use crate::corpus::{Corpus, Entry, Filter};
use crate::document::StatedRelation;
use crate::timeline::{Chain, ChainLink, Diffusion, DiffusionStep};
use std::borrow::Cow;

/// One document of a chain, as a row.
#[derive(Debug)]
pub struct ChainRow<'c>(&'c ChainLink);

/// The documents of a chain, the earliest first.
#[must_use]
pub fn chain_rows(chain: &Chain) -> Vec<ChainRow<'_>> {
    chain.links().iter().map(ChainRow).collect()
}

impl Row for ChainRow<'_> {
    const COLUMNS: &'static [&'static str] = &["date", "doc", "title", "number", "to"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let link = self.0;
        vec![
            Cell::maybe(link.made.map(|m| m.to_string())),
            Cell::text(link.document.as_str()),
            Cell::text(link.title.as_str()),
            Cell::maybe(link.number.as_ref().map(ToString::to_string)),
            Cell::List(
                link.to
                    .iter()
                    .map(|(kind, id)| Cow::from(format!("{} {id}", kind.as_str())))
                    .collect(),
            ),
        ]
    }
}

/// One document that carries out another, as a row.
#[derive(Debug)]
pub struct DiffusionRow<'c> {
    step: &'c DiffusionStep,
    address: Option<String>,
}

/// Who carries out what, in order.
#[must_use]
pub fn diffusion_rows<'c>(corpus: &Corpus, diffusion: &'c Diffusion) -> Vec<DiffusionRow<'c>> {
    diffusion
        .steps()
        .iter()
        .map(|step| {
            let entry = corpus.get(&step.witness.document);
            let address = entry
                .zip(step.witness.provision)
                .map(|(entry, provision)| entry.document.address(provision));
            DiffusionRow { step, address }
        })
        .collect()
}

impl Row for DiffusionRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "upper",
        "upper_held",
        "upper_title",
        "upper_level",
        "upper_date",
        "relation",
        "lower",
        "lower_title",
        "lower_level",
        "lower_region",
        "lower_date",
        "days_least",
        "days_most",
        "address",
        "quote",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let step = self.step;
        let days = |days: Option<i32>| days.map_or(Cell::Empty, |d| Cell::Number(f64::from(d)));
        vec![
            Cell::maybe(step.upper.as_deref()),
            Cell::text(if step.upper_held { "yes" } else { "no" }),
            Cell::text(step.upper_title.as_str()),
            Cell::maybe(step.upper_level.map(|l| l.as_str())),
            Cell::maybe(step.upper_date.map(|d| d.to_string())),
            Cell::text(step.relation.as_str()),
            Cell::text(step.lower.as_str()),
            Cell::text(step.lower_title.as_str()),
            Cell::maybe(step.lower_level.map(|l| l.as_str())),
            Cell::maybe(step.lower_region.as_deref()),
            Cell::maybe(step.lower_date.map(|d| d.to_string())),
            days(step.delay.map(|(least, _)| least)),
            days(step.delay.map(|(_, most)| most)),
            Cell::maybe(self.address.as_deref()),
            Cell::text(step.witness.quote.as_str()),
        ]
    }
}

/// A relation that a source states, as a row: it stands in the metadata of a document, not in its
/// text.
#[derive(Debug)]
pub struct StatedRow<'c> {
    from: &'c Entry,
    relation: &'c StatedRelation,
    to: Option<&'c Entry>,
}

/// The stated relations of the documents that `filter` lets pass, in the order of the corpus.
#[must_use]
pub fn stated_rows<'c>(corpus: &'c Corpus, filter: &Filter) -> Vec<StatedRow<'c>> {
    let mut rows = Vec::new();
    for from in corpus.entries() {
        if filter.accepts(&from.document) {
            let relations = from.document.provenance.relations.iter();
            rows.extend(relations.map(|relation| StatedRow {
                from,
                relation,
                to: corpus.get(&relation.target),
            }));
        }
    }
    rows
}

impl Row for StatedRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "from",
        "from_title",
        "from_date",
        "relation",
        "to",
        "to_held",
        "to_title",
        "to_date",
        "sources",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let date = |entry: &Entry| entry.document.metadata.dated().map(|d| d.to_string());
        let title = |entry: &'_ Entry| entry.document.metadata.title.clone();
        let sources = self.from.document.provenance.sources.iter();
        vec![
            Cell::text(self.from.document.id.as_str()),
            Cell::maybe(title(self.from)),
            Cell::maybe(date(self.from)),
            Cell::text(self.relation.kind.as_str()),
            Cell::text(self.relation.target.as_str()),
            Cell::text(if self.to.is_some() { "yes" } else { "no" }),
            Cell::maybe(self.to.and_then(title)),
            Cell::maybe(self.to.and_then(date)),
            Cell::List(sources.map(|s| Cow::from(s.url.as_str())).collect()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sources_state_is_listed_with_both_sides() {
        let corpus = Corpus::builtin().unwrap();
        let rows = stated_rows(&corpus, &Filter::default());
        let row = rows
            .iter()
            .find(|row| row.from.document.id == "SH-2010-GY" && row.relation.kind == "implements")
            .unwrap();
        let cells = row.cells();
        assert_eq!(cells.len(), StatedRow::COLUMNS.len());
        assert!(matches!(&cells[4], Cell::Text(id) if id == "CN-2010-12"));
        assert!(matches!(&cells[5], Cell::Text(held) if held == "yes"));
        assert!(matches!(&cells[8], Cell::List(sources) if !sources.is_empty()));
        // Documents of other countries are let pass only where they are asked for.
        assert!(
            rows.iter()
                .all(|row| !row.from.document.metadata.is_foreign())
        );
    }
}
