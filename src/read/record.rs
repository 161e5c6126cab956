//! One record: the fields of a JSON object or of a front matter, and where each goes.

use super::RawDocument;
use super::dates;
use crate::diagnostic::Diagnostic;
use crate::document::{Level, Source, StatedRelation};
use crate::time::PartialDate;
use serde_json::{Map, Value};

/// Puts every field of `record` where it belongs in `document`. Nulls say nothing. What cannot
/// be used is told in a diagnostic, and kept as an attribute where it is a scalar.
pub(super) fn apply(record: Map<String, Value>, document: &mut RawDocument) {
    for (key, value) in record {
        if value.is_null() {
            continue;
        }
        match key.as_str() {
            "id" => match scalar(&value).map(|id| id.trim().to_owned()) {
                Some(id) if !id.is_empty() => document.id = id,
                Some(_) => {}
                None => ignored(document, &key, "it is neither a string nor a number"),
            },
            "title" => text(document, &key, &value, |d| &mut d.given.title),
            "doc_number" => text(document, &key, &value, |d| &mut d.given.doc_number),
            "issuer" => text(document, &key, &value, |d| &mut d.given.issuer),
            "region" => text(document, &key, &value, |d| &mut d.given.region),
            "jurisdiction" => text(document, &key, &value, |d| &mut d.given.jurisdiction),
            "genre" => text(document, &key, &value, |d| &mut d.given.genre),
            "note" => text(document, &key, &value, |d| &mut d.provenance.note),
            "issued" => document.given.issued = date(document, &key, &value),
            "published" => document.given.published = date(document, &key, &value),
            "reference_date" => {
                let read = date(document, &key, &value);
                document.given.reference_date = read.and_then(|d| {
                    let day = d.day.is_some().then(|| d.first_day()).flatten();
                    if day.is_none() {
                        not_a_date(
                            document,
                            &key,
                            &d.to_string(),
                            "a reference date is one day, written 2012-09-05",
                        );
                    }
                    day
                });
            }
            "level" => level(document, &key, &value),
            "digest" | "title_only" => match value.as_bool() {
                Some(yes) if key == "digest" => document.provenance.digest = yes,
                Some(yes) => document.provenance.title_only = yes,
                None => ignored(document, &key, "it is neither true nor false"),
            },
            "unverified" => match strings(&value) {
                Some(names) => document.provenance.unverified = names,
                None => ignored(document, &key, "it is not a list of field names"),
            },
            "relations" => relations(document, &key, &value),
            "sources" => sources(document, &key, &value),
            _ => match strings(&value) {
                Some(values) => {
                    let all = values.join("; ");
                    document.provenance.attributes.insert(key, all);
                }
                None => ignored(document, &key, "it is not a plain value"),
            },
        }
    }
}

/// Adds what is said of every document once its text is known.
pub(super) fn finish(mut document: RawDocument) -> RawDocument {
    if document.text.chars().all(char::is_whitespace) {
        let hint = if document.given == crate::document::Given::default() {
            "check the source: the text may be in an image or an attachment"
        } else {
            "what is known of it comes from its metadata alone"
        };
        document
            .diagnostics
            .push(Diagnostic::new("read.empty-document", "the document has no text").hint(hint));
    }
    document
}

/// A scalar as the source writes it.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// A scalar, or a list of scalars.
fn strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => values.iter().filter(|v| !v.is_null()).map(scalar).collect(),
        _ => scalar(value).map(|text| vec![text]),
    }
}

/// A text field; a list (of issuers) is joined with 、.
fn text(
    document: &mut RawDocument,
    key: &str,
    value: &Value,
    field: fn(&mut RawDocument) -> &mut Option<String>,
) {
    match strings(value) {
        Some(values) => {
            let all = values.join("、");
            *field(document) = (!all.trim().is_empty()).then(|| all.trim().to_owned());
        }
        None => ignored(document, key, "it is not a plain value"),
    }
}

fn date(document: &mut RawDocument, key: &str, value: &Value) -> Option<PartialDate> {
    let Some(written) = scalar(value) else {
        ignored(document, key, "it is not a plain value");
        return None;
    };
    if written.trim().is_empty() {
        return None;
    }
    // 2012.10 without quotes has already lost its zero: a fraction is no date.
    let read = if value.is_f64() {
        None
    } else {
        dates::read(&written)
    };
    if read.is_none() {
        not_a_date(document, key, &written, "write 2012, 2012-09 or 2012-09-05");
    }
    read
}

/// Says that a date cannot be read and keeps what stands there.
pub(super) fn not_a_date(document: &mut RawDocument, key: &str, written: &str, hint: &str) {
    document.diagnostics.push(
        Diagnostic::new(
            "read.unreadable-date",
            format!("the field “{key}” holds “{written}”, which cannot be used as a date"),
        )
        .hint(hint),
    );
    document
        .provenance
        .attributes
        .insert(key.to_owned(), written.to_owned());
}

fn level(document: &mut RawDocument, key: &str, value: &Value) {
    let Some(name) = scalar(value) else {
        return ignored(document, key, "it is not a plain value");
    };
    let name = name.trim();
    if name.is_empty() {
        return;
    }
    document.given.level = Level::from_name(name);
    if document.given.level.is_none() {
        document.diagnostics.push(
            Diagnostic::new(
                "read.unknown-level",
                format!("the field “{key}” holds “{name}”, which is no level of government"),
            )
            .hint("write national, provincial, municipal, district, school or foreign"),
        );
        let kept = name.to_owned();
        document.provenance.attributes.insert(key.to_owned(), kept);
    }
}

fn relations(document: &mut RawDocument, key: &str, value: &Value) {
    let read: Option<Vec<StatedRelation>> = value.as_array().and_then(|list| {
        list.iter()
            .map(|one| {
                Some(StatedRelation {
                    kind: one.get("kind").and_then(scalar)?,
                    target: one.get("target").and_then(scalar)?,
                })
            })
            .collect()
    });
    match read {
        Some(relations) => document.provenance.relations = relations,
        None => ignored(document, key, "it is not a list of kind and target"),
    }
}

fn sources(document: &mut RawDocument, key: &str, value: &Value) {
    let read: Option<Vec<Source>> = value.as_array().and_then(|list| {
        list.iter()
            .map(|one| {
                Some(Source {
                    url: scalar(one).or_else(|| one.get("url").and_then(scalar))?,
                    supports: one
                        .get("supports")
                        .and_then(strings)
                        .map(|all| all.join("; ")),
                })
            })
            .collect()
    });
    match read {
        Some(sources) => document.provenance.sources = sources,
        None => ignored(document, key, "it is not a list of url and supports"),
    }
}

fn ignored(document: &mut RawDocument, key: &str, why: &str) {
    document.diagnostics.push(Diagnostic::new(
        "read.ignored-field",
        format!("the field “{key}” is not used: {why}"),
    ));
}
