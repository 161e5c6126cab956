//! The citations that stand where a happening is told.

use crate::annotate::Citation;
use crate::corpus::Entry;
use crate::span::Span;

/// The citations of one document by place, so that a text of many events and many citations does
/// not look through all of the ones for each of the others.
pub(super) struct Nearby<'e> {
    citations: &'e [Citation],
    /// Indices of citations by the start of their spans, each with the furthest end up to it.
    places: Vec<(usize, usize)>,
}

impl<'e> Nearby<'e> {
    pub(super) fn of(entry: &'e Entry) -> Self {
        let citations = entry.annotations.citations.as_slice();
        let mut order: Vec<usize> = (0..citations.len()).collect();
        order.sort_by_key(|at| citations[*at].span);
        let mut reach = 0;
        let places = order
            .into_iter()
            .map(|at| {
                reach = reach.max(citations[at].span.end);
                (at, reach)
            })
            .collect();
        Self { citations, places }
    }

    /// The citations that share a byte with `span`, in their own order.
    pub(super) fn touching(&self, span: Span) -> impl Iterator<Item = &'e Citation> + use<'e> {
        let citations = self.citations;
        let before = self
            .places
            .partition_point(|(at, _)| citations[*at].span.start < span.end);
        let mut found: Vec<usize> = self.places[..before]
            .iter()
            .rev()
            .take_while(|(_, reach)| *reach > span.start)
            .map(|(at, _)| *at)
            .filter(|at| citations[*at].span.touches(span))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|at| &citations[at])
    }
}
