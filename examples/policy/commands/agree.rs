//! `policy agree`.

use crate::args::{AgreeArgs, Format};
use crate::{Outcome, input, output};
use std::collections::BTreeSet;
use std::io::BufWriter;
use zhengce::analysis::reliability::{Agreement, Bootstrap, Coding};
use zhengce::export::{agreement_rows, disagreement_rows, write_csv};
use zhengce::{Error, ErrorKind, Result, read};

pub(crate) fn run(args: &AgreeArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let mut codings = Vec::new();
    for path in &args.codings {
        let units = read::coded(path, Some(coding.first()))?;
        let name = path.file_stem().unwrap_or(path.as_os_str());
        codings.extend(Coding::by_coder(&name.to_string_lossy(), &units));
    }
    let mut partial = false;
    if args.with_rules {
        let (corpus, unread) = input::corpus(&args.corpus.corpus, &coding)?;
        partial = unread;
        codings.push(Coding::of_corpus("rules", &corpus, coding.first()));
    }
    if codings.len() < 2 {
        return Err(Error::new(
            ErrorKind::Argument,
            "there is one coder only; name a second file, give the rows a column “coder”, or compare with the rules by --with-rules",
        ));
    }
    distinguish(&mut codings);
    let agreement = Agreement::of(&codings, args.by.into());
    if agreement.units() == 0 {
        return Err(Error::new(
            ErrorKind::Empty,
            format!(
                "the codings have no coded unit in common: compare the ids of the documents, for instance “{}” and “{}”",
                codings[0].documents().next().unwrap_or_default(),
                codings[1].documents().next().unwrap_or_default()
            ),
        ));
    }
    let bootstrap = (args.bootstrap > 0).then(|| Bootstrap::default().samples(args.bootstrap));
    output::listing(&agreement_rows(&agreement, bootstrap), args.format.format)?;
    if let Some(path) = &args.disagreements {
        let rows = disagreement_rows(&agreement);
        output::to_file(path, |file| write_csv(&rows, BufWriter::new(file)))?;
    }
    if args.format.format == Format::Table {
        notes(&agreement);
    }
    Ok(Outcome::of(partial))
}

/// Two files of one name, or a person called as a file is, stay apart.
fn distinguish(codings: &mut [Coding]) {
    let mut known = BTreeSet::new();
    for coding in codings {
        let mut name = coding.coder.clone();
        let mut count = 1;
        while !known.insert(name.clone()) {
            count += 1;
            name = format!("{}#{count}", coding.coder);
        }
        coding.coder = name;
    }
}

fn notes(agreement: &Agreement) {
    output::note(&format!(
        "coders: {}; {}",
        agreement.coders().join(", "),
        output::counted(
            agreement.disagreements().len(),
            "disagreement",
            "disagreements"
        )
    ));
    if agreement.uncoded() > 0 {
        output::note(&format!(
            "{} that nobody coded: no agreement is counted for them",
            counted(agreement.uncoded(), "unit", "units")
        ));
    }
    if let Some(first) = agreement.left_out().first() {
        output::note(&format!(
            "{} in one coding only and left out, the first is {first}",
            output::counted(agreement.left_out().len(), "document is", "documents are")
        ));
    }
}

fn counted(count: u64, one: &str, more: &str) -> String {
    output::counted(usize::try_from(count).unwrap_or(usize::MAX), one, more)
}
