//! The words around figures, read from the data.

use crate::lookup::{Beginnings, Endings};
use crate::shipped;
use crate::span::Span;
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Everything `corpus/cues/quantities.toml` says.
#[derive(Debug)]
pub(super) struct Cues {
    units: Beginnings,
    counted: Beginnings,
    strong: HashSet<String>,
    singular: HashSet<String>,
    per: Beginnings,
    /// By the unit.
    no_unit: BTreeMap<String, NotBehind>,
    terms: Beginnings,
    before: Endings<String>,
    after: Beginnings<String>,
    adverbs: Beginnings<String>,
    bases: HashSet<String>,
    pub(super) from: Vec<String>,
    pub(super) to: Beginnings,
    pub(super) trailing: HashSet<String>,
    pub(super) leading: HashSet<String>,
    pub(super) soft: HashSet<String>,
    pub(super) goes_on: Vec<String>,
    pub(super) bare: Vec<String>,
    pub(super) never: HashSet<String>,
    pub(super) relative: HashSet<String>,
    pub(super) counters: HashSet<String>,
    pub(super) sums: Endings,
    pub(super) stops: HashSet<String>,
    pub(super) share: Beginnings,
    pub(super) not_in_names: Vec<String>,
    pub(super) whereabouts: Endings,
    pub(super) measures: Vec<char>,
    pub(super) people: Vec<char>,
    pub(super) with_verb: Vec<char>,
    pub(super) may: Vec<char>,
    pub(super) copulas: Vec<String>,
    pub(super) reckoned: Vec<String>,
    pub(super) actors: Endings,
    pub(super) places: Endings,
    pub(super) materials: Vec<char>,
    pub(super) money: HashSet<String>,
    pub(super) nominal: HashSet<String>,
    pub(super) joined: Beginnings,
    pub(super) group: Regex,
    pub(super) penalty: Vec<String>,
    pub(super) towards: Vec<char>,
    pub(super) said_of: Beginnings,
    pub(super) regions: HashSet<String>,
    pub(super) status: Status,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    units: Units,
    terms: Terms,
    before: Vec<Bound>,
    after: Vec<Bound>,
    adverb: Vec<Bound>,
    change: Change,
    of: Of,
    group: Group,
    status: StatusWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    all: Vec<String>,
    counted: Vec<String>,
    strong: HashSet<String>,
    singular: HashSet<String>,
    per: Vec<String>,
    bases: HashSet<String>,
    no_unit: Vec<NoUnit>,
}

/// Words that a unit only begins: 3个月.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoUnit {
    unit: String,
    before: Vec<String>,
    /// Words further behind, before any mark.
    #[serde(default)]
    within: Vec<String>,
}

/// The same, of one unit.
#[derive(Debug)]
struct NotBehind {
    before: Beginnings,
    within: Vec<String>,
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
    trailing: HashSet<String>,
    leading: HashSet<String>,
    soft: HashSet<String>,
    goes_on: Vec<String>,
    bare: Vec<String>,
    never: HashSet<String>,
    relative: HashSet<String>,
    counters: HashSet<String>,
    sums: Vec<String>,
    stops: HashSet<String>,
    share: Vec<String>,
    not_in_names: Vec<String>,
    #[serde(rename = "where")]
    whereabouts: Vec<String>,
    measures: Vec<char>,
    people: Vec<char>,
    with_verb: Vec<char>,
    may: Vec<char>,
    copulas: Vec<String>,
    reckoned: Vec<String>,
    actors: Vec<String>,
    places: Vec<String>,
    materials: Vec<char>,
    money: HashSet<String>,
    nominal: HashSet<String>,
    joined: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    words_before: Vec<String>,
    heads: Vec<String>,
    penalty: Vec<String>,
    towards: Vec<char>,
    said_of: Vec<String>,
    regions: HashSet<String>,
}

/// The words of a clause that say what kind of figure it holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusWords {
    reported: Vec<String>,
    compared: Vec<String>,
    coming: Vec<String>,
    unless: Vec<String>,
    target: Vec<String>,
    standard: Vec<String>,
    condition: Vec<String>,
    laws: Vec<String>,
    named: Vec<String>,
    weak: Vec<String>,
    telling: Vec<String>,
    laid_down: Vec<String>,
    aims: Vec<String>,
    aims_at: Vec<String>,
}

/// What kind of figure a word speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Reported,
    /// Reported, too, where the line has no word that is `Coming`.
    Compared,
    Coming,
    Target,
    Standard,
    Condition,
}

/// A word that speaks of a kind of figure.
#[derive(Debug)]
pub(super) struct StatusWord {
    pub(super) says: Says,
    /// Whether names hold it, too: 最低工资提高到80元.
    pub(super) named: bool,
    /// Whether it says little where documents tell: 失业率控制在5%.
    pub(super) weak: bool,
}

/// The words of a clause that say what kind of figure it holds.
#[derive(Debug)]
pub(super) struct Status {
    words: Beginnings<StatusWord>,
    /// Longer words in which those say nothing.
    unless: Beginnings,
    pub(super) laws: Vec<String>,
    pub(super) telling: Vec<String>,
    pub(super) laid_down: Vec<String>,
    pub(super) aims: Beginnings,
    pub(super) aims_at: Beginnings,
}

impl Status {
    fn of(file: StatusWords) -> Self {
        let lists = [
            (Says::Reported, file.reported),
            (Says::Compared, file.compared),
            (Says::Coming, file.coming),
            (Says::Target, file.target),
            (Says::Standard, file.standard),
            (Says::Condition, file.condition),
        ];
        let (named, weak) = (file.named, file.weak);
        let words = lists.into_iter().flat_map(|(says, words)| {
            let word = |word: String| {
                let status = StatusWord {
                    says,
                    named: named.contains(&word),
                    weak: weak.contains(&word),
                };
                (word, status)
            };
            words.into_iter().map(word).collect::<Vec<_>>()
        });
        Self {
            words: Beginnings::of(words),
            unless: Beginnings::plain(file.unless),
            laws: file.laws,
            telling: file.telling,
            laid_down: file.laid_down,
            aims: Beginnings::plain(file.aims),
            aims_at: Beginnings::plain(file.aims_at),
        }
    }

    /// The words in `text` that are not only a part of others: 应, but not that of 应届.
    pub(super) fn within(&self, text: &str) -> impl Iterator<Item = &StatusWord> {
        let longer: Vec<Span> = self
            .unless
            .within(text)
            .map(|(at, word, ())| Span::new(at, at + word.len()))
            .collect();
        let words = self.words.within(text);
        words
            .filter(move |(at, word, _)| {
                let end = at + word.len();
                !longer.iter().any(|l| l.start <= *at && end <= l.end)
            })
            .map(|(_, _, says)| says)
    }

    /// The words that `text` begins with.
    pub(super) fn beginning(&self, text: &str) -> impl Iterator<Item = &StatusWord> {
        self.words.all(text).map(|(_, says)| says)
    }

    /// Whether `text` has a word that says `says`.
    pub(super) fn has(&self, text: &str, says: Says) -> bool {
        self.within(text).any(|word| word.says == says)
    }
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
        units: Beginnings::plain(file.units.all),
        counted: Beginnings::plain(file.units.counted),
        strong: file.units.strong,
        singular: file.units.singular,
        per: Beginnings::plain(file.units.per),
        no_unit: file
            .units
            .no_unit
            .into_iter()
            .map(|n| {
                let not = NotBehind {
                    before: Beginnings::plain(n.before),
                    within: n.within,
                };
                (n.unit, not)
            })
            .collect(),
        terms: Beginnings::plain(file.terms.words),
        before: Endings::of(bounds(file.before)),
        after: Beginnings::of(bounds(file.after)),
        adverbs: Beginnings::of(bounds(file.adverb)),
        bases: file.units.bases,
        from: file.change.from,
        to: Beginnings::plain(file.change.to),
        trailing: file.of.trailing,
        leading: file.of.leading,
        soft: file.of.soft,
        goes_on: file.of.goes_on,
        bare: file.of.bare,
        never: file.of.never,
        relative: file.of.relative,
        counters: file.of.counters,
        sums: Endings::plain(file.of.sums),
        stops: file.of.stops,
        share: Beginnings::plain(file.of.share),
        not_in_names: file.of.not_in_names,
        whereabouts: Endings::plain(file.of.whereabouts),
        measures: file.of.measures,
        people: file.of.people,
        with_verb: file.of.with_verb,
        may: file.of.may,
        copulas: file.of.copulas,
        reckoned: file.of.reckoned,
        actors: Endings::plain(file.of.actors),
        places: Endings::plain(file.of.places),
        materials: file.of.materials,
        money: file.of.money,
        nominal: file.of.nominal,
        joined: Beginnings::plain(file.of.joined),
        group: shipped::pattern(&group),
        penalty: file.group.penalty,
        towards: file.group.towards,
        said_of: Beginnings::plain(file.group.said_of),
        regions: file.group.regions,
        status: Status::of(file.status),
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
        self.units.longest(text).map(|(unit, ())| unit)
    }

    /// The unit behind 个: 6个学分.
    pub(super) fn counted_unit(&self, text: &str) -> Option<&str> {
        self.counted.longest(text).map(|(unit, ())| unit)
    }

    /// What a unit is given for, behind its stroke.
    pub(super) fn per(&self, text: &str) -> Option<&str> {
        self.per.longest(text).map(|(unit, ())| unit)
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
        let goes_on = self.no_unit.get(unit).is_some_and(|not| {
            let near = || {
                let end = behind.find(|c: char| !is_word(c)).unwrap_or(behind.len());
                &behind[..end]
            };
            not.before.begins(behind)
                || !not.within.is_empty() && not.within.iter().any(|w| near().contains(w.as_str()))
        });
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
        let (word, is) = self.before.longest(before)?;
        Some((is.as_str(), before.len() - word.len()))
    }

    /// Whether words hold the verb of a change: 减少|审批事项.
    pub(super) fn bounds_within(&self, words: &str) -> bool {
        words.char_indices().any(|(at, ch)| {
            let end = at + ch.len_utf8();
            let found = self.bound_before(&words[..end]);
            found.is_some_and(|(is, at)| is.ends_with("_by") && end - at > ch.len_utf8())
        })
    }

    /// The bound that the words behind a figure give, and their length.
    pub(super) fn bound_after(&self, after: &str) -> Option<(&str, usize)> {
        let Some((word, is)) = self.after.longest(after) else {
            // 24小时（山区72小时）内
            let inside = after.strip_prefix(['（', '('])?;
            let near = &inside[..inside.floor_char_boundary(48)];
            let close = near.find(['）', ')', '，', '。', '；', '\n'])?;
            let behind = near[close..].strip_prefix(['）', ')'])?;
            let at = after.len() - inside.len() + near.len() - behind.len();
            let (is, length) = self.bound_after_at(&after[at..])?;
            return Some((is, at + length));
        };
        Self::stands_alone(word, after).then_some((is.as_str(), word.len()))
    }

    /// The same, right behind.
    fn bound_after_at(&self, after: &str) -> Option<(&str, usize)> {
        let (word, is) = self.after.longest(after)?;
        Self::stands_alone(word, after).then_some((is.as_str(), word.len()))
    }

    /// Whether a word of one character is one here: 5公里内; 内 begins words, too: 3人内部.
    fn stands_alone(word: &str, after: &str) -> bool {
        let next = after[word.len()..].chars().next();
        match word {
            // 二十四小时|内向有关部门报告
            "内" => next.is_none_or(|c| !"部容外地蒙资科销陆涵存置设参".contains(c)),
            "多" | "强" | "弱" => next.is_none_or(|c| !is_word(c) || c == '的'),
            _ => true,
        }
    }

    /// The bound of a word that stands further before a figure, with its verb: 至少|应当配备|一人.
    pub(super) fn bound_of_verb(&self, clause: &str) -> Option<&str> {
        let (at, word, is) = self
            .adverbs
            .within(clause)
            .max_by_key(|(at, word, _)| (*at, word.len()))?;
        // 产量最多的一年
        (!clause[at + word.len()..].starts_with('的')).then_some(is.as_str())
    }

    /// Whether `word` is what a figure may be given for, behind 每: 每学年.
    pub(super) fn is_base(&self, word: &str) -> bool {
        self.bases.contains(word)
    }

    /// Whether a numeral with what follows begins a term: 二元结构.
    pub(super) fn is_term(&self, text: &str) -> bool {
        self.terms.begins(text)
    }
}

/// Whether `ch` is a Chinese character.
pub(super) fn is_word(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}')
}
