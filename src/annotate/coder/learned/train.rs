//! From coded paragraphs to a model.

use super::features::{Features, Vocabulary};
use super::fit::{self, Sigmoid};
use super::model::{LearnedCode, Model};
use crate::error::{Error, ErrorKind, Result};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A paragraph that a coder learns from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrainingUnit {
    /// The document it is from: paragraphs of one document are never on both sides of a test.
    pub document: String,
    /// Its words, normalised.
    pub text: String,
    /// The codes it has; none is a lesson, too.
    pub codes: BTreeSet<String>,
}

impl TrainingUnit {
    /// A paragraph of a document with these codes.
    #[must_use]
    pub fn new<C: Into<String>>(
        document: impl Into<String>,
        text: &str,
        codes: impl IntoIterator<Item = C>,
    ) -> Self {
        Self {
            document: document.into(),
            text: crate::text::Text::new(text).view().to_owned(),
            codes: codes.into_iter().map(Into::into).collect(),
        }
    }
}

/// How a coder learns.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct LearningOptions {
    /// Into how many parts documents are divided for a test on unseen ones.
    pub folds: usize,
    /// The strength of the penalty on large weights; more is more cautious.
    pub penalty: f64,
    /// How many runs of characters are looked at, at most.
    pub features: usize,
    /// A code that fewer paragraphs have is not learned.
    pub least: usize,
}

impl Default for LearningOptions {
    fn default() -> Self {
        Self {
            folds: 5,
            penalty: 0.05,
            features: 20_000,
            least: 8,
        }
    }
}

/// Learns from the units at these places.
pub(super) fn learn(
    units: &[TrainingUnit],
    places: &[usize],
    options: &LearningOptions,
) -> Result<Model> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for place in places {
        for code in &units[*place].codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    let codes: Vec<&str> = counts
        .iter()
        .filter(|(_, n)| **n >= options.least && places.len() - **n >= options.least)
        .map(|(code, _)| *code)
        .collect();
    if codes.is_empty() {
        return Err(Error::new(
            ErrorKind::Empty,
            format!(
                "no code can be learned: each needs at least {0} paragraphs with it and {0} without it; code more paragraphs",
                options.least
            ),
        ));
    }
    let vocabulary = vocabulary(units, places, &codes, options);
    let rows: Vec<Features> = places
        .iter()
        .map(|p| vocabulary.features(&units[*p].text))
        .collect();
    let unseen = unseen(units, places, &codes, options)?;
    let codes = codes
        .par_iter()
        .zip(unseen)
        .map(|(code, sides)| {
            let coded: Vec<bool> = places
                .iter()
                .map(|p| units[*p].codes.contains(*code))
                .collect();
            let rows: Vec<&Features> = rows.iter().collect();
            let sigmoid = Sigmoid::of(&sides, &coded);
            let probabilities: Vec<f64> = sides.iter().map(|s| sigmoid.probability(*s)).collect();
            Ok(LearnedCode {
                code: (*code).to_owned(),
                line: fit::line(&rows, &coded, vocabulary.len(), options.penalty)?,
                sigmoid,
                threshold: best_threshold(&probabilities, &coded),
            })
        })
        .collect::<Result<_>>()?;
    Ok(Model { vocabulary, codes })
}

fn vocabulary(
    units: &[TrainingUnit],
    places: &[usize],
    codes: &[&str],
    options: &LearningOptions,
) -> Vocabulary {
    let texts: Vec<&str> = places.iter().map(|p| units[*p].text.as_str()).collect();
    let labels: Vec<BTreeSet<usize>> = codes
        .iter()
        .map(|code| {
            let with = places.iter().enumerate();
            with.filter(|(_, p)| units[**p].codes.contains(*code))
                .map(|(row, _)| row)
                .collect()
        })
        .collect();
    Vocabulary::of(&texts, &labels, options.features)
}

/// For each code the side on which each unit lies, by a line that has not seen its document.
fn unseen(
    units: &[TrainingUnit],
    places: &[usize],
    codes: &[&str],
    options: &LearningOptions,
) -> Result<Vec<Vec<f64>>> {
    let row: BTreeMap<usize, usize> = places.iter().enumerate().map(|(r, p)| (*p, r)).collect();
    let mut sides = vec![vec![0.0; places.len()]; codes.len()];
    for fold in folds(units, places, options.folds)? {
        let rest: Vec<usize> = places
            .iter()
            .copied()
            .filter(|p| !fold.contains(p))
            .collect();
        let vocabulary = vocabulary(units, &rest, codes, options);
        let rows: Vec<Features> = rest
            .iter()
            .map(|p| vocabulary.features(&units[*p].text))
            .collect();
        let rows: Vec<&Features> = rows.iter().collect();
        let judged: Vec<Vec<(usize, f64)>> = codes
            .par_iter()
            .map(|code| {
                let coded: Vec<bool> = rest
                    .iter()
                    .map(|p| units[*p].codes.contains(*code))
                    .collect();
                // All of a rare code's paragraphs may be in this fold.
                if !coded.contains(&true) || !coded.contains(&false) {
                    return Ok(Vec::new());
                }
                let line = fit::line(&rows, &coded, vocabulary.len(), options.penalty)?;
                Ok(fold
                    .iter()
                    .map(|p| (row[p], line.side(&vocabulary.features(&units[*p].text))))
                    .collect())
            })
            .collect::<Result<_>>()?;
        for (sides, judged) in sides.iter_mut().zip(judged) {
            for (row, side) in judged {
                sides[row] = side;
            }
        }
    }
    Ok(sides)
}

/// The units at these places in `count` parts of about the same size, a document always whole:
/// the largest first, each to the part that has least.
pub(super) fn folds(
    units: &[TrainingUnit],
    places: &[usize],
    count: usize,
) -> Result<Vec<BTreeSet<usize>>> {
    let mut documents: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for place in places {
        let document = units[*place].document.as_str();
        documents.entry(document).or_default().insert(*place);
    }
    let count = count.min(documents.len());
    if count < 2 {
        return Err(Error::new(
            ErrorKind::Empty,
            "the paragraphs are all from one document: nothing would test what is learned; name their documents in a column “doc”, or code paragraphs of others",
        ));
    }
    let mut documents: Vec<(&str, BTreeSet<usize>)> = documents.into_iter().collect();
    documents.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
    let mut folds = vec![BTreeSet::new(); count];
    for (_, units) in documents {
        if let Some(least) = folds.iter_mut().min_by_key(|f| f.len()) {
            least.extend(units);
        }
    }
    Ok(folds)
}

/// The probability from which on giving the code has the best F1; the middle between two
/// paragraphs, so that it does not lie on one.
fn best_threshold(probabilities: &[f64], coded: &[bool]) -> f64 {
    let mut order: Vec<(f64, bool)> = probabilities
        .iter()
        .copied()
        .zip(coded.iter().copied())
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = coded.iter().filter(|c| **c).count() as f64;
    let mut best = (0.0, 0.5);
    let mut right = 0.0;
    for (given, (probability, is_coded)) in order.iter().enumerate() {
        right += f64::from(u8::from(*is_coded));
        let next = order.get(given + 1).map_or(0.0, |n| n.0);
        if next == *probability {
            continue;
        }
        let f1 = 2.0 * right / (given as f64 + 1.0 + all);
        if f1 > best.0 {
            best = (f1, f64::midpoint(*probability, next));
        }
    }
    best.1
}
