//! [`Facets`]: how all provisions that match divide.

use super::columns::Line;
use super::facts::Facts;
use crate::corpus::{Facet, year_of};
use crate::time::PlanPeriod;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use tantivy::TantivyError;

/// The values that a document of these facts has; of [`Facet::Code`], which provisions have, none. Of
/// [`Facet::Plan`] the year: which plan it lies in is asked once a year.
pub(crate) fn values(facet: Facet, facts: &Facts) -> Vec<String> {
    let one: Option<String> = match facet {
        Facet::Issuer => return facts.issuers.clone(),
        Facet::Code => None,
        Facet::Year | Facet::Plan => facts.dated().map(year_of),
        Facet::Level => facts.level.clone(),
        Facet::Genre => facts.genre.clone(),
        Facet::Region => facts.region.clone(),
        Facet::Jurisdiction => Some(facts.jurisdiction.clone()).filter(|j| !j.is_empty()),
        Facet::Number => facts.number.clone(),
        Facet::Title => facts.title.clone(),
        Facet::Doc => Some(facts.doc.clone()),
    };
    one.into_iter().collect()
}

/// A value and how many matching provisions have it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// The value.
    pub value: String,
    /// The number of provisions.
    pub count: u64,
}

/// How the matching provisions divide by each facet that was asked for: the most frequent value
/// first, equals by value; years and plans in order of time. Provisions without a value count
/// nowhere; one with two issuers or codes counts for both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets(BTreeMap<Facet, Vec<Count>>);

impl Facets {
    /// The values of a facet; none where it was not asked for.
    #[must_use]
    pub fn of(&self, facet: Facet) -> &[Count] {
        self.0.get(&facet).map_or(&[], Vec::as_slice)
    }

    /// What was counted, in order.
    pub(crate) fn counted(tally: Tally) -> Self {
        let listed = tally.0.into_iter().map(|(facet, counts)| {
            let counts = counts.into_iter();
            let counts = counts
                .map(|(value, count)| Count { value, count })
                .collect();
            (facet, ordered(facet, counts))
        });
        Self(listed.collect())
    }
}

/// Counts of values, by facet.
#[derive(Debug, Default)]
pub(crate) struct Tally(BTreeMap<Facet, BTreeMap<String, u64>>);

impl Tally {
    /// Nothing counted yet by these.
    pub(crate) fn of(facets: &[Facet]) -> Self {
        let counts = facets.iter().map(|facet| (*facet, BTreeMap::new()));
        Self(counts.collect())
    }

    pub(crate) fn add(&mut self, facet: Facet, value: String, count: u64) {
        let counts = self.0.entry(facet).or_default();
        *counts.entry(value).or_default() += count;
    }

    /// Counts so many provisions of a document by what it says of itself.
    pub(crate) fn add_document(&mut self, line: &Line, count: u64) -> tantivy::Result<()> {
        let facts = line.facts().map_err(|e| {
            let unreadable = format!("a document of the index cannot be read: {e}");
            TantivyError::InternalError(unreadable)
        })?;
        for (facet, counts) in &mut self.0 {
            for value in values(*facet, facts) {
                *counts.entry(value).or_default() += count;
            }
        }
        Ok(())
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn join(&mut self, other: Self) {
        for (facet, counts) in other.0 {
            for (value, count) in counts {
                self.add(facet, value, count);
            }
        }
    }
}

/// Counts, which come in order of their values, in the order of the facet.
fn ordered(facet: Facet, mut counts: Vec<Count>) -> Vec<Count> {
    match facet {
        Facet::Year => counts,
        Facet::Plan => plans(&counts),
        _ => {
            counts.sort_by_key(|c| Reverse(c.count));
            counts
        }
    }
}

/// The plans of these years, in order of time; years outside any plan are left out.
fn plans(years: &[Count]) -> Vec<Count> {
    let mut plans: Vec<Count> = Vec::new();
    for year in years {
        let plan = year.value.parse().ok().and_then(PlanPeriod::of_year);
        let Some(plan) = plan else { continue };
        match plans.last_mut().filter(|last| last.value == plan.name) {
            Some(last) => last.count += year.count,
            None => plans.push(Count {
                value: plan.name,
                count: year.count,
            }),
        }
    }
    plans
}
