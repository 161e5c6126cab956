//! Semantic tags: which texts of the pages are the title, the number, the date.

use super::Opened;
use super::text::Objects;
use crate::read::package::Element;
use crate::read::{RawDocument, dates, record};
use crate::shipped;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The field of each tag.
static TAGS: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| shipped::table("corpus/ofd.toml", include_str!("../../../corpus/ofd.toml")));

/// Elements that hold others and stand for no words of their own.
const HOLDERS: [&str; 5] = ["正文", "主体", "版头", "版记", "公文"];

/// Takes what the tags in the part `custom` say into the document. Tags that cannot be read say
/// nothing: the text is there without them.
pub(super) fn apply(
    package: &mut Opened,
    custom: &str,
    objects: &Objects,
    document: &mut RawDocument,
) {
    let Ok(Some(tree)) = package.xml(custom) else {
        return;
    };
    let mut said: Vec<(String, String)> = Vec::new();
    if let Some(root) = tree.root() {
        collect(root, objects, &mut said);
    }
    let mut record = Map::new();
    for (tag, words) in said {
        let field = TAGS.get(&tag).map(String::as_str);
        let usable = field != Some("issued") || dates::read(&words).is_some();
        match field.filter(|f| usable && !record.contains_key(*f)) {
            Some(field) => {
                record.insert(field.to_owned(), Value::from(words));
            }
            None => {
                let attributes = &mut document.provenance.attributes;
                attributes.entry(format!("tag_{tag}")).or_insert(words);
            }
        }
    }
    record::apply(record, document);
}

/// Each tag with the words of the objects that it refers to.
fn collect(element: Element<'_>, objects: &Objects, said: &mut Vec<(String, String)>) {
    let mut words = String::new();
    for child in element.children() {
        if child.name() == "ObjectRef" {
            let object = objects.get(child.text().trim());
            words.push_str(object.map_or("", String::as_str));
        } else {
            collect(child, objects, said);
        }
    }
    let words = words.trim();
    if !words.is_empty() && !HOLDERS.contains(&element.name()) {
        said.push((element.name().to_owned(), words.to_owned()));
    }
}
