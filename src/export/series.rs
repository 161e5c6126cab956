//! Series of data, and differences between places, as rows.

use super::row::{Cell, Row};
use crate::analysis::{Aim, DataTable, gini, theil, variation, weighted_variation};
use crate::corpus::{Corpus, Filter};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// One series, as a row.
#[derive(Debug)]
pub struct SeriesRow {
    names: [String; 3],
    points: Vec<String>,
    missing: Vec<String>,
    around: (Option<f64>, Option<f64>),
    aim: Option<(&'static str, usize, Vec<String>)>,
}

/// The series whose indicator begins with `indicator`, with their means before and from `split` on
/// and the paragraphs that aim at them.
#[must_use]
pub fn series_rows(
    table: &DataTable,
    indicator: &str,
    split: i16,
    corpus: &Corpus,
    filter: &Filter,
) -> Vec<SeriesRow> {
    let aims: BTreeMap<&str, (usize, Vec<String>)> = Aim::all()
        .iter()
        .map(|aim| {
            let found = aim.provisions(corpus, filter);
            let documents: BTreeSet<&String> = found.iter().map(|p| &p.document).collect();
            let documents = documents.into_iter().cloned().collect();
            (aim.label.as_str(), (found.len(), documents))
        })
        .collect();
    let series = table
        .series()
        .into_iter()
        .filter(|s| s.indicator.starts_with(indicator));
    series
        .map(|one| SeriesRow {
            names: [one.indicator, one.place, one.unit].map(str::to_owned),
            points: one
                .points
                .iter()
                .map(|p| format!("{}:{}", p.year, p.value))
                .collect(),
            missing: one.missing().iter().map(ToString::to_string).collect(),
            around: one.around(split),
            aim: one.aim().and_then(|aim| {
                let (count, documents) = aims.get(aim.label.as_str())?;
                Some((aim.label.as_str(), *count, documents.clone()))
            }),
        })
        .collect()
}

fn list(words: &[String]) -> Cell<'_> {
    Cell::List(words.iter().map(|w| Cow::from(w.as_str())).collect())
}

fn number(value: Option<f64>) -> Cell<'static> {
    value.map_or(Cell::Empty, |v| Cell::Number((v * 1e6).round() / 1e6))
}

impl Row for SeriesRow {
    const COLUMNS: &'static [&'static str] = &[
        "indicator",
        "place",
        "unit",
        "figures",
        "missing_years",
        "mean_before",
        "mean_after",
        "aim",
        "paragraphs",
        "documents",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells: Vec<Cell<'_>> = self.names.iter().map(|n| Cell::text(n.as_str())).collect();
        cells.extend([
            list(&self.points),
            list(&self.missing),
            number(self.around.0),
            number(self.around.1),
        ]);
        match &self.aim {
            Some((label, count, documents)) => {
                cells.extend([Cell::text(*label), Cell::count(*count), list(documents)]);
            }
            None => cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]),
        }
        cells
    }
}

/// Differences between places in one year, as a row.
#[derive(Debug)]
pub struct AcrossRow {
    indicator: String,
    year: i16,
    places: Vec<String>,
    figures: Vec<f64>,
    weighted: Option<f64>,
}

/// Of each indicator that begins with `indicator`, each year in which two places or more have a figure. The
/// weighted coefficient is given where every one of these places has a weight of that year.
#[must_use]
pub fn across_rows(table: &DataTable, indicator: &str, weights: Option<&str>) -> Vec<AcrossRow> {
    let keys: BTreeSet<(&str, i16)> = table
        .observations()
        .iter()
        .filter(|o| o.indicator.starts_with(indicator))
        .filter_map(|o| Some((o.indicator.as_str(), o.year_alone()?)))
        .collect();
    let mut rows = Vec::new();
    for (indicator, year) in keys {
        let places = table.across(indicator, year);
        if places.len() < 2 {
            continue;
        }
        let figures: Vec<f64> = places.iter().map(|(_, f)| *f).collect();
        let known: BTreeMap<&str, f64> = weights
            .map(|w| table.across(w, year))
            .unwrap_or_default()
            .into_iter()
            .collect();
        let weights: Option<Vec<f64>> = places.iter().map(|(p, _)| known.get(p).copied()).collect();
        rows.push(AcrossRow {
            indicator: indicator.to_owned(),
            year,
            places: places
                .iter()
                .map(|(place, figure)| format!("{place}:{figure}"))
                .collect(),
            weighted: weights.and_then(|w| weighted_variation(&figures, &w)),
            figures,
        });
    }
    rows
}

impl Row for AcrossRow {
    const COLUMNS: &'static [&'static str] = &[
        "indicator",
        "year",
        "places",
        "variation",
        "weighted_variation",
        "gini",
        "theil",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![
            Cell::text(self.indicator.as_str()),
            Cell::text(self.year.to_string()),
            list(&self.places),
            number(variation(&self.figures)),
            number(self.weighted),
            number(gini(&self.figures)),
            number(theil(std::slice::from_ref(&self.figures)).map(|t| t.total)),
        ]
    }
}
