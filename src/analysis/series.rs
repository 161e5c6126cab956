//! [`DataTable`]: figures from outside the documents, each with its source, and what they test.

use super::passage::{Cutter, Passage, in_order};
use crate::corpus::{Corpus, Filter};
use crate::error::{Error, ErrorKind, Result};
use crate::shipped;
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/data");

/// One figure as its source gives it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Observation {
    /// What is measured.
    pub indicator: String,
    /// In which unit.
    pub unit: String,
    /// Where.
    pub place: String,
    /// When, as written: `2012`, `2015-12`, `2011/2015` (over these years), `2016~` (about).
    pub year: String,
    /// The figure as written.
    pub value: String,
    /// Where it comes from.
    pub source: String,
    /// How far it can be trusted: high, medium, low.
    pub confidence: String,
    /// What a reader should know.
    #[serde(default)]
    pub note: String,
}

impl Observation {
    /// The figure; `None` where it is no plain number.
    #[must_use]
    pub fn figure(&self) -> Option<f64> {
        let value: f64 = self.value.trim().parse().ok()?;
        value.is_finite().then_some(value)
    }

    /// Whether it counts in the mean before `year`, or, without `before`, in that from it on: a
    /// plain number of one year that is not doubted.
    #[must_use]
    pub fn is_mean_of(&self, year: i16, before: bool) -> bool {
        let side = self.year_alone().is_some_and(|own| (own < year) == before);
        side && self.confidence != "low" && self.figure().is_some()
    }

    /// The year of a figure of one year; `None` of one over several, or about one.
    #[must_use]
    pub fn year_alone(&self) -> Option<i16> {
        let year = self.year.get(..4)?.parse().ok()?;
        (!self.year.contains(['/', '~'])).then_some(year)
    }
}

/// What is known of a school, a group or a project.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct CaseRecord {
    /// The district.
    pub district: String,
    /// The school, the group, the project.
    pub school_or_group: String,
    /// What it is a case of.
    pub measure: String,
    /// When, as [`Observation::year`].
    pub year: String,
    /// What is known.
    pub facts: String,
    /// Where it comes from.
    pub source: String,
    /// How far it can be trusted.
    pub confidence: String,
    /// before, in or after the years of the study.
    #[serde(default)]
    pub period: String,
}

/// Figures and cases.
///
/// ```
/// use zhengce::analysis::DataTable;
/// let mut table = DataTable::default();
/// table.add_series("indicator,unit,place,year,value,source,confidence,note
/// jituan,units,甲区,2012,3,来源,high,
/// jituan,units,甲区,2015,8,来源,high,
/// ")?;
/// let series = table.series();
/// assert_eq!(series[0].missing(), [2013, 2014]);
/// assert_eq!(series[0].around(2014), (Some(3.0), Some(8.0)));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct DataTable {
    observations: Vec<Observation>,
    cases: Vec<CaseRecord>,
    /// What indicators and units are called, by their codes.
    names: BTreeMap<String, String>,
}

/// What an indicator or a unit is called.
#[derive(Deserialize)]
struct Name {
    #[serde(alias = "indicator", alias = "unit")]
    code: String,
    zh: String,
}

/// The figures of one indicator for one place in one unit.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Series<'t> {
    /// What is measured.
    pub indicator: &'t str,
    /// Where.
    pub place: &'t str,
    /// In which unit.
    pub unit: &'t str,
    /// Its figures in order of time as written.
    pub points: Vec<&'t Observation>,
}

impl DataTable {
    /// The data of the case that ship; without figures where none ship.
    ///
    /// # Errors
    /// Never with the tables as shipped; a changed copy may be no table.
    pub fn builtin() -> Result<Self> {
        let mut table = Self::default();
        let text = |name: &str| DATA.get_file(name).and_then(|file| file.contents_utf8());
        if let Some(series) = text("series.csv") {
            table.add_series(series)?;
        }
        if let Some(cases) = text("cases.csv") {
            table.add_cases(cases)?;
        }
        for names in ["indicators.csv", "units.csv"].into_iter().filter_map(text) {
            let names = rows::<Name>(names)?.into_iter();
            table.names.extend(names.map(|n| (n.code, n.zh)));
        }
        Ok(table)
    }

    /// Adds figures: CSV with the columns of [`Observation`].
    ///
    /// # Errors
    /// Where a column is missing or a row has another number of cells.
    pub fn add_series(&mut self, csv: &str) -> Result<()> {
        self.observations.extend(rows::<Observation>(csv)?);
        Ok(())
    }

    /// Adds cases: CSV with the columns of [`CaseRecord`].
    ///
    /// # Errors
    /// As [`DataTable::add_series`].
    pub fn add_cases(&mut self, csv: &str) -> Result<()> {
        self.cases.extend(rows::<CaseRecord>(csv)?);
        Ok(())
    }

    /// Adds the file at `path`: cases where it has a column `facts`, else figures.
    ///
    /// # Errors
    /// Where the file cannot be read, or as [`DataTable::add_series`].
    pub fn open(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let text = text.trim_start_matches('\u{FEFF}');
        let header = text.lines().next().unwrap_or_default();
        if header.split(',').any(|name| name.trim() == "facts") {
            self.add_cases(text)
        } else {
            self.add_series(text)
        }
        .map_err(|e| e.at_path(path))
    }

    /// What an indicator or a unit is called in Chinese; the word itself where no table says.
    #[must_use]
    pub fn name<'t>(&'t self, word: &'t str) -> &'t str {
        self.names.get(word).map_or(word, String::as_str)
    }

    /// All figures, in the order they were added.
    #[must_use]
    pub fn observations(&self) -> &[Observation] {
        &self.observations
    }

    /// All cases, in the order they were added.
    #[must_use]
    pub fn cases(&self) -> &[CaseRecord] {
        &self.cases
    }

    /// The figures as series: by indicator, place and unit.
    #[must_use]
    pub fn series(&self) -> Vec<Series<'_>> {
        let mut found: BTreeMap<(&str, &str, &str), Vec<&Observation>> = BTreeMap::new();
        for one in &self.observations {
            let key = (
                one.indicator.as_str(),
                one.place.as_str(),
                one.unit.as_str(),
            );
            found.entry(key).or_default().push(one);
        }
        let series = found
            .into_iter()
            .map(|((indicator, place, unit), mut points)| {
                points.sort_by(|a, b| a.year.cmp(&b.year));
                Series {
                    indicator,
                    place,
                    unit,
                    points,
                }
            });
        series.collect()
    }

    /// Figures that contradict each other: of one indicator, place, unit and time, with other values.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Vec<&Observation>> {
        let mut found = Vec::new();
        for series in self.series() {
            for same in series.points.chunk_by(|a, b| a.year == b.year) {
                if same.iter().any(|one| one.value != same[0].value) {
                    found.push(same.to_vec());
                }
            }
        }
        found
    }

    /// The figures of one indicator and year in several places, one a place, by place: what
    /// inequality between places is reckoned from. Figures that contradict each other are left
    /// out.
    #[must_use]
    pub fn across(&self, indicator: &str, year: i16) -> Vec<(&str, f64)> {
        let mut found: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
        for one in self
            .observations
            .iter()
            .filter(|o| o.indicator == indicator)
        {
            if let (Some(own), Some(figure)) = (one.year_alone(), one.figure())
                && own == year
            {
                found
                    .entry(&one.place)
                    .or_default()
                    .insert(&one.value, figure);
            }
        }
        let alone = found.into_iter().filter(|(_, values)| values.len() == 1);
        alone
            .filter_map(|(place, values)| Some((place, values.into_values().next()?)))
            .collect()
    }
}

fn rows<T: for<'d> Deserialize<'d>>(text: &str) -> Result<Vec<T>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .map(|row| {
            row.map_err(|error: csv::Error| {
                let line = error.position().map_or(1, csv::Position::line);
                Error::new(
                    ErrorKind::Format,
                    format!("the table of data cannot be read: {error}"),
                )
                .at_line(line)
            })
        })
        .collect()
}

impl Series<'_> {
    /// The years between its first and last figure of one year for which it has none.
    #[must_use]
    pub fn missing(&self) -> Vec<i16> {
        let years: BTreeSet<i16> = self.points.iter().filter_map(|p| p.year_alone()).collect();
        match (years.first(), years.last()) {
            (Some(first), Some(last)) => (*first..=*last).filter(|y| !years.contains(y)).collect(),
            _ => Vec::new(),
        }
    }

    /// The means of its figures of one year before `year`, and from it on; figures of low
    /// confidence are left out ([`Observation::is_mean_of`]).
    #[must_use]
    pub fn around(&self, year: i16) -> (Option<f64>, Option<f64>) {
        let mean = |before: bool| {
            let figures: Vec<f64> = self
                .points
                .iter()
                .filter(|p| p.is_mean_of(year, before))
                .filter_map(|p| p.figure())
                .collect();
            (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
        };
        (mean(true), mean(false))
    }

    /// The aim that it tests; `None` where no record of `corpus/data/aims.toml` names it.
    #[must_use]
    pub fn aim(&self) -> Option<&'static Aim> {
        let begins = |aim: &&Aim| {
            aim.indicators
                .iter()
                .any(|i| self.indicator.starts_with(i.as_str()))
        };
        AIMS.aim.iter().find(begins)
    }
}

/// What a series tests.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Aim {
    /// What it is called.
    pub label: String,
    indicators: Vec<String>,
    codes: Vec<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Aims {
    aim: Vec<Aim>,
}

static AIMS: LazyLock<Aims> = LazyLock::new(|| {
    shipped::table(
        "corpus/data/aims.toml",
        include_str!("../../corpus/data/aims.toml"),
    )
});

impl Aim {
    /// All aims, in the order of the table.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &AIMS.aim
    }

    /// The paragraphs that aim at it, in order of time.
    #[must_use]
    pub fn provisions(&self, corpus: &Corpus, filter: &Filter) -> Vec<Passage> {
        let mut found = Vec::new();
        for entry in in_order(corpus, filter) {
            let document = &entry.document;
            let spans: BTreeSet<_> = entry
                .annotations
                .codes
                .iter()
                .filter(|c| self.codes.iter().any(|code| c.code == **code))
                .map(|c| c.span)
                .filter(|span| {
                    let words = document.reading(*span);
                    self.words.iter().any(|w| words.contains(w.as_str()))
                })
                .collect();
            if !spans.is_empty() {
                let cutter = Cutter::of(entry);
                found.extend(spans.into_iter().map(|span| cutter.cut(span)));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "indicator,unit,place,year,value,source,confidence,note\n";

    #[test]
    fn figures_that_contradict_each_other_stand_side_by_side() {
        let mut table = DataTable::default();
        let rows = "a,所,甲,2012,3,x,high,\na,所,甲,2012,4,y,high,\na,所,乙,2012,5,x,high,\na,所,丙,2012/2015,9,x,high,\na,所,丁,2012,约七,x,low,\n";
        table.add_series(&format!("{HEAD}{rows}")).unwrap();
        let told = table.contradictions();
        assert_eq!(told.len(), 1);
        assert_eq!(
            told[0]
                .iter()
                .map(|o| o.source.as_str())
                .collect::<Vec<_>>(),
            ["x", "y"]
        );
        assert_eq!(table.across("a", 2012), [("乙", 5.0)]);
    }

    #[test]
    fn a_table_without_a_column_says_its_line() {
        let error = DataTable::default()
            .add_series("indicator,unit\na,b\n")
            .unwrap_err();
        assert!(error.to_string().contains("place"), "{error}");
    }

    #[test]
    fn every_aim_is_pursued_in_the_case() {
        let corpus = Corpus::builtin().unwrap();
        for aim in Aim::all() {
            let all = aim.provisions(&corpus, &Filter::default());
            assert!(!all.is_empty(), "{}", aim.label);
        }
    }
}
