use super::*;
use proptest::prelude::*;
use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read_all(path: &Path) -> Vec<crate::Result<RawDocument>> {
    open(&[path.to_owned()], &ReadOptions::default())
        .unwrap()
        .collect()
}

fn read_one(name: &str, bytes: &[u8]) -> crate::Result<RawDocument> {
    let folder = folder(&[(name, bytes)]);
    let mut all = read_all(&folder.path().join(name));
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn lines(text: &str) -> Vec<crate::Result<RawDocument>> {
    let reader = std::io::Cursor::new(text.as_bytes().to_vec());
    from_reader(reader, "stdin", &ReadOptions::default()).collect()
}

fn codes(document: &RawDocument) -> Vec<&'static str> {
    document.diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn documents_can_cross_threads() {
    fn send<T: Send>() {}
    send::<Documents>();
}

#[test]
fn json_lines_fields_go_where_they_belong() {
    let line = r#"{"id":7,"text":"正文\r\n","title":"关于…的通知","issuer":["上海市教育委员会","上海市财政局"],"doc_number":"沪教委基〔2012〕1号","issued":"2012年9月5日","published":"2012-09","level":"municipal","region":"上海市","genre":"通知","reference_date":"2012-09-05","note":null,"digest":true,"unverified":["issued"],"relations":[{"kind":"implements","target":"guofa-2012-48"}],"sources":[{"url":"http://a","supports":"title"}],"source_repo":"a/b","pages":3,"tags":["甲","乙"],"nested":{"a":1}}"#;
    let document = lines(line).remove(0).unwrap();
    assert_eq!(document.id, "7");
    assert_eq!(document.text, "正文\r\n");
    assert_eq!(document.line, Some(1));
    let given = &document.given;
    assert_eq!(given.title.as_deref(), Some("关于…的通知"));
    assert_eq!(
        given.issuer.as_deref(),
        Some("上海市教育委员会、上海市财政局")
    );
    assert_eq!(given.doc_number.as_deref(), Some("沪教委基〔2012〕1号"));
    assert_eq!(given.issued.unwrap().to_string(), "2012-09-05");
    assert_eq!(given.published.unwrap().to_string(), "2012-09");
    assert_eq!(given.level, Some(crate::document::Level::Municipal));
    assert_eq!(given.region.as_deref(), Some("上海市"));
    assert_eq!(given.genre.as_deref(), Some("通知"));
    assert_eq!(given.reference_date.unwrap().to_string(), "2012-09-05");
    let provenance = &document.provenance;
    assert!(provenance.digest && !provenance.title_only && provenance.note.is_none());
    assert_eq!(provenance.unverified, ["issued"]);
    assert_eq!(provenance.relations[0].target, "guofa-2012-48");
    assert_eq!(provenance.sources[0].supports.as_deref(), Some("title"));
    let attributes: Vec<(&str, &str)> = provenance
        .attributes
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        attributes,
        [("pages", "3"), ("source_repo", "a/b"), ("tags", "甲; 乙")]
    );
    assert_eq!(codes(&document), ["read.ignored-field"]);
}

#[test]
fn odd_fields_are_told_and_kept() {
    for (field, code, kept) in [
        (
            r#""issued":"不详""#,
            "read.unreadable-date",
            Some(("issued", "不详")),
        ),
        (
            r#""issued":2012.1"#,
            "read.unreadable-date",
            Some(("issued", "2012.1")),
        ),
        (
            r#""reference_date":"2012""#,
            "read.unreadable-date",
            Some(("reference_date", "2012")),
        ),
        (
            r#""level":"市级""#,
            "read.unknown-level",
            Some(("level", "市级")),
        ),
        (r#""title":{"a":1}"#, "read.ignored-field", None),
        (r#""digest":"yes""#, "read.ignored-field", None),
        (r#""relations":["a"]"#, "read.ignored-field", None),
    ] {
        let document = lines(&format!(r#"{{"text":"文",{field}}}"#))
            .remove(0)
            .unwrap();
        assert_eq!(codes(&document), [code], "{field}");
        let attributes = &document.provenance.attributes;
        let found = attributes
            .iter()
            .next()
            .map(|(k, v)| (k.as_str(), v.as_str()));
        assert_eq!(found, kept, "{field}");
    }
}

#[test]
fn a_broken_line_is_one_error_and_the_others_are_read() {
    let text = "\u{feff}{\"text\":\"一\"}\n\n{\"text\":\n{\"text\":5}\n[1]\r\n{\"title\":\"无文\"}\n{\"id\":\"末\",\"text\":\"六\"}";
    let got: Vec<Result<String, (Option<u64>, String)>> = lines(text)
        .into_iter()
        .map(|d| {
            d.map(|d| d.id)
                .map_err(|e| (e.line(), e.message().to_owned()))
        })
        .collect();
    assert_eq!(got.len(), 6);
    assert_eq!(got[0], Ok("stdin-1".to_owned()));
    for (index, line, says) in [
        (1, 3, "not valid JSON"),
        (2, 4, "“text” is a number"),
        (3, 5, "an array stands"),
        (4, 6, "has no “text”"),
    ] {
        let (at, message) = got[index].as_ref().unwrap_err();
        assert_eq!(*at, Some(line));
        assert!(message.contains(says), "{message}");
    }
    assert_eq!(got[5], Ok("末".to_owned()));
}

#[test]
fn bytes_that_are_not_utf8_in_a_line() {
    let mut bytes = b"{\"text\":\"\xE6\x96\x87\xFF\"}\n".to_vec();
    bytes.extend(b"{\"text\":\"a\xFE\xFF\"}\n\xFF\n{\"text\":\"ok\"}\n");
    let folder = folder(&[("a.jsonl", &bytes)]);
    let all = read_all(folder.path());
    assert_eq!(all.len(), 4);
    let first = all[0].as_ref().unwrap();
    assert_eq!(first.text, "文\u{FFFD}");
    assert!(first.diagnostics[0].message.contains("1 byte sequence"));
    assert!(first.diagnostics[0].message.contains("at byte 12"));
    let second = all[1].as_ref().unwrap();
    assert!(second.diagnostics[0].message.contains("2 byte sequence"));
    assert!(second.diagnostics[0].message.contains("at byte 26"));
    let error = all[2].as_ref().unwrap_err();
    assert_eq!(error.line(), Some(3));
    assert!(error.message().contains("UTF-8"));
    assert_eq!(all[3].as_ref().unwrap().id, "a-4");
}

#[test]
fn lines_over_the_limit_are_passed_over() {
    let long = "长".repeat(200_000);
    let text = format!("{{\"text\":\"甲\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"乙\"}}\n");
    let options = ReadOptions::default().max_document_bytes(1000);
    let mut documents = from_reader(
        std::io::Cursor::new(text.clone().into_bytes()),
        "in",
        &options,
    );
    assert_eq!(documents.next().unwrap().unwrap().text, "甲");
    let error = documents.next().unwrap().unwrap_err();
    assert_eq!(error.line(), Some(2));
    assert!(error.message().contains("600011 bytes") || error.message().contains("600012 bytes"));
    assert!(error.message().contains("max_document_bytes"));
    assert_eq!(documents.next().unwrap().unwrap().id, "in-3");
    assert!(documents.next().is_none());
    assert_eq!(documents.bytes_read(), text.len() as u64);
    // A line that just fits is read, with and without its line end.
    for end in ["", "\n"] {
        let line = format!("{{\"text\":\"甲\"}}{end}");
        let options = ReadOptions::default().max_document_bytes(14);
        let reader = std::io::Cursor::new(line.into_bytes());
        assert!(from_reader(reader, "in", &options).all(|d| d.is_ok()));
    }
}

#[test]
fn a_stream_that_breaks_off_is_one_error() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the pipe broke"))
        }
    }
    let start = &b"{\"text\":\"\xE4\xB8\x80\"}\n{\"te"[..];
    let mut documents = from_reader(
        BufReader::new(start.chain(Broken)),
        "stdin",
        &ReadOptions::default(),
    );
    assert!(documents.next().unwrap().is_ok());
    let error = documents.next().unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.line()),
        (crate::ErrorKind::Io, Some(2))
    );
    assert!(documents.next().is_none());
}

#[test]
fn folders_are_read_in_order_and_nothing_is_left_out_silently() {
    let folder = folder(&[
        ("b.txt", "二".as_bytes()),
        ("a/通知.txt", "一".as_bytes()),
        ("a/表.xlsx", b"PK"),
        (".hidden.txt", b"x"),
        (".git/c.txt", b"x"),
        ("c/通知.TXT", "三".as_bytes()),
        (
            "d.jsonl",
            "{\"text\":\"四\"}\n{\"text\":\"五\"}\n".as_bytes(),
        ),
        (
            "e.json",
            r#"[{"text":"六"},{"text":"七","id":"七"},{"title":"八"}]"#.as_bytes(),
        ),
    ]);
    let root = folder.path().to_owned();
    let mut documents = open(std::slice::from_ref(&root), &ReadOptions::default()).unwrap();
    assert_eq!(documents.skipped(), [root.join("a/表.xlsx")]);
    let total = documents.bytes_total().unwrap();
    let mut seen = Vec::new();
    for document in documents.by_ref() {
        match document {
            Ok(d) => seen.push((d.id, d.text)),
            Err(e) => assert!(e.message().starts_with("element 3"), "{e}"),
        }
    }
    assert_eq!(documents.bytes_read(), total);
    let seen: Vec<(&str, &str)> = seen.iter().map(|(i, t)| (i.as_str(), t.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("a/通知", "一"),
            ("b", "二"),
            ("c/通知", "三"),
            ("d-1", "四"),
            ("d-2", "五"),
            ("e-1", "六"),
            ("七", "七"),
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_is_one_error() {
    let folder = folder(&[("a.txt", b"1"), ("b/c.txt", b"2")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("b/up")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("a.txt"), folder.path().join("z.txt")).unwrap();
    let (read, broken): (Vec<_>, Vec<_>) =
        read_all(folder.path()).into_iter().partition(|d| d.is_ok());
    let ids: Vec<String> = read.into_iter().map(|d| d.unwrap().id).collect();
    assert_eq!(ids, ["a", "b/c", "z"]);
    assert_eq!(broken.len(), 1);
    assert!(broken[0].as_ref().unwrap_err().to_string().contains("b/up"));
}

#[test]
fn same_places_in_two_folders_get_their_whole_path() {
    let folder = folder(&[("x/a.txt", b"1"), ("y/a.txt", b"2")]);
    let paths = [folder.path().join("x"), folder.path().join("y")];
    let ids: Vec<String> = open(&paths, &ReadOptions::default())
        .unwrap()
        .map(|d| d.unwrap().id)
        .collect();
    assert_ne!(ids[0], ids[1]);
    assert!(ids[0].ends_with("x/a.txt") && ids[1].ends_with("y/a.txt"));
}

#[test]
fn what_cannot_be_opened_is_said_at_once() {
    let folder = folder(&[("only/a.xlsx", b"PK"), ("a.xlsx", b"PK")]);
    let options = ReadOptions::default();
    let fails = |path: &Path| open(&[path.to_owned()], &options).unwrap_err();
    let missing = fails(&folder.path().join("无此文件"));
    assert_eq!(missing.kind(), crate::ErrorKind::Io);
    assert!(missing.to_string().contains("无此文件"));
    let empty = fails(&folder.path().join("only"));
    assert_eq!(empty.kind(), crate::ErrorKind::Empty);
    assert!(empty.message().contains("only") && empty.message().contains(".jsonl"));
    let format = fails(&folder.path().join("a.xlsx"));
    assert_eq!(format.kind(), crate::ErrorKind::Format);
    assert!(format.message().contains(".txt"));
    assert_eq!(
        open(&[], &options).unwrap_err().kind(),
        crate::ErrorKind::Empty
    );
}

#[test]
fn a_large_file_is_an_error_about_that_file() {
    let folder = folder(&[("a.txt", &[b'x'; 100]), ("b.txt", b"y")]);
    let options = ReadOptions::default().max_document_bytes(50);
    let all: Vec<_> = open(&[folder.path().to_owned()], &options)
        .unwrap()
        .collect();
    let error = all[0].as_ref().unwrap_err();
    assert!(error.path().unwrap().ends_with("a.txt"));
    assert!(error.message().contains("limit of 50"));
    assert_eq!(all[1].as_ref().unwrap().text, "y");
}

#[test]
fn charsets_are_told_apart() {
    let words = "上海市教育委员会关于推进本市义务教育均衡发展的若干意见";
    let old = "關於推動國民教育均衡發展的若干意見，請各縣市政府遵照辦理。";
    let gb = encoding_rs::GB18030.encode(words).0;
    let big5 = encoding_rs::BIG5.encode(old).0;
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let text = format!("{}{words}\n2012年", if mark { "\u{feff}" } else { "" });
        text.encode_utf16()
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    };
    let utf16_text = format!("{words}\n2012年");
    let marked = [b"\xEF\xBB\xBF", words.as_bytes()].concat();
    let guessed: &[&str] = &["read.charset-guessed"];
    for (name, bytes, text, said) in [
        ("UTF-8", words.as_bytes().to_vec(), words, &[][..]),
        ("UTF-8 with mark", marked, words, &[]),
        ("GB18030", gb.to_vec(), words, guessed),
        ("Big5", big5.to_vec(), old, guessed),
        ("UTF-16LE with mark", utf16(false, true), &utf16_text, &[]),
        ("UTF-16BE with mark", utf16(true, true), &utf16_text, &[]),
        ("UTF-16LE", utf16(false, false), &utf16_text, guessed),
        ("UTF-16BE", utf16(true, false), &utf16_text, guessed),
        ("ASCII", b"plain".to_vec(), "plain", &[]),
    ] {
        let document = read_one("a.txt", &bytes).unwrap();
        assert_eq!(document.text, text, "{name}");
        assert_eq!(codes(&document), said, "{name}");
    }
}

/// Frequent characters have bytes that look like ASCII in UTF-16: 一 is 4E 00.
#[test]
fn utf16_without_mark_is_found_whatever_it_says() {
    for text in ["一、统一思想\n二、一校一策", "第一条\n", "2012"] {
        for big in [false, true] {
            let bytes: Vec<u8> = text
                .encode_utf16()
                .flat_map(|u| {
                    if big {
                        u.to_be_bytes()
                    } else {
                        u.to_le_bytes()
                    }
                })
                .collect();
            let document = read_one("a.txt", &bytes).unwrap();
            assert_eq!(document.text, text, "{big}");
        }
    }
    // ASCII with a NUL by mistake is not UTF-16.
    let bytes = [&[b'x'; 99][..], b"\0"].concat();
    assert!(read_one("a.txt", &bytes).unwrap().text.starts_with("xxx"));
}

#[test]
fn a_wrong_declaration_does_not_garble_the_text() {
    let simplified = "上海市教育委员会关于推进本市义务教育均衡发展的若干意见";
    let traditional = "關於推動國民教育均衡發展的若干意見，請各縣市政府遵照辦理。";
    let gb = encoding_rs::GB18030.encode(simplified).0;
    let big5 = encoding_rs::BIG5.encode(traditional).0;
    let utf16: Vec<u8> = simplified
        .encode_utf16()
        .chain([10])
        .flat_map(u16::to_le_bytes)
        .collect();
    let contradicted = Some("read.charset-contradicted");
    for (bytes, label, text, code) in [
        (&gb[..], "gb2312", simplified, None),
        (&gb, "GBK", simplified, None),
        (&gb, "gb18030", simplified, None),
        (&gb, "utf-8", simplified, contradicted),
        (&gb, "iso-8859-1", simplified, contradicted),
        (&gb, "windows-1252", simplified, contradicted),
        (&gb, "big5", simplified, contradicted),
        (&big5, "big5", traditional, None),
        (&big5, "gb2312", traditional, contradicted),
        (simplified.as_bytes(), "gb2312", simplified, contradicted),
        (simplified.as_bytes(), "latin1", simplified, contradicted),
        (&utf16, "gb2312", simplified, contradicted),
        (b"plain", "gb2312", "plain", None),
        (
            &gb,
            "no-such-charset",
            simplified,
            Some("read.charset-guessed"),
        ),
    ] {
        let decoded = charset::decode_declared(bytes, Some(label.as_bytes()));
        assert_eq!(decoded.text.trim_end(), text, "{label}");
        assert_eq!(
            decoded.diagnostics.first().map(|d| d.code),
            code,
            "{label} {text}"
        );
    }
}

#[test]
fn json_lines_in_other_charsets() {
    let text = "{\"text\":\"上海市教育委员会关于统一招生的通知\"}\n{\"text\":\"一、加强领导\"}\n";
    let wide = |unit: fn(u16) -> [u8; 2], mark: &[u16]| -> Vec<u8> {
        mark.iter()
            .copied()
            .chain(text.encode_utf16())
            .flat_map(unit)
            .collect()
    };
    for (bytes, said) in [
        (wide(u16::to_le_bytes, &[0xFEFF]), &[][..]),
        (wide(u16::to_be_bytes, &[0xFEFF]), &[]),
        (wide(u16::to_le_bytes, &[]), &[]),
        (wide(u16::to_be_bytes, &[]), &[]),
        (
            encoding_rs::GB18030.encode(text).0.into_owned(),
            &["read.charset-guessed"],
        ),
    ] {
        let folder = folder(&[("a.jsonl", &bytes)]);
        let mut documents = open(&[folder.path().to_owned()], &ReadOptions::default()).unwrap();
        let read: Vec<RawDocument> = documents.by_ref().map(|d| d.unwrap()).collect();
        assert_eq!(read[0].text, "上海市教育委员会关于统一招生的通知");
        assert_eq!(read[1].text, "一、加强领导");
        assert_eq!(codes(&read[0]), said);
        assert_eq!(documents.bytes_read(), bytes.len() as u64);
    }
    // Half a character.
    let mut broken = wide(u16::to_le_bytes, &[0xFEFF]);
    broken[24..26].copy_from_slice(&[0x00, 0xD8]);
    let folder = folder(&[("a.jsonl", &broken)]);
    let first = read_all(folder.path()).remove(0).unwrap();
    assert_eq!(codes(&first), ["read.invalid-bytes"]);
    assert!(first.text.contains('\u{FFFD}'));
}

#[test]
fn bytes_that_are_no_text_are_an_error() {
    let zeros = [b"abc\x00\x01\x02", &[0, 1, 2, 0xFF][..]]
        .concat()
        .repeat(50);
    let mut names = vec!["a.txt", "a.md", "a.json"];
    names.extend(cfg!(feature = "html").then_some("a.html"));
    for name in names {
        let error = read_one(name, &zeros).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Format);
        assert!(
            error
                .message()
                .contains("300 of 500 are control characters"),
            "{error}"
        );
        assert!(error.path().is_some_and(|p| p.ends_with(name)));
    }
    // A few of them are damage, and told as such elsewhere.
    let text = format!("{}\u{1}", "教育".repeat(30));
    assert_eq!(read_one("a.txt", text.as_bytes()).unwrap().text, text);
}

#[test]
fn nesting_without_end_is_an_error_about_its_line() {
    let deep = format!("{{\"text\":{}", "[".repeat(1_000_000));
    let all = lines(&format!("{deep}\n{{\"text\":\"甲\"}}\n"));
    let error = all[0].as_ref().unwrap_err();
    assert_eq!(error.line(), Some(1));
    assert!(error.message().contains("recursion limit"), "{error}");
    assert_eq!(all[1].as_ref().unwrap().text, "甲");
    let error = read_one("a.json", deep.as_bytes()).unwrap_err();
    assert!(error.message().contains("recursion limit"), "{error}");
}

/// A line without an end is passed over in the room of the limit, however long it is.
#[test]
fn an_endless_line_is_passed_over() {
    let endless = std::io::repeat(b'x').take(1 << 27);
    let stream = b"{\"text\":\"\xE7\x94\xB2\"}\n"
        .chain(endless)
        .chain(&b"\n{\"text\":\"\xE4\xB9\x99\"}\n"[..]);
    let options = ReadOptions::default().max_document_bytes(1 << 16);
    let all: Vec<_> =
        from_reader(BufReader::with_capacity(1 << 16, stream), "in", &options).collect();
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].as_ref().unwrap().text, "甲");
    let error = all[1].as_ref().unwrap_err();
    assert_eq!(error.line(), Some(2));
    assert!(
        error.message().contains("134217729 bytes") && error.message().contains("limit of 65536")
    );
    assert_eq!(all[2].as_ref().unwrap().text, "乙");
}

#[test]
fn damage_is_counted_and_placed() {
    let mut bytes = "上海市教育委员会关于推进本市义务教育均衡发展的若干意见"
        .as_bytes()
        .to_vec();
    bytes.insert(6, 0xFF);
    let document = read_one("a.txt", &bytes).unwrap();
    assert!(document.text.starts_with("上海\u{FFFD}市"));
    assert_eq!(codes(&document), ["read.invalid-bytes"]);
    let message = &document.diagnostics[0].message;
    assert!(
        message.contains("1 byte sequence(s)") && message.contains("at byte 6"),
        "{message}"
    );
}

#[test]
fn an_empty_document_is_still_a_document() {
    for (name, bytes) in [
        ("a.txt", &b""[..]),
        ("a.txt", "\u{3000}\r\n".as_bytes()),
        ("a.md", b"---\nid: x\n---\n"),
        ("a.jsonl", b"{\"text\":\"\"}"),
    ] {
        let document = read_one(name, bytes).unwrap();
        assert_eq!(codes(&document), ["read.empty-document"], "{name}");
    }
}

#[test]
fn front_matter_fills_the_metadata() {
    let page = "---\nid: sh-2012-1\ntitle: 关于推进均衡发展的意见\nissuer: [上海市教育委员会, 上海市财政局]\nissued: 2011\npublished: 2012-09\nreference_date: 2012-09-05\nlevel: municipal\ndigest: true\nunverified: [issued]\nrelations:\n  - {kind: implements, target: guofa-2012-48}\nsources:\n  - url: http://a\n    supports: 标题\nserial: 3\n---\n\n# 关于推进均衡发展的意见 #\n\n**一、** 总体要求\n- 甲**乙\n#不是标题\n";
    let document = read_one("x.md", page.as_bytes()).unwrap();
    assert_eq!(document.id, "sh-2012-1");
    assert_eq!(
        document.text,
        "关于推进均衡发展的意见\n\n一、 总体要求\n- 甲**乙\n#不是标题\n"
    );
    let given = &document.given;
    assert_eq!(
        given.issuer.as_deref(),
        Some("上海市教育委员会、上海市财政局")
    );
    assert_eq!(given.issued.unwrap().to_string(), "2011");
    assert_eq!(given.published.unwrap().to_string(), "2012-09");
    assert_eq!(given.reference_date.unwrap().to_string(), "2012-09-05");
    assert!(document.provenance.digest);
    assert_eq!(document.provenance.relations[0].kind, "implements");
    assert_eq!(document.provenance.attributes["serial"], "3");
    assert!(
        document.diagnostics.is_empty(),
        "{:?}",
        document.diagnostics
    );
}

#[test]
fn broken_front_matter_is_an_error_with_its_line() {
    for (page, line, says) in [
        ("---\ntitle: 甲\nid: [a\n---\n文", 3..=4, "YAML"),
        ("---\ntitle: 甲\ntitle: 乙\n---\n文", 3..=3, "YAML"),
        ("---\ntitle: 甲\n", 1..=1, "not closed"),
        ("---\n- a\n---\n文", 2..=2, "key: value"),
    ] {
        let error = read_one("x.md", page.as_bytes()).unwrap_err();
        assert!(line.contains(&error.line().unwrap()), "{error}");
        assert!(
            error.path().is_some() && error.message().contains(says),
            "{error}"
        );
        assert!(!error.message().contains('\n'), "{error}");
    }
}

#[test]
fn markdown_without_front_matter_is_its_text() {
    let document = read_one("x.md", "## 一、总则\r\n1. 甲\r\n".as_bytes()).unwrap();
    assert_eq!(document.text, "一、总则\r\n1. 甲\r\n");
    assert_eq!(document.id, "x");
}

proptest! {
    #[test]
    fn every_line_that_is_not_blank_gives_one_item(bytes in proptest::collection::vec(
        prop_oneof![Just(b'\n'), Just(b' '), Just(b'{'), Just(b'"'), any::<u8>()], 0..200)) {
        let blank = |l: &&[u8]| l.trim_ascii().is_empty();
        let body = [b"x\n", bytes.as_slice()].concat();
        let expected = body.split(|b| *b == b'\n').filter(|l| !blank(l)).count();
        let items = from_reader(std::io::Cursor::new(body), "in", &ReadOptions::default()).count();
        prop_assert_eq!(items, expected);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let origin = origin::Origin::stream("x".to_owned(), "x".to_owned(), &ReadOptions::default());
        for format in formats::FORMATS {
            if let formats::Reader::Whole(read) = format.reader {
                prop_assert!(!read(&bytes, &origin).is_empty() || bytes.starts_with(b"["));
            }
        }
    }

    #[test]
    fn any_front_matter_is_read_without_panic(front in "\\PC{0,80}", body in ".{0,80}") {
        let origin = origin::Origin::stream("x".to_owned(), "x".to_owned(), &ReadOptions::default());
        let page = format!("---\n{front}\n---\n{body}");
        prop_assert_eq!(markdown::read(page.as_bytes(), &origin).len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content, texts) in [
        (
            "a.jsonl",
            "{\"text\":\"一\"}\n{\"text\":\"二\"}\n",
            vec!["一", "二"],
        ),
        ("b.csv", "text\n三\n", vec!["三"]),
        ("c.md", "第一条 正文。", vec!["第一条 正文。"]),
        ("d", "\n{\"text\":\"四\"}\n", vec!["四"]),
    ] {
        let path = folder.path().join(name);
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        assert!(made.unwrap().success());
        let pipe = path.clone();
        std::thread::spawn(move || fs::write(pipe, content));
        let documents = open(&[path], &ReadOptions::default()).unwrap();
        assert_eq!(documents.bytes_total(), None);
        let read: Vec<String> = documents.map(|d| d.unwrap().text).collect();
        assert_eq!(read, texts, "{name}");
    }
}

#[test]
fn a_pipe_without_end_is_an_error() {
    let options = ReadOptions::default().max_document_bytes(1_000);
    let origin = super::origin::Origin::file(Path::new("a.txt"), "a".to_owned(), &options);
    let error = super::opening::piped(std::io::repeat(b'a'), &origin)
        .err()
        .unwrap();
    assert!(error.message().contains("1000 bytes"), "{error}");
}
