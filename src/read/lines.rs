//! JSON Lines: one document a line, read line by line.

use super::origin::Origin;
use super::stream::Stream;
use super::utf8::Utf8;
use super::{RawDocument, ReadOptions, charset, json};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};
use serde_json::Value;
use std::io::{BufRead, Read};

/// A buffer larger than this is not kept for the next line.
const KEEP: usize = 1 << 20;

/// A stream of JSON Lines.
pub(super) struct Lines {
    reader: Utf8,
    origin: Origin,
    limit: u64,
    line: u64,
    /// Bytes of UTF-8 before the next line.
    bytes: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl Lines {
    pub(super) fn new(
        reader: Box<dyn BufRead + Send>,
        origin: Origin,
        options: &ReadOptions,
    ) -> Self {
        Self {
            reader: Utf8::new(reader),
            origin,
            limit: options.max_document_bytes,
            line: 0,
            bytes: 0,
            buffer: Vec::new(),
            ended: false,
        }
    }

    fn error(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Format, message)
            .at_path(&self.origin.place)
            .at_line(self.line)
    }

    /// Fills the buffer with the next line; `false` at the end, an error for a line that is too
    /// long, which is passed over without being kept.
    fn advance(&mut self) -> Result<bool> {
        self.buffer.clear();
        self.buffer.shrink_to(KEEP);
        // One byte more than the limit tells a line that fits from one that does not.
        let most = self.limit.saturating_add(1);
        let taken = self
            .reader
            .by_ref()
            .take(most)
            .read_until(b'\n', &mut self.buffer);
        let taken = taken.map_err(|e| self.broken(e))? as u64;
        self.bytes += taken;
        if taken == 0 {
            return Ok(false);
        }
        self.line += 1;
        if self.buffer.last() == Some(&b'\n') {
            self.buffer.pop();
        } else if taken == most {
            let rest = self.reader.skip_until(b'\n').map_err(|e| self.broken(e))?;
            self.bytes += rest as u64;
            self.buffer.clear();
            return Err(self.error(format!(
                "the line is {} bytes long, more than the limit of {} for one document; split it, or raise max_document_bytes",
                taken + rest as u64,
                self.limit
            )));
        }
        Ok(true)
    }

    /// A stream that broke off gives one error and ends.
    fn broken(&mut self, error: std::io::Error) -> Error {
        self.ended = true;
        Error::io(&self.origin.place, error).at_line(self.line + 1)
    }

    fn document(&self, line: &[u8], offset: u64) -> Result<RawDocument> {
        // Most lines are what they should be, and their strings are checked in one look.
        let (value, damage) = match serde_json::from_slice(line) {
            Ok(value) => (value, None),
            Err(_) => self.value(line, offset)?,
        };
        let mut document = json::document(value, format!("{}-{}", self.origin.id, self.line))
            .map_err(|message| self.error(message))?;
        document.diagnostics.splice(0..0, damage);
        document.path = self.origin.path.clone();
        document.line = Some(self.line);
        Ok(document)
    }

    /// The value of a line that is not JSON in UTF-8: its bytes may be another charset's.
    fn value(&self, line: &[u8], offset: u64) -> Result<(Value, Option<Diagnostic>)> {
        let (text, damage) = charset::decode_line(line, offset);
        let value = serde_json::from_str(&text).map_err(|error| {
            let hint = if damage.is_some() {
                "the line also holds bytes that are not UTF-8; convert the file to UTF-8"
            } else {
                "each line must be one JSON object with a “text”"
            };
            let message = format!(
                "not valid JSON at byte {} of the line: {}; {hint}",
                error.column(),
                json::complaint(&error)
            );
            self.error(message).because(error)
        })?;
        Ok((value, damage))
    }
}

impl Iterator for Lines {
    type Item = Result<RawDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let offset = self.bytes;
            match self.advance() {
                Ok(true) => {}
                Ok(false) => self.ended = true,
                Err(error) => return Some(Err(error)),
            }
            let mut line = self.buffer.as_slice();
            let mut skipped = 0;
            if self.line == 1
                && let Some(rest) = line.strip_prefix(b"\xEF\xBB\xBF")
            {
                line = rest;
                skipped = 3;
            }
            if !line.trim_ascii().is_empty() {
                let mut document = self.document(line, offset + skipped);
                if self.reader.take_damage()
                    && let Ok(document) = &mut document
                {
                    document.diagnostics.insert(0, half_characters());
                }
                return Some(document);
            }
        }
        None
    }
}

impl Stream for Lines {
    /// As the stream stores them.
    fn bytes(&self) -> u64 {
        self.reader.taken()
    }
}

/// The stream is decoded ahead of its lines, so the line is known only about.
fn half_characters() -> Diagnostic {
    Diagnostic::new(
        "read.invalid-bytes",
        "here or a few lines on the file holds halves of characters that are not valid UTF-16; they stand as U+FFFD",
    )
    .hint("get the file again from its source")
}
