//! The `policy` command as a user meets it.

use crate::helpers::{command, policy, stderr, stdout};
use std::fs;
use std::io::Write;
use std::process::Stdio;

fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn records(output: &str) -> Vec<serde_json::Value> {
    output
        .lines()
        .map(|l| serde_json::from_str(l).expect("every line is one JSON object"))
        .collect()
}

#[test]
fn every_command_explains_itself_by_example() {
    for name in [
        "analyze",
        "index",
        "search",
        "kwic",
        "words",
        "codes",
        "matrix",
        "timeline",
        "lifecycle",
        "cited",
        "inherit",
        "stages",
        "bursts",
        "agree",
        "train",
        "codebook",
        "sample",
    ] {
        let help = policy(&[name, "--help"]);
        assert!(help.status.success(), "{name}");
        assert!(stdout(&help).contains("Examples:"), "{name}");
    }
    let none = policy(&[]);
    assert_eq!(none.status.code(), Some(2));
}

#[test]
fn a_listing_of_documents_answers_without_any_file_in_every_format() {
    for args in [
        &["timeline"][..],
        &["timeline", "--implements"],
        &["lifecycle"],
        &["lifecycle", "--on", "2013-06-01"],
        &["lifecycle", "--chain", "SH-2013-22"],
        &["stages", "--own", "2013"],
    ] {
        answers_in_every_format(args);
    }
}

#[test]
fn a_listing_of_what_they_say_answers_without_any_file_in_every_format() {
    for args in [
        &["cited"][..],
        &["cited", "--citations"],
        &["inherit", "CN-2012-48", "SH-2011-32"],
        &["codes"],
        &["matrix"],
        &["search", "义务教育"],
        &["kwic", "均衡"],
    ] {
        answers_in_every_format(args);
    }
}

fn answers_in_every_format(args: &[&str]) {
    let table = policy(args);
    assert!(table.status.success(), "{args:?}: {}", stderr(&table));
    let text = stdout(&table);
    assert!(text.contains("20"), "{args:?}");
    assert!(!text.contains('\u{1b}'), "no colours in a pipe: {args:?}");
    let jsonl = policy(&[args, &["--format", "jsonl"]].concat());
    assert!(!records(&stdout(&jsonl)).is_empty(), "{args:?}");
    let csv = policy(&[args, &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(csv.stdout.as_slice());
    let columns = reader.headers().unwrap().len();
    for row in reader.records() {
        assert_eq!(row.unwrap().len(), columns, "{args:?}");
    }
    assert_eq!(
        stdout(&policy(args)),
        text,
        "the same bytes twice: {args:?}"
    );
}

#[test]
fn a_missing_file_is_one_sentence_that_names_it() {
    let output = policy(&["analyze", "no-such-file.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("no-such-file.jsonl"), "{said}");
}

#[test]
fn a_folder_without_documents_says_what_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let output = policy(&["analyze", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("jsonl"), "{}", stderr(&output));
}

#[test]
fn broken_json_on_line_3_leaves_the_other_documents() {
    let folder = tempfile::tempdir().unwrap();
    let lines = concat!(
        "{\"id\":\"a\",\"text\":\"第一条 甲。\"}\n",
        "{\"id\":\"b\",\"text\":\"第一条 乙。\"}\n",
        "{\"id\":\"c\",\"text\":\n",
        "{\"id\":\"d\",\"text\":\"第一条 丁。\"}\n",
    );
    let path = file(&folder, "four.jsonl", lines.as_bytes());
    let output = policy(&["analyze", &path]);
    assert_eq!(output.status.code(), Some(3));
    let ids: Vec<_> = records(&stdout(&output))
        .iter()
        .map(|r| r["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["a", "b", "d"]);
    assert!(
        stderr(&output).contains("four.jsonl:3:"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn invalid_utf8_and_an_empty_document_are_diagnostics() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        &folder,
        "bad.jsonl",
        b"{\"id\":\"bytes\",\"text\":\"\xe6\x95\x99\xff\xe8\x82\xb2\"}\n{\"id\":\"empty\",\"text\":\"\"}\n",
    );
    let output = policy(&["analyze", &path]);
    let records = records(&stdout(&output));
    assert_eq!(records.len(), 2, "{}", stderr(&output));
    for record in &records {
        let diagnostics = record["diagnostics"].as_array().unwrap();
        assert!(
            diagnostics
                .iter()
                .any(|d| d["code"].as_str().unwrap().starts_with("read.")),
            "{record}"
        );
    }
}

#[test]
fn a_very_long_line_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let text = "推进义务教育均衡发展，教师应当交流。".repeat(40_000);
    let path = file(
        &folder,
        "long.jsonl",
        serde_json::json!({ "id": "long", "text": text })
            .to_string()
            .as_bytes(),
    );
    let output = policy(&["analyze", &path]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(records(&stdout(&output)).len(), 1);
}

#[test]
fn a_lone_bracket_in_a_query_is_pointed_at() {
    for query in ["(教师", "教师）", "\"教师"] {
        let output = policy(&["search", query]);
        assert_eq!(output.status.code(), Some(1), "{query}");
        let said = stderr(&output);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("character"), "{said}");
    }
}

#[test]
fn standard_input_is_read_as_json_lines() {
    let mut child = command()
        .args(["analyze", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("{\"id\":\"x\",\"text\":\"到2015年底，教师交流达到10%。\"}\n".as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let records = records(&stdout(&output));
    assert_eq!(records[0]["id"], "x");
    assert_eq!(records[0]["dates"][0]["begin"], "2015-12-01");
}

#[test]
fn a_search_counts_what_it_is_asked_to_count() {
    let counted =
        |facets: &[&str]| stdout(&policy(&[&["search", "教师流动"][..], facets].concat()));
    let usual = counted(&[]);
    assert!(
        usual.contains("   year  ") && usual.contains("   plan  十一五 1  十二五 3"),
        "{usual}"
    );
    assert!(!usual.contains("    doc  "));
    let by_document = counted(&["--facet", "doc", "--facet", "title"]);
    assert!(
        by_document.contains("    doc  ") && by_document.contains("  title  "),
        "{by_document}"
    );
    assert!(!by_document.contains("   year  "));
    let none = counted(&["--facet", "none"]);
    assert!(none.trim_end().ends_with("provisions"), "{none}");
    let unknown = policy(&["search", "教师", "--facet", "colour"]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn an_index_is_built_extended_and_searched() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("index");
    let dir = dir.to_str().unwrap();
    let one = file(
        &folder,
        "one.jsonl",
        "{\"id\":\"a\",\"text\":\"第一条 保障教育经费。\\n\\n第二条 学区内教师流动。\\n\\n县级以上教育经费单列。\"}\n".as_bytes(),
    );
    let built = policy(&["index", dir, &one]);
    assert!(built.status.success(), "{}", stderr(&built));
    let hits = policy(&["search", "教育经费", "--index", dir, "--format", "jsonl"]);
    let hits = records(&stdout(&hits));
    let addresses: Vec<_> = hits
        .iter()
        .map(|h| h["address"].as_str().unwrap())
        .collect();
    assert_eq!(addresses.len(), 2, "{hits:#?}");
    assert!(addresses.contains(&"第二条第二款"), "{addresses:?}");
    let two = file(
        &folder,
        "two.jsonl",
        "{\"id\":\"b\",\"text\":\"增加教育经费。\"}\n".as_bytes(),
    );
    assert!(policy(&["index", dir, &two]).status.success());
    assert!(
        policy(&["index", dir, &two]).status.success(),
        "the same again"
    );
    let hits = policy(&["search", "教育经费", "--index", dir, "--format", "jsonl"]);
    assert_eq!(records(&stdout(&hits)).len(), 3, "added once");
    let kwic = policy(&["kwic", "教育经费", "--index", dir, "--format", "jsonl"]);
    assert_eq!(records(&stdout(&kwic)).len(), 3);
    let missing = policy(&["search", "教师", "--index", "no-such-index"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        stderr(&missing).contains("policy index"),
        "{}",
        stderr(&missing)
    );
}

#[test]
fn documents_of_one_id_are_never_lost() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    file(&folder, "a/通知.txt", "第一条 甲校教师交流。".as_bytes());
    file(&folder, "b/通知.txt", "第一条 乙校教师交流。".as_bytes());
    let twice = "{\"id\":\"x\",\"text\":\"第一条 丙校教师交流。\"}\n";
    let other = "{\"id\":\"x\",\"text\":\"第一条 丁校教师交流。\"}\n";
    file(
        &folder,
        "c.jsonl",
        [twice, twice, other].concat().as_bytes(),
    );
    let root = folder.path().to_str().unwrap().to_owned();
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("index");
    let index = index.to_str().unwrap();
    let built = policy(&["index", index, &root]);
    assert!(
        stderr(&built).contains("4 documents added"),
        "{}",
        stderr(&built)
    );
    for place in [["--index", index], ["--corpus", &root]] {
        let hits = policy(&[&["search", "教师交流", "--format", "jsonl"][..], &place].concat());
        let ids: Vec<_> = records(&stdout(&hits))
            .iter()
            .map(|h| h["doc"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(ids.len(), 4, "{ids:?}");
        for id in ["a/通知", "b/通知", "x", "x#2"] {
            assert!(ids.iter().any(|i| i == id), "{id}: {ids:?}");
        }
    }
    let again = policy(&["index", index, &root]);
    assert!(
        stderr(&again).contains("0 documents added, 4 held already"),
        "{}",
        stderr(&again)
    );
}

#[test]
fn an_escape_sequence_in_a_document_does_not_reach_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let line = serde_json::json!({
        "id": "e\u{1b}[2J",
        "title": "关于教师\u{1b}[31m流动的通知",
        "issued": "2012-09-05",
        "text": "第一条 推进\u{1b}]0;教师交流\u{7}轮岗。\n\n2012年9月5日\n",
    });
    let path = file(&folder, "e.jsonl", line.to_string().as_bytes());
    let styles = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[31m", "\u{1b}[36m"];
    for args in [
        &["timeline"][..],
        &["lifecycle"],
        &["codes"],
        &["search", "教师"],
        &["kwic", "教师"],
    ] {
        let shown = policy(&[args, &["--color", "always", "--corpus", &path]].concat());
        let mut text = stdout(&shown);
        assert!(text.contains("教师") || text.contains("2012"), "{args:?}");
        assert!(!text.contains("关于教师\u{1b}"), "{args:?}");
        for style in styles {
            text = text.replace(style, "");
        }
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{args:?}: {text:?}");
    }
    let data = stdout(&policy(&[
        "search", "教师", "--corpus", &path, "--format", "csv",
    ]));
    assert!(
        data.contains("推进\u{1b}]0;"),
        "data goes out as it is: {data:?}"
    );
}

#[test]
fn a_listing_without_rows_is_still_a_table() {
    let none = policy(&["codes", "--doc", "no-such-document", "--format", "csv"]);
    assert!(
        stdout(&none).starts_with("doc,title,number"),
        "{}",
        stdout(&none)
    );
    let wrong = policy(&["codes", "--code", "nonsense"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("personnel"));
    let exchanged = policy(&["timeline", "--from", "2016", "--to", "2011"]);
    assert_eq!(exchanged.status.code(), Some(2));
}

#[test]
fn an_output_file_appears_whole() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("records.jsonl");
    let output = policy(&["analyze", "-o", out.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let written = fs::read_to_string(&out).unwrap();
    assert_eq!(written, stdout(&policy(&["analyze"])));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn links_and_streams_stay_what_they_are_when_they_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("a.jsonl"), folder.path().join("link"));
    fs::write(&file, "old").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let records = stdout(&policy(&["analyze"]));
    let output = policy(&["analyze", "-o", link.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), records);
    let output = policy(&["analyze", "-o", "/dev/stdout"]);
    assert_eq!(stdout(&output), records, "{}", stderr(&output));
}

#[test]
fn a_traditional_document_is_read_in_simplified_characters_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "某市教育局關於教師交流輪崗的通知\n\n第一條 中小學校應當組織教師在城鄉學校之間交流輪崗。\n";
    let path = file(&folder, "notice.txt", text.as_bytes());
    let plain = policy(&["kwic", "交流轮岗", "--corpus", &path, "--format", "jsonl"]);
    assert!(stdout(&plain).is_empty(), "{}", stdout(&plain));
    let found = policy(&[
        "kwic",
        "交流轮岗",
        "--corpus",
        &path,
        "--simplified",
        "--format",
        "jsonl",
    ]);
    let lines = records(&stdout(&found));
    assert_eq!(lines.len(), 2, "{}", stderr(&found));
    assert_eq!(lines[0]["keyword"], "交流輪崗");
    let start = usize::try_from(lines[1]["start"].as_u64().unwrap()).unwrap();
    let quote: String = text.chars().skip(start).take(4).collect();
    assert_eq!(quote, "交流輪崗");
    let coded = policy(&[
        "codes",
        "--corpus",
        &path,
        "--simplified",
        "--format",
        "jsonl",
    ]);
    let codes = records(&stdout(&coded));
    assert_eq!(codes[0]["code"], "personnel", "{}", stderr(&coded));
    assert!(codes[0]["text"].as_str().unwrap().contains("城鄉學校"));
    // An index keeps it.
    let index = folder.path().join("index");
    let index = index.to_str().unwrap();
    assert!(
        policy(&["index", index, &path, "--simplified"])
            .status
            .success()
    );
    let hits = policy(&["search", "城乡学校", "--index", index, "--format", "jsonl"]);
    assert_eq!(records(&stdout(&hits)).len(), 1, "{}", stderr(&hits));
}

#[test]
fn coders_are_compared_and_their_differences_listed() {
    let folder = tempfile::tempdir().unwrap();
    let first = file(
        &folder,
        "甲.csv",
        "id,text,codes\nu1,教师定期流动。,personnel；integration\nu2,学校周边设施。,investment\nu3,本办法自公布之日起施行。,\n"
            .as_bytes(),
    );
    let second = file(
        &folder,
        "乙.jsonl",
        "{\"id\": \"u1\", \"codes\": [\"personnel\"]}\n{\"id\": \"u2\", \"codes\": [\"investment\"]}\n{\"id\": \"u3\", \"codes\": []}\n"
            .as_bytes(),
    );
    let differ = folder.path().join("differ.csv");
    let differ = differ.to_str().unwrap();
    let output = policy(&[
        "agree",
        &first,
        &second,
        "--format",
        "jsonl",
        "--disagreements",
        differ,
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    let rows = records(&stdout(&output));
    let row = |code: &str| rows.iter().find(|r| r["code"] == code).unwrap();
    assert_eq!(
        row("personnel")["units"],
        2,
        "u3 has no code and does not count"
    );
    assert_eq!(row("personnel")["f1"], 1.0);
    assert_eq!(
        row("integration")["given"],
        serde_json::json!(["甲 1", "乙 0"])
    );
    let listed = fs::read_to_string(differ).unwrap();
    assert_eq!(
        listed,
        "doc,start,end,code,text,甲,乙\r\nu1,,,integration,教师定期流动。,1,0\r\n"
    );

    let alone = policy(&["agree", &first]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(
        stderr(&alone).contains("--with-rules"),
        "{}",
        stderr(&alone)
    );
    let strangers = policy(&["agree", &first, "--with-rules"]);
    assert_eq!(strangers.status.code(), Some(1));
    assert!(
        stderr(&strangers).contains("compare the ids"),
        "{}",
        stderr(&strangers)
    );
}

#[test]
fn a_coder_learns_from_coded_paragraphs_and_codes_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = "id,doc,text,codes\n".to_owned();
    for document in 0..6 {
        for (n, who) in ["教师", "校长", "教研员"].iter().enumerate() {
            rows += &format!("a{document}{n},d{document},组织{who}轮岗交流。,moving\n");
            rows += &format!("b{document}{n},d{document},公布{who}名单。,\n");
        }
    }
    let coded = file(&folder, "coded.csv", rows.as_bytes());
    let model = folder.path().join("my.model");
    let model = model.to_str().unwrap();
    let trained = policy(&["train", &coded, "-o", model, "--format", "jsonl"]);
    assert!(trained.status.success(), "{}", stderr(&trained));
    let table = records(&stdout(&trained));
    assert_eq!(table[0]["code"], "moving");
    assert_eq!(table[0]["f1"], 1.0, "{table:?}");

    let notice = file(
        &folder,
        "notice.txt",
        "推进班主任轮岗交流。\n公布结果。\n".as_bytes(),
    );
    let codes = policy(&[
        "codes",
        "--corpus",
        &notice,
        "--codebook",
        "none",
        "--model",
        model,
        "--format",
        "jsonl",
    ]);
    let codes = records(&stdout(&codes));
    assert_eq!(codes.len(), 1, "{codes:?}");
    assert_eq!(codes[0]["text"], "推进班主任轮岗交流。");
    assert_eq!(codes[0]["codebook"], "learned");

    let alone = file(
        &folder,
        "alone.csv",
        "id,text,codes\nu,教师轮岗。,moving\n".as_bytes(),
    );
    let refused = policy(&["train", &alone, "-o", model]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("at least"),
        "{}",
        stderr(&refused)
    );
    assert!(
        fs::read(model).unwrap().len() > 100,
        "the older coder is kept"
    );
}

/// Documents whose paragraphs are about moving teachers, about money, or about nothing.
fn study(folder: &tempfile::TempDir) -> String {
    let mut lines = String::new();
    for n in 0..12 {
        let text = format!(
            "某市教育局关于第{n}号事项的通知\n一、教师第{n}批交流轮岗。\n二、安排第{n}笔教育经费投入。\n三、第{n}号事项按时公布。\n四、第{n}所学校校长任期满后轮岗。"
        );
        lines += &serde_json::json!({
            "id": format!("d{n}"), "text": text, "issued": format!("{}-03-01", 2010 + n / 2),
            "issuer": format!("第{}市教育局", n % 3),
        })
        .to_string();
        lines.push('\n');
    }
    file(folder, "study.jsonl", lines.as_bytes())
}

#[test]
fn a_sample_is_filled_and_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let study = study(&folder);
    let sheet = folder.path().join("sheet.csv");
    let sheet = sheet.to_str().unwrap();
    let draw = |more: &[&str]| {
        let drawn = policy(&[&["sample", "--corpus", &study, "-n", "40"], more].concat());
        assert!(drawn.status.success(), "{}", stderr(&drawn));
        drawn
    };
    let first = draw(&["-o", sheet]);
    assert!(
        stderr(&first).contains("40 paragraphs of 48"),
        "{}",
        stderr(&first)
    );
    assert_eq!(stdout(&draw(&[])), fs::read_to_string(sheet).unwrap());
    // The human coder fills the sheet.
    let mut reader = csv::Reader::from_path(sheet).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|h| h == name).unwrap();
    let mut writer = csv::Writer::from_path(sheet.replace("sheet", "filled")).unwrap();
    writer.write_record(&header).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        let text = &row[column("text")];
        let code = match text {
            t if t.contains("轮岗") => "personnel",
            t if t.contains("经费") => "investment",
            _ => "",
        };
        let filled = row.iter().enumerate();
        let filled = filled.map(|(at, cell)| if at == column("codes") { code } else { cell });
        writer.write_record(filled).unwrap();
    }
    writer.flush().unwrap();
    let filled = sheet.replace("sheet", "filled");
    let model = folder.path().join("m.model");
    let model = model.to_str().unwrap();
    let trained = policy(&[
        "train",
        &filled,
        "-o",
        model,
        "--name",
        "case",
        "--with-rules",
        "case",
        "--format",
        "jsonl",
    ]);
    assert!(trained.status.success(), "{}", stderr(&trained));
    let table = records(&stdout(&trained));
    let personnel = table.iter().find(|r| r["code"] == "personnel").unwrap();
    assert_eq!(personnel["f1"], 1.0, "{table:?}");
    assert_eq!(personnel["rules_f1"], 1.0, "{table:?}");
    assert!(personnel["brier"].as_f64() < personnel["brier_of_share"].as_f64());
    let agreed = policy(&[
        "agree",
        &filled,
        "--with-rules",
        "--corpus",
        &study,
        "--format",
        "jsonl",
    ]);
    let all = records(&stdout(&agreed));
    assert_eq!(all.last().unwrap()["code"], "(all)", "{}", stderr(&agreed));
    // What is coded is not asked again.
    let second = draw(&["--coded", &filled, "--model", model, "--format", "jsonl"]);
    let rest = records(&stdout(&second));
    assert_eq!(rest.len(), 8);
    assert!(
        rest.iter()
            .all(|r| r["codes"].as_array().unwrap().is_empty())
    );
    let columns = stdout(&draw(&["--columns"]));
    assert!(columns.lines().next().unwrap().ends_with(",text,personnel,enrollment,integration,investment,evaluation,district_group,entrusted,new_quality,diversification"), "{columns}");
}

#[test]
fn stress_names_what_turns_a_conclusion() {
    let folder = tempfile::tempdir().unwrap();
    let study = study(&folder);
    let output = policy(&[
        "codebook", "stress", "case", "--corpus", &study, "--split", "2013", "--format", "jsonl",
    ]);
    assert!(output.status.success(), "{}", stderr(&output));
    let rows = records(&stdout(&output));
    // Two paragraphs of each document are about people, one about money.
    let rank = rows.iter().find(|r| r["kind"] == "rank").unwrap();
    assert_eq!(rank["conclusion"], "personnel > investment");
    assert_eq!(rank["holds"], "no", "{rank}");
    let by_term: Vec<_> = rows
        .iter()
        .filter(|r| r["conclusion"] == "personnel > investment" && r["left_out"] == "term")
        .collect();
    assert!(
        !by_term.is_empty() && by_term.iter().all(|r| r["holds"] == "no"),
        "{rows:?}"
    );
    // No single document of twelve that are alike turns it.
    assert!(
        rows.iter()
            .all(|r| r["holds"] == "yes" || r["left_out"] != "document"),
        "{rows:?}"
    );
    let twice = policy(&[
        "codebook", "stress", "case", "--corpus", &study, "--split", "2013", "--format", "jsonl",
    ]);
    assert_eq!(stdout(&output), stdout(&twice));
}

#[test]
fn what_is_cited_and_in_force_is_asked_of_own_files() {
    let folder = tempfile::tempdir().unwrap();
    let documents = file(
        &folder,
        "two.jsonl",
        concat!(
            r#"{"id":"a","issued":"2012-03-05","text":"甲省学籍管理办法\n第一条 制定本办法。\n第二条 本办法自2012年9月1日起施行，有效期至2015年8月31日。\n"}"#,
            "\n",
            r#"{"id":"b","issued":"2013-03-05","text":"根据《甲省学籍管理办法》和《乙省校车规定》（乙教〔2010〕1号），制定本细则。"}"#,
            "\n"
        )
        .as_bytes(),
    );
    let list = file(
        &folder,
        "list.csv",
        "id,标题,文号\nB1,乙省校车规定,乙教〔2010〕1号\n".as_bytes(),
    );
    let cited = policy(&[
        "cited",
        "--corpus",
        &documents,
        "--catalogue",
        &list,
        "--which",
        "all",
        "--format",
        "jsonl",
    ]);
    let lines = records(&stdout(&cited));
    let held: Vec<_> = lines
        .iter()
        .map(|r| (r["id"].as_str().unwrap(), r["held"].as_str().unwrap()))
        .collect();
    assert_eq!(held, [("B1", "known"), ("a", "held")], "{}", stderr(&cited));
    for (day, state) in [
        ("2012-03-04", "not_yet"),
        ("2012-05-01", "issued"),
        ("2015-08-31", "in_force"),
        ("2015-09-01", "expired"),
    ] {
        let output = policy(&[
            "lifecycle",
            "--corpus",
            &documents,
            "--on",
            day,
            "--doc",
            "a",
            "--state",
            state,
            "--format",
            "jsonl",
        ]);
        let lines = records(&stdout(&output));
        assert_eq!(lines.len(), 1, "{day}: {}", stderr(&output));
    }
    let wrong = file(&folder, "wrong.csv", "名字\n甲\n".as_bytes());
    let output = policy(&["cited", "--catalogue", &wrong]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("wrong.csv:1"),
        "{}",
        stderr(&output)
    );
}
