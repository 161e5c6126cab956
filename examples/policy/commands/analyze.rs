//! `policy analyze`.

use crate::args::AnalyzeArgs;
use crate::{Outcome, input, output};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use zhengce::corpus::Entry;
use zhengce::export::{RecordText, write_record};
use zhengce::{Error, ErrorKind, Result};

pub(crate) fn run(args: &AnalyzeArgs) -> Result<Outcome> {
    match &args.output {
        None => analyze(args, BufWriter::new(std::io::stdout())),
        Some(path) => output::to_file(path, |file| analyze(args, BufWriter::new(file))),
    }
}

fn analyze(args: &AnalyzeArgs, mut writer: impl Write) -> Result<Outcome> {
    let text = if args.with_text {
        RecordText::Include
    } else {
        RecordText::Omit
    };
    let record = |entry: Entry| {
        let mut line = Vec::new();
        let found = entry
            .diagnostics
            .iter()
            .chain(&entry.annotations.diagnostics);
        let codes: Vec<&'static str> = found.map(|d| d.code).collect();
        write_record(&entry, text, &mut line).map(|()| (line, codes))
    };
    let coding = input::Coding::of(&args.coding, args.read)?;
    let mut told: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut sink = |done: Result<(Vec<u8>, Vec<&'static str>)>| {
        let (line, codes) = done?;
        for code in codes {
            *told.entry(code).or_default() += 1;
        }
        writer.write_all(&line).map_err(output::written)
    };
    let partial = if args.paths.is_empty() {
        for entry in input::builtin(&coding)?.entries() {
            sink(record(entry.clone()))?;
        }
        false
    } else if args.paths.iter().any(|p| p.as_os_str() == "-") {
        if args.paths.len() > 1 {
            return Err(Error::new(
                ErrorKind::Argument,
                "- (standard input) stands alone; give either - or files",
            ));
        }
        input::for_each_entry_of_stdin(&coding, record, sink)?
    } else {
        input::for_each_entry(&args.paths, &coding, record, sink)?
    };
    writer.flush().map_err(output::written)?;
    if !told.is_empty() {
        let counts: Vec<String> = told.iter().map(|(code, n)| format!("{code} {n}")).collect();
        output::note(&format!(
            "the records carry diagnostics: {}",
            counts.join(", ")
        ));
    }
    Ok(Outcome::of(partial))
}
