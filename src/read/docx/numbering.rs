//! Automatic numbers: what is counted, and how it is printed.

use super::numerals;
use super::styles::{Listed, Styles, value};
use super::symbols;
use crate::read::package::{Element, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Levels of a list.
const LEVELS: usize = 9;

/// The longest text of a number, in characters: what is longer is no number.
const LONGEST: usize = 200;

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// The printed form, with `%1` for the number of the first level.
    text: String,
    /// What stands after the number: `tab`, `space` or `nothing`.
    after: String,
    /// Whether all numbers in it are printed in digits.
    legal: bool,
    /// The style that puts paragraphs on this level.
    style: Option<String>,
    /// The level (from 1) after which it starts again; 0 for never.
    restart: Option<usize>,
    /// The font of a mark.
    font: String,
}

/// A definition that several lists may share, and with it their count.
#[derive(Debug, Default)]
struct Definition {
    levels: BTreeMap<usize, Level>,
    /// A style that holds the real definition.
    link: Option<String>,
}

/// A list of a document.
#[derive(Debug, Default)]
struct List {
    definition: String,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, Definition>,
    lists: BTreeMap<String, List>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Lists that have begun anew on a level.
    begun: BTreeSet<(String, usize)>,
    /// Formats of numbers that are not known.
    pub(super) unknown: BTreeSet<String>,
}

impl Numbering {
    pub(super) fn read(tree: &Tree) -> Self {
        let mut numbering = Self::default();
        for element in tree.root().into_iter().flat_map(Element::children) {
            match element.name() {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else {
                        continue;
                    };
                    let definition = Definition {
                        levels: element.children().filter_map(level).collect(),
                        link: value(element, "numStyleLink").map(str::to_owned),
                    };
                    numbering.definitions.insert(id.to_owned(), definition);
                }
                "num" => {
                    let (Some(id), Some(definition)) =
                        (element.attribute("numId"), value(element, "abstractNumId"))
                    else {
                        continue;
                    };
                    let list = List::read(element, definition);
                    numbering.lists.insert(id.to_owned(), list);
                }
                _ => {}
            }
        }
        numbering
    }

    /// The definition that counts for a list: the one it names, or the one its style leads to.
    fn definition(&self, list: &List, styles: &Styles) -> String {
        let link = self
            .definitions
            .get(&list.definition)
            .and_then(|d| d.link.as_deref());
        let linked = link
            .and_then(|style| styles.listed(Some(style)))
            .and_then(|(_, listed)| self.lists.get(&listed.list?))
            .map(|list| list.definition.clone());
        linked.unwrap_or_else(|| list.definition.clone())
    }

    /// The printed number of the next paragraph of a list, with what stands after it; `style` is
    /// the style that put it there, if one did.
    pub(super) fn next(
        &mut self,
        listed: &Listed,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<String> {
        let id = listed.list.as_ref()?;
        let list = self.lists.get(id)?;
        let name = self.definition(list, styles);
        let definition = self.definitions.get(&name)?;
        let of_style = |levels: &BTreeMap<usize, Level>| {
            let style = style?;
            let found = levels.iter().find(|l| l.1.style.as_deref() == Some(style));
            found.map(|l| *l.0)
        };
        let at = of_style(&list.levels)
            .or_else(|| of_style(&definition.levels))
            .or(listed.level)
            .unwrap_or(0)
            .min(LEVELS - 1);
        let levels: Vec<Option<&Level>> = (0..LEVELS)
            .map(|l| list.levels.get(&l).or_else(|| definition.levels.get(&l)))
            .collect();
        let level = (*levels.get(at)?)?;
        let start = |l: usize| {
            let own = list.starts.get(&l).copied();
            own.or_else(|| levels[l].map(|level| level.start))
                .unwrap_or(1)
        };
        let counts = self.counts.entry(name).or_default();
        // A list with a start of its own begins there once, and only then goes on counting.
        let anew = list.starts.contains_key(&at) && self.begun.insert((id.clone(), at));
        counts[at] = Some(match counts[at] {
            Some(count) if !anew => count.saturating_add(1),
            _ => start(at),
        });
        for (above, count) in counts.iter_mut().enumerate().take(at) {
            count.get_or_insert_with(|| start(above));
        }
        for below in at + 1..LEVELS {
            let again = match levels[below].and_then(|l| l.restart) {
                None => true,
                Some(after) => at < after,
            };
            if again {
                counts[below] = None;
            }
        }
        if level.format == "bullet" {
            let mark: String = level
                .text
                .chars()
                .map(|c| symbols::bullet(&level.font, c))
                .collect();
            return (!mark.trim().is_empty()).then(|| format!("{mark} "));
        }
        let mut printed = String::new();
        let mut unknown = Vec::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            let place = chars.peek().and_then(|d| d.to_digit(10));
            let Some(place) = place.filter(|p| c == '%' && *p > 0) else {
                printed.push(c);
                continue;
            };
            chars.next();
            let of = place as usize - 1;
            let (Some(Some(count)), Some(Some(meant))) = (counts.get(of), levels.get(of)) else {
                continue;
            };
            let format = if level.legal {
                "decimal"
            } else {
                &meant.format
            };
            printed.push_str(&numerals::written(*count, format).unwrap_or_else(|| {
                unknown.push(format.to_owned());
                count.to_string()
            }));
        }
        let after = gap(&printed, &level.after);
        self.unknown.extend(unknown);
        (!printed.is_empty()).then(|| printed + after)
    }
}

/// What stands between a number and its text: a tab shows as a gap, but none is needed after
/// signs that make their own, and typed documents have none there.
fn gap(printed: &str, after: &str) -> &'static str {
    match after {
        "nothing" => "",
        "space" => " ",
        _ if printed.ends_with(['、', '）', '，', '：', '】', '〕']) => "",
        _ => " ",
    }
}

impl List {
    fn read(element: Element<'_>, definition: &str) -> Self {
        let mut list = Self {
            definition: definition.to_owned(),
            ..Self::default()
        };
        for over in element.children().filter(|c| c.name() == "lvlOverride") {
            let Some(at) = over.attribute("ilvl").and_then(|l| l.parse().ok()) else {
                continue;
            };
            if let Some(start) = value(over, "startOverride").and_then(|s| s.parse().ok()) {
                list.starts.insert(at, start);
            }
            list.levels.extend(over.children().filter_map(level));
        }
        list
    }
}

/// A level with its place.
fn level(element: Element<'_>) -> Option<(usize, Level)> {
    if element.name() != "lvl" {
        return None;
    }
    let at = element.attribute("ilvl")?.parse().ok()?;
    // Writers give formats of later editions as an alternative, and one for all to fall back on.
    let format = value(element, "numFmt").or_else(|| {
        let alternative = element.child("AlternateContent")?;
        value(alternative.child("Fallback")?, "numFmt")
    });
    let font = element
        .child("rPr")
        .and_then(|r| r.child("rFonts"))
        .and_then(|f| f.attribute("ascii").or_else(|| f.attribute("hAnsi")));
    let level = Level {
        start: value(element, "start")
            .and_then(|s| s.parse().ok())
            .unwrap_or(0),
        format: format.unwrap_or("decimal").to_owned(),
        text: value(element, "lvlText")
            .unwrap_or("")
            .chars()
            .take(LONGEST)
            .collect(),
        after: value(element, "suff").unwrap_or("tab").to_owned(),
        legal: super::styles::on(element, "isLgl").unwrap_or(false),
        style: value(element, "pStyle").map(str::to_owned),
        restart: value(element, "lvlRestart").and_then(|r| r.parse().ok()),
        font: font.unwrap_or("").to_owned(),
    };
    Some((at, level))
}
