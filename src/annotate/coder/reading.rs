//! [`Reading`]: a text as the letters of an [`Alphabet`], with the way back to its bytes.

use super::alphabet::{Alphabet, Letter};
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

/// The letters of one text. The memory is used again for the next.
#[derive(Default)]
pub(super) struct Reading {
    /// More room than the last text took, maybe.
    letters: Vec<Letter>,
    starts: Vec<u32>,
    length: usize,
}

impl Reading {
    pub(super) fn read(&mut self, alphabet: &Alphabet, text: &str) {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        // Room for as many characters as bytes, and for the end.
        if self.starts.len() <= text.len() {
            self.letters.resize(text.len(), 0);
            self.starts.resize(text.len() + 1, 0);
        }
        let (mut length, mut rest) = (0, text.as_bytes());
        for (letter, start) in self.letters.iter_mut().zip(&mut self.starts) {
            let at = text.len() - rest.len();
            (*letter, rest) = match rest {
                // Nearly all characters of Chinese have three bytes.
                [first @ 0xe0..=0xef, second, third, rest @ ..] => {
                    let low = u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
                    (alphabet.common(u16::from(*first) << 12 | low), rest)
                }
                [first @ ..=0x7f, rest @ ..] => (alphabet.common(u16::from(*first)), rest),
                [] => break,
                _ => {
                    let c = text[at..].chars().next().unwrap_or_default();
                    (alphabet.letter(c), &rest[c.len_utf8()..])
                }
            };
            *start = at as u32;
            length += 1;
        }
        self.starts[length] = text.len() as u32;
        self.length = length;
    }

    pub(super) fn letters(&self) -> &[Letter] {
        &self.letters[..self.length]
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

    proptest! {
        #[test]
        fn stretches_lead_back_to_their_bytes(texts in prop::collection::vec("[学a𠀀é]{0,9}", 1..4)) {
            let mut alphabet = Alphabet::new();
            alphabet.name('a');
            // One memory for all, whatever stood in it before.
            let mut reading = Reading::default();
            for text in &texts {
                reading.read(&alphabet, text);
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
