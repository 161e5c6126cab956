//! A codebook file as TOML gives it, with the place of everything an error may be about.

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use toml::Spanned;

pub(super) type Word = Spanned<String>;
pub(super) type Words = Spanned<Vec<Word>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBook {
    pub(super) id: Word,
    pub(super) version: String,
    pub(super) title: RawLabel,
    pub(super) threshold: Option<Spanned<f64>>,
    #[serde(default)]
    pub(super) families: BTreeMap<String, Words>,
    /// Longer words in which the words of a family do not count.
    #[serde(default)]
    pub(super) except: BTreeMap<String, Words>,
    /// Rules that speak against every code.
    #[serde(default)]
    pub(super) against: Vec<Spanned<RawRule>>,
    pub(super) code: Vec<Spanned<RawCode>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLabel {
    pub(super) zh: String,
    pub(super) en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCode {
    pub(super) id: Word,
    pub(super) parent: Option<Word>,
    pub(super) label: RawLabel,
    pub(super) definition: Word,
    pub(super) include: Option<String>,
    pub(super) exclude: Option<String>,
    #[serde(default)]
    pub(super) coded: Vec<Spanned<RawExample>>,
    #[serde(default)]
    pub(super) uncoded: Vec<Spanned<RawExample>>,
    pub(super) threshold: Option<Spanned<f64>>,
    pub(super) requires: Option<Vec<Word>>,
    #[serde(default)]
    pub(super) except: Vec<Word>,
    #[serde(default)]
    pub(super) rule: Vec<Spanned<RawRule>>,
}

/// A sentence, or a sentence under headings.
pub(super) struct RawExample {
    pub(super) text: String,
    pub(super) under: String,
}

// By hand: an untagged enum would lose the place of what is wrong in a table.
impl<'de> Deserialize<'de> for RawExample {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            text: String,
            under: String,
        }

        impl<'de> Visitor<'de> for Either {
            type Value = RawExample;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a sentence or { text = \"…\", under = \"…\" }")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<RawExample, E> {
                Ok(RawExample {
                    text: text.to_owned(),
                    under: String::new(),
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RawExample, A::Error> {
                let Table { text, under } = Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(RawExample { text, under })
            }
        }

        deserializer.deserialize_any(Either)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) id: Word,
    pub(super) terms: Option<Vec<Word>>,
    pub(super) near: Option<Vec<Vec<Word>>>,
    pub(super) pattern: Option<Word>,
    pub(super) when: Option<Vec<Word>>,
    pub(super) within: Option<RawWithin>,
    pub(super) distance: Option<usize>,
    #[serde(default)]
    pub(super) ordered: bool,
    #[serde(default)]
    pub(super) except: Vec<Word>,
    #[serde(default)]
    pub(super) unless: Vec<Word>,
    pub(super) unless_within: Option<RawWithin>,
    pub(super) requires: Option<Vec<Word>>,
    pub(super) context: Option<Vec<Word>>,
    pub(super) weight: Option<Spanned<f64>>,
    pub(super) note: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawWithin {
    Clause,
    Sentence,
    Paragraph,
}
