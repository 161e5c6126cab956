//! [`Sieve`]: says of most places of a text that no term begins there, by their letter and the next.
//!
//! The letters by which terms begin lie in a few boxes, and each letter says behind which boxes it
//! can stand. First letters that are followed by the same ones lie together, so that few places
//! pass that begin nothing.

use super::alphabet::{self, Letter};
use std::collections::BTreeMap;

/// The boxes, each a bit.
const BOXES: usize = 30;
/// The box of letters that are terms: anything may follow.
const ALONE: u32 = 1 << BOXES;
/// The bit, beside the boxes a letter may stand behind, that says of it that it is a mark.
const MARK: u32 = 31;

/// The letters and the pairs of letters by which terms begin.
pub(super) struct Sieve {
    rows: Vec<Row>,
}

/// What is known of a letter.
#[derive(Clone, Copy)]
struct Row {
    /// The boxes it lies in.
    first: u32,
    /// The boxes it may stand behind.
    second: u32,
}

impl Sieve {
    /// A sieve of the letters that are terms, and of the first two of longer ones, in an alphabet
    /// of so many letters.
    pub(super) fn new(
        letters: usize,
        terms: impl Iterator<Item = Letter>,
        pairs: impl Iterator<Item = (Letter, Letter)>,
    ) -> Self {
        let row = |letter| Row {
            first: 0,
            second: ALONE | u32::from(alphabet::is_mark(letter)) << MARK,
        };
        let mut rows: Vec<Row> = (0..=Letter::MAX).map(row).take(letters).collect();
        for letter in terms {
            rows[usize::from(letter)].first |= ALONE;
        }
        let mut seconds: BTreeMap<Letter, Vec<Letter>> = BTreeMap::new();
        for (first, second) in pairs {
            seconds.entry(first).or_default().push(second);
        }
        // Of each box how many lie in it, and how many may stand behind.
        let mut sizes = [(0, 0); BOXES];
        for (first, seconds) in seconds {
            // How many of these may stand behind each box as it is.
            let mut known = [0; BOXES];
            for second in &seconds {
                let boxes = rows[usize::from(*second)].second;
                for (bit, known) in known.iter_mut().enumerate() {
                    *known += (boxes >> bit & 1) as usize;
                }
            }
            let place = (0..BOXES).min_by_key(|at| {
                let (within, behind) = sizes[*at];
                // The pairs that would pass and begin nothing.
                within * (seconds.len() - known[*at]) + behind - known[*at]
            });
            let place = place.unwrap_or_default();
            sizes[place].0 += 1;
            sizes[place].1 += seconds.len() - known[place];
            rows[usize::from(first)].first |= 1 << place;
            for second in seconds {
                rows[usize::from(second)].second |= 1 << place;
            }
        }
        Self { rows }
    }

    /// Writes down the places of letters by which terms may begin, and those behind marks that end
    /// a clause. The last letter is none; there must be room for all. Answers how many there are.
    pub(super) fn sift(
        &self,
        letters: &[Letter],
        open: &mut [u32],
        ends: &mut [u32],
    ) -> (usize, usize) {
        let Some((first, rest)) = letters.split_first() else {
            return (0, 0);
        };
        let mut before = self.rows[usize::from(*first)];
        ends[0] = 1;
        let (mut opened, mut ended) = (0, before.is_mark());
        for (letter, at) in rest.iter().zip(0..) {
            let row = self.rows[usize::from(*letter)];
            // What is none is written over.
            open[opened] = at;
            opened += usize::from(before.first & row.second != 0);
            ends[ended] = at + 2;
            ended += row.is_mark();
            before = row;
        }
        (opened, ended)
    }
}

impl Row {
    const fn is_mark(self) -> usize {
        (self.second >> MARK & 1) as usize
    }
}
