//! The files that paths lead to.

use super::formats::{self, Reader};
use super::origin::Origin;
use super::places::Place;
use super::{ReadOptions, opening};
use crate::error::{Error, ErrorKind, Result};
use std::fs::File;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file to read.
pub(super) struct Input {
    pub(super) path: PathBuf,
    /// Its place below the folder it was found in; the path itself where it was named.
    relative: PathBuf,
    pub(super) bytes: u64,
    /// Whether it can be read anywhere and more than once: a pipe cannot.
    pub(super) regular: bool,
}

impl Input {
    /// Whether the file itself was named, not a folder above it.
    pub(super) fn named(&self) -> bool {
        self.relative == self.path
    }
}

impl Place for Input {
    fn relative(&self) -> String {
        slashed(&self.relative)
    }

    fn plain(&self) -> String {
        if self.named() {
            let stem = self.path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        } else {
            slashed(&self.relative.with_extension(""))
        }
    }

    fn whole(&self) -> String {
        slashed(&self.path)
    }
}

/// What the paths lead to.
#[derive(Default)]
pub(super) struct Found {
    pub(super) files: Vec<Input>,
    pub(super) skipped: Vec<PathBuf>,
    /// Folders and files that cannot be looked at.
    pub(super) broken: Vec<Error>,
}

impl Found {
    pub(super) fn add(&mut self, path: &Path, options: &ReadOptions) -> Result<()> {
        let about = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        if about.is_dir() {
            self.folder(path);
            return Ok(());
        }
        let by_name = formats::of(path).map(|f| f.reader);
        if about.is_file() && matches!(by_name, None | Some(Reader::Other(_))) {
            // A file that someone names is looked at before it is refused.
            let origin = Origin::file(path, String::new(), options);
            let mut file = File::open(path).map_err(|e| Error::io(path, e))?;
            let judged = opening::judge(&mut file, &origin)?;
            match judged.format {
                None => return Err(opening::unknown(&origin)),
                Some(format) if matches!(format.reader, Reader::Other(_)) => {
                    return Err(opening::unread(format, judged.note.is_some(), &origin));
                }
                Some(_) => {}
            }
        }
        self.files.push(Input {
            path: path.to_owned(),
            relative: path.to_owned(),
            bytes: about.len(),
            regular: about.is_file(),
        });
        Ok(())
    }

    fn folder(&mut self, folder: &Path) {
        let before = (self.files.len(), self.skipped.len());
        let walk = WalkDir::new(folder)
            .follow_links(true)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|e| e.depth() == 0 || !hidden(e));
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => self.entry(folder, &entry),
                Err(error) => {
                    let place = error.path().unwrap_or(folder).to_owned();
                    self.broken.push(match error.into_io_error() {
                        Some(error) => Error::io(place, error),
                        None => Error::new(
                            ErrorKind::Io,
                            "a link leads back to a folder above it; remove the link",
                        )
                        .at_path(place),
                    });
                }
            }
        }
        if before == (self.files.len(), self.skipped.len()) {
            self.skipped.push(folder.to_owned());
        }
    }

    fn entry(&mut self, folder: &Path, entry: &DirEntry) {
        let path = entry.path();
        // A pipe in a folder would be waited for.
        let format = formats::of(path).filter(|_| entry.file_type().is_file());
        match format.map(|f| f.reader) {
            None | Some(Reader::Other(_)) => self.skipped.push(path.to_owned()),
            // What may be a document is opened even where its name says it cannot be read: its
            // content may tell otherwise, and if it does not, that is an error to be seen.
            Some(_) => self.files.push(Input {
                path: path.to_owned(),
                relative: path.strip_prefix(folder).unwrap_or(path).to_owned(),
                bytes: entry.metadata().map_or(0, |m| m.len()),
                regular: true,
            }),
        }
    }
}

fn hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || formats::is_lock(&name)
}

/// A path with `/` on every system, so that ids are the same everywhere.
fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
