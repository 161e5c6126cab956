//! The root of a document: where its pages are, and how large.

use super::{Opened, inside};
use crate::read::package::{Element, Tree};
use std::collections::BTreeMap;

/// The size of a page in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    pub(super) width: f32,
    pub(super) height: f32,
}

/// A4, on which official documents are printed.
const A4: Area = Area {
    width: 210.0,
    height: 297.0,
};

/// What the root of a document says.
#[derive(Debug)]
pub(super) struct Root {
    /// Where it is itself.
    pub(super) place: String,
    /// Where its pages are, as it writes them.
    pub(super) pages: Vec<String>,
    /// The size of pages that do not tell their own.
    pub(super) area: Area,
    /// Where the templates of pages are, by their ids.
    pub(super) templates: BTreeMap<String, String>,
    pub(super) custom_tags: Option<String>,
    pub(super) attachments: Option<String>,
}

impl Root {
    pub(super) fn read(package: &mut Opened, place: &str) -> Result<Self, String> {
        let tree = package.xml(place)?.ok_or_else(|| {
            format!("the document {place} is not in the package; get the file again")
        })?;
        let root = tree
            .root()
            .ok_or_else(|| format!("{place} is empty; get the file again"))?;
        let named = |name: &str| {
            let text = root.child(name)?.text().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let pages = root
            .child("Pages")
            .into_iter()
            .flat_map(Element::children)
            .filter_map(|page| page.attribute("BaseLoc").map(str::to_owned))
            .collect();
        // Tags and attachments are named in the root, tags by way of a list.
        let custom_tags = match named("CustomTags") {
            Some(list) => part(package, place, &list)
                .ok()
                .flatten()
                .and_then(|list_tree| {
                    let file = list_tree.root()?.below("FileLoc").next()?;
                    inside(&inside(place, &list).ok()?, file.text().trim()).ok()
                }),
            None => None,
        };
        Ok(Self {
            place: place.to_owned(),
            pages,
            area: root
                .child("CommonData")
                .and_then(|c| c.child("PageArea"))
                .and_then(area)
                .unwrap_or(A4),
            templates: root
                .below("TemplatePage")
                .filter_map(|t| {
                    let place = t.attribute("BaseLoc")?.to_owned();
                    Some((t.attribute("ID")?.to_owned(), place))
                })
                .collect(),
            custom_tags,
            attachments: named("Attachments"),
        })
    }
}

/// The size that an area says.
pub(super) fn area(element: Element<'_>) -> Option<Area> {
    let numbers = numbers(&element.child("PhysicalBox")?.text());
    match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some(Area { width, height }),
        _ => None,
    }
}

/// Numbers with blanks between, those that are none left out.
pub(super) fn numbers(text: &str) -> Vec<f32> {
    text.split_whitespace()
        .filter_map(|n| n.parse().ok())
        .filter(|n: &f32| n.is_finite())
        .collect()
}

/// A part by its place seen from `base`; some writers name it from the top instead.
pub(super) fn part(package: &mut Opened, base: &str, target: &str) -> Result<Option<Tree>, String> {
    let near = inside(base, target)?;
    if package.find(&near).is_some() {
        return package.xml(&near);
    }
    package.xml(&inside("", target)?)
}
