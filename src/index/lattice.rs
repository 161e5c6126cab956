//! The word lattice: every dictionary word and every single character of a text, each at the
//! offset of its first character.
//!
//! A word stands in the lattice of a text wherever its characters do, whatever stands around it.
//! That is what makes a phrase over lattice tokens an exact substring search, and it is why only
//! words without ASCII are taken: runs of ASCII letters and digits are cut as wholes, so whether
//! 2012 is a token would depend on its neighbours. Characters cover those.

use crate::segment::Segmenter;
use crate::text::{Script, Text, forms};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name under which the tokenizer is registered with the engine.
pub(crate) const LATTICE: &str = "lattice";

/// Words longer than this are left to their characters; the engine drops tokens over 65,530
/// bytes without a word.
const LONGEST_WORD: usize = 1_000;

/// The form in which texts and queries are compared: the normalised view with ASCII letters in
/// lower case. Same length in bytes as the view.
pub(crate) fn folded(text: &Text) -> String {
    text.view().to_ascii_lowercase()
}

/// A form in which a text may hold what is searched for.
pub(crate) struct Form {
    /// Its folded characters.
    pub(crate) words: String,
    /// The script of the views in which it counts; `None` for all of them.
    pub(crate) script: Option<Script>,
}

/// The forms in which a text may hold these characters: as they are, then in scripts of views.
pub(crate) fn forms_of(text: &str) -> Vec<Form> {
    let words = folded(&Text::new(text));
    let shown = Script::ALL.iter().flat_map(|script| {
        let each = forms(text, *script).into_iter();
        each.map(|form| (form.to_ascii_lowercase(), Some(*script)))
    });
    let others: Vec<(String, Option<Script>)> = shown.filter(|(form, _)| *form != words).collect();
    let all = std::iter::once((words, None)).chain(others);
    all.map(|(words, script)| Form { words, script }).collect()
}

/// The dictionary words of two and more characters in `line`: character offset, byte range.
fn words(segmenter: &Segmenter, line: &str) -> Vec<(usize, std::ops::Range<usize>)> {
    segmenter
        .cut_all(line)
        .into_iter()
        .filter(|t| t.char_end - t.char_start > 1 && t.span.len() <= LONGEST_WORD)
        .filter(|t| t.span.slice(line).bytes().all(|b| !b.is_ascii()))
        .map(|t| (t.char_start, t.span.start..t.span.end))
        .collect()
}

/// The dictionary words of two and more characters in `phrase` (folded), as ranges of characters in
/// order of their starts.
pub(crate) fn words_of(segmenter: &Segmenter, phrase: &str) -> Vec<(usize, usize)> {
    let words = words(segmenter, phrase).into_iter();
    words
        .map(|(start, range)| (start, start + phrase[range].chars().count()))
        .collect()
}

/// The same as far as `is_held` says that texts hold them, without the dictionary: wherever its
/// characters stand in a text, a word stands in the lattice of the text, and no other run of
/// characters does.
pub(crate) fn held_words(phrase: &str, is_held: impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    let borders = borders(phrase);
    let count = borders.len() - 1;
    let mut words = Vec::new();
    for start in 0..count {
        for end in start + 1..=count {
            if phrase.as_bytes()[borders[end - 1]].is_ascii() {
                break;
            }
            if end > start + 1 && is_held(&phrase[borders[start]..borders[end]]) {
                words.push((start, end));
            }
        }
    }
    words
}

/// Where the characters of `text` begin, in bytes, and where it ends.
fn borders(text: &str) -> Vec<usize> {
    let starts = text.char_indices().map(|(at, _)| at);
    starts.chain([text.len()]).collect()
}

/// The fewest lattice tokens that cover `phrase` (folded), with their character offsets: of `words`
/// (ranges of characters in order of their starts) and of single characters.
///
/// Every token asserts the characters it spans, so any cover finds exactly the phrase; the
/// longest words make the rarest terms and the fewest postings to read.
pub(crate) fn cover(phrase: &str, words: Vec<(usize, usize)>) -> Vec<(usize, &str)> {
    let bytes = borders(phrase);
    let count = bytes.len() - 1;
    let mut words = words.into_iter().peekable();
    let mut cover = Vec::new();
    let mut covered = 0;
    let mut best = (0, 0);
    while covered < count {
        while let Some((start, end)) = words.next_if(|(start, _)| *start <= covered) {
            if end > best.1 {
                best = (start, end);
            }
        }
        if best.1 <= covered {
            best = (covered, covered + 1);
        }
        cover.push((best.0, &phrase[bytes[best.0]..bytes[best.1]]));
        covered = best.1;
    }
    cover
}

/// The engine's tokenizer over a segmenter. It expects folded text.
#[derive(Clone)]
pub(crate) struct LatticeTokenizer {
    segmenter: Segmenter,
}

impl LatticeTokenizer {
    pub(crate) fn new(segmenter: &Segmenter) -> Self {
        Self {
            segmenter: segmenter.clone(),
        }
    }
}

impl Tokenizer for LatticeTokenizer {
    type TokenStream<'a> = LatticeStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        LatticeStream {
            segmenter: &self.segmenter,
            rest: text.split_inclusive('\n'),
            line: "",
            line_start: 0,
            chars_before: 0,
            next_char: 0,
            next_byte: 0,
            words: Vec::new().into_iter().peekable(),
            token: Token::default(),
        }
    }
}

/// Goes through the text line by line, so that the words of a long text are never all in memory;
/// no word goes over a line end.
pub(crate) struct LatticeStream<'a> {
    segmenter: &'a Segmenter,
    rest: std::str::SplitInclusive<'a, char>,
    line: &'a str,
    line_start: usize,
    /// Characters before this line.
    chars_before: usize,
    /// The next character of the line, by number and by byte.
    next_char: usize,
    next_byte: usize,
    words: std::iter::Peekable<std::vec::IntoIter<(usize, std::ops::Range<usize>)>>,
    token: Token,
}

impl LatticeStream<'_> {
    fn emit(&mut self, position: usize, range: std::ops::Range<usize>) {
        self.token.text.clear();
        self.token.text.push_str(&self.line[range.clone()]);
        self.token.offset_from = self.line_start + range.start;
        self.token.offset_to = self.line_start + range.end;
        self.token.position = self.chars_before + position;
        self.token.position_length = 1;
    }
}

impl TokenStream for LatticeStream<'_> {
    fn advance(&mut self) -> bool {
        // Words that begin at a character come after the character itself: offsets never go back.
        let next_char = self.next_char;
        if let Some((position, range)) = self.words.next_if(|(at, _)| *at < next_char) {
            self.emit(position, range);
            return true;
        }
        while self.next_byte >= self.line.len() {
            self.line_start += self.line.len();
            self.chars_before += self.next_char;
            let Some(line) = self.rest.next() else {
                self.line = "";
                self.next_char = 0;
                self.next_byte = 0;
                return false;
            };
            self.line = line;
            self.next_char = 0;
            self.next_byte = 0;
            self.words = words(self.segmenter, line).into_iter().peekable();
        }
        let length = self.line[self.next_byte..]
            .chars()
            .next()
            .map_or(1, char::len_utf8);
        self.emit(self.next_char, self.next_byte..self.next_byte + length);
        self.next_char += 1;
        self.next_byte += length;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn tokens(text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = LatticeTokenizer::new(&Segmenter::builtin());
        let mut stream = tokenizer.token_stream(text);
        let mut tokens = Vec::new();
        let mut last = 0;
        while stream.advance() {
            let token = stream.token();
            assert_eq!(&text[token.offset_from..token.offset_to], token.text);
            assert!(token.offset_from >= last, "offsets go back in {text}");
            last = token.offset_from;
            tokens.push((token.position, token.text.clone()));
        }
        tokens
    }

    #[test]
    fn every_word_and_every_character_stand_at_their_offset() {
        let found = tokens("教育\n经费2012年");
        for expected in [
            (0, "教"),
            (0, "教育"),
            (2, "\n"),
            (3, "经费"),
            (5, "2"),
            (9, "年"),
        ] {
            assert!(
                found.contains(&(expected.0, expected.1.to_owned())),
                "{expected:?} in {found:?}"
            );
        }
        assert!(found.iter().all(|(_, t)| t != "2012"), "{found:?}");
    }

    #[test]
    fn a_cover_spells_the_phrase_with_tokens_of_the_lattice() {
        for phrase in [
            "教育经费",
            "义务教育均衡发展",
            "学",
            "2012年底前",
            "，。",
            "a b",
        ] {
            let chars: Vec<char> = phrase.chars().collect();
            let cover = cover(phrase, words_of(&Segmenter::builtin(), phrase));
            let lattice = tokens(phrase);
            let mut spelled = vec![None; chars.len()];
            for (at, token) in &cover {
                assert!(lattice.contains(&(*at, (*token).to_owned())), "{token}");
                for (i, ch) in token.chars().enumerate() {
                    spelled[at + i] = Some(ch);
                }
            }
            let spelled: Vec<char> = spelled.into_iter().flatten().collect();
            assert_eq!(spelled, chars, "{phrase}");
        }
    }

    proptest! {
        #[test]
        fn the_words_of_a_text_cover_what_stands_in_it_as_the_dictionary_does(
            text in "(教育|经费|学区化|集团化|办学|义务教育|均衡|的|2012年|a|，|\\PC){1,20}",
            from in 0..30_usize,
            length in 1..9_usize,
        ) {
            let text = folded(&Text::new(text));
            let held: BTreeSet<String> = tokens(&text).into_iter().map(|(_, token)| token).collect();
            let phrase: String = text.chars().skip(from).take(length).collect();
            // No word goes over a line end.
            prop_assume!(!phrase.contains('\n'));
            prop_assert_eq!(
                cover(&phrase, held_words(&phrase, |word| held.contains(word))),
                cover(&phrase, words_of(&Segmenter::builtin(), &phrase))
            );
        }
    }
}
