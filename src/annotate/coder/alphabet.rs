//! [`Alphabet`]: the characters that rules name, as small numbers.
//!
//! Text is read into numbers once; terms and patterns are then compared with numbers, which are
//! places in tables. Characters that no rule names are all the same to rules, and one number.

use std::collections::BTreeMap;

/// The number of a character.
pub(super) type Letter = u16;

/// Any character that no rule names.
pub(super) const OTHER: Letter = 0;
/// The marks that end a sentence, and after them those that end a clause only: the first letters of
/// every alphabet.
const MARKS: [char; 9] = ['。', '！', '？', '；', ';', '\n', '，', ',', '：'];
/// How many of them end a sentence.
const SENTENCE_MARKS: Letter = 6;
/// Code points that are looked up in a table; rarer characters are searched for.
const TABLE: usize = 0x1_0000;

/// Gives the characters that rules name their numbers, from 1 in the order in which they come.
pub(super) struct Alphabet {
    common: Box<[Letter; TABLE]>,
    rare: BTreeMap<char, Letter>,
    /// What the numbers stand for.
    named: Vec<char>,
}

impl Alphabet {
    pub(super) fn new() -> Self {
        let mut alphabet = Self {
            common: Box::new([OTHER; TABLE]),
            rare: BTreeMap::new(),
            named: Vec::new(),
        };
        for mark in MARKS {
            alphabet.name(mark);
        }
        alphabet
    }

    /// The number of `c`, a new one where it has none yet; none where all numbers are given.
    pub(super) fn name(&mut self, c: char) -> Option<Letter> {
        let known = self.letter(c);
        if known != OTHER {
            return Some(known);
        }
        let next = Letter::try_from(self.named.len() + 1).ok()?;
        self.named.push(c);
        match self.common.get_mut(c as usize) {
            Some(place) => *place = next,
            None => {
                self.rare.insert(c, next);
            }
        }
        Some(next)
    }

    /// The number of `c`.
    pub(super) fn letter(&self, c: char) -> Letter {
        match self.common.get(c as usize) {
            Some(letter) => *letter,
            None => self.rare.get(&c).copied().unwrap_or(OTHER),
        }
    }

    /// The number of a character by its code point, one of those that are looked up in the table.
    pub(super) fn common(&self, code_point: u16) -> Letter {
        self.common[usize::from(code_point)]
    }

    /// The characters that have numbers, with them.
    pub(super) fn named(&self) -> impl Iterator<Item = (char, Letter)> + '_ {
        self.named.iter().zip(1..).map(|(c, letter)| (*c, letter))
    }

    /// How many numbers there are, that of all others too.
    pub(super) fn len(&self) -> usize {
        self.named.len() + 1
    }
}

/// Whether it is a mark that ends a clause.
pub(super) const fn is_mark(letter: Letter) -> bool {
    // The marks are the letters from 1 on.
    letter.wrapping_sub(1) < MARKS.len() as Letter
}

/// Whether a mark ends a sentence, too.
pub(super) const fn ends_sentence(mark: Letter) -> bool {
    mark <= SENTENCE_MARKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_numbered_as_they_come() {
        let mut alphabet = Alphabet::new();
        let numbers: Vec<_> = "学校学𠀀a".chars().map(|c| alphabet.name(c)).collect();
        assert_eq!(numbers, [10, 11, 10, 12, 13].map(Some));
        let letters: Vec<_> = "a𠀀𠀁区".chars().map(|c| alphabet.letter(c)).collect();
        assert_eq!(letters, [13, 12, OTHER, OTHER]);
        assert_eq!(alphabet.len(), 14);
        assert_eq!(alphabet.named().last(), Some(('a', 13)));
    }

    #[test]
    fn numbers_come_to_an_end() {
        let mut alphabet = Alphabet::new();
        let fresh = ('\u{1}'..=char::MAX).filter(|c| !MARKS.contains(c));
        let given = fresh.filter(|c| alphabet.name(*c).is_some()).count();
        assert_eq!(given + MARKS.len(), usize::from(Letter::MAX));
        assert_eq!(alphabet.name('\u{10ffff}'), None);
        assert_eq!(alphabet.name('学'), Some(alphabet.letter('学')));
    }
}
