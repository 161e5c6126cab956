//! The timeline as rows.

use super::listing::{address_cell, path_cell};
use super::row::{Cell, Row};
use crate::corpus::Corpus;
use crate::document::Document;
use crate::text::CodePoints;
use crate::timeline::{DatedBy, Timeline, TimelineEntry};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One happening of a timeline, as a row.
#[derive(Debug)]
pub struct TimelineRow<'t> {
    happening: &'t TimelineEntry,
    /// The document whose words tell it.
    teller: Option<&'t Document>,
    /// Code points of those words.
    at: Option<(usize, usize)>,
}

/// The happenings of a timeline of this corpus, in order.
#[must_use]
pub fn timeline_rows<'t>(corpus: &'t Corpus, timeline: &'t Timeline) -> Vec<TimelineRow<'t>> {
    // Code points are counted once a document, not once a happening.
    let mut points: BTreeMap<&str, CodePoints<'t>> = BTreeMap::new();
    timeline
        .entries()
        .iter()
        .map(|happening| {
            let witness = happening.witnesses.first();
            let teller = witness.and_then(|w| Some(&corpus.get(&w.document)?.document));
            let at = witness.zip(teller).map(|(witness, document)| {
                points
                    .entry(document.id.as_str())
                    .or_insert_with(|| CodePoints::new(document.text.original()))
                    .span(witness.span)
            });
            TimelineRow {
                happening,
                teller,
                at,
            }
        })
        .collect()
}

impl Row for TimelineRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "date",
        "begin",
        "until",
        "kind",
        "doc",
        "title",
        "number",
        "basis",
        "told_by",
        "path",
        "address",
        "start",
        "end",
        "words",
        "witnesses",
        "related",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let happening = self.happening;
        let witness = happening.witnesses.first();
        let provision = witness.and_then(|w| w.provision);
        let place = |cell: fn(&Document, Option<usize>) -> Cell<'_>| {
            self.teller.map_or(Cell::Empty, |d| cell(d, provision))
        };
        vec![
            Cell::text(happening.when.to_string()),
            Cell::maybe(happening.when.begin.map(|d| d.to_string())),
            Cell::maybe(happening.when.until.map(|d| d.to_string())),
            Cell::text(happening.kind.as_str()),
            Cell::text(happening.document.as_str()),
            Cell::text(happening.title.as_str()),
            Cell::maybe(happening.number.as_ref().map(ToString::to_string)),
            Cell::text(match happening.dated_by {
                DatedBy::Text => "text",
                DatedBy::Metadata => "metadata",
                DatedBy::Published => "published",
            }),
            Cell::maybe(witness.map(|w| w.document.as_str())),
            place(path_cell),
            place(address_cell),
            self.at.map_or(Cell::Empty, |(start, _)| Cell::count(start)),
            self.at.map_or(Cell::Empty, |(_, end)| Cell::count(end)),
            Cell::maybe(witness.map(|w| w.quote.as_str())),
            Cell::List(
                happening
                    .witnesses
                    .iter()
                    .map(|w| Cow::from(w.document.as_str()))
                    .collect(),
            ),
            Cell::List(
                happening
                    .related
                    .iter()
                    .map(|r| {
                        let number = r.number.as_ref().map(ToString::to_string);
                        let name = [r.title.clone(), number, r.target.clone()];
                        let name: Vec<String> = name.into_iter().flatten().collect();
                        Cow::from(format!("{}: {}", r.relation.as_str(), name.join(" ")))
                    })
                    .collect(),
            ),
        ]
    }
}
