//! [`ReadOptions`].

use crate::text::Script;

/// How documents are read.
///
/// ```
/// use zhengce::read::ReadOptions;
/// let options = ReadOptions::default().max_document_bytes(1 << 20);
/// assert_eq!(options.max_document_bytes, 1_048_576);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The largest file (or line of a JSON Lines file) that is read as one document, in bytes.
    /// What is larger is an error about that document; the rest is read.
    pub max_document_bytes: u64,
    /// How traditional characters show in the views of the documents.
    pub script: Script,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            max_document_bytes: 256 << 20,
            script: Script::AsIs,
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
}
