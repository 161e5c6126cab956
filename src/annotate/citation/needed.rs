//! [`Needed`]: which of many patterns can match at all, by the characters they need.
//!
//! Nearly every match of a cue has one of a few characters in it: 废 or 止 of 废止. Whether one of
//! them stands in the words at hand is seen for all patterns in one look, and most need not be tried.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Characters are told apart by this many of their bits: others that share them cost a try.
const SLOTS: usize = 256;
/// A class of more characters needs none in particular.
const MOST: usize = 16;

/// At most as many patterns as a word has bits.
#[derive(Debug)]
pub(super) struct Needed {
    /// For each character a bit for each of the patterns that need it or another.
    by: Box<[u64; SLOTS]>,
    /// A bit for each pattern of which nothing is known.
    any: u64,
}

impl Needed {
    /// Of these patterns, each an expression; more than there are bits are always tried.
    pub(super) fn of<'p>(patterns: impl Iterator<Item = &'p str>) -> Self {
        let mut needed = Self {
            by: Box::new([0; SLOTS]),
            any: 0,
        };
        for (pattern, number) in patterns.zip(0..u64::BITS) {
            let bit = 1 << number;
            let hir = regex_syntax::parse(pattern).ok();
            match hir.and_then(|hir| of(&hir)) {
                Some(characters) => {
                    for c in characters {
                        needed.by[slot(c)] |= bit;
                    }
                }
                None => needed.any |= bit,
            }
        }
        needed
    }

    /// A bit for each pattern that may match somewhere in `text`, by their order.
    pub(super) fn may_match(&self, text: &str) -> u64 {
        text.chars().fold(self.any, |may, c| may | self.by[slot(c)])
    }
}

fn slot(c: char) -> usize {
    c as usize % SLOTS
}

/// Characters of which each match has one; none where that is not known.
fn of(hir: &Hir) -> Option<Vec<char>> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => None,
        // Of a word the last: it is seldom one that many words begin with.
        HirKind::Literal(literal) => {
            let last = std::str::from_utf8(&literal.0).ok()?.chars().next_back()?;
            Some(vec![last])
        }
        HirKind::Class(Class::Unicode(class)) => {
            let count: usize = class.iter().map(|range| range.len()).sum();
            (count <= MOST).then(|| class.iter().flat_map(|r| r.start()..=r.end()).collect())
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Repetition(repetition) if repetition.min == 0 => None,
        HirKind::Repetition(repetition) => of(&repetition.sub),
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(of).min_by_key(Vec::len),
        HirKind::Alternation(parts) => {
            let parts: Option<Vec<Vec<char>>> = parts.iter().map(of).collect();
            Some(parts?.concat())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_may_match_where_a_character_they_need_stands() {
        let patterns = [
            "废止|失效",
            "^[^。]{0,9}收悉",
            "根据?$",
            "[甲乙]丙?",
            ".*",
            "",
        ];
        let needed = Needed::of(patterns.into_iter());
        for (text, expected) in [
            ("", 0b11_0000),
            ("同时废止", 0b11_0001),
            ("你局收悉失效", 0b11_0011),
            ("根", 0b11_0100),
            ("乙", 0b11_1000),
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
