//! OFD (GB/T 33190-2016), the national format of official documents: pages of positioned text.
//!
//! Read here, on the bounded packages of this library: of the crates under that name `ofd-rs`
//! only writes pictures into OFD, and `ofd` is empty. The text of a page is assembled like that
//! of other page formats; heads and feet in template pages are left out. Semantic tags of
//! official documents and the document's information are what came with the text.

mod layout;
mod tags;
mod text;

#[cfg(test)]
mod tests;

use super::origin::Origin;
use super::package::{Element, Limits, Package, resolve};
use super::{Layout, RawDocument, page, record};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};
use layout::Root;
use std::io::Cursor;

/// Pages that a message names.
const NAMED: usize = 10;

type Opened = Package<Cursor<Vec<u8>>>;

pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    let fail = |why: String| Error::new(ErrorKind::Format, why).at_path(&origin.place);
    let limits = Limits::new(&origin.options, &origin.budget);
    let opened = Package::open(Cursor::new(bytes.to_vec()), &limits).and_then(|mut package| {
        let top = package
            .xml("OFD.xml")?
            .ok_or("the package has no OFD.xml, so it is no OFD; get the file again")?;
        Ok((package, top))
    });
    let (mut package, top) = match opened {
        Ok(opened) => opened,
        Err(why) => return vec![Err(fail(why))],
    };
    let bodies: Vec<Element<'_>> = top
        .root()
        .into_iter()
        .flat_map(Element::children)
        .filter(|e| e.name() == "DocBody")
        .collect();
    if bodies.is_empty() {
        return vec![Err(fail(
            "the OFD names no document in it; get the file again".to_owned(),
        ))];
    }
    let mut documents = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        let id = if bodies.len() == 1 {
            origin.id.clone()
        } else {
            format!("{}-{}", origin.id, at + 1)
        };
        let document = extract(&mut package, *body, id, origin.options.max_document_bytes);
        documents.push(document.map(record::finish).map_err(fail));
        // Each further document would fail alike.
        if package.exhausted() {
            break;
        }
    }
    documents
}

/// One document of the package.
fn extract(
    package: &mut Opened,
    body: Element<'_>,
    id: String,
    limit: u64,
) -> Result<RawDocument, String> {
    let place = body
        .child("DocRoot")
        .map(|root| root.text().trim().to_owned())
        .ok_or("the OFD does not say where its document is; get the file again")?;
    let place = inside("", &place)?;
    let root = Root::read(package, &place)?;
    let pages = Pages::read(package, &root, &place)?;
    let mut document = RawDocument::new(id, page::text_of_lines(&pages.lines));
    document.layout = Layout::Pages;
    document.diagnostics.extend(package.note());
    information(body, &mut document);
    if let Some(custom) = &root.custom_tags {
        tags::apply(package, custom, &pages.objects, limit, &mut document);
    }
    let carried = attachments(package, &root);
    if !carried.is_empty() {
        document.diagnostics.push(
            Diagnostic::new(
                "read.attachment-not-read",
                format!(
                    "{} file(s) are attached and not read: {}",
                    carried.len(),
                    carried.join(", ")
                ),
            )
            .hint("save them from the OFD reader and read them as documents of their own"),
        );
        let attributes = &mut document.provenance.attributes;
        attributes.insert("attachments".to_owned(), carried.join("; "));
    }
    pages.tell(&mut document);
    Ok(document)
}

/// What was read of the pages.
#[derive(Default)]
struct Pages {
    lines: Vec<Vec<page::Line>>,
    /// The text of each object, where tags refer to them.
    objects: text::Objects,
    /// Numbers of pages with pictures and no text.
    pictures: Vec<usize>,
    /// Pages that could not be read, and why.
    broken: Vec<String>,
    /// Texts that are not printed upright.
    turned: usize,
    /// Texts above or below the edges of their page.
    outside: usize,
    /// Numbers of pages with many texts beyond their edges, which are read.
    overflowing: Vec<String>,
    /// Whether the text is that of the templates.
    templates: bool,
}

impl Pages {
    fn read(package: &mut Opened, root: &Root, place: &str) -> Result<Self, String> {
        if root.pages.len() > page::PAGES {
            return Err(format!(
                "it has more than {} pages, which no document needs; it is damaged or made to do harm",
                page::PAGES
            ));
        }
        let mut pages = Self::default();
        for (at, location) in root.pages.iter().enumerate() {
            let number = at + 1;
            let read = Self::content(package, place, location);
            let tree = match read {
                Ok(tree) => tree,
                Err(why) if package.exhausted() => return Err(why),
                Err(why) => {
                    pages.broken.push(format!("page {number} ({why})"));
                    pages.lines.push(Vec::new());
                    continue;
                }
            };
            let keep = root.custom_tags.is_some().then_some(&mut pages.objects);
            let read = text::read(&tree, root.area, keep);
            pages.turned += read.turned;
            if read.overflows {
                pages.overflowing.push(number.to_string());
            } else {
                pages.outside += read.outside;
            }
            let lines = page::lines_of(&read.page);
            if lines.is_empty() && read.pictures > 0 {
                pages.pictures.push(number);
            }
            pages.lines.push(lines);
        }
        if pages.lines.iter().all(Vec::is_empty) && pages.broken.is_empty() {
            pages.add_templates(package, root)?;
        }
        if pages.broken.len() == root.pages.len() && !pages.broken.is_empty() {
            return Err(format!(
                "none of its pages can be read: {}; get the file again",
                first(&pages.broken)
            ));
        }
        Ok(pages)
    }

    /// Adds what stands in the templates of the pages, which is their heads and feet unless it is
    /// all there is.
    fn add_templates(&mut self, package: &mut Opened, root: &Root) -> Result<(), String> {
        let places = root.pages.iter().enumerate();
        for (at, location) in places.filter(|_| !root.templates.is_empty()) {
            let tree = Self::content(package, &root.place, location)?;
            let named = tree.root().into_iter().flat_map(Element::children);
            let named: Vec<&str> = named
                .filter(|e| e.name() == "Template")
                .filter_map(|e| e.attribute("TemplateID"))
                .collect();
            let mut whole = page::Page::default();
            for place in named.iter().filter_map(|id| root.templates.get(*id)) {
                let tree = Self::content(package, &root.place, place)?;
                let read = text::read(&tree, root.area, None);
                whole.width = read.page.width;
                whole.height = read.page.height;
                whole.runs.extend(read.page.runs);
            }
            let lines = page::lines_of(&whole);
            self.templates |= !lines.is_empty();
            if let Some(page) = self.lines.get_mut(at) {
                *page = lines;
            }
        }
        Ok(())
    }

    fn content(
        package: &mut Opened,
        place: &str,
        location: &str,
    ) -> Result<super::package::Tree, String> {
        layout::part(package, place, location)?
            .ok_or_else(|| format!("{location} is not in the package"))
    }

    /// Says what a reader should know of them.
    fn tell(&self, document: &mut RawDocument) {
        let told = &mut document.diagnostics;
        if !self.broken.is_empty() {
            told.push(
                Diagnostic::new(
                    "read.page-not-read",
                    format!("some pages cannot be read: {}", first(&self.broken)),
                )
                .hint("get the file again from its source"),
            );
        }
        if self.templates {
            told.push(
                Diagnostic::new(
                    "read.template-text",
                    "the pages hold no text of their own; that of their templates is read",
                )
                .hint("check that it is more than the heads and feet of a form"),
            );
        } else if !self.pictures.is_empty() {
            let numbers: Vec<String> = self.pictures.iter().map(usize::to_string).collect();
            let which = if self.pictures.len() == self.lines.len() {
                "the document is scanned: its pages are pictures and hold no text".to_owned()
            } else {
                format!("page(s) {} hold pictures and no text", first(&numbers))
            };
            told.push(
                Diagnostic::new("read.no-text", which)
                    .hint("run text recognition (OCR) and read the text that comes out"),
            );
        }
        if !self.overflowing.is_empty() {
            told.push(
                Diagnostic::new(
                    "read.text-off-page",
                    format!(
                        "page(s) {} hold many texts above or below the edges that the file gives them; these are read",
                        first(&self.overflowing)
                    ),
                )
                .hint("check the pages in an OFD reader"),
            );
        }
        if self.outside > 0 {
            told.push(
                Diagnostic::new(
                    "read.text-off-page",
                    format!(
                        "{} text(s) above or below the edges of their page are left out",
                        self.outside
                    ),
                )
                .hint("check the pages in an OFD reader"),
            );
        }
        if self.turned > 0 {
            told.push(
                Diagnostic::new(
                    "read.turned-text",
                    format!(
                        "{} text(s) that are printed askew, such as watermarks, are left out",
                        self.turned
                    ),
                )
                .hint("check the pages if they hold more than watermarks"),
            );
        }
    }
}

/// The first few in a sentence.
fn first(all: &[String]) -> String {
    let mut shown: Vec<String> = all.iter().take(NAMED).cloned().collect();
    if all.len() > NAMED {
        shown.push(format!("and {} more", all.len() - NAMED));
    }
    shown.join(", ")
}

/// The name of the part at `target`, seen from the part `base`.
fn inside(base: &str, target: &str) -> Result<String, String> {
    resolve(base, target).ok_or_else(|| {
        format!("the place “{target}” leads out of the package; such files are made to attack")
    })
}

/// What the document says of itself: often left from another one, so attributes only.
fn information(body: Element<'_>, document: &mut RawDocument) {
    const KEPT: [&str; 6] = [
        "Title",
        "Author",
        "Subject",
        "CreationDate",
        "DocUsage",
        "Abstract",
    ];
    let Some(about) = body.child("DocInfo") else {
        return;
    };
    let mut keep = |name: &str, value: String| {
        let value = value.trim().to_owned();
        if !value.is_empty() {
            let attributes = &mut document.provenance.attributes;
            attributes.insert(format!("property_{name}"), value);
        }
    };
    for element in about.children() {
        match element.name() {
            name if KEPT.contains(&name) => keep(&snake(name), element.text()),
            "CustomDatas" => {
                for data in element.children() {
                    if let Some(name) = data.attribute("Name") {
                        keep(name, data.text());
                    }
                }
            }
            _ => {}
        }
    }
}

/// `CreationDate` as `creation_date`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The names of attached files.
fn attachments(package: &mut Opened, root: &Root) -> Vec<String> {
    let Some(list) = &root.attachments else {
        return Vec::new();
    };
    let Ok(Some(tree)) = layout::part(package, &root.place, list) else {
        return Vec::new();
    };
    let name = |e: Element<'_>| {
        let name = e.attribute("Name")?.trim().to_owned();
        let ending = e.attribute("Format").unwrap_or("").trim_matches('.');
        let whole = name
            .to_lowercase()
            .ends_with(&format!(".{}", ending.to_lowercase()));
        Some(if ending.is_empty() || whole {
            name
        } else {
            format!("{name}.{ending}")
        })
    };
    tree.root()
        .into_iter()
        .flat_map(Element::children)
        .filter(|e| e.name() == "Attachment")
        .filter_map(name)
        .collect()
}
