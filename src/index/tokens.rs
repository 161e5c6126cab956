//! How a lattice reaches the engine: its words are found where a text is prepared and written before
//! the text, and the engine's tokenizer reads them there.
//!
//! Were they looked up in the tokenizer, dictionary and engine would take turns at every provision and
//! each push the other's tables out of the processor's cache; that costs half as much again as the
//! look-up itself.

use super::lattice::words;
use crate::segment::Segmenter;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name under which the tokenizer is registered with the engine.
pub(crate) const LATTICE: &str = "lattice";

/// What stands between the words and the text; no digit of a word's figures.
const END: char = '\0';

/// A figure is written in digits of five bits, the lowest first; the last one is marked.
const BITS: usize = 5;
const DIGITS: usize = 1 << BITS;
const MORE: u8 = 0x20;
const LAST: u8 = 0x40;

/// A folded text as the tokenizer expects it: of each word how many characters it begins after the
/// word before, and its length in bytes; then the text.
pub(crate) fn with_words(segmenter: &Segmenter, text: &str) -> String {
    let mut written = String::with_capacity(text.len() + text.len() / 2 + 1);
    let mut last = 0;
    let mut before = 0;
    // Line by line: the words of a long text are never all in memory, and none goes over a line end.
    for line in text.split_inclusive('\n') {
        for word in words(segmenter, line) {
            let start = before + word.char_start;
            write(start - last, &mut written);
            write(word.span.len(), &mut written);
            last = start;
        }
        before += line.chars().count();
    }
    written.push(END);
    written.push_str(text);
    written
}

fn write(mut figure: usize, to: &mut String) {
    while figure >= DIGITS {
        to.push(char::from(MORE | low(figure)));
        figure >>= BITS;
    }
    to.push(char::from(LAST | low(figure)));
}

/// The lowest digit.
fn low(figure: usize) -> u8 {
    (figure % DIGITS) as u8
}

/// The engine's tokenizer over texts [with their words](with_words).
#[derive(Clone)]
pub(crate) struct LatticeTokenizer;

impl Tokenizer for LatticeTokenizer {
    type TokenStream<'a> = LatticeStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let (words, text) = text.split_once(END).unwrap_or(("", text));
        let mut stream = LatticeStream {
            words: words.bytes(),
            word: None,
            text,
            chars: 0,
            bytes: 0,
            last: 0,
            token: Token::default(),
        };
        stream.word = stream.next_word(0);
        stream
    }
}

/// Each character of the text, and after it the words that begin with it, shorter ones first.
pub(crate) struct LatticeStream<'a> {
    words: std::str::Bytes<'a>,
    /// The next word: the character it begins with, and its length in bytes.
    word: Option<(usize, usize)>,
    text: &'a str,
    /// The characters that were given, and their bytes.
    chars: usize,
    bytes: usize,
    /// Where the last of them begins.
    last: usize,
    token: Token,
}

impl LatticeStream<'_> {
    fn next_word(&mut self, last: usize) -> Option<(usize, usize)> {
        let start = last + self.figure()?;
        Some((start, self.figure()?))
    }

    fn figure(&mut self) -> Option<usize> {
        let mut figure = 0;
        let mut shift = 0;
        loop {
            let digit = self.words.next()?;
            figure |= (usize::from(digit) % DIGITS) << shift;
            if digit & LAST != 0 {
                return Some(figure);
            }
            shift += BITS;
        }
    }

    fn give(&mut self, position: usize, from: usize, to: usize) -> bool {
        self.token.text.clear();
        self.token
            .text
            .push_str(self.text.get(from..to).unwrap_or_default());
        self.token.offset_from = from;
        self.token.offset_to = to;
        self.token.position = position;
        self.token.position_length = 1;
        true
    }
}

impl TokenStream for LatticeStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some((start, length)) = self.word.filter(|(start, _)| *start < self.chars) {
            self.word = self.next_word(start);
            return self.give(start, self.last, self.last + length);
        }
        let Some(next) = self.text[self.bytes..].chars().next() else {
            return false;
        };
        self.last = self.bytes;
        self.bytes += next.len_utf8();
        self.chars += 1;
        self.give(self.chars - 1, self.last, self.bytes)
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// The tokens of a folded text, each after its position.
#[cfg(test)]
pub(super) fn tokens(text: &str) -> Vec<(usize, String)> {
    let written = with_words(&Segmenter::builtin(), text);
    let mut tokenizer = LatticeTokenizer;
    let mut stream = tokenizer.token_stream(&written);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn the_tokens_of_a_text_are_its_characters_and_its_words(
            text in "(教育|经费|义务教育均衡发展|\n|\0|2012年|\\PC|a{1,80}){0,30}",
        ) {
            let mut expected: Vec<(usize, usize, String)> = text
                .chars()
                .enumerate()
                .map(|(at, ch)| (at, 0, ch.to_string()))
                .collect();
            for word in words(&Segmenter::builtin(), &text) {
                let length = word.char_end - word.char_start;
                expected.push((word.char_start, length, word.span.slice(&text).to_owned()));
            }
            expected.sort();
            let expected: Vec<(usize, String)> =
                expected.into_iter().map(|(at, _, token)| (at, token)).collect();
            prop_assert_eq!(tokens(&text), expected);
        }

        #[test]
        fn a_figure_is_read_as_it_was_written(figures in proptest::collection::vec(0..9_000_usize, 0..9)) {
            let mut written = String::new();
            for figure in &figures {
                write(*figure, &mut written);
            }
            prop_assert!(written.bytes().all(|b| b != 0 && b.is_ascii()));
            let mut stream = LatticeStream {
                words: written.bytes(),
                word: None,
                text: "",
                chars: 0,
                bytes: 0,
                last: 0,
                token: Token::default(),
            };
            let read: Vec<usize> = std::iter::from_fn(|| stream.figure()).collect();
            prop_assert_eq!(read, figures);
        }
    }
}
