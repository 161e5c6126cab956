//! Footnotes and endnotes: marked in the text, and written out at its end.

use super::numerals;
use crate::read::package::Element;
use std::collections::HashMap;

/// Where the notes of a kind stand on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Foot,
    End,
}

/// A note that the text refers to.
#[derive(Clone, Debug)]
pub(super) struct Note<'a> {
    pub(super) element: Element<'a>,
    /// Its mark; `None` where the note brings its own.
    pub(super) mark: Option<String>,
}

/// The notes of a document, and those met so far in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    foot: HashMap<&'a str, Element<'a>>,
    end: HashMap<&'a str, Element<'a>>,
    met: [u32; 2],
    /// The marks of the notes that were referred to: each is written out once, or one that refers
    /// to itself would have no end.
    marks: HashMap<(usize, &'a str), Option<String>>,
    pub(super) open: Vec<Note<'a>>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(foot: Option<Element<'a>>, end: Option<Element<'a>>) -> Self {
        let of = |root: Option<Element<'a>>| {
            let notes = root.into_iter().flat_map(Element::children);
            notes
                // Separators are notes too, of a type.
                .filter(|n| matches!(n.attribute("type"), None | Some("normal")))
                .filter_map(|n| Some((n.attribute("id")?, n)))
                .collect()
        };
        Self {
            foot: of(foot),
            end: of(end),
            ..Self::default()
        }
    }

    /// The mark of the note that `reference` refers to, which is written out later.
    pub(super) fn refer(&mut self, kind: Kind, reference: Element<'a>) -> Option<String> {
        let id = reference.attribute("id")?;
        let element = *match kind {
            Kind::Foot => self.foot.get(id),
            Kind::End => self.end.get(id),
        }?;
        let note = (kind as usize, id);
        if let Some(mark) = self.marks.get(&note) {
            return mark.clone();
        }
        let own = matches!(
            reference.attribute("customMarkFollows"),
            Some("1" | "true" | "on")
        );
        let mark = (!own).then(|| {
            let count = &mut self.met[kind as usize];
            *count += 1;
            match kind {
                Kind::Foot => format!("[{count}]"),
                Kind::End => format!("[{}]", numerals::roman(*count).to_lowercase()),
            }
        });
        self.marks.insert(note, mark.clone());
        self.open.push(Note {
            element,
            mark: mark.clone(),
        });
        mark
    }
}
