//! Pages of government sites: the text without furniture, tables as tables, and what the page
//! says of its document.
//!
//! The text is what stands in the element that is known to hold it (`corpus/html.toml`), or that
//! holds what looks like text. Blocks become paragraphs with a blank line between them, `<br>` a
//! line end, rows of tables lines of cells with TABs between; tables that only lay out the page
//! are blocks. Numbers that a browser prints before the items of ordered lists stand before their
//! words. Words are not changed: no-break and ideographic spaces stay; only what the page encodes
//! twice (`&amp;nbsp;`) is read twice.

mod content;
mod entities;
mod guard;
mod lists;
mod metadata;
mod page;
mod render;
mod rules;
mod table;
mod title;

#[cfg(test)]
mod tests;

use super::origin::Origin;
use super::{Layout, RawDocument, charset, record};
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

/// The charset that a page declares for itself, as a page or as an XML document.
static DECLARATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)(?:<meta\s[^>]*?charset|^\s*<\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)"#,
    )
    .unwrap_or_else(|e| unreachable!("a literal pattern: {e}"))
});

/// The head of an answer that was saved with its page, and the charset that it names.
static ANSWER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i-u)^HTTP/[0-9.]+ [0-9]{3}[^\n]*\r?\n(?:[!-~]+:[^\n]*\r?\n)*\r?\n")
        .unwrap_or_else(|e| unreachable!("a literal pattern: {e}"))
});
static ANSWERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i-u)\ncontent-type:[^\n]*?charset\s*=\s*["']?([a-z0-9_:.-]+)"#)
        .unwrap_or_else(|e| unreachable!("a literal pattern: {e}"))
});

pub(super) fn read(bytes: &[u8], origin: &Origin) -> Vec<Result<RawDocument>> {
    if let Some(what) = charset::binary(bytes) {
        return vec![Err(what.at_path(&origin.place))];
    }
    let answer = ANSWER.find(bytes).map_or(0, |m| m.end());
    let (answer, bytes) = bytes.split_at(answer);
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    // What the server says goes before what the page says, as in browsers.
    let label = ANSWERED
        .captures(answer)
        .or_else(|| DECLARATION.captures(head))
        .and_then(|c| c.get(1))
        .map(|m| m.as_bytes());
    let decoded = charset::decode_declared(bytes, label);
    let (html, tamed) = parsed(&decoded.text);
    // Of a large page no more is kept at a time than must be.
    drop(decoded.text);
    let mut document = document(html, tamed, &origin.id);
    document.diagnostics.splice(0..0, decoded.diagnostics);
    vec![Ok(record::finish(document))]
}

#[cfg(test)]
fn extract(source: &str, id: &str) -> RawDocument {
    let (html, tamed) = parsed(source);
    document(html, tamed, id)
}

/// The page as a tree, and whether its structure was given up.
fn parsed(source: &str) -> (Html, bool) {
    let source = guard::spelt_out(source);
    let (source, tamed) = guard::tame(&source);
    (Html::parse_document(&source), tamed)
}

/// The document that a page holds.
fn document(html: Html, tamed: bool, id: &str) -> RawDocument {
    let rules = &*RULES;
    let mut page = Page::of(&html, rules);
    let tables = metadata::tables(&page, rules);
    for table in &tables {
        page.drop_at(*table);
    }
    let found = content::find(&mut page);
    let markers = lists::markers(&page, rules);
    let lines = render::lines(&page, &markers, &found.at, &[]);
    let (lines, mut outside) = without_furniture(lines, rules, found.known);
    if found.known {
        outside.extend(render::lines(&page, &markers, &[0], &found.at));
    }
    let mut document = RawDocument::new(id, String::new());
    document.layout = layout(&page);
    metadata::fill(
        &mut document,
        &html,
        &page,
        rules,
        &tables,
        &lines,
        &outside,
    );
    if tamed {
        document.diagnostics.push(
            Diagnostic::new(
                "read.html-nesting",
                "the page is nested so deeply that its structure was given up; tables are lines",
            )
            .hint("save the page again from a browser"),
        );
    }
    if page.encoded_twice > 0 {
        document.diagnostics.push(
            Diagnostic::new(
                "read.encoded-twice",
                format!(
                    "the page encodes {} character(s) twice, as in &amp;nbsp;; they were read as what they stand for",
                    page.encoded_twice
                ),
            ),
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
    if render::is_link_list(&lines) {
        document.diagnostics.push(
            Diagnostic::new(
                "read.link-list",
                "the page is a list of links rather than a document",
            )
            .hint("read the pages that it links to"),
        );
    }
    drop(page);
    drop(html);
    document.text = render::joined(&lines);
    document
}

/// What line ends mean: paragraphs, unless most of the text is laid out line by line.
fn layout(page: &Page<'_>) -> Layout {
    let words = |at: usize| page.nodes[at].plain + page.nodes[at].linked;
    let laid_out: u32 = (0..page.nodes.len())
        .filter(|at| page.nodes[*at].role() == Some(page::Role::Pre))
        .map(words)
        .sum();
    if laid_out * 2 > page.nodes.first().map_or(0, |_| words(0)) {
        Layout::Unknown
    } else {
        Layout::Paragraphs
    }
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
