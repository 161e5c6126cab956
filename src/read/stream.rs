//! What every reader gives: the documents of one file, one after the other.

use super::RawDocument;
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use std::io::{Read, Seek};
use std::path::PathBuf;

/// Bytes that can be read anywhere: a file, or memory.
pub(super) trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

/// The documents of one file.
pub(super) trait Stream: Iterator<Item = Result<RawDocument>> + Send {
    /// Bytes of the file taken so far.
    fn bytes(&self) -> u64;

    /// Files in it that are not read, those told before left out.
    fn skipped(&mut self) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// Documents that are all at hand.
pub(super) struct Whole {
    pub(super) documents: std::vec::IntoIter<Result<RawDocument>>,
    pub(super) bytes: u64,
}

impl Iterator for Whole {
    type Item = Result<RawDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        self.documents.next()
    }
}

impl Stream for Whole {
    fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// A stream whose first document carries a note on the file.
pub(super) struct Noted {
    pub(super) stream: Box<dyn Stream>,
    pub(super) note: Option<Diagnostic>,
}

impl Iterator for Noted {
    type Item = Result<RawDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut next = self.stream.next();
        if let Some(Ok(document)) = &mut next
            && let Some(note) = self.note.take()
        {
            document.diagnostics.insert(0, note);
        }
        next
    }
}

impl Stream for Noted {
    fn bytes(&self) -> u64 {
        self.stream.bytes()
    }

    fn skipped(&mut self) -> Vec<PathBuf> {
        self.stream.skipped()
    }
}
