//! The settings file beside the index: what it was built with.

use super::failure::REBUILD;
use crate::error::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The name of the settings file in the index folder.
pub(crate) const SETTINGS: &str = "zhengce-index.json";

/// The name it has until it is whole.
pub(crate) const UNFINISHED: &str = "zhengce-index.json.new";

/// Changes whenever fields or tokens of the index change.
const FORMAT: u32 = 6;

/// What an index was built with; it can only be used with the same.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    format: u32,
    segmenter: String,
}

impl Settings {
    pub(crate) fn new(segmenter: &str) -> Self {
        Self {
            format: FORMAT,
            segmenter: segmenter.to_owned(),
        }
    }

    /// Reads the settings of the index in `dir` and checks them against these.
    pub(crate) fn check(&self, dir: &Path) -> Result<()> {
        let path = dir.join(SETTINGS);
        let json = match fs::read_to_string(&path) {
            Ok(json) => json,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let what = if dir.is_dir() {
                    "this folder holds no index"
                } else {
                    "there is no such folder"
                };
                return Err(index_error(
                    dir,
                    format!(
                        "{what}; check the path, or build one: `policy index FOLDER DOCUMENTS…`"
                    ),
                ));
            }
            Err(e) => return Err(Error::io(&path, e)),
        };
        let stored: Self = serde_json::from_str(&json).map_err(|e| {
            index_error(
                &path,
                format!("the settings of the index cannot be read; {REBUILD}"),
            )
            .because(e)
        })?;
        if stored.format != self.format {
            return Err(index_error(
                dir,
                format!(
                    "the index has format {}, this version writes format {}; {REBUILD}",
                    stored.format, self.format
                ),
            ));
        }
        if stored.segmenter != self.segmenter {
            return Err(index_error(
                dir,
                format!(
                    "the index was built with another lexicon or segmenter ({}, now {}), so searches would miss words; use that lexicon, or {REBUILD}",
                    stored.segmenter, self.segmenter
                ),
            ));
        }
        Ok(())
    }

    /// Writes the settings, whole or not at all.
    pub(crate) fn write(&self, dir: &Path) -> Result<()> {
        let path = dir.join(SETTINGS);
        let temporary = dir.join(UNFINISHED);
        let json = serde_json::to_string_pretty(self).map_err(|e| {
            index_error(&path, "the settings cannot be written".to_owned()).because(e)
        })?;
        let write = || {
            let mut file = fs::File::create(&temporary)?;
            file.write_all(json.as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&temporary, &path)
        };
        write().map_err(|e| Error::io(&path, e))
    }
}

fn index_error(path: &Path, message: String) -> Error {
    Error::new(ErrorKind::Index, message).at_path(path)
}
