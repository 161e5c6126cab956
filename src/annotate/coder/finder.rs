//! [`Finder`]: where any of many terms stands in a text, in one pass over its characters.
//!
//! Most terms of Chinese have two to four characters, and most pairs of characters of a text begin
//! none: two table look-ups send nearly every place of a text away. That takes half the time of a
//! double-array automaton over the same terms, which is what coding is made of, and finds terms
//! in the order of their beginnings.

use crate::span::Span;
use std::collections::BTreeMap;

/// No term.
const NONE: u32 = u32::MAX;
/// Code points that are looked up in a table; rarer characters are searched for.
const TABLE: usize = 0x1_0000;

/// Finds terms, overlapping ones too; each bears a number.
pub(super) struct Finder {
    /// For each code point its number, from 1, where a term has it first or second.
    numbers: Vec<u16>,
    /// The same for code points beyond the table.
    rare: BTreeMap<char, u16>,
    /// For each number the term that is this one character.
    single: Vec<u32>,
    /// A bit for each pair of characters that may begin a term.
    sieve: Vec<u64>,
    /// Pairs of numbers, each at its own place or the next free one, with the first of its `ends`.
    pairs: Vec<(u32, u32)>,
    /// The terms of each pair, the shortest first; the last has no next.
    ends: Vec<End>,
    /// What follows the first two characters of terms, one after the other.
    rests: Vec<u8>,
}

/// A term of two or more characters.
#[derive(Clone, Copy)]
struct End {
    term: u32,
    /// Where in `rests` the rest stands.
    rest: (u32, u32),
    is_last: bool,
}

impl Finder {
    /// A finder of these terms, which are not empty and differ; none where they have more different
    /// characters than there are numbers.
    pub(super) fn new<'t>(terms: impl Iterator<Item = (&'t str, u32)>) -> Option<Self> {
        let mut numbers: BTreeMap<char, u16> = BTreeMap::new();
        let mut single: Vec<u32> = vec![NONE];
        let mut by_pair: BTreeMap<(u16, u16), Vec<(&str, u32)>> = BTreeMap::new();
        for (term, id) in terms {
            let mut chars = term.chars();
            let mut number = || -> Option<Option<u16>> {
                let Some(c) = chars.next() else {
                    return Some(None);
                };
                let next = u16::try_from(numbers.len() + 1).ok()?;
                let number = *numbers.entry(c).or_insert(next);
                if number == next {
                    single.push(NONE);
                }
                Some(Some(number))
            };
            let Some(first) = number()? else { continue };
            match number()? {
                None => single[usize::from(first)] = id,
                Some(second) => by_pair
                    .entry((first, second))
                    .or_default()
                    .push((chars.as_str(), id)),
            }
        }
        let places = (by_pair.len() * 2).next_power_of_two();
        let mut finder = Self {
            numbers: vec![0; TABLE],
            rare: BTreeMap::new(),
            single,
            sieve: vec![0; places.max(8)],
            pairs: vec![(0, NONE); places.max(8)],
            ends: Vec::new(),
            rests: Vec::new(),
        };
        for (c, number) in numbers {
            match finder.numbers.get_mut(c as usize) {
                Some(place) => *place = number,
                None => {
                    finder.rare.insert(c, number);
                }
            }
        }
        for ((first, second), mut terms) in by_pair {
            terms.sort_by_key(|(rest, _)| rest.len());
            let start = finder.ends.len() as u32;
            let last = terms.len() - 1;
            for (at, (rest, term)) in terms.into_iter().enumerate() {
                let from = finder.rests.len() as u32;
                finder.rests.extend_from_slice(rest.as_bytes());
                finder.ends.push(End {
                    term,
                    rest: (from, finder.rests.len() as u32),
                    is_last: at == last,
                });
            }
            finder.add(pair(first, second), start);
        }
        Some(finder)
    }

    fn add(&mut self, pair: u32, ends: u32) {
        let hash = hash(pair);
        let (word, bit) = self.bit(hash);
        self.sieve[word] |= bit;
        let mut place = self.place(hash);
        while self.pairs[place].1 != NONE {
            place = (place + 1) % self.pairs.len();
        }
        self.pairs[place] = (pair, ends);
    }

    /// Sixty-four bits for each place of `pairs`: few pairs pass that begin nothing.
    fn bit(&self, hash: u64) -> (usize, u64) {
        let word = (hash >> 6) as usize & (self.sieve.len() - 1);
        (word, 1 << (hash & 63))
    }

    fn place(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.pairs.len() - 1)
    }

    fn number(&self, c: char) -> u16 {
        match self.numbers.get(c as usize) {
            Some(number) => *number,
            None => self.rare.get(&c).copied().unwrap_or_default(),
        }
    }

    /// Tells `hit` of every term of `text` and where it stands: by its beginning, then its length.
    pub(super) fn find(&self, text: &str, mut hit: impl FnMut(u32, Span)) {
        let bytes = text.as_bytes();
        // The number and the place of the character before.
        let (mut before, mut start) = (0_u16, 0);
        for (at, c) in text.char_indices() {
            let number = self.number(c);
            if before != 0 {
                let single = self.single[usize::from(before)];
                if single != NONE {
                    hit(single, Span::new(start, at));
                }
                if number != 0 {
                    let pair = pair(before, number);
                    let hash = hash(pair);
                    let (word, bit) = self.bit(hash);
                    if self.sieve[word] & bit != 0 {
                        self.ends_of(pair, hash, bytes, start, at + c.len_utf8(), &mut hit);
                    }
                }
            }
            (before, start) = (number, at);
        }
        let single = self.single[usize::from(before)];
        if single != NONE {
            hit(single, Span::new(start, text.len()));
        }
    }

    fn ends_of(
        &self,
        pair: u32,
        hash: u64,
        bytes: &[u8],
        start: usize,
        after: usize,
        hit: &mut impl FnMut(u32, Span),
    ) {
        let mut place = self.place(hash);
        let first = loop {
            let (known, first) = self.pairs[place];
            if first == NONE {
                return;
            }
            if known == pair {
                break first;
            }
            place = (place + 1) & (self.pairs.len() - 1);
        };
        for end in &self.ends[first as usize..] {
            let rest = &self.rests[end.rest.0 as usize..end.rest.1 as usize];
            if bytes[after..].starts_with(rest) {
                hit(end.term, Span::new(start, after + rest.len()));
            }
            if end.is_last {
                return;
            }
        }
    }
}

fn pair(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

fn hash(pair: u32) -> u64 {
    // The upper half of the product is what is well mixed.
    let product = u64::from(pair).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ product >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(terms: &[&str], text: &str) -> Vec<(u32, usize, usize)> {
        let finder = Finder::new(terms.iter().enumerate().map(|(n, t)| (*t, n as u32))).unwrap();
        let mut hits = Vec::new();
        finder.find(text, |term, span| hits.push((term, span.start, span.end)));
        hits
    }

    #[test]
    fn terms_come_by_their_beginning_then_their_length() {
        let terms = ["学", "学校", "学校建设", "校", "设", "𠀀学", "a"];
        assert_eq!(
            found(&terms, "学校建设"),
            [(0, 0, 3), (1, 0, 6), (2, 0, 12), (3, 3, 6), (4, 9, 12)]
        );
        assert_eq!(found(&terms, "𠀀学a"), [(5, 0, 7), (0, 4, 7), (6, 7, 8)]);
        assert_eq!(found(&terms, ""), []);
        assert_eq!(found(&[], "学校"), []);
    }

    proptest! {
        #[test]
        fn every_occurrence_is_found(
            terms in prop::collection::btree_set("[学校区a𠀀]{1,4}", 0..30),
            text in "[学校区a𠀀，]{0,30}",
        ) {
            let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
            let mut expected: Vec<(u32, usize, usize)> = terms
                .iter()
                .enumerate()
                .flat_map(|(n, term)| {
                    let places = text.char_indices().map(|(at, _)| at);
                    let text = &text;
                    places
                        .filter(move |at| text[*at..].starts_with(term))
                        .map(move |at| (n as u32, at, at + term.len()))
                })
                .collect();
            expected.sort_by_key(|(_, start, end)| (*start, *end));
            prop_assert_eq!(found(&terms, &text), expected);
        }
    }
}
