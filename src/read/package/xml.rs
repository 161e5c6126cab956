//! XML from strangers as a tree: no document type, no entities of its own, bounded in depth and
//! in size.
//!
//! Names are kept without their prefix and namespace: documents of the two editions of DOCX differ
//! in nothing else, and many an OFD has none.

use crate::read::charset;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::collections::HashMap;
use std::ops::Range;

/// Elements one in the other. Walking the tree takes a step of the stack for each.
const DEPTH: usize = 256;

/// Elements, attributes and pieces of text in one part.
const NODES: usize = 20_000_000;

/// Bytes of text and attributes in one part: places in it are numbers of 32 bits.
const TEXT: usize = 1 << 30;

/// How far into a part the declaration of its charset is looked for.
const DECLARATION_WITHIN: usize = 200;

/// A part of XML.
#[derive(Debug, Default)]
pub(in crate::read) struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// Names of elements and attributes, each once.
    names: Vec<String>,
    text: String,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    /// Which of the names; `None` for text.
    name: Option<u32>,
    /// Its text, or its attributes.
    from: u32,
    to: u32,
    /// The node after it and all below it.
    next: u32,
}

#[derive(Clone, Copy, Debug)]
struct Attribute {
    name: u32,
    from: u32,
    to: u32,
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Element<'a> {
    tree: &'a Tree,
    at: usize,
}

impl Tree {
    /// Reads a part; the sentence says why it cannot be read.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let decoded = charset::decode_declared(bytes, declared(bytes));
        let mut builder = Builder::default();
        builder.build(&decoded.text)?;
        Ok(builder.tree)
    }

    /// The outermost element.
    pub(in crate::read) fn root(&self) -> Option<Element<'_>> {
        let at = self.nodes.iter().position(|n| n.name.is_some())?;
        Some(Element { tree: self, at })
    }

    fn slice(&self, from: u32, to: u32) -> &str {
        self.text.get(from as usize..to as usize).unwrap_or("")
    }
}

impl<'a> Element<'a> {
    fn node(self) -> Node {
        self.tree.nodes[self.at]
    }

    /// Its name without prefix.
    pub(in crate::read) fn name(self) -> &'a str {
        let name = self
            .node()
            .name
            .and_then(|n| self.tree.names.get(n as usize));
        name.map_or("", String::as_str)
    }

    /// Its attributes: local name and value.
    pub(in crate::read) fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let (tree, node) = (self.tree, self.node());
        let range: Range<usize> = node.from as usize..node.to as usize;
        tree.attributes[range].iter().map(|a| {
            let name = tree.names[a.name as usize].as_str();
            (name, tree.slice(a.from, a.to))
        })
    }

    /// The value of an attribute, by its name without prefix.
    pub(in crate::read) fn attribute(self, name: &str) -> Option<&'a str> {
        self.attributes().find(|a| a.0 == name).map(|a| a.1)
    }

    /// The elements in it, in order.
    pub(in crate::read) fn children(self) -> impl Iterator<Item = Element<'a>> {
        let (tree, end) = (self.tree, self.node().next as usize);
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            while at < end {
                let (here, node) = (at, tree.nodes[at]);
                at = node.next as usize;
                if node.name.is_some() {
                    return Some(Element { tree, at: here });
                }
            }
            None
        })
    }

    /// The first element of this name in it.
    pub(in crate::read) fn child(self, name: &str) -> Option<Element<'a>> {
        self.children().find(|c| c.name() == name)
    }

    /// Every element of this name below it, in order, without those in such an element.
    pub(in crate::read) fn below(self, name: &str) -> impl Iterator<Item = Element<'a>> {
        let (tree, end) = (self.tree, self.node().next as usize);
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            while at < end {
                let element = Element { tree, at };
                let node = tree.nodes[at];
                if node.name.is_some() && element.name() == name {
                    at = node.next as usize;
                    return Some(element);
                }
                at += 1;
            }
            None
        })
    }

    /// All text below it.
    pub(in crate::read) fn text(self) -> String {
        let end = self.node().next as usize;
        self.tree.nodes[self.at + 1..end]
            .iter()
            .filter(|n| n.name.is_none())
            .map(|n| self.tree.slice(n.from, n.to))
            .collect()
    }
}

/// The charset that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = declaration.windows(2).position(|w| w == b"?>")?;
    let declaration = &declaration[..end];
    let at = declaration.windows(8).position(|w| w == b"encoding")?;
    let value = declaration[at + 8..].trim_ascii_start();
    let value = value.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first().filter(|q| matches!(q, b'"' | b'\''))?;
    value[1..].split(|b| *b == quote).next()
}

#[derive(Default)]
struct Builder {
    tree: Tree,
    /// Elements that are open.
    open: Vec<usize>,
    /// The names met so far.
    known: HashMap<String, u32>,
    /// Whether the last node is text that goes on.
    running: bool,
}

impl Builder {
    fn build(&mut self, source: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(source);
        loop {
            let event = reader.read_event().map_err(|e| {
                format!(
                    "not valid XML ({e}); get the file again, or save it again from its program"
                )
            })?;
            match event {
                Event::Start(start) => {
                    if self.open.len() >= DEPTH {
                        return Err(format!(
                            "its elements are nested deeper than the limit of {DEPTH}; save it again from its program"
                        ));
                    }
                    let at = self.element(&start)?;
                    self.open.push(at);
                }
                Event::Empty(start) => {
                    self.element(&start)?;
                }
                Event::End(_) => self.close(),
                Event::Text(text) => self.text(&text.xml10_content())?,
                Event::CData(text) => self.text(&text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let known = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        _ => match &*reference.xml10_content() {
                            "lt" => Some('<'),
                            "gt" => Some('>'),
                            "amp" => Some('&'),
                            "apos" => Some('\''),
                            "quot" => Some('"'),
                            _ => None,
                        },
                    };
                    match known {
                        Some(c) => self.text(c.encode_utf8(&mut [0; 4]))?,
                        // Without a document type no other entity has a meaning.
                        None => self.text(&format!("&{};", reference.xml10_content()))?,
                    }
                }
                Event::DocType(_) => {
                    return Err(
                        "it has a document type (DTD), which documents never need and attacks use; save it again from its program"
                            .to_owned(),
                    );
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        if !self.open.is_empty() {
            return Err(
                "the XML ends before its elements are closed; get the file again from its source"
                    .to_owned(),
            );
        }
        Ok(())
    }

    /// Whether there is room for one thing more and this many bytes of text.
    fn room(&self, bytes: usize) -> Result<(), String> {
        if self.tree.nodes.len() + self.tree.attributes.len() >= NODES {
            return Err(format!(
                "it has more than the limit of {NODES} elements, attributes and texts; split the document"
            ));
        }
        if self.tree.text.len() + bytes > TEXT {
            return Err(format!(
                "it has more than the limit of {TEXT} bytes of text; split the document"
            ));
        }
        Ok(())
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let id = self.tree.names.len() as u32;
        self.tree.names.push(name.to_owned());
        self.known.insert(name.to_owned(), id);
        id
    }

    fn element(&mut self, start: &BytesStart<'_>) -> Result<usize, String> {
        self.room(0)?;
        self.running = false;
        let name = self.name(start.local_name().into_inner());
        let from = self.tree.attributes.len() as u32;
        // Looking for repeated attributes would take time by the square of their number.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|e| format!("not valid XML ({e})"))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            self.room(attribute.value.len())?;
            let name = self.name(attribute.key.local_name().into_inner());
            let begin = self.tree.text.len() as u32;
            match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => self.tree.text.push_str(&value),
                Err(_) => self.tree.text.push_str(&attribute.value),
            }
            self.tree.attributes.push(Attribute {
                name,
                from: begin,
                to: self.tree.text.len() as u32,
            });
        }
        let at = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            name: Some(name),
            from,
            to: self.tree.attributes.len() as u32,
            next: at as u32 + 1,
        });
        Ok(at)
    }

    fn close(&mut self) {
        self.running = false;
        let next = self.tree.nodes.len() as u32;
        if let Some(node) = self.open.pop().and_then(|at| self.tree.nodes.get_mut(at)) {
            node.next = next;
        }
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        // Line ends around the outermost element are none of its text.
        if self.open.is_empty() {
            return Ok(());
        }
        self.room(text.len())?;
        let from = self.tree.text.len() as u32;
        self.tree.text.push_str(text);
        let to = self.tree.text.len() as u32;
        match self.tree.nodes.last_mut() {
            Some(last) if self.running => last.to = to,
            _ => {
                let next = self.tree.nodes.len() as u32 + 1;
                self.tree.nodes.push(Node {
                    name: None,
                    from,
                    to,
                    next,
                });
            }
        }
        self.running = true;
        Ok(())
    }
}
