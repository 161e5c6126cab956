//! Tables: which only lay out the page, and where the cells of the others stand.
//!
//! A row is a line of cells with TABs between. The words of a cell that spans columns or rows
//! stand once, in its first place; the other places it covers are empty, so that each cell stays
//! in its column. Empty cells at the end of a row are left out.

use super::page::{Content, Node, Page, Role};

/// Whether each table, row and cell is there for the layout of the page: it then is a block like
/// any other.
///
/// A table is for layout when a table stands in it, when no row has two cells with words, when
/// its only row holds whole paragraphs, or when one of its cells holds the text of the page.
pub(super) fn layouts(page: &Page<'_>) -> Vec<bool> {
    /// Paragraphs in a cell from which on a table of one row holds a page, not values.
    const PARAGRAPHS: u32 = 4;
    /// Sentences in a cell with nearly all words of its table that make it the text.
    const SENTENCES: u32 = 3;
    let mut layout = vec![false; page.nodes.len()];
    if !page.nodes.iter().any(|n| n.role() == Some(Role::Table)) {
        return layout;
    }
    // The table of each part of a table.
    let mut table: Vec<Option<usize>> = vec![None; page.nodes.len()];
    let mut filled = vec![0_u32; page.nodes.len()];
    let mut sizes: Vec<Size> = Vec::new();
    // Where the sizes of a table stand.
    let mut size = vec![0_usize; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate() {
        let above = if at == 0 { None } else { table[node.parent] };
        table[at] = match node.role() {
            Some(Role::Table) => {
                size[at] = sizes.len();
                sizes.push(Size::default());
                Some(at)
            }
            _ => above,
        };
        let (Some(Role::Cell), Some(table)) = (node.role(), above) else {
            continue;
        };
        let words = node.plain + node.linked;
        if node.dropped || words == 0 {
            continue;
        }
        let row = node.parent;
        filled[row] += 1;
        let size = &mut sizes[size[table]];
        size.rows += usize::from(filled[row] == 1);
        size.widest = size.widest.max(filled[row]);
        size.longest = size.longest.max(node.blocks);
        size.head |= node.name() == "th";
        size.text |= node.blocks >= PARAGRAPHS
            && node.sentences >= SENTENCES
            && words * 5 >= (page.nodes[table].plain + page.nodes[table].linked) * 4;
    }
    for (at, node) in page.nodes.iter().enumerate() {
        layout[at] = match (node.role(), table[at]) {
            (Some(Role::Table), _) => {
                let size = &sizes[size[at]];
                node.tables
                    || size.widest < 2
                    || (size.rows == 1 && size.longest >= PARAGRAPHS)
                    || (size.text && !size.head && !ruled(node))
            }
            (Some(_), Some(table)) => layout[table],
            _ => false,
        };
    }
    layout
}

/// What the cells of a table are like.
#[derive(Clone, Copy, Default)]
struct Size {
    /// Rows with words.
    rows: usize,
    /// Most cells with words in a row.
    widest: u32,
    /// Most blocks in a cell.
    longest: u32,
    /// Whether a cell heads others.
    head: bool,
    /// Whether one cell holds nearly all words, and they are sentences in paragraphs.
    text: bool,
}

/// Whether the table shows lines around its cells.
fn ruled(node: &Node<'_>) -> bool {
    let Content::Element(element, _) = node.content else {
        return false;
    };
    let border = element.attr("border").map(str::trim);
    border.is_some_and(|b| !matches!(b, "" | "0"))
        || element.classes().any(|c| c.starts_with("MsoTable"))
}

/// Columns beyond which no place is kept for cells that span: no table for people is so wide.
const COLUMNS: usize = 64;

/// The row of a table that is being read, and what spans into it from above.
#[derive(Default)]
pub(super) struct Grid {
    row: Vec<String>,
    /// For each column the rows below that a cell still covers.
    covered: Vec<usize>,
}

impl Grid {
    /// Begins a table.
    pub(super) fn start(&mut self) {
        self.row.clear();
        self.covered.clear();
    }

    /// Begins a row, whatever became of the one before.
    pub(super) fn start_row(&mut self) {
        self.row.clear();
    }

    /// Puts a cell with these words in the next free place.
    pub(super) fn cell(&mut self, node: &Node<'_>, words: &str) {
        self.pass_covered();
        let (columns, rows) = spans(node);
        let from = self.row.len();
        self.row.push(words.to_owned());
        for _ in 1..columns.min(COLUMNS.saturating_sub(from)) {
            self.row.push(String::new());
        }
        if rows > 1 {
            let until = self.row.len().min(COLUMNS);
            if self.covered.len() < until {
                self.covered.resize(until, 0);
            }
            for left in self.covered.iter_mut().take(until).skip(from) {
                // This row is counted off at its end.
                *left = rows;
            }
        }
    }

    /// Leaves the places empty that a cell above covers.
    fn pass_covered(&mut self) {
        while self.covered.get(self.row.len()).is_some_and(|l| *l > 0) {
            self.row.push(String::new());
        }
    }

    /// The line of the row; blank where no cell has words.
    pub(super) fn end_row(&mut self) -> String {
        for left in &mut self.covered {
            *left = left.saturating_sub(1);
        }
        let line = self.row.join("\t");
        self.row.clear();
        line
    }
}

/// How many columns and rows a cell covers.
fn spans(node: &Node<'_>) -> (usize, usize) {
    let Content::Element(element, _) = node.content else {
        return (1, 1);
    };
    let read = |name: &str| {
        let written = element.attr(name)?.trim();
        written.parse::<usize>().ok().filter(|n| *n > 0)
    };
    (read("colspan").unwrap_or(1), read("rowspan").unwrap_or(1))
}
