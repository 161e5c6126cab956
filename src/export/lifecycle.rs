//! The lives of documents as rows.

use super::listing::{address_cell, path_cell};
use super::row::{Cell, Row};
use crate::corpus::{Corpus, Entry, Filter};
use crate::text::CodePoints;
use crate::time::Date;
use crate::timeline::{Life, Lifecycle, Standing, State, Step, ValidityRules, Witness};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Code points of the witnesses, counted once a document.
struct Points<'c> {
    corpus: &'c Corpus,
    known: BTreeMap<&'c str, CodePoints<'c>>,
}

impl<'c> Points<'c> {
    fn of(corpus: &'c Corpus) -> Self {
        Self {
            corpus,
            known: BTreeMap::new(),
        }
    }

    fn told<'s>(&mut self, step: &'s Step) -> Told<'s>
    where
        'c: 's,
    {
        let witness = step.witnesses.first();
        let entry = witness.and_then(|w| self.corpus.get(&w.document));
        let at = witness.zip(entry).map(|(witness, entry)| {
            let document = &entry.document;
            self.known
                .entry(document.id.as_str())
                .or_insert_with(|| CodePoints::new(document.text.original()))
                .span(witness.span)
        });
        Told { witness, entry, at }
    }
}

/// The first witness of a step, with its place.
#[derive(Debug)]
struct Told<'s> {
    witness: Option<&'s Witness>,
    entry: Option<&'s Entry>,
    at: Option<(usize, usize)>,
}

/// The columns of [`Told::cells`].
const TOLD: [&str; 6] = ["told_by", "path", "address", "start", "end", "quote"];

impl Told<'_> {
    fn cells(&self) -> [Cell<'_>; TOLD.len()] {
        let provision = self.witness.and_then(|w| w.provision);
        let document = self.entry.map(|e| &e.document);
        [
            Cell::maybe(self.witness.map(|w| w.document.as_str())),
            document.map_or(Cell::Empty, |d| path_cell(d, provision)),
            document.map_or(Cell::Empty, |d| address_cell(d, provision)),
            self.at.map_or(Cell::Empty, |(start, _)| Cell::count(start)),
            self.at.map_or(Cell::Empty, |(_, end)| Cell::count(end)),
            Cell::maybe(self.witness.map(|w| w.quote.as_str())),
        ]
    }
}

fn diagnostics(life: &Life) -> Cell<'_> {
    Cell::List(
        life.diagnostics
            .iter()
            .map(|d| Cow::from(d.to_string()))
            .collect(),
    )
}

/// The name of a rule of validity: 上海市行政规范性文件制定和备案规定第二十六条.
fn rule_cell<'r>(step: Option<&'r Step>, rules: &'r ValidityRules) -> Cell<'r> {
    let id = step.and_then(|s| s.rule.as_deref());
    Cell::maybe(id.map(|id| {
        let rule = rules.rules().iter().find(|r| r.id == id);
        rule.map_or_else(
            || id.to_owned(),
            |r| {
                let parts = [Some(r.name.clone()), r.number.clone(), r.article.clone()];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                parts.join(" ")
            },
        )
    }))
}

/// One step in the life of a document, as a row.
#[derive(Debug)]
pub struct StepRow<'l> {
    life: &'l Life,
    step: &'l Step,
    rules: &'l ValidityRules,
    told: Told<'l>,
}

/// The steps of the documents that `filter` lets pass, in the order of the corpus.
#[must_use]
pub fn step_rows<'l>(
    corpus: &'l Corpus,
    lives: &'l Lifecycle,
    rules: &'l ValidityRules,
    filter: &Filter,
) -> Vec<StepRow<'l>> {
    let mut points = Points::of(corpus);
    let mut rows = Vec::new();
    for entry in corpus
        .entries()
        .iter()
        .filter(|e| filter.accepts(&e.document))
    {
        let Some(life) = lives.get(&entry.document.id) else {
            continue;
        };
        for step in &life.steps {
            rows.push(StepRow {
                life,
                step,
                rules,
                told: points.told(step),
            });
        }
    }
    rows
}

impl Row for StepRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "doc",
        "title",
        "number",
        "step",
        "date",
        "since_first",
        "since_last",
        "basis",
        "rule",
        "by",
        "term",
        "told_by",
        "path",
        "address",
        "start",
        "end",
        "quote",
        "witnesses",
        "diagnostics",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let (life, step) = (self.life, self.step);
        let last = step.since.until.and_then(|d| d.plus(0, 0, -1));
        let mut cells = vec![
            Cell::text(life.document.as_str()),
            Cell::text(life.title.as_str()),
            Cell::maybe(life.number.as_ref().map(ToString::to_string)),
            Cell::text(step.kind.as_str()),
            Cell::text(step.when.to_string()),
            Cell::maybe(step.since.begin.map(|d| d.to_string())),
            Cell::maybe(last.map(|d| d.to_string())),
            Cell::text(step.basis.as_str()),
            rule_cell(Some(step), self.rules),
            Cell::maybe(step.by.as_deref()),
            Cell::maybe(step.term.map(|t| t.to_string())),
        ];
        cells.extend(self.told.cells());
        cells.push(Cell::List(
            step.witnesses
                .iter()
                .map(|w| Cow::from(w.document.as_str()))
                .collect(),
        ));
        cells.push(diagnostics(life));
        cells
    }
}

/// How one document stands on a day, as a row.
#[derive(Debug)]
pub struct StandingRow<'l> {
    life: &'l Life,
    day: Date,
    standing: Standing<'l>,
    rules: &'l ValidityRules,
    told: Option<Told<'l>>,
}

impl<'l> StandingRow<'l> {
    /// The life of the document.
    #[must_use]
    pub fn life(&self) -> &'l Life {
        self.life
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> &Standing<'l> {
        &self.standing
    }
}

/// How the documents that `filter` lets pass stand on a day, in the order of the corpus; only
/// those in one of `states`, where any is named.
#[must_use]
pub fn standing_rows<'l>(
    corpus: &'l Corpus,
    lives: &'l Lifecycle,
    rules: &'l ValidityRules,
    filter: &Filter,
    day: Date,
    states: &[State],
) -> Vec<StandingRow<'l>> {
    let mut points = Points::of(corpus);
    corpus
        .entries()
        .iter()
        .filter(|e| filter.accepts(&e.document))
        .filter_map(|e| lives.get(&e.document.id))
        .map(|life| (life, life.on(day)))
        .filter(|(_, standing)| states.is_empty() || states.contains(&standing.state))
        .map(|(life, standing)| StandingRow {
            life,
            day,
            told: standing.reason.map(|step| points.told(step)),
            standing,
            rules,
        })
        .collect()
}

impl Row for StandingRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "doc",
        "title",
        "number",
        "on",
        "state",
        "version",
        "reason",
        "date",
        "basis",
        "rule",
        "by",
        "next",
        "next_date",
        "next_rule",
        "told_by",
        "path",
        "address",
        "start",
        "end",
        "quote",
        "diagnostics",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let (life, standing) = (self.life, &self.standing);
        let (reason, next) = (standing.reason, standing.next);
        let mut cells = vec![
            Cell::text(life.document.as_str()),
            Cell::text(life.title.as_str()),
            Cell::maybe(life.number.as_ref().map(ToString::to_string)),
            Cell::text(self.day.to_string()),
            Cell::text(standing.state.as_str()),
            Cell::count(standing.version),
            Cell::maybe(reason.map(|s| s.kind.as_str())),
            Cell::maybe(reason.map(|s| s.when.to_string())),
            Cell::maybe(reason.map(|s| s.basis.as_str())),
            rule_cell(reason, self.rules),
            Cell::maybe(reason.and_then(|s| s.by.as_deref())),
            Cell::maybe(next.map(|s| s.kind.as_str())),
            Cell::maybe(next.map(|s| s.when.to_string())),
            rule_cell(next, self.rules),
        ];
        match &self.told {
            Some(told) => cells.extend(told.cells()),
            None => cells.extend(TOLD.map(|_| Cell::Empty)),
        }
        cells.push(diagnostics(life));
        cells
    }
}
