//! Pages of government sites: the text without furniture, tables as tables, and what the page
//! says of its document.
//!
//! The text is what stands in the element that is known to hold it (`corpus/html.toml`), or that
//! holds what looks like text. Blocks become paragraphs with a blank line between them, `<br>` a
//! line end, rows of tables lines of cells with TABs between; tables that only lay out the page
//! are blocks. Words are not changed: no-break and ideographic spaces stay.

mod content;
mod guard;
mod metadata;
mod page;
mod render;
mod rules;

use super::formats::Origin;
use super::{RawDocument, charset, record};
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use page::Page;
use regex::bytes::Regex;
use render::Line;
use rules::{RULES, Rules};
use scraper::Html;
use std::sync::LazyLock;

/// How far into a page the declaration of its charset is looked for.
const DECLARATION_WITHIN: usize = 8192;

static DECLARATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<meta\s[^>]*?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)"#)
        .unwrap_or_else(|e| unreachable!("a literal pattern: {e}"))
});

pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let label = DECLARATION
        .captures(head)
        .and_then(|c| c.get(1))
        .map(|m| m.as_bytes());
    let decoded = charset::decode_declared(bytes, label);
    let mut document = extract(&decoded.text, &origin.id);
    document.diagnostics.splice(0..0, decoded.diagnostics);
    vec![Ok(record::finish(document))]
}

/// The document that a page holds.
fn extract(source: &str, id: &str) -> RawDocument {
    let rules = &*RULES;
    let (source, tamed) = guard::tame(source);
    let html = Html::parse_document(&source);
    let mut page = Page::of(&html, rules);
    let tables = metadata::tables(&page, rules);
    for table in &tables {
        page.drop_at(*table);
    }
    let found = content::find(&page, rules);
    let lines = render::lines(&page, &found.at, &[]);
    let lines = without_furniture(lines, rules, found.judged);
    let mut document = RawDocument::new(id, render::joined(&lines));
    metadata::fill(&mut document, &html, &page, rules, &tables, &found.at);
    if tamed {
        document.diagnostics.push(
            Diagnostic::new(
                "read.html-nesting",
                "the page is nested so deeply that its structure was given up; tables are lines",
            )
            .hint("save the page again from a browser"),
        );
    }
    if found.judged {
        document.diagnostics.push(
            Diagnostic::new(
                "read.content-judged",
                "no element known to hold the text; it was found by its density, and the rest of the page left out",
            )
            .hint("add the id or class of its element to content in corpus/html.toml"),
        );
    }
    if lines.iter().filter(|l| l.links).count() * 10 >= lines.len() * 7 && lines.len() >= 5 {
        document.diagnostics.push(
            Diagnostic::new(
                "read.link-list",
                "the page is a list of links rather than a document",
            )
            .hint("read the pages that it links to"),
        );
    }
    document
}

/// The lines without those that are furniture, and without the links at the end.
fn without_furniture(mut lines: Vec<Line>, rules: &Rules, judged: bool) -> Vec<Line> {
    /// How near to the start or end of a page its own head and foot lines stand.
    const EDGE: usize = 8;
    let count = lines.len();
    let mut at = 0;
    let mut cut = false;
    lines.retain_mut(|line| {
        let edge = at < EDGE || at + EDGE >= count;
        at += 1;
        let text = line.text.trim();
        let furniture = !line.row
            && (rules.furniture_line.is_match(text)
                || judged && edge && rules.edge_line.is_match(text));
        // The line after takes its distance from the line before.
        line.close &= !cut;
        cut = furniture;
        !furniture
    });
    if let Some(related) = lines
        .iter()
        .rposition(|l| rules.related.is_match(l.text.trim()))
        && lines[related + 1..].iter().all(|l| l.links)
    {
        lines.truncate(related);
    }
    lines
}
