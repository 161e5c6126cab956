//! [`Study`]: the order of the case's study, read from `corpus/study.toml`.

use crate::shipped;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

/// What the study of the case tells apart, and in which order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Study {
    /// Codes of the district level.
    pub instrument: Vec<String>,
    /// Codes of the school level.
    pub measure: Vec<String>,
    /// The links of an argument, in order: codes of the scheme `function`.
    pub chain: Vec<String>,
    /// The first year of the study, and the first after it.
    pub years: [i16; 2],
    /// The countries that it compares with China.
    pub countries: Vec<String>,
    /// The chapters about codes, in order.
    #[serde(rename = "chapter")]
    pub chapters: Vec<Chapter>,
    #[serde(rename = "subject")]
    pub(super) subjects: Vec<Subject>,
    pub(super) define: Define,
}

/// A chapter: a title and the codes it goes through.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// Its codes, in order.
    pub codes: Vec<String>,
}

/// What a dossier is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Subject {
    /// What it is called.
    pub name: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// A paragraph with this code belongs to it.
    pub code: Option<String>,
    /// So does one with one of these words …
    pub any: Vec<String>,
    /// … that has one of these words, too, where there are some.
    pub with: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Define {
    pub(super) words: Vec<String>,
    apart: Vec<String>,
    round: String,
}

static STUDY: LazyLock<Study> =
    LazyLock::new(|| shipped::table("corpus/study.toml", include_str!("../../corpus/study.toml")));

static ROUND: LazyLock<Regex> = LazyLock::new(|| shipped::pattern(&STUDY.define.round));

impl Study {
    /// The study that ships.
    #[must_use]
    pub fn of_the_case() -> &'static Self {
        &STUDY
    }

    /// Whether a code is one of the district level.
    #[must_use]
    pub fn is_instrument(&self, code: &str) -> bool {
        self.instrument.iter().any(|c| c == code)
    }

    /// Whether a code is one of the school level.
    #[must_use]
    pub fn is_measure(&self, code: &str) -> bool {
        self.measure.iter().any(|c| c == code)
    }

    /// Words with which a text sets what one source says beside what another says.
    #[must_use]
    pub fn apart(&self) -> &[String] {
        &self.define.apart
    }

    pub(super) fn subject(&self, name: &str) -> Option<&Subject> {
        let called = |s: &&Subject| s.name == name || s.aliases.iter().any(|a| a == name);
        self.subjects.iter().find(called)
    }

    /// The subject that a code stands for.
    #[must_use]
    pub fn named_by(&self, code: &str) -> Option<&Subject> {
        self.subjects
            .iter()
            .find(|s| s.code.as_deref() == Some(code))
    }

    pub(super) fn rounds(text: &str) -> impl Iterator<Item = &str> {
        ROUND.find_iter(text).map(|m| m.as_str())
    }
}
