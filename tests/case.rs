//! The embedded case corpus.

use crate::helpers::data;
use std::collections::BTreeSet;
use zhengce::corpus::Jurisdictions;
use zhengce::timeline::TimelineOptions;
use zhengce::{Corpus, Timeline};

const INSTRUMENTS: [&str; 5] = [
    "personnel",
    "enrollment",
    "integration",
    "investment",
    "evaluation",
];
const MEASURES: [&str; 4] = [
    "district_group",
    "entrusted",
    "new_quality",
    "diversification",
];

#[test]
fn it_holds_the_core_series_under_verified_numbers() {
    let corpus = Corpus::builtin().unwrap();
    assert!(corpus.entries().len() >= 25);
    let numbers: BTreeSet<String> = corpus
        .entries()
        .iter()
        .filter_map(|e| e.document.metadata.doc_number.as_ref())
        .map(ToString::to_string)
        .collect();
    for number in [
        "沪府办发〔2011〕31号",
        "沪府办发〔2011〕32号",
        "沪府办发〔2012〕40号",
        "沪府办发〔2012〕75号",
        "沪府办发〔2013〕73号",
        "沪府办〔2015〕120号",
        "国发〔2012〕48号",
        "教督〔2012〕3号",
    ] {
        assert!(
            numbers.contains(number),
            "{number} is not among {numbers:?}"
        );
    }
}

#[test]
fn every_digest_says_what_it_is_and_where_it_comes_from() {
    for entry in Corpus::builtin().unwrap().entries() {
        let document = &entry.document;
        assert!(document.provenance.digest, "{}", document.id);
        assert!(!document.provenance.sources.is_empty(), "{}", document.id);
        assert!(
            document.text.original().contains("不是公文原文"),
            "{}",
            document.id
        );
        assert!(document.metadata.title.is_some(), "{}", document.id);
        // A date that no source confirms is left out, and that is said.
        let unsure = document.provenance.unverified.iter().any(|f| f == "issued");
        assert!(
            document.metadata.dated().is_some() || unsure,
            "{}",
            document.id
        );
        assert!(document.metadata.level.is_some(), "{}", document.id);
        assert!(document.metadata.region.is_some(), "{}", document.id);
    }
}

#[test]
fn stated_relations_lead_to_documents() {
    let corpus = Corpus::builtin().unwrap();
    // What another document is to one of the case is stated by its id where it is held, else by
    // its number or title, as it would stand in the ledger of documents that are not.
    let mut stated = 0;
    for entry in corpus.entries() {
        for relation in &entry.document.provenance.relations {
            let target = relation.target.as_str();
            stated += 1;
            assert_ne!(target, entry.document.id, "a relation to itself");
            assert!(
                corpus.get(target).is_some() || !target.is_ascii(),
                "{}: {target} is no document",
                entry.document.id
            );
        }
    }
    assert!(stated > 100, "{stated}");
}

#[test]
fn where_only_the_title_is_known_nothing_is_coded() {
    let corpus = Corpus::builtin().unwrap();
    let title_only: Vec<_> = corpus
        .entries()
        .iter()
        .filter(|e| e.document.provenance.title_only)
        .collect();
    assert!(!title_only.is_empty());
    for entry in title_only {
        assert!(
            entry.annotations.codes.is_empty(),
            "{}: {:?}",
            entry.document.id,
            entry.annotations.codes
        );
    }
}

#[test]
fn all_instruments_and_measures_are_present() {
    let corpus = Corpus::builtin().unwrap();
    let codes: BTreeSet<&str> = corpus
        .entries()
        .iter()
        .flat_map(|e| &e.annotations.codes)
        .map(|c| c.code.as_str())
        .collect();
    for code in INSTRUMENTS.iter().chain(&MEASURES) {
        assert!(codes.contains(code), "{code} is not among {codes:?}");
    }
}

#[test]
fn the_timeline_has_every_sure_date_of_the_documents_it_holds() {
    let Some(path) = data("domain/timeline.jsonl") else {
        return;
    };
    let corpus = Corpus::builtin().unwrap();
    let mut options = TimelineOptions::default();
    options.prescribed = true;
    options.filter.jurisdictions = Jurisdictions::All;
    let timeline = Timeline::with(&corpus, &options);
    let mut checked = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let known: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| known[key].as_str().unwrap();
        if !text("trust").starts_with("gold") {
            continue;
        }
        let date = text("date");
        for id in text("doc").split(';').filter(|id| corpus.get(id).is_some()) {
            let told = timeline.entries().iter().any(|e| {
                // As finely as it is known: 2012 is told by 2012-09-05.
                e.document == id
                    && (e.when.to_string() == date
                        || e.date.is_some_and(|d| d.to_string().starts_with(date)))
            });
            assert!(told, "{id} {date}");
            checked += 1;
        }
    }
    assert!(checked >= 20, "{checked}");
}
