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

#[cfg(test)]
mod tests {
    use super::super::sieve::Sieve;
    use super::*;
    use crate::annotate::codebook::{Codebook, Look};
    use proptest::prelude::*;

    /// The patterns in an alphabet that names their characters, and a few that they do not have.
    fn patterns(regexes: &[Regex]) -> (Patterns, Alphabet) {
        let mut alphabet = Alphabet::new();
        for c in regexes.iter().flat_map(characters).chain("教x".chars()) {
            alphabet.name(c);
        }
        (Patterns::new(regexes.to_vec(), &alphabet), alphabet)
    }

    /// Where each pattern matches, and where the engine says so.
    fn matches(regexes: &[Regex], text: &str) -> (Vec<Vec<Stretch>>, Vec<Vec<Stretch>>) {
        let (patterns, alphabet) = patterns(regexes);
        let (mut reading, mut starts) = (Reading::default(), Starts::default());
        reading.read(&alphabet, &closed(&alphabet), text);
        patterns.open(&reading, &mut starts);
        let found = (0..regexes.len()).map(|pattern| {
            let mut found = Vec::new();
            patterns.each(pattern, text, &reading, &starts, |at| found.push(at));
            found
        });
        let expected = regexes.iter().map(|regex| {
            let matches = regex.find_iter(text).filter(|m| !m.is_empty());
            matches.map(|m| reading.stretch(m.range().into())).collect()
        });
        (found.collect(), expected.collect())
    }

    /// Through which no term passes.
    fn closed(alphabet: &Alphabet) -> Sieve {
        Sieve::new(alphabet.len(), std::iter::empty(), std::iter::empty())
    }

    fn shipped() -> Vec<Regex> {
        let books = Codebook::builtin_ids()
            .into_iter()
            .map(|id| Codebook::builtin(&id).unwrap());
        let rules = books
            .flat_map(|book| book.codes)
            .flat_map(|code| code.rules);
        let patterns = rules.filter_map(|rule| match rule.look {
            Look::Pattern { pattern, .. } => Some(pattern),
            Look::Near { .. } => None,
        });
        patterns.collect()
    }

    #[test]
    fn shipped_patterns_are_followed() {
        let regexes = shipped();
        assert!(regexes.len() > 20);
        let (patterns, _) = patterns(&regexes);
        for pattern in &patterns.patterns {
            assert!(pattern.followed.is_some(), "{}", pattern.regex);
        }
    }

    #[test]
    fn shipped_patterns_find_what_they_find_in_their_sentences() {
        let regexes = shipped();
        let books = Codebook::builtin_ids()
            .into_iter()
            .map(|id| Codebook::builtin(&id).unwrap());
        let mut all = 0;
        for example in books
            .flat_map(|book| book.codes)
            .flat_map(|code| code.coded)
        {
            let (found, expected) = matches(&regexes, &example.text);
            assert_eq!(found, expected, "{}", example.text);
            all += found.iter().flatten().count();
        }
        assert!(all > 20);
    }

    #[test]
    fn what_cannot_be_followed_is_left_to_the_engine() {
        let regexes = ["(?:学校)+", r"\b学", "学*", r"\d年", "(?i)k校", "学(?:校|)"]
            .map(|pattern| Regex::new(pattern).unwrap());
        let (patterns, _) = patterns(&regexes);
        let followed: Vec<bool> = patterns
            .patterns
            .iter()
            .map(|p| p.followed.is_some())
            .collect();
        assert_eq!(followed, [false, false, false, false, true, true]);
        for text in ["", "学校学校，学学", "٣年3年", "\u{212a}校K校k校", "教"] {
            let (found, expected) = matches(&regexes, text);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn too_many_ways_are_left_to_the_engine() {
        // From each 为 the walk would look to the end of the text.
        let regex = [Regex::new("为[^。]{4,}制定本|为.*?法.*?法").unwrap()];
        for end in ["", "制定本。", "法法"] {
            let text = format!("为了法。{}{end}为", "为".repeat(3_000));
            let (found, expected) = matches(&regex, &text);
            assert_eq!(found, expected, "{end}");
        }
        let (patterns, alphabet) = patterns(&regex);
        let mut reading = Reading::default();
        reading.read(&alphabet, &closed(&alphabet), &"为".repeat(3_000));
        let (steps, _) = patterns.patterns[0].followed.as_ref().unwrap();
        let mut walk = Walk::new(steps, reading.letters());
        assert!((0..3_000).all(|start| walk.end(start).is_none()));
        assert!(walk.is_lost());
    }

    proptest! {
        #[test]
        fn patterns_are_followed_as_the_engine_does(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "学", "校", "区", "[学校]", "[^。，]", "[^。，]{0,3}", "[^。]{2,}?", "[^学]{1,4}",
                    "(?:学校|学|区)", "(学|校区|校)?", "(?:区|)", "(?:^|[。，])", "^", "$", r"\s*",
                    "校{1,2}", "(?:学|校|区|教师|教)??", ".", "|",
                ]),
                1..7,
            ),
            text in "[学校区教师。， x]{0,14}",
        ) {
            let regex = [Regex::new(&parts.concat()).unwrap()];
            let (found, expected) = matches(&regex, &text);
            prop_assert_eq!(found, expected, "{}", &regex[0]);
        }
    }
}
