//! One document in each format is one document.

use crate::documents::{Docx, Ofd, level, paragraph, zip};
use std::path::Path;
use zhengce::parse::parse;
use zhengce::read;

/// A notice whose paragraphs fit in one printed line each.
const NOTICE: [&str; 11] = [
    "甲市教育局关于做好招生工作的通知",
    "甲教〔2012〕15号",
    "各区教育局：",
    "为推进义务教育均衡发展，现通知如下：",
    "一、总体要求",
    "（一）坚持就近入学。",
    "（二）规范招生行为。",
    "二、工作安排",
    "各区于2012年9月1日前报送方案。",
    "甲市教育局",
    "2012年3月5日",
];

/// What is made of a file: the metadata, the outline, and the words of each provision.
fn read(name: &str, bytes: &[u8]) -> (String, Vec<(String, String)>) {
    let mut documents = read::from_bytes(Path::new(name), bytes).unwrap();
    assert_eq!(documents.len(), 1, "{name}");
    let document = parse(documents.remove(0)).document;
    let metadata = &document.metadata;
    let head = format!(
        "{:?} {:?} {:?} {:?}",
        metadata.title,
        metadata.doc_number.as_ref().map(ToString::to_string),
        metadata.issuers,
        metadata.issued
    );
    let text = document.text.original();
    let provisions = document
        .provisions
        .iter()
        .map(|p| {
            let words = text[p.span.start..p.span.end].chars();
            let words = words.filter(|c| !c.is_whitespace()).collect();
            (p.path.to_string(), words)
        })
        .collect();
    (head, provisions)
}

#[test]
fn a_document_is_the_same_in_all_formats() {
    let text = NOTICE.join("\n");
    let plain = read("甲.txt", text.as_bytes());
    assert!(plain.0.contains("甲教〔2012〕15号"), "{}", plain.0);
    assert!(plain.1.iter().any(|p| p.0 == "一/（二）"), "{:?}", plain.1);

    // The same with automatic numbers.
    let item = |at: usize, text: &str| {
        paragraph(
            &format!("<w:numPr><w:ilvl w:val=\"{at}\"/><w:numId w:val=\"1\"/></w:numPr>"),
            text,
        )
    };
    let body: String = NOTICE
        .iter()
        .map(|line| match line.split_once(['、', '）']) {
            Some(("一" | "二", rest)) => item(0, rest),
            Some(("（一" | "（二", rest)) => item(1, rest),
            _ => paragraph("", line),
        })
        .collect();
    let numbered = Docx {
        body,
        numbering: format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
            level(0, "chineseCountingThousand", "%1、", ""),
            level(1, "chineseCountingThousand", "（%2）", "")
        ),
        ..Docx::default()
    };
    assert!(numbered.body.contains("numPr"));
    let docx = Docx::of(&NOTICE).bytes();
    let record = serde_json::json!({ "text": text }).to_string();
    for (name, bytes) in [
        ("甲.docx", docx.clone()),
        ("甲.docx", numbered.bytes()),
        ("甲.doc", docx.clone()),
        ("甲.ofd", Ofd::of(&NOTICE).bytes()),
        ("甲.jsonl", record.clone().into_bytes()),
        ("甲.json", record.into_bytes()),
        ("甲.csv", format!("id,正文\n1,\"{text}\"\n").into_bytes()),
        ("甲.zip", zip(&[("甲.docx", docx)])),
    ] {
        assert_eq!(read(name, &bytes), plain, "{name}");
    }
}
