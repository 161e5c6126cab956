//! Tables: lines of cells with TABs between; tables that only lay out the page are paragraphs.

use super::body::{Body, Flow};
use super::lines::Line;
use super::styles::{on, value};
use crate::read::package::Element;

/// Paragraphs in a cell from which on a table of one row holds a page, not values.
const PARAGRAPHS: usize = 4;

/// The rows of a table.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Vec<Line>>>,
    /// Whether another table stands in it.
    nests: bool,
}

impl Table {
    /// Whether it only lays out the page: a table stands in it, no row has two cells with words,
    /// or its only row holds whole paragraphs.
    fn is_layout(&self) -> bool {
        let filled = |row: &Vec<Vec<Line>>| row.iter().filter(|c| !c.is_empty()).count();
        let widest = self.rows.iter().map(filled).max().unwrap_or(0);
        let rows = self.rows.iter().filter(|r| filled(r) > 0).count();
        let longest = self.rows.iter().flatten().map(Vec::len).max().unwrap_or(0);
        self.nests || widest < 2 || rows == 1 && longest >= PARAGRAPHS
    }
}

/// Reads a table into the lines of `flow`.
pub(super) fn read<'a>(body: &mut Body<'a>, element: Element<'a>, flow: &mut Flow) {
    let mut table = Table::default();
    rows(body, element, &mut table);
    if table.is_layout() {
        flow.lines
            .extend(table.rows.into_iter().flatten().flatten());
        return;
    }
    let mut close = false;
    for row in table.rows {
        let cells: Vec<String> = row.iter().map(|lines| cell(lines)).collect();
        let text = cells.join("\t");
        if text.trim().is_empty() {
            continue;
        }
        flow.lines.push(Line {
            text: text.trim_end().to_owned(),
            close,
        });
        close = true;
    }
}

/// A cell as one line.
fn cell(lines: &[Line]) -> String {
    let all: Vec<&str> = lines.iter().map(|l| l.text.trim()).collect();
    all.join(" ").replace('\t', " ")
}

fn rows<'a>(body: &mut Body<'a>, element: Element<'a>, table: &mut Table) {
    for child in element.children() {
        match child.name() {
            "tr" => {
                let properties = child.child("trPr");
                if properties.is_some_and(|p| p.child("del").is_some()) {
                    body.changes += 1;
                    continue;
                }
                let mut row = Vec::new();
                cells(body, child, &mut row, table);
                table.rows.push(row);
            }
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" => {
                rows(body, child, table);
            }
            _ => {}
        }
    }
}

fn cells<'a>(
    body: &mut Body<'a>,
    element: Element<'a>,
    row: &mut Vec<Vec<Line>>,
    table: &mut Table,
) {
    for child in element.children() {
        match child.name() {
            "tc" => {
                let properties = child.child("tcPr");
                let merged = |which: &str| {
                    let merge = properties.and_then(|p| p.child(which));
                    merge.is_some_and(|m| m.attribute("val").unwrap_or("continue") == "continue")
                };
                if properties.is_some_and(|p| p.child("cellDel").is_some()) {
                    body.changes += 1;
                } else if merged("vMerge") {
                    // It goes on from above: the cells after it keep their column.
                    row.push(Vec::new());
                } else if !merged("hMerge") {
                    table.nests |= child.below("tbl").next().is_some();
                    row.push(body.flow(child));
                }
            }
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" => {
                cells(body, child, row, table);
            }
            _ => {}
        }
    }
}

/// Whether the text with these properties is not printed.
pub(super) fn is_hidden(body: &Body<'_>, properties: Option<Element<'_>>) -> bool {
    let Some(properties) = properties else {
        return false;
    };
    on(properties, "vanish")
        .unwrap_or_else(|| value(properties, "rStyle").is_some_and(|s| body.styles.hidden(s)))
}
