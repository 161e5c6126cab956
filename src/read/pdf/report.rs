//! What is to be said about a PDF file, and what it says about itself.

use super::super::page::Page;
use super::file::File;
use super::sheet::Sheet;
use crate::diagnostic::Diagnostic;
use lopdf::{Dictionary, decode_text_string};
use std::collections::BTreeMap;

/// Pages named one by one in a message.
const NAMED: usize = 12;

/// Characters of turned text quoted in a message.
const QUOTED: usize = 40;

/// What was found on the pages, counted from 1.
#[derive(Debug, Default)]
pub(super) struct Report {
    pages: usize,
    pictures: Vec<usize>,
    unmapped: Vec<usize>,
    glyphs: usize,
    damaged: Vec<usize>,
    turned: Vec<usize>,
    quoted: String,
    outside: Vec<usize>,
}

impl Report {
    pub(super) fn sheet(&mut self, number: usize, sheet: &Sheet) {
        self.pages = number;
        self.glyphs += sheet.unmapped;
        for (yes, pages) in [
            (sheet.is_picture(), &mut self.pictures),
            (sheet.unmapped > 0, &mut self.unmapped),
            (sheet.damaged, &mut self.damaged),
        ] {
            if yes {
                pages.push(number);
            }
        }
    }

    pub(super) fn page(&mut self, number: usize, page: &Page, turned: Vec<String>) {
        let printed = |text: &str| !text.trim().is_empty();
        let mut turned = turned.iter().map(|t| t.trim()).filter(|t| printed(t));
        if let Some(first) = turned.next() {
            self.turned.push(number);
            if self.quoted.is_empty() {
                self.quoted = first.chars().take(QUOTED).collect();
            }
        }
        if page.runs.iter().any(|r| printed(&r.text) && !page.shows(r)) {
            self.outside.push(number);
        }
    }

    /// Whether no page has any text, for all are pictures.
    pub(super) fn pictures_only(&self) -> bool {
        self.pages > 0 && self.pictures.len() == self.pages
    }

    pub(super) fn diagnostics(self, file: &File) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut damage = Vec::new();
        if file.repaired {
            damage.push("its table of objects was unusable and has been rebuilt".to_owned());
        }
        if file.circular {
            damage.push("its list of pages runs in a circle; each page is read once".to_owned());
        }
        if let Some(claimed) = file.claimed {
            damage.push(format!(
                "it says it has {claimed} pages, but {} can be found",
                self.pages
            ));
        }
        if !self.damaged.is_empty() {
            damage.push(format!("parts of {} cannot be read", pages(&self.damaged)));
        }
        if !damage.is_empty() {
            let message = format!("the PDF is damaged: {}", damage.join("; "));
            let hint = "compare the text with the file, or fetch it again";
            all.push(Diagnostic::new("read.damaged-pdf", message).hint(hint));
        }
        if !self.pictures.is_empty() {
            let message = if self.pictures_only() {
                "the PDF has no text: its pages are pictures, as of a scan".to_owned()
            } else {
                let which = pages(&self.pictures);
                format!("there is no text on {which}: what they show are pictures, as of a scan")
            };
            let hint = "recognise the text first, e.g. with ocrmypdf -l chi_sim scan.pdf text.pdf";
            all.push(Diagnostic::new("read.no-text", message).hint(hint));
        }
        if self.glyphs > 0 {
            let message = format!(
                "the PDF does not say what {} glyphs on {} mean; they stand as U+FFFD",
                self.glyphs,
                pages(&self.unmapped)
            );
            let hint = "recognise the text anew, e.g. with ocrmypdf --force-ocr -l chi_sim";
            all.push(Diagnostic::new("read.unmapped-glyphs", message).hint(hint));
        }
        if !self.turned.is_empty() {
            let message = format!(
                "text that runs across or along the edge of {} is left out: “{}”",
                pages(&self.turned),
                self.quoted
            );
            let hint = "such text is mostly a watermark; where it is not, add it to the text";
            all.push(Diagnostic::new("read.turned-text", message).hint(hint));
        }
        if !self.outside.is_empty() {
            let message = format!(
                "text above or below the edges of {} is not printed and is left out",
                pages(&self.outside)
            );
            all.push(Diagnostic::new("read.text-off-page", message));
        }
        all
    }
}

/// Numbers of pages in words: `pages 1–3, 7`.
fn pages(numbers: &[usize]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some(range) if range.1 + 1 == number => range.1 = number,
            _ => ranges.push((number, number)),
        }
    }
    let named = ranges
        .iter()
        .take(NAMED)
        .map(|&(from, to)| match to - from {
            0 => from.to_string(),
            1 => format!("{from}, {to}"),
            _ => format!("{from}–{to}"),
        });
    let more = if ranges.len() > NAMED { " …" } else { "" };
    let word = if numbers.len() == 1 { "page" } else { "pages" };
    format!("{word} {}{more}", named.collect::<Vec<_>>().join(", "))
}

/// What the file says about itself. Programs fill this in, often with the name of a template:
/// it is kept, and used for nothing.
pub(super) fn attributes(file: &File) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    attributes.insert("pages".to_owned(), file.pages.len().to_string());
    let Some(info) = file.dictionary(&file.document().trailer, b"Info") else {
        return attributes;
    };
    for (key, name) in [
        (&b"Title"[..], "property_title"),
        (b"Author", "property_creator"),
        (b"CreationDate", "property_created"),
    ] {
        if let Some(value) = said(file, info, key) {
            let value = if name == "property_created" {
                day(&value).unwrap_or(value)
            } else {
                value
            };
            attributes.insert(name.to_owned(), value);
        }
    }
    attributes
}

fn said(file: &File, info: &Dictionary, key: &[u8]) -> Option<String> {
    let text = decode_text_string(file.get(info, key)?).ok()?;
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The day of `D:20120905…`.
fn day(written: &str) -> Option<String> {
    let digits = written.strip_prefix("D:").unwrap_or(written);
    let digits = digits.get(..8)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}
