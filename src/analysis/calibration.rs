//! [`Calibration`]: whether scores mean what they say, and how far a learned coder, rules and both
//! are right.

use crate::annotate::Leaning;
use std::collections::BTreeSet;

/// Scores beside what came true.
///
/// ```
/// use zhengce::analysis::calibration::Calibration;
/// let mut scores = Calibration::default();
/// for (score, given) in [(0.9, true), (0.8, true), (0.2, false), (0.1, true)] {
///     scores.add(score, given);
/// }
/// assert_eq!(scores.brier().map(|b| (b * 1000.0).round()), Some(225.0));
/// let bins = scores.bins(2);
/// assert_eq!((bins[0].count, bins[0].given), (2, 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Calibration {
    pairs: Vec<(f64, bool)>,
}

/// The scores of an interval, and how many of them came true.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Bin {
    /// The least score of the interval; the greatest is the least of the next.
    pub from: f64,
    /// How many scores lie in it.
    pub count: u64,
    /// Their mean; 0 where there are none.
    pub score: f64,
    /// How many of them came true.
    pub given: u64,
}

impl Calibration {
    /// Adds a score, 0 to 1, and whether the code was given by the human coder.
    pub fn add(&mut self, score: f64, given: bool) {
        self.pairs.push((score, given));
    }

    /// Adds the scores of another.
    pub fn extend(&mut self, other: &Self) {
        self.pairs.extend_from_slice(&other.pairs);
    }

    /// The mean square of the distance between score and truth: 0 is perfect.
    ///
    /// Source: G. Brier, Verification of forecasts expressed in terms of probability, 1950.
    #[must_use]
    pub fn brier(&self) -> Option<f64> {
        let distances = self
            .pairs
            .iter()
            .map(|(score, given)| score - truth(*given));
        mean(distances.map(|d| d * d))
    }

    /// The Brier score of who always says how common the code is: what a score has to beat.
    #[must_use]
    pub fn brier_of_share(&self) -> Option<f64> {
        let share = mean(self.pairs.iter().map(|(_, given)| truth(*given)))?;
        Some(share * (1.0 - share))
    }

    /// The table of reliability: `count` intervals of scores of the same width, each with the mean
    /// score and how many came true.
    ///
    /// Source: A. Murphy and R. Winkler, Reliability of subjective probability forecasts, 1977.
    #[must_use]
    pub fn bins(&self, count: usize) -> Vec<Bin> {
        let count = count.max(1);
        let mut bins: Vec<Bin> = (0..count)
            .map(|n| Bin {
                from: n as f64 / count as f64,
                count: 0,
                score: 0.0,
                given: 0,
            })
            .collect();
        for (score, given) in &self.pairs {
            let place = ((score * count as f64) as usize).min(count - 1);
            let bin = &mut bins[place];
            bin.count += 1;
            bin.score += score;
            bin.given += u64::from(*given);
        }
        for bin in bins.iter_mut().filter(|bin| bin.count > 0) {
            bin.score /= bin.count as f64;
        }
        bins
    }
}

fn truth(given: bool) -> f64 {
    f64::from(u8::from(given))
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_u64), |(sum, count), n| (sum + n, count + 1));
    (count > 0).then(|| sum / count as f64)
}

/// How often a coder gave a code, and how often with the human coder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hits {
    /// How often it gave the code.
    pub given: u64,
    /// How often the human coder gave it, too.
    pub right: u64,
}

/// How far coders are right about one code.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CodeScore {
    /// The code.
    pub code: String,
    /// How often the human coder gave it.
    pub given: u64,
    /// What the learned coder said of documents it had not seen.
    pub learned: Hits,
    /// What the rules said.
    pub rules: Option<Hits>,
    /// What one or the other said: both heard, as [`Coders`](crate::annotate::Coders) hears them.
    pub both: Option<Hits>,
    /// What both said.
    pub agreed: Option<Hits>,
    /// The scores of the learned coder.
    pub calibration: Calibration,
}

impl CodeScore {
    /// `2M/(N1+N2)`: the F1 of a coder against the human one. `None` where neither gave the code.
    #[must_use]
    pub fn f1(&self, hits: Hits) -> Option<f64> {
        let all = self.given + hits.given;
        (all > 0).then(|| 2.0 * hits.right as f64 / all as f64)
    }
}

/// What is known of one paragraph: the codes that a human coder gave, what the learned coder leans
/// towards, and the codes that the rules gave, where there are some.
pub type Judged<'a> = (
    &'a BTreeSet<String>,
    &'a [Leaning],
    Option<&'a BTreeSet<String>>,
);

/// The score of each code that a human coder gave, in order.
#[must_use]
pub fn scores(units: &[Judged<'_>]) -> Vec<CodeScore> {
    let codes: BTreeSet<&String> = units.iter().flat_map(|u| u.0).collect();
    codes
        .into_iter()
        .map(|code| {
            let mut score = CodeScore {
                code: code.clone(),
                given: 0,
                learned: Hits::default(),
                rules: None,
                both: None,
                agreed: None,
                calibration: Calibration::default(),
            };
            for (human, leanings, rules) in units {
                let truth = human.contains(code);
                let leaning = leanings.iter().find(|l| l.code == *code);
                let learned = leaning.is_some_and(Leaning::is_given);
                let count = |hits: &mut Hits, said: bool| {
                    hits.given += u64::from(said);
                    hits.right += u64::from(said && truth);
                };
                score.given += u64::from(truth);
                count(&mut score.learned, learned);
                if let Some(rules) = rules.map(|r| r.contains(code)) {
                    count(score.rules.get_or_insert_default(), rules);
                    count(score.both.get_or_insert_default(), rules || learned);
                    count(score.agreed.get_or_insert_default(), rules && learned);
                }
                if let Some(leaning) = leaning {
                    score.calibration.add(leaning.score, truth);
                }
            }
            score
        })
        .collect()
}

/// The mean of the F1 of all codes, each counting the same: macro F1. `None` where a code has
/// none.
#[must_use]
pub fn macro_f1(scores: &[CodeScore], hits: impl Fn(&CodeScore) -> Option<Hits>) -> Option<f64> {
    let all: Option<Vec<f64>> = scores.iter().map(|s| s.f1(hits(s)?)).collect();
    mean(all?.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_beats_the_share_only_where_it_tells_apart() {
        let mut sharp = Calibration::default();
        let mut blunt = Calibration::default();
        for n in 0..40 {
            let given = n % 4 == 0;
            sharp.add(if given { 0.9 } else { 0.1 }, given);
            blunt.add(0.25, given);
        }
        let close = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() < 1e-9;
        assert!(close(sharp.brier(), 0.01));
        assert!(close(blunt.brier(), 0.1875));
        assert!(close(blunt.brier_of_share(), 0.1875));
        assert_eq!(Calibration::default().brier(), None);
        let bins = sharp.bins(10);
        assert_eq!(bins.iter().map(|b| b.count).sum::<u64>(), 40);
        assert_eq!((bins[9].count, bins[9].given), (10, 10));
        assert_eq!((bins[1].count, bins[1].given), (30, 0));
        sharp.add(1.0, true);
        assert_eq!(sharp.bins(10)[9].count, 11, "1 belongs to the last");
    }

    #[test]
    fn coders_alone_and_together() {
        let set = |codes: &[&str]| -> BTreeSet<String> {
            codes.iter().map(|c| (*c).to_owned()).collect()
        };
        let lean = |p: f64| vec![Leaning::new("learned", "a", p, 0.5)];
        let human = [set(&["a"]), set(&["a"]), set(&[]), set(&["b"])];
        let learned = [lean(0.9), lean(0.1), lean(0.8), lean(0.2)];
        let rules = [set(&[]), set(&["a"]), set(&[]), set(&[])];
        let units: Vec<_> = (0..4)
            .map(|n| (&human[n], learned[n].as_slice(), Some(&rules[n])))
            .collect();
        let scores = scores(&units);
        assert_eq!(scores.len(), 2);
        let a = &scores[0];
        assert_eq!((a.given, a.learned), (2, Hits { given: 2, right: 1 }));
        assert_eq!(a.rules, Some(Hits { given: 1, right: 1 }));
        assert_eq!(a.both, Some(Hits { given: 3, right: 2 }));
        assert_eq!(a.agreed, Some(Hits::default()));
        assert_eq!(a.f1(a.learned), Some(0.5));
        assert_eq!(a.f1(Hits { given: 3, right: 2 }), Some(0.8));
        // b was not learned: nobody gives it, which counts as missed.
        assert_eq!(macro_f1(&scores, |s| Some(s.learned)), Some(0.25));
        assert_eq!(macro_f1(&scores, |_| None), None);
    }
}
