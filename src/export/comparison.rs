//! Associations, tensions, comparisons and chains of argument as rows.

use super::row::{Cell, Row};
use crate::analysis::{
    ArgumentChain, Association, AssociationCell, Comparison, Group, Keyword, Matrix, Passage, Pole,
    Share, Tension, Tensions,
};
use std::borrow::Cow;

/// Rounded to four places.
fn rounded(value: f64) -> Cell<'static> {
    Cell::Number((value * 10_000.0).round() / 10_000.0)
}

fn maybe(value: Option<f64>) -> Cell<'static> {
    value.map_or(Cell::Empty, rounded)
}

/// The columns of a passage.
pub(super) const PASSAGE: [&str; 8] = [
    "doc", "title", "number", "date", "address", "start", "end", "text",
];

/// Which document, which place, which words.
pub(super) fn passage_cells(passage: Option<&Passage>) -> Vec<Cell<'_>> {
    let Some(passage) = passage else {
        return vec![Cell::Empty; PASSAGE.len()];
    };
    vec![
        Cell::text(passage.document.as_str()),
        Cell::maybe(passage.title.as_deref()),
        Cell::maybe(passage.number.as_deref()),
        Cell::maybe(passage.date.map(|d| d.to_string())),
        Cell::text(passage.address.as_str()),
        Cell::count(passage.start),
        Cell::count(passage.end),
        Cell::text(passage.quote.as_str()),
    ]
}

/// What a table of cells shows of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellMeasure {
    /// Its share of all.
    Share,
    /// Its share of its row.
    RowShare,
    /// Its share of its column.
    ColumnShare,
    /// What the margins let expect.
    Expected,
    /// Pearson's residual.
    Residual,
    /// The adjusted residual.
    Adjusted,
}

/// One line of a cross-table of measures.
#[derive(Debug)]
pub struct AssociationRow<'m> {
    matrix: &'m Matrix,
    association: &'m Association,
    measure: CellMeasure,
    row: usize,
}

/// The lines of `matrix` with a measure in each cell instead of the count.
#[must_use]
pub fn association_rows<'m>(
    matrix: &'m Matrix,
    association: &'m Association,
    measure: CellMeasure,
) -> Vec<AssociationRow<'m>> {
    (0..matrix.rows().len())
        .map(|row| AssociationRow {
            matrix,
            association,
            measure,
            row,
        })
        .collect()
}

impl Row for AssociationRow<'_> {
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Cow<'_, str>> {
        let columns = self.matrix.columns().iter().map(|c| Cow::from(c.as_str()));
        [Cow::from(self.matrix.row_axis().as_str())]
            .into_iter()
            .chain(columns)
            .collect()
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        let of = |cell: AssociationCell| match self.measure {
            CellMeasure::Share => cell.share,
            CellMeasure::RowShare => cell.row_share,
            CellMeasure::ColumnShare => cell.column_share,
            CellMeasure::Expected => cell.expected,
            CellMeasure::Residual => cell.residual,
            CellMeasure::Adjusted => cell.adjusted,
        };
        let columns = 0..self.matrix.columns().len();
        let cells = columns.map(|column| rounded(of(self.association.cell(self.row, column))));
        [Cell::text(self.matrix.rows()[self.row].as_str())]
            .into_iter()
            .chain(cells)
            .collect()
    }
}

/// One pair of poles, as a row.
#[derive(Debug)]
pub struct TensionRow<'t>(&'t Tension);

/// One row a pair, in the order of the scheme.
#[must_use]
pub fn tension_rows(tensions: &Tensions) -> Vec<TensionRow<'_>> {
    tensions.pairs().iter().map(TensionRow).collect()
}

impl Row for TensionRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "pair",
        "label",
        "first",
        "first_provisions",
        "first_documents",
        "second",
        "second_provisions",
        "second_documents",
        "both",
        "both_documents",
        "tilt",
        "tilt_low",
        "tilt_high",
        "years",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let pair = self.0;
        let mut cells = vec![
            Cell::text(pair.code.as_str()),
            Cell::text(pair.label.zh.as_str()),
        ];
        for pole in &pair.poles {
            cells.extend([
                Cell::text(pole.label.zh.as_str()),
                Cell::count(pole.provisions),
                Cell::count(pole.documents),
            ]);
        }
        let [first, second] = &pair.poles;
        let years = first.by_year.keys().chain(second.by_year.keys());
        let years: std::collections::BTreeSet<i16> = years.copied().collect();
        let of = |pole: &Pole, year: i16| pole.by_year.get(&year).copied().unwrap_or(0);
        cells.extend([
            Cell::count(pair.both.len()),
            Cell::List(pair.both.iter().map(|id| Cow::from(id.as_str())).collect()),
            maybe(pair.tilt),
            maybe(pair.interval.map(|(low, _)| low)),
            maybe(pair.interval.map(|(_, high)| high)),
            Cell::List(
                years
                    .into_iter()
                    .map(|y| Cow::from(format!("{y}:{}/{}", of(first, y), of(second, y))))
                    .collect(),
            ),
        ]);
        cells
    }
}

/// One paragraph that carries a pole, as a row.
#[derive(Debug)]
pub struct PoleRow<'t> {
    pair: &'t Tension,
    pole: &'t Pole,
    passage: &'t Passage,
}

/// The paragraphs of all poles: by pair, by pole, in order of time.
#[must_use]
pub fn pole_rows(tensions: &Tensions) -> Vec<PoleRow<'_>> {
    let poles = tensions
        .pairs()
        .iter()
        .flat_map(|pair| pair.poles.iter().map(move |p| (pair, p)));
    poles
        .flat_map(|(pair, pole)| {
            let passages = pole.passages.iter();
            passages.map(move |passage| PoleRow {
                pair,
                pole,
                passage,
            })
        })
        .collect()
}

impl Row for PoleRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "pair", "pole", "label", "doc", "title", "number", "date", "address", "start", "end",
        "text",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![
            Cell::text(self.pair.code.as_str()),
            Cell::text(self.pole.code.as_str()),
            Cell::text(self.pole.label.zh.as_str()),
        ];
        cells.extend(passage_cells(Some(self.passage)));
        cells
    }
}

/// How much of a group carries a code, as a row.
#[derive(Debug)]
pub struct ShareRow<'c> {
    group: &'c Group,
    share: &'c Share,
}

/// The mix of each group: by code, then by group, so that the groups stand one below the other.
#[must_use]
pub fn share_rows(comparison: &Comparison) -> Vec<ShareRow<'_>> {
    let groups = comparison.groups();
    let codes = groups.first().map_or(0, |g| g.mix.len());
    (0..codes)
        .flat_map(|code| groups.iter().map(move |group| (group, code)))
        .filter_map(|(group, code)| {
            Some(ShareRow {
                group,
                share: group.mix.get(code)?,
            })
        })
        .collect()
}

impl Row for ShareRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "group",
        "group_documents",
        "title_only",
        "group_provisions",
        "documents",
        "provisions",
        "share",
        "share_low",
        "share_high",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let Self { group, share } = self;
        vec![
            Cell::text(share.code.as_str()),
            Cell::text(group.label.as_str()),
            Cell::count(group.documents),
            Cell::count(group.title_only),
            Cell::count(group.provisions),
            Cell::count(share.documents),
            Cell::count(share.provisions),
            maybe(share.share),
            maybe(share.interval.map(|(low, _)| low)),
            maybe(share.interval.map(|(_, high)| high)),
        ]
    }
}

/// A word that sets a group apart, as a row.
#[derive(Debug)]
pub struct KeywordRow<'c> {
    group: &'c Group,
    word: &'c Keyword,
}

/// The words of each group, the surest first.
#[must_use]
pub fn keyword_rows(comparison: &Comparison) -> Vec<KeywordRow<'_>> {
    let groups = comparison.groups().iter();
    groups
        .flat_map(|group| {
            group
                .keywords
                .iter()
                .map(move |word| KeywordRow { group, word })
        })
        .collect()
}

impl Row for KeywordRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "group",
        "word",
        "count",
        "elsewhere",
        "documents",
        "log_likelihood",
        "log_ratio",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let word = self.word;
        vec![
            Cell::text(self.group.label.as_str()),
            Cell::text(word.word.as_str()),
            Cell::count(word.count),
            Cell::count(word.elsewhere),
            Cell::count(word.documents),
            rounded(word.log_likelihood),
            rounded(word.log_ratio),
        ]
    }
}

/// What one group has and another lacks, as a row.
#[derive(Debug)]
pub struct OnlyRow<'c> {
    has: &'c Group,
    lacks: &'c Group,
    share: &'c Share,
}

/// For each two groups, the codes that only one of them has, with its first paragraph.
#[must_use]
pub fn only_rows(comparison: &Comparison) -> Vec<OnlyRow<'_>> {
    let groups = comparison.groups();
    let mut rows = Vec::new();
    for (a, has) in groups.iter().enumerate() {
        for (b, lacks) in groups.iter().enumerate().filter(|(b, _)| *b != a) {
            let only = comparison.only(a, b).into_iter();
            rows.extend(only.map(|share| OnlyRow { has, lacks, share }));
        }
    }
    rows
}

impl Row for OnlyRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "has",
        "lacks",
        "lacks_documents",
        "lacks_title_only",
        "code",
        "provisions",
        "doc",
        "title",
        "number",
        "date",
        "address",
        "start",
        "end",
        "text",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = vec![
            Cell::text(self.has.label.as_str()),
            Cell::text(self.lacks.label.as_str()),
            Cell::count(self.lacks.documents),
            Cell::count(self.lacks.title_only),
            Cell::text(self.share.code.as_str()),
            Cell::count(self.share.provisions),
        ];
        cells.extend(passage_cells(self.share.first.as_ref()));
        cells
    }
}

/// One paragraph of a chain of argument, or a link that is missing, as a row.
#[derive(Debug)]
pub struct LinkRow<'c> {
    chain: &'c ArgumentChain,
    link: &'c str,
    passage: Option<&'c Passage>,
}

/// The chains in order, link by link; a link without a paragraph has a row that says so.
#[must_use]
pub fn link_rows(chains: &[ArgumentChain]) -> Vec<LinkRow<'_>> {
    let mut rows = Vec::new();
    for chain in chains {
        for (link, passages) in &chain.links {
            let found = passages.iter().map(Some);
            let missing = passages.is_empty().then_some(None);
            rows.extend(found.chain(missing).map(|passage| LinkRow {
                chain,
                link,
                passage,
            }));
        }
    }
    rows
}

impl Row for LinkRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "chain", "link", "found", "doc", "title", "number", "date", "address", "start", "end",
        "text",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let found = if self.passage.is_some() {
            "yes"
        } else {
            "missing"
        };
        let mut cells = vec![
            Cell::text(self.chain.of.as_str()),
            Cell::text(self.link),
            Cell::text(found),
        ];
        cells.extend(passage_cells(self.passage));
        cells
    }
}
