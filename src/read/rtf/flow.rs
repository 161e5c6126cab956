//! Paragraphs and rows as they come together.

/// A column of text: the document, a note, a box.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    /// The paragraph, or the cell, being written.
    pub(super) paragraph: String,
    cells: Vec<String>,
    /// The last line was a row of a table.
    row: bool,
}

/// Lines of a paragraph without blanks at their ends, and without empty ones.
fn lines(paragraph: &str) -> impl Iterator<Item = &str> {
    let lines = paragraph.split('\n').map(str::trim_end);
    lines.filter(|line| !line.trim_start().is_empty())
}

impl Flow {
    pub(super) fn end_paragraph(&mut self, in_table: bool) {
        if in_table {
            // A cell is one line, whatever paragraphs it has.
            if !self.paragraph.is_empty() {
                self.paragraph.push('\n');
            }
            return;
        }
        // Cells without the end of a row: what was the table is lost, not its words.
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            self.add(&cells.join("\t"), false);
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        self.add(&lines(&paragraph).collect::<Vec<_>>().join("\n"), false);
    }

    pub(super) fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.paragraph);
        let cell = lines(&cell).map(str::trim_start).collect::<Vec<_>>();
        self.cells.push(cell.join(" "));
    }

    pub(super) fn end_row(&mut self) {
        if !self.paragraph.trim().is_empty() {
            self.end_cell();
        }
        self.paragraph.clear();
        let row = std::mem::take(&mut self.cells).join("\t");
        self.add(row.trim_end(), true);
    }

    fn add(&mut self, text: &str, row: bool) {
        if text.trim_start().is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text
                .push_str(if row && self.row { "\n" } else { "\n\n" });
        }
        self.text.push_str(text);
        self.row = row;
    }

    /// Puts a finished column before the paragraph being written.
    pub(super) fn insert(&mut self, text: &str) {
        self.add(text, false);
    }

    pub(super) fn finish(mut self) -> String {
        self.end_paragraph(false);
        self.text
    }
}
