//! Documents in office formats, made by the tests from paragraphs.
//!
//! The library's own tests share this module by its path, so that no test needs a file that
//! someone else wrote.
#![allow(
    clippy::unwrap_used,
    dead_code,
    unused_imports,
    reason = "the library's tests and those beside it use different parts, and a test may panic"
)]

mod docx;
mod ofd;
#[allow(clippy::duplicate_mod, reason = "the maker of PDF stands alone")]
mod wrapped;

pub(crate) use docx::{Docx, level, paragraph};
pub(crate) use ofd::{Ofd, text_object};

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A ZIP with these entries, deflated.
pub(crate) fn zip<N: AsRef<str>, B: AsRef<[u8]>>(entries: &[(N, B)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default();
        writer.start_file(name.as_ref(), options).unwrap();
        writer.write_all(bytes.as_ref()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Text as it stands in XML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
