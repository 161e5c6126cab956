//! One document gives one analysis, whatever file it comes in.

use serde_json::Value;
use zhengce::corpus::{Analyzer, Entry};
use zhengce::export::{RecordText, write_record};
use zhengce::read::{self, ReadOptions};

/// A document with everything that is looked for: a masthead, a number, articles under headings,
/// citations, dates, quantities, a signature and an attachment; long enough to be wrapped.
const PARAGRAPHS: [&str; 17] = [
    "海州市教育局关于印发《海州市义务教育学校校长教师交流轮岗实施办法》的通知",
    "海教规〔2016〕7号",
    "各区教育局，各直属学校：",
    "为贯彻落实《国务院关于深入推进义务教育均衡发展的意见》（国发〔2012〕48号），缩小学校之间的差距，我局制定了《海州市义务教育学校校长教师交流轮岗实施办法》。现印发给你们，请遵照执行。",
    "一、总体目标",
    "（一）到2020年，城镇学校每年交流轮岗的教师不低于符合条件教师的10%，其中骨干教师不低于交流总数的20%。",
    "（二）从2017年9月1日起，新任校长须有在两所以上学校任教的经历。",
    "二、主要任务",
    "（一）建立教师定期交流制度。在同一所学校连续任教满6年的教师应当交流，交流时间不少于3年。各区每年安排专项经费500万元，用于发放交流教师津贴。",
    "（二）推进学区化办学和集团化办学。鼓励优质学校通过委托管理、结对帮扶等方式，带动农村学校和薄弱学校提高办学质量。",
    "三、组织保障",
    "各区教育局要加强领导，明确责任，于每年12月31日前将交流情况报我局。对工作不力的，予以通报批评。",
    "本办法自2016年10月1日起施行，有效期至2021年9月30日。《海州市教师流动暂行办法》（海教人〔2009〕15号）同时废止。",
    "附件：交流轮岗情况统计表",
    "海州市教育局",
    "2016年8月25日",
    "（此件主动公开）",
];

/// The analysis without places in the text: what stands there instead of where.
fn analysis(entry: &Entry) -> Value {
    let mut line = Vec::new();
    write_record(entry, RecordText::Omit, &mut line).unwrap();
    let mut record: Value = serde_json::from_slice(&line).unwrap();
    let text = &entry.document.text;
    let ends = text.original().char_indices().map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([text.original().len()]).collect();
    let reading = |start: usize, end: usize| -> String {
        let span = zhengce::Span::new(ends[start], ends[end]);
        let said = text.reading(span);
        said.chars().filter(|c| !c.is_whitespace()).collect()
    };
    let fields = record.as_object_mut().unwrap();
    for own in ["id", "diagnostics", "provenance", "source", "path", "line"] {
        fields.remove(own);
    }
    words(&mut record, &reading);
    record
}

/// Puts the words without white space in the place of every pair of offsets; of a printed page
/// the words as they are read.
fn words(value: &mut Value, reading: &dyn Fn(usize, usize) -> String) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| words(one, reading)),
        Value::Object(fields) => {
            let offset = |fields: &serde_json::Map<String, Value>, name: &str| {
                fields
                    .get(name)
                    .and_then(Value::as_u64)
                    .map(|at| at as usize)
            };
            if let (Some(start), Some(end)) = (offset(fields, "start"), offset(fields, "end")) {
                fields.remove("start");
                fields.remove("end");
                // A provision runs on to the next one, over whatever a page puts between.
                if !fields.contains_key("path") {
                    fields.insert("words".to_owned(), reading(start, end).into());
                }
            }
            fields.values_mut().for_each(|one| words(one, reading));
        }
        _ => {}
    }
}

fn analyzed(name: &str, bytes: &[u8]) -> (Value, Vec<&'static str>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut documents: Vec<_> = read::open(&[path], &ReadOptions::default())
        .unwrap()
        .map(|d| d.unwrap_or_else(|e| panic!("{name}: {e}")))
        .collect();
    assert_eq!(documents.len(), 1, "{name}");
    let entry = Analyzer::builtin().analyze(documents.remove(0));
    let codes = entry.diagnostics.iter().map(|d| d.code).collect();
    (analysis(&entry), codes)
}

/// The document in every format that keeps its paragraphs.
fn flowing() -> Vec<(&'static str, Vec<u8>)> {
    let text = PARAGRAPHS.join("\n");
    let page: String = PARAGRAPHS
        .iter()
        .map(|p| format!("<p style='text-indent:2em'><span>{p}</span></p>\r\n"))
        .collect();
    let page = format!(
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><body>\
         <div class=nav><a href=/>首页</a></div><div class=TRS_Editor>{page}</div>\
         <p>【打印本页】</p></body></html>"
    );
    let wide = |text: &str| -> Vec<u8> {
        let units = [0xFEFF].into_iter().chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let line = format!("{}\n", serde_json::json!({ "text": text }));
    vec![
        ("a.txt", text.replace('\n', "\n\n").into_bytes()),
        ("gb.txt", gb(&text.replace('\n', "\r\n"))),
        ("wide.txt", wide(&text)),
        ("a.html", gb(&page)),
        (
            "a.md",
            format!("# {}", PARAGRAPHS.join("\n\n")).into_bytes(),
        ),
        ("a.jsonl", line.clone().into_bytes()),
        ("wide.jsonl", wide(&line)),
        ("gb.jsonl", gb(&line)),
        ("a.json", line.into_bytes()),
        ("a.csv", format!("编号,正文\n1,\"{text}\"\n").into_bytes()),
        ("wide.csv", wide(&format!("编号,正文\n1,\"{text}\"\n"))),
        ("a.rtf", crate::rtf::Rtf::of(&PARAGRAPHS).bytes()),
        ("a.docx", crate::documents::Docx::of(&PARAGRAPHS).bytes()),
        ("a.zip", crate::documents::zip(&[("甲/通知.txt", &text)])),
    ]
}

#[track_caller]
fn same(name: &str, expected: &Value, found: &Value) {
    for (field, expected) in expected.as_object().unwrap() {
        let found = &found[field];
        if let (Value::Array(expected), Value::Array(found)) = (expected, found) {
            for (at, (expected, found)) in expected.iter().zip(found).enumerate() {
                assert_eq!(found, expected, "{name}: {field} {at}");
            }
            assert_eq!(found.len(), expected.len(), "{name}: {field}");
        }
        assert_eq!(found, expected, "{name}: {field}");
    }
}

/// The document in formats of pages, which know printed lines.
fn paged() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        #[cfg(feature = "pdf")]
        ("a.pdf", crate::pdf::Pdf::of(&PARAGRAPHS).bytes()),
        ("a.ofd", crate::documents::Ofd::of(&PARAGRAPHS).bytes()),
    ]
}

#[test]
fn one_document_in_every_format_gives_one_analysis() {
    let (expected, _) = analyzed("plain.txt", PARAGRAPHS.join("\n").as_bytes());
    // It must say something, or every format could be equally wrong.
    let meta = &expected["meta"];
    assert_eq!(meta["doc_number"], "海教规〔2016〕7号");
    assert_eq!(meta["issued"], "2016-08-25");
    assert_eq!(meta["title"], PARAGRAPHS[0]);
    for (layer, least) in [
        ("provisions", 10),
        ("codes", 3),
        ("dates", 6),
        ("citations", 2),
        ("quantities", 4),
        ("events", 4),
    ] {
        let found = expected[layer].as_array().unwrap().len();
        assert!(found >= least, "{layer}: {found}");
    }
    for (name, bytes) in flowing().into_iter().chain(paged()) {
        let (found, _) = analyzed(name, &bytes);
        same(name, &expected, &found);
    }
}
