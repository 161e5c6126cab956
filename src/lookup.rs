//! Words of the tables, looked up whole or by the character that they begin or end with.
//!
//! A text is asked at each of its characters whether one of some hundred words begins or ends
//! there. Most characters begin none of them, and one look says so.

use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// Characters of the basic plane, a bit for each.
#[derive(Debug)]
pub(crate) struct Characters([u64; 1 << 10]);

impl Characters {
    /// These characters; those beyond the basic plane are left out.
    pub(crate) const fn of(characters: &[char]) -> Self {
        let mut set = Self([0; 1 << 10]);
        let mut next = 0;
        while next < characters.len() {
            set.add(characters[next]);
            next += 1;
        }
        set
    }

    pub(crate) const fn add(&mut self, character: char) {
        let code = character as usize;
        if code < self.0.len() * 64 {
            self.0[code / 64] |= 1 << (code % 64);
        }
    }

    pub(crate) const fn holds(&self, character: char) -> bool {
        let code = character as usize;
        code < self.0.len() * 64 && self.0[code / 64] >> (code % 64) & 1 == 1
    }

    /// The first byte from `from` on, which begins a character, at which one of them stands.
    pub(crate) fn next(&self, text: &str, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            // Nearly all characters of Chinese have three bytes.
            for [first, second, third] in text.as_bytes().get(at..)?.as_chunks().0 {
                if first & 0xF0 != 0xE0 {
                    break;
                }
                // The last six bits of the code point, all those of the third byte, are the bit of
                // its word.
                let word = usize::from(first & 0x0F) << 6 | usize::from(second & 0x3F);
                if self.0[word] >> (third & 0x3F) & 1 == 1 {
                    return Some(at);
                }
                at += 3;
            }
            let character = text.get(at..)?.chars().next()?;
            if self.holds(character) {
                return Some(at);
            }
            at += character.len_utf8();
        }
    }
}

/// Words with what they say, by a key, such as one of their characters; the longest first.
///
/// Most characters that are asked for have no word, and many tables are asked at the same places: so
/// the keys lie close together, four places for each, and say where in one row their words stand.
#[derive(Debug)]
struct Table<T> {
    /// The keys that have words, each at its place or at the next that is free; as many places as a
    /// power of two.
    keys: Box<[u16]>,
    /// Where their words stand in `words`.
    ranges: Box<[(u32, u32)]>,
    words: Vec<(String, T)>,
}

/// No key.
const FREE: u16 = 0;

/// A character as a key. Those beyond the basic plane share keys with others: it only leads to words
/// that are then compared.
fn key_of(character: char) -> u16 {
    let code = character as u32;
    ((code ^ code >> 16) as u16).max(1)
}

impl<T> Table<T> {
    fn of(words: impl IntoIterator<Item = (String, T)>, key: impl Fn(&str) -> Option<u16>) -> Self {
        let mut by: BTreeMap<u16, Vec<(String, T)>> = BTreeMap::new();
        for (word, says) in words {
            if let Some(key) = key(&word) {
                by.entry(key).or_default().push((word, says));
            }
        }
        let places = (4 * by.len()).next_power_of_two();
        let mut table = Self {
            keys: vec![FREE; places].into(),
            ranges: vec![(0, 0); places].into(),
            words: Vec::new(),
        };
        for (key, mut list) in by {
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
            let place = table.place(key);
            let start = table.words.len() as u32;
            table.words.append(&mut list);
            table.keys[place] = key;
            table.ranges[place] = (start, table.words.len() as u32);
        }
        table
    }

    /// The place of a key: where it stands, or where it would.
    fn place(&self, key: u16) -> usize {
        let last = self.keys.len() - 1;
        // Characters that begin words lie close together in Unicode; this spreads them.
        let mut place = usize::from(key.wrapping_mul(0x9E37) ^ key >> 7) & last;
        while self.keys[place] != key && self.keys[place] != FREE {
            place = (place + 1) & last;
        }
        place
    }

    fn at(&self, key: u16) -> &[(String, T)] {
        let place = self.place(key);
        if self.keys[place] == FREE {
            return &[];
        }
        let (start, end) = self.ranges[place];
        &self.words[start as usize..end as usize]
    }
}

/// Words that a text may be.
#[derive(Debug)]
pub(crate) struct Whole(Table<()>);

impl Whole {
    fn key(word: &str) -> u16 {
        let bytes = word.bytes().map(u32::from);
        let sum = bytes.fold(word.len() as u32, |sum, byte| {
            sum.wrapping_mul(0x0100_0193) ^ byte
        });
        ((sum ^ sum >> 16) as u16).max(1)
    }

    /// All of them.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.words.iter().map(|(word, ())| word.as_str())
    }

    /// Whether `text` is one of them.
    pub(crate) fn contains(&self, text: &str) -> bool {
        let mut words = self.0.at(Self::key(text)).iter();
        words.any(|(word, ())| word == text)
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let words = Vec::<String>::deserialize(from)?;
        let words = words.into_iter().map(|word| (word, ()));
        Ok(Self(Table::of(words, |word| Some(Self::key(word)))))
    }
}

/// Words that a text may begin with.
#[derive(Debug)]
pub(crate) struct Beginnings<T = ()>(Table<T>);

impl<T> Beginnings<T> {
    /// Of words of one length the first given comes first.
    pub(crate) fn of(words: impl IntoIterator<Item = (String, T)>) -> Self {
        Self(Table::of(words, |word| word.chars().next().map(key_of)))
    }

    /// All of them, by their first character.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.words.iter().map(|(word, _)| word.as_str())
    }

    /// All that `text` begins with, the longest first.
    pub(crate) fn all<'w>(&'w self, text: &str) -> impl Iterator<Item = (&'w str, &'w T)> {
        let words = text
            .chars()
            .next()
            .map_or(&[][..], |ch| self.0.at(key_of(ch)));
        words
            .iter()
            .filter(move |(word, _)| text.starts_with(word.as_str()))
            .map(|(word, says)| (word.as_str(), says))
    }

    /// The longest that `text` begins with.
    pub(crate) fn longest<'w>(&'w self, text: &str) -> Option<(&'w str, &'w T)> {
        self.all(text).next()
    }

    /// Whether `text` begins with one of them.
    pub(crate) fn begins(&self, text: &str) -> bool {
        self.longest(text).is_some()
    }

    /// Every place of each of them in `text`, in order: its byte, the word, what it says.
    pub(crate) fn within<'w>(
        &'w self,
        text: &str,
    ) -> impl Iterator<Item = (usize, &'w str, &'w T)> {
        text.char_indices().flat_map(move |(at, ch)| {
            self.0
                .at(key_of(ch))
                .iter()
                .filter(move |(word, _)| text[at..].starts_with(word.as_str()))
                .map(move |(word, says)| (at, word.as_str(), says))
        })
    }
}

impl Beginnings {
    /// Words that say no more than that they are there.
    fn plain(words: impl IntoIterator<Item = String>) -> Self {
        Self::of(words.into_iter().map(|word| (word, ())))
    }
}

impl<'de> Deserialize<'de> for Beginnings {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::<String>::deserialize(from).map(Self::plain)
    }
}

/// Words that a text may end with.
#[derive(Debug)]
pub(crate) struct Endings<T = ()>(Table<T>);

impl<T> Endings<T> {
    /// Of words of one length the first given comes first.
    pub(crate) fn of(words: impl IntoIterator<Item = (String, T)>) -> Self {
        Self(Table::of(words, |word| {
            word.chars().next_back().map(key_of)
        }))
    }

    /// The longest that `text` ends with.
    pub(crate) fn longest<'w>(&'w self, text: &str) -> Option<(&'w str, &'w T)> {
        let words = self.0.at(key_of(text.chars().next_back()?)).iter();
        words
            .map(|(word, says)| (word.as_str(), says))
            .find(|(word, _)| text.ends_with(word))
    }

    /// Whether `text` ends with one of them.
    pub(crate) fn ends(&self, text: &str) -> bool {
        self.longest(text).is_some()
    }
}

impl Endings {
    /// Words that say no more than that they are there.
    fn plain(words: impl IntoIterator<Item = String>) -> Self {
        Self::of(words.into_iter().map(|word| (word, ())))
    }
}

impl<'de> Deserialize<'de> for Endings {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::<String>::deserialize(from).map(Self::plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found_wherever_they_stand() {
        static SET: Characters = Characters::of(&['年', '2', '·', '“']);
        assert!(SET.holds('年') && !SET.holds('月') && !SET.holds('𠀀'));
        let text = "x𠀀·月2月“年";
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(next) = SET.next(text, at) {
            let ch = text[next..].chars().next().unwrap();
            found.push(ch);
            at = next + ch.len_utf8();
        }
        assert_eq!(found, ['·', '2', '“', '年']);
        assert_eq!(SET.next(text, text.len()), None);
        assert_eq!(SET.next("", 0), None);
    }

    fn words(list: &[&str]) -> Vec<(String, usize)> {
        let numbered = list.iter().enumerate();
        numbered
            .map(|(at, word)| ((*word).to_owned(), at))
            .collect()
    }

    #[test]
    fn the_longest_word_is_found_at_either_end() {
        let beginnings = Beginnings::of(words(&["不", "不低于", "至少", "𠮷"]));
        assert_eq!(beginnings.longest("不低于三人"), Some(("不低于", &1)));
        assert_eq!(beginnings.longest("不少于"), Some(("不", &0)));
        assert_eq!(beginnings.longest("𠮷日"), Some(("𠮷", &3)));
        assert_eq!(beginnings.longest("三人"), None);
        assert_eq!(beginnings.longest(""), None);
        let endings = Endings::of(words(&["增长", "平均增长", "𠮷"]));
        assert_eq!(endings.longest("年平均增长"), Some(("平均增长", &1)));
        assert!(endings.ends("大𠮷") && !endings.ends("长增"));
    }

    #[test]
    fn a_word_is_found_whole() {
        let whole = toml::from_str::<std::collections::BTreeMap<String, Whole>>(
            r#"words = ["元", "万元", "平方米", "𠮷"]"#,
        );
        let whole = &whole.unwrap()["words"];
        for word in ["元", "万元", "平方米", "𠮷"] {
            assert!(whole.contains(word), "{word}");
        }
        for word in ["", "万", "米", "平方", "平方米/人", "元元"] {
            assert!(!whole.contains(word), "{word}");
        }
    }

    #[test]
    fn characters_that_share_a_key_keep_their_words() {
        // U+20BB7 and U+0BB5 have one key.
        let beginnings = Beginnings::of(words(&["𠮷", "\u{bb5}"]));
        assert_eq!(beginnings.longest("𠮷日"), Some(("𠮷", &0)));
        assert_eq!(beginnings.longest("\u{bb5}日"), Some(("\u{bb5}", &1)));
        let every: Vec<String> = ('一'..='龥').map(String::from).collect();
        let all = Endings::of(every.iter().cloned().zip(0usize..));
        for (at, word) in every.iter().enumerate() {
            assert_eq!(all.longest(word), Some((word.as_str(), &at)));
        }
    }

    #[test]
    fn all_places_are_found_in_order() {
        let listed = Beginnings::of(words(&["不得", "得", "不"]));
        let found: Vec<_> = listed.within("应不得不").collect();
        assert_eq!(
            found,
            [(3, "不得", &0), (3, "不", &2), (6, "得", &1), (9, "不", &2)]
        );
    }
}
