//! [`Groups`]: the classes of terms that each group holds.
//!
//! A group is a bit for each class. Of most words of bits a text has met no class, and most a group
//! has none of: a bit for each word says which are worth a look.

use super::program::{ClassId, GroupId};

/// The classes of all groups.
pub(super) struct Groups {
    /// Words of a group.
    width: usize,
    /// Group after group.
    bits: Vec<u64>,
    /// For each group the words that are not empty.
    words: Vec<u64>,
}

/// The classes of one group.
#[derive(Clone, Copy)]
pub(super) struct Group<'g> {
    bits: &'g [u64],
    words: u64,
}

/// The classes that were met in one text.
pub(super) struct Met {
    bits: Vec<u64>,
    words: u64,
}

/// The bit of a word; words far from each other share one.
const fn word_bit(word: usize) -> u64 {
    1 << (word % 64)
}

impl Groups {
    /// So many groups of so many classes, by what they hold.
    pub(super) fn new(
        groups: usize,
        classes: usize,
        held: impl Iterator<Item = (GroupId, ClassId)>,
    ) -> Self {
        let width = classes.div_ceil(64);
        let mut all = Self {
            width,
            bits: vec![0; groups * width],
            words: vec![0; groups],
        };
        for (group, class) in held {
            let (group, word) = (group as usize, class as usize / 64);
            all.bits[group * width + word] |= 1 << (class % 64);
            all.words[group] |= word_bit(word);
        }
        all
    }

    pub(super) fn get(&self, group: GroupId) -> Group<'_> {
        let group = group as usize;
        Group {
            bits: &self.bits[group * self.width..(group + 1) * self.width],
            words: self.words[group],
        }
    }
}

impl Group<'_> {
    pub(super) fn holds(self, class: ClassId) -> bool {
        self.bits[class as usize / 64] >> (class % 64) & 1 == 1
    }
}

impl Met {
    /// None of so many classes.
    pub(super) fn new(classes: usize) -> Self {
        Self {
            bits: vec![0; classes.div_ceil(64)],
            words: 0,
        }
    }

    pub(super) fn clear(&mut self) {
        self.bits.fill(0);
        self.words = 0;
    }

    /// Adds a class. All bits where it was met before, else none.
    pub(super) fn add(&mut self, class: ClassId) -> u64 {
        let at = class as usize / 64;
        let word = &mut self.bits[at];
        let known = *word >> (class % 64) & 1;
        *word |= 1 << (class % 64);
        self.words |= word_bit(at);
        known.wrapping_neg()
    }

    /// Hands over words of the classes of a group that were met, some of them maybe empty, each
    /// with its place.
    pub(super) fn each_word(&self, group: Group<'_>, mut each: impl FnMut(usize, u64)) {
        let mut words = self.words & group.words;
        while words != 0 {
            let mut word = words.trailing_zeros() as usize;
            words &= words - 1;
            while let (Some(met), Some(bits)) = (self.bits.get(word), group.bits.get(word)) {
                each(word, met & bits);
                word += 64;
            }
        }
    }

    /// Whether a class of the group was met.
    pub(super) fn has(&self, group: Group<'_>) -> bool {
        let mut has = 0;
        self.each_word(group, |_, met| has |= met);
        has != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_met_of_a_group_is_found(
            held in prop::collection::btree_set(0_u32..9_000, 0..40),
            met in prop::collection::btree_set(0_u32..9_000, 0..400),
        ) {
            let groups = Groups::new(2, 9_000, held.iter().map(|class| (1, *class)));
            let mut all = Met::new(9_000);
            for class in &met {
                prop_assert_eq!(all.add(*class), 0);
            }
            prop_assert!(met.iter().all(|class| all.add(*class) == u64::MAX));
            let mut found = Vec::new();
            all.each_word(groups.get(1), |word, bits| {
                let classes = (0..64).filter(|bit| bits >> bit & 1 == 1);
                found.extend(classes.map(|bit| word as u32 * 64 + bit));
            });
            found.sort_unstable();
            let expected: Vec<u32> = held.intersection(&met).copied().collect();
            prop_assert_eq!(all.has(groups.get(1)), !expected.is_empty());
            prop_assert_eq!(found, expected);
            prop_assert!(!all.has(groups.get(0)));
            prop_assert!(held.iter().all(|class| groups.get(1).holds(*class)));
            all.clear();
            prop_assert!(!all.has(groups.get(1)));
        }
    }
}
