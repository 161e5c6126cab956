use super::super::{Layout, RawDocument, from_bytes};
use super::tokens::{Token, Tokens};
use proptest::prelude::*;
use std::path::Path;

#[path = "../../../tests/documents/rtf.rs"]
mod made;

use made::{Rtf, coded};

fn read_bytes(bytes: &[u8]) -> crate::Result<RawDocument> {
    from_bytes(Path::new("a.rtf"), bytes).map(|mut all| all.remove(0))
}

fn read(body: &str) -> RawDocument {
    let rtf = Rtf {
        body: body.to_owned(),
    };
    read_bytes(&rtf.bytes()).unwrap()
}

fn codes(document: &RawDocument) -> Vec<&'static str> {
    document.diagnostics.iter().map(|d| d.code).collect()
}

#[test]
fn paragraphs_in_the_chinese_code_page() {
    let document = read_bytes(
        &Rtf::of(&[
            "关于加强校外培训管理的通知",
            "第一条　经费不少于5%，𠀀镕{甲}。",
        ])
        .bytes(),
    )
    .unwrap();
    assert_eq!(
        document.text,
        "关于加强校外培训管理的通知\n\n第一条　经费不少于5%，𠀀镕{甲}。"
    );
    assert_eq!(document.layout, Layout::Paragraphs);
    assert!(document.diagnostics.is_empty());
}

#[test]
fn substitutes_after_a_unicode_number_are_passed_over() {
    let text =
        read("\\uc2\\u22269\\'b9\\'fa\\uc1\\u-27379?{\\uc0\\u21457}\\u25945\\u32946?\\par").text;
    assert_eq!(text, "国锍发教育");
}

#[test]
fn fonts_say_what_bytes_are() {
    // A sign of Wingdings, a Western quotation mark, Chinese under a font for both.
    let document = read("{\\f2\\'a8}{\\f1\\'93a\\'94}{\\loch\\f1\\dbch\\af0\\'b9\\'fa}\\par");
    assert_eq!(document.text, "\u{F0A8}“a”国");
    let broken = read("\\'b9\\'ff\\'ff\\par");
    assert!(broken.text.contains('\u{FFFD}'));
    assert_eq!(codes(&broken), ["read.invalid-bytes"]);
}

#[test]
fn breaks_and_tabs() {
    let text = read("a\\line b\\tab c\\~d\\_e\\-f\\emdash\\par\\par\\pard g").text;
    assert_eq!(text, "a\nb c\u{a0}d-ef—\n\ng");
}

#[test]
fn rows_are_lines_of_cells() {
    let cell = |text: &str| format!("\\pard\\intbl {}\\cell", coded(text));
    let rows = format!(
        "{}\\par\\trowd\\cellx1\\cellx2 {}{}\\row\\trowd {}{}\\row\\pard {}\\par",
        coded("附表"),
        cell("项目"),
        cell("数量"),
        cell("学校\\par ").replace("\\\\", "\\"),
        cell("12"),
        coded("说明")
    );
    assert_eq!(read(&rows).text, "附表\n\n项目\t数量\n学校\t12\n\n说明");
}

#[test]
fn printed_numbers_are_kept_once() {
    let numbered = format!(
        "{{\\listtext\\pard {}\\tab}}{}\\par{{\\pntext 1.\\tab}}{{\\*\\pn\\pnlvlbody}}{}\\par",
        coded("一、"),
        coded("总体要求"),
        coded("提高认识")
    );
    assert_eq!(read(&numbered).text, "一、总体要求\n\n1. 提高认识");
}

#[test]
fn what_is_not_printed_is_left_out() {
    let body = format!(
        "{{\\header {h}}}{{\\footerr {h}{{\\shp{{\\*\\shpinst{{\\shptxt {h}}}}}}}}}{{\\*\\unknown {h}}}{{\\pict\\wmetafile8 0102}}{{\\field{{\\*\\fldinst HYPERLINK \"http://a\"}}{{\\fldrslt {shown}}}}}{{\\v {h}}}\\bin3 }}}}}}\\par",
        h = coded("页眉"),
        shown = coded("附件")
    );
    assert_eq!(read(&body).text, "附件");
}

#[test]
fn text_in_boxes_is_printed() {
    let body = format!(
        "{}{{\\shp{{\\*\\shpinst{{\\sp{{\\sn a}}{{\\sv 1}}}}{{\\shptxt {}\\par}}}}{{\\shprslt {{x}}}}}}\\par",
        coded("各区："),
        coded("上海市文件")
    );
    assert_eq!(read(&body).text, "上海市文件\n\n各区：");
}

#[test]
fn notes_stand_at_the_end() {
    let body = format!(
        "{}{{\\super\\chftn{{\\footnote\\pard\\chftn {}}}}}{}\\par",
        coded("增长"),
        coded("按可比价格。"),
        coded("为零。")
    );
    assert_eq!(read(&body).text, "增长[1]为零。\n\n[1]按可比价格。");
}

#[test]
fn deletions_are_left_out_and_told() {
    let body = format!(
        "{{\\revised {}}}{{\\deleted {}}}\\par",
        coded("三年"),
        coded("五年")
    );
    let document = read(&body);
    assert_eq!(document.text, "三年");
    assert_eq!(codes(&document), ["read.tracked-changes"]);
}

#[test]
fn what_the_file_says_of_itself_is_an_attribute_only() {
    let body = format!(
        "{{\\info{{\\title {}}}{{\\author {}}}{{\\creatim\\yr2012\\mo9\\dy5}}}}{}\\par",
        coded("模板"),
        coded("某某"),
        coded("正文")
    );
    let document = read(&body);
    let attributes = &document.provenance.attributes;
    assert_eq!(attributes["property_title"], "模板");
    assert_eq!(attributes["property_creator"], "某某");
    assert_eq!(attributes["property_created"], "2012-09-05");
    assert_eq!(document.given, crate::document::Given::default());
    assert_eq!(document.text, "正文");
}

#[test]
fn pictures_without_text_are_told() {
    let document = read("{\\pict\\pngblip 89504e47}\\par");
    assert!(codes(&document).contains(&"read.no-text"));
}

#[test]
fn a_file_that_breaks_off_is_read_as_far_as_it_goes() {
    let whole = Rtf::of(&["第一条", "第二条"]).bytes();
    let document = read_bytes(&whole[..whole.len() - 3]).unwrap();
    assert!(document.text.starts_with("第一条"));
    assert_eq!(codes(&document), ["read.cut-off"]);
}

#[test]
fn groups_too_deep_and_other_files_are_errors() {
    let deep = format!("{{\\rtf1 {}", "{".repeat(100_000));
    let error = read_bytes(deep.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("1000 deep"), "{error}");
    let error = read_bytes("正文".as_bytes()).unwrap_err();
    assert!(
        error.to_string().starts_with("a.rtf: this is no RTF file"),
        "{error}"
    );
}

#[test]
fn tokens_are_words_signs_and_bytes() {
    let all: Vec<_> = Tokens::new(b"{\\b-12 a\\'B9\\*\\'zz\\\r}").collect();
    assert_eq!(
        all,
        [
            Token::Open,
            Token::Word(b"b", Some(-12)),
            Token::Byte(b'a'),
            Token::Hex(0xb9),
            Token::Symbol(b'*'),
            Token::Byte(b'\''),
            Token::Byte(b'z'),
            Token::Byte(b'z'),
            Token::Word(b"par", None),
            Token::Close,
        ]
    );
}

proptest! {
    #[test]
    fn any_text_comes_back(paragraphs in prop::collection::vec("[一-龥，。㐀-㐂a-z0-9]{1,12}", 1..5)) {
        let document = read_bytes(&Rtf::of(&paragraphs).bytes()).unwrap();
        prop_assert_eq!(document.text, paragraphs.join("\n\n"));
    }

    #[test]
    fn nothing_makes_it_panic(body in "(\\\\(par|u|cell|row|intbl|footnote|shptxt|shpinst|v|uc|bin|f|\\*|'b9|listtext|upr|ud|info|title)-?[0-9]{0,3} ?|[{}a国]){0,60}") {
        let bytes = format!("{{\\rtf1 {body}");
        let _ = read_bytes(bytes.as_bytes());
    }
}

#[test]
fn marks_of_notes_count_in_any_group() {
    let file = "{\\rtf1 a{\\chftn}{\\footnote {{\\chftn}} b{\\footnote{\\chftn} c}{\\chftn}}{{\\chftn}{\\footnote {\\chftn} d}}\\par}";
    let read = super::reader::read(file.as_bytes()).unwrap();
    assert_eq!(read.text, "a[1][3]\n\n[2] c\n\n[1] b[2]\n\n[3] d");
}

#[test]
fn a_number_is_the_same_only_near_the_start_of_its_paragraph() {
    let text = |blanks: usize| {
        let number = "{\\listtext 1.}".repeat(3);
        let file = format!("{{\\rtf1 {}{number}a\\par}}", " ".repeat(blanks));
        super::reader::read(file.as_bytes())
            .unwrap()
            .text
            .trim()
            .to_owned()
    };
    assert_eq!(text(10), "1. a");
    // No paragraph is looked through at every number that it has.
    assert_eq!(text(10_000), "1. 1. 1. a");
}
