//! Paragraphs to code as rows that are read back as coded ones.

use super::row::{Cell, Row};
use crate::analysis::sampling::{Sample, Sampled};
use std::borrow::Cow;

/// A paragraph to code, as a row: what [`read::coded`](crate::read::coded) reads, with the columns
/// that a coder fills.
#[derive(Debug)]
pub struct SampleRow<'s> {
    unit: &'s Sampled,
    /// A column for each of these instead of one for all.
    codes: &'s [String],
}

/// The paragraphs of a sample as rows. A coder writes codes into `codes`, separated by `；`; where
/// `codes` names some, there is a column for each instead, for a 1.
#[must_use]
pub fn sample_rows<'s>(sample: &'s Sample, codes: &'s [String]) -> Vec<SampleRow<'s>> {
    let units = sample.units().iter();
    units.map(|unit| SampleRow { unit, codes }).collect()
}

impl Row for SampleRow<'_> {
    const COLUMNS: &'static [&'static str] = &[
        "doc", "start", "end", "title", "stratum", "coder", "text", "address", "codes",
    ];

    fn columns(&self) -> Vec<Cow<'_, str>> {
        // An address can be 1; beside columns of 1 it would be read as a code.
        let (fixed, rest) = Self::COLUMNS.split_at(Self::COLUMNS.len() - 2);
        let fixed = fixed.iter().copied().map(Cow::Borrowed);
        if self.codes.is_empty() {
            fixed
                .chain(rest.iter().copied().map(Cow::Borrowed))
                .collect()
        } else {
            let codes = self.codes.iter().map(|c| Cow::from(c.as_str()));
            fixed.chain(codes).collect()
        }
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        let unit = self.unit;
        let mut cells = vec![
            Cell::text(unit.document.as_str()),
            Cell::count(unit.at.0),
            Cell::count(unit.at.1),
            Cell::text(unit.title.as_deref().unwrap_or("—")),
            Cell::text(unit.stratum.as_str()),
            Cell::Empty,
            Cell::text(unit.text.as_str()),
        ];
        if self.codes.is_empty() {
            cells.push(Cell::text(unit.address.as_str()));
            cells.push(Cell::List(Vec::new()));
        } else {
            cells.extend(self.codes.iter().map(|_| Cell::Empty));
        }
        cells
    }
}
