//! `policy thesis`.

use crate::args::{ThesisArgs, ThesisFormat};
use crate::{Outcome, input, output};
use std::io::{BufWriter, Write};
use zhengce::Result;
use zhengce::analysis::DataTable;
use zhengce::export::{THESIS_SCHEMES, thesis};

pub(crate) fn run(args: &ThesisArgs) -> Result<Outcome> {
    let coding = input::Coding::with(&args.corpus.coding, args.corpus.read, &THESIS_SCHEMES)?;
    let filter = args.filter.filter(coding.codes())?;
    let mut data = if args.data.is_empty() && args.corpus.corpus.is_empty() {
        DataTable::builtin()?
    } else {
        DataTable::default()
    };
    for path in &args.data {
        data.open(path)?;
    }
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let report = thesis(&corpus, &filter, &data)?;
    let write = |out: &mut dyn Write| match args.format {
        ThesisFormat::Markdown => report.write_markdown(out),
        ThesisFormat::Html => report.write_html(out),
    };
    match &args.output {
        Some(path) => output::to_file(path, |file| write(&mut BufWriter::new(file)))?,
        None => write(&mut std::io::stdout().lock())?,
    }
    Ok(Outcome::of(partial))
}
