//! [`Patterns`]: regular expressions, followed over the letters of a text.
//!
//! The patterns of codebooks are words in a row with a few characters between them. Such a
//! pattern is followed step by step from each place where it can begin, and one look at a few
//! letters says of all patterns where that is: a general engine reads every byte and has to be
//! started for every paragraph. What is found is what the expression finds, the first way to
//! match first. A pattern of another form, or a text in which the steps come to nothing too often,
//! is left to the engine, which takes time linear in the text whatever stands there.

mod openings;
mod steps;
mod walk;

use super::alphabet::Alphabet;
use super::reading::{Reading, Stretch};
pub(super) use openings::Starts;
use openings::{Opening, Openings};
use regex::Regex;
use steps::Steps;
use walk::Walk;

/// All patterns of a program.
pub(super) struct Patterns {
    patterns: Vec<Pattern>,
    openings: Openings,
}

struct Pattern {
    regex: Regex,
    followed: Option<(Steps, Opening)>,
}

impl Patterns {
    pub(super) fn new(regexes: Vec<Regex>, alphabet: &Alphabet) -> Self {
        let mut openings = Openings::new(alphabet);
        let patterns = regexes.into_iter().map(|regex| {
            let hir = regex_syntax::parse(regex.as_str()).ok();
            let steps = hir.and_then(|hir| Steps::new(&hir, alphabet));
            let followed = steps.map(|steps| {
                let opening = openings.add(&steps);
                (steps, opening)
            });
            Pattern { regex, followed }
        });
        Self {
            patterns: patterns.collect(),
            openings,
        }
    }

    /// Finds where patterns can begin in a text.
    pub(super) fn open(&self, reading: &Reading, starts: &mut Starts) {
        self.openings.find(reading.letters(), starts);
    }

    /// Hands over the matches of a pattern that are not empty, from left to right, none in another.
    pub(super) fn each(
        &self,
        pattern: usize,
        text: &str,
        reading: &Reading,
        starts: &Starts,
        mut matched: impl FnMut(Stretch),
    ) {
        let Pattern { regex, followed } = &self.patterns[pattern];
        let mut from = 0;
        if let Some((steps, opening)) = followed {
            let mut walk = Walk::new(steps, reading.letters());
            // Where the next match can begin: after the last, and behind what was tried.
            let mut next = 0;
            for start in opening.starts(starts) {
                if start < next {
                    continue;
                }
                next = start + 1;
                if let Some(end) = walk.end(start) {
                    (from, next) = (end, end);
                    matched(Stretch::new(start, end));
                }
                if walk.is_lost() {
                    break;
                }
            }
            if !walk.is_lost() {
                return;
            }
        }
        let mut at = reading.byte(from);
        while let Some(found) = regex.find_at(text, at) {
            at = found.end();
            if found.is_empty() {
                // As the engine goes on after an empty match.
                let Some(c) = text[at..].chars().next() else {
                    return;
                };
                at += c.len_utf8();
            } else {
                matched(reading.stretch(found.range().into()));
            }
        }
    }
}

/// The characters that an alphabet must name so that a pattern can be followed.
pub(super) fn characters(pattern: &Regex) -> Vec<char> {
    let hir = regex_syntax::parse(pattern.as_str());
    hir.map(|hir| steps::characters(&hir)).unwrap_or_default()
}
