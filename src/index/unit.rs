//! The unit of the index: one provision with what its document says of itself.

use super::facts::Facts;
use super::lattice::folded;
use super::names;
use crate::annotate::mentions;
use crate::corpus::Entry;
use crate::text::{CodePoints, Repair, Script, Text};
use crate::time::{Date, PartialDate};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A provision on the way into the index.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) facts: Arc<Facts>,
    pub(crate) ordinal: usize,
    /// Its text, as a text of its own.
    pub(crate) text: Text,
    /// The same as it is compared.
    pub(crate) folded: String,
    pub(crate) codes: BTreeSet<String>,
    path: String,
    address: String,
    /// Offset of the text in the document, in code points.
    start: usize,
    /// The same in bytes.
    byte: usize,
    /// What it calls other documents.
    pub(crate) cites: BTreeSet<String>,
    /// Of the first provision of a document what others call the document: with it goes all that is
    /// indexed once a document.
    pub(crate) head: Option<BTreeSet<String>>,
}

/// What the index keeps of a provision for hits to show, beside the facts of its document.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Kept {
    pub(crate) codes: Vec<String>,
    pub(crate) path: String,
    pub(crate) address: String,
    /// Offset of the text in the document, in code points.
    pub(crate) start: usize,
    /// The same in bytes.
    pub(crate) byte: usize,
    /// The text as the document has it.
    pub(crate) text: String,
    /// What is read over in it, in bytes of it.
    pub(crate) repairs: Vec<Repair>,
    pub(crate) script: Script,
    /// The line of the document, where it is too long to be kept once a document.
    pub(crate) facts: Option<String>,
}

impl Unit {
    /// The provisions of an entry in text order; those without any text are left out.
    pub(crate) fn of(entry: &Entry) -> Vec<Self> {
        let document = &entry.document;
        let points = CodePoints::new(document.text.original());
        let mut codes = vec![BTreeSet::new(); document.provisions.len()];
        for code in &entry.annotations.codes {
            let provision = entry.provision_of(code);
            if let Some(codes) = provision.and_then(|p| codes.get_mut(p)) {
                codes.insert(code.code.to_string());
            }
        }
        let mut cites = vec![BTreeSet::new(); document.provisions.len()];
        for mention in mentions(document) {
            let start = document.text.to_original(mention.span).start;
            let provision = document.provision_at(start);
            if let Some(cites) = provision.and_then(|p| cites.get_mut(p)) {
                cites.extend(mention.number.iter().flat_map(names::of_number));
                cites.extend(mention.title.iter().flat_map(|t| names::of_cited(t)));
            }
        }
        let facts = Arc::new(Facts::of(document));
        let mut head = Some(names::of_document(&document.metadata));
        document
            .provisions
            .iter()
            .zip(codes.into_iter().zip(cites))
            .enumerate()
            .filter(|(_, (p, _))| !document.quote(p.span).trim().is_empty())
            .map(|(ordinal, (provision, (codes, cites)))| {
                let text = document.text.part(provision.span);
                Self {
                    facts: Arc::clone(&facts),
                    ordinal,
                    folded: folded(&text),
                    text,
                    codes,
                    path: provision.path.clone(),
                    address: document.address(ordinal),
                    start: points.offset(provision.span.start),
                    byte: provision.span.start,
                    cites,
                    head: head.take(),
                }
            })
            .collect()
    }

    /// What is kept of it: the values of [`Kept`] in the order of its fields, without names.
    pub(crate) fn line(&self, facts: Option<&str>) -> serde_json::Result<String> {
        serde_json::to_string(&(
            &self.codes,
            &self.path,
            &self.address,
            self.start,
            self.byte,
            self.text.original(),
            self.text.repairs(),
            self.text.script(),
            facts,
        ))
    }
}

impl Kept {
    /// What a stored line says.
    pub(crate) fn read(line: &str) -> serde_json::Result<Self> {
        serde_json::from_str(line)
    }

    /// The text with its view; the same part of the document that was indexed.
    pub(crate) fn text(&self) -> Text {
        Text::repaired(self.text.as_str(), self.repairs.clone(), self.script)
    }
}

/// A day as a number: how many lie between it and the first of the calendar.
pub(crate) fn day_number(day: Date) -> u64 {
    let days = Date::new(1, 1, 1).map_or(0, |first| day.days_since(first));
    u64::try_from(days).unwrap_or_default()
}

/// A day after the calendar's last, 31 December 9999.
const AFTER_ALL: u64 = 3_652_059;

/// The days `[begin, until)` that a partial date may mean.
pub(crate) fn day_interval(date: PartialDate) -> Option<(u64, u64)> {
    let begin = day_number(date.first_day()?);
    Some((begin, date.until().map_or(AFTER_ALL, day_number)))
}
