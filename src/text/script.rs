//! [`Script`]: traditional characters shown as simplified ones.
//!
//! The dictionaries are those of OpenCC (traditional to simplified), embedded by the crate. They
//! are chosen for documents in which both scripts may stand side by side:
//!
//! * characters that are traditional whatever stands around them are converted one by one:
//!   於 → 于, 裏 and 裡 → 里, 臺 → 台, 後 → 后, 餘 → 余, 週 → 周;
//! * the few that are also simplified ones are decided by the word they stand in: 乾淨 → 干净 but
//!   乾隆, 反覆 → 反复 but 覆盖, 瞭解 → 了解 but 瞭望;
//! * 著 stays where it is: it is right in 著作权, 显著, 编著, and a wrong 着 there would lose terms
//!   of law, while a 著 that stays in 接著 loses none. So the dictionaries of Taiwan's and Hong
//!   Kong's usage, which turn it into 着 and exchange words (軟體 → 软件), are not used.
//!
//! Every conversion keeps the number of characters, so each stands for the one at its place.

/// How traditional characters show in a view.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Script {
    /// As they are.
    #[default]
    AsIs,
    /// As simplified ones, so that rules and queries in simplified characters find them.
    #[cfg(feature = "simplified")]
    Simplified,
}

impl Script {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::AsIs,
        #[cfg(feature = "simplified")]
        Self::Simplified,
    ];

    /// A short name: `as_is`, `simplified`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AsIs => "as_is",
            #[cfg(feature = "simplified")]
            Self::Simplified => "simplified",
        }
    }

    /// `words` in this script, character for character; `None` where nothing changes.
    pub(super) fn shows(self, words: &str) -> Option<String> {
        if words.is_ascii() {
            return None;
        }
        match self {
            Self::AsIs => None,
            #[cfg(feature = "simplified")]
            Self::Simplified => simplified(words),
        }
    }
}

/// The simplified form of `words`, character for character; `None` where nothing changes.
#[cfg(feature = "simplified")]
fn simplified(words: &str) -> Option<String> {
    use ferrous_opencc::{OpenCC, config::BuiltinConfig};
    use std::sync::LazyLock;

    static CONVERTER: LazyLock<OpenCC> = LazyLock::new(|| {
        OpenCC::from_config(BuiltinConfig::T2s).expect("the dictionaries are part of the program")
    });

    let made = CONVERTER.convert(words);
    if made == words {
        return None;
    }
    if made.chars().count() == words.chars().count() {
        return Some(made);
    }
    // A word that changed its length: no character would know where it came from.
    let mut letters = String::with_capacity(words.len());
    let mut buffer = [0; 4];
    for ch in words.chars() {
        let one = CONVERTER.convert(ch.encode_utf8(&mut buffer));
        let mut own = one.chars();
        letters.push(own.next().filter(|_| own.next().is_none()).unwrap_or(ch));
    }
    Some(letters)
}
