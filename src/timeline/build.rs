//! From events, citations and metadata to ordered entries.

use super::nearby::Nearby;
use super::{DatedBy, Related, TimelineEntry, TimelineOptions, Witness};
use crate::annotate::{Citation, CitationRelation, Event, EventKind};
use crate::corpus::{Corpus, Entry};
use crate::document::Document;
use crate::span::Span;
use crate::time::{Interval, PartialDate};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn entries(corpus: &Corpus, options: &TimelineOptions) -> Vec<TimelineEntry> {
    let mut out = Vec::new();
    for entry in corpus.entries() {
        life(entry, &Nearby::of(entry), &mut out);
        if options.prescribed {
            let events = entry.annotations.events.iter();
            out.extend(
                events
                    .filter(|e| !e.own_kind().is_life())
                    .map(|e| told(entry, e, Vec::new())),
            );
        }
    }
    witnesses(corpus, &mut out);
    let filter = &options.filter;
    // The dates bound the happening, not the document that tells it.
    let mut documents = filter.clone();
    (documents.from, documents.to) = (None, None);
    // Of each document that passes, the provisions that pass.
    let passing: BTreeMap<&str, Option<BTreeSet<usize>>> = corpus
        .filter(&documents)
        .map(|e| (e.document.id.as_str(), filter.coded_provisions(e)))
        .collect();
    out.retain(|told| {
        let provision = told.witnesses.first().and_then(|w| w.provision);
        filter.accepts_dates(told.when.begin, told.when.until)
            && passing.get(told.document.as_str()).is_some_and(|coded| {
                coded
                    .as_ref()
                    .is_none_or(|coded| provision.is_some_and(|p| coded.contains(&p)))
            })
    });
    out.sort_by_cached_key(|e| {
        (
            e.when.begin,
            (e.when.until.is_none(), e.when.until),
            e.kind,
            e.number.as_ref().map(ToString::to_string),
            e.title.clone(),
            e.document.clone(),
            e.witnesses.first().map(|w| w.span),
        )
    });
    out
}

/// The life of one document, its making first.
fn life(entry: &Entry, nearby: &Nearby, out: &mut Vec<TimelineEntry>) {
    let metadata = &entry.document.metadata;
    let events = &entry.annotations.events;
    let made = metadata
        .issued
        .map(|d| (d, DatedBy::Metadata))
        .or_else(|| metadata.published.map(|d| (d, DatedBy::Published)));
    let first = made.and_then(|(d, _)| d.first_day());
    // What tells the making in the text: the signature, or the passing or revision of a law.
    let told_by = events.iter().position(|e| {
        e.own_kind() == EventKind::Issued && e.when.begin.is_some() && e.when.begin == first
    });
    let passed = told_by.or_else(|| {
        events.iter().position(|e| {
            matches!(e.kind, EventKind::Adopted | EventKind::Revised)
                && e.when.begin.is_some()
                && e.when.begin == first
        })
    });
    if let Some((date, dated_by)) = made.filter(|_| passed.is_none()) {
        out.push(TimelineEntry {
            when: Interval::new(date.first_day(), date.until()),
            date: Some(date),
            dated_by,
            kind: EventKind::Issued,
            document: entry.document.id.clone(),
            title: name_of(&entry.document),
            number: metadata.doc_number.clone(),
            witnesses: Vec::new(),
            related: making(entry),
        });
    }
    let own = events.iter().enumerate();
    for (index, event) in own.filter(|(_, e)| e.own_kind().is_life()) {
        if event.kind == EventKind::Repealed {
            let repealed: Vec<&Citation> = nearby
                .touching(event.span)
                .filter(|c| c.relation == CitationRelation::Repeals)
                .collect();
            if !repealed.is_empty() {
                // One entry for each document that ceases.
                out.extend(
                    repealed
                        .into_iter()
                        .map(|c| told(entry, event, vec![related(c)])),
                );
                continue;
            }
        }
        let is_making = Some(index) == told_by
            || (told_by.is_none() && event.kind == EventKind::Adopted && event.when.begin == first);
        let others = if is_making {
            making(entry)
        } else {
            nearby.touching(event.span).map(related).collect()
        };
        out.push(told(entry, event, others));
    }
}

/// An entry that the text tells.
fn told(entry: &Entry, event: &Event, related: Vec<Related>) -> TimelineEntry {
    TimelineEntry {
        when: event.when,
        date: event
            .when
            .whole()
            .or(event.when.begin.map(PartialDate::from)),
        dated_by: DatedBy::Text,
        kind: event.own_kind(),
        document: entry.document.id.clone(),
        title: name_of(&entry.document),
        number: entry.document.metadata.doc_number.clone(),
        witnesses: vec![witness(entry, event.span, event.provision)],
        related,
    }
}

pub(super) fn witness(entry: &Entry, span: Span, provision: Option<usize>) -> Witness {
    Witness {
        document: entry.document.id.clone(),
        provision,
        path: provision
            .and_then(|p| entry.document.provisions.get(p))
            .map(|p| p.path.clone()),
        span,
        quote: entry.document.reading(span).into_owned(),
    }
}

fn related(citation: &Citation) -> Related {
    Related {
        relation: citation.relation,
        title: citation.title.clone(),
        number: citation.number.clone(),
        target: citation.target.clone(),
    }
}

/// The documents that the making of a document rests on or changes.
fn making(entry: &Entry) -> Vec<Related> {
    entry
        .annotations
        .citations
        .iter()
        .filter(|c| {
            !matches!(
                c.relation,
                CitationRelation::Cites | CitationRelation::Repeals
            )
        })
        .map(related)
        .collect()
}

/// Adds to the making of a document those who tell its day: 1994年2月1日民政部发布的《…》.
fn witnesses(corpus: &Corpus, out: &mut [TimelineEntry]) {
    let mut makings: BTreeMap<(String, Option<crate::time::Date>), usize> = BTreeMap::new();
    for (at, e) in out.iter().enumerate() {
        if matches!(e.kind, EventKind::Issued | EventKind::Adopted) {
            makings
                .entry((e.document.clone(), e.when.begin))
                .or_insert(at);
        }
    }
    for entry in corpus.entries() {
        let nearby = Nearby::of(entry);
        for event in entry
            .annotations
            .events
            .iter()
            .filter(|e| e.kind == EventKind::Past)
        {
            let reach = Span::new(event.span.start, event.span.end + NEAR);
            let cited = nearby.touching(reach).find(|c| {
                let gap = Span::new(event.span.end, c.span.start);
                !entry.document.reading(gap).contains(['。', '；', '\n'])
            });
            let Some(target) = cited.and_then(|c| c.target.clone()) else {
                continue;
            };
            if let Some(told) = makings
                .get(&(target, event.when.begin))
                .and_then(|at| out.get_mut(*at))
            {
                told.witnesses
                    .push(witness(entry, event.span, event.provision));
            }
        }
    }
}

/// How far, in bytes, a cited title stands behind its date.
const NEAR: usize = 120;

/// What names a document in a listing: its title, else its number, else its id.
pub(super) fn name_of(document: &Document) -> String {
    document
        .metadata
        .title
        .clone()
        .or_else(|| document.metadata.doc_number.as_ref().map(|n| n.to_string()))
        .unwrap_or_else(|| document.id.clone())
}
