//! [`Counts`]: how many provisions carry each code, in all and in part of a corpus.

use std::collections::BTreeMap;

/// Provisions by code; one with several codes counts for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) codes: Vec<i64>,
    /// Provisions that carry any code.
    pub(super) coded: i64,
}

impl Counts {
    pub(super) fn none(codes: usize) -> Self {
        Self {
            codes: vec![0; codes],
            coded: 0,
        }
    }

    pub(super) fn add(&mut self, other: &Self, times: i64) {
        for (count, more) in self.codes.iter_mut().zip(&other.codes) {
            *count += more * times;
        }
        self.coded += other.coded * times;
    }

    /// The share of coded provisions that carry a code; none where nothing is coded.
    pub(super) fn share(&self, code: usize) -> Option<f64> {
        (self.coded > 0).then(|| self.codes[code] as f64 / self.coded as f64)
    }
}

/// How many paragraphs of a provision carry each code.
pub(super) type Provision = BTreeMap<usize, i64>;

/// What a provision adds to the counts.
pub(super) fn of_provision(provision: &Provision, codes: usize) -> Counts {
    let mut counts = Counts::none(codes);
    for (code, _) in provision.iter().filter(|(_, n)| **n > 0) {
        counts.codes[*code] = 1;
        counts.coded = 1;
    }
    counts
}

/// The counts of a corpus, in all, in two periods and by group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) all: Counts,
    /// Before, and from the year on.
    pub(super) periods: [Counts; 2],
    pub(super) groups: Vec<Counts>,
}

/// In which parts of a tally a document counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) period: Option<usize>,
    pub(super) groups: Vec<usize>,
}

impl Tally {
    pub(super) fn none(codes: usize, groups: usize) -> Self {
        let none = Counts::none(codes);
        Self {
            all: none.clone(),
            periods: [none.clone(), none.clone()],
            groups: vec![none; groups],
        }
    }

    /// Adds what a document, or a part of it, has; with -1 `times` takes it away.
    pub(super) fn add(&mut self, parts: &Parts, counts: &Counts, times: i64) {
        self.all.add(counts, times);
        if let Some(period) = parts.period {
            self.periods[period].add(counts, times);
        }
        for group in &parts.groups {
            self.groups[*group].add(counts, times);
        }
    }
}
