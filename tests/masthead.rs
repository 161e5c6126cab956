//! Mastheads of real documents: what the text alone says against the fields given beside it.

use crate::helpers::data;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use zhengce::document::{Agencies, DocNumber, Metadata};
use zhengce::parse::parse;
use zhengce::read::RawDocument;

/// Fields whose given value is not what the text says; each was looked at. What the text says is
/// given where it says something: it is then expected of the parser instead. A title is expected
/// to be words of the text, and the given one not to be.
const OTHERWISE: &[(&str, &str, Option<&str>, &str)] = &[
    // Pages that name their document above a text that begins with the addressee or the body.
    ("pt-218662", "title", None, NO_TITLE),
    ("pt-150057", "title", None, NO_TITLE),
    ("pt-311872", "title", None, NO_TITLE),
    ("pt-208869", "title", None, NO_TITLE),
    ("pt-190286", "title", None, NO_TITLE),
    ("pt-283963", "title", None, NO_TITLE),
    ("pt-284544", "title", None, NO_TITLE),
    (
        "pt-93435",
        "title",
        None,
        "the title stands in the text only as the name of a file",
    ),
    ("pt-20932", "title", None, NO_TITLE),
    ("pt-121539", "title", None, NO_TITLE),
    (
        "pt-242185",
        "title",
        None,
        "the text begins with a table of another name",
    ),
    // Names of pages that are not the title as printed.
    ("pt-141444", "title", None, NUMBER_IN_TITLE),
    ("pt-95047", "title", None, NUMBER_IN_TITLE),
    ("pt-176014", "title", None, NUMBER_IN_TITLE),
    ("pt-176849", "title", None, NUMBER_IN_TITLE),
    ("pt-292218", "title", None, NUMBER_IN_TITLE),
    ("pt-167051", "title", None, SHORT_NAME),
    ("pt-160725", "title", None, SHORT_NAME),
    (
        "pt-221933",
        "title",
        None,
        "the page names the document in its own words",
    ),
    ("pt-311464", "title", None, "the page cuts the title short"),
    // Numbers.
    (
        "govcn-5351177",
        "doc_number",
        Some("中华人民共和国国务院令第707号"),
        "the page writes 国令",
    ),
    (
        "govcn-5341736",
        "doc_number",
        Some("中华人民共和国国务院令第706号"),
        "the page writes 国令",
    ),
    // Dates of the page, or of another act.
    (
        "govcn-5351624",
        "issued",
        Some("2004-04-27"),
        "a slip of the page",
    ),
    ("pt-150057", "issued", Some("2017-11-24"), PAGE_DATE),
    ("pt-190286", "issued", Some("2016-01-29"), PAGE_DATE),
    ("pt-311872", "issued", None, "the text has no date"),
    ("pt-242185", "issued", None, "the text has no date"),
    ("pt-20932", "issued", None, "the text has no date"),
    (
        "pt-227915",
        "issued",
        Some("1999-05-23"),
        "given is the last change, the header tells the first act",
    ),
    (
        "pt-311464",
        "issued",
        Some("1998-08-11"),
        "given is the date of the report that is forwarded",
    ),
    // Issuers that the page shortens, or cuts out of the title.
    (
        "pt-230103",
        "issuer",
        Some("江苏省人民政府办公厅"),
        SHORT_NAME,
    ),
    ("pt-167051", "issuer", Some("上海市民政局"), SHORT_NAME),
    (
        "pt-221933",
        "issuer",
        Some("上海市科学技术委员会"),
        SHORT_NAME,
    ),
    ("pt-160725", "issuer", Some("上海市人民政府"), SHORT_NAME),
    (
        "pt-283963",
        "issuer",
        Some("上海市财政局、上海市国家税务局、上海市地方税务局"),
        SHORT_NAME,
    ),
    (
        "pt-284544",
        "issuer",
        Some("上海市房屋土地资源管理局房地产交易管理处"),
        "an office of the bureau signs",
    ),
    ("pt-150057", "issuer", None, "nobody signs the text"),
    (
        "pt-311464",
        "issuer",
        Some("辽宁省人民政府"),
        CUT_FROM_TITLE,
    ),
    (
        "pt-176014",
        "issuer",
        Some("国家发展改革委、国家能源局"),
        CUT_FROM_TITLE,
    ),
    ("pt-176849", "issuer", Some("农业部办公厅"), CUT_FROM_TITLE),
    (
        "mei-12-1152423",
        "issuer",
        Some("合肥市教育局"),
        CUT_FROM_TITLE,
    ),
    (
        "mei-12-1221940",
        "issuer",
        Some("西藏自治区人民政府办公厅"),
        CUT_FROM_TITLE,
    ),
    (
        "mei-12-4205824",
        "issuer",
        Some(
            "广西壮族自治区教育厅、中共广西壮族自治区委员会机构编制委员会办公室、广西壮族自治区发展和改革委员会、\
             广西壮族自治区财政厅、广西壮族自治区人力资源和社会保障厅、广西壮族自治区文化和旅游厅",
        ),
        "the signature names all six departments",
    ),
];
const NO_TITLE: &str = "the title stands on the page, not in the text";
const NUMBER_IN_TITLE: &str = "the page puts number or organ into the title";
const SHORT_NAME: &str = "the page shortens the issuer, the text spells it out";
const CUT_FROM_TITLE: &str = "cut out of the title at the wrong place";
const PAGE_DATE: &str = "given is the day of the page, the text is signed on another";

const FIELDS: [&str; 4] = ["title", "doc_number", "issued", "issuer"];

/// Letters and digits alone.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Organs without order; 中华人民共和国 before one makes no difference.
fn organs<'n>(names: impl IntoIterator<Item = &'n str>) -> BTreeSet<String> {
    names
        .into_iter()
        .flat_map(|n| n.split(['、', '，', ',', ' ', '　', '；']))
        .map(|n| folded(n.strip_prefix("中华人民共和国").unwrap_or(n)))
        .filter(|n| !n.is_empty())
        .collect()
}

fn agrees(field: &str, given: &str, found: &Metadata) -> bool {
    match field {
        "title" => found.title.as_deref().map(folded) == Some(folded(given)),
        "doc_number" => found.doc_number.as_ref().is_some_and(|n| {
            DocNumber::parse(given).is_some_and(|g| n.same_as(&g)) || n.to_string() == given
        }),
        // As far as both go.
        "issued" => found
            .issued
            .map(|d| d.to_string())
            .is_some_and(|d| !d.is_empty() && (d.starts_with(given) || given.starts_with(&d))),
        _ => organs([given]) == organs(found.issuers.iter().map(String::as_str)),
    }
}

fn said(field: &str, found: &Metadata) -> Option<String> {
    match field {
        "title" => found.title.clone(),
        "doc_number" => found.doc_number.as_ref().map(ToString::to_string),
        "issued" => found.issued.map(|d| d.to_string()),
        _ => Some(found.issuers.join("、")).filter(|n| !n.is_empty()),
    }
}

#[test]
fn the_text_alone_tells_what_was_given_beside_it() {
    for (name, first) in [("state_council", usize::MAX), ("education", 100)] {
        let Some(path) = data(&format!("corpus/{name}.jsonl")) else {
            return;
        };
        let text = fs::read_to_string(path).unwrap();
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for line in text.lines().take(first) {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let id = record["id"].as_str().unwrap();
            let words = record["text"].as_str().unwrap();
            let found = parse(RawDocument::new(id, words)).document.metadata;
            for field in FIELDS {
                let Some(given) = record[field].as_str().filter(|g| !g.is_empty()) else {
                    continue;
                };
                let right = agrees(field, given, &found);
                let otherwise = OTHERWISE.iter().find(|o| o.0 == id && o.1 == field);
                if let Some((_, _, expected, why)) = otherwise {
                    assert!(!right, "{id} {field} is right after all: {why}");
                    let heard = said(field, &found);
                    if field == "title" {
                        let inside = |t: &str| folded(words).contains(&folded(t));
                        assert!(
                            *why != NO_TITLE || !inside(given),
                            "{id}: {given} is in the text"
                        );
                        assert!(heard.iter().all(|t| inside(t)), "{id}: {heard:?}");
                    } else {
                        assert_eq!(heard.as_deref(), *expected, "{id} {field}: {why}");
                    }
                    continue;
                }
                let (sum, all) = counts.entry(field).or_default();
                *all += 1;
                *sum += usize::from(right);
                if !right {
                    println!(
                        "{id} {field}: given {given}, found {:?}",
                        said(field, &found)
                    );
                }
            }
        }
        for (field, (right, all)) in counts {
            println!("{name} {field}: {right} of {all}");
            assert!(right * 100 >= all * 98, "{name} {field}: {right} of {all}");
        }
    }
}

#[test]
fn the_text_of_a_page_tells_what_its_table_says() {
    let Some(index) = data("corpus/raw/index.json") else {
        return;
    };
    let folder = index.parent().unwrap().to_owned();
    let pages: Vec<serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(index).unwrap()).unwrap();
    let mut compared = 0;
    for page in &pages {
        let Some(table) = page["page_meta"].as_object() else {
            continue;
        };
        let file = page["file"].as_str().unwrap();
        let corpus = zhengce::Corpus::open([folder.join(file)]).unwrap();
        let given = &corpus.entries()[0].document;
        let alone = parse(RawDocument::new(file, given.text.original()))
            .document
            .metadata;
        for (label, value) in table {
            let value = value.as_str().unwrap();
            let field = match label.as_str() {
                "标题" => "title",
                "发文机关" => "issuer",
                "发文字号" => "doc_number",
                "成文日期" => "issued",
                _ => continue,
            };
            // The table prints dates in full: 2019年01月24日.
            let value = match field {
                "issued" => value.replace(['年', '月'], "-").replace('日', ""),
                _ => value.to_owned(),
            };
            compared += 1;
            assert!(
                agrees(field, &value, &given.metadata),
                "{file} {label}: {value}, as read with its table: {:?}",
                said(field, &given.metadata)
            );
            // 国令第707号 is the page's way to write an order of the State Council.
            let short = value
                .strip_prefix("国令")
                .and_then(|_| Agencies::standard().by_code("国令")?.issuer);
            let value = short.map_or(value.clone(), |o| value.replace("国令", &format!("{o}令")));
            assert!(
                agrees(field, &value, &alone),
                "{file} {label}: {value}, in the text alone: {:?}",
                said(field, &alone)
            );
        }
    }
    assert!(compared >= 15 * 4 - 4, "{compared} fields were compared");
}

/// Patterns of a count without the parser: where the text begins, a day, a verb.
struct Count {
    body: Regex,
    day: Regex,
    verb: Regex,
}

impl Count {
    fn new() -> Self {
        let regex = |pattern| Regex::new(pattern).unwrap();
        Self {
            body: regex(r"\n\s*(?:第一条|第一章|第\s*一\s*编|目\s*录|序\s*言|一、|第1条|为)"),
            day: regex(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*(?:日|\n日)"),
            verb: regex(
                r"通\s?过|批\s?准|公\s?布|发\s?布|颁\s?布|印发|修\s?正|修\s?订|施\s?行|实施|废止|令第",
            ),
        }
    }

    /// The dates of acts in the head of a law: every day outside titles that a verb follows
    /// before the next day.
    fn acts(&self, text: &str) -> Option<BTreeSet<String>> {
        let head = &text[..self.body.find(text)?.start()];
        let (mut depth, mut plain) = (0_i32, String::new());
        for c in head.chars() {
            depth += i32::from(c == '《');
            if depth <= 0 {
                plain.push(c);
            }
            depth -= i32::from(c == '》');
        }
        let days: Vec<_> = self.day.captures_iter(&plain).collect();
        let mut out = BTreeSet::new();
        for (n, c) in days.iter().enumerate() {
            let from = c.get(0).unwrap().end();
            let to = days
                .get(n + 1)
                .map_or(plain.len(), |d| d.get(0).unwrap().start());
            // What follows a header in sentences is the text.
            let words = plain[from..to].split('。').next().unwrap();
            if self.verb.is_match(words) {
                let number = |n: usize| c[n].parse::<u32>().unwrap();
                out.insert(format!("{}-{:02}-{:02}", &c[1], number(2), number(3)));
            }
        }
        Some(out)
    }
}

#[test]
fn the_history_of_a_law_has_every_act_of_its_header() {
    let Some(path) = data("corpus/laws.jsonl") else {
        return;
    };
    let count = Count::new();
    let (mut whole, mut all) = (0, 0);
    for line in fs::read_to_string(path).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = record["id"].as_str().unwrap();
        // The head is enough, and quick.
        let text: String = record["text"]
            .as_str()
            .unwrap()
            .chars()
            .take(3000)
            .collect();
        let Some(stated) = count.acts(&text).filter(|s| !s.is_empty()) else {
            continue;
        };
        let document = parse(RawDocument::new(id, text)).document;
        let history = &document.metadata.history;
        let told: BTreeSet<String> = history.iter().map(|a| a.date.to_string()).collect();
        all += 1;
        let missing: Vec<_> = stated.difference(&told).collect();
        if missing.is_empty() {
            whole += 1;
        } else {
            println!("{id}: no act on {missing:?}");
        }
        for act in history {
            let quote = document.quote(act.span);
            let year = format!("{}", act.date.year);
            assert!(
                quote.contains(&year) || quote.contains(['〇', '○', '零', '０', '２']),
                "{id}: {quote} is no act of {}",
                act.date
            );
        }
    }
    println!("{whole} of {all} headers are told whole");
    assert!(all > 3000 && whole * 100 >= all * 99, "{whole} of {all}");
}
