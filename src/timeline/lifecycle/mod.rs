//! [`Lifecycle`]: in which state each document is on each day, and what says so.

mod acts;
mod cues;
mod life;
mod lists;
mod state;
mod validity;

pub use state::{Standing, State};
pub use validity::{Term, ValidityRule, ValidityRules};

use super::Witness;
use crate::corpus::Corpus;
use crate::diagnostic::Diagnostic;
use crate::document::DocNumber;
use crate::time::{Date, Interval};
use std::collections::BTreeMap;

/// The lives of the documents of a corpus.
///
/// A document is in force from the day that it names itself; where it names none, from its day of
/// issue. It ends by its own clause, by another document of the corpus that repeals, replaces or
/// stops it, or, where nothing else is known, by the general rule of its place and time: then it
/// is *presumed* to have ended. Changes make versions; another document may extend its term.
///
/// ```
/// use zhengce::timeline::{Lifecycle, State};
/// let corpus = zhengce::Corpus::builtin()?;
/// let lives = Lifecycle::of(&corpus);
/// let standing = lives.get("SH-2015-DD").unwrap().on("2015-04-30".parse()?);
/// assert_eq!(standing.state, State::Issued);
/// assert_eq!(lives.in_force("SH-2015-DD", "2015-05-01".parse()?), Some(true));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lifecycle {
    lives: Vec<Life>,
    places: BTreeMap<String, usize>,
}

/// The life of one document.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Life {
    /// Its id.
    pub document: String,
    /// Its title, else its number, else its id.
    pub title: String,
    /// Its number.
    pub number: Option<DocNumber>,
    /// What happened to it, in order.
    pub steps: Vec<Step>,
    /// Where witnesses contradict each other.
    pub diagnostics: Vec<Diagnostic>,
}

/// One change of state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// What happens.
    pub kind: StepKind,
    /// The time that is named: of an end by term, the last day of the term.
    pub when: Interval,
    /// The first day of the new state, as far as it is known: it lies in this interval.
    pub since: Interval,
    /// What says so.
    pub basis: Basis,
    /// The id of the rule of validity, where that is the basis.
    pub rule: Option<String>,
    /// The id of the document that does it, where that is another.
    pub by: Option<String>,
    /// The last day of the new term, where an extension or a rule says one.
    pub term: Option<Interval>,
    /// The words that say so; none where only the metadata do.
    pub witnesses: Vec<Witness>,
}

/// What happens to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StepKind {
    /// It was made: passed, signed, promulgated.
    Issued,
    /// It came into force.
    Effective,
    /// Parts of it were changed: a new version.
    Amended,
    /// It was revised as a whole: a new version.
    Revised,
    /// Its term was made longer.
    Extended,
    /// Its execution was stopped (停止执行, 暂停实施).
    Suspended,
    /// A document of the same name took its place.
    Replaced,
    /// Another document repealed it.
    Repealed,
    /// Its own term ended.
    Expired,
    /// A general rule says that it ended.
    PresumedExpired,
}

impl StepKind {
    /// The word used in listings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Effective => "effective",
            Self::Amended => "amended",
            Self::Revised => "revised",
            Self::Extended => "extended",
            Self::Suspended => "suspended",
            Self::Replaced => "replaced",
            Self::Repealed => "repealed",
            Self::Expired => "expired",
            Self::PresumedExpired => "presumed_expired",
        }
    }
}

/// What a change of state rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// The document says so itself.
    Own,
    /// What came with the document says so.
    Metadata,
    /// Nothing dates the document but the year of its number.
    Number,
    /// The document names no day of effect: it is taken to be in force from its issue.
    Issue,
    /// Another document says so.
    Other,
    /// A general rule of validity.
    Rule,
}

impl Basis {
    /// The word used in listings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own words",
            Self::Metadata => "metadata",
            Self::Number => "by number",
            Self::Issue => "by issue",
            Self::Other => "other document",
            Self::Rule => "general rule",
        }
    }
}

impl Lifecycle {
    /// The lives of the documents of a corpus, by the rules of validity that ship.
    #[must_use]
    pub fn of(corpus: &Corpus) -> Self {
        Self::with(corpus, &ValidityRules::builtin())
    }

    /// The same by these rules of validity.
    #[must_use]
    pub fn with(corpus: &Corpus, rules: &ValidityRules) -> Self {
        let lives = life::lives(corpus, rules);
        Self {
            places: lives
                .iter()
                .enumerate()
                .map(|(at, life)| (life.document.clone(), at))
                .collect(),
            lives,
        }
    }

    /// The lives, in the order of the corpus.
    #[must_use]
    pub fn lives(&self) -> &[Life] {
        &self.lives
    }

    /// The life of the document of this id.
    #[must_use]
    pub fn get(&self, document: &str) -> Option<&Life> {
        self.lives.get(*self.places.get(document)?)
    }

    /// Whether a document is in force on a day; `None` where that is not known.
    #[must_use]
    pub fn in_force(&self, document: &str, day: Date) -> Option<bool> {
        match self.get(document)?.on(day).state {
            State::Unknown => None,
            state => Some(state == State::InForce),
        }
    }

    /// The ids of the documents that are known to be in force on a day, in the order of the corpus.
    #[must_use]
    pub fn all_in_force(&self, day: Date) -> Vec<String> {
        self.lives
            .iter()
            .filter(|life| life.on(day).state == State::InForce)
            .map(|life| life.document.clone())
            .collect()
    }
}

impl Life {
    /// When the document was made, where that is known.
    #[must_use]
    pub fn made(&self) -> Option<Interval> {
        let made = self.steps.iter().find(|s| s.kind == StepKind::Issued);
        made.map(|s| s.when)
    }
}

#[cfg(test)]
mod tests;
