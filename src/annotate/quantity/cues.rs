//! The words around figures, read from the data.

use super::kinds::Kinds;
use super::status::Status;
use crate::lookup::{Beginnings, Characters, Endings, Whole};
use crate::numeral;
use crate::shipped;
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// Everything `corpus/cues/quantities.toml` says. What each list is for stands there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cues {
    units: Units,
    terms: Terms,
    #[serde(deserialize_with = "by_end")]
    before: Endings<String>,
    #[serde(deserialize_with = "by_beginning")]
    after: Beginnings<String>,
    #[serde(deserialize_with = "by_beginning")]
    adverb: Beginnings<String>,
    pub(super) change: Change,
    pub(super) of: Of,
    pub(super) topic: Topic,
    pub(super) owner: Owner,
    pub(super) group: Group,
    pub(super) violator: Violator,
    pub(super) status: Status,
    /// What may stand behind the first numeral of a figure.
    #[serde(skip, default = "no_characters")]
    follows: Box<Characters>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    all: Beginnings,
    counted: Beginnings,
    strong: Whole,
    singular: Whole,
    per: Beginnings,
    bases: Whole,
    paced: Endings,
    #[serde(deserialize_with = "by_unit")]
    no_unit: BTreeMap<String, NoUnit>,
}

/// Words that a unit only begins: 3个月.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoUnit {
    unit: String,
    before: Beginnings,
    /// Words further behind, before any mark.
    #[serde(default)]
    within: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    words: Beginnings,
}

/// Words that say how a figure bounds what it measures.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    is: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    pub(super) from: Vec<String>,
    pub(super) of_then: Vec<String>,
    pub(super) to: Beginnings,
}

/// The words of names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Of {
    pub(super) trailing: Whole,
    pub(super) leading: Whole,
    pub(super) soft: Whole,
    pub(super) goes_on: Vec<String>,
    pub(super) plain: Whole,
    pub(super) bare: Vec<String>,
    pub(super) never: Whole,
    pub(super) told: Whole,
    pub(super) relative: Whole,
    pub(super) counters: Whole,
    pub(super) sums: Endings,
    pub(super) stops: Whole,
    pub(super) share: Beginnings,
    pub(super) not_in_names: Vec<String>,
    #[serde(rename = "where")]
    pub(super) whereabouts: Endings,
    pub(super) measures: Vec<char>,
    pub(super) unmeasured: Endings,
    pub(super) people: Vec<char>,
    pub(super) holds: Endings,
    pub(super) holding: Whole,
    pub(super) with_verb: Vec<char>,
    pub(super) may: Vec<char>,
    pub(super) copulas: Vec<String>,
    pub(super) reckoned: Vec<String>,
    pub(super) heights: Vec<String>,
    pub(super) towards: Endings,
    pub(super) actors: Endings,
    pub(super) places: Endings,
    pub(super) materials: Vec<char>,
    pub(super) money: Whole,
    pub(super) nominal: Whole,
    pub(super) joined: Beginnings,
    pub(super) newly: Endings,
    pub(super) dimensions: Endings,
    pub(super) linear: Endings,
    pub(super) closing: Endings,
    pub(super) no_end: Endings,
    pub(super) ends: Whole,
}

/// What the rest of a sentence may name.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Topic {
    /// How names end of what is measured in a unit.
    #[serde(deserialize_with = "ends_by_unit")]
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
    pub(super) apart_from: Beginnings,
    pub(super) spent_on: Beginnings,
    pub(super) late: Endings,
    pub(super) done_to: Endings,
    pub(super) borne: Endings,
    pub(super) sees_to: Whole,
}

/// Heads that say too little without the one whose they are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Owner {
    pub(super) heads: Whole,
    pub(super) nothing: Whole,
    pub(super) sums: Whole,
    pub(super) plans: Whole,
    pub(super) verbs: Endings,
}

/// Whom a figure concerns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) named: Kinds,
    pub(super) penalty: Vec<String>,
    pub(super) towards: Vec<char>,
    pub(super) helped: Endings,
    pub(super) must: Beginnings,
    pub(super) no_one: Endings,
    pub(super) kin: Endings,
    pub(super) said_of: Beginnings,
    pub(super) regions: HashSet<String>,
}

/// The words of 施工单位未…的，由…处.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Violator {
    pub(super) deeds: Beginnings,
    pub(super) who: Endings,
    pub(super) not: Beginnings,
    pub(super) acts: Beginnings,
    pub(super) goes_on: Beginnings,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let mut cues: Cues = shipped::table(
        "corpus/cues/quantities.toml",
        include_str!("../../../corpus/cues/quantities.toml"),
    );
    let units = cues
        .units
        .all
        .words()
        .filter_map(|unit| unit.chars().next());
    for character in units.chain(JOINTS.chars()) {
        cues.follows.add(character);
    }
    cues
});

fn no_characters() -> Box<Characters> {
    Box::new(Characters::of(&[]))
}

/// Word and bound of lists of words.
fn bounds<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, String)>, D::Error> {
    let lists = Vec::<Bound>::deserialize(from)?;
    let words = lists.into_iter().flat_map(|list| {
        list.words
            .into_iter()
            .map(move |word| (word, list.is.clone()))
    });
    Ok(words.collect())
}

fn by_beginning<'de, D: Deserializer<'de>>(from: D) -> Result<Beginnings<String>, D::Error> {
    bounds(from).map(Beginnings::of)
}

fn by_end<'de, D: Deserializer<'de>>(from: D) -> Result<Endings<String>, D::Error> {
    bounds(from).map(Endings::of)
}

fn by_unit<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, NoUnit>, D::Error> {
    let lists = Vec::<NoUnit>::deserialize(from)?;
    Ok(lists
        .into_iter()
        .map(|list| (list.unit.clone(), list))
        .collect())
}

fn ends_by_unit<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<String, Vec<String>>, D::Error> {
    /// How names end of what is measured in some units.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Fits {
        units: Vec<String>,
        ends: Vec<String>,
    }
    let lists = Vec::<Fits>::deserialize(from)?;
    let ends = lists.into_iter().flat_map(|fits| {
        fits.units
            .into_iter()
            .map(move |unit| (unit, fits.ends.clone()))
    });
    Ok(ends.collect())
}

/// What stands between a Chinese numeral and the rest of its figure: 二点五, 三分之一, 十多, 一半, 二至三, 两、三.
const JOINTS: &str = "点點分多余来几半数萬億兩至到—－–～~-─―〜 %‰、";

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
        self.units.all.longest(text).map(|(unit, ())| unit)
    }

    /// The unit behind 个: 6个学分.
    pub(super) fn counted_unit(&self, text: &str) -> Option<&str> {
        self.units.counted.longest(text).map(|(unit, ())| unit)
    }

    /// What a unit is given for, behind its stroke.
    pub(super) fn per(&self, text: &str) -> Option<&str> {
        self.units.per.longest(text).map(|(unit, ())| unit)
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
        let goes_on = self.units.no_unit.get(unit).is_some_and(|not| {
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
        if value == 1.0 && self.units.singular.contains(unit) {
            return ends && unit != "所";
        }
        self.units.strong.contains(unit)
            || value >= 10.0
            || behind.starts_with("以上")
            || behind.starts_with("以下")
    }

    /// The bound that the words before a figure give, and where those words start.
    pub(super) fn bound_before(&self, before: &str) -> Option<(&str, usize)> {
        let (word, is) = self.before.longest(before)?;
        Some((is.as_str(), before.len() - word.len()))
    }

    /// The change that `word` tells: 减少.
    pub(super) fn change_of(&self, word: &str) -> Option<&str> {
        let (is, at) = self.bound_before(word)?;
        (at == 0 && is.ends_with("_by")).then_some(is)
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
            .adverb
            .within(clause)
            .max_by_key(|(at, word, _)| (*at, word.len()))?;
        // 产量最多的一年
        (!clause[at + word.len()..].starts_with('的')).then_some(is.as_str())
    }

    /// Whether the words before a figure make it the base of a rate: 每, 每增加.
    pub(super) fn paces(&self, before: &str) -> bool {
        let verb = self
            .units
            .paced
            .longest(before)
            .map_or(0, |(w, ())| w.len());
        before.ends_with('每') || before[..before.len() - verb].ends_with('每')
    }

    /// Whether `word` is what a figure may be given for, behind 每: 每学年.
    pub(super) fn is_base(&self, word: &str) -> bool {
        self.units.bases.contains(word)
    }

    /// Whether a numeral with what follows begins a term: 二元结构.
    pub(super) fn is_term(&self, text: &str) -> bool {
        self.terms.words.begins(text)
    }
}

/// Whether `ch` is a Chinese character.
pub(super) fn is_word(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}')
}
