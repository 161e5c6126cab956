//! Documents inside the document: what a notice forwards or issues, what an order promulgates.

use super::element::attachment;
use super::line::{Line, next_filled, squeezed};
use super::masthead::{self, Masthead};
use super::metadata::{Words, folded};
use super::signature::Signature;
use super::zone::{Zone, ZoneKind};
use super::{marker, metadata, signs, words};
use crate::document::{Carried, DocNumber, Given, Provision};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// A title that another contains has at least so many characters.
const NAME: usize = 6;
/// So much of the text proper is searched for the verb that carries, in characters.
const OPENING: usize = 600;
/// A title in the text with a number beside it has at most so many bytes.
const TITLE: usize = 900;

/// A zone and the index of its provision, where it has one.
pub(super) type Placed<'z> = (&'z Zone, Option<usize>);

/// The document that carries others: its masthead and title.
pub(super) struct Carrier<'d> {
    pub(super) title: &'d str,
    pub(super) order: bool,
}

/// The documents carried in `zones`, in text order.
pub(super) fn find(
    text: &Text,
    lines: &[Line],
    zones: &[Placed<'_>],
    provisions: &[Provision],
    carrier: &Carrier<'_>,
) -> Vec<Carried> {
    let view = text.view();
    let carries = carrier.order || signs::carries(carrier.title) || speaks(view, lines, zones);
    let name = folded(carrier.title);
    let mut found = Vec::new();
    for (at, (zone, index)) in zones.iter().enumerate() {
        let (ZoneKind::Attachment(kind), Some(index)) = (&zone.kind, *index) else {
            continue;
        };
        if kind.within {
            continue;
        }
        let signature = zones[at + 1..]
            .iter()
            .map(|(zone, _)| &zone.kind)
            .take_while(|kind| !matches!(kind, ZoneKind::Attachment(a) if !a.within))
            .find_map(|kind| match kind {
                ZoneKind::Signature(signature) => Some(signature.clone()),
                _ => None,
            });
        let Some(mut head) = masthead_of(view, lines, zone) else {
            continue;
        };
        if head.title.is_none() {
            let heading = provisions[index].heading.filter(|_| head.number.is_some());
            let heading = heading.or(provisions[index].heading.filter(|_| carries));
            head.title = heading.map(|h| squeezed(h.slice(view)));
        }
        let Some(title) = head.title.as_deref() else {
            continue;
        };
        let short = folded(title);
        let named = short.chars().count() >= NAME && name.contains(&short);
        let structured = provisions
            .get(index + 1)
            .is_some_and(|p| p.parent == Some(index));
        let own = head.number.is_some() || !head.dates().is_empty();
        let official = words::is_official(title);
        // A list of names is no document.
        let fits =
            carries && (structured && (named || official) || official && named) || own && official;
        if fits {
            let metadata = metadata::of(
                text,
                Given::default(),
                head,
                signature.unwrap_or_default(),
                Words::OfAnother,
            );
            found.push(Carried::new(index, metadata));
        }
    }
    if carries {
        let left_out = left_out(text, lines, zones, &found);
        found.extend(left_out);
        found.sort_by_key(|c| c.provision);
    }
    found
}

/// Whether the text proper says that a document goes with it: 现将《…》印发给你们.
fn speaks(view: &str, lines: &[Line], zones: &[Placed<'_>]) -> bool {
    let Some((main, _)) = zones.first() else {
        return false;
    };
    let (Some(first), Some(last)) = (lines.get(main.from), lines.get(main.to.wrapping_sub(1)))
    else {
        return false;
    };
    if !matches!(main.kind, ZoneKind::Main) || first.all.start >= last.all.end {
        return false;
    }
    let text = super::day::head(&view[first.all.start..last.all.end], OPENING);
    text.split(['。', '\n', '，'])
        .any(|clause| clause.contains('现') && signs::carries(clause))
}

/// The masthead of an attachment, under the line that says 附件.
fn masthead_of(view: &str, lines: &[Line], zone: &Zone) -> Option<Masthead> {
    let mut first = next_filled(lines, zone.from, zone.to)?;
    let mut named = None;
    if let Some(line) = attachment(lines[first].of(view)) {
        named = Some(line.rest).filter(|rest| words::is_official(rest));
        if let Some(next) = next_filled(lines, first + 1, zone.to) {
            first = next;
        }
    }
    // A title under the line of an attachment may be named on it already.
    let mut head = masthead::read(view, &lines[first..zone.to.min(lines.len())]);
    if head.title.is_none() {
        head.title = named.map(str::to_owned);
    }
    Some(head)
}

/// Documents that the notice names among its attachments, with their text left out.
fn left_out(text: &Text, lines: &[Line], zones: &[Placed<'_>], held: &[Carried]) -> Vec<Carried> {
    let view = text.view();
    let mut found: Vec<Carried> = Vec::new();
    let of_held = held.iter().filter_map(|c| c.metadata.title.as_deref());
    let mut known: BTreeSet<String> = of_held.map(folded).collect();
    let mut numbers = None;
    for (zone, index) in zones {
        let Some(index) = *index else { continue };
        if matches!(zone.kind, ZoneKind::Main) {
            continue;
        }
        for line in &lines[zone.from..zone.to.min(lines.len())] {
            let body = line.of(view);
            let Some(body) = signs::without_omission(body) else {
                continue;
            };
            let entry = attachment(body).map_or(body, |a| a.rest);
            let entry = marker::read(entry).map_or(entry, |m| &entry[m.end..]);
            let (entry, number) = match super::title::title_number(entry) {
                Some((end, number)) => (&entry[..end], Some(number)),
                None => (entry, None),
            };
            let title = super::title::bare(entry);
            let name = folded(&title);
            if !words::is_official(&title) || known.contains(&name) {
                continue;
            }
            let mut head = Masthead::default();
            head.number = number.or_else(|| {
                let numbers = numbers.get_or_insert_with(|| numbers_beside(view));
                numbers.get(&name).cloned()
            });
            known.insert(name);
            head.title = Some(title);
            let metadata = metadata::of(
                text,
                Given::default(),
                head,
                Signature::default(),
                Words::OfAnother,
            );
            found.push(Carried::new(index, metadata));
        }
    }
    found
}

/// The numbers in brackets behind titles in the text, by folded title: 《…》（某教〔2015〕6号）.
fn numbers_beside(view: &str) -> BTreeMap<String, DocNumber> {
    let mut numbers = BTreeMap::new();
    let mut open = Vec::new();
    for (at, mark) in view.match_indices(['《', '》']) {
        if mark == "《" {
            open.push(at + mark.len());
            continue;
        }
        let Some(start) = open.pop().filter(|start| at - start <= TITLE) else {
            continue;
        };
        let rest = super::day::head(&view[at + mark.len()..], 60);
        let number = rest
            .strip_prefix('（')
            .and_then(|rest| rest.split_once('）'))
            .and_then(|(inner, _)| DocNumber::parse(inner));
        if let Some(number) = number {
            numbers.entry(folded(&view[start..at])).or_insert(number);
        }
    }
    numbers
}
