use crate::read::{RawDocument, ReadOptions, from_bytes, open};
use std::path::Path;

fn table(name: &str, bytes: &[u8]) -> Vec<crate::Result<RawDocument>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let options = ReadOptions::default().max_document_bytes(1 << 20);
    let mut documents = open(&[path], &options).unwrap();
    let read: Vec<_> = documents.by_ref().collect();
    assert_eq!(documents.bytes_read(), bytes.len() as u64);
    read
}

fn one(bytes: &[u8]) -> RawDocument {
    table("表.csv", bytes).remove(0).unwrap()
}

const CHINESE: &str = "文号,标题,发文机关,日期,备注二,正文\n甲教〔2012〕1号,关于招生的通知,甲市教育局,2012/9/5,急,\"各区：\n请执行，\"\"特此通知\"\"。\"\n";

#[test]
fn columns_fill_the_fields_of_a_record() {
    let document = one(CHINESE.as_bytes());
    assert_eq!(document.text, "各区：\n请执行，\"特此通知\"。");
    assert_eq!((document.id.as_str(), document.line), ("表-2", Some(2)));
    let given = &document.given;
    assert_eq!(given.doc_number.as_deref(), Some("甲教〔2012〕1号"));
    assert_eq!(given.title.as_deref(), Some("关于招生的通知"));
    assert_eq!(given.issuer.as_deref(), Some("甲市教育局"));
    assert_eq!(given.issued.unwrap().to_string(), "2012-09-05");
    assert_eq!(document.provenance.attributes["备注二"], "急");
    assert!(
        document.diagnostics.is_empty(),
        "{:?}",
        document.diagnostics
    );
}

#[test]
fn tables_of_all_charsets_and_separators_are_the_same() {
    let gb = encoding_rs::GB18030.encode(CHINESE).0.into_owned();
    let utf16: Vec<u8> = format!("\u{feff}{CHINESE}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let tabs = CHINESE.replace(',', "\t");
    let semicolons = CHINESE.replace(',', ";");
    let marked = [b"\xEF\xBB\xBF", CHINESE.as_bytes()].concat();
    let windows = CHINESE.replace('\n', "\r\n");
    for (name, bytes, guessed) in [
        ("表.csv", marked, false),
        ("表.csv", gb, true),
        ("表.csv", utf16, false),
        ("表.tsv", tabs.clone().into_bytes(), false),
        ("表.csv", tabs.into_bytes(), false),
        ("表.csv", semicolons.into_bytes(), false),
        ("表.csv", windows.into_bytes(), false),
    ] {
        let document = table(name, &bytes).remove(0).unwrap();
        let text = document.text.replace("\r\n", "\n");
        assert_eq!(text, "各区：\n请执行，\"特此通知\"。");
        assert_eq!(document.given.title.as_deref(), Some("关于招生的通知"));
        assert_eq!(!document.diagnostics.is_empty(), guessed);
    }
}

#[test]
fn a_long_table_is_decoded_bit_by_bit() {
    // Two bytes a character and odd lengths: borders of blocks fall within characters.
    let rows: String = (0..20_000)
        .map(|n| format!("{n},第{n}条应当执行\n"))
        .collect();
    let text = format!("id,内容\n{rows}");
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    for bytes in [text.into_bytes(), gb] {
        let read = table("表.csv", &bytes);
        assert_eq!(read.len(), 20_000);
        let last = read[19_999].as_ref().unwrap();
        assert_eq!((last.id.as_str(), last.line), ("19999", Some(20_001)));
        assert!(
            read.iter()
                .all(|d| !d.as_ref().unwrap().text.contains('\u{FFFD}'))
        );
    }
}

#[test]
fn a_table_without_text_names_its_columns() {
    let error = table("表.csv", "标题,摘要\n甲,乙\n".as_bytes())
        .remove(0)
        .unwrap_err();
    assert_eq!(error.line(), Some(1));
    let message = error.message();
    assert!(
        message.contains("“标题”, “摘要”") && message.contains("“正文”"),
        "{message}"
    );
    assert!(table("表.csv", b"").remove(0).is_err());
}

#[test]
fn a_row_of_another_length_is_one_error() {
    let read = table(
        "表.csv",
        "id,text\n1,甲\n2,乙,丙\n3\n,\n\n4,丁\n".as_bytes(),
    );
    let got: Vec<Result<&str, Option<u64>>> = read
        .iter()
        .map(|d| {
            d.as_ref()
                .map(|d| d.id.as_str())
                .map_err(crate::Error::line)
        })
        .collect();
    assert_eq!(got, [Ok("1"), Err(Some(3)), Err(Some(4)), Ok("4")]);
    let message = read[1].as_ref().unwrap_err().message();
    assert!(
        message.contains("3 cells") && message.contains("2 columns"),
        "{message}"
    );
}

#[test]
fn names_of_columns_are_known_in_any_form() {
    let document =
        one(" ID ,Title,Text,全文,URL,level,digest\n7,甲,乙,丙,http://a,municipal,是\n".as_bytes());
    // Of two columns of text the one that is named first in the table of names is used.
    assert_eq!((document.id.as_str(), document.text.as_str()), ("7", "乙"));
    assert_eq!(document.provenance.attributes["全文"], "丙");
    assert_eq!(document.provenance.sources[0].url, "http://a");
    assert_eq!(
        document.given.level,
        Some(crate::document::Level::Municipal)
    );
    assert!(document.provenance.digest);
}

#[test]
fn odd_cells_are_told_and_kept() {
    let document = one("text,issued,level\n甲,不详,市级\n".as_bytes());
    let codes: Vec<&str> = document.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["read.unreadable-date", "read.unknown-level"]);
    assert_eq!(document.provenance.attributes["issued"], "不详");
    let empty = one("text,title\n,甲\n".as_bytes());
    assert_eq!(empty.diagnostics[0].code, "read.empty-document");
}

#[test]
fn damage_is_told_in_its_row() {
    let mut bytes = "id,text\n1,上海市教育委员会关于推进义务教育均衡发展的意见\n2,甲"
        .as_bytes()
        .to_vec();
    bytes.extend(b"\xFF\n3,\xE4\xB9\x99\n");
    let read = table("表.csv", &bytes);
    let codes = |n: usize| -> Vec<&str> {
        let diagnostics = &read[n].as_ref().unwrap().diagnostics;
        diagnostics.iter().map(|d| d.code).collect()
    };
    assert!(codes(0).is_empty() && codes(2).is_empty());
    assert_eq!(codes(1), ["read.invalid-bytes"]);
}

#[test]
fn a_row_without_end_stops_at_the_limit() {
    let mut text = "id,text\n1,甲\n2,\"".to_owned();
    text.push_str(&"乙".repeat(2 << 20));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, &text).unwrap();
    let options = ReadOptions::default().max_document_bytes(1 << 20);
    let read: Vec<_> = open(&[path], &options).unwrap().collect();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0].as_ref().unwrap().text, "甲");
    let error = read[1].as_ref().unwrap_err();
    assert!(error.message().contains("limit of 1048576"), "{error}");
    assert!(from_bytes(Path::new("a.csv"), "text\n甲\n".as_bytes()).is_ok());
}
