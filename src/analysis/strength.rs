//! [`Strength`]: how strong policies are, by a table of scores.

use crate::annotate::EventKind;
use crate::corpus::{Corpus, Entry, Filter};
use crate::document::Level;
use crate::error::{Error, ErrorKind, Result};
use crate::shipped;
use crate::span::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A table of scores, such as `corpus/strength.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrengthScores {
    version: String,
    power: Vec<Power>,
    goal: Vec<Wanted>,
    measure: Vec<Wanted>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Power {
    score: u8,
    #[serde(default)]
    levels: Vec<Level>,
    #[serde(default)]
    genres: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    score: u8,
    #[serde(default)]
    figure: bool,
    #[serde(default)]
    deadline: bool,
    #[serde(default)]
    words: Vec<String>,
}

impl StrengthScores {
    /// The table that ships; its scores are this project's.
    #[must_use]
    pub fn builtin() -> Self {
        shipped::table(
            "corpus/strength.toml",
            include_str!("../../corpus/strength.toml"),
        )
    }

    /// A table of the researcher's own, in the form of the one that ships.
    ///
    /// # Errors
    /// Where the file cannot be read, is no such table, or holds a score outside 1 to 5.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let fail = |message: String| Error::new(ErrorKind::Format, message).at_path(path);
        let table: Self = toml::from_str(&text).map_err(|e| {
            fail(format!(
                "the table of scores cannot be read: {}",
                e.message()
            ))
        })?;
        let scores = table.power.iter().map(|p| p.score);
        let wanted = table.goal.iter().chain(&table.measure).map(|w| w.score);
        match scores.chain(wanted).find(|score| !(1..=5).contains(score)) {
            Some(score) => Err(fail(format!("{score} is no score; scores go from 1 to 5"))),
            None => Ok(table),
        }
    }

    /// What the researcher calls this table.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

/// The strength of the documents of a corpus.
///
/// By year, with power `p`, goals `g` and measures `m` of each document `j`:
/// `TPMG = Σ (m + g) p`; the synergy of two codes is `Σ p m_k m_l`. Documents of which only the title
/// is known, and documents without any coded paragraph, are not scored.
///
/// ```
/// use zhengce::analysis::{Strength, StrengthScores};
/// use zhengce::{Corpus, corpus::Filter};
/// let strength = Strength::of(&Corpus::builtin()?, &Filter::default(), &StrengthScores::builtin());
/// assert!(strength.documents().iter().all(|d| (1..=5).contains(&d.power)));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Strength {
    documents: Vec<DocumentStrength>,
    unscored: usize,
}

/// The scores of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentStrength {
    /// Its id.
    pub document: String,
    /// Its year.
    pub year: Option<i16>,
    /// The power of its form, 1 to 5.
    pub power: u8,
    /// The clarity of its goals.
    pub goal: u8,
    /// The firmness of its measures.
    pub measure: u8,
    /// The same of the paragraphs of each code.
    pub measures: BTreeMap<String, u8>,
}

/// The strength of a year.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct YearStrength {
    /// The year.
    pub year: i16,
    /// Its scored documents.
    pub documents: usize,
    /// `Σ (m + g) p`.
    pub total: u32,
    /// The total over the documents.
    pub mean: f64,
    /// `Σ p m_k m_l` of each two codes that stand in one document.
    pub synergy: BTreeMap<(String, String), u32>,
}

impl Strength {
    /// Scores the documents that `filter` lets pass.
    #[must_use]
    pub fn of(corpus: &Corpus, filter: &Filter, scores: &StrengthScores) -> Self {
        let mut out = Self::default();
        for entry in corpus.filter(filter) {
            match scored(entry, filter, scores) {
                Some(document) => out.documents.push(document),
                None => out.unscored += 1,
            }
        }
        out
    }

    /// The scored documents, in the order of the corpus.
    #[must_use]
    pub fn documents(&self) -> &[DocumentStrength] {
        &self.documents
    }

    /// Documents without anything to score.
    #[must_use]
    pub fn unscored(&self) -> usize {
        self.unscored
    }

    /// By year, without documents that have no date.
    #[must_use]
    pub fn years(&self) -> Vec<YearStrength> {
        let mut years: BTreeMap<i16, Vec<&DocumentStrength>> = BTreeMap::new();
        for document in &self.documents {
            if let Some(year) = document.year {
                years.entry(year).or_default().push(document);
            }
        }
        let each = years.into_iter().map(|(year, documents)| {
            let mut synergy: BTreeMap<(String, String), u32> = BTreeMap::new();
            for document in &documents {
                for (k, m_k) in &document.measures {
                    for (l, m_l) in document.measures.range::<String, _>(k..).skip(1) {
                        let product = u32::from(document.power) * u32::from(*m_k) * u32::from(*m_l);
                        *synergy.entry((k.clone(), l.clone())).or_default() += product;
                    }
                }
            }
            let total: u32 = documents.iter().map(|d| d.total()).sum();
            YearStrength {
                year,
                documents: documents.len(),
                total,
                mean: f64::from(total) / documents.len() as f64,
                synergy,
            }
        });
        each.collect()
    }
}

impl DocumentStrength {
    /// `(m + g) p`.
    #[must_use]
    pub fn total(&self) -> u32 {
        (u32::from(self.measure) + u32::from(self.goal)) * u32::from(self.power)
    }
}

fn scored(entry: &Entry, filter: &Filter, scores: &StrengthScores) -> Option<DocumentStrength> {
    let document = &entry.document;
    let meta = &document.metadata;
    let codes = entry.annotations.codes.iter();
    let codes: Vec<_> = codes.filter(|c| filter.accepts_code(&c.code)).collect();
    if codes.is_empty() {
        return None;
    }
    let fits = |power: &&Power| {
        let level = meta.level.is_some_and(|l| power.levels.contains(&l));
        let genre = meta.genre.as_deref();
        let genre = genre.is_some_and(|g| power.genres.iter().any(|w| g.ends_with(w.as_str())));
        (power.levels.is_empty() || level) && (power.genres.is_empty() || genre)
    };
    let mut by_code: BTreeMap<String, BTreeSet<Span>> = BTreeMap::new();
    for code in &codes {
        by_code
            .entry(code.code.to_string())
            .or_default()
            .insert(code.span);
    }
    let all: BTreeSet<Span> = codes.iter().map(|c| c.span).collect();
    Some(DocumentStrength {
        document: document.id.clone(),
        year: meta.dated().map(|d| d.year),
        power: scores.power.iter().find(fits).map_or(1, |p| p.score),
        goal: score(entry, &all, &scores.goal),
        measure: score(entry, &all, &scores.measure),
        measures: by_code
            .into_iter()
            .map(|(code, spans)| (code, score(entry, &spans, &scores.measure)))
            .collect(),
    })
}

/// The score of the first record of which these paragraphs hold all that it asks.
fn score(entry: &Entry, spans: &BTreeSet<Span>, wanted: &[Wanted]) -> u8 {
    let inside = |at: Span| spans.iter().any(|s| s.start <= at.start && at.end <= s.end);
    let found = &entry.annotations;
    let figure = found.quantities.iter().any(|q| inside(q.span));
    let due = |kind| matches!(kind, EventKind::Deadline | EventKind::Target);
    let deadline = found.events.iter().any(|e| due(e.kind) && inside(e.span));
    let texts: Vec<_> = spans.iter().map(|s| entry.document.reading(*s)).collect();
    let says = |words: &[String]| {
        words.is_empty()
            || words
                .iter()
                .any(|w| texts.iter().any(|t| t.contains(w.as_str())))
    };
    let fits = |w: &&Wanted| (!w.figure || figure) && (!w.deadline || deadline) && says(&w.words);
    wanted.iter().find(fits).map_or(1, |w| w.score)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Analyzer;
    use crate::read::RawDocument;

    #[test]
    fn a_year_sums_power_times_goals_and_measures() {
        let text = "甲市教育局关于教师工作的意见\n一、各校必须安排教师培训经费，到2015年教师交流比例达到10%以上。\n甲市教育局\n2012年3月1日";
        let mut raw = RawDocument::new("甲", text);
        raw.given.level = Some(Level::Municipal);
        let corpus = Corpus::from_entries(vec![Analyzer::builtin().analyze(raw)]);
        let strength = Strength::of(&corpus, &Filter::default(), &StrengthScores::builtin());
        let document = &strength.documents()[0];
        assert_eq!((document.power, document.goal, document.measure), (3, 5, 5));
        let year = &strength.years()[0];
        assert_eq!((year.total, year.mean), (30, 30.0));
        let pair = ("investment".to_owned(), "personnel".to_owned());
        assert_eq!(year.synergy.get(&pair), Some(&75));
    }
}
