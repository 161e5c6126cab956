//! [`Places`]: where the terms of each class stand in one text.
//!
//! A text holds few terms as a rule. Then the hits of a class are a set of bits, one word or a few;
//! else each hit leads to the one before. Those of many classes are one set, and come by position
//! without being sorted.

use super::finder::Hit;
use super::groups::{Group, Met};
use super::program::ClassId;
use super::reading::Stretch;

/// So many hits have a bit each in one word.
const FEWEST: usize = 64;
/// So many have one in a few words.
const FEW: usize = 256;
/// So many sets for each word of classes: one for each, and one that stays empty.
const SLOTS: usize = 65;
/// No hit before.
const NONE: u32 = u32::MAX;

/// The memory is used again for the next text.
pub(super) struct Places {
    met: Met,
    size: Size,
    /// For each class that was met its hits, where they have a bit in one word; by [`slot`].
    words: Vec<u64>,
    /// The same where they have one in a few.
    sets: Vec<[u64; FEW / 64]>,
    /// Else its last hit.
    last: Vec<u32>,
    /// And for each hit the one before of the same class.
    before: Vec<u32>,
    /// A bit for each hit, while those of some classes are put together.
    marks: Vec<u64>,
    /// The classes that were met, each once, and how many they are.
    classes: Vec<ClassId>,
    count: usize,
}

/// How many hits there are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Fewest,
    Few,
    Many,
}

impl Places {
    pub(super) fn new(classes: usize) -> Self {
        let slots = classes.div_ceil(64) * SLOTS;
        Self {
            met: Met::new(classes),
            size: Size::Fewest,
            words: vec![0; slots],
            sets: vec![[0; FEW / 64]; slots],
            last: vec![0; classes],
            before: Vec::new(),
            marks: Vec::new(),
            classes: Vec::new(),
            count: 0,
        }
    }

    /// Takes up the hits of another text.
    pub(super) fn take(&mut self, hits: &[Hit]) {
        self.met.clear();
        self.size = if hits.len() <= FEWEST {
            Size::Fewest
        } else if hits.len() <= FEW {
            Size::Few
        } else {
            Size::Many
        };
        if self.classes.len() < hits.len() {
            self.classes.resize(hits.len(), 0);
        }
        self.count = 0;
        // No branches: whether a class was met before is hard to foretell.
        match self.size {
            Size::Fewest => {
                let mut own = 1;
                for hit in hits {
                    let old = self.meet(hit.term);
                    let set = &mut self.words[slot(hit.term)];
                    *set = *set & old | own;
                    own <<= 1;
                }
            }
            Size::Few => {
                for (hits, block) in hits.chunks(64).zip(0..) {
                    let mut own = 1;
                    for hit in hits {
                        let old = self.meet(hit.term);
                        let set = &mut self.sets[slot(hit.term)];
                        for word in &mut *set {
                            *word &= old;
                        }
                        set[block] |= own;
                        own <<= 1;
                    }
                }
            }
            Size::Many => {
                self.before.resize(hits.len(), NONE);
                for (hit, number) in hits.iter().zip(0..) {
                    let old = self.meet(hit.term);
                    let last = &mut self.last[hit.term as usize];
                    self.before[number as usize] = *last | !old as u32;
                    *last = number;
                }
            }
        }
    }

    /// All bits where the class was met before, else none.
    fn meet(&mut self, class: ClassId) -> u64 {
        let known = self.met.add(class);
        // What is known is written over.
        self.classes[self.count] = class;
        self.count += 1 - (known & 1) as usize;
        known
    }

    /// The classes that were met, each once.
    pub(super) fn classes(&self) -> &[ClassId] {
        &self.classes[..self.count]
    }

    /// The classes that were met, as a set.
    pub(super) fn met(&self) -> &Met {
        &self.met
    }

    /// Adds the places of the terms of a group, by position. `hits` are those that were taken.
    pub(super) fn collect(&mut self, group: Group<'_>, hits: &[Hit], places: &mut Vec<Stretch>) {
        match self.size {
            Size::Fewest => {
                let mut set = 0;
                self.each_slot(group, |slot| set |= self.words[slot]);
                add(&[set], hits, places);
            }
            Size::Few => {
                let mut set = [0; FEW / 64];
                self.each_slot(group, |slot| {
                    for (word, more) in set.iter_mut().zip(self.sets[slot]) {
                        *word |= more;
                    }
                });
                add(&set, hits, places);
            }
            Size::Many => self.collect_many(group, hits, places),
        }
    }

    /// Hands over where the sets of the classes of a group stand that were met.
    fn each_slot(&self, group: Group<'_>, mut each: impl FnMut(usize)) {
        self.met.each_word(group, |word, mut met| {
            // No branch for the first of them: whether there is one is hard to foretell, and
            // behind the sets of each word is one for none.
            loop {
                each(word * SLOTS + met.trailing_zeros() as usize);
                met &= met.wrapping_sub(1);
                if met == 0 {
                    break;
                }
            }
        });
    }

    fn collect_many(&mut self, group: Group<'_>, hits: &[Hit], places: &mut Vec<Stretch>) {
        self.marks.clear();
        self.marks.resize(hits.len().div_ceil(64), 0);
        self.met.each_word(group, |word, mut met| {
            while met != 0 {
                let mut hit = self.last[word * 64 + met.trailing_zeros() as usize];
                while let Some(before) = self.before.get(hit as usize) {
                    self.marks[hit as usize / 64] |= 1 << (hit % 64);
                    hit = *before;
                }
                met &= met - 1;
            }
        });
        add(&self.marks, hits, places);
    }
}

/// Adds the places of the hits that have a bit.
fn add(bits: &[u64], hits: &[Hit], places: &mut Vec<Stretch>) {
    for (bits, hits) in bits.iter().zip(hits.chunks(64)) {
        let mut bits = *bits;
        while bits != 0 {
            places.push(hits[bits.trailing_zeros() as usize].at);
            bits &= bits - 1;
        }
    }
}

/// The place of the hits of a class.
fn slot(class: ClassId) -> usize {
    (class + class / 64) as usize
}
