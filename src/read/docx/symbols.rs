//! Characters of symbol fonts as what they show.

use crate::shipped;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SYMBOLS: LazyLock<BTreeMap<String, BTreeMap<String, char>>> = LazyLock::new(|| {
    shipped::table(
        "corpus/symbols.toml",
        include_str!("../../../corpus/symbols.toml"),
    )
});

/// What the character of this number shows in `font`. A number that is not known stays what it
/// is, in the private area that such fonts use.
pub(super) fn shown(font: &str, number: u32) -> char {
    // Symbol fonts are addressed by the byte or by its place in the private area.
    let byte = match number {
        0x20..=0xFF => number,
        0xF020..=0xF0FF => number - 0xF000,
        _ => return char::from_u32(number).unwrap_or('\u{FFFD}'),
    };
    let known = SYMBOLS
        .get(font)
        .and_then(|f| f.get(&format!("{byte:02X}")));
    match known {
        Some(shown) => *shown,
        None => char::from_u32(0xF000 + byte).unwrap_or('\u{FFFD}'),
    }
}

/// The mark of a list that stands in the private area of a symbol font.
pub(super) fn bullet(font: &str, mark: char) -> char {
    let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}');
    let wingdings = font.starts_with("Wingdings") || font == "Symbol";
    if !private(mark) && !wingdings {
        return mark;
    }
    let shown = shown(font, mark as u32);
    if private(shown) { '•' } else { shown }
}
