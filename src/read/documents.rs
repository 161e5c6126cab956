//! [`Documents`]: the stream of documents from files, folders and readers.

use super::found::{Found, Input};
use super::lines::Lines;
use super::origin::Origin;
use super::stream::Stream;
use super::{RawDocument, ReadOptions, formats, opening, places};
use crate::error::{Error, ErrorKind, Result};
use std::fmt;
use std::fs::File;
use std::io::BufRead;
use std::path::PathBuf;

/// Opens files and folders as one stream of documents.
///
/// Paths are read in the order given; a folder with everything below it, sorted by path, and a ZIP
/// archive like a folder. Hidden files and folders in it and the locks of Word (`~$…`) are passed
/// over, and files of a format that holds no documents are listed by [`Documents::skipped`]. What
/// a file is tells its content before its name; a pipe whose name does not tell may hold JSON
/// Lines. Nothing is read before the first document is asked for, but for the start of a named
/// file whose name does not tell what it is.
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
        found.add(path, options)?;
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
    documents.total = found
        .files
        .iter()
        .map(|f| f.regular.then_some(f.bytes))
        .sum();
    documents.skipped = found.skipped;
    documents.broken = found.broken.into_iter();
    // An archive that is all there is gives ids like the folder it was.
    documents.alone = paths.len() == 1;
    documents.files = places::named(found.files).into_iter();
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
    let origin = Origin::stream(name.to_owned(), name.to_owned(), options);
    let mut documents = Documents::of(options);
    documents.current = Some(Box::new(Lines::new(Box::new(reader), origin, options)));
    documents
}

/// Documents one after the other, each read when it is asked for.
///
/// An `Err` is about one document or one line; the iteration goes on after it.
pub struct Documents {
    options: ReadOptions,
    broken: std::vec::IntoIter<Error>,
    files: std::vec::IntoIter<(Input, String)>,
    /// Whether one path was named.
    alone: bool,
    current: Option<Box<dyn Stream>>,
    done: u64,
    total: Option<u64>,
    skipped: Vec<PathBuf>,
}

impl Documents {
    fn of(options: &ReadOptions) -> Self {
        Self {
            options: options.clone(),
            broken: Vec::new().into_iter(),
            files: Vec::new().into_iter(),
            alone: false,
            current: None,
            done: 0,
            total: None,
            skipped: Vec::new(),
        }
    }

    /// The size of all files in bytes; `None` where a stream is among them.
    #[must_use]
    pub fn bytes_total(&self) -> Option<u64> {
        self.total
    }

    /// Bytes read so far, for a progress bar.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.done + self.current.as_ref().map_or(0, |stream| stream.bytes())
    }

    /// Files found in the folders that are not read, because their format is not, in order;
    /// also empty folders. Those in archives are added when the archive is read. Tell the user of
    /// them.
    #[must_use]
    pub fn skipped(&self) -> &[PathBuf] {
        &self.skipped
    }

    fn open(&self, input: &Input, id: String) -> Result<Box<dyn Stream>> {
        let mut origin = Origin::file(&input.path, id, &self.options);
        if self.alone && input.named() {
            origin.below = String::new();
        }
        let file = File::open(&input.path).map_err(|e| Error::io(&input.path, e))?;
        if !input.regular {
            return opening::piped(file, &origin);
        }
        opening::stream(Box::new(file), input.bytes, &origin, 0)
    }
}

impl Iterator for Documents {
    type Item = Result<RawDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.broken.next() {
            return Some(Err(error));
        }
        loop {
            if let Some(stream) = &mut self.current {
                let next = stream.next();
                self.skipped.extend(stream.skipped());
                if let Some(mut next) = next {
                    if let Ok(document) = &mut next {
                        document.script = self.options.script;
                    }
                    return Some(next);
                }
            }
            self.done = self.bytes_read();
            self.current = None;
            let (input, id) = self.files.next()?;
            match self.open(&input, id) {
                Ok(stream) => self.current = Some(stream),
                Err(error) => {
                    self.done += input.bytes;
                    return Some(Err(error));
                }
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
