//! `policy analyze`.

use crate::args::AnalyzeArgs;
use crate::{Outcome, input, output};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use zhengce::corpus::Entry;
use zhengce::export::write_record;
use zhengce::{Corpus, Error, ErrorKind, Result};

pub(crate) fn run(args: &AnalyzeArgs) -> Result<Outcome> {
    match &args.output {
        None => analyze(args, BufWriter::new(std::io::stdout())),
        Some(path) => {
            // Written beside and renamed, so that an older result is kept until the new one is
            // whole.
            let unfinished = beside(path)?;
            let file = File::create(&unfinished).map_err(|e| Error::io(&unfinished, e))?;
            let outcome = analyze(args, BufWriter::new(file)).inspect_err(|_| {
                let _ = std::fs::remove_file(&unfinished);
            })?;
            std::fs::rename(&unfinished, path).map_err(|e| Error::io(path, e))?;
            Ok(outcome)
        }
    }
}

fn beside(path: &Path) -> Result<PathBuf> {
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
    Ok(path.with_file_name(name))
}

fn analyze(args: &AnalyzeArgs, mut writer: impl Write) -> Result<Outcome> {
    let record = |entry: Entry| {
        let mut line = Vec::new();
        write_record(&entry, &mut line).map(|()| line)
    };
    let mut sink = |line: Result<Vec<u8>>| writer.write_all(&line?).map_err(output::written);
    let partial = if args.paths.is_empty() {
        for entry in Corpus::builtin()?.entries() {
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
        input::for_each_entry_of_stdin(record, sink)?
    } else {
        input::for_each_entry(&args.paths, record, sink)?
    };
    writer.flush().map_err(output::written)?;
    Ok(if partial {
        Outcome::Partial
    } else {
        Outcome::Done
    })
}
