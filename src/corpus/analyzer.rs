//! From raw documents to entries, on all cores, in order.

use super::Entry;
use crate::annotate::{Codebook, Pipeline};
use crate::error::Result;
use crate::parse::parse;
use crate::read::RawDocument;
use rayon::prelude::*;
use std::sync::LazyLock;

/// Parses and annotates documents, each on its own: the pure function from a raw document to an
/// [`Entry`] that streaming runs and distributed engines call.
///
/// ```
/// use zhengce::{corpus::Analyzer, read::RawDocument};
/// let raw = RawDocument::new("a", "第三条 教师应当在城乡学校之间交流轮岗。");
/// let entry = Analyzer::builtin().analyze(raw);
/// assert_eq!(entry.document.provisions[0].path, "第三条");
/// assert!(entry.annotations.codes.iter().any(|c| c.code == "personnel"));
/// ```
#[derive(Debug)]
pub struct Analyzer {
    pipeline: Pipeline,
}

static BUILTIN: LazyLock<Analyzer> = LazyLock::new(|| Analyzer::new(Pipeline::builtin()));

impl Analyzer {
    /// An analyzer with these annotators.
    #[must_use]
    pub fn new(pipeline: Pipeline) -> Self {
        Self { pipeline }
    }

    /// An analyzer with the annotators that ship with the library, coding by these codebooks.
    ///
    /// ```
    /// use zhengce::{annotate::Codebook, corpus::Analyzer, read::RawDocument};
    /// let mine = Codebook::from_toml(Codebook::template())?;
    /// let analyzer = Analyzer::with_codebooks(vec![mine])?;
    /// let entry = analyzer.analyze(RawDocument::new("a", "组织全体教师参加暑期研修。"));
    /// assert_eq!(entry.annotations.codes[0].code, "training");
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where two codebooks have the same id, or a rule cannot be followed.
    pub fn with_codebooks(codebooks: Vec<Codebook>) -> Result<Self> {
        Pipeline::with_codebooks(codebooks).map(Self::new)
    }

    /// The analyzer with the annotators and codebooks that ship with the library.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Parses and annotates one document.
    #[must_use]
    pub fn analyze(&self, raw: RawDocument) -> Entry {
        let parsed = parse(raw);
        let annotations = self.pipeline.annotate(&parsed.document);
        Entry::new(parsed.document, annotations, parsed.diagnostics)
    }
}

/// How much text is worked on at once: enough to keep all cores busy, little enough that memory
/// does not grow with the input.
const BATCH_BYTES: usize = 4 << 20;
const BATCH_DOCUMENTS: usize = 512;

/// Applies `work` to every item of a stream of documents on all cores and hands the results to
/// `sink` in the order of the stream. Memory holds two batches of some megabytes, whatever the
/// length of the stream.
///
/// # Errors
/// The first error of `sink`; the rest of the stream is then not read.
pub fn for_each_analyzed<T: Send>(
    documents: impl Iterator<Item = Result<RawDocument>> + Send,
    work: impl Fn(Result<RawDocument>) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let mut documents = documents;
    let mut batch = next_batch(&mut documents);
    while !batch.is_empty() {
        let (results, next) = rayon::join(
            || batch.into_par_iter().map(&work).collect::<Vec<T>>(),
            || next_batch(&mut documents),
        );
        for result in results {
            sink(result)?;
        }
        batch = next;
    }
    Ok(())
}

fn next_batch(
    documents: &mut impl Iterator<Item = Result<RawDocument>>,
) -> Vec<Result<RawDocument>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while bytes < BATCH_BYTES && batch.len() < BATCH_DOCUMENTS {
        let Some(item) = documents.next() else { break };
        bytes += item.as_ref().map_or(0, |raw| raw.text.len());
        batch.push(item);
    }
    batch
}
