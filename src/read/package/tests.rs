use super::*;
use crate::read::made::zip;
use crate::read::{RawDocument, from_bytes, open};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

fn options() -> ReadOptions {
    ReadOptions::default()
}

fn package(bytes: Vec<u8>, options: &ReadOptions) -> Result<Package<Cursor<Vec<u8>>>, String> {
    let budget = Budget::new(options);
    Package::open(Cursor::new(bytes), &Limits::new(options, &budget))
}

/// Reads the first entry.
fn first(bytes: Vec<u8>, options: &ReadOptions) -> Result<Vec<u8>, String> {
    package(bytes, options)?.read(0)
}

#[test]
fn entries_within_the_limits_are_read() {
    let bytes = zip(&[("word/document.xml", "<a>文</a>"), ("空/", "")]);
    let mut package = package(bytes, &options()).unwrap();
    assert_eq!(
        package.part("WORD/document.xml").unwrap().unwrap(),
        "<a>文</a>".as_bytes()
    );
    assert!(package.part("none").unwrap().is_none());
    assert!(package.entries()[1].folder);
    let tree = package.xml("word/document.xml").unwrap().unwrap();
    assert_eq!(tree.root().unwrap().text(), "文");
}

#[test]
fn each_limit_has_an_error_that_names_it() {
    let zeros = vec![0_u8; 4 << 20];
    let bomb = zip(&[("a.txt", &zeros), ("b.txt", &zeros)]);
    for (options, says) in [
        (options().max_document_bytes(1 << 20), "max_document_bytes"),
        (options().max_expanded_bytes(1 << 20), "max_expanded_bytes"),
    ] {
        let why = first(bomb.clone(), &options).unwrap_err();
        assert!(why.contains(says), "{why}");
    }
    let many: Vec<(String, &str)> = (0..200).map(|n| (format!("{n}.txt"), "")).collect();
    let why = first(zip(&many), &options().max_archive_entries(100)).unwrap_err();
    assert!(why.contains("max_archive_entries"), "{why}");
}

#[test]
fn a_package_may_not_grow_beyond_its_ratio() {
    let zeros = vec![0_u8; 96 << 20];
    let mut package = package(zip(&[("a", &zeros)]), &options()).unwrap();
    let why = package.read(0).unwrap_err();
    assert!(why.contains("200 times its size"), "{why}");
    assert!(package.exhausted());
}

#[test]
fn sizes_in_the_directory_are_not_believed() {
    let mut bytes = zip(&[("a", vec![0_u8; 4 << 20])]);
    // The directory says one byte; what comes is stopped there, or at the limit.
    let size = (4_u32 << 20).to_le_bytes();
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, w)| *w == size)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    let why = first(bytes, &options().max_document_bytes(1 << 20)).unwrap_err();
    assert!(
        why.contains("damaged") || why.contains("max_document_bytes"),
        "{why}"
    );
}

#[test]
fn encrypted_and_damaged_packages_say_so() {
    let mut locked = zip(&[("a.txt", "甲")]);
    // The first bit of the flags, in the local header and in the directory.
    let directory = locked.windows(4).position(|w| w == ENTRY_MARK).unwrap();
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    let why = first(locked, &options()).unwrap_err();
    assert!(
        why.contains("encrypted") && why.contains("password"),
        "{why}"
    );

    let mut bent = zip(&[("a.txt", "甲乙丙丁".repeat(50))]);
    let data = 30 + "a.txt".len();
    bent[data + 2] ^= 0xFF;
    let why = first(bent, &options()).unwrap_err();
    assert!(why.contains("damaged"), "{why}");
    let cut = zip(&[("a.txt", "甲")])[..20].to_vec();
    assert!(first(cut, &options()).unwrap_err().contains("damaged"));
}

#[test]
fn names_in_the_charset_of_a_system_are_decoded() {
    let gbk = encoding_rs::GBK.encode("通知/关于招生.txt").0.into_owned();
    assert_eq!(name(&gbk, None), "通知/关于招生.txt");
    assert_eq!(name("通知.txt".as_bytes(), None), "通知.txt");
    assert_eq!(name(b"a\\b.txt", None), "a/b.txt");
}

#[test]
fn names_that_lead_out_are_known() {
    for (name, out) in [
        ("a/b.txt", false),
        ("../b.txt", true),
        ("a/../../b.txt", true),
        ("/etc/passwd", true),
        ("C:/b.txt", true),
        ("a..b.txt", false),
    ] {
        assert_eq!(escapes(name), out, "{name}");
    }
    assert_eq!(
        resolve("word/document.xml", "styles.xml").as_deref(),
        Some("word/styles.xml")
    );
    assert_eq!(
        resolve("word/document.xml", "/a/b.xml").as_deref(),
        Some("a/b.xml")
    );
    assert_eq!(
        resolve("Doc_0/Tags/t.xml", "../a.xml").as_deref(),
        Some("Doc_0/a.xml")
    );
    assert_eq!(resolve("Doc_0/d.xml", "../../a.xml"), None);
}

#[test]
fn xml_is_read_as_it_is_meant() {
    let tree = Tree::read("<?xml version=\"1.0\"?><w:a xmlns:w=\"u\" w:k=\"&lt;1&#x4E00;\">甲&amp;乙<b/><![CDATA[<丙>]]>&#20002;</w:a>".as_bytes()).unwrap();
    let root = tree.root().unwrap();
    assert_eq!((root.name(), root.attribute("k")), ("a", Some("<1一")));
    assert_eq!(root.text(), "甲&乙<丙>丢");
    assert_eq!(root.children().count(), 1);
    let text = "<?xml version=\"1.0\" encoding=\"GB2312\"?><a>公文</a>";
    let gb = encoding_rs::GBK.encode(text).0.into_owned();
    assert_eq!(Tree::read(&gb).unwrap().root().unwrap().text(), "公文");
    let utf16: Vec<u8> = "\u{feff}<a>公文</a>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(Tree::read(&utf16).unwrap().root().unwrap().text(), "公文");
}

#[test]
fn xml_that_attacks_is_refused() {
    let laughs = "<!DOCTYPE a [<!ENTITY b \"哈\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>";
    let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
    let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
    for (xml, says) in [
        (laughs, "document type (DTD)"),
        (outside, "document type (DTD)"),
        (deep.as_str(), "limit of 256"),
        ("<a><b></a>", "not valid XML"),
        ("<a>", "ends before"),
    ] {
        let why = Tree::read(xml.as_bytes()).unwrap_err();
        assert!(why.contains(says), "{why}");
    }
    // An entity that no one defined stays what it is.
    let tree = Tree::read(b"<a>&nbsp;x</a>").unwrap();
    assert_eq!(tree.root().unwrap().text(), "&nbsp;x");
    // Many attributes take time by their number.
    let many: String = (0..50_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert!(Tree::read(format!("<a{many}/>").as_bytes()).is_ok());
}

/// What an archive gives: ids and texts, or errors.
fn archive(entries: &[(&str, &[u8])]) -> (Vec<(String, String)>, Vec<crate::Error>, Vec<PathBuf>) {
    archive_of(&zip(entries), &options())
}

fn archive_of(
    bytes: &[u8],
    options: &ReadOptions,
) -> (Vec<(String, String)>, Vec<crate::Error>, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("集.zip");
    std::fs::write(&path, bytes).unwrap();
    let mut documents = open(&[path], options).unwrap();
    let (mut read, mut errors) = (Vec::new(), Vec::new());
    for document in documents.by_ref() {
        match document {
            Ok(d) => read.push((d.id, d.text.trim().to_owned())),
            Err(e) => errors.push(e),
        }
    }
    assert_eq!(documents.bytes_read(), documents.bytes_total().unwrap());
    let skipped = documents
        .skipped()
        .iter()
        .map(|p| p.strip_prefix(folder.path()).unwrap().to_owned())
        .collect();
    (read, errors, skipped)
}

fn pairs(read: &[(String, String)]) -> Vec<(&str, &str)> {
    read.iter()
        .map(|(id, t)| (id.as_str(), t.as_str()))
        .collect()
}

#[test]
fn an_archive_is_read_like_a_folder() {
    let docx = crate::read::made::Docx::of(&["文档"]).bytes();
    let ofd = crate::read::made::Ofd::of(&["版式"]).bytes();
    let inner = zip(&[
        ("甲.txt", "内".as_bytes()),
        ("乙.csv", "text\n行\n".as_bytes()),
    ]);
    let (read, errors, skipped) = archive(&[
        ("b.txt", "二".as_bytes()),
        ("通知/a.docx", &docx),
        ("通知/a.ofd", &ofd),
        (
            "c.jsonl",
            "{\"text\":\"三\"}\n{\"id\":\"x\",\"text\":\"四\"}".as_bytes(),
        ),
        ("附件.zip", &inner),
        ("__MACOSX/b.txt", b"x"),
        (".hidden/b.txt", b"x"),
        ("表.xlsx", b"PK"),
        ("目录/", b""),
    ]);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(
        pairs(&read),
        [
            ("b", "二"),
            ("c-1", "三"),
            ("x", "四"),
            ("通知/a.docx", "文档"),
            ("通知/a.ofd", "版式"),
            ("附件/乙-2", "行"),
            ("附件/甲", "内"),
        ]
    );
    assert_eq!(skipped, [PathBuf::from("集.zip/表.xlsx")]);
}

#[test]
fn an_archive_in_a_folder_puts_its_place_before() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("集.zip"), zip(&[("a.txt", "一")])).unwrap();
    std::fs::write(folder.path().join("a.txt"), "二").unwrap();
    let documents: Vec<RawDocument> = open(&[folder.path().to_owned()], &options())
        .unwrap()
        .map(|d| d.unwrap())
        .collect();
    let ids: Vec<&str> = documents.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["a", "集/a"]);
    assert!(
        documents[1]
            .path
            .as_ref()
            .unwrap()
            .ends_with("集.zip/a.txt")
    );
}

#[test]
fn a_broken_entry_is_one_error_and_the_others_are_read() {
    let mut bytes = zip(&[
        ("a.txt", "甲乙丙丁".repeat(50)),
        ("b.docx", "坏\0".to_owned()),
        ("c.txt", "好".to_owned()),
        ("../d.txt", "出".to_owned()),
    ]);
    bytes[30 + "a.txt".len() + 2] ^= 0xFF;
    let (read, errors, _) = archive_of(&bytes, &options());
    assert_eq!(pairs(&read), [("c", "好")]);
    let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].contains("d.txt") && said[0].contains("leads out of the archive"));
    assert!(said[1].contains("a.txt") && said[1].contains("damaged"));
    assert!(said[2].contains("b.docx"), "{said:?}");
}

#[test]
fn archives_in_archives_end_at_a_named_depth() {
    let mut bytes = zip(&[("甲.txt", "底")]);
    for _ in 0..2 {
        bytes = zip(&[("内.zip", bytes)]);
    }
    let (read, errors, _) = archive_of(&bytes, &options());
    assert!(errors.is_empty());
    assert_eq!(pairs(&read), [("内/内/甲", "底")]);
    for _ in 0..20 {
        bytes = zip(&[("内.zip", bytes)]);
    }
    let (read, errors, _) = archive_of(&bytes, &options());
    assert!(read.is_empty());
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message().contains("limit of 3"), "{}", errors[0]);
}

#[test]
fn bombs_stop_once_for_the_whole_archive() {
    let options = options().max_expanded_bytes(8 << 20);
    let zeros = vec![b' '; 3 << 20];
    // Flat: many entries that expand.
    let flat: Vec<(String, &[u8])> = (0..50)
        .map(|n| (format!("{n:02}.txt"), &zeros[..]))
        .collect();
    let (read, errors, _) = archive_of(&zip(&flat), &options);
    assert_eq!((read.len(), errors.len()), (2, 1));
    let message = errors[0].message();
    assert!(
        message.contains("max_expanded_bytes") && message.contains("47 more files"),
        "{message}"
    );
    // Nested: each archive in it is small by itself.
    let inner = zip(&[("a.txt", &zeros[..]), ("b.txt", &zeros[..])]);
    let nested: Vec<(String, &[u8])> = (0..50)
        .map(|n| (format!("{n:02}.zip"), &inner[..]))
        .collect();
    let (read, errors, _) = archive_of(&zip(&nested), &options);
    assert_eq!((read.len(), errors.len()), (2, 1));
    assert!(errors[0].message().contains("max_expanded_bytes"));
    // Documents in it share what is left.
    let body = "<w:p/>".repeat(500_000);
    let docx = crate::read::made::Docx::body(&body).bytes();
    let documents: Vec<(String, &[u8])> = (0..50)
        .map(|n| (format!("{n:02}.docx"), &docx[..]))
        .collect();
    let (read, errors, _) = archive_of(&zip(&documents), &options);
    assert_eq!((read.len(), errors.len()), (2, 1));
}

#[test]
fn entries_that_share_their_bytes_count_each() {
    // Ten thousand entries over one stream of bytes, as the smallest bombs are made.
    let one = zip(&[("aaaaa.txt", vec![b' '; 1 << 20])]);
    let directory = one.windows(4).position(|w| w == ENTRY_MARK).unwrap();
    let end = one.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let (data, entry) = (&one[..directory], &one[directory..end]);
    let mut bytes = data.to_vec();
    for n in 0..10_000 {
        let mut entry = entry.to_vec();
        entry[46..51].copy_from_slice(format!("{n:05}").as_bytes());
        bytes.write_all(&entry).unwrap();
    }
    let size = u32::try_from(bytes.len() - directory).unwrap();
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&10_000_u16.to_le_bytes());
    tail[10..12].copy_from_slice(&10_000_u16.to_le_bytes());
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    bytes.extend(tail);
    let (read, errors, _) = archive_of(&bytes, &options().max_expanded_bytes(8 << 20));
    assert_eq!((read.len(), errors.len()), (8, 1));
    assert!(errors[0].message().contains("max_expanded_bytes"));
}

#[test]
fn bytes_of_an_archive_are_read() {
    let bytes = zip(&[("通知.txt", "一"), ("子/报告.md", "# 二")]);
    let documents = from_bytes(Path::new("集.zip"), &bytes).unwrap();
    let read: Vec<(&str, &str)> = documents
        .iter()
        .map(|d| (d.id.as_str(), d.text.as_str()))
        .collect();
    assert_eq!(read, [("子/报告", "二"), ("通知", "一")]);
}

#[test]
fn entries_of_one_name_are_told() {
    let twice = |first: &str, second: &str, entries: &[(&str, &str)]| {
        let mut bytes = zip(entries);
        let length = first.len();
        for at in 0..bytes.len() - length {
            if bytes[at..].starts_with(second.as_bytes()) {
                bytes[at..at + length].copy_from_slice(first.as_bytes());
            }
        }
        bytes
    };
    let bytes = twice(
        "a.txt",
        "b.txt",
        &[("a.txt", "甲"), ("b.txt", "乙"), ("c.txt", "丙")],
    );
    let read = from_bytes(Path::new("a.zip"), &bytes).unwrap();
    let texts: Vec<&str> = read.iter().map(|d| d.text.as_str()).collect();
    assert_eq!(texts, ["乙", "丙"]);
    let codes = |d: &RawDocument| d.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>();
    assert_eq!(codes(&read[0]), ["read.same-name"]);
    assert_eq!(codes(&read[1]), Vec::<&str>::new());
    let part = |text: &str| {
        format!(
            "<w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
        )
    };
    let bytes = twice(
        "word/document.xml",
        "word/documenu.xml",
        &[
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", &part("甲")),
            ("word/documenu.xml", &part("乙")),
        ],
    );
    let read = from_bytes(Path::new("a.docx"), &bytes).unwrap();
    assert_eq!(read[0].text, "乙");
    assert_eq!(codes(&read[0]), ["read.same-name"]);
}
