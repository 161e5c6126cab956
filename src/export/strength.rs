//! Strength and PMC as rows.

use super::row::{Cell, Row};
use crate::analysis::{DocumentStrength, Pmc, PmcModel, Strength, YearStrength};
use std::borrow::Cow;

/// The scores of one document, as a row.
#[derive(Debug)]
pub struct StrengthRow<'s>(&'s DocumentStrength, &'s str);

/// The scored documents, each with the `version` of the table.
#[must_use]
pub fn strength_rows<'s>(strength: &'s Strength, version: &'s str) -> Vec<StrengthRow<'s>> {
    strength
        .documents()
        .iter()
        .map(|d| StrengthRow(d, version))
        .collect()
}

impl Row for StrengthRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "doc", "year", "power", "goal", "measure", "total", "by_code", "scores",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let document = self.0;
        let by_code = document
            .measures
            .iter()
            .map(|(code, m)| Cow::from(format!("{code}:{m}")));
        vec![
            Cell::text(document.document.as_str()),
            Cell::maybe(document.year.map(|y| y.to_string())),
            Cell::count(document.power.into()),
            Cell::count(document.goal.into()),
            Cell::count(document.measure.into()),
            Cell::count(document.total() as usize),
            Cell::List(by_code.collect()),
            Cell::text(self.1),
        ]
    }
}

/// The strength of a year, as a row.
#[derive(Debug)]
pub struct YearStrengthRow<'s>(YearStrength, &'s str);

/// The years in order, each with the `version` of the table.
#[must_use]
pub fn year_strength_rows<'s>(strength: &Strength, version: &'s str) -> Vec<YearStrengthRow<'s>> {
    strength
        .years()
        .into_iter()
        .map(|year| YearStrengthRow(year, version))
        .collect()
}

impl Row for YearStrengthRow<'_> {
    const COLUMNS: &'static [&'static str] =
        &["year", "documents", "total", "mean", "synergy", "scores"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let year = &self.0;
        let pairs = year
            .synergy
            .iter()
            .map(|((k, l), sum)| Cow::from(format!("{k}+{l}:{sum}")));
        vec![
            Cell::text(year.year.to_string()),
            Cell::count(year.documents),
            Cell::count(year.total as usize),
            Cell::rounded(year.mean),
            Cell::List(pairs.collect()),
            Cell::text(self.1),
        ]
    }
}

/// How one document does in a model, as a row.
#[derive(Debug)]
pub struct PmcRow<'p> {
    pmc: &'p Pmc,
    model: &'p PmcModel,
}

/// One row a document, with a column a variable.
#[must_use]
pub fn pmc_rows<'p>(found: &'p [Pmc], model: &'p PmcModel) -> Vec<PmcRow<'p>> {
    found.iter().map(|pmc| PmcRow { pmc, model }).collect()
}

impl Row for PmcRow<'_> {
    const COLUMNS: &'static [&'static str] = &["doc", "index", "concavity", "band", "model"];

    fn columns(&self) -> Vec<Cow<'_, str>> {
        let (doc, rest) = Self::COLUMNS.split_at(1);
        let (doc, rest) = (doc.iter().copied(), rest.iter().copied());
        doc.chain(self.model.variables())
            .chain(rest)
            .map(Cow::from)
            .collect()
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![Cell::text(self.pmc.document.as_str())];
        cells.extend(self.pmc.values.iter().copied().map(Cell::rounded));
        cells.extend([
            Cell::rounded(self.pmc.index),
            Cell::rounded(self.pmc.concavity()),
            Cell::maybe(self.pmc.band.as_deref()),
            Cell::text(self.model.version()),
        ]);
        cells
    }
}
