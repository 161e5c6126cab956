//! [`WordCounts`] and keyness.

use super::association::{log_likelihood, log_ratio, rounded};
use super::{is_word, passages};
use crate::corpus::{Corpus, Filter};
use crate::segment::Segmenter;
use std::collections::BTreeMap;

/// How often a word stands.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct WordCount {
    /// The word, ASCII letters in lower case.
    pub word: String,
    /// How many times.
    pub count: u64,
    /// In how many documents.
    pub documents: u64,
    /// How many times in a million words.
    pub per_million: f64,
}

/// The words of a corpus, counted.
///
/// ```
/// use zhengce::wordlist::WordCounts;
/// use zhengce::{Corpus, corpus::Filter, segment::Segmenter};
/// let corpus = Corpus::builtin()?;
/// let counts = WordCounts::of(&corpus, &Filter::default(), &Segmenter::builtin());
/// assert!(counts.get("义务教育").unwrap().count > 10);
/// assert!(counts.words()[0].count >= counts.words()[1].count);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct WordCounts {
    /// Words, numbers and marks left out.
    total: u64,
    words: BTreeMap<String, (u64, u64)>,
}

impl WordCounts {
    /// Counts the words of what passes `filter`.
    #[must_use]
    pub fn of(corpus: &Corpus, filter: &Filter, segmenter: &Segmenter) -> Self {
        let mut all = Self::default();
        for entry in corpus.entries() {
            let view = entry.document.text.view();
            let mut here: BTreeMap<String, u64> = BTreeMap::new();
            for passage in passages(entry, filter) {
                let passage = passage.slice(view);
                for token in segmenter.cut(passage) {
                    let word = token.span.slice(passage);
                    if is_word(word) {
                        *here.entry(word.to_ascii_lowercase()).or_default() += 1;
                    }
                }
            }
            for (word, count) in here {
                all.total += count;
                let (counts, documents) = all.words.entry(word).or_default();
                *counts += count;
                *documents += 1;
            }
        }
        all
    }

    /// The number of words, each as often as it stands.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// A word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<WordCount> {
        let (word, counts) = self.words.get_key_value(word)?;
        Some(self.counted(word, *counts))
    }

    /// The words, the most frequent first, equals in the order of their characters.
    #[must_use]
    pub fn words(&self) -> Vec<WordCount> {
        let counted = self.words.iter().map(|(word, n)| self.counted(word, *n));
        let mut words: Vec<WordCount> = counted.collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.count));
        words
    }

    fn counted(&self, word: &str, (count, documents): (u64, u64)) -> WordCount {
        WordCount {
            word: word.to_owned(),
            count,
            documents,
            per_million: rounded(count as f64 * 1e6 / self.total.max(1) as f64),
        }
    }
}

/// A word with its counts in two corpora.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct KeyWord {
    /// The word.
    pub word: String,
    /// Here.
    pub target: WordCount,
    /// There.
    pub reference: WordCount,
    /// The log-likelihood ratio G² (Rayson and Garside 2000): how sure it is that the word is not
    /// as frequent here as there. 10.83 is passed by chance in one of 1,000 words.
    pub log_likelihood: f64,
    /// How large the difference is, as log ratio (Hardie 2014): 1 is twice as frequent here, -1
    /// twice as frequent there. A word that one side lacks counts as half a time.
    pub log_ratio: f64,
}

/// The words of two corpora, the most certain difference first.
///
/// A word of few documents may say more of those than of the corpus: look at the counts of
/// documents, too.
///
/// ```
/// use zhengce::wordlist::{WordCounts, keyness};
/// use zhengce::{Corpus, corpus::Filter, document::Level, segment::Segmenter};
/// let (corpus, segmenter) = (Corpus::builtin()?, Segmenter::builtin());
/// let of = |level| {
///     let mut filter = Filter::default();
///     filter.levels = vec![level];
///     WordCounts::of(&corpus, &filter, &segmenter)
/// };
/// let words = keyness(&of(Level::Municipal), &of(Level::National));
/// let city = words.iter().find(|w| w.word == "本市").unwrap();
/// assert!(city.log_ratio > 1.0 && city.log_likelihood > 10.83);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[must_use]
pub fn keyness(target: &WordCounts, reference: &WordCounts) -> Vec<KeyWord> {
    let mut words: Vec<KeyWord> = target
        .words
        .keys()
        .chain(
            reference
                .words
                .keys()
                .filter(|w| !target.words.contains_key(*w)),
        )
        .map(|word| {
            let of = |counts: &WordCounts| {
                counts.counted(word, counts.words.get(word).copied().unwrap_or_default())
            };
            let (here, there) = (of(target), of(reference));
            let numbers = (here.count, there.count, target.total, reference.total);
            let (a, b, c, d) = numbers;
            KeyWord {
                word: word.clone(),
                log_likelihood: rounded(log_likelihood(a, b, c, d)),
                log_ratio: rounded(log_ratio(a, b, c, d)),
                target: here,
                reference: there,
            }
        })
        .collect();
    words.sort_by(|a, b| {
        b.log_likelihood
            .total_cmp(&a.log_likelihood)
            .then_with(|| a.word.cmp(&b.word))
    });
    words
}
