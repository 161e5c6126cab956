//! [`Found`]: the terms that stand in one text, and the questions rules ask about them.
//!
//! A text holds few of the terms, and rules ask for few of their groups. So hits are kept by term,
//! a bit says of each term whether it was met, and the hits of a group are put together when a
//! rule first asks for them.

use super::pattern::Starts;
use super::program::{GroupId, Program, Words};
use super::reading::{Reading, Stretch};
use super::signs::{LetSpeak, Seen, Set, Sign, Signs};
use crate::annotate::codebook::Within;
use std::sync::Arc;

/// So many hits of a text can be marked, a bit each; more are sorted.
const MARKED: usize = 512;
/// No hit of the term before.
const NONE: u32 = u32::MAX;

/// The terms found in one text. The memory is used again for the next text: what belongs to an
/// earlier one bears its number.
pub(super) struct Found {
    program: Arc<Program>,
    text: u32,
    reading: Reading,
    /// Where terms stand, each with the hit of the same term before.
    hits: Vec<(Stretch, u32)>,
    /// For each term its last hit, where it was met.
    last: Vec<u32>,
    /// A bit for each term that was met.
    met: Vec<u64>,
    /// The term that rules do not find, by its place in `met`; it still voids what others find.
    omitted: Option<(u32, u64)>,
    /// What they say of rules.
    seen: Seen,
    /// For each group, then for each group with exceptions, the text and the place in `stretches`
    /// of what was asked for.
    lists: Vec<(u32, List)>,
    stretches: Vec<Stretch>,
    sentences: Ends,
    clauses: Ends,
    /// Where patterns can begin, and the text that this is about.
    starts: (u32, Starts),
    /// The neighbours that a rule looks for; kept here for their memory.
    pub(super) others: Vec<List>,
}

/// A part of the stretches that were asked for.
#[derive(Clone, Copy, Default)]
pub(super) struct List {
    start: u32,
    end: u32,
}

impl List {
    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Where the sentences or the clauses of a text end.
#[derive(Default)]
struct Ends {
    text: u32,
    places: Vec<u32>,
}

impl Found {
    /// Room for what is found, in one text after another.
    pub(super) fn new(program: Arc<Program>) -> Self {
        Self {
            text: 0,
            reading: Reading::default(),
            hits: Vec::new(),
            last: vec![0; program.terms()],
            met: vec![0; program.terms().div_ceil(64)],
            omitted: None,
            seen: Seen::default(),
            lists: vec![(0, List::default()); program.groups()],
            stretches: Vec::new(),
            sentences: Ends::default(),
            clauses: Ends::default(),
            starts: (0, Starts::default()),
            others: Vec::new(),
            program,
        }
    }

    /// From now on rules do not find this term.
    pub(super) fn omit(&mut self, term: Option<u32>) {
        self.omitted = term.map(|term| (term / 64, bit(term)));
    }

    /// The characters there is room for.
    pub(super) fn room(&self) -> usize {
        self.reading.room()
    }

    /// Finds all terms in a paragraph, and what they say of rules.
    pub(super) fn read(&mut self, text: &str) {
        let mut seen = std::mem::take(&mut self.seen);
        self.program.signs().begin(&mut seen);
        let omitted = self.omitted;
        self.find(text, |signs, term| {
            if omitted == Some((term / 64, bit(term))) {
                signs.meet_omitted(term, &mut seen);
            } else {
                signs.meet(term, &mut seen);
            }
        });
        self.seen = seen;
    }

    /// Finds all terms in headings, and the rules that they let speak.
    pub(super) fn read_above(&mut self, headings: &str, let_speak: &mut LetSpeak) {
        self.program.signs().begin_above(let_speak);
        let omitted = self.omitted;
        self.find(headings, |signs, term| {
            if omitted != Some((term / 64, bit(term))) {
                signs.meet_above(term, let_speak);
            }
        });
    }

    /// Finds all terms in a text; `met` is told of each when it is first met.
    fn find(&mut self, text: &str, mut met: impl FnMut(&Signs, u32)) {
        self.text = self.text.wrapping_add(1);
        if self.text == 0 {
            // After four thousand million texts the numbers begin again.
            self.text = 1;
            self.lists.fill((0, List::default()));
            (self.sentences.text, self.clauses.text, self.starts.0) = (0, 0, 0);
        }
        self.hits.clear();
        self.stretches.clear();
        self.met.fill(0);
        let program = &*self.program;
        program.read(text, &mut self.reading);
        program.find(&self.reading, |term, at| {
            let (word, bit) = (&mut self.met[term as usize / 64], bit(term));
            let last = &mut self.last[term as usize];
            if *word & bit == 0 {
                *word |= bit;
                *last = NONE;
                met(program.signs(), term);
            }
            let before = std::mem::replace(last, self.hits.len() as u32);
            self.hits.push((at, before));
        });
    }

    pub(super) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The rules that have all their needs in the text, or in the headings above where these let
    /// them speak.
    pub(super) fn ready(&self, above: &LetSpeak, ready: &mut Set) {
        self.program.signs().ready(&self.seen, above, ready);
    }

    /// Whether something in the text is this sign of a rule, by its number.
    pub(super) fn says(&self, sign: Sign, rule: usize) -> bool {
        self.program.signs().says(sign, rule, &self.seen)
    }

    /// The term that does not count in a group, by its place in `met`; it still voids.
    fn omitted_from(&self, group: GroupId) -> (u32, u64) {
        match self.omitted {
            Some(omitted) if !self.program.is_void(group) => omitted,
            _ => (0, 0),
        }
    }

    /// Whether a term of the group stands in the text.
    pub(super) fn has(&self, group: GroupId) -> bool {
        let omitted = self.omitted_from(group);
        let mut words = self.program.words_of(group).iter();
        words.any(|(word, bits)| {
            let hidden = if *word == omitted.0 { omitted.1 } else { 0 };
            self.met[*word as usize] & bits & !hidden != 0
        })
    }

    /// Whether one of `words` stands in the text outside their exceptions.
    pub(super) fn holds(&mut self, words: Words) -> bool {
        self.has(words.terms) && (words.except.is_none() || !self.list(words).is_empty())
    }

    /// The stretches of a list, by position.
    pub(super) fn stretches(&self, list: List) -> &[Stretch] {
        &self.stretches[list.start as usize..list.end as usize]
    }

    /// Where one of `words` stands, without what their exceptions cover.
    pub(super) fn list(&mut self, words: Words) -> List {
        let (text, list) = self.lists[words.list as usize];
        if text == self.text {
            return list;
        }
        let list = match words.except {
            None => self.collect(words.terms),
            Some(except) => {
                let list = self.list(Words::plain(words.terms));
                if !list.is_empty() && self.has(except) {
                    self.without(list, except)
                } else {
                    list
                }
            }
        };
        self.lists[words.list as usize] = (self.text, list);
        list
    }

    /// The stretches of `list` that no term of `except` covers.
    pub(super) fn without(&mut self, list: List, except: GroupId) -> List {
        let except = self.list(Words::plain(except));
        let start = self.stretches.len();
        let mut cover = Cover::default();
        for at in list.start..list.end {
            let stretch = self.stretches[at as usize];
            if !cover.covers(self.stretches(except), stretch) {
                self.stretches.push(stretch);
            }
        }
        self.since(start)
    }

    fn collect(&mut self, group: GroupId) -> List {
        let start = self.stretches.len();
        let omitted = self.omitted_from(group);
        // Hits come by position: marked, they need no sorting.
        let mut marks = [0_u64; MARKED.div_ceil(64)];
        let are_few = self.hits.len() <= MARKED;
        for (word, bits) in self.program.words_of(group) {
            let mut met = self.met[*word as usize] & bits;
            if *word == omitted.0 {
                met &= !omitted.1;
            }
            while met != 0 {
                let mut hit = self.last[(word * 64 + met.trailing_zeros()) as usize];
                while let Some((at, before)) = self.hits.get(hit as usize) {
                    if are_few {
                        marks[hit as usize / 64] |= 1 << (hit % 64);
                    } else {
                        self.stretches.push(*at);
                    }
                    hit = *before;
                }
                met &= met - 1;
            }
        }
        if are_few {
            for (marks, block) in marks.iter().zip(self.hits.chunks(64)) {
                let mut marks = *marks;
                while marks != 0 {
                    self.stretches
                        .push(block[marks.trailing_zeros() as usize].0);
                    marks &= marks - 1;
                }
            }
        } else {
            self.stretches[start..].sort_unstable();
        }
        self.since(start)
    }

    fn since(&self, start: usize) -> List {
        List {
            start: start as u32,
            end: self.stretches.len() as u32,
        }
    }

    /// Makes ready what [`Self::unit`] asks for.
    pub(super) fn cut(&mut self, within: Within) {
        let ends = match within {
            Within::Paragraph => return,
            Within::Sentence => &mut self.sentences,
            Within::Clause => &mut self.clauses,
        };
        if ends.text != self.text {
            ends.text = self.text;
            let of_sentences = within == Within::Sentence;
            self.reading.ends(of_sentences, &mut ends.places);
        }
    }

    /// Makes ready what [`Self::each`] asks for.
    pub(super) fn open(&mut self) {
        if self.starts.0 != self.text {
            self.starts.0 = self.text;
            self.program
                .patterns()
                .open(&self.reading, &mut self.starts.1);
        }
    }

    /// Hands over the matches of a pattern that are not empty; they must have been opened before.
    pub(super) fn each(&self, pattern: usize, text: &str, matched: impl FnMut(Stretch)) {
        let (patterns, starts) = (self.program.patterns(), &self.starts.1);
        patterns.each(pattern, text, &self.reading, starts, matched);
    }

    /// The clause, sentence or paragraph in which `at` begins; it must have been cut before.
    pub(super) fn unit(&self, at: Stretch, within: Within) -> Stretch {
        let ends: &[u32] = match within {
            Within::Paragraph => &[],
            Within::Sentence => &self.sentences.places,
            Within::Clause => &self.clauses.places,
        };
        let index = ends.partition_point(|end| *end <= at.start);
        let start = index.checked_sub(1).map_or(0, |before| ends[before]);
        Stretch::new(
            start,
            ends.get(index).copied().unwrap_or(self.reading.len()),
        )
    }
}

const fn bit(term: u32) -> u64 {
    1 << (term % 64)
}

/// Asks, for stretches that come by position, whether an exception covers them.
#[derive(Default)]
pub(super) struct Cover {
    next: usize,
    /// The furthest end of the exceptions that begin where the last stretch does, or before.
    furthest: u32,
}

impl Cover {
    pub(super) fn covers(&mut self, exceptions: &[Stretch], stretch: Stretch) -> bool {
        while let Some(exception) = exceptions.get(self.next)
            && exception.start <= stretch.start
        {
            self.furthest = self.furthest.max(exception.end);
            self.next += 1;
        }
        self.furthest >= stretch.end
    }
}

/// Whether one of `hits` (by position) begins in `unit`.
pub(super) fn any_in(hits: &[Stretch], unit: Stretch) -> bool {
    hits.get(hits.partition_point(|h| h.start < unit.start))
        .is_some_and(|h| h.start < unit.end)
}
