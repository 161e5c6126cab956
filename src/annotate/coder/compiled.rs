//! [`Compiled`]: a rule, its terms by their numbers, and where it holds.

use super::found::{Cover, Found, List, any_in};
use super::near::Near;
use super::program::{GroupId, Words};
use super::reading::Stretch;
use super::signs::Sign;
use crate::annotate::Name;
use crate::annotate::codebook::Within;

/// A rule, its terms by their numbers.
pub(super) struct Compiled {
    pub(super) id: Name,
    /// The code it speaks for, by its place.
    pub(super) code: usize,
    pub(super) weight: f64,
    pub(super) look: CompiledLook,
    pub(super) except: Option<GroupId>,
    pub(super) unless: Option<GroupId>,
    pub(super) unless_within: Within,
    pub(super) requires: Option<Words>,
    pub(super) context: Option<Words>,
}

#[derive(PartialEq)]
pub(super) enum CompiledLook {
    Near {
        groups: Vec<Words>,
        near: Near,
    },
    Pattern {
        /// By its place among those of the program.
        pattern: usize,
        when: Words,
    },
}

impl CompiledLook {
    /// The groups of which each must be met; each brings one of the places where the rule holds.
    pub(super) fn needs(&self) -> &[Words] {
        match self {
            Self::Near { groups, .. } => groups,
            Self::Pattern { when, .. } => std::slice::from_ref(when),
        }
    }
}

impl Compiled {
    /// Whether two rules look for the same.
    pub(super) fn asks_as(&self, other: &Self) -> bool {
        self.look == other.look
            && (self.except, self.unless) == (other.except, other.unless)
            && self.unless_within == other.unless_within
            && (self.requires, self.context) == (other.requires, other.context)
    }

    /// Puts where the rule holds into `hits`; nothing where it does not. All its needs must be
    /// met; `number` is its own. `above` is what was found in the headings.
    pub(super) fn find(
        &self,
        number: usize,
        text: &str,
        found: &mut Found,
        above: &mut Found,
        hits: &mut Vec<Stretch>,
    ) {
        hits.clear();
        // That some word was met is known; not, that it stands outside its exceptions.
        let stands = |above: &mut Found, words: Words| words.except.is_none() || above.holds(words);
        if self.context.is_some_and(|words| !stands(above, words)) {
            return;
        }
        if let Some(words) = self.requires.filter(|words| words.except.is_some())
            && !(found.says(Sign::Requires, number) && found.holds(words))
            && !above.holds(words)
        {
            return;
        }
        let unless = self.unless.filter(|_| found.says(Sign::Unless, number));
        if unless.is_some() && self.unless_within == Within::Paragraph {
            return;
        }
        let except = self.except.filter(|_| found.says(Sign::Except, number));
        match &self.look {
            CompiledLook::Near { groups, near } => near.find(found, groups, except, hits),
            CompiledLook::Pattern { pattern, when } => {
                if when.except.is_some() && !found.holds(*when) {
                    return;
                }
                let except = match except {
                    Some(group) => found.list(Words::plain(group)),
                    None => List::default(),
                };
                let mut cover = Cover::default();
                found.begin(*pattern, when.terms);
                found.each(*pattern, text, |at| {
                    if !cover.covers(found.stretches(except), at) {
                        hits.push(at);
                    }
                });
            }
        }
        if let Some(unless) = unless.filter(|_| !hits.is_empty()) {
            self.void(unless, found, hits);
        }
    }

    /// Takes out of `hits`, each with those beside it, what stands in a unit with one of the words
    /// that void it.
    fn void(&self, unless: GroupId, found: &mut Found, hits: &mut Vec<Stretch>) {
        let unless = found.list(Words::plain(unless));
        found.cut(self.unless_within);
        let each = self.look.needs().len();
        let mut kept = 0;
        for at in (0..hits.len()).step_by(each) {
            let unit = found.unit(hits[at], self.unless_within);
            if !any_in(found.stretches(unless), unit) {
                hits.copy_within(at..at + each, kept);
                kept += each;
            }
        }
        hits.truncate(kept);
    }
}
