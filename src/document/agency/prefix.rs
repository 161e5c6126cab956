//! [`Prefixes`]: the longest known word that begins a text.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use std::collections::BTreeMap;

/// Words and what each stands for; a word may stand for several things.
pub(super) struct Prefixes {
    /// `None` where there is no word.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    meant: Vec<Vec<usize>>,
}

impl Prefixes {
    /// Words with the numbers of what they stand for, in the order to prefer. Empty words are
    /// left out.
    pub(super) fn new<'w>(words: impl IntoIterator<Item = (&'w str, usize)>) -> Self {
        let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (word, thing) in words {
            let things = by_word.entry(word).or_default();
            if !things.contains(&thing) {
                things.push(thing);
            }
        }
        by_word.remove("");
        let keys = by_word.keys().zip(0_u32..);
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build_with_values(keys)
            .ok();
        debug_assert!(automaton.is_some() || by_word.is_empty());
        Self {
            automaton,
            meant: by_word.into_values().collect(),
        }
    }

    /// How long the longest word that begins `text` is, in bytes, and what it stands for.
    pub(super) fn longest(&self, text: &str) -> Option<(usize, &[usize])> {
        // The leftmost find need not be at the beginning; a short head bounds how far it looks.
        let head = text
            .char_indices()
            .nth(LONGEST)
            .map_or(text, |(at, _)| &text[..at]);
        let found = self.automaton.as_ref()?.leftmost_find_iter(head).next()?;
        (found.start() == 0).then(|| {
            let things = self.meant.get(found.value() as usize);
            (found.end(), things.map_or(&[][..], Vec::as_slice))
        })
    }

    /// What the word `text` stands for, where it is one.
    pub(super) fn whole(&self, text: &str) -> &[usize] {
        match self.longest(text) {
            Some((end, things)) if end == text.len() => things,
            _ => &[],
        }
    }
}

/// The longest word there is room for, in characters.
const LONGEST: usize = 32;

impl std::fmt::Debug for Prefixes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Prefixes({} words)", self.meant.len())
    }
}

#[cfg(test)]
mod tests {
    use super::Prefixes;

    #[test]
    fn the_longest_word_at_the_beginning_counts() {
        let words = Prefixes::new([
            ("沪", 0),
            ("沪教委", 1),
            ("教委", 2),
            ("宁政", 3),
            ("宁政", 4),
            ("", 5),
        ]);
        assert_eq!(words.longest("沪教委基"), Some(("沪教委".len(), &[1][..])));
        assert_eq!(words.longest("沪府发"), Some(("沪".len(), &[0][..])));
        assert_eq!(words.longest("我沪教委"), None);
        assert_eq!(words.longest("宁政发"), Some(("宁政".len(), &[3, 4][..])));
        assert_eq!(words.whole("教委"), [2]);
        assert!(words.whole("教委基").is_empty());
        assert_eq!(Prefixes::new([]).longest("沪"), None);
    }
}
