//! The words around figures, read from the data.

use crate::shipped;
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Everything `corpus/cues/quantities.toml` says.
#[derive(Debug)]
pub(super) struct Cues {
    units: Words,
    counted: Words,
    strong: BTreeSet<String>,
    singular: BTreeSet<String>,
    per: Words,
    no_unit: Vec<NoUnit>,
    terms: Vec<String>,
    before: Vec<(String, String)>,
    after: Vec<(String, String)>,
    pub(super) from: Vec<String>,
    pub(super) to: Vec<String>,
    pub(super) trailing: BTreeSet<String>,
    pub(super) leading: BTreeSet<String>,
    pub(super) soft: BTreeSet<String>,
    pub(super) goes_on: Vec<String>,
    pub(super) bare: Vec<String>,
    pub(super) never: BTreeSet<String>,
    pub(super) relative: BTreeSet<String>,
    pub(super) counters: BTreeSet<String>,
    pub(super) sums: Vec<String>,
    pub(super) stops: BTreeSet<String>,
    pub(super) share: Vec<String>,
    pub(super) measures: Vec<char>,
    pub(super) people: Vec<char>,
    pub(super) group: Regex,
    pub(super) penalty: Vec<String>,
    pub(super) status: Status,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    units: Units,
    terms: Terms,
    before: Vec<Bound>,
    after: Vec<Bound>,
    change: Change,
    of: Of,
    group: Group,
    status: Status,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    all: Vec<String>,
    counted: Vec<String>,
    strong: BTreeSet<String>,
    singular: BTreeSet<String>,
    per: Vec<String>,
    no_unit: Vec<NoUnit>,
}

/// Words that a unit only begins: 3个月.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoUnit {
    unit: String,
    before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    words: Vec<String>,
}

/// Words that say how a figure bounds what it measures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    is: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    from: Vec<String>,
    to: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Of {
    trailing: BTreeSet<String>,
    leading: BTreeSet<String>,
    soft: BTreeSet<String>,
    goes_on: Vec<String>,
    bare: Vec<String>,
    never: BTreeSet<String>,
    relative: BTreeSet<String>,
    counters: BTreeSet<String>,
    sums: Vec<String>,
    stops: BTreeSet<String>,
    share: Vec<String>,
    measures: Vec<char>,
    people: Vec<char>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    words_before: Vec<String>,
    heads: Vec<String>,
    penalty: Vec<String>,
}

/// The words of a clause that say what kind of figure it holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Status {
    pub(super) reported: Vec<String>,
    pub(super) target: Vec<String>,
    pub(super) standard: Vec<String>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let file: File = shipped::table(
        "corpus/cues/quantities.toml",
        include_str!("../../../corpus/cues/quantities.toml"),
    );
    let alternatives = |words: Vec<String>| {
        let words = longest_first(words);
        let escaped: Vec<String> = words.iter().map(|w| regex::escape(w)).collect();
        escaped.join("|")
    };
    let group = format!(
        "(?:{})*(?:{})",
        alternatives(file.group.words_before),
        alternatives(file.group.heads)
    );
    Cues {
        units: Words::of(file.units.all),
        counted: Words::of(file.units.counted),
        strong: file.units.strong,
        singular: file.units.singular,
        per: Words::of(file.units.per),
        no_unit: file.units.no_unit,
        terms: file.terms.words,
        before: bounds(file.before),
        after: bounds(file.after),
        from: file.change.from,
        to: file.change.to,
        trailing: file.of.trailing,
        leading: file.of.leading,
        soft: file.of.soft,
        goes_on: file.of.goes_on,
        bare: file.of.bare,
        never: file.of.never,
        relative: file.of.relative,
        counters: file.of.counters,
        sums: file.of.sums,
        stops: file.of.stops,
        share: file.of.share,
        measures: file.of.measures,
        people: file.of.people,
        group: shipped::pattern(&group),
        penalty: file.group.penalty,
        status: file.status,
    }
});

fn longest_first(mut words: Vec<String>) -> Vec<String> {
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words
}

/// Word and bound, the longest word first.
fn bounds(lists: Vec<Bound>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = lists
        .into_iter()
        .flat_map(|b| b.words.into_iter().map(move |w| (w, b.is.clone())))
        .collect();
    all.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    all
}

impl Cues {
    /// The embedded cues.
    pub(super) fn get() -> &'static Self {
        &CUES
    }

    /// The unit that `text` begins with.
    pub(super) fn unit(&self, text: &str) -> Option<&str> {
        self.units.start(text)
    }

    /// The unit behind 个: 6个学分.
    pub(super) fn counted_unit(&self, text: &str) -> Option<&str> {
        self.counted.start(text)
    }

    /// What a unit is given for, behind its stroke.
    pub(super) fn per(&self, text: &str) -> Option<&str> {
        self.per.start(text)
    }

    /// Whether a unit is one here: not the head of another word, not a name of a year, and with
    /// a Chinese number one that says enough.
    pub(super) fn unit_stands(
        &self,
        unit: &str,
        behind: &str,
        value: f64,
        han: bool,
        decimal: bool,
    ) -> bool {
        let goes_on = self
            .no_unit
            .iter()
            .filter(|n| n.unit == unit)
            .any(|n| n.before.iter().any(|w| behind.starts_with(w.as_str())));
        // 2024届, 2021级, 2022版
        let of_year =
            (1900.0..2100.0).contains(&value) && !han && matches!(unit, "届" | "级" | "期");
        // A level is no measure, but that of an earthquake is.
        let level = unit == "级" && !decimal && !behind.starts_with("地震");
        if goes_on || of_year || level || unit == "届" {
            return false;
        }
        if !han || decimal {
            return true;
        }
        // 十分重视
        if unit == "分" && value == 10.0 {
            return false;
        }
        let ends = behind
            .chars()
            .next()
            .is_none_or(|c| !is_word(c) || matches!(c, '以' | '的' | '至' | '并' | '、'));
        if value == 1.0 && self.singular.contains(unit) {
            return ends && unit != "所";
        }
        self.strong.contains(unit)
            || value >= 10.0
            || behind.starts_with("以上")
            || behind.starts_with("以下")
    }

    /// The bound that the words before a figure give, and where those words start.
    pub(super) fn bound_before(&self, before: &str) -> Option<(&str, usize)> {
        self.before
            .iter()
            .find(|(word, _)| before.ends_with(word.as_str()))
            .map(|(word, is)| (is.as_str(), before.len() - word.len()))
    }

    /// The bound that the words behind a figure give, and their length.
    pub(super) fn bound_after(&self, after: &str) -> Option<(&str, usize)> {
        let (word, is) = self
            .after
            .iter()
            .find(|(word, _)| after.starts_with(word.as_str()))?;
        // 5公里内; 内 alone begins words: 3人内部
        let rest = &after[word.len()..];
        let alone = !matches!(word.as_str(), "内" | "多" | "强" | "弱")
            || rest.chars().next().is_none_or(|c| !is_word(c) || c == '的');
        alone.then_some((is.as_str(), word.len()))
    }

    /// Whether a numeral with what follows begins a term: 二元结构.
    pub(super) fn is_term(&self, text: &str) -> bool {
        self.terms
            .iter()
            .any(|term| text.starts_with(term.as_str()))
    }
}

/// Words by the character that they begin with, the longest first.
#[derive(Debug)]
struct Words(BTreeMap<char, Vec<String>>);

impl Words {
    fn of(words: Vec<String>) -> Self {
        let mut by: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for word in longest_first(words) {
            if let Some(first) = word.chars().next() {
                by.entry(first).or_default().push(word);
            }
        }
        Self(by)
    }

    /// The longest of them that `text` begins with.
    fn start(&self, text: &str) -> Option<&str> {
        let words = self.0.get(&text.chars().next()?)?.iter();
        words.map(String::as_str).find(|w| text.starts_with(w))
    }
}

/// Whether `ch` is a Chinese character.
pub(super) fn is_word(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}')
}
