//! The words by which an outline is read, from `corpus/parse/outline.toml`.

use super::marker::Shape;
use crate::shipped;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signs {
    units: Vec<Unit>,
    references: Vec<String>,
    heading_references: Vec<String>,
    run_in: Vec<String>,
    unnumbered: Vec<String>,
    announcing: Vec<String>,
    amending: Vec<String>,
    attached: Vec<String>,
    attached_within: Vec<String>,
    carrying: Vec<String>,
    omitted: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    word: String,
    rank: Rank,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Rank {
    Part,
    Subpart,
    Chapter,
    Section,
    Article,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    shipped::table(
        "corpus/parse/outline.toml",
        include_str!("../../corpus/parse/outline.toml"),
    )
});

fn any_starts(words: &[String], text: &str) -> bool {
    words.iter().any(|w| text.starts_with(w.as_str()))
}

/// The unit that `text` begins with, and its length in bytes.
pub(super) fn unit(text: &str) -> Option<(Shape, usize)> {
    let unit = SIGNS.units.iter().find(|u| text.starts_with(&u.word))?;
    let shape = match unit.rank {
        Rank::Part => Shape::Part,
        Rank::Subpart => Shape::Subpart,
        Rank::Chapter => Shape::Chapter,
        Rank::Section => Shape::Section,
        Rank::Article => Shape::Article,
    };
    Some((shape, unit.word.len()))
}

/// Whether what follows 第N条 without a space makes it a reference.
pub(super) fn refers(rest: &str) -> bool {
    any_starts(&SIGNS.references, rest)
}

/// Whether what follows 第N章 without a space makes it a reference.
pub(super) fn refers_to_heading(rest: &str) -> bool {
    any_starts(&SIGNS.heading_references, rest)
}

/// The word of a numbering in running text that `text` begins with: 是, 要.
pub(super) fn run_in(text: &str) -> Option<&'static str> {
    SIGNS
        .run_in
        .iter()
        .find(|w| text.starts_with(w.as_str()))
        .map(String::as_str)
}

/// Whether a line without spaces is the name of a part that bears no number: 附则.
pub(super) fn is_unnumbered(plain: &str) -> bool {
    SIGNS.unnumbered.iter().any(|w| w == plain)
}

/// Whether a sentence announces a list.
pub(super) fn announces(sentence: &str) -> bool {
    SIGNS.announcing.iter().any(|w| sentence.contains(w))
}

/// Whether a text amends another document: 修改为.
pub(super) fn amends(text: &str) -> bool {
    let text = text.as_bytes();
    let holds = |w: &String| memchr::memmem::find(text, w.as_bytes()).is_some();
    SIGNS.amending.iter().any(holds)
}

/// The word for what is attached that `text` begins with: 件 of 附件.
pub(super) fn attached(text: &str) -> Option<&'static str> {
    SIGNS
        .attached
        .iter()
        .find(|w| text.starts_with(w.as_str()))
        .map(String::as_str)
}

/// Whether what a word names stands inside an attachment: 附表 of 附件1.
pub(super) fn is_attached_within(word: &str) -> bool {
    SIGNS.attached_within.iter().any(|w| w == word)
}

/// Whether words say that a document is carried with this one: 印发, 转发.
pub(super) fn carries(words: &str) -> bool {
    SIGNS.carrying.iter().any(|w| words.contains(w))
}

/// The title before a remark that its text is left out: …的通知（略）.
pub(super) fn without_omission(title: &str) -> Option<&str> {
    SIGNS
        .omitted
        .iter()
        .find_map(|o| title.trim_end().strip_suffix(o.as_str()))
        .map(str::trim_end)
}
