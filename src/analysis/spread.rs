//! [`Spread`]: how strongly, how widely, how fast and in which direction a document is carried out.

use crate::timeline::{Diffusion, DiffusionStep};
use std::collections::{BTreeMap, BTreeSet};

/// How one document spreads through those that carry it out.
///
/// ```
/// use zhengce::analysis::Spread;
/// use zhengce::corpus::{Catalogue, Corpus, Filter};
/// use zhengce::timeline::Diffusion;
/// let corpus = Corpus::builtin()?;
/// let diffusion = Diffusion::of(&corpus, &Catalogue::builtin()?, &Filter::default());
/// let spread = Spread::of(&diffusion);
/// assert!(spread.iter().all(|s| s.strength >= s.down));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Spread {
    /// The id of what is carried out, else its title.
    pub upper: String,
    /// Its title.
    pub title: String,
    /// The documents that carry it out.
    pub documents: Vec<String>,
    /// Strength: how many they are.
    pub strength: usize,
    /// Breadth: how many regions they are of; those of an unknown region count as none.
    pub breadth: usize,
    /// Speed: the median of the least days after it, of those that are dated.
    pub median_days: Option<f64>,
    /// The least days after it.
    pub first_days: Option<i32>,
    /// Direction: how many of them stand on a lower level.
    pub down: usize,
    /// How many of them stand on the same level.
    pub level: usize,
}

impl Spread {
    /// Of each document that others carry out: the strongest first, then by id.
    #[must_use]
    pub fn of(diffusion: &Diffusion) -> Vec<Self> {
        let mut by: BTreeMap<&str, Vec<&DiffusionStep>> = BTreeMap::new();
        for step in diffusion.steps() {
            let upper = step.upper.as_deref().unwrap_or(&step.upper_title);
            by.entry(upper).or_default().push(step);
        }
        let mut all: Vec<Self> = by
            .into_iter()
            .map(|(upper, steps)| {
                let mut days: Vec<i32> = steps.iter().filter_map(|s| Some(s.delay?.0)).collect();
                days.sort_unstable();
                let regions: BTreeSet<&String> = steps
                    .iter()
                    .filter_map(|s| s.lower_region.as_ref())
                    .collect();
                let levels = steps
                    .iter()
                    .filter_map(|s| s.upper_level.zip(s.lower_level));
                Self {
                    upper: upper.to_owned(),
                    title: steps[0].upper_title.clone(),
                    documents: steps.iter().map(|s| s.lower.clone()).collect(),
                    strength: steps.len(),
                    breadth: regions.len(),
                    median_days: median(&days),
                    first_days: days.first().copied(),
                    down: levels
                        .clone()
                        .filter(|(upper, lower)| upper < lower)
                        .count(),
                    level: levels.filter(|(upper, lower)| upper == lower).count(),
                }
            })
            .collect();
        all.sort_by_key(|s| std::cmp::Reverse(s.strength));
        all
    }
}

fn median(sorted: &[i32]) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    Some((f64::from(sorted[last / 2]) + f64::from(sorted[sorted.len() / 2])) / 2.0)
}
