//! The state of a document on a day.

use super::{Life, Step, StepKind};
use crate::time::{Date, Interval};

/// In which state a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// In force.
    InForce,
    /// Its execution is stopped.
    Suspended,
    /// Not known: nothing is dated, or the day lies within what is dated by year or month only.
    Unknown,
    /// Made, not yet in force.
    Issued,
    /// Not yet made.
    NotYet,
    /// Another of the same name took its place.
    Replaced,
    /// Repealed.
    Repealed,
    /// Its own term is over.
    Expired,
    /// Its term is over by a general rule.
    PresumedExpired,
}

impl State {
    /// The word used in listings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Suspended => "suspended",
            Self::Unknown => "unknown",
            Self::Issued => "issued",
            Self::NotYet => "not_yet",
            Self::Replaced => "replaced",
            Self::Repealed => "repealed",
            Self::Expired => "expired",
            Self::PresumedExpired => "presumed_expired",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::InForce,
            Self::Suspended,
            Self::Unknown,
            Self::Issued,
            Self::NotYet,
            Self::Replaced,
            Self::Repealed,
            Self::Expired,
            Self::PresumedExpired,
        ]
        .into_iter()
        .find(|s| s.as_str() == name)
    }

    fn is_over(self) -> bool {
        matches!(
            self,
            Self::Replaced | Self::Repealed | Self::Expired | Self::PresumedExpired
        )
    }

    /// The state after a step.
    fn after(self, step: StepKind) -> Self {
        match step {
            StepKind::Issued if self == Self::NotYet => Self::Issued,
            StepKind::Effective if !self.is_over() => Self::InForce,
            // What is over by term may be taken up again; what was repealed is not.
            StepKind::Extended if matches!(self, Self::Expired | Self::PresumedExpired) => {
                Self::InForce
            }
            StepKind::Suspended if !self.is_over() => Self::Suspended,
            StepKind::Replaced if !self.is_over() => Self::Replaced,
            StepKind::Repealed if !self.is_over() => Self::Repealed,
            StepKind::Expired if !self.is_over() => Self::Expired,
            StepKind::PresumedExpired if !self.is_over() => Self::PresumedExpired,
            _ => self,
        }
    }
}

/// How a document stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Standing<'l> {
    /// The state.
    pub state: State,
    /// The version that holds, counted from 1 for the first that is known; 0 before there is any.
    pub version: usize,
    /// The step that led to the state; where it is not known, the step that is not dated finely
    /// enough.
    pub reason: Option<&'l Step>,
    /// The next change that ends the state, where one is known.
    pub next: Option<&'l Step>,
}

impl Life {
    /// How the document stands on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Standing<'_> {
        let mut standing = Standing {
            state: State::NotYet,
            version: 0,
            reason: None,
            next: None,
        };
        if self.steps.is_empty() {
            standing.state = State::Unknown;
            return standing;
        }
        let mut certain = standing.state;
        let mut unclear = None;
        for step in &self.steps {
            match reached(step.since, day) {
                Reached::Yes => {
                    let after = certain.after(step.kind);
                    if after != certain {
                        certain = after;
                        standing.reason = Some(step);
                        unclear = None;
                    }
                    if is_version(step) {
                        standing.version += 1;
                        // A later version is in force by what made it.
                        if certain == State::InForce && step.kind != StepKind::Issued {
                            standing.reason = Some(step);
                        }
                    }
                }
                Reached::Perhaps if certain.after(step.kind) != certain => {
                    unclear = unclear.or(Some(step));
                }
                Reached::Perhaps => {}
                Reached::No => {
                    if standing.next.is_none() && certain.after(step.kind) != certain {
                        standing.next = Some(step);
                    }
                }
            }
        }
        standing.state = certain;
        if let Some(step) = unclear {
            standing.state = State::Unknown;
            standing.reason = Some(step);
        }
        standing
    }
}

/// Whether a step makes a version that holds from then on.
fn is_version(step: &Step) -> bool {
    matches!(
        step.kind,
        StepKind::Issued | StepKind::Amended | StepKind::Revised
    )
}

enum Reached {
    Yes,
    Perhaps,
    No,
}

/// Whether a day that lies in `since` is reached on `day`.
fn reached(since: Interval, day: Date) -> Reached {
    let begun = since.begin.is_none_or(|begin| begin <= day);
    let over = since
        .until
        .is_some_and(|until| day.next_day().is_none_or(|next| until <= next));
    match (begun, over) {
        (_, true) => Reached::Yes,
        (true, false) => Reached::Perhaps,
        (false, false) => Reached::No,
    }
}
