//! [`Walk`]: the steps of a pattern, taken through one text.

use super::super::alphabet::Letter;
use super::steps::{ANYTHING, Fork, Run, Step, Steps, holds};

/// So many steps for each character of a text are taken.
const PATIENCE: usize = 64;
/// And so many whatever its length.
const AT_LEAST: usize = 1_000;

/// One text, followed from one place after another.
pub(super) struct Walk<'s> {
    steps: &'s Steps,
    letters: &'s [Letter],
    /// The steps that may still be taken.
    patience: usize,
}

impl<'s> Walk<'s> {
    pub(super) fn new(steps: &'s Steps, letters: &'s [Letter]) -> Self {
        Self {
            steps,
            letters,
            patience: PATIENCE * letters.len() + AT_LEAST,
        }
    }

    /// Whether too many ways were tried: nothing more is found then.
    pub(super) fn is_lost(&self) -> bool {
        self.patience == 0
    }

    /// The end of the match that begins at `start`, if one does.
    pub(super) fn end(&mut self, start: u32) -> Option<u32> {
        let start = start as usize;
        let end = self.goes_on(0, start).then(|| self.follow(0, start))?;
        end.map(|end| end as u32)
    }

    /// Where the first way to match ends that goes on here; none where there is none, or no
    /// patience.
    fn follow(&mut self, mut step: usize, mut at: usize) -> Option<usize> {
        let Steps { steps, .. } = self.steps;
        loop {
            self.patience = self.patience.checked_sub(1)?;
            match &steps[step] {
                Step::Letter(letter) => {
                    self.letters.get(at).filter(|l| *l == letter)?;
                    (step, at) = (step + 1, at + 1);
                }
                Step::Of(set) => {
                    let words = self.steps.words(*set);
                    self.letters.get(at).filter(|l| holds(words, **l))?;
                    (step, at) = (step + 1, at + 1);
                }
                Step::Run(run) => return self.run(step + 1, at, *run),
                Step::Either(fork) => return self.either(fork, at),
                Step::Goto(to) => step = *to as usize,
                Step::Start if at == 0 => step += 1,
                Step::End if at == self.letters.len() => step += 1,
                Step::Start | Step::End => return None,
                Step::Match => return Some(at),
            }
        }
    }

    /// As [`Self::follow`], one of several ways.
    fn either(&mut self, fork: &Fork, at: usize) -> Option<usize> {
        if let Some(by_letter) = &fork.by_letter {
            let ways = by_letter.get(self.letters.get(at)?)?;
            return ways.iter().find_map(|way| self.follow(*way as usize, at));
        }
        fork.ways.iter().find_map(|way| {
            let way = *way as usize;
            self.goes_on(way, at).then(|| self.follow(way, at))?
        })
    }

    /// As [`Self::follow`], behind a run of a set.
    fn run(&mut self, next: usize, at: usize, run: Run) -> Option<usize> {
        let of = self.steps.words(run.of);
        let rest = self.letters.get(at..)?;
        let most = rest.len().min(run.most as usize);
        let rest = &rest[..most];
        let longest = match run.stops {
            Some(stops) => stops.before(rest),
            None => {
                let others = rest.iter().position(|letter| !holds(of, *letter));
                others.unwrap_or(most)
            }
        };
        self.patience = self.patience.saturating_sub(longest / 8);
        let least = run.least as usize;
        if longest < least {
            return None;
        }
        if run.ends {
            let end = at + longest;
            return self.goes_on(next, end).then(|| self.follow(next, end))?;
        }
        let mut go_on = |end: usize| self.goes_on(next, end).then(|| self.follow(next, end))?;
        let mut ends = at + least..=at + longest;
        if run.greedy {
            ends.rev().find_map(go_on)
        } else {
            ends.find_map(&mut go_on)
        }
    }

    /// Whether the letter at `at` is one that the step can go on with.
    fn goes_on(&self, step: usize, at: usize) -> bool {
        let opens = self.steps.opens[step][usize::from(at > 0)];
        let may = |letter: &Letter| holds(self.steps.words(opens), *letter);
        opens == ANYTHING || self.letters.get(at).is_some_and(may)
    }
}
