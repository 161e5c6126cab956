//! From nodes to lines of text: blocks are paragraphs, rows of tables are lines with TABs.

use super::page::{Content, Node, Page, Role};
use super::table::{self, Grid};
use std::collections::BTreeMap;

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Whether it follows the line before without a blank line: after a line break, or as the
    /// next row of a table.
    pub(super) close: bool,
    /// Whether it is a row of a table.
    pub(super) row: bool,
    /// Whether all its words are links.
    pub(super) links: bool,
}

/// Whether the lines are a list of links rather than a document.
pub(super) fn is_link_list(lines: &[Line]) -> bool {
    lines.iter().filter(|l| l.links).count() * 10 >= lines.len() * 7 && lines.len() >= 5
}

/// The lines below some nodes, those in `without` left out (indices in order); `markers` stand
/// before the words of their nodes.
pub(super) fn lines(
    page: &Page<'_>,
    markers: &BTreeMap<usize, String>,
    of: &[usize],
    without: &[usize],
) -> Vec<Line> {
    let layout = table::layouts(page);
    let mut writer = Writer::default();
    for start in of {
        writer.block();
        let Some(top) = page.nodes.get(*start) else {
            continue;
        };
        let mut open: Vec<usize> = Vec::new();
        let mut at = *start;
        while at < top.end {
            while open.last().is_some_and(|o| page.nodes[*o].end <= at) {
                if let Some(done) = open.pop() {
                    writer.leave(&page.nodes[done], layout[done]);
                }
            }
            let node = &page.nodes[at];
            if node.dropped || without.binary_search(&at).is_ok() {
                writer.boundary();
                at = node.end;
                continue;
            }
            match &node.content {
                Content::Text(text) => writer.text(text),
                Content::Element(_, role) => {
                    writer.enter(*role, layout[at]);
                    if let Some(marker) = markers.get(&at) {
                        writer.marker.push_str(marker);
                    }
                    open.push(at);
                }
            }
            at += 1;
        }
        while let Some(done) = open.pop() {
            writer.leave(&page.nodes[done], layout[done]);
        }
    }
    writer.block();
    writer.lines
}

/// The lines as one text: a blank line between paragraphs.
pub(super) fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            text.push_str(if line.close { "\n" } else { "\n\n" });
        }
        text.push_str(&line.text);
    }
    text
}

#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    line: Line,
    /// White space that has not been written yet, and whether a line end of the source is in it.
    gap: Option<bool>,
    /// What is linked and what is not in the line.
    linked: bool,
    plain: bool,
    links: usize,
    pre: usize,
    /// Cells of tables that hold values, one in the other.
    cells: usize,
    /// Line breaks since the last words.
    breaks: usize,
    /// Whether the next line belongs close to the last.
    close: bool,
    /// The number of a list's item whose words have not come yet.
    marker: String,
    grid: Grid,
}

impl Writer {
    fn enter(&mut self, role: Role, layout: bool) {
        match role {
            Role::Inline => {}
            Role::Link => self.links += 1,
            Role::Break => self.line_break(),
            Role::Block | Role::Item => self.boundary(),
            Role::Pre => {
                self.boundary();
                self.pre += 1;
            }
            Role::Table | Role::Row | Role::Cell if layout => self.boundary(),
            Role::Table => {
                self.block();
                self.grid.start();
            }
            Role::Row => {
                self.flush();
                self.grid.start_row();
            }
            Role::Cell => {
                self.flush();
                self.cells += 1;
            }
        }
    }

    fn leave(&mut self, node: &Node<'_>, layout: bool) {
        match node.role() {
            None | Some(Role::Inline | Role::Break) => {}
            Some(Role::Link) => self.links -= 1,
            Some(Role::Block) => self.boundary(),
            Some(Role::Item) => {
                self.boundary();
                // An item without words leaves its number to no other.
                self.marker.clear();
            }
            Some(Role::Pre) => {
                self.boundary();
                self.pre -= 1;
            }
            Some(Role::Table | Role::Row | Role::Cell) if layout => self.boundary(),
            Some(Role::Table) => self.block(),
            Some(Role::Row) => self.end_row(),
            Some(Role::Cell) => {
                self.cells -= 1;
                let cell = std::mem::take(&mut self.line).text;
                self.grid.cell(node, cell.trim());
                self.gap = None;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.pre > 0 && self.cells == 0 {
            let mut lines = text.split('\n');
            if let Some(first) = lines.next() {
                self.words(first);
            }
            for line in lines {
                self.line_break();
                self.words(line);
            }
        } else {
            self.words(text);
        }
    }

    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C') {
                let newline = matches!(c, '\n' | '\r');
                self.gap = Some(self.gap.unwrap_or(false) || newline);
                continue;
            }
            if !self.marker.is_empty() && !c.is_whitespace() {
                self.mark();
            }
            if let Some(newline) = self.gap.take()
                && let Some(last) = self.line.text.chars().next_back()
            {
                // A line end in the source between two Chinese characters is no space.
                if !(newline && wide(last) && wide(c)) {
                    self.line.text.push(' ');
                }
            }
            self.line.text.push(c);
            if !c.is_whitespace() {
                self.linked |= self.links > 0;
                self.plain |= self.links == 0;
            }
        }
    }

    /// Writes the number of a list's item before its first words.
    fn mark(&mut self) {
        if self.gap.take().is_some() && !self.line.text.is_empty() {
            self.line.text.push(' ');
        }
        self.line.text.push_str(&self.marker);
        self.marker.clear();
    }

    /// The border of a block, which in a cell is no more than a space.
    fn boundary(&mut self) {
        if self.cells > 0 {
            self.gap = Some(self.gap.unwrap_or(false));
        } else {
            self.block();
        }
    }

    fn block(&mut self) {
        self.flush();
        self.close = false;
        self.breaks = 0;
    }

    /// One line break ends the line; a second one leaves a blank line.
    fn line_break(&mut self) {
        if self.cells > 0 {
            return self.boundary();
        }
        let had = !self.line.text.trim().is_empty();
        self.flush();
        self.breaks = if had { 1 } else { self.breaks + 1 };
        self.close = self.breaks == 1 && !self.lines.is_empty();
    }

    fn flush(&mut self) {
        self.gap = None;
        let mut line = std::mem::take(&mut self.line);
        line.text.truncate(line.text.trim_end().len());
        let (linked, plain) = (self.linked, self.plain);
        (self.linked, self.plain) = (false, false);
        if line.text.is_empty() {
            return;
        }
        line.close = std::mem::take(&mut self.close);
        line.links = linked && !plain;
        self.lines.push(line);
    }

    fn end_row(&mut self) {
        let (linked, plain) = (self.linked, self.plain);
        (self.linked, self.plain) = (false, false);
        let text = self.grid.end_row();
        if text.trim().is_empty() {
            return;
        }
        self.lines.push(Line {
            text: text.trim_end().to_owned(),
            close: std::mem::replace(&mut self.close, true),
            row: true,
            links: linked && !plain,
        });
    }
}

/// Characters between which Chinese text has no space.
fn wide(c: char) -> bool {
    c as u32 >= 0x2E80
}
