//! [`Filter`]: which documents and provisions a listing shows.

use super::Entry;
use crate::document::{Document, Level};
use crate::time::{Date, PartialDate};
use std::collections::BTreeSet;

/// Criteria on documents and provisions. All given criteria must hold; a criterion that is not
/// given lets everything pass.
///
/// ```
/// use zhengce::corpus::Filter;
/// let mut filter = Filter::default();
/// filter.from = Some("2011".parse()?);
/// filter.to = Some("2015".parse()?);
/// let corpus = zhengce::Corpus::builtin()?;
/// assert!(corpus.filter(&filter).count() < corpus.entries().len());
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Filter {
    /// Dated on or after the beginning of this date.
    pub from: Option<PartialDate>,
    /// Dated on or before the end of this date.
    pub to: Option<PartialDate>,
    /// An issuer contains one of these.
    pub issuers: Vec<String>,
    /// The region contains one of these.
    pub regions: Vec<String>,
    /// The level is one of these.
    pub levels: Vec<Level>,
    /// The document type ends with one of these: 意见 lets 实施意见 pass.
    pub genres: Vec<String>,
    /// The provision carries one of these codes.
    pub codes: Vec<String>,
    /// The document id is one of these.
    pub documents: Vec<String>,
}

impl Filter {
    /// Whether the document meets every criterion on documents (all but `codes`).
    ///
    /// A document is dated by its date of issue, else by its first publication; one without
    /// either never passes a criterion on dates. A partial date passes when any day of it does.
    #[must_use]
    pub fn accepts(&self, document: &Document) -> bool {
        let meta = &document.metadata;
        let dated = meta.dated();
        self.accepts_dates(
            dated.and_then(PartialDate::first_day),
            dated.and_then(PartialDate::until),
        ) && any_contains(&self.issuers, meta.issuers.iter().map(String::as_str))
            && any_contains(&self.regions, meta.region.as_deref())
            && (self.levels.is_empty() || meta.level.is_some_and(|l| self.levels.contains(&l)))
            && (self.genres.is_empty()
                || meta
                    .genre
                    .as_ref()
                    .is_some_and(|g| self.genres.iter().any(|w| g.ends_with(w.as_str()))))
            && (self.documents.is_empty() || self.documents.contains(&document.id))
    }

    /// Whether the half-open interval `[begin, until)` meets the criteria on dates.
    #[must_use]
    pub fn accepts_dates(&self, begin: Option<Date>, until: Option<Date>) -> bool {
        let from = self.from.and_then(PartialDate::first_day);
        let to = self.to.and_then(PartialDate::until);
        from.is_none_or(|from| until.is_some_and(|until| from < until))
            && to.is_none_or(|to| begin.is_some_and(|begin| begin < to))
    }

    /// Whether a code meets the criterion on codes.
    #[must_use]
    pub fn accepts_code(&self, code: &str) -> bool {
        self.codes.is_empty() || self.codes.iter().any(|c| c == code)
    }

    /// The provisions of `entry` that carry one of the codes asked for; `None` where none is
    /// asked for and every provision passes.
    pub(crate) fn coded_provisions(&self, entry: &Entry) -> Option<BTreeSet<usize>> {
        (!self.codes.is_empty()).then(|| {
            let codes = entry.annotations.codes.iter();
            codes
                .filter(|c| self.accepts_code(&c.code))
                .filter_map(|c| entry.provision_of(c))
                .collect()
        })
    }
}

fn any_contains<'a>(wanted: &[String], values: impl IntoIterator<Item = &'a str>) -> bool {
    wanted.is_empty()
        || values
            .into_iter()
            .any(|v| wanted.iter().any(|w| v.contains(w.as_str())))
}
