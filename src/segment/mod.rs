//! Words: the one segmenter that annotation, indexing and queries share, and its lexicon.

mod jieba;
mod lexicon;
mod synonyms;

pub use jieba::{Segmenter, Token};
pub use lexicon::{Lexicon, Term};
pub use synonyms::{Family, Synonyms};
