//! The words around figures, read from the data.

use super::status::{Status, StatusWords};
use crate::lookup::{Beginnings, Characters, Endings};
use crate::numeral;
use crate::shipped;
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Everything `corpus/cues/quantities.toml` says.
#[derive(Debug)]
pub(super) struct Cues {
    units: Beginnings,
    /// What may stand behind the first numeral of a figure.
    follows: Box<Characters>,
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
    pub(super) plain: HashSet<String>,
    pub(super) bare: Vec<String>,
    pub(super) never: HashSet<String>,
    pub(super) told: HashSet<String>,
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
    pub(super) holds: Endings,
    pub(super) may: Vec<char>,
    pub(super) copulas: Vec<String>,
    pub(super) reckoned: Vec<String>,
    pub(super) actors: Endings,
    pub(super) places: Endings,
    pub(super) materials: Vec<char>,
    pub(super) money: HashSet<String>,
    pub(super) nominal: HashSet<String>,
    pub(super) joined: Beginnings,
    /// How names end of what is measured in a unit.
    pub(super) fits: BTreeMap<String, Vec<String>>,
    pub(super) measured: Vec<String>,
    pub(super) apart: Vec<String>,
    pub(super) harm: Vec<String>,
    pub(super) scores: Vec<String>,
    pub(super) each_is: Vec<String>,
    pub(super) heads: Vec<String>,
    pub(super) put_into: Vec<String>,
    pub(super) out_of: Vec<String>,
    pub(super) done: Endings,
    pub(super) group: Regex,
    pub(super) penalty: Vec<String>,
    pub(super) violator: Violator,
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
    topic: Topic,
    group: Group,
    violator: ViolatorWords,
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
    plain: HashSet<String>,
    bare: Vec<String>,
    never: HashSet<String>,
    told: HashSet<String>,
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
    holds: Vec<String>,
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

/// What the rest of a sentence may name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    fits: Vec<Fits>,
    measured: Vec<String>,
    apart: Vec<String>,
    harm: Vec<String>,
    scores: Vec<String>,
    each_is: Vec<String>,
    heads: Vec<String>,
    put_into: Vec<String>,
    out_of: Vec<String>,
    done: Vec<String>,
}

/// How names end of what is measured in some units.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fits {
    units: Vec<String>,
    ends: Vec<String>,
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

/// The words of 施工单位未…的，由…处.
#[derive(Debug)]
pub(super) struct Violator {
    pub(super) deeds: Beginnings,
    pub(super) who: Endings,
    pub(super) not: Beginnings,
    pub(super) goes_on: Beginnings,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ViolatorWords {
    deeds: Vec<String>,
    who: Vec<String>,
    not: Vec<String>,
    goes_on: Vec<String>,
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
        follows: follows(&file.units.all),
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
        plain: file.of.plain,
        bare: file.of.bare,
        never: file.of.never,
        told: file.of.told,
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
        holds: Endings::plain(file.of.holds),
        may: file.of.may,
        copulas: file.of.copulas,
        reckoned: file.of.reckoned,
        actors: Endings::plain(file.of.actors),
        places: Endings::plain(file.of.places),
        materials: file.of.materials,
        money: file.of.money,
        nominal: file.of.nominal,
        joined: Beginnings::plain(file.of.joined),
        fits: file
            .topic
            .fits
            .into_iter()
            .flat_map(|f| {
                let ends = f.ends;
                f.units.into_iter().map(move |unit| (unit, ends.clone()))
            })
            .collect(),
        measured: file.topic.measured,
        apart: file.topic.apart,
        harm: file.topic.harm,
        scores: file.topic.scores,
        each_is: file.topic.each_is,
        heads: file.topic.heads,
        put_into: file.topic.put_into,
        out_of: file.topic.out_of,
        done: Endings::plain(file.topic.done),
        group: shipped::pattern(&group),
        penalty: file.group.penalty,
        violator: Violator {
            deeds: Beginnings::plain(file.violator.deeds),
            who: Endings::plain(file.violator.who),
            not: Beginnings::plain(file.violator.not),
            goes_on: Beginnings::plain(file.violator.goes_on),
        },
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

/// What stands between a Chinese numeral and the rest of its figure: 二点五, 三分之一, 十多, 一半, 二至三.
const JOINTS: &str = "点點分多余来几半数萬億兩至到—－–～~-─―〜 %‰";

/// The characters that units begin with, and those within figures.
fn follows(units: &[String]) -> Box<Characters> {
    let mut follows = Box::new(Characters::of(&[]));
    let units = units.iter().filter_map(|unit| unit.chars().next());
    for character in units.chain(JOINTS.chars()) {
        follows.add(character);
    }
    follows
}

impl Cues {
    /// The embedded cues.
    pub(super) fn get() -> &'static Self {
        &CUES
    }

    /// Whether `character` may stand behind the first Chinese numeral of a figure. Behind most it
    /// does not: 一般, 统一的.
    pub(super) fn may_go_on(&self, character: char) -> bool {
        self.follows.holds(character) || numeral::is_numeral(character)
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
