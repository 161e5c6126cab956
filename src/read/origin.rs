//! What every reader is told of the place it reads from.

use std::path::PathBuf;

/// Where a document comes from: what names it, and what an error points at.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The file; `None` for a stream.
    pub(super) path: Option<PathBuf>,
    /// What errors call the place: the path, or the name given to a stream.
    pub(super) place: PathBuf,
    /// The id of a document that brings none; documents of a file with many add their place in it.
    pub(super) id: String,
}
