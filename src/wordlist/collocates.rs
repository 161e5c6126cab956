//! Words that stand beside a term.

use super::association::{log_likelihood, rounded};
use super::{is_word, passages};
use crate::concordance::{folded_forms, places};
use crate::corpus::{Corpus, Filter};
use crate::segment::Segmenter;
use crate::span::Span;
use crate::text::sentences;
use std::collections::BTreeMap;

/// How collocates are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CollocateOptions {
    /// Words on each side, within the sentence.
    pub window: usize,
    /// The fewest times that a word must stand beside the term.
    pub least: u64,
}

impl Default for CollocateOptions {
    /// Five words on each side, three times.
    fn default() -> Self {
        Self {
            window: 5,
            least: 3,
        }
    }
}

impl CollocateOptions {
    /// The same with this many words on each side.
    #[must_use]
    pub fn window(mut self, words: usize) -> Self {
        self.window = words;
        self
    }

    /// The same for words that stand at least so often beside the term.
    #[must_use]
    pub fn least(mut self, times: u64) -> Self {
        self.least = times;
        self
    }
}

/// A word that stands beside a term.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Collocate {
    /// The word.
    pub word: String,
    /// How often it stands beside the term.
    pub together: u64,
    /// How many of these are before it.
    pub before: u64,
    /// How often the word stands at all.
    pub count: u64,
    /// The log-likelihood ratio G²: how sure it is that the word is not as frequent beside the
    /// term as elsewhere (Dunning 1993).
    pub log_likelihood: f64,
    /// The bond, as logDice (Rychlý 2008): 14 where neither stands without the other, one less
    /// where half as often; comparable between corpora.
    pub log_dice: f64,
}

#[derive(Default)]
struct Beside {
    count: u64,
    before: u64,
    after: u64,
}

/// The words beside `term` in what passes `filter`: those that are more frequent there than
/// elsewhere, the most certain first. The term is found wherever its characters stand; words that
/// share characters with it are not beside it.
///
/// ```
/// use zhengce::wordlist::{CollocateOptions, collocates};
/// use zhengce::{Corpus, corpus::Filter, segment::Segmenter};
/// let corpus = Corpus::builtin()?;
/// let options = CollocateOptions::default();
/// let words = collocates(&corpus, "教师", &Filter::default(), &Segmenter::builtin(), &options);
/// assert!(words.iter().any(|w| w.word == "校长"));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[must_use]
pub fn collocates(
    corpus: &Corpus,
    term: &str,
    filter: &Filter,
    segmenter: &Segmenter,
    options: &CollocateOptions,
) -> Vec<Collocate> {
    let mut words: BTreeMap<String, Beside> = BTreeMap::new();
    let (mut total, mut beside, mut terms) = (0u64, 0u64, 0u64);
    for entry in corpus.entries() {
        let text = &entry.document.text;
        let view = text.view().to_ascii_lowercase();
        let forms = folded_forms(text, term);
        for passage in passages(entry, filter) {
            for sentence in sentences(&view, passage) {
                let sentence = sentence.slice(&view);
                let places = places(sentence, &forms);
                terms += places.len() as u64;
                let tokens: Vec<Span> = segmenter
                    .cut(sentence)
                    .into_iter()
                    .map(|t| t.span)
                    .filter(|s| is_word(s.slice(sentence)))
                    .collect();
                let sides = sides(&tokens, &places, options.window);
                for (token, side) in tokens.iter().zip(sides) {
                    let word = token.slice(sentence);
                    if !words.contains_key(word) {
                        words.insert(word.to_owned(), Beside::default());
                    }
                    let Some(count) = words.get_mut(word) else {
                        continue;
                    };
                    total += 1;
                    count.count += 1;
                    // A word between two of the term is beside both, and counts once.
                    match side {
                        Some(Side::Before) => count.before += 1,
                        Some(Side::After) => count.after += 1,
                        None => continue,
                    }
                    beside += 1;
                }
            }
        }
    }
    let elsewhere = total - beside;
    let mut found: Vec<Collocate> = words
        .into_iter()
        .filter_map(|(word, counts)| {
            let together = counts.before + counts.after;
            let apart = counts.count - together;
            let is_drawn = together as f64 * elsewhere as f64 > apart as f64 * beside as f64;
            (together >= options.least.max(1) && is_drawn).then(|| Collocate {
                word,
                together,
                before: counts.before,
                count: counts.count,
                log_likelihood: rounded(log_likelihood(together, apart, beside, elsewhere)),
                log_dice: rounded(
                    14.0 + (2.0 * together as f64 / (counts.count + terms) as f64).log2(),
                ),
            })
        })
        .collect();
    found.sort_by(|a, b| {
        b.log_likelihood
            .total_cmp(&a.log_likelihood)
            .then_with(|| a.word.cmp(&b.word))
    });
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// For each token the side of the nearest place on which it stands, where it is within the window.
fn sides(tokens: &[Span], places: &[Span], window: usize) -> Vec<Option<Side>> {
    let mut sides = vec![None; tokens.len()];
    for place in places {
        let before = tokens.partition_point(|t| t.end <= place.start);
        let after = tokens.partition_point(|t| t.start < place.end);
        for side in &mut sides[before.saturating_sub(window)..before] {
            side.get_or_insert(Side::Before);
        }
        let end = after.saturating_add(window).min(tokens.len());
        for side in &mut sides[after..end] {
            side.get_or_insert(Side::After);
        }
    }
    // The term itself, cut in whatever way, is not beside itself.
    for (token, side) in tokens.iter().zip(&mut sides) {
        let at = places.partition_point(|p| p.end <= token.start);
        if places.get(at).is_some_and(|p| p.start < token.end) {
            *side = None;
        }
    }
    sides
}
