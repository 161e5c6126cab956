//! The parts that RTF is made of.

/// One part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word12`, with its number.
    Word(&'a [u8], Option<i32>),
    /// `\*` and other signs after a backslash.
    Symbol(u8),
    /// `\'b9`, a byte in hexadecimal digits.
    Hex(u8),
    /// One byte of text.
    Byte(u8),
}

/// The parts of a file, one after the other.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += usize::from(byte.is_some());
        byte
    }

    fn while_next(&mut self, fits: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|b| !fits(*b)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let byte = *self.bytes.get(self.at)?;
        if byte == b'\'' {
            self.at += 1;
            let digits = self.bytes.get(self.at..self.at + 2)?;
            let code = std::str::from_utf8(digits).ok();
            let code = code.and_then(|d| u8::from_str_radix(d, 16).ok());
            return Some(match code {
                Some(code) => {
                    self.at += 2;
                    Token::Hex(code)
                }
                None => Token::Byte(b'\''),
            });
        }
        if !byte.is_ascii_alphabetic() {
            self.at += 1;
            return Some(match byte {
                // A line end after a backslash ends the paragraph.
                b'\r' | b'\n' => Token::Word(b"par", None),
                b'\t' => Token::Word(b"tab", None),
                b'\\' | b'{' | b'}' => Token::Byte(byte),
                _ => Token::Symbol(byte),
            });
        }
        let word = self.while_next(|b| b.is_ascii_alphabetic());
        let minus = self.bytes.get(self.at) == Some(&b'-')
            && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
        self.at += usize::from(minus);
        let digits = self.while_next(|b| b.is_ascii_digit());
        let number = std::str::from_utf8(digits)
            .ok()
            .and_then(|d| d.parse::<i32>().ok())
            .map(|n| if minus { -n } else { n });
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if word == b"bin" {
            // Raw bytes follow, whatever they look like.
            let length = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
        }
        Some(Token::Word(word, number))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            return Some(match self.take()? {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => self.control()?,
                b'\r' | b'\n' | 0 => continue,
                b'\t' => Token::Word(b"tab", None),
                byte => Token::Byte(byte),
            });
        }
    }
}
