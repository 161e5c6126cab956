//! Fonts: which characters the bytes of a string stand for, and how wide they are.

use super::budget::{Beyond, Budget};
use super::codes::{Charset, Codes};
use super::file::File;
use super::maps::{self, Maps};
use super::widths::Widths;
use hayro_cmap::{BfString, CMap};
use lopdf::{Dictionary, Object};
use std::rc::Rc;

/// A font as text needs it.
#[derive(Debug)]
pub(super) struct Font {
    /// How the bytes of a string are cut into codes, and what these are in the font.
    codes: Codes,
    /// What codes mean, as the file says.
    to_unicode: Option<CMap>,
    /// What the glyphs of the font's character collection mean.
    collection: Option<Rc<CMap>>,
    /// For a font with codes of one byte: what they mean by the font's encoding.
    simple: Option<Vec<Option<String>>>,
    widths: Widths,
    /// From the units of widths to an em.
    unit: f64,
    /// Lines run from top to bottom.
    pub(super) vertical: bool,
}

/// One glyph of a string.
#[derive(Debug)]
pub(super) struct Glyph {
    /// Its meaning; `None` where the file does not say.
    pub(super) text: Option<String>,
    /// How far it moves on, in em.
    pub(super) width: f64,
    /// It is the single byte 32, to which word spacing applies.
    pub(super) space: bool,
    /// How many bytes of the string it takes.
    pub(super) bytes: usize,
}

impl Font {
    pub(super) fn load(
        file: &File,
        font: &Dictionary,
        maps: &mut Maps,
        budget: &mut Budget,
    ) -> Result<Self, Beyond> {
        budget.spend_font()?;
        let to_unicode = match file.get(font, b"ToUnicode") {
            Some(Object::Stream(stream)) => file
                .unpack(stream, budget)?
                .and_then(|bytes| maps::of_file(&bytes)),
            _ => None,
        };
        let kind = file.get(font, b"Subtype").and_then(|o| o.as_name().ok());
        if kind == Some(b"Type0") {
            return Self::composite(file, font, to_unicode, maps, budget);
        }
        let unit = match kind {
            // The glyphs of such a font have a scale of their own.
            Some(b"Type3") => file
                .numbers(font, b"FontMatrix")
                .and_then(|m| m.first().copied())
                .filter(|a| a.is_finite())
                .map_or(0.001, f64::abs),
            _ => 0.001,
        };
        Ok(Self {
            codes: Codes::OneByte,
            to_unicode,
            collection: None,
            simple: Some(super::simple::meanings(file, font, budget)?),
            widths: Widths::simple(file, font),
            unit,
            vertical: false,
        })
    }

    fn composite(
        file: &File,
        font: &Dictionary,
        to_unicode: Option<CMap>,
        maps: &mut Maps,
        budget: &mut Budget,
    ) -> Result<Self, Beyond> {
        let descendant = file
            .get(font, b"DescendantFonts")
            .and_then(|d| file.resolve(d.as_array().ok()?.first()?)?.as_dict().ok());
        let codes = match file.get(font, b"Encoding") {
            Some(Object::Name(name)) => Codes::named(name, maps),
            Some(Object::Stream(stream)) => {
                let bytes = file.unpack(stream, budget)?.unwrap_or_default();
                maps::of_file(&bytes).map_or(Codes::TwoBytes { vertical: false }, |map| {
                    Codes::Map(Rc::new(map), Charset::Unknown)
                })
            }
            _ => Codes::TwoBytes { vertical: false },
        };
        let info = descendant.and_then(|d| file.dictionary(d, b"CIDSystemInfo"));
        let ordering = info
            .and_then(|info| file.get(info, b"Ordering")?.as_str().ok())
            .or_else(|| codes.ordering());
        let collection = match ordering {
            Some(b"GB1") => Some(&b"Adobe-GB1-UCS2"[..]),
            Some(b"CNS1") => Some(&b"Adobe-CNS1-UCS2"[..]),
            Some(b"Japan1") => Some(&b"Adobe-Japan1-UCS2"[..]),
            Some(b"Korea1") => Some(&b"Adobe-Korea1-UCS2"[..]),
            _ => None,
        };
        Ok(Self {
            vertical: codes.vertical(),
            collection: collection.and_then(|name| maps.named(name)),
            codes,
            to_unicode,
            simple: None,
            widths: match descendant {
                Some(descendant) => Widths::composite(file, descendant, budget)?,
                None => Widths::em(),
            },
            unit: 0.001,
        })
    }

    /// The first glyph of a string that is not empty.
    pub(super) fn glyph(&self, text: &[u8]) -> Glyph {
        let code = self.codes.next(text);
        let bytes = &text[..code.bytes.min(text.len())];
        Glyph {
            text: self.meaning(bytes, code.code, code.glyph),
            width: self.widths.of(code.glyph) * self.unit,
            space: bytes == b" ",
            bytes: code.bytes.max(1),
        }
    }

    /// What the file says comes first, then what the names of encodings and collections say.
    fn meaning(&self, bytes: &[u8], code: u32, glyph: u32) -> Option<String> {
        let said = self.to_unicode.as_ref().and_then(|map| said(map, code));
        said.or_else(|| self.codes.charset().decode(bytes))
            .or_else(|| said_of_glyph(self.collection.as_ref()?, glyph))
            .or_else(|| self.simple.as_ref()?.get(code as usize)?.clone())
    }
}

/// Characters of the longest meaning of a glyph: ligatures stand for up to eighteen.
const MEANING: usize = 32;

/// The entry of a map of characters; zeros and U+FFFD stand for none, and so does what is too
/// long to be a glyph.
fn said(map: &CMap, code: u32) -> Option<String> {
    let text = match map.lookup_bf_string(code)? {
        BfString::Char(c) => c.to_string(),
        BfString::String(text) => text,
    };
    let none = |c: char| c == '\0' || c == '\u{FFFD}' || c == '\u{FFFF}';
    let short = text.chars().nth(MEANING).is_none();
    (short && !text.is_empty() && !text.chars().all(none)).then_some(text)
}

/// As [`said`]; glyph 0 is the one for what the font does not have.
fn said_of_glyph(map: &CMap, glyph: u32) -> Option<String> {
    (glyph != 0).then(|| said(map, glyph)).flatten()
}
