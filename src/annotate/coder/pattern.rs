//! [`Pattern`]: a regular expression that is tried only where it can begin.

use regex_automata::meta::Regex;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use std::collections::BTreeSet;

/// A regular expression, and the beginnings of its matches where they are few.
pub(super) struct Pattern {
    regex: Regex,
    pub(super) heads: Option<Heads>,
}

/// How matches begin.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Heads {
    /// One may begin where the text does, whatever stands there.
    pub(super) at_start: bool,
    /// Any other begins with one of these.
    pub(super) words: BTreeSet<String>,
}

/// The longest beginning that is worked out, in characters: two send nearly every place away.
const LENGTH: usize = 2;
/// As many beginnings as are worth being looked for.
const MOST: usize = 4_000;
/// A class of more characters says nothing about a place.
const CLASS: usize = 80;

impl Pattern {
    /// The pattern as it is written; none where it is none.
    pub(super) fn new(pattern: &str) -> Option<Self> {
        let hir = regex_syntax::parse(pattern).ok()?;
        Some(Self {
            regex: Regex::new(pattern).ok()?,
            heads: heads(&hir),
        })
    }

    pub(super) fn as_regex(&self) -> &Regex {
        &self.regex
    }

    /// The end of the match that begins at this byte, if one does; what stands before is seen by
    /// the pattern.
    pub(super) fn end_at(&self, text: &str, start: usize) -> Option<usize> {
        let input = Input::new(text).range(start..).anchored(Anchored::Yes);
        self.regex.search_half(&input).map(|m| m.offset())
    }
}

/// A beginning while it is put together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    words: String,
    /// Nothing more is known of what follows.
    closed: bool,
    at_start: bool,
}

fn heads(hir: &Hir) -> Option<Heads> {
    let mut heads = Heads::default();
    for head in expand(hir)? {
        if head.at_start {
            heads.at_start = true;
        } else if head.words.is_empty() {
            return None;
        } else {
            heads.words.insert(head.words);
        }
    }
    Some(heads)
}

/// The beginnings of what a part of a pattern matches; none where they are too many.
fn expand(hir: &Hir) -> Option<BTreeSet<Head>> {
    let head = |words: String| Head {
        words,
        closed: false,
        at_start: false,
    };
    let one = |head: Head| Some(BTreeSet::from([head]));
    match hir.kind() {
        HirKind::Empty => one(head(String::new())),
        HirKind::Literal(literal) => one(head(String::from_utf8(literal.0.to_vec()).ok()?)),
        HirKind::Class(Class::Unicode(class)) => {
            let count: usize = class.iter().map(|range| range.len()).sum();
            let chars = || class.iter().flat_map(|range| range.start()..=range.end());
            (count <= CLASS).then(|| chars().map(|c| head(c.to_string())).collect())
        }
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Look(Look::Start) => one(Head {
            at_start: true,
            ..head(String::new())
        }),
        // It says something about a place, and matches nothing there.
        HirKind::Look(_) => one(head(String::new())),
        HirKind::Capture(capture) => expand(&capture.sub),
        HirKind::Repetition(repetition) => {
            let again = repetition.max != Some(1);
            let mut heads: BTreeSet<Head> = expand(&repetition.sub)?
                .into_iter()
                .map(|head| Head {
                    closed: head.closed || again,
                    ..head
                })
                .collect();
            if repetition.min == 0 {
                heads.insert(head(String::new()));
            }
            Some(heads)
        }
        HirKind::Alternation(parts) => {
            let mut heads = BTreeSet::new();
            for part in parts {
                heads.extend(expand(part)?);
            }
            (heads.len() <= MOST).then_some(heads)
        }
        HirKind::Concat(parts) => {
            let mut heads = BTreeSet::from([head(String::new())]);
            for part in parts {
                if heads.iter().all(|head| head.closed) {
                    break;
                }
                heads = follow(heads, expand(part))?;
            }
            Some(heads)
        }
    }
}

/// Beginnings, each with all that can follow it; where that is not known they are closed.
fn follow(heads: BTreeSet<Head>, next: Option<BTreeSet<Head>>) -> Option<BTreeSet<Head>> {
    let mut all = BTreeSet::new();
    for head in heads {
        match &next {
            _ if head.closed => {
                all.insert(head);
            }
            None => {
                all.insert(Head {
                    closed: true,
                    ..head
                });
            }
            Some(next) => all.extend(next.iter().map(|more| {
                let words = head.words.clone() + &more.words;
                Head {
                    // A text begins once; after anything else it does not.
                    closed: more.closed || words.chars().count() >= LENGTH,
                    at_start: head.at_start || more.at_start && head.words.is_empty(),
                    words,
                }
            })),
        }
        if all.len() > MOST {
            return None;
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Option<(bool, Vec<String>)> {
        let heads = Pattern::new(pattern).unwrap().heads?;
        Some((heads.at_start, heads.words.into_iter().collect()))
    }

    #[test]
    fn beginnings_are_those_of_every_match() {
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        for (pattern, heads) in [
            ("到|至", Some((false, words(&["到", "至"])))),
            (
                "(?:到|至)[^。]{0,9}达到",
                Some((false, words(&["到", "至"]))),
            ),
            (
                "为了?(?:甲|乙)",
                Some((false, words(&["为乙", "为了", "为甲"]))),
            ),
            ("^[—]*坚持", Some((true, words(&[])))),
            (
                "(?:^|[。；])(?:建立|完善)",
                Some((true, words(&["。完善", "。建立", "；完善", "；建立"]))),
            ),
            ("由[^。]{2,}", Some((false, words(&["由"])))),
            ("(?:甲乙)+丙", Some((false, words(&["甲乙"])))),
            ("甲*乙", Some((false, words(&["乙", "甲"])))),
            ("\\b甲", Some((false, words(&["甲"])))),
            ("甲*", None),
            ("[^。]甲", None),
            ("[\\u4e00-\\u9fff]年", None),
        ] {
            assert_eq!(of(pattern), heads, "{pattern}");
        }
    }
}
