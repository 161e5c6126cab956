//! [`Documents`]: the stream of documents from files, folders and readers.

use super::formats::{self, Reader};
use super::lines::Lines;
use super::origin::Origin;
use super::{RawDocument, ReadOptions};
use crate::error::{Error, ErrorKind, Result};
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Room for reading long lines in few steps.
const BUFFER: usize = 256 << 10;

/// Opens files and folders as one stream of documents.
///
/// Paths are read in the order given; a folder with everything below it, sorted by path. Hidden
/// files and folders in it are passed over, and files of a format that is not read are listed
/// by [`Documents::skipped`]. Nothing is read before the first document is asked for.
///
/// ```
/// # fn main() -> zhengce::Result<()> {
/// # let folder = tempfile::tempdir().unwrap();
/// # std::fs::write(folder.path().join("通知.txt"), "各区教育局：").unwrap();
/// # let paths = [folder.path().to_owned()];
/// use zhengce::read::{self, ReadOptions};
/// for document in read::open(&paths, &ReadOptions::default())? {
///     let document = document?;
///     assert_eq!((document.id.as_str(), document.text.as_str()), ("通知", "各区教育局："));
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`ErrorKind::Io`] where a path does not exist or cannot be looked at, [`ErrorKind::Format`]
/// where a named file is of a format that is not read, [`ErrorKind::Empty`] where there is no
/// document at all.
pub fn open(paths: &[PathBuf], options: &ReadOptions) -> Result<Documents> {
    if paths.is_empty() {
        return Err(Error::new(
            ErrorKind::Empty,
            "no file or folder to read; name at least one",
        ));
    }
    let mut found = Found::default();
    for path in paths {
        found.add(path)?;
    }
    if found.files.is_empty() && found.broken.is_empty() {
        let folders: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        return Err(Error::new(
            ErrorKind::Empty,
            format!(
                "no document in {}; the formats read are {}",
                folders.join(", "),
                formats::sentence()
            ),
        ));
    }
    let mut documents = Documents::of(options);
    documents.total = Some(found.files.iter().map(|f| f.bytes).sum());
    documents.skipped = found.skipped;
    documents.broken = found.broken.into_iter();
    documents.files = named(found.files).into_iter();
    Ok(documents)
}

/// Reads JSON Lines from a stream, one document a line; `name` stands for the path in messages
/// and made ids.
///
/// ```
/// use zhengce::read::{self, ReadOptions};
/// let lines = "{\"text\": \"一\"}\n{\"id\": \"b\", \"text\": \"二\"}\n";
/// let ids: Vec<String> = read::from_reader(lines.as_bytes(), "stdin", &ReadOptions::default())
///     .map(|d| d.unwrap().id)
///     .collect();
/// assert_eq!(ids, ["stdin-1", "b"]);
/// ```
pub fn from_reader(
    reader: impl BufRead + Send + 'static,
    name: &str,
    options: &ReadOptions,
) -> Documents {
    let origin = Origin {
        path: None,
        place: PathBuf::from(name),
        id: name.to_owned(),
    };
    let mut documents = Documents::of(options);
    documents.current = Current::Lines(Lines::new(Box::new(reader), origin, options));
    documents
}

/// Documents one after the other, each read when it is asked for.
///
/// An `Err` is about one document or one line; the iteration goes on after it.
pub struct Documents {
    options: ReadOptions,
    broken: std::vec::IntoIter<Error>,
    files: std::vec::IntoIter<(Input, String)>,
    current: Current,
    done: u64,
    total: Option<u64>,
    skipped: Vec<PathBuf>,
}

/// The file that is being read.
enum Current {
    None,
    Lines(Lines),
    Whole(std::vec::IntoIter<Result<RawDocument>>),
}

/// A file to read.
struct Input {
    path: PathBuf,
    /// Its place below the folder it was found in; the path itself where it was named.
    relative: PathBuf,
    bytes: u64,
    reader: Reader,
}

impl Documents {
    fn of(options: &ReadOptions) -> Self {
        Self {
            options: options.clone(),
            broken: Vec::new().into_iter(),
            files: Vec::new().into_iter(),
            current: Current::None,
            done: 0,
            total: None,
            skipped: Vec::new(),
        }
    }

    /// The size of all files in bytes; `None` for a stream.
    #[must_use]
    pub fn bytes_total(&self) -> Option<u64> {
        self.total
    }

    /// Bytes read so far, for a progress bar.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        match &self.current {
            Current::Lines(lines) => self.done + lines.bytes(),
            _ => self.done,
        }
    }

    /// Files found in the folders that are not read, because their format is not, in order;
    /// also empty folders. Tell the user of them.
    #[must_use]
    pub fn skipped(&self) -> &[PathBuf] {
        &self.skipped
    }

    fn open(&mut self, input: &Input, id: String) -> Result<Current> {
        let origin = Origin {
            path: Some(input.path.clone()),
            place: input.path.clone(),
            id,
        };
        let fail = |e| Error::io(&input.path, e);
        match input.reader {
            Reader::Lines => {
                let file = File::open(&input.path).map_err(fail)?;
                let reader = Box::new(BufReader::with_capacity(BUFFER, file));
                Ok(Current::Lines(Lines::new(reader, origin, &self.options)))
            }
            Reader::Whole(read) => {
                self.done += input.bytes;
                let limit = self.options.max_document_bytes;
                let mut bytes = Vec::new();
                // The limit is checked against what comes, not against what the folder says.
                File::open(&input.path)
                    .and_then(|f| f.take(limit.saturating_add(1)).read_to_end(&mut bytes))
                    .map_err(fail)?;
                if bytes.len() as u64 > limit {
                    return Err(Error::new(
                        ErrorKind::Format,
                        format!(
                            "the file is {} bytes long, more than the limit of {limit} for one document; split it, or raise max_document_bytes",
                            input.bytes
                        ),
                    )
                    .at_path(&input.path));
                }
                let mut documents = read(&bytes, &origin);
                for document in documents.iter_mut().flatten() {
                    document.path.clone_from(&origin.path);
                }
                Ok(Current::Whole(documents.into_iter()))
            }
        }
    }
}

impl Iterator for Documents {
    type Item = Result<RawDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.broken.next() {
            return Some(Err(error));
        }
        loop {
            let next = match &mut self.current {
                Current::None => None,
                Current::Lines(lines) => lines.next(),
                Current::Whole(documents) => documents.next(),
            };
            if let Some(mut next) = next {
                if let Ok(document) = &mut next {
                    document.script = self.options.script;
                }
                return Some(next);
            }
            self.done = self.bytes_read();
            self.current = Current::None;
            let (input, id) = self.files.next()?;
            match self.open(&input, id) {
                Ok(current) => self.current = current,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents")
            .field("files_left", &self.files.len())
            .field("bytes_read", &self.bytes_read())
            .field("bytes_total", &self.total)
            .finish_non_exhaustive()
    }
}

/// What the paths lead to.
#[derive(Default)]
struct Found {
    files: Vec<Input>,
    skipped: Vec<PathBuf>,
    /// Folders and files that cannot be looked at.
    broken: Vec<Error>,
}

impl Found {
    fn add(&mut self, path: &Path) -> Result<()> {
        let about = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        if about.is_dir() {
            self.folder(path);
            return Ok(());
        }
        let Some(format) = formats::of(path) else {
            return Err(Error::new(
                ErrorKind::Format,
                format!(
                    "this format is not read; the formats read are {}",
                    formats::sentence()
                ),
            )
            .at_path(path));
        };
        self.files.push(Input {
            path: path.to_owned(),
            relative: path.to_owned(),
            bytes: about.len(),
            reader: format.reader,
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
        match format {
            Some(format) => self.files.push(Input {
                path: path.to_owned(),
                relative: path.strip_prefix(folder).unwrap_or(path).to_owned(),
                bytes: entry.metadata().map_or(0, |m| m.len()),
                reader: format.reader,
            }),
            None => self.skipped.push(path.to_owned()),
        }
    }
}

fn hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Each file with the id its documents get where they bring none: its place below the folder that
/// was named, without its ending; with the ending where two files share that, and its whole path
/// where that is shared too. What else stands in the folder makes no difference otherwise, so
/// that a file keeps its id from run to run.
fn named(files: Vec<Input>) -> Vec<(Input, String)> {
    let mut plain: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: BTreeMap<&Path, usize> = BTreeMap::new();
    for file in &files {
        *plain.entry(place(file)).or_default() += 1;
        *places.entry(&file.relative).or_default() += 1;
    }
    let ids: Vec<String> = files
        .iter()
        .map(|file| {
            let place = place(file);
            if plain.get(&place) == Some(&1) {
                place
            } else if places.get(file.relative.as_path()) == Some(&1) {
                slashed(&file.relative)
            } else {
                slashed(&file.path)
            }
        })
        .collect();
    files.into_iter().zip(ids).collect()
}

/// The place of a file below the folder it was found in, without its ending; its bare name where
/// the file itself was named.
fn place(file: &Input) -> String {
    if file.relative == file.path {
        let stem = file.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    } else {
        slashed(&file.relative.with_extension(""))
    }
}

/// A path with `/` on every system, so that ids are the same everywhere.
fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
