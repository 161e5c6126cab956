//! Rows of named cells, and the two table formats.

use crate::error::{Error, ErrorKind, Result};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;
use std::io::Write;

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell<'r> {
    /// Words.
    Text(Cow<'r, str>),
    /// A count or an offset.
    Count(u64),
    /// A measurement.
    Number(f64),
    /// Several words.
    List(Vec<Cow<'r, str>>),
    /// Nothing known.
    Empty,
}

impl<'r> Cell<'r> {
    /// Words, borrowed or owned.
    pub fn text(text: impl Into<Cow<'r, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Words, or nothing known.
    pub fn maybe(text: Option<impl Into<Cow<'r, str>>>) -> Self {
        text.map_or(Self::Empty, |t| Self::Text(t.into()))
    }

    /// A count or an offset.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self::Count(count as u64)
    }

    /// A measurement to three places.
    pub(super) fn rounded(value: f64) -> Self {
        Self::Number((value * 1000.0).round() / 1000.0)
    }

    /// The cell as words: lists joined by `；`, nothing known as the empty string.
    #[must_use]
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::List(items) => Cow::Owned(items.join("；")),
            Self::Empty => Cow::Borrowed(""),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::List(items) => serializer.collect_seq(items),
            Self::Empty => serializer.serialize_none(),
        }
    }
}

/// A result as a row of a table. All rows of one listing have the same columns.
pub trait Row {
    /// The names of the columns that every listing of this kind has, in order; a listing without
    /// rows has these.
    const COLUMNS: &'static [&'static str];

    /// The names of the columns of this listing, in order, where they are not always the same.
    fn columns(&self) -> Vec<Cow<'_, str>> {
        Self::COLUMNS.iter().copied().map(Cow::Borrowed).collect()
    }

    /// The values, one a column.
    fn cells(&self) -> Vec<Cell<'_>>;
}

impl<R: Row> Row for &R {
    const COLUMNS: &'static [&'static str] = R::COLUMNS;

    fn columns(&self) -> Vec<Cow<'_, str>> {
        (*self).columns()
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        (*self).cells()
    }
}

/// Writes rows as CSV with a header line, UTF-8, CR LF, fields quoted where needed.
///
/// A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or
/// a carriage return) gets a leading `'`: documents are untrusted.
///
/// # Errors
/// Where the writer fails.
pub fn write_csv<R: Row>(rows: impl IntoIterator<Item = R>, writer: impl Write) -> Result<()> {
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(writer);
    let mut rows = rows.into_iter().peekable();
    match rows.peek() {
        Some(first) => csv.write_record(first.columns().iter().map(|c| c.as_bytes())),
        None => csv.write_record(R::COLUMNS),
    }
    .map_err(failed)?;
    for row in rows {
        let cells = row.cells();
        csv.write_record(cells.iter().map(|cell| harmless(cell).into_owned()))
            .map_err(failed)?;
    }
    csv.flush().map_err(failed)
}

fn harmless<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    let text = cell.to_text();
    let words = matches!(cell, Cell::Text(_) | Cell::List(_));
    if words && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

/// Writes rows as JSON Lines: one object a row, keys in column order.
///
/// # Errors
/// Where the writer fails.
pub fn write_jsonl<R: Row>(
    rows: impl IntoIterator<Item = R>,
    mut writer: impl Write,
) -> Result<()> {
    for row in rows {
        serde_json::to_writer(&mut writer, &Object(&row)).map_err(failed)?;
        writer.write_all(b"\n").map_err(failed)?;
    }
    writer.flush().map_err(failed)
}

struct Object<'r, R>(&'r R);

impl<R: Row> Serialize for Object<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let (columns, cells) = (self.0.columns(), self.0.cells());
        let mut map = serializer.serialize_map(Some(columns.len()))?;
        for (column, cell) in columns.iter().zip(&cells) {
            map.serialize_entry(column, cell)?;
        }
        map.end()
    }
}

pub(super) fn failed(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let source = source.into();
    Error::new(
        ErrorKind::Io,
        format!("could not write the output: {source}"),
    )
    .because(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pair(&'static str, f64);

    impl Row for Pair {
        const COLUMNS: &'static [&'static str] = &["words", "number"];
        fn cells(&self) -> Vec<Cell<'_>> {
            vec![Cell::text(self.0), Cell::Number(self.1)]
        }
    }

    #[test]
    fn a_formula_is_made_harmless_and_a_number_stays() {
        let mut out = Vec::new();
        write_csv(
            [Pair("=HYPERLINK(\"x\")", -1.5), Pair("教师，校长", 0.0)],
            &mut out,
        )
        .unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "words,number\r\n\"'=HYPERLINK(\"\"x\"\")\",-1.5\r\n教师，校长,0\r\n"
        );
    }

    #[test]
    fn a_listing_without_rows_has_a_header() {
        let mut out = Vec::new();
        write_csv([] as [Pair; 0], &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "words,number\r\n");
    }

    #[test]
    fn json_lines_keep_the_order_of_columns() {
        let mut out = Vec::new();
        write_jsonl([Pair("均衡", 2.0)], &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "{\"words\":\"均衡\",\"number\":2.0}\n"
        );
    }
}
