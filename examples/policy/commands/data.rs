//! `policy data`.

use crate::args::DataArgs;
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::DataTable;
use zhengce::export::{across_rows, series_rows};

pub(crate) fn run(args: &DataArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let mut data = DataTable::default();
    if args.data.is_empty() {
        data = DataTable::builtin()?;
    }
    for path in &args.data {
        data.open(path)?;
    }
    let format = args.format.format;
    if args.across {
        let rows = across_rows(&data, &args.indicator, args.weights.as_deref());
        output::listing(&rows, format)?;
        if rows.is_empty() {
            output::note("no indicator has figures of two places in one year");
        }
        return Ok(Outcome::Done);
    }
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let rows = series_rows(&data, &args.indicator, args.split, &corpus, &filter);
    output::listing(&rows, format)?;
    if rows.is_empty() {
        output::note("there is no figure of this indicator; give a table with --data");
    }
    for apart in data.contradictions() {
        let values: Vec<&str> = apart.iter().map(|o| o.value.as_str()).collect();
        output::note(&format!(
            "sources contradict each other: {} {} {}: {}",
            apart[0].indicator,
            apart[0].place,
            apart[0].year,
            values.join(", ")
        ));
    }
    Ok(Outcome::of(partial))
}
