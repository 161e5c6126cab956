//! Real documents: whole runs, and figures against readers' answers.

use crate::helpers::{data, policy, stderr, stdout};
use std::fs;

/// Every record of a run holds to the contract of the analysis record.
fn valid(records: &str) {
    let Some(schema) = data("record.schema.json") else {
        return;
    };
    let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for line in records.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        if let Err(error) = validator.validate(&record) {
            panic!("{}: {error} at {}", record["id"], error.instance_path());
        }
    }
}

#[test]
fn every_document_of_a_corpus_gives_a_valid_record() {
    for (name, count) in [
        ("education", 554),
        ("state_council", 92),
        ("work_reports", 72),
    ] {
        let Some(path) = data(&format!("corpus/{name}.jsonl")) else {
            return;
        };
        let output = policy(&["analyze", path.to_str().unwrap()]);
        assert!(output.status.success(), "{}", stderr(&output));
        let records = stdout(&output);
        assert_eq!(records.lines().count(), count, "{name}");
        valid(&records);
    }
}

#[test]
fn the_case_corpus_gives_valid_records() {
    valid(&stdout(&policy(&["analyze"])));
}

#[test]
fn provisions_are_the_whole_text_and_spans_are_its_words() {
    let Some(path) = data("corpus/education.jsonl") else {
        return;
    };
    let corpus = zhengce::Corpus::open([path]).unwrap();
    for entry in corpus.entries() {
        let document = &entry.document;
        let joined: String = document
            .provisions
            .iter()
            .map(|p| document.quote(p.span))
            .collect();
        assert_eq!(joined, document.text.original(), "{}", document.id);
        let found = &entry.annotations;
        let spans = found
            .codes
            .iter()
            .flat_map(|c| c.evidence.iter().map(|e| e.span).chain([c.span]))
            .chain(found.dates.iter().map(|d| d.span))
            .chain(found.citations.iter().map(|c| c.span))
            .chain(found.quantities.iter().map(|q| q.span))
            .chain(found.events.iter().map(|e| e.span));
        for span in spans {
            assert!(
                !document.quote(span).is_empty(),
                "{}: {span} quotes nothing",
                document.id
            );
        }
    }
}

#[test]
fn an_address_means_one_provision() {
    for name in ["education", "state_council", "work_reports"] {
        let Some(path) = data(&format!("corpus/{name}.jsonl")) else {
            return;
        };
        for line in fs::read_to_string(path).unwrap().lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let (id, text) = (record["id"].as_str(), record["text"].as_str());
            let raw = zhengce::read::RawDocument::new(id.unwrap(), text.unwrap());
            let document = zhengce::parse::parse(raw).document;
            let mut seen = std::collections::BTreeMap::new();
            for (index, provision) in document.provisions.iter().enumerate() {
                let address = document.address(index);
                if let Some(other) = seen.insert(address.clone(), &provision.path) {
                    panic!(
                        "{}: {address} is {other} and {}",
                        document.id, provision.path
                    );
                }
            }
        }
    }
}

#[test]
fn pages_are_read_without_furniture() {
    let Some(folder) = data("corpus/raw") else {
        return;
    };
    let pages = ["gov_cn", "shmeea"].map(|f| folder.join(f));
    let corpus = zhengce::Corpus::open(pages).unwrap();
    assert_eq!(corpus.entries().len(), 29);
    for entry in corpus.entries() {
        let text = entry.document.text.original();
        assert!(text.chars().count() > 60, "{}", entry.document.id);
        for furniture in [
            "打印本页",
            "关闭窗口",
            "浏览次数",
            "扫一扫",
            "索 引 号",
            "发文机关：",
            "上一篇",
            "<p",
            "&nbsp;",
            "function(",
        ] {
            assert!(
                !text.contains(furniture),
                "{}: {furniture}",
                entry.document.id
            );
        }
    }
}

/// Every number of two catalogues: that it reads and prints normalised, and where it holds.
///
/// A scraper cut these numbers out of pages, so that words of a sentence stand before some and
/// others begin in the middle of an organ's name.
#[test]
fn the_numbers_of_catalogues_tell_level_and_region() {
    use zhengce::document::DocNumber;
    let (mut all, mut read, mut placed, mut named, mut shared) =
        (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let mut misses = Vec::new();
    for name in ["catalogue_shanghai", "catalogue_state_council"] {
        let Some(path) = data(&format!("domain/{name}.jsonl")) else {
            return;
        };
        for line in fs::read_to_string(path).unwrap().lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let Some(given) = record["doc_number"].as_str() else {
                continue;
            };
            all += 1;
            let Some(number) = DocNumber::recover(given) else {
                misses.push(format!("{given}: not read"));
                continue;
            };
            let printed = number.to_string();
            // What is printed reads as the same number, and prints the same again.
            let again = DocNumber::parse(&printed);
            // 〔2006〕02号 is 〔2006〕2号.
            let plain = given.replace("〕0", "〕").replace("〕0", "〕");
            if !plain.ends_with(&printed) || again.is_none_or(|n| n.to_string() != printed) {
                misses.push(format!("{given}: read as {printed}"));
                continue;
            }
            read += 1;
            match number.agency() {
                Some(agency) if agency.region.is_some() => {
                    placed += 1;
                    named += u32::from(agency.issuer.is_some());
                    shared += u32::from(!agency.also.is_empty());
                }
                _ if number.code.is_empty() || ["公告", "通告"].contains(&number.code.as_str()) =>
                {
                    misses.push(format!("{given}: the organ stands elsewhere on the page"));
                }
                _ => misses.push(format!("{given}: whose code this is, is not known")),
            }
        }
    }
    println!(
        "{all} numbers, {read} read, {placed} with level and region, {named} with issuer, {shared} of several places"
    );
    println!("{} misses:\n{}", misses.len(), misses.join("\n"));
    let least = f64::from(all) * 0.995;
    assert!(
        f64::from(read) >= least && f64::from(placed) >= least,
        "{read} and {placed} of {all}"
    );
}
