//! The case corpus, embedded: every file of `corpus/case` is a document, no list in Rust.

use crate::error::Result;
use crate::read::{self, RawDocument};
use include_dir::{Dir, include_dir};

static CASE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/case");

/// The documents of the case corpus, by file name.
pub(super) fn documents() -> Result<Vec<RawDocument>> {
    let mut files: Vec<_> = CASE
        .files()
        .filter(|f| f.path().extension().is_some_and(|e| e == "md"))
        .filter(|f| f.path().file_stem().is_some_and(|s| s != "README"))
        .collect();
    files.sort_by_key(|f| f.path());
    let mut documents = Vec::new();
    for file in files {
        documents.extend(read::from_bytes(file.path(), file.contents())?);
    }
    Ok(documents)
}
