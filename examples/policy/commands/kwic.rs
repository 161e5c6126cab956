//! `policy kwic`.

use crate::args::{Format, KwicArgs, SortLines};
use crate::output::{HIT, PLACE, harmless, written};
use crate::{Outcome, input, output};
use std::io::Write;
use unicode_width::UnicodeWidthStr;
use zhengce::concordance::{Line, Options, Order, Unit, kwic};
use zhengce::export::kwic_rows;
use zhengce::index::CorpusIndex;
use zhengce::segment::Segmenter;
use zhengce::{Error, ErrorKind, Result};

pub(crate) fn run(args: &KwicArgs) -> Result<Outcome> {
    if args.term.trim().is_empty() {
        return Err(Error::new(
            ErrorKind::Query,
            "there is nothing to look for; give the term as it stands in the texts",
        ));
    }
    // An index holds provisions: the context ends with them there, so it does everywhere.
    let options = Options::default()
        .unit(Unit::Provision)
        .window(args.window)
        .order(match args.sort {
            SortLines::Document => Order::Text,
            SortLines::Left => Order::Left,
            SortLines::Right => Order::Right,
        });
    let (mut lines, partial) = match &args.searched.index {
        Some(dir) => {
            let index = CorpusIndex::open(dir, &Segmenter::builtin())?;
            let filter = args.filter.filter(&input::codes(&index, &args.filter)?)?;
            (index.kwic(&args.term, &filter, &options)?, false)
        }
        None => {
            let coding = input::Coding::of(&args.searched.coding, args.searched.read)?;
            let filter = args.filter.filter(coding.codes())?;
            let (corpus, partial) = input::corpus(&args.searched.corpus, &coding)?;
            (kwic(&corpus, &args.term, &filter, &options), partial)
        }
    };
    let total = lines.len();
    if args.limit > 0 {
        lines.truncate(args.limit);
    }
    match args.format.format {
        Format::Table => show(&lines, args.window)?,
        format => output::listing(&kwic_rows(&lines), format)?,
    }
    match total {
        0 => output::note("the term does not occur; it is looked for exactly as written"),
        _ if lines.len() < total => output::note(&format!(
            "{} of {total} lines; --limit 0 shows all",
            lines.len()
        )),
        _ => {}
    }
    Ok(Outcome::of(partial))
}

/// Lines with the term in one column; a Chinese character is two columns wide.
fn show(lines: &[Line], window: usize) -> Result<()> {
    let mut out = output::stdout();
    let left_width = lines
        .iter()
        .map(|l| l.left.width())
        .max()
        .unwrap_or(0)
        .min(window.saturating_mul(2));
    for line in lines {
        let pad = " ".repeat(left_width.saturating_sub(line.left.width()));
        let issued = line.issued.map(|d| d.to_string()).unwrap_or_default();
        writeln!(
            out,
            "{pad}{}{HIT}{}{HIT:#}{}  {PLACE}{} {issued} {}{PLACE:#}",
            harmless(&line.left),
            harmless(&line.keyword),
            harmless(&line.right),
            harmless(&line.doc),
            line.address
        )
        .map_err(written)?;
    }
    out.flush().map_err(written)
}
