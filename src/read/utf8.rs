//! A stream of bytes as a stream of UTF-8, whatever its byte order mark says.

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};
use std::io::{BufRead, Read, Result};

/// Room for text that has been decoded and not been taken.
const ROOM: usize = 64 << 10;

/// A reader that gives UTF-8. UTF-16, told by its mark or by the zeros of a first ASCII character
/// (`{` of JSON, a heading of CSV), is decoded on the way; anything else passes unchanged, a mark
/// of UTF-8 too.
pub(super) struct Utf8 {
    inner: Box<dyn BufRead + Send>,
    begun: bool,
    decoder: Option<Decoder>,
    text: Vec<u8>,
    at: usize,
    /// Bytes taken from the stream itself.
    taken: u64,
    damaged: bool,
}

impl Utf8 {
    pub(super) fn new(inner: Box<dyn BufRead + Send>) -> Self {
        Self {
            inner,
            begun: false,
            decoder: None,
            text: Vec::new(),
            at: 0,
            taken: 0,
            damaged: false,
        }
    }

    /// Bytes taken from the stream so far, as it stores them.
    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    /// Whether halves of characters were replaced since this was last asked.
    pub(super) fn take_damage(&mut self) -> bool {
        std::mem::take(&mut self.damaged)
    }

    fn begin(&mut self) -> Result<()> {
        self.begun = true;
        let (encoding, mark) = match self.inner.fill_buf()? {
            [0xFF, 0xFE, ..] => (UTF_16LE, 2),
            [0xFE, 0xFF, ..] => (UTF_16BE, 2),
            [1..=0x7F, 0, ..] => (UTF_16LE, 0),
            [0, 1..=0x7F, ..] => (UTF_16BE, 0),
            _ => return Ok(()),
        };
        self.inner.consume(mark);
        self.taken += mark as u64;
        self.decoder = Some(encoding.new_decoder_without_bom_handling());
        self.text.resize(ROOM, 0);
        self.text.truncate(0);
        Ok(())
    }

    /// Decodes until there is text or the stream ends.
    fn decode(&mut self) -> Result<()> {
        let Some(decoder) = &mut self.decoder else {
            return Ok(());
        };
        loop {
            let bytes = self.inner.fill_buf()?;
            let last = bytes.is_empty();
            self.text.resize(ROOM, 0);
            let (result, read, written, damaged) =
                decoder.decode_to_utf8(bytes, &mut self.text, last);
            self.text.truncate(written);
            self.at = 0;
            self.damaged |= damaged;
            self.inner.consume(read);
            self.taken += read as u64;
            if last && result == CoderResult::InputEmpty {
                // A decoder that was told of the end must not be asked again.
                self.decoder = None;
                return Ok(());
            }
            if written > 0 {
                return Ok(());
            }
        }
    }
}

impl Read for Utf8 {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let from = self.fill_buf()?;
        let count = from.len().min(into.len());
        into[..count].copy_from_slice(&from[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Utf8 {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if !self.begun {
            self.begin()?;
        }
        if self.at >= self.text.len() {
            if self.decoder.is_none() {
                return self.inner.fill_buf();
            }
            self.decode()?;
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.text.len() {
            self.at = (self.at + count).min(self.text.len());
        } else {
            self.inner.consume(count);
            self.taken += count as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor};

    #[test]
    fn utf16_comes_out_as_utf8() {
        let text = format!("{{\"text\":\"{}一😀\"}}\n", "教育".repeat(40_000));
        for big in [false, true] {
            for mark in [&[][..], &[0xFEFF]] {
                let bytes: Vec<u8> = mark
                    .iter()
                    .copied()
                    .chain(text.encode_utf16())
                    .flat_map(|unit| {
                        if big {
                            unit.to_be_bytes()
                        } else {
                            unit.to_le_bytes()
                        }
                    })
                    .collect();
                let length = bytes.len() as u64;
                // Room for few bytes cuts characters in two.
                let inner = BufReader::with_capacity(3, Cursor::new(bytes));
                let mut reader = Utf8::new(Box::new(inner));
                let mut read = String::new();
                reader.read_to_string(&mut read).unwrap();
                assert!(read == text, "{big} {mark:?}");
                assert_eq!(reader.taken(), length);
                assert!(!reader.take_damage());
                assert_eq!(reader.read(&mut [0; 4]).unwrap(), 0);
            }
        }
        let mut reader = Utf8::new(Box::new(Cursor::new(b"\xFF\xFE\x2D\x4E\x00\xD8".to_vec())));
        let mut read = String::new();
        reader.read_to_string(&mut read).unwrap();
        assert_eq!(read, "中\u{FFFD}");
        assert!(reader.take_damage() && !reader.take_damage());
    }

    #[test]
    fn other_bytes_pass_unchanged() {
        for bytes in [&b"\xEF\xBB\xBF{}\n"[..], b"\xD6\xD0\xB9\xFA", b"a", b""] {
            let mut reader = Utf8::new(Box::new(Cursor::new(bytes.to_vec())));
            let mut read = Vec::new();
            reader.read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes);
            assert_eq!(reader.taken(), bytes.len() as u64);
        }
    }
}
