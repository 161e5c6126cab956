//! From positioned runs of a page to text: one printed line per line.
//!
//! A page format places glyphs, it does not know lines. Here runs on one baseline become a
//! printed line, cells that stand clearly apart are separated by a tab, a line that is indented
//! against the margin of its page begins with `　　`, pages are separated by a form feed. Lines
//! are neither joined nor dropped: that is decided later, where the words are understood.
//!
//! All distances are relative to the size of the type (an em), so the unit does not matter as
//! long as it is one.

mod columns;
mod margin;
mod rows;
mod write;

#[cfg(test)]
mod tests;

/// Glyphs that follow each other on one baseline, as the page places them.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    /// Left end, in points from the left edge of the page.
    pub(super) x: f32,
    /// The baseline, in points from the top edge of the page.
    pub(super) y: f32,
    /// Size of the type in points: the height of an em as it is printed.
    pub(super) size: f32,
    /// How far the run goes to the right, in points.
    pub(super) width: f32,
    /// What the glyphs mean; U+FFFD for a glyph of unknown meaning.
    pub(super) text: String,
}

/// The most pages of a document.
pub(super) const PAGES: usize = 20_000;

/// One page with its runs in any order.
///
/// Lines above or below its edges are marks of the printing house or leftovers of the layout that
/// no reader of the page sees: they are no part of its text. A line that runs on beyond the right
/// edge is kept whole. A size of 0 stands for an unknown one.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    /// Width in points.
    pub(super) width: f32,
    /// Height in points.
    pub(super) height: f32,
    /// What is printed on it.
    pub(super) runs: Vec<Run>,
}

impl Page {
    /// Whether a run stands between the upper and the lower edge.
    pub(super) fn shows(&self, run: &Run) -> bool {
        self.height <= 0.0 || (run.y >= 0.0 && run.y - run.size <= self.height)
    }
}

/// One printed line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Where its first glyph stands.
    x: f32,
    /// The prevailing size of its type.
    size: f32,
    /// The column of the page it stands in: 0 for the whole width, else from 1.
    column: u8,
    /// Its text, without the indent.
    text: String,
}

/// The text of a document of pages.
#[cfg(test)]
pub(super) fn text_of(pages: &[Page]) -> String {
    let lines: Vec<_> = pages.iter().map(lines_of).collect();
    text_of_lines(&lines)
}

/// The printed lines of one page in reading order, for a reader that does not want to keep the
/// runs of all pages; [`text_of_lines`] makes text of them.
pub(super) fn lines_of(page: &Page) -> Vec<Line> {
    let placed = page.runs.iter().filter_map(rows::placed);
    let rows = rows::group(placed.filter(|run| page.shows(run)).collect());
    let mut lines = Vec::new();
    for (column, row) in columns::in_reading_order(rows, page.width) {
        let text = write::row(&row);
        if !text.is_empty() {
            lines.push(Line {
                x: row.left(),
                size: row.size(),
                column,
                text,
            });
        }
    }
    lines
}

/// The text of pages whose lines are known: a form feed stands before each page but the first.
///
/// A page without text is an empty line, so that pages can still be counted.
pub(super) fn text_of_lines(pages: &[Vec<Line>]) -> String {
    let margins = margin::of(pages);
    let mut text = String::new();
    for (number, (lines, margins)) in pages.iter().zip(&margins).enumerate() {
        if number > 0 {
            text.push('\u{c}');
            if lines.is_empty() {
                text.push('\n');
            }
        }
        for line in lines {
            if margins.indented(line) {
                text.push_str("　　");
            }
            text.push_str(&line.text);
            text.push('\n');
        }
    }
    text
}
