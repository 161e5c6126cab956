//! Character maps: those that files bring, and those that every reader of PDF has.

use hayro_cmap::{CMap, CMapName, load_embedded};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// How often the map of a file may build on others. One does, or none.
const BUILT_ON: usize = 16;

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

/// The map of a file.
pub(super) fn parse(bytes: &[u8]) -> Option<CMap> {
    let left = Rc::new(Cell::new(BUILT_ON));
    CMap::parse(bytes, move |name| {
        left.set(left.get().checked_sub(1)?);
        load_embedded(name)
    })
}
