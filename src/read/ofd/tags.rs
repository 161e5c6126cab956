//! Semantic tags: which texts of the pages are the title, the number, the date.

use super::Opened;
use super::text::Objects;
use crate::diagnostic::Diagnostic;
use crate::read::package::Element;
use crate::read::{RawDocument, dates, record};
use crate::shipped;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
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
    limit: u64,
    document: &mut RawDocument,
) {
    let Ok(Some(tree)) = package.xml(custom) else {
        return;
    };
    let mut tags = Tags {
        objects,
        said: Vec::new(),
        left: limit,
    };
    let whole = tree.root().is_none_or(|root| tags.collect(root).is_some());
    if !whole {
        let message = format!(
            "the semantic tags say more than the limit of {limit} bytes for one document; those beyond it are left out"
        );
        document.diagnostics.push(
            Diagnostic::new("read.tags-left-out", message)
                .hint("check the file in an OFD reader, or raise max_document_bytes"),
        );
    }
    let mut record = Map::new();
    for (tag, words) in tags.said {
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
struct Tags<'a> {
    objects: &'a Objects,
    said: Vec<(String, String)>,
    /// Bytes of words that may still come: any number of tags can refer to one long object.
    left: u64,
}

impl Tags<'_> {
    /// `None` where there are more words than may come.
    fn collect(&mut self, element: Element<'_>) -> Option<()> {
        let mut words = String::new();
        let mut used = BTreeSet::new();
        for child in element.children() {
            if child.name() != "ObjectRef" {
                self.collect(child)?;
                continue;
            }
            let id = child.text().trim().to_owned();
            // A tag that names an object again says nothing more.
            if let Some(object) = self.objects.get(&id)
                && used.insert(id)
            {
                self.left = self.left.checked_sub(object.len() as u64)?;
                words.push_str(object);
            }
        }
        let words = words.trim();
        if !words.is_empty() && !HOLDERS.contains(&element.name()) {
            self.said
                .push((element.name().to_owned(), words.to_owned()));
        }
        Some(())
    }
}
