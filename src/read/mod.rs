//! From files and streams to raw documents: text plus what came with it.
//!
//! [`open`] streams the documents of files and folders, [`from_reader`] those of a pipe. Formats
//! are JSON Lines, JSON, plain text, Markdown with a front matter and (feature `html`) pages of
//! government sites. An odd document is read with a [`Diagnostic`]; what cannot be read at all
//! is an error about that document alone.
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
//! | `read.content-judged` | what is the text of a page was judged, no known element holds it |
//! | `read.link-list` | a page lists links rather than being a document |
//! | `read.html-nesting` | a page's structure was given up, for it would overwhelm a parser |

mod charset;
mod coded;
mod dates;
mod documents;
mod embedded;
mod formats;
#[cfg(feature = "html")]
mod html;
mod json;
mod lines;
mod markdown;
mod options;
mod origin;
mod plain;
mod record;

#[cfg(test)]
mod tests;

pub use coded::{CodedUnit, coded};
pub use documents::{Documents, from_reader, open};
pub use embedded::from_bytes;
pub use formats::extensions;
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
