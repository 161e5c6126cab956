//! [`Facet`]: what provisions are told apart by.

use crate::document::{Document, Metadata};
use crate::time::PartialDate;
use std::fmt;

/// What provisions are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Facet {
    /// The codes of the provision.
    Code,
    /// The year of the date (of issue, else of publication).
    Year,
    /// The five-year plan that the year lies in.
    Plan,
    /// The level of the issuer.
    Level,
    /// The document type.
    Genre,
    /// Where the document holds.
    Region,
    /// The issuers.
    Issuer,
    /// The country.
    Jurisdiction,
    /// The document number.
    Number,
    /// The title.
    Title,
    /// The document id.
    Doc,
}

impl Facet {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Code,
        Self::Year,
        Self::Plan,
        Self::Level,
        Self::Genre,
        Self::Region,
        Self::Issuer,
        Self::Jurisdiction,
        Self::Number,
        Self::Title,
        Self::Doc,
    ];

    /// Its name, as in the query language.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Year => "year",
            Self::Plan => "plan",
            Self::Level => "level",
            Self::Genre => "genre",
            Self::Region => "region",
            Self::Issuer => "issuer",
            Self::Jurisdiction => "jurisdiction",
            Self::Number => "number",
            Self::Title => "title",
            Self::Doc => "doc",
        }
    }

    /// The facet of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.as_str() == name)
    }

    /// The values that a document has; of [`Facet::Code`], which provisions have, none. Of
    /// [`Facet::Plan`] the year: the plan that it lies in is asked once a year.
    pub(crate) fn values(self, document: &Document) -> Vec<String> {
        let meta: &Metadata = &document.metadata;
        let year = || meta.dated().map(year_of);
        let one: Option<String> = match self {
            Self::Issuer => return meta.issuers.clone(),
            Self::Code => None,
            Self::Year | Self::Plan => year(),
            Self::Level => meta.level.map(|l| l.as_str().to_owned()),
            Self::Genre => meta.genre.clone(),
            Self::Region => meta.region.clone(),
            Self::Jurisdiction => meta.country().map(str::to_owned),
            Self::Number => meta.doc_number.as_ref().map(ToString::to_string),
            Self::Title => meta.title.clone(),
            Self::Doc => Some(document.id.clone()),
        };
        one.into_iter().collect()
    }
}

/// The year of a date as a value: four digits, so that values stand in order of time.
pub(crate) fn year_of(date: PartialDate) -> String {
    format!("{:04}", date.year)
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
