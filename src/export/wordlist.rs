//! Word lists as rows.

use super::row::{Cell, Row};
use crate::wordlist::{Collocate, KeyWord, NewTerm, WordCount};
use std::borrow::Cow;

fn number(count: u64) -> Cell<'static> {
    Cell::Count(count)
}

impl Row for WordCount {
    const COLUMNS: &'static [&'static str] = &["word", "count", "documents", "per_million"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(self.word.as_str()),
            number(self.count),
            number(self.documents),
            Cell::Number(self.per_million),
        ]
    }
}

impl Row for KeyWord {
    const COLUMNS: &'static [&'static str] = &[
        "word",
        "log_likelihood",
        "log_ratio",
        "count",
        "documents",
        "per_million",
        "reference_count",
        "reference_documents",
        "reference_per_million",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(self.word.as_str()),
            Cell::Number(self.log_likelihood),
            Cell::Number(self.log_ratio),
            number(self.target.count),
            number(self.target.documents),
            Cell::Number(self.target.per_million),
            number(self.reference.count),
            number(self.reference.documents),
            Cell::Number(self.reference.per_million),
        ]
    }
}

impl Row for Collocate {
    const COLUMNS: &'static [&'static str] = &[
        "word",
        "together",
        "before",
        "after",
        "count",
        "log_likelihood",
        "log_dice",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(self.word.as_str()),
            number(self.together),
            number(self.before),
            number(self.together - self.before),
            number(self.count),
            Cell::Number(self.log_likelihood),
            Cell::Number(self.log_dice),
        ]
    }
}

impl Row for NewTerm {
    const COLUMNS: &'static [&'static str] =
        &["term", "count", "documents", "cohesion", "freedom", "words"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(self.term.as_str()),
            number(self.count),
            number(self.documents),
            Cell::Number(self.cohesion),
            Cell::Number(self.freedom),
            Cell::List(self.words.iter().map(|w| Cow::from(w.as_str())).collect()),
        ]
    }
}
