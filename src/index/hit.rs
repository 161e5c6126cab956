//! [`Hit`]: a provision that matches, with its highlights.

use super::collect::Candidate;
use super::explain::Explanation;
use super::facts::Facts;
use super::highlight::{self, Snippet};
use super::matching::Matcher;
use super::unit::Kept;
use crate::corpus::{Facet, year_of};
use crate::document::Level;
use crate::span::Span;
use crate::text::{CodePoints, Text};
use crate::time::PartialDate;

/// A provision that matches, with what its document says of itself.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Hit {
    /// The document's id.
    pub doc: String,
    /// The document's title.
    pub title: Option<String>,
    /// The document's number, normalised.
    pub number: Option<String>,
    /// The issuing organs.
    pub issuers: Vec<String>,
    /// When the document was issued.
    pub issued: Option<PartialDate>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Its type.
    pub genre: Option<String>,
    /// The level of its issuer.
    pub level: Option<Level>,
    /// Where it holds.
    pub region: Option<String>,
    /// The country whose document it is.
    pub jurisdiction: Option<String>,
    /// The codes of the provision, in order of their ids.
    pub codes: Vec<String>,
    /// The number of the provision in its document, from 0.
    pub provision: usize,
    /// The place of the provision in the outline.
    pub path: String,
    /// The place as a citation names it: 第三条第二款.
    pub address: String,
    /// Where its text begins in the document, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its text, in bytes of the document's original text.
    pub span: Span,
    /// Its own text, as the document has it, without what repairs took out.
    pub text: String,
    /// How well it matches, to three decimals; comparable within one search only.
    pub score: f64,
    /// The words that were searched for, in bytes of `text`: whole phrases, on grapheme borders,
    /// without overlap.
    pub highlights: Vec<Span>,
    /// The same in the document, in code points.
    pub places: Vec<(usize, usize)>,
    /// Why it has its score, where that was asked for.
    pub explanation: Option<Explanation>,
    /// Its text with its view.
    pub(crate) part: Text,
}

impl Hit {
    /// A window of about `width` characters around the first highlight.
    #[must_use]
    pub fn snippet(&self, width: usize) -> Snippet {
        highlight::snippet(&self.text, &self.highlights, width)
    }

    /// What it has of a facet; of [`Facet::Plan`] the year.
    pub(crate) fn values(&self, facet: Facet) -> Vec<String> {
        let year = || self.issued.or(self.published).map(year_of);
        let one: Option<String> = match facet {
            Facet::Code => return self.codes.clone(),
            Facet::Issuer => return self.issuers.clone(),
            Facet::Year | Facet::Plan => year(),
            Facet::Level => self.level.map(|l| l.as_str().to_owned()),
            Facet::Genre => self.genre.clone(),
            Facet::Region => self.region.clone(),
            Facet::Jurisdiction => self.jurisdiction.clone(),
            Facet::Number => self.number.clone(),
            Facet::Title => self.title.clone(),
            Facet::Doc => Some(self.doc.clone()),
        };
        one.into_iter().collect()
    }
}

pub(super) fn hit(facts: Facts, kept: Kept, candidate: &Candidate, marked: &[Matcher]) -> Hit {
    let part = kept.text();
    let reading = part.readable();
    let highlights = highlight::highlights(&part, &reading, marked);
    let points = CodePoints::new(part.original());
    let places = highlights
        .iter()
        .map(|h| points.span(reading.to_original(*h)))
        .map(|(start, end)| (kept.start + start, kept.start + end))
        .collect();
    let end = kept.start + points.offset(part.original().len());
    let text = reading.as_str().to_owned();
    Hit {
        highlights,
        places,
        end,
        issued: facts.issued(),
        published: facts.published(),
        level: facts.level.as_deref().and_then(Level::from_name),
        doc: facts.doc,
        title: facts.title,
        number: facts.number,
        issuers: facts.issuers,
        genre: facts.genre,
        region: facts.region,
        jurisdiction: Some(facts.jurisdiction).filter(|country| !country.is_empty()),
        codes: kept.codes,
        provision: usize::try_from(candidate.ordinal).unwrap_or(usize::MAX),
        path: kept.path,
        address: kept.address,
        start: kept.start,
        span: Span::new(kept.byte, kept.byte + kept.text.len()),
        text,
        score: candidate.score,
        explanation: None,
        part,
    }
}
