//! [`Fingerprint`]: whether an index already holds a document as it is.

use super::folder::CorpusIndex;
use super::schema::hex;
use crate::error::Result;
use crate::read::RawDocument;
use sha2::{Digest, Sha256};
use std::hash::{Hash, Hasher};
use tantivy::Term;

/// What the provisions of a document were made from: its id, its text, what came with it, and how
/// it is analysed. Where an index holds a document of the same fingerprint, it need not be
/// analysed again.
///
/// ```
/// use zhengce::corpus::Analyzer;
/// use zhengce::index::{CorpusIndex, Fingerprint};
/// use zhengce::read::RawDocument;
/// let index = CorpusIndex::in_memory(&zhengce::segment::Segmenter::builtin())?;
/// let raw = RawDocument::new("a", "第三条 教师应当在城乡学校之间交流轮岗。");
/// let print = Fingerprint::of(&raw, "case");
/// assert!(!index.holds_as(&print)?);
/// let mut writer = index.writer()?;
/// writer.add_as(&Analyzer::builtin().analyze(raw), &print)?;
/// writer.commit()?;
/// assert!(index.holds_as(&print)?);
/// let changed = RawDocument::new("a", "第三条 教师应当交流轮岗。");
/// assert!(!index.holds_as(&Fingerprint::of(&changed, "case"))?);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of a document that is analysed in a way that `analysis` names: the
    /// codebooks with their versions, for instance. Another version of this library analyses in
    /// another way. Fingerprints of one document differ between kinds of machines, which costs
    /// time and nothing else.
    #[must_use]
    pub fn of(raw: &RawDocument, analysis: &str) -> Self {
        let mut content = Content(Sha256::new());
        // Where it was read and what was told of it do not change what it says.
        env!("CARGO_PKG_VERSION").hash(&mut content);
        analysis.hash(&mut content);
        raw.id.hash(&mut content);
        raw.text.hash(&mut content);
        raw.given.hash(&mut content);
        raw.provenance.hash(&mut content);
        raw.layout.hash(&mut content);
        raw.script.hash(&mut content);
        Self(hex(content.0))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Hands what is hashed to a hash that does not change with the compiler and is long enough.
struct Content(Sha256);

impl Hasher for Content {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let bytes = self.0.clone().finalize();
        bytes
            .iter()
            .take(8)
            .fold(0, |sum, b| sum << 8 | u64::from(*b))
    }
}

impl CorpusIndex {
    /// Whether the last commit holds the document of this fingerprint, as it was added by
    /// [`add_as`](super::IndexWriter::add_as).
    ///
    /// # Errors
    /// Where the files of the index cannot be read.
    pub fn holds_as(&self, print: &Fingerprint) -> Result<bool> {
        self.has(Term::from_field_text(self.fields.print, print.as_str()))
    }
}
