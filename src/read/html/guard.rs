//! Markup that would take a parser more than linear time is taken apart first.
//!
//! An HTML parser looks through its stack of open elements at many tags, and opens formatting
//! elements that were never closed again in every paragraph. Pages nested thousands deep would
//! take it hours; no real page is.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// Tags times depth: what a large real page stays far below.
const WORK: usize = 50_000_000;
/// Attributes in one tag.
const ATTRIBUTES: usize = 2_000;

/// The page as given; where its markup is built to overwhelm a parser, its text with nothing
/// but line breaks, and `true`.
pub(super) fn tame(page: &str) -> (Cow<'_, str>, bool) {
    let (mut depth, mut deepest, mut count) = (0_usize, 0_usize, 0_usize);
    let mut worst = 0;
    // A parser passes over the end of an element that is not open.
    let mut open: BTreeMap<Cow<'_, str>, usize> = BTreeMap::new();
    for tag in Tags::of(page).filter(|t| t.name != WORDS) {
        count += 1;
        worst = worst.max(tag.attributes);
        if nests(tag.name) {
            let name = if tag.name.bytes().any(|b| b.is_ascii_uppercase()) {
                Cow::Owned(tag.name.to_ascii_lowercase())
            } else {
                Cow::Borrowed(tag.name)
            };
            if !tag.closes {
                *open.entry(name).or_default() += 1;
                depth += 1;
                deepest = deepest.max(depth);
            } else if let Some(opened) = open.get_mut(&name).filter(|opened| **opened > 0) {
                *opened -= 1;
                depth -= 1;
            }
        }
    }
    if deepest.saturating_mul(count) <= WORK && worst <= ATTRIBUTES {
        return (Cow::Borrowed(page), false);
    }
    let mut text = String::with_capacity(page.len());
    let mut at = 0;
    for tag in Tags::of(page).filter(|t| t.name != WORDS) {
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

/// The page with words in angle brackets (`《关于<A类学校>的通知》`) written so that no parser takes
/// them for tags and leaves them out.
pub(super) fn spelt_out(page: &str) -> Cow<'_, str> {
    let (mut out, mut copied) = (String::new(), 0);
    let mut spell = |until: usize| {
        out.push_str(&page[copied..until]);
        out.push_str("&lt;");
        copied = until + 1;
    };
    for tag in Tags::of(page) {
        if tag.name == WORDS {
            spell(tag.start);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(page);
    }
    out.push_str(&page[copied..]);
    Cow::Owned(out)
}

/// The name of a tag that is none: its bracket belongs to the text.
const WORDS: &str = "<";

/// Whether what begins at `start` and looks like a tag to a parser is words: its name has Chinese
/// characters, or no element is called so and Chinese words follow without any attribute.
fn is_words(page: &str, start: usize) -> bool {
    /// Bytes in which a name ends.
    const NAME: usize = 60;
    /// Bytes in which words in brackets end.
    const LENGTH: usize = 240;
    let inner = page[start + 1..].trim_start_matches('/');
    let Some(length) = inner
        .bytes()
        .take(NAME)
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'<'))
    else {
        // A name that goes on and on is a tag, unless it is Chinese from its start.
        return inner.chars().take(NAME / 3).any(|c| c >= '\u{2e80}');
    };
    let name = &inner[..length];
    if !name.is_ascii() {
        // <p　align=center>: a wide space typed into a tag.
        return !name.contains(|c: char| c == '=' || c.is_whitespace());
    }
    let rest = inner[length..].bytes().take(LENGTH);
    let Some(end) = rest.clone().position(|b| b == b'>') else {
        return false;
    };
    let words = &inner.as_bytes()[length..length + end];
    // Most tags are of ASCII alone; what they are called need not be looked up.
    !words.is_ascii()
        && !words.contains(&b'=')
        && !name.contains([':', '-'])
        && !known(name)
        && inner[length..length + end].chars().any(|c| c >= '\u{2e80}')
}

/// Whether HTML, or a page written by an office program, has elements of this name.
pub(super) fn known(name: &str) -> bool {
    const KNOWN: &[&str] = &[
        "a",
        "abbr",
        "acronym",
        "address",
        "applet",
        "area",
        "article",
        "aside",
        "audio",
        "b",
        "base",
        "basefont",
        "bdi",
        "bdo",
        "bgsound",
        "big",
        "blink",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "iframe",
        "image",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "listing",
        "main",
        "map",
        "mark",
        "marquee",
        "math",
        "menu",
        "meta",
        "meter",
        "nav",
        "nobr",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "picture",
        "plaintext",
        "pre",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "search",
        "section",
        "select",
        "slot",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
        "xml",
        "xmp",
    ];
    KNOWN.binary_search(&name).is_ok()
        || name.bytes().any(|b| b.is_ascii_uppercase())
            && KNOWN
                .binary_search(&name.to_ascii_lowercase().as_str())
                .is_ok()
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
            // A parser drops what follows `</` as a comment, whatever it is.
            let tag = first.is_ascii_alphabetic() || (closes && first >= 0x80);
            if !tag {
                self.at = start + 1;
                continue;
            }
            if is_words(self.page, start) {
                self.at = start + 1;
                return Some(Tag {
                    name: WORDS,
                    closes: false,
                    attributes: 0,
                    start,
                    end: self.at,
                });
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
    fn names_of_elements_are_known() {
        assert!(["a", "DIV", "xmp", "wbr"].iter().all(|name| known(name)));
        assert!(["gb", "ucapcontent", ""].iter().all(|name| !known(name)));
    }

    #[test]
    fn words_in_angle_brackets_are_no_tags() {
        for (page, expected) in [
            ("《关于<A类学校>的通知》", "《关于&lt;A类学校>的通知》"),
            ("《<GB/T 9704 公文格式>》", "《&lt;GB/T 9704 公文格式>》"),
            ("</义务教育法>", "&lt;/义务教育法>"),
            ("x<y则<p>甲</p>", "x&lt;y则<p>甲</p>"),
        ] {
            assert_eq!(spelt_out(page), expected);
        }
        for page in [
            "<p 居中>甲</p><p　align=center><o:p>乙</o:p><st1:chsdate w:st='on'>丙</st1:chsdate>",
            "<义务教育法>",
            "<UCAPCONTENT><font face=宋体>甲</font></UCAPCONTENT><x-y 甲>",
            "<script>if (a<b中) {}</script><!-- <c甲> -->",
            "a < b",
        ] {
            assert_eq!(spelt_out(page), Cow::Borrowed(page));
        }
        // Brackets that never close take no longer.
        for piece in ["<a一", "<a", "</一", "<aaaa 一"] {
            let page = piece.repeat(100_000);
            assert!(spelt_out(&page).len() >= page.len());
        }
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
        // The end of what is not open closes nothing; of what is open in other letters it does.
        assert!(tame(&"<div></span>".repeat(10_000)).1);
        assert!(!tame(&"<div></DIV>".repeat(10_000)).1);
        let wide = format!("<p{}>甲", " a=1".repeat(3_000));
        assert_eq!(tame(&wide), (Cow::Borrowed("<br>甲"), true));
    }
}
