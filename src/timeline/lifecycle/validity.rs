//! [`ValidityRules`]: how long documents hold that do not say so themselves.

use crate::document::{Document, Level, Metadata};
use crate::error::{Error, ErrorKind, Result};
use crate::shipped;
use crate::time::{Date, PartialDate};
use regex::Regex;
use serde::{Deserialize, Deserializer};
use std::path::Path;

/// General rules of validity, each for a region and a time.
///
/// ```
/// use zhengce::timeline::ValidityRules;
/// let rules = ValidityRules::builtin();
/// assert_eq!(rules.rules()[0].id, "shanghai-2010-26");
/// ```
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidityRules {
    #[serde(default, rename = "rule")]
    rules: Vec<ValidityRule>,
}

/// One rule: for whom, from when to when, how long, and who says so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ValidityRule {
    /// Unique among the rules.
    pub id: String,
    /// The document that lays it down.
    pub name: String,
    /// Its number.
    pub number: Option<String>,
    /// The article.
    pub article: Option<String>,
    /// The region it holds in, as documents have it.
    pub region: String,
    /// It is for documents made on or after this day …
    #[serde(deserialize_with = "date")]
    pub from: PartialDate,
    /// … and before this one; open where it still holds.
    #[serde(default, deserialize_with = "some_date")]
    pub until: Option<PartialDate>,
    /// What it says.
    pub text: String,
    /// Where that is known from.
    pub source: String,
    /// The ends of the types of document it is about; all where none is named.
    #[serde(default)]
    pub genres: Vec<String>,
    /// Words in an issuer that take a document out.
    #[serde(default)]
    pub not_issuers: Vec<String>,
    /// Ends of the code of a number that take a document out.
    #[serde(default)]
    pub not_numbers: Vec<String>,
    /// Patterns in a title that take a document out.
    #[serde(default, deserialize_with = "patterns")]
    pub not_titles: Vec<Regex>,
    /// The longest term that a document may give itself, in years.
    pub longest: Option<u8>,
    /// The terms of those that give themselves none; the first that fits.
    #[serde(default, rename = "term")]
    pub terms: Vec<Term>,
}

/// A term of a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Term {
    /// For these types of document; all where none is named.
    #[serde(default)]
    pub genres: Vec<String>,
    /// For titles with one of these words; all where none is named.
    #[serde(default)]
    pub titles: Vec<String>,
    /// The length.
    pub years: u8,
}

impl ValidityRules {
    /// The rules that ship with the library, `corpus/validity.toml`.
    #[must_use]
    pub fn builtin() -> Self {
        shipped::table(
            "corpus/validity.toml",
            include_str!("../../../corpus/validity.toml"),
        )
    }

    /// Opens a file of rules in the form of `corpus/validity.toml`.
    ///
    /// # Errors
    /// Where it cannot be read, and as [`ValidityRules::from_toml`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        Self::from_toml(&text).map_err(|e| e.at_path(path))
    }

    /// The same of the text of such a file.
    ///
    /// # Errors
    /// Where it is no such table, with the line.
    pub fn from_toml(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|e| {
            let line = e.span().map(|s| {
                let before = text.get(..s.start).unwrap_or_default();
                before.matches('\n').count() as u64 + 1
            });
            let error = Error::new(
                ErrorKind::Data,
                format!("this is no table of rules of validity: {}", e.message()),
            );
            match line {
                Some(line) => error.at_line(line),
                None => error,
            }
            .because(e)
        })
    }

    /// The rules, in the order in which they are tried.
    #[must_use]
    pub fn rules(&self) -> &[ValidityRule] {
        &self.rules
    }

    /// The rule that a document of this day is under.
    #[must_use]
    pub fn rule(&self, document: &Document, made: Date) -> Option<&ValidityRule> {
        self.rules.iter().find(|r| r.is_about(document, made))
    }
}

impl ValidityRule {
    fn is_about(&self, document: &Document, made: Date) -> bool {
        let metadata = &document.metadata;
        let title = metadata.title.as_deref().unwrap_or_default();
        let from = self.from.first_day().is_some_and(|d| d <= made);
        let until = self.until.and_then(PartialDate::first_day);
        let region = metadata.region.as_deref();
        from && until.is_none_or(|d| made < d)
            && region.is_some_and(|r| r.starts_with(&self.region))
            && metadata.level != Some(Level::National)
            // Whose act it is must be known: a local law has no issuer in its head.
            && !metadata.issuers.is_empty()
            && fits(&self.genres, metadata)
            && !metadata
                .issuers
                .iter()
                .any(|i| self.not_issuers.iter().any(|w| i.contains(w.as_str())))
            && !metadata
                .doc_number
                .as_ref()
                .is_some_and(|n| self.not_numbers.iter().any(|w| n.code.ends_with(w.as_str())))
            && !self.not_titles.iter().any(|p| p.is_match(title))
    }

    /// The years that a document of this kind holds where it does not say so.
    #[must_use]
    pub fn years(&self, document: &Document) -> Option<u8> {
        let metadata = &document.metadata;
        let title = metadata.title.as_deref().unwrap_or_default();
        let titled = |term: &&Term| {
            fits(&term.genres, metadata)
                && (term.titles.is_empty()
                    || term.titles.iter().any(|w| title.contains(w.as_str())))
        };
        self.terms.iter().find(titled).map(|term| term.years)
    }
}

fn fits(genres: &[String], metadata: &Metadata) -> bool {
    let genre = metadata.genre.as_deref();
    genres.is_empty() || genre.is_some_and(|g| genres.iter().any(|w| g.ends_with(w.as_str())))
}

fn date<'de, D: Deserializer<'de>>(from: D) -> Result<PartialDate, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(serde::de::Error::custom)
}

fn some_date<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PartialDate>, D::Error> {
    date(from).map(Some)
}

fn patterns<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Regex>, D::Error> {
    let patterns = Vec::<String>::deserialize(from)?;
    patterns
        .iter()
        .map(|p| Regex::new(p).map_err(serde::de::Error::custom))
        .collect()
}
