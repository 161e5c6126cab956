//! [`Openings`]: where patterns can begin in a text, all of them looked for at once that have no
//! better mark.
//!
//! Of each pattern the first letters are known: what can stand first, what second, what third.
//! Each is a bit, the bits of a pattern follow each other, and every letter says which of them it
//! can be: one shift and one comparison a letter move all patterns on.

use super::super::alphabet::{Alphabet, Letter};
use super::steps::{ANYTHING, Set, Step, Steps};
use std::collections::BTreeSet;

/// So many letters of a pattern are looked at: more send hardly a place away that these do not.
const DEPTH: usize = 3;

/// The first letters of several patterns.
pub(super) struct Openings {
    letters: usize,
    words: Vec<Word>,
    patterns: usize,
}

/// As many patterns as their letters have room in one word.
struct Word {
    /// The bits each letter can be.
    masks: Vec<u64>,
    /// The first bits of patterns, and the last.
    first: u64,
    last: u64,
    /// For each last bit the pattern, and how many letters are before.
    patterns: [(u32, u32); 64],
    used: usize,
}

/// How a pattern begins.
pub(super) struct Opening {
    /// By its place among the starts of all.
    pattern: usize,
    /// It may also begin where the text does, whatever stands there.
    at_start: bool,
    /// Nothing is known of its letters.
    anywhere: bool,
}

/// Where each of these patterns can begin in one text. The memory is used again for the next.
#[derive(Default)]
pub(super) struct Opened {
    places: Vec<Vec<u32>>,
    length: u32,
}

impl Openings {
    pub(super) fn new(alphabet: &Alphabet) -> Self {
        Self {
            letters: alphabet.len(),
            words: Vec::new(),
            patterns: 0,
        }
    }

    pub(super) fn add(&mut self, steps: &Steps) -> Opening {
        let sets = first(steps);
        let pattern = self.patterns;
        self.patterns += 1;
        let none = sets
            .first()
            .is_some_and(|set| set.iter().all(|word| *word == 0));
        if !sets.is_empty() && !none {
            self.word(sets.len()).add(pattern, &sets);
        }
        Opening {
            pattern,
            at_start: steps.steps.iter().any(|step| matches!(step, Step::Start)),
            anywhere: sets.is_empty(),
        }
    }

    /// A word with room for so many letters.
    fn word(&mut self, letters: usize) -> &mut Word {
        let has_room = self
            .words
            .last()
            .is_some_and(|word| word.used + letters <= 64);
        if !has_room {
            self.words.push(Word {
                masks: vec![0; self.letters],
                first: 0,
                last: 0,
                patterns: [(0, 0); 64],
                used: 0,
            });
        }
        let at = self.words.len() - 1;
        &mut self.words[at]
    }

    pub(super) fn find(&self, letters: &[Letter], starts: &mut Opened) {
        starts.places.resize(self.patterns, Vec::new());
        starts.places.iter_mut().for_each(Vec::clear);
        starts.length = letters.len() as u32;
        for word in &self.words {
            word.find(letters, starts);
        }
    }
}

impl Word {
    fn add(&mut self, pattern: usize, sets: &[Vec<u64>]) {
        let first = self.used;
        for set in sets {
            for (letter, mask) in self.masks.iter_mut().enumerate() {
                *mask |= (set[letter / 64] >> (letter % 64) & 1) << self.used;
            }
            self.used += 1;
        }
        self.first |= 1 << first;
        self.last |= 1 << (self.used - 1);
        self.patterns[self.used - 1] = (pattern as u32, sets.len() as u32 - 1);
    }

    fn find(&self, letters: &[Letter], starts: &mut Opened) {
        let mut open = 0_u64;
        for (letter, at) in letters.iter().zip(0..) {
            open = (open << 1 | self.first) & self.masks[usize::from(*letter)];
            let mut found = open & self.last;
            while found != 0 {
                let (pattern, before) = self.patterns[found.trailing_zeros() as usize];
                starts.places[pattern as usize].push(at - before);
                found &= found - 1;
            }
        }
    }
}

impl Opening {
    /// Where the pattern can begin, from left to right; maybe the start of the text twice.
    pub(super) fn starts<'s>(&self, starts: &'s Opened) -> impl Iterator<Item = u32> + use<'s> {
        let known = starts.places[self.pattern].iter().copied();
        let every = if self.anywhere { starts.length } else { 0 };
        let start = if self.at_start { 0..1 } else { 0..0 };
        start.chain(known).chain(0..every)
    }
}

/// What can stand first in a match that begins after the start of the text, what second, and so
/// on, as far as something must.
fn first(steps: &Steps) -> Vec<Vec<u64>> {
    let mut sets = Vec::new();
    let mut states = BTreeSet::new();
    let mut open = lead(steps, 0, 0, &mut states);
    while open && sets.len() < DEPTH {
        let mut letters = vec![0; steps.width()];
        let mut next = BTreeSet::new();
        open = true;
        for (at, taken) in &states {
            match &steps.steps[*at] {
                Step::Letter(letter) => letters[usize::from(*letter) / 64] |= 1 << (letter % 64),
                Step::Of(set) => add(&mut letters, steps, *set),
                Step::Run(run) => add(&mut letters, steps, run.of),
                _ => {}
            }
            open &= match &steps.steps[*at] {
                Step::Run(_) => lead(steps, *at, taken + 1, &mut next),
                _ => lead(steps, at + 1, 0, &mut next),
            };
        }
        sets.push(letters);
        states = next;
    }
    sets
}

fn add(letters: &mut [u64], steps: &Steps, set: Set) {
    debug_assert_ne!(set, ANYTHING, "a class is a set of letters");
    for (word, more) in letters.iter_mut().zip(steps.words(set)) {
        *word |= more;
    }
}

/// Adds the steps that take a letter next, each with how many of its run were taken. Answers
/// whether one must be taken.
fn lead(steps: &Steps, at: usize, taken: u32, states: &mut BTreeSet<(usize, u32)>) -> bool {
    match &steps.steps[at] {
        Step::Letter(_) | Step::Of(_) => {
            states.insert((at, 0));
            true
        }
        Step::Run(run) => {
            if taken < run.most {
                states.insert((at, taken));
            }
            taken < run.least || lead(steps, at + 1, 0, states)
        }
        Step::Either(fork) => {
            // All of them, though one may say that nothing must.
            let ways = fork
                .ways
                .iter()
                .map(|way| lead(steps, *way as usize, 0, states));
            ways.fold(true, |all, way| all & way)
        }
        Step::Goto(to) => lead(steps, *to as usize, 0, states),
        // Behind the start of the text this leads nowhere.
        Step::Start => true,
        Step::End | Step::Match => false,
    }
}
