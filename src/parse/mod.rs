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
mod line;
mod marker;
mod masthead;
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
use crate::document::{Agencies, Agency, DocNumber, Document, Given, Level, Metadata};
use crate::read::RawDocument;
use crate::text::Text;
use masthead::Masthead;
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
    let text = Text::new(raw.text);
    let lines = line::lines(text.view());
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
    carried_title(&mut head, text.view(), &lines, &zones);

    let mut builder = outline::Builder::new(&text, &lines);
    builder.masthead(head.end);
    let placed = builder.zones(&zones);
    let carrier = carried::Carrier {
        title: title.as_deref().unwrap_or_default(),
        order: head.order,
    };
    let carried = carried::find(text.view(), &lines, &placed, builder.provisions(), &carrier);
    let (provisions, found) = builder.finish();

    let mut diagnostics = raw.diagnostics;
    diagnostics.extend(found);
    let signature = signature.unwrap_or_default();
    differences(&raw.given, &head, &signature, &mut diagnostics);
    let reference_date = raw.given.reference_date;
    let speaker = organ::speaker(text.view());
    let metadata = metadata(raw.given, head, signature, speaker);
    let mut document = Document::new(raw.id, text, metadata, provisions);
    document.carried = carried;
    document.reference_date = reference_date;
    document.provenance = raw.provenance;
    Parsed {
        document,
        diagnostics,
    }
}

/// An order bears the title of the instrument it promulgates.
fn carried_title(head: &mut Masthead, view: &str, lines: &[line::Line], zones: &[Zone]) {
    if head.title.is_some() || !head.order {
        return;
    }
    head.title = zones
        .iter()
        .filter(|z| matches!(z.kind, ZoneKind::Attachment(_)))
        .find_map(|z| {
            let first = line::next_filled(lines, z.from, z.to)?;
            Some(title::title_at(view, lines, first, z.to)?.0)
        });
}

/// What was given, else what the text says.
fn metadata(
    given: Given,
    head: Masthead,
    signature: Signature,
    speaker: Option<String>,
) -> Metadata {
    let mut out = Metadata {
        title: given.title.or_else(|| head.title.clone()),
        published: given.published,
        ..Metadata::default()
    };
    out.doc_number = match given.doc_number {
        Some(text) => DocNumber::parse(&text)
            .or_else(|| Some(DocNumber::verbatim(&text)).filter(|_| !text.trim().is_empty())),
        None => head.number.clone(),
    };
    out.issued = given
        .issued
        .or_else(|| {
            signature
                .date
                .filter(|_| head.issued.is_none() || head.order)
        })
        .or(head.issued);
    out.issuers = match given.issuer {
        Some(names) => organ::list(&names).unwrap_or_else(|| vec![names]),
        None => issuers(&head, signature, out.title.as_deref(), speaker),
    };
    let title = out.title.as_deref().unwrap_or_default();
    out.genre = given
        .genre
        .or_else(|| words::genre(title).map(str::to_owned));
    let place = agency(&out, title);
    out.level = given.level.or_else(|| place.as_ref().map(|a| a.level));
    out.region = given.region.or_else(|| place.map(|a| a.region));
    if out.region.is_none() && out.level == Some(Level::National) {
        out.region = Some("全国".to_owned());
    }
    out
}

/// The organs of the title, spelt out by the signature where the title is short; else those of
/// the header, the signature, the card, the code; at last the organ that speaks in the text.
fn issuers(
    head: &Masthead,
    signature: Signature,
    title: Option<&str>,
    speaker: Option<String>,
) -> Vec<String> {
    let titled = title.map(organ::of_title).unwrap_or_default();
    let short = titled.iter().any(|n| organ::is_short(n));
    if !head.issuers.is_empty() {
        return head.issuers.clone();
    }
    if !titled.is_empty() && (!short || signature.issuers.is_empty()) {
        return titled;
    }
    if !signature.issuers.is_empty() {
        return signature.issuers;
    }
    if !head.card_issuers().is_empty() {
        return head.card_issuers().to_vec();
    }
    head.number
        .as_ref()
        .and_then(|n| Agencies::standard().by_code(&n.code)?.issuer)
        .or(speaker)
        .into_iter()
        .collect()
}

/// Level and region from the issuers, the number or the title.
fn agency(metadata: &Metadata, title: &str) -> Option<Agency> {
    let agencies = Agencies::standard();
    metadata
        .issuers
        .iter()
        .find_map(|name| agencies.by_name(name))
        .filter(|_| !metadata.issuers.iter().all(|n| organ::is_short(n)))
        .or_else(|| {
            let number = metadata.doc_number.as_ref()?;
            agencies.by_code(&number.code)
        })
        .or_else(|| {
            let known = agencies.is_known(title);
            agencies.by_name(title).filter(|_| known)
        })
}

/// Says where the text clearly differs from the metadata that came with it.
fn differences(given: &Given, head: &Masthead, signature: &Signature, out: &mut Vec<Diagnostic>) {
    if let (Some(theirs), Some(ours)) = (&given.doc_number, &head.number)
        && DocNumber::parse(theirs).is_some_and(|n| !n.same_as(ours))
    {
        out.push(
            Diagnostic::new(
                "parse.number-differs",
                format!("the number was given as {theirs}, the masthead says {ours}; the given one is kept"),
            )
            .hint("check which of the two is the document's own number"),
        );
    }
    let stated: Vec<_> = head.dates().iter().copied().chain(signature.date).collect();
    if let Some(theirs) = given.issued
        && let Some(ours) = signature.date.or(head.issued)
        && !stated.iter().any(|d| agree(*d, theirs))
    {
        out.push(
            Diagnostic::new(
                "parse.date-differs",
                format!(
                    "the date was given as {theirs}, the text says {ours}; the given one is kept"
                ),
            )
            .hint("a given date is often the day of publication on the web"),
        );
    }
    if let (Some(theirs), Some(ours)) = (&given.title, &head.title) {
        let (a, b) = (folded(theirs), folded(ours));
        if !a.is_empty() && !a.contains(&b) && !b.contains(&a) {
            out.push(Diagnostic::new(
                "parse.title-differs",
                format!("the title was given as “{theirs}”, the text says “{ours}”; the given one is kept"),
            ));
        }
    }
}

/// Whether two dates say the same as far as both go.
fn agree(a: crate::time::PartialDate, b: crate::time::PartialDate) -> bool {
    a.year == b.year
        && (a.month.is_none() || b.month.is_none() || a.month == b.month)
        && (a.day.is_none() || b.day.is_none() || a.day == b.day)
}

/// A title without spaces, marks and brackets, for comparison.
fn folded(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}
