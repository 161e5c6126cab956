//! [`Interner`]: gives every letter, every term and every set of terms that rules name a number.

use super::alphabet::{Alphabet, Letter};
use super::compiled::{Compiled, CompiledLook};
use super::near::Near;
use super::pattern;
use super::program::{ClassId, GroupId, Part, Words};
use crate::annotate::Name;
use crate::annotate::codebook::{Group, Look, Rule};
use crate::error::{Error, ErrorKind, Result};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Interner {
    pub(super) alphabet: Alphabet,
    terms: BTreeMap<String, u32>,
    /// For each term its letters.
    pub(super) letters: Vec<Vec<Letter>>,
    /// Each set of terms by which something is found, and each that voids what is found.
    groups: BTreeMap<(Vec<u32>, bool), GroupId>,
    pub(super) voids: Vec<bool>,
    excepting: BTreeMap<(GroupId, GroupId), u32>,
    /// (term, group)
    pub(super) places: Vec<(u32, u32)>,
    /// The patterns, each with the words for which it is looked for.
    pub(super) patterns: Vec<(Regex, Vec<String>)>,
}

impl Interner {
    pub(super) fn new() -> Self {
        Self {
            alphabet: Alphabet::new(),
            terms: BTreeMap::new(),
            letters: Vec::new(),
            groups: BTreeMap::new(),
            voids: Vec::new(),
            excepting: BTreeMap::new(),
            places: Vec::new(),
            patterns: Vec::new(),
        }
    }

    pub(super) fn terms(&self) -> usize {
        self.letters.len()
    }

    fn term(&mut self, term: &str) -> Result<u32> {
        if let Some(known) = self.terms.get(term) {
            return Ok(*known);
        }
        let letters: Option<_> = term.chars().map(|c| self.alphabet.name(c)).collect();
        let letters = letters.ok_or_else(|| {
            let message = format!(
                "the terms of these codebooks have more than {} different characters; leave a codebook out",
                Letter::MAX
            );
            Error::new(ErrorKind::Argument, message)
        })?;
        let next = self.letters.len() as u32;
        self.letters.push(letters);
        self.terms.insert(term.to_owned(), next);
        Ok(next)
    }

    fn group(&mut self, terms: &[String], voids: bool) -> Result<GroupId> {
        let mut ids: Vec<u32> = Vec::with_capacity(terms.len());
        for term in terms {
            ids.push(self.term(term)?);
        }
        ids.sort_unstable();
        ids.dedup();
        let next = self.voids.len() as u32;
        let place = self.groups.entry((ids, voids));
        Ok(*place.or_insert_with_key(|(ids, _)| {
            self.places.extend(ids.iter().map(|term| (*term, next)));
            self.voids.push(voids);
            next
        }))
    }

    /// The words that void what is found; no group where there are none.
    fn voiding(&mut self, terms: &[String]) -> Result<Option<GroupId>> {
        match terms {
            [] => Ok(None),
            terms => self.group(terms, true).map(Some),
        }
    }

    fn words(&mut self, group: &Group) -> Result<Words> {
        let terms = self.group(&group.terms, false)?;
        let Some(except) = self.voiding(&group.except)? else {
            return Ok(Words::plain(terms));
        };
        let next = self.voids.len() as u32;
        let list = *self.excepting.entry((terms, except)).or_insert(next);
        if list == next {
            // A number like that of a group, though no term leads to it.
            self.voids.push(false);
        }
        Ok(Words {
            terms,
            except: Some(except),
            list,
        })
    }

    /// The place of a pattern that is looked for where one of these words stands; rules with the
    /// same share it.
    fn pattern(&mut self, pattern: &Regex, words: &[String]) -> usize {
        let mut known = self.patterns.iter();
        if let Some(known) = known.position(|p| p.0.as_str() == pattern.as_str() && p.1 == words) {
            return known;
        }
        for c in pattern::characters(pattern) {
            // A pattern whose characters find no numbers left can be looked for without.
            self.alphabet.name(c);
        }
        self.patterns.push((pattern.clone(), words.to_vec()));
        self.patterns.len() - 1
    }

    /// # Errors
    /// Where the terms have too many different characters.
    pub(super) fn compile(&mut self, rule: &Rule, code: usize) -> Result<Compiled> {
        let optional = |interner: &mut Self, group: &Option<Group>| {
            let words = group.as_ref().map(|group| interner.words(group));
            words.transpose()
        };
        Ok(Compiled {
            id: Name::from(&rule.id),
            code,
            weight: rule.weight,
            look: match &rule.look {
                Look::Near {
                    groups,
                    within,
                    distance,
                    ordered,
                } => CompiledLook::Near {
                    groups: groups
                        .iter()
                        .map(|g| self.words(g))
                        .collect::<Result<_>>()?,
                    near: Near {
                        within: *within,
                        distance: *distance,
                        ordered: *ordered,
                    },
                },
                Look::Pattern { pattern, when } => CompiledLook::Pattern {
                    pattern: self.pattern(pattern, &when.terms),
                    when: self.words(when)?,
                },
            },
            except: self.voiding(&rule.except)?,
            unless: self.voiding(&rule.unless)?,
            unless_within: rule.unless_within,
            requires: optional(self, &rule.requires)?,
            context: optional(self, &rule.context)?,
        })
    }

    /// For each term its class, and how many there are.
    ///
    /// Classes of one group have numbers that follow each other, so that it has few words of bits;
    /// first come the groups that find something, then those that void it, the larger ones first.
    pub(super) fn classes(&self) -> (Vec<ClassId>, usize) {
        let mut groups = vec![Vec::new(); self.terms()];
        let mut terms = vec![Vec::new(); self.voids.len()];
        for (term, group) in &self.places {
            groups[*term as usize].push(*group);
            terms[*group as usize].push(*term);
        }
        let mut order: Vec<usize> = (0..terms.len()).collect();
        order.sort_by_key(|group| (self.voids[*group], std::cmp::Reverse(terms[*group].len())));
        let mut classes: BTreeMap<&[GroupId], ClassId> = BTreeMap::new();
        let mut class_of = vec![0; self.terms()];
        for term in order.iter().flat_map(|group| &terms[*group]) {
            let next = classes.len() as ClassId;
            let class = classes.entry(&groups[*term as usize]).or_insert(next);
            class_of[*term as usize] = *class;
        }
        let count = classes.len();
        (class_of, count)
    }

    pub(super) fn parts<'r>(
        &self,
        class_of: &[ClassId],
        rules: impl Iterator<Item = &'r Compiled>,
    ) -> Vec<Part> {
        let mut looked_for = vec![false; self.terms.len()];
        for (term, group) in &self.places {
            looked_for[*term as usize] |= !self.voids[*group as usize];
        }
        let terms = self.terms.iter().filter(|(_, t)| looked_for[**t as usize]);
        let terms = terms.map(|(words, term)| Part::Term {
            class: class_of[*term as usize],
            words: Name::from(words),
        });
        let patterns = rules.filter_map(|rule| match &rule.look {
            CompiledLook::Pattern { when, .. } => Some(Part::Pattern {
                rule: rule.id,
                when: when.terms,
            }),
            CompiledLook::Near { .. } => None,
        });
        terms.chain(patterns).collect()
    }

    /// For each term whether rules look for it in headings, and whether it matters there, if only
    /// because it voids what they look for.
    pub(super) fn above<'r>(
        &self,
        rules: impl Iterator<Item = &'r Compiled> + Clone,
    ) -> (Vec<bool>, Vec<bool>) {
        let words = rules.flat_map(|rule| rule.requires.into_iter().chain(rule.context));
        let asked: BTreeSet<GroupId> = words.clone().map(|words| words.terms).collect();
        let voiding: BTreeSet<GroupId> = words.filter_map(|words| words.except).collect();
        let (mut above, mut matter) = (vec![false; self.terms()], vec![false; self.terms()]);
        for (term, group) in &self.places {
            above[*term as usize] |= asked.contains(group);
            matter[*term as usize] |= asked.contains(group) || voiding.contains(group);
        }
        (above, matter)
    }
}
