use crate::read::made::{Docx, level, paragraph};
use crate::read::{RawDocument, from_bytes};
use std::path::Path;

fn read(docx: &Docx) -> RawDocument {
    from_bytes(Path::new("甲.docx"), &docx.bytes())
        .unwrap()
        .remove(0)
}

/// The paragraphs of its text.
fn paragraphs(docx: &Docx) -> Vec<String> {
    let text = read(docx).text;
    text.split("\n\n").map(str::to_owned).collect()
}

fn codes(document: &RawDocument) -> Vec<&'static str> {
    document.diagnostics.iter().map(|d| d.code).collect()
}

/// A paragraph on a level of a list.
fn item(list: usize, level: usize, text: &str) -> String {
    let properties =
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    paragraph(&properties, text)
}

fn definition(id: usize, inner: &str) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\">{inner}</w:abstractNum>")
}

fn list(id: usize, definition: usize, inner: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{inner}</w:num>")
}

const NONE: &str = "<w:suff w:val=\"nothing\"/>";

#[test]
fn automatic_numbers_are_printed() {
    let numbering = definition(
        0,
        &[
            level(0, "chineseCountingThousand", "%1、", NONE),
            level(1, "chineseCountingThousand", "（%2）", ""),
            level(2, "decimal", "%3.", ""),
            level(3, "decimal", "（%4）", NONE),
            level(4, "decimalEnclosedCircleChinese", "%5", NONE),
        ]
        .concat(),
    ) + &list(1, 0, "");
    let body = [
        item(1, 0, "总体要求"),
        item(1, 1, "目标"),
        item(1, 1, "原则"),
        item(1, 2, "2015年前"),
        item(1, 2, "均衡"),
        item(1, 3, "校舍"),
        item(1, 4, "操场"),
        paragraph("", "无编号的一段。"),
        item(1, 2, "公平"),
        item(1, 0, "主要任务"),
        item(1, 1, "师资"),
    ]
    .concat();
    let docx = Docx {
        body,
        numbering,
        ..Docx::default()
    };
    assert_eq!(
        paragraphs(&docx),
        [
            "一、总体要求",
            "（一）目标",
            "（二）原则",
            "1. 2015年前",
            "2. 均衡",
            "（1）校舍",
            "①操场",
            "无编号的一段。",
            "3. 公平",
            "二、主要任务",
            "（一）师资",
        ]
    );
}

#[test]
fn articles_count_on_across_chapters_and_lists_begin_anew_where_told() {
    let chapters = [
        level(
            0,
            "chineseCountingThousand",
            "第%1章",
            "<w:suff w:val=\"space\"/>",
        ),
        level(
            1,
            "chineseCountingThousand",
            "第%2条",
            "<w:lvlRestart w:val=\"0\"/>",
        ),
    ]
    .concat();
    let numbering = definition(0, &chapters)
        + &definition(1, &level(0, "decimal", "%1．", NONE))
        + &list(1, 0, "")
        + &list(2, 1, "")
        + &list(
            3,
            1,
            "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>",
        )
        + &list(4, 1, "");
    let articles = |n: usize| (0..n).map(|_| item(1, 1, "条文")).collect::<String>();
    let body = [
        item(1, 0, "总则"),
        articles(9),
        item(1, 0, "管理"),
        articles(2),
        item(2, 0, "甲"),
        item(2, 0, "乙"),
        item(3, 0, "丙"),
        item(3, 0, "丁"),
        // A list without a start of its own shares the count of its definition.
        item(4, 0, "戊"),
    ]
    .concat();
    let docx = Docx {
        body,
        numbering,
        ..Docx::default()
    };
    let read = paragraphs(&docx);
    assert_eq!(read[0], "第一章 总则");
    assert_eq!(read[1], "第一条 条文");
    assert_eq!(read[10], "第二章 管理");
    assert_eq!(read[11], "第十条 条文");
    assert_eq!(read[12], "第十一条 条文");
    assert_eq!(read[13..], ["1．甲", "2．乙", "1．丙", "2．丁", "3．戊"]);
}

#[test]
fn styles_put_paragraphs_in_lists() {
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"/>\
        <w:style w:type=\"paragraph\" w:styleId=\"一级\"><w:basedOn w:val=\"a\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"二级\"><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"近一级\"><w:basedOn w:val=\"一级\"/></w:style>";
    let numbering = definition(
        0,
        &[
            level(0, "chineseCounting", "%1、", "<w:pStyle w:val=\"一级\"/>"),
            level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        ]
        .concat(),
    ) + &list(1, 0, "");
    let styled =
        |style: &str, text: &str| paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), text);
    let body = [
        styled("一级", "甲"),
        styled("二级", "乙"),
        styled("近一级", "丙"),
        styled("二级", "丁"),
        paragraph(
            "<w:pStyle w:val=\"一级\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>",
            "不编号",
        ),
        paragraph("", "正文"),
    ]
    .concat();
    let docx = Docx {
        body,
        numbering,
        styles: styles.to_owned(),
        ..Docx::default()
    };
    assert_eq!(
        paragraphs(&docx),
        ["一、甲", "1.1 乙", "二、丙", "2.1 丁", "不编号", "正文"]
    );
}

#[test]
fn formats_of_numbers() {
    use super::numerals::written;
    for (format, number, shown) in [
        ("chineseCountingThousand", 105, "一百零五"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographTraditional", 11, "11"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("none", 1, ""),
    ] {
        assert_eq!(written(number, format).as_deref(), Some(shown), "{format}");
    }
    assert_eq!(written(1, "hindiVowels"), None);
}

#[test]
fn an_unknown_number_format_is_told() {
    let docx = Docx {
        body: item(1, 0, "甲"),
        numbering: definition(0, &level(0, "hindiVowels", "%1)", "")) + &list(1, 0, ""),
        ..Docx::default()
    };
    let document = read(&docx);
    assert_eq!(document.text, "1) 甲");
    assert_eq!(codes(&document), ["read.number-format"]);
}

#[test]
fn marks_of_lists_are_what_their_font_shows() {
    let font = "<w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr>";
    let docx = Docx {
        body: item(1, 0, "甲"),
        numbering: definition(0, &level(0, "bullet", "\u{F06C}", font)) + &list(1, 0, ""),
        ..Docx::default()
    };
    assert_eq!(read(&docx).text, "● 甲");
}

#[test]
fn tracked_changes_keep_what_was_inserted() {
    let numbering = definition(0, &level(0, "decimal", "%1、", NONE)) + &list(1, 0, "");
    let deleted = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:del w:id=\"2\"><w:r><w:delText>废止的一项</w:delText></w:r></w:del></w:p>";
    let body = [
        item(1, 0, "甲"),
        deleted.to_owned(),
        item(1, 0, "乙"),
        "<w:p><w:r><w:t>经费</w:t></w:r><w:del w:id=\"3\"><w:r><w:delText>三</w:delText></w:r></w:del><w:ins w:id=\"4\"><w:r><w:t>五</w:t></w:r></w:ins><w:r><w:t>万元</w:t></w:r><w:moveFrom w:id=\"5\"><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo w:id=\"6\"><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>".to_owned(),
        // The end of a paragraph was deleted: two are one.
        "<w:p><w:pPr><w:rPr><w:del w:id=\"7\"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>".to_owned(),
        paragraph("", "后半。"),
        "<w:ins w:id=\"8\"><w:p><w:r><w:t>新增一段</w:t></w:r></w:p></w:ins>".to_owned(),
    ]
    .concat();
    let docx = Docx {
        body,
        numbering,
        ..Docx::default()
    };
    let document = read(&docx);
    assert_eq!(
        document.text,
        "1、甲\n\n2、乙\n\n经费五万元移来\n\n前半后半。\n\n新增一段"
    );
    assert_eq!(codes(&document), ["read.tracked-changes"]);
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|c| format!("<w:tc>{c}</w:tc>")).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn cell(text: &str) -> String {
    paragraph("", text)
}

#[test]
fn tables_are_rows_of_cells() {
    let down = "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>".to_owned() + &cell("中心城区");
    let goes_on = "<w:tcPr><w:vMerge/></w:tcPr>".to_owned() + &cell("");
    let wide = "<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>".to_owned() + &cell("合计");
    let two = cell("12") + &cell("（所）");
    let table = format!(
        "<w:tbl><w:tblPr/><w:tblGrid/>{}{}{}{}{}</w:tbl>",
        row(&[&cell("区域"), &cell("学校"), &cell("数")]),
        row(&[&down, &cell("小学"), &two]),
        row(&[&goes_on, &cell("初中"), &cell("7")]),
        "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr><w:tc><w:p/></w:tc></w:tr>",
        "<w:sdt><w:sdtContent>".to_owned()
            + &row(&[&wide, &cell("19")])
            + "</w:sdtContent></w:sdt>",
    );
    let body = paragraph("", "见下表：") + &table + &paragraph("", "以上。");
    let document = read(&Docx::body(&body));
    assert_eq!(
        document.text,
        "见下表：\n\n区域\t学校\t数\n中心城区\t小学\t12 （所）\n\t初中\t7\n合计\t19\n\n以上。"
    );
}

#[test]
fn a_table_that_lays_out_the_page_is_paragraphs() {
    let four: String = ["一、甲", "二、乙", "三、丙", "四、丁"]
        .iter()
        .map(|t| cell(t))
        .collect();
    for table in [
        row(&[&cell("甲"), &cell("")]) + &row(&[&cell("乙"), &cell("")]),
        row(&[&four, &cell("旁注")]),
    ] {
        let text = read(&Docx::body(&format!("<w:tbl>{table}</w:tbl>"))).text;
        assert!(!text.contains('\t') && text.contains("\n\n"), "{text}");
    }
}

#[test]
fn breaks_symbols_fields_and_controls() {
    let body = "<w:p><w:r><w:t>关于推进</w:t><w:br/><w:t>均衡发展的意见</w:t></w:r></w:p>\
        <w:p><w:r><w:t>签发人：</w:t><w:tab/><w:t>张某</w:t><w:noBreakHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r></w:p>\
        <w:p><w:smartTag w:element=\"date\"><w:r><w:t>2012年</w:t></w:r></w:smartTag><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>9月</w:t></w:r></w:sdtContent></w:sdt><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:fldSimple w:instr=\"PAGE\"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>\
        <w:p><w:r><w:t>见</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF 附件 </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>附件一</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>eq \\o\\ac(○,3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
        <w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>没有结尾的域</w:t></w:r></w:p>\
        <w:p><w:r><w:t>仍在</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt></w:ruby><w:r><w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>\
        <w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>";
    assert_eq!(
        paragraphs(&Docx::body(body)),
        [
            "关于推进\n均衡发展的意见",
            "签发人： 张某-☑",
            "2012年9月链接3",
            "见附件一③",
            "仍在字",
            "x=1",
        ]
    );
}

#[test]
fn boxes_are_read_once_and_notes_at_the_end() {
    let inner = paragraph("", "甲市教育局文件");
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>甲教〔2012〕1号</w:t></w:r></w:p>\
         <w:p><w:r><w:t>据统计</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>，增长。</w:t></w:r><w:r><w:endnoteReference w:id=\"5\"/></w:r></w:p>"
    );
    let docx = Docx {
        body,
        footnotes: "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>——</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t xml:space=\"preserve\"> 来自年鉴。</w:t></w:r></w:p></w:footnote>".to_owned(),
        endnotes: "<w:endnote w:id=\"5\"><w:p><w:r><w:t>终。</w:t></w:r></w:p></w:endnote>".to_owned(),
        ..Docx::default()
    };
    assert_eq!(
        paragraphs(&docx),
        [
            "甲市教育局文件",
            "甲教〔2012〕1号",
            "据统计[1]，增长。[i]",
            "[1] 来自年鉴。",
            "[i] 终。",
        ]
    );
}

#[test]
fn a_note_that_refers_to_itself_is_written_once() {
    let reference =
        |id: usize, more: &str| format!("<w:r><w:footnoteReference w:id=\"{id}\"{more}/></w:r>");
    let note = |id: usize, inner: &str| {
        format!("<w:footnote w:id=\"{id}\"><w:p>{inner}<w:r><w:t>注</w:t></w:r></w:p></w:footnote>")
    };
    let own = " w:customMarkFollows=\"1\"";
    let text = [
        &*reference(2, ""),
        "<w:r><w:t>文</w:t></w:r>",
        &reference(3, own),
    ]
    .concat();
    let docx = Docx {
        body: format!("<w:p>{text}{}</w:p>", reference(2, "")),
        footnotes: note(2, &reference(2, "")) + &note(3, &reference(3, own)),
        ..Docx::default()
    };
    assert_eq!(paragraphs(&docx), ["[1]文[1]", "[1] [1]注", "注"]);
}

#[test]
fn numbers_beyond_a_series_of_signs_are_digits() {
    let written = |number| super::numerals::written(number, "decimalEnclosedParen");
    assert_eq!(written(1).as_deref(), Some("⑴"));
    assert_eq!(written(21).as_deref(), Some("21"));
    assert_eq!(written(u32::MAX).as_deref(), Some("4294967295"));
}

#[test]
fn properties_are_attributes_and_no_evidence() {
    let docx = Docx {
        core: "<dc:title>旧模板</dc:title><dc:creator>某人</dc:creator>".to_owned(),
        strict: true,
        ..Docx::of(&["关于推进均衡发展的意见", "正文。"])
    };
    let document = read(&docx);
    assert_eq!(document.text, "关于推进均衡发展的意见\n\n正文。");
    assert_eq!(document.given, crate::document::Given::default());
    assert_eq!(document.provenance.attributes["property_title"], "旧模板");
    assert_eq!(document.provenance.attributes["property_creator"], "某人");
    assert_eq!(document.layout, crate::read::Layout::Paragraphs);
}

#[test]
fn a_document_of_pictures_says_so() {
    let body = "<w:p><w:r><w:drawing><a:blip r:embed=\"rId9\"/></w:drawing></w:r></w:p>";
    let document = read(&Docx::body(body));
    assert_eq!(codes(&document), ["read.no-text", "read.empty-document"]);
}

#[test]
fn what_is_no_document_is_an_error_that_says_why() {
    let fails = |docx: &Docx, says: &str| {
        let error = from_bytes(Path::new("甲.docx"), &docx.bytes()).unwrap_err();
        assert!(
            error.path().is_some() && error.message().contains(says),
            "{error}"
        );
    };
    let deep = 300;
    let nested = "<w:ins>".repeat(deep) + &paragraph("", "深") + &"</w:ins>".repeat(deep);
    fails(&Docx::body(&nested), "limit of 256");
    fails(&Docx::body("<w:p></w:r>"), "not valid XML");
    let mut entries = Docx::of(&["甲"]).entries();
    entries.retain(|e| e.0 != "word/document.xml");
    let bytes = crate::read::made::zip(&entries);
    let error = from_bytes(Path::new("甲.docx"), &bytes).unwrap_err();
    assert!(error.message().contains("word/document.xml"), "{error}");
}

#[test]
fn numbers_cannot_make_a_text_without_end() {
    let long = "%1".repeat(90);
    let docx = Docx {
        body: "<w:p/>".repeat(20_000),
        numbering: definition(0, &level(0, "decimal", &long, "").replace("w:start w:val=\"1\"", "w:start w:val=\"1000000000\"")) + &list(1, 0, ""),
        styles: "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>".to_owned(),
        ..Docx::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.docx");
    std::fs::write(&path, docx.bytes()).unwrap();
    let options = crate::read::ReadOptions::default().max_document_bytes(1 << 20);
    let mut all = crate::read::open(&[path], &options).unwrap();
    let error = all.next().unwrap().unwrap_err();
    assert!(error.message().contains("max_document_bytes"), "{error}");
}
