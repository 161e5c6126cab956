//! Results as rows: coded provisions and matrices.

use super::row::{Cell, Row};
use crate::analysis::Matrix;
use crate::annotate::CodeAssignment;
use crate::corpus::{Corpus, Entry, Filter};
use crate::document::Document;
use crate::span::Span;
use crate::text::CodePoints;
use std::borrow::Cow;

/// The cells of the columns that say which document a row is about: doc, title, number, issued,
/// issuers, level, region.
fn document_cells(document: &Document) -> Vec<Cell<'_>> {
    let meta = &document.metadata;
    vec![
        Cell::text(document.id.as_str()),
        Cell::maybe(meta.title.as_deref()),
        Cell::maybe(meta.doc_number.as_ref().map(ToString::to_string)),
        Cell::maybe(meta.issued.map(|d| d.to_string())),
        Cell::List(meta.issuers.iter().map(|i| Cow::from(i.as_str())).collect()),
        Cell::maybe(meta.level.map(|l| l.as_str())),
        Cell::maybe(meta.region.as_deref()),
    ]
}

/// One code of one paragraph, as a row.
#[derive(Debug)]
pub struct CodeRow<'c> {
    entry: &'c Entry,
    index: usize,
    /// Code points of the paragraph and of each piece of evidence.
    at: (usize, usize),
    evidence_at: Vec<(usize, usize)>,
}

impl<'c> CodeRow<'c> {
    /// The document of the paragraph.
    #[must_use]
    pub fn document(&self) -> &'c Document {
        &self.entry.document
    }

    /// The code with its evidence.
    #[must_use]
    pub fn code(&self) -> &'c CodeAssignment {
        &self.entry.annotations.codes[self.index]
    }
}

/// The coded paragraphs that `filter` lets pass, in corpus and text order.
#[must_use]
pub fn code_rows<'c>(corpus: &'c Corpus, filter: &Filter) -> Vec<CodeRow<'c>> {
    let mut rows = Vec::new();
    for entry in corpus
        .entries()
        .iter()
        .filter(|e| filter.accepts(&e.document))
    {
        let points = CodePoints::new(entry.document.text.original());
        for (index, code) in entry.annotations.codes.iter().enumerate() {
            if filter.accepts_code(&code.code) {
                rows.push(CodeRow {
                    entry,
                    index,
                    at: points.span(code.span),
                    evidence_at: code.evidence.iter().map(|e| points.span(e.span)).collect(),
                });
            }
        }
    }
    rows
}

impl Row for CodeRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "doc",
        "title",
        "number",
        "issued",
        "issuers",
        "level",
        "region",
        "codebook",
        "version",
        "code",
        "score",
        "path",
        "address",
        "start",
        "end",
        "text",
        "evidence",
        "rules",
        "evidence_at",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let document = &self.entry.document;
        let code = self.code();
        let quotes = |spans: &mut dyn Iterator<Item = Span>| {
            Cell::List(spans.map(|s| document.reading(s)).collect())
        };
        let mut cells = document_cells(document);
        cells.extend([
            Cell::text(code.codebook.as_str()),
            Cell::text(code.version.as_str()),
            Cell::text(code.code.as_str()),
            Cell::rounded(code.score),
            path_cell(document, code.provision),
            address_cell(document, code.provision),
            Cell::count(self.at.0),
            Cell::count(self.at.1),
            Cell::text(document.reading(code.span)),
            quotes(&mut code.evidence.iter().map(|e| e.span)),
            Cell::List(
                code.evidence
                    .iter()
                    .map(|e| Cow::from(e.rule.as_str()))
                    .collect(),
            ),
            Cell::List(
                self.evidence_at
                    .iter()
                    .map(|(start, end)| Cow::from(format!("{start}..{end}")))
                    .collect(),
            ),
        ]);
        cells
    }
}

/// The place of a provision in its outline.
pub(super) fn path_cell(document: &Document, provision: Option<usize>) -> Cell<'_> {
    Cell::maybe(
        provision
            .and_then(|i| document.provisions.get(i))
            .map(|p| p.path.as_str()),
    )
}

/// The address by which researchers cite a provision.
pub(super) fn address_cell(document: &Document, provision: Option<usize>) -> Cell<'_> {
    Cell::maybe(provision.map(|i| document.address(i)))
}

/// One line of a [`Matrix`].
#[derive(Debug)]
pub struct MatrixRow<'m> {
    matrix: &'m Matrix,
    /// `None` for the line of totals.
    row: Option<usize>,
}

/// The lines of a matrix, the totals last; an empty matrix has none.
#[must_use]
pub fn matrix_rows(matrix: &Matrix) -> Vec<MatrixRow<'_>> {
    if matrix.total() == 0 {
        return Vec::new();
    }
    (0..matrix.rows().len())
        .map(Some)
        .chain([None])
        .map(|row| MatrixRow { matrix, row })
        .collect()
}

impl Row for MatrixRow<'_> {
    const COLUMNS: &'static [&'static str] = &["total"];

    fn columns(&self) -> Vec<Cow<'_, str>> {
        [Cow::from(self.matrix.row_axis().as_str())]
            .into_iter()
            .chain(self.matrix.columns().iter().map(|c| Cow::from(c.as_str())))
            .chain([Cow::from("total")])
            .collect()
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        let matrix = self.matrix;
        let mut cells = Vec::with_capacity(matrix.columns().len() + 2);
        match self.row {
            Some(row) => {
                cells.push(Cell::text(matrix.rows()[row].as_str()));
                cells
                    .extend((0..matrix.columns().len()).map(|c| Cell::count(matrix.count(row, c))));
                cells.push(Cell::count(matrix.row_totals()[row]));
            }
            None => {
                cells.push(Cell::text("total"));
                cells.extend(matrix.column_totals().iter().map(|c| Cell::count(*c)));
                cells.push(Cell::count(matrix.total()));
            }
        }
        cells
    }
}
