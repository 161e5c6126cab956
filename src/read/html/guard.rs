//! Markup that would take a parser more than linear time is taken apart first.
//!
//! An HTML parser looks through its stack of open elements at many tags, and opens formatting
//! elements that were never closed again in every paragraph. Pages nested thousands deep would
//! take it hours; no real page is.

use std::borrow::Cow;

/// Tags times depth: what a large real page stays far below.
const WORK: usize = 50_000_000;
/// Attributes in one tag.
const ATTRIBUTES: usize = 2_000;

/// The page as given; where its markup is built to overwhelm a parser, its text with nothing
/// but line breaks, and `true`.
pub(super) fn tame(page: &str) -> (Cow<'_, str>, bool) {
    let (mut depth, mut deepest, mut count) = (0_usize, 0_usize, 0_usize);
    let mut worst = 0;
    for tag in Tags::of(page) {
        count += 1;
        worst = worst.max(tag.attributes);
        if nests(tag.name) {
            if tag.closes {
                depth = depth.saturating_sub(1);
            } else {
                depth += 1;
                deepest = deepest.max(depth);
            }
        }
    }
    if deepest.saturating_mul(count) <= WORK && worst <= ATTRIBUTES {
        return (Cow::Borrowed(page), false);
    }
    let mut text = String::with_capacity(page.len());
    let mut at = 0;
    for tag in Tags::of(page) {
        text.push_str(&page[at..tag.start]);
        // Two make a paragraph; more would say no more.
        if !inline(tag.name) && !text.ends_with("<br><br>") {
            text.push_str("<br>");
        }
        at = tag.end;
    }
    text.push_str(&page[at..]);
    (Cow::Owned(text), true)
}

/// Whether an open tag of this name adds to the depth; the others are void or closed by their
/// next sibling.
fn nests(name: &str) -> bool {
    const FLAT: &[&str] = &[
        "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "br", "img",
        "hr", "input", "meta", "link", "col", "area", "base", "embed", "param", "source", "wbr",
        "html", "head", "body", "script", "style", "title", "textarea", "!",
    ];
    !FLAT.iter().any(|flat| name.eq_ignore_ascii_case(flat))
}

/// Whether words on both sides of the tag belong together.
fn inline(name: &str) -> bool {
    const INLINE: &[&str] = &[
        "a", "b", "big", "code", "em", "font", "i", "label", "o:p", "s", "small", "span", "strong",
        "sub", "sup", "u", "!",
    ];
    INLINE.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// A tag or comment in the source of a page; for scripts and styles with what they hold.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    attributes: usize,
    start: usize,
    end: usize,
}

/// The tags of a page in one pass, as far as the guard must know them.
struct Tags<'a> {
    page: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    fn of(page: &'a str) -> Self {
        Self { page, at: 0 }
    }

    fn after(&self, from: usize, needle: &str) -> usize {
        self.page[from..]
            .find(needle)
            .map_or(self.page.len(), |i| from + i + needle.len())
    }

    /// Where a tag that starts before `at` ends, and how many attributes it seems to have.
    fn tag_end(&self, mut at: usize) -> (usize, usize) {
        let bytes = self.page.as_bytes();
        let (mut attributes, mut last) = (0, b' ');
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'>' => return (at, attributes),
                b'"' | b'\'' if last == b'=' => {
                    let length = bytes[at..].iter().position(|b| *b == byte);
                    at = length.map_or(bytes.len(), |l| at + l + 1);
                    last = byte;
                }
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0C' | b'/' => {
                    if last != b'=' {
                        last = b' ';
                    }
                }
                _ => {
                    // Right after a quoted value an attribute may start without a space.
                    if matches!(last, b' ' | b'"' | b'\'') && byte != b'=' {
                        attributes += 1;
                    }
                    last = if matches!(byte, b'"' | b'\'') {
                        b'x'
                    } else {
                        byte
                    };
                }
            }
        }
        (bytes.len(), attributes)
    }

    /// Where the closing tag of a script or style starts.
    fn raw_end(&self, from: usize, name: &str) -> usize {
        let bytes = self.page.as_bytes();
        let mut at = from;
        while let Some(found) = self.page[at..].find("</") {
            at += found + 2;
            let here = &bytes[at..bytes.len().min(at + name.len())];
            if here.eq_ignore_ascii_case(name.as_bytes()) {
                return self.tag_end(at).0;
            }
        }
        bytes.len()
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let bytes = self.page.as_bytes();
        loop {
            let start = self.at + self.page.get(self.at..)?.find('<')?;
            let mut name_at = start + 1;
            let closes = bytes.get(name_at) == Some(&b'/');
            name_at += usize::from(closes);
            let first = bytes.get(name_at).copied().unwrap_or(b' ');
            if matches!(first, b'!' | b'?') {
                let comment = self.page[start..].starts_with("<!--");
                self.at = if comment {
                    self.after(start + 4, "-->")
                } else {
                    self.after(start, ">")
                };
                return Some(Tag {
                    name: "!",
                    closes,
                    attributes: 0,
                    start,
                    end: self.at,
                });
            }
            if !first.is_ascii_alphabetic() {
                self.at = start + 1;
                continue;
            }
            let length = bytes[name_at..]
                .iter()
                .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'>' | b'/'))
                .count();
            let name = &self.page[name_at..name_at + length];
            let (end, attributes) = self.tag_end(name_at + length);
            let raw = ["script", "style", "textarea", "title"]
                .iter()
                .any(|raw| name.eq_ignore_ascii_case(raw));
            self.at = if raw && !closes {
                self.raw_end(end, name)
            } else {
                end
            };
            return Some(Tag {
                name,
                closes,
                attributes,
                start,
                end: self.at,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_markup_is_left_alone() {
        let page = "<div a='>' b=\"x\"><p>一<p>二<br><script>'<div>'.repeat(9)</script></div>";
        assert_eq!(tame(page), (Cow::Borrowed(page), false));
        let tags: Vec<(&str, usize)> = Tags::of(page).map(|t| (t.name, t.attributes)).collect();
        assert_eq!(
            tags,
            [
                ("div", 2),
                ("p", 0),
                ("p", 0),
                ("br", 0),
                ("script", 0),
                ("div", 0)
            ]
        );
    }

    #[test]
    fn markup_against_the_parser_becomes_lines() {
        let deep = format!("{}<p>甲<b>乙</b></p>丙", "<div>".repeat(20_000));
        let (text, tamed) = tame(&deep);
        assert!(tamed);
        assert!(
            text.ends_with("<br>甲乙<br>丙"),
            "{}",
            &text[text.len() - 40..]
        );
        let wide = format!("<p{}>甲", " a=1".repeat(3_000));
        assert_eq!(tame(&wide), (Cow::Borrowed("<br>甲"), true));
    }
}
