//! CSV and TSV with a column of text: one document a row, read row by row.
//!
//! The columns are known by their names ([`columns`]) and fill the fields of a record as
//! JSON does; a column that is not known becomes an attribute.

#[cfg(test)]
mod tests;

use super::origin::Origin;
use super::stream::Stream;
use super::{RawDocument, charset, columns, record};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Decoder;
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// Bytes that the charset and the separator are judged by.
const HEAD: u64 = 256 << 10;

/// The documents of a table.
pub(super) struct Rows {
    reader: csv::Reader<Decoded>,
    origin: Origin,
    header: Vec<String>,
    /// The field of each column.
    fields: Vec<Option<&'static str>>,
    text: usize,
    /// What the first document tells of the file.
    notes: Vec<Diagnostic>,
    row: StringRecord,
    ended: bool,
}

impl Rows {
    /// Reads the names of the columns.
    pub(super) fn new(mut reader: Box<dyn BufRead + Send>, origin: Origin) -> Result<Self> {
        let mut head = Vec::new();
        reader
            .by_ref()
            .take(HEAD)
            .read_to_end(&mut head)
            .map_err(|e| Error::io(&origin.place, e))?;
        let (encoding, note) = charset::judge(&head, (head.len() as u64) < HEAD);
        let whole = std::io::Cursor::new(head.clone()).chain(reader);
        let decoded = Decoded::new(Box::new(whole), encoding.new_decoder());
        let first = encoding.decode(&head).0;
        let mut reader = ReaderBuilder::new()
            .delimiter(separator(&first))
            .has_headers(false)
            // A row of another length is told by its line, and the rest is read.
            .flexible(true)
            .from_reader(decoded);
        reader.get_mut().allow(origin.options.max_document_bytes);
        let mut header = StringRecord::new();
        let fail = |message: String| {
            Error::new(ErrorKind::Format, message)
                .at_path(&origin.place)
                .at_line(1)
        };
        reader
            .read_record(&mut header)
            .map_err(|e| fail(complaint(&e, &origin)))?;
        let header: Vec<String> = header.iter().map(|n| n.trim().to_owned()).collect();
        let fields = columns::fields(header.iter().map(String::as_str));
        let text = fields.iter().position(|f| *f == Some("text"));
        let Some(text) = text else {
            let names = columns::names("text");
            return Err(fail(format!(
                "no column holds the text; the columns are {}; rename the one with the text to “{}” or “{}”",
                listed(&header),
                names.first().map_or("text", String::as_str),
                names.get(1).map_or("text", String::as_str),
            )));
        };
        Ok(Self {
            reader,
            origin,
            header,
            fields,
            text,
            notes: note.into_iter().collect(),
            row: StringRecord::new(),
            ended: false,
        })
    }

    fn document(&mut self, line: u64) -> Result<RawDocument> {
        if self.row.len() != self.header.len() {
            return Err(self.fail(line, format!(
                "the row has {} cells, but the table has {} columns; check its quotation marks and separators",
                self.row.len(),
                self.header.len()
            )));
        }
        let id = format!("{}-{line}", self.origin.id);
        let text = self.row.get(self.text).unwrap_or("");
        let mut document = RawDocument::new(id, text);
        let mut record = Map::new();
        for ((name, field), cell) in self.header.iter().zip(&self.fields).zip(&self.row) {
            if cell.trim().is_empty() || *field == Some("text") {
                continue;
            }
            match field {
                Some(field) if !record.contains_key(*field) => {
                    record.insert((*field).to_owned(), value(field, cell));
                }
                _ => {
                    let name = if name.is_empty() { "column" } else { name };
                    let kept = document.provenance.attributes.entry(name.to_owned());
                    kept.or_insert_with(|| cell.trim().to_owned());
                }
            }
        }
        record::apply(record, &mut document);
        let broken = self.row.iter().flat_map(str::chars);
        let broken = broken.filter(|c| *c == '\u{FFFD}').count();
        if broken > 0 {
            self.notes.push(Diagnostic::new(
                "read.invalid-bytes",
                format!("the row holds {broken} times U+FFFD, which stands for bytes that are no text"),
            )
            .hint("get the file again from its source, or save it as UTF-8 with the right charset"));
        }
        document.diagnostics.splice(0..0, self.notes.drain(..));
        document.path.clone_from(&self.origin.path);
        document.line = Some(line);
        Ok(record::finish(document))
    }

    fn fail(&self, line: u64, message: String) -> Error {
        Error::new(ErrorKind::Format, message)
            .at_path(&self.origin.place)
            .at_line(line)
    }
}

impl Iterator for Rows {
    type Item = Result<RawDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let limit = self.origin.options.max_document_bytes;
            self.reader.get_mut().allow(limit);
            let mut row = std::mem::take(&mut self.row);
            let read = self.reader.read_record(&mut row);
            self.row = row;
            let line = self
                .row
                .position()
                .map_or(self.reader.position().line(), |p| p.line());
            match read {
                Ok(true) => {
                    // A line with nothing but separators is a blank line.
                    if self.row.iter().any(|c| !c.trim().is_empty()) {
                        return Some(self.document(line));
                    }
                }
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let message =
                        format!("{}; the rest is not read", complaint(&error, &self.origin));
                    return Some(Err(self.fail(line, message)));
                }
            }
        }
        None
    }
}

impl Stream for Rows {
    fn bytes(&self) -> u64 {
        self.reader.get_ref().taken
    }
}

/// A cell as the value of a field.
fn value(field: &str, cell: &str) -> Value {
    let cell = cell.trim();
    match field {
        "digest" | "title_only" => match cell.to_lowercase().as_str() {
            "true" | "1" | "是" => Value::Bool(true),
            "false" | "0" | "否" => Value::Bool(false),
            _ => Value::from(cell),
        },
        "sources" => Value::from(vec![cell]),
        _ => Value::from(cell),
    }
}

/// The separator that the first line has most of.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b'\t', 0), (b';', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (separator, count) in &mut counts {
                    *count += usize::from(byte == *separator);
                }
            }
        }
    }
    // Of equal counts the first is meant.
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| *separator)
}

/// Names in a sentence.
fn listed(names: &[String]) -> String {
    const MOST: usize = 30;
    let mut all: Vec<String> = names.iter().take(MOST).map(|n| format!("“{n}”")).collect();
    if names.len() > MOST {
        all.push(format!("and {} more", names.len() - MOST));
    }
    all.join(", ")
}

fn complaint(error: &csv::Error, origin: &Origin) -> String {
    match error.kind() {
        csv::ErrorKind::Io(e) if e.kind() == std::io::ErrorKind::FileTooLarge => format!(
            "the row is longer than the limit of {} bytes for one document; check its quotation marks, or raise max_document_bytes",
            origin.options.max_document_bytes
        ),
        _ => format!("the table cannot be read ({error}); check the file"),
    }
}

/// A stream decoded to UTF-8 bit by bit, which stops in a row that is too long.
struct Decoded {
    source: Box<dyn Read + Send>,
    decoder: Decoder,
    raw: Vec<u8>,
    /// Where the raw bytes that are not decoded yet start.
    at: usize,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
    /// Bytes that may still be given for this row.
    left: u64,
    taken: u64,
}

impl Decoded {
    const STEP: usize = 64 << 10;

    fn new(source: Box<dyn Read + Send>, decoder: Decoder) -> Self {
        Self {
            source,
            decoder,
            raw: Vec::new(),
            at: 0,
            ready: Vec::new(),
            given: 0,
            ended: false,
            left: 0,
            taken: 0,
        }
    }

    /// Starts a row of at most `bytes`, and what may have been read ahead of it.
    fn allow(&mut self, bytes: u64) {
        self.left = bytes.saturating_add(Self::STEP as u64);
    }

    fn fill(&mut self) -> std::io::Result<()> {
        self.ready.clear();
        self.given = 0;
        while self.ready.is_empty() && !self.ended {
            if self.at == self.raw.len() {
                self.raw.resize(Self::STEP, 0);
                let got = self.source.read(&mut self.raw)?;
                self.raw.truncate(got);
                self.at = 0;
                self.taken += got as u64;
            }
            let last = self.raw.is_empty();
            let mut text = String::with_capacity(Self::STEP);
            let (result, read, _) =
                self.decoder
                    .decode_to_string(&self.raw[self.at..], &mut text, last);
            self.at += read;
            self.ended = last && result == encoding_rs::CoderResult::InputEmpty;
            self.ready = text.into_bytes();
        }
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        if self.given == self.ready.len() {
            self.fill()?;
        }
        let rest = &self.ready[self.given..];
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        let count = rest.len().min(into.len()).min(most);
        into[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        self.left -= count as u64;
        Ok(count)
    }
}
