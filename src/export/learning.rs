//! How far a learned coder is right, as rows.

use super::row::{Cell, Row};
use crate::analysis::calibration::{Bin, CodeScore, Hits, macro_f1};

/// What coders got right of one code, or of all, as a row.
#[derive(Debug)]
pub struct ScoreRow<'s> {
    /// None for all codes together.
    code: Option<&'s CodeScore>,
    all: &'s [CodeScore],
}

/// One row a code, and one with the mean of all.
#[must_use]
pub fn score_rows(scores: &[CodeScore]) -> Vec<ScoreRow<'_>> {
    let codes = scores.iter().map(Some).chain([None]);
    codes.map(|code| ScoreRow { code, all: scores }).collect()
}

/// Four digits, as other measures.
fn measure(number: Option<f64>) -> Cell<'static> {
    number.map_or(Cell::Empty, |n| Cell::Number((n * 1e4).round() / 1e4))
}

impl ScoreRow<'_> {
    fn sum(&self, count: impl Fn(&CodeScore) -> Option<u64>) -> Cell<'static> {
        let sum = match self.code {
            Some(code) => count(code),
            None => self.all.iter().map(count).sum(),
        };
        sum.map_or(Cell::Empty, Cell::Count)
    }

    fn f1(&self, hits: impl Fn(&CodeScore) -> Option<Hits>) -> Cell<'static> {
        measure(match self.code {
            Some(code) => hits(code).and_then(|hits| code.f1(hits)),
            None => macro_f1(self.all, hits),
        })
    }
}

impl Row for ScoreRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "given",
        "learned",
        "f1",
        "rules",
        "rules_f1",
        "either_f1",
        "both_f1",
        "brier",
        "brier_of_share",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut all = crate::analysis::calibration::Calibration::default();
        let calibration = match self.code {
            Some(code) => &code.calibration,
            None => {
                self.all.iter().for_each(|s| all.extend(&s.calibration));
                &all
            }
        };
        let brier = [calibration.brier(), calibration.brier_of_share()].map(measure);
        let name = self.code.map_or("(macro)", |code| code.code.as_str());
        let mut cells = vec![
            Cell::text(name),
            self.sum(|s| Some(s.given)),
            self.sum(|s| Some(s.learned.given)),
            self.f1(|s| Some(s.learned)),
            self.sum(|s| s.rules.map(|r| r.given)),
            self.f1(|s| s.rules),
            self.f1(|s| s.both),
            self.f1(|s| s.agreed),
        ];
        cells.extend(brier);
        cells
    }
}

/// The scores of an interval and how many came true, as a row.
#[derive(Debug)]
pub struct BinRow(Bin, f64);

/// The table of reliability of scores.
#[must_use]
pub fn bin_rows(bins: &[Bin]) -> Vec<BinRow> {
    let width = 1.0 / bins.len().max(1) as f64;
    bins.iter().map(|bin| BinRow(*bin, width)).collect()
}

impl Row for BinRow {
    const COLUMNS: &'static [&'static str] = &["score", "decisions", "mean_score", "given_share"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let Self(bin, width) = self;
        let share = (bin.count > 0).then(|| bin.given as f64 / bin.count as f64);
        vec![
            Cell::text(format!("{:.1}-{:.1}", bin.from, bin.from + width)),
            Cell::Count(bin.count),
            measure(share.map(|_| bin.score)),
            measure(share),
        ]
    }
}
