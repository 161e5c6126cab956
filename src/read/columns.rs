//! The names that people give the fields of a record, from `corpus/columns.toml`: of the columns
//! of a table, of the keys of a JSON object.

use crate::shipped;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Names for each field in the order of preference.
static COLUMNS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    shipped::table(
        "corpus/columns.toml",
        include_str!("../../corpus/columns.toml"),
    )
});

/// The names of a field.
pub(super) fn names(field: &str) -> &'static [String] {
    COLUMNS.get(field).map_or(&[][..], Vec::as_slice)
}

/// The field that each column fills, as far as it is known by its name.
pub(super) fn fields<'h>(header: impl Iterator<Item = &'h str>) -> Vec<Option<&'static str>> {
    let plain: Vec<String> = header
        .map(|name| {
            let name = name.chars().filter(|c| !c.is_whitespace());
            name.flat_map(char::to_lowercase).collect()
        })
        .collect();
    let mut fields = vec![None; plain.len()];
    for (field, names) in COLUMNS.iter() {
        let found = names
            .iter()
            .find_map(|name| plain.iter().position(|h| h == name));
        if let Some(free) = found
            .and_then(|at| fields.get_mut(at))
            .filter(|f| f.is_none())
        {
            *free = Some(field.as_str());
        }
    }
    fields
}

/// A record with its fields under their own names; a key that says nothing leaves its place to
/// another (`{"text": null, "正文": "…"}`).
pub(super) fn renamed(mut record: Map<String, Value>) -> Map<String, Value> {
    record.retain(|_, value| !value.is_null());
    let fields = fields(record.keys().map(String::as_str));
    let (mut named, mut others) = (Map::new(), Map::new());
    for ((key, value), field) in record.into_iter().zip(fields) {
        match (field, value) {
            // One address is a list of one.
            (Some("sources"), Value::String(url)) if key != "sources" => {
                named.insert("sources".to_owned(), Value::from(vec![url]));
            }
            (Some(field), value) => {
                named.insert(field.to_owned(), value);
            }
            (None, value) => {
                others.insert(key, value);
            }
        }
    }
    for (key, value) in others {
        named.entry(key).or_insert(value);
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_their_fields_under_any_name() {
        for (written, expected) in [
            (
                r#"{"正文":"文。","标题":"关于招生的通知","发文 机关":["甲","乙"],"URL":"http://a","页":3}"#,
                r#"{"text":"文。","title":"关于招生的通知","issuer":["甲","乙"],"sources":["http://a"],"页":3}"#,
            ),
            (
                r#"{"content":"别的","text":"文。","日期":null,"date":"2012"}"#,
                r#"{"content":"别的","text":"文。","issued":"2012"}"#,
            ),
            (
                r#"{"text":null,"正文":"文。","url":{"a":1}}"#,
                r#"{"text":"文。","sources":{"a":1}}"#,
            ),
        ] {
            let record = |json: &str| serde_json::from_str::<Map<_, _>>(json).unwrap();
            assert_eq!(renamed(record(written)), record(expected), "{written}");
        }
    }
}
