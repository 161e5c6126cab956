//! Searching and concordances on the command line.

use crate::helpers::{policy, stderr, stdout};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn records(args: &[&str]) -> Vec<Value> {
    let run = policy(&[args, &["--format", "jsonl", "--limit", "0"]].concat());
    assert!(run.status.success(), "{}", stderr(&run));
    let lines = stdout(&run);
    let lines = lines.lines();
    lines.map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// Three documents: a rule, the same forwarded, and another.
fn documents(folder: &Path) -> String {
    let rule = "各级政府应当均衡配置本行政区域内学校师资力量，组织校长、教师的培训和流动，加强对薄弱学校的建设。";
    let path = folder.join("documents.jsonl");
    let lines = [
        format!("{{\"id\":\"a\",\"title\":\"关于薄弱学校建设的意见\",\"issued\":\"2006-06-29\",\"text\":\"一、{rule}\\n二、保障教育经费。\"}}"),
        format!("{{\"id\":\"b\",\"title\":\"转发通知\",\"issued\":\"2012-01-05\",\"text\":\"三、{}\\n四、薄弱校改造按期完成。\"}}", rule.replace('，', "， ")),
        "{\"id\":\"c\",\"title\":\"年度计划\",\"issued\":\"2013\",\"text\":\"改造薄弱学校十所。教师流动有序。\"}".to_owned(),
    ];
    fs::write(&path, lines.join("\n")).unwrap();
    path.to_str().unwrap().to_owned()
}

/// An index and the documents themselves give the same.
fn both(folder: &Path) -> [Vec<String>; 2] {
    let documents = documents(folder);
    let index = folder.join("index").to_str().unwrap().to_owned();
    let built = policy(&["index", &index, &documents]);
    assert!(built.status.success(), "{}", stderr(&built));
    [
        vec!["--index".to_owned(), index],
        vec!["--corpus".to_owned(), documents],
    ]
}

fn with<'a>(args: &[&'a str], more: &'a [String]) -> Vec<&'a str> {
    args.iter()
        .copied()
        .chain(more.iter().map(String::as_str))
        .collect()
}

#[test]
fn lines_are_sorted_and_cut_as_asked() {
    let folder = tempfile::tempdir().unwrap();
    for place in &both(folder.path()) {
        let lines = |args: &[&str]| {
            let lines = records(&with(&[&["kwic", "薄弱学校"], args].concat(), place));
            let each = lines
                .iter()
                .map(|l| format!("{}|{}", text(l, "left"), text(l, "right")));
            each.collect::<Vec<_>>()
        };
        assert_eq!(
            lines(&["--window", "2", "--sort", "L1,R1"]),
            ["强对|的建", "强对|的建", "改造|十所"]
        );
        assert_eq!(
            lines(&["--window", "2", "--sort", "RW1"]),
            ["改造|十所", "强对|的建", "强对|的建"]
        );
        let sentences = lines(&["--unit", "sentence"]);
        assert_eq!(sentences[2], "改造|十所。");
        assert!(sentences[0].ends_with("|的建设。"), "{sentences:?}");
        assert_eq!(lines(&["--unit", "sentence", "--window", "1"])[2], "造|十");
    }
    let unknown = policy(&["kwic", "教师", "--sort", "L0"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("LW1"), "{}", stderr(&unknown));
}

#[test]
fn lines_are_counted_in_groups_against_the_text_that_was_searched() {
    let folder = tempfile::tempdir().unwrap();
    for place in &both(folder.path()) {
        let groups = |args: &[&str]| {
            let groups = records(&with(&[&["kwic", "薄弱学校"], args].concat(), place));
            let each = groups.iter().map(|g| {
                let rate = g["per_million"].as_f64().unwrap();
                let of = (
                    g["count"].as_f64().unwrap(),
                    g["characters"].as_f64().unwrap(),
                );
                assert!((rate - of.0 * 1e6 / of.1).abs() < 0.001, "{g}");
                format!("{} {} {}", text(g, "group"), g["count"], g["documents"])
            });
            each.collect::<Vec<_>>()
        };
        // The title stands in no text here; each year has its own size.
        assert_eq!(
            groups(&["--group", "year"]),
            ["2006 1 1", "2012 1 1", "2013 1 1"]
        );
        assert_eq!(groups(&["--group", "plan"]), ["十一五 1 1", "十二五 2 2"]);
        assert_eq!(groups(&["--group", "left"]), ["对 2 2", "改造 1 1"]);
        assert_eq!(groups(&["--group", "right"]).len(), 2);
        assert_eq!(groups(&["--group", "keyword"]), ["薄弱学校 3 3"]);
        // A filter leaves less text, and what has text but no line is there.
        let few = groups(&["--group", "doc", "--from", "2012"]);
        assert_eq!(few, ["b 1 1", "c 1 1"]);
        let size = |args: &[&str]| -> u64 {
            let groups = records(&with(
                &[&["kwic", "经费", "--group", "doc"], args].concat(),
                place,
            ));
            groups
                .iter()
                .map(|g| g["characters"].as_u64().unwrap())
                .sum()
        };
        assert!(size(&["--from", "2012"]) < size(&[]));
        let csv = policy(&with(
            &["kwic", "教师", "--group", "year", "--format", "csv"],
            place,
        ));
        assert!(stdout(&csv).starts_with("group,count,documents,characters,per_million\r\n2006,"));
        let table = policy(&with(&["kwic", "教师", "--group", "year"], place));
        assert!(stderr(&table).contains("3 lines in "), "{}", stderr(&table));
    }
    let unknown = policy(&["kwic", "教师", "--group", "colour"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("issuer"), "{}", stderr(&unknown));
}

#[test]
fn copies_are_shown_once_on_request() {
    let folder = tempfile::tempdir().unwrap();
    for place in &both(folder.path()) {
        let args = ["search", "薄弱学校", "--fold", "--sort", "date"];
        let hits = records(&with(&args, place));
        assert_eq!(hits.len(), 2);
        assert_eq!(
            (text(&hits[0], "doc"), &hits[0]["copies"]),
            ("a", &Value::from(1))
        );
        assert_eq!(hits[0]["copied_in"], Value::from(vec!["b"]));
        assert_eq!(hits[0]["copy_places"], Value::from(vec!["b 三"]));
        assert_eq!(hits[1]["copies"], Value::from(0));
        let table = stdout(&policy(&with(&args, place)));
        assert!(table.contains("1 copy:"), "{table}");
        assert!(table.contains("转发通知  2012-01-05  b 三  1\n"), "{table}");
        assert!(
            table.contains("2 of 2 provisions, 3 with their copies"),
            "{table}"
        );
        // Unasked, each is shown.
        assert_eq!(records(&with(&args[..2], place)).len(), 3);
    }
}

#[test]
fn a_score_is_explained_word_by_word() {
    let folder = tempfile::tempdir().unwrap();
    for place in &both(folder.path()) {
        let args = ["search", "薄弱学校 OR 教师", "--explain"];
        let rows = records(&with(&args, place));
        let of = |rank: u64| rows.iter().filter(move |r| r["rank"] == rank);
        for rank in 1..=3 {
            let sum: f64 = of(rank)
                .map(|r| r["text_part"].as_f64().unwrap() + r["title_part"].as_f64().unwrap())
                .sum();
            let score = of(rank).next().unwrap()["score"].as_f64().unwrap();
            assert!((sum - score).abs() < 1e-9, "{rank}: {sum} of {score}");
        }
        let is_titled = |r: &&Value| text(r, "doc") == "a" && text(r, "words") == "薄弱学校";
        let best = rows.iter().find(is_titled).unwrap();
        assert!(best["title_part"].as_f64().unwrap() > 0.0);
        assert_eq!(
            (&best["frequency"], &best["provisions"]),
            (&Value::from(1), &Value::from(3))
        );
        let plain = records(&with(
            &[&args[..], &["--title-weight", "0"]].concat(),
            place,
        ));
        assert!(plain.iter().all(|r| r["title_part"] == 0.0));
        let table = stdout(&policy(&with(&args, place)));
        assert!(
            table.contains("薄弱学校: 1 time, in 3 provisions, idf "),
            "{table}"
        );
    }
    let odd = policy(&["search", "教师", "--title-weight", "-1"]);
    assert!(!odd.status.success());
}

#[test]
fn other_words_of_a_family_are_searched_on_request_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let [index, _] = &both(folder.path());
    let count = |args: &[&str]| records(&with(&[&["search"], args].concat(), index)).len();
    assert_eq!(count(&["薄弱学校"]), 3);
    assert_eq!(count(&["~薄弱学校"]), 4);
    assert_eq!(count(&["薄弱学校", "--synonyms"]), 4);
    let told = policy(&with(&["search", "~薄弱学校 OR 教师"], index));
    assert!(
        stderr(&told).contains("with 薄弱学校 also: 薄弱校"),
        "{}",
        stderr(&told)
    );
    let silent = policy(&with(&["search", "薄弱学校"], index));
    assert!(!stderr(&silent).contains("also"), "{}", stderr(&silent));
    let none = policy(&with(&["search", "教育经费", "--synonyms"], index));
    assert!(
        stderr(&none).contains("nothing was added"),
        "{}",
        stderr(&none)
    );
    // Families of one's own.
    let own = folder.path().join("own.toml");
    fs::write(&own, "[[family]]\nterms = [\"教育经费\", \"薄弱校\"]\n").unwrap();
    let own = own.to_str().unwrap();
    assert_eq!(count(&["教育经费"]), 1);
    assert_eq!(count(&["~教育经费", "--families", own]), 2);
    fs::write(own, "[[family]]\nterms = [\"教育经费\"]\n").unwrap();
    let odd = policy(&["search", "教师", "--families", own]);
    assert_eq!(odd.status.code(), Some(1));
    assert!(
        stderr(&odd).contains("at least two terms"),
        "{}",
        stderr(&odd)
    );
}
