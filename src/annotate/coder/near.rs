//! [`Near`]: terms of several groups that stand near each other.

use super::found::{Found, List};
use super::program::{GroupId, Words};
use super::reading::Stretch;
use crate::annotate::codebook::Within;

/// So few hits are looked through one by one.
const FEW: usize = 8;

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
    /// them, one behind the other.
    pub(super) fn find(
        self,
        found: &mut Found,
        groups: &[Words],
        except: Option<GroupId>,
        hits: &mut Vec<Stretch>,
    ) {
        let list_of = |found: &mut Found, words: &Words| {
            let list = found.list(*words);
            match except {
                Some(except) => found.without(list, except),
                None => list,
            }
        };
        let Some((first, rest)) = groups.split_first() else {
            return;
        };
        let first = list_of(found, first);
        if rest.is_empty() || first.is_empty() {
            hits.extend_from_slice(found.stretches(first));
            return;
        }
        let mut others = std::mem::take(&mut found.others);
        others.clear();
        for words in rest {
            let list = list_of(found, words);
            if list.is_empty() {
                break;
            }
            others.push(list);
        }
        if others.len() == rest.len() {
            found.cut(self.within);
            for anchor in found.stretches(first) {
                let before = hits.len();
                hits.push(*anchor);
                if !self.neighbours(found, &others, *anchor, before, hits) {
                    hits.truncate(before);
                }
            }
        }
        found.others = others;
    }

    /// Adds a hit of each other group to the anchor, which is the last of `hits`, the first of
    /// those from `before` on. Answers whether there is one of each.
    fn neighbours(
        self,
        found: &Found,
        others: &[List],
        anchor: Stretch,
        before: usize,
        hits: &mut Vec<Stretch>,
    ) -> bool {
        let most = self.distance.unwrap_or(usize::MAX);
        // Asked for only where something is near enough.
        let mut unit = None;
        let mut last = anchor;
        for other in others {
            let other = found.stretches(*other);
            let after = begins_at(other, last.end);
            // Neighbours on both sides; the second on each side where the first is the anchor.
            let from = if self.ordered {
                after
            } else {
                after.saturating_sub(3)
            };
            let mut next: Option<(usize, Stretch)> = None;
            for hit in &other[from..other.len().min(after + 2)] {
                let (end, start) = between(*hit, last);
                if start.saturating_sub(end) as usize > most {
                    continue;
                }
                let unit = unit.get_or_insert_with(|| found.unit(anchor, self.within));
                if !unit.contains(*hit) || hits[before..].contains(hit) {
                    continue;
                }
                // The nearest by bytes: a figure is nearer than as many characters of words.
                let bytes = |at: u32| found.reading().byte(at);
                let gap = bytes(start).saturating_sub(bytes(end));
                if next.is_none_or(|nearest| (gap, *hit) < nearest) {
                    next = Some((gap, *hit));
                }
            }
            let Some((_, hit)) = next else {
                return false;
            };
            hits.push(hit);
            if self.ordered {
                last = hit;
            }
        }
        true
    }
}

/// The place of the first hit that begins at `at` or behind.
fn begins_at(hits: &[Stretch], at: u32) -> usize {
    if hits.len() > FEW {
        return hits.partition_point(|hit| hit.start < at);
    }
    hits.iter().take_while(|hit| hit.start < at).count()
}

/// Where the first of two ends and where the second begins.
fn between(a: Stretch, b: Stretch) -> (u32, u32) {
    (a.end.min(b.end), a.start.max(b.start))
}
