use super::super::{Layout, RawDocument, from_bytes};
use proptest::prelude::*;
use std::path::Path;

#[path = "../../../tests/documents/pdf.rs"]
mod made;

use made::{Pdf, file, page_with, stream};

fn read(bytes: &[u8]) -> crate::Result<RawDocument> {
    from_bytes(Path::new("a.pdf"), bytes).map(|mut all| all.remove(0))
}

fn codes(document: &RawDocument) -> Vec<&'static str> {
    document.diagnostics.iter().map(|d| d.code).collect()
}

const RULE: &str =
    "第一条　为了促进义务教育优质均衡发展，根据《中华人民共和国义务教育法》，制定本办法。";

/// A file of one page with this content, and further objects from the seventh on.
fn with_content(content: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        page_with(5),
        stream("", content),
        "<<>>".to_owned(),
    ];
    objects.extend(more.iter().cloned());
    file(&objects)
}

/// Blanks as a packed stream: a kilobyte stands for a megabyte.
fn packed_blanks(count: usize) -> String {
    let mut packed = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; count]);
    packed.compress().unwrap();
    assert!(packed.content.len() < count / 500);
    packed.content.into_iter().map(char::from).collect()
}

#[test]
fn printed_lines_come_back_with_indents_and_page_breaks() {
    let paragraphs = vec![RULE; 20];
    let document = read(&Pdf::of(&paragraphs).bytes()).unwrap();
    assert_eq!(document.layout, Layout::Pages);
    assert!(
        document.diagnostics.is_empty(),
        "{:?}",
        document.diagnostics
    );
    let pages: Vec<_> = document.text.split('\u{c}').collect();
    assert_eq!(pages.len(), 2);
    assert!(document.text.starts_with("　　第一条　为了促进"));
    let joined: String = document
        .text
        .replace("— 1 —", "")
        .replace("— 2 —", "")
        .split(['\n', '\u{c}'])
        .map(|line| line.strip_prefix("　　").unwrap_or(line))
        .collect();
    // The page number is centred, so it is indented too.
    assert_eq!(joined.replace("　　", ""), RULE.repeat(20));
    let lines = document.text.split(['\n', '\u{c}']);
    let starts = lines.filter(|l| l.starts_with("　　第一条"));
    assert_eq!(starts.count(), 20);
}

#[test]
fn what_the_file_says_of_itself_is_an_attribute_only() {
    let mut pdf = Pdf::of(&["正文"]);
    pdf.information =
        "/Title<feff65e0 6807 9898>/Author(template)/CreationDate(D:20120905101500+08'00')"
            .to_owned();
    let document = read(&pdf.bytes()).unwrap();
    let attributes = &document.provenance.attributes;
    assert_eq!(attributes["property_title"], "无标题");
    assert_eq!(attributes["property_creator"], "template");
    assert_eq!(attributes["property_created"], "2012-09-05");
    assert_eq!(attributes["pages"], "1");
    assert_eq!(document.given, crate::document::Given::default());
}

#[test]
fn glyphs_without_a_meaning_are_kept_and_told() {
    let mut pdf = Pdf::of(&["国发"]);
    pdf.silent = true;
    let document = read(&pdf.bytes()).unwrap();
    assert!(
        document.text.starts_with("\u{FFFD}\u{FFFD}\n"),
        "{}",
        document.text
    );
    let unmapped = &document.diagnostics[0];
    assert_eq!(unmapped.code, "read.unmapped-glyphs");
    assert!(
        unmapped.message.contains("7 glyphs on page 1"),
        "{unmapped}"
    );
}

#[test]
fn fonts_that_are_not_embedded_are_read_by_their_character_maps() {
    let (gbk, _, _) = encoding_rs::GBK.encode("国发〔2012〕48号");
    let hex: String = gbk.iter().map(|b| format!("{b:02x}")).collect();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
        "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H/DescendantFonts[7 0 R]>>".to_owned(),
        page_with(5),
        stream("", &format!("BT /F1 16 Tf 72 700 Td <{hex}> Tj ET")),
        "<<>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/W[814 907 500]>>".to_owned(),
    ];
    assert_eq!(read(&file(&objects)).unwrap().text, "国发〔2012〕48号\n");
    // The same font with numbers of glyphs: 2 and 3 are ! and " in this collection.
    let mut by_number = objects;
    by_number[2] = by_number[2].replace("GBK-EUC-H", "Identity-H");
    by_number[4] = stream("", "BT /F1 16 Tf 72 700 Td <00020003> Tj ET");
    assert_eq!(read(&file(&by_number)).unwrap().text, "!\"\n");
}

#[test]
fn letters_in_simple_fonts_make_words() {
    let content = "BT /F1 12 Tf 72 700 Td [(A) 80 (rticle)-300(1 \\(a\\))] TJ 0 -20 TD (\\226) Tj T* (x) ' ET";
    let document = read(&with_content(content, &[])).unwrap();
    assert_eq!(document.text, "Article 1 (a)\n–\nx\n");
    let odd = "<</Type/Font/Subtype/Type1/BaseFont/A/FirstChar 65/Widths[500 500 500]/Encoding<</Differences[65/uni4E00/fi/nothing.known]>>>>";
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
        odd.to_owned(),
        page_with(5),
        stream("", "BT /F1 12 Tf 72 700 Td (ABC) Tj ET"),
    ];
    objects.push("<<>>".to_owned());
    let document = read(&file(&objects)).unwrap();
    assert_eq!(document.text, "一ﬁ\u{FFFD}\n");
}

#[test]
fn drawings_within_drawings_are_read() {
    let form = |content: &str, name: &str| {
        stream(
            &format!(
                "/Type/XObject/Subtype/Form/Matrix[1 0 0 1 0 -100]/Resources<</Font<</F1 3 0 R>>/XObject<</X {name}>>>>"
            ),
            content,
        )
    };
    let objects = |page: &str| {
        vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
            page_with(5).replace("/Resources<<", "/Resources<</XObject<</X 7 0 R>>"),
            stream("", page),
            "<<>>".to_owned(),
            form("BT /F1 12 Tf 72 700 Td (in) Tj ET q /X Do Q", "8 0 R"),
            form("BT /F1 12 Tf 72 700 Td (inner) Tj ET", "null"),
        ]
    };
    let document = read(&file(&objects("BT /F1 12 Tf 72 700 Td (out) Tj ET /X Do"))).unwrap();
    assert_eq!(document.text, "out\nin\ninner\n");
    // A drawing that draws itself ends, and that is told.
    let mut circle = objects("/X Do");
    circle[7] = circle[6].replace("8 0 R", "7 0 R");
    circle[6] = circle[7].clone();
    let document = read(&file(&circle)).unwrap();
    assert_eq!(codes(&document), ["read.damaged-pdf", "read.text-off-page"]);
}

#[test]
fn turned_pages_are_set_upright_and_turned_text_is_told() {
    let content = "BT /F1 12 Tf 0 1 -1 0 100 72 Tm (first) Tj 0 1 -1 0 130 72 Tm (second) Tj ET";
    let upright = with_content(content, &[]);
    assert_eq!(read(&upright).unwrap().text, "first\nsecond\n");
    let shown = String::from_utf8(upright)
        .unwrap()
        .replace("/Contents", "/Rotate 90/Contents");
    assert_eq!(read(shown.as_bytes()).unwrap().text, "first\nsecond\n");
    let marked = "BT /F1 12 Tf 72 700 Td (Notice of the office) Tj 0.7 0.7 -0.7 0.7 200 300 Tm (secret) Tj ET";
    let document = read(&with_content(marked, &[])).unwrap();
    assert_eq!(document.text, "Notice of the office\n");
    assert_eq!(codes(&document), ["read.turned-text"]);
    assert!(document.diagnostics[0].message.contains("“secret”"));
}

#[test]
fn scans_say_which_pages_have_no_text() {
    let image = "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8";
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        page_with(5).replace("/Resources<<", "/Resources<</XObject<</I 7 0 R>>"),
        stream("", "q 595 0 0 842 0 0 cm /I Do Q"),
        "<<>>".to_owned(),
        stream(image, "\0"),
    ];
    let document = read(&file(&objects)).unwrap();
    assert_eq!(codes(&document), ["read.no-text"]);
    assert!(
        document.diagnostics[0]
            .hint
            .as_ref()
            .unwrap()
            .contains("ocrmypdf -l chi_sim")
    );
    objects[1] = "<</Type/Pages/Kids[8 0 R 4 0 R]/Count 2>>".to_owned();
    objects.push(page_with(9));
    objects.push(stream("", "BT /F1 12 Tf 72 700 Td (text) Tj ET"));
    let document = read(&file(&objects)).unwrap();
    assert_eq!(document.text, "text\n\u{c}\n");
    assert!(
        document.diagnostics[0]
            .message
            .contains("no text on page 2")
    );
}

#[test]
fn a_damaged_table_of_objects_is_rebuilt_and_told() {
    let whole = Pdf::of(&[RULE]).bytes();
    let at = whole.len() - 30;
    let mut broken = whole[..at].to_vec();
    broken.extend(b"startxref\n7\n%%EOF");
    let document = read(&broken).unwrap();
    assert!(document.text.starts_with("　　第一条"), "{}", document.text);
    assert_eq!(codes(&document), ["read.damaged-pdf"]);
}

#[test]
fn locked_and_foreign_files_are_errors() {
    let key = "00112233445566778899aabbccddeeff";
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
        "null".to_owned(),
        page_with(5),
        stream("", "BT ET"),
        "<<>>".to_owned(),
    ];
    objects.push(format!(
        "<</Filter/Standard/V 2/R 3/Length 128/P -1/O<{key}{key}>/U<{key}{key}>>>"
    ));
    let locked = String::from_utf8(file(&objects))
        .unwrap()
        .replace("trailer<<", "trailer<</ID[<00><00>]/Encrypt 7 0 R");
    let error = read(locked.as_bytes()).unwrap_err().to_string();
    assert!(
        error.starts_with("a.pdf: the PDF is locked with a password"),
        "{error}"
    );
    let error = read(b"%PDF-1.5\nnothing more").unwrap_err().to_string();
    assert!(error.contains("this is no PDF file"), "{error}");
}

#[test]
fn streams_that_unpack_beyond_their_limit_are_errors() {
    let bomb = with_content("", &[]);
    let packed = stream(
        "/Filter/FlateDecode",
        &packed_blanks(super::budget::STREAM + 1),
    );
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
        "null".to_owned(),
        page_with(5),
        packed,
        "<<>>".to_owned(),
    ];
    assert!(read(&bomb).is_ok());
    let error = read(&file(&objects)).unwrap_err().to_string();
    assert!(error.contains("bytes in one unpacked stream"), "{error}");
    objects[4] = stream("", "");
    objects.push(stream(
        "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
        &packed_blanks(super::budget::OBJECT_STREAM + 1),
    ));
    let error = read(&file(&objects)).unwrap_err().to_string();
    assert!(error.contains("bytes in a stream of objects"), "{error}");
}

#[test]
fn too_many_objects_are_an_error() {
    let objects = vec!["1"; super::budget::OBJECTS + 1];
    let mut all = vec![
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[]/Count 0>>",
    ];
    all.extend(objects);
    let error = read(&file(&all)).unwrap_err().to_string();
    assert!(error.contains("more than 500000 objects"), "{error}");
}

#[test]
fn too_many_values_in_objects_are_an_error() {
    // Each bracket may begin a value; the parser gives up at the first.
    let many = format!("9 0 {}", ")".repeat(super::budget::VALUES / 2 + 1));
    let mut packed = lopdf::Stream::new(lopdf::Dictionary::new(), many.into_bytes());
    packed.compress().unwrap();
    let packed: String = packed.content.into_iter().map(char::from).collect();
    let stream = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &packed);
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[]/Count 0>>".to_owned(),
    ];
    objects.extend(vec![stream; 2]);
    let error = read(&file(&objects)).unwrap_err().to_string();
    assert!(error.contains("values in its objects"), "{error}");
}

#[test]
fn circles_and_deep_nesting_end() {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[2 0 R 4 0 R 2 0 R 4 0 R]/Count 9>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        page_with(5),
        stream("", "BT /F1 12 Tf 72 700 Td (once) Tj ET"),
        "<</Title 6 0 R>>".to_owned(),
    ];
    let document = read(&file(&objects)).unwrap();
    assert_eq!(document.text, "once\n");
    assert_eq!(codes(&document), ["read.damaged-pdf"]);
    assert!(document.diagnostics[0].message.contains("runs in a circle"));
    objects[5] = "[".repeat(200_000);
    assert_eq!(read(&file(&objects)).unwrap().text, "once\n");
    objects[4] = stream(
        "",
        &format!(
            "{}BT /F1 12 Tf 72 700 Td (once) Tj ET",
            "q [ << ".repeat(100_000)
        ),
    );
    assert!(read(&file(&objects)).is_ok());
}

#[test]
fn too_many_glyphs_on_a_page_are_an_error() {
    let content = format!("BT /F1 12 Tf ({}) Tj ET", "a".repeat(1_000_001));
    let error = read(&with_content(&content, &[])).unwrap_err().to_string();
    assert!(error.contains("glyphs on a page"), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn damage_makes_it_neither_panic_nor_hang(at in 0.0..1.0, cut in any::<bool>(), byte in any::<u8>(), count in 1_usize..30) {
        let mut bytes = Pdf::of(&[RULE]).bytes();
        for n in 0..count {
            let at = (bytes.len() as f64 * at) as usize + n * 97;
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        if cut {
            bytes.truncate((bytes.len() as f64 * at) as usize);
        }
        if let Err(error) = read(&bytes) {
            prop_assert!(!error.to_string().contains("its parser cannot handle"));
        }
    }
}

#[test]
fn a_meaning_too_long_for_a_glyph_is_none() {
    let map = |meaning: &str| {
        format!(
            "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 3 beginbfchar <01> <00660069> <02> <{meaning}> <03> ({}) endbfchar endcmap",
            "ab\\)".repeat(20_000),
        )
    };
    let font = "<</Type/Font/Subtype/Type1/BaseFont/A/ToUnicode 7 0 R>>";
    for meaning in ["7532".repeat(33), "7532".repeat(60_000)] {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[4 0 R]/Count 1>>".to_owned(),
            font.to_owned(),
            page_with(5),
            stream("", "BT /F1 16 Tf 72 700 Td <01010203> Tj ET"),
            "<<>>".to_owned(),
            stream("", &map(&meaning)),
        ];
        let document = read(&file(&objects)).unwrap();
        assert_eq!(document.text.trim(), "fifi\u{FFFD}\u{FFFD}");
        assert_eq!(codes(&document), ["read.unmapped-glyphs"]);
    }
}

#[test]
fn text_is_paid_for() {
    let mut budget = super::budget::Budget::default();
    assert!(budget.spend_text(100 << 20).is_ok());
    let beyond = budget.spend_text(100 << 20).unwrap_err();
    assert!(beyond.to_string().contains("bytes of text"), "{beyond}");
}

/// A budget for no more than this many bytes.
fn nearly_spent(left: usize) -> super::budget::Budget {
    let mut budget = super::budget::Budget::default();
    budget.spend_bytes((1 << 30) - left).unwrap();
    budget
}

#[test]
fn streams_that_are_not_there_are_paid_for() {
    let bytes = with_content("BT ET", &[]);
    let text = String::from_utf8(bytes).unwrap();
    let missing = "9 0 R ".repeat(3);
    let text = text.replace("/Contents 5 0 R", &format!("/Contents [{missing}]"));
    let file = super::file::File::load(text.as_bytes()).unwrap();
    let page = file.pages[0];
    let (_, whole) = file.content(page, &mut nearly_spent(4_000)).unwrap();
    assert!(!whole);
    assert!(file.content(page, &mut nearly_spent(3_000)).is_err());
}

#[test]
fn long_arrays_and_many_names_are_not_read_to_their_end() {
    let file = super::file::File::load(&with_content("BT ET", &[])).unwrap();
    let mut dictionary = lopdf::Dictionary::new();
    dictionary.set("Matrix", vec![lopdf::Object::Integer(1); 10_000]);
    assert_eq!(file.numbers(&dictionary, b"Matrix").unwrap().len(), 256);
    let name = || lopdf::Object::Name(b"alpha".to_vec());
    let mut encoding = lopdf::Dictionary::new();
    encoding.set("Differences", vec![name(); 100]);
    dictionary.set("Encoding", encoding);
    let names = |left| super::simple::meanings(&file, &dictionary, &mut nearly_spent(left));
    assert_eq!(names(30_000).unwrap()[99].as_deref(), Some("α"));
    assert!(names(20_000).is_err());
}

/// A file that is encrypted by a way which stands in its trailer, as some programs write it.
fn encrypted(user_password: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&Pdf::of(&[RULE]).bytes()).unwrap();
    let id = || lopdf::Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id(), id()]);
    let way = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password,
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(way).unwrap();
    document.encrypt(&state).unwrap();
    let place = document.trailer.get(b"Encrypt").unwrap();
    let place = place.as_reference().unwrap();
    let way = document.objects.remove(&place).unwrap();
    document.trailer.set("Encrypt", way);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_only_its_owner_locked_is_read() {
    let bytes = encrypted("");
    let inline = b"/Encrypt<<";
    assert!(bytes.windows(inline.len()).any(|w| w == inline));
    let document = read(&bytes).unwrap();
    assert!(document.text.starts_with("　　第一条　为了促进"));
    assert_eq!(codes(&document), Vec::<&str>::new());
    let locked = read(&encrypted("user")).unwrap_err();
    assert!(locked.message().contains("locked with a password"));
}
