//! [`Comparison`]: groups of documents side by side.

use super::matrix::{Axis, ordered, sort_codes};
use super::passage::{Cutter, Passage, in_order};
use super::reliability::Bootstrap;
use super::tensions::title_only;
use crate::corpus::{Corpus, Entry, Filter};
use crate::segment::Segmenter;
use std::collections::{BTreeMap, BTreeSet};

/// Groups of documents side by side: their mix of codes, the words that set each apart, and what
/// one has that another lacks.
///
/// Of one axis each document stands in the groups of its labels: before and after a year
/// (`stage:2013`), districts and provinces (`region`), countries (`jurisdiction`).
///
/// ```
/// use zhengce::analysis::{Axis, Comparison, reliability::Bootstrap};
/// use zhengce::{Corpus, corpus::Filter};
/// let corpus = Corpus::builtin()?;
/// let sides = Comparison::of(&corpus, &Filter::default(), &"stage:2013".parse()?, &[], Bootstrap::default());
/// // Documents without a date are a third group.
/// let labels: Vec<&str> = sides.groups().iter().map(|g| g.label.as_str()).collect();
/// assert_eq!(labels, ["–2012", "2013–", "—"]);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    groups: Vec<Group>,
}

/// One side.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Group {
    /// What it is called.
    pub label: String,
    /// Its documents.
    pub documents: usize,
    /// Those of which only the title is known: what they lack says nothing.
    pub title_only: usize,
    /// Its provisions that carry a code.
    pub provisions: usize,
    /// Each code of any group, in the order of its codebook.
    pub mix: Vec<Share>,
    /// The words that it has more of than the other groups together, the surest first.
    pub keywords: Vec<Keyword>,
}

/// How much of a group carries a code.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Share {
    /// The code.
    pub code: String,
    /// Provisions with the code.
    pub provisions: usize,
    /// Documents with the code.
    pub documents: usize,
    /// Their share of the provisions that carry any code, 0 to 1.
    pub share: Option<f64>,
    /// The share in 95 of 100 samples of the documents.
    pub interval: Option<(f64, f64)>,
    /// The first paragraph with the code in order of time.
    pub first: Option<Passage>,
}

/// A word that sets a group apart.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Keyword {
    /// The word.
    pub word: String,
    /// How often it stands in the group.
    pub count: usize,
    /// How often in the others.
    pub elsewhere: usize,
    /// Documents of the group that have it.
    pub documents: usize,
    /// Dunning's log-likelihood ratio G².
    pub log_likelihood: f64,
    /// The logarithm to base 2 of its rate here by its rate elsewhere, half a count added to both.
    pub log_ratio: f64,
}

/// How many keywords a group has at most.
const KEYWORDS: usize = 30;

impl Comparison {
    /// The groups of the documents that `filter` lets pass by the labels of `axis`: those of `only`
    /// in that order, or, without any, all of them.
    #[must_use]
    pub fn of(
        corpus: &Corpus,
        filter: &Filter,
        axis: &Axis,
        only: &[String],
        bootstrap: Bootstrap,
    ) -> Self {
        let mut members: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
        for entry in in_order(corpus, filter) {
            let codes = entry.annotations.codes.iter();
            let codes = codes.map(|c| (c.codebook, c.code)).collect();
            for label in axis.labels(entry, &codes) {
                members.entry(label).or_default().push(entry);
            }
        }
        let labels = if only.is_empty() {
            ordered(axis, members.keys())
        } else {
            only.to_vec()
        };
        let mut sides: Vec<(String, Vec<&Entry>)> = Vec::new();
        for label in labels {
            let entries = members.remove(&label).unwrap_or_default();
            if !entries.is_empty() || only.contains(&label) {
                sides.push((label, entries));
            }
        }
        let found: BTreeSet<&str> = sides
            .iter()
            .flat_map(|(_, entries)| entries)
            .flat_map(|e| &e.annotations.codes)
            .map(|c| c.code.as_str())
            .filter(|c| filter.accepts_code(c))
            .collect();
        let mut codes: Vec<&str> = found.into_iter().collect();
        sort_codes(&mut codes);
        let words: Vec<Words> = sides.iter().map(|(_, e)| Words::of(e)).collect();
        let groups = sides.iter().enumerate().map(|(at, (label, entries))| {
            let coded: Vec<Vec<usize>> =
                entries.iter().map(|e| counts(e, &codes, filter)).collect();
            Group {
                label: label.clone(),
                documents: entries.len(),
                title_only: title_only(entries),
                provisions: coded.iter().filter_map(|c| c.last()).sum(),
                mix: codes
                    .iter()
                    .enumerate()
                    .map(|(code, name)| share(name, code, &coded, entries, bootstrap))
                    .collect(),
                keywords: words[at].key(&words, at),
            }
        });
        Self {
            groups: groups.collect(),
        }
    }

    /// The groups in order.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The codes that the group at `has` has and the one at `lacks` lacks, each with its first
    /// paragraph.
    #[must_use]
    pub fn only(&self, has: usize, lacks: usize) -> Vec<&Share> {
        let (Some(has), Some(lacks)) = (self.groups.get(has), self.groups.get(lacks)) else {
            return Vec::new();
        };
        let sides = has.mix.iter().zip(&lacks.mix);
        sides
            .filter(|(has, lacks)| has.provisions > 0 && lacks.provisions == 0)
            .map(|(has, _)| has)
            .collect()
    }
}

/// Provisions of a document with each code, and, last, with any of them.
fn counts(entry: &Entry, codes: &[&str], filter: &Filter) -> Vec<usize> {
    let mut provisions = vec![BTreeSet::new(); codes.len() + 1];
    for code in entry
        .annotations
        .codes
        .iter()
        .filter(|c| filter.accepts_code(&c.code))
    {
        let place = entry.provision_of(code);
        if let Some(at) = codes.iter().position(|c| code.code == **c) {
            provisions[at].insert(place);
        }
        provisions[codes.len()].insert(place);
    }
    provisions.iter().map(BTreeSet::len).collect()
}

fn share(
    name: &str,
    code: usize,
    coded: &[Vec<usize>],
    entries: &[&Entry],
    bootstrap: Bootstrap,
) -> Share {
    let of = |places: &mut dyn Iterator<Item = usize>| {
        let (mut with, mut any) = (0, 0);
        for at in places {
            with += coded[at][code];
            any += coded[at].last().copied().unwrap_or(0);
        }
        (any > 0).then(|| with as f64 / any as f64)
    };
    let first = entries.iter().find_map(|entry| {
        let mut codes = entry.annotations.codes.iter();
        let code = codes.find(|c| c.code == *name)?;
        Some(Cutter::of(entry).cut(code.span))
    });
    Share {
        code: name.to_owned(),
        provisions: coded.iter().map(|c| c[code]).sum(),
        documents: coded.iter().filter(|c| c[code] > 0).count(),
        share: of(&mut (0..coded.len())),
        interval: bootstrap.interval_of(coded.len(), |drawn| of(&mut drawn.iter().copied())),
        first,
    }
}

/// The words of a group.
struct Words {
    counts: BTreeMap<String, (usize, usize)>,
    all: usize,
}

impl Words {
    /// Words of two characters and more; figures and Latin letters are none.
    fn of(entries: &[&Entry]) -> Self {
        let segmenter = Segmenter::builtin();
        let mut words = Self {
            counts: BTreeMap::new(),
            all: 0,
        };
        for entry in entries {
            let view = entry.document.text.view();
            let mut seen = BTreeSet::new();
            for token in segmenter.cut(view) {
                let word = token.span.slice(view);
                if word.chars().count() < 2 || !word.chars().all(is_han) {
                    continue;
                }
                words.all += 1;
                let count = words.counts.entry(word.to_owned()).or_default();
                count.0 += 1;
                count.1 += usize::from(seen.insert(word));
            }
        }
        words
    }

    fn key(&self, all: &[Self], own: usize) -> Vec<Keyword> {
        let others = || {
            all.iter()
                .enumerate()
                .filter(|(at, _)| *at != own)
                .map(|(_, w)| w)
        };
        let rest: usize = others().map(|w| w.all).sum();
        if self.all == 0 || rest == 0 {
            return Vec::new();
        }
        let mut found: Vec<Keyword> = self
            .counts
            .iter()
            .map(|(word, (count, documents))| {
                let elsewhere = others()
                    .filter_map(|w| w.counts.get(word))
                    .map(|c| c.0)
                    .sum();
                let rate = |count: usize, all: usize| (count as f64 + 0.5) / all as f64;
                Keyword {
                    word: word.clone(),
                    count: *count,
                    elsewhere,
                    documents: *documents,
                    log_likelihood: log_likelihood(*count, self.all, elsewhere, rest),
                    log_ratio: (rate(*count, self.all) / rate(elsewhere, rest)).log2(),
                }
            })
            // A word of one document is that document's own.
            .filter(|k| k.log_ratio > 0.0 && k.documents > 1)
            .collect();
        found.sort_by(|a, b| b.log_likelihood.total_cmp(&a.log_likelihood));
        found.truncate(KEYWORDS);
        found
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

/// Dunning's G² of `a` of `n` against `b` of `m`: twice the sum of observed times the logarithm
/// of observed by expected over the four cells. Source: T. Dunning, Accurate methods for the
/// statistics of surprise and coincidence, Computational Linguistics 19, 1993.
///
/// ```
/// use zhengce::analysis::log_likelihood;
/// assert_eq!(log_likelihood(10, 100, 20, 200), 0.0);
/// ```
#[must_use]
pub fn log_likelihood(a: usize, n: usize, b: usize, m: usize) -> f64 {
    let all = (n + m) as f64;
    let cells = [
        (a, n, a + b),
        (n.saturating_sub(a), n, (n + m).saturating_sub(a + b)),
        (b, m, a + b),
        (m.saturating_sub(b), m, (n + m).saturating_sub(a + b)),
    ];
    let terms = cells.map(|(observed, row, column)| {
        let expected = row as f64 * column as f64 / all;
        if observed == 0 {
            return 0.0;
        }
        observed as f64 * (observed as f64 / expected).ln()
    });
    2.0 * terms.iter().sum::<f64>()
}
