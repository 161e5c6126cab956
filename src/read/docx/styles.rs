//! Styles of paragraphs and characters, as far as they bear on the text.

use crate::read::package::{Element, Tree};
use std::collections::BTreeMap;

/// How many styles may be based on each other.
const CHAIN: usize = 32;

/// Where a paragraph stands in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    listed: Listed,
    hidden: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

impl Styles {
    pub(super) fn read(tree: &Tree) -> Self {
        let mut styles = Self::default();
        for element in tree.root().into_iter().flat_map(Element::children) {
            let (true, Some(id)) = (element.name() == "style", element.attribute("styleId")) else {
                continue;
            };
            let paragraphs = element.attribute("type") == Some("paragraph");
            if paragraphs && is_on(element.attribute("default").unwrap_or("0")) {
                styles.usual = Some(id.to_owned());
            }
            let style = Style {
                based_on: value(element, "basedOn").map(str::to_owned),
                listed: element.child("pPr").map(listed).unwrap_or_default(),
                hidden: element.child("rPr").and_then(|r| on(r, "vanish")),
            };
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// The style and those it is based on, the nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let start = id
            .filter(|id| self.styles.contains_key(*id))
            .or(self.usual.as_deref());
        let known = |id: &'s str| self.styles.get(id).map(|style| (id, style));
        std::iter::successors(start.and_then(known), move |(_, style)| {
            known(style.based_on.as_deref()?)
        })
        .take(CHAIN)
    }

    /// The list that the style of a paragraph puts it in, and the style that says so.
    pub(super) fn listed<'s>(&'s self, id: Option<&'s str>) -> Option<(&'s str, Listed)> {
        let mut level = None;
        for (id, style) in self.chain(id) {
            level = level.or(style.listed.level);
            if let Some(list) = &style.listed.list {
                let list = Some(list.clone());
                return Some((id, Listed { list, level }));
            }
        }
        None
    }

    /// Whether text of this style is hidden.
    pub(super) fn hidden(&self, id: &str) -> bool {
        self.styles.contains_key(id)
            && self.chain(Some(id)).find_map(|(_, s)| s.hidden) == Some(true)
    }
}

/// The list that properties of a paragraph name.
pub(super) fn listed(properties: Element<'_>) -> Listed {
    let Some(element) = properties.child("numPr") else {
        return Listed::default();
    };
    Listed {
        list: value(element, "numId").map(str::to_owned),
        level: value(element, "ilvl").and_then(|l| l.parse().ok()),
    }
}

/// The `val` of a child.
pub(super) fn value<'a>(element: Element<'a>, child: &str) -> Option<&'a str> {
    element.child(child)?.attribute("val")
}

/// Whether a switch is on; `None` where it is not set.
pub(super) fn on(element: Element<'_>, switch: &str) -> Option<bool> {
    let switch = element.child(switch)?;
    Some(is_on(switch.attribute("val").unwrap_or("1")))
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}
