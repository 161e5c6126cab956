//! [`Sieve`]: says of most places of a text that no term begins there, by their letter and the next.

use super::alphabet::{self, Letter};

/// Words of a bit for each pair of letters, or for several: they fit the nearest memory.
const WORDS: usize = 1024;
/// The bit that says of a letter that it is a term.
const ALONE: u32 = 1 << 31;
/// The bit that says of a letter that it is a mark.
const MARK: u32 = 1 << 30;

/// The letters and the pairs of letters by which terms begin.
pub(super) struct Sieve {
    /// For each letter what its pairs are looked up with, and what it is itself.
    rows: Vec<u32>,
    /// Few pairs pass that begin nothing.
    pairs: Box<[u64; WORDS]>,
}

/// What one look at a letter and the next says, in the lowest bit of each.
pub(super) struct Look {
    /// A term may begin here.
    pub(super) open: u64,
    /// The letter is a mark that ends a clause.
    pub(super) mark: u64,
}

impl Sieve {
    /// A sieve of the letters that are terms, and of the first two of longer ones, in an alphabet
    /// of so many letters.
    pub(super) fn new(
        letters: usize,
        terms: impl Iterator<Item = Letter>,
        pairs: impl Iterator<Item = (Letter, Letter)>,
    ) -> Self {
        let row = |letter: u32| {
            let mixed = letter.wrapping_mul(0x9e37_79b1) >> 8 & 0xffff;
            let is_mark = Letter::try_from(letter).is_ok_and(alphabet::is_mark);
            mixed | if is_mark { MARK } else { 0 }
        };
        let mut sieve = Self {
            rows: (0..letters as u32).map(row).collect(),
            pairs: Box::new([0; WORDS]),
        };
        for letter in terms {
            sieve.rows[usize::from(letter)] |= ALONE;
        }
        for (first, second) in pairs {
            let (word, bit) = place(sieve.rows[usize::from(first)], second);
            sieve.pairs[word] |= 1 << bit;
        }
        sieve
    }

    pub(super) fn look(&self, first: Letter, second: Letter) -> Look {
        let row = self.rows[usize::from(first)];
        let (word, bit) = place(row, second);
        Look {
            open: self.pairs[word] >> bit | u64::from(row / ALONE),
            mark: u64::from(row / MARK),
        }
    }

    /// The same of the last letter of a text.
    pub(super) fn look_at_last(&self, letter: Letter) -> Look {
        let row = self.rows[usize::from(letter)];
        Look {
            open: u64::from(row / ALONE),
            mark: u64::from(row / MARK),
        }
    }
}

/// The place of a pair: a word, and a bit of it.
fn place(row: u32, second: Letter) -> (usize, u32) {
    let mixed = row as u16 ^ second;
    (usize::from(mixed >> 6), u32::from(mixed & 63))
}
