//! [`ReadOptions`].

use crate::text::Script;

/// How documents are read: their script, and the limits that keep a hostile or broken file from
/// taking all time and memory. What goes beyond one is an error about that file, which names the
/// limit; the rest is read.
///
/// ```
/// use zhengce::read::ReadOptions;
/// let options = ReadOptions::default().max_document_bytes(1 << 20).max_archive_entries(500);
/// assert_eq!(options.max_document_bytes, 1_048_576);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The largest file (or line of a JSON Lines file, row of a table, part of a package) that is
    /// read as one document, in bytes.
    pub max_document_bytes: u64,
    /// How traditional characters show in the views of the documents.
    pub script: Script,
    /// The most files in an archive or in a document that is a package (DOCX, OFD).
    pub max_archive_entries: u64,
    /// The most bytes to which one file, with everything packed in it, may expand.
    pub max_expanded_bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_document_bytes: 256 << 20,
            script: Script::AsIs,
            max_archive_entries: 100_000,
            max_expanded_bytes: 4 << 30,
        }
    }
}

impl ReadOptions {
    /// The same options with another limit for one document, in bytes.
    #[must_use]
    pub fn max_document_bytes(mut self, bytes: u64) -> Self {
        self.max_document_bytes = bytes;
        self
    }

    /// The same options with views in another script.
    #[must_use]
    pub fn script(mut self, script: Script) -> Self {
        self.script = script;
        self
    }

    /// The same options with another limit for the files in an archive.
    #[must_use]
    pub fn max_archive_entries(mut self, entries: u64) -> Self {
        self.max_archive_entries = entries;
        self
    }

    /// The same options with another limit for what a file may expand to, in bytes.
    #[must_use]
    pub fn max_expanded_bytes(mut self, bytes: u64) -> Self {
        self.max_expanded_bytes = bytes;
        self
    }
}
