//! Leaving things out, and drawing conclusions again.

use super::conclusions::{Conclusion, draw};
use super::counts::{Counts, Parts, Provision, Tally, of_provision};
use crate::analysis::Axis;
use crate::analysis::reliability::Bootstrap;
use crate::annotate::{Codebook, Coder, CodingUnit, CodingUnits, RuleCoder, RulePart};
use crate::corpus::{Corpus, Entry, Filter};
use crate::error::Result;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What conclusions are drawn.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StressOptions {
    /// The first year of the second period; `None` takes the year that parts the dated documents
    /// most evenly.
    pub split: Option<i16>,
    /// The groups of which the first code is told; [`Axis::Code`] gives none.
    pub by: Axis,
    /// How the intervals of shares are found.
    pub bootstrap: Bootstrap,
}

impl Default for StressOptions {
    fn default() -> Self {
        Self {
            split: None,
            by: Axis::Year,
            bootstrap: Bootstrap::default(),
        }
    }
}

/// What was left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Left {
    /// A term, wherever rules look for it.
    Term(String),
    /// The rule of this id, which looks for a pattern.
    Pattern(String),
    /// The document of this id.
    Document(String),
    /// All documents of an issuer.
    Issuer(String),
    /// All documents of a year.
    Year(String),
}

impl Left {
    /// The word for what kind of thing it is.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Term(_) => "term",
            Self::Pattern(_) => "pattern",
            Self::Document(_) => "document",
            Self::Issuer(_) => "issuer",
            Self::Year(_) => "year",
        }
    }

    /// What it is.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Term(name)
            | Self::Pattern(name)
            | Self::Document(name)
            | Self::Issuer(name)
            | Self::Year(name) => name,
        }
    }
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind(), self.name())
    }
}

/// A conclusion drawn without something.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Flip {
    /// What was left out.
    pub left: Left,
    /// What the conclusion rests on then.
    pub value: f64,
    /// How far it then is from turning; below 0 it has.
    pub margin: f64,
    /// What stands in its place; the same sentence where it holds.
    pub sentence: String,
    /// How many coded provisions are then coded otherwise, or gone.
    pub provisions: usize,
}

/// A conclusion, and what turns it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Verdict {
    /// The conclusion.
    pub conclusion: Conclusion,
    /// Without what it does not hold; the furthest from it first.
    pub flips: Vec<Flip>,
    /// Without what it comes closest to turning, where nothing turns it.
    pub closest: Option<Flip>,
}

/// How conclusions about a corpus stand what is left out.
///
/// Shares are of coded provisions, as in [`Matrix`](crate::analysis::Matrix). A term is left out
/// of all rules that look for it, in text and headings, of those that speak against a code, too;
/// as an exception it stays. Only paragraphs in which it stands are coded again.
///
/// ```
/// use zhengce::analysis::stress::{Stress, StressOptions};
/// use zhengce::{Corpus, annotate::Codebook, corpus::Filter};
/// let case = Codebook::builtin("case")?;
/// let corpus = Corpus::builtin()?;
/// let stress = Stress::of(&corpus, &Filter::default(), &case, &StressOptions::default())?;
/// let firm = stress.verdicts().iter().filter(|v| v.flips.is_empty()).count();
/// assert!(firm > 0 && firm < stress.verdicts().len());
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Stress {
    verdicts: Vec<Verdict>,
    split: Option<i16>,
    left: usize,
    provisions: usize,
}

/// A document with its counts.
struct Counted {
    parts: Parts,
    counts: Counts,
    /// How many of its paragraphs carry each code, by provision.
    provisions: BTreeMap<usize, Provision>,
}

/// A paragraph in which a part of the rules stands: its document, and its place among the
/// paragraphs of it.
type Touched = (u32, u32);

impl Stress {
    /// Codes the documents that `filter` lets pass by `book`, draws conclusions, and draws them
    /// again without each term and pattern, each document, each issuer and each year.
    ///
    /// # Errors
    /// As [`RuleCoder::new`].
    pub fn of(
        corpus: &Corpus,
        filter: &Filter,
        book: &Codebook,
        options: &StressOptions,
    ) -> Result<Self> {
        let coder = RuleCoder::new(vec![book.clone()])?;
        let codes: Vec<String> = book.codes.iter().map(|c| c.id.clone()).collect();
        let entries: Vec<&Entry> = corpus.filter(filter).collect();
        let split = options.split.or_else(|| halving_year(&entries));
        let (parts, groups) = parts(&entries, split, &options.by);
        let all: Vec<CodingUnits<'_>> = entries
            .par_iter()
            .map(|e| CodingUnits::of(&e.document))
            .collect();
        let paragraphs = Paragraphs {
            units: all.iter().map(CodingUnits::units).collect(),
            places: &all,
            codes: &codes,
        };
        let counted: Vec<Counted> = parts
            .into_par_iter()
            .enumerate()
            .map(|(document, parts)| paragraphs.count(&coder, document, parts))
            .collect();
        let mut tally = Tally::none(codes.len(), groups.len());
        for document in &counted {
            tally.add(&document.parts, &document.counts, 1);
        }
        let intervals: Vec<Option<(f64, f64)>> = (0..codes.len())
            .into_par_iter()
            .map(|code| interval(options.bootstrap, &counted, code))
            .collect();
        let conclusions = draw(&tally, &codes, &groups, split, &intervals);
        let mut left = without_documents(&entries, &counted, &tally);
        left.extend(paragraphs.without_parts(&coder, &counted, &tally));
        let provisions = usize::try_from(tally.all.coded).unwrap_or_default();
        let verdicts = conclusions
            .into_iter()
            .map(|conclusion| verdict(conclusion, &left, &codes))
            .collect();
        Ok(Self {
            verdicts,
            split,
            left: left.len(),
            provisions,
        })
    }

    /// The conclusions, each with what turns it: rankings, changes, first codes, shares.
    #[must_use]
    pub fn verdicts(&self) -> &[Verdict] {
        &self.verdicts
    }

    /// The first year of the second period; none where fewer than two years are known.
    #[must_use]
    pub fn split(&self) -> Option<i16> {
        self.split
    }

    /// How many things were left out, one at a time; what changes no count is among them only if
    /// it is a document, an issuer or a year.
    #[must_use]
    pub fn left(&self) -> usize {
        self.left
    }

    /// How many provisions are coded.
    #[must_use]
    pub fn provisions(&self) -> usize {
        self.provisions
    }
}

/// The counts without something.
struct Without {
    left: Left,
    tally: Tally,
    provisions: usize,
}

fn verdict(conclusion: Conclusion, left: &[Without], codes: &[String]) -> Verdict {
    let mut flips = Vec::new();
    let mut closest: Option<Flip> = None;
    for without in left {
        // Where nothing is left to count, there is nothing to contradict.
        let Some(again) = conclusion.again(&without.tally) else {
            continue;
        };
        let flip = |sentence: String| Flip {
            left: without.left.clone(),
            value: again.value,
            margin: again.margin,
            sentence,
            provisions: without.provisions,
        };
        if !again.holds {
            flips.push(flip(conclusion.instead(&without.tally, codes, &again)));
        } else if closest.as_ref().is_none_or(|c| again.margin < c.margin) {
            closest = Some(flip(conclusion.sentence.clone()));
        }
    }
    flips.sort_by(|a, b| a.margin.total_cmp(&b.margin).then(a.left.cmp(&b.left)));
    Verdict {
        closest: if flips.is_empty() { closest } else { None },
        conclusion,
        flips,
    }
}

/// The share of a code in samples of the documents.
fn interval(bootstrap: Bootstrap, counted: &[Counted], code: usize) -> Option<(f64, f64)> {
    let rows: Vec<(i64, i64)> = counted
        .iter()
        .map(|d| (d.counts.codes[code], d.counts.coded))
        .filter(|(_, coded)| *coded > 0)
        .collect();
    bootstrap.interval_of(rows.len(), |drawn| {
        let with: i64 = drawn.iter().map(|d| rows[*d].0).sum();
        let coded: i64 = drawn.iter().map(|d| rows[*d].1).sum();
        (coded > 0).then(|| with as f64 / coded as f64)
    })
}

fn year(entry: &Entry) -> Option<i16> {
    entry.document.metadata.dated().map(|d| d.year)
}

/// The year that parts the dated documents most evenly; the earlier of two as good.
fn halving_year(entries: &[&Entry]) -> Option<i16> {
    let mut years: Vec<i16> = entries.iter().filter_map(|e| year(e)).collect();
    years.sort_unstable();
    let (first, half) = (*years.first()?, years.len() / 2);
    let mut later: Vec<i16> = years.iter().copied().filter(|y| *y > first).collect();
    later.dedup();
    later
        .into_iter()
        .min_by_key(|y| years.partition_point(|other| other < y).abs_diff(half))
}

/// In which period and which groups each document counts, and the names of the groups.
fn parts(entries: &[&Entry], split: Option<i16>, by: &Axis) -> (Vec<Parts>, Vec<String>) {
    let labels: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| match by {
            Axis::Code => Vec::new(),
            by => by.labels(entry, &BTreeSet::new()),
        })
        .collect();
    let names: BTreeSet<&String> = labels.iter().flatten().collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let parts = entries
        .iter()
        .zip(labels)
        .map(|(entry, labels)| Parts {
            period: split.and_then(|split| Some(usize::from(year(entry)? >= split))),
            groups: labels
                .iter()
                .filter_map(|label| names.binary_search(label).ok())
                .collect(),
        })
        .collect();
    (parts, names)
}

/// The counts without each document, each issuer, each year.
fn without_documents(entries: &[&Entry], counted: &[Counted], tally: &Tally) -> Vec<Without> {
    let mut sets: BTreeMap<Left, Vec<usize>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let document = Left::Document(entry.document.id.clone());
        let issuers = entry.document.metadata.issuers.iter();
        let year = year(entry).map(|y| Left::Year(format!("{y:04}")));
        let all = issuers.map(|i| Left::Issuer(i.clone())).chain(year);
        for left in all.chain([document]) {
            sets.entry(left).or_default().push(place);
        }
    }
    sets.into_iter()
        .map(|(left, places)| {
            let mut without = tally.clone();
            for place in places {
                without.add(&counted[place].parts, &counted[place].counts, -1);
            }
            Without {
                left,
                provisions: usize::try_from(tally.all.coded - without.all.coded)
                    .unwrap_or_default(),
                tally: without,
            }
        })
        .collect()
}

/// What coders read of all documents.
struct Paragraphs<'d> {
    units: Vec<Vec<CodingUnit<'d>>>,
    places: &'d [CodingUnits<'d>],
    codes: &'d [String],
}

impl Paragraphs<'_> {
    fn codes(&self, coder: &impl Coder, document: usize, unit: usize) -> Vec<usize> {
        self.places_of(&coder.code(&self.units[document][unit]))
    }

    fn places_of(&self, coded: &[crate::annotate::Coded]) -> Vec<usize> {
        let place = |c: &crate::annotate::Coded| self.codes.iter().position(|id| c.code == *id);
        coded.iter().filter_map(place).collect()
    }

    fn count(&self, coder: &RuleCoder, document: usize, parts: Parts) -> Counted {
        let mut provisions: BTreeMap<usize, Provision> = BTreeMap::new();
        let coded = coder.code_all(&self.units[document]);
        for ((provision, _), coded) in self.places[document].places().iter().zip(coded) {
            for code in self.places_of(&coded) {
                let codes = provisions.entry(*provision).or_default();
                *codes.entry(code).or_default() += 1;
            }
        }
        let mut counts = Counts::none(self.codes.len());
        for provision in provisions.values() {
            counts.add(&of_provision(provision, self.codes.len()), 1);
        }
        Counted {
            parts,
            counts,
            provisions,
        }
    }

    /// The counts without each term and each pattern that changes one.
    fn without_parts(&self, coder: &RuleCoder, counted: &[Counted], tally: &Tally) -> Vec<Without> {
        let parts = coder.parts();
        let mut touched: Vec<Vec<Touched>> = vec![Vec::new(); parts.len()];
        let by_document: Vec<Vec<Vec<u32>>> = self
            .units
            .par_iter()
            .map(|units| coder.touched(units))
            .collect();
        for (document, units) in by_document.into_iter().enumerate() {
            for (unit, parts) in units.into_iter().enumerate() {
                for part in parts {
                    touched[part as usize].push((document as u32, unit as u32));
                }
            }
        }
        touched
            .into_par_iter()
            .zip(parts)
            .enumerate()
            .filter_map(|(place, (touched, part))| {
                let left = match part {
                    RulePart::Term(term) => Left::Term(term.to_string()),
                    RulePart::Pattern(rule) => Left::Pattern(rule.to_string()),
                };
                self.without_part(coder, place, left, &touched, counted, tally)
            })
            .collect()
    }

    /// The counts without one of them; none where nothing changes.
    fn without_part(
        &self,
        coder: &RuleCoder,
        part: usize,
        left: Left,
        touched: &[Touched],
        counted: &[Counted],
        tally: &Tally,
    ) -> Option<Without> {
        let without = coder.without(part);
        // What each provision has more of each code.
        let mut changes: BTreeMap<(usize, usize), Provision> = BTreeMap::new();
        for (document, unit) in touched {
            let (document, unit) = (*document as usize, *unit as usize);
            let before = self.codes(coder, document, unit);
            let after = self.codes(&without, document, unit);
            if before == after {
                continue;
            }
            let (provision, _) = self.places[document].places()[unit];
            let change = changes.entry((document, provision)).or_default();
            for code in before {
                *change.entry(code).or_default() -= 1;
            }
            for code in after {
                *change.entry(code).or_default() += 1;
            }
        }
        let mut changed = tally.clone();
        let mut provisions = 0;
        for ((document, provision), change) in changes {
            let none = Provision::new();
            let before = counted[document]
                .provisions
                .get(&provision)
                .unwrap_or(&none);
            let mut after = before.clone();
            for (code, more) in change {
                *after.entry(code).or_default() += more;
            }
            let count = |provision| of_provision(provision, self.codes.len());
            let (before, after) = (count(before), count(&after));
            if before != after {
                provisions += 1;
                changed.add(&counted[document].parts, &before, -1);
                changed.add(&counted[document].parts, &after, 1);
            }
        }
        (provisions > 0).then_some(Without {
            left,
            tally: changed,
            provisions,
        })
    }
}
