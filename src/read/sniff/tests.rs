use super::*;
use crate::read::{RawDocument, ReadOptions, from_bytes, open};
use std::path::Path;

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A compound file with a stream of this name.
fn compound_file(stream: &str) -> Vec<u8> {
    let mut bytes = OLE.to_vec();
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(1024, 0);
    bytes
}

fn read(name: &str, bytes: &[u8]) -> crate::Result<RawDocument> {
    from_bytes(Path::new(name), bytes).map(|mut all| all.remove(0))
}

fn codes(document: &RawDocument) -> Vec<&'static str> {
    document.diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn content_is_known_by_its_start() {
    for (start, content) in [
        (&b"PK\x03\x04xx"[..], Some(Content::Zip)),
        (OLE, Some(Content::Compound)),
        (b"%PDF-1.7", Some(Content::Format("PDF"))),
        (b"{\\rtf1\\ansi", Some(Content::Format("RTF"))),
        (
            b"\xEF\xBB\xBF \r\n<!DOCTYPE HTML PUBLIC",
            Some(Content::Format("HTML")),
        ),
        (
            b"<?xml version='1.0'?>\n<!-- a --><html>",
            Some(Content::Format("HTML")),
        ),
        (
            b"<html xmlns:o=\"urn:schemas\">",
            Some(Content::Format("HTML")),
        ),
        (
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>",
            Some(Content::Format(WORD_XML)),
        ),
        (b"MIME-Version: 1.0\r\n", Some(Content::Format(WEB_ARCHIVE))),
        (b"\xFF\xD8\xFF\xE0", Some(Content::Format(IMAGE))),
        (b"II*\0", Some(Content::Format(IMAGE))),
        (b"Rar!\x1A\x07\x00", Some(Content::Format(PACKED))),
        (b"<p>", None),
        (b"<?xml version='1.0'?><doc/>", None),
        ("一、总体要求".as_bytes(), None),
        (b"{\"text\": 1}", None),
        (b"", None),
    ] {
        assert_eq!(head(start), content, "{}", String::from_utf8_lossy(start));
    }
}

#[test]
fn old_formats_are_named_with_what_to_do() {
    for (name, bytes, says) in [
        (
            "a.doc",
            compound_file("WordDocument"),
            &["Word 97-2003", "soffice --headless --convert-to docx"][..],
        ),
        ("a.wps", compound_file("WordDocument"), &["WPS", ".docx"]),
        (
            "a.docx",
            compound_file("WordDocument"),
            &["Word 97-2003", "by its content"],
        ),
        ("a.docx", compound_file("EncryptedPackage"), &["password"]),
        ("a.doc", compound_file("Workbook"), &["spreadsheet", "CSV"]),
        ("a.xls", b"whatever\0".to_vec(), &["spreadsheet"]),
        ("a.jpg", b"\xFF\xD8\xFF\xE0\0".to_vec(), &["image", "OCR"]),
        (
            "a.txt",
            b"\x89PNG\r\n\x1A\n".to_vec(),
            &["image", "by its content"],
        ),
        ("a.doc", b"\0\x01\x02binary".to_vec(), &["Word 97-2003"]),
        ("a.ceb", b"Founder".to_vec(), &["CEB", "PDF or OFD"]),
        ("a.caj", b"CAJ\0".to_vec(), &["CNKI", "CAJViewer"]),
        ("a.rar", b"Rar!\x1A\x07\x00".to_vec(), &["no ZIP", "unpack"]),
        ("a.xyz", b"whatever".to_vec(), &["not read", ".txt"]),
    ] {
        let error = read(name, &bytes).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Format);
        for word in says {
            assert!(error.message().contains(word), "{name}: {error}");
        }
    }
}

#[test]
fn text_under_the_name_of_a_document_is_read() {
    let document = read("通知.doc", "各区教育局：\r\n请执行。".as_bytes()).unwrap();
    assert_eq!(document.text, "各区教育局：\r\n请执行。");
    assert_eq!(codes(&document), ["read.format-contradicts-name"]);
    for name in ["通知.pdf", "通知.docx", "通知.ofd", "通知.zip"] {
        let document = read(name, "各区教育局：".as_bytes()).unwrap();
        assert_eq!(document.text, "各区教育局：");
        let told = &document.diagnostics[0].message;
        assert!(told.contains("by its content plain text"), "{told}");
    }
}

#[test]
fn an_empty_file_says_so() {
    for name in ["a.pdf", "a.docx", "a.ofd", "a.zip", "a.doc"] {
        let error = read(name, b"").unwrap_err();
        assert!(error.message().contains("the file is empty"), "{error}");
    }
    assert_eq!(codes(&read("a.txt", b"").unwrap()), ["read.empty-document"]);
}

#[test]
fn locks_of_word_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("~$通知.docx"), b"\x05Name").unwrap();
    std::fs::write(folder.path().join("通知.txt"), "正文").unwrap();
    let paths = [folder.path().to_owned()];
    let mut documents = crate::read::open(&paths, &crate::read::ReadOptions::default()).unwrap();
    let ids: Vec<String> = documents.by_ref().map(|d| d.unwrap().id).collect();
    assert_eq!(ids, ["通知"]);
    assert!(documents.skipped().is_empty());
}

#[cfg(feature = "html")]
#[test]
fn pages_under_other_names_are_read_as_pages() {
    let page = "<html><body><p>各区教育局：</p><p>请执行。</p></body></html>";
    for name in ["通知.doc", "通知.wps", "通知.txt", "通知.docx", "通知.xls"] {
        let document = read(name, page.as_bytes()).unwrap();
        assert!(document.text.contains("请执行。") && !document.text.contains('<'));
        assert!(
            codes(&document).contains(&"read.format-contradicts-name"),
            "{name}"
        );
    }
}

#[cfg(feature = "office")]
#[test]
fn packages_are_what_is_in_them() {
    use crate::read::made::{Docx, Ofd, zip};
    let docx = Docx::of(&["正文"]).bytes();
    let ofd = Ofd::of(&["正文"]).bytes();
    let archive = zip(&[("a.txt", "正文")]);
    for (name, bytes, contradicts) in [
        ("a.docx", &docx, false),
        ("a.doc", &docx, true),
        ("a.wps", &docx, true),
        ("a.zip", &docx, true),
        ("a", &docx, false),
        ("a.ofd", &ofd, false),
        ("a.pdf.zip", &ofd, true),
        ("a.zip", &archive, false),
        ("a.docx", &archive, true),
    ] {
        let document = read(name, bytes).unwrap();
        assert_eq!(document.text.trim(), "正文", "{name}");
        let told = codes(&document).contains(&"read.format-contradicts-name");
        assert_eq!(told, contradicts, "{name}");
    }
    for (entries, says) in [
        (
            vec![("[Content_Types].xml", ""), ("xl/workbook.xml", "")],
            "spreadsheet",
        ),
        (
            vec![("[Content_Types].xml", ""), ("ppt/presentation.xml", "")],
            "presentation",
        ),
        (
            vec![
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", ""),
            ],
            "OpenDocument",
        ),
    ] {
        let error = read("a.docx", &zip(&entries)).unwrap_err();
        assert!(error.message().contains(says), "{error}");
    }
}

#[test]
fn in_a_folder_documents_are_opened_and_others_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("a.doc", compound_file("WordDocument")),
        ("b.doc", "文字".as_bytes().to_vec()),
        ("c.xls", compound_file("Workbook")),
        ("d.jpg", b"\xFF\xD8\xFF".to_vec()),
        ("e.txt", b"e".to_vec()),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let mut documents = open(&[folder.path().to_owned()], &ReadOptions::default()).unwrap();
    let skipped: Vec<_> = documents
        .skipped()
        .iter()
        .map(|p| p.file_name().unwrap().to_owned())
        .collect();
    assert_eq!(skipped, ["c.xls", "d.jpg"]);
    let read: Vec<Result<String, String>> = documents
        .by_ref()
        .map(|d| d.map(|d| d.id).map_err(|e| e.to_string()))
        .collect();
    assert_eq!(documents.bytes_read(), documents.bytes_total().unwrap());
    assert_eq!(read.len(), 3);
    assert!(read[0].as_ref().unwrap_err().contains("a.doc"));
    assert_eq!(read[1..], [Ok("b".to_owned()), Ok("e".to_owned())]);
}

#[cfg(not(feature = "office"))]
#[test]
fn a_format_that_is_off_names_its_feature() {
    for name in ["a.docx", "a.ofd", "a.zip"] {
        let error = read(name, b"PK\x03\x04").unwrap_err();
        assert!(
            error.message().contains("cargo feature “office”"),
            "{error}"
        );
    }
}
