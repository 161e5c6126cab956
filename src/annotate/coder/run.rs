//! [`Run`]: the rules of a program, followed through the paragraphs of a document.

use super::compiled::Compiled;
use super::finder::Hit;
use super::found::Found;
use super::program::{CodeRules, GroupId, Part, Program};
use super::reading::{Reading, Stretch};
use super::signs::{LetSpeak, Set};
use super::{Coded, CodingUnit};
use crate::annotate::Name;
use crate::span::Span;
use std::sync::{Arc, Mutex, PoisonError};

/// So many characters of one paragraph; memory that had to hold more is given back.
const MOST_KEPT: usize = 1 << 20;

/// The memory of runs that have ended, for those that begin: a short document is coded in less time
/// than it takes to make room for what is found in it.
#[derive(Default)]
pub(super) struct Idle(Mutex<Vec<Tools>>);

/// What a run works with.
struct Tools {
    found: Found,
    /// What stands in the headings above.
    above: Found,
    let_speak: LetSpeak,
    /// The rules of which all needs are met, less those that speak against codes and were asked in
    /// vain.
    ready: Set,
    /// The rules against codes that were asked and hold.
    against: Set,
    /// Where a rule holds.
    hits: Vec<Stretch>,
    /// What the rules of one code hold on.
    evidence: Vec<(Span, Name)>,
}

/// Paragraphs of one document, one after the other; headings that many of them share are read once.
pub(super) struct Run<'p, 'u> {
    program: &'p Program,
    omitted: Option<&'p Part>,
    tools: Tools,
    /// The headings that were read last.
    headings: Option<&'u str>,
}

/// A code that some rule speaks for.
pub(super) struct Weighed<'p, 'e> {
    pub(super) code: &'p CodeRules,
    pub(super) score: f64,
    /// In the order of the rules, and of how many.
    evidence: &'e mut [(Span, Name)],
    rules: usize,
}

/// A code some rule speaks for, while its other rules are looked at.
struct Open {
    code: usize,
    missing: f64,
    /// How many rules speak for it.
    rules: usize,
}

impl<'p, 'u> Run<'p, 'u> {
    pub(super) fn new(program: &'p Arc<Program>, omitted: Option<&'p Part>, idle: &Idle) -> Self {
        let waiting = idle.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut tools = waiting.unwrap_or_else(|| Tools {
            found: Found::new(Arc::clone(program)),
            above: Found::new(Arc::clone(program)),
            let_speak: LetSpeak::default(),
            ready: Set::default(),
            against: Set::default(),
            hits: Vec::new(),
            evidence: Vec::new(),
        });
        let term = match omitted {
            Some(Part::Term { class, words }) => Some((*class, *words)),
            _ => None,
        };
        tools.found.omit(term);
        tools.above.omit(term);
        Self {
            program,
            omitted,
            tools,
            headings: None,
        }
    }

    /// Leaves its memory to the next.
    pub(super) fn end(self, idle: &Idle) {
        let Tools { found, above, .. } = &self.tools;
        if found.room().max(above.room()) <= MOST_KEPT {
            let mut waiting = idle.0.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.push(self.tools);
        }
    }

    pub(super) fn code(&mut self, unit: &CodingUnit<'u>) -> Vec<Coded> {
        let mut coded = Vec::new();
        self.give(unit, |given| coded.push(given));
        coded
    }

    pub(super) fn code_each(
        &mut self,
        units: &[CodingUnit<'u>],
        given: &mut dyn FnMut(usize, Coded),
    ) {
        for (place, unit) in units.iter().enumerate() {
            self.give(unit, |coded| given(place, coded));
        }
    }

    fn give(&mut self, unit: &CodingUnit<'u>, mut given: impl FnMut(Coded)) {
        self.weigh(unit, |weighed| {
            // Sums of weights such as .3 and .2 must not fall short of .5 by a rounding.
            if weighed.score + 1e-9 >= weighed.code.threshold {
                if weighed.rules > 1 {
                    weighed.evidence.sort_unstable();
                }
                given(Coded {
                    codebook: weighed.code.codebook,
                    version: weighed.code.version,
                    code: weighed.code.code,
                    score: weighed.score,
                    evidence: weighed.evidence.to_vec(),
                });
            }
        });
    }

    /// Hands over every code some rule speaks for, in order, whatever its score.
    pub(super) fn weigh(&mut self, unit: &CodingUnit<'u>, mut sink: impl FnMut(Weighed<'p, '_>)) {
        let program = self.program;
        if program.rules.is_empty() {
            return;
        }
        self.stand_under(unit.context);
        let tools = &mut self.tools;
        tools.found.read(unit.text);
        tools.found.ready(&tools.let_speak, &mut tools.ready);
        tools.against.clear(program.signs().width());
        let mut evidence = std::mem::take(&mut tools.evidence);
        let mut open: Option<Open> = None;
        for word in 0..program.signs().width() {
            let mut bits = self.tools.ready.word(word);
            while bits != 0 {
                let number = word * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                // Rules that speak against codes stand behind.
                let Some(rule) = program.rules.get(number) else {
                    break;
                };
                if let Some(done) = open.take_if(|open| open.code != rule.code) {
                    self.close(unit.text, &done, &mut evidence, &mut sink);
                }
                if !self.holds(unit.text, number, rule) {
                    continue;
                }
                let open = open.get_or_insert(Open {
                    code: rule.code,
                    missing: 1.0,
                    rules: 0,
                });
                open.missing *= 1.0 - rule.weight;
                open.rules += 1;
                let reading = self.tools.found.reading();
                let stretches = longest(&mut self.tools.hits);
                evidence.extend(stretches.map(|at| (reading.span(at), rule.id)));
            }
        }
        if let Some(done) = open {
            self.close(unit.text, &done, &mut evidence, &mut sink);
        }
        self.tools.evidence = evidence;
    }

    /// Reads the headings above a paragraph; most stand where those before stood.
    fn stand_under(&mut self, headings: &'u str) {
        let same = |known: &str| std::ptr::eq(known, headings) || known == headings;
        if !self.headings.is_some_and(same) {
            let Tools {
                above, let_speak, ..
            } = &mut self.tools;
            above.read_above(headings, let_speak);
            self.headings = Some(headings);
        }
    }

    /// Whether a rule whose needs are met holds; `hits` then says where.
    fn holds(&mut self, text: &str, number: usize, rule: &Compiled) -> bool {
        if matches!(self.omitted, Some(Part::Pattern { rule: id, .. }) if *id == rule.id) {
            return false;
        }
        let Tools {
            found, above, hits, ..
        } = &mut self.tools;
        rule.find(number, text, found, above, hits);
        !hits.is_empty()
    }

    /// Hands over a code, weighed against what speaks against it.
    fn close(
        &mut self,
        text: &str,
        open: &Open,
        evidence: &mut Vec<(Span, Name)>,
        sink: &mut impl FnMut(Weighed<'p, '_>),
    ) {
        let code = &self.program.codes[open.code];
        let mut score = 1.0;
        if self.tools.ready.meets(&code.against_bits) {
            for (number, weight) in &code.against {
                if self.speaks_against(text, *number) {
                    score *= 1.0 + weight;
                }
            }
        }
        score *= 1.0 - open.missing;
        sink(Weighed {
            code,
            score,
            evidence,
            rules: open.rules,
        });
        evidence.clear();
    }

    fn speaks_against(&mut self, text: &str, number: usize) -> bool {
        if !self.tools.ready.holds(number) {
            return false;
        }
        if self.tools.against.holds(number) {
            return true;
        }
        let speaks = self.holds(text, number, self.program.against(number));
        let Tools { ready, against, .. } = &mut self.tools;
        if speaks {
            against.add(number);
        } else {
            ready.remove(number);
        }
        speaks
    }

    /// The paragraph that was read last.
    pub(super) fn reading(&self) -> &Reading {
        self.tools.found.reading()
    }

    /// The terms that stand in it, each by its class.
    pub(super) fn hits(&self) -> &[Hit] {
        self.tools.found.hits()
    }

    /// Whether a term of the group stands in it.
    pub(super) fn has(&self, group: GroupId) -> bool {
        self.tools.found.has(group)
    }
}

/// The stretches that lie in no other, each once, by position.
fn longest(hits: &mut [Stretch]) -> impl Iterator<Item = Stretch> + '_ {
    // Most stand one behind the other.
    if hits.windows(2).any(|pair| pair[0].start >= pair[1].start) {
        hits.sort_unstable_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    }
    let mut furthest = 0;
    hits.iter().copied().filter(move |s| {
        let beyond = s.end > furthest;
        furthest = furthest.max(s.end);
        beyond
    })
}
