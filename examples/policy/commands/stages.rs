//! `policy stages`.

use crate::args::{Counted, Format, StagesArgs};
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::{StageSeries, Stages};
use zhengce::export::cut_rows;

pub(crate) fn run(args: &StagesArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let series = match args.count {
        Counted::Documents => StageSeries::Documents,
        Counted::Codes => StageSeries::Codes,
    };
    let stages = Stages::of(&corpus, &filter, series, &args.own);
    output::listing(&cut_rows(&stages), args.format.format)?;
    if args.format.format == Format::Table {
        let counts: Vec<String> = (i32::from(stages.first_year())..)
            .zip(stages.counts())
            .map(|(year, count)| format!("{year} {count}"))
            .collect();
        output::note(&format!("documents by year: {}", counts.join(", ")));
    }
    if stages.cuts().is_empty() {
        output::note("no change point among these documents");
    }
    Ok(Outcome::of(partial))
}
