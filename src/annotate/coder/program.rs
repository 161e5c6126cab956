//! [`Program`]: codebooks made ready to be followed: every term once, every rule behind the group
//! of terms that must be met before it is worth a look.

use super::found::{Found, List, any_in};
use super::near;
use crate::annotate::Name;
use crate::annotate::codebook::{Codebook, Group, Look, Rule, Within};
use crate::error::{Error, ErrorKind, Result};
use crate::span::Span;
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// A set of terms that rules ask about together; rules with the same terms share it.
pub(super) type GroupId = u32;

/// The marks that end a sentence, and those that end a clause, are groups of terms like others.
pub(super) const SENTENCE_MARKS: GroupId = 0;
pub(super) const CLAUSE_MARKS: GroupId = 1;
const MARKS: [&[&str]; 2] = [
    &["。", "！", "？", "；", ";", "\n"],
    &["。", "！", "？", "；", ";", "\n", "，", ",", "："],
];

/// A group, and the group of longer words in which its terms do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) terms: GroupId,
    pub(super) except: Option<GroupId>,
    /// The place of what was found of it: that of `terms` where there are no exceptions.
    pub(super) list: u32,
}

impl Words {
    pub(super) const fn plain(terms: GroupId) -> Self {
        Self {
            terms,
            except: None,
            list: terms,
        }
    }
}

pub(super) struct Program {
    /// Reads characters, not words, and finds every term, overlapping ones too.
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    terms: usize,
    /// For each group, whether its terms void what others find.
    voids: Vec<bool>,
    /// For each term, whether a rule looks for it in headings.
    above: Vec<bool>,
    /// What can be left out: the terms that rules look for, then the patterns.
    pub(super) parts: Vec<Part>,
    /// For each term its place in `parts`.
    part_of: Vec<Option<u32>>,
    /// The groups of each term.
    places: Rows,
    /// The rules that speak for a code and that a group is the rarest need of.
    triggers: Rows,
    pub(super) codes: Vec<CodeRules>,
    /// The rules that speak for codes, code by code.
    pub(super) rules: Vec<Compiled>,
    /// The rules that speak against codes; one that speaks against many stands once.
    pub(super) against: Vec<Compiled>,
}

/// A term or a pattern by which rules find something.
pub(super) enum Part {
    Term { term: u32, words: Name },
    Pattern { rule: Name, when: GroupId },
}

pub(super) struct CodeRules {
    pub(super) codebook: Name,
    pub(super) version: Name,
    pub(super) code: Name,
    pub(super) threshold: f64,
    /// Places in `against`, with the weight.
    pub(super) against: Vec<(usize, f64)>,
}

/// Lists of numbers, one after the other.
#[derive(Default)]
struct Rows {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    fn new(rows: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let starts = (0..=rows as u32)
            .map(|row| pairs.partition_point(|p| p.0 < row) as u32)
            .collect();
        Self {
            starts,
            items: pairs.into_iter().map(|p| p.1).collect(),
        }
    }

    fn row(&self, row: u32) -> &[u32] {
        let row = row as usize;
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

impl Program {
    /// # Errors
    /// Where two codebooks have the same id, or their terms are too many for one automaton.
    pub(super) fn new(codebooks: &[Codebook]) -> Result<Self> {
        let mut interner = Interner::new();
        let mut codes: Vec<CodeRules> = Vec::new();
        let (mut rules, mut against) = (Vec::new(), Vec::<Compiled>::new());
        for (index, book) in codebooks.iter().enumerate() {
            if codebooks[..index].iter().any(|b| b.id == book.id) {
                return Err(Error::new(
                    ErrorKind::Argument,
                    format!("two codebooks have the id “{}”; rename one", book.id),
                ));
            }
            let (version, of_book) = (Name::from(&book.version), against.len());
            for code in &book.codes {
                let mut against_code = Vec::new();
                for rule in &code.rules {
                    let compiled = interner.compile(rule, codes.len());
                    if rule.weight > 0.0 {
                        rules.push(compiled);
                        continue;
                    }
                    let same = against[of_book..].iter().position(|r| r.asks_as(&compiled));
                    let place = same.map_or(against.len(), |at| of_book + at);
                    if place == against.len() {
                        against.push(compiled);
                    }
                    against_code.push((place, rule.weight));
                }
                codes.push(CodeRules {
                    codebook: Name::from(&book.id),
                    version,
                    code: Name::from(&code.id),
                    threshold: code.threshold,
                    against: against_code,
                });
            }
        }
        let triggers = rules.iter().enumerate().filter_map(|(number, rule)| {
            let needs = rule.look.needs().iter().map(|words| words.terms);
            let rarest = needs.min_by(|a, b| {
                let expected = |group: &u32| interner.expected[*group as usize];
                expected(a).total_cmp(&expected(b))
            });
            Some((rarest?, number as u32))
        });
        let triggers = Rows::new(interner.expected.len(), triggers.collect());
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .build_with_values(interner.terms.iter().map(|(term, id)| (term, *id)))
            .map_err(|e| {
                Error::new(
                    ErrorKind::Argument,
                    format!("the terms of these codebooks make no automaton: {e}"),
                )
            })?;
        Ok(Self {
            automaton,
            terms: interner.terms.len(),
            part_of: interner.part_of(),
            parts: interner.parts(rules.iter().chain(&against)),
            above: interner.above(rules.iter().chain(&against)),
            voids: interner.voids,
            places: Rows::new(interner.terms.len(), interner.places),
            triggers,
            codes,
            rules,
            against,
        })
    }

    pub(super) fn terms(&self) -> usize {
        self.terms
    }

    pub(super) fn groups(&self) -> usize {
        self.voids.len()
    }

    pub(super) fn is_void(&self, group: GroupId) -> bool {
        self.voids[group as usize]
    }

    /// The part that a term is, where a rule looks for it.
    pub(super) fn part_of(&self, term: u32) -> Option<u32> {
        self.part_of[term as usize]
    }

    /// Whether a rule looks for the term in headings.
    pub(super) fn is_above(&self, term: u32) -> bool {
        self.above[term as usize]
    }

    /// Every term that stands in `text`, by its end.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (u32, Span)> + 't {
        self.automaton
            .find_overlapping_iter(text)
            .map(|m| (m.value(), Span::new(m.start(), m.end())))
    }

    pub(super) fn groups_of(&self, term: u32) -> &[GroupId] {
        self.places.row(term)
    }

    /// The rules that are worth a look once a term of this group was met.
    pub(super) fn triggered(&self, group: GroupId) -> &[u32] {
        self.triggers.row(group)
    }
}

/// Gives every term and every set of terms a number.
struct Interner {
    terms: BTreeMap<String, u32>,
    /// Each set of terms by which something is found, and each that voids what is found.
    groups: BTreeMap<(Vec<u32>, bool), GroupId>,
    voids: Vec<bool>,
    excepting: BTreeMap<(GroupId, GroupId), u32>,
    /// (term, group)
    places: Vec<(u32, u32)>,
    /// For each group how often it is met, about: what makes a good trigger. Each character more
    /// makes a term rarer.
    expected: Vec<f64>,
}

impl Interner {
    fn new() -> Self {
        let mut interner = Self {
            terms: BTreeMap::new(),
            groups: BTreeMap::new(),
            voids: Vec::new(),
            excepting: BTreeMap::new(),
            places: Vec::new(),
            expected: Vec::new(),
        };
        // The first groups have the first numbers.
        for marks in MARKS {
            interner.group(marks, true);
        }
        interner
    }

    fn group<T: AsRef<str>>(&mut self, terms: &[T], voids: bool) -> GroupId {
        let mut ids: Vec<u32> = Vec::with_capacity(terms.len());
        let mut expected = 0.0;
        for term in terms.iter().map(AsRef::as_ref) {
            let next = self.terms.len() as u32;
            ids.push(*self.terms.entry(term.to_owned()).or_insert(next));
            expected += 0.25_f64.powi(term.chars().count() as i32);
        }
        ids.sort_unstable();
        ids.dedup();
        let next = self.expected.len() as u32;
        let place = self.groups.entry((ids, voids));
        *place.or_insert_with_key(|(ids, _)| {
            self.places.extend(ids.iter().map(|term| (*term, next)));
            self.expected.push(expected);
            self.voids.push(voids);
            next
        })
    }

    /// The words that void what is found; no group where there are none.
    fn voiding(&mut self, terms: &[String]) -> Option<GroupId> {
        (!terms.is_empty()).then(|| self.group(terms, true))
    }

    fn words(&mut self, group: &Group) -> Words {
        let terms = self.group(&group.terms, false);
        let Some(except) = self.voiding(&group.except) else {
            return Words::plain(terms);
        };
        let next = self.expected.len() as u32;
        let list = *self.excepting.entry((terms, except)).or_insert(next);
        if list == next {
            // A number like that of a group, though no term leads to it.
            self.expected.push(f64::INFINITY);
            self.voids.push(false);
        }
        Words {
            terms,
            except: Some(except),
            list,
        }
    }

    fn compile(&mut self, rule: &Rule, code: usize) -> Compiled {
        Compiled {
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
                    groups: groups.iter().map(|g| self.words(g)).collect(),
                    near: near::Near {
                        within: *within,
                        distance: *distance,
                        ordered: *ordered,
                    },
                },
                Look::Pattern { pattern, when } => CompiledLook::Pattern {
                    pattern: pattern.clone(),
                    when: self.words(when),
                },
            },
            except: self.voiding(&rule.except),
            unless: self.voiding(&rule.unless),
            unless_within: rule.unless_within,
            requires: rule.requires.as_ref().map(|g| self.words(g)),
            context: rule.context.as_ref().map(|g| self.words(g)),
        }
    }
}

impl Interner {
    /// For each term its place among those that rules look for, in the order of their words.
    fn part_of(&self) -> Vec<Option<u32>> {
        let mut looked_for = vec![false; self.terms.len()];
        for (term, group) in &self.places {
            looked_for[*term as usize] |= !self.voids[*group as usize];
        }
        let mut part_of = vec![None; self.terms.len()];
        let terms = self.terms.values().filter(|t| looked_for[**t as usize]);
        for (part, term) in terms.enumerate() {
            part_of[*term as usize] = Some(part as u32);
        }
        part_of
    }

    fn parts<'r>(&self, rules: impl Iterator<Item = &'r Compiled>) -> Vec<Part> {
        let part_of = self.part_of();
        let terms = self
            .terms
            .iter()
            .filter(|(_, t)| part_of[**t as usize].is_some());
        let terms = terms.map(|(words, term)| Part::Term {
            term: *term,
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

    fn above<'r>(&self, rules: impl Iterator<Item = &'r Compiled>) -> Vec<bool> {
        let asked: BTreeSet<GroupId> = rules
            .flat_map(|rule| rule.requires.into_iter().chain(rule.context))
            .map(|words| words.terms)
            .collect();
        let mut above = vec![false; self.terms.len()];
        for (term, group) in &self.places {
            above[*term as usize] |= asked.contains(group);
        }
        above
    }
}

/// A rule, its terms by their numbers.
pub(super) struct Compiled {
    pub(super) id: Name,
    /// The code it speaks for, by its place.
    pub(super) code: usize,
    pub(super) weight: f64,
    look: CompiledLook,
    except: Option<GroupId>,
    unless: Option<GroupId>,
    unless_within: Within,
    requires: Option<Words>,
    context: Option<Words>,
}

enum CompiledLook {
    Near {
        groups: Vec<Words>,
        near: near::Near,
    },
    Pattern {
        pattern: Regex,
        when: Words,
    },
}

impl CompiledLook {
    /// The groups of which each must be met.
    fn needs(&self) -> &[Words] {
        match self {
            Self::Near { groups, .. } => groups,
            Self::Pattern { when, .. } => std::slice::from_ref(when),
        }
    }

    fn asks_as(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Near { groups, near },
                Self::Near {
                    groups: others,
                    near: other,
                },
            ) => groups == others && near == other,
            (
                Self::Pattern { pattern, when },
                Self::Pattern {
                    pattern: other,
                    when: then,
                },
            ) => pattern.as_str() == other.as_str() && when == then,
            _ => false,
        }
    }
}

/// The headings above a text, read when a rule first asks for them.
pub(super) trait Context {
    fn holds(&mut self, words: Words) -> bool;
}

impl Compiled {
    /// Whether two rules look for the same.
    fn asks_as(&self, other: &Self) -> bool {
        self.look.asks_as(&other.look)
            && (self.except, self.unless) == (other.except, other.unless)
            && self.unless_within == other.unless_within
            && (self.requires, self.context) == (other.requires, other.context)
    }

    /// Puts where the rule holds into `spans`; nothing where it does not.
    pub(super) fn find(
        &self,
        text: &str,
        found: &mut Found,
        context: &mut impl Context,
        spans: &mut Vec<Span>,
    ) {
        spans.clear();
        if !self.look.needs().iter().all(|words| found.has(words.terms)) {
            return;
        }
        if self.context.is_some_and(|words| !context.holds(words)) {
            return;
        }
        if let Some(words) = self.requires
            && !found.holds(words)
            && !context.holds(words)
        {
            return;
        }
        let unless = match self.unless.filter(|group| found.has(*group)) {
            Some(group) => found.list(Words::plain(group)),
            None => List::default(),
        };
        if !unless.is_empty() {
            found.cut(self.unless_within);
        }
        match &self.look {
            CompiledLook::Near { groups, near } => {
                near.find(text, found, groups, self.except, spans, |found, anchor| {
                    self.speaks(found, unless, anchor)
                });
            }
            CompiledLook::Pattern { pattern, when } => {
                if !found.holds(*when) {
                    return;
                }
                let except = match self.except {
                    Some(group) => found.list(Words::plain(group)),
                    None => List::default(),
                };
                let mut cover = super::found::Cover::default();
                spans.extend(
                    pattern
                        .find_iter(text)
                        .map(|m| Span::from(m.range()))
                        .filter(|s| !s.is_empty() && !cover.covers(found.spans(except), *s))
                        .filter(|s| self.speaks(found, unless, *s)),
                );
            }
        }
    }

    /// Whether no word that voids it stands in the unit of `anchor`.
    fn speaks(&self, found: &Found, unless: List, anchor: Span) -> bool {
        unless.is_empty() || !any_in(found.spans(unless), found.unit(anchor, self.unless_within))
    }
}
