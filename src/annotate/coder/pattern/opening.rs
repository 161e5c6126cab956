//! [`Opening`]: where a pattern can begin, by the first letters it can have.

use super::super::alphabet::{Alphabet, Letter};
use super::few::Few;
use super::steps::{ANYTHING, Set, Step, Steps};
use std::collections::BTreeSet;

/// So many letters of a pattern are looked at: more send hardly a place away that these do not.
const DEPTH: usize = 3;

/// How a pattern begins.
pub(super) struct Opening {
    /// For each letter a bit for each of the first places at which it can stand.
    can_stand: Vec<u8>,
    /// The letters that can stand at the first, where they are few.
    few: Option<Few>,
    /// How many places there are; none where nothing is known of them.
    places: usize,
    /// It may also begin where the text does, whatever stands there.
    at_start: bool,
}

impl Opening {
    pub(super) fn new(steps: &Steps, alphabet: &Alphabet) -> Self {
        let sets = first(steps);
        let can_stand = (0..alphabet.len()).map(|letter| {
            let places = sets.iter().enumerate();
            places.fold(0, |bits, (place, set)| {
                bits | ((set[letter / 64] >> (letter % 64) & 1) as u8) << place
            })
        });
        let can_stand: Vec<u8> = can_stand.collect();
        let letters = (0..=Letter::MAX).zip(&can_stand);
        let firsts = letters.filter_map(|(letter, places)| (places & 1 == 1).then_some(letter));
        Self {
            few: Few::new(firsts),
            can_stand,
            places: sets.len(),
            at_start: steps.steps.iter().any(|step| matches!(step, Step::Start)),
        }
    }

    /// Adds all places where the pattern can begin, and others, from left to right; maybe the start
    /// of the text twice.
    pub(super) fn starts(&self, letters: &[Letter], starts: &mut Vec<u32>) {
        starts.extend(self.at_start.then_some(0));
        if self.places == 0 {
            starts.extend(0..letters.len() as u32);
            return;
        }
        let can =
            |letter: Letter, place: usize| self.can_stand[usize::from(letter)] >> place & 1 == 1;
        let mut at = 0;
        loop {
            let rest = &letters[at..];
            at += match self.few {
                Some(few) => few.before(rest),
                None => rest.iter().position(|l| can(*l, 0)).unwrap_or(rest.len()),
            };
            let Some(opening) = letters.get(at..at + self.places) else {
                return;
            };
            if opening
                .iter()
                .zip(0..)
                .all(|(letter, place)| can(*letter, place))
            {
                starts.push(at as u32);
            }
            at += 1;
        }
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
