//! [`Back`]: a reader that goes from the end of a number to its beginning.

/// Reads `text` backwards from `at`. Every step is bounded, so that a text of nothing but digits
/// or spaces costs no more than another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Back<'t> {
    text: &'t str,
    /// The byte that what was read begins at.
    pub(super) at: usize,
}

/// How many spaces or line ends may stand between the parts of a number.
const GAP: usize = 8;

impl<'t> Back<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// The character before.
    pub(super) fn peek(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// Takes the longest run of characters that `takes` lets pass, at most `most` of them.
    pub(super) fn run(&mut self, most: usize, takes: impl Fn(char) -> bool) -> &'t str {
        let end = self.at;
        for ch in self.text[..end].chars().rev().take(most) {
            if !takes(ch) {
                break;
            }
            self.at -= ch.len_utf8();
        }
        &self.text[self.at..end]
    }

    /// Takes the character before where `takes` lets it pass.
    pub(super) fn eat(&mut self, takes: impl Fn(char) -> bool) -> Option<char> {
        let ch = self.peek().filter(|c| takes(*c))?;
        self.at -= ch.len_utf8();
        Some(ch)
    }

    /// Takes `word` where it stands before.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.text[..self.at].ends_with(word);
        if found {
            self.at -= word.len();
        }
        found
    }

    /// Takes spaces.
    pub(super) fn spaces(&mut self) {
        self.run(GAP, |c| matches!(c, ' ' | '\t'));
    }

    /// Takes spaces and line ends.
    pub(super) fn lines(&mut self) {
        self.run(GAP, char::is_whitespace);
    }
}
