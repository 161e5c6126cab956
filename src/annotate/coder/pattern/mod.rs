//! [`Patterns`]: regular expressions, followed over the letters of a text.
//!
//! The patterns of codebooks are words in a row with a few characters between them. Such a
//! pattern is followed step by step from each place where it can begin: a few letters before a
//! word that it must have, or else where its first letters stand. A general engine reads every byte
//! and has to be started for every paragraph. What is found is what the expression finds, the first way to
//! match first. A pattern of another form, or a text in which the steps come to nothing too often,
//! is left to the engine, which takes time linear in the text whatever stands there.

mod anchor;
mod few;
mod opening;
mod steps;
mod walk;

use super::alphabet::Alphabet;
use super::reading::{Reading, Stretch};
use anchor::Anchor;
use opening::Opening;
use regex::Regex;
use steps::Steps;
use walk::Walk;

/// All patterns of a program.
pub(super) struct Patterns {
    patterns: Vec<Pattern>,
}

struct Pattern {
    regex: Regex,
    followed: Option<(Steps, Begins)>,
}

/// Where a pattern can begin.
enum Begins {
    /// Before or with one of the words for which it is looked for.
    Near(Anchor),
    /// Where its first letters stand.
    Open(Opening),
}

/// Where a pattern can begin in one text. The memory is used again for the next.
#[derive(Default)]
pub(super) struct Starts(Vec<u32>);

impl Patterns {
    /// Each pattern with the words of which one stands in every text in which it is looked for.
    pub(super) fn new(regexes: Vec<(Regex, Vec<String>)>, alphabet: &Alphabet) -> Self {
        let patterns = regexes.into_iter().map(|(regex, words)| {
            let hir = regex_syntax::parse(regex.as_str()).ok();
            let followed = hir.and_then(|hir| {
                let steps = Steps::new(&hir, alphabet)?;
                let begins = match Anchor::new(&hir, &words, alphabet) {
                    Some(anchor) => Begins::Near(anchor),
                    None => Begins::Open(Opening::new(&steps, alphabet)),
                };
                Some((steps, begins))
            });
            Pattern { regex, followed }
        });
        Self {
            patterns: patterns.collect(),
        }
    }

    /// Finds where a pattern can begin in a text; `words` are the places of its words, where all
    /// are known.
    pub(super) fn begin(
        &self,
        pattern: usize,
        words: Option<&[Stretch]>,
        reading: &Reading,
        starts: &mut Starts,
    ) {
        starts.0.clear();
        match (&self.patterns[pattern].followed, words) {
            (None, _) => {}
            (Some((_, Begins::Open(opening))), _) => {
                opening.starts(reading.letters(), &mut starts.0);
            }
            (Some((_, Begins::Near(anchor))), Some(words)) => {
                anchor.starts(words, reading.letters(), &mut starts.0);
            }
            (Some((_, Begins::Near(_))), None) => starts.0.extend(0..reading.len()),
        }
    }

    /// Hands over the matches of a pattern that are not empty, from left to right, none in another;
    /// where it can begin must have been asked just before.
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
        if let Some((steps, _)) = followed {
            let mut walk = Walk::new(steps, reading.letters());
            // Where the next match can begin: after the last, and behind what was tried.
            let mut next = 0;
            for start in &starts.0 {
                if *start < next {
                    continue;
                }
                next = start + 1;
                if let Some(end) = walk.end(*start) {
                    (from, next) = (end, end);
                    matched(Stretch::new(*start, end));
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
    use crate::span::Span;
    use proptest::prelude::*;

    /// The patterns in an alphabet that names their characters, and a few that they do not have.
    fn patterns(regexes: &[(Regex, Vec<String>)]) -> (Patterns, Alphabet) {
        let mut alphabet = Alphabet::new();
        let named = regexes.iter().flat_map(|(regex, _)| characters(regex));
        for c in named.chain("教x".chars()) {
            alphabet.name(c);
        }
        (Patterns::new(regexes.to_vec(), &alphabet), alphabet)
    }

    /// Where each pattern matches, and where the engine says so.
    fn matches(
        regexes: &[(Regex, Vec<String>)],
        text: &str,
    ) -> (Vec<Vec<Stretch>>, Vec<Vec<Stretch>>) {
        let (patterns, alphabet) = patterns(regexes);
        let (mut reading, mut starts) = (Reading::default(), Starts::default());
        reading.read(&alphabet, &closed(&alphabet), text);
        let mut find = |pattern: usize, words: Option<&[Stretch]>| {
            let mut found = Vec::new();
            patterns.begin(pattern, words, &reading, &mut starts);
            patterns.each(pattern, text, &reading, &starts, |at| found.push(at));
            found
        };
        let mut all = Vec::new();
        for (pattern, (_, words)) in regexes.iter().enumerate() {
            let places = words.iter().flat_map(|word| text.match_indices(word));
            let places = places.map(|(at, word)| reading.stretch(Span::new(at, at + word.len())));
            let mut places: Vec<Stretch> = places.collect();
            places.sort();
            let found = find(pattern, Some(&places));
            assert_eq!(find(pattern, None), found, "{text}");
            all.push(found);
        }
        let expected = regexes.iter().map(|(regex, _)| {
            let matches = regex.find_iter(text).filter(|m| !m.is_empty());
            matches.map(|m| reading.stretch(m.range().into())).collect()
        });
        (all, expected.collect())
    }

    /// Through which no term passes.
    fn closed(alphabet: &Alphabet) -> Sieve {
        Sieve::new(alphabet.len(), std::iter::empty(), std::iter::empty())
    }

    fn shipped() -> Vec<(Regex, Vec<String>)> {
        let books = Codebook::builtin_ids()
            .into_iter()
            .map(|id| Codebook::builtin(&id).unwrap());
        let rules = books
            .flat_map(|book| book.codes)
            .flat_map(|code| code.rules);
        let patterns = rules.filter_map(|rule| match rule.look {
            Look::Pattern { pattern, when } => Some((pattern, when.terms)),
            Look::Near { .. } => None,
        });
        patterns.collect()
    }

    /// A pattern that is looked for everywhere.
    fn anywhere(pattern: &str) -> (Regex, Vec<String>) {
        (Regex::new(pattern).unwrap(), Vec::new())
    }

    #[test]
    fn shipped_patterns_are_followed() {
        let regexes = shipped();
        assert!(regexes.len() > 20);
        let (patterns, _) = patterns(&regexes);
        for pattern in &patterns.patterns {
            assert!(pattern.followed.is_some(), "{}", pattern.regex);
        }
        let near = |p: &&Pattern| matches!(p.followed, Some((_, Begins::Near(_))));
        assert!(patterns.patterns.iter().filter(near).count() > 5);
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
        let regexes = ["(?:学校)+", r"\b学", "学*", r"\d年", "(?i)k校", "学(?:校|)"].map(anywhere);
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
        let regex = [anywhere("为[^。]{4,}制定本|为.*?法.*?法")];
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
            let regex = [anywhere(&parts.concat())];
            let (found, expected) = matches(&regex, &text);
            prop_assert_eq!(found, expected, "{}", &regex[0].0);
        }

        #[test]
        fn patterns_near_words_are_followed_as_the_engine_does(
            before in prop::collection::vec(
                prop::sample::select(vec![
                    "学", "[学校]", "(?:学校|学|区)", "(?:学|校区)?", "^", "(?:^|[。，])", r"\s*",
                    "[学校]{0,3}", "(?:学+[。，])?", "学*", "(?:区|)", "学{1,2}?",
                ]),
                0..4,
            ),
            words in prop::sample::select(vec![vec!["学"], vec!["学", "学校"], vec!["教师", "校"]]),
            after in prop::sample::select(vec!["", "[^。]{1,4}", "(?:校|)", "[^。，]*[。，]", "$"]),
            text in "[学校区教师。， x]{0,14}",
        ) {
            let before = before.concat();
            let regex = Regex::new(&format!("{before}(?:{}){after}", words.join("|"))).unwrap();
            let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
            let regex = [(regex, words)];
            let (found, expected) = matches(&regex, &text);
            prop_assert_eq!(found, expected, "{}", &regex[0].0);
        }
    }
}
