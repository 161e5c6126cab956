//! The cue words of events, read from the data.

use crate::shipped;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

/// A pattern of the data file.
#[derive(Debug)]
pub(super) struct Cue(Regex);

impl Cue {
    pub(super) fn holds(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
    /// Byte offsets of the first match.
    pub(super) fn first(&self, text: &str) -> Option<(usize, usize)> {
        self.0.find(text).map(|m| (m.start(), m.end()))
    }
    /// Byte offsets of the first match that no 的 follows: 本市公布的标准 publishes nothing here.
    pub(super) fn first_verb(&self, text: &str) -> Option<(usize, usize)> {
        self.0
            .find_iter(text)
            .find(|m| !text[m.end()..].starts_with('的'))
            .map(|m| (m.start(), m.end()))
    }
    pub(super) fn regex(&self) -> &Regex {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Cue {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let pattern = String::deserialize(from)?;
        Regex::new(&pattern)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

macro_rules! cues {
    ($($name:ident { $($field:ident),* $(,)? })*) => {
        $(
            #[derive(Debug, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(super) struct $name { $(pub(super) $field: Cue),* }
        )*
    };
}

cues! {
    Header {
        adopted, history, printed,
        label_issued, label_effective, label_expires, label_none, clock, wire, byline,
    }
    Effective { after, subject, carried, after_subject, anchored }
    Adopted { before, after }
    Expires { before, after, unless_before, lasts }
    Repealed { with_effect, unless, after, names_after, title_after }
    Deadline { after, before, after_until }
    Target { before, unless_before, goal, hope, fell }
    Period { range, plan_after, aim_after, name_after }
    Scheduled { since, at, act, ahead, ahead_before }
    Past { made, since, at, until_now, done, compared, reached, gained }
    Never { after, before, state, note, title, length, name, dated, exam, heading, compared, recurs, equated, greatest }
    Words { head, label, leads, acted, rise, open, subject, predicate }
}

/// Everything `corpus/cues/events.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    pub(super) header: Header,
    pub(super) effective: Effective,
    pub(super) adopted: Adopted,
    pub(super) expires: Expires,
    pub(super) repealed: Repealed,
    pub(super) deadline: Deadline,
    pub(super) target: Target,
    pub(super) period: Period,
    pub(super) scheduled: Scheduled,
    pub(super) past: Past,
    pub(super) never: Never,
    pub(super) words: Words,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    shipped::table(
        "corpus/cues/events.toml",
        include_str!("../../../corpus/cues/events.toml"),
    )
});

impl Cues {
    /// The embedded cues.
    pub(super) fn get() -> &'static Self {
        &CUES
    }
}
