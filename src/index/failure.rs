//! From errors of the engine to errors of this library, each with what to do.

use super::directory::is_refusal;
use crate::error::{Error, ErrorKind};
use std::path::Path;
use tantivy::TantivyError;
use tantivy::directory::error::LockError;

/// The name of the file in the index folder in which a writer says who it is. What counts is the
/// lock of the engine, so a file that a stopped program leaves does no harm.
pub(crate) const WRITER: &str = "zhengce-writer.txt";

/// The sentence for what went wrong while `doing` something with the index at `path`.
pub(crate) fn engine(doing: &str, path: Option<&Path>, source: TantivyError) -> Error {
    let message = match &source {
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            let holder = path.and_then(|dir| std::fs::read_to_string(dir.join(WRITER)).ok());
            let holder = holder.map_or(String::new(), |who| format!(" ({})", who.trim()));
            format!(
                "another writer is at work on this index{holder}; wait until it has finished, or stop it, and run again"
            )
        }
        TantivyError::LockFailure(LockError::IoError(e), _) if is_refusal(e) => format!(
            "the folder of the index cannot be written ({e}); nothing in it was changed: get the right to write in it, or build an index elsewhere"
        ),
        TantivyError::IncompatibleIndex(_) => {
            format!("the index was written by another version of the engine; {REBUILD}")
        }
        TantivyError::DataCorruption(_) | TantivyError::DeserializeError(_) => {
            format!("the index is damaged ({source}); {REBUILD}")
        }
        _ => format!(
            "{doing} failed ({source}); what was committed before is kept: check disk space and rights of the folder, then run again"
        ),
    };
    let error = Error::new(ErrorKind::Index, message).because(source);
    match path {
        Some(path) => error.at_path(path),
        None => error,
    }
}

/// The sentence for a provision that is there but not as this version writes it.
pub(crate) fn unreadable(why: &str) -> Error {
    Error::new(
        ErrorKind::Index,
        format!("a stored provision cannot be read ({why}); {REBUILD}"),
    )
}

/// What to do with an index that cannot be used any more.
pub(crate) const REBUILD: &str = "delete the folder and build the index again from the documents: `policy index FOLDER DOCUMENTS…`";
