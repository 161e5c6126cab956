//! Coding schemes as rows.

use super::row::{Cell, Row};
use crate::annotate::{Code, Codebook};

/// One code of a codebook, as a row.
#[derive(Debug)]
pub struct CodebookRow<'b> {
    book: &'b Codebook,
    code: &'b Code,
}

/// The codes of these codebooks, in the order of their files.
#[must_use]
pub fn codebook_rows(books: &[Codebook]) -> Vec<CodebookRow<'_>> {
    books
        .iter()
        .flat_map(|book| {
            book.codes
                .iter()
                .map(move |code| CodebookRow { book, code })
        })
        .collect()
}

impl Row for CodebookRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "codebook",
        "version",
        "code",
        "parent",
        "zh",
        "en",
        "rules",
        "definition",
        "include",
        "exclude",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let code = self.code;
        vec![
            Cell::text(self.book.id.as_str()),
            Cell::text(self.book.version.as_str()),
            Cell::text(code.id.as_str()),
            Cell::maybe(code.parent.as_deref()),
            Cell::text(code.label.zh.as_str()),
            Cell::text(code.label.en.as_str()),
            Cell::count(code.rules.len()),
            Cell::text(code.definition.as_str()),
            Cell::maybe(code.include.as_deref()),
            Cell::maybe(code.exclude.as_deref()),
        ]
    }
}
