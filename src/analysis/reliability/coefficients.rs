//! Coefficients of agreement other than Krippendorff's.
//!
//! Each is `None` where it is not defined: nothing was rated by two coders, or chance alone
//! would make them agree everywhere.

use super::ratings::Ratings;

/// Counts of the units that two coders both rated, by what the first and what the second said.
struct Table {
    cells: Vec<Vec<f64>>,
    total: f64,
}

impl Table {
    fn of(ratings: &Ratings, first: usize, second: usize) -> Option<Self> {
        let k = ratings.values().len();
        let mut cells = vec![vec![0.0; k]; k];
        let mut total = 0.0;
        for (unit, times) in ratings.patterns() {
            if let (Some(a), Some(b)) = (unit[first], unit[second]) {
                cells[a][b] += times;
                total += times;
            }
        }
        (total > 0.0).then_some(Self { cells, total })
    }

    fn observed(&self) -> f64 {
        let agreed: f64 = (0..self.cells.len()).map(|c| self.cells[c][c]).sum();
        agreed / self.total
    }

    /// The share of each category in what the first, and in what the second coder said.
    fn shares(&self) -> Vec<(f64, f64)> {
        (0..self.cells.len())
            .map(|c| {
                let first: f64 = self.cells[c].iter().sum();
                let second: f64 = self.cells.iter().map(|row| row[c]).sum();
                (first / self.total, second / self.total)
            })
            .collect()
    }
}

/// Agreement beyond what chance would give.
fn beyond(observed: f64, expected: f64) -> Option<f64> {
    (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
}

impl Ratings {
    /// The share of pairs of ratings of a unit that agree.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        let (mut agreed, mut pairs) = (0.0, 0.0);
        for (unit, times) in self.patterns() {
            for (a, b) in self.pairs() {
                if let (Some(a), Some(b)) = (unit[a], unit[b]) {
                    pairs += times;
                    agreed += f64::from(u8::from(a == b)) * times;
                }
            }
        }
        (pairs > 0.0).then(|| agreed / pairs)
    }

    /// Holsti's coefficient, `2M/(N1+N2)`: agreements by the decisions of both. For more coders
    /// the composite reliability `nP/(1+(n-1)P)`, `P` the mean of all pairs.
    ///
    /// Source: O. Holsti, Content Analysis for the Social Sciences and Humanities, 1969.
    #[must_use]
    pub fn holsti(&self) -> Option<f64> {
        let pairs: Vec<f64> = self
            .pairs()
            .map(|(a, b)| {
                let (mut agreed, mut decisions) = (0.0, 0.0);
                for (unit, times) in self.patterns() {
                    let said = [unit[a], unit[b]];
                    decisions += said.iter().flatten().count() as f64 * times;
                    if said[0].is_some() && said[0] == said[1] {
                        agreed += times;
                    }
                }
                (decisions > 0.0).then(|| 2.0 * agreed / decisions)
            })
            .collect::<Option<_>>()?;
        composite(&pairs, self.coders())
    }

    /// Cohen's kappa of two coders; for more, the mean of all pairs (Light).
    ///
    /// Source: J. Cohen, A coefficient of agreement for nominal scales, 1960.
    #[must_use]
    pub fn cohen(&self) -> Option<f64> {
        self.mean_of_pairs(|table| {
            let expected = table.shares().iter().map(|(a, b)| a * b).sum();
            beyond(table.observed(), expected)
        })
    }

    /// Scott's pi of two coders; for more, the mean of all pairs.
    ///
    /// Source: W. Scott, Reliability of content analysis, 1955.
    #[must_use]
    pub fn scott(&self) -> Option<f64> {
        self.mean_of_pairs(|table| {
            let expected = table
                .shares()
                .iter()
                .map(|(a, b)| f64::midpoint(*a, *b).powi(2))
                .sum();
            beyond(table.observed(), expected)
        })
    }

    /// Brennan and Prediger's coefficient: chance is `1/k` for each of the `k` categories of the
    /// list, used or not. With two categories it is the prevalence- and bias-adjusted kappa.
    ///
    /// Source: R. Brennan and D. Prediger, Coefficient kappa: some uses, misuses, and
    /// alternatives, 1981.
    #[must_use]
    pub fn brennan_prediger(&self) -> Option<f64> {
        let chance = 1.0 / self.values().len() as f64;
        self.mean_of_pairs(|table| beyond(table.observed(), chance))
    }

    /// Fleiss' kappa over the units that every coder rated.
    ///
    /// Source: J. Fleiss, Measuring nominal scale agreement among many raters, 1971.
    #[must_use]
    pub fn fleiss(&self) -> Option<f64> {
        let raters = self.coders() as f64;
        if raters < 2.0 {
            return None;
        }
        let mut totals = vec![0.0; self.values().len()];
        let (mut units, mut agreement) = (0.0, 0.0);
        for (unit, times) in self.patterns() {
            let mut counts = vec![0.0; totals.len()];
            if unit.iter().any(Option::is_none) {
                continue;
            }
            for category in unit.iter().flatten() {
                counts[*category] += 1.0;
                totals[*category] += times;
            }
            let squares: f64 = counts.iter().map(|n| n * n).sum();
            agreement += (squares - raters) / (raters * (raters - 1.0)) * times;
            units += times;
        }
        if units == 0.0 {
            return None;
        }
        let expected = totals.iter().map(|n| (n / (units * raters)).powi(2)).sum();
        beyond(agreement / units, expected)
    }

    /// How much of what the coders said is each category, in the categories' order.
    #[must_use]
    pub fn prevalence(&self) -> Vec<f64> {
        let mut counts = vec![0.0; self.values().len()];
        let mut all = 0.0;
        for (unit, times) in self.patterns() {
            for category in unit.iter().flatten() {
                counts[*category] += times;
                all += times;
            }
        }
        if all > 0.0 {
            counts.iter_mut().for_each(|n| *n /= all);
        }
        counts
    }

    /// For each category the share in what the first coder said less that in what the second
    /// said, of the units both rated. `None` where there are not two coders.
    ///
    /// Kappa is low where one category prevails, and high where the coders' shares differ; it
    /// should never be read without these.
    #[must_use]
    pub fn bias(&self) -> Option<Vec<f64>> {
        let table = (self.coders() == 2).then(|| Table::of(self, 0, 1))??;
        Some(table.shares().iter().map(|(a, b)| a - b).collect())
    }

    fn mean_of_pairs(&self, coefficient: impl Fn(&Table) -> Option<f64>) -> Option<f64> {
        let pairs: Vec<f64> = self
            .pairs()
            .map(|(a, b)| coefficient(&Table::of(self, a, b)?))
            .collect::<Option<_>>()?;
        mean(&pairs)
    }
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// The reliability of `coders` together, from that of their pairs; one pair is itself.
pub(super) fn composite(pairs: &[f64], coders: usize) -> Option<f64> {
    let mean = mean(pairs)?;
    let n = coders as f64;
    Some(if coders == 2 {
        mean
    } else {
        n * mean / (1.0 + (n - 1.0) * mean)
    })
}
