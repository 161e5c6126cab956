//! From events and acts to the life of each document.

use super::acts::{self, Act, NewTerm};
use super::validity::ValidityRules;
use super::{Basis, Life, Step, StepKind};
use crate::annotate::{Event, EventKind};
use crate::corpus::{Corpus, Entry};
use crate::diagnostic::Diagnostic;
use crate::document::ActKind;
use crate::span::Span;
use crate::time::{Date, Interval, PartialDate};
use crate::timeline::Witness;
use crate::timeline::build::{name_of, witness};

/// The lives of all documents, in the order of the corpus.
pub(super) fn lives(corpus: &Corpus, rules: &ValidityRules) -> Vec<Life> {
    let entries = corpus.entries();
    let own: Vec<Own> = entries.iter().map(Own::of).collect();
    let mut by_target: Vec<Vec<Act>> = vec![Vec::new(); entries.len()];
    let mut extending: Vec<Vec<Span>> = Vec::with_capacity(entries.len());
    for (at, own) in own.iter().enumerate() {
        let read = acts::read(corpus, at, own.effect().unwrap_or_default());
        extending.push(read.extending);
        for act in read.acts {
            if let Some(list) = by_target.get_mut(act.target) {
                list.push(act);
            }
        }
    }
    own.into_iter()
        .zip(entries)
        .zip(by_target.into_iter().zip(extending))
        .map(|((own, entry), (acts, extending))| {
            let mut writer = Writer {
                corpus,
                entry,
                steps: Vec::new(),
                diagnostics: Vec::new(),
            };
            writer.write(own, acts, &extending, rules);
            Life {
                document: entry.document.id.clone(),
                title: name_of(&entry.document),
                number: entry.document.metadata.doc_number.clone(),
                steps: writer.steps,
                diagnostics: writer.diagnostics,
            }
        })
        .collect()
}

/// What a document says of itself.
struct Own {
    /// When it was made, and when it was made public, as far as the text says; else by metadata.
    made: Option<Made>,
    changes: Vec<Change>,
    /// Days of effect, in order.
    effects: Vec<(Interval, Witness)>,
    /// Ends of its term.
    ends: Vec<(Interval, Span)>,
}

struct Made {
    first: Interval,
    public: Interval,
    /// The first day of `public` as far as it is known.
    since: Interval,
    basis: Basis,
    witnesses: Vec<Witness>,
}

/// A change, which may have been made in steps.
struct Change {
    kind: StepKind,
    first: Interval,
    last: Interval,
    step: Option<ActKind>,
    witness: Witness,
}

impl Own {
    fn of(entry: &Entry) -> Self {
        let events = &entry.annotations.events;
        let of_kind = |kind: EventKind| events.iter().filter(move |e| e.kind == kind);
        let changes = changes(entry);
        let first_change = changes.first().and_then(|c| c.first.begin);
        let mut effects: Vec<(Interval, Witness)> = of_kind(EventKind::Effective)
            .filter(|e| e.when.begin.is_some())
            .map(|e| (e.when, told(entry, e)))
            .collect();
        effects.sort_by_key(|(when, _)| when.begin);
        Self {
            made: made(entry, first_change),
            changes,
            effects,
            ends: of_kind(EventKind::Expires)
                .map(|e| (e.when, e.span))
                .collect(),
        }
    }

    /// When what it does to others takes effect: with its own effect, else with its issue.
    fn effect(&self) -> Option<Interval> {
        let own = self.effects.first().map(|(when, _)| *when);
        own.or_else(|| self.made.as_ref().map(|m| m.public))
    }
}

/// When a document was made. What the text tells of the time before its first change decides;
/// a date from outside is often that of the last version.
fn made(entry: &Entry, first_change: Option<Date>) -> Option<Made> {
    let metadata = &entry.document.metadata;
    let mut told_by: Vec<&Event> = entry
        .annotations
        .events
        .iter()
        .filter(|e| matches!(e.own_kind(), EventKind::Adopted | EventKind::Issued))
        .filter(|e| e.when.begin.is_some())
        .filter(|e| first_change.is_none_or(|c| e.when.begin < Some(c)))
        .collect();
    told_by.sort_by_key(|e| (e.when.begin, e.span));
    let given = metadata.issued.filter(|_| first_change.is_none());
    let given = given.map(interval);
    if let (Some(first), Some(last)) = (told_by.first(), told_by.last()) {
        // A day of issue from outside is finer than a year in the text, and the text's is finer
        // than the year from outside.
        let within = |g: &Interval| last.when.begin <= g.begin && g.until <= last.when.until;
        let public = given.filter(within).unwrap_or(last.when);
        let first_day = if first.when == last.when {
            public
        } else {
            first.when
        };
        return Some(Made {
            first: first_day,
            public,
            since: public,
            basis: Basis::Own,
            witnesses: told_by.iter().map(|e| told(entry, e)).collect(),
        });
    }
    let published = metadata.published.map(interval);
    let issued = metadata.issued.map(interval);
    let numbered = metadata.doc_number.as_ref().and_then(|n| n.year);
    let numbered = numbered.and_then(|year| PartialDate::new(year, None, None));
    let (named, basis) = match (issued.or(published), numbered.map(interval)) {
        (Some(named), _) => (named, Basis::Metadata),
        (None, numbered) => (numbered?, Basis::Number),
    };
    // Made by the day it was seen at the latest.
    if let Some(change) = first_change {
        // Its first version is older than anything that is dated.
        let before = Interval::new(None, change.next_day());
        return Some(Made {
            first: before,
            public: before,
            since: before,
            basis,
            witnesses: Vec::new(),
        });
    }
    // What is only known to be published was made before.
    let made = Some(named).filter(|_| issued.is_some() || published.is_none());
    let begin = made.and_then(|i| i.begin);
    let until = published
        .and_then(|p| p.until)
        .into_iter()
        .chain(made.and_then(|i| i.until))
        .filter(|until| begin.is_none_or(|begin| begin < *until))
        .min();
    Some(Made {
        first: named,
        public: named,
        since: Interval::new(begin, until),
        basis,
        witnesses: Vec::new(),
    })
}

/// The changes that the header tells, in order; the steps of one are one.
fn changes(entry: &Entry) -> Vec<Change> {
    let document = &entry.document;
    let mut acts: Vec<_> = document
        .metadata
        .history
        .iter()
        .filter(|act| act.kind.is_change())
        .collect();
    acts.sort_by_key(|act| (act.date.first_day(), act.span));
    let mut changes: Vec<Change> = Vec::new();
    for act in acts {
        let kind = if act.kind == ActKind::Revised {
            StepKind::Revised
        } else {
            StepKind::Amended
        };
        let when = interval(act.date);
        if let Some(last) = changes.last_mut() {
            let same = last.kind == kind && last.first.begin == when.begin;
            let next_step = last.kind == kind && last.step.is_some() && last.step < act.step;
            if same || next_step {
                last.last = when;
                last.step = act.step;
                continue;
            }
        }
        let provision = document.provision_at(act.span.start);
        changes.push(Change {
            kind,
            first: when,
            last: when,
            step: act.step,
            witness: witness(entry, act.span, provision),
        });
    }
    if changes.is_empty() {
        let events = entry.annotations.events.iter();
        changes = events
            .filter_map(|e| {
                let kind = match e.kind {
                    EventKind::Amended => StepKind::Amended,
                    EventKind::Revised => StepKind::Revised,
                    _ => return None,
                };
                e.when.begin?;
                Some(Change {
                    kind,
                    first: e.when,
                    last: e.when,
                    step: None,
                    witness: told(entry, e),
                })
            })
            .collect();
        changes.sort_by_key(|c| c.first.begin);
    }
    changes
}

fn told(entry: &Entry, event: &Event) -> Witness {
    witness(entry, event.span, event.provision)
}

fn interval(date: PartialDate) -> Interval {
    Interval::new(date.first_day(), date.until())
}

/// The days one after those of an interval.
fn day_of(day: Option<Date>) -> Interval {
    Interval::new(day, day.and_then(Date::next_day))
}

fn shifted(when: Interval, months: i32, days: i32) -> Interval {
    let shift = |day: Date| day.plus(0, months, days);
    Interval::new(when.begin.and_then(shift), when.until.and_then(shift))
}

/// Writes the steps of one life.
struct Writer<'c> {
    corpus: &'c Corpus,
    entry: &'c Entry,
    steps: Vec<Step>,
    diagnostics: Vec<Diagnostic>,
}

/// When a term ends and what says so.
struct End {
    /// The last day.
    last: Interval,
    /// The first day after it.
    since: Interval,
    step: StepKind,
    basis: Basis,
    rule: Option<String>,
    witnesses: Vec<Witness>,
}

impl Writer<'_> {
    fn write(&mut self, own: Own, acts: Vec<Act>, extending: &[Span], rules: &ValidityRules) {
        let end = self.own_end(&own, extending);
        if let Some(made) = &own.made {
            self.push(
                StepKind::Issued,
                made.first,
                made.first_or_since(),
                made.basis,
            );
            self.witness_last(made.witnesses.clone());
        }
        let effect = self.effects(&own);
        self.others(&acts);
        let end = end.or_else(|| self.presumed(&own, effect?, rules));
        self.terms(end, &acts, effect);
        self.steps
            .sort_by_key(|s| (s.since.begin, s.kind, s.when.begin));
        self.conflicts(effect);
        self.twice_dated();
    }

    fn push(&mut self, kind: StepKind, when: Interval, since: Interval, basis: Basis) {
        self.steps.push(Step {
            kind,
            when,
            since,
            basis,
            rule: None,
            by: None,
            term: None,
            witnesses: Vec::new(),
        });
    }

    fn witness_last(&mut self, witnesses: Vec<Witness>) {
        if let Some(last) = self.steps.last_mut() {
            last.witnesses.extend(witnesses);
        }
    }

    /// The effect of the first version and of the later ones; gives the first.
    fn effects(&mut self, own: &Own) -> Option<Interval> {
        let revised = |c: &&Change| c.kind == StepKind::Revised;
        let first_revision = own.changes.iter().find(revised).and_then(|c| c.first.begin);
        let before = |when: &Interval| first_revision.is_none_or(|r| when.begin < Some(r));
        let first = own.effects.iter().find(|(when, _)| before(when));
        let effect = match (first, &own.made) {
            (Some((when, witness)), made) => {
                let mut since = *when;
                if let Some(made) = made
                    && when.begin < made.first.begin
                {
                    self.diagnostics.push(
                        Diagnostic::new(
                            "lifecycle.effective-before-issue",
                            format!(
                                "it takes effect on {when}, before its issue on {}",
                                made.first
                            ),
                        )
                        .at(witness.span),
                    );
                    // Nobody could follow it before it was there.
                    if made.basis == Basis::Own {
                        since = made.since;
                    }
                }
                self.push(StepKind::Effective, *when, since, Basis::Own);
                self.witness_last(vec![witness.clone()]);
                Some(since)
            }
            (None, Some(made)) => {
                self.push(StepKind::Effective, made.public, made.since, Basis::Issue);
                self.witness_last(made.witnesses.clone());
                Some(made.since)
            }
            (None, None) => None,
        };
        for (at, change) in own.changes.iter().enumerate() {
            let mut since = change.last;
            let mut witnesses = vec![change.witness.clone()];
            if change.kind == StepKind::Revised {
                // 修订 gives the text a new day of effect: the first one after it.
                let next = own.changes[at + 1..].iter().find(revised);
                let next = next.and_then(|c| c.first.begin);
                let told = own.effects.iter().find(|(when, _)| {
                    change.first.begin <= when.begin && next.is_none_or(|n| when.begin < Some(n))
                });
                if let Some((when, witness)) = told {
                    since = *when;
                    witnesses.push(witness.clone());
                }
            }
            self.push(change.kind, change.first, since, Basis::Own);
            self.witness_last(witnesses);
        }
        effect
    }

    /// What other documents do to it, except to its term.
    fn others(&mut self, acts: &[Act]) {
        for act in acts.iter().filter(|a| a.kind != StepKind::Extended) {
            let by = self.id(act.by);
            let same = self.steps.iter_mut().find(|s| {
                // A decision to amend and the header that tells it are some weeks apart at most.
                let change = matches!(s.kind, StepKind::Amended | StepKind::Revised);
                if act.kind == StepKind::Amended {
                    change && near(s.when, act.when)
                } else {
                    s.kind == act.kind && s.when == act.when
                }
            });
            if let Some(step) = same {
                step.witnesses.push(act.witness.clone());
                if step.by.is_none() {
                    step.by = by;
                }
                continue;
            }
            self.push(act.kind, act.when, act.when, Basis::Other);
            self.witness_last(vec![act.witness.clone()]);
            if let Some(last) = self.steps.last_mut() {
                last.by = by;
            }
        }
    }

    fn id(&self, place: usize) -> Option<String> {
        let entry = self.corpus.entries().get(place);
        entry.map(|e| e.document.id.clone())
    }

    /// The end that the document sets itself.
    fn own_end(&mut self, own: &Own, extending: &[Span]) -> Option<End> {
        let of_itself = |span: &Span| !extending.iter().any(|e| e.touches(*span));
        let mut ends: Vec<&(Interval, Span)> =
            own.ends.iter().filter(|(_, s)| of_itself(s)).collect();
        ends.sort_by_key(|(when, span)| (when.until.is_none(), when.until, *span));
        let (when, span) = **ends.last()?;
        if let Some((other, _)) = ends.first().filter(|(w, _)| w.until != when.until) {
            self.diagnostics.push(
                Diagnostic::new(
                    "lifecycle.two-days",
                    format!("its text ends it on {other} and on {when}; the later is taken"),
                )
                .at(span),
            );
        }
        let words = self.entry.document.reading(span);
        // 自2015年1月1日起废止: the day itself is the first without it.
        let begins = words.contains('起') && (words.contains("废止") || words.contains("失效"));
        let (last, since) = if begins {
            (shifted(when, 0, -1), day_of(when.begin))
        } else {
            (when, day_of(when.until))
        };
        let provision = self.entry.document.provision_at(span.start);
        Some(End {
            last,
            since,
            step: StepKind::Expired,
            basis: Basis::Own,
            rule: None,
            witnesses: vec![witness(self.entry, span, provision)],
        })
    }

    /// The end that the general rule of its place and time sets.
    fn presumed(&mut self, own: &Own, effect: Interval, rules: &ValidityRules) -> Option<End> {
        let made = own.made.as_ref()?.first.begin?;
        let document = &self.entry.document;
        let rule = rules.rule(document, made)?;
        let years = rule.years(document)?;
        let since = shifted(effect, 12 * i32::from(years), 0);
        Some(End {
            last: shifted(since, 0, -1),
            since,
            step: StepKind::PresumedExpired,
            basis: Basis::Rule,
            rule: Some(rule.id.clone()),
            witnesses: Vec::new(),
        })
    }

    /// The end of its term, after what others add to it.
    fn terms(&mut self, mut end: Option<End>, acts: &[Act], effect: Option<Interval>) {
        let mut extensions: Vec<&Act> = acts
            .iter()
            .filter(|a| a.kind == StepKind::Extended)
            .collect();
        extensions.sort_by_key(|a| (a.when.begin, a.by));
        for act in extensions {
            let old = end.take();
            if let Some(old) = &old
                && old.since.until.is_some()
                && old.since.until <= act.when.begin
            {
                self.diagnostics.push(Diagnostic::new(
                    "lifecycle.extended-after-end",
                    format!(
                        "{} extends it on {}, when its term was over on {}",
                        self.id(act.by).unwrap_or_default(),
                        act.when,
                        old.last
                    ),
                ));
                self.expire(old);
            }
            let from = old.as_ref().map(|old| old.since);
            let since = match act.term {
                Some(NewTerm::Until(last)) => Some(day_of(last.until)),
                Some(NewTerm::By(months)) => from.or(effect).map(|from| shifted(from, months, 0)),
                None => None,
            };
            let last = since.map(|since| shifted(since, 0, -1));
            let by = self.id(act.by);
            let again = self
                .steps
                .iter_mut()
                .find(|s| s.kind == StepKind::Extended && s.when == act.when && s.term == last);
            if let Some(step) = again {
                step.witnesses.push(act.witness.clone());
            } else {
                self.push(StepKind::Extended, act.when, act.when, Basis::Other);
                self.witness_last(vec![act.witness.clone()]);
                if let Some(step) = self.steps.last_mut() {
                    step.by = by;
                    step.term = last;
                }
            }
            end = since.zip(last).map(|(since, last)| End {
                last,
                since,
                step: StepKind::Expired,
                basis: Basis::Other,
                rule: None,
                witnesses: vec![act.witness.clone()],
            });
        }
        if let Some(end) = &end {
            self.expire(end);
        }
    }

    fn expire(&mut self, end: &End) {
        self.push(end.step, end.last, end.since, end.basis);
        if let Some(step) = self.steps.last_mut() {
            step.rule.clone_from(&end.rule);
            step.witnesses.clone_from(&end.witnesses);
        }
    }

    /// What cannot be true together.
    fn conflicts(&mut self, effect: Option<Interval>) {
        let mut found = Vec::new();
        let mut tell = |code: &'static str, step: &Step, sentence: String| {
            let own = step.by.is_none().then(|| step.witnesses.first()).flatten();
            let diagnostic = Diagnostic::new(code, sentence);
            found.push(match own {
                Some(witness) => diagnostic.at(witness.span),
                None => diagnostic,
            });
        };
        let ended = |s: &&Step| matches!(s.kind, StepKind::Repealed | StepKind::Replaced);
        let end = self.steps.iter().find(ended);
        if let (Some(end), Some(effect)) = (end, effect)
            && end.when.until.is_some()
            && end.when.until <= effect.begin
        {
            tell(
                "lifecycle.repealed-before-effective",
                end,
                format!(
                    "it is repealed on {} and takes effect on {effect}",
                    end.when
                ),
            );
        }
        for step in &self.steps {
            match step.kind {
                StepKind::Amended | StepKind::Revised => {
                    if let Some(end) = end
                        && end.when.until.is_some()
                        && end.when.until <= step.when.begin
                    {
                        tell(
                            "lifecycle.amended-after-repeal",
                            step,
                            format!(
                                "it is changed on {}, after its repeal on {}",
                                step.when, end.when
                            ),
                        );
                    }
                }
                StepKind::Expired | StepKind::PresumedExpired
                    if effect.is_some_and(|e| {
                        step.since.until.is_some() && step.since.until <= e.begin
                    }) =>
                {
                    tell(
                        "lifecycle.expired-before-effective",
                        step,
                        format!("its term is over on {}, before its effect", step.when),
                    );
                }
                _ => {}
            }
        }
        self.diagnostics.extend(found);
    }

    /// One end on two days.
    fn twice_dated(&mut self) {
        let ended = |s: &&Step| matches!(s.kind, StepKind::Repealed | StepKind::Replaced);
        let ends: Vec<&Step> = self.steps.iter().filter(ended).collect();
        let [first, rest @ ..] = ends.as_slice() else {
            return;
        };
        let told: Vec<Diagnostic> = rest
            .iter()
            .filter(|other| other.when != first.when)
            .map(|other| {
                Diagnostic::new(
                    "lifecycle.two-days",
                    format!(
                        "{} ends it on {} and {} on {}; the first is taken",
                        first.by.as_deref().unwrap_or_default(),
                        first.when,
                        other.by.as_deref().unwrap_or_default(),
                        other.when
                    ),
                )
            })
            .collect();
        self.diagnostics.extend(told);
    }
}

impl Made {
    /// When the document was there: of a law, from its passing on.
    fn first_or_since(&self) -> Interval {
        if self.first == self.public {
            self.since
        } else {
            self.first
        }
    }
}

/// Whether two days are of one change: they lie at most two months apart.
fn near(one: Interval, other: Interval) -> bool {
    let (Some(a), Some(b)) = (one.begin, other.begin) else {
        return false;
    };
    let (early, late) = (a.min(b), a.max(b));
    early.plus(0, 2, 0).is_some_and(|end| late <= end)
}
