//! Runs the groups and control words of a file and keeps what they print.

use super::aims::{self, Aim};
use super::charset::{self, Charset};
use super::flow::Flow;
use super::tokens::{Token, Tokens};
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::BTreeMap;

/// Groups in groups; programs write a few dozen.
const DEPTH: usize = 1_000;

/// Notes and boxes in notes and boxes that are kept apart.
const COLUMNS: usize = 8;

/// Blanks around the first writing of a list number; after more of them it is text.
const BLANKS: usize = 256;

/// What a file gives.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) properties: BTreeMap<String, String>,
    /// Bytes that are no text.
    pub(super) invalid: usize,
    pub(super) changes: usize,
    pub(super) pictures: usize,
    pub(super) foreign: usize,
    pub(super) cut_off: bool,
}

/// What a group inherits and may change for itself.
#[derive(Clone, Debug)]
struct Group {
    aim: Aim,
    font: Option<i32>,
    /// The font for Chinese characters, where it is another.
    wide_font: Option<i32>,
    /// Whether control words just now speak of the font for Chinese characters.
    wide: bool,
    /// How many characters after `\u` are for programs that do not know it.
    substitutes: usize,
    hidden: bool,
    deleted: bool,
    in_table: bool,
    /// Its text goes into a column of its own.
    column: Option<Column>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Note,
    Box,
}

struct Reader {
    read: Read,
    group: Group,
    outer: Vec<Group>,
    fonts: BTreeMap<i32, i32>,
    default_font: Option<i32>,
    /// The font being described.
    described: Option<i32>,
    page: &'static Encoding,
    /// Bytes that belong together, and what they are.
    bytes: Vec<u8>,
    charset: Charset,
    /// Characters still to be passed over after `\u`.
    pass: usize,
    /// The first half of a character beyond the first 65,536.
    high: Option<u16>,
    flow: Flow,
    flows: Vec<Flow>,
    notes: Vec<String>,
    note: usize,
    /// Notes that are open, one in the other.
    in_notes: usize,
    /// The text of a property, and of a number.
    property: String,
    number: String,
    made: [i32; 3],
    /// `\*` was read: what follows is for programs that know it.
    optional: bool,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Read, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(
            "this is no RTF file, for it does not begin with {\\rtf; check what it is and name it so"
                .to_owned(),
        );
    }
    let mut reader = Reader::new();
    for token in Tokens::new(bytes) {
        match token {
            Token::Open => {
                reader.flush();
                if reader.outer.len() == DEPTH {
                    return Err(format!(
                        "the RTF file has groups more than {DEPTH} deep, which no document needs; it is damaged or made to do harm"
                    ));
                }
                reader.open();
            }
            Token::Close => {
                reader.flush();
                reader.close();
                if reader.outer.is_empty() {
                    return Ok(reader.finish(false));
                }
            }
            other => reader.token(other),
        }
    }
    Ok(reader.finish(true))
}

impl Reader {
    fn new() -> Self {
        Self {
            read: Read::default(),
            group: Group {
                aim: Aim::Print,
                font: None,
                wide_font: None,
                wide: false,
                substitutes: 1,
                hidden: false,
                deleted: false,
                in_table: false,
                column: None,
            },
            outer: Vec::new(),
            fonts: BTreeMap::new(),
            default_font: None,
            described: None,
            page: WINDOWS_1252,
            bytes: Vec::new(),
            charset: Charset::Page(WINDOWS_1252),
            pass: 0,
            high: None,
            flow: Flow::default(),
            flows: Vec::new(),
            notes: Vec::new(),
            note: 0,
            in_notes: 0,
            property: String::new(),
            number: String::new(),
            made: [0; 3],
            optional: false,
        }
    }

    fn open(&mut self) {
        (self.pass, self.optional) = (0, false);
        self.outer.push(self.group.clone());
        self.group.column = None;
    }

    fn close(&mut self) {
        (self.pass, self.optional) = (0, false);
        let Some(outer) = self.outer.pop() else {
            return;
        };
        let ended = std::mem::replace(&mut self.group, outer);
        if ended.aim == Aim::Number && self.group.aim != Aim::Number {
            self.end_number();
        }
        if let Aim::Property(name) = ended.aim
            && self.group.aim != ended.aim
        {
            let value = std::mem::take(&mut self.property).trim().to_owned();
            if !value.is_empty() {
                self.read.properties.insert(name.to_owned(), value);
            }
        }
        if let Some(column) = ended.column {
            self.in_notes -= usize::from(column == Column::Note);
            let outside = self.flows.pop().unwrap_or_default();
            let text = std::mem::replace(&mut self.flow, outside).finish();
            match column {
                Column::Note => self.notes.push(text),
                Column::Box => self.flow.insert(&text),
            }
        }
    }

    /// Sets a list number apart from its text: signs that make a gap of their own need none.
    fn end_number(&mut self) {
        let number = std::mem::take(&mut self.number);
        let number = number.trim();
        let paragraph = &mut self.flow.paragraph;
        // Programs write the number twice, once for older readers. A long paragraph is not
        // looked through at each number.
        let near = paragraph.len() <= number.len() + BLANKS;
        if number.is_empty() || (near && paragraph.trim() == number) {
            return;
        }
        paragraph.push_str(number);
        if !number.ends_with(['、', '）', '，', '：', '】', '〕']) {
            paragraph.push(' ');
        }
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Word(word, number) => {
                // Some programs leave out the substitutes that they announce.
                self.pass = 0;
                self.flush();
                let optional = std::mem::take(&mut self.optional);
                self.word(word, number, optional);
            }
            Token::Symbol(b'*') => self.optional = true,
            Token::Symbol(b'~') => self.print('\u{a0}'),
            Token::Symbol(b'_') => self.print('-'),
            Token::Symbol(_) => {}
            Token::Hex(byte) | Token::Byte(byte) => {
                self.optional = false;
                if self.pass > 0 {
                    self.pass -= 1;
                } else if self.collects() {
                    let charset = self.charset_now();
                    if charset != self.charset {
                        self.flush();
                        self.charset = charset;
                    }
                    self.bytes.push(byte);
                }
            }
            Token::Open | Token::Close => {}
        }
    }

    /// Whether text is of use here.
    fn collects(&self) -> bool {
        match self.group.aim {
            Aim::Print | Aim::Number => !self.group.hidden && !self.group.deleted,
            Aim::Property(_) => true,
            _ => false,
        }
    }

    /// Whether paragraphs and cells that end here are of the text.
    fn prints(&self) -> bool {
        self.group.aim == Aim::Print && self.collects()
    }

    fn charset_now(&self) -> Charset {
        let of = |font: Option<i32>| charset::of_font(*self.fonts.get(&font?)?);
        of(self.group.font.or(self.default_font)).unwrap_or_else(|| {
            let wide = of(self.group.wide_font);
            Charset::Western(match wide {
                Some(Charset::Page(page)) => page,
                _ => self.page,
            })
        })
    }

    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let (text, invalid) = charset::decode(&self.bytes, self.charset, self.page);
        self.bytes.clear();
        self.read.invalid += invalid;
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        let into = match self.group.aim {
            Aim::Print => &mut self.flow.paragraph,
            Aim::Number => &mut self.number,
            Aim::Property(_) => &mut self.property,
            _ => return,
        };
        into.extend(text.chars().filter(|c| !c.is_control()));
    }

    /// Prints a character that needs no code page.
    fn print(&mut self, c: char) {
        self.flush();
        if self.collects() {
            self.write(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// A unit of UTF-16.
    fn unit(&mut self, number: i32) {
        // Written as a signed number of 16 bits; some programs write it unsigned.
        let unit = (number & 0xFFFF) as u16;
        let high = self.high.take();
        let units = match (high, unit) {
            (None, 0xD800..=0xDBFF) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), 0xDC00..=0xDFFF) => vec![high, unit],
            (Some(high), _) => vec![high, unit],
            (None, _) => vec![unit],
        };
        for decoded in char::decode_utf16(units) {
            if decoded.is_err() {
                self.read.invalid += usize::from(self.collects());
            }
            self.print(decoded.unwrap_or('\u{FFFD}'));
        }
    }

    fn end_paragraph(&mut self) {
        if self.prints() {
            self.flow.end_paragraph(self.group.in_table);
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>, optional: bool) {
        let on = number != Some(0);
        match word {
            b"u" => {
                self.unit(number.unwrap_or(0));
                self.pass = self.group.substitutes;
            }
            b"uc" => {
                let count = usize::try_from(number.unwrap_or(1)).unwrap_or(1);
                self.group.substitutes = count;
            }
            b"par" => self.end_paragraph(),
            b"sect" => {
                self.group.in_table = false;
                self.end_paragraph();
            }
            b"line" | b"page" | b"column" | b"softline" => self.break_line(),
            b"tab" if self.group.aim == Aim::Number => {}
            // A TAB between words would look like the border of a cell.
            b"tab" | b"emspace" | b"enspace" | b"qmspace" | b"nestcell" | b"nestrow" => {
                self.print(' ');
            }
            b"cell" if self.prints() => self.flow.end_cell(),
            b"row" if self.prints() => self.flow.end_row(),
            b"emdash" => self.print('—'),
            b"endash" => self.print('–'),
            b"lquote" => self.print('‘'),
            b"rquote" => self.print('’'),
            b"ldblquote" => self.print('“'),
            b"rdblquote" => self.print('”'),
            b"bullet" => self.print('•'),
            b"chftn" => {
                let in_note = self.in_notes > 0;
                let mark = format!("[{}]", self.note + usize::from(!in_note));
                if self.collects() {
                    self.write(&mark);
                }
            }
            b"plain" => {
                let group = &mut self.group;
                (group.hidden, group.deleted) = (false, false);
                (group.font, group.wide_font, group.wide) = (None, None, false);
            }
            b"pard" => self.group.in_table = false,
            b"intbl" => self.group.in_table = on,
            b"v" => self.group.hidden = on,
            b"deleted" => {
                self.group.deleted = on;
                self.read.changes += usize::from(on);
            }
            b"revised" => self.read.changes += usize::from(on),
            b"ansicpg" | b"cpg" if self.group.aim != Aim::Fonts => {
                if let Some(page) = number.and_then(charset::page) {
                    self.page = page;
                }
            }
            b"mac" => self.page = charset::page(10000).unwrap_or(self.page),
            b"f" if self.group.aim == Aim::Fonts => self.described = number,
            b"fcharset" => {
                if let (Some(font), Some(number)) = (self.described, number) {
                    self.fonts.insert(font, number);
                }
            }
            b"deff" => self.default_font = number,
            b"loch" | b"hich" => self.group.wide = false,
            b"dbch" => self.group.wide = true,
            b"f" => {
                self.group.font = number;
                if self.group.wide {
                    self.group.wide_font = number;
                }
            }
            b"af" if self.group.wide => self.group.wide_font = number,
            b"yr" | b"mo" | b"dy" if self.group.aim == Aim::Made => {
                let at = match word {
                    b"yr" => 0,
                    b"mo" => 1,
                    _ => 2,
                };
                self.made[at] = number.unwrap_or(0);
            }
            _ => self.destination(word, optional),
        }
    }

    fn break_line(&mut self) {
        self.flush();
        if self.prints() {
            self.flow.paragraph.push('\n');
        }
    }

    /// A word that says what its group is for.
    fn destination(&mut self, word: &[u8], optional: bool) {
        let printing = matches!(self.group.aim, Aim::Print | Aim::Number);
        let aim = match word {
            b"fonttbl" => Aim::Fonts,
            b"listtext" | b"pntext" if printing => {
                self.number.clear();
                Aim::Number
            }
            b"footnote" if printing => {
                self.note += 1;
                self.begin(Column::Note);
                Aim::Print
            }
            b"shpinst" | b"do" if printing => Aim::Drawing,
            b"shptxt" | b"dptxbxtext" if self.group.aim == Aim::Drawing => {
                self.begin(Column::Box);
                Aim::Print
            }
            b"upr" if printing => Aim::Twice,
            b"ud" if self.group.aim == Aim::Twice => Aim::Print,
            b"info" => Aim::Facts,
            b"title" if self.group.aim == Aim::Facts => Aim::Property("property_title"),
            b"author" if self.group.aim == Aim::Facts => Aim::Property("property_creator"),
            b"creatim" if self.group.aim == Aim::Facts => Aim::Made,
            b"pict" => {
                self.read.pictures += usize::from(printing);
                Aim::Skip
            }
            b"object" => {
                // What it shows stands in a group of its own, and is printed.
                self.read.foreign += usize::from(printing);
                return;
            }
            b"shppict" => {
                self.read.pictures += usize::from(printing);
                Aim::Skip
            }
            b"result" | b"fldrslt" | b"field" => return,
            word if aims::is_left_out(word) => Aim::Skip,
            _ if optional => Aim::Skip,
            _ => return,
        };
        self.group.aim = aim;
    }

    fn begin(&mut self, column: Column) {
        // Text of a column in a column in a column is not moved once more at each end.
        if self.flows.len() == COLUMNS {
            return;
        }
        let before = self.group.column.replace(column);
        self.in_notes += usize::from(column == Column::Note);
        self.in_notes -= usize::from(before == Some(Column::Note));
        self.group.in_table = false;
        self.flows.push(std::mem::take(&mut self.flow));
    }

    fn finish(mut self, cut_off: bool) -> Read {
        self.flush();
        while !self.outer.is_empty() {
            self.close();
        }
        let mut flow = self.flow;
        for note in &self.notes {
            flow.end_paragraph(false);
            flow.insert(note);
        }
        self.read.text = flow.finish();
        self.read.cut_off = cut_off;
        let [year, month, day] = self.made;
        if (1..10_000).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day) {
            let made = format!("{year:04}-{month:02}-{day:02}");
            self.read
                .properties
                .insert("property_created".to_owned(), made);
        }
        self.read
    }
}
