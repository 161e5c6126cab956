//! The word lists of parsing, from `corpus/parse/genres.toml`.

use crate::shipped;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    official: Vec<String>,
    others: Vec<String>,
    long: Vec<String>,
    promulgates: Vec<String>,
    unless: Vec<String>,
    formulas: BTreeMap<String, Vec<String>>,
    keys: Vec<String>,
    number_keys: Vec<String>,
    organ_keys: Vec<String>,
    furniture: Vec<String>,
    labels: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words: Words = shipped::table(
        "corpus/parse/genres.toml",
        include_str!("../../corpus/parse/genres.toml"),
    );
    words.official.sort_by_key(|g| std::cmp::Reverse(g.len()));
    words.others.sort_by_key(|g| std::cmp::Reverse(g.len()));
    words
});

/// The word that ends a title and names the document's type; what stands in brackets after it
/// (（试行）, （2018年修订）) is passed over.
pub(super) fn genre(title: &str) -> Option<&'static str> {
    let title = without_tail(title);
    if WORDS.unless.iter().any(|w| title.ends_with(w.as_str())) {
        return None;
    }
    let fits = |list: &'static [String]| list.iter().find(|g| title.ends_with(g.as_str()));
    let (official, other) = (fits(&WORDS.official), fits(&WORDS.others));
    let longest = official.into_iter().chain(other).max_by_key(|g| g.len());
    longest.map(String::as_str)
}

/// The type that a text without title names in its formula: 现将有关事项公告如下, 特此通知.
pub(super) fn genre_of_formula(text: &str) -> Option<&'static str> {
    // It stands where the text begins, or right before the signature.
    let start = super::day::head(text, FORMULA);
    let end = text
        .char_indices()
        .rev()
        .nth(FORMULA)
        .map_or(0, |(at, _)| at);
    [start, &text[end..]].into_iter().find_map(|words| {
        let found = WORDS.formulas.iter().flat_map(|(genre, formulas)| {
            formulas
                .iter()
                .filter_map(|f| Some((words.find(f.as_str())?, genre.as_str())))
        });
        found.min().map(|(_, genre)| genre)
    })
}

/// In how many characters from its beginning or end a text without title names its type.
const FORMULA: usize = 1000;

/// Whether a title ends with the name of an official document (通知, 意见, 办法 …), not only with
/// a word that may also stand inside a title (制度, 措施).
pub(super) fn is_official(title: &str) -> bool {
    genre(title).is_some_and(|g| WORDS.official.iter().any(|o| o == g))
}

/// `title` without bracketed remarks, closing marks and spaces at its end.
pub(super) fn without_tail(title: &str) -> &str {
    let mut title = title.trim();
    loop {
        let before = title;
        title = title.trim_end_matches(['》', '”', '>', ' ', '＞']);
        if title.ends_with('）')
            && let Some(open) = title.rfind('（')
            && open > 0
        {
            title = title[..open].trim_end();
        }
        if title == before {
            return title;
        }
    }
}

/// The key and value of a line of a page or archive card: `发文字号： 教育部令第13号`.
pub(super) fn key_value(line: &str) -> Option<(&'static str, &str)> {
    let (key, value) = line.split_once(['：', ':'])?;
    let key = super::line::squeezed(super::day::head(key, 12));
    WORDS
        .keys
        .iter()
        .find(|k| **k == key)
        .map(|k| (k.as_str(), value.trim()))
}

/// Whether the value of this key is the document's number.
pub(super) fn gives_number(key: &str) -> bool {
    WORDS.number_keys.iter().any(|k| k == key)
}

/// Whether the value of this key is the organ that issued.
pub(super) fn gives_organ(key: &str) -> bool {
    WORDS.organ_keys.iter().any(|k| k == key)
}

/// Whether a title is one that ends with the name of an official document: 关于….
pub(super) fn is_long_title(text: &str) -> bool {
    WORDS.long.iter().any(|w| text.contains(w.as_str()))
}

/// Whether a sentence promulgates what an order carries.
pub(super) fn promulgates(sentence: &str) -> bool {
    WORDS
        .promulgates
        .iter()
        .any(|w| sentence.contains(w.as_str()))
}

/// Whether a line belongs to the page, not to the document.
pub(super) fn is_furniture(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '【', ' ']);
    WORDS.furniture.iter().any(|f| line.starts_with(f.as_str())) && line.chars().count() < 80
}

/// Whether words over a date tell what happens on it and sign nothing: 考试日期, 网上报名.
pub(super) fn is_label(words: &str) -> bool {
    WORDS.labels.iter().any(|l| words.ends_with(l.as_str()))
}
