//! Glyphs that a converter could not turn into letters.

use super::rows::Row;
use crate::diagnostic::Diagnostic;
use crate::shipped::pattern;
use crate::span::Span;
use crate::text::{Repair, RepairKind};
use regex::Regex;
use std::sync::LazyLock;

static GLYPH: LazyLock<Regex> = LazyLock::new(|| pattern(r"\(cid:[0-9]{1,5}\)"));

/// The names of glyphs show as one character that is not known each.
pub(super) fn repairs(original: &str) -> Vec<Repair> {
    glyphs(original)
        .map(|span| Repair::new(RepairKind::Unreadable, span, Some('\u{fffd}')))
        .collect()
}

fn glyphs(original: &str) -> impl Iterator<Item = Span> + '_ {
    GLYPH.find_iter(original).map(|m| m.range().into())
}

/// Whether a byte begins a character that is counted, or the name of a glyph stands in the text;
/// most texts have neither, and a look at the bytes is cheap.
fn may_hold_any(original: &str) -> bool {
    let bytes = original.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    // Without a way out at the first, so that many are looked at in one step.
    let counted = pairs.fold(false, |any, (first, second)| {
        let private = (*first == 0xee) | (*first == 0xf3) | (*first == 0xf4);
        any | private | (*first == 0xef) & ((*second <= 0xa3) | (*second == 0xbf))
    });
    counted || memchr::memmem::find(bytes, b"(cid:").is_some()
}

/// Lines with such names are not measured.
pub(super) fn mark(view: &str, rows: &mut [Row]) {
    if memchr::memmem::find(view.as_bytes(), b"cid:").is_none() {
        return;
    }
    for row in rows {
        row.apart |= row.line.of(view).contains("（cid:");
    }
}

/// How many characters of a text have no letter; replaced ones are left out where the reader has
/// told of them.
pub(super) fn count(original: &str, replaced_are_told: bool) -> Option<Diagnostic> {
    if !may_hold_any(original) {
        return None;
    }
    let mut named = 0usize;
    let mut private = 0usize;
    let mut replaced = 0usize;
    let mut first: Option<Span> = None;
    let mut note = |span: Span| {
        first = Some(first.map_or(span, |f| if span.start < f.start { span } else { f }));
    };
    for span in glyphs(original) {
        named += 1;
        note(span);
    }
    for (at, ch) in original.char_indices() {
        let count = match ch {
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => &mut private,
            '\u{fffd}' if !replaced_are_told => &mut replaced,
            _ => continue,
        };
        *count += 1;
        note(Span::new(at, at + ch.len_utf8()));
    }
    let parts: Vec<String> = [
        (named, "as numbers of glyphs, (cid:…)"),
        (private, "as characters for private use"),
        (replaced, "as U+FFFD"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    Some(
        Diagnostic::new(
            "parse.unreadable-characters",
            format!(
                "characters without a letter stand in the text: {}",
                parts.join(", ")
            ),
        )
        .at(first?)
        .hint("the file was made with a font that hides its letters; read it from its source, or by character recognition"),
    )
}
