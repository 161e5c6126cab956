//! Paragraphs that somebody coded: CSV, JSON Lines, or analysis records.

use super::charset;
use crate::error::{Error, ErrorKind, Result};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::Path;

/// One unit of text that a coder read, with the codes given to it; none where it got none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodedUnit {
    /// The id of its document; its own id where the unit stands alone.
    pub document: String,
    /// The document it was taken from, where it stands alone and says so.
    pub taken_from: Option<String>,
    /// Where in the document it is, in code points, half-open; `None` for all of it.
    pub span: Option<(usize, usize)>,
    /// Its words, where the source has them.
    pub text: Option<String>,
    /// Its codes, in the order of the source.
    pub codes: Vec<String>,
    /// Who coded it, where the source says so.
    pub coder: Option<String>,
}

/// The columns and keys that are understood; every other is the user's own.
const DOCUMENT: &str = "doc";
const ID: &str = "id";
const START: &str = "start";
const END: &str = "end";
const TEXT: &str = "text";
const CODER: &str = "coder";
const CODEBOOK: &str = "codebook";
/// One code a row, as `policy codes --format csv` writes them.
const CODE: &str = "code";
/// All codes of a unit.
const CODES: [&str; 2] = ["codes", "labels"];

/// Reads the coded units of a file.
///
/// * **JSON Lines**: analysis records, or units `{"id", "text", "codes": ["personnel"]}`
///   (`labels` is read as `codes`), with `doc`, `start`, `end` and `coder` where they are known.
/// * **CSV** with a header of the same names: one code a row (`doc,start,end,code`), or all codes
///   of a unit in `codes`, separated by `；`, `;`, `、` or `|`; or, without such columns, one column
///   a code that holds only `1`, `0` and blanks.
///
/// Where `codebook` is named, codes that say they are of another are left out.
///
/// # Errors
/// [`ErrorKind::Io`] where the file cannot be read; [`ErrorKind::Format`] with the line where a
/// row has no document, a span is none, or nothing says what the codes are: figures about a
/// coding that was read in part would be wrong. [`ErrorKind::Empty`] where there is no unit.
pub fn coded(path: &Path, codebook: Option<&str>) -> Result<Vec<CodedUnit>> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    let text = charset::decode(&bytes).text;
    let is_csv = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let units = if is_csv {
        from_csv(&text, codebook)
    } else {
        from_json_lines(&text, codebook)
    }
    .map_err(|e| e.at_path(path))?;
    if units.is_empty() {
        return Err(Error::new(
            ErrorKind::Empty,
            "the file holds no coded unit; see the format of coded paragraphs in the README",
        )
        .at_path(path));
    }
    Ok(units)
}

fn wrong(line: u64, sentence: impl Into<String>) -> Error {
    Error::new(ErrorKind::Format, sentence).at_line(line)
}

fn from_json_lines(text: &str, codebook: Option<&str>) -> Result<Vec<CodedUnit>> {
    let mut units = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let record: Map<String, Value> = serde_json::from_str(line)
            .map_err(|e| wrong(number, format!("this is no JSON object: {e}")).because(e))?;
        let codes = CODES
            .iter()
            .find_map(|key| record.get(*key).filter(|v| !v.is_null()));
        let Some(Value::Array(codes)) = codes else {
            return Err(wrong(
                number,
                "the record has no list “codes”; give an empty list to a unit without codes",
            ));
        };
        let unit = CodedUnit {
            span: span(
                number,
                record.get(START).and_then(Value::as_u64),
                record.get(END).and_then(Value::as_u64),
            )?,
            text: string(&record, TEXT),
            coder: string(&record, CODER),
            ..named(
                number,
                string(&record, DOCUMENT),
                string(&record, ID),
                record.contains_key(START),
            )?
        };
        if codes.iter().any(Value::is_object) {
            units.extend(of_record(number, &unit, codes, codebook)?);
            continue;
        }
        let codes = codes
            .iter()
            .map(|code| code.as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or_else(|| wrong(number, "“codes” holds something that is no name of a code"))?;
        units.push(CodedUnit { codes, ..unit });
    }
    Ok(units)
}

/// The codes of an analysis record, each with its span. A record that has none of this codebook
/// still says that its document was read.
fn of_record(
    line: u64,
    unit: &CodedUnit,
    codes: &[Value],
    codebook: Option<&str>,
) -> Result<Vec<CodedUnit>> {
    let mut units = vec![CodedUnit {
        text: None,
        ..unit.clone()
    }];
    for code in codes {
        let of_codebook = code.get(CODEBOOK).and_then(Value::as_str);
        if codebook.is_some() && of_codebook.is_some() && of_codebook != codebook {
            continue;
        }
        let name = code
            .get(CODE)
            .and_then(Value::as_str)
            .ok_or_else(|| wrong(line, "an entry of “codes” has no “code”"))?;
        units.push(CodedUnit {
            span: span(
                line,
                code.get(START).and_then(Value::as_u64),
                code.get(END).and_then(Value::as_u64),
            )?,
            text: None,
            codes: vec![name.to_owned()],
            ..unit.clone()
        });
    }
    Ok(units)
}

fn from_csv(text: &str, codebook: Option<&str>) -> Result<Vec<CodedUnit>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let failed = |e: csv::Error| {
        let line = e.position().map_or(1, csv::Position::line);
        wrong(line, format!("this row cannot be read: {e}")).because(e)
    };
    let header: Vec<String> = reader
        .headers()
        .map_err(failed)?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').to_owned())
        .collect();
    let rows: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().map_err(failed)?;
    let column = |name: &str| header.iter().position(|h| h == name);
    let shape = Shape::of(&header, &rows)?;
    let mut units = Vec::new();
    for row in rows {
        let line = row.position().map_or(1, csv::Position::line);
        let cell = |name: &str| {
            column(name)
                .and_then(|at| row.get(at))
                .filter(|cell| !cell.is_empty())
                .map(str::to_owned)
        };
        if codebook.is_some_and(|book| cell(CODEBOOK).is_some_and(|of| of != book)) {
            continue;
        }
        let number = |name: &str| match cell(name) {
            Some(cell) => cell.parse::<u64>().map(Some).map_err(|e| {
                wrong(line, format!("“{cell}” in the column {name} is no number")).because(e)
            }),
            None => Ok(None),
        };
        units.push(CodedUnit {
            span: span(line, number(START)?, number(END)?)?,
            text: cell(TEXT),
            coder: cell(CODER),
            codes: shape.codes(&row),
            ..named(line, cell(DOCUMENT), cell(ID), cell(START).is_some())?
        });
    }
    Ok(units)
}

/// How a table says what the codes of a row are.
enum Shape {
    /// A column with one code.
    One(usize),
    /// A column with all of them.
    All(usize),
    /// A column a code.
    Columns(BTreeMap<usize, String>),
}

impl Shape {
    fn of(header: &[String], rows: &[csv::StringRecord]) -> Result<Self> {
        let column = |name: &str| header.iter().position(|h| h == name);
        if let Some(at) = column(CODE) {
            return Ok(Self::One(at));
        }
        if let Some(at) = CODES.iter().find_map(|name| column(name)) {
            return Ok(Self::All(at));
        }
        let own = [DOCUMENT, ID, START, END, TEXT, CODER, CODEBOOK];
        let columns: BTreeMap<usize, String> = header
            .iter()
            .enumerate()
            .filter(|(at, name)| {
                let mut cells = rows.iter().filter_map(|row| row.get(*at));
                !own.contains(&name.as_str()) && cells.all(|cell| matches!(cell, "" | "0" | "1"))
            })
            .map(|(at, name)| (at, name.clone()))
            .collect();
        if columns.is_empty() {
            return Err(wrong(
                1,
                format!(
                    "no column says what the codes are; name one “code” or “codes”, or give each code a column of 1 and 0. The columns are {}",
                    header.join(", ")
                ),
            ));
        }
        Ok(Self::Columns(columns))
    }

    fn codes(&self, row: &csv::StringRecord) -> Vec<String> {
        let split = |at: usize| {
            row.get(at)
                .unwrap_or_default()
                .split(['；', ';', '、', '|'])
                .map(str::trim)
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect()
        };
        match self {
            Self::One(at) | Self::All(at) => split(*at),
            Self::Columns(columns) => columns
                .iter()
                .filter(|(at, _)| row.get(**at) == Some("1"))
                .map(|(_, name)| name.clone())
                .collect(),
        }
    }
}

/// A unit of this document. One that has an id of its own and no span stands alone.
fn named(
    line: u64,
    document: Option<String>,
    id: Option<String>,
    has_span: bool,
) -> Result<CodedUnit> {
    let (document, taken_from) = match (document, id) {
        (Some(document), _) if has_span => (document, None),
        (document, Some(id)) => (id, document),
        (Some(document), None) => (document, None),
        (None, None) => {
            return Err(wrong(
                line,
                "nothing says which unit this is; give it an “id”, or “doc” with “start” and “end”",
            ));
        }
    };
    Ok(CodedUnit {
        document,
        taken_from,
        ..CodedUnit::default()
    })
}

fn span(line: u64, start: Option<u64>, end: Option<u64>) -> Result<Option<(usize, usize)>> {
    match (start, end) {
        (None, None) => Ok(None),
        (Some(start), Some(end)) if start < end => Ok(Some((start as usize, end as usize))),
        _ => Err(wrong(
            line,
            "a span has a “start” and an “end” after it, in code points",
        )),
    }
}

fn string(record: &Map<String, Value>, key: &str) -> Option<String> {
    match record.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Document, place and codes of a unit.
    type Unit = (String, Option<(usize, usize)>, String);

    fn read(name: &str, text: &str) -> Result<Vec<Unit>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let units = coded(&path, Some("case"))?;
        Ok(units
            .into_iter()
            .map(|u| (u.document, u.span, u.codes.join("+")))
            .collect())
    }

    fn unit(document: &str, span: Option<(usize, usize)>, codes: &str) -> Unit {
        (document.to_owned(), span, codes.to_owned())
    }

    #[test]
    fn units_and_records_as_json_lines() {
        let units = "{\"id\": \"u1\", \"doc\": \"d\", \"labels\": [\"personnel\", \"investment\"]}\n\n\
                     {\"doc\": \"d\", \"start\": 4, \"end\": 9, \"codes\": []}\n\
                     {\"id\": \"r\", \"meta\": {}, \"codes\": [{\"codebook\": \"case\", \"code\": \"personnel\", \"start\": 0, \"end\": 3}, {\"codebook\": \"other\", \"code\": \"x\", \"start\": 0, \"end\": 3}]}\n";
        assert_eq!(
            read("coded.jsonl", units).unwrap(),
            [
                unit("u1", None, "personnel+investment"),
                unit("d", Some((4, 9)), ""),
                unit("r", None, ""),
                unit("r", Some((0, 3)), "personnel"),
            ]
        );
    }

    #[test]
    fn three_shapes_of_tables() {
        assert_eq!(
            read(
                "a.csv",
                "\u{feff}doc,start,end,code,coder\r\nd,0,3,personnel,甲\r\nd,0,3,investment,甲\r\n"
            )
            .unwrap(),
            [
                unit("d", Some((0, 3)), "personnel"),
                unit("d", Some((0, 3)), "investment")
            ]
        );
        assert_eq!(
            read(
                "b.csv",
                "id,text,codes\nu1,教师流动,personnel；integration\nu2,无,\n"
            )
            .unwrap(),
            [
                unit("u1", None, "personnel+integration"),
                unit("u2", None, "")
            ]
        );
        assert_eq!(
            read("c.csv", "id,text,人事,投入\nu1,教师流动,1,0\nu2,经费,,1\n").unwrap(),
            [unit("u1", None, "人事"), unit("u2", None, "投入")]
        );
    }

    #[test]
    fn what_cannot_be_used_names_its_line() {
        for (name, text, line, words) in [
            (
                "a.jsonl",
                "{\"id\": \"u\", \"codes\": []}\n{\"id\": \"v\"}\n",
                2,
                "no list",
            ),
            ("a.jsonl", "{\"codes\": []}\n", 1, "which unit"),
            ("a.jsonl", "{\"id\"\n", 1, "no JSON object"),
            (
                "a.csv",
                "doc,start,end,code\nd,0,3,x\nd,9,3,x\n",
                3,
                "a span",
            ),
            ("a.csv", "doc,start,end,code\nd,零,3,x\n", 2, "no number"),
            (
                "a.csv",
                "doc,text\nd,教师\n",
                1,
                "The columns are doc, text",
            ),
            ("a.csv", "doc,code\nd,x,y\n", 2, "cannot be read"),
        ] {
            let error = read(name, text).unwrap_err();
            assert_eq!(error.line(), Some(line), "{text}");
            assert!(error.message().contains(words), "{error}");
        }
        assert_eq!(read("a.jsonl", "\n").unwrap_err().kind(), ErrorKind::Empty);
    }
}
