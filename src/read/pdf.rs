//! PDF files with a text layer.
//!
//! `lopdf` reads the file: it rebuilds damaged tables of objects, decrypts what an empty password
//! opens, and unpacks every stream within a limit. Its own text extraction does not know the
//! character maps of Chinese fonts and gives no places, so the few operators that write text are
//! run here, with the predefined maps of `hayro-cmap`; [`page`](super::page) makes lines of it.
//!
//! What is damaged is read as far as it goes, and what was lost is told. Limits are counted in
//! work done, never in time: see [`budget`].
//!
//! Not read are comments, the values of form fields and the text of pictures. Layers are read
//! whether they are switched on or not.

mod budget;
mod codes;
mod content;
mod file;
mod font;
mod interpret;
mod maps;
mod matrix;
mod report;
mod sheet;
mod simple;
mod widths;

#[cfg(test)]
mod tests;

use super::origin::Origin;
use super::page::{lines_of, text_of_lines};
use super::{Layout, RawDocument, record};
use crate::error::{Error, ErrorKind, Result};
use file::{File, Unreadable};
use interpret::Interpreter;
use report::Report;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    // The parsers of the file and of its character maps are other people's and read what anyone
    // can send: should one panic, that is an error about this file and no more. Nothing that is
    // used afterwards is touched inside.
    let read = catch_unwind(AssertUnwindSafe(|| document(bytes, origin)));
    let refused = |message: String| Error::new(ErrorKind::Format, message).at_path(&origin.place);
    vec![match read {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(Unreadable::Locked)) => Err(refused(
            "the PDF is locked with a password; unlock it first, e.g. with qpdf --decrypt --password=… locked.pdf open.pdf".to_owned(),
        )),
        Ok(Err(Unreadable::Beyond(beyond))) => Err(refused(beyond.to_string())),
        Ok(Err(Unreadable::NoPages)) => Err(refused(
            "no page of the PDF can be found; it is damaged: fetch it again".to_owned(),
        )),
        Ok(Err(Unreadable::Damaged(error))) => Err(refused(
            "this is no PDF file, or too little is left of one; fetch it again".to_owned(),
        )
        .because(error)),
        Err(_) => Err(refused(
            "the PDF is damaged in a way that its parser cannot handle; print it to a new PDF, or fetch it again".to_owned(),
        )),
    }]
}

fn document(bytes: &[u8], origin: &Origin) -> Result<RawDocument, Unreadable> {
    let file = File::load(bytes)?;
    let mut interpreter = Interpreter::new(&file);
    let mut report = Report::default();
    let mut pages = Vec::with_capacity(file.pages.len());
    for (number, id) in (1..).zip(&file.pages) {
        let sheet = interpreter.page(*id)?;
        report.sheet(number, &sheet);
        let (page, turned) = sheet.into_page();
        report.page(number, &page, turned);
        pages.push(lines_of(&page));
    }
    let mut document = RawDocument::new(&origin.id, text_of_lines(&pages));
    document.layout = Layout::Pages;
    document.provenance.attributes = report::attributes(&file);
    let pictures_only = report.pictures_only();
    document.diagnostics = report.diagnostics(&file);
    // That there is no text has been said, with its reason.
    Ok(if pictures_only {
        document
    } else {
        record::finish(document)
    })
}
