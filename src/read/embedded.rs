//! Documents whose bytes are at hand, such as those embedded in a program.

use super::origin::Origin;
use super::{RawDocument, ReadOptions, opening};
use crate::error::Result;
use std::path::Path;

/// Reads the documents of one file from its bytes; the ending of `path` names the format, where
/// the content does not tell it.
///
/// ```
/// use std::path::Path;
/// let bytes = "---\nid: a\nissued: 2012-09\n---\n第一条 推进均衡发展。".as_bytes();
/// let documents = zhengce::read::from_bytes(Path::new("a.md"), bytes)?;
/// assert_eq!(documents[0].given.issued.unwrap().to_string(), "2012-09");
/// # Ok::<(), zhengce::Error>(())
/// ```
///
/// # Errors
/// The first document that cannot be read, or [`Format`](crate::ErrorKind::Format) where the
/// format is not read.
pub fn from_bytes(path: &Path, bytes: &[u8]) -> Result<Vec<RawDocument>> {
    let stem = path.file_stem().unwrap_or_default();
    let mut origin = Origin::file(
        path,
        stem.to_string_lossy().into_owned(),
        &ReadOptions::default(),
    );
    origin.below = String::new();
    opening::at_hand(bytes, &origin)?.collect()
}
