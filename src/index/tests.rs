//! The index as a whole against plain evaluation over the texts.

use super::matching::Matcher;
use super::names;
use super::unit::{Unit, day_interval};
use super::*;
use crate::annotate::{Annotations, CodeAssignment};
use crate::corpus::{Entry, Filter};
use crate::document::{DocNumber, Document, Level, Metadata, Provision, ProvisionKind};
use crate::error::ErrorKind;
use crate::read::RawDocument;
use crate::segment::{Lexicon, Segmenter};
use crate::span::Span;
use crate::text::{Repair, RepairKind, Script, Text};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

mod folding;
mod language;
mod ranking;
mod readings;
mod resuming;
mod searching;
mod writing;

/// A document with one provision a paragraph.
fn entry(id: &str, metadata: Metadata, paragraphs: &[&str]) -> Entry {
    let text = paragraphs.join("\n");
    let mut provisions = Vec::new();
    let mut at = 0;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let end = (at + paragraph.len() + 1).min(text.len());
        provisions.push(Provision::new(
            ProvisionKind::Article,
            format!("第{}条", index + 1),
            1,
            Span::new(at, end),
        ));
        at = end;
    }
    Entry::new(
        Document::new(id, Text::new(text), metadata, provisions),
        Annotations::default(),
        Vec::new(),
    )
}

fn coded(mut entry: Entry, provision: usize, code: &str) -> Entry {
    entry.annotations.codes.push(CodeAssignment {
        codebook: "case".into(),
        version: "1".into(),
        code: code.into(),
        span: entry.document.provisions[provision].span,
        provision: Some(provision),
        score: 1.0,
        evidence: Vec::new(),
    });
    entry
}

fn metadata(title: &str, issuer: &str, issued: &str, level: Level) -> Metadata {
    Metadata {
        title: Some(title.to_owned()),
        doc_number: DocNumber::parse("沪教委基〔2012〕40号"),
        issuers: vec![issuer.to_owned()],
        issued: issued.parse().ok(),
        genre: Some("意见".to_owned()),
        level: Some(level),
        region: Some("上海市".to_owned()),
        ..Metadata::default()
    }
}

/// Known only to have been published.
fn published() -> Metadata {
    Metadata {
        published: "2013-05".parse().ok(),
        ..Metadata::default()
    }
}

fn written() -> Vec<Entry> {
    vec![
        coded(
            entry(
                "b",
                metadata(
                    "关于义务教育均衡发展的意见",
                    "上海市教育委员会",
                    "2012-09-05",
                    Level::Municipal,
                ),
                &[
                    "各区应当保障教育经费，逐步提高生均公用经费标准。",
                    "推进义务教育学校教师流动，完善校长教师交流轮岗机制（２０１２年底前完成）。",
                    "学区化集团化办学，委托管理农村学校，入学按学区就近安排。",
                ],
            ),
            1,
            "personnel",
        ),
        entry(
            "a",
            metadata(
                "义务教育法实施办法",
                "国务院 教育部",
                "2011",
                Level::National,
            ),
            &[
                "教育经费依法增长。教育经费使用接受监督，ABC项目abc。",
                "流动人口子女入学，以流入地政府为主。",
                "保障教育\u{200b}经费 和　教师工资。",
            ],
        ),
        entry(
            "c",
            published(),
            &["义务教育义务教育义务，教育。", "e\u{301}教育", ""],
        ),
    ]
}

fn built(entries: &[Entry]) -> CorpusIndex {
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    for entry in entries {
        writer.add(entry).unwrap();
    }
    writer.commit().unwrap();
    drop(writer);
    index
}

static WRITTEN: LazyLock<CorpusIndex> = LazyLock::new(|| built(&written()));

fn places(results: &SearchResults) -> Vec<(String, usize)> {
    results
        .hits
        .iter()
        .map(|h| (h.doc.clone(), h.provision))
        .collect()
}

fn find(index: &CorpusIndex, query: &Query) -> Vec<(String, usize)> {
    let results = index
        .search(query, &Filter::default(), 1_000, Sort::Date)
        .unwrap();
    assert_eq!(results.total as usize, results.hits.len());
    let mut places = places(&results);
    places.sort();
    places
}

fn folded(text: &str) -> String {
    Text::new(text).view().to_ascii_lowercase()
}

/// What a query means, without any index.
fn holds(query: &Query, unit: &Unit) -> bool {
    let contains = |text: &str, part: &str| folded(text).contains(&folded(part));
    let within = |date: Option<crate::time::PartialDate>, from: &Option<_>, to: &Option<_>| {
        let Some((begin, until)) = date.and_then(day_interval) else {
            return false;
        };
        let from = from.and_then(day_interval).map_or(0, |d| d.0);
        let to = to.and_then(day_interval).map_or(u64::MAX, |d| d.1);
        until > from && begin < to
    };
    match query {
        Query::All => true,
        Query::Phrase(text) => contains(unit.text.original(), text),
        Query::Wildcard(_) | Query::Regex(_) | Query::Near(..) => {
            let matcher = Matcher::of(query).unwrap().unwrap();
            matcher.holds(&folded(unit.text.original()), Script::AsIs)
        }
        Query::Cites(name) => !names::of_query(name).is_disjoint(&unit.cites),
        Query::Documents(ids) => ids.contains(&unit.facts.doc),
        Query::InForce(_) | Query::Alike(_) => unreachable!("no test asks an index alone"),
        // A value that shows nothing asks for nothing.
        Query::Field(Field::Title | Field::Number | Field::Issuer | Field::Region, value)
            if folded(value).is_empty() =>
        {
            true
        }
        Query::Field(field, value) => match field {
            Field::Title => unit.facts.title.iter().any(|t| contains(t, value)),
            Field::Number => {
                let whole = DocNumber::parse(Text::new(value.as_str()).view());
                let value = whole.map_or_else(|| value.clone(), |n| n.to_string());
                unit.facts.number.iter().any(|t| contains(t, &value))
            }
            Field::Issuer => unit.facts.issuers.iter().any(|t| contains(t, value)),
            Field::Region => unit.facts.region.iter().any(|t| contains(t, value)),
            Field::Genre => unit.facts.genre.iter().any(|g| g.ends_with(value)),
            Field::Code => unit.codes.contains(value),
            Field::Doc => &unit.facts.doc == value,
        },
        Query::Level(level) => unit.facts.level.as_deref() == Some(level.as_str()),
        Query::Dated(from, to) => within(unit.facts.dated(), from, to),
        Query::Issued(from, to) => within(unit.facts.issued(), from, to),
        Query::Published(from, to) => within(unit.facts.published(), from, to),
        Query::And(parts) => parts.iter().all(|p| holds(p, unit)),
        Query::Or(parts) => parts.iter().any(|p| holds(p, unit)),
        Query::Not(part) => !holds(part, unit),
    }
}

fn units(entries: &[Entry]) -> Vec<Unit> {
    entries.iter().flat_map(Unit::of).collect()
}

static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| units(&written()));

fn expected(units: &[Unit], query: &Query) -> Vec<(String, usize)> {
    let mut places: Vec<_> = units
        .iter()
        .filter(|unit| holds(query, unit))
        .map(|unit| (unit.facts.doc.clone(), unit.ordinal))
        .collect();
    places.sort();
    places
}
