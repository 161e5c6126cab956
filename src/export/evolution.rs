//! Stages, bursts and inheritance as rows.

use super::row::{Cell, Row};
use crate::analysis::{Burst, Cut, Inheritance, Inherited, Stages};
use crate::corpus::Entry;
use std::borrow::Cow;

fn yes(holds: bool) -> Cell<'static> {
    Cell::text(if holds { "yes" } else { "no" })
}

/// One cut between stages, as a row.
#[derive(Debug)]
pub struct CutRow<'s>(&'s Cut);

/// The cuts of a series, in order.
#[must_use]
pub fn cut_rows(stages: &Stages) -> Vec<CutRow<'_>> {
    stages.cuts().iter().map(CutRow).collect()
}

impl Row for CutRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "year",
        "found",
        "own",
        "gain",
        "kept_without_one",
        "kept_without_fifth",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let cut = self.0;
        vec![
            Cell::text(cut.year.to_string()),
            yes(cut.found),
            yes(cut.own),
            Cell::rounded(cut.gain),
            Cell::rounded(cut.kept_without_one),
            Cell::rounded(cut.kept_without_fifth),
        ]
    }
}

/// One burst, as a row.
#[derive(Debug)]
pub struct BurstRow<'b>(&'b Burst);

/// Bursts as rows, in their order.
#[must_use]
pub fn burst_rows(bursts: &[Burst]) -> Vec<BurstRow<'_>> {
    bursts.iter().map(BurstRow).collect()
}

impl Row for BurstRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "subject",
        "first",
        "last",
        "weight",
        "relevant",
        "documents",
        "usual_share",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let burst = self.0;
        vec![
            Cell::text(burst.subject.as_str()),
            Cell::text(burst.first.to_string()),
            Cell::text(burst.last.to_string()),
            Cell::rounded(burst.weight),
            Cell::count(burst.relevant),
            Cell::count(burst.documents),
            Cell::rounded(burst.usual),
        ]
    }
}

/// A provision of one or both of two documents, as a row.
#[derive(Debug)]
pub struct InheritedRow<'i> {
    pair: &'i Inherited,
    upper: &'i Entry,
    lower: &'i Entry,
}

/// What became of the provisions of `upper` in `lower`, in the order of the result.
#[must_use]
pub fn inherited_rows<'i>(
    inheritance: &'i Inheritance,
    upper: &'i Entry,
    lower: &'i Entry,
) -> Vec<InheritedRow<'i>> {
    let pairs = inheritance.pairs().iter();
    pairs
        .map(|pair| InheritedRow { pair, upper, lower })
        .collect()
}

impl Row for InheritedRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "fate",
        "upper_address",
        "lower_address",
        "similarity",
        "changes",
        "upper_text",
        "lower_text",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let address = |entry: &Entry, at: Option<usize>| {
            Cell::maybe(at.map(|provision| entry.document.address(provision)))
        };
        fn words(entry: &Entry, at: Option<usize>) -> Cell<'_> {
            let provision = at.and_then(|at| entry.document.provisions.get(at));
            Cell::maybe(provision.map(|p| {
                let reading = entry.document.reading(p.span);
                Cow::from(reading.trim().to_owned())
            }))
        }
        let pair = self.pair;
        vec![
            Cell::text(pair.fate.as_str()),
            address(self.upper, pair.upper),
            address(self.lower, pair.lower),
            Cell::rounded(pair.similarity),
            Cell::List(pair.changes.iter().map(|c| Cow::from(c.as_str())).collect()),
            words(self.upper, pair.upper),
            words(self.lower, pair.lower),
        ]
    }
}
