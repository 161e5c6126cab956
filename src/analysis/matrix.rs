//! [`Matrix`]: the cross-table of the field, any axis by any axis.

use super::study::Study;
use crate::annotate::{Codebook, Name};
use crate::corpus::{Corpus, Entry, Filter};
use crate::error::{Error, ErrorKind};
use crate::time::PlanPeriod;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// What one side of a [`Matrix`] tells apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Axis {
    /// The code, of whatever scheme.
    Code,
    /// The codes of one scheme, by its id.
    Scheme(String),
    /// The instruments of the case: its codes of the district level.
    Instrument,
    /// The measures of the case: its codes of the school level.
    Measure,
    /// The stage, by the years in which the stages after the first begin, in order.
    Stage(Vec<i16>),
    /// The country.
    Jurisdiction,
    /// The year of the document.
    Year,
    /// The five-year plan in whose period the document was issued.
    Plan,
    /// The issuing organ; a joint document counts for each.
    Issuer,
    /// The level of government.
    Level,
    /// The region.
    Region,
    /// The document type.
    Genre,
    /// The document.
    Document,
}

impl Axis {
    /// All axes that need no further word, in the order help texts list them.
    pub const ALL: [Self; 11] = [
        Self::Code,
        Self::Instrument,
        Self::Measure,
        Self::Jurisdiction,
        Self::Year,
        Self::Plan,
        Self::Issuer,
        Self::Level,
        Self::Region,
        Self::Genre,
        Self::Document,
    ];

    /// The word that names it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Code => "code",
            Self::Scheme(id) => id,
            Self::Instrument => "instrument",
            Self::Measure => "measure",
            Self::Stage(_) => "stage",
            Self::Jurisdiction => "jurisdiction",
            Self::Year => "year",
            Self::Plan => "plan",
            Self::Issuer => "issuer",
            Self::Level => "level",
            Self::Region => "region",
            Self::Genre => "genre",
            Self::Document => "doc",
        }
    }

    /// The places on this axis where a unit of a document with these codes stands.
    pub(super) fn labels(&self, entry: &Entry, codes: &BTreeSet<(Name, Name)>) -> Vec<String> {
        let meta = &entry.document.metadata;
        let one = |label: Option<String>| vec![label.unwrap_or_else(|| UNKNOWN.to_owned())];
        let of = |passes: &dyn Fn(&(Name, Name)) -> bool| {
            let codes = codes.iter().filter(|c| passes(c));
            let codes: BTreeSet<String> = codes.map(|(_, code)| code.to_string()).collect();
            codes.into_iter().collect()
        };
        match self {
            Self::Code => of(&|_| true),
            Self::Scheme(id) => of(&|(book, _)| book.as_str() == id),
            Self::Instrument => of(&|(_, code)| Study::of_the_case().is_instrument(code)),
            Self::Measure => of(&|(_, code)| Study::of_the_case().is_measure(code)),
            Self::Stage(starts) => one(meta.dated().map(|d| stage(starts, d.year))),
            Self::Jurisdiction => one(meta.country().map(str::to_owned)),
            Self::Year => one(meta.dated().map(|d| format!("{:04}", d.year))),
            Self::Plan => one(meta
                .dated()
                .and_then(|d| PlanPeriod::of_year(d.year))
                .map(|p| p.name)),
            Self::Issuer if !meta.issuers.is_empty() => meta.issuers.clone(),
            Self::Issuer => one(None),
            Self::Level => one(meta.level.map(|l| l.to_string())),
            Self::Region => one(meta.region.clone()),
            Self::Genre => one(meta.genre.clone()),
            Self::Document => vec![entry.document.id.clone()],
        }
    }
}

impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Axis {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let fail = |message| Err(Error::new(ErrorKind::Argument, message));
        if let Some(years) = name.strip_prefix("stage:") {
            let starts: Result<Vec<i16>, _> = years.split(',').map(|y| y.trim().parse()).collect();
            return match starts {
                Ok(starts) if starts.is_sorted_by(|a, b| a < b) => Ok(Self::Stage(starts)),
                _ => fail(format!(
                    "“{name}” names no stages; give the years in which they begin, in order: stage:2010,2013"
                )),
            };
        }
        if let Some(id) = name.strip_prefix("scheme:") {
            return Ok(Self::Scheme(id.to_owned()));
        }
        if let Some(axis) = Self::ALL.into_iter().find(|a| a.as_str() == name) {
            return Ok(axis);
        }
        let schemes = Codebook::builtin_ids();
        if schemes.iter().any(|id| id == name) {
            return Ok(Self::Scheme(name.to_owned()));
        }
        let axes = Self::ALL.each_ref().map(Self::as_str).join(", ");
        fail(format!(
            "no axis is called “{name}”; the axes are {axes}, stage:YEAR,…, and the schemes {}",
            schemes.join(", ")
        ))
    }
}

/// The years of a stage: –2009, 2010–2012, 2013–.
fn stage(starts: &[i16], year: i16) -> String {
    let at = starts.partition_point(|start| *start <= year);
    let first = at.checked_sub(1).and_then(|at| starts.get(at));
    let last = starts.get(at).map(|next| next - 1);
    match (first, last) {
        (None, None) => "–".to_owned(),
        (None, Some(last)) => format!("–{last:04}"),
        (Some(first), None) => format!("{first:04}–"),
        (Some(first), Some(last)) => format!("{first:04}–{last:04}"),
    }
}

/// The label of documents that do not say where on an axis they stand.
const UNKNOWN: &str = "—";

/// What a [`Matrix`] counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Provisions that carry a code, each once a cell.
    #[default]
    Provisions,
    /// Documents with a provision that carries a code, each once a cell.
    Documents,
}

/// Counts of coded units by two axes.
///
/// A unit with several codes (or a document of several issuers) counts once in every cell where
/// it stands; totals count each unit once, so a total can be less than the sum of its cells. Codes
/// by codes is the table of what occurs together.
///
/// ```
/// use zhengce::analysis::{Axis, Matrix, Unit};
/// use zhengce::{Corpus, corpus::Filter};
/// let corpus = Corpus::builtin()?;
/// let matrix = Matrix::of(&corpus, &Filter::default(), Axis::Code, Axis::Year, Unit::Provisions);
/// assert!(matrix.rows().iter().any(|code| code == "personnel"));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    row_axis: Axis,
    column_axis: Axis,
    rows: Vec<String>,
    columns: Vec<String>,
    /// Row by row.
    counts: Vec<usize>,
    row_totals: Vec<usize>,
    column_totals: Vec<usize>,
    total: usize,
    title_only: usize,
}

impl Matrix {
    /// Counts the coded units that `filter` lets pass.
    #[must_use]
    pub fn of(corpus: &Corpus, filter: &Filter, rows: Axis, columns: Axis, unit: Unit) -> Self {
        // A unit is a document and a provision in it, or the document alone.
        type Units = BTreeSet<(usize, Option<usize>)>;
        let mut cells: BTreeMap<(String, String), Units> = BTreeMap::new();
        let mut title_only = 0;
        for (index, entry) in corpus.entries().iter().enumerate() {
            if !filter.accepts(&entry.document) {
                continue;
            }
            title_only += usize::from(entry.document.provenance.title_only);
            let mut units: BTreeMap<Option<usize>, BTreeSet<(Name, Name)>> = BTreeMap::new();
            for code in &entry.annotations.codes {
                if filter.accepts_code(&code.code) {
                    let place = match unit {
                        Unit::Provisions => code.provision,
                        Unit::Documents => None,
                    };
                    units
                        .entry(place)
                        .or_default()
                        .insert((code.codebook, code.code));
                }
            }
            for (place, codes) in units {
                let columns = columns.labels(entry, &codes);
                for row in rows.labels(entry, &codes) {
                    for column in &columns {
                        cells
                            .entry((row.clone(), column.clone()))
                            .or_default()
                            .insert((index, place));
                    }
                }
            }
        }
        let row_labels = ordered(&rows, cells.keys().map(|(row, _)| row));
        let column_labels = ordered(&columns, cells.keys().map(|(_, column)| column));
        // A unit counts once in a total, in however many cells it stands.
        let (mut by_row, mut by_column) = (BTreeMap::new(), BTreeMap::new());
        let mut all = Units::new();
        for ((row, column), units) in &cells {
            by_row.entry(row).or_insert_with(Units::new).extend(units);
            by_column
                .entry(column)
                .or_insert_with(Units::new)
                .extend(units);
            all.extend(units);
        }
        let totals = |labels: &[String], by: &BTreeMap<&String, Units>| {
            labels
                .iter()
                .map(|label| by.get(label).map_or(0, BTreeSet::len))
                .collect()
        };
        Self {
            row_axis: rows,
            column_axis: columns,
            counts: row_labels
                .iter()
                .flat_map(|row| column_labels.iter().map(move |column| (row, column)))
                .map(|(row, column)| {
                    cells
                        .get(&(row.clone(), column.clone()))
                        .map_or(0, BTreeSet::len)
                })
                .collect(),
            row_totals: totals(&row_labels, &by_row),
            column_totals: totals(&column_labels, &by_column),
            total: all.len(),
            rows: row_labels,
            columns: column_labels,
            title_only,
        }
    }

    /// The axis down the side.
    #[must_use]
    pub fn row_axis(&self) -> &Axis {
        &self.row_axis
    }

    /// The axis along the top.
    #[must_use]
    pub fn column_axis(&self) -> &Axis {
        &self.column_axis
    }

    /// The labels down the side, in order.
    #[must_use]
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// The labels along the top, in order.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The count of one cell; 0 outside the table.
    #[must_use]
    pub fn count(&self, row: usize, column: usize) -> usize {
        if column >= self.columns.len() {
            return 0;
        }
        row.checked_mul(self.columns.len())
            .and_then(|start| self.counts.get(start + column))
            .copied()
            .unwrap_or(0)
    }

    /// The units of each row, each once.
    #[must_use]
    pub fn row_totals(&self) -> &[usize] {
        &self.row_totals
    }

    /// The units of each column, each once.
    #[must_use]
    pub fn column_totals(&self) -> &[usize] {
        &self.column_totals
    }

    /// All units, each once.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Documents that pass the filter but of which only the title is known: they hold no
    /// provisions to count, which is not the same as saying nothing.
    #[must_use]
    pub fn title_only(&self) -> usize {
        self.title_only
    }
}

/// Puts codes in the order of the codebooks that ship; others come behind, in the order they had.
pub(super) fn sort_codes<C: AsRef<str>>(codes: &mut [C]) {
    let order = Codebook::builtin_codes();
    let place = |code: &str| order.iter().position(|known| known == code);
    codes.sort_by_key(|code| place(code.as_ref()).unwrap_or(order.len()));
}

/// The labels of an axis in its order: years without gaps, plans in time, codes as their codebook
/// has them, what is unknown last, all else by its characters.
pub(super) fn ordered<'l>(axis: &Axis, labels: impl Iterator<Item = &'l String>) -> Vec<String> {
    let labels: BTreeSet<&String> = labels.collect();
    let known: Vec<&String> = labels.iter().copied().filter(|l| *l != UNKNOWN).collect();
    let mut ordered: Vec<String> = match axis {
        Axis::Year => {
            let years: Vec<i16> = known.iter().filter_map(|l| l.parse().ok()).collect();
            match (years.first(), years.last()) {
                (Some(first), Some(last)) => (*first..=*last).map(|y| format!("{y:04}")).collect(),
                _ => Vec::new(),
            }
        }
        _ => known.into_iter().cloned().collect(),
    };
    match axis {
        Axis::Plan => ordered.sort_by_key(|l| PlanPeriod::named(l).map(|p| p.first_year)),
        // What comes before all other stages opens the row.
        Axis::Stage(_) => ordered.sort_by_key(|l| !l.starts_with('–')),
        Axis::Code | Axis::Scheme(_) | Axis::Instrument | Axis::Measure => {
            sort_codes(&mut ordered);
        }
        _ => {}
    }
    if labels.iter().any(|l| *l == UNKNOWN) {
        ordered.push(UNKNOWN.to_owned());
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Annotations, CodeAssignment};
    use crate::document::{Document, Metadata};
    use crate::span::Span;
    use crate::text::Text;

    /// A document of these issuers and this date, with a code at each provision.
    fn entry(id: &str, issuers: &[&str], issued: &str, codes: &[(&str, usize)]) -> Entry {
        let metadata = Metadata {
            issuers: issuers.iter().map(|i| (*i).to_owned()).collect(),
            issued: issued.parse().ok(),
            ..Metadata::default()
        };
        let mut annotations = Annotations::default();
        annotations
            .codes
            .extend(codes.iter().map(|(code, provision)| CodeAssignment {
                codebook: "case".into(),
                version: "1".into(),
                code: (*code).into(),
                span: Span::new(0, 3),
                provision: Some(*provision),
                score: 1.0,
                evidence: Vec::new(),
            }));
        let document = Document::new(id, Text::new("教育"), metadata, Vec::new());
        Entry::new(document, annotations, Vec::new())
    }

    #[test]
    fn a_unit_counts_in_every_cell_and_once_in_a_total() {
        let corpus = Corpus::from_entries(vec![
            entry(
                "joint",
                &["教育部", "财政部"],
                "2010",
                &[("a", 0), ("a", 0), ("b", 0)],
            ),
            entry("later", &[], "2012-09", &[("a", 1)]),
        ]);
        let matrix = Matrix::of(
            &corpus,
            &Filter::default(),
            Axis::Issuer,
            Axis::Code,
            Unit::Provisions,
        );
        assert_eq!(matrix.rows(), ["教育部", "财政部", UNKNOWN]);
        assert_eq!(matrix.columns(), ["a", "b"]);
        let counts: Vec<usize> = (0..3)
            .flat_map(|row| (0..2).map(move |column| (row, column)))
            .map(|(row, column)| matrix.count(row, column))
            .collect();
        assert_eq!(counts, [1, 1, 1, 1, 1, 0]);
        assert_eq!(matrix.row_totals(), [1, 1, 1]);
        assert_eq!(matrix.column_totals(), [2, 1]);
        assert_eq!(matrix.total(), 2);
        assert_eq!(matrix.count(usize::MAX, 1), 0);
        assert_eq!(matrix.count(0, 2), 0);
    }

    #[test]
    fn a_year_without_documents_has_its_column() {
        let corpus = Corpus::from_entries(vec![
            entry("first", &[], "2010", &[("a", 0)]),
            entry("last", &[], "2012-09", &[("a", 0)]),
        ]);
        let all = Filter::default();
        let matrix = Matrix::of(&corpus, &all, Axis::Code, Axis::Year, Unit::Documents);
        assert_eq!(matrix.columns(), ["2010", "2011", "2012"]);
        assert_eq!(matrix.column_totals(), [1, 0, 1]);
    }
}
