//! How sure a coefficient is: resampling whole documents.

use super::ratings::Ratings;
use oorandom::Rand64;

/// How a coefficient is resampled. The same settings give the same interval, on any machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bootstrap {
    /// How many samples are drawn.
    pub samples: usize,
    /// Where the random numbers begin.
    pub seed: u64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self {
            samples: 1000,
            seed: 2011,
        }
    }
}

impl Bootstrap {
    /// The same with this many samples.
    #[must_use]
    pub fn samples(mut self, samples: usize) -> Self {
        self.samples = samples;
        self
    }

    /// The interval that holds a coefficient in 95 of 100 samples of the documents, drawn with
    /// replacement; `clusters` has the ratings of each document.
    ///
    /// Whole documents are drawn, since the paragraphs of one are alike: intervals that take
    /// them for independent are too narrow. `None` where there are fewer than two documents, or
    /// where the coefficient is not defined in half of the samples. Source: percentile
    /// bootstrap, B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993.
    #[must_use]
    pub fn interval(
        self,
        clusters: &[Ratings],
        coefficient: impl Fn(&Ratings) -> Option<f64>,
    ) -> Option<(f64, f64)> {
        let first = clusters.first()?;
        self.interval_of(clusters.len(), |drawn| {
            let mut sample = Ratings::numeric(first.coders(), first.values().to_vec());
            drawn.iter().for_each(|at| sample.extend(&clusters[*at]));
            coefficient(&sample)
        })
    }

    /// The same for any figure about a number of documents: `figure` is given the places of those
    /// that were drawn.
    #[must_use]
    pub fn interval_of(
        self,
        documents: usize,
        figure: impl Fn(&[usize]) -> Option<f64>,
    ) -> Option<(f64, f64)> {
        if documents < 2 {
            return None;
        }
        let mut random = Rand64::new(u128::from(self.seed));
        let mut found = Vec::with_capacity(self.samples);
        let mut drawn = vec![0; documents];
        for _ in 0..self.samples {
            drawn.fill_with(|| random.rand_range(0..documents as u64) as usize);
            found.extend(figure(&drawn));
        }
        if found.len() * 2 < self.samples || found.is_empty() {
            return None;
        }
        found.sort_by(f64::total_cmp);
        let at = |share: f64| found[((found.len() - 1) as f64 * share).round() as usize];
        Some((at(0.025), at(0.975)))
    }
}
