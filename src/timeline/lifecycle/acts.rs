//! What one document does to the life of another.

use super::StepKind;
use super::cues::Cues;
use super::lists;
use crate::annotate::{Citation, CitationRelation, EventKind, Mention, mentions};
use crate::corpus::{Corpus, Entry, same_name};
use crate::numeral;
use crate::span::Span;
use crate::time::{Interval, Relation};
use crate::timeline::Witness;
use crate::timeline::build::witness;
use crate::timeline::nearby::Nearby;
use std::collections::{BTreeMap, BTreeSet};

/// One act.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) kind: StepKind,
    /// The place of the document that it is done to.
    pub(super) target: usize,
    /// The place of the document that does it.
    pub(super) by: usize,
    pub(super) when: Interval,
    pub(super) term: Option<NewTerm>,
    pub(super) witness: Witness,
}

/// How much longer a document is to hold.
#[derive(Clone, Copy, Debug)]
pub(super) enum NewTerm {
    /// Up to this day, with it.
    Until(Interval),
    /// By so many months.
    By(i32),
}

/// The acts of a document, and the sentences that extend the term of others: a day in them is no
/// day of the document itself.
pub(super) struct Acts {
    pub(super) acts: Vec<Act>,
    pub(super) extending: Vec<Span>,
}

/// Reads what the document at a place does to others. Where its words name no day, it does so
/// with its own effect, `from`.
pub(super) fn read(corpus: &Corpus, at: usize, from: Interval) -> Acts {
    let reader = Reader {
        corpus,
        at,
        entry: &corpus.entries()[at],
        from,
    };
    let mut acts = Vec::new();
    reader.repeals(&mut acts);
    reader.changes(&mut acts);
    let extending = reader.extensions(&mut acts);
    reader.lists(&mut acts);
    Acts { acts, extending }
}

struct Reader<'c> {
    corpus: &'c Corpus,
    at: usize,
    entry: &'c Entry,
    from: Interval,
}

impl Reader<'_> {
    /// 《办法》同时废止; 停止执行.
    fn repeals(&self, acts: &mut Vec<Act>) {
        let annotations = &self.entry.annotations;
        let nearby = Nearby::of(self.entry);
        let mut told = BTreeSet::new();
        let repealed = |c: &&Citation| c.relation == CitationRelation::Repeals;
        for event in &annotations.events {
            if event.kind != EventKind::Repealed {
                continue;
            }
            for citation in nearby.touching(event.span).filter(repealed) {
                if let Some(target) = self.held(citation) {
                    told.insert(target);
                    acts.push(self.ends(target, event.when, event.span));
                }
            }
        }
        for citation in annotations.citations.iter().filter(repealed) {
            if let Some(target) = self.held(citation)
                && told.insert(target)
            {
                acts.push(self.ends(target, self.from, citation.span));
            }
        }
    }

    /// The act by which `target` ceases or stops.
    fn ends(&self, target: usize, when: Interval, span: Span) -> Act {
        let cues = Cues::get();
        let text = &self.entry.document.text;
        let around = sentence(text.view(), text.to_view(span));
        let words = around.slice(text.view());
        let stopped = cues.suspended.is_match(words) && !cues.ceased.is_match(words);
        let kind = if stopped {
            StepKind::Suspended
        } else if self.succeeds(target) {
            StepKind::Replaced
        } else {
            StepKind::Repealed
        };
        self.act(kind, target, when, text.to_original(around))
    }

    /// Whether the document has the name of the one it ends.
    fn succeeds(&self, target: usize) -> bool {
        let title = |at: usize| self.corpus.entries()[at].document.metadata.title.as_deref();
        title(self.at)
            .zip(title(target))
            .is_some_and(|(own, other)| same_name(own, other))
    }

    /// 关于修改《条例》的决定.
    fn changes(&self, acts: &mut Vec<Act>) {
        let title = self.entry.document.metadata.title.as_deref();
        if !title.is_some_and(|t| Cues::get().changes.is_match(t)) {
            return;
        }
        let mut told = BTreeSet::new();
        for citation in &self.entry.annotations.citations {
            if citation.relation == CitationRelation::Amends
                && let Some(target) = self.held(citation)
                && told.insert(target)
            {
                acts.push(self.act(StepKind::Amended, target, self.from, citation.span));
            }
        }
    }

    /// 《规定》的有效期延长至2020年12月31日.
    fn extensions(&self, acts: &mut Vec<Act>) -> Vec<Span> {
        let cues = Cues::get();
        let document = &self.entry.document;
        let view = document.text.view();
        let mut sentences: Vec<Span> = cues
            .extended
            .find_iter(view)
            .map(|m| sentence(view, Span::new(m.start(), m.end())))
            .collect();
        sentences.dedup();
        if sentences.is_empty() {
            return sentences;
        }
        let all = mentions(document);
        let within = |span: Span| -> Vec<&Mention> {
            let from = all.partition_point(|m| m.span.start < span.start);
            let rest = all[from..].iter();
            rest.take_while(|m| m.span.start < span.end).collect()
        };
        let title = document.metadata.title.as_deref();
        let is_notice = title.is_some_and(|t| cues.extended.is_match(t));
        let mut named: Vec<&Mention> = Vec::new();
        let mut extended: BTreeMap<usize, (Option<NewTerm>, Span)> = BTreeMap::new();
        let mut read = Vec::new();
        for around in sentences {
            let mut here = within(around);
            if !is_notice {
                // The term of something else may be extended after a document that is named.
                here.retain(|m| {
                    let before = Span::new(around.start, m.span.start).slice(view);
                    let after = Span::new(m.span.end, around.end.max(m.span.end)).slice(view);
                    cues.extended_before.is_match(before) || cues.extended_after.is_match(after)
                });
                if here.is_empty() {
                    continue;
                }
            }
            if !here.is_empty() {
                named = here;
            }
            let term = self.term(around);
            read.push(document.text.to_original(around));
            for mention in &named {
                let Some(target) = self.mentioned(mention) else {
                    continue;
                };
                let known = extended.entry(target).or_insert((term, around));
                if known.0.is_none() && term.is_some() {
                    *known = (term, around);
                }
            }
        }
        for (target, (term, around)) in extended {
            let span = document.text.to_original(around);
            let mut act = self.act(StepKind::Extended, target, self.from, span);
            act.term = term;
            acts.push(act);
        }
        read
    }

    /// The new term that a sentence gives: up to a day, or by so many years.
    fn term(&self, around: Span) -> Option<NewTerm> {
        let view = self.entry.document.text.view();
        let words = around.slice(view);
        let dates = &self.entry.annotations.dates;
        let from = dates.partition_point(|d| d.expression.span.start < around.start);
        let in_sentence = dates[from..]
            .iter()
            .map(|d| &d.expression)
            .take_while(|e| e.span.start < around.end);
        let until = in_sentence.filter(|e| {
            let before = Span::new(around.start, e.span.start).slice(view);
            e.relation == Some(Relation::Until) || before.ends_with('至') || before.ends_with('到')
        });
        if let Some(last) = until.last() {
            return Some(NewTerm::Until(last.named));
        }
        let found = Cues::get().extended_by.captures(words)?;
        let count = numeral::value(found.name("count")?.as_str())?;
        let count = i32::try_from(count).ok()?;
        let months = if found.name("unit")?.as_str() == "年" {
            12
        } else {
            1
        };
        Some(NewTerm::By(count.checked_mul(months)?))
    }

    /// 下列文件予以废止：1.…
    fn lists(&self, acts: &mut Vec<Act>) {
        let told: BTreeSet<usize> = acts.iter().map(|a| a.target).collect();
        let mut listed = BTreeSet::new();
        for item in lists::ended(&self.entry.document) {
            let document = &self.entry.document;
            let today = document.speaks_from();
            let region = document.metadata.region.as_deref();
            let found = self.corpus.meant(
                item.title.as_deref(),
                item.number.as_ref(),
                Some(self.at),
                today,
                region,
            );
            if let Some(target) = found.filter(|t| !told.contains(t) && listed.insert(*t)) {
                let span = document.text.to_original(item.span);
                acts.push(self.act(StepKind::Repealed, target, self.from, span));
            }
        }
    }

    fn act(&self, kind: StepKind, target: usize, when: Interval, span: Span) -> Act {
        let provision = self.entry.document.provision_at(span.start);
        Act {
            kind,
            target,
            by: self.at,
            when,
            term: None,
            witness: witness(self.entry, span, provision),
        }
    }

    fn held(&self, citation: &Citation) -> Option<usize> {
        self.corpus.place(citation.target.as_deref()?)
    }

    fn mentioned(&self, mention: &Mention) -> Option<usize> {
        let document = &self.entry.document;
        self.corpus.meant(
            mention.title.as_deref(),
            mention.number.as_ref(),
            Some(self.at),
            document.speaks_from(),
            document.metadata.region.as_deref(),
        )
    }
}

/// The sentence of the view around a span, without blanks at its ends.
pub(super) fn sentence(view: &str, at: Span) -> Span {
    let stop = |c: char| matches!(c, '。' | '；' | '！' | '？' | '\n');
    let start = view[..at.start].rfind(stop).map_or(0, |found| {
        found + view[found..].chars().next().map_or(0, char::len_utf8)
    });
    let end = view[at.end..]
        .find(stop)
        .map_or(view.len(), |found| at.end + found);
    let words = &view[start..end];
    let start = start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}
