//! The ids that documents get from where their files stand.

use std::collections::BTreeMap;

/// A file in a folder or an archive.
pub(super) trait Place {
    /// Its place below the folder, with `/` between folders.
    fn relative(&self) -> String;

    /// Its place without its ending.
    fn plain(&self) -> String {
        let relative = self.relative();
        let start = relative.rfind('/').map_or(0, |at| at + 1);
        match relative[start..].rfind('.') {
            // A dot at the start hides a file; it begins no ending.
            Some(at) if at > 0 => relative[..start + at].to_owned(),
            _ => relative,
        }
    }

    /// What names it where another file has the same place.
    fn whole(&self) -> String {
        self.relative()
    }
}

/// Each file with the id its documents get where they bring none: its place below the folder that
/// was named, without its ending; with the ending where two files share that, and its whole path
/// where that is shared too. What else stands in the folder makes no difference otherwise, so
/// that a file keeps its id from run to run.
pub(super) fn named<P: Place>(files: Vec<P>) -> Vec<(P, String)> {
    let mut plain: BTreeMap<String, usize> = BTreeMap::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for file in &files {
        *plain.entry(file.plain()).or_default() += 1;
        *places.entry(file.relative()).or_default() += 1;
    }
    files
        .into_iter()
        .map(|file| {
            let short = file.plain();
            let id = if plain.get(&short) == Some(&1) {
                short
            } else if places.get(&file.relative()) == Some(&1) {
                file.relative()
            } else {
                file.whole()
            };
            (file, id)
        })
        .collect()
}
