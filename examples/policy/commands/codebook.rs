//! `policy codebook`.

use crate::args::{CodebookAction, CodebookArgs, Format, FormatArgs, StressArgs};
use crate::{Outcome, input, output};
use std::io::Write;
use std::path::Path;
use zhengce::analysis::reliability::Bootstrap;
use zhengce::analysis::stress::{Stress, StressOptions};
use zhengce::annotate::Codebook;
use zhengce::export::{codebook_rows, stress_rows};
use zhengce::{Error, ErrorKind, Result};

pub(crate) fn run(args: &CodebookArgs) -> Result<Outcome> {
    match &args.action {
        CodebookAction::List { format } => list(format),
        CodebookAction::Show { codebook, format } => {
            output::listing(&codebook_rows(&[input::codebook(codebook)?]), format.format)?;
            Ok(Outcome::Done)
        }
        CodebookAction::Check { file } => check(file),
        CodebookAction::New { file } => new(file),
        CodebookAction::Stress(args) => stress(args),
    }
}

fn list(format: &FormatArgs) -> Result<Outcome> {
    let books: Vec<Codebook> = Codebook::builtin_ids()
        .iter()
        .map(|id| Codebook::builtin(id))
        .collect::<Result<_>>()?;
    output::listing(&codebook_rows(&books), format.format)?;
    Ok(Outcome::Done)
}

/// Tells everything that is wrong with a codebook, not only the first thing.
fn check(file: &Path) -> Result<Outcome> {
    let text = std::fs::read_to_string(file).map_err(|e| Error::io(file, e))?;
    let book = Codebook::draft(&text).map_err(|e| e.at_path(file))?;
    let findings = book.check();
    for finding in &findings {
        output::error(
            &Error::new(ErrorKind::Data, finding.to_string())
                .at_path(file)
                .at_line(finding.line),
        );
    }
    let sentences: usize = book
        .codes
        .iter()
        .map(|c| c.coded.len() + c.uncoded.len())
        .sum();
    let rules: usize = book.codes.iter().map(|c| c.rules.len()).sum();
    if findings.is_empty() {
        output::note(&format!(
            "{} version {}: {}, {}, {}; all as they should be",
            book.id,
            book.version,
            output::counted(book.codes.len(), "code", "codes"),
            output::counted(rules, "rule", "rules"),
            output::counted(sentences, "sentence", "sentences"),
        ));
        return Ok(Outcome::Done);
    }
    Err(Error::new(
        ErrorKind::Data,
        format!(
            "this codebook contradicts itself: {}",
            output::counted(findings.len(), "sentence or rule", "sentences or rules")
        ),
    )
    .at_path(file))
}

/// What turns the conclusions of a study.
fn stress(args: &StressArgs) -> Result<Outcome> {
    let book = input::codebook(&args.codebook)?;
    let codes: Vec<String> = book.codes.iter().map(|c| c.id.clone()).collect();
    let filter = args.filter.filter(&codes)?;
    if args.filter.names_codes() {
        return Err(Error::new(
            ErrorKind::Argument,
            "conclusions are about all codes of a codebook; leave out --code",
        ));
    }
    let (corpus, partial) = input::corpus(&args.corpus, &input::Coding::none()?)?;
    let mut options = StressOptions::default();
    (options.split, options.by) = (args.split, args.by.clone());
    options.bootstrap = Bootstrap::default().samples(args.bootstrap);
    let stress = Stress::of(&corpus, &filter, &book, &options)?;
    output::listing(&stress_rows(&stress), args.format.format)?;
    if stress.verdicts().is_empty() {
        output::note("no provision is coded, so there is nothing to conclude");
    } else if args.format.format == Format::Table {
        let firm = stress.verdicts().iter().filter(|v| v.flips.is_empty());
        output::note(&format!(
            "{} of {} hold whatever is left out; {} coded, {} in turn",
            firm.count(),
            output::counted(stress.verdicts().len(), "conclusion", "conclusions"),
            output::counted(stress.provisions(), "provision", "provisions"),
            output::counted(stress.left(), "thing was left out", "things were left out"),
        ));
        if let Some(split) = stress.split() {
            output::note(&format!("the second period begins with {split}"));
        }
    }
    Ok(Outcome::of(partial))
}

/// A small codebook that works, to start from.
fn new(file: &Path) -> Result<Outcome> {
    if file.exists() {
        return Err(Error::new(
            ErrorKind::Argument,
            "the file exists already and is kept; name another",
        )
        .at_path(file));
    }
    output::to_file(file, |mut out| {
        out.write_all(Codebook::template().as_bytes())
            .map_err(|e| Error::io(file, e))
    })?;
    output::note(&format!(
        "{} is a codebook that works; change it, then: policy codebook check {}",
        file.display(),
        file.display()
    ));
    Ok(Outcome::Done)
}
