//! [`Stages`]: where a series of years changes, beside the stages that a researcher sees.

use crate::corpus::{Corpus, Filter};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted by year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StageSeries {
    /// Documents.
    #[default]
    Documents,
    /// Documents with each code: one series a code, all cut in one place.
    Codes,
}

/// Change points of the yearly counts of a corpus.
///
/// The cuts are those of least cost with a penalty for each: PELT (Killick, Fearnhead and Eckley
/// 2012), the cost of a stretch is twice the negative log-likelihood of Poisson counts of one
/// mean, the penalty is `p ln n` for `p` series of `n` years. They are no proof of a stage: each
/// says how far it depends on the documents that happen to be held.
///
/// ```
/// use zhengce::analysis::{StageSeries, Stages};
/// use zhengce::{Corpus, corpus::Filter};
/// let corpus = Corpus::builtin()?;
/// let stages = Stages::of(&corpus, &Filter::default(), StageSeries::Documents, &[2013]);
/// assert_eq!(stages.cuts().iter().filter(|cut| cut.own).count(), 1);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stages {
    first: i16,
    counts: Vec<usize>,
    cuts: Vec<Cut>,
}

/// The first year of a new stage.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Cut {
    /// The year.
    pub year: i16,
    /// Whether the counts change there.
    pub found: bool,
    /// Whether the researcher's own stages begin there.
    pub own: bool,
    /// How much better two stages fit than one around this year, in units of the cost, between
    /// the neighbouring found cuts; above the penalty where the cut is found.
    pub gain: f64,
    /// The share of documents each of which could be missing without moving the cut.
    pub kept_without_one: f64,
    /// The share of five corpora, each without a fifth of the documents, that have the cut there
    /// or one year beside it.
    pub kept_without_fifth: f64,
}

/// The year of each document that counts (as its place in the series) and its series.
type Counted = (usize, Vec<usize>);

impl Stages {
    /// The change points of the documents that `filter` lets pass, beside the years in which the
    /// researcher's `own` stages begin. Documents without a date do not count.
    #[must_use]
    pub fn of(corpus: &Corpus, filter: &Filter, series: StageSeries, own: &[i16]) -> Self {
        let mut dated: Vec<(i16, BTreeSet<&str>)> = Vec::new();
        for entry in corpus.filter(filter) {
            let Some(date) = entry.document.metadata.dated() else {
                continue;
            };
            let codes = entry.annotations.codes.iter().map(|c| c.code.as_str());
            dated.push((
                date.year,
                codes.filter(|c| filter.accepts_code(c)).collect(),
            ));
        }
        if series == StageSeries::Documents && !filter.codes.is_empty() {
            dated.retain(|(_, codes)| !codes.is_empty());
        }
        let years = dated.iter().map(|(year, _)| *year);
        let (Some(first), Some(last)) = (years.clone().min(), years.max()) else {
            return Self::default();
        };
        let places: BTreeMap<&str, usize> = dated
            .iter()
            .flat_map(|(_, codes)| codes.iter().copied())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .zip(0..)
            .collect();
        let width = match series {
            StageSeries::Documents => 1,
            StageSeries::Codes => places.len(),
        };
        let length = usize::from(last.abs_diff(first)) + 1;
        let counted: Vec<Counted> = dated
            .iter()
            .map(|(year, codes)| {
                let of = match series {
                    StageSeries::Documents => vec![0],
                    StageSeries::Codes => codes
                        .iter()
                        .filter_map(|c| places.get(c))
                        .copied()
                        .collect(),
                };
                (usize::from(year.abs_diff(first)), of)
            })
            .collect();
        let penalty = width as f64 * (length as f64).ln();
        let cuts_of = |leave: &dyn Fn(usize) -> bool| {
            let kept = counted.iter().enumerate().filter(|(at, _)| !leave(*at));
            change_points(&table(kept.map(|(_, c)| c), length, width), penalty)
        };
        let all = table(counted.iter(), length, width);
        let found = cuts_of(&|_| false);
        let one_less: Vec<Vec<usize>> = (0..counted.len())
            .map(|missing| cuts_of(&|at| at == missing))
            .collect();
        // By order in the corpus, so that the same corpus gives the same figures.
        let fifths: Vec<Vec<usize>> = (0..FIFTHS)
            .map(|fifth| cuts_of(&|at| at % FIFTHS == fifth))
            .collect();
        let own: BTreeSet<usize> = own
            .iter()
            .filter(|year| first < **year && **year <= last)
            .map(|year| usize::from(year.abs_diff(first)))
            .collect();
        let at: BTreeSet<usize> = found.iter().copied().chain(own.iter().copied()).collect();
        let cuts = at
            .into_iter()
            .map(|at| {
                let before = found.iter().copied().filter(|f| *f < at).max().unwrap_or(0);
                let after = found.iter().copied().find(|f| *f > at).unwrap_or(length);
                let cost = |from: usize, to: usize| Cost::of(&all).stretch(from, to);
                Cut {
                    year: first.saturating_add(i16::try_from(at).unwrap_or(i16::MAX)),
                    found: found.contains(&at),
                    own: own.contains(&at),
                    gain: cost(before, after) - cost(before, at) - cost(at, after),
                    kept_without_one: share(&one_less, |cuts| cuts.contains(&at)),
                    kept_without_fifth: share(&fifths, |cuts| {
                        cuts.iter().any(|c| c.abs_diff(at) <= 1)
                    }),
                }
            })
            .collect();
        let mut counts = vec![0; length];
        for (year, of) in &counted {
            counts[*year] += usize::from(!of.is_empty() || series == StageSeries::Codes);
        }
        Self {
            first,
            counts,
            cuts,
        }
    }

    /// The first year of the series.
    #[must_use]
    pub fn first_year(&self) -> i16 {
        self.first
    }

    /// Documents a year, from the first one on.
    #[must_use]
    pub fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// The cuts, found or the researcher's own, in order.
    #[must_use]
    pub fn cuts(&self) -> &[Cut] {
        &self.cuts
    }
}

const FIFTHS: usize = 5;

fn share(of: &[Vec<usize>], holds: impl Fn(&[usize]) -> bool) -> f64 {
    if of.is_empty() {
        return 0.0;
    }
    of.iter().filter(|cuts| holds(cuts)).count() as f64 / of.len() as f64
}

/// Counts, a row a year.
fn table<'c>(
    counted: impl Iterator<Item = &'c Counted>,
    length: usize,
    width: usize,
) -> Vec<Vec<f64>> {
    let mut rows = vec![vec![0.0; width]; length];
    for (year, of) in counted {
        for series in of {
            rows[*year][*series] += 1.0;
        }
    }
    rows
}

/// The first places of new stretches of a series of counts (a row a time), by PELT.
///
/// ```
/// use zhengce::analysis::change_points;
/// let rows: Vec<Vec<f64>> = [1., 2., 1., 2., 9., 8., 10., 9.].map(|n| vec![n]).into();
/// assert_eq!(change_points(&rows, 8f64.ln()), [4]);
/// ```
#[must_use]
pub fn change_points(rows: &[Vec<f64>], penalty: f64) -> Vec<usize> {
    let costs = Cost::of(rows);
    let length = rows.len();
    // F(t): the least cost of the first t times; F(0) has no cut to pay for.
    let mut best = vec![-penalty];
    let mut last_cut = vec![0];
    let mut open = vec![0];
    for end in 1..=length {
        let cost = |from: usize| best[from] + costs.stretch(from, end);
        let mut least = (f64::INFINITY, 0);
        for &from in &open {
            let total = cost(from) + penalty;
            if total < least.0 {
                least = (total, from);
            }
        }
        // What is dearer now without its penalty is never the last cut again.
        let kept: Vec<usize> = open
            .iter()
            .copied()
            .filter(|from| cost(*from) <= least.0)
            .collect();
        open = kept;
        open.push(end);
        best.push(least.0);
        last_cut.push(least.1);
    }
    let mut cuts = Vec::new();
    let mut at = length;
    while let Some(&from) = last_cut.get(at).filter(|from| **from > 0) {
        cuts.push(from);
        at = from;
    }
    cuts.reverse();
    cuts
}

/// Sums up to each time, for the costs of stretches.
struct Cost {
    sums: Vec<Vec<f64>>,
}

impl Cost {
    fn of(rows: &[Vec<f64>]) -> Self {
        let width = rows.first().map_or(0, Vec::len);
        let mut sums = vec![vec![0.0; width]];
        let mut sum = vec![0.0; width];
        for row in rows {
            for (total, value) in sum.iter_mut().zip(row) {
                *total += value;
            }
            sums.push(sum.clone());
        }
        Self { sums }
    }

    /// Twice the negative log-likelihood of `[from, to)` as Poisson counts of one mean, without
    /// what does not depend on it.
    fn stretch(&self, from: usize, to: usize) -> f64 {
        let length = (to - from) as f64;
        let pairs = self.sums[from].iter().zip(&self.sums[to]);
        pairs
            .map(|(before, after)| after - before)
            .filter(|sum| *sum > 0.0)
            .map(|sum| 2.0 * (sum - sum * (sum / length).ln()))
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(counts: &[f64]) -> Vec<Vec<f64>> {
        counts.iter().map(|n| vec![*n]).collect()
    }

    /// The best cuts by trying all of them.
    fn tried(rows: &[Vec<f64>], penalty: f64) -> f64 {
        let costs = Cost::of(rows);
        let n = rows.len();
        (0..1_usize << (n - 1))
            .map(|set| {
                let cuts = (1..n).filter(|at| set >> (at - 1) & 1 == 1);
                let ends: Vec<usize> = cuts.chain([n]).collect();
                let mut from = 0;
                let mut total = penalty * (ends.len() - 1) as f64;
                for end in ends {
                    total += costs.stretch(from, end);
                    from = end;
                }
                total
            })
            .fold(f64::INFINITY, f64::min)
    }

    fn cost(rows: &[Vec<f64>], cuts: &[usize], penalty: f64) -> f64 {
        let costs = Cost::of(rows);
        let mut from = 0;
        let mut total = penalty * cuts.len() as f64;
        for end in cuts.iter().copied().chain([rows.len()]) {
            total += costs.stretch(from, end);
            from = end;
        }
        total
    }

    #[test]
    fn the_cuts_are_the_cheapest_of_all() {
        for counts in [
            &[1., 1., 1., 1.][..],
            &[0., 0., 5., 6., 5., 0., 0.],
            &[3., 9., 1., 1., 12., 14., 2., 0., 0., 7.],
            &[0., 0., 0.],
            &[4.],
        ] {
            let rows = rows(counts);
            for penalty in [0.5, (counts.len() as f64).ln(), 6.0] {
                let cuts = change_points(&rows, penalty);
                let got = cost(&rows, &cuts, penalty);
                assert!(
                    (got - tried(&rows, penalty)).abs() < 1e-9,
                    "{counts:?} {cuts:?}"
                );
            }
        }
        assert!(change_points(&[], 1.0).is_empty());
    }

    #[test]
    fn series_are_cut_in_one_place() {
        // Each alone is too weak; together they change in one year.
        let rows: Vec<Vec<f64>> = [[0., 2.], [0., 2.], [0., 2.], [2., 0.], [2., 0.], [2., 0.]]
            .map(Vec::from)
            .into();
        assert_eq!(change_points(&rows, 2.0 * 6f64.ln()), [3]);
    }
}
