//! PDF with a text layer, and files that are damaged or made to do harm. Nothing here needs a
//! font: glyphs are numbers, and the file says what they mean.

#[path = "wrapped.rs"]
mod lines;

use lines::wrapped;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Characters on a full line.
const LINE: usize = 28;

/// Lines on a full page.
const LINES: usize = 22;

/// The size of the type, and the distance of lines, in points.
const SIZE: f32 = 16.0;
const LEADING: f32 = 28.0;

/// A document as a printer sees it: lines on pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pdf {
    /// Lines of each page: where they begin, in points from the left and from the top, and their
    /// text.
    pub(crate) pages: Vec<Vec<(f32, f32, String)>>,
    /// Whether the file says what its glyphs mean.
    pub(crate) silent: bool,
    /// What stands in the information dictionary.
    pub(crate) information: String,
}

impl Pdf {
    /// Paragraphs with an indent of two characters, hard-wrapped, on numbered pages.
    pub(crate) fn of<T: AsRef<str>>(paragraphs: &[T]) -> Self {
        let lines = paragraphs.iter().flat_map(|p| wrapped(p.as_ref(), LINE));
        let lines: Vec<(usize, String)> = lines.collect();
        let page = |(number, lines): (usize, &[(usize, String)])| {
            let line = |(at, (indent, text)): (usize, &(usize, String))| {
                (
                    72.0 + SIZE * *indent as f32,
                    90.0 + LEADING * at as f32,
                    text.clone(),
                )
            };
            let mut page: Vec<_> = lines.iter().enumerate().map(line).collect();
            page.push((270.0, 790.0, format!("— {} —", number + 1)));
            page
        };
        Self {
            pages: lines.chunks(LINES).enumerate().map(page).collect(),
            ..Self::default()
        }
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut glyphs: BTreeMap<char, usize> = BTreeMap::new();
        let texts = self.pages.iter().flatten().map(|(_, _, text)| text);
        for c in texts.flat_map(|t| t.chars()) {
            let next = glyphs.len() + 1;
            glyphs.entry(c).or_insert(next);
        }
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            String::new(),
            "<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>".to_owned(),
            format!(
                "<</Type/Font/Subtype/CIDFontType2/BaseFont/FangSong/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[{}]>>",
                narrow(&glyphs)
            ),
            stream("", &meanings(&glyphs)),
            format!("<<{}>>", self.information),
        ];
        if self.silent {
            objects[2] = objects[2].replace("/ToUnicode 5 0 R", "");
        }
        let mut kids = String::new();
        for page in &self.pages {
            let mut content = String::from("BT /F1 16 Tf\n");
            for (x, y, text) in page {
                let _ = write!(content, "1 0 0 1 {x} {} Tm <", 842.0 - y);
                for c in text.chars() {
                    let _ = write!(content, "{:04x}", glyphs[&c]);
                }
                content.push_str("> Tj\n");
            }
            content.push_str("ET");
            let _ = write!(kids, "{} 0 R ", objects.len() + 1);
            objects.push(page_with(objects.len() + 2));
            objects.push(stream("", &content));
        }
        objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", self.pages.len());
        file(&objects)
    }
}

/// A page whose content is this object.
pub(crate) fn page_with(content: usize) -> String {
    format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    )
}

/// A stream with these entries in its dictionary.
pub(crate) fn stream(entries: &str, content: &str) -> String {
    format!(
        "<<{entries}/Length {}>>stream\n{content}\nendstream",
        content.len()
    )
}

/// A file of these objects: the first is the catalog, the sixth says what the file is. Each
/// character of an object is one byte.
pub(crate) fn file<T: AsRef<str>>(objects: &[T]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", bytes.len());
        bytes.extend(format!("{} 0 obj\n", number + 1).bytes());
        bytes.extend(object.as_ref().chars().map(|c| c as u8));
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(table.bytes());
    bytes.extend(
        format!(
            "trailer<</Size {}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{start}\n%%EOF",
            objects.len() + 1
        )
        .bytes(),
    );
    bytes
}

/// Letters and digits are half as wide.
fn narrow(glyphs: &BTreeMap<char, usize>) -> String {
    let narrow = glyphs.iter().filter(|(c, _)| c.is_ascii());
    narrow.map(|(_, glyph)| format!("{glyph}[500]")).collect()
}

/// The map from glyphs to characters.
fn meanings(glyphs: &BTreeMap<char, usize>) -> String {
    let mut map = format!(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {} beginbfchar\n",
        glyphs.len()
    );
    for (c, glyph) in glyphs {
        let _ = write!(map, "<{glyph:04x}> <");
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(map, "{unit:04x}");
        }
        map.push_str(">\n");
    }
    map + "endbfchar endcmap"
}
