//! [`Steps`]: a regular expression as steps over letters.

use super::super::alphabet::{Alphabet, Letter, OTHER};
use super::few::Few;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};
use std::collections::BTreeMap;

/// A class of more characters, as one of which all others are, is not followed.
const LARGEST_CLASS: usize = 128;
/// So few ways are tried one after the other.
const FEW_WAYS: usize = 3;
/// A pattern of more steps is not followed.
const MOST_STEPS: usize = 1_000;
/// All Unicode scalar values.
const ALL_CHARACTERS: usize = 0x11_0000 - 0x800;

/// A set of letters, by its place.
pub(super) type Set = u32;
/// Any letter, or the end of the text.
pub(super) const ANYTHING: Set = u32::MAX;

pub(super) enum Step {
    /// One letter.
    Letter(Letter),
    /// One letter of a set.
    Of(Set),
    /// As many letters of a set.
    Run(Run),
    /// What follows one of these steps, in this order.
    Either(Fork),
    Goto(u32),
    /// The start of the text.
    Start,
    /// Its end.
    End,
    Match,
}

#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) of: Set,
    pub(super) least: u32,
    pub(super) most: u32,
    pub(super) greedy: bool,
    /// What can follow is not of the set: only behind the longest run does it go on.
    pub(super) ends: bool,
    /// The letters that are not of the set, where they are few.
    pub(super) stops: Option<Few>,
}

#[derive(Default)]
pub(super) struct Fork {
    pub(super) ways: Vec<u32>,
    /// Where there are many ways, those that go on with a letter, by letter: all of them.
    pub(super) by_letter: Option<BTreeMap<Letter, Vec<u32>>>,
}

impl Fork {
    fn new(ways: Vec<u32>) -> Self {
        Self {
            ways,
            by_letter: None,
        }
    }
}

/// A pattern as steps, which only lead on.
pub(super) struct Steps {
    pub(super) steps: Vec<Step>,
    /// For each step the letters that it can go on with: at the start of the text, and after.
    pub(super) opens: Vec<[Set; 2]>,
    /// A bit for each letter, set after set.
    sets: Vec<u64>,
    /// Words of a set.
    width: usize,
}

impl Steps {
    pub(super) fn new(hir: &Hir, alphabet: &Alphabet) -> Option<Self> {
        // What matches nothing would have to be looked for everywhere.
        if hir.properties().minimum_len()? == 0 {
            return None;
        }
        let mut steps = Self {
            steps: Vec::new(),
            opens: Vec::new(),
            sets: Vec::new(),
            width: alphabet.len().div_ceil(64),
        };
        steps.add(hir, alphabet)?;
        steps.push(Step::Match)?;
        steps.open();
        Some(steps)
    }

    fn push(&mut self, step: Step) -> Option<usize> {
        self.steps.push(step);
        (self.steps.len() <= MOST_STEPS).then(|| self.steps.len() - 1)
    }

    fn next(&self) -> u32 {
        self.steps.len() as u32
    }

    fn add(&mut self, hir: &Hir, alphabet: &Alphabet) -> Option<()> {
        match hir.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                for c in std::str::from_utf8(&literal.0).ok()?.chars() {
                    self.push(Step::Letter(named(c, alphabet)?))?;
                }
            }
            HirKind::Class(class) => {
                let set = self.class(class, alphabet)?;
                self.push(Step::Of(set))?;
            }
            HirKind::Look(Look::Start) => {
                self.push(Step::Start)?;
            }
            HirKind::Look(Look::End) => {
                self.push(Step::End)?;
            }
            HirKind::Look(_) => return None,
            HirKind::Repetition(repetition) => self.repeat(repetition, alphabet)?,
            HirKind::Capture(capture) => self.add(&capture.sub, alphabet)?,
            HirKind::Concat(parts) => {
                for part in parts {
                    self.add(part, alphabet)?;
                }
            }
            HirKind::Alternation(parts) => {
                let fork = self.push(Step::Either(Fork::default()))?;
                let (mut ways, mut ends) = (Vec::new(), Vec::new());
                for part in parts {
                    ways.push(self.next());
                    self.add(part, alphabet)?;
                    ends.push(self.push(Step::Goto(0))?);
                }
                for end in ends {
                    self.steps[end] = Step::Goto(self.next());
                }
                self.steps[fork] = Step::Either(Fork::new(ways));
            }
        }
        Some(())
    }

    fn repeat(&mut self, repetition: &Repetition, alphabet: &Alphabet) -> Option<()> {
        let (least, most) = (repetition.min, repetition.max);
        let greedy = repetition.greedy;
        let mut sub = &*repetition.sub;
        while let HirKind::Capture(capture) = sub.kind() {
            sub = &capture.sub;
        }
        let of = match sub.kind() {
            HirKind::Class(class) => Some(self.class(class, alphabet)?),
            HirKind::Literal(literal) => {
                let mut chars = std::str::from_utf8(&literal.0).ok()?.chars();
                let one = chars.next().filter(|_| chars.next().is_none());
                match one {
                    Some(c) => {
                        let mut holds = vec![false; alphabet.len()];
                        holds[usize::from(named(c, alphabet)?)] = true;
                        Some(self.set(&holds))
                    }
                    None => None,
                }
            }
            _ => None,
        };
        if let Some(of) = of {
            let most = most.unwrap_or(u32::MAX);
            self.push(Step::Run(Run {
                of,
                least,
                most,
                greedy,
                ends: false,
                stops: self.stops(of, alphabet.len()),
            }))?;
            return Some(());
        }
        if (least, most) != (0, Some(1)) {
            return None;
        }
        let fork = self.push(Step::Either(Fork::default()))?;
        let with = self.next();
        self.add(sub, alphabet)?;
        let without = self.next();
        let ways = if greedy {
            vec![with, without]
        } else {
            vec![without, with]
        };
        self.steps[fork] = Step::Either(Fork::new(ways));
        Some(())
    }

    /// The set of a class; none where characters without a name of their own are partly in it.
    fn class(&mut self, class: &Class, alphabet: &Alphabet) -> Option<Set> {
        let Class::Unicode(class) = class else {
            return None;
        };
        let is_in = |c: char| {
            let ranges = class.ranges();
            let at = ranges.partition_point(|range| range.end() < c);
            ranges.get(at).is_some_and(|range| range.start() <= c)
        };
        let mut holds = vec![false; alphabet.len()];
        let mut named = 0;
        for (c, letter) in alphabet.named() {
            holds[usize::from(letter)] = is_in(c);
            named += usize::from(is_in(c));
        }
        let others = size(class) - named;
        let all_others = ALL_CHARACTERS - (alphabet.len() - 1);
        if others != 0 && others != all_others {
            return None;
        }
        holds[usize::from(OTHER)] = others != 0;
        Some(self.set(&holds))
    }

    /// The letters that are not of a set, where they are few.
    fn stops(&self, of: Set, letters: usize) -> Option<Few> {
        let all = (0..=Letter::MAX).take(letters);
        Few::new(all.filter(|letter| !holds(self.words(of), *letter)))
    }

    fn set(&mut self, holds: &[bool]) -> Set {
        let mut words = vec![0_u64; self.width];
        for (word, holds) in words.iter_mut().zip(holds.chunks(64)) {
            for (holds, bit) in holds.iter().zip(0..) {
                *word |= u64::from(*holds) << bit;
            }
        }
        self.keep(&words)
    }

    fn keep(&mut self, words: &[u64]) -> Set {
        let mut known = self.sets.chunks_exact(self.width);
        if let Some(known) = known.position(|set| set == words) {
            return known as Set;
        }
        self.sets.extend_from_slice(words);
        (self.sets.len() / self.width - 1) as Set
    }

    /// Works out for each step what it can go on with, the last first.
    fn open(&mut self) {
        self.opens = vec![[ANYTHING; 2]; self.steps.len()];
        for at in (0..self.steps.len()).rev() {
            self.opens[at] = [true, false].map(|at_start| self.opens_at(at, at_start));
        }
        for at in 0..self.steps.len() {
            let by_letter = match &self.steps[at] {
                Step::Either(fork) => self.by_letter(&fork.ways),
                _ => None,
            };
            let ends = match &self.steps[at] {
                Step::Run(run) => self.are_apart(run.of, self.opens[at + 1]),
                _ => false,
            };
            match &mut self.steps[at] {
                Step::Either(fork) => fork.by_letter = by_letter,
                Step::Run(run) => run.ends = ends,
                _ => {}
            }
        }
    }

    /// The letters that the step can go on with, where those behind it are known.
    fn opens_at(&mut self, at: usize, at_start: bool) -> Set {
        let place = usize::from(!at_start);
        match &self.steps[at] {
            Step::Letter(letter) => {
                let mut words = vec![0; self.width];
                words[usize::from(*letter) / 64] = 1 << (letter % 64);
                self.keep(&words)
            }
            Step::Of(set) => *set,
            Step::Run(Run { of, least: 0, .. }) => self.either(&[*of, self.opens[at + 1][place]]),
            Step::Run(run) => run.of,
            Step::Either(fork) => {
                let ways = fork.ways.iter().map(|way| self.opens[*way as usize][place]);
                self.either(&ways.collect::<Vec<Set>>())
            }
            Step::Goto(to) => self.opens[*to as usize][place],
            Step::Start if at_start => self.opens[at + 1][place],
            Step::Start => self.keep(&vec![0; self.width]),
            Step::End | Step::Match => ANYTHING,
        }
    }

    /// The ways that go on with a letter, by letter, where that says more than trying them.
    fn by_letter(&self, ways: &[u32]) -> Option<BTreeMap<Letter, Vec<u32>>> {
        let mut by_letter: BTreeMap<Letter, Vec<u32>> = BTreeMap::new();
        for way in ways {
            let [opens, after] = self.opens[*way as usize];
            if opens == ANYTHING || opens != after {
                return None;
            }
            for (place, word) in self.words(opens).iter().enumerate() {
                let mut bits = *word;
                while bits != 0 {
                    let letter = place as u32 * 64 + bits.trailing_zeros();
                    by_letter.entry(letter as Letter).or_default().push(*way);
                    bits &= bits - 1;
                }
            }
        }
        (ways.len() > FEW_WAYS && by_letter.len() <= LARGEST_CLASS).then_some(by_letter)
    }

    fn are_apart(&self, of: Set, [opens, after]: [Set; 2]) -> bool {
        let both = || self.words(of).iter().zip(self.words(opens));
        opens != ANYTHING && opens == after && both().all(|(a, b)| a & b == 0)
    }

    /// The letters of any of these sets.
    fn either(&mut self, sets: &[Set]) -> Set {
        let mut words = vec![0; self.width];
        for set in sets {
            if *set == ANYTHING {
                return ANYTHING;
            }
            for (word, more) in words.iter_mut().zip(self.words(*set)) {
                *word |= more;
            }
        }
        self.keep(&words)
    }

    /// How many words a set has.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// A bit for each letter of a set.
    pub(super) fn words(&self, set: Set) -> &[u64] {
        let from = set as usize * self.width;
        &self.sets[from..from + self.width]
    }
}

pub(super) fn named(c: char, alphabet: &Alphabet) -> Option<Letter> {
    Some(alphabet.letter(c)).filter(|letter| *letter != OTHER)
}

pub(super) fn holds(words: &[u64], letter: Letter) -> bool {
    let word = words.get(usize::from(letter / 64));
    word.is_some_and(|word| word >> (letter % 64) & 1 == 1)
}

/// The characters that an alphabet must name so that an expression can be followed.
pub(super) fn characters(hir: &Hir) -> Vec<char> {
    let mut characters = Vec::new();
    collect(hir, &mut characters);
    characters
}

fn collect(hir: &Hir, characters: &mut Vec<char>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            characters.extend(std::str::from_utf8(&literal.0).unwrap_or_default().chars());
        }
        HirKind::Class(Class::Unicode(class)) => {
            let mut rest = class.clone();
            rest.negate();
            if let Some(few) = [class, &rest]
                .into_iter()
                .find(|c| size(c) <= LARGEST_CLASS)
            {
                characters.extend(few.iter().flat_map(|range| range.start()..=range.end()));
            }
        }
        HirKind::Repetition(repetition) => collect(&repetition.sub, characters),
        HirKind::Capture(capture) => collect(&capture.sub, characters),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            for part in parts {
                collect(part, characters);
            }
        }
        HirKind::Empty | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => {}
    }
}

/// How many characters a class has.
fn size(class: &ClassUnicode) -> usize {
    let of = |start: char, end: char| {
        let (start, end) = (start as usize, end as usize);
        let surrogates = start < 0xd800 && end > 0xdfff;
        end - start + 1 - if surrogates { 0x800 } else { 0 }
    };
    class
        .iter()
        .map(|range| of(range.start(), range.end()))
        .sum()
}
