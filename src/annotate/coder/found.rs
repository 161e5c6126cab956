//! [`Found`]: the terms that stand in one text, and the questions rules ask about them.

use super::program::{CLAUSE_MARKS, GroupId, Program, SENTENCE_MARKS, Words};
use crate::annotate::codebook::Within;
use crate::span::Span;

/// No further hit of a group.
const NONE: u32 = u32::MAX;

/// The terms found in one text, by group. The memory is used again for the next text: what
/// belongs to an earlier one bears its number.
pub(super) struct Found {
    text: u32,
    length: usize,
    /// Where terms stand, as the automaton comes by them: by end.
    hits: Vec<Span>,
    /// For each group a hit stands in: the hit, and the node before.
    nodes: Vec<(u32, u32)>,
    /// For each group the text in which it was last met, and its last node.
    heads: Vec<(u32, u32)>,
    /// For each group, then for each group with exceptions, the text and the place in `spans` of
    /// what was asked for.
    lists: Vec<(u32, List)>,
    spans: Vec<Span>,
}

/// A stretch of the spans that were asked for.
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
    pub(super) fn new(program: &Program) -> Self {
        Self {
            text: 0,
            length: 0,
            hits: Vec::new(),
            nodes: Vec::new(),
            heads: vec![(0, NONE); program.groups()],
            lists: vec![(0, List::default()); program.groups()],
            spans: Vec::new(),
        }
    }

    /// Finds all terms in a text but `omitted`, which still voids what others find; `met` is told
    /// of each group when it is first met.
    pub(super) fn read(
        &mut self,
        program: &Program,
        text: &str,
        omitted: Option<u32>,
        mut met: impl FnMut(GroupId),
    ) {
        match self.text.checked_add(1) {
            Some(next) => self.text = next,
            // After four thousand million texts the numbers begin again.
            None => {
                *self = Self {
                    text: 1,
                    ..Self::new(program)
                }
            }
        }
        self.length = text.len();
        self.hits.clear();
        self.nodes.clear();
        self.spans.clear();
        for (term, span) in program.find(text) {
            let hit = self.hits.len() as u32;
            self.hits.push(span);
            for group in program.groups_of(term) {
                if omitted == Some(term) && !program.is_void(*group) {
                    continue;
                }
                let head = &mut self.heads[*group as usize];
                let before = if head.0 == self.text { head.1 } else { NONE };
                if before == NONE {
                    met(*group);
                }
                *head = (self.text, self.nodes.len() as u32);
                self.nodes.push((hit, before));
            }
        }
    }

    /// Whether a term of the group stands in the text.
    pub(super) fn has(&self, group: GroupId) -> bool {
        self.heads[group as usize].0 == self.text
    }

    /// Whether one of `words` stands in the text outside their exceptions.
    pub(super) fn holds(&mut self, words: Words) -> bool {
        self.has(words.terms) && (words.except.is_none() || !self.list(words).is_empty())
    }

    /// The spans of a list, by position.
    pub(super) fn spans(&self, list: List) -> &[Span] {
        &self.spans[list.start as usize..list.end as usize]
    }

    /// Where one of `words` stands, without what their exceptions cover.
    pub(super) fn list(&mut self, words: Words) -> List {
        let (text, list) = self.lists[words.list as usize];
        if text == self.text {
            return list;
        }
        let mut list = if words.list == words.terms {
            self.collect(words.terms)
        } else {
            self.list(Words::plain(words.terms))
        };
        if let Some(except) = words.except {
            list = self.without(list, except);
        }
        self.lists[words.list as usize] = (self.text, list);
        list
    }

    /// The spans of `list` that no term of `except` covers.
    pub(super) fn without(&mut self, list: List, except: GroupId) -> List {
        if list.is_empty() || !self.has(except) {
            return list;
        }
        let except = self.list(Words::plain(except));
        let start = self.spans.len();
        let mut cover = Cover::default();
        for at in list.start..list.end {
            let span = self.spans[at as usize];
            if !cover.covers(self.spans(except), span) {
                self.spans.push(span);
            }
        }
        self.since(start)
    }

    fn collect(&mut self, group: GroupId) -> List {
        let start = self.spans.len();
        let (text, mut node) = self.heads[group as usize];
        if text != self.text {
            node = NONE;
        }
        while let Some((hit, before)) = self.nodes.get(node as usize) {
            self.spans.push(self.hits[*hit as usize]);
            node = *before;
        }
        // By end, the last first: nearly in order once it is turned round.
        let spans = &mut self.spans[start..];
        spans.reverse();
        spans.sort_unstable();
        self.since(start)
    }

    fn since(&self, start: usize) -> List {
        List {
            start: start as u32,
            end: self.spans.len() as u32,
        }
    }

    /// Makes ready what [`Self::unit`] asks for.
    pub(super) fn cut(&mut self, within: Within) {
        if let Some(marks) = marks(within) {
            self.list(Words::plain(marks));
        }
    }

    /// The clause, sentence or paragraph in which `at` begins; it must have been cut before.
    pub(super) fn unit(&self, at: Span, within: Within) -> Span {
        let Some(marks) = marks(within) else {
            return Span::new(0, self.length);
        };
        let marks = self.spans(self.lists[marks as usize].1);
        let index = marks.partition_point(|mark| mark.end <= at.start);
        let start = index.checked_sub(1).map_or(0, |i| marks[i].end);
        Span::new(start, marks.get(index).map_or(self.length, |mark| mark.end))
    }
}

fn marks(within: Within) -> Option<GroupId> {
    match within {
        Within::Paragraph => None,
        Within::Sentence => Some(SENTENCE_MARKS),
        Within::Clause => Some(CLAUSE_MARKS),
    }
}

/// Asks, for spans that come by position, whether an exception covers them.
#[derive(Default)]
pub(super) struct Cover {
    next: usize,
    /// The furthest end of the exceptions that begin where the last span does, or before.
    furthest: usize,
}

impl Cover {
    pub(super) fn covers(&mut self, exceptions: &[Span], span: Span) -> bool {
        while let Some(exception) = exceptions.get(self.next)
            && exception.start <= span.start
        {
            self.furthest = self.furthest.max(exception.end);
            self.next += 1;
        }
        self.furthest >= span.end
    }
}

/// Whether one of `hits` (by position) begins in `unit`.
pub(super) fn any_in(hits: &[Span], unit: Span) -> bool {
    hits.get(hits.partition_point(|h| h.start < unit.start))
        .is_some_and(|h| h.start < unit.end)
}
