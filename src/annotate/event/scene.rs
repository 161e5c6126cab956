//! The text an event is read from: dates in place, citations blanked out.

use crate::annotate::DateMention;
use crate::document::{Document, ProvisionKind};
use crate::span::Span;
use crate::time::{Date, ExpressionKind, Grain, Interval, Relation};

/// How far, in bytes, a sentence is read to either side of a time.
const REACH: usize = 720;

/// A document with its citations blanked out and its times in order.
#[derive(Debug)]
pub(super) struct Scene<'d> {
    pub(super) document: &'d Document,
    /// The normalised view with cited titles and numbers blanked, byte for byte in place.
    pub(super) masked: String,
    /// The times that stand outside citations.
    pub(super) times: Vec<Time>,
    /// The first day of the document's own date.
    pub(super) today: Option<Date>,
    /// The year of a document of which only that is known: what of it is over no date tells.
    pub(super) own_year: Option<Interval>,
}

/// A time expression as the rules see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    /// The core words, in the view.
    pub(super) span: Span,
    pub(super) kind: ExpressionKind,
    pub(super) named: Interval,
    pub(super) relation: Option<Relation>,
    pub(super) place: Place,
}

/// The part of the document a time stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Masthead,
    Signature,
    Body,
}

impl<'d> Scene<'d> {
    pub(super) fn new(document: &'d Document, dates: &[DateMention], cited: &[Span]) -> Self {
        let view = document.text.view();
        let masked = mask(view, cited);
        let mut blank = cited.iter().peekable();
        let mut times: Vec<Time> = Vec::with_capacity(dates.len());
        for mention in dates {
            let expression = &mention.expression;
            let span = expression.span;
            while blank.next_if(|b| b.end <= span.start).is_some() {}
            if blank.peek().is_some_and(|b| b.touches(span)) {
                continue;
            }
            let place = match document
                .provision_at(mention.span.start)
                .and_then(|p| document.provisions.get(p))
                .map(|p| p.kind)
            {
                Some(ProvisionKind::Masthead) => Place::Masthead,
                Some(ProvisionKind::Signature) => Place::Signature,
                _ => Place::Body,
            };
            times.push(Time {
                span,
                kind: expression.kind,
                named: expression.named,
                relation: expression.relation,
                place,
            });
        }
        // A text speaks from its last version: what it says of earlier days is past.
        let today = times
            .iter()
            .filter(|t| t.place == Place::Masthead && t.is_day())
            .filter_map(|t| t.named.begin)
            .chain(document.speaks_from())
            .max();
        let own_year = document
            .metadata
            .issued
            .filter(|own| document.reference_date.is_none() && own.grain() == Grain::Year)
            .map(|own| Interval::new(own.first_day(), own.until()));
        Self {
            document,
            masked,
            times,
            today,
            own_year,
        }
    }

    /// The words of the sentence before a time.
    pub(super) fn before(&self, time: &Time) -> &str {
        let from = self
            .masked
            .floor_char_boundary(time.span.start.saturating_sub(REACH));
        let words = Span::new(from, time.span.start).slice(&self.masked);
        words.rfind(is_stop).map_or(words, |at| {
            let rest = &words[at..];
            &rest[rest.chars().next().map_or(0, char::len_utf8)..]
        })
    }

    /// The words of the sentence behind a time, with the stop.
    pub(super) fn after(&self, time: &Time) -> &str {
        let to = self.masked.floor_char_boundary(time.span.end + REACH);
        let words = Span::new(time.span.end, to).slice(&self.masked);
        words
            .char_indices()
            .find(|(_, c)| is_stop(*c))
            .map_or(words, |(at, c)| &words[..at + c.len_utf8()])
    }

    /// The words behind a time over line ends, up to the next sentence stop or blank line.
    pub(super) fn lines_after(&self, time: &Time) -> &str {
        let to = self.masked.floor_char_boundary(time.span.end + REACH);
        let words = Span::new(time.span.end, to).slice(&self.masked);
        let stop = words.find("\n\n").unwrap_or(words.len());
        &words[..stop]
    }

    /// Whether a time stands in an article of a law or rule.
    pub(super) fn in_article(&self, time: &Time) -> bool {
        let at = self.document.text.to_original(time.span).start;
        self.document.stands_in(at, ProvisionKind::Article)
    }

    /// The time's words.
    pub(super) fn words(&self, time: &Time) -> &str {
        time.span.slice(&self.masked)
    }

    /// The sentence around a span of the view.
    pub(super) fn sentence(&self, at: Span) -> Span {
        let from = self
            .masked
            .floor_char_boundary(at.start.saturating_sub(3 * REACH));
        let to = self.masked.floor_char_boundary(at.end + REACH);
        let start = self.masked[from..at.start]
            .rfind(is_stop)
            .map_or(from, |p| {
                let stop = from + p;
                stop + self.masked[stop..].chars().next().map_or(0, char::len_utf8)
            });
        let end = self.masked[at.end..to]
            .find(is_stop)
            .map_or(to, |p| at.end + p);
        trimmed(&self.masked, Span::new(start, end))
    }

    /// Whether the sentence around a time names the document itself by its title.
    pub(super) fn names_itself(&self, time: &Time) -> bool {
        let words = self.sentence(time.span).slice(self.document.text.view());
        let title = self.document.metadata.title.as_deref();
        title.is_some_and(|title| words.contains(&format!("《{title}》")))
    }

    /// Whether a time fills its line.
    pub(super) fn alone_on_line(&self, time: &Time) -> bool {
        let edge = |c: char| c != '\n' && (c.is_whitespace() || matches!(c, '（' | '）'));
        let before = self.masked[..time.span.start].trim_end_matches(edge);
        let after = self.masked[time.span.end..].trim_start_matches(edge);
        (before.is_empty() || before.ends_with('\n'))
            && (after.is_empty() || after.starts_with('\n'))
    }
}

impl Time {
    /// Whether one day is named.
    pub(super) fn is_day(&self) -> bool {
        self.named
            .begin
            .is_some_and(|b| b.next_day().is_some() && b.next_day() == self.named.until)
    }

    /// Whether the time is a part of an interval.
    pub(super) fn is_part_of(&self, whole: Interval) -> bool {
        self.named.begin >= whole.begin
            && self
                .named
                .until
                .is_some_and(|until| Some(until) <= whole.until)
            && self.named != whole
    }

    /// Whether two years or more are named.
    pub(super) fn is_years(&self) -> bool {
        self.named
            .begin
            .zip(self.named.until)
            .is_some_and(|(begin, until)| begin.plus(2, 0, 0).is_some_and(|end| end <= until))
    }

    /// Whether a whole year is named.
    pub(super) fn is_year(&self) -> bool {
        self.named
            .begin
            .zip(self.named.until)
            .is_some_and(|(begin, until)| begin.plus(1, 0, 0).is_some_and(|year| year <= until))
    }
}

fn is_stop(ch: char) -> bool {
    matches!(ch, '。' | '；' | '！' | '？' | '\n')
}

fn mask(view: &str, blanks: &[Span]) -> String {
    let mut out = String::with_capacity(view.len());
    let mut at = 0;
    for blank in blanks {
        if blank.start < at {
            continue;
        }
        out.push_str(&view[at..blank.start]);
        for ch in blank.slice(view).chars() {
            out.push(match ch.len_utf8() {
                1 => '_',
                2 => '·',
                3 => '□',
                _ => '𝄞',
            });
        }
        at = blank.end;
    }
    out.push_str(&view[at..]);
    out
}

/// A span without blanks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let words = span.slice(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}
