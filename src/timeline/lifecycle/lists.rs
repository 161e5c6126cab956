//! Lists of documents that cease: 对以下规范性文件宣布失效：1.…

use super::cues::Cues;
use crate::annotate::{Mention, mentions};
use crate::document::{DocNumber, Document, ProvisionKind};
use crate::span::Span;

/// A document of a list.
pub(super) struct Item {
    pub(super) title: Option<String>,
    pub(super) number: Option<DocNumber>,
    /// Its line, in the view.
    pub(super) span: Span,
}

/// A title has at least so many characters.
const TITLE: usize = 4;

/// The documents that the lists of a document end, in order.
///
/// A line that announces what ceases, and ends no sentence, opens a list; another heading, a
/// sentence or the signature closes it. An item is a line with a marker or a title in book-title
/// marks; titles in lists often stand without these marks, with the number behind them or on a
/// line of its own.
pub(super) fn ended(document: &Document) -> Vec<Item> {
    let cues = Cues::get();
    let view = document.text.view();
    if !cues.list_ended.is_match(view) {
        return Vec::new();
    }
    let all = mentions(document);
    let mut items: Vec<Item> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in view.split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        at = span.end;
        let words = line.trim();
        if words.is_empty() {
            continue;
        }
        let place = document.provision_at(document.text.to_original(span).start);
        let kind = place
            .and_then(|p| document.provisions.get(p))
            .map(|p| p.kind);
        if matches!(
            kind,
            Some(ProvisionKind::Signature | ProvisionKind::Masthead)
        ) {
            open = false;
            continue;
        }
        let from = all.partition_point(|m| m.span.start < span.start);
        let here: Vec<&Mention> = all[from..]
            .iter()
            .take_while(|m| m.span.start < span.end)
            .collect();
        let ends = words.ends_with(['。', '；']);
        if here.is_empty() && cues.list_kept.is_match(words) && !cues.list_ended.is_match(words) {
            if !ends {
                open = false;
            }
            continue;
        }
        if cues.list_ended.is_match(words) && (words.ends_with('：') || !ends) && here.is_empty()
            || cues.list_ended.is_match(words) && words.ends_with('：')
        {
            open = true;
            continue;
        }
        if !open {
            continue;
        }
        if cues.item_part.is_match(words) {
            if let Some(item) = items.last_mut().filter(|i| i.number.is_none())
                && let Some(found) = cues.number_line.find(words)
            {
                item.number = DocNumber::parse(words[found.end()..].trim());
            }
            continue;
        }
        let marker = cues.item.find(line);
        if !here.is_empty() {
            items.extend(here.into_iter().map(|mention| Item {
                title: mention.title.clone(),
                number: mention.number.clone(),
                span: Span::new(span.start, span.start + line.trim_end().len()),
            }));
        } else if let Some(marker) = marker {
            items.extend(unmarked(line, marker.end(), span));
        } else if ends {
            open = false;
        }
    }
    items
}

/// A title without book-title marks behind a marker, with its number.
fn unmarked(line: &str, from: usize, span: Span) -> Option<Item> {
    let words = &line[from..];
    let found = DocNumber::find(words).into_iter().next();
    let end = found.as_ref().map_or(words.len(), |(at, _)| at.start);
    let title = words[..end].trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '（' | '(' | '，' | '。' | '；' | '、')
    });
    let title = (title.chars().count() >= TITLE).then(|| title.to_owned());
    let number = found.map(|(_, number)| number);
    (title.is_some() || number.is_some()).then(|| Item {
        title,
        number,
        span: Span::new(span.start, span.start + line.trim_end().len()),
    })
}
