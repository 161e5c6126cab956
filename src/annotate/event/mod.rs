//! The events layer: dated happenings in the life of a policy or prescribed by it.

mod body;
mod cues;
mod header;
mod life;
mod scene;

use super::{Annotations, Annotator, Layer};
use crate::document::{Document, ProvisionKind};
use crate::span::Span;
use crate::time::{Date, Interval};
use cues::Cues;
use scene::{Place, Scene};
use std::collections::{BTreeMap, BTreeSet};

/// Something that happened or is to happen at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// What happens.
    pub kind: EventKind,
    /// The time named (the deadline `2012年底前` names December 2012).
    pub when: Interval,
    /// The words that state it, in bytes of the original text.
    pub span: Span,
    /// The index of the provision that holds them.
    pub provision: Option<usize>,
    /// Whether it befell a text that the document carries: the day on which a forwarded report was
    /// signed.
    pub carried: bool,
}

impl Event {
    /// What it is in the life of the document that tells it: what befell a text that it carries is
    /// past.
    #[must_use]
    pub fn own_kind(&self) -> EventKind {
        match self.carried {
            true => EventKind::Past,
            false => self.kind,
        }
    }
}

/// Kinds of dated happenings; the words of the analysis record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventKind {
    /// Passed or approved by an assembly or meeting.
    Adopted,
    /// Signed, promulgated, printed.
    Issued,
    /// 修正 of this document.
    Amended,
    /// 修订 of this document.
    Revised,
    /// 施行 begins.
    Effective,
    /// Validity ends.
    Expires,
    /// Another document ceases.
    Repealed,
    /// To be done by a date.
    Deadline,
    /// A goal to be reached at or by a time.
    Target,
    /// An activity or plan over an interval.
    Period,
    /// A dated future act that is no deadline.
    Scheduled,
    /// A dated fact of the background.
    Past,
}

impl EventKind {
    /// The word of the analysis record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Issued => "issued",
            Self::Amended => "amended",
            Self::Revised => "revised",
            Self::Effective => "effective",
            Self::Expires => "expires",
            Self::Repealed => "repealed",
            Self::Deadline => "deadline",
            Self::Target => "target",
            Self::Period => "period",
            Self::Scheduled => "scheduled",
            Self::Past => "past",
        }
    }

    /// Whether it belongs to the life of a document, not to what the document prescribes.
    #[must_use]
    pub fn is_life(self) -> bool {
        matches!(
            self,
            Self::Adopted
                | Self::Issued
                | Self::Amended
                | Self::Revised
                | Self::Effective
                | Self::Expires
                | Self::Repealed
        )
    }
}

/// Finds events: the version history in the masthead, the signature, 自…起施行 and 同时废止, and
/// the deadlines, targets, periods, dated acts and background facts of the text.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct EventAnnotator;

impl Annotator for EventAnnotator {
    fn name(&self) -> &str {
        "events"
    }
    fn requires(&self) -> &[Layer] {
        &[Layer::Dates]
    }
    fn gives(&self) -> Layer {
        Layer::Events
    }
    fn annotate(&self, document: &Document, annotations: &mut Annotations) {
        let scene = Scene::new(document, &annotations.dates, annotations.cited(document));
        let cues = Cues::get();
        let mut found = Found::default();
        // What is signed says the day of issue before the head and a table of the page do.
        let (mut head, mut body) = (Vec::new(), Vec::new());
        for (index, time) in scene.times.iter().enumerate() {
            match time.place {
                Place::Masthead => head.push(index),
                _ if header::is_printing(&scene, cues, index) => {}
                Place::Signature => header::signature(&scene, cues, index, &mut found),
                Place::Body
                    if header::stands_as_date(&scene, index)
                        || header::is_byline(&scene, cues, index) =>
                {
                    found.add(EventKind::Issued, time.named, time.span);
                }
                Place::Body if header::is_history(&scene, cues, index) => head.push(index),
                Place::Body => body.push(index),
            }
        }
        for index in head {
            header::masthead(&scene, cues, index, &mut found);
        }
        header::untold(&scene, &mut found);
        // What the text prescribes of its own life comes first: the rest must not repeat it.
        body.retain(|index| !life::read(&scene, cues, *index, &mut found));
        life::anchored(&scene, cues, &mut found);
        life::lasting(&scene, cues, &mut found);
        life::repeals(&scene, cues, &mut found);
        for index in body {
            body::read(&scene, cues, index, &mut found);
        }
        annotations.events.extend(found.into_events(document));
    }
}

/// Events found so far; spans are in the view.
#[derive(Debug, Default)]
struct Found(Vec<(Span, EventKind, Interval)>);

impl Found {
    /// Adds an event once for each time and place.
    fn add(&mut self, kind: EventKind, when: Interval, span: Span) {
        if when.begin.is_none() && when.until.is_none() {
            return;
        }
        // A document is signed once on a day, however often the day is printed.
        let again = self.0.iter().rev().take(64).any(|(other, k, w)| {
            *k == kind && *w == when && (kind == EventKind::Issued || other.touches(span))
        });
        if !again {
            self.0.push((span, kind, when));
        }
    }

    /// The earliest time of the events for which `is` holds.
    fn first(&self, is: impl Fn(Span, EventKind, Interval) -> bool) -> Option<Interval> {
        let told = self
            .0
            .iter()
            .filter(|(span, kind, when)| is(*span, *kind, *when));
        told.min_by_key(|(span, _, when)| (when.begin, span.start))
            .map(|(_, _, when)| *when)
    }

    /// The time of the last event of a kind.
    fn last(&self, kind: EventKind) -> Option<Interval> {
        self.0
            .iter()
            .rev()
            .find(|(_, k, _)| *k == kind)
            .map(|(_, _, when)| *when)
    }

    /// 考试于5月11日、12日举行 is one thing on two days: days that follow each other in one row.
    fn join_days(&mut self) {
        self.0
            .dedup_by(|(span, kind, when), (before, kind_before, when_before)| {
                let goes_on = kind == kind_before
                    && matches!(
                        kind,
                        EventKind::Scheduled | EventKind::Period | EventKind::Past
                    )
                    && before.touches(*span)
                    && when.begin.is_some()
                    && when.begin == when_before.until
                    && when.begin.and_then(Date::next_day) == when.until;
                if goes_on {
                    before.end = before.end.max(span.end);
                    when_before.until = when.until;
                }
                goes_on
            });
    }

    fn into_events(mut self, document: &Document) -> impl Iterator<Item = Event> + '_ {
        // 施行 of one day is told in the masthead, by the order and in the last article: what the
        // text says first counts, before what its head says.
        let mut told = BTreeMap::new();
        for (span, kind, when) in &self.0 {
            if *kind == EventKind::Effective {
                let at = told.entry((when.begin, when.until)).or_insert(*span);
                *at =
                    std::cmp::min_by_key(*at, *span, |span| (in_head(document, *span), span.start));
            }
        }
        self.0.retain(|(span, kind, when)| {
            *kind != EventKind::Effective || told.get(&(when.begin, when.until)) == Some(span)
        });
        self.0.sort_by_key(|(span, kind, _)| (*span, *kind));
        self.join_days();
        // A version is made once on a day, though the order and the head of the text both tell it.
        let mut made = BTreeSet::new();
        self.0.retain(|(_, kind, when)| {
            let is_version = matches!(
                kind,
                EventKind::Adopted | EventKind::Amended | EventKind::Revised
            );
            !is_version || made.insert((*kind, when.begin, when.until))
        });
        self.0.into_iter().map(|(span, kind, when)| {
            let span = document.text.to_original(span);
            Event {
                kind,
                when,
                span,
                provision: document.provision_at(span.start),
                carried: kind == EventKind::Issued
                    && header::is_of_carried(document, span.start, when),
            }
        })
    }
}

/// Whether a span of the view stands in the masthead.
fn in_head(document: &Document, span: Span) -> bool {
    let at = document.text.to_original(span).start;
    document.stands_in(at, ProvisionKind::Masthead)
}

#[cfg(test)]
mod tests;
