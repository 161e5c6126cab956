//! From a paragraph to numbers: the runs of characters in it, weighted by how rare they are.

use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The longest run of characters that is a feature. Words of Chinese are mostly of two, terms of
/// the field of four.
const LONGEST: usize = 4;

/// The runs of characters that a model knows, each with its weight.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    /// Run to its place and its inverse document frequency.
    runs: BTreeMap<String, (usize, f64)>,
}

/// The features of a paragraph: places in ascending order with their values, of length 1 together.
pub(super) type Features = Vec<(usize, f64)>;

impl Vocabulary {
    /// The `most` runs that tell the codes of `texts` apart best, by the sum of chi-square over
    /// codes; `labels` has the places of the texts with each code. A run in one text alone is left
    /// out: it says nothing about others.
    pub(super) fn of(texts: &[&str], labels: &[BTreeSet<usize>], most: usize) -> Self {
        let mut places: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (place, text) in texts.iter().enumerate() {
            for span in runs(text) {
                places.entry(span.slice(text)).or_default().insert(place);
            }
        }
        let total = texts.len() as f64;
        let mut ranked: Vec<(f64, &str, usize)> = places
            .iter()
            .filter(|(_, texts)| texts.len() > 1)
            .map(|(run, texts)| {
                let score = labels
                    .iter()
                    .map(|with| chi_square(texts, with, total))
                    .sum();
                (score, *run, texts.len())
            })
            .collect();
        // Equal ones in the order of their characters, so that a model is the same every time.
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        ranked.truncate(most);
        ranked.sort_by(|a, b| a.1.cmp(b.1));
        let runs = ranked
            .iter()
            .enumerate()
            .map(|(place, (_, run, count))| {
                let rarity = ((1.0 + total) / (1.0 + *count as f64)).ln() + 1.0;
                ((*run).to_owned(), (place, rarity))
            })
            .collect();
        Self { runs }
    }

    pub(super) fn len(&self) -> usize {
        self.runs.len()
    }

    /// The features of a text; runs that are not known count nothing.
    pub(super) fn features(&self, text: &str) -> Features {
        let mut counts: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for span in runs(text) {
            if let Some((place, rarity)) = self.runs.get(span.slice(text)) {
                counts.entry(*place).or_insert((0.0, *rarity)).0 += 1.0;
            }
        }
        let mut features: Features = counts
            .into_iter()
            .map(|(place, (count, rarity))| (place, (1.0 + count.ln()) * rarity))
            .collect();
        let length = features.iter().map(|(_, v)| v * v).sum::<f64>().sqrt();
        if length > 0.0 {
            features.iter_mut().for_each(|(_, value)| *value /= length);
        }
        features
    }

    /// The first place of each known run in a text, with its place in the vocabulary.
    pub(super) fn spans(&self, text: &str) -> BTreeMap<usize, Span> {
        let mut spans = BTreeMap::new();
        for span in runs(text) {
            if let Some((place, _)) = self.runs.get(span.slice(text)) {
                spans.entry(*place).or_insert(span);
            }
        }
        spans
    }
}

fn chi_square(texts: &BTreeSet<usize>, with: &BTreeSet<usize>, total: f64) -> f64 {
    let both = texts.intersection(with).count() as f64;
    let (run, code) = (texts.len() as f64, with.len() as f64);
    let cells = [
        (both, run * code),
        (run - both, run * (total - code)),
        (code - both, (total - run) * code),
        (total - run - code + both, (total - run) * (total - code)),
    ];
    cells
        .into_iter()
        .map(|(observed, expected)| (observed, expected / total))
        .filter(|(_, expected)| *expected > 0.0)
        .map(|(observed, expected)| (observed - expected).powi(2) / expected)
        .sum()
}

/// All runs of one to four letters or digits, in text order; none goes over a mark or a space.
fn runs(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.char_indices().flat_map(move |(start, _)| {
        text[start..]
            .char_indices()
            .take(LONGEST)
            .take_while(|(_, c)| c.is_alphanumeric())
            .map(move |(at, c)| Span::new(start, start + at + c.len_utf8()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_stop_at_marks() {
        let text = "教师，校";
        let found: Vec<_> = runs(text).map(|s| s.slice(text)).collect();
        assert_eq!(found, ["教", "教师", "师", "校"]);
    }

    #[test]
    fn the_runs_that_tell_codes_apart_are_kept() {
        let texts = ["教师流动", "教师培训", "经费投入", "经费保障"];
        let labels = [BTreeSet::from([0, 1]), BTreeSet::from([2, 3])];
        let vocabulary = Vocabulary::of(&texts, &labels, 100);
        assert_eq!(
            vocabulary.runs.keys().collect::<Vec<_>>(),
            ["师", "教", "教师", "经", "经费", "费"]
        );
        let features = vocabulary.features("教师的经费");
        let length: f64 = features.iter().map(|(_, v)| v * v).sum();
        assert!((length - 1.0).abs() < 1e-9, "{features:?}");
        assert!(vocabulary.features("无").is_empty());
        let spans = vocabulary.spans("教师");
        assert_eq!(spans.len(), 3);
    }
}
