//! Numbers that a page prints before the items of its ordered lists.

use super::page::{Content, Page};
use super::rules::Rules;
use crate::numeral::chinese;
use std::collections::BTreeMap;

/// How the items of a list are numbered.
#[derive(Clone, Copy)]
enum Style {
    Decimal,
    Letters { capital: bool },
    Roman { capital: bool },
    Chinese,
    Bullet,
}

/// One list: how it counts, and the number of the next item.
struct List {
    style: Style,
    next: i64,
    step: i64,
}

/// What a browser prints before each item of an ordered list, by the item's place.
///
/// Numbers count as `start`, `value` and `reversed` say, in the form of `type` or of a
/// `list-style-type` on the list itself. An item whose words begin with a number of their own
/// gets none: its site hides the list's with a style sheet. What style sheets count is not known.
pub(super) fn markers(page: &Page<'_>, rules: &Rules) -> BTreeMap<usize, String> {
    let mut lists: BTreeMap<usize, List> = BTreeMap::new();
    let mut markers = BTreeMap::new();
    for (at, node) in page.nodes.iter().enumerate() {
        let Content::Element(element, _) = node.content else {
            continue;
        };
        match element.name() {
            "ol" => {
                let reversed = element.attr("reversed").is_some();
                let items = || page.children(at).filter(|c| page.nodes[*c].name() == "li");
                let first = if reversed { items().count() as i64 } else { 1 };
                lists.insert(
                    at,
                    List {
                        style: style(element.attr("type"), element.attr("style")),
                        next: number(element.attr("start")).unwrap_or(first),
                        step: if reversed { -1 } else { 1 },
                    },
                );
            }
            "li" => {
                let Some(list) = lists.get_mut(&node.parent) else {
                    continue;
                };
                let count = number(element.attr("value")).unwrap_or(list.next);
                list.next = count.saturating_add(list.step);
                let own = first_words(page, at).is_none_or(|w| rules.numbered.is_match(w));
                if let Some(marker) = list.style.marker(count).filter(|_| !own) {
                    markers.insert(at, marker);
                }
            }
            _ => {}
        }
    }
    markers
}

impl Style {
    /// The marker with what parts it from the words; `None` for a bullet.
    fn marker(self, count: i64) -> Option<String> {
        let small = u32::try_from(count).ok().filter(|c| (1..4000).contains(c));
        let letters = match (self, small) {
            (Self::Bullet, _) => return None,
            (Self::Chinese, Some(count)) => return Some(format!("{}、", chinese(count))),
            (Self::Letters { capital }, Some(count)) => cased(letters(count), capital),
            (Self::Roman { capital }, Some(count)) => cased(roman(count), capital),
            _ => count.to_string(),
        };
        Some(format!("{letters}. "))
    }
}

/// What `type` says, unless the style does.
fn style(kind: Option<&str>, css: Option<&str>) -> Style {
    let css = css.unwrap_or_default().to_ascii_lowercase();
    let listed = css
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .filter(|(name, _)| matches!(name.trim(), "list-style" | "list-style-type"))
        .flat_map(|(_, value)| value.split_whitespace())
        .find_map(|word| match word {
            "none" | "disc" | "circle" | "square" => Some(Style::Bullet),
            "decimal" | "decimal-leading-zero" => Some(Style::Decimal),
            "lower-alpha" | "lower-latin" => Some(Style::Letters { capital: false }),
            "upper-alpha" | "upper-latin" => Some(Style::Letters { capital: true }),
            "lower-roman" => Some(Style::Roman { capital: false }),
            "upper-roman" => Some(Style::Roman { capital: true }),
            "cjk-ideographic"
            | "cjk-decimal"
            | "simp-chinese-informal"
            | "trad-chinese-informal" => Some(Style::Chinese),
            _ => None,
        });
    listed.unwrap_or_else(|| match kind.map(str::trim) {
        Some("a") => Style::Letters { capital: false },
        Some("A") => Style::Letters { capital: true },
        Some("i") => Style::Roman { capital: false },
        Some("I") => Style::Roman { capital: true },
        _ => Style::Decimal,
    })
}

fn number(attribute: Option<&str>) -> Option<i64> {
    attribute?.trim().parse().ok()
}

/// a, b … z, aa, ab …
fn letters(mut count: u32) -> String {
    let mut letters = Vec::new();
    while count > 0 {
        count -= 1;
        letters.push(char::from(b'a' + (count % 26) as u8));
        count /= 26;
    }
    letters.iter().rev().collect()
}

fn roman(mut count: u32) -> String {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut written = String::new();
    for (value, digits) in DIGITS {
        while count >= value {
            written.push_str(digits);
            count -= value;
        }
    }
    written
}

fn cased(letters: String, capital: bool) -> String {
    if capital {
        letters.to_ascii_uppercase()
    } else {
        letters
    }
}

/// The first words below an item, if it has any.
fn first_words<'p>(page: &'p Page<'_>, item: usize) -> Option<&'p str> {
    page.nodes[item..page.nodes[item].end]
        .iter()
        .find_map(|node| match &node.content {
            Content::Text(text) => Some(text.trim()).filter(|t| !t.is_empty()),
            Content::Element(..) => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_every_style() {
        assert_eq!([1, 26, 27, 703].map(letters), ["a", "z", "aa", "aaa"]);
        assert_eq!([4, 9, 1994].map(roman), ["iv", "ix", "mcmxciv"]);
        let marker = |kind, css| style(kind, css).marker(3);
        assert_eq!(marker(None, None).as_deref(), Some("3. "));
        assert_eq!(marker(Some("A"), None).as_deref(), Some("C. "));
        assert_eq!(
            marker(
                Some("A"),
                Some("margin:0; list-style-type: cjk-ideographic")
            )
            .as_deref(),
            Some("三、")
        );
        assert_eq!(marker(None, Some("LIST-STYLE: none inside")), None);
        assert_eq!(
            Style::Roman { capital: true }.marker(0).as_deref(),
            Some("0. ")
        );
        assert_eq!(Style::Decimal.marker(-1).as_deref(), Some("-1. "));
    }
}
