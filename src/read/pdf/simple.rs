//! What the codes of a font with one byte a glyph mean by its encoding.

use super::budget::{Beyond, Budget, NAME_COST};
use super::file::File;
use lopdf::{Dictionary, Encoding, Object};

/// Bytes of the longest name of an encoding or a glyph; names in use have half of it.
const NAME: usize = 128;

/// The meaning of each of the 256 codes, where there is one.
pub(super) fn meanings(
    file: &File,
    font: &Dictionary,
    budget: &mut Budget,
) -> Result<Vec<Option<String>>, Beyond> {
    let encoding = file.get(font, b"Encoding");
    let (base, differences) = match encoding {
        Some(Object::Name(name)) => (Some(name.as_slice()), None),
        Some(Object::Dictionary(dictionary)) => (
            file.get(dictionary, b"BaseEncoding")
                .and_then(|o| o.as_name().ok()),
            file.get(dictionary, b"Differences")
                .and_then(|o| o.as_array().ok()),
        ),
        _ => (None, None),
    };
    let base = base.filter(|name| name.len() <= NAME);
    let base = base.unwrap_or(b"StandardEncoding");
    let mut meanings: Vec<Option<String>> =
        with_encoding(file, Object::Name(base.to_vec()), |encoding| {
            (0..=255).map(|code| one(encoding, code)).collect()
        });
    meanings.resize(256, None);
    let mut code = 0_usize;
    for item in differences.into_iter().flatten().take(1024) {
        budget.spend_bytes(NAME_COST)?;
        match file.resolve(item) {
            Some(Object::Integer(at)) => code = usize::try_from(*at).unwrap_or(256),
            Some(Object::Name(name)) => {
                if let Some(meaning) = meanings.get_mut(code) {
                    *meaning = named(file, name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    Ok(meanings)
}

/// What the name of a glyph says it means.
fn named(file: &File, name: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(name).ok().filter(|n| n.len() <= NAME)?;
    let hex = text.strip_prefix("uni").or_else(|| text.strip_prefix('u'));
    if let Some(hex) = hex
        && (4..=6).contains(&hex.len())
        && let Ok(code) = u32::from_str_radix(hex, 16)
    {
        return char::from_u32(code).map(|c| c.to_string());
    }
    // The list of names is the library's: ask it for a font with this one glyph.
    let one_glyph = [Object::Integer(65), Object::Name(name.to_vec())];
    let mut encoding = Dictionary::new();
    encoding.set("Differences", Object::Array(one_glyph.to_vec()));
    // A name that it does not know makes it fall back to letters.
    let meaning = |encoding: &Encoding<'_>| match encoding {
        Encoding::Differences(_) => one(encoding, 65),
        _ => None,
    };
    with_encoding(file, Object::Dictionary(encoding), meaning)
}

fn one(encoding: &Encoding<'_>, code: u8) -> Option<String> {
    let text = encoding.bytes_to_string(&[code]).ok()?;
    text.chars().any(|c| !c.is_control()).then_some(text)
}

/// Asks the library for an encoding as a font would state it.
fn with_encoding<T: Default>(
    file: &File,
    encoding: Object,
    ask: impl FnOnce(&Encoding<'_>) -> T,
) -> T {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    font.get_font_encoding(file.document())
        .map_or_else(|_| T::default(), |encoding| ask(&encoding))
}
