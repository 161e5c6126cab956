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

#[cfg(test)]
mod tests;

use super::origin::Origin;
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
    let found = content::find(&mut page, rules);
    let lines = render::lines(&page, &found.at, &[]);
    let (lines, mut outside) = without_furniture(lines, rules, found.known);
    if found.known {
        outside.extend(render::lines(&page, &[0], &found.at));
    }
    let mut document = RawDocument::new(id, render::joined(&lines));
    metadata::fill(&mut document, &html, &page, rules, &tables, &outside);
    if tamed {
        document.diagnostics.push(
            Diagnostic::new(
                "read.html-nesting",
                "the page is nested so deeply that its structure was given up; tables are lines",
            )
            .hint("save the page again from a browser"),
        );
    }
    if !found.known && (page.nodes.iter().any(|n| n.dropped) || !outside.is_empty()) {
        document.diagnostics.push(
            Diagnostic::new(
                "read.content-judged",
                "no element is known to hold the text; what looks like furniture was left out by judgement",
            )
            .hint("check the start and the end of the text, or add the id or class of its element to corpus/html.toml"),
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

/// The lines that are text, and those that are furniture.
fn without_furniture(lines: Vec<Line>, rules: &Rules, known: bool) -> (Vec<Line>, Vec<Line>) {
    /// How near to the start or end of a page its own head and foot lines stand.
    const EDGE: usize = 8;
    /// Bytes of a line from which on it is no furniture.
    const LONGEST: usize = 800;
    let count = lines.len();
    let (mut kept, mut left): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    let mut cut = false;
    for (at, mut line) in lines.into_iter().enumerate() {
        let edge = at < EDGE || at + EDGE >= count;
        let text = line.text.trim();
        let furniture = !line.row
            && text.len() <= LONGEST
            && (rules.furniture_line.is_match(text)
                || edge && metadata::is_head(rules, text, !known)
                || edge && !known && rules.edge_line.is_match(text));
        if furniture {
            left.push(line);
        } else {
            // The line after a gap does not stand close to the line before it.
            line.close &= !cut;
            kept.push(line);
        }
        cut = furniture;
    }
    // Links to other pages at the end.
    if let Some(related) = kept
        .iter()
        .rposition(|l| rules.related.is_match(l.text.trim()))
        && kept[related + 1..].iter().all(|l| l.links)
    {
        kept.truncate(related);
    }
    (kept, left)
}
