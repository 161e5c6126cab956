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
        let (first, _) = clusters
            .split_first()
            .filter(|(_, rest)| !rest.is_empty())?;
        let mut random = Rand64::new(u128::from(self.seed));
        let mut found = Vec::with_capacity(self.samples);
        for _ in 0..self.samples {
            let mut sample = Ratings::numeric(first.coders(), first.values().to_vec());
            for _ in clusters {
                let drawn = random.rand_range(0..clusters.len() as u64);
                sample.extend(&clusters[drawn as usize]);
            }
            found.extend(coefficient(&sample));
        }
        if found.len() * 2 < self.samples || found.is_empty() {
            return None;
        }
        found.sort_by(f64::total_cmp);
        let at = |share: f64| found[((found.len() - 1) as f64 * share).round() as usize];
        Some((at(0.025), at(0.975)))
    }
}
