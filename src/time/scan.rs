//! The small words of the grammar: characters, spaces, numerals, dashes.

use crate::numeral;

/// A text that is read at byte positions; every position is a character border.
#[derive(Clone, Copy)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
}

/// How a numeral is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    /// `2012`
    Arabic,
    /// `二〇一二`: digits in their places.
    Digits,
    /// `二十一`: with 十, 百, 千.
    Counted,
}

/// A numeral in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many characters it has.
    pub(super) len: usize,
    pub(super) style: Style,
    pub(super) end: usize,
}

/// Longer numerals are no part of a date.
const LONGEST: usize = 12;

impl<'t> Scan<'t> {
    pub(super) fn rest(self, at: usize) -> &'t str {
        count(1);
        self.text.get(at..).unwrap_or_default()
    }

    pub(super) fn char(self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    pub(super) fn before(self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|t| t.chars().next_back())
    }

    /// The end of `word` where it stands at `at`.
    pub(super) fn word(self, at: usize, word: &str) -> Option<usize> {
        begins(self.rest(at), word).then(|| at + word.len())
    }

    /// The end of the first of `words` that stands at `at`.
    pub(super) fn any(self, at: usize, words: &[&str]) -> Option<usize> {
        let rest = self.rest(at);
        let word = words.iter().find(|word| begins(rest, word))?;
        Some(at + word.len())
    }

    pub(super) fn is_char(self, at: usize, chars: &str) -> bool {
        self.char(at).is_some_and(|c| among(c, chars))
    }

    pub(super) fn was_char(self, at: usize, chars: &str) -> bool {
        self.before(at).is_some_and(|c| among(c, chars))
    }

    /// Whether one of `words` ends at `at`.
    pub(super) fn ends(self, at: usize, words: &[&str]) -> bool {
        self.text
            .get(..at)
            .is_some_and(|t| words.iter().any(|w| t.ends_with(w)))
    }

    /// Before the spaces that end at `at`.
    pub(super) fn trimmed(self, at: usize) -> usize {
        let text = self.text.get(..at).unwrap_or_default();
        let few = text.bytes().rev().take(3).take_while(|b| *b == b' ');
        at - few.count()
    }

    /// After up to three spaces.
    pub(super) fn spaces(self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at;
        while end < at + 3 && matches!(bytes.get(end), Some(b' ' | b'\t')) {
            end += 1;
        }
        end
    }

    /// After spaces and at most one line break: hard-wrapped text parts a numeral from its 年.
    pub(super) fn gap(self, at: usize) -> usize {
        let end = self.spaces(at);
        self.word(end, "\n").map_or(end, |next| self.spaces(next))
    }

    /// The numeral at `at`; `None` also where it is too long to be part of a date.
    pub(super) fn number(self, at: usize) -> Option<Number> {
        let rest = self.rest(at);
        let arabic = rest
            .bytes()
            .take_while(u8::is_ascii_digit)
            .take(LONGEST + 1);
        let len = arabic.count();
        if len > LONGEST {
            return None;
        }
        if len > 0 {
            let value = rest.get(..len)?.parse().ok()?;
            return Some(Number {
                value,
                len,
                style: Style::Arabic,
                end: at + len,
            });
        }
        let (mut end, mut len, mut counted) = (at, 0, false);
        // Whether a character stands for another.
        let mut typed = false;
        for ch in rest.chars() {
            let read = as_numeral(ch, len > 0);
            if read.is_ascii() || !numeral::is_numeral(read) {
                break;
            }
            typed |= read != ch;
            len += 1;
            if len > LONGEST {
                return None;
            }
            counted |= numeral::digit(read).is_none();
            end += ch.len_utf8();
        }
        let written = self.text.get(at..end)?;
        let value = if typed {
            let read = written.char_indices().map(|(i, c)| as_numeral(c, i > 0));
            numeral::value(&read.collect::<String>())?
        } else {
            numeral::value(written)?
        };
        let style = if counted || (len == 1) {
            Style::Counted
        } else {
            Style::Digits
        };
        Some(Number {
            value,
            len,
            style,
            end,
        })
    }

    /// The end of the run of numeral characters of one script at `at`.
    pub(super) fn numeral_end(self, at: usize) -> usize {
        let rest = self.rest(at);
        let ascii = rest.starts_with(|c: char| c.is_ascii_digit());
        let len = rest
            .find(|c: char| {
                if ascii {
                    !c.is_ascii_digit()
                } else {
                    c.is_ascii() || !numeral::is_numeral(c)
                }
            })
            .unwrap_or(rest.len());
        count(len);
        at + len
    }

    /// After what joins the two ends of a range.
    pub(super) fn dash(self, at: usize) -> Option<usize> {
        let at = self.spaces(at);
        if let Some(end) = self.any(at, &["至", "到"]) {
            return Some(self.spaces(end));
        }
        let mut end = at;
        for ch in self.rest(at).chars().take(3) {
            if !is_dash(ch) {
                break;
            }
            end += ch.len_utf8();
        }
        (end > at).then(|| self.spaces(end))
    }
}

/// Whether `text` begins with `word`. Nearly always it does not, and the third byte of a Chinese
/// character tells it from others where the first does not.
#[inline]
fn begins(text: &str, word: &str) -> bool {
    let third = |text: &str| text.as_bytes().get(2).copied();
    (word.len() < 3 || third(text) == third(word)) && text.starts_with(word)
}

/// Whether `ch` is one of these few.
#[inline]
pub(super) fn among(ch: char, few: &str) -> bool {
    few.chars().any(|one| one == ch)
}

/// `ch` as the numeral it stands for; `inside` after another.
fn as_numeral(ch: char, inside: bool) -> char {
    match ch {
        // The zero of typed Chinese years: 二OO九年, 二0一二年.
        '0' | 'O' | 'o' | 'Ο' | 'О' if inside => '〇',
        '兩' => '两',
        _ => ch,
    }
}

pub(super) fn is_dash(ch: char) -> bool {
    matches!(
        ch,
        '-' | '—'
            | '–'
            | '－'
            | '～'
            | '~'
            | '−'
            | '―'
            | '─'
            | '‐'
            | '‑'
            | '﹣'
            | '〜'
            | '∼'
    )
}

/// The words of the clause that ends `text`, no further back than so many bytes.
pub(super) fn last_clause(text: &str, reach: usize) -> &str {
    let from = text.floor_char_boundary(text.len().saturating_sub(reach));
    text[from..].rsplit(is_stop).next().unwrap_or_default()
}

/// Whether `ch` ends a clause.
pub(super) fn is_stop(ch: char) -> bool {
    matches!(
        ch,
        '，' | '。'
            | '；'
            | '：'
            | '！'
            | '？'
            | ','
            | ';'
            | ':'
            | '\n'
            | '（'
            | '）'
            | '、'
            | ' '
            | '\t'
            | '《'
            | '》'
            | '“'
            | '”'
            | '】'
            | '【'
    )
}

#[cfg(test)]
thread_local! {
    /// How often this thread looked into a text, which must grow as the text does.
    pub(super) static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts looks into the text in tests; nothing elsewhere.
#[inline]
fn count(looks: usize) {
    #[cfg(test)]
    LOOKS.set(LOOKS.get() + looks);
    #[cfg(not(test))]
    let _ = looks;
}
