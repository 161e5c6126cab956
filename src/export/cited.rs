//! The ledger of cited documents as rows.

use super::listing::{address_cell, path_cell};
use super::row::{Cell, Row};
use crate::corpus::{Cited, Corpus, Ledger, Naming};
use crate::document::Document;
use crate::text::CodePoints;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// One cited document, as a row.
#[derive(Debug)]
pub struct CitedRow<'l>(&'l Cited);

/// The cited documents of a ledger, in order.
#[must_use]
pub fn cited_rows(ledger: &Ledger) -> Vec<CitedRow<'_>> {
    ledger.documents().iter().map(CitedRow).collect()
}

impl Row for CitedRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "title",
        "number",
        "held",
        "id",
        "issuer",
        "issued",
        "documents",
        "citations",
        "relations",
        "first",
        "last",
        "cited_by",
        "forms",
        "source",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let cited = self.0;
        let known = cited.known.as_ref();
        let date =
            |date: Option<crate::time::PartialDate>| Cell::maybe(date.map(|d| d.to_string()));
        let mut told = BTreeSet::new();
        let by = cited.namings.iter().map(|n| n.document.as_str());
        vec![
            Cell::maybe(cited.title.as_deref()),
            Cell::maybe(cited.number.as_ref().map(ToString::to_string)),
            Cell::text(cited.held.as_str()),
            Cell::maybe(cited.id.as_deref()),
            Cell::maybe(known.and_then(|k| k.issuer.as_deref())),
            date(known.and_then(|k| k.issued.or(k.published))),
            Cell::count(cited.documents()),
            Cell::count(cited.namings.len()),
            Cell::List(
                cited
                    .relations()
                    .into_iter()
                    .map(|(relation, count)| Cow::from(format!("{} {count}", relation.as_str())))
                    .collect(),
            ),
            date(cited.first()),
            date(cited.last()),
            Cell::List(by.filter(|id| told.insert(*id)).map(Cow::from).collect()),
            Cell::List(
                cited
                    .forms
                    .iter()
                    .map(|form| {
                        let title = form.title.as_ref().map(|t| format!("《{t}》"));
                        let words: String = title.into_iter().chain(form.number.clone()).collect();
                        Cow::from(format!("{words} {}", form.count))
                    })
                    .collect(),
            ),
            Cell::maybe(known.and_then(|k| k.source.as_deref())),
        ]
    }
}

/// One citation of a cited document, as a row.
#[derive(Debug)]
pub struct NamingRow<'l> {
    cited: &'l Cited,
    naming: &'l Naming,
    document: Option<&'l Document>,
    /// Code points of the citation.
    at: Option<(usize, usize)>,
}

/// Every citation of the documents of a ledger of this corpus, in the order of the ledger.
#[must_use]
pub fn naming_rows<'l>(corpus: &'l Corpus, ledger: &'l Ledger) -> Vec<NamingRow<'l>> {
    let mut points: BTreeMap<&str, CodePoints<'l>> = BTreeMap::new();
    let mut rows = Vec::new();
    for cited in ledger.documents() {
        for naming in &cited.namings {
            let document = corpus.get(&naming.document).map(|e| &e.document);
            let at = document.map(|document| {
                points
                    .entry(document.id.as_str())
                    .or_insert_with(|| CodePoints::new(document.text.original()))
                    .span(naming.span)
            });
            rows.push(NamingRow {
                cited,
                naming,
                document,
                at,
            });
        }
    }
    rows
}

impl Row for NamingRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "title", "number", "held", "id", "relation", "cited_by", "date", "path", "address",
        "start", "end", "quote",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let (cited, naming) = (self.cited, self.naming);
        let place = |of: for<'d> fn(&'d Document, Option<usize>) -> Cell<'d>| {
            self.document
                .map_or(Cell::Empty, |d| of(d, naming.provision))
        };
        vec![
            Cell::maybe(cited.title.as_deref()),
            Cell::maybe(cited.number.as_ref().map(ToString::to_string)),
            Cell::text(cited.held.as_str()),
            Cell::maybe(cited.id.as_deref()),
            Cell::text(naming.relation.as_str()),
            Cell::text(naming.document.as_str()),
            Cell::maybe(naming.date.map(|d| d.to_string())),
            place(path_cell),
            place(address_cell),
            self.at.map_or(Cell::Empty, |(start, _)| Cell::count(start)),
            self.at.map_or(Cell::Empty, |(_, end)| Cell::count(end)),
            Cell::maybe(self.document.map(|d| d.reading(naming.span))),
        ]
    }
}
