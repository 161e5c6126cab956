//! Which of the citations of documents that nobody holds mean one document.

use super::{Corpus, Place};
use crate::annotate::{Citation, folded_title};
use crate::corpus::names::{keys, undated};
use crate::document::NumberKey;
use std::collections::{BTreeMap, BTreeSet};

/// One document as far as citations tell.
#[derive(Default)]
struct Group {
    /// Its titles, folded.
    titles: BTreeSet<String>,
    /// The year of its number.
    year: Option<i16>,
    numbered: bool,
    places: Vec<Place>,
}

/// Groups found so far, by what they are called.
#[derive(Default)]
struct Groups {
    groups: Vec<Group>,
    by_number: BTreeMap<(NumberKey, String), BTreeSet<usize>>,
    by_title: BTreeMap<String, BTreeSet<usize>>,
    /// By the title from 关于 on, of titles that begin with an issuer.
    by_rest: BTreeMap<String, BTreeSet<usize>>,
    /// By the title without the years at its end.
    by_undated: BTreeMap<String, BTreeSet<usize>>,
}

/// The citations at `open`, those of one document together, in the order of their first places.
///
/// What says more is read first: title and number, number, title with the issuer, title alone.
pub(super) fn groups(corpus: &Corpus, open: &[Place]) -> Vec<Vec<Place>> {
    let citation = |&(at, index): &Place| &corpus.entries()[at].annotations.citations[index];
    let mut order: Vec<(u8, Place)> = open
        .iter()
        .map(|place| {
            let citation = citation(place);
            let bare = citation
                .title
                .as_ref()
                .is_some_and(|t| t.starts_with("关于"));
            let says = match (&citation.number, &citation.title) {
                (Some(_), Some(_)) => 0,
                (Some(_), None) => 1,
                (None, _) if bare => 3,
                _ => 2,
            };
            (says, *place)
        })
        .collect();
    order.sort_unstable();
    let mut found = Groups::default();
    for (_, place) in order {
        let document = &corpus.entries()[place.0].document;
        let year = document.metadata.dated().map(|d| d.year);
        let region = document.metadata.region.as_deref();
        found.add(citation(&place), year, region, place);
    }
    let mut groups: Vec<Vec<Place>> = found
        .groups
        .into_iter()
        .map(|mut group| {
            group.places.sort_unstable();
            group.places
        })
        .collect();
    groups.sort_unstable();
    groups
}

impl Groups {
    fn add(&mut self, citation: &Citation, year: Option<i16>, region: Option<&str>, place: Place) {
        let title = citation
            .title
            .as_deref()
            .map(|t| named(&folded_title(t), region));
        let numbers: Vec<_> = citation
            .number
            .iter()
            .flat_map(|n| keys(n, region))
            .collect();
        let known = if numbers.is_empty() {
            title.as_deref().and_then(|t| self.by_name(t, year))
        } else {
            self.numbered(&numbers, title.as_deref())
        };
        let at = known.unwrap_or_else(|| {
            self.groups.push(Group::default());
            self.groups.len() - 1
        });
        let group = &mut self.groups[at];
        group.places.push(place);
        for number in numbers {
            group.numbered = true;
            group.year = group.year.or(number.0.2);
            self.by_number.entry(number).or_default().insert(at);
        }
        if let Some(title) = title
            && group.titles.insert(title.clone())
        {
            if let Some(rest) = title.find("关于").filter(|start| *start > 0) {
                let rest = title[rest..].to_owned();
                self.by_rest.entry(rest).or_default().insert(at);
            }
            if let Some(plain) = undated(&title) {
                self.by_undated.entry(plain).or_default().insert(at);
            }
            self.by_title.entry(title).or_default().insert(at);
        }
    }

    /// The group of one of these numbers whose titles do not contradict.
    fn numbered(&self, numbers: &[(NumberKey, String)], title: Option<&str>) -> Option<usize> {
        let groups = numbers
            .iter()
            .filter_map(|n| self.by_number.get(n))
            .flatten();
        groups.copied().find(|at| {
            let titles = &self.groups[*at].titles;
            title.is_none_or(|title| titles.is_empty() || titles.iter().any(|t| alike(t, title)))
        })
    }

    /// The group that a title alone means in a text of this year: of several numbers under one
    /// title the latest that was there.
    fn by_name(&self, title: &str, year: Option<i16>) -> Option<usize> {
        let was_there = |at: &&usize| {
            let made = self.groups[**at].year;
            made.zip(year).is_none_or(|(made, year)| made <= year)
        };
        let there = |among: Option<&BTreeSet<usize>>| -> Vec<usize> {
            let among = among.into_iter().flatten();
            among.filter(was_there).copied().collect()
        };
        let named = there(self.by_title.get(title));
        if let Some(found) = self.latest(&named) {
            return Some(found);
        }
        // Without its issuer a title may be anybody's: only one document may have it.
        let rest = there(
            self.by_rest
                .get(title)
                .filter(|_| title.starts_with("关于")),
        );
        if let [only] = rest[..] {
            return Some(only);
        }
        self.latest(&there(self.by_undated.get(title)))
    }

    /// The one document meant among those of one title: the only one, else the one of the latest
    /// number; where two numbers are of one year, those without a number stay together.
    fn latest(&self, among: &[usize]) -> Option<usize> {
        if let [only] = among {
            return Some(*only);
        }
        let numbered = || {
            let among = among.iter().copied();
            among.filter(|at| self.groups[*at].numbered)
        };
        let year = numbered().map(|at| self.groups[at].year).max();
        let mut latest = numbered().filter(|at| Some(self.groups[*at].year) == year);
        match (latest.next(), latest.next()) {
            (Some(only), None) => Some(only),
            _ => among.iter().copied().find(|at| !self.groups[*at].numbered),
        }
    }
}

/// A folded title; one that only says 本市 or 部分地方性法规 is told apart by the region.
fn named(title: &str, region: Option<&str>) -> String {
    const LOCAL: [&str; 8] = [
        "地方性法规",
        "政府规章",
        "本市",
        "本省",
        "本区",
        "本县",
        "我市",
        "我省",
    ];
    match region {
        Some(region) if title.starts_with("关于") && LOCAL.iter().any(|w| title.contains(w)) => {
            format!("{title}@{region}")
        }
        _ => title.to_owned(),
    }
}

/// Whether two folded titles can be of one document: one holds the other, or they share most of
/// their pairs of characters (Dice's coefficient).
fn alike(one: &str, other: &str) -> bool {
    const SHARED: f64 = 0.6;
    if one.contains(other) || other.contains(one) {
        return true;
    }
    let pairs = |title: &str| -> BTreeSet<(char, char)> {
        title.chars().zip(title.chars().skip(1)).collect()
    };
    let (a, b) = (pairs(one), pairs(other));
    let shared = a.intersection(&b).count();
    2.0 * shared as f64 >= SHARED * (a.len() + b.len()) as f64
}
