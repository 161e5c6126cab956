//! From nodes to lines of text: blocks are paragraphs, rows of tables are lines with TABs.

use super::page::{Content, Node, Page, Role};

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

/// The lines below some nodes, those in `without` left out (indices in order).
pub(super) fn lines(page: &Page<'_>, of: &[usize], without: &[usize]) -> Vec<Line> {
    let layout = layouts(page);
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
            match node.content {
                Content::Text(text) => writer.text(text),
                Content::Element(_, role) => {
                    writer.enter(role, layout[at]);
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

/// Whether each table, row and cell is there for the layout of the page: it then is a block like
/// any other.
///
/// A table is for layout when a table stands in it, when no row has two cells with words, or
/// when its only row holds whole paragraphs.
fn layouts(page: &Page<'_>) -> Vec<bool> {
    /// Paragraphs in a cell from which on a table of one row holds a page, not values.
    const PARAGRAPHS: usize = 4;
    let mut layout = vec![false; page.nodes.len()];
    // The table of each part of a table.
    let mut table: Vec<Option<usize>> = vec![None; page.nodes.len()];
    let mut filled = vec![0_usize; page.nodes.len()];
    let mut widest = vec![0_usize; page.nodes.len()];
    let mut rows = vec![0_usize; page.nodes.len()];
    let mut longest = vec![0_usize; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        let above = if at == 0 { None } else { table[node.parent] };
        table[at] = match node.role() {
            Some(Role::Table) => Some(at),
            _ => above,
        };
        let (Some(Role::Cell), Some(table)) = (node.role(), above) else {
            continue;
        };
        if node.dropped || node.plain + node.linked == 0 {
            continue;
        }
        let row = node.parent;
        filled[row] += 1;
        rows[table] += usize::from(filled[row] == 1);
        widest[table] = widest[table].max(filled[row]);
        longest[table] = longest[table].max(node.blocks);
    }
    for (at, node) in page.nodes.iter().enumerate() {
        layout[at] = match (node.role(), table[at]) {
            (Some(Role::Table), _) => {
                node.tables || widest[at] < 2 || (rows[at] == 1 && longest[at] >= PARAGRAPHS)
            }
            (Some(_), Some(table)) => layout[table],
            _ => false,
        };
    }
    layout
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
    /// Cells of the row so far.
    row: Vec<String>,
}

impl Writer {
    fn enter(&mut self, role: Role, layout: bool) {
        match role {
            Role::Inline => {}
            Role::Link => self.links += 1,
            Role::Break => self.line_break(),
            Role::Block => self.boundary(),
            Role::Pre => {
                self.boundary();
                self.pre += 1;
            }
            Role::Table | Role::Row | Role::Cell if layout => self.boundary(),
            Role::Table => self.block(),
            Role::Row => {
                self.flush();
                self.row.clear();
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
                self.row.push(cell.trim().to_owned());
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
        let row = std::mem::take(&mut self.row);
        let (linked, plain) = (self.linked, self.plain);
        (self.linked, self.plain) = (false, false);
        let text = row.join("\t");
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
