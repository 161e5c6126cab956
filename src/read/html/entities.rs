//! Characters that a page encodes twice: `&amp;nbsp;` shows as `&nbsp;` in a browser, and the
//! author meant a space.

use std::borrow::Cow;

/// The names that editors of sites write; a page that shows others means them.
const NAMED: [(&str, char); 41] = [
    ("amp", '&'),
    ("apos", '\''),
    ("bull", '•'),
    ("copy", '©'),
    ("deg", '°'),
    ("divide", '÷'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("ge", '≥'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("le", '≤'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("minus", '−'),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("ne", '≠'),
    ("permil", '‰'),
    ("plusmn", '±'),
    ("quot", '"'),
    ("radic", '√'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("trade", '™'),
    ("yen", '¥'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// A longer one is no entity.
const LONGEST: usize = 10;

/// The text with entities read once more, as often as they were encoded, and how many there were.
pub(super) fn decoded(text: &str) -> (Cow<'_, str>, usize) {
    let (mut out, mut copied, mut count) = (String::new(), 0, 0);
    let mut at = 0;
    while let Some(found) = text[at..].find('&') {
        let start = at + found;
        // `&amp;amp;nbsp;` was encoded once for each `amp;`.
        let mut name = start + 1;
        while text[name..].starts_with("amp;") {
            name += 4;
        }
        // No further than an entity goes: most ampersands have no `;` behind them at all.
        let near = text.as_bytes()[name..].iter().take(LONGEST + 1);
        let single = near.copied().position(|b| b == b';');
        let (length, c) = match single.map(|l| (l, character(&text[name..name + l]))) {
            Some((length, Some(c))) => (name + length + 1 - start, Some(c)),
            // Nothing but `&amp;`.
            _ if name > start + 1 => (name - start, Some('&')),
            _ => (1, None),
        };
        at = start + length;
        if let Some(c) = c {
            out.push_str(&text[copied..start]);
            out.push(c);
            copied = at;
            count += 1;
        }
    }
    if count == 0 {
        return (Cow::Borrowed(text), 0);
    }
    out.push_str(&text[copied..]);
    (Cow::Owned(out), count)
}

/// The character that stands between `&` and `;`.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| *c >= ' ');
    }
    let at = NAMED.binary_search_by_key(&name, |(known, _)| known).ok()?;
    Some(NAMED[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_as_often_as_they_were_encoded() {
        assert!(NAMED.is_sorted_by_key(|(name, _)| *name));
        for (text, expected, count) in [
            ("教育&nbsp;局", "教育\u{a0}局", 1),
            ("《&lt;办法&gt;》&amp;&#8212;&#x2014;", "《<办法>》&——", 5),
            ("&amp;amp;ldquo;甲", "“甲", 1),
            ("R&D 经费；A&B;", "R&D 经费；A&B;", 0),
            ("&unknown;&;&#;&#1;", "&unknown;&;&#;&#1;", 0),
            ("&", "&", 0),
            ("&#000008212;&#0000008212;", "—&#0000008212;", 1),
            ("&教育局教育局；&nbsp;", "&教育局教育局；\u{a0}", 1),
        ] {
            assert_eq!(decoded(text), (Cow::Borrowed(expected), count), "{text}");
        }
    }

    #[test]
    fn ampersands_alone_are_left_as_they_are() {
        let text = "&".repeat(400_000);
        assert_eq!(decoded(&text), (Cow::Borrowed(text.as_str()), 0));
        let text = format!("&{};", "amp;".repeat(1_000));
        assert_eq!(decoded(&text), (Cow::Borrowed("&;"), 1));
    }
}
