//! From files and streams to raw documents: text plus what came with it.
//!
//! [`open`] streams the documents of files and folders, [`from_reader`] those of a pipe,
//! [`from_bytes`] gives those of a file that is in memory. What a file is tells its content before
//! its name. An odd document is read with a [`Diagnostic`]; what cannot be read at all is an error
//! about that document alone. Files are not trusted: [`ReadOptions`] holds the limits.
//!
//! | format | endings | read as | feature |
//! |---|---|---|---|
//! | JSON Lines, JSON | `.jsonl .ndjson .json` | one document a line or element, with metadata | |
//! | CSV, TSV | `.csv .tsv` | one document a row; a column text, 正文 or 内容 holds the text | |
//! | plain text, Markdown | `.txt .md .markdown` | the file; a front matter is metadata | |
//! | HTML | `.html .htm .shtml .xhtml` | the text of the page and what the page says of it | `html` |
//! | DOCX | `.docx .docm .dotx .dotm` | the text as printed, with automatic numbers | `office` |
//! | OFD | `.ofd` | printed lines; semantic tags are metadata | `office` |
//! | RTF | `.rtf` | the text as printed | |
//! | PDF | `.pdf` | printed lines of the text layer | `pdf` |
//! | ZIP | `.zip` | like a folder | `office` |
//!
//! Old Word and WPS files (`.doc .wps`), CEB, images and others are named, with how to convert
//! them.
//!
//! Only this module and `index` touch the disk.
//!
//! | diagnostic | says |
//! |---|---|
//! | `read.invalid-bytes` | bytes that are no text stand as U+FFFD |
//! | `read.charset-guessed` | nothing declares the charset; it was judged by the bytes |
//! | `read.charset-contradicted` | the page declares another charset than its bytes have |
//! | `read.empty-document` | there is no text |
//! | `read.unreadable-date` | a field cannot be used as a date; it is kept as an attribute |
//! | `read.unknown-level` | a field names no level of government; it is kept as an attribute |
//! | `read.ignored-field` | a field has a form that is not used |
//! | `read.encoded-twice` | a page encodes characters twice (`&amp;nbsp;`); they were read |
//! | `read.content-judged` | what is the text of a page was judged, no known element holds it |
//! | `read.link-list` | a page lists links rather than being a document |
//! | `read.format-contradicts-name` | the content is of another format than the name says, and read as that |
//! | `read.same-name` | of files in a package that share a name only the last is read |
//! | `read.tracked-changes` | insertions are kept and deletions left out |
//! | `read.number-format` | automatic numbers of a format that is not known stand in digits |
//! | `read.part-not-read` | documents or objects in a document are not read |
//! | `read.attachment-not-read` | files attached to a document are not read |
//! | `read.page-not-read` | pages of an OFD are damaged or missing |
//! | `read.template-text` | the pages of an OFD hold no text but that of their templates |
//! | `read.tags-left-out` | the semantic tags of an OFD say more than a document may |
//! | `read.html-nesting` | a page's structure was given up, for it would overwhelm a parser |
//! | `read.no-text` | pages are pictures, as of a scan: their text must be recognised first |
//! | `read.unmapped-glyphs` | the file does not say what some glyphs mean; they stand as U+FFFD |
//! | `read.turned-text` | text that runs across or along the edge of a page is left out |
//! | `read.text-off-page` | text above or below the edges of a page is left out, or read where there is much |
//! | `read.cut-off` | a file breaks off before its end |
//! | `read.damaged-pdf` | a PDF file was repaired, or parts of it cannot be read |

#[cfg(feature = "office")]
mod archive;
mod charset;
mod coded;
mod columns;
mod dates;
mod documents;
#[cfg(feature = "office")]
mod docx;
mod embedded;
mod formats;
mod found;
#[cfg(feature = "html")]
mod html;
mod json;
mod leftover;
mod lines;
mod listed;
mod markdown;
#[cfg(feature = "office")]
mod ofd;
mod opening;
mod options;
mod origin;
#[cfg(feature = "office")]
mod package;
#[cfg(any(feature = "office", feature = "pdf"))]
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod places;
mod plain;
mod record;
mod rows;
mod rtf;
mod sniff;
mod stream;
mod unread;
mod utf8;

#[cfg(all(test, feature = "office"))]
#[path = "../../tests/documents/mod.rs"]
mod made;
#[cfg(test)]
mod tests;

pub use coded::{CodedUnit, coded};
pub use documents::{Documents, from_reader, open};
pub use embedded::from_bytes;
pub use formats::extensions;
pub(crate) use listed::of_text as listed_in;
pub use listed::{Listed, listed};
pub use options::ReadOptions;

use crate::diagnostic::Diagnostic;
use crate::document::{Given, Provenance};
use crate::text::Script;
use std::path::PathBuf;

/// A document before parsing: its text and what its source says of it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RawDocument {
    /// Its id: given, or made from the file name.
    pub id: String,
    /// The text.
    pub text: String,
    /// Metadata that came with it.
    pub given: Given,
    /// Where text and facts come from, as far as the source says.
    pub provenance: Provenance,
    /// The file it came from.
    pub path: Option<PathBuf>,
    /// The line (from 1) in that file, for formats with one document a line.
    pub line: Option<u64>,
    /// What the line ends of the text mean.
    pub layout: Layout,
    /// How traditional characters show in the text's view.
    pub script: Script,
    /// What went wrong or was repaired while reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the line ends of a text mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layout {
    /// Nothing is known: a line is a paragraph, unless the lines show that they were wrapped.
    #[default]
    Unknown,
    /// A line is a paragraph: the source marks its paragraphs.
    Paragraphs,
    /// A line is a printed line of a page; each page but the first begins with a form feed.
    Pages,
}

impl RawDocument {
    /// A text with an id and nothing else.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            text: text.into(),
            ..Self::default()
        }
    }
}
