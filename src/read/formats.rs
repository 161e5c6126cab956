//! The formats that are read, in one table.

use super::origin::Origin;
use super::{RawDocument, json, markdown, plain, rtf};
use crate::error::Result;
use std::path::Path;

/// How a format is read.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// The bytes of the whole file at once.
    Whole(fn(&[u8], &Origin) -> Vec<Result<RawDocument>>),
    /// JSON Lines: one document a line, never the whole file.
    Lines,
}

/// One format: the endings that name it and how it is read.
pub(super) struct Format {
    /// Endings of file names, lower case.
    pub(super) extensions: &'static [&'static str],
    /// How it is read.
    pub(super) reader: Reader,
}

/// Every format that is read.
pub(super) const FORMATS: &[Format] = &[
    Format {
        extensions: &["jsonl", "ndjson"],
        reader: Reader::Lines,
    },
    Format {
        extensions: &["json"],
        reader: Reader::Whole(json::read),
    },
    Format {
        extensions: &["txt"],
        reader: Reader::Whole(plain::read),
    },
    Format {
        extensions: &["md", "markdown"],
        reader: Reader::Whole(markdown::read),
    },
    #[cfg(feature = "html")]
    Format {
        extensions: &["html", "htm", "shtml"],
        reader: Reader::Whole(super::html::read),
    },
    Format {
        extensions: &["rtf"],
        reader: Reader::Whole(rtf::read),
    },
    #[cfg(feature = "pdf")]
    Format {
        extensions: &["pdf"],
        reader: Reader::Whole(super::pdf::read),
    },
];

/// The format that the ending of `path` names, in any case of letters.
pub(super) fn of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS
        .iter()
        .find(|f| f.extensions.contains(&extension.as_str()))
}

/// The endings of file names that are read, for help texts and messages.
///
/// ```
/// assert!(zhengce::read::extensions().contains(&"jsonl"));
/// ```
#[must_use]
pub fn extensions() -> Vec<&'static str> {
    FORMATS.iter().flat_map(|f| f.extensions).copied().collect()
}

/// The endings in a sentence: `.jsonl, .ndjson, .json …`.
pub(super) fn sentence() -> String {
    extensions()
        .iter()
        .map(|e| format!(".{e}"))
        .collect::<Vec<_>>()
        .join(", ")
}
