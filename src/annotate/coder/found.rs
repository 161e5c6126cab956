//! [`Found`]: the terms that stand in one text, and the questions rules ask about them.

use crate::annotate::codebook::Within;
use crate::span::Span;
use daachorse::CharwiseDoubleArrayAhoCorasick;
use std::cell::OnceCell;

/// Reads characters and finds every term, overlapping ones too.
pub(super) type Automaton = CharwiseDoubleArrayAhoCorasick<u32>;

/// The terms found in one text.
pub(super) struct Found<'t> {
    pub(super) text: &'t str,
    /// By term, then position.
    pub(super) hits: Vec<(u32, Span)>,
    sentences: OnceCell<Vec<usize>>,
    clauses: OnceCell<Vec<usize>>,
}

impl<'t> Found<'t> {
    pub(super) fn new(automaton: &Automaton, text: &'t str) -> Self {
        Self {
            text,
            hits: automaton
                .find_overlapping_iter(text)
                .map(|m| (m.value(), Span::new(m.start(), m.end())))
                .collect(),
            sentences: OnceCell::new(),
            clauses: OnceCell::new(),
        }
    }

    /// Brings the hits into the order that everything below relies on.
    pub(super) fn sort(&mut self) {
        self.hits.sort_unstable();
    }

    /// Where any of `terms` stands, by position, without what the words of `except` cover.
    pub(super) fn hits(&self, terms: &[u32], except: &[&[u32]]) -> Vec<Span> {
        let mut spans = self.raw(terms);
        if spans.is_empty() {
            return spans;
        }
        for except in except {
            let cover = Cover::new(self, except);
            spans.retain(|s| !cover.covers(*s));
        }
        spans
    }

    fn raw(&self, terms: &[u32]) -> Vec<Span> {
        let mut spans = Vec::new();
        // Both lists are sorted by term; walk the shorter one.
        if terms.len() < self.hits.len() {
            for term in terms {
                let from = self.hits.partition_point(|h| h.0 < *term);
                spans.extend(
                    self.hits[from..]
                        .iter()
                        .take_while(|h| h.0 == *term)
                        .map(|h| h.1),
                );
            }
        } else {
            let wanted = |h: &&(u32, Span)| terms.binary_search(&h.0).is_ok();
            spans.extend(self.hits.iter().filter(wanted).map(|h| h.1));
        }
        spans.sort_unstable();
        spans
    }

    /// The clause, sentence or paragraph in which `at` begins.
    pub(super) fn unit(&self, at: Span, within: Within) -> Span {
        let ends = match within {
            Within::Paragraph => return Span::new(0, self.text.len()),
            Within::Sentence => self
                .sentences
                .get_or_init(|| self.ends(|c| matches!(c, '。' | '！' | '？' | '；' | ';' | '\n'))),
            Within::Clause => self.clauses.get_or_init(|| {
                self.ends(|c| {
                    matches!(
                        c,
                        '。' | '！' | '？' | '；' | ';' | '\n' | '，' | ',' | '：'
                    )
                })
            }),
        };
        let index = ends.partition_point(|end| *end <= at.start);
        let start = index.checked_sub(1).map_or(0, |i| ends[i]);
        Span::new(start, ends.get(index).copied().unwrap_or(self.text.len()))
    }

    fn ends(&self, ends: impl Fn(char) -> bool) -> Vec<usize> {
        self.text
            .char_indices()
            .filter(|(_, c)| ends(*c))
            .map(|(at, c)| at + c.len_utf8())
            .collect()
    }

    /// Whether one of `hits` (by position) begins in `unit`.
    pub(super) fn any_in(&self, hits: &[Span], unit: Span) -> bool {
        hits.get(hits.partition_point(|h| h.start < unit.start))
            .is_some_and(|h| h.start < unit.end)
    }

    pub(super) fn characters_between(&self, a: Span, b: Span) -> usize {
        Span::new(a.end.min(b.end), a.start.max(b.start))
            .slice(self.text)
            .chars()
            .count()
    }
}

/// Spans of exceptions, ready to be asked what they cover.
pub(super) struct Cover {
    spans: Vec<Span>,
    /// The furthest end up to each span.
    furthest: Vec<usize>,
}

impl Cover {
    pub(super) fn new(found: &Found<'_>, terms: &[u32]) -> Self {
        let spans = if terms.is_empty() {
            Vec::new()
        } else {
            found.raw(terms)
        };
        let furthest = spans
            .iter()
            .scan(0, |far, s| {
                *far = s.end.max(*far);
                Some(*far)
            })
            .collect();
        Self { spans, furthest }
    }

    pub(super) fn covers(&self, span: Span) -> bool {
        self.spans
            .partition_point(|s| s.start <= span.start)
            .checked_sub(1)
            .is_some_and(|i| self.furthest[i] >= span.end)
    }
}
