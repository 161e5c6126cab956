//! [`IndexWriter`]: adds documents to an index.

use super::failure::WRITER;
use super::fingerprint::Fingerprint;
use super::folder::CorpusIndex;
use super::schema::key;
use super::unit::Unit;
use crate::corpus::Entry;
use crate::error::{Error, ErrorKind, Result};
use std::fmt;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::merge_policy::NoMergePolicy;
use tantivy::{TantivyDocument, Term};

/// The most threads that write; each has its share of the memory.
const THREADS: usize = 2;
/// What they may gather before they write it down, in bytes. With provisions that wait for them and
/// the tables of what is being written a writer holds up to 100 MB, unless provisions are uncommonly
/// long: ten thousand may wait.
const MEMORY: usize = 36_000_000;

/// Half of the processors write while the others read and analyse: on two, two threads that write
/// get in each other's way.
fn threads() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    (processors / 2).clamp(1, THREADS)
}

/// Adds, replaces and removes documents. Nothing shows before [`commit`](Self::commit); a writer
/// that is dropped without it leaves the index as it was.
pub struct IndexWriter<'i> {
    index: &'i CorpusIndex,
    writer: tantivy::IndexWriter,
}

impl CorpusIndex {
    /// A writer; there can be one at a time.
    ///
    /// # Errors
    /// [`ErrorKind::Index`] where another writer is at work, here or in another program; the
    /// sentence names its process. [`ErrorKind::Io`] where the folder cannot be written.
    pub fn writer(&self) -> Result<IndexWriter<'_>> {
        let writer = self
            .index
            .writer_with_num_threads(threads(), MEMORY)
            .map_err(|e| self.failure("opening the index for writing", e))?;
        if let Some(dir) = self.path() {
            let path = dir.join(WRITER);
            let who = format!("process {}\n", std::process::id());
            std::fs::write(&path, who).map_err(|e| Error::io(&path, e))?;
        }
        Ok(IndexWriter {
            index: self,
            writer,
        })
    }

    /// Merges all files of the index into one: searching gets faster, and what was replaced or
    /// removed takes no room any more. Until it is done it takes as much room again; the files of an
    /// index that is merged already are left as they are.
    ///
    /// ```
    /// use zhengce::index::CorpusIndex;
    /// let index = CorpusIndex::in_memory(&zhengce::segment::Segmenter::builtin())?;
    /// for entry in zhengce::Corpus::builtin()?.entries().iter().take(3) {
    ///     let mut writer = index.writer()?;
    ///     writer.add(entry)?;
    ///     writer.commit()?;
    /// }
    /// let provisions = index.len();
    /// index.merge()?;
    /// assert_eq!(index.len(), provisions);
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`writer`](Self::writer), and where the files cannot be written; the index then stands as
    /// it stood before.
    pub fn merge(&self) -> Result<()> {
        let mut writer = self.writer()?;
        let failure = |e| self.failure("merging the index", e);
        let files = self.index.searchable_segment_metas().map_err(failure)?;
        if files.len() > 1 || files.iter().any(|file| file.num_deleted_docs() > 0) {
            // Nothing else is to be merged meanwhile.
            writer.writer.set_merge_policy(Box::new(NoMergePolicy));
            let ids: Vec<SegmentId> = files.iter().map(SegmentMeta::id).collect();
            writer.writer.merge(&ids).wait().map_err(failure)?;
            // A file stays as long as somebody here knows of it.
            drop(files);
            self.refresh()?;
            let removed = writer.writer.garbage_collect_files().wait();
            removed.map_err(failure)?;
        }
        writer.close()
    }
}

impl IndexWriter<'_> {
    /// Adds the provisions of a document; a document of the same id is replaced. Answers whether
    /// the last commit held one.
    ///
    /// # Errors
    /// Where the engine has stopped, for example because the disk is full.
    pub fn add(&mut self, entry: &Entry) -> Result<bool> {
        self.put(entry, None)
    }

    /// The same for the document of this fingerprint, by which
    /// [`holds_as`](CorpusIndex::holds_as) finds it again.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn add_as(&mut self, entry: &Entry, print: &Fingerprint) -> Result<bool> {
        self.put(entry, Some(print))
    }

    fn put(&mut self, entry: &Entry, print: Option<&Fingerprint>) -> Result<bool> {
        let id = &entry.document.id;
        // Nothing is added or removed before all of it is known to be right.
        let documents = self.documents(entry, print).map_err(|e| {
            let message = format!("document “{id}” cannot be stored: {e}");
            Error::new(ErrorKind::Index, message).because(e)
        })?;
        let replaces = self.index.holds(id)?;
        self.remove(id);
        for document in documents {
            self.writer
                .add_document(document)
                .map_err(|e| self.index.failure("adding to the index", e))?;
        }
        Ok(replaces)
    }

    /// The engine's documents of an entry, one a provision.
    fn documents(
        &self,
        entry: &Entry,
        print: Option<&Fingerprint>,
    ) -> serde_json::Result<Vec<TantivyDocument>> {
        let fields = &self.index.fields;
        let units = Unit::of(entry);
        let Some(first) = units.first() else {
            return Ok(Vec::new());
        };
        let whole = fields.whole(&first.facts, entry.document.text.script())?;
        let print = print.map(Fingerprint::as_str);
        units
            .iter()
            .map(|unit| fields.document(unit, &whole, print, &self.index.segmenter))
            .collect()
    }

    /// Removes the document with this id, if the index holds it.
    pub fn remove(&mut self, id: &str) {
        self.writer
            .delete_term(Term::from_field_text(self.index.fields.key, &key(id)));
    }

    /// Makes all that was added and removed lasting and visible, in one step.
    ///
    /// # Errors
    /// Where the files cannot be written; the index then stands at its last commit.
    pub fn commit(&mut self) -> Result<()> {
        self.writer
            .commit()
            .map_err(|e| self.index.failure("writing the index", e))?;
        self.index.share()?;
        self.index.refresh()
    }

    /// Commits, and waits until small files of the index are merged into larger ones, which
    /// makes searching faster. Without it merging goes on with the next writer.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn close(mut self) -> Result<()> {
        self.commit()?;
        self.writer
            .wait_merging_threads()
            .map_err(|e| self.index.failure("merging the index", e))?;
        self.index.refresh()
    }
}

impl fmt::Debug for IndexWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IndexWriter")
            .field("index", &self.index)
            .finish_non_exhaustive()
    }
}
