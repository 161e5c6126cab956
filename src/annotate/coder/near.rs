//! [`Near`]: terms of several groups that stand near each other.

use super::found::{Found, List};
use super::program::{GroupId, Words};
use crate::annotate::codebook::Within;
use crate::span::Span;

/// How near is near.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) within: Within,
    /// At most so many characters between neighbours.
    pub(super) distance: Option<usize>,
    pub(super) ordered: bool,
}

impl Near {
    /// For every hit of the first group that has hits of all others near it: itself and all of
    /// them, where `speaks` says so of it.
    pub(super) fn find(
        self,
        text: &str,
        found: &mut Found,
        groups: &[Words],
        except: Option<GroupId>,
        spans: &mut Vec<Span>,
        speaks: impl Fn(&Found, Span) -> bool,
    ) {
        let mut list = |words: &Words| {
            let list = found.list(*words);
            match except {
                Some(except) => found.without(list, except),
                None => list,
            }
        };
        let Some((first, others)) = groups.split_first() else {
            return;
        };
        let first = list(first);
        if first.is_empty() {
            return;
        }
        let others: Vec<List> = others.iter().map(list).collect();
        if others.iter().any(|list| list.is_empty()) {
            return;
        }
        if others.is_empty() {
            let anchors = found.spans(first).iter().copied();
            spans.extend(anchors.filter(|anchor| speaks(found, *anchor)));
            return;
        }
        found.cut(self.within);
        for anchor in found.spans(first) {
            let before = spans.len();
            spans.push(*anchor);
            if !self.neighbours(text, found, &others, *anchor, before, spans)
                || !speaks(found, *anchor)
            {
                spans.truncate(before);
            }
        }
    }

    /// Adds a hit of each other group to the anchor, which is the last of `spans`, the first of
    /// those from `before` on. Answers whether there is one of each.
    fn neighbours(
        self,
        text: &str,
        found: &Found,
        others: &[List],
        anchor: Span,
        before: usize,
        spans: &mut Vec<Span>,
    ) -> bool {
        let unit = found.unit(anchor, self.within);
        let mut last = anchor;
        for hits in others {
            let hits = found.spans(*hits);
            let after = hits.partition_point(|h| h.start < last.end);
            // Neighbours on both sides; the second on each side where the first is the anchor.
            let from = if self.ordered {
                after
            } else {
                after.saturating_sub(3)
            };
            let next = hits[from..hits.len().min(after + 2)]
                .iter()
                .filter(|h| !spans[before..].contains(h) && unit.contains(**h))
                .map(|h| (gap(*h, last), *h))
                .filter(|(gap, h)| {
                    // Four bytes a character at most: count only what can be near enough.
                    self.distance
                        .is_none_or(|d| *gap <= d * 4 && characters_between(text, *h, last) <= d)
                })
                .min();
            let Some((_, hit)) = next else {
                return false;
            };
            spans.push(hit);
            if self.ordered {
                last = hit;
            }
        }
        true
    }
}

fn gap(a: Span, b: Span) -> usize {
    a.start.max(b.start).saturating_sub(a.end.min(b.end))
}

fn characters_between(text: &str, a: Span, b: Span) -> usize {
    Span::new(a.end.min(b.end), a.start.max(b.start))
        .slice(text)
        .chars()
        .count()
}
