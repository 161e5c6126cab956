//! The unit of the index: one provision with what its document says of itself.

use super::names;
use crate::annotate::mentions;
use crate::corpus::Entry;
use crate::text::{CodePoints, Repair, Script, Text};
use crate::time::{Date, PartialDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Everything a hit shows, as it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Unit {
    pub(crate) doc: String,
    pub(crate) ordinal: usize,
    pub(crate) title: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) number_raw: Option<String>,
    pub(crate) issuers: Vec<String>,
    pub(crate) issued: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) genre: Option<String>,
    pub(crate) level: Option<String>,
    pub(crate) region: Option<String>,
    /// [`HOME`] for China; empty where a foreign document names no country.
    pub(crate) jurisdiction: String,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) repairs: Vec<Repair>,
    #[serde(default)]
    pub(crate) script: Script,
    /// What it calls other documents; only on the way into the index.
    #[serde(skip)]
    pub(crate) cites: BTreeSet<String>,
    /// Of the first provision of a document what others call the document: with it goes all that is
    /// indexed once a document. Only on the way into the index.
    #[serde(skip)]
    pub(crate) head: Option<BTreeSet<String>>,
}

impl Unit {
    /// The provisions of an entry in text order; those without any text are left out.
    pub(crate) fn of(entry: &Entry) -> Vec<Self> {
        let document = &entry.document;
        let metadata = &document.metadata;
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
        let mut head = Some(names::of_document(metadata));
        document
            .provisions
            .iter()
            .zip(codes.into_iter().zip(cites))
            .enumerate()
            .filter(|(_, (p, _))| !document.quote(p.span).trim().is_empty())
            .map(|(ordinal, (provision, (codes, cites)))| Self {
                doc: document.id.clone(),
                ordinal,
                title: metadata.title.clone(),
                number: metadata.doc_number.as_ref().map(ToString::to_string),
                number_raw: metadata.doc_number.as_ref().map(|n| n.raw.clone()),
                issuers: metadata.issuers.clone(),
                issued: metadata.issued.map(|d| d.to_string()),
                published: metadata.published.map(|d| d.to_string()),
                genre: metadata.genre.clone(),
                level: metadata.level.map(|l| l.as_str().to_owned()),
                region: metadata.region.clone(),
                jurisdiction: metadata.country().unwrap_or_default().to_owned(),
                codes: codes.into_iter().collect(),
                path: provision.path.clone(),
                address: document.address(ordinal),
                start: points.offset(provision.span.start),
                byte: provision.span.start,
                text: document.quote(provision.span).to_owned(),
                repairs: document.text.part(provision.span).repairs().to_vec(),
                script: document.text.script(),
                cites,
                head: head.take(),
            })
            .collect()
    }

    /// The text with its view; the same when it is indexed and when it is found.
    pub(crate) fn text(&self) -> Text {
        Text::repaired(self.text.as_str(), self.repairs.clone(), self.script)
    }

    pub(crate) fn issued(&self) -> Option<PartialDate> {
        self.issued.as_deref().and_then(|d| d.parse().ok())
    }

    /// The date that places the document in time.
    pub(crate) fn dated(&self) -> Option<PartialDate> {
        self.issued().or_else(|| self.published())
    }

    pub(crate) fn published(&self) -> Option<PartialDate> {
        self.published.as_deref().and_then(|d| d.parse().ok())
    }
}

/// A day as a number that orders like the calendar: 20120905.
pub(crate) fn day_number(day: Date) -> u64 {
    let part = |n: i64| u64::try_from(n).unwrap_or_default();
    part(day.year().into()) * 10_000 + part(day.month().into()) * 100 + part(day.day().into())
}

/// The days `[begin, until)` that a partial date may mean.
pub(crate) fn day_interval(date: PartialDate) -> Option<(u64, u64)> {
    let begin = day_number(date.first_day()?);
    // The calendar ends with 9999; a date there is open to the end.
    let until = date.until().map_or(99_999_999, day_number);
    Some((begin, until))
}
