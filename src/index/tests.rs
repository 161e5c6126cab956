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
mod ranking;

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
        Query::Phrase(text) => contains(&unit.kept.text, text),
        Query::Wildcard(_) | Query::Regex(_) | Query::Near(..) => {
            let matcher = Matcher::of(query).unwrap().unwrap();
            matcher.holds(&folded(&unit.kept.text), Script::AsIs)
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
            Field::Code => unit.kept.codes.contains(value),
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

#[test]
fn queries_find_what_they_say() {
    for (query, count) in [
        ("教育经费", 3),
        ("\"教育经费\"", 3),
        ("育经", 3),
        ("学区", 1),
        ("入学", 2),
        ("区化", 1),
        ("abc", 1),
        ("2012年底前", 1),
        ("“经费 和 教师”", 1),
        ("教育　经费", 3),
        ("教师 AND 流动", 1),
        ("流动 NOT 人口", 1),
        ("流动 -人口", 1),
        ("教师流动 OR 流动人口", 2),
        ("（教师流动 ｜ 流动人口） 入学", 1),
        ("（教师流动 OR 流动人口） 入学", 1),
        ("NOT 教育", 2),
        ("title:实施办法 入学", 1),
        ("issuer：教育部", 3),
        ("issuer:“国务院 教育部”", 3),
        ("number:40号 入学", 2),
        ("level:municipal", 3),
        ("genre:意见 code:personnel", 1),
        ("doc:c", 2),
        ("region:上海", 6),
        ("year:2012", 3),
        ("issued:2011..2012 学区", 1),
        ("issued:2011-06", 3),
        ("issued:..2011", 3),
        ("issued:2012-09-06..", 0),
        ("published:2012", 0),
        ("published:2013", 2),
        ("date:2013", 2),
        ("year:2012..2013", 5),
        ("issued:2013", 0),
        ("*", 8),
        ("「教育经费」", 3),
        ("* NOT *", 0),
        ("教育 NEAR/0 经费", 3),
        ("经费 NEAR 教育", 3),
        ("学区 NEAR/S 入学", 1),
        ("教师 NEAR/2 轮岗", 1),
        ("(教师 OR 学校) NEAR/6 流动", 1),
        ("教师 NEAR/6 流动 NOT 校长", 0),
        ("NOT 教育 NEAR/0 经费", 5),
        ("教*费", 3),
        ("流?人口", 1),
        ("＊经费＊", 3),
        ("/经费.{0,2}(增长|接受)/", 1),
        ("教育 /^[^，]*，教育。/", 1),
        ("-/教|育/", 2),
        ("issued:十二五", 6),
        ("issued:十一五", 0),
        ("plan:“十二五”", 8),
        ("issued:“十二五” 学区", 1),
        ("issued:2011～2012 学区", 1),
        ("issued:2012年9月5日", 3),
        ("issued:2012年9月..", 3),
        ("number:沪教委基(2012)40号", 6),
        ("沪教委基[2012]40号", 6),
        ("沪教委基（2012）40号 入学", 2),
        ("cites:教师法", 0),
        ("没有的词", 0),
    ] {
        let parsed = parse_query(query).unwrap();
        let found = find(&WRITTEN, &parsed);
        assert_eq!(found, expected(&UNITS, &parsed), "{query}");
        assert_eq!(found.len(), count, "{query}: {found:?}");
        assert_eq!(
            parse_query(&parsed.to_string()).unwrap(),
            parsed,
            "{parsed}"
        );
    }
}

#[test]
fn a_document_is_found_by_what_texts_call_it() {
    let held = Metadata {
        title: Some("某市人民政府关于校车安全的意见".to_owned()),
        doc_number: DocNumber::parse("某府发〔2013〕7号"),
        ..Metadata::default()
    };
    let index = built(&[
        entry("held", held, &["校车应当安全。"]),
        entry(
            "citing",
            Metadata::default(),
            &[
                "根据《中华人民共和国义务教育法》，制定本办法。",
                "落实《某市人民政府关于校车安全的意见》（某府发[2013]7号），做好工作。",
                "按照《关于校车安全的意见》执行。",
                "依照某府发（2013）7号文件办理，报国务院令第624号规定的机关。",
                "根据《义务教育法（2006年修订）》，校车免费。",
            ],
        ),
    ]);
    let found = |query: &str| -> Vec<usize> {
        let found = find(&index, &parse_query(query).unwrap());
        found
            .into_iter()
            .filter(|(doc, _)| doc == "citing")
            .map(|(_, p)| p)
            .collect()
    };
    assert_eq!(found("cites:义务教育法"), [0, 4]);
    assert_eq!(found("cites:《中华人民共和国义务教育法》"), [0, 4]);
    // The index holds it, so its number finds its title, and its title its number.
    for query in [
        "cites:某府发(2013)7号",
        "cites:关于校车安全的意见",
        "某府发〔2013〕7号",
    ] {
        assert_eq!(found(query), [1, 2, 3], "{query}");
    }
    assert_eq!(found("cites:中华人民共和国国务院令第624号"), [3]);
    assert!(found("cites:国务院令第625号").is_empty());
    let whole = parse_query("某府发(2013)7号").unwrap();
    assert!(find(&index, &whole).contains(&("held".to_owned(), 0)));
}

#[test]
fn strict_errors_point_at_the_character() {
    for (query, start) in [
        ("", "end of the query: there is nothing to search for"),
        ("　", "end of the query: there is nothing to search for"),
        (
            "教师）",
            "character 3 “）” of the query: no bracket is open here",
        ),
        (
            "(教师",
            "character 1 “(” of the query: this bracket is not closed",
        ),
        (
            "教师 ()",
            "character 4 “(” of the query: there is nothing between",
        ),
        (
            "教师 \"流动",
            "character 4 “\"” of the query: this quote is not closed",
        ),
        (
            "流动”",
            "character 3 “”” of the query: this quote was not opened",
        ),
        (
            "“”",
            "character 1 ““” of the query: there is nothing between the quotes",
        ),
        ("AND 教师", "character 1 “A” of the query: AND needs"),
        ("教师 OR", "character 4 “O” of the query: OR needs"),
        (
            "教师 AND OR 流动",
            "character 4 “A” of the query: AND needs",
        ),
        ("教师 NOT", "character 4 “N” of the query: NOT needs"),
        (
            "题 site:教育",
            "character 3 “s” of the query: there is no field “site”",
        ),
        (
            "level:city",
            "character 1 “l” of the query: there is no level “city”",
        ),
        (
            "year:2012-09",
            "character 1 “y” of the query: “2012-09” is not a date",
        ),
        (
            "issued:2015..2011",
            "character 1 “i” of the query: “2015..2011” is not",
        ),
        (
            "title:",
            "character 1 “t” of the query: there is no value after title:",
        ),
        ("教师 NEAR", "character 4 “N” of the query: NEAR needs"),
        ("NEAR 教师", "character 1 “N” of the query: NEAR needs"),
        (
            "教师 NEAR (流动 轮岗)",
            "character 9 “(” of the query: NEAR stands between words",
        ),
        (
            "教 NEAR/2 师 NEAR/3 流",
            "character 12 “N” of the query: a chain of NEAR has one",
        ),
        (
            "教师 /流(动/",
            "character 4 “/” of the query: the regular expression /流(动/ cannot",
        ),
        (
            "//",
            "character 1 “/” of the query: there is nothing between the slashes",
        ),
        (
            "plan:二十一五",
            "character 1 “p” of the query: “二十一五” is not a date",
        ),
        (
            "in-force:2013-06",
            "character 1 “i” of the query: “2013-06” is not a day",
        ),
    ] {
        let error = parse_query(query).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Query);
        assert!(error.message().starts_with(start), "{query}: {error}");
        let (_, repairs) = parse_query_lenient(query);
        assert!(!repairs.is_empty(), "{query}");
    }
}

#[test]
fn lenient_reading_keeps_what_makes_sense() {
    for (query, repaired) in [
        ("教师）", "教师"),
        ("（教师 流动", "教师 流动"),
        ("教师 OR", "教师"),
        ("AND 教师 AND", "教师"),
        ("教师）流动）轮岗", "教师 流动 轮岗"),
        ("site:教育", "\"site:教育\""),
        ("title: 教师", "教师"),
        ("“教师 流动", "\"教师 流动\""),
        ("（）", "*"),
    ] {
        let (query, _) = parse_query_lenient(query);
        assert_eq!(query, parse_query(repaired).unwrap(), "{repaired}");
    }
    // What is in order is read alike.
    let (query, repairs) = parse_query_lenient("教师 （流动 OR 轮岗） NOT 人口");
    assert_eq!(
        query,
        parse_query("教师 （流动 OR 轮岗） NOT 人口").unwrap()
    );
    assert!(repairs.is_empty());
}

#[test]
fn deep_brackets_do_not_exhaust_the_stack() {
    let open = "（".repeat(100_000);
    let deep = format!("{open}教师{}", "）".repeat(100_000));
    assert!(parse_query(&deep).is_err());
    for query in [
        deep,
        open,
        "NOT ".repeat(100_001) + "教师",
        "-（".repeat(100_000),
    ] {
        let (query, repairs) = parse_query_lenient(&query);
        assert!(repairs.len() <= 20);
        find(&WRITTEN, &query);
    }
}

#[test]
fn highlights_mark_whole_phrases_of_the_original() {
    for (query, marked) in [
        ("教育经费", vec!["教育经费", "教育经费"]),
        ("教育经费 经费使用", vec!["教育经费", "教育经费使用"]),
        ("ABC", vec!["ABC", "abc"]),
        ("2012年底前", vec!["２０１２年底前"]),
        ("教师工资 教育经费", vec!["教育\u{200b}经费", "教师工资"]),
        ("义务教育义务", vec!["义务教育义务教育义务"]),
        ("e", vec!["e\u{301}"]),
    ] {
        let query = parse_query(query).unwrap();
        let results = WRITTEN
            .search(&query, &Filter::default(), 10, Sort::Relevance)
            .unwrap();
        let hit = results
            .hits
            .iter()
            .map(|h| {
                h.highlights
                    .iter()
                    .map(|s| s.slice(&h.text))
                    .collect::<Vec<_>>()
            })
            .find(|found| *found == marked);
        assert!(hit.is_some(), "{query}: {:?}", results.hits);
    }
}

#[test]
fn a_hit_shows_its_place_and_its_document() {
    let results = WRITTEN
        .search(
            &parse_query("交流轮岗").unwrap(),
            &Filter::default(),
            10,
            Sort::Relevance,
        )
        .unwrap();
    let hit = &results.hits[0];
    let document = &written()[0].document;
    assert_eq!(hit.doc, "b");
    assert_eq!(hit.path, "第2条");
    assert_eq!(hit.number.as_deref(), Some("沪教委基〔2012〕40号"));
    assert_eq!(hit.level, Some(Level::Municipal));
    assert_eq!(hit.codes, ["personnel"]);
    assert_eq!(hit.highlights.len(), hit.places.len());
    let before: String = document.text.original().chars().take(hit.start).collect();
    assert!(document.text.original()[before.len()..].starts_with(&hit.text));
    let snippet = hit.snippet(10);
    assert_eq!(snippet.text.chars().count(), 10);
    assert_eq!(snippet.highlights[0].slice(&snippet.text), "交流轮岗");
    assert!(snippet.cut_before && snippet.cut_after);
    let whole = hit.snippet(1_000);
    assert_eq!(whole.text, hit.text.trim());
    assert!(!whole.cut_before && !whole.cut_after);
}

#[test]
fn filters_and_facets_count_provisions() {
    let all = WRITTEN
        .search_with(
            &Query::All,
            &Filter::default(),
            &SearchOptions::default().limit(0).facets(&Facet::ALL),
        )
        .unwrap();
    assert_eq!(all.total, 8);
    assert!(all.hits.is_empty());
    let counts = |facet| -> Vec<(String, u64)> {
        let counts = all.facets.of(facet).iter();
        counts.map(|c| (c.value.clone(), c.count)).collect()
    };
    assert_eq!(
        counts(Facet::Level),
        [("municipal".to_owned(), 3), ("national".to_owned(), 3)]
    );
    assert_eq!(
        counts(Facet::Year),
        [
            ("2011".to_owned(), 3),
            ("2012".to_owned(), 3),
            ("2013".to_owned(), 2)
        ]
    );
    assert_eq!(counts(Facet::Plan), [("十二五".to_owned(), 8)]);
    assert_eq!(counts(Facet::Code), [("personnel".to_owned(), 1)]);
    assert_eq!(counts(Facet::Region), [("上海市".to_owned(), 6)]);
    // A document of two organs counts for both.
    let of = |name: &str, count| (name.to_owned(), count);
    assert_eq!(
        counts(Facet::Issuer),
        [of("上海市教育委员会", 3), of("国务院 教育部", 3)]
    );
    assert_eq!(counts(Facet::Doc), [of("a", 3), of("b", 3), of("c", 2)]);
    assert_eq!(counts(Facet::Number), [of("沪教委基〔2012〕40号", 6)]);
    assert_eq!(counts(Facet::Jurisdiction), [of("中国", 8)]);
    assert_eq!(counts(Facet::Title).len(), 2);
    for facet in Facet::ALL {
        assert_eq!(Facet::from_name(facet.as_str()), Some(facet));
        let none = WRITTEN.search(&Query::All, &Filter::default(), 0, Sort::Date);
        assert!(none.unwrap().facets.of(facet).is_empty());
    }
    // What is counted is what matches.
    let coded = WRITTEN.search_with(
        &Query::Field(Field::Code, "personnel".to_owned()),
        &Filter::default(),
        &SearchOptions::default().limit(0).facets(&[Facet::Doc]),
    );
    let coded = coded.unwrap().facets;
    assert_eq!(coded.of(Facet::Doc)[0].value, "b");
    assert_eq!(coded.of(Facet::Doc)[0].count, 1);
    assert!(coded.of(Facet::Code).is_empty());
    let with = |change: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        WRITTEN
            .search(&Query::All, &filter, 100, Sort::Relevance)
            .unwrap()
            .total
    };
    assert_eq!(with(&|f| f.levels = vec![Level::National]), 3);
    assert_eq!(
        with(&|f| f.levels = vec![Level::National, Level::Municipal]),
        6
    );
    assert_eq!(with(&|f| f.issuers = vec!["教育委员会".to_owned()]), 3);
    assert_eq!(with(&|f| f.regions = vec!["江苏".to_owned()]), 0);
    assert_eq!(with(&|f| f.genres = vec!["意见".to_owned()]), 6);
    assert_eq!(with(&|f| f.codes = vec!["personnel".to_owned()]), 1);
    assert_eq!(with(&|f| f.documents = vec!["c".to_owned()]), 2);
    assert_eq!(with(&|f| f.from = "2012".parse().ok()), 5);
    assert_eq!(with(&|f| f.to = "2011".parse().ok()), 3);
    assert_eq!(
        with(&|f| {
            f.from = "2011-05".parse().ok();
            f.to = "2011-06".parse().ok();
        }),
        3
    );
}

#[test]
fn order_is_by_match_then_document_then_place() {
    let search = |sort| {
        places(
            &WRITTEN
                .search(&Query::All, &Filter::default(), 100, sort)
                .unwrap(),
        )
    };
    let order = |docs: [&str; 3]| -> Vec<(String, usize)> {
        let place = |d: &str| {
            (0..if d == "c" { 2 } else { 3 })
                .map(|i| (d.to_owned(), i))
                .collect::<Vec<_>>()
        };
        docs.iter().flat_map(|d| place(d)).collect()
    };
    assert_eq!(search(Sort::Relevance), order(["a", "b", "c"]));
    assert_eq!(search(Sort::Date), order(["a", "b", "c"]));
    assert_eq!(search(Sort::Newest), order(["c", "b", "a"]));
    // Two occurrences in a shorter text come before one in a longer.
    let results = WRITTEN
        .search(
            &Query::phrase("教育经费"),
            &Filter::default(),
            1,
            Sort::Relevance,
        )
        .unwrap();
    assert_eq!((results.hits.len(), results.total), (1, 3));
    assert_eq!(places(&results)[0].0, "a");
}

#[test]
fn an_index_outlives_its_program() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("index");
    let entries = written();
    let segmenter = Segmenter::builtin();
    {
        let index = CorpusIndex::create(&dir, &segmenter).unwrap();
        let mut writer = index.writer().unwrap();
        writer.add(&entries[0]).unwrap();
        assert!(index.is_empty(), "nothing shows before the commit");
        writer.commit().unwrap();
        assert_eq!(index.len(), 3);
        writer.add(&entries[1]).unwrap();
        // Dropped without commit.
    }
    assert!(CorpusIndex::create(&dir, &segmenter).is_err());
    let index = CorpusIndex::open_or_create(&dir, &segmenter).unwrap();
    assert_eq!(index.len(), 3);
    let mut writer = index.writer().unwrap();
    let busy = index.writer().unwrap_err();
    assert_eq!(busy.kind(), ErrorKind::Index);
    assert!(
        busy.message().contains(&format!(
            "another writer is at work on this index (process {})",
            std::process::id()
        )),
        "{busy}"
    );
    for entry in &entries {
        writer.add(entry).unwrap();
    }
    writer.commit().unwrap();
    assert_eq!(index.len(), 8);
    // A replaced document is found by its new words only.
    writer
        .add(&entry("b", Metadata::default(), &["集团化办学"]))
        .unwrap();
    writer.close().unwrap();
    assert_eq!(index.len(), 6);
    let index = CorpusIndex::open(&dir, &segmenter).unwrap();
    assert_eq!(
        find(&index, &Query::phrase("集团化办学")),
        [("b".to_owned(), 0)]
    );
    assert_eq!(find(&index, &Query::phrase("轮岗")), []);
}

#[test]
fn indexing_twice_changes_nothing() {
    let entries = written();
    let once = built(&entries);
    let mut twice: Vec<Entry> = entries.clone();
    twice.extend(entries.clone());
    let twice = built(&twice);
    let mut writer = twice.writer().unwrap();
    for entry in entries.iter().rev() {
        writer.add(entry).unwrap();
    }
    writer.commit().unwrap();
    for query in ["教育经费", "教育 OR 流动", "学校 OR 入学 OR 教", "*"] {
        let query = parse_query(query).unwrap();
        let search = |index: &CorpusIndex| {
            let all = Filter::default();
            let results = index
                .search_with(
                    &query,
                    &all,
                    &SearchOptions::default().limit(100).facets(&Facet::ALL),
                )
                .unwrap();
            let hits: Vec<_> = results
                .hits
                .iter()
                .map(|h| (h.doc.clone(), h.provision, h.score))
                .collect();
            (results.total, hits, results.facets)
        };
        assert_eq!(search(&once), search(&twice), "{query}");
    }
}

#[test]
fn what_is_held_as_it_is_need_not_be_analysed_again() {
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    let raw = |text: &str| RawDocument::new("a", text);
    let read = |raw: &RawDocument| entry(&raw.id, Metadata::default(), &[&raw.text, "终"]);
    let first = raw("教育经费");
    let print = Fingerprint::of(&first, "case 1");
    assert!(!index.holds_as(&print).unwrap());
    writer.add_as(&read(&first), &print).unwrap();
    writer.commit().unwrap();
    assert!(index.holds_as(&print).unwrap());
    // Another text, another id, other facts, another way to code: each is another document.
    let mut titled = first.clone();
    titled.given.title = Some("通知".to_owned());
    let mut moved = first.clone();
    moved.path = Some("another/folder/a.txt".into());
    assert_eq!(Fingerprint::of(&moved, "case 1"), print);
    for other in [
        Fingerprint::of(&raw("教育经费。"), "case 1"),
        Fingerprint::of(&RawDocument::new("b", "教育经费"), "case 1"),
        Fingerprint::of(&RawDocument::new("a教育", "经费"), "case 1"),
        Fingerprint::of(&titled, "case 1"),
        Fingerprint::of(&first, "case 2"),
    ] {
        assert!(!index.holds_as(&other).unwrap());
    }
    // What is replaced is no longer held as it was.
    let second = raw("教师流动");
    writer
        .add_as(&read(&second), &Fingerprint::of(&second, "case 1"))
        .unwrap();
    writer.commit().unwrap();
    assert!(!index.holds_as(&print).unwrap());
    writer.add(&read(&first)).unwrap();
    writer.commit().unwrap();
    assert!(!index.holds_as(&Fingerprint::of(&second, "case 1")).unwrap());
    assert!(
        !index.holds_as(&print).unwrap(),
        "nothing said what it was made from"
    );
}

#[test]
fn an_index_whose_making_was_broken_off_is_finished() {
    let segmenter = Segmenter::builtin();
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    // Before the settings were in place, and between them and the engine's files.
    std::fs::write(dir.join(super::settings::UNFINISHED), "{\"form").unwrap();
    drop(CorpusIndex::open_or_create(dir, &segmenter).unwrap());
    for file in ["meta.json", ".managed.json"] {
        std::fs::remove_file(dir.join(file)).unwrap();
    }
    assert!(CorpusIndex::open(dir, &segmenter).is_err());
    let index = CorpusIndex::open_or_create(dir, &segmenter).unwrap();
    let mut writer = index.writer().unwrap();
    writer.add(&written()[0]).unwrap();
    writer.close().unwrap();
    // One that has lost its list of files is not taken for a new one.
    std::fs::remove_file(dir.join("meta.json")).unwrap();
    let lost = CorpusIndex::open_or_create(dir, &segmenter).unwrap_err();
    assert!(lost.message().contains("incomplete or damaged"), "{lost}");
}

/// While documents are replaced and committed, every state that a reader sees is that of a commit:
/// each document whole, in one of its versions.
#[test]
fn readers_never_see_half_a_document() {
    const PROVISIONS: usize = 40;
    let dir = tempfile::tempdir().unwrap();
    let segmenter = Segmenter::builtin();
    let index = CorpusIndex::create(dir.path(), &segmenter).unwrap();
    let version = |id: usize, version: usize| {
        let texts: Vec<String> = (0..PROVISIONS)
            .map(|p| format!("教育经费第{p}项，版本{version}号。"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        entry(&format!("d{id}"), Metadata::default(), &texts)
    };
    let is_done = std::sync::atomic::AtomicBool::new(false);
    let order = std::sync::atomic::Ordering::SeqCst;
    let states = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut states = std::collections::BTreeSet::new();
            loop {
                let last = is_done.load(order);
                let reader = CorpusIndex::open(dir.path(), &segmenter).unwrap();
                let every = SearchOptions::default().limit(usize::MAX).sort(Sort::Date);
                let found = reader.search_with(
                    &Query::phrase("教育经费"),
                    &Filter::default(),
                    &every.facets(&[Facet::Doc]),
                );
                let found = found.unwrap();
                for count in found.facets.of(Facet::Doc) {
                    assert_eq!(count.count as usize, PROVISIONS, "{}", count.value);
                }
                let mut versions = BTreeMap::new();
                for hit in &found.hits {
                    let (_, version) = hit.text.trim().split_once("版本").unwrap();
                    let known = versions.entry(&hit.doc).or_insert(version);
                    assert_eq!(known, &version, "{}", hit.doc);
                }
                states.insert(format!("{versions:?}"));
                if last {
                    return states.len();
                }
            }
        });
        let mut writer = index.writer().unwrap();
        for round in 0..12 {
            for id in 0..3 {
                writer.add(&version(id, round)).unwrap();
                if (round + id) % 2 == 0 {
                    writer.commit().unwrap();
                }
            }
        }
        writer.close().unwrap();
        is_done.store(true, order);
        reader.join().unwrap()
    });
    assert!(states > 1, "the reader saw the end only");
}

#[test]
fn an_index_is_refused_where_it_does_not_fit() {
    let home = tempfile::tempdir().unwrap();
    let segmenter = Segmenter::builtin();
    let other = Segmenter::new(
        &Lexicon::from_tsv("term\tcategory\tnote\n集团化办学\tdistrict_group\t\n").unwrap(),
    );
    let dir = home.path().join("index");
    CorpusIndex::create(&dir, &other).unwrap();
    let message = |error: crate::Error| {
        assert_eq!(error.kind(), ErrorKind::Index);
        error.to_string()
    };
    let error = message(CorpusIndex::open(&dir, &segmenter).unwrap_err());
    assert!(error.contains("another lexicon"), "{error}");
    assert!(error.contains("policy index FOLDER"), "{error}");
    assert!(CorpusIndex::open(&dir, &other).is_ok());

    let error = message(CorpusIndex::open(home.path(), &segmenter).unwrap_err());
    assert!(error.contains("holds no index"), "{error}");
    let error = message(CorpusIndex::open(home.path().join("none"), &segmenter).unwrap_err());
    assert!(error.contains("no such folder"), "{error}");
    let error = message(CorpusIndex::create(home.path(), &segmenter).unwrap_err());
    assert!(error.contains("holds other files"), "{error}");

    // A folder whose files are gone but for the settings.
    std::fs::remove_file(dir.join("meta.json")).unwrap();
    let error = message(CorpusIndex::open(&dir, &other).unwrap_err());
    assert!(error.contains("incomplete or damaged"), "{error}");
    std::fs::write(dir.join(super::settings::SETTINGS), "{}").unwrap();
    let error = message(CorpusIndex::open(&dir, &other).unwrap_err());
    assert!(
        error.contains("settings of the index cannot be read"),
        "{error}"
    );
}

#[test]
fn long_texts_are_searchable_to_their_end() {
    // Without any punctuation, and longer than the engine's longest token.
    let long = "推进义务教育均衡发展".repeat(3_000) + "最后一句";
    let same = "学".repeat(30_000);
    let ascii = "a".repeat(70_000) + "终";
    let id = "长".repeat(30_000);
    let titled = Metadata {
        title: Some("义务教育均衡发展".repeat(10_000)),
        ..Metadata::default()
    };
    let entries = vec![entry(&id, titled, &[&long, &same, &ascii])];
    let index = built(&entries);
    for query in ["展最后一句", "发展推进义务教育", "aaaa终", "学学学"] {
        let query = Query::phrase(query);
        assert_eq!(
            find(&index, &query),
            expected(&units(&entries), &query),
            "{query}"
        );
        assert_eq!(find(&index, &query).len(), 1);
    }
    let found = find(&index, &Query::Field(Field::Doc, id.clone()));
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].0, id);
    let titled = Query::Field(Field::Title, "均衡".to_owned());
    assert_eq!(find(&index, &titled).len(), 3);
    // A phrase as long as the text.
    assert_eq!(find(&index, &Query::phrase(&long)).len(), 1);
}

/// Real documents, where they are at hand: every term of the lexicon and substrings taken from
/// the texts are found in exactly the paragraphs that contain them.
#[test]
fn real_documents_lose_no_occurrence() {
    let folder = std::env::var_os("ZHENGCE_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        Into::into,
    );
    let Ok(lines) = std::fs::read_to_string(folder.join("corpus/laws.jsonl")) else {
        eprintln!("skipped: no corpus/laws.jsonl in {}", folder.display());
        return;
    };
    let mut entries = Vec::new();
    for (id, line) in lines.lines().step_by(50).take(40).enumerate() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let paragraphs: Vec<&str> = record["text"].as_str().unwrap().lines().collect();
        entries.push(entry(&id.to_string(), Metadata::default(), &paragraphs));
    }
    let index = built(&entries);
    let units = units(&entries);
    let texts: Vec<String> = units.iter().map(|u| folded(&u.kept.text)).collect();
    let mut phrases: Vec<String> = Lexicon::builtin()
        .terms()
        .iter()
        .map(|t| t.text.clone())
        .collect();
    for (number, text) in texts.iter().step_by(texts.len() / 200).enumerate() {
        let chars: Vec<char> = text.chars().collect();
        let start = number * 7 % chars.len();
        phrases.push(chars[start..].iter().take(2 + number % 5).collect());
    }
    for phrase in phrases {
        let wanted = folded(&phrase);
        let mut expected: Vec<(String, usize)> = units
            .iter()
            .zip(&texts)
            .filter(|(_, text)| text.contains(&wanted))
            .map(|(unit, _)| (unit.facts.doc.clone(), unit.ordinal))
            .collect();
        expected.sort();
        let results = index
            .search(
                &Query::phrase(&phrase),
                &Filter::default(),
                10_000,
                Sort::Date,
            )
            .unwrap();
        let mut found = places(&results);
        found.sort();
        assert_eq!(found, expected, "{phrase}");
        assert!(results.hits.iter().all(|h| !h.highlights.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_substring_is_found_wherever_it_stands(
        start in 0usize..200, length in 1usize..7, provision in 0usize..8
    ) {
        let units = &*UNITS;
        let chars: Vec<char> = units[provision].kept.text.chars().collect();
        let start = start % chars.len();
        let phrase: String = chars[start..].iter().take(length).collect();
        let query = Query::phrase(phrase.as_str());
        let found = find(&WRITTEN, &query);
        prop_assert_eq!(&found, &expected(units, &query), "{}", phrase);
        prop_assert!(found.contains(&(units[provision].facts.doc.clone(), units[provision].ordinal)));
    }
}

/// Three hundred short provisions of six characters, in several segments and with replaced
/// documents among them.
static CROWDED: LazyLock<(CorpusIndex, Vec<Unit>)> = LazyLock::new(|| {
    let mut state = 1u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    let mut entries = Vec::new();
    for id in 0..60 {
        let texts: Vec<String> = (0..5)
            .map(|_| {
                let length = 1 + next(9);
                (0..length)
                    .map(|_| ['教', '育', '经', '费', '流', '动'][next(6)])
                    .collect()
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        entries.push(entry(&format!("d{id}"), Metadata::default(), &texts));
    }
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    for batch in entries.chunks(20) {
        for entry in batch.iter().chain(&entries[..5]) {
            writer.add(entry).unwrap();
        }
        writer.commit().unwrap();
    }
    drop(writer);
    (index, units(&entries))
});

/// A document of one provision whose text is repaired and shown in `script`.
fn printed(id: &str, text: &str, script: Script) -> Entry {
    let wraps = text
        .match_indices('\n')
        .map(|(at, end)| Repair::new(RepairKind::Wrap, Span::new(at, at + end.len()), None))
        .collect();
    let text = Text::repaired(text, wraps, script);
    let span = Span::new(0, text.original().len());
    let article = Provision::new(ProvisionKind::Article, "第一条", 1, span);
    Entry::new(
        Document::new(id, text, Metadata::default(), vec![article]),
        Annotations::default(),
        Vec::new(),
    )
}

fn hits(index: &CorpusIndex, query: &str) -> Vec<Hit> {
    let query = parse_query(query).unwrap();
    let results = index.search(&query, &Filter::default(), 100, Sort::Date);
    results.unwrap().hits
}

#[test]
fn a_term_is_found_over_a_printed_line_end() {
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    let text = "推进义务教\n育学校教师流\n动。";
    writer.add(&printed("a", text, Script::AsIs)).unwrap();
    writer.commit().unwrap();
    let hit = hits(&index, "义务教育 教师流动").remove(0);
    assert_eq!(hit.text, "推进义务教育学校教师流动。");
    let marked: Vec<&str> = hit.highlights.iter().map(|h| h.slice(&hit.text)).collect();
    assert_eq!(marked, ["义务教育", "教师流动"]);
    // The places are those of the original, line ends and all.
    assert_eq!((hit.start, hit.end), (0, text.chars().count()));
    let quotes: Vec<String> = hit
        .places
        .iter()
        .map(|(start, end)| text.chars().skip(*start).take(end - start).collect())
        .collect();
    assert_eq!(quotes, ["义务教\n育", "教师流\n动"]);
    assert!(hits(&index, "\"教 育\"").is_empty());
    let lines = index.kwic("教育", &Filter::default(), &Default::default());
    let line = lines.unwrap().remove(0);
    assert_eq!(
        (
            line.left.as_str(),
            line.keyword.as_str(),
            line.right.as_str()
        ),
        ("推进义务", "教育", "学校教师流动。")
    );
    assert_eq!(line.span.slice(text), "教\n育");
}

#[cfg(feature = "simplified")]
#[test]
fn a_simplified_query_finds_a_traditional_text() {
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    let traditional = "關於義務教育經費的規定。";
    let mut entry = printed("trad", traditional, Script::Simplified);
    entry.document.metadata.title = Some("義務教育條例".to_owned());
    for entry in [
        entry,
        printed("as-is", traditional, Script::AsIs),
        printed("simp", "关于义务教育经费的规定。", Script::AsIs),
    ] {
        writer.add(&entry).unwrap();
    }
    writer.commit().unwrap();
    let found =
        |query: &str| -> Vec<String> { hits(&index, query).into_iter().map(|h| h.doc).collect() };
    assert_eq!(found("义务教育"), ["simp", "trad"]);
    // A traditional query finds what shows it, and what was read as simplified.
    assert_eq!(found("義務教育"), ["as-is", "trad"]);
    assert_eq!(found("title:义务教育条例"), ["trad"]);
    assert_eq!(found("title:義務教育條例"), ["trad"]);
    for query in ["义务教育", "義務教育"] {
        let hit = hits(&index, query).pop().unwrap();
        assert_eq!(hit.text, traditional);
        assert_eq!(hit.highlights[0].slice(&hit.text), "義務教育");
        let lines = index.kwic(query, &Filter::default(), &Default::default());
        assert!(lines.unwrap().iter().any(|l| l.keyword == "義務教育"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn combined_queries_mean_what_they_say(
        query in "((NOT |-)?[（]?(教育|育经|费|经费|流动|动教育|教|动){1}[）]?( OR | AND | ){1}){1,6}教?"
    ) {
        let (query, _) = parse_query_lenient(&query);
        let (index, units) = &*CROWDED;
        prop_assert_eq!(find(index, &query), expected(units, &query), "{}", query);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn hostile_queries_never_panic(
        query in "(AND|OR|NOT|NEAR|NEAR/2|NEAR/S|[*?]|/|cites:|[()（）\"“”&|*:：.\\-]|[ \u{3000}\u{200b}]|title:|issued:|201[12]|教育|经费|流动|e\u{301}){0,14}"
    ) {
        let (lenient, repairs) = parse_query_lenient(&query);
        match parse_query(&query) {
            Ok(strict) => {
                prop_assert_eq!(&strict, &lenient);
                prop_assert!(repairs.is_empty(), "{:?}", repairs);
            }
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Query);
                prop_assert!(!repairs.is_empty(), "{}", error);
            }
        }
        let found = find(&WRITTEN, &lenient);
        prop_assert_eq!(found, expected(&UNITS, &lenient), "{}", lenient);
    }

    #[test]
    fn highlights_slice_any_text(text in "\\PC{0,20}[教育e\u{301}\u{200b}\u{1F1E8}\r\n]{0,20}", phrase in "[教育e\u{301}\u{1F1E8}]{1,2}") {
        let whole = Text::new(text.as_str());
        let wanted = [&phrase, "教"].map(|w| Matcher::of(&Query::phrase(w)).unwrap().unwrap());
        let marks = super::highlight::highlights(&whole, &whole.readable(), &wanted);
        let mut last = 0;
        for mark in &marks {
            prop_assert!(mark.start >= last && !mark.is_empty());
            prop_assert!(text.get(mark.start..mark.end).is_some());
            last = mark.end;
        }
        prop_assert_eq!(marks.is_empty(), !folded(&text).contains(&folded(&phrase)) && !text.contains('教'));
        let snippet = super::highlight::snippet(&text, &marks, 5);
        for mark in &snippet.highlights {
            prop_assert!(snippet.text.get(mark.start..mark.end).is_some());
        }
    }
}
