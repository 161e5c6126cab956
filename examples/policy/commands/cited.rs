//! `policy cited`.

use crate::args::{CitedArgs, Format};
use crate::output::{PLACE, TITLE, written};
use crate::{Outcome, input, output};
use std::collections::BTreeMap;
use std::io::Write;
use zhengce::corpus::{Catalogue, Cited, CitedOptions, Ledger};
use zhengce::export::{cited_rows, naming_rows};
use zhengce::{Corpus, Result};

pub(crate) fn run(args: &CitedArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let mut options = CitedOptions::default();
    options.filter = args.filter.filter(coding.codes())?;
    options.relations = args.relation.iter().map(|r| (*r).into()).collect();
    options.held = args.which.held();
    options.least = args.least;
    options.sort = args.sort.into();
    // A user's own list is asked first.
    let mut catalogue = Catalogue::default();
    for path in &args.catalogue {
        catalogue.append(Catalogue::open(path)?);
    }
    catalogue.append(Catalogue::builtin()?);
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let ledger = Ledger::of(&corpus, &catalogue, &options);
    match args.format.format {
        Format::Table if args.citations => {
            output::listing(&naming_rows(&corpus, &ledger), Format::Table)?;
        }
        Format::Table => show(&corpus, &ledger)?,
        format if args.citations => output::listing(&naming_rows(&corpus, &ledger), format)?,
        format => output::listing(&cited_rows(&ledger), format)?,
    }
    if ledger.documents().is_empty() {
        output::note("no cited document passes these filters");
    }
    Ok(Outcome::of(partial))
}

/// A line for each document: how many documents cite it, its name, what is known; then who does.
fn show(corpus: &Corpus, ledger: &Ledger) -> Result<()> {
    let mut out = output::stdout();
    for cited in ledger.documents() {
        show_document(&mut out, corpus, cited).map_err(written)?;
    }
    out.flush().map_err(written)
}

/// So many citing documents are named in the table; the other formats name all.
const NAMED: usize = 5;

fn show_document(out: &mut impl Write, corpus: &Corpus, cited: &Cited) -> std::io::Result<()> {
    let title = cited.title.as_ref().map(|t| format!("《{t}》"));
    let number = cited.number.as_ref().map(ToString::to_string);
    let name: String = title.into_iter().chain(number).collect();
    let id = cited.id.as_deref().map_or(String::new(), |id| {
        format!("  {PLACE}{}{PLACE:#}", output::one_line(id))
    });
    writeln!(
        out,
        "{:>4}  {:<7}  {TITLE}{}{TITLE:#}{id}",
        cited.documents(),
        cited.held.as_str(),
        output::one_line(&name)
    )?;
    let mut by: BTreeMap<(bool, Option<zhengce::time::PartialDate>, &str), Vec<&str>> =
        BTreeMap::new();
    for naming in &cited.namings {
        let key = (naming.date.is_none(), naming.date, naming.document.as_str());
        by.entry(key).or_default().push(naming.relation.as_str());
    }
    let indent = " ".repeat(15);
    for ((_, date, document), relations) in by.iter().take(NAMED) {
        let date = date.map_or("-".to_owned(), |d| d.to_string());
        let title = corpus
            .get(document)
            .and_then(|e| e.document.metadata.title.as_deref())
            .unwrap_or_default();
        writeln!(
            out,
            "{indent}{date:<10}  {}  {PLACE}{}{PLACE:#}  {}",
            relations.join(", "),
            output::one_line(document),
            output::one_line(title)
        )?;
    }
    if by.len() > NAMED {
        writeln!(out, "{indent}and {} more", by.len() - NAMED)?;
    }
    Ok(())
}
