//! [`Organs`]: organs by name and by the codes of their numbers.

use super::Spelling;
use super::file::{Local, Organ};
use super::prefix::Prefixes;

/// All organs that have a name of their own, and those that every place has.
#[derive(Debug)]
pub(super) struct Organs {
    all: Vec<Organ>,
    names: Prefixes,
    codes: Prefixes,
    local: Vec<Local>,
    local_codes: Prefixes,
}

impl Organs {
    pub(super) fn new(all: Vec<Organ>, local: Vec<Local>) -> Self {
        let names = Prefixes::new(all.iter().enumerate().flat_map(|(at, organ)| {
            let names = std::iter::once(&organ.name).chain(&organ.also);
            names.map(move |name| (name.as_str(), at))
        }));
        let codes = Prefixes::new(
            all.iter()
                .enumerate()
                .flat_map(|(at, organ)| organ.codes.iter().map(move |code| (code.as_str(), at))),
        );
        let local_codes = Prefixes::new(
            local
                .iter()
                .enumerate()
                .flat_map(|(at, organ)| organ.codes.iter().map(move |code| (code.as_str(), at))),
        );
        Self {
            all,
            names,
            codes,
            local,
            local_codes,
        }
    }

    pub(super) fn get(&self, at: usize) -> &Organ {
        &self.all[at]
    }

    /// How long the name of an organ that begins `name` is, and which organ it is.
    pub(super) fn named(&self, name: &str) -> Option<(usize, &Organ)> {
        let (end, organs) = self.names.longest(name)?;
        Some((end, &self.all[*organs.first()?]))
    }

    /// Whether a code begins `text`.
    pub(super) fn begins_code(&self, text: &str) -> bool {
        self.codes.begin(text.chars()) || !self.codes.whole(alone(text)).is_empty()
    }

    /// Whether a code of three characters or more begins `text`.
    pub(super) fn begins_with_long_code(&self, text: &str) -> bool {
        let found = self.codes.longest(text);
        found.is_some_and(|(end, _)| text[..end].chars().count() > 2)
    }

    /// How long the code that begins `text` is, and whose it was in `year` (its last owner where
    /// no year is known).
    pub(super) fn coded(&self, text: &str, year: Option<i16>) -> Option<(usize, usize)> {
        let whole = self.codes.whole(alone(text));
        let (end, organs) = match whole {
            [] => self.codes.longest(text)?,
            organs => (text.len(), organs),
        };
        let had_it = |organ: &Organ| {
            year.is_none_or(|y| {
                organ.since.is_none_or(|s| s <= y) && organ.until.is_none_or(|u| y <= u)
            })
        };
        // Of two that had it in a year of change, the newer one; outside all years, the last one.
        let newest = |at: &&usize| {
            let organ = &self.all[**at];
            let (has, until) = (had_it(organ), organ.until.unwrap_or(i16::MAX));
            let until = if year.is_some() && has { 0 } else { until };
            (has, until, organ.since)
        };
        organs.iter().max_by_key(newest).map(|at| (end, *at))
    }

    /// The organ of a place that `rest`, the code without the place, names: 教委基.
    pub(super) fn local_coded(&self, rest: &str) -> Option<&Local> {
        let whole = self.local_codes.whole(alone(rest));
        let begun = || self.local_codes.longest(rest).map(|(_, organs)| organs);
        let found = whole.first().or_else(|| begun()?.first())?;
        self.local.get(*found)
    }

    /// The organ of a place that `rest`, the name without the place, names in short or in full.
    pub(super) fn local_named(&self, rest: &str, spelling: &Spelling) -> Option<&Local> {
        self.local.iter().find(|organ| {
            let full = organ
                .name
                .trim_start_matches("中共")
                .trim_start_matches("{place}");
            spelling.is(full, rest) || organ.also.iter().any(|name| spelling.is(name, rest))
        })
    }
}

/// A code as the table writes those that are whole: 法=.
fn alone(code: &str) -> impl Iterator<Item = char> + Clone {
    code.chars().chain(std::iter::once('='))
}
