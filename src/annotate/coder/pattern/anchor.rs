//! [`Anchor`]: where a pattern can begin, by the words without which nobody looks for it.
//!
//! Most patterns are looked for where a word stands that every match has in it, behind a mark, a
//! number or nothing at all. The places of these words are known: a look at the few letters before
//! each is less work than one at all letters.

use super::super::alphabet::{Alphabet, Letter};
use super::super::reading::Stretch;
use super::steps;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

pub(super) struct Anchor {
    /// A bit for each letter that a match can have before the word.
    before: Vec<u64>,
    /// Whether a match can begin with the word.
    bare: Bare,
}

/// Where a match can begin with the word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bare {
    Nowhere,
    /// Where the text begins: else something stands before it.
    AtStart,
    Anywhere,
}

impl Anchor {
    /// None where a match may have none of these words in a place that the letters before say.
    pub(super) fn new(hir: &Hir, words: &[String], alphabet: &Alphabet) -> Option<Self> {
        let parts = match hir.kind() {
            HirKind::Concat(parts) => parts.as_slice(),
            _ => std::slice::from_ref(hir),
        };
        let at = parts.iter().position(|part| is_one_of(part, words))?;
        let mut before = vec![0; alphabet.len().div_ceil(64)];
        for part in &parts[..at] {
            add(part, alphabet, &mut before)?;
        }
        let bare_at = |start| parts[..at].iter().all(|part| can_be_empty(part, start));
        let bare = match (bare_at(false), bare_at(true)) {
            (true, _) => Bare::Anywhere,
            (false, true) => Bare::AtStart,
            (false, false) => Bare::Nowhere,
        };
        Some(Self { before, bare })
    }

    /// Adds all places where the pattern can begin, and others, from left to right; `words` are
    /// the places of the words.
    pub(super) fn starts(&self, words: &[Stretch], letters: &[Letter], starts: &mut Vec<u32>) {
        let mut known = 0;
        for word in words {
            let from = starts.len();
            let mut at = word.start;
            if self.bare == Bare::Anywhere || at == 0 && self.bare == Bare::AtStart {
                starts.push(at);
            }
            // What can stand before the word before was looked at with that.
            while at > known && steps::holds(&self.before, letters[at as usize - 1]) {
                at -= 1;
                starts.push(at);
            }
            starts[from..].reverse();
            known = word.start;
        }
    }
}

/// Whether it can match nothing, where the text begins or behind that.
fn can_be_empty(hir: &Hir, at_start: bool) -> bool {
    match hir.kind() {
        HirKind::Empty => true,
        HirKind::Literal(_) | HirKind::Class(_) => false,
        HirKind::Look(Look::Start) => at_start,
        HirKind::Look(_) => true,
        HirKind::Repetition(repetition) => {
            repetition.min == 0 || can_be_empty(&repetition.sub, at_start)
        }
        HirKind::Capture(capture) => can_be_empty(&capture.sub, at_start),
        HirKind::Concat(parts) => parts.iter().all(|part| can_be_empty(part, at_start)),
        HirKind::Alternation(parts) => parts.iter().any(|part| can_be_empty(part, at_start)),
    }
}

/// Whether each match is one of these words.
fn is_one_of(hir: &Hir, words: &[String]) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => words.iter().any(|word| word.as_bytes() == &*literal.0),
        HirKind::Capture(capture) => is_one_of(&capture.sub, words),
        HirKind::Alternation(ways) => ways.iter().all(|way| is_one_of(way, words)),
        _ => false,
    }
}

/// Adds all letters that a match can have; none where they are not all named.
fn add(hir: &Hir, alphabet: &Alphabet, letters: &mut [u64]) -> Option<()> {
    let mut name = |c: char| {
        let letter = steps::named(c, alphabet)?;
        letters[usize::from(letter) / 64] |= 1 << (letter % 64);
        Some(())
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(()),
        HirKind::Literal(literal) => {
            let literal = std::str::from_utf8(&literal.0).ok()?;
            literal.chars().try_for_each(name)
        }
        HirKind::Class(Class::Unicode(class)) => {
            let mut ranges = class.iter();
            ranges.try_for_each(|range| (range.start()..=range.end()).try_for_each(&mut name))
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Capture(capture) => add(&capture.sub, alphabet, letters),
        HirKind::Repetition(repetition) => add(&repetition.sub, alphabet, letters),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts
            .iter()
            .try_for_each(|part| add(part, alphabet, letters)),
    }
}
