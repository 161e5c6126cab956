//! [`bursts`]: the years in which a code or a term is suddenly frequent.

use crate::corpus::{Corpus, Filter};
use std::collections::{BTreeMap, BTreeSet};

/// A stretch of years in which more documents than usual are about something.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Burst {
    /// The code or the term.
    pub subject: String,
    /// Its first year.
    pub first: i16,
    /// Its last year.
    pub last: i16,
    /// How much better the frequent state fits than the usual one.
    pub weight: f64,
    /// Documents of these years about it.
    pub relevant: usize,
    /// All documents of these years.
    pub documents: usize,
    /// The share of documents about it in all years.
    pub usual: f64,
}

/// How a burst is told from chance: Kleinberg's two parameters.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct BurstOptions {
    /// How many times the usual share is a burst, above 1.
    pub times: f64,
    /// What it costs to begin one.
    pub gamma: f64,
}

impl Default for BurstOptions {
    /// `s = 2`, `gamma = 1`.
    fn default() -> Self {
        Self {
            times: 2.0,
            gamma: 1.0,
        }
    }
}

/// The bursts of each term, or, without terms, of each code, among the documents that `filter`
/// lets pass: the heaviest first. Documents without a date do not count.
///
/// ```
/// use zhengce::analysis::{BurstOptions, bursts};
/// use zhengce::{Corpus, corpus::Filter};
/// let corpus = Corpus::builtin()?;
/// for burst in bursts(&corpus, &Filter::default(), &[], BurstOptions::default()) {
///     assert!(burst.first <= burst.last && burst.weight > 0.0);
/// }
/// # Ok::<(), zhengce::Error>(())
/// ```
#[must_use]
pub fn bursts(
    corpus: &Corpus,
    filter: &Filter,
    terms: &[String],
    options: BurstOptions,
) -> Vec<Burst> {
    let mut all: BTreeMap<i16, usize> = BTreeMap::new();
    let mut about: BTreeMap<&str, BTreeMap<i16, usize>> = BTreeMap::new();
    for entry in corpus.filter(filter) {
        let Some(date) = entry.document.metadata.dated() else {
            continue;
        };
        *all.entry(date.year).or_insert(0) += 1;
        let view = entry.document.text.view();
        let subjects: BTreeSet<&str> = if terms.is_empty() {
            let codes = entry.annotations.codes.iter().map(|c| c.code.as_str());
            codes.filter(|c| filter.accepts_code(c)).collect()
        } else {
            let terms = terms.iter().map(String::as_str);
            terms.filter(|t| view.contains(*t)).collect()
        };
        for subject in subjects {
            *about
                .entry(subject)
                .or_default()
                .entry(date.year)
                .or_insert(0) += 1;
        }
    }
    let (Some(first), Some(last)) = (all.keys().next(), all.keys().next_back()) else {
        return Vec::new();
    };
    let years: Vec<i16> = (*first..=*last).collect();
    let by_year = |counts: &BTreeMap<i16, usize>| -> Vec<usize> {
        let years = years.iter();
        years.map(|y| counts.get(y).copied().unwrap_or(0)).collect()
    };
    let documents = by_year(&all);
    let mut found = Vec::new();
    for (subject, counts) in &about {
        let relevant = by_year(counts);
        let share = relevant.iter().sum::<usize>() as f64 / documents.iter().sum::<usize>() as f64;
        for (begin, end, weight) in stretches(&relevant, &documents, options) {
            found.push(Burst {
                subject: (*subject).to_owned(),
                first: years[begin],
                last: years[end - 1],
                weight,
                relevant: relevant[begin..end].iter().sum(),
                documents: documents[begin..end].iter().sum(),
                usual: share,
            });
        }
    }
    found.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| (&a.subject, a.first).cmp(&(&b.subject, b.first)))
    });
    found
}

/// The bursts of a series: `relevant` of `documents` at each time, as half-open stretches with
/// their weights, by the two-state automaton of Kleinberg (2003) for batches: the states expect
/// the shares `p0 = R / D` and `s p0`, a time costs `-ln(p^r (1-p)^(d-r))`, and to begin a burst
/// costs `gamma ln n`.
#[must_use]
pub fn stretches(
    relevant: &[usize],
    documents: &[usize],
    options: BurstOptions,
) -> Vec<(usize, usize, f64)> {
    let (r, d) = (relevant.iter().sum::<usize>(), documents.iter().sum());
    if r == 0 || r >= d || options.times <= 1.0 {
        return Vec::new();
    }
    let usual = r as f64 / d as f64;
    let shares = [usual, (options.times * usual).min(CERTAIN)];
    let n = relevant.len();
    let begin = options.gamma * (n as f64).ln();
    let cost = |state: usize, at: usize| {
        let (about, all) = (relevant[at] as f64, documents[at] as f64);
        -(about * shares[state].ln() + (all - about).max(0.0) * (1.0 - shares[state]).ln())
    };
    // Viterbi: the least cost to be in each state, and the state before it.
    let mut least = [0.0, begin];
    let mut before: Vec<[usize; 2]> = Vec::with_capacity(n);
    for at in 0..n {
        if at == 0 {
            least = [cost(0, 0), begin + cost(1, 0)];
            before.push([0, 0]);
            continue;
        }
        let calm = usize::from(least[1] < least[0]);
        let high = usize::from(least[1] < least[0] + begin);
        let to_high = if high == 1 {
            least[1]
        } else {
            least[0] + begin
        };
        least = [least[calm] + cost(0, at), to_high + cost(1, at)];
        before.push([calm, high]);
    }
    let mut state = usize::from(least[1] < least[0]);
    let mut states = vec![0; n];
    for at in (0..n).rev() {
        states[at] = state;
        state = before[at][state];
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < n {
        if states[at] == 0 {
            at += 1;
            continue;
        }
        let end = (at..n).find(|t| states[*t] == 0).unwrap_or(n);
        let weight = (at..end).map(|t| cost(0, t) - cost(1, t)).sum();
        found.push((at, end, weight));
        at = end;
    }
    found
}

/// The share that a burst expects is below 1, or no document could be about something else.
const CERTAIN: f64 = 0.9999;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sudden_rise_is_a_burst_and_chance_is_none() {
        let documents = [20; 8];
        let calm = [4, 5, 3, 4, 5, 4, 4, 5];
        assert!(stretches(&calm, &documents, BurstOptions::default()).is_empty());
        let rise = [1, 1, 0, 12, 14, 1, 0, 1];
        let found = stretches(&rise, &documents, BurstOptions::default());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0, found[0].1), (3, 5));
        // By hand: p0 = 30/160, p1 = 60/160; r = 12 and 14 of 20.
        let gain = |r: f64| r * 2f64.ln() + (20.0 - r) * ((1.0 - 0.375) / (1.0 - 0.1875f64)).ln();
        assert!((found[0].2 - gain(12.0) - gain(14.0)).abs() < 1e-9);
        // A dear beginning keeps it down.
        let dear = BurstOptions {
            gamma: 100.0,
            ..BurstOptions::default()
        };
        assert!(stretches(&rise, &documents, dear).is_empty());
    }

    #[test]
    fn years_without_documents_say_nothing() {
        assert!(stretches(&[0, 0], &[0, 0], BurstOptions::default()).is_empty());
        assert!(stretches(&[3, 3], &[3, 3], BurstOptions::default()).is_empty());
        let found = stretches(&[0, 6, 0, 0], &[20, 7, 0, 30], BurstOptions::default());
        assert_eq!(found.iter().map(|f| f.0).collect::<Vec<_>>(), [1]);
    }
}
