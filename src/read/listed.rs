//! Lists of documents without their texts: catalogues, as CSV or JSON Lines.

use super::{charset, columns, dates};
use crate::error::{Error, ErrorKind, Result};
use crate::time::PartialDate;
use serde_json::{Map, Value};
use std::path::Path;

/// What a list says of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// Its id in the list, where it has one.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its number, as the list writes it.
    pub doc_number: Option<String>,
    /// Who issued it, as the list writes it.
    pub issuer: Option<String>,
    /// When it was made.
    pub issued: Option<PartialDate>,
    /// When it was first seen published.
    pub published: Option<PartialDate>,
    /// Where the list has it from.
    pub source: Option<String>,
}

/// Reads a list of documents: CSV or TSV with a header, or JSON Lines. The columns are known by
/// the names that `corpus/columns.toml` has for them: `title` or 标题, `doc_number` or 文号,
/// `issuer` or 发文机关, `issued` or 成文日期, `published` or 发布日期, `url` or 来源网址.
///
/// # Errors
/// [`ErrorKind::Io`] where the file cannot be read; [`ErrorKind::Format`] with the line where a
/// row cannot be read, names neither title nor number, or has a date that is none;
/// [`ErrorKind::Empty`] where the list is empty.
pub fn listed(path: &Path) -> Result<Vec<Listed>> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    let text = charset::decode(&bytes).text;
    of_text(&text).map_err(|e| e.at_path(path))
}

/// The same of the text of such a file: a list whose first character is `{` is JSON Lines.
pub(crate) fn of_text(text: &str) -> Result<Vec<Listed>> {
    let text = text.trim_start_matches('\u{feff}');
    let records = if text.trim_start().starts_with('{') {
        json_lines(text)
    } else {
        table(text)
    }?;
    if records.is_empty() {
        return Err(Error::new(ErrorKind::Empty, "the list holds no document"));
    }
    records
        .into_iter()
        .map(|(line, record)| of_record(line, &record))
        .collect()
}

type Numbered = (u64, Map<String, Value>);

fn json_lines(text: &str) -> Result<Vec<Numbered>> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            let record: Map<String, Value> = serde_json::from_str(line)
                .map_err(|e| wrong(number, format!("this is no JSON object: {e}")).because(e))?;
            Ok((number, columns::renamed(record)))
        })
        .collect()
}

fn table(text: &str) -> Result<Vec<Numbered>> {
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let failed = |e: csv::Error| {
        let line = e.position().map_or(1, csv::Position::line);
        wrong(line, format!("this row cannot be read: {e}")).because(e)
    };
    let header = reader.headers().map_err(failed)?.clone();
    let fields = columns::fields(header.iter());
    if !fields
        .iter()
        .flatten()
        .any(|f| matches!(*f, "title" | "doc_number"))
    {
        return Err(wrong(
            1,
            "no column holds titles or numbers; name one “title” (标题) or “doc_number” (文号)",
        ));
    }
    reader
        .records()
        .map(|row| {
            let row = row.map_err(failed)?;
            let line = row.position().map_or(1, csv::Position::line);
            let cells = fields.iter().zip(&row);
            let record = cells
                .filter(|(_, cell)| !cell.is_empty())
                .filter_map(|(field, cell)| Some(((*field)?.to_owned(), Value::from(cell))))
                .collect();
            Ok((line, record))
        })
        .collect()
}

fn of_record(line: u64, record: &Map<String, Value>) -> Result<Listed> {
    let words = |key: &str| match record.get(key) {
        Some(Value::String(text)) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Some(Value::Number(number)) => Some(number.to_string()),
        Some(Value::Array(items)) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            Some(items.join("、")).filter(|t| !t.is_empty())
        }
        _ => None,
    };
    let date = |key: &str| match words(key) {
        None => Ok(None),
        Some(written) => dates::read(&written).map(Some).ok_or_else(|| {
            wrong(
                line,
                format!(
                    "“{written}” in the column {key} is no date; write 2012, 2012-09 or 2012-09-05"
                ),
            )
        }),
    };
    let listed = Listed {
        id: words("id"),
        title: words("title"),
        doc_number: words("doc_number"),
        issuer: words("issuer"),
        issued: date("issued")?,
        published: date("published")?,
        source: words("sources"),
    };
    if listed.title.is_none() && listed.doc_number.is_none() {
        return Err(wrong(line, "the row names neither a title nor a number"));
    }
    Ok(listed)
}

fn wrong(line: u64, sentence: impl Into<String>) -> Error {
    Error::new(ErrorKind::Format, sentence).at_line(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_under_any_names() {
        let csv = "标题,文号,发文机关,成文日期,备注\n关于校车的通知,甲教〔2012〕3号,甲市教育局,2012年9月5日,无\n学籍办法,,,,\n";
        let read = of_text(csv).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].doc_number.as_deref(), Some("甲教〔2012〕3号"));
        assert_eq!(read[0].issued.unwrap().to_string(), "2012-09-05");
        assert_eq!(read[1].title.as_deref(), Some("学籍办法"));
        let json = "{\"title\": \"学籍办法\", \"issuer\": [\"甲市教育局\", \"甲市公安局\"], \"url\": \"http://a\"}\n";
        let read = of_text(json).unwrap();
        assert_eq!(read[0].issuer.as_deref(), Some("甲市教育局、甲市公安局"));
        assert_eq!(read[0].source.as_deref(), Some("http://a"));
    }

    #[test]
    fn what_is_no_list_names_its_line() {
        for (text, line, words) in [
            ("名字,年份\n甲,2012\n", 1, "no column"),
            ("title,issued\n甲,2012\n乙,明年\n", 3, "no date"),
            ("title,issuer\n甲,乙\n,丙\n", 3, "neither"),
            ("{\"title\": \"甲\"}\n{\"title\"\n", 2, "no JSON object"),
        ] {
            let error = of_text(text).unwrap_err();
            assert_eq!(error.line(), Some(line), "{text}");
            assert!(error.message().contains(words), "{error}");
        }
        assert_eq!(of_text("title\n").unwrap_err().kind(), ErrorKind::Empty);
    }
}
