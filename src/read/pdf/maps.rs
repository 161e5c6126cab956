//! Character maps: those that files bring, and those that every reader of PDF has.

use hayro_cmap::{CMap, CMapName, load_embedded};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How often the map of a file may build on others. One does, or none.
const BUILT_ON: usize = 16;

/// Bytes of a string in the map of a file from which on it is no meaning of a glyph; that of the
/// longest ligature takes some eighty.
const LONG: usize = 512;

/// The predefined maps that were needed so far. A map takes milliseconds to make, and files name
/// the same few in each of their fonts.
#[derive(Debug, Default)]
pub(super) struct Maps(BTreeMap<Vec<u8>, Option<Rc<CMap>>>);

impl Maps {
    /// The predefined map of this name.
    pub(super) fn named(&mut self, name: &[u8]) -> Option<Rc<CMap>> {
        let known = CMapName::from_bytes(name);
        if matches!(known, CMapName::Custom(_)) {
            return None;
        }
        self.0
            .entry(name.to_vec())
            .or_insert_with(|| parse(load_embedded(known)?).map(Rc::new))
            .clone()
    }
}

/// The map that a file brings.
pub(super) fn of_file(bytes: &[u8]) -> Option<CMap> {
    parse(&without_long_strings(bytes))
}

/// A map whose long strings stand for nothing. Each glyph that is looked up costs a copy of its
/// string, so that one long string and many glyphs would cost terabytes.
fn without_long_strings(map: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(map.len());
    let mut rest = map;
    while let Some(first) = rest.first() {
        let length = match first {
            b'%' => rest.iter().position(|b| matches!(b, b'\r' | b'\n')),
            b'<' if rest.starts_with(b"<<") => Some(2),
            b'<' => rest.iter().position(|b| *b == b'>').map(|at| at + 1),
            b'(' => literal(rest),
            _ => Some(1),
        };
        let (part, after) = rest.split_at(length.unwrap_or(rest.len()));
        let long = part.len() > LONG && matches!(first, b'<' | b'(');
        kept.extend_from_slice(if long { b"<FFFD>" } else { part });
        rest = after;
    }
    kept
}

/// The length of the string in round brackets that `text` begins with.
fn literal(text: &[u8]) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn parse(bytes: &[u8]) -> Option<CMap> {
    let left = Rc::new(Cell::new(BUILT_ON));
    CMap::parse(bytes, move |name| {
        left.set(left.get().checked_sub(1)?);
        load_embedded(name)
    })
}
