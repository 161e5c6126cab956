//! Lines of text: a blank line between paragraphs, none after a line break or between rows.

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Whether it follows the line before without a blank line.
    pub(super) close: bool,
}

/// The lines of one paragraph, whose text has its line breaks in it.
pub(super) fn of_paragraph(text: &str, into: &mut Vec<Line>) {
    let mut close = false;
    for line in text.split('\n') {
        let line = line.trim_end();
        if line.trim_start().is_empty() {
            continue;
        }
        into.push(Line {
            text: line.to_owned(),
            close,
        });
        close = true;
    }
}

/// The lines as one text.
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
