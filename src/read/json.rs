//! One record as a JSON object; `.json` files of one such object or an array of them.

use super::origin::Origin;
use super::{RawDocument, charset, columns, record};
use crate::error::{Error, ErrorKind, Result};
use serde_json::{Map, Value};

/// The document that a JSON object is; the sentence says what is wrong where it is none.
pub(super) fn document(value: Value, id: String) -> Result<RawDocument, String> {
    let Value::Object(record) = value else {
        return Err(format!(
            "{} stands where a document is expected; write an object with a “text”",
            kind(&value)
        ));
    };
    let mut record = columns::renamed(record);
    let text = text(&mut record)?;
    let mut document = RawDocument::new(id, text);
    record::apply(record, &mut document);
    Ok(record::finish(document))
}

fn text(record: &mut Map<String, Value>) -> Result<String, String> {
    match record.remove("text") {
        Some(Value::String(text)) => Ok(text),
        Some(other) => Err(format!("“text” is {}; it must be a string", kind(&other))),
        None => Err(
            "the object has no “text”; each document is an object with at least a “text” (or “正文”)"
                .to_owned(),
        ),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// What is wrong with the JSON, without the place, which the caller tells.
pub(super) fn complaint(error: &serde_json::Error) -> String {
    let all = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    all.strip_suffix(&place).unwrap_or(&all).to_owned()
}

/// The documents of an array. What is wrong with some of its elements alike is said once: a list
/// of anything but documents would give an error for each.
fn elements(
    values: Vec<Value>,
    id: &str,
    fail: impl Fn(String) -> Error,
) -> Vec<Result<RawDocument>> {
    let all = values.len();
    let mut found = Vec::new();
    let mut wrong: Vec<(String, usize, usize)> = Vec::new();
    for (index, value) in values.into_iter().enumerate() {
        let number = index + 1;
        match document(value, format!("{id}-{number}")) {
            Ok(document) => found.push(Ok(document)),
            Err(message) => match wrong.iter_mut().find(|(known, ..)| *known == message) {
                Some((_, _, count)) => *count += 1,
                None => wrong.push((message, number, 1)),
            },
        }
    }
    let wrong = wrong.into_iter().map(|(message, first, count)| {
        Err(fail(if count == 1 {
            format!("element {first} of the array: {message}")
        } else {
            format!(
                "{count} of the {all} elements of the array, the first of them element {first}: {message}"
            )
        }))
    });
    found.extend(wrong);
    found
}

/// Reads a whole `.json` file.
pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    if let Some(error) = charset::binary(bytes) {
        return vec![Err(error.at_path(&origin.place))];
    }
    let decoded = charset::decode(bytes);
    let fail = |message: String| Error::new(ErrorKind::Format, message).at_path(&origin.place);
    let value: Value = match serde_json::from_str(&decoded.text) {
        Ok(value) => value,
        Err(error) => {
            let message = format!(
                "not valid JSON at column {}: {}; correct it, or use .jsonl for one object a line",
                error.column(),
                complaint(&error)
            );
            return vec![Err(fail(message)
                .at_line(error.line() as u64)
                .because(error))];
        }
    };
    let mut documents: Vec<Result<RawDocument>> = match value {
        Value::Array(values) => elements(values, &origin.id, fail),
        one => vec![document(one, origin.id.clone()).map_err(fail)],
    };
    // The bytes are the file's, so its first document tells of them.
    if let Some(Ok(first)) = documents.iter_mut().find(|d| d.is_ok()) {
        first.diagnostics.splice(0..0, decoded.diagnostics);
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::ReadOptions;

    #[test]
    fn what_is_wrong_with_many_elements_is_said_once() {
        let listed = r#"{"file":"a.html","标题":"关于招生的通知"},"#.repeat(30);
        let json = format!(r#"[{listed}{{"内容":"文。","编号":"甲"}},{listed}7]"#);
        let origin = Origin::stream("表".into(), "表".into(), &ReadOptions::default());
        let read = read(json.as_bytes(), &origin);
        let said: Vec<String> = read
            .iter()
            .map(|d| match d {
                Ok(document) => format!("{} {}", document.id, document.text),
                Err(error) => error.message().to_owned(),
            })
            .collect();
        assert_eq!(said[0], "甲 文。");
        assert!(said[1].starts_with("60 of the 62 elements of the array, the first of them element 1: the object has no “text”"));
        assert!(said[2].starts_with("element 62 of the array: a number stands"));
        assert_eq!(said.len(), 3);
    }
}
