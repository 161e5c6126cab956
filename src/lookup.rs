//! Words of the tables, looked up by the character that they begin or end with.
//!
//! A text is asked at each of its characters whether one of some hundred words begins or ends
//! there. Most characters begin none of them, and a bit for each of those that do says so.

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

/// Words with what they say, by one of their characters, the longest first.
#[derive(Debug)]
struct Table<T> {
    /// The characters that have words.
    keys: Box<Characters>,
    by: BTreeMap<char, Vec<(String, T)>>,
}

impl<T> Table<T> {
    fn of(
        words: impl IntoIterator<Item = (String, T)>,
        key: impl Fn(&str) -> Option<char>,
    ) -> Self {
        let mut keys = Box::new(Characters::of(&[]));
        let mut by: BTreeMap<char, Vec<(String, T)>> = BTreeMap::new();
        for (word, says) in words {
            if let Some(ch) = key(&word) {
                keys.add(ch);
                by.entry(ch).or_default().push((word, says));
            }
        }
        for list in by.values_mut() {
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { keys, by }
    }

    fn at(&self, ch: char) -> &[(String, T)] {
        if !self.keys.holds(ch) && (ch as u32) < 0x1_0000 {
            return &[];
        }
        self.by.get(&ch).map_or(&[], Vec::as_slice)
    }
}

/// Words that a text may begin with.
#[derive(Debug)]
pub(crate) struct Beginnings<T = ()>(Table<T>);

impl<T> Beginnings<T> {
    /// Of words of one length the first given comes first.
    pub(crate) fn of(words: impl IntoIterator<Item = (String, T)>) -> Self {
        Self(Table::of(words, |word| word.chars().next()))
    }

    /// All of them, by their first character.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.by.values().flatten().map(|(word, _)| word.as_str())
    }

    /// All that `text` begins with, the longest first.
    pub(crate) fn all<'w>(&'w self, text: &str) -> impl Iterator<Item = (&'w str, &'w T)> {
        let words = text.chars().next().map_or(&[][..], |ch| self.0.at(ch));
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
                .at(ch)
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
        Self(Table::of(words, |word| word.chars().next_back()))
    }

    /// The longest that `text` ends with.
    pub(crate) fn longest<'w>(&'w self, text: &str) -> Option<(&'w str, &'w T)> {
        let words = self.0.at(text.chars().next_back()?).iter();
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
    fn all_places_are_found_in_order() {
        let listed = Beginnings::of(words(&["不得", "得", "不"]));
        let found: Vec<_> = listed.within("应不得不").collect();
        assert_eq!(
            found,
            [(3, "不得", &0), (3, "不", &2), (6, "得", &1), (9, "不", &2)]
        );
    }
}
