//! [`CorpusIndex`]: an index in a folder or in memory.

use super::columns::Columns;
use super::directory::Folder;
use super::failure::{REBUILD, engine};
use super::schema::{Fields, key};
use super::settings::{SETTINGS, Settings, UNFINISHED};
use super::state::OfState;
use super::titled::Numbers;
use super::tokens::{LATTICE, LatticeTokenizer};
use crate::error::{Error, ErrorKind, Result};
use crate::segment::Segmenter;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, Searcher, Term};

/// Blocks of stored texts that stay unpacked in each file of an index, of 16 KB: to unpack one
/// takes longer than to find and rank most hits. That is 32 MB of text a file, and no more than was
/// read.
const BLOCKS: usize = 2_048;

/// An index of provisions. It shows the state of the last commit made through it, or of the
/// moment it was opened.
pub struct CorpusIndex {
    pub(crate) fields: Fields,
    pub(crate) segmenter: Segmenter,
    pub(crate) reader: IndexReader,
    /// The number of tokens of the text field.
    pub(crate) tokens: OfState<u64>,
    columns: OfState<Arc<Vec<Columns>>>,
    numbers: OfState<Arc<Numbers>>,
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
        for inside in fs::read_dir(dir).map_err(|e| Error::io(dir, e))? {
            // A run that was stopped at its first step leaves settings that are not yet in place.
            if inside.map_err(|e| Error::io(dir, e))?.file_name() != *UNFINISHED {
                return Err(Error::new(
                    ErrorKind::Index,
                    "the folder holds other files; give the index an empty or new folder",
                )
                .at_path(dir));
            }
        }
        // The settings come first: a run that is stopped here leaves a folder that says what it is.
        Settings::new(segmenter.version()).write(dir)?;
        Self::begin(dir, segmenter)
    }

    /// The engine's part of a new index.
    fn begin(dir: &Path, segmenter: &Segmenter) -> Result<Self> {
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
        let index = Folder::open(dir).and_then(Index::open).map_err(|e| {
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

    /// The index in `dir`, made where there is none; one whose making was broken off is finished.
    ///
    /// # Errors
    /// As [`create`](Self::create) and [`open`](Self::open).
    pub fn open_or_create(dir: impl AsRef<Path>, segmenter: &Segmenter) -> Result<Self> {
        let dir = dir.as_ref();
        if !dir.join(SETTINGS).exists() {
            return Self::create(dir, segmenter);
        }
        if is_begun(dir)? {
            return Self::open(dir, segmenter);
        }
        Settings::new(segmenter.version()).check(dir)?;
        Self::begin(dir, segmenter)
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
        index.tokenizers().register(LATTICE, LatticeTokenizer);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(BLOCKS)
            .try_into()
            .map_err(|e| engine("opening the index", path.as_deref(), e))?;
        Ok(Self {
            fields,
            segmenter: segmenter.clone(),
            reader,
            tokens: OfState::default(),
            columns: OfState::default(),
            numbers: OfState::default(),
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
        self.has(Term::from_field_text(self.fields.key, &key(id)))
    }

    /// Whether the last commit holds a provision with this term.
    pub(crate) fn has(&self, term: Term) -> Result<bool> {
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

    /// The columns of each segment of this state of the index.
    pub(crate) fn columns(&self, searcher: &Searcher) -> Result<Arc<Vec<Columns>>> {
        self.columns.of(searcher, || {
            let columns = Columns::of(searcher).map_err(|e| self.failure("searching", e))?;
            Ok(Arc::new(columns))
        })
    }

    /// The documents of this state of the index, numbered.
    pub(crate) fn numbers(&self, searcher: &Searcher) -> Result<Arc<Numbers>> {
        let columns = self.columns(searcher)?;
        self.numbers.of(searcher, || {
            let numbers = Numbers::of(&columns);
            Ok(Arc::new(numbers.map_err(|e| self.failure("searching", e))?))
        })
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

/// Whether the engine has made its part of the index, which `meta.json` completes. Where that is
/// lost from an index of documents, this is no new one.
fn is_begun(dir: &Path) -> Result<bool> {
    if dir.join("meta.json").exists() {
        return Ok(true);
    }
    for inside in fs::read_dir(dir).map_err(|e| Error::io(dir, e))? {
        let name = inside.map_err(|e| Error::io(dir, e))?.file_name();
        let is_segment = Path::new(&name)
            .extension()
            .is_some_and(|end| end == "store");
        if is_segment {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How the engine keeps texts: Chinese is packed to half of what the faster method leaves, and
/// higher levels than this win little.
fn stored() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor {
            compression_level: Some(3),
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
