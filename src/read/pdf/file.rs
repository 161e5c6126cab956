//! The objects of a file: loading within limits, pages with what they inherit, streams.

use super::budget::{self, Beyond, Budget};
use lopdf::xref::XrefRecovery;
use lopdf::{
    DecompressError, Dictionary, Document, IncrementalDocument, LoadOptions, Object, ObjectId,
    Stream,
};
use std::cell::Cell;
use std::collections::BTreeSet;

/// Pages inherit from at most this many levels of the page tree.
const LEVELS: usize = 64;

/// Why a file cannot be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// A password is needed.
    Locked,
    /// A limit is passed.
    Beyond(Beyond),
    /// There are no pages to be found.
    NoPages,
    /// It is no PDF file, or too little is left of one.
    Damaged(lopdf::Error),
}

impl From<Beyond> for Unreadable {
    fn from(beyond: Beyond) -> Self {
        Self::Beyond(beyond)
    }
}

/// The pages of a file, found by walking its tree of pages.
#[derive(Debug, Default)]
struct Tree {
    pages: Vec<ObjectId>,
    seen: BTreeSet<ObjectId>,
    circular: bool,
}

impl Tree {
    /// Depth first without recursion, each node once. What has kids is a branch, whatever it
    /// calls itself.
    fn walk(&mut self, document: &Document, root: ObjectId) -> Result<(), Beyond> {
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if !self.seen.insert(id) {
                self.circular = true;
                continue;
            }
            let Ok(node) = document.get_dictionary(id) else {
                continue;
            };
            let kids = node.get_deref(b"Kids", document).and_then(Object::as_array);
            if let Ok(kids) = kids {
                if open.len().saturating_add(kids.len()) > budget::OBJECTS {
                    return Err(Beyond::new(
                        "branches in its tree of pages",
                        budget::OBJECTS,
                    ));
                }
                let kids = kids.iter().rev().filter_map(|kid| kid.as_reference().ok());
                open.extend(kids);
            } else if self.pages.len() == budget::PAGES {
                return Err(Beyond::new("pages", budget::PAGES));
            } else if id != root {
                self.pages.push(id);
            }
        }
        Ok(())
    }
}

/// A loaded file.
#[derive(Debug)]
pub(super) struct File {
    document: Document,
    /// The pages in order.
    pub(super) pages: Vec<ObjectId>,
    /// The table of objects was damaged and has been rebuilt.
    pub(super) repaired: bool,
    /// The page tree names pages twice: it runs in a circle.
    pub(super) circular: bool,
    /// How many pages the file says it has, where that is more than were found.
    pub(super) claimed: Option<usize>,
}

thread_local! {
    /// Objects, and values in them, that the file being loaded on this thread has had so far.
    static LOADED: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// Lets objects in until there are too many. It sees a stream of objects before that is unpacked,
/// so that a file full of them costs no more than the limit.
fn count(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    let (objects, values) = LOADED.with(Cell::get);
    let more = match &*object {
        Object::Stream(stream) if stream.dict.has_type(b"ObjStm") => {
            let content = stream.get_plain_content_with_limit(budget::OBJECT_STREAM);
            // What cannot be unpacked is refused by the loader.
            content.map_or(0, |content| written(&content))
        }
        other => nested(other),
    };
    let loaded = (objects.saturating_add(1), values.saturating_add(more));
    LOADED.with(|l| l.set(loaded));
    if loaded.0 > budget::OBJECTS || loaded.1 > budget::VALUES {
        return None;
    }
    // Of an object of the file itself the loader keeps its own copy and asks only whether there
    // is an answer; of an object from a stream, which cannot be a stream, it keeps the answer.
    let kept = match object {
        Object::Stream(_) => Object::Null,
        other => other.clone(),
    };
    Some((id, kept))
}

/// About how many values stand in the text of objects.
fn written(text: &[u8]) -> usize {
    let begins = |pair: &&[u8]| {
        let apart = |b: u8| b.is_ascii_whitespace() || b"[]<>()/".contains(&b);
        apart(pair[0]) && !pair[1].is_ascii_whitespace()
    };
    text.windows(2).filter(begins).count()
}

/// How many values an object holds; the loader bounds how deep they lie.
fn nested(object: &Object) -> usize {
    1 + match object {
        Object::Array(items) => items.iter().map(nested).sum(),
        Object::Dictionary(dictionary) => dictionary.iter().map(|(_, value)| nested(value)).sum(),
        Object::Stream(stream) => stream.dict.iter().map(|(_, value)| nested(value)).sum(),
        _ => 0,
    }
}

impl File {
    pub(super) fn load(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut document = load(bytes, false)?;
        let referred = referred(bytes, &document);
        let bytes = referred.as_deref().unwrap_or(bytes);
        if referred.is_some() {
            document = load(bytes, false)?;
        }
        // What is decrypted has lost this entry.
        if document.trailer.has(b"Encrypt") {
            return Err(Unreadable::Locked);
        }
        let file = Self::new(document)?;
        if file.is_complete() {
            return Ok(file);
        }
        // The table of objects can be readable and wrong.
        match load(bytes, true).and_then(Self::new) {
            Ok(rebuilt) if rebuilt.is_complete() || rebuilt.pages.len() > file.pages.len() => {
                Ok(rebuilt)
            }
            Err(Unreadable::Beyond(beyond)) => Err(beyond.into()),
            _ if file.pages.is_empty() => Err(Unreadable::NoPages),
            _ => Ok(file),
        }
    }

    fn new(document: Document) -> Result<Self, Unreadable> {
        let root = document
            .catalog()
            .and_then(|c| c.get(b"Pages")?.as_reference());
        let mut tree = Tree::default();
        if let Ok(root) = root {
            tree.walk(&document, root)?;
        }
        let claimed = root
            .and_then(|root| {
                document
                    .get_dictionary(root)?
                    .get_deref(b"Count", &document)?
                    .as_i64()
            })
            .ok()
            .and_then(|count| usize::try_from(count).ok())
            .filter(|count| *count > tree.pages.len());
        let repaired = document.xref_recovery == Some(XrefRecovery::Reconstructed);
        Ok(Self {
            document,
            pages: tree.pages,
            repaired,
            circular: tree.circular,
            claimed,
        })
    }

    /// Whether there are pages, and what they show is there too.
    fn is_complete(&self) -> bool {
        let parts = self.pages.iter().flat_map(|page| self.contents(*page));
        !self.pages.is_empty()
            && parts
                .take(budget::OBJECTS)
                .filter_map(|part| part.as_reference().ok())
                .all(|id| self.document.has_object(id))
    }

    /// What a page says its streams are; no more of it is looked at here, for pages can share one
    /// long list.
    fn contents(&self, page: ObjectId) -> &[Object] {
        let dictionary = self.document.get_dictionary(page);
        let Ok(contents) = dictionary.and_then(|d| d.get(b"Contents")) else {
            return &[];
        };
        match self.resolve(contents) {
            Some(Object::Array(parts)) => parts,
            _ => std::slice::from_ref(contents),
        }
    }

    /// The object that stands for `object`, behind references.
    pub(super) fn resolve<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        self.document.dereference(object).ok().map(|(_, o)| o)
    }

    /// The value of a key, behind references.
    pub(super) fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        self.resolve(dictionary.get(key).ok()?)
    }

    /// The dictionary of a key.
    pub(super) fn dictionary<'a>(
        &'a self,
        dictionary: &'a Dictionary,
        key: &[u8],
    ) -> Option<&'a Dictionary> {
        self.get(dictionary, key)?.as_dict().ok()
    }

    /// The numbers of an array, at most [`budget::NUMBERS`]: many fonts and drawings can share a
    /// long one.
    pub(super) fn numbers(&self, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<f64>> {
        let array = self.get(dictionary, key)?.as_array().ok()?;
        let numbers = array.iter().take(budget::NUMBERS);
        numbers.map(|o| self.number(o)).collect()
    }

    /// A number, behind references.
    pub(super) fn number(&self, object: &Object) -> Option<f64> {
        self.resolve(object)?.as_float().ok().map(f64::from)
    }

    /// The document, for questions that the library answers itself.
    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// A key of a page, or of the nearest part of the page tree that has it.
    pub(super) fn inherited(&self, page: ObjectId, key: &[u8]) -> Option<&Object> {
        let mut node = self.document.get_dictionary(page).ok()?;
        for _ in 0..LEVELS {
            if let Some(value) = self.get(node, key) {
                return Some(value);
            }
            node = self.dictionary(node, b"Parent")?;
        }
        None
    }

    /// What a stream holds, unpacked; `None` where it cannot be unpacked.
    pub(super) fn unpack(
        &self,
        stream: &Stream,
        budget: &mut Budget,
    ) -> Result<Option<Vec<u8>>, Beyond> {
        let most = budget.next_stream();
        match stream.get_plain_content_with_limit(most) {
            Ok(content) => {
                budget.spend_bytes(content.len() + budget::STREAM_COST)?;
                Ok(Some(content))
            }
            Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
                Err(budget.beyond_stream())
            }
            Err(_) => Ok(None),
        }
    }

    /// The operators of a page, and whether all of its streams could be unpacked.
    pub(super) fn content(
        &self,
        page: ObjectId,
        budget: &mut Budget,
    ) -> Result<(Vec<u8>, bool), Beyond> {
        let mut content = Vec::new();
        let mut whole = true;
        for part in self.contents(page) {
            // What is not there was looked for, too.
            budget.spend_bytes(budget::STREAM_COST)?;
            if part.as_reference().is_err() {
                continue;
            }
            let unpacked = match self.resolve(part) {
                Some(Object::Stream(stream)) => self.unpack(stream, budget)?,
                _ => None,
            };
            match unpacked {
                Some(bytes) => {
                    content.extend(bytes);
                    content.push(b'\n');
                }
                None => whole = false,
            }
        }
        Ok((content, whole))
    }
}

/// The file with its way of encryption as an object of its own, where that stands in the trailer
/// itself: the library decrypts only by a reference.
fn referred(bytes: &[u8], document: &Document) -> Option<Vec<u8>> {
    let way = document.trailer.get(b"Encrypt").ok()?.as_dict().ok()?;
    let mut update = IncrementalDocument::create_from(bytes.to_vec(), document.clone());
    let object = update.new_document.add_object(way.clone());
    update.new_document.trailer.set("Encrypt", object);
    let mut referred = Vec::new();
    update.save_to(&mut referred).ok()?;
    Some(referred)
}

fn load(bytes: &[u8], rebuild: bool) -> Result<Document, Unreadable> {
    LOADED.with(|l| l.set((0, 0)));
    let mut options = LoadOptions::with_filter(count);
    options.max_decompressed_size = Some(budget::OBJECT_STREAM);
    options.force_reconstruct = rebuild;
    let loaded = Document::load_mem_with_options(bytes, options);
    let document = match loaded {
        Ok(document) => document,
        Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
            let beyond = Beyond::new("bytes in a stream of objects", budget::OBJECT_STREAM);
            return Err(beyond.into());
        }
        Err(lopdf::Error::InvalidPassword) => return Err(Unreadable::Locked),
        Err(error) => return Err(Unreadable::Damaged(error)),
    };
    let (objects, values) = LOADED.with(Cell::get);
    if objects.max(document.objects.len()) > budget::OBJECTS {
        return Err(Beyond::new("objects", budget::OBJECTS).into());
    }
    if values > budget::VALUES {
        return Err(Beyond::new("values in its objects", budget::VALUES).into());
    }
    Ok(document)
}
