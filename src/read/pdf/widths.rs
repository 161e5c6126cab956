//! How wide the glyphs of a font are.

use super::budget::{Beyond, Budget};
use super::file::File;
use lopdf::{Dictionary, Object};

/// Widths by the number of a glyph, in thousandths of an em for most fonts.
#[derive(Debug)]
pub(super) struct Widths {
    /// First and last glyph, and their widths: one for all, or one each.
    ranges: Vec<(u32, u32, Vec<f32>)>,
    /// The width of all others; `None` for a font that says nothing of its widths.
    other: Option<f32>,
}

impl Widths {
    /// A font whose glyphs are all one em wide.
    pub(super) fn em() -> Self {
        Self {
            ranges: Vec::new(),
            other: Some(1000.0),
        }
    }

    /// Those of a font with codes of one byte.
    pub(super) fn simple(file: &File, font: &Dictionary) -> Self {
        let listed = file.numbers(font, b"Widths");
        let first = file.get(font, b"FirstChar").and_then(|o| o.as_i64().ok());
        let (Some(widths), Some(first)) = (listed, first) else {
            return Self {
                ranges: Vec::new(),
                other: None,
            };
        };
        let missing = file
            .dictionary(font, b"FontDescriptor")
            .and_then(|d| file.number(d.get(b"MissingWidth").ok()?));
        let first = u32::try_from(first).unwrap_or(0);
        let widths: Vec<f32> = widths.into_iter().take(256).map(narrow).collect();
        let count = u32::try_from(widths.len()).unwrap_or(0);
        Self {
            ranges: match count {
                0 => Vec::new(),
                _ => vec![(first, first.saturating_add(count - 1), widths)],
            },
            other: Some(narrow(missing.unwrap_or(0.0))),
        }
    }

    /// Those of the glyphs of a composite font.
    pub(super) fn composite(
        file: &File,
        font: &Dictionary,
        budget: &mut Budget,
    ) -> Result<Self, Beyond> {
        let mut ranges: Vec<(u32, u32, Vec<f32>)> = Vec::new();
        let listed = file.get(font, b"W").and_then(|w| w.as_array().ok());
        let mut items = listed.map_or(&[][..], Vec::as_slice);
        let glyph = |object: &Object| Some(file.number(object)?.clamp(0.0, 65_535.0) as u32);
        budget.spend_bytes(16 * items.len())?;
        while let [first, second, rest @ ..] = items {
            let Some(first) = glyph(first) else {
                break;
            };
            if let Some(Object::Array(each)) = file.resolve(second) {
                let widths = each.iter().take(65_536);
                // Fonts can share their lists, so that these are paid for by each.
                budget.spend_bytes(16 * widths.len())?;
                let widths: Vec<f32> = widths
                    .map(|w| narrow(file.number(w).unwrap_or(1000.0)))
                    .collect();
                if let Ok(count @ 1..) = u32::try_from(widths.len()) {
                    ranges.push((first, first + count - 1, widths));
                }
                items = rest;
            } else {
                let [width, rest @ ..] = rest else {
                    break;
                };
                if let (Some(last), Some(width)) = (glyph(second), file.number(width)) {
                    ranges.push((first, last, vec![narrow(width)]));
                }
                items = rest;
            }
        }
        ranges.sort_by_key(|r| r.0);
        let other = font.get(b"DW").ok().and_then(|w| file.number(w));
        Ok(Self {
            ranges,
            other: Some(narrow(other.unwrap_or(1000.0))),
        })
    }

    /// The width of a glyph.
    pub(super) fn of(&self, glyph: u32) -> f64 {
        let after = self.ranges.partition_point(|r| r.0 <= glyph);
        if let Some((first, last, widths)) = after.checked_sub(1).and_then(|at| self.ranges.get(at))
            && glyph <= *last
        {
            let at = usize::try_from(glyph - first).unwrap_or(0);
            if let Some(width) = widths.get(at).or(widths.first()) {
                return f64::from(*width);
            }
        }
        self.other.map_or_else(|| usual(glyph), f64::from)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "widths are small")]
fn narrow(width: f64) -> f32 {
    let width = width as f32;
    if width.is_finite() { width } else { 0.0 }
}

/// About how wide a letter is in a font every reader of PDF knows and that therefore need not
/// say it. It decides only where words end.
fn usual(code: u32) -> f64 {
    match char::from_u32(code) {
        Some(
            'i' | 'j' | 'l' | '|' | '\'' | ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | 'f'
            | 't',
        ) => 278.0,
        Some('(' | ')' | '-' | 'r' | '[' | ']') => 333.0,
        Some('m' | 'M' | 'W' | '%' | '@') => 850.0,
        Some('w' | 'A'..='Z') => 690.0,
        _ => 556.0,
    }
}
