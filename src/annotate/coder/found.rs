//! [`Found`]: the terms that stand in one text, and the questions rules ask about them.
//!
//! A text holds few of the terms, and rules ask for few of their groups. So hits are kept by class
//! of terms, and those of a group are put together when a rule first asks for them.

use super::finder::{Hit, Hits};
use super::pattern::Starts;
use super::places::Places;
use super::program::{ClassId, GroupId, Program, Words};
use super::reading::{Reading, Stretch};
use super::signs::{LetSpeak, Seen, Set, Sign};
use crate::annotate::Name;
use crate::annotate::codebook::Within;
use std::sync::Arc;

/// The terms found in one text. The memory is used again for the next text: what belongs to an
/// earlier one bears its number.
pub(super) struct Found {
    program: Arc<Program>,
    text: u32,
    reading: Reading,
    hits: Hits,
    places: Places,
    omitted: Option<Omitted>,
    /// What they say of rules.
    seen: Seen,
    /// For each group, then for each group with exceptions, the text and the place in `stretches`
    /// of what was asked for.
    lists: Vec<(u32, List)>,
    stretches: Vec<Stretch>,
    /// Where sentences end, and the text that this is about.
    sentences: (u32, Vec<u32>),
    /// Where the pattern can begin that was asked for last.
    starts: Starts,
    /// The neighbours that a rule looks for; kept here for their memory.
    pub(super) others: Vec<List>,
}

/// A term that rules do not find; it still voids what others find.
struct Omitted {
    class: ClassId,
    words: Name,
    places: Vec<Stretch>,
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

impl Found {
    /// Room for what is found, in one text after another.
    pub(super) fn new(program: Arc<Program>) -> Self {
        Self {
            text: 0,
            reading: Reading::default(),
            hits: Hits::default(),
            places: Places::new(program.classes()),
            omitted: None,
            seen: Seen::default(),
            lists: vec![(0, List::default()); program.groups()],
            stretches: Vec::new(),
            sentences: (0, Vec::new()),
            starts: Starts::default(),
            others: Vec::new(),
            program,
        }
    }

    /// From now on rules do not find this term, which is of this class.
    pub(super) fn omit(&mut self, term: Option<(ClassId, Name)>) {
        self.omitted = term.map(|(class, words)| Omitted {
            class,
            words,
            places: Vec::new(),
        });
    }

    /// The characters there is room for.
    pub(super) fn room(&self) -> usize {
        self.reading.room()
    }

    /// Finds all terms in a paragraph, and what they say of rules.
    pub(super) fn read(&mut self, text: &str) {
        self.program.find(text, &mut self.reading, &mut self.hits);
        self.take(text);
        let signs = self.program.signs();
        signs.begin(&mut self.seen);
        signs.meet(self.places.classes(), &mut self.seen);
        if let Some(omitted) = self.omitted.as_ref().filter(|o| !o.places.is_empty()) {
            signs.meet_omitted(omitted.class, &mut self.seen);
        }
    }

    /// Finds all terms in headings, and the rules that they let speak.
    pub(super) fn read_above(&mut self, headings: &str, let_speak: &mut LetSpeak) {
        self.program
            .find_above(headings, &mut self.reading, &mut self.hits);
        self.take(headings);
        let signs = self.program.signs();
        signs.begin_above(let_speak);
        signs.meet_above(self.places.classes(), let_speak);
    }

    /// Takes up the terms of another text.
    fn take(&mut self, text: &str) {
        self.text = self.text.wrapping_add(1);
        if self.text == 0 {
            // After four thousand million texts the numbers begin again.
            self.text = 1;
            self.lists.fill((0, List::default()));
            self.sentences.0 = 0;
        }
        self.stretches.clear();
        if let Some(omitted) = &mut self.omitted {
            omitted.places.clear();
            let reading = &self.reading;
            self.hits.retain(|hit| {
                let is_it =
                    omitted.class == hit.term && omitted.words == reading.span(hit.at).slice(text);
                omitted.places.extend(is_it.then_some(hit.at));
                !is_it
            });
        }
        self.places.take(self.hits.all());
    }

    pub(super) fn reading(&self) -> &Reading {
        &self.reading
    }

    pub(super) fn hits(&self) -> &[Hit] {
        self.hits.all()
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

    /// Where the term stands that is left out and yet voids for this group.
    fn omitted_in(&self, group: GroupId) -> &[Stretch] {
        let Some(omitted) = &self.omitted else {
            return &[];
        };
        let voids = self.program.is_void(group) && self.program.group(group).holds(omitted.class);
        if voids { &omitted.places } else { &[] }
    }

    /// Whether a term of the group stands in the text.
    pub(super) fn has(&self, group: GroupId) -> bool {
        self.places.met().has(self.program.group(group)) || !self.omitted_in(group).is_empty()
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
        let classes = self.program.group(group);
        self.places
            .collect(classes, self.hits.all(), &mut self.stretches);
        if self.omitted.is_some() {
            let omitted = self.omitted_in(group).to_vec();
            self.stretches.extend(omitted);
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
        let (text, sentences) = &mut self.sentences;
        if within == Within::Sentence && *text != self.text {
            *text = self.text;
            sentences.clear();
            sentences.extend(self.reading.sentences());
        }
    }

    /// Makes ready what [`Self::each`] asks for; `when` are the words of the pattern.
    pub(super) fn begin(&mut self, pattern: usize, when: GroupId) {
        // A word that is left out stands in no list, and yet the pattern may begin with it.
        let words = self.omitted.is_none();
        let words = words.then(|| self.list(Words::plain(when)));
        let words = words.map(|list| &self.stretches[list.start as usize..list.end as usize]);
        let patterns = self.program.patterns();
        patterns.begin(pattern, words, &self.reading, &mut self.starts);
    }

    /// Hands over the matches of a pattern that are not empty; it must have begun just before.
    pub(super) fn each(&self, pattern: usize, text: &str, matched: impl FnMut(Stretch)) {
        let patterns = self.program.patterns();
        patterns.each(pattern, text, &self.reading, &self.starts, matched);
    }

    /// The clause, sentence or paragraph in which `at` begins; it must have been cut before.
    pub(super) fn unit(&self, at: Stretch, within: Within) -> Stretch {
        let ends: &[u32] = match within {
            Within::Paragraph => &[],
            Within::Sentence => &self.sentences.1,
            Within::Clause => self.reading.clauses(),
        };
        let index = ends.partition_point(|end| *end <= at.start);
        let start = index.checked_sub(1).map_or(0, |before| ends[before]);
        Stretch::new(
            start,
            ends.get(index).copied().unwrap_or(self.reading.len()),
        )
    }
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
