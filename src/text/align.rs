//! [`Alignment`]: which bytes of one text stand for which of another.

use crate::span::Span;

/// The places where two texts differ, in order. Between them both run in step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alignment {
    edits: Vec<Edit>,
}

/// One place where the texts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    from: Span,
    to: Span,
}

/// So many edits are passed one by one.
const NEAR: usize = 4;

/// Where the last span stood: the search for the next goes on from there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Last(usize);

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

impl Alignment {
    /// Adds a difference; it stands after all that were added before.
    pub(super) fn push(&mut self, from: Span, to: Span) {
        self.edits.push(Edit { from, to });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The span of the second text that stands for `span` of the first.
    pub(super) fn forth(&self, span: Span) -> Span {
        self.forth_from(span, &mut Last::default())
    }

    /// The same, looked for from where the last span stood.
    pub(super) fn forth_from(&self, span: Span, last: &mut Last) -> Span {
        self.map(span, last, |e| (e.from, e.to))
    }

    /// The span of the first text that `span` of the second stands for.
    pub(super) fn back(&self, span: Span) -> Span {
        self.back_from(span, &mut Last::default())
    }

    /// The same, looked for from where the last span stood.
    pub(super) fn back_from(&self, span: Span, last: &mut Last) -> Span {
        self.map(span, last, |e| (e.to, e.from))
    }

    /// Where in the first text a span of the second begins, if no edit touches its inside: then the
    /// parts of both run in step.
    pub(super) fn alike_from(&self, span: Span, last: &mut Last) -> Option<usize> {
        let before = self.count(last, |e| e.to.end <= span.start);
        let inside = self.edits.get(before);
        let shift = |edit: &Edit| edit.from.end + (span.start - edit.to.end);
        inside.is_none_or(|e| e.to.start >= span.end).then(|| {
            let edit = before.checked_sub(1).and_then(|at| self.edits.get(at));
            edit.map_or(span.start, shift)
        })
    }

    /// `sides` gives an edit as (side that the span is on, other side).
    fn map(&self, span: Span, last: &mut Last, sides: impl Fn(&Edit) -> (Span, Span)) -> Span {
        if self.edits.is_empty() {
            return span;
        }
        Span::new(
            self.border(span.start, Side::Start, last, &sides),
            self.border(span.end, Side::End, last, &sides),
        )
    }

    fn border(
        &self,
        at: usize,
        side: Side,
        last: &mut Last,
        sides: impl Fn(&Edit) -> (Span, Span),
    ) -> usize {
        // A start stands after an edit that ends where it stands; an end stands before an edit
        // that begins where it stands: deleted characters never widen a span.
        let before = self.count(last, |e| {
            let (from, _) = sides(e);
            match side {
                Side::Start => from.end <= at,
                Side::End => from.end < at || (from.end == at && !from.is_empty()),
            }
        });
        if let Some(edit) = self.edits.get(before) {
            let (from, to) = sides(edit);
            if from.start < at && at < from.end {
                return match side {
                    Side::Start => to.start,
                    Side::End => to.end,
                };
            }
        }
        match before.checked_sub(1).and_then(|i| self.edits.get(i)) {
            Some(edit) => {
                let (from, to) = sides(edit);
                to.end + (at - from.end)
            }
            None => at,
        }
    }

    /// How many edits stand before a place.
    fn count(&self, last: &mut Last, is_before: impl Fn(&Edit) -> bool) -> usize {
        let (done, ahead) = self.edits.split_at(last.0.min(self.edits.len()));
        last.0 = if done.last().is_some_and(|edit| !is_before(edit)) {
            done.partition_point(is_before)
        } else {
            // Mostly the next place is near; if not, it is searched for.
            let near = ahead.iter().take(NEAR).take_while(|e| is_before(e)).count();
            let far = if near == NEAR { &ahead[NEAR..] } else { &[] };
            done.len() + near + far.partition_point(is_before)
        };
        last.0
    }

    /// The alignment of the first text with a third, where `next` aligns the second with it.
    ///
    /// No difference of `next` may reach over the border of one of these.
    pub(super) fn then(self, next: &Self) -> Self {
        if next.is_empty() {
            return self;
        }
        let mut both = Self::default();
        let mut mine = self.edits.iter().peekable();
        let mut theirs = next.edits.iter().peekable();
        // What first and second, second and third text have come apart by, as (less, more).
        let mut first = (0, 0);
        let mut second = (0, 0);
        loop {
            let step = match (mine.peek(), theirs.peek()) {
                (Some(edit), Some(step)) => {
                    // A character that both change is one difference, the one of the first.
                    if edit.to.contains(step.from) && !edit.to.is_empty() {
                        None
                    } else {
                        theirs.next_if(|step| step.from.end <= edit.to.start)
                    }
                }
                (None, _) => theirs.next(),
                (Some(_), None) => None,
            };
            if let Some(step) = step {
                let to_first = |at: usize| at + first.0 - first.1;
                both.push(
                    Span::new(to_first(step.from.start), to_first(step.from.end)),
                    step.to,
                );
                second = (step.from.end, step.to.end);
            } else if let Some(edit) = mine.next() {
                let start = edit.to.start + second.1 - second.0;
                while let Some(step) = theirs.next_if(|s| edit.to.contains(s.from)) {
                    second = (step.from.end, step.to.end);
                }
                let end = edit.to.end + second.1 - second.0;
                both.push(edit.from, Span::new(start, end));
                first = (edit.from.end, edit.to.end);
            } else {
                return both;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alignment(edits: &[(usize, usize, usize, usize)]) -> Alignment {
        let mut made = Alignment::default();
        for (a, b, c, d) in edits {
            made.push(Span::new(*a, *b), Span::new(*c, *d));
        }
        made
    }

    /// Of each step how far it is from the one before, and what is longer or shorter there.
    fn made(steps: Vec<(usize, usize, usize)>) -> Alignment {
        let (mut made, mut from, mut to) = (Alignment::default(), 0, 0);
        for (gap, was, is) in steps {
            (from, to) = (from + gap, to + gap);
            made.push(Span::new(from, from + was), Span::new(to, to + is));
            (from, to) = (from + was, to + is);
        }
        made
    }

    #[test]
    fn differences_of_two_steps_are_those_of_both() {
        // abXcdYef -> abcdZZef: X goes, Y becomes ZZ; then b becomes BB and f becomes nothing.
        let first = alignment(&[(2, 3, 2, 2), (5, 6, 4, 6)]);
        let second = alignment(&[(1, 2, 1, 3), (7, 8, 8, 8)]);
        let both = first.then(&second);
        assert_eq!(
            both,
            alignment(&[(1, 2, 1, 3), (2, 3, 3, 3), (5, 6, 5, 7), (7, 8, 8, 8)])
        );
        // A second step inside what the first has changed.
        let both = alignment(&[(0, 1, 0, 3)]).then(&alignment(&[(0, 3, 0, 4), (5, 6, 6, 9)]));
        assert_eq!(both, alignment(&[(0, 1, 0, 4), (3, 4, 6, 9)]));
    }

    proptest! {
        #[test]
        fn where_the_last_span_stood_changes_nothing(
            steps in prop::collection::vec((0..4_usize, 0..3_usize, 0..3_usize), 0..30),
            places in prop::collection::vec((0..150_usize, 0..6_usize), 1..20),
        ) {
            let made = made(steps);
            let (mut forth, mut back) = (Last::default(), Last::default());
            for (start, length) in places {
                let span = Span::new(start, start + length);
                prop_assert_eq!(made.forth_from(span, &mut forth), made.forth(span));
                prop_assert_eq!(made.back_from(span, &mut back), made.back(span));
            }
        }

        #[test]
        fn what_is_alike_runs_in_step(
            steps in prop::collection::vec((0..9_usize, 0..3_usize, 0..3_usize), 0..12),
            places in prop::collection::vec((0..90_usize, 1..9_usize), 1..20),
        ) {
            let made = made(steps);
            let mut last = Last::default();
            for (start, length) in places {
                let span = Span::new(start, start + length);
                let Some(from) = made.alike_from(span, &mut last) else {
                    let inside = made.edits.iter().any(|e| {
                        e.to.start < span.end && e.to.end > span.start
                    });
                    prop_assert!(inside, "{span:?} of {made:?}");
                    continue;
                };
                for start in 0..length {
                    for end in start + 1..=length {
                        let part = Span::new(start, end);
                        prop_assert_eq!(part.shifted(from), made.back(part.shifted(span.start)));
                    }
                }
            }
        }
    }
}
