//! Numbering in real documents: whole, or told.

use crate::helpers::data;
use std::collections::BTreeMap;
use std::fs;
use zhengce::document::{Document, ProvisionKind};
use zhengce::numeral;
use zhengce::parse::{Parsed, parse};
use zhengce::read::RawDocument;

/// Every `step`th document of a corpus, parsed.
fn parsed(name: &str, step: usize) -> Option<Vec<Parsed>> {
    let text = fs::read_to_string(data(&format!("corpus/{name}.jsonl"))?).unwrap();
    let documents = text.lines().step_by(step).map(|line| {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let mut raw = RawDocument::new(
            record["id"].as_str().unwrap(),
            record["text"].as_str().unwrap(),
        );
        raw.given.title = record["title"].as_str().map(str::to_owned);
        parse(raw)
    });
    Some(documents.collect())
}

/// The attachment that a provision stands in; articles are counted in each text apart.
fn text_of(document: &Document, index: usize) -> Option<usize> {
    let mut at = Some(index);
    while let Some(i) = at {
        if document.provisions[i].kind == ProvisionKind::Attachment {
            return Some(i);
        }
        at = document.provisions[i].parent;
    }
    None
}

/// The number of 第十二条 and whether it is an inserted one: 第十二条之一.
fn article(label: &str) -> (u32, bool) {
    let (number, rest) = label.trim_start_matches('第').split_once('条').unwrap();
    (numeral::value(number).unwrap(), !rest.is_empty())
}

/// The articles that do not follow the one before them.
fn faults(document: &Document) -> Vec<usize> {
    let mut last: BTreeMap<Option<usize>, u32> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, provision) in document.provisions.iter().enumerate() {
        if provision.kind != ProvisionKind::Article {
            continue;
        }
        let (number, inserted) = article(provision.label.as_deref().unwrap());
        let before = last
            .insert(text_of(document, index), number)
            .unwrap_or_default();
        if number != before + 1 && !(inserted && number == before) {
            found.push(index);
        }
    }
    found
}

#[test]
fn articles_run_without_gap_or_the_gap_is_told() {
    let Some(laws) = parsed("laws", 4) else {
        return;
    };
    let mut broken = Vec::new();
    for parsed in &laws {
        let document = &parsed.document;
        let faults = faults(document);
        if faults.is_empty() {
            continue;
        }
        broken.push(document.id.as_str());
        let articles = |p: &&zhengce::document::Provision| p.kind == ProvisionKind::Article;
        if document.provisions.iter().filter(articles).count() == 1 {
            continue; // a text of one article is a part of another
        }
        for index in faults {
            let span = document.provisions[index].span;
            let told = parsed.diagnostics.iter().any(|d| {
                d.code.starts_with("parse.article-") && d.span.is_some_and(|s| span.contains(s))
            });
            assert!(told, "{} {}", document.id, document.provisions[index].path);
        }
    }
    let whole = 1.0 - broken.len() as f64 / laws.len() as f64;
    assert!(whole >= 0.99, "{whole} of {}: {broken:?}", laws.len());
}

#[test]
fn a_notice_that_issues_or_forwards_carries_what_it_names() {
    for (name, least) in [("education", 20), ("state_council", 20)] {
        let Some(documents) = parsed(name, 1) else {
            return;
        };
        let mut carrying = 0;
        for parsed in &documents {
            let document = &parsed.document;
            carrying += usize::from(!document.carried.is_empty());
            for carried in &document.carried {
                let own = document.metadata.doc_number.as_ref();
                let inner = carried.metadata.doc_number.as_ref();
                assert!(carried.metadata.title.is_some(), "{}", document.id);
                // The header of a regulation names the order that promulgates it.
                let ordered = own.is_some_and(|n| n.code.ends_with('令'));
                assert!(own.is_none() || ordered || own != inner, "{}", document.id);
            }
        }
        assert!(carrying >= least, "{name} {carrying}");
    }
}
