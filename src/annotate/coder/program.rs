//! [`Program`]: codebooks made ready to be followed: every term once, every rule behind the terms
//! of which one must be met before it is worth a look.

use super::alphabet::Alphabet;
use super::compiled::Compiled;
use super::finder::{Finder, Hits};
use super::groups::{Group, Groups};
use super::interner::Interner;
use super::pattern::Patterns;
use super::reading::Reading;
use super::signs::Signs;
use crate::annotate::Name;
use crate::annotate::codebook::Codebook;
use crate::error::{Error, ErrorKind, Result};
use std::cmp::Ordering;

/// A set of terms that rules ask about together; rules with the same terms share it.
pub(super) type GroupId = u32;

/// The terms that stand in the same groups: rules know no difference between them.
pub(super) type ClassId = u32;

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
    alphabet: Alphabet,
    finder: Finder,
    /// Finds those of the terms that matter in headings.
    finder_above: Finder,
    terms: usize,
    classes: usize,
    /// For each group, whether its terms void what others find.
    voids: Vec<bool>,
    /// For each class, whether a rule looks for it in headings.
    above: Vec<bool>,
    /// What can be left out: the terms that rules look for, in the order of their words, then the
    /// patterns.
    pub(super) parts: Vec<Part>,
    groups: Groups,
    signs: Signs,
    pub(super) codes: Vec<CodeRules>,
    /// The rules that speak for codes, code by code.
    pub(super) rules: Vec<Compiled>,
    /// The rules that speak against codes; one that speaks against many stands once.
    pub(super) against: Vec<Compiled>,
    patterns: Patterns,
}

/// A term or a pattern by which rules find something.
pub(super) enum Part {
    Term { class: ClassId, words: Name },
    Pattern { rule: Name, when: GroupId },
}

pub(super) struct CodeRules {
    pub(super) codebook: Name,
    pub(super) version: Name,
    pub(super) code: Name,
    pub(super) threshold: f64,
    /// The rules that speak against it, by their numbers, with the weight.
    pub(super) against: Vec<(usize, f64)>,
    /// A bit for each of them: words, each with its place.
    pub(super) against_bits: Vec<(u32, u64)>,
}

/// Lists, one after the other.
pub(super) struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Ord> Rows<T> {
    /// Lists of items, each given with its row.
    pub(super) fn new(rows: usize, mut items: Vec<(u32, T)>) -> Self {
        items.sort_unstable();
        items.dedup();
        let starts = (0..=rows as u32).map(|row| items.partition_point(|i| i.0 < row) as u32);
        Self {
            starts: starts.collect(),
            items: items.into_iter().map(|item| item.1).collect(),
        }
    }

    pub(super) fn row(&self, row: u32) -> &[T] {
        let row = row as usize;
        &self.items[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

impl Rows<(u32, u64)> {
    /// Lists of sets of bits: words, each with its place.
    pub(super) fn of_bits(rows: usize, mut bits: Vec<(u32, (u32, u64))>) -> Self {
        bits.sort_unstable();
        bits.dedup_by(|next, before| {
            let same = (next.0, next.1.0) == (before.0, before.1.0);
            if same {
                before.1.1 |= next.1.1;
            }
            same
        });
        Self::new(rows, bits)
    }
}

impl Program {
    /// # Errors
    /// Where two codebooks have the same id, or their terms have too many different characters.
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
                    let compiled = interner.compile(rule, codes.len())?;
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
                    against_bits: Vec::new(),
                });
            }
        }
        for code in &mut codes {
            for (number, _) in &mut code.against {
                *number += rules.len();
                let (word, bit) = ((*number / 64) as u32, 1 << (*number % 64));
                match code.against_bits.iter_mut().find(|known| known.0 == word) {
                    Some(known) => known.1 |= bit,
                    None => code.against_bits.push((word, bit)),
                }
            }
        }
        let (class_of, classes) = interner.classes();
        let places = interner.places.iter();
        let places = places.map(|(term, group)| (*group, class_of[*term as usize]));
        let members = Rows::new(interner.voids.len(), places.clone().collect());
        let numbered: Vec<&Compiled> = rules.iter().chain(&against).collect();
        let signs = Signs::new(&numbered, classes, &members);
        let groups = Groups::new(interner.voids.len(), classes, places);
        let letters = interner.letters.iter().map(Vec::as_slice);
        let terms = letters.zip(class_of.iter().copied());
        let finder = Finder::new(terms.clone(), interner.alphabet.len());
        let (asked_above, matter_above) = interner.above(rules.iter().chain(&against));
        let terms_above = terms.zip(&matter_above).filter(|(_, matters)| **matters);
        let finder_above = Finder::new(terms_above.map(|t| t.0), interner.alphabet.len());
        let mut above = vec![false; classes];
        for (class, is_asked) in class_of.iter().zip(asked_above) {
            above[*class as usize] |= is_asked;
        }
        let patterns = std::mem::take(&mut interner.patterns);
        Ok(Self {
            finder,
            finder_above,
            terms: interner.terms(),
            classes,
            parts: interner.parts(&class_of, rules.iter().chain(&against)),
            above,
            patterns: Patterns::new(patterns, &interner.alphabet),
            alphabet: interner.alphabet,
            voids: interner.voids,
            groups,
            signs,
            codes,
            rules,
            against,
        })
    }

    pub(super) fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    pub(super) fn terms(&self) -> usize {
        self.terms
    }

    /// How many groups there are, those with exceptions counted too.
    pub(super) fn groups(&self) -> usize {
        self.voids.len()
    }

    pub(super) fn is_void(&self, group: GroupId) -> bool {
        self.voids[group as usize]
    }

    /// How many classes the terms are of.
    pub(super) fn classes(&self) -> usize {
        self.classes
    }

    /// The part that a term is, where a rule looks for it.
    pub(super) fn part_of(&self, term: &str) -> Option<u32> {
        let found = self.parts.binary_search_by(|part| match part {
            Part::Term { words, .. } => words.as_str().cmp(term),
            Part::Pattern { .. } => Ordering::Greater,
        });
        found.ok().map(|part| part as u32)
    }

    /// Whether a rule looks in headings for the terms of this class.
    pub(super) fn is_above(&self, class: ClassId) -> bool {
        self.above[class as usize]
    }

    /// Reads a paragraph, and finds every term, and of which class it is.
    pub(super) fn find(&self, text: &str, reading: &mut Reading, hits: &mut Hits) {
        reading.read(&self.alphabet, self.finder.sieve(), text);
        self.finder.find(reading, hits);
    }

    /// The same of headings: every term that matters there.
    pub(super) fn find_above(&self, headings: &str, reading: &mut Reading, hits: &mut Hits) {
        reading.read(&self.alphabet, self.finder_above.sieve(), headings);
        self.finder_above.find(reading, hits);
    }

    /// The classes of a group.
    pub(super) fn group(&self, group: GroupId) -> Group<'_> {
        self.groups.get(group)
    }

    pub(super) fn signs(&self) -> &Signs {
        &self.signs
    }

    /// A rule that speaks against codes, by its number: that of those that speak for codes, then
    /// theirs.
    pub(super) fn against(&self, number: usize) -> &Compiled {
        &self.against[number - self.rules.len()]
    }
}
