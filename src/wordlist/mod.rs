//! Word lists: what a corpus talks about, in counts.
//!
//! * [`WordCounts`]: how often each word stands, and in how many documents.
//! * [`keyness`]: words that are more, or less, frequent here than there.
//! * [`collocates`]: words that stand beside a term more often than chance.
//! * [`new_terms`]: strings that behave like words and that the lexicon lacks.
//!
//! Words are those of the [`Segmenter`](crate::segment::Segmenter) with which texts are indexed; terms are characters, found
//! wherever they stand. Counts are of the normalised view.

mod association;
mod collocates;
mod counts;
mod fresh;

pub use collocates::{Collocate, CollocateOptions, collocates};
pub use counts::{KeyWord, WordCount, WordCounts, keyness};
pub use fresh::{NewTerm, NewTermOptions, new_terms};

use crate::corpus::{Entry, Filter};
use crate::span::Span;

/// The passages of an entry that pass `filter`, in its view: the whole, or the provisions that
/// carry a code that is asked for.
fn passages(entry: &Entry, filter: &Filter) -> Vec<Span> {
    let document = &entry.document;
    if !filter.accepts(document) {
        return Vec::new();
    }
    match filter.coded_provisions(entry) {
        None => vec![Span::new(0, document.text.view().len())],
        Some(coded) => coded
            .into_iter()
            .filter_map(|at| document.provisions.get(at))
            .map(|provision| document.text.to_view(provision.span))
            .collect(),
    }
}

/// Whether a token is a word: it has a letter or a Chinese character, and is no mere number.
fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests;
