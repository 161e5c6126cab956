//! [`Reading`]: a text as the letters of an [`Alphabet`], with the way back to its bytes.

use super::alphabet::{self, Alphabet, Letter, OTHER};
use super::sieve::Sieve;
use crate::span::Span;

/// A half-open range of characters of a text that is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Stretch {
    pub(super) const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    pub(super) const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Places are counted in thirty-two bits; what stands beyond in one paragraph is not read.
const LONGEST: usize = u32::MAX as usize;

/// So many letters behind a text are none of it: through them no term goes on, and nobody who walks
/// along one need ask where the text ends.
pub(super) const CLOSING: usize = 2;

/// The letters of one text. The memory is used again for the next.
#[derive(Default)]
pub(super) struct Reading {
    /// More room than the last text took, maybe. Behind its letters stand those that
    /// close it.
    letters: Vec<Letter>,
    /// Where each begins.
    starts: Vec<u32>,
    length: usize,
    /// The letters by which terms may begin, and how many they are.
    open: Vec<u32>,
    opened: usize,
    /// The places behind marks that end clauses, and how many they are.
    ends: Vec<u32>,
    ended: usize,
}

impl Reading {
    /// Reads a text; a sieve says where terms may begin.
    pub(super) fn read(&mut self, alphabet: &Alphabet, sieve: &Sieve, text: &str) {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        // Room for as many characters as bytes, and for the end.
        if self.starts.len() <= text.len() {
            self.letters.resize(text.len() + CLOSING, OTHER);
            self.starts.resize(text.len() + 1, 0);
            self.open.resize(text.len() + 1, 0);
            self.ends.resize(text.len() + 1, 0);
        }
        self.length = self.spell(alphabet, text);
        self.letters[self.length..self.length + CLOSING].fill(OTHER);
        self.starts[self.length] = text.len() as u32;
        let letters = &self.letters[..=self.length];
        (self.opened, self.ended) = sieve.sift(letters, &mut self.open, &mut self.ends);
    }

    /// The letters of a text, and where each begins. Answers how many there are.
    fn spell(&mut self, alphabet: &Alphabet, text: &str) -> usize {
        let (mut length, mut at) = (0, 0);
        while at < text.len() {
            let rest = &text.as_bytes()[at..];
            let places = self.letters[length..].iter_mut();
            let places = places.zip(&mut self.starts[length..]);
            if rest[0] < 0x80 {
                for ((place, start), c) in places.zip(rest) {
                    if *c >= 0x80 {
                        break;
                    }
                    (*place, *start) = (alphabet.common(u16::from(*c)), at as u32);
                    at += 1;
                    length += 1;
                }
                continue;
            }
            let before = length;
            // Nearly all characters of Chinese have three bytes.
            for ((place, start), [first, second, third]) in places.zip(rest.as_chunks().0) {
                if first & 0xf0 != 0xe0 {
                    break;
                }
                let low = u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
                *place = alphabet.common(u16::from(*first) << 12 | low);
                *start = at as u32;
                at += 3;
                length += 1;
            }
            if length == before
                && let Some(c) = text[at..].chars().next()
            {
                (self.letters[length], self.starts[length]) = (alphabet.letter(c), at as u32);
                at += c.len_utf8();
                length += 1;
            }
        }
        length
    }

    /// The letters by which terms may begin.
    pub(super) fn open(&self) -> &[u32] {
        &self.open[..self.opened]
    }

    /// Where clauses end: the places behind their marks.
    pub(super) fn clauses(&self) -> &[u32] {
        &self.ends[..self.ended]
    }

    /// Where sentences end, too.
    pub(super) fn sentences(&self) -> impl Iterator<Item = u32> + '_ {
        let ends = |end: &u32| alphabet::ends_sentence(self.letters[*end as usize - 1]);
        self.clauses().iter().copied().filter(ends)
    }

    /// The letters, and [`CLOSING`] behind them that no rule names.
    pub(super) fn closed_letters(&self) -> &[Letter] {
        &self.letters[..self.length + CLOSING]
    }

    pub(super) fn letters(&self) -> &[Letter] {
        &self.letters[..self.length]
    }

    /// The characters there is room for.
    pub(super) const fn room(&self) -> usize {
        self.letters.len()
    }

    /// How many characters the text has.
    pub(super) const fn len(&self) -> u32 {
        self.length as u32
    }

    /// The bytes of a stretch.
    pub(super) fn span(&self, stretch: Stretch) -> Span {
        Span::new(self.byte(stretch.start), self.byte(stretch.end))
    }

    /// Where the character at this place begins; for the end of the text its length.
    pub(super) fn byte(&self, at: u32) -> usize {
        self.starts[at as usize] as usize
    }

    /// The characters of a span of bytes.
    pub(super) fn stretch(&self, span: Span) -> Stretch {
        let starts = &self.starts[..=self.length];
        let place = |byte: usize| starts.partition_point(|start| (*start as usize) < byte) as u32;
        Stretch::new(place(span.start), place(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Through which no term passes.
    fn closed(alphabet: &Alphabet) -> Sieve {
        Sieve::new(alphabet.len(), std::iter::empty(), std::iter::empty())
    }

    #[test]
    fn marks_end_sentences_and_clauses() {
        let mut reading = Reading::default();
        let long = "甲".repeat(64);
        let alphabet = Alphabet::new();
        let text = format!("甲。乙，；\n{long}，");
        reading.read(&alphabet, &closed(&alphabet), &text);
        assert_eq!(reading.sentences().collect::<Vec<_>>(), [2, 5, 6]);
        assert_eq!(reading.clauses(), [2, 4, 5, 6, 71]);
    }

    proptest! {
        #[test]
        fn stretches_lead_back_to_their_bytes(texts in prop::collection::vec("[学a𠀀é]{0,9}", 1..4)) {
            let mut alphabet = Alphabet::new();
            alphabet.name('a');
            // One memory for all, whatever stood in it before.
            let mut reading = Reading::default();
            for text in &texts {
                reading.read(&alphabet, &closed(&alphabet), text);
                let letters: Vec<Letter> = text.chars().map(|c| alphabet.letter(c)).collect();
                prop_assert_eq!(reading.letters(), letters);
                let count = text.chars().count();
                for start in 0..=count {
                    for end in start..=count {
                        let stretch = Stretch::new(start as u32, end as u32);
                        let words: String = text.chars().skip(start).take(end - start).collect();
                        let span = reading.span(stretch);
                        prop_assert_eq!(span.slice(text), words);
                        prop_assert_eq!(reading.stretch(span), stretch);
                    }
                }
            }
        }
    }
}
