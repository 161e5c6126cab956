//! The word lists of parsing, from `corpus/parse/genres.toml`.

use super::line::reads;
use crate::shipped;
use regex::Regex;
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
    /// The words of `official` and `others` by their last character, the longest first.
    #[serde(skip)]
    genres: BTreeMap<char, Vec<Genre>>,
}

/// A word that names a type of document.
#[derive(Debug)]
struct Genre {
    word: String,
    official: bool,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words: Words = shipped::table(
        "corpus/parse/genres.toml",
        include_str!("../../corpus/parse/genres.toml"),
    );
    for (list, official) in [
        (std::mem::take(&mut words.official), true),
        (std::mem::take(&mut words.others), false),
    ] {
        for word in list {
            if let Some(last) = word.chars().next_back() {
                let genres = words.genres.entry(last).or_default();
                genres.push(Genre { word, official });
            }
        }
    }
    for genres in words.genres.values_mut() {
        genres.sort_by_key(|g| (std::cmp::Reverse(g.word.len()), !g.official));
    }
    words
});

/// All formulas, in the order of their types.
static FORMULAS: LazyLock<Regex> = LazyLock::new(|| {
    let formulas = WORDS.formulas.values().flatten();
    let escaped: Vec<String> = formulas.map(|f| regex::escape(f)).collect();
    shipped::pattern(&escaped.join("|"))
});

/// The word that ends a title and names the document's type; what stands in brackets after it
/// (（试行）, （2018年修订）) is passed over.
pub(super) fn genre(title: &str) -> Option<&'static str> {
    named(title).map(|g| g.word.as_str())
}

fn named(title: &str) -> Option<&'static Genre> {
    let title = without_tail(title);
    let genres = WORDS.genres.get(&title.chars().next_back()?)?;
    let longest = genres.iter().find(|g| title.ends_with(g.word.as_str()))?;
    let unless = WORDS.unless.iter().any(|w| title.ends_with(w.as_str()));
    (!unless).then_some(longest)
}

/// Whether a title can name a type at its end, by its last character. Most lines cannot.
pub(super) fn may_end_title(last: char) -> bool {
    CLOSING.contains(&last) || last == '）' || WORDS.genres.contains_key(&last)
}

/// Marks that close a title behind its type.
const CLOSING: [char; 5] = ['》', '”', '>', ' ', '＞'];

/// The type that a text without title names in its formula: 现将有关事项公告如下, 特此通知.
pub(super) fn genre_of_formula(text: &str) -> Option<&'static str> {
    // It stands where the text begins, or right before the signature.
    let start = super::day::head(text, FORMULA);
    let end = super::day::tail(text, FORMULA + 1);
    [start, end].into_iter().find_map(|words| {
        let formula = FORMULAS.find(words)?.as_str();
        let mut genres = WORDS.formulas.iter();
        genres
            .find(|(_, formulas)| formulas.iter().any(|f| f == formula))
            .map(|(genre, _)| genre.as_str())
    })
}

/// In how many characters from its beginning or end a text without title names its type.
const FORMULA: usize = 1000;

/// Whether a title ends with the name of an official document (通知, 意见, 办法 …), not only with
/// a word that may also stand inside a title (制度, 措施).
pub(super) fn is_official(title: &str) -> bool {
    named(title).is_some_and(|g| g.official)
}

/// `title` without bracketed remarks, closing marks and spaces at its end.
pub(super) fn without_tail(title: &str) -> &str {
    let mut title = title.trim();
    loop {
        let before = title;
        title = title.trim_end_matches(CLOSING);
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
    let key = super::day::head(key, 12);
    WORDS
        .keys
        .iter()
        .find(|k| reads(key, k))
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
