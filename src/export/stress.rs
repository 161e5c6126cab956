//! What turns the conclusions of a study, as rows.

use super::row::{Cell, Row};
use crate::analysis::stress::{Flip, Stress, Verdict};

/// A conclusion and one thing without which it does not hold, or that nothing turns it.
#[derive(Debug)]
pub struct StressRow<'s> {
    verdict: &'s Verdict,
    without: Option<&'s Flip>,
}

/// For each conclusion a row for each thing that turns it; where nothing does, one row with what
/// comes closest.
#[must_use]
pub fn stress_rows(stress: &Stress) -> Vec<StressRow<'_>> {
    let verdicts = stress.verdicts().iter();
    verdicts
        .flat_map(|verdict| {
            let firm = verdict.flips.is_empty();
            let closest = firm.then_some(verdict.closest.as_ref());
            let flips = verdict.flips.iter().map(Some);
            flips
                .chain(closest)
                .map(move |without| StressRow { verdict, without })
        })
        .collect()
}

/// Four digits, as other measures.
fn measure(number: f64) -> Cell<'static> {
    Cell::Number((number * 1e4).round() / 1e4)
}

impl Row for StressRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "kind",
        "conclusion",
        "value",
        "holds",
        "left_out",
        "without",
        "becomes",
        "value_without",
        "difference",
        "provisions",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let conclusion = &self.verdict.conclusion;
        let holds = if self.verdict.flips.is_empty() {
            "yes"
        } else {
            "no"
        };
        let mut cells = vec![
            Cell::text(conclusion.kind.as_str()),
            Cell::text(conclusion.sentence.as_str()),
            measure(conclusion.value),
            Cell::text(holds),
        ];
        match self.without {
            Some(flip) => cells.extend([
                Cell::text(flip.left.kind()),
                Cell::text(flip.left.name()),
                Cell::text(flip.sentence.as_str()),
                measure(flip.value),
                measure(flip.value - conclusion.value),
                Cell::count(flip.provisions),
            ]),
            None => cells.extend(std::iter::repeat_n(Cell::Empty, 6)),
        }
        cells
    }
}
