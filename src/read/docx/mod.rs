//! DOCX (ECMA-376, transitional and strict): the text as it is printed.
//!
//! The XML is read here rather than by a crate: provisions hang on automatic numbers, and none of
//! the crates that read DOCX prints them. `docx-rs` and `docx-rust` give the definitions of
//! numbering without counting, leave out text in elements they do not know (smart tags, content
//! controls, text boxes), and read packages without limits.
//!
//! Paragraphs stand apart by a blank line, a line break ends the line, rows of tables are lines
//! of cells with TABs between, as in pages of HTML. Insertions are kept and deletions left out;
//! notes stand at the end; heads and feet of pages are no text of the document. What the
//! properties of the file say of title and author is often left from another document, so it is
//! kept as attributes only.

mod body;
mod lines;
mod notes;
mod numbering;
mod numerals;
mod parts;
mod styles;
mod symbols;
mod table;

#[cfg(test)]
mod tests;

use super::leftover::Leftover;
use super::origin::Origin;
use super::package::{Limits, Package};
use super::{Layout, RawDocument, record};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};
use parts::Parts;
use std::io::Cursor;

pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    let document = extract(bytes, origin)
        .map(record::finish)
        .map_err(|why| Error::new(ErrorKind::Format, why).at_path(&origin.place));
    vec![document]
}

fn extract(bytes: &[u8], origin: &Origin) -> Result<RawDocument, String> {
    let limits = Limits::new(&origin.options, &origin.budget);
    let mut package = Package::open(Cursor::new(bytes.to_vec()), &limits)?;
    let parts = Parts::read(&mut package)?;
    let read = body::read(&parts, origin.options.max_document_bytes)?;
    let mut document = RawDocument::new(&origin.id, read.text);
    document.layout = Layout::Paragraphs;
    document.diagnostics.extend(package.note());
    for (name, value) in parts.properties() {
        document
            .provenance
            .attributes
            .insert(format!("property_{name}"), value);
    }
    let leftover = Leftover {
        changes: read.changes,
        foreign: read.foreign,
        pictures: read.pictures,
    };
    document.diagnostics.extend(leftover.told());
    for format in read.unknown_numbers {
        document.diagnostics.push(
            Diagnostic::new(
                "read.number-format",
                format!("automatic numbers of the format “{format}” are not known; they are written in digits"),
            )
            .hint("check these numbers in the text"),
        );
    }
    let without_text = leftover.without_text(&document.text);
    document.diagnostics.extend(without_text);
    Ok(document)
}
