//! [`Segmenter`] over jieba. The only file that names jieba.

use super::Lexicon;
use crate::span::Span;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// In bytes of the text that was cut.
    pub span: Span,
    /// Offset of its first character, in code points.
    pub char_start: usize,
    /// Offset after its last character, in code points.
    pub char_end: usize,
}

/// Cuts Chinese text into words with a lexicon. Cloning shares the dictionary.
#[derive(Clone)]
pub struct Segmenter {
    jieba: Arc<jieba_rs::Jieba>,
    version: Arc<str>,
}

static BUILTIN: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::new(&Lexicon::builtin()));

impl Segmenter {
    /// A segmenter with this lexicon over the general dictionary.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut jieba = jieba_rs::Jieba::new();
        let mut hash = Sha256::new();
        hash.update(b"jieba-rs 0.11, no hmm\n");
        for term in lexicon.terms() {
            // Without a frequency jieba suggests one that keeps the word whole.
            jieba.add_word(&term.text, None, None);
            hash.update(term.text.as_bytes());
            hash.update(b"\n");
        }
        let version: String = hash
            .finalize()
            .iter()
            .take(6)
            .map(|b| format!("{b:02x}"))
            .collect();
        Self {
            jieba: Arc::new(jieba),
            version: version.into(),
        }
    }

    /// The segmenter with the lexicon that ships with the library; loaded once.
    #[must_use]
    pub fn builtin() -> Self {
        BUILTIN.clone()
    }

    /// Names dictionary, settings and lexicon: equal versions cut equally.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The words of `text` (a normalised view), joined they are the text.
    #[must_use]
    pub fn cut(&self, text: &str) -> Vec<Token> {
        tokens(self.jieba.cut(text, false))
    }

    /// Every dictionary word that occurs in `text`, overlapping, by offset then length.
    #[must_use]
    pub fn cut_all(&self, text: &str) -> Vec<Token> {
        let mut tokens = tokens(self.jieba.cut_all(text));
        tokens.sort_by_key(|t| (t.span.start, t.span.end));
        tokens
    }
}

fn tokens(cut: Vec<jieba_rs::Token<'_>>) -> Vec<Token> {
    cut.into_iter()
        .map(|t| Token {
            span: Span::new(t.byte_start, t.byte_end),
            char_start: t.start,
            char_end: t.end,
        })
        .collect()
}

impl fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segmenter")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}
