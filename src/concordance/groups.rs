//! Lines counted in groups, against how much text each group has.

use super::order::{Side, word};
use super::{Line, Options, lines_of};
use crate::corpus::{Corpus, Entry, Facet, Filter};
use crate::error::{Error, ErrorKind, Result};
use crate::segment::Segmenter;
use crate::text::inked;
use crate::time::PlanPeriod;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// What the lines of a concordance are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GroupBy {
    /// A fact of the document, or the codes of the provision.
    Facet(Facet),
    /// The occurrence as the text has it: full-width or not, simplified or traditional.
    Keyword,
    /// The word, or the mark, right before the term, as far as the line shows it.
    Left,
    /// The word, or the mark, right after the term.
    Right,
}

impl GroupBy {
    /// All of them, as the command names them.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let facets = Facet::ALL.into_iter().map(Self::Facet);
        facets
            .chain([Self::Keyword, Self::Left, Self::Right])
            .collect()
    }
}

impl fmt::Display for GroupBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Facet(facet) => facet.as_str(),
            Self::Keyword => "keyword",
            Self::Left => "left",
            Self::Right => "right",
        })
    }
}

impl FromStr for GroupBy {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let all = Self::all();
        let known = all.iter().copied().find(|by| by.to_string() == name);
        known.ok_or_else(|| {
            let names: Vec<String> = all.iter().map(ToString::to_string).collect();
            Error::new(
                ErrorKind::Argument,
                format!("lines are grouped by {}", names.join(", ")),
            )
        })
    }
}

/// The lines of one group.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// What they have in common; `None` for those of which it is not known, and for those that have
    /// nothing beside the term.
    pub value: Option<String>,
    /// How often the term stands there.
    pub count: u64,
    /// In how many documents.
    pub documents: u64,
    /// How many characters the text has that was searched there, white space not counted. Of what
    /// stands beside the term, and of the term itself, all text that was searched.
    pub characters: u64,
    /// How often the term stands in a million of these characters.
    pub per_million: f64,
}

/// A concordance in groups.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Groups {
    /// Years and plans in order of time, else the most frequent first, equals by value; what is not
    /// known comes last. Groups that have text and no occurrence are there, too: never is a finding.
    pub groups: Vec<Group>,
    /// The number of lines. A provision with two codes, a document with two issuers is in two
    /// groups, so groups may add up to more.
    pub count: u64,
    /// The characters of all text that was searched.
    pub characters: u64,
}

/// The lines of [`kwic`](super::kwic), counted by `by`, against the text that passes `filter`.
///
/// ```
/// use zhengce::concordance::{GroupBy, Options, kwic_groups};
/// use zhengce::{Corpus, corpus::{Facet, Filter}, segment::Segmenter};
/// let corpus = Corpus::builtin()?;
/// let by = GroupBy::Facet(Facet::Plan);
/// let found = kwic_groups(
///     &corpus, "均衡", &Filter::default(), by, &Options::default(), &Segmenter::builtin(),
/// );
/// let plan = found.groups.iter().find(|g| g.value.as_deref() == Some("十二五")).unwrap();
/// assert!(plan.count > 10 && plan.characters < found.characters);
/// assert!((plan.per_million - plan.count as f64 * 1e6 / plan.characters as f64).abs() < 0.001);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[must_use]
pub fn kwic_groups(
    corpus: &Corpus,
    term: &str,
    filter: &Filter,
    by: GroupBy,
    options: &Options,
    segmenter: &Segmenter,
) -> Groups {
    let mut tallies = Tallies::new(by, segmenter);
    for entry in corpus.entries() {
        let Some(lines) = lines_of(entry, term, filter, options) else {
            continue;
        };
        let codes = codes(entry, by);
        let values = match by {
            GroupBy::Facet(facet) => facet.values(&entry.document),
            _ => Vec::new(),
        };
        let none = BTreeSet::new();
        let of_provision = |provision: Option<usize>| -> Vec<String> {
            let codes = provision.and_then(|p| codes.get(&p)).unwrap_or(&none);
            codes.iter().map(|code| (*code).to_owned()).collect()
        };
        let is_coded = by == GroupBy::Facet(Facet::Code);
        for (provision, characters) in sizes(entry, filter, is_coded) {
            if is_coded {
                tallies.text(&of_provision(provision), characters);
            } else {
                tallies.text(&values, characters);
            }
        }
        for line in &lines {
            if is_coded {
                tallies.line(line, &of_provision(line.provision));
            } else {
                tallies.line(line, &values);
            }
        }
    }
    tallies.groups()
}

/// The codes of each provision, where they are asked for.
fn codes(entry: &Entry, by: GroupBy) -> BTreeMap<usize, BTreeSet<&str>> {
    let mut codes: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    if by == GroupBy::Facet(Facet::Code) {
        for code in &entry.annotations.codes {
            if let Some(provision) = entry.provision_of(code) {
                codes.entry(provision).or_default().insert(&code.code);
            }
        }
    }
    codes
}

/// How many characters of an entry pass: of the whole, or provision by provision where that is
/// asked for, or where not all of them pass.
fn sizes(entry: &Entry, filter: &Filter, each: bool) -> Vec<(Option<usize>, u64)> {
    let document = &entry.document;
    let view = document.text.view();
    let passing = filter.coded_provisions(entry);
    if passing.is_none() && !each {
        return vec![(None, inked(view))];
    }
    let provisions = document.provisions.iter().enumerate();
    provisions
        .filter(|(index, _)| passing.as_ref().is_none_or(|p| p.contains(index)))
        .map(|(index, provision)| {
            let own = document.text.to_view(provision.span);
            (Some(index), inked(own.slice(view)))
        })
        .collect()
}

#[derive(Default)]
struct Tally {
    count: u64,
    documents: u64,
    characters: u64,
    /// The document that was counted last.
    last: Option<String>,
}

/// Where a group stands among the others, and its value; what is not known comes last.
type Key = (bool, i16, String);

/// Groups on the way: texts and lines come document by document.
pub(super) struct Tallies<'s> {
    by: GroupBy,
    segmenter: &'s Segmenter,
    tallies: BTreeMap<Key, Tally>,
    count: u64,
    characters: u64,
}

impl<'s> Tallies<'s> {
    pub(super) fn new(by: GroupBy, segmenter: &'s Segmenter) -> Self {
        Self {
            by,
            segmenter,
            tallies: BTreeMap::new(),
            count: 0,
            characters: 0,
        }
    }

    /// Counts text of a document, or provision, with these values.
    pub(super) fn text(&mut self, values: &[String], characters: u64) {
        self.characters += characters;
        if matches!(self.by, GroupBy::Facet(_)) {
            for key in self.keys(values) {
                self.tallies.entry(key).or_default().characters += characters;
            }
        }
    }

    /// Counts a line of a document, or provision, with these values.
    pub(super) fn line(&mut self, line: &Line, values: &[String]) {
        self.count += 1;
        let beside = |side| word(line, side, 1, self.segmenter);
        let keys = match self.by {
            GroupBy::Facet(_) => self.keys(values),
            GroupBy::Keyword => self.keys(std::slice::from_ref(&line.keyword)),
            GroupBy::Left => self.keys(beside(Side::Left).as_slice()),
            GroupBy::Right => self.keys(beside(Side::Right).as_slice()),
        };
        for key in keys {
            let tally = self.tallies.entry(key).or_default();
            tally.count += 1;
            if tally.last.as_ref() != Some(&line.doc) {
                tally.documents += 1;
                tally.last = Some(line.doc.clone());
            }
        }
    }

    fn keys(&self, values: &[String]) -> BTreeSet<Key> {
        let keys = values.iter().filter_map(|value| match self.by {
            GroupBy::Facet(Facet::Plan) => {
                let plan = PlanPeriod::of_year(value.parse().ok()?)?;
                Some((false, plan.first_year, plan.name))
            }
            _ => Some((false, 0, value.clone())),
        });
        let keys: BTreeSet<Key> = keys.collect();
        if keys.is_empty() {
            return BTreeSet::from([(true, 0, String::new())]);
        }
        keys
    }

    pub(super) fn groups(self) -> Groups {
        let is_facet = matches!(self.by, GroupBy::Facet(_));
        let all = self.characters;
        let groups = self.tallies.into_iter();
        let mut groups: Vec<Group> = groups
            .map(|((unknown, _, value), tally)| {
                let characters = if is_facet { tally.characters } else { all };
                Group {
                    value: (!unknown).then_some(value),
                    count: tally.count,
                    documents: tally.documents,
                    characters,
                    per_million: per_million(tally.count, characters),
                }
            })
            .collect();
        if !matches!(self.by, GroupBy::Facet(Facet::Year | Facet::Plan)) {
            groups.sort_by_key(|group| (group.value.is_none(), Reverse(group.count)));
        }
        Groups {
            groups,
            count: self.count,
            characters: all,
        }
    }
}

/// To three places.
fn per_million(count: u64, characters: u64) -> f64 {
    let rate = count as f64 * 1e6 / characters.max(1) as f64;
    (rate * 1_000.0).round() / 1_000.0
}
