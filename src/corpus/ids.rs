//! [`Ids`]: one document an id, whatever the sources call them.

use super::Entry;
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The ids that a run has given out.
///
/// Two files of one name in different folders are two documents; the same record in two files is
/// one. Nothing is lost and nothing counts twice.
#[derive(Debug, Default)]
pub struct Ids {
    /// Id to a hash of the text.
    seen: BTreeMap<String, u64>,
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
        let mut hasher = DefaultHasher::new();
        entry.document.text.original().hash(&mut hasher);
        let text = hasher.finish();
        let given = entry.document.id.clone();
        match self.seen.get(&given) {
            None => {
                self.seen.insert(given, text);
                return Admission::New;
            }
            Some(earlier) if *earlier == text => return Admission::Again,
            Some(_) => {}
        }
        let mut count = 2;
        let id = loop {
            let id = format!("{given}#{count}");
            match self.seen.get(&id) {
                None => break id,
                Some(earlier) if *earlier == text => return Admission::Again,
                Some(_) => count += 1,
            }
        };
        entry.diagnostics.push(
            Diagnostic::new(
                "corpus.repeated-id",
                format!("the id “{given}” stands for an earlier document; this one is “{id}”"),
            )
            .hint("give each document an id of its own"),
        );
        self.seen.insert(id.clone(), text);
        entry.document.id = id;
        Admission::Renamed { given }
    }
}
