//! To the streams: listings, highlights, errors.

use crate::args::Format;
use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use zhengce::export::{Cell, Row, write_csv, write_jsonl};
use zhengce::{Document, Error, ErrorKind, Result, Span};

/// The style of words that were looked for.
pub(crate) const HIT: Style = AnsiColor::Red.on_default().bold();
/// The style of addresses and dates.
pub(crate) const PLACE: Style = AnsiColor::Cyan.on_default();
/// The style of titles.
pub(crate) const TITLE: Style = Style::new().bold();

/// Writes rows in a format.
pub(crate) fn listing<R: Row>(rows: &[R], format: Format) -> Result<()> {
    match format {
        Format::Table => table(rows),
        // Data goes out as it is: nothing in a text is taken for a colour and stripped.
        Format::Jsonl => write_jsonl(rows, BufWriter::new(io::stdout())),
        Format::Csv => write_csv(rows, BufWriter::new(io::stdout())),
    }
}

/// Writes a file that appears when it is whole: an older one is kept until then. A link stays, and
/// what it leads to is written; a pipe, a device and what a shell led a stream to (`/dev/stdout`) is
/// written to where it stands.
pub(crate) fn to_file<T>(path: &Path, write: impl FnOnce(File) -> Result<T>) -> Result<T> {
    let is_system = ["/dev", "/proc"].iter().any(|root| path.starts_with(root));
    let is_stream = |there: std::fs::Metadata| !there.is_file() && !there.is_dir();
    if is_system || std::fs::metadata(path).is_ok_and(is_stream) {
        let stream = File::options().append(true).open(path);
        return write(stream.map_err(|e| Error::io(path, e))?);
    }
    let leads_to = path.canonicalize();
    let path = leads_to.as_deref().unwrap_or(path);
    let mut name = path
        .file_name()
        .filter(|_| !path.is_dir())
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Argument,
                "the output must be a file, not a folder",
            )
            .at_path(path)
        })?
        .to_owned();
    name.push(".unfinished");
    let unfinished = path.with_file_name(name);
    let file = File::create(&unfinished).map_err(|e| Error::io(&unfinished, e))?;
    let written = write(file).inspect_err(|_| {
        let _ = std::fs::remove_file(&unfinished);
    })?;
    std::fs::rename(&unfinished, path).map_err(|e| Error::io(path, e))?;
    Ok(written)
}

/// A line under the header, none between rows.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::new('─', '─', '─', '─'));

fn table<R: Row>(rows: &[R]) -> Result<()> {
    let Some(first) = rows.first() else {
        return Ok(());
    };
    let mut table = Table::new();
    table
        .load_style(STYLE)
        // A wide table stays one line a row: `| less -S` shows it better than wrapped cells.
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(first.columns().iter().map(ToString::to_string));
    for row in rows {
        table.add_row(row.cells().iter().map(|cell| one_line(&cell.to_text())));
    }
    for (index, cell) in first.cells().iter().enumerate() {
        if let (Cell::Count(_) | Cell::Number(_), Some(column)) = (cell, table.column_mut(index)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut out = stdout();
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end()).map_err(written)?;
    }
    out.flush().map_err(written)
}

/// Words on one line, without characters that would move the cursor.
pub(crate) fn one_line(words: &str) -> String {
    harmless(words.trim())
}

/// Documents are untrusted: an escape sequence in a text must not reach the terminal.
pub(crate) fn harmless(words: &str) -> String {
    words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Words on one line with some of them marked.
pub(crate) fn marked(words: &str, spans: impl Iterator<Item = Span>) -> String {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort();
    let mut out = String::new();
    let mut at = 0;
    for span in spans {
        let start = span.start.max(at);
        if start >= span.end {
            continue;
        }
        let part = |a: usize, b: usize| harmless(Span::new(a, b).slice(words));
        let _ = write!(
            out,
            "{}{HIT}{}{HIT:#}",
            part(at, start),
            part(start, span.end)
        );
        at = span.end;
    }
    out.push_str(&harmless(words.get(at..).unwrap_or_default()));
    out
}

/// Standard output, buffered, without colours where it is no terminal.
pub(crate) fn stdout() -> BufWriter<anstream::AutoStream<io::Stdout>> {
    BufWriter::new(anstream::AutoStream::auto(io::stdout()))
}

/// The error of writing to standard output.
pub(crate) fn written(error: io::Error) -> Error {
    Error::io("standard output", error)
}

/// Whether the reader of our output went away.
pub(crate) fn is_broken_pipe(error: &Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
        {
            return true;
        }
        // serde_json and csv carry the kind in their text only.
        if cause.to_string().contains("Broken pipe") {
            return true;
        }
        source = cause.source();
    }
    false
}

/// One sentence on standard error: the command could not go on.
pub(crate) fn error(error: &Error) {
    say("error", AnsiColor::Red, &error.to_string());
}

/// One sentence on standard error: something was left out.
pub(crate) fn warning(error: &Error) {
    say("warning", AnsiColor::Yellow, &error.to_string());
}

/// One sentence on standard error: how the command went.
pub(crate) fn note(sentence: &str) {
    say("note", AnsiColor::Blue, sentence);
}

fn say(word: &str, color: AnsiColor, sentence: &str) {
    let style = color.on_default().bold();
    anstream::eprintln!("{style}{word}{style:#}: {}", harmless(sentence));
}

/// A number with its word: `1 document`, `2 documents`.
pub(crate) fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// Says how many of the documents are digests, where what is scored is what a text holds.
pub(crate) fn digests<'d>(documents: impl IntoIterator<Item = &'d Document>) {
    let digests = documents.into_iter().filter(|d| d.provenance.digest);
    let count = digests.count();
    if count > 0 {
        note(&format!(
            "{} scored by a digest: the official text holds more, and its score may be higher",
            counted(count, "document is", "documents are")
        ));
    }
}

/// Says how many documents are known by title only.
pub(crate) fn title_only(count: usize) {
    if count > 0 {
        note(&format!(
            "{} known by title only: nothing to count, which does not mean that they say nothing",
            counted(count, "document is", "documents are")
        ));
    }
}
