//! From the characters of a query to its lexemes.

use super::{Lexeme, Reader, values};
use crate::error::Result;

impl Reader {
    /// Cuts the query into lexemes.
    pub(super) fn scan(&mut self) -> Result<()> {
        let mut at = 0;
        while let Some(&ch) = self.chars.get(at) {
            let lexeme = match ch {
                _ if is_space(ch) => {
                    at += 1;
                    continue;
                }
                '(' | '（' => (at + 1, Lexeme::Open),
                ')' | '）' => (at + 1, Lexeme::Close),
                _ if opens_quotes(ch) => {
                    let (end, text) = self.quotes(at)?;
                    (end, Lexeme::Words { text, quoted: true })
                }
                '/' => match self.slashes(at) {
                    Some((end, pattern)) => (end, Lexeme::Regex(pattern)),
                    None => self.word(at)?,
                },
                '~' | '～' if self.chars.get(at + 1).is_some_and(|&next| !ends_word(next)) => {
                    let (end, text) = match self.chars[at + 1] {
                        next if opens_quotes(next) => self.quotes(at + 1)?,
                        _ => {
                            let end = self.word_end(at + 1);
                            (end, self.chars[at + 1..end].iter().collect())
                        }
                    };
                    (end, Lexeme::Alike(text))
                }
                '”' => {
                    self.problem(
                        at,
                        "this quote was not opened",
                        "open it before the phrase with “",
                        "it was ignored",
                    )?;
                    at += 1;
                    continue;
                }
                '-' | '－'
                    if self.chars.get(at + 1).is_some_and(|&next| {
                        !is_space(next) && !matches!(next, '-' | '－' | ')' | '）' | '”')
                    }) =>
                {
                    (at + 1, Lexeme::Not)
                }
                _ => self.word(at)?,
            };
            self.lexemes.push((at, lexeme.1));
            at = lexeme.0;
        }
        Ok(())
    }

    /// The phrase in quotes that open at `at`, and where it ends.
    fn quotes(&mut self, at: usize) -> Result<(usize, String)> {
        let close: &[char] = match self.chars[at] {
            '“' => &['”'],
            '「' => &['」'],
            '『' => &['』'],
            _ => &['"', '＂'],
        };
        let end = (at + 1..self.chars.len()).find(|&i| close.contains(&self.chars[i]));
        if let Some(end) = end {
            return Ok((end + 1, self.chars[at + 1..end].iter().collect()));
        }
        self.problem(
            at,
            "this quote is not closed",
            "close it after the phrase",
            "it was closed at the end",
        )?;
        Ok((self.chars.len(), self.chars[at + 1..].iter().collect()))
    }

    /// The pattern between slashes of which the first stands at `at`, and where it ends.
    fn slashes(&self, at: usize) -> Option<(usize, String)> {
        let mut pattern = String::new();
        let mut escaped = false;
        for (index, &ch) in self.chars.iter().enumerate().skip(at + 1) {
            match ch {
                '/' if !escaped => return Some((index + 1, pattern)),
                '/' => pattern.push('/'),
                '\\' if !escaped => {
                    escaped = true;
                    continue;
                }
                ch if escaped => pattern.extend(['\\', ch]),
                ch => pattern.push(ch),
            }
            escaped = false;
        }
        None
    }

    /// The word, operator or field that begins at `at`, and where it ends.
    fn word(&mut self, at: usize) -> Result<(usize, Lexeme)> {
        let end = self.word_end(at);
        let colon = (at..end).find(|&i| matches!(self.chars[i], ':' | '：'));
        if let Some(colon) = colon.filter(|&c| c > at) {
            let name = &self.chars[at..colon];
            if name.iter().all(|ch| ch.is_ascii_alphabetic() || *ch == '-') {
                let name = name.iter().collect::<String>().to_ascii_lowercase();
                let value = colon + 1;
                let (end, value) = match self.chars.get(value) {
                    Some(&first) if opens_quotes(first) => self.quotes(value)?,
                    _ => (end, self.chars[value..end].iter().collect()),
                };
                return Ok((end, Lexeme::Field { name, value }));
            }
        }
        let text: String = self.chars[at..end].iter().collect();
        let lexeme = match text.as_str() {
            "AND" | "&" | "&&" | "＆" => Lexeme::And,
            "OR" | "|" | "||" | "｜" => Lexeme::Or,
            "NOT" => Lexeme::Not,
            _ => match values::within(&text) {
                Some(within) => Lexeme::Near(within),
                None => Lexeme::Words {
                    text,
                    quoted: false,
                },
            },
        };
        Ok((end, lexeme))
    }

    fn word_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(&ch) = self.chars.get(at) {
            if let Some(end) = self.year_in_brackets(at).filter(|_| at > start) {
                at = end;
            } else if ends_word(ch) || opens_quotes(ch) {
                break;
            } else {
                at += 1;
            }
        }
        at
    }

    /// Where the brackets end that open at `at` and hold a year: those of a document number.
    fn year_in_brackets(&self, at: usize) -> Option<usize> {
        let inside = self.chars.get(at + 1..at + 6)?;
        let digits = |ch: &char| ch.is_ascii_digit() || matches!(ch, '０'..='９');
        (matches!(self.chars[at], '(' | '（')
            && inside[..4].iter().all(digits)
            && matches!(inside[4], ')' | '）'))
        .then_some(at + 6)
    }
}

/// Whether quotes open with it.
fn opens_quotes(ch: char) -> bool {
    matches!(ch, '"' | '“' | '＂' | '「' | '『')
}

/// Whether no word begins with it, and none goes on.
fn ends_word(ch: char) -> bool {
    is_space(ch) || matches!(ch, '(' | ')' | '（' | '）' | '”' | '」' | '』')
}

/// White space, and what prints nothing: a pasted zero-width space is not a word.
fn is_space(ch: char) -> bool {
    ch.is_whitespace()
        || matches!(
            ch,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}
