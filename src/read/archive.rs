//! ZIP archives: read like folders, one file after the other, never unpacked to the disk.

use super::RawDocument;
use super::formats::{self, Reader};
use super::opening;
use super::origin::Origin;
use super::package::{Limits, Package};
use super::places::{self, Place};
use super::stream::{Source, Stream};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};
use std::io::Cursor;
use std::path::PathBuf;

/// Archives one in the other.
const DEPTH: usize = 3;

/// The documents of an archive.
pub(super) struct Archive {
    package: Package<Box<dyn Source>>,
    origin: Origin,
    depth: usize,
    /// Files that are left, and the ids of their documents.
    files: std::vec::IntoIter<(File, String)>,
    current: Option<Box<dyn Stream>>,
    skipped: Vec<PathBuf>,
    size: u64,
    count: u64,
}

/// A file in an archive.
struct File {
    index: usize,
    name: String,
    escapes: bool,
}

impl Place for File {
    fn relative(&self) -> String {
        self.name.clone()
    }
}

impl Archive {
    /// Opens an archive; `depth` archives are open around it.
    pub(super) fn open(
        source: Box<dyn Source>,
        size: u64,
        origin: &Origin,
        depth: usize,
    ) -> Result<Self> {
        let fail = |why: String| Error::new(ErrorKind::Format, why).at_path(&origin.place);
        if depth >= DEPTH {
            return Err(fail(format!(
                "archives are packed in each other deeper than the limit of {DEPTH}; unpack them first"
            )));
        }
        let limits = Limits::new(&origin.options, &origin.budget);
        let package = Package::open(source, &limits).map_err(fail)?;
        let mut files = Vec::new();
        let mut skipped = Vec::new();
        for (index, entry) in package.entries().iter().enumerate() {
            if entry.folder || passed_over(&entry.name) {
                continue;
            }
            match formats::of(entry.name.as_ref()).map(|f| f.reader) {
                None | Some(Reader::Other(_)) => skipped.push(inside(origin, &entry.name)),
                Some(_) => files.push(File {
                    index,
                    name: entry.name.clone(),
                    escapes: entry.escapes,
                }),
            }
        }
        if files.is_empty() && skipped.is_empty() {
            skipped.push(origin.place.clone());
        }
        // The order of a folder: name by name.
        files.sort_by(|a, b| a.name.split('/').cmp(b.name.split('/')));
        skipped.sort();
        let count = files.len() as u64;
        Ok(Self {
            package,
            origin: origin.clone(),
            depth,
            files: places::named(files).into_iter(),
            current: None,
            skipped,
            size,
            count,
        })
    }

    /// What to say of the archive itself.
    pub(super) fn note(&self) -> Option<Diagnostic> {
        self.package.note()
    }

    fn file(&mut self, file: &File, id: &str) -> Result<Box<dyn Stream>> {
        let id = format!("{}{id}", self.origin.below);
        let origin = self.origin.inside(inside(&self.origin, &file.name), id);
        let fail = |why: String| Error::new(ErrorKind::Format, why).at_path(&origin.place);
        if file.escapes {
            return Err(fail(
                "its name leads out of the archive; it is left out, for such archives are made to attack"
                    .to_owned(),
            ));
        }
        let bytes = self.package.read(file.index).map_err(fail)?;
        let size = bytes.len() as u64;
        opening::stream(Box::new(Cursor::new(bytes)), size, &origin, self.depth + 1)
    }

    /// Once the file has expanded to all it may, each further document would fail.
    fn told(&mut self, error: Error) -> Error {
        if !self.package.exhausted() {
            return error;
        }
        let left = self.files.len();
        self.files = Vec::new().into_iter();
        self.current = None;
        if left == 0 {
            return error;
        }
        let message = format!("{}; {left} more files of it are left out", error.message());
        Error::new(error.kind(), message).at_path(error.path().unwrap_or(&self.origin.place))
    }
}

impl Iterator for Archive {
    type Item = Result<RawDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(stream) = &mut self.current {
                let next = stream.next();
                self.skipped.extend(stream.skipped());
                match next {
                    Some(Err(error)) => return Some(Err(self.told(error))),
                    Some(document) => return Some(document),
                    None => self.current = None,
                }
            }
            let (file, id) = self.files.next()?;
            match self.file(&file, &id) {
                Ok(stream) => self.current = Some(stream),
                Err(error) => return Some(Err(self.told(error))),
            }
        }
    }
}

impl Stream for Archive {
    fn bytes(&self) -> u64 {
        let left = self.files.len() as u64 + u64::from(self.current.is_some());
        let done = self.count.saturating_sub(left);
        (u128::from(self.size) * u128::from(done))
            .checked_div(u128::from(self.count))
            .map_or(self.size, |b| b as u64)
    }

    fn skipped(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.skipped)
    }
}

/// How messages call a file in an archive.
fn inside(origin: &Origin, name: &str) -> PathBuf {
    // Pushing a name with a root would replace the path of the archive.
    origin.place.join(name.trim_start_matches('/'))
}

/// Hidden files, locks, and what systems add to archives.
fn passed_over(name: &str) -> bool {
    const LITTER: [&str; 3] = ["__macosx", "thumbs.db", "desktop.ini"];
    name.split('/').any(|part| {
        let hidden = part.starts_with('.') && part != ".." && part != ".";
        hidden || formats::is_lock(part) || LITTER.contains(&part.to_lowercase().as_str())
    })
}
