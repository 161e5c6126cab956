//! [`Reading`]: a text as the letters of an [`Alphabet`], with the way back to its bytes.

use super::alphabet::{self, Alphabet, Letter, OTHER};
use super::sieve::{Look, Sieve};
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

/// So many characters have their bits in one word.
pub(super) const BLOCK: usize = 64;

/// What is known of so many characters that follow each other: a bit for each, from the lowest on.
#[derive(Clone, Copy, Default)]
pub(super) struct Block {
    /// A term may begin here.
    pub(super) open: u64,
    /// A mark that ends a clause stands here.
    pub(super) marks: u64,
}

/// A block in the making: bits come in from the top, so that every one is moved by one.
#[derive(Clone, Copy, Default)]
struct Looks(Block);

impl Looks {
    const fn add(&mut self, look: Look) {
        self.0.open = self.0.open >> 1 | look.open << (BLOCK - 1);
        self.0.marks = self.0.marks >> 1 | look.mark << (BLOCK - 1);
    }

    /// The block, once so many have come.
    const fn block(self, looks: usize) -> Block {
        Block {
            open: self.0.open >> (BLOCK - looks),
            marks: self.0.marks >> (BLOCK - looks),
        }
    }
}

/// The letters of one text. The memory is used again for the next.
#[derive(Default)]
pub(super) struct Reading {
    /// More room than the last text took, maybe.
    letters: Vec<Letter>,
    starts: Vec<u32>,
    length: usize,
    blocks: Vec<Block>,
}

impl Reading {
    /// Reads a text; a sieve says where terms may begin.
    pub(super) fn read(&mut self, alphabet: &Alphabet, sieve: &Sieve, text: &str) {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        // Room for as many characters as bytes, and for the end.
        if self.starts.len() <= text.len() {
            self.letters.resize(text.len(), 0);
            self.starts.resize(text.len() + 1, 0);
        }
        self.blocks.clear();
        let bytes = text.as_bytes();
        let (mut length, mut at) = (0, 0);
        let (mut looks, mut before) = (Looks::default(), OTHER);
        for (place, start) in self.letters.iter_mut().zip(&mut self.starts) {
            let (letter, size) = match bytes.get(at..at + 3) {
                // Nearly all characters of Chinese have three bytes.
                Some([first @ 0xe0..=0xef, second, third]) => {
                    let low = u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f);
                    (alphabet.common(u16::from(*first) << 12 | low), 3)
                }
                _ => match text[at..].chars().next() {
                    Some(c) => (alphabet.letter(c), c.len_utf8()),
                    None => break,
                },
            };
            (*place, *start) = (letter, at as u32);
            at += size;
            looks.add(sieve.look(before, letter));
            if length % BLOCK == 0 {
                // Before the first letter stands none.
                self.blocks.extend((length > 0).then(|| looks.block(BLOCK)));
                looks = Looks::default();
            }
            before = letter;
            length += 1;
        }
        self.starts[length] = text.len() as u32;
        self.length = length;
        if length > 0 {
            looks.add(sieve.look_at_last(before));
            self.blocks.push(looks.block((length - 1) % BLOCK + 1));
        }
    }

    /// What is known of all letters.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Where sentences end, or where clauses do: the places behind their marks.
    pub(super) fn ends(&self, of_sentences: bool, ends: &mut Vec<u32>) {
        ends.clear();
        for (block, start) in self.blocks.iter().zip((0..).step_by(BLOCK)) {
            let mut marks = block.marks;
            while marks != 0 {
                let at = start + marks.trailing_zeros() as usize;
                marks &= marks - 1;
                if !of_sentences || alphabet::ends_sentence(self.letters[at]) {
                    ends.push(at as u32 + 1);
                }
            }
        }
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
        let mut places = Vec::new();
        reading.ends(true, &mut places);
        assert_eq!(places, [2, 5, 6]);
        reading.ends(false, &mut places);
        assert_eq!(places, [2, 4, 5, 6, 71]);
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
