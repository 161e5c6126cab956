//! `policy timeline`.

use crate::args::{Events, Format, TimelineArgs};
use crate::output::{PLACE, TITLE, written};
use crate::{Outcome, input, output};
use std::io::Write;
use zhengce::annotate::EventKind;
use zhengce::corpus::Catalogue;
use zhengce::export::{diffusion_rows, timeline_rows};
use zhengce::timeline::{DatedBy, Diffusion, TimelineEntry, TimelineOptions};
use zhengce::{Corpus, Result, Timeline};

pub(crate) fn run(args: &TimelineArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    if args.implements {
        let diffusion = Diffusion::of(&corpus, &Catalogue::builtin()?, &filter);
        if diffusion.steps().is_empty() {
            output::note("no document carries out another that is held or known");
        }
        output::listing(&diffusion_rows(&corpus, &diffusion), args.format.format)?;
        return Ok(Outcome::of(partial));
    }
    let mut options = TimelineOptions::default();
    options.filter = filter;
    options.prescribed = args.events == Events::All;
    let timeline = Timeline::with(&corpus, &options);
    match args.format.format {
        Format::Table => show(&corpus, &timeline)?,
        format => output::listing(&timeline_rows(&corpus, &timeline), format)?,
    }
    if timeline.entries().is_empty() {
        output::note("no dated event passes these filters");
    }
    Ok(Outcome::of(partial))
}

/// Two lines a happening: when, what, to which document; then where the words are.
fn show(corpus: &Corpus, timeline: &Timeline) -> Result<()> {
    let mut out = output::stdout();
    for happening in timeline.entries() {
        show_happening(&mut out, corpus, happening).map_err(written)?;
    }
    out.flush().map_err(written)
}

fn show_happening(
    out: &mut impl Write,
    corpus: &Corpus,
    happening: &TimelineEntry,
) -> std::io::Result<()> {
    let (when, kind) = (happening.when.to_string(), happening.kind.as_str());
    write!(out, "{when:<10}  {kind:<9}  ")?;
    // What ceases is another document: it heads the line.
    let ceasing = happening
        .related
        .iter()
        .filter(|_| happening.kind == EventKind::Repealed)
        .find_map(|r| Some(format!("《{}》", output::one_line(r.title.as_ref()?))));
    if let Some(ceasing) = &ceasing {
        write!(out, "{TITLE}{ceasing}{TITLE:#}  by ")?;
    }
    // A document without a title is named by its number alone.
    let number = happening.number.as_ref().map(ToString::to_string);
    let title = Some(happening.title.clone()).filter(|t| number.as_ref() != Some(t));
    let name: Vec<String> = title.into_iter().chain(number).collect();
    writeln!(
        out,
        "{TITLE}{}{TITLE:#}",
        output::one_line(&name.join("  "))
    )?;
    let indent = " ".repeat(23);
    let place = |document: &str, provision: Option<usize>| match corpus.get(document).zip(provision)
    {
        Some((entry, provision)) => format!("{document} {}", entry.document.address(provision)),
        None => document.to_owned(),
    };
    for witness in &happening.witnesses {
        let quote = output::one_line(&witness.quote);
        let place = output::one_line(&place(&witness.document, witness.provision));
        writeln!(out, "{indent}{PLACE}{place}{PLACE:#}  {quote}")?;
    }
    if happening.witnesses.is_empty() {
        let basis = match happening.dated_by {
            DatedBy::Published => "(first seen published; the day it was made is not known)",
            _ => "(the date came with the document; its text does not say it)",
        };
        writeln!(
            out,
            "{indent}{PLACE}{}{PLACE:#}  {basis}",
            output::one_line(&happening.document)
        )?;
    }
    for related in happening.related.iter().filter(|_| ceasing.is_none()) {
        let name = related
            .title
            .as_ref()
            .map(|t| format!("《{}》", output::one_line(t)))
            .into_iter()
            .chain(related.number.as_ref().map(ToString::to_string))
            .collect::<String>();
        let held = related.target.as_ref().map_or_else(String::new, |id| {
            format!("  {PLACE}{}{PLACE:#}", output::one_line(id))
        });
        writeln!(out, "{indent}{} {name}{held}", related.relation.as_str())?;
    }
    Ok(())
}
