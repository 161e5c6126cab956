//! From the elements of a document to lines: paragraphs, their runs, and what stands in them.

use super::lines::{self, Line};
use super::notes::{Kind, Notes};
use super::numbering::Numbering;
use super::numerals;
use super::parts::Parts;
use super::styles::{self, Listed, Styles, value};
use super::{symbols, table};
use crate::read::package::Element;
use std::collections::BTreeSet;

/// What a document says.
pub(super) struct Read {
    pub(super) text: String,
    /// Tracked changes in it.
    pub(super) changes: usize,
    pub(super) pictures: usize,
    /// Documents and objects in it that are not read.
    pub(super) foreign: usize,
    /// Formats of automatic numbers that are not known.
    pub(super) unknown_numbers: BTreeSet<String>,
}

/// Reads the text of a document, of at most `limit` bytes.
pub(super) fn read(parts: &Parts, limit: u64) -> Result<Read, String> {
    let mut body = Body {
        styles: Styles::read(&parts.styles),
        numbering: Numbering::read(&parts.numbering),
        notes: Notes::new(parts.footnotes.root(), parts.endnotes.root()),
        fields: Vec::new(),
        hidden: false,
        changes: 0,
        pictures: 0,
        foreign: 0,
        left: limit,
    };
    let root = parts.main.root();
    let text = root.and_then(|root| root.child("body")).ok_or(
        "the main part of the package holds no Word document; save it again from Word or WPS",
    )?;
    let mut all = body.flow(text);
    // Notes may refer to notes; each is written out once.
    let mut done = 0;
    while let Some(note) = body.notes.open.get(done).cloned() {
        done += 1;
        let mut lines = body.flow(note.element);
        if let (Some(first), Some(mark)) = (lines.first_mut(), note.mark) {
            first.text = format!("{mark} {}", first.text.trim_start());
        }
        all.extend(lines);
    }
    if body.left == 0 {
        return Err(format!(
            "with its automatic numbers the text is longer than the limit of {limit} bytes for one document; split it, or raise max_document_bytes"
        ));
    }
    Ok(Read {
        text: lines::joined(&all),
        changes: body.changes,
        pictures: body.pictures,
        foreign: body.foreign,
        unknown_numbers: body.numbering.unknown,
    })
}

/// The state of reading a document.
pub(super) struct Body<'a> {
    pub(super) styles: Styles,
    numbering: Numbering,
    notes: Notes<'a>,
    /// Fields that are open, one in the other.
    fields: Vec<Field>,
    /// Whether the run is not printed.
    hidden: bool,
    pub(super) changes: usize,
    pictures: usize,
    foreign: usize,
    /// Bytes of text that may still come.
    left: u64,
}

/// A field: what it is, and then what it shows.
#[derive(Debug, Default)]
struct Field {
    code: String,
    shows: bool,
}

/// Lines of a column of text: the page, a cell, a box, a note.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) lines: Vec<Line>,
    /// Text of a paragraph whose end was deleted: it goes on in the next one.
    carried: String,
}

/// What a paragraph holds.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    /// Boxes that hang on it, before and after its text.
    before: Vec<Line>,
    after: Vec<Line>,
}

impl<'a> Body<'a> {
    /// The lines of a column of text.
    pub(super) fn flow(&mut self, element: Element<'a>) -> Vec<Line> {
        let mut flow = Flow::default();
        self.blocks(element, &mut flow);
        lines::of_paragraph(&flow.carried, &mut flow.lines);
        flow.lines
    }

    fn blocks(&mut self, element: Element<'a>, flow: &mut Flow) {
        for child in element.children() {
            if self.left == 0 {
                return;
            }
            match child.name() {
                "p" => self.paragraph(child, flow),
                "tbl" => table::read(self, child, flow),
                "ins" | "moveTo" => {
                    self.changes += 1;
                    self.blocks(child, flow);
                }
                "del" | "moveFrom" => self.changes += 1,
                "sdt" | "sdtContent" | "customXml" | "smartTag" => self.blocks(child, flow),
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.blocks(chosen, flow);
                    }
                }
                "altChunk" => self.foreign += 1,
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: Element<'a>, flow: &mut Flow) {
        let properties = element.child("pPr");
        let mut paragraph = Paragraph::default();
        self.inlines(element, &mut paragraph);
        // What a field is stands in one paragraph; a broken one must not hide the rest.
        for field in &mut self.fields {
            field.shows = true;
        }
        flow.lines.append(&mut paragraph.before);
        let text = std::mem::take(&mut flow.carried) + &paragraph.text;
        let end = properties.and_then(|p| p.child("rPr"));
        let has = |name: &str| end.is_some_and(|e| e.child(name).is_some());
        self.changes += usize::from(has("ins") || has("del"));
        if has("del") || has("moveFrom") {
            flow.carried = text;
            flow.lines.append(&mut paragraph.after);
            return;
        }
        let unseen = text.trim().is_empty() && table::is_hidden(self, end);
        let number = properties_number(properties, &self.styles)
            .filter(|_| !unseen)
            .and_then(|(listed, style)| {
                self.numbering.next(&listed, style.as_deref(), &self.styles)
            })
            .unwrap_or_default();
        let bytes = (number.len() + text.len()) as u64;
        self.left = self.left.saturating_sub(bytes);
        lines::of_paragraph(&(number + &text), &mut flow.lines);
        flow.lines.append(&mut paragraph.after);
    }

    fn inlines(&mut self, element: Element<'a>, paragraph: &mut Paragraph) {
        for child in element.children() {
            match child.name() {
                "r" => {
                    self.hidden = table::is_hidden(self, child.child("rPr"));
                    self.run(child, paragraph);
                    self.hidden = false;
                }
                "ins" | "moveTo" => {
                    self.changes += 1;
                    self.inlines(child, paragraph);
                }
                "del" | "moveFrom" => self.changes += 1,
                "hyperlink" | "smartTag" | "customXml" | "sdt" | "sdtContent" | "fldSimple"
                | "dir" | "bdo" => self.inlines(child, paragraph),
                "oMath" | "oMathPara" => {
                    let formula: String = child.below("t").map(Element::text).collect();
                    self.say(&formula, paragraph);
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.inlines(chosen, paragraph);
                    }
                }
                _ => {}
            }
        }
    }

    fn run(&mut self, element: Element<'a>, paragraph: &mut Paragraph) {
        for child in element.children() {
            match child.name() {
                "t" => {
                    let text = child.text().replace(['\n', '\r', '\t'], " ");
                    let kept = child.attribute("space") == Some("preserve");
                    let text = if kept { &*text } else { text.trim_matches(' ') };
                    self.say(text, paragraph);
                }
                // A TAB between words would look like the border of a cell.
                "tab" | "ptab" => self.say(" ", paragraph),
                "br" | "cr" => self.say("\n", paragraph),
                "noBreakHyphen" => self.say("-", paragraph),
                "sym" => self.symbol(child, paragraph),
                "ruby" => {
                    if let Some(base) = child.child("rubyBase") {
                        self.inlines(base, paragraph);
                    }
                }
                "fldChar" => self.field(child, paragraph),
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|f| !f.shows) {
                        field.code.push_str(&child.text());
                    }
                }
                "footnoteReference" => self.refer(Kind::Foot, child, paragraph),
                "endnoteReference" => self.refer(Kind::End, child, paragraph),
                "drawing" | "pict" => self.drawing(child, paragraph),
                "object" => {
                    self.foreign += 1;
                    self.drawing(child, paragraph);
                }
                "AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.run(chosen, paragraph);
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds text that is printed.
    fn say(&mut self, text: &str, paragraph: &mut Paragraph) {
        if !self.hidden && self.fields.iter().all(|f| f.shows) {
            paragraph.text.push_str(text);
        }
    }

    fn symbol(&mut self, element: Element<'a>, paragraph: &mut Paragraph) {
        let number = element
            .attribute("char")
            .and_then(|c| u32::from_str_radix(c, 16).ok());
        if let Some(number) = number {
            let shown = symbols::shown(element.attribute("font").unwrap_or(""), number);
            self.say(shown.encode_utf8(&mut [0; 4]), paragraph);
        }
    }

    fn refer(&mut self, kind: Kind, element: Element<'a>, paragraph: &mut Paragraph) {
        if self.hidden {
            return;
        }
        if let Some(mark) = self.notes.refer(kind, element) {
            self.say(&mark, paragraph);
        }
    }

    fn field(&mut self, element: Element<'a>, paragraph: &mut Paragraph) {
        match element.attribute("fldCharType") {
            Some("begin") => self.fields.push(Field::default()),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shows = true;
                }
            }
            Some("end") => {
                let field = self.fields.pop();
                if let Some(shown) = field.filter(|f| !f.shows).and_then(|f| shown(&f.code)) {
                    self.say(&shown, paragraph);
                }
            }
            _ => {}
        }
    }

    /// The boxes of a drawing, and its pictures.
    fn drawing(&mut self, element: Element<'a>, paragraph: &mut Paragraph) {
        // What is in a box has its own fields and is printed on its own.
        let fields = std::mem::take(&mut self.fields);
        let hidden = std::mem::replace(&mut self.hidden, false);
        let mut boxes = false;
        for text in element.below("txbxContent") {
            boxes = true;
            let lines = self.flow(text);
            if paragraph.text.trim().is_empty() {
                paragraph.before.extend(lines);
            } else {
                paragraph.after.extend(lines);
            }
        }
        let picture = |name| element.below(name).next().is_some();
        self.pictures += usize::from(!boxes && (picture("blip") || picture("imagedata")));
        self.fields = fields;
        self.hidden = hidden;
    }
}

/// The list a paragraph is in: its own properties say so, or its style, whose name then comes
/// with it.
fn properties_number(
    properties: Option<Element<'_>>,
    styles: &Styles,
) -> Option<(Listed, Option<String>)> {
    let own = properties.map(styles::listed).unwrap_or_default();
    if own.list.is_some() {
        return Some((own, None));
    }
    let style = properties.and_then(|p| value(p, "pStyle"));
    let (style, mut listed) = styles.listed(style)?;
    listed.level = own.level.or(listed.level);
    let by_style = own.level.is_none().then(|| style.to_owned());
    Some((listed, by_style))
}

/// The alternative that is read: the first, unless only the one to fall back on has words.
fn chosen(element: Element<'_>) -> Option<Element<'_>> {
    let first = element.child("Choice");
    let last = element.child("Fallback");
    let words = |e: &Element<'_>| {
        ["t", "txbxContent", "tbl"]
            .iter()
            .any(|name| e.below(name).next().is_some())
    };
    first
        .filter(words)
        .or(last.filter(words))
        .or(first)
        .or(last)
}

/// What a field without a result shows: signs drawn over each other, of which the inner one counts
/// (`eq \o\ac(○,3)` is ③).
fn shown(code: &str) -> Option<String> {
    let code = code.trim();
    let (name, rest) = code.split_at_checked(2)?;
    if !name.eq_ignore_ascii_case("eq") || !rest.trim_start().starts_with("\\o") {
        return None;
    }
    let inner = rest.split_once('(')?.1;
    let inner = inner.rsplit_once(')')?.0;
    let is_ring = |sign: &str| matches!(sign, "○" | "◯" | "〇" | "O");
    let mut signs = inner.split([',', ';', '，']).map(str::trim);
    let ringed = signs.clone().any(is_ring);
    let sign = signs.find(|s| !s.is_empty() && !is_ring(s) && !matches!(*s, "□" | "△" | "◇"))?;
    match sign.parse::<u32>() {
        Ok(number) if ringed => Some(numerals::circled(number)),
        _ => Some(sign.to_owned()),
    }
}
