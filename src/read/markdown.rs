//! `.md`: Markdown with an optional front matter of YAML.
//!
//! The text is the body with the marks removed that are pure furniture: the `#` of headings and
//! the `**` around strong words. List bullets, numbers, quotes and tables stay as written, for
//! in official documents they may carry meaning.

use super::origin::Origin;
use super::{RawDocument, charset, record};
use crate::error::{Error, ErrorKind, Result};
use serde_json::{Map, Value};

pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    if let Some(error) = charset::binary(bytes) {
        return vec![Err(error.at_path(&origin.place))];
    }
    let decoded = charset::decode(bytes);
    vec![document(&decoded.text, origin).map(|mut document| {
        document.diagnostics.splice(0..0, decoded.diagnostics);
        record::finish(document)
    })]
}

fn document(text: &str, origin: &Origin) -> Result<RawDocument> {
    let Some((front, body)) = split(text).map_err(|e| e.at_path(&origin.place))? else {
        return Ok(RawDocument::new(&origin.id, plain(text)));
    };
    let mut document = RawDocument::new(&origin.id, plain(body));
    let fields = fields(front).map_err(|e| e.at_path(&origin.place))?;
    record::apply(fields, &mut document);
    Ok(document)
}

/// Front matter and body; `None` where the text has no front matter.
fn split(text: &str) -> Result<Option<(&str, &str)>> {
    let mut lines = text.split_inclusive('\n');
    let Some(open) = lines.next().filter(|l| l.trim_end() == "---") else {
        return Ok(None);
    };
    let mut at = open.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            let body = &text[at + line.len()..];
            return Ok(Some((&text[open.len()..at], body)));
        }
        at += line.len();
    }
    Err(Error::new(
        ErrorKind::Format,
        "the front matter is not closed; end it with a line of three hyphens",
    )
    .at_line(1))
}

fn fields(front: &str) -> Result<Map<String, Value>> {
    match serde_saphyr::from_str::<Value>(front) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(Value::Null) => Ok(Map::new()),
        Ok(_) => Err(Error::new(
            ErrorKind::Format,
            "the front matter is not a list of “key: value” lines; write it so, or remove the hyphens around it",
        )
        .at_line(2)),
        Err(error) => {
            // The front matter starts on the second line of the file.
            let line = error.location().map_or(1, |l| l.line().max(1)) + 1;
            let message = format!(
                "the front matter is not valid YAML: {}; put values with : or # or brackets in quotes",
                complaint(&error)
            );
            Err(Error::new(ErrorKind::Format, message)
                .at_line(line)
                .because(error.to_string()))
        }
    }
}

/// The first line of the parser's message, without its own place.
fn complaint(error: &serde_saphyr::Error) -> String {
    let all = error.without_snippet().to_string();
    let first = all.lines().next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    first
        .rfind(" at line ")
        .map_or(first, |at| &first[..at])
        .to_owned()
}

/// The body without heading marks and strong marks; blank lines at its start are the gap after
/// the front matter.
fn plain(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut started = false;
    for line in body.split_inclusive('\n') {
        if !started && line.trim().is_empty() {
            continue;
        }
        started = true;
        strong(heading(line), &mut text);
    }
    text
}

/// A heading line without its `#`, closing ones too.
fn heading(line: &str) -> (&str, &str) {
    let ending = line.trim_end_matches(['\n', '\r']);
    let end = &line[ending.len()..];
    let marks = ending.len() - ending.trim_start_matches('#').len();
    let rest = &ending[marks..];
    if !(1..=6).contains(&marks) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return (ending, end);
    }
    let words = rest.trim();
    let open = words.trim_end_matches('#');
    let words = if open.is_empty() || open.ends_with([' ', '\t']) {
        open.trim_end()
    } else {
        words
    };
    (words, end)
}

/// Writes the line without its pairs of `**`.
fn strong((line, end): (&str, &str), text: &mut String) {
    if !line.as_bytes().contains(&b'*') {
        text.push_str(line);
        text.push_str(end);
        return;
    }
    let mut parts = line.split("**").peekable();
    let pairs = line.matches("**").count() / 2 * 2;
    let mut seen = 0;
    while let Some(part) = parts.next() {
        text.push_str(part);
        if parts.peek().is_some() {
            if seen >= pairs {
                text.push_str("**");
            }
            seen += 1;
        }
    }
    text.push_str(end);
}
