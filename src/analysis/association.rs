//! [`Association`]: how far the cells of a cross-table are from what its margins let expect.

use super::Matrix;

/// Expected counts, residuals and Pearson's chi-square of a [`Matrix`].
///
/// Each standing of a unit in a cell is one observation, so the margins here are the sums of the
/// cells, not [`Matrix::row_totals`], which count a unit with several codes once. Such observations
/// are not independent, and provisions of one document are alike: residuals show where to look, and
/// no probability is given with them. Source: A. Agresti, Categorical Data Analysis, 3rd ed. 2013,
/// sections 3.2 and 3.3.
///
/// ```
/// use zhengce::analysis::{Association, Axis, Matrix, Unit};
/// use zhengce::{Corpus, corpus::Filter};
/// let corpus = Corpus::builtin()?;
/// let matrix = Matrix::of(&corpus, &Filter::default(), Axis::Instrument, Axis::Level, Unit::Provisions);
/// let association = Association::of(&matrix);
/// assert!(association.chi_square() > 0.0);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Association {
    cells: Vec<Vec<AssociationCell>>,
    observations: f64,
    chi_square: f64,
    degrees: usize,
    cramers_v: Option<f64>,
}

/// One cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AssociationCell {
    /// The count.
    pub observed: f64,
    /// Its share of all observations, 0 to 1.
    pub share: f64,
    /// Its share of its row.
    pub row_share: f64,
    /// Its share of its column.
    pub column_share: f64,
    /// What the margins let expect: row sum times column sum by all.
    pub expected: f64,
    /// (observed - expected) / sqrt(expected), Pearson's residual; 0 where nothing is expected.
    pub residual: f64,
    /// The residual over its standard error: beyond 2 or 3 it wants an explanation.
    pub adjusted: f64,
}

impl Association {
    /// Of a cross-table.
    #[must_use]
    pub fn of(matrix: &Matrix) -> Self {
        let rows = 0..matrix.rows().len();
        Self::of_counts(
            &rows
                .map(|row| {
                    let columns = 0..matrix.columns().len();
                    columns.map(|c| matrix.count(row, c) as f64).collect()
                })
                .collect::<Vec<Vec<f64>>>(),
        )
    }

    /// Of counts, row by row; a short row is filled with zeros.
    #[must_use]
    pub fn of_counts(counts: &[Vec<f64>]) -> Self {
        let width = counts.iter().map(Vec::len).max().unwrap_or(0);
        let at = |row: &Vec<f64>, column: usize| row.get(column).copied().unwrap_or(0.0);
        let row_sums: Vec<f64> = counts.iter().map(|row| row.iter().sum()).collect();
        let column_sums: Vec<f64> = (0..width)
            .map(|column| counts.iter().map(|row| at(row, column)).sum())
            .collect();
        let all: f64 = row_sums.iter().sum();
        let ratio = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let cells: Vec<Vec<AssociationCell>> = counts
            .iter()
            .zip(&row_sums)
            .map(|(row, row_sum)| {
                let cell = |(column, column_sum): (usize, &f64)| {
                    let observed = at(row, column);
                    let expected = ratio(row_sum * column_sum, all);
                    let residual = ratio(observed - expected, expected.sqrt());
                    let left = (1.0 - ratio(*row_sum, all)) * (1.0 - ratio(*column_sum, all));
                    AssociationCell {
                        observed,
                        share: ratio(observed, all),
                        row_share: ratio(observed, *row_sum),
                        column_share: ratio(observed, *column_sum),
                        expected,
                        residual,
                        adjusted: ratio(residual, left.max(0.0).sqrt()),
                    }
                };
                column_sums.iter().enumerate().map(cell).collect()
            })
            .collect();
        let chi_square: f64 = cells.iter().flatten().map(|c| c.residual.powi(2)).sum();
        // A year that stands in the table without any count tells nothing apart.
        let filled = |sums: &[f64]| sums.iter().filter(|sum| **sum > 0.0).count();
        let (height, width) = (filled(&row_sums), filled(&column_sums));
        let least = height.min(width).saturating_sub(1);
        Self {
            cells,
            observations: all,
            chi_square,
            degrees: height.saturating_sub(1) * width.saturating_sub(1),
            cramers_v: (least > 0).then(|| (chi_square / (all * least as f64)).sqrt()),
        }
    }

    /// One cell; all zero outside the table.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> AssociationCell {
        let row = self.cells.get(row);
        row.and_then(|row| row.get(column))
            .copied()
            .unwrap_or_default()
    }

    /// The sum of the cells.
    #[must_use]
    pub fn observations(&self) -> f64 {
        self.observations
    }

    /// Pearson's chi-square: the sum of the squared residuals.
    #[must_use]
    pub fn chi_square(&self) -> f64 {
        self.chi_square
    }

    /// Its degrees of freedom; rows and columns without a count are left out.
    #[must_use]
    pub fn degrees_of_freedom(&self) -> usize {
        self.degrees
    }

    /// Cramér's V, 0 to 1: how strongly rows and columns go together; `None` in a table of one row
    /// or one column.
    #[must_use]
    pub fn cramers_v(&self) -> Option<f64> {
        self.cramers_v
    }
}
