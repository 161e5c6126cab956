//! To the streams: listings, highlights, errors.

use crate::args::Format;
use anstyle::{AnsiColor, Style};
use comfy_table::{ContentArrangement, Table, presets};
use std::io::{self, BufWriter, IsTerminal, Write};
use zhengce::export::{Row, write_csv, write_jsonl};
use zhengce::{Error, Result};

/// The style of words that were looked for.
pub(crate) const HIT: Style = AnsiColor::Red.on_default().bold();
/// The style of addresses and dates.
pub(crate) const PLACE: Style = AnsiColor::Cyan.on_default();
/// The style of titles.
pub(crate) const TITLE: Style = Style::new().bold();

/// Width of a table where the terminal does not tell one: the same bytes on every machine.
const WIDTH: u16 = 120;

/// Writes rows in a format; a table shows `columns` of them.
pub(crate) fn listing<R: Row>(rows: &[R], format: Format, columns: &[&str]) -> Result<()> {
    match format {
        Format::Table => table(rows, columns),
        Format::Jsonl => write_jsonl(Borrowed::of(rows), stdout()),
        Format::Csv => write_csv(Borrowed::of(rows), stdout()),
    }
}

/// Rows by reference.
struct Borrowed<'r, R>(&'r R);

impl<'r, R> Borrowed<'r, R> {
    fn of(rows: &'r [R]) -> impl Iterator<Item = Self> {
        rows.iter().map(Self)
    }
}

impl<R: Row> Row for Borrowed<'_, R> {
    fn columns(&self) -> Vec<std::borrow::Cow<'_, str>> {
        self.0.columns()
    }
    fn cells(&self) -> Vec<zhengce::export::Cell<'_>> {
        self.0.cells()
    }
}

fn table<R: Row>(rows: &[R], shown: &[&str]) -> Result<()> {
    let Some(first) = rows.first() else {
        return Ok(());
    };
    let all = first.columns();
    let at: Vec<usize> = if shown.is_empty() {
        (0..all.len()).collect()
    } else {
        shown
            .iter()
            .filter_map(|name| all.iter().position(|c| c == name))
            .collect()
    };
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(at.iter().map(|i| all[*i].to_string()));
    if !io::stdout().is_terminal() {
        table.set_width(WIDTH);
    }
    for row in rows {
        let cells = row.cells();
        table.add_row(
            at.iter()
                .map(|i| cells[*i].to_text().replace(['\n', '\r', '\t'], " ")),
        );
    }
    let mut out = stdout();
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end()).map_err(written)?;
    }
    out.flush().map_err(written)
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
    anstream::eprintln!("{style}{word}{style:#}: {sentence}");
}
