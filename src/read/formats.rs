//! The formats that are known, in one table: those that are read, and those that are named.

use super::origin::Origin;
use super::unread::{UNREAD, WORD};
use super::{RawDocument, json, markdown, plain, rtf};
use crate::error::Result;
use std::path::Path;

/// A reader of the bytes of a whole file.
pub(super) type ReadWhole = fn(&[u8], &Origin) -> Vec<Result<RawDocument>>;

/// How a format is read.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// The bytes of the whole file at once.
    Whole(ReadWhole),
    /// JSON Lines: one document a line, never the whole file.
    Lines,
    /// Tables of text: one document a row, never the whole file.
    Rows,
    /// Archives: one file after the other.
    #[cfg(feature = "office")]
    Archive,
    /// Read by builds with this cargo feature only.
    #[allow(dead_code, reason = "no format is off where all features are on")]
    Off(&'static str),
    /// A format of documents that is not read; the sentence says what to do.
    Convert(&'static str),
    /// A format that holds no documents; the sentence says what to do where it does.
    Other(&'static str),
}

/// One format: the endings that name it and how it is read.
pub(super) struct Format {
    /// What people call it; no two formats have the same.
    pub(super) name: &'static str,
    /// Endings of file names, lower case.
    pub(super) extensions: &'static [&'static str],
    /// How it is read.
    pub(super) reader: Reader,
}

impl Format {
    /// Whether a file of it is a document that is never plain text, nor empty.
    pub(super) fn is_binary(&self) -> bool {
        matches!(self.name, WORD | "PDF" | "DOCX" | "OFD" | "ZIP archive")
    }
}

#[cfg(feature = "html")]
const HTML: Reader = Reader::Whole(super::html::read);
#[cfg(not(feature = "html"))]
const HTML: Reader = Reader::Off("html");

#[cfg(feature = "office")]
const DOCX: Reader = Reader::Whole(super::docx::read);
#[cfg(feature = "office")]
const OFD: Reader = Reader::Whole(super::ofd::read);
#[cfg(feature = "office")]
const ZIP: Reader = Reader::Archive;
#[cfg(not(feature = "office"))]
const DOCX: Reader = Reader::Off("office");
#[cfg(not(feature = "office"))]
const OFD: Reader = Reader::Off("office");
#[cfg(not(feature = "office"))]
const ZIP: Reader = Reader::Off("office");

#[cfg(feature = "pdf")]
const PDF: Reader = Reader::Whole(super::pdf::read);
#[cfg(not(feature = "pdf"))]
const PDF: Reader = Reader::Off("pdf");

/// Every format that is read, if its feature is on.
pub(super) const FORMATS: &[Format] = &[
    Format {
        name: "JSON Lines",
        extensions: &["jsonl", "ndjson"],
        reader: Reader::Lines,
    },
    Format {
        name: "JSON",
        extensions: &["json"],
        reader: Reader::Whole(json::read),
    },
    Format {
        name: "plain text",
        extensions: &["txt"],
        reader: Reader::Whole(plain::read),
    },
    Format {
        name: "Markdown",
        extensions: &["md", "markdown"],
        reader: Reader::Whole(markdown::read),
    },
    Format {
        name: "CSV",
        extensions: &["csv", "tsv"],
        reader: Reader::Rows,
    },
    Format {
        name: "RTF",
        extensions: &["rtf"],
        reader: Reader::Whole(rtf::read),
    },
    Format {
        name: "HTML",
        extensions: &["html", "htm", "shtml", "xhtml"],
        reader: HTML,
    },
    Format {
        name: "DOCX",
        extensions: &["docx", "docm", "dotx", "dotm"],
        reader: DOCX,
    },
    Format {
        name: "OFD",
        extensions: &["ofd"],
        reader: OFD,
    },
    Format {
        name: "ZIP archive",
        extensions: &["zip"],
        reader: ZIP,
    },
    Format {
        name: "PDF",
        extensions: &["pdf"],
        reader: PDF,
    },
];

/// The format that the ending of `path` names, in any case of letters.
pub(super) fn of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS
        .iter()
        .chain(UNREAD)
        .find(|f| f.extensions.contains(&extension.as_str()))
}

/// Whether a file of this name says only that Word or WPS has a document open.
pub(super) fn is_lock(name: &str) -> bool {
    name.starts_with("~$")
}

/// The format of this name.
pub(super) fn called(name: &str) -> Option<&'static Format> {
    FORMATS.iter().chain(UNREAD).find(|f| f.name == name)
}

/// The endings of file names that are read, for help texts and messages.
///
/// ```
/// assert!(zhengce::read::extensions().contains(&"jsonl"));
/// ```
#[must_use]
pub fn extensions() -> Vec<&'static str> {
    FORMATS
        .iter()
        .filter(|f| !matches!(f.reader, Reader::Off(_)))
        .flat_map(|f| f.extensions)
        .copied()
        .collect()
}

/// The endings in a sentence: `.jsonl, .ndjson, .json …`.
pub(super) fn sentence() -> String {
    extensions()
        .iter()
        .map(|e| format!(".{e}"))
        .collect::<Vec<_>>()
        .join(", ")
}
