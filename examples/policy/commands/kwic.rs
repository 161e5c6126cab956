//! `policy kwic`.

use crate::args::{ContextUnit, Format, KwicArgs};
use crate::output::{HIT, PLACE, harmless, written};
use crate::{Outcome, input, output};
use std::io::Write;
use unicode_width::UnicodeWidthStr;
use zhengce::concordance::{Groups, Line, Options, Unit, kwic, kwic_groups, sort_lines};
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
    let options = context(args);
    let segmenter = Segmenter::builtin();
    let (found, partial) = match &args.searched.index {
        Some(dir) => {
            let index = CorpusIndex::open(dir, &segmenter)?;
            let filter = args.filter.filter(&input::codes(&index, &args.filter)?)?;
            let found = match args.group {
                Some(by) => Found::Groups(index.kwic_groups(&args.term, &filter, by, &options)?),
                None => Found::Lines(index.kwic(&args.term, &filter, &options)?),
            };
            (found, false)
        }
        None => {
            let coding = input::Coding::of(&args.searched.coding, args.searched.read)?;
            let filter = args.filter.filter(coding.codes())?;
            let (corpus, partial) = input::corpus(&args.searched.corpus, &coding)?;
            let term = &args.term;
            let found = match args.group {
                Some(by) => {
                    let of = (&corpus, term.as_str(), &filter);
                    Found::Groups(kwic_groups(of.0, of.1, of.2, by, &options, &segmenter))
                }
                None => Found::Lines(kwic(&corpus, term, &filter, &options)),
            };
            (found, partial)
        }
    };
    match found {
        Found::Groups(groups) => list_groups(&groups, args)?,
        Found::Lines(mut lines) => {
            sort_lines(&mut lines, &args.sort, &segmenter);
            list_lines(lines, &options, args)?;
        }
    }
    Ok(Outcome::of(partial))
}

enum Found {
    Lines(Vec<Line>),
    Groups(Groups),
}

/// An index holds provisions: the context ends with them there, so it does everywhere.
fn context(args: &KwicArgs) -> Options {
    let options = Options::default().unit(match args.unit {
        Some(ContextUnit::Sentence) => Unit::Sentence,
        Some(ContextUnit::Paragraph) => Unit::Paragraph,
        Some(ContextUnit::Provision) | None => Unit::Provision,
    });
    match (args.window, args.unit) {
        (Some(window), _) => options.window(window),
        // A group takes no more than the words beside the term.
        (None, Some(_)) if args.group.is_none() => options.whole(),
        (None, _) => options,
    }
}

const NOWHERE: &str = "the term does not occur; it is looked for exactly as written";

fn list_lines(mut lines: Vec<Line>, options: &Options, args: &KwicArgs) -> Result<()> {
    let total = lines.len();
    if args.limit > 0 {
        lines.truncate(args.limit);
    }
    match args.format.format {
        Format::Table => show(&lines, options.window)?,
        format => output::listing(&kwic_rows(&lines), format)?,
    }
    match total {
        0 => output::note(NOWHERE),
        _ if lines.len() < total => output::note(&format!(
            "{} of {total} lines; --limit 0 shows all",
            lines.len()
        )),
        _ => {}
    }
    Ok(())
}

fn list_groups(found: &Groups, args: &KwicArgs) -> Result<()> {
    let groups = &found.groups;
    let shown = match args.limit {
        0 => groups.len(),
        limit => groups.len().min(limit),
    };
    output::listing(&groups[..shown], args.format.format)?;
    if found.count == 0 {
        output::note(NOWHERE);
        return Ok(());
    }
    let cut = if shown < groups.len() {
        format!("; {shown} of {} groups, --limit 0 shows all", groups.len())
    } else {
        String::new()
    };
    output::note(&format!(
        "{} in {} characters of text{cut}",
        output::counted(found.count as usize, "line", "lines"),
        found.characters
    ));
    Ok(())
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
