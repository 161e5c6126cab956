//! From raw text to a document: masthead and outline. Parsing cannot fail.
//!
//! The masthead says what a document is, the outline where each of its provisions stands. Given
//! metadata is never re-guessed; where the text clearly says otherwise, a diagnostic says so.

mod carried;
mod contents;
mod day;
mod element;
mod header;
mod heading;
mod history;
mod layout;
mod line;
mod marker;
mod marks;
mod masthead;
mod metadata;
mod numbering;
mod organ;
mod outline;
mod piece;
mod signature;
mod signs;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_naive;
#[cfg(test)]
mod tests_outline;
mod title;
mod words;
mod zone;

use crate::diagnostic::Diagnostic;
use crate::document::{Act, ActKind, Document};
use crate::read::RawDocument;
use crate::span::Span;
use masthead::Masthead;
use metadata::Words;
use signature::Signature;
use zone::{Zone, ZoneKind};

/// A document and what a reader should know about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Parsed {
    /// The document.
    pub document: Document,
    /// Findings of reading and parsing.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads masthead and outline of a raw document.
///
/// ```
/// use zhengce::{parse::parse, read::RawDocument};
/// let text = "上海市教育委员会关于加强校长教师流动工作的意见\n沪教委人〔2012〕18号\n\n\
///             一、总体要求\n（一）指导思想。促进均衡。\n\n上海市教育委员会\n2012年3月1日\n";
/// let parsed = parse(RawDocument::new("example", text));
/// let document = parsed.document;
/// assert_eq!(document.metadata.genre.as_deref(), Some("意见"));
/// assert_eq!(document.metadata.issued.unwrap().to_string(), "2012-03-01");
/// let paths: Vec<_> = document.provisions.iter().map(|p| p.path.as_str()).collect();
/// assert_eq!(paths, ["文头", "一", "一/（一）", "落款"]);
/// ```
#[must_use]
pub fn parse(raw: RawDocument) -> Parsed {
    let mut diagnostics = raw.diagnostics;
    let (text, lines) = layout::text(raw.text, raw.layout, raw.script, &mut diagnostics);
    let mut head = masthead::read(text.view(), &lines);
    let title = raw.given.title.clone().or_else(|| head.title.clone());
    let zones = zone::zones(text.view(), &lines, head.end, title.as_deref());
    // A signature inside an attachment is the attachment's own.
    let signature = zones
        .iter()
        .take_while(|z| !matches!(z.kind, ZoneKind::Attachment(_)))
        .find_map(|z| match &z.kind {
            ZoneKind::Signature(signature) => Some(signature.clone()),
            _ => None,
        });
    ordered(&mut head, text.view(), &lines, &zones, signature.as_ref());

    let mut builder = outline::Builder::new(&text, &lines);
    builder.masthead(head.end);
    let placed = builder.zones(&zones);
    let carrier = carried::Carrier {
        title: title.as_deref().unwrap_or_default(),
        order: head.order,
    };
    let carried = carried::find(&text, &lines, &placed, builder.provisions(), &carrier);
    let (provisions, found) = builder.finish();

    diagnostics.extend(found);
    let signature = signature.unwrap_or_default();
    metadata::differences(&raw.given, &head, &signature, &mut diagnostics);
    let reference_date = raw.given.reference_date;
    let (end, given_number) = (head.end, raw.given.doc_number.clone());
    let mut metadata = metadata::of(&text, raw.given, head, signature, Words::Own);
    marks::foot(text.view(), &lines, &zones, &mut metadata);
    let end = lines.get(end).map_or(text.view().len(), |l| l.all.start);
    let number = metadata.doc_number.as_ref();
    diagnostics.extend(number.and_then(|n| n.repaired(&text, end, given_number.as_deref())));
    let mut document = Document::new(raw.id, text, metadata, provisions);
    document.carried = carried;
    document.reference_date = reference_date;
    document.provenance = raw.provenance;
    Parsed {
        document,
        diagnostics,
    }
}

/// An order bears the title of the instrument it promulgates, and tells a part of its history.
fn ordered(
    head: &mut Masthead,
    view: &str,
    lines: &[line::Line],
    zones: &[Zone],
    signature: Option<&Signature>,
) {
    if !head.order {
        return;
    }
    let mut order = header::Header::default();
    let main = zones.iter().find(|z| matches!(z.kind, ZoneKind::Main));
    for line in main.iter().flat_map(|z| &lines[z.from..z.to]) {
        order.push(line.body, view, false);
    }
    let mut history = order.read().acts;
    if let (Some(number), Some(signed)) = (&head.number, signature)
        && let Some(date) = signed.date
    {
        history.push(Act {
            kind: ActKind::Promulgated,
            step: None,
            date,
            organs: organ::of_order(number),
            number: Some(number.clone()),
            decision: None,
            ordinal: None,
            span: signed.at,
        });
    }
    let instrument = zones
        .iter()
        .filter(|z| matches!(z.kind, ZoneKind::Attachment(_)))
        .find_map(|z| {
            let first = line::next_filled(lines, z.from, z.to)?;
            let (title, _) = title::title_at(view, lines, first, z.to)?;
            Some((title, &lines[z.from..z.to]))
        });
    if let Some((title, lines)) = instrument {
        let own = masthead::read(view, lines).take_history();
        // What the order says again, the header says best.
        history.retain(|a| !own.iter().any(|o| (o.kind, o.date) == (a.kind, a.date)));
        history.extend(own);
        head.title.get_or_insert(title);
    }
    head.put_history(history);
}

/// The dated acts that the words `at` of a view tell, spans in the view; for words that the
/// outline did not tell from the text.
pub(crate) fn acts(view: &str, at: Span) -> Vec<Act> {
    let mut header = header::Header::default();
    header.push(at, view, false);
    header.read().acts
}
