//! New terms: strings that hold together inside and are free at their borders.

use super::association::rounded;
use super::passages;
use crate::corpus::{Corpus, Filter};
use crate::numeral::is_numeral;
use crate::segment::{Lexicon, Segmenter};
use crate::shipped;
use crate::span::Span;
use rayon::slice::ParallelSliceMut;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The longest term that is looked for, in characters.
const LONGEST: usize = 8;

/// What stands between runs of Chinese characters: figures, anything else.
const FIGURE: char = '\u{1}';
const BREAK: char = '\0';

/// How many places of a string are looked at for its borders, and how much around each.
const SAMPLE: usize = 40;
const AROUND: usize = 10;

/// Kinds of words with which no term begins or ends: pronouns, adverbs, numerals, measures, conjunctions,
/// prepositions, particles, places, interjections.
const CLOSED: [&str; 10] = ["r", "d", "m", "q", "c", "p", "u", "f", "y", "e"];

/// `corpus/cues/new_terms.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    edges: Vec<String>,
    leads: Vec<String>,
    ends: Vec<String>,
}

static SHAPE: LazyLock<Shape> = LazyLock::new(|| {
    shipped::table(
        "corpus/cues/new_terms.toml",
        include_str!("../../corpus/cues/new_terms.toml"),
    )
});

/// Which strings count as terms.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewTermOptions {
    /// The fewest times that a term must stand.
    pub least: u64,
    /// The fewest documents that must use it.
    pub documents: u64,
    /// The least cohesion, in bits.
    pub cohesion: f64,
    /// The least freedom of its borders, in bits.
    pub freedom: f64,
}

impl Default for NewTermOptions {
    /// Five times, in three documents, with 4 bits of cohesion and 2 bits of freedom.
    fn default() -> Self {
        Self {
            least: 5,
            documents: 3,
            cohesion: 4.0,
            freedom: 2.0,
        }
    }
}

/// A string that behaves like a word.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NewTerm {
    /// Its characters.
    pub term: String,
    /// How often it stands.
    pub count: u64,
    /// In how many documents.
    pub documents: u64,
    /// How much more often its parts stand together than by chance, in bits: the least over all
    /// places at which it can be parted (pointwise mutual information).
    pub cohesion: f64,
    /// How many different characters stand beside it, as entropy in bits: the lesser of both
    /// sides. An end of a run of Chinese characters counts as a character of its own.
    pub freedom: f64,
    /// How the segmenter cuts it now.
    pub words: Vec<String>,
}

/// The strings of two to eight Chinese characters in what passes `filter` that hold together and
/// have free borders, and that neither the lexicon nor the general dictionary has: candidates for
/// the lexicon, to be reviewed. The most frequent first.
///
/// A string that mostly stands inside one longer term has no free border and is left out. So is what
/// begins or ends with a word that no term begins or ends with (的, 应当, 有关: `corpus/cues/new_terms.toml`,
/// and the kinds of words of the general dictionary), a verb with what it governs (加强美育), what mostly
/// stands behind a figure (次会议), and what mostly cuts a word where it stands (筑物 of 建筑物).
///
/// Source of the two measures: Church and Hanks (1990) for mutual information; Feng, H. and others
/// (2004), Accessor variety criteria for Chinese word extraction, with the entropy of both sides as
/// in Huang, J. H. and Powers, D. (2003).
#[must_use]
pub fn new_terms(
    corpus: &Corpus,
    filter: &Filter,
    segmenter: &Segmenter,
    lexicon: &Lexicon,
    options: &NewTermOptions,
) -> Vec<NewTerm> {
    let strings = Strings::of(corpus, filter);
    let known: BTreeSet<&str> = lexicon.terms().iter().map(|t| t.text.as_str()).collect();
    let mut found = Vec::new();
    for length in 2..=LONGEST {
        strings.each_of(length, options.least.max(2), |group| {
            let term: String = strings.at(group[0], length).iter().collect();
            if known.contains(term.as_str()) {
                return;
            }
            // What costs least is asked first.
            let freedom = strings.freedom(group, length);
            if freedom < options.freedom {
                return;
            }
            let cut = segmenter.cut(&term);
            let words: Vec<String> = cut.iter().map(|t| t.span.slice(&term).to_owned()).collect();
            if words.len() < 2 || !has_shape(&words, segmenter) {
                return;
            }
            let documents = strings.documents(group);
            if documents < options.documents {
                return;
            }
            let cohesion = strings.cohesion(group, length);
            if cohesion < options.cohesion {
                return;
            }
            if strings.follows_figures(group) || !strings.on_borders(group, length, segmenter) {
                return;
            }
            found.push(NewTerm {
                term,
                count: group.len() as u64,
                documents,
                cohesion: rounded(cohesion),
                freedom: rounded(freedom),
                words,
            });
        });
    }
    found.sort_by(|a, b| (b.count, &a.term).cmp(&(a.count, &b.term)));
    found
}

/// All strings of a corpus, by a sorted list of where they begin.
struct Strings {
    chars: Vec<char>,
    /// Where Chinese characters stand in `chars`, in the order of what begins there.
    sorted: Vec<u32>,
    /// Where each document begins.
    starts: Vec<u32>,
}

impl Strings {
    fn of(corpus: &Corpus, filter: &Filter) -> Self {
        let mut chars = vec![BREAK];
        let mut starts = Vec::new();
        // More characters than can be numbered are more than fit in memory.
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        for entry in corpus.entries() {
            starts.push(number(chars.len()));
            let view = entry.document.text.view();
            for passage in passages(entry, filter) {
                for ch in passage.slice(view).chars().chain([BREAK]) {
                    if is_chinese(ch) {
                        chars.push(ch);
                    } else if ch.is_numeric() || ch == '%' {
                        chars.push(FIGURE);
                    } else if chars.last() != Some(&BREAK) {
                        chars.push(BREAK);
                    }
                }
            }
        }
        let mut sorted: Vec<u32> = (0..number(chars.len()))
            .filter(|at| !is_break(chars[*at as usize]))
            .collect();
        let from = |at: u32| {
            let at = at as usize;
            &chars[at..chars.len().min(at + LONGEST)]
        };
        sorted.par_sort_unstable_by(|a, b| from(*a).cmp(from(*b)).then_with(|| a.cmp(b)));
        Self {
            chars,
            sorted,
            starts,
        }
    }

    /// The `length` characters that begin at a place, or what there is.
    fn at(&self, place: u32, length: usize) -> &[char] {
        let start = place as usize;
        &self.chars[start..self.chars.len().min(start + length)]
    }

    /// Calls `work` with the places of every string of this length that stands at least so often.
    fn each_of(&self, length: usize, least: u64, mut work: impl FnMut(&[u32])) {
        let same = |a: &u32, b: &u32| self.at(*a, length) == self.at(*b, length);
        for group in self.sorted.chunk_by(same) {
            if group.len() as u64 >= least {
                let string = self.at(group[0], length);
                if string.len() == length && !string.iter().any(|ch| is_break(*ch)) {
                    work(group);
                }
            }
        }
    }

    /// How often a string stands.
    fn count(&self, string: &[char]) -> usize {
        let length = string.len();
        let start = self
            .sorted
            .partition_point(|at| self.at(*at, length) < string);
        self.sorted[start..].partition_point(|at| self.at(*at, length) == string)
    }

    fn cohesion(&self, group: &[u32], length: usize) -> f64 {
        let string = self.at(group[0], length);
        let total = self.sorted.len() as f64;
        let together = group.len() as f64 * total;
        (1..length)
            .map(|at| {
                let (left, right) = string.split_at(at);
                (together / (self.count(left) as f64 * self.count(right) as f64)).log2()
            })
            .fold(f64::INFINITY, f64::min)
    }

    fn freedom(&self, group: &[u32], length: usize) -> f64 {
        let before = |at: &u32| self.chars[(*at as usize).saturating_sub(1)];
        let after = |at: &u32| {
            let end = *at as usize + length;
            self.chars.get(end).copied().unwrap_or(BREAK)
        };
        let left = entropy(group.iter().map(before));
        left.min(entropy(group.iter().map(after)))
    }

    /// Whether it mostly stands right behind a figure: it is what was counted, or part of a date.
    fn follows_figures(&self, group: &[u32]) -> bool {
        let before = |at: &&u32| {
            let before = self.chars[(**at as usize).saturating_sub(1)];
            before == FIGURE || is_numeral(before)
        };
        group.iter().filter(before).count() * 2 > group.len()
    }

    /// Whether it mostly begins and ends where words do.
    fn on_borders(&self, group: &[u32], length: usize, segmenter: &Segmenter) -> bool {
        let step = group.len().div_ceil(SAMPLE);
        let (mut whole, mut all) = (0, 0);
        for at in group.iter().step_by(step) {
            let at = *at as usize;
            let inside = |ch: &&char| !is_break(**ch);
            let before = self.chars[..at].iter().rev().take(AROUND);
            let start = at - before.take_while(inside).count();
            let after = self.chars[at + length..].iter().take(AROUND);
            let end = at + length + after.take_while(inside).count();
            let text: String = self.chars[start..end].iter().collect();
            let byte = |chars: usize| {
                text.char_indices()
                    .nth(chars)
                    .map_or(text.len(), |(b, _)| b)
            };
            let span = Span::new(byte(at - start), byte(at - start + length));
            whole += usize::from(segmenter.on_borders(&text, &[span]) == [true]);
            all += 1;
        }
        whole * 2 > all
    }

    fn documents(&self, group: &[u32]) -> u64 {
        let document = |at: &u32| self.starts.partition_point(|start| start <= at);
        let documents: BTreeSet<usize> = group.iter().map(document).collect();
        documents.len() as u64
    }
}

/// Whether these words can be a term: none of them joins, and neither end is a word that no term begins
/// or ends with.
fn has_shape(words: &[String], segmenter: &Segmenter) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let shape = &*SHAPE;
    let holds = |list: &[String], word: &String| list.iter().any(|own| own == word);
    if holds(&shape.leads, first) || holds(&shape.ends, last) {
        return false;
    }
    let is_open = |word: &String| {
        let kind = segmenter.kind(word);
        !holds(&shape.edges, word) && !CLOSED.iter().any(|closed| kind.starts_with(closed))
    };
    let joins =
        |word: &String| matches!(segmenter.kind(word), "c" | "p" | "uj" | "ul" | "ud" | "uv");
    is_open(first)
        && is_open(last)
        && words.iter().all(|word| !joins(word))
        && !words.iter().all(|word| word.chars().all(is_numeral))
}

/// The entropy of characters in bits; each break is one of its own.
fn entropy(chars: impl Iterator<Item = char>) -> f64 {
    let mut counts: BTreeMap<char, u64> = BTreeMap::new();
    let mut total = 0u64;
    for ch in chars {
        total += 1;
        *counts.entry(ch).or_default() += 1;
    }
    let breaks = [BREAK, FIGURE].map(|end| counts.remove(&end).unwrap_or_default());
    let breaks: u64 = breaks.iter().sum();
    let all = total as f64;
    let of = |count: u64| {
        let share = count as f64 / all;
        -share * share.log2()
    };
    counts.values().map(|count| of(*count)).sum::<f64>() + breaks as f64 * of(1)
}

fn is_break(ch: char) -> bool {
    matches!(ch, BREAK | FIGURE)
}

fn is_chinese(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}
