//! From the parts of a masthead to the metadata of a document.

use super::masthead::Masthead;
use super::signature::Signature;
use super::{organ, words};
use crate::diagnostic::Diagnostic;
use crate::document::{Agencies, Agency, DocNumber, Given, HOME, Level, Metadata};
use crate::text::Text;

/// Whose words a text has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Those of the document.
    Own,
    /// Those of the document that carries it.
    OfAnother,
}

/// What was given, else what the text says.
///
/// Where nothing else says so, the organ that speaks in the text is the issuer and the formula in
/// its words tells the type.
pub(super) fn of(
    text: &Text,
    given: Given,
    mut head: Masthead,
    signature: Signature,
    words: Words,
) -> Metadata {
    // A page without any part of a masthead may only tell of a document.
    let formal = head.number.is_some() || head.is_addressed() || signature.date.is_some();
    let mut history = head.take_history();
    for act in &mut history {
        act.span = text.to_original(act.span);
    }
    let mut out = Metadata {
        history,
        addressees: std::mem::take(&mut head.addressees),
        title: given.title.or_else(|| head.title.clone()),
        published: given.published,
        ..Metadata::default()
    };
    std::mem::take(&mut head.marks).put(&mut out);
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
        None => issuers(&head, signature, out.title.as_deref(), || match words {
            Words::Own => organ::speakers(text.view()),
            Words::OfAnother => Vec::new(),
        }),
    };
    let title = out.title.as_deref().unwrap_or_default();
    out.genre = given
        .genre
        .or_else(|| words::genre(title).map(str::to_owned))
        .or_else(|| {
            let tells = formal && title.is_empty() && words == Words::Own;
            let told = tells.then(|| words::genre_of_formula(text.view()))?;
            told.map(str::to_owned)
        });
    out.jurisdiction = given.jurisdiction.filter(|country| country != HOME);
    // Organs of other countries may bear the names of Chinese ones: 教育部.
    let place = agency(&out, title).filter(|_| out.jurisdiction.is_none());
    out.level = given.level.or_else(|| place.as_ref().map(|a| a.level));
    out.region = given.region.or_else(|| place.and_then(|a| a.region));
    if out.region.is_none() {
        out.region.clone_from(&out.jurisdiction);
    }
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
    speakers: impl FnOnce() -> Vec<String>,
) -> Vec<String> {
    let titled = title.map(organ::of_title).unwrap_or_default();
    let short = titled.iter().any(|n| organ::is_short(n));
    if !head.issuers.is_empty() {
        // A letterhead may bear the first of several that issue together.
        let whole = [&titled, &signature.issuers]
            .into_iter()
            .filter(|all| all.len() > head.issuers.len() && !all.iter().any(|n| organ::is_short(n)))
            .find(|all| head.issuers.iter().all(|n| all.contains(n)));
        if let Some(all) = whole {
            return all.clone();
        }
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
        .and_then(DocNumber::agency)
        .filter(|a| a.also.is_empty())
        .and_then(|a| a.issuer)
        .map_or_else(speakers, |issuer| vec![issuer])
}

/// Level and region from the issuers, the number or the title.
fn agency(metadata: &Metadata, title: &str) -> Option<Agency> {
    let agencies = Agencies::standard();
    let named = |name: &String| agencies.by_name(name).filter(|_| !organ::is_short(name));
    let numbered = || {
        // 宁政发 is of two places: the number alone does not tell.
        let agency = metadata.doc_number.as_ref()?.agency();
        agency.filter(|a| a.also.is_empty())
    };
    let mut issuers = metadata.issuers.iter();
    issuers
        .next()
        .and_then(named)
        .or_else(numbered)
        .or_else(|| issuers.find_map(named))
        .or_else(|| agencies.by_title(title))
}

/// Says where the text clearly differs from the metadata that came with it.
pub(super) fn differences(
    given: &Given,
    head: &Masthead,
    signature: &Signature,
    out: &mut Vec<Diagnostic>,
) {
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

/// The characters of a title without spaces, marks and brackets, for comparison.
pub(super) fn folding(title: &str) -> impl Iterator<Item = char> + Clone {
    title.chars().filter(|c| c.is_alphanumeric())
}

/// A title without spaces, marks and brackets, for comparison.
pub(super) fn folded(title: &str) -> String {
    folding(title).collect()
}
