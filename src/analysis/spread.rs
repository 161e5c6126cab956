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
    /// Speed: the median of the days after it, of those that are dated; the least and the most that
    /// the dates leave open, which differ where a date has no day.
    pub median_days: Option<(f64, f64)>,
    /// The days after it of the first, as its least and its most.
    pub first_days: Option<(i32, i32)>,
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
                let delays = steps.iter().filter_map(|s| s.delay).map(after);
                let (mut least, mut most): (Vec<i32>, Vec<i32>) = delays.unzip();
                least.sort_unstable();
                most.sort_unstable();
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
                    median_days: median(&least).zip(median(&most)),
                    first_days: least.first().copied().zip(most.first().copied()),
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

/// A delay of which the dates leave open whether it is one: nothing is carried out before it is
/// made. Dates that say so leave it as it is.
fn after((least, most): (i32, i32)) -> (i32, i32) {
    (if most < 0 { least } else { least.max(0) }, most)
}

fn median(sorted: &[i32]) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    Some((f64::from(sorted[last / 2]) + f64::from(sorted[sorted.len() / 2])) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_dates_leave_open_is_a_range() {
        // Made on 2012-09-05, carried out in 2012.
        assert_eq!(after((-248, 117)), (0, 117));
        assert_eq!(after((30, 60)), (30, 60));
        assert_eq!(after((-500, -135)), (-500, -135));
        assert_eq!(median(&[0, 10, 30]), Some(10.0));
        assert_eq!(median(&[0, 10]), Some(5.0));
        assert_eq!(median(&[]), None);
    }
}
