//! [`Error`]: what cannot go on.
//!
//! An odd document is never an error: it gives a [`Diagnostic`](crate::Diagnostic) and the rest
//! of the run goes on. An error is a file that cannot be opened, a codebook that contradicts
//! itself, a query that makes no sense.

use std::fmt;
use std::path::{Path, PathBuf};

/// Result of everything in this library that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call could not go on, where, and what to do about it.
///
/// Its `Display` is one sentence that names the place: `path:line: sentence`.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    path: Option<PathBuf>,
    line: Option<u64>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The class of an [`Error`], for code that reacts to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be read or written.
    Io,
    /// Input has a form that cannot be read at all.
    Format,
    /// Nothing to work on: a folder without documents, an empty corpus.
    Empty,
    /// A codebook, lexicon or registry contradicts itself.
    Data,
    /// A query cannot be understood.
    Query,
    /// An index is missing, locked, or was built with other settings.
    Index,
    /// An argument is out of its range.
    Argument,
}

impl Error {
    /// An error of this kind; `message` is one sentence that says what is wrong and what to do.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            path: None,
            line: None,
            source: None,
        }
    }

    /// The error of a file operation at `path`.
    #[must_use]
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        let message = match source.kind() {
            std::io::ErrorKind::NotFound => "no such file or folder; check the path".to_owned(),
            std::io::ErrorKind::PermissionDenied => {
                "no permission; check the rights of the file and its folder".to_owned()
            }
            _ => source.to_string(),
        };
        Self::new(ErrorKind::Io, message)
            .at_path(path)
            .because(source)
    }

    /// The same error, naming the file it is about.
    #[must_use]
    pub fn at_path(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_owned());
        self
    }

    /// The same error, naming the line (from 1) it is about.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same error, with the error that caused it.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The class of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The sentence alone, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The file the error is about.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The line (from 1) the error is about.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            f.write_str(" ")?;
        } else if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}
