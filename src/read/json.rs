//! One record as a JSON object; `.json` files of one such object or an array of them.

use super::origin::Origin;
use super::{RawDocument, charset, record};
use crate::error::{Error, ErrorKind, Result};
use serde_json::{Map, Value};

/// The document that a JSON object is; the sentence says what is wrong where it is none.
pub(super) fn document(value: Value, id: String) -> Result<RawDocument, String> {
    let Value::Object(mut record) = value else {
        return Err(format!(
            "{} stands where a document is expected; write an object with a “text”",
            kind(&value)
        ));
    };
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
            "the object has no “text”; each document is an object with at least a “text”"
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
        Value::Array(values) => values
            .into_iter()
            .enumerate()
            .map(|(index, value)| {
                let number = index + 1;
                document(value, format!("{}-{number}", origin.id))
                    .map_err(|message| fail(format!("element {number} of the array: {message}")))
            })
            .collect(),
        one => vec![document(one, origin.id.clone()).map_err(fail)],
    };
    // The bytes are the file's, so its first document tells of them.
    if let Some(Ok(first)) = documents.iter_mut().find(|d| d.is_ok()) {
        first.diagnostics.splice(0..0, decoded.diagnostics);
    }
    documents
}
