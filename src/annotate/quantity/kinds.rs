//! [`Kinds`]: names of those whom figures concern, 农村中小学学生.

use crate::lookup::{Beginnings, Characters};
use crate::span::Span;
use serde::{Deserialize, Deserializer};

/// Names made of any number of words of one list, then one of another.
///
/// Looked for where one of their first characters stands, which is nearly nowhere: an automaton
/// over so many words reads every character of the text.
#[derive(Debug)]
pub(super) struct Kinds {
    before: Beginnings,
    heads: Beginnings,
    firsts: Box<Characters>,
}

impl<'de> Deserialize<'de> for Kinds {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Words {
            before: Beginnings,
            heads: Beginnings,
        }
        let Words { before, heads } = Words::deserialize(from)?;
        let mut firsts = Box::new(Characters::of(&[]));
        for word in before.words().chain(heads.words()) {
            word.chars().take(1).for_each(|first| firsts.add(first));
        }
        Ok(Self {
            before,
            heads,
            firsts,
        })
    }
}

impl Kinds {
    /// All in `text` that do not overlap, from the left, each with as many words as it has.
    pub(super) fn all_in(&self, text: &str) -> impl Iterator<Item = Span> {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let at = self.firsts.next(text, from)?;
                if let Some(length) = self.begins(&text[at..]) {
                    from = at + length;
                    return Some(Span::new(at, from));
                }
                from = text.ceil_char_boundary(at + 1);
            }
        })
    }

    /// How many bytes of `text` the name has that it begins with.
    pub(super) fn begins(&self, text: &str) -> Option<usize> {
        self.rest(text, 0, &mut Vec::new())
    }

    /// Where the name ends of which `text` holds the first words up to `at`. `dead` are the places
    /// where none goes on: without them 普通高中普通高中…, which is read in two ways each time, would
    /// be tried in all.
    fn rest(&self, text: &str, at: usize, dead: &mut Vec<usize>) -> Option<usize> {
        if dead.contains(&at) {
            return None;
        }
        let rest = &text[at..];
        let mut ends = self.before.all(rest);
        let end = ends
            .find_map(|(word, ())| self.rest(text, at + word.len(), dead))
            .or_else(|| self.heads.longest(rest).map(|(head, ())| at + head.len()));
        if end.is_none() {
            dead.push(at);
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds() -> Kinds {
        serde_json::from_str(r#"{"before":["农村","普通高中","普通","高中","中小学"],"heads":["中小学","学校","学生"]}"#)
            .unwrap()
    }

    fn names(text: &str) -> Vec<&str> {
        kinds().all_in(text).map(|span| span.slice(text)).collect()
    }

    #[test]
    fn a_name_takes_all_words_that_it_has() {
        assert_eq!(
            names("对农村中小学学生和普通高中学校"),
            ["农村中小学学生", "普通高中学校"]
        );
    }

    #[test]
    fn the_words_before_a_head_may_end_in_one() {
        assert_eq!(names("办好农村中小学，发展农村普通高中"), ["农村中小学"]);
    }

    #[test]
    fn words_read_in_two_ways_are_not_tried_in_all() {
        assert!(names(&"普通高中".repeat(300)).is_empty());
    }
}
