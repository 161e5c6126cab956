//! The lines of a printed text, measured.

use crate::parse::line::Line;
use crate::span::Span;
use crate::text::{RepairKind, Text};

/// A line and what its place on the page shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) line: Line,
    /// Columns of space before the words.
    pub(super) lead: usize,
    /// Columns up to the end of the words.
    pub(super) width: usize,
    /// Whether space stands between the words and the line end.
    pub(super) spaced: bool,
    /// Whether the line begins a page.
    pub(super) page: bool,
    /// Whether two ideographic spaces begin it, as they begin a paragraph.
    pub(super) indented: bool,
    /// Whether the line is no running text: a row of a table, an entry of a table of contents.
    pub(super) apart: bool,
    /// What the line is, where it is no text of the document.
    pub(super) gone: Option<RepairKind>,
    /// Bytes of a page number that runs into the words, with the space after it.
    pub(super) number: usize,
}

impl Row {
    pub(super) fn is_blank(&self) -> bool {
        self.line.is_blank()
    }

    /// The words, without a page number that runs into them.
    pub(super) fn body(&self) -> Span {
        let body = self.line.body;
        Span::new(body.start + self.number, body.end)
    }

    /// The columns at the least: quotation marks take one each in the fonts of some printers, and
    /// a last mark may hang over the edge.
    pub(super) fn least_width(&self, view: &str) -> usize {
        let words = self.words(view);
        let quotes = words.matches(['“', '”', '‘', '’']).count();
        let hangs = words.ends_with(['，', '。', '、', '；', '：']);
        self.width.saturating_sub(quotes + 2 * usize::from(hangs))
    }

    pub(super) fn words<'v>(&self, view: &'v str) -> &'v str {
        self.body().slice(view)
    }
}

/// All lines, measured.
pub(super) fn rows(text: &Text, lines: &[Line]) -> Vec<Row> {
    let view = text.view();
    lines
        .iter()
        .map(|line| {
            let before = Span::new(line.all.start, line.body.start);
            let after = Span::new(line.body.end, line.all.end).slice(view);
            let body = line.of(view);
            // The view has one kind of space; how wide it was the original says.
            let printed = text.quote(text.to_original(before));
            let lead: usize = printed.chars().map(space).sum();
            Row {
                line: *line,
                lead,
                width: lead + columns(body),
                spaced: after.starts_with([' ', '\t']),
                page: printed.contains('\u{c}'),
                indented: printed.trim_start_matches('\u{c}').starts_with("　　"),
                apart: is_columnar(body),
                gone: None,
                number: 0,
            }
        })
        .collect()
}

fn space(ch: char) -> usize {
    match ch {
        '\u{3000}' | '\u{2003}' => 2,
        '\t' => 4,
        '\u{c}' | '\n' | '\r' => 0,
        _ => 1,
    }
}

/// Characters of two columns begin with this byte or a greater one.
const WIDE: u8 = 0xcc;

/// The columns of words, two for an ideograph.
pub(super) fn columns(words: &str) -> usize {
    // By the byte that begins a character; in small numbers, so that many are looked at in one step.
    let column = |b: &u8| u8::from(*b < 0x80) + u8::from(*b >= 0xc0) + u8::from(*b >= WIDE);
    words
        .as_bytes()
        .chunks(127)
        .map(|chunk| usize::from(chunk.iter().map(column).sum::<u8>()))
        .sum()
}

fn column(ch: char) -> usize {
    if ch < '\u{300}' { 1 } else { 2 }
}

/// The columns of the piece of `words` that no line end may cut: an ideograph or a run of letters
/// and digits, with the marks that cannot begin a line.
pub(super) fn first_piece(words: &str) -> usize {
    const LONGEST: usize = 24;
    let mut chars = words.chars().peekable();
    let Some(first) = chars.next() else {
        return 0;
    };
    let mut sum = column(first);
    let run = |c: char| c.is_ascii_graphic();
    while let Some(ch) = chars.next_if(|c| {
        run(first) && run(*c) || matches!(c, '，' | '。' | '、' | '；' | '：' | '”' | '》' | '）')
    }) {
        sum += column(ch);
        if sum > LONGEST {
            break;
        }
    }
    sum
}

/// Whether wide gaps part the words of a line, as those of a row of a table, or many narrow ones,
/// as those of a list of names.
fn is_columnar(body: &str) -> bool {
    const NAMES: usize = 4;
    match memchr::memchr2(b'\t', b' ', body.as_bytes()) {
        None => return false,
        Some(_) if body.contains('\t') => return true,
        Some(_) => {}
    }
    let mut words = 0;
    let mut longest = 0;
    let mut gap = false;
    for part in body.split(' ') {
        if part.is_empty() {
            // The gap after a marker is no column.
            gap |= words > 1;
            continue;
        }
        words += 1;
        longest = longest.max(part.chars().count());
    }
    gap || (words > NAMES && longest <= NAMES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_of_a_character_tells_its_columns() {
        for ch in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            assert_eq!(columns(ch.encode_utf8(&mut bytes)), column(ch), "{ch:?}");
        }
    }
}
