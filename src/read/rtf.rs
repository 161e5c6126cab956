//! RTF, as older offices and export buttons of portals write it.
//!
//! Read here rather than by a crate: `rtf-parser` takes each byte of a Chinese character for a
//! letter of its own and keeps neither table borders nor list numbers, and no other reader of RTF
//! knows code pages per font. The format is small: groups, control words, bytes.
//!
//! The conventions are those of DOCX: paragraphs stand apart by a blank line, a line break ends
//! the line, rows of tables are lines of cells with TABs between. Printed list numbers are text.
//! Insertions are kept and deletions and hidden text left out; notes stand at the end; heads and
//! feet of pages are no text of the document. What the file says of its title and author is kept
//! as attributes only. The work and the text are linear in the file.

mod aims;
mod charset;
mod flow;
mod reader;
mod tokens;

#[cfg(test)]
mod tests;

use super::leftover::Leftover;
use super::origin::Origin;
use super::{Layout, RawDocument, record};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};

pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    let document = document(bytes, origin)
        .map(record::finish)
        .map_err(|why| Error::new(ErrorKind::Format, why).at_path(&origin.place));
    vec![document]
}

fn document(bytes: &[u8], origin: &Origin) -> Result<RawDocument, String> {
    let read = reader::read(bytes)?;
    let mut document = RawDocument::new(&origin.id, read.text);
    document.layout = Layout::Paragraphs;
    document.provenance.attributes = read.properties;
    let mut say = |code, message: String, hint: &str| {
        document
            .diagnostics
            .push(Diagnostic::new(code, message).hint(hint));
    };
    if read.invalid > 0 {
        say(
            "read.invalid-bytes",
            format!(
                "{} byte(s) are not valid in the code pages that the file names and stand as U+FFFD in the text",
                read.invalid
            ),
            "save the document anew from the program that wrote it",
        );
    }
    if read.cut_off {
        say(
            "read.cut-off",
            "the file breaks off before its end; what there is of it has been read".to_owned(),
            "get the file again from its source",
        );
    }
    let leftover = Leftover {
        changes: read.changes,
        foreign: read.foreign,
        pictures: read.pictures,
    };
    document.diagnostics.extend(leftover.told());
    let without_text = leftover.without_text(&document.text);
    document.diagnostics.extend(without_text);
    Ok(document)
}
