use crate::read::made::{Ofd, text_object, zip};
use crate::read::origin::Origin;
use crate::read::{Layout, RawDocument, ReadOptions, from_bytes};
use std::path::Path;

fn read(ofd: &Ofd) -> RawDocument {
    from_bytes(Path::new("甲.ofd"), &ofd.bytes())
        .unwrap()
        .remove(0)
}

fn codes(document: &RawDocument) -> Vec<&'static str> {
    document.diagnostics.iter().map(|d| d.code).collect()
}

/// A document with one page of these objects.
fn page(content: &str) -> Ofd {
    Ofd {
        pages: vec![content.to_owned()],
        ..Ofd::default()
    }
}

/// A text object with these attributes, and a text code with those.
fn object(attributes: &str, code: &str, text: &str) -> String {
    format!(
        "<ofd:TextObject ID=\"7\" {attributes}><ofd:TextCode {code}>{text}</ofd:TextCode></ofd:TextObject>"
    )
}

#[test]
fn pages_are_printed_lines() {
    let long = "各区教育局要加强统筹，".repeat(4);
    let paragraphs: Vec<&str> = std::iter::repeat_n(long.as_str(), 15).collect();
    let document = read(&Ofd::of(&paragraphs));
    assert_eq!(document.layout, Layout::Pages);
    assert!(
        document.diagnostics.is_empty(),
        "{:?}",
        document.diagnostics
    );
    let pages: Vec<&str> = document.text.split('\u{c}').collect();
    assert_eq!(pages.len(), 2);
    let first: Vec<&str> = pages[0].lines().collect();
    assert_eq!(first.len(), 22);
    assert!(first[0].starts_with("　　各区") && !first[1].starts_with('　'));
    let words: String = document
        .text
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    assert_eq!(words, long.repeat(15));
}

#[test]
fn glyphs_stand_where_boundary_matrix_and_deltas_put_them() {
    // The second object stands above the first by its matrix, and the third to the right of it.
    let content = [
        object(
            "Boundary=\"28 100 150 7\" Size=\"5\"",
            "X=\"0\" Y=\"5\" DeltaX=\"g 3 5\"",
            "后面一行",
        ),
        object(
            "Boundary=\"28 50 150 7\" Size=\"1\" CTM=\"5 0 0 5 0 0\"",
            "X=\"0\" Y=\"1\" DeltaX=\"1 1\"",
            "前面左",
        ),
        object(
            "Boundary=\"43 50 150 7\" Size=\"5\"",
            "X=\"0\" Y=\"5\"",
            "接着右",
        ),
    ];
    let document = read(&page(&content.concat()));
    assert_eq!(document.text.trim(), "前面左接着右\n后面一行");
}

#[test]
fn spaced_text_and_columns_are_seen() {
    let content = [
        // 甲 and 乙 stand far apart in one text code: cells of a table.
        object(
            "Boundary=\"28 50 150 7\" Size=\"5\"",
            "X=\"0\" Y=\"5\" DeltaX=\"5 60 5\"",
            "甲区乙区",
        ),
        object(
            "Boundary=\"28 60 150 7\" Size=\"5\"",
            "X=\"0\" Y=\"5\" DeltaX=\"2.5 2.5 2.5 5 5\"",
            "2012年秋季",
        ),
    ];
    let even = [
        // One distance for all, letters or not, and a signature that is spread.
        object(
            "Boundary=\"28 70 150 7\" Size=\"5\"",
            "X=\"0\" Y=\"5\" DeltaX=\"g 5 4\"",
            "第13号令。",
        ),
        object(
            "Boundary=\"28 80 150 7\" Size=\"5\"",
            "X=\"0\" Y=\"5\" DeltaX=\"g 4 9\"",
            "甲市教育局",
        ),
    ];
    let document = read(&page(&(content.concat() + &even.concat())));
    let lines: Vec<&str> = document.text.lines().map(str::trim).collect();
    assert_eq!(lines[..3], ["甲区\t乙区", "2012年秋季", "第13号令。"]);
    assert_eq!(lines[3].replace(' ', ""), "甲市教育局");
}

#[test]
fn deltas_without_end_cost_nothing() {
    let content = object(
        "Boundary=\"28 50 150 7\" Size=\"5\"",
        "X=\"0\" Y=\"5\" DeltaX=\"g 4000000000 5\"",
        "正文在此",
    );
    assert_eq!(read(&page(&content)).text.trim(), "正文在此");
}

#[test]
fn heads_in_templates_and_turned_text_are_left_out() {
    let template = "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>"
        .to_owned()
        + &text_object(90, 28.0, 10.0, "内部资料注意保存")
        + "</ofd:Layer></ofd:Content></ofd:Page>";
    let turned = object(
        "Boundary=\"50 50 150 150\" Size=\"9\" CTM=\"0.7 0.7 -0.7 0.7 0 0\"",
        "X=\"0\" Y=\"9\"",
        "水印",
    );
    let ofd = Ofd {
        pages: vec![text_object(9, 28.0, 50.0, "正文一行") + &turned],
        more: vec![("Tpls/Tpl_0/Content.xml".to_owned(), template)],
        root: "<ofd:CommonData><ofd:TemplatePage ID=\"80\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>".to_owned(),
        ..Ofd::default()
    };
    let document = read(&ofd);
    assert_eq!(document.text.trim(), "正文一行");
    assert_eq!(codes(&document), ["read.turned-text"]);
}

#[test]
fn text_of_templates_is_read_where_there_is_no_other() {
    let template = "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>"
        .to_owned()
        + &text_object(90, 28.0, 50.0, "申请表")
        + "</ofd:Layer></ofd:Content></ofd:Page>";
    let mut entries = Ofd {
        pages: vec![String::new()],
        more: vec![("Tpls/Tpl_0/Content.xml".to_owned(), template)],
        root: "<ofd:CommonData><ofd:TemplatePage ID=\"80\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>".to_owned(),
        ..Ofd::default()
    }
    .entries();
    let page = entries.iter().position(|e| e.0.contains("Page_0")).unwrap();
    entries[page].1 = entries[page].1.replace(
        "<ofd:Content>",
        "<ofd:Template TemplateID=\"80\" ZOrder=\"Background\"/><ofd:Content>",
    );
    let document = from_bytes(Path::new("甲.ofd"), &zip(&entries))
        .unwrap()
        .remove(0);
    assert_eq!(document.text.trim(), "申请表");
    assert_eq!(codes(&document), ["read.template-text"]);
}

#[test]
fn text_off_the_page_is_told() {
    let content = text_object(9, 28.0, 50.0, "正文一行") + &text_object(10, 28.0, 400.0, "页外");
    let document = read(&page(&content));
    assert_eq!(document.text.trim(), "正文一行");
    assert_eq!(codes(&document), ["read.text-off-page"]);
}

#[test]
fn semantic_tags_are_given_metadata() {
    let tag = |name: &str, id: usize| {
        format!("<t:{name}><ofd:ObjectRef PageRef=\"2\">{id}</ofd:ObjectRef></t:{name}>")
    };
    let tags = format!(
        "<t:公文 xmlns:t=\"urn:t\" xmlns:ofd=\"http://www.ofdspec.org/2016\"><t:主体>{}{}{}{}</t:主体></t:公文>",
        tag("标题", 11),
        tag("发文字号", 10),
        tag("主送机关", 12),
        tag("成文日期", 13),
    );
    let ofd = Ofd {
        more: vec![
            (
                "Tags/CustomTags.xml".to_owned(),
                "<ofd:CustomTags xmlns:ofd=\"x\"><ofd:CustomTag TypeID=\"1\"><ofd:FileLoc>tag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>".to_owned(),
            ),
            ("Tags/tag.xml".to_owned(), tags),
        ],
        root: "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>".to_owned(),
        about: "<ofd:Title>模板</ofd:Title><ofd:CreationDate>2012-09-05</ofd:CreationDate><ofd:CustomDatas><ofd:CustomData Name=\"密级\">无</ofd:CustomData></ofd:CustomDatas>".to_owned(),
        ..Ofd::of(&["甲教〔2012〕1号", "关于均衡发展的通知", "各区教育局：", "2012年9月5日"])
    };
    let document = read(&ofd);
    let given = &document.given;
    assert_eq!(given.doc_number.as_deref(), Some("甲教〔2012〕1号"));
    assert_eq!(given.title.as_deref(), Some("关于均衡发展的通知"));
    assert_eq!(given.issued.unwrap().to_string(), "2012-09-05");
    let attributes = &document.provenance.attributes;
    assert_eq!(attributes["tag_主送机关"], "各区教育局：");
    assert_eq!(attributes["property_title"], "模板");
    assert_eq!(attributes["property_creation_date"], "2012-09-05");
    assert_eq!(attributes["property_密级"], "无");
    assert!(
        document.diagnostics.is_empty(),
        "{:?}",
        document.diagnostics
    );
}

#[test]
fn attachments_are_named() {
    let list = "<ofd:Attachments xmlns:ofd=\"x\"><ofd:Attachment ID=\"1\" Name=\"名单\" Format=\"xlsx\"><ofd:FileLoc>a.xlsx</ofd:FileLoc></ofd:Attachment></ofd:Attachments>";
    let ofd = Ofd {
        more: vec![("Attachs/Attachments.xml".to_owned(), list.to_owned())],
        root: "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>".to_owned(),
        ..Ofd::of(&["正文"])
    };
    let document = read(&ofd);
    assert_eq!(codes(&document), ["read.attachment-not-read"]);
    assert!(document.diagnostics[0].message.contains("名单.xlsx"));
}

#[test]
fn scanned_pages_say_so() {
    let picture = "<ofd:ImageObject ID=\"5\" Boundary=\"0 0 210 297\" ResourceID=\"3\"/>";
    let scanned = read(&page(picture));
    assert_eq!(codes(&scanned), ["read.no-text", "read.empty-document"]);
    assert!(scanned.diagnostics[0].message.contains("scanned"));
    let ofd = Ofd {
        pages: vec![text_object(9, 28.0, 50.0, "正文一行"), picture.to_owned()],
        ..Ofd::default()
    };
    let half = read(&ofd);
    assert_eq!(codes(&half), ["read.no-text"]);
    assert!(half.diagnostics[0].message.contains("page(s) 2 "));
}

#[test]
fn two_documents_in_one_file() {
    let mut entries = Ofd::of(&["正文甲"]).entries();
    let second: Vec<(String, String)> = Ofd::of(&["正文乙"])
        .entries()
        .into_iter()
        .filter(|e| e.0 != "OFD.xml")
        .map(|(name, text)| (name.replace("Doc_0", "Doc_1"), text))
        .collect();
    entries.extend(second);
    entries[0].1 = entries[0].1.replace(
        "</ofd:DocBody>",
        "</ofd:DocBody><ofd:DocBody><ofd:DocRoot>/Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>",
    );
    let documents = from_bytes(Path::new("甲.ofd"), &zip(&entries)).unwrap();
    let read: Vec<(&str, &str)> = documents
        .iter()
        .map(|d| (d.id.as_str(), d.text.trim()))
        .collect();
    assert_eq!(read, [("甲-1", "正文甲"), ("甲-2", "正文乙")]);
}

#[test]
fn broken_pages_are_told_and_the_rest_is_read() {
    let mut entries = Ofd::of(&vec!["正文"; 30]).entries();
    let second = entries.iter().position(|e| e.0.contains("Page_1")).unwrap();
    let last = entries[second].1.replace("</ofd:Layer>", "");
    entries[second].1 = last;
    let document = from_bytes(Path::new("甲.ofd"), &zip(&entries))
        .unwrap()
        .remove(0);
    assert_eq!(codes(&document), ["read.page-not-read"]);
    assert_eq!(document.text.matches("正文").count(), 22);
    // A place outside of the package is not looked for.
    entries[0].1 = entries[0].1.replace("Doc_0/", "../../Doc_0/");
    let error = from_bytes(Path::new("甲.ofd"), &zip(&entries)).unwrap_err();
    assert!(
        error.message().contains("leads out of the package"),
        "{error}"
    );
}

/// A document with one text, and tags that refer to it.
fn tagged(text: &str, tags: &str) -> Ofd {
    Ofd {
        more: vec![
            (
                "Tags/CustomTags.xml".to_owned(),
                "<ofd:CustomTags xmlns:ofd=\"x\"><ofd:CustomTag TypeID=\"1\"><ofd:FileLoc>tag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>".to_owned(),
            ),
            (
                "Tags/tag.xml".to_owned(),
                format!("<t:公文 xmlns:t=\"urn:t\" xmlns:ofd=\"x\">{tags}</t:公文>"),
            ),
        ],
        root: "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>".to_owned(),
        ..page(&text_object(9, 28.0, 50.0, text))
    }
}

#[test]
fn a_tag_takes_each_object_once() {
    let again = "<ofd:ObjectRef>9</ofd:ObjectRef>".repeat(1_000);
    let ofd = tagged("各区教育局：", &format!("<t:主送机关>{again}</t:主送机关>"));
    let document = read(&ofd);
    assert_eq!(
        document.provenance.attributes["tag_主送机关"],
        "各区教育局："
    );
    assert!(document.diagnostics.is_empty());
}

#[test]
fn tags_that_say_more_than_a_document_may_are_left_out_and_told() {
    let text = "均衡".repeat(1_000);
    let tags: String = (0..5)
        .map(|n| format!("<t:甲{n}><ofd:ObjectRef>9</ofd:ObjectRef></t:甲{n}>"))
        .collect();
    let options = ReadOptions::default().max_document_bytes(20_000);
    let origin = Origin::file(Path::new("甲.ofd"), "甲".to_owned(), &options);
    let mut documents = super::read(&tagged(&text, &tags).bytes(), &origin);
    let document = documents.remove(0).unwrap();
    let attributes = document.provenance.attributes.keys();
    // Three times 6,000 bytes are within 20,000.
    assert_eq!(attributes.filter(|k| k.starts_with("tag_")).count(), 3);
    assert_eq!(codes(&document), ["read.tags-left-out"]);
}

#[test]
fn pages_without_end_are_an_error() {
    let mut entries = Ofd::of(&["正文"]).entries();
    let root = entries.iter_mut().find(|e| e.0.ends_with("Document.xml"));
    let root = &mut root.unwrap().1;
    let page = "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/>";
    *root = root.replace("</ofd:Pages>", &(page.repeat(20_000) + "</ofd:Pages>"));
    let error = from_bytes(Path::new("甲.ofd"), &zip(&entries)).unwrap_err();
    assert!(error.message().contains("more than 20000 pages"), "{error}");
}

#[test]
fn edges_that_most_of_the_text_overflows_are_wrong() {
    let lines = |count: usize| -> String {
        let line = |n: usize| text_object(9 + n, 28.0, 20.0 + 10.0 * n as f32, "正文一行");
        (0..count).map(line).collect()
    };
    let read = |content: String| {
        let mut entries = page(&content).entries();
        let root = entries.iter_mut().find(|e| e.0.ends_with("Document.xml"));
        let root = &mut root.unwrap().1;
        *root = root.replace("0 0 210 297", "0 0 140 90");
        from_bytes(Path::new("甲.ofd"), &zip(&entries))
            .unwrap()
            .remove(0)
    };
    let many = read(lines(20));
    assert_eq!(many.text.matches("正文一行").count(), 20);
    assert_eq!(codes(&many), ["read.text-off-page"]);
    assert!(many.diagnostics[0].message.ends_with("these are read"));
    // Two leftovers below the edge.
    let few = read(lines(10));
    assert_eq!(few.text.matches("正文一行").count(), 8);
    assert!(few.diagnostics[0].message.ends_with("are left out"));
}

#[test]
fn the_area_of_a_page_may_stand_in_its_content() {
    let area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 500</ofd:PhysicalBox></ofd:PageArea>";
    let mut entries = page(&text_object(9, 28.0, 400.0, "正文一行")).entries();
    let content = entries.iter_mut().find(|e| e.0.contains("Page_0")).unwrap();
    content.1 = content
        .1
        .replace("<ofd:Content>", &format!("<ofd:Content>{area}"));
    let document = from_bytes(Path::new("甲.ofd"), &zip(&entries))
        .unwrap()
        .remove(0);
    assert_eq!(document.text.trim(), "正文一行");
    assert!(document.diagnostics.is_empty());
}
