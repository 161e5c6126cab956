//! What a page says of its document beside the text: tables, head lines, `<meta>`, titles.

use super::page::{Content, Page, Role, names};
use super::render::Line;
use super::rules::{Field, Rules};
use super::{entities, title};
use crate::document::Source;
use crate::read::{RawDocument, dates, record};
use scraper::{Html, Node};

/// A label of a page with its field and value.
struct Fact {
    label: String,
    field: Field,
    value: String,
}

/// Facts that make a table one of metadata though its labels have no colons.
const TABLE_FACTS: usize = 3;
/// A longer value is no value but the text.
const VALUE_CHARS: usize = 200;

/// The tables of metadata, wherever they stand.
pub(super) fn tables(page: &Page<'_>, rules: &Rules) -> Vec<usize> {
    (0..page.nodes.len())
        .filter(|at| {
            let node = &page.nodes[*at];
            node.role() == Some(Role::Table)
                && !node.tables
                && is_metadata(&table_facts(page, rules, *at))
        })
        .collect()
}

/// What the cells of a table are.
#[derive(Default)]
struct Cells {
    facts: Vec<Fact>,
    labels: usize,
    /// Labels with their colon.
    colons: usize,
    /// Cells with words that are neither label nor value.
    others: usize,
}

/// Whether a table holds metadata and nothing else. A list of documents, which has the same
/// labels at the head of its columns, has other cells below them.
fn is_metadata(cells: &Cells) -> bool {
    cells.labels > 0
        && cells.others * 5 <= cells.labels
        && (cells.facts.len() >= TABLE_FACTS || cells.colons == cells.labels)
}

fn table_facts(page: &Page<'_>, rules: &Rules, table: usize) -> Cells {
    let mut cells = Cells::default();
    let mut waiting: Option<(String, Field)> = None;
    let mut row = 0;
    let mut at = table + 1;
    while at < page.nodes[table].end {
        let node = &page.nodes[at];
        if node.role() != Some(Role::Cell) {
            at += 1;
            continue;
        }
        if node.parent != row {
            row = node.parent;
            waiting = None;
        }
        let cell = at;
        at = node.end;
        if (node.plain + node.linked) as usize > VALUE_CHARS {
            cells.others += 1;
            waiting = None;
            continue;
        }
        let words = page.words(cell);
        if let Some(label) = rules.label(&words) {
            cells.labels += 1;
            cells.colons += usize::from(words.ends_with(['：', ':']));
            waiting = Some(label);
        } else if let Some((label, field)) = waiting.take() {
            cells.facts.push(Fact {
                label,
                field,
                value: words,
            });
        } else if !words.is_empty() {
            let found = line_facts(rules, &words);
            cells.labels += found.len();
            cells.colons += found.len();
            cells.others += usize::from(found.is_empty());
            cells.facts.extend(found);
        }
    }
    cells
}

/// Whether a line is the head line of a page: two facts or more, among them one that only pages
/// have (when it was put there, how often it was read) unless `any` will do.
pub(super) fn is_head(rules: &Rules, line: &str, any: bool) -> bool {
    if line.chars().count() > VALUE_CHARS {
        return false;
    }
    let facts = line_facts(rules, line);
    facts.len() >= 2
        && (any
            || facts
                .iter()
                .any(|f| matches!(f.field, Field::None | Field::Published | Field::Dated)))
}

/// Facts of a line like `发布时间：2012-09-05　来源：…`, where it starts with one.
fn line_facts(rules: &Rules, line: &str) -> Vec<Fact> {
    let found: Vec<(usize, usize, &str)> = rules
        .label
        .captures_iter(line)
        .filter_map(|c| {
            let (all, label) = (c.get(0)?, c.get(1)?);
            Some((label.start(), all.end(), label.as_str()))
        })
        .collect();
    let Some((first, ..)) = found.first() else {
        return Vec::new();
    };
    // 2012-09-05 10:30　来源：…: the date needs no label.
    let stamp = rules
        .stamp
        .captures(&line[..*first])
        .and_then(|c| c.get(1))
        .filter(|m| *first <= m.end() + 6);
    if stamp.is_none() && *first > 6 {
        return Vec::new();
    }
    let stamp = stamp.map(|m| Fact {
        label: "日期".to_owned(),
        field: Field::Dated,
        value: m.as_str().to_owned(),
    });
    let labelled = found
        .iter()
        .enumerate()
        .filter_map(|(index, (_, from, written))| {
            let until = found.get(index + 1).map_or(line.len(), |next| next.0);
            let value = line[*from..until]
                .trim_matches(|c: char| c.is_whitespace() || "[]【】|（）()".contains(c));
            let (label, field) = rules.label(written)?;
            Some(Fact {
                label,
                field,
                value: value.to_owned(),
            })
        });
    stamp.into_iter().chain(labelled).collect()
}

/// Facts of the lines outside the text; a label alone on its line has its value on the next.
fn head_facts(rules: &Rules, lines: &[Line]) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut lines = lines.iter().peekable();
    while let Some(line) = lines.next() {
        let text = line.text.trim();
        if text.chars().count() > VALUE_CHARS {
            continue;
        }
        let lone = text
            .ends_with(['：', ':'])
            .then(|| rules.label(text))
            .flatten();
        if let Some((label, field)) = lone {
            if let Some(next) = lines.peek()
                && line_facts(rules, &next.text).is_empty()
                && !next.text.trim_end().ends_with(['：', ':'])
            {
                facts.push(Fact {
                    label,
                    field,
                    value: next.text.trim().to_owned(),
                });
                lines.next();
            }
            continue;
        }
        let found = line_facts(rules, text);
        if let [alone] = found.as_slice()
            && alone.field == Field::Dated
        {
            continue;
        }
        facts.extend(found);
    }
    facts
}

/// Fills what the document's page says of it, which has `lines`; `outside` are the lines of the
/// page that are not its text.
pub(super) fn fill(
    document: &mut RawDocument,
    html: &Html,
    page: &Page<'_>,
    rules: &Rules,
    tables: &[usize],
    lines: &[Line],
    outside: &[Line],
) {
    let in_tables = tables
        .iter()
        .flat_map(|t| table_facts(page, rules, *t).facts);
    for fact in in_tables.chain(head_facts(rules, outside)) {
        put(document, fact);
    }
    for node in html.tree.values() {
        let Node::Element(element) = node else {
            continue;
        };
        if element.name() == "meta"
            && let Some(name) = element.attr("name").or_else(|| element.attr("property"))
            && let Some(value) = element.attr("content")
            && let Some((label, field)) = rules.meta(name)
        {
            let label = label.to_owned();
            let value = entities::decoded(value).0.trim().to_owned();
            put(
                document,
                Fact {
                    label,
                    field,
                    value,
                },
            );
        }
    }
    in_elements(document, page, rules);
    title::put(document, html, page, rules, lines);
}

/// What elements of known names hold, and the day in a `<time>`, where nothing else says it.
fn in_elements(document: &mut RawDocument, page: &Page<'_>, rules: &Rules) {
    let mut stated = None;
    for (at, node) in page.nodes.iter().enumerate() {
        let Content::Element(element, _) = node.content else {
            continue;
        };
        if element.name() == "time" && stated.is_none() {
            stated = element.attr("datetime").and_then(dates::within);
        }
        if !node.named.field || (node.plain + node.linked) as usize > VALUE_CHARS {
            continue;
        }
        let Some((name, field)) =
            names(element).find_map(|name| rules.elements.get(&name).map(|field| (name, *field)))
        else {
            continue;
        };
        let value = page.words(at);
        // 发布时间：2012-09-05 in an element that is called after the time.
        let value = value.rsplit('：').next().unwrap_or_default().trim();
        if matches!(field, Field::Published | Field::Dated) {
            stated = stated.or_else(|| dates::within(value));
            continue;
        }
        put(
            document,
            Fact {
                label: name,
                field,
                value: value.to_owned(),
            },
        );
    }
    document.given.published = document.given.published.or(stated);
}

/// Puts a fact where it belongs; what stands first stays.
fn put(document: &mut RawDocument, fact: Fact) {
    let Fact {
        label,
        field,
        value,
    } = fact;
    if value.is_empty() || value.chars().all(|c| matches!(c, '无' | '-' | '—' | '/')) {
        return;
    }
    match field {
        Field::Title => {
            document.given.title.get_or_insert(value);
        }
        Field::DocNumber => {
            document.given.doc_number.get_or_insert(value);
        }
        Field::Issuer => {
            document.given.issuer.get_or_insert(value);
        }
        Field::Issued if document.given.issued.is_none() => match dates::within(&value) {
            Some(date) => document.given.issued = Some(date),
            None => record::not_a_date(document, &label, &value, "check the page"),
        },
        Field::Published if document.given.published.is_none() => match dates::within(&value) {
            Some(date) => document.given.published = Some(date),
            None => record::not_a_date(document, &label, &value, "check the page"),
        },
        Field::Dated => {
            document.given.published = document.given.published.or_else(|| dates::within(&value));
        }
        Field::Source => {
            if document.provenance.sources.iter().all(|s| s.url != value) {
                document.provenance.sources.push(Source {
                    url: value,
                    supports: None,
                });
            }
        }
        Field::Attribute => {
            let attributes = &mut document.provenance.attributes;
            attributes.entry(label).or_insert(value);
        }
        Field::Issued | Field::Published | Field::None => {}
    }
}
