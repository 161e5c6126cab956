//! [`Ids`]: one document an id, whatever the sources call them.

use super::Entry;
use crate::diagnostic::Diagnostic;
use crate::read::RawDocument;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The ids that a run has given out.
///
/// Two files of one name in different folders are two documents; the same record in two files is
/// one. Nothing is lost and nothing counts twice.
#[derive(Debug, Default)]
pub struct Ids {
    /// Id to a hash of the text.
    seen: BTreeMap<String, u64>,
    /// By an id that came more than once: the first suffix that was not tried, and the texts
    /// under all before it. A thousand documents of one name are not compared each with each.
    repeated: BTreeMap<String, (usize, BTreeSet<u64>)>,
}

/// What [`Ids::admit`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Admission {
    /// The id is new.
    New,
    /// The id stood for another text; the entry has a new one and a diagnostic.
    Renamed {
        /// The id that came with the document.
        given: String,
    },
    /// Id and text came before: the same document again.
    Again,
}

impl Ids {
    /// Takes an entry into the run, under an id of its own: a second text of one id gets the
    /// suffix `#2`, `#3` …, the first that is free.
    pub fn admit(&mut self, entry: &mut Entry) -> Admission {
        let text = entry.document.text.original();
        let admission = self.find(&mut entry.document.id, text);
        entry
            .diagnostics
            .extend(renamed(&admission, &entry.document.id));
        admission
    }

    /// The same for a document that is not analysed yet.
    pub fn admit_raw(&mut self, raw: &mut RawDocument) -> Admission {
        let admission = self.find(&mut raw.id, &raw.text);
        raw.diagnostics.extend(renamed(&admission, &raw.id));
        admission
    }

    /// Finds the id under which this text is held.
    fn find(&mut self, id: &mut String, text: &str) -> Admission {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let text = hasher.finish();
        let given = id.clone();
        match self.seen.get(&given) {
            None => {
                self.seen.insert(given, text);
                return Admission::New;
            }
            Some(earlier) if *earlier == text => return Admission::Again,
            Some(_) => {}
        }
        let (count, texts) = self
            .repeated
            .entry(given.clone())
            .or_insert_with(|| (2, BTreeSet::new()));
        if texts.contains(&text) {
            return Admission::Again;
        }
        let free = loop {
            let free = format!("{given}#{count}");
            *count += 1;
            let Some(earlier) = self.seen.get(&free) else {
                texts.insert(text);
                break free;
            };
            texts.insert(*earlier);
            if *earlier == text {
                return Admission::Again;
            }
        };
        self.seen.insert(free.clone(), text);
        *id = free;
        Admission::Renamed { given }
    }
}

/// What is told of a document that got another id.
fn renamed(admission: &Admission, id: &str) -> Option<Diagnostic> {
    let Admission::Renamed { given } = admission else {
        return None;
    };
    let told = format!("the id “{given}” stands for an earlier document; this one is “{id}”");
    Some(Diagnostic::new("corpus.repeated-id", told).hint("give each document an id of its own"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Annotations;
    use crate::document::{Document, Metadata};
    use crate::text::Text;

    fn entry(id: &str, text: &str) -> Entry {
        let document = Document::new(id, Text::new(text), Metadata::default(), Vec::new());
        Entry::new(document, Annotations::default(), Vec::new())
    }

    #[test]
    fn a_text_is_admitted_once_and_an_id_given_once() {
        let mut ids = Ids::default();
        for (id, text, admitted) in [
            ("a", "甲", Some("a")),
            ("a", "甲", None),
            ("a#3", "丁", Some("a#3")),
            ("a", "乙", Some("a#2")),
            ("a", "丙", Some("a#4")),
            ("a", "丁", None),
            ("a", "乙", None),
            ("a#2", "戊", Some("a#2#2")),
            ("b", "甲", Some("b")),
        ] {
            let mut entry = entry(id, text);
            let admission = ids.admit(&mut entry);
            let got = (admission != Admission::Again).then_some(entry.document.id.as_str());
            assert_eq!(got, admitted, "{id} {text}");
        }
    }

    #[test]
    fn many_documents_of_one_name_take_no_time() {
        let mut ids = Ids::default();
        for n in 0..20_000 {
            ids.admit(&mut entry("a", &n.to_string()));
        }
        let mut last = entry("a", "one more");
        ids.admit(&mut last);
        assert_eq!(last.document.id, "a#20001");
    }
}
