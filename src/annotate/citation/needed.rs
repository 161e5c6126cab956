//! [`Needed`]: which of many patterns can match at all, by the words they need.
//!
//! Nearly every match of a cue has one of a few words in it, and often one of a few others besides:
//! 现将 and 印发. Whether they stand in the words at hand is seen for all patterns in one look, and
//! most need not be tried: it is the first look at each pattern that takes long, for its tables are
//! large and lie far off.

use regex_syntax::hir::{Class, Hir, HirKind};
use std::collections::{BTreeMap, BTreeSet};

/// A class of more characters needs none in particular.
const MOST: usize = 16;
/// Of so many lists a match has one word each; a third hardly ever tells more.
const LISTS: usize = 2;

/// At most as many patterns as a word has bits.
#[derive(Debug)]
pub(super) struct Needed {
    /// Keys of words, each at its place or at the next that is free; as many places as a power of two.
    keys: Box<[u32]>,
    /// For each key and list a bit for each of the patterns that need this word or another.
    bits: Box<[[u64; LISTS]]>,
    /// A bit for each pattern that has no such list.
    any: [u64; LISTS],
}

/// No key.
const FREE: u32 = 0;

/// One character, or two that follow each other, as a key.
///
/// Some of rare characters share theirs: it only leads to patterns that are then tried.
fn key(before: Option<char>, character: char) -> u32 {
    (before.map_or(0, u32::from) << 16 ^ u32::from(character)).max(1)
}

impl Needed {
    /// Of these patterns, each an expression; more than there are bits are always tried.
    pub(super) fn of<'p>(patterns: impl Iterator<Item = &'p str>) -> Self {
        let mut any = [0; LISTS];
        let mut by: BTreeMap<u32, [u64; LISTS]> = BTreeMap::new();
        for (pattern, number) in patterns.zip(0..u64::BITS) {
            let bit = 1 << number;
            let mut lists = regex_syntax::parse(pattern).map_or(Vec::new(), |hir| of(&hir));
            lists.sort_by_key(List::likely);
            let mut lists = lists.into_iter();
            for (nth, any) in any.iter_mut().enumerate() {
                match lists.next() {
                    Some(List(keys)) => {
                        for key in keys {
                            by.entry(key).or_default()[nth] |= bit;
                        }
                    }
                    None => *any |= bit,
                }
            }
        }
        let places = (4 * by.len()).next_power_of_two();
        let mut needed = Self {
            keys: vec![FREE; places].into(),
            bits: vec![[0; LISTS]; places].into(),
            any,
        };
        for (key, bits) in by {
            let place = needed.place(key);
            needed.keys[place] = key;
            needed.bits[place] = bits;
        }
        needed
    }

    /// The place of a key: where it stands, or where it would.
    fn place(&self, key: u32) -> usize {
        let last = self.keys.len() - 1;
        let mut place = (key.wrapping_mul(0x9E37_79B1) >> 16) as usize & last;
        while self.keys[place] != key && self.keys[place] != FREE {
            place = (place + 1) & last;
        }
        place
    }

    /// A bit for each pattern that may match somewhere in `text`, by their order.
    pub(super) fn may_match(&self, text: &str) -> u64 {
        let mut may = self.any;
        let mut before = None;
        for character in text.chars() {
            for key in [key(None, character), key(before, character)] {
                let bits = self.bits[self.place(key)];
                for (may, bits) in may.iter_mut().zip(bits) {
                    *may |= bits;
                }
            }
            before = Some(character);
        }
        may.into_iter().fold(u64::MAX, |all, may| all & may)
    }
}

/// Words, as keys, of which each match of an expression has one.
#[derive(Debug)]
struct List(BTreeSet<u32>);

impl List {
    /// How likely one of them stands somewhere: a character alone is met more often than two.
    fn likely(&self) -> usize {
        let pairs = self.0.iter().filter(|key| **key >> 16 != 0);
        4 * self.0.len() - 3 * pairs.count()
    }

    fn one(before: Option<char>, character: char) -> Self {
        Self(BTreeSet::from([key(before, character)]))
    }
}

/// The lists of an expression, each of which every match meets.
fn of(hir: &Hir) -> Vec<List> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            // Of a word the last two: they are seldom those that many words begin with.
            let word = std::str::from_utf8(&literal.0).unwrap_or_default();
            let mut back = word.chars().rev();
            let last = back.next();
            last.map(|last| List::one(back.next(), last))
                .into_iter()
                .collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let count: usize = class.iter().map(|range| range.len()).sum();
            let all = class.iter().flat_map(|r| r.start()..=r.end());
            (count <= MOST)
                .then(|| List(all.map(|c| key(None, c)).collect()))
                .into_iter()
                .collect()
        }
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => Vec::new(),
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => of(&repetition.sub),
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(of).collect(),
        HirKind::Alternation(parts) => {
            // One word of each way: what any match has one of.
            let best = |part| of(part).into_iter().min_by_key(List::likely);
            let parts: Option<Vec<List>> = parts.iter().map(best).collect();
            parts
                .map(|lists| List(lists.into_iter().flat_map(|list| list.0).collect()))
                .into_iter()
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_may_match_where_the_words_they_need_stand() {
        let patterns = [
            "废止|失效",
            "^[^。]{0,9}收悉",
            "根据?$",
            "[甲乙]丙?",
            "现将[^。]*(?:印发|转发)",
            ".*",
            "",
        ];
        let needed = Needed::of(patterns.into_iter());
        for (text, expected) in [
            ("", 0b110_0000),
            ("同时废止", 0b110_0001),
            ("废而不止", 0b110_0000),
            ("你局收悉失效", 0b110_0011),
            ("根", 0b110_0100),
            ("乙", 0b110_1000),
            ("现将有关", 0b110_0000),
            ("现将意见印发", 0b111_0000),
        ] {
            assert_eq!(needed.may_match(text), expected, "{text}");
        }
    }

    #[test]
    fn what_matches_may_match() {
        for pattern in [
            "(?:现将|兹将)[^。；]{0,6}$",
            "^(?:等)?[^□]{0,3}的(?:通知|决定)",
            "称?《",
        ] {
            let regex = regex::Regex::new(pattern).unwrap();
            let needed = Needed::of(std::iter::once(pattern));
            for text in [
                "现将甲",
                "等的决定",
                "甲乙的通知",
                "《",
                "称《",
                "兹将",
                "。",
            ] {
                assert!(
                    !regex.is_match(text) || needed.may_match(text) == 1,
                    "{pattern} {text}"
                );
            }
        }
    }
}
