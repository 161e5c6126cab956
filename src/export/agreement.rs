//! Agreement of coders as rows.

use super::row::{Cell, Row};
use crate::analysis::reliability::{
    Agreement, Bootstrap, CodeAgreement, Disagreement, Ratings, Scale,
};
use std::borrow::Cow;

/// The agreement on one code, or on all together, as a row.
#[derive(Debug)]
pub struct AgreementRow<'a> {
    coders: &'a [String],
    about: &'a CodeAgreement,
    interval: Option<(f64, f64)>,
}

/// One row a code and one for all, with alpha's interval where `bootstrap` is given.
#[must_use]
pub fn agreement_rows(
    agreement: &Agreement,
    bootstrap: Option<Bootstrap>,
) -> Vec<AgreementRow<'_>> {
    agreement
        .codes()
        .iter()
        .chain([agreement.overall()])
        .map(|about| AgreementRow {
            coders: agreement.coders(),
            about,
            interval: bootstrap.and_then(|b| b.interval(about.clusters(), alpha)),
        })
        .collect()
}

fn alpha(ratings: &Ratings) -> Option<f64> {
    ratings.krippendorff(Scale::Nominal)
}

/// Four digits: what a reader compares with a paper.
fn measure(number: Option<f64>) -> Cell<'static> {
    number.map_or(Cell::Empty, |n| Cell::Number((n * 1e4).round() / 1e4))
}

impl Row for AgreementRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "units",
        "given",
        "given_by_all",
        "f1",
        "percent",
        "holsti",
        "scott",
        "cohen",
        "fleiss",
        "brennan_prediger",
        "alpha",
        "alpha_low",
        "alpha_high",
        "prevalence",
        "bias",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let ratings = self.about.ratings();
        let applied = self.coders.iter().zip(self.about.applied());
        vec![
            Cell::text(self.about.code().unwrap_or("(all)")),
            Cell::Count(ratings.units()),
            Cell::List(
                applied
                    .map(|(coder, count)| Cow::from(format!("{coder} {count}")))
                    .collect(),
            ),
            Cell::Count(self.about.agreed()),
            measure(self.about.overlap()),
            measure(ratings.percent()),
            measure(ratings.holsti()),
            measure(ratings.scott()),
            measure(ratings.cohen()),
            measure(ratings.fleiss()),
            measure(ratings.brennan_prediger()),
            measure(alpha(ratings)),
            measure(self.interval.map(|i| i.0)),
            measure(self.interval.map(|i| i.1)),
            measure(ratings.prevalence().get(1).copied()),
            measure(ratings.bias().and_then(|b| b.get(1).copied())),
        ]
    }
}

/// A place where coders differ, as a row.
#[derive(Debug)]
pub struct DisagreementRow<'a> {
    coders: &'a [String],
    about: &'a Disagreement,
}

/// The places where coders differ, with a column for each coder: 1 with the code, 0 without,
/// empty where the document was not read.
#[must_use]
pub fn disagreement_rows(agreement: &Agreement) -> Vec<DisagreementRow<'_>> {
    agreement
        .disagreements()
        .iter()
        .map(|about| DisagreementRow {
            coders: agreement.coders(),
            about,
        })
        .collect()
}

impl Row for DisagreementRow<'_> {
    const COLUMNS: &'static [&'static str] = &["doc", "start", "end", "code", "text"];

    fn columns(&self) -> Vec<Cow<'_, str>> {
        let fixed = Self::COLUMNS.iter().copied().map(Cow::Borrowed);
        fixed
            .chain(self.coders.iter().map(|c| Cow::from(c.as_str())))
            .collect()
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        let about = self.about;
        let at = |at: Option<usize>| at.map_or(Cell::Empty, Cell::count);
        let mut cells = vec![
            Cell::text(about.document.as_str()),
            at(about.place.map(|p| p.0)),
            at(about.place.map(|p| p.1)),
            Cell::text(about.code.as_str()),
            Cell::maybe(about.text.as_deref()),
        ];
        cells.extend(
            about
                .said
                .iter()
                .map(|said| said.map_or(Cell::Empty, |yes| Cell::Count(u64::from(yes)))),
        );
        cells
    }
}
