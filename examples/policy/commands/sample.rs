//! `policy sample`.

use crate::args::{Format, SampleArgs};
use crate::{Outcome, input, output};
use std::io::{BufWriter, Write};
use zhengce::analysis::sampling::{Sample, SamplingOptions, Stratum};
use zhengce::annotate::Coder;
use zhengce::export::{SampleRow, sample_rows, write_csv, write_jsonl};
use zhengce::{Error, ErrorKind, Result, read};

pub(crate) fn run(args: &SampleArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let mut coded = Vec::new();
    for path in &args.coded {
        coded.extend(read::coded(path, None)?);
    }
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let mut options = SamplingOptions::default();
    (options.size, options.seed) = (args.size, args.seed);
    options.random = f64::from(args.random) / 100.0;
    let (rules, learned) = coding.coders()?;
    let learned: Option<&dyn Coder> = learned.as_ref().map(|coder| coder as &dyn Coder);
    let sample = Sample::draw(&corpus, &filter, &rules, learned, &coded, &options);
    if sample.units().is_empty() {
        return Err(Error::new(
            ErrorKind::Empty,
            "there is no paragraph to draw: none passes the filters, or all are coded",
        ));
    }
    let columns = if args.columns { coding.codes() } else { &[] };
    let rows = sample_rows(&sample, columns);
    match &args.output {
        Some(path) => output::to_file(path, |file| write(args, &rows, BufWriter::new(file)))?,
        None => write(args, &rows, std::io::stdout().lock())?,
    }
    let count = |stratum: Stratum| {
        let units = sample.units().iter();
        units.filter(|u| u.stratum == stratum).count()
    };
    output::note(&format!(
        "{} of {}: {} random, {} disputed, {} at the border; {} left out because they are coded",
        output::counted(sample.units().len(), "paragraph", "paragraphs"),
        sample.frame(),
        count(Stratum::Random),
        count(Stratum::Disputed),
        count(Stratum::Border),
        sample.coded(),
    ));
    Ok(Outcome::of(partial))
}

fn write(args: &SampleArgs, rows: &[SampleRow<'_>], writer: impl Write) -> Result<()> {
    match args.format {
        Format::Jsonl => write_jsonl(rows, writer),
        _ => write_csv(rows, writer),
    }
}
