//! What every reader is told of the place it reads from.

use super::ReadOptions;
#[cfg(feature = "office")]
use super::package::Budget;
use std::path::{Path, PathBuf};

/// Where a document comes from: what names it, and what an error points at.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    /// The file; `None` for a stream.
    pub(super) path: Option<PathBuf>,
    /// What errors call the place: the path, or the name given to a stream.
    pub(super) place: PathBuf,
    /// The id of a document that brings none; documents of a file with many add their place in it.
    pub(super) id: String,
    /// What stands before the ids of documents in it, if it is an archive.
    pub(super) below: String,
    /// How it is read.
    pub(super) options: ReadOptions,
    /// What the file and all that is packed in it may still expand to.
    #[cfg(feature = "office")]
    pub(super) budget: Budget,
}

impl Origin {
    /// A file of its own.
    pub(super) fn file(path: &Path, id: String, options: &ReadOptions) -> Self {
        Self {
            path: Some(path.to_owned()),
            place: path.to_owned(),
            ..Self::stream(String::new(), id, options)
        }
    }

    /// A stream that messages call `name`.
    pub(super) fn stream(name: String, id: String, options: &ReadOptions) -> Self {
        Self {
            path: None,
            place: PathBuf::from(name),
            below: format!("{id}/"),
            id,
            options: options.clone(),
            #[cfg(feature = "office")]
            budget: Budget::new(options),
        }
    }

    /// A file packed in this one, at `path`.
    #[cfg(feature = "office")]
    pub(super) fn inside(&self, path: PathBuf, id: String) -> Self {
        Self {
            path: Some(path.clone()),
            place: path,
            below: format!("{id}/"),
            id,
            ..self.clone()
        }
    }
}
