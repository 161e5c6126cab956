//! What a study asks, answered on the command line.

use crate::helpers::{policy, stderr, stdout};
use regex::Regex;
use std::collections::BTreeSet;

#[test]
fn a_thesis_is_the_same_twice_and_every_link_leads_somewhere() {
    let (first, again) = (policy(&["thesis"]), policy(&["thesis"]));
    assert!(first.status.success(), "{}", stderr(&first));
    assert_eq!(first.stdout, again.stdout);
    let html = stdout(&policy(&["thesis", "--as", "html"]));
    for (text, link, anchor) in [
        (
            stdout(&first),
            r"\]\(#([a-z]\d+)\)",
            r#"<a id="([a-z]\d+)">"#,
        ),
        (html, r##"href="#([a-z]\d+)""##, r#" id="([a-z]\d+)""#),
    ] {
        let all = |pattern: &str| -> Vec<String> {
            let pattern = Regex::new(pattern).unwrap();
            pattern
                .captures_iter(&text)
                .map(|c| c[1].to_owned())
                .collect()
        };
        let (links, anchors) = (all(link), all(anchor));
        let known: BTreeSet<&String> = anchors.iter().collect();
        assert_eq!(known.len(), anchors.len(), "an anchor stands twice");
        assert!(links.len() > 100, "{}", links.len());
        for link in &links {
            assert!(known.contains(link), "{link} leads nowhere");
        }
    }
}

#[test]
fn a_thesis_goes_through_the_study_in_order_with_quotes_and_gaps() {
    let text = stdout(&policy(&["thesis"]));
    let chapters = [
        "## 材料与方法",
        "## 政策背景",
        "## 区县层面的制度",
        "### 人事师资",
        "### 招生入学",
        "### 投入与条件保障",
        "### 督导评价",
        "### 城乡一体化与均衡",
        "## 学校层面的路径",
        "### 学区化集团化办学",
        "### 委托管理",
        "### 新优质学校",
        "### 多样化特色办学",
        "## 数据",
        "## 案例",
        "## 与其他国家比较",
        "## 政策制定中的矛盾",
        "## 空白一览",
        "## 证据",
    ];
    let mut at = 0;
    for chapter in chapters {
        let line = format!("\n{chapter}");
        let next = text[at..].find(&line);
        at += next.unwrap_or_else(|| panic!("{chapter} is not in its place"));
    }
    let level: Vec<&str> = text
        .split("\n### ")
        .filter(|part| part.contains("#### 措施"))
        .collect();
    assert_eq!(level.len(), 9);
    for part in level {
        let name = part.lines().next().unwrap();
        assert!(part.contains("#### 文件"), "{name}");
        assert!(part.contains("#### 前后变化"), "{name}");
        let measures = part.split("#### 措施").nth(1).unwrap();
        let measures = measures.split("#### ").next().unwrap();
        let quotes = measures.matches("- “").count();
        assert!(
            quotes >= 3 || measures.contains("空白："),
            "{name}: {measures}"
        );
    }
}

#[test]
fn quotes_of_a_thesis_stand_at_their_characters() {
    let text = stdout(&policy(&["thesis"]));
    let corpus = zhengce::Corpus::builtin().unwrap();
    let heading = Regex::new(r#"^#### <a id="d\d+"></a>(\S+)"#).unwrap();
    let place = Regex::new(r#"^- <a id="p\d+"></a>p\d+　[^　]*　字 (\d+)–(\d+)：(.*)$"#).unwrap();
    let (mut document, mut checked) = (None, 0);
    for line in text.lines() {
        if let Some(found) = heading.captures(line) {
            let id = found[1].replace('\\', "");
            document = corpus.get(&id).map(|e| e.document.text.original());
        } else if let (Some(found), Some(original)) = (place.captures(line), document) {
            let at = |group: usize| found[group].parse::<usize>().unwrap();
            let quote: String = original.chars().skip(at(1)).take(at(2) - at(1)).collect();
            let plain = found[3].replace('\\', "");
            let one_line: String = quote
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            assert_eq!(plain, one_line);
            checked += 1;
        }
    }
    assert!(checked > 50, "{checked}");
}

#[test]
fn every_question_of_a_study_has_a_listing() {
    for args in [
        &["tensions"] as &[&str],
        &["tensions", "--provisions"],
        &["case", "委托管理"],
        &["case", "食堂"],
        &["compare", "--by", "stage:2013"],
        &["compare", "--by", "level", "--show", "words"],
        &["compare", "--by", "level", "--show", "only"],
        &["chain", "--themes"],
        &["network", "--of", "citations"],
        &["network", "--of", "diffusion"],
        &["strength", "--years"],
        &["pmc"],
        &["matrix", "--rows", "instrument", "--columns", "function"],
        &[
            "matrix",
            "--columns",
            "stage:2011,2013",
            "--show",
            "adjusted",
        ],
    ] {
        let mut csv = args.to_vec();
        csv.extend(["--format", "csv"]);
        let output = policy(&csv);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        let listing = stdout(&output);
        let mut rows = csv::ReaderBuilder::new().from_reader(listing.as_bytes());
        let width = rows.headers().unwrap().len();
        let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
        assert!(
            !rows.is_empty() && rows.iter().all(|row| row.len() == width),
            "{args:?}"
        );
    }
}

#[test]
fn stages_out_of_order_are_refused() {
    let output = policy(&["matrix", "--columns", "stage:2013,2011"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("in order"), "{}", stderr(&output));
}

#[test]
fn figures_of_a_users_own_table_are_listed_with_their_gaps() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("series.csv");
    let table = "indicator,unit,place,year,value,source,confidence,note\n\
        per_pupil,元,甲区,2009,4,某页,high,\n\
        per_pupil,元,甲区,2012,8,某页,high,\n\
        per_pupil,元,乙区,2012,2,某页,low,\n";
    std::fs::write(&path, table).unwrap();
    let path = path.to_str().unwrap();
    let listing = stdout(&policy(&["data", "--data", path, "--format", "jsonl"]));
    assert!(
        listing.contains(r#""missing_years":["2010","2011"],"mean_before":4.0,"mean_after":8.0"#),
        "{listing}"
    );
    let across = stdout(&policy(&[
        "data", "--data", path, "--across", "--format", "jsonl",
    ]));
    assert!(
        across.contains(r#""variation":0.6,"#) && across.contains(r#""gini":0.3,"#),
        "{across}"
    );
}
