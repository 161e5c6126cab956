//! Chains of versions, and who carries out what, as rows.

use super::row::{Cell, Row};
use crate::corpus::Corpus;
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
