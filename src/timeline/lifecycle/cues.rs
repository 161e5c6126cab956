//! The words by which one document disposes of the life of another, read from the data.

use crate::shipped;
use regex::Regex;
use serde::{Deserialize, Deserializer};
use std::sync::LazyLock;

/// What `corpus/cues/lifecycle.toml` says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    pub(super) extended: Cue,
    pub(super) extended_before: Cue,
    pub(super) extended_after: Cue,
    pub(super) extended_by: Cue,
    pub(super) suspended: Cue,
    pub(super) ceased: Cue,
    pub(super) list_ended: Cue,
    pub(super) list_kept: Cue,
    pub(super) changes: Cue,
    pub(super) number_line: Cue,
    pub(super) item: Cue,
    pub(super) item_part: Cue,
}

/// A pattern of the data file.
#[derive(Debug)]
pub(super) struct Cue(Regex);

impl std::ops::Deref for Cue {
    type Target = Regex;
    fn deref(&self) -> &Regex {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Cue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let pattern = String::deserialize(from)?;
        Regex::new(&pattern)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    shipped::table(
        "corpus/cues/lifecycle.toml",
        include_str!("../../../corpus/cues/lifecycle.toml"),
    )
});

impl Cues {
    /// The embedded cues.
    pub(super) fn get() -> &'static Self {
        &CUES
    }
}
