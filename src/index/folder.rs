//! [`CorpusIndex`]: an index in a folder or in memory.

use super::failure::{REBUILD, engine};
use super::lattice::{LATTICE, LatticeTokenizer};
use super::schema::{Fields, key};
use super::settings::{SETTINGS, Settings};
use crate::error::{Error, ErrorKind, Result};
use crate::segment::Segmenter;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, Term};

/// An index of provisions. It shows the state of the last commit made through it, or of the
/// moment it was opened.
pub struct CorpusIndex {
    pub(crate) fields: Fields,
    pub(crate) segmenter: Segmenter,
    pub(crate) reader: IndexReader,
    /// The number of tokens of the text field, for the state of the index it was counted in.
    pub(crate) tokens: Mutex<Option<(u64, u64)>>,
    pub(crate) index: Index,
    path: Option<PathBuf>,
}

impl CorpusIndex {
    /// A new index in `dir`, which must be empty or not exist.
    ///
    /// # Errors
    /// [`ErrorKind::Index`] where `dir` holds anything; [`ErrorKind::Io`] where it cannot be
    /// written.
    pub fn create(dir: impl AsRef<Path>, segmenter: &Segmenter) -> Result<Self> {
        let dir = dir.as_ref();
        if dir.is_file() {
            return Err(Error::new(
                ErrorKind::Index,
                "this is a file; an index is a folder, give an empty or new one",
            )
            .at_path(dir));
        }
        fs::create_dir_all(dir).map_err(|e| Error::io(dir, e))?;
        if dir.join(SETTINGS).exists() {
            return Err(Error::new(
                ErrorKind::Index,
                "the folder already holds an index; add to it, or delete it first",
            )
            .at_path(dir));
        }
        let mut inside = fs::read_dir(dir).map_err(|e| Error::io(dir, e))?;
        if inside.next().is_some() {
            return Err(Error::new(
                ErrorKind::Index,
                "the folder holds other files; give the index an empty or new folder",
            )
            .at_path(dir));
        }
        // The settings come first: a run that is stopped here leaves a folder that says what it is.
        Settings::new(segmenter.version()).write(dir)?;
        let fields = Fields::new();
        let index = Index::builder()
            .schema(fields.schema.clone())
            .settings(stored())
            .create_in_dir(dir)
            .map_err(|e| engine("making the index", Some(dir), e))?;
        Self::over(index, fields, segmenter, Some(dir.to_owned()))
    }

    /// The index in `dir`.
    ///
    /// # Errors
    /// [`ErrorKind::Index`] where there is none, or it was built with another segmenter, lexicon
    /// or format; the sentence says what to run.
    pub fn open(dir: impl AsRef<Path>, segmenter: &Segmenter) -> Result<Self> {
        let dir = dir.as_ref();
        Settings::new(segmenter.version()).check(dir)?;
        let index = Index::open_in_dir(dir).map_err(|e| {
            let message = if e.to_string().contains("PermissionDenied") {
                "no permission to read the index; ask its owner for the right to read all its files"
                    .to_owned()
            } else {
                format!("the index is incomplete or damaged ({e}); {REBUILD}")
            };
            Error::new(ErrorKind::Index, message)
                .at_path(dir)
                .because(e)
        })?;
        let fields = Fields::new();
        if index.schema() != fields.schema {
            return Err(Error::new(
                ErrorKind::Index,
                format!("the index has other fields than this version writes; {REBUILD}"),
            )
            .at_path(dir));
        }
        Self::over(index, fields, segmenter, Some(dir.to_owned()))
    }

    /// The index in `dir`, made where there is none.
    ///
    /// # Errors
    /// As [`create`](Self::create) and [`open`](Self::open).
    pub fn open_or_create(dir: impl AsRef<Path>, segmenter: &Segmenter) -> Result<Self> {
        let dir = dir.as_ref();
        if dir.join(SETTINGS).exists() {
            Self::open(dir, segmenter)
        } else {
            Self::create(dir, segmenter)
        }
    }

    /// An index in memory, gone with its value.
    ///
    /// # Errors
    /// Where the engine cannot start.
    pub fn in_memory(segmenter: &Segmenter) -> Result<Self> {
        let fields = Fields::new();
        let index = Index::create_in_ram(fields.schema.clone());
        Self::over(index, fields, segmenter, None)
    }

    fn over(
        index: Index,
        fields: Fields,
        segmenter: &Segmenter,
        path: Option<PathBuf>,
    ) -> Result<Self> {
        // Without the tokenizer the engine takes documents and fails only when they are committed.
        index
            .tokenizers()
            .register(LATTICE, LatticeTokenizer::new(segmenter));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|e| engine("opening the index", path.as_deref(), e))?;
        Ok(Self {
            fields,
            segmenter: segmenter.clone(),
            reader,
            tokens: Mutex::new(None),
            index,
            path,
        })
    }

    /// Shows what other programs have committed since.
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn refresh(&self) -> Result<()> {
        self.reader
            .reload()
            .map_err(|e| self.failure("reading the index", e))
    }

    /// The number of provisions in the index.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether the index holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the last commit holds a document of this id.
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn holds(&self, id: &str) -> Result<bool> {
        let term = Term::from_field_text(self.fields.key, &key(id));
        self.reader
            .searcher()
            .search(&TermQuery::new(term, IndexRecordOption::Basic), &Count)
            .map(|count| count > 0)
            .map_err(|e| self.failure("reading the index", e))
    }

    /// Gives the files that the engine writes for its owner alone the rights of the others, so
    /// that an index can be shared like any folder.
    pub(crate) fn share(&self) -> Result<()> {
        let Some(dir) = &self.path else {
            return Ok(());
        };
        let rights = |path: &Path| fs::metadata(path).map(|m| m.permissions());
        let shared = rights(&dir.join(SETTINGS)).map_err(|e| Error::io(dir, e))?;
        for name in ["meta.json", ".managed.json"] {
            let file = dir.join(name);
            if rights(&file).is_ok_and(|own| own != shared) {
                fs::set_permissions(&file, shared.clone()).map_err(|e| Error::io(&file, e))?;
            }
        }
        Ok(())
    }

    /// The folder of the index; none for one in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    pub(crate) fn failure(&self, doing: &str, source: tantivy::TantivyError) -> Error {
        engine(doing, self.path.as_deref(), source)
    }
}

/// How the engine keeps texts: Chinese is packed to half of what the faster method leaves, and the
/// lowest level is nearly as good as any.
fn stored() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor {
            compression_level: Some(1),
        }),
        ..IndexSettings::default()
    }
}

impl fmt::Debug for CorpusIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CorpusIndex")
            .field("path", &self.path)
            .field("segmenter", &self.segmenter)
            .field("provisions", &self.len())
            .finish_non_exhaustive()
    }
}
