//! Documents whose bytes are at hand, such as those embedded in a program.

use super::formats::{self, Reader};
use super::origin::Origin;
use super::{RawDocument, ReadOptions, from_reader};
use crate::error::{Error, ErrorKind, Result};
use std::io::Cursor;
use std::path::Path;

/// Reads the documents of one file from its bytes; the ending of `path` names the format.
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
/// The first document that cannot be read, or [`ErrorKind::Format`] where the format is not read.
pub fn from_bytes(path: &Path, bytes: &[u8]) -> Result<Vec<RawDocument>> {
    let format = formats::of(path).ok_or_else(|| {
        Error::new(
            ErrorKind::Format,
            format!(
                "this format is not read; the formats are {}",
                formats::sentence()
            ),
        )
        .at_path(path)
    })?;
    match format.reader {
        Reader::Lines => from_reader(
            Cursor::new(bytes.to_vec()),
            &path.display().to_string(),
            &ReadOptions::default(),
        )
        .collect(),
        Reader::Whole(read) => {
            let origin = Origin {
                path: Some(path.to_owned()),
                place: path.to_owned(),
                id: path
                    .file_stem()
                    .map_or_else(String::new, |s| s.to_string_lossy().into_owned()),
            };
            read(bytes, &origin).into_iter().collect()
        }
    }
}
