//! ZIP packages from strangers: opened within bounds, read part by part.
//!
//! DOCX, OFD and archives are ZIP files. Nothing in them is trusted: the number of entries, the
//! bytes that an entry and the whole expand to, and how much larger than the file that is, all
//! have a limit that its error names; names that lead out of the package are not followed; and
//! nothing is ever written to the disk.

mod xml;

#[cfg(test)]
mod tests;

pub(super) use xml::{Element, Tree};

use super::stream::Source;
use super::{ReadOptions, charset};
use crate::diagnostic::Diagnostic;
use encoding_rs::GB18030;
use std::collections::BTreeMap;
use std::io::{Read, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zip::result::ZipError;

/// How many times larger than its file a package may become: text in XML is packed by ten to
/// fifty times, bombs by thousands.
const RATIO: u64 = 200;

/// Expanded bytes from which on [`RATIO`] is looked at: below, nothing is harmed.
const RATIO_FROM: u64 = 64 << 20;

/// The start of each entry of a central directory.
const ENTRY_MARK: [u8; 4] = *b"PK\x01\x02";

/// The least bytes of such an entry.
const ENTRY_LEAST: u64 = 46;

/// Expanded bytes that are left for a file and everything inside it; packages inside packages
/// share one.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    left: Arc<AtomicU64>,
    whole: u64,
}

impl Budget {
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            left: Arc::new(AtomicU64::new(options.max_expanded_bytes)),
            whole: options.max_expanded_bytes,
        }
    }

    fn left(&self) -> u64 {
        self.left.load(Ordering::Relaxed)
    }

    fn spend(&self, bytes: u64) {
        // Readers of one file work one after the other.
        let left = self.left().saturating_sub(bytes);
        self.left.store(left, Ordering::Relaxed);
    }
}

/// What a package must keep to.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    entries: u64,
    entry_bytes: u64,
    budget: Budget,
}

impl Limits {
    pub(super) fn new(options: &ReadOptions, budget: &Budget) -> Self {
        Self {
            entries: options.max_archive_entries,
            entry_bytes: options.max_document_bytes,
            budget: budget.clone(),
        }
    }
}

/// One file in a package.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its name, with `/` between folders.
    pub(super) name: String,
    /// Whether it is a folder.
    pub(super) folder: bool,
    /// Whether its name leads out of the package.
    pub(super) escapes: bool,
}

/// An open package.
pub(super) struct Package<R> {
    archive: zip::ZipArchive<R>,
    /// In the order of its directory.
    entries: Vec<Entry>,
    /// The first entry of each name, and of each name in small letters.
    places: BTreeMap<String, usize>,
    small: BTreeMap<String, usize>,
    limits: Limits,
    packed: u64,
    spent: u64,
    /// Whether it has grown beyond its ratio.
    over: bool,
}

impl<R: Source> Package<R> {
    /// Opens a package; the sentence says why it cannot be.
    pub(super) fn open(mut reader: R, limits: &Limits) -> Result<Self, String> {
        let packed = count(&mut reader, limits.entries)?;
        let archive = zip::ZipArchive::new(reader).map_err(|e| complaint(&e))?;
        let entries = (0..archive.len())
            .map(|index| {
                let entry = archive.by_index_data(index).map_err(|e| complaint(&e))?;
                let name = name(entry.name_raw(), entry.name().ok().as_deref());
                Ok(Entry {
                    folder: entry.is_dir() || name.ends_with('/'),
                    escapes: escapes(&name),
                    name,
                })
            })
            .collect::<Result<Vec<_>, String>>()?;
        let (mut places, mut small) = (BTreeMap::new(), BTreeMap::new());
        for (index, entry) in entries.iter().enumerate() {
            places.entry(entry.name.clone()).or_insert(index);
            small
                .entry(entry.name.to_ascii_lowercase())
                .or_insert(index);
        }
        Ok(Self {
            archive,
            entries,
            places,
            small,
            limits: limits.clone(),
            packed,
            spent: 0,
            over: false,
        })
    }

    /// What the package holds, in the order of its directory.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The place of an entry of this name, in any case of letters: writers disagree.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let alike = || self.small.get(&name.to_ascii_lowercase());
        self.places.get(name).or_else(alike).copied()
    }

    /// What to say where entries share a name: only the last of them can be read.
    pub(super) fn note(&self) -> Option<Diagnostic> {
        self.archive.has_duplicate_names().then(|| {
            Diagnostic::new(
                "read.same-name",
                "files in the package have the same name; of these the last is read and the others are not",
            )
            .hint("unpack it with a program that asks for other names, or get it again from its source")
        })
    }

    /// Whether it has expanded to all it may, so that every further entry would fail.
    pub(super) fn exhausted(&self) -> bool {
        self.over || self.limits.budget.left() == 0
    }

    /// The bytes of the entry at `index`.
    pub(super) fn read(&mut self, index: usize) -> Result<Vec<u8>, String> {
        let entry_limit = self.limits.entry_bytes;
        let ratio = RATIO
            .saturating_mul(self.packed)
            .max(RATIO_FROM)
            .saturating_sub(self.spent);
        let left = self.limits.budget.left();
        let most = entry_limit.min(ratio).min(left);
        let mut bytes = Vec::new();
        let read = self
            .archive
            .by_index(index)
            .map_err(|e| complaint(&e))
            .and_then(|file| {
                // What comes is counted; what the directory says of sizes is not believed.
                file.take(most.saturating_add(1))
                    .read_to_end(&mut bytes)
                    .map_err(|e| format!("it is damaged ({e}); get the file again from its source"))
            });
        let length = bytes.len() as u64;
        self.spent = self.spent.saturating_add(length);
        self.limits.budget.spend(length);
        read?;
        if length <= most {
            return Ok(bytes);
        }
        self.over = length > ratio;
        Err(if length > entry_limit {
            format!(
                "it expands to more than the limit of {entry_limit} bytes for one document; split it, or raise max_document_bytes"
            )
        } else if length > left {
            format!(
                "with it the file expands to more than the limit of {} bytes; split the file, or raise max_expanded_bytes",
                self.limits.budget.whole
            )
        } else {
            format!(
                "with it the package expands to more than {RATIO} times its size, which no honest document does; unpack it by other means if you trust it"
            )
        })
    }

    /// The bytes of the part of this name; `None` where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        self.find(name)
            .map(|index| self.read(index).map_err(|why| format!("{name}: {why}")))
            .transpose()
    }

    /// The XML of the part of this name; `None` where there is none.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Tree>, String> {
        let Some(bytes) = self.part(name)? else {
            return Ok(None);
        };
        Tree::read(&bytes)
            .map(Some)
            .map_err(|why| format!("{name}: {why}"))
    }
}

impl<R> std::fmt::Debug for Package<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package")
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

/// The size of a package; an error where its directory is larger than `limit`. A directory is
/// held in memory as soon as it is opened, so its entries are counted in the raw bytes before.
fn count(reader: &mut impl Source, limit: u64) -> Result<u64, String> {
    let broken = |e: std::io::Error| format!("it cannot be read ({e})");
    let packed = reader.seek(SeekFrom::End(0)).map_err(broken)?;
    reader.seek(SeekFrom::Start(0)).map_err(broken)?;
    if packed / ENTRY_LEAST <= limit {
        return Ok(packed);
    }
    let mut window = vec![0_u8; 1 << 16];
    let (mut kept, mut found) = (0_usize, 0_u64);
    loop {
        let got = reader.read(&mut window[kept..]).map_err(broken)?;
        if got == 0 {
            break;
        }
        let filled = kept + got;
        let marks = window[..filled].windows(4).filter(|w| *w == ENTRY_MARK);
        found += marks.count() as u64;
        if found > limit {
            return Err(format!(
                "it holds more than the limit of {limit} entries; split it, or raise max_archive_entries"
            ));
        }
        // A mark may lie across two readings.
        kept = filled.min(3);
        window.copy_within(filled - kept..filled, 0);
    }
    reader.seek(SeekFrom::Start(0)).map_err(broken)?;
    Ok(packed)
}

/// The name of an entry. The flag for UTF-8 is often missing where the name is UTF-8, and Chinese
/// writers without it use the charset of their system.
fn name(raw: &[u8], told: Option<&str>) -> String {
    let name = match (std::str::from_utf8(raw), told) {
        (Ok(name), _) => name.to_owned(),
        // The directory may give the name a second time, as Unicode.
        (Err(_), Some(told)) if told.chars().any(|c| c as u32 >= 0x3000) => told.to_owned(),
        _ => match GB18030.decode_without_bom_handling(raw) {
            (name, false) => name.into_owned(),
            _ => charset::decode(raw).text,
        },
    };
    name.replace('\\', "/")
}

fn escapes(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || drive || name.contains('\0') || name.split('/').any(|p| p == "..")
}

/// The name that `target` means in the part `base`; `None` where it leads out of the package.
pub(super) fn resolve(base: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
        folder.split('/').collect()
    };
    for part in target.split('/') {
        match part {
            ".." => {
                while parts.last().is_some_and(|p| p.is_empty()) {
                    parts.pop();
                }
                parts.pop()?;
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.retain(|p| !p.is_empty());
    Some(parts.join("/"))
}

fn complaint(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            "it is encrypted; unpack it with its password, or save it without one".to_owned()
        }
        ZipError::CompressionMethodNotSupported(method) => format!(
            "it is packed by a method that is not read (number {method}); pack it again as a common ZIP"
        ),
        other => format!("it is damaged ({other}); get the file again from its source"),
    }
}
