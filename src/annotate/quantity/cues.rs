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
    /// By the last character of their words, the longest first.
    before: BTreeMap<char, Vec<(String, String)>>,
    after: Vec<(String, String)>,
    adverbs: Vec<(String, String)>,
    bases: BTreeSet<String>,
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
    pub(super) not_in_names: Vec<String>,
    pub(super) whereabouts: Vec<String>,
    pub(super) measures: Vec<char>,
    pub(super) people: Vec<char>,
    pub(super) with_verb: Vec<char>,
    pub(super) may: Vec<char>,
    pub(super) copulas: Vec<String>,
    pub(super) reckoned: Vec<String>,
    pub(super) actors: Vec<String>,
    pub(super) places: Vec<String>,
    pub(super) materials: Vec<char>,
    pub(super) money: BTreeSet<String>,
    pub(super) nominal: BTreeSet<String>,
    pub(super) joined: Vec<String>,
    pub(super) group: Regex,
    pub(super) penalty: Vec<String>,
    pub(super) towards: Vec<char>,
    pub(super) said_of: Vec<String>,
    pub(super) regions: BTreeSet<String>,
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
    bases: BTreeSet<String>,
    no_unit: Vec<NoUnit>,
}

/// Words that a unit only begins: 3个月.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoUnit {
    unit: String,
    before: Vec<String>,
    /// Words further behind, before any mark.
    #[serde(default)]
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
    money: BTreeSet<String>,
    nominal: BTreeSet<String>,
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
    regions: BTreeSet<String>,
}

/// The words of a clause that say what kind of figure it holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Status {
    pub(super) reported: Vec<String>,
    /// Reported, too, where the line has no word of `coming`.
    pub(super) compared: Vec<String>,
    pub(super) coming: Vec<String>,
    /// Longer words in which those of the other lists say nothing.
    unless: Vec<String>,
    pub(super) target: Vec<String>,
    pub(super) standard: Vec<String>,
    pub(super) condition: Vec<String>,
    pub(super) laws: Vec<String>,
    /// Words of `standard` that names hold, too.
    pub(super) named: Vec<String>,
    /// Words of `standard` that say little where documents of these types tell.
    pub(super) weak: Vec<String>,
    pub(super) telling: Vec<String>,
    pub(super) laid_down: Vec<String>,
    pub(super) aims: Vec<String>,
    pub(super) aims_at: Vec<String>,
}

impl Status {
    /// Whether `text` has one of the words, not only as a part of another: 应 of 应届.
    pub(super) fn has(&self, text: &str, words: &[String]) -> bool {
        words.iter().any(|w| self.has_word(text, w))
    }

    /// Whether `text` has the word, not only as a part of another.
    pub(super) fn has_word(&self, text: &str, word: &str) -> bool {
        text.match_indices(word).any(|(at, _)| {
            !self.unless.iter().any(|longer| {
                longer.match_indices(word).any(|(before, _)| {
                    at >= before
                        && text[..at].ends_with(&longer[..before])
                        && text[at..].starts_with(&longer[before..])
                })
            })
        })
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
        units: Words::of(file.units.all),
        counted: Words::of(file.units.counted),
        strong: file.units.strong,
        singular: file.units.singular,
        per: Words::of(file.units.per),
        no_unit: file.units.no_unit,
        terms: file.terms.words,
        before: by_last(bounds(file.before)),
        after: bounds(file.after),
        adverbs: bounds(file.adverb),
        bases: file.units.bases,
        from: file.change.from,
        to: file.change.to.clone(),
        trailing: file.of.trailing,
        leading: file.of.leading,
        soft: file.of.soft,
        goes_on: file.of.goes_on,
        bare: file.of.bare,
        never: file.of.never,
        relative: file.of.relative,
        counters: file.of.counters,
        sums: file.of.sums,
        stops: {
            // 税率|降至13%
            let mut stops = file.of.stops;
            stops.extend(file.change.to);
            stops
        },
        share: file.of.share,
        not_in_names: file.of.not_in_names,
        whereabouts: file.of.whereabouts,
        measures: file.of.measures,
        people: file.of.people,
        with_verb: file.of.with_verb,
        may: file.of.may,
        copulas: file.of.copulas,
        reckoned: file.of.reckoned,
        actors: file.of.actors,
        places: file.of.places,
        materials: file.of.materials,
        money: file.of.money,
        nominal: file.of.nominal,
        joined: file.of.joined,
        group: shipped::pattern(&group),
        penalty: file.group.penalty,
        towards: file.group.towards,
        said_of: file.group.said_of,
        regions: file.group.regions,
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
        let goes_on = self.no_unit.iter().filter(|n| n.unit == unit).any(|n| {
            let near = || {
                let end = behind.find(|c: char| !is_word(c)).unwrap_or(behind.len());
                &behind[..end]
            };
            n.before.iter().any(|w| behind.starts_with(w.as_str()))
                || !n.within.is_empty() && n.within.iter().any(|w| near().contains(w.as_str()))
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
        let mut words = self.before.get(&before.chars().next_back()?)?.iter();
        words
            .find(|(word, _)| before.ends_with(word.as_str()))
            .map(|(word, is)| (is.as_str(), before.len() - word.len()))
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
        let Some((word, is)) = self
            .after
            .iter()
            .find(|(word, _)| after.starts_with(word.as_str()))
        else {
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
        let (word, is) = self
            .after
            .iter()
            .find(|(word, _)| after.starts_with(word.as_str()))?;
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
            .iter()
            .filter_map(|(word, is)| clause.rfind(word.as_str()).map(|at| (at, word, is)))
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
        self.terms
            .iter()
            .any(|term| text.starts_with(term.as_str()))
    }
}

/// Words with what they say, by the character that they end with.
fn by_last(words: Vec<(String, String)>) -> BTreeMap<char, Vec<(String, String)>> {
    let mut by: BTreeMap<char, Vec<(String, String)>> = BTreeMap::new();
    for (word, is) in words {
        if let Some(last) = word.chars().next_back() {
            by.entry(last).or_default().push((word, is));
        }
    }
    by
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
