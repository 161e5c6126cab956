//! Krippendorff's alpha.

use super::ratings::Ratings;

/// How far apart two categories are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scale {
    /// All that differ are equally far.
    #[default]
    Nominal,
    /// By how many ratings lie between.
    Ordinal,
    /// By the square of their difference.
    Interval,
}

impl Ratings {
    /// Krippendorff's alpha, `1 - Do/De`, over the coincidence matrix: a unit with `m` ratings
    /// gives `1/(m-1)` to each ordered pair of them; a unit with one rating says nothing.
    ///
    /// `None` where nothing was rated twice or only one category was ever used: alpha is not
    /// defined without variation.
    ///
    /// At least .800 is reliable, at least .667 allows tentative conclusions. Source:
    /// K. Krippendorff, Content Analysis, 2004, chapter 11.
    ///
    /// ```
    /// use zhengce::analysis::reliability::{Ratings, Scale};
    /// let mut ratings = Ratings::nominal(2, 2);
    /// ratings.add(&[Some(0), Some(0)], 5);
    /// ratings.add(&[Some(1), Some(1)], 4);
    /// ratings.add(&[Some(1), Some(0)], 1);
    /// assert_eq!(format!("{:.3}", ratings.krippendorff(Scale::Nominal).unwrap()), "0.808");
    /// ```
    #[must_use]
    pub fn krippendorff(&self, scale: Scale) -> Option<f64> {
        let k = self.values().len();
        let mut coincidences = vec![vec![0.0; k]; k];
        for (unit, times) in self.patterns() {
            let said: Vec<usize> = unit.iter().copied().flatten().collect();
            if said.len() < 2 {
                continue;
            }
            let share = times / (said.len() - 1) as f64;
            for (i, a) in said.iter().enumerate() {
                for (j, b) in said.iter().enumerate() {
                    if i != j {
                        coincidences[*a][*b] += share;
                    }
                }
            }
        }
        let totals: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
        let all: f64 = totals.iter().sum();
        let distance = |a: usize, b: usize| -> f64 {
            let (a, b) = (a.min(b), a.max(b));
            match scale {
                Scale::Nominal => f64::from(u8::from(a != b)),
                Scale::Ordinal => {
                    let between: f64 = totals[a..=b].iter().sum();
                    (between - f64::midpoint(totals[a], totals[b])).powi(2)
                }
                Scale::Interval => (self.values()[a] - self.values()[b]).powi(2),
            }
        };
        let (mut observed, mut expected) = (0.0, 0.0);
        for a in 0..k {
            for b in (0..k).filter(|b| *b != a) {
                let apart = distance(a, b);
                observed += coincidences[a][b] * apart;
                expected += totals[a] * totals[b] * apart;
            }
        }
        (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
    }
}
