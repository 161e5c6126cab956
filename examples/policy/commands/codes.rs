//! `policy codes`.

use crate::args::CodesArgs;
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::export::code_rows;

pub(crate) fn run(args: &CodesArgs) -> Result<Outcome> {
    let (corpus, partial) = input::corpus(&args.corpus.corpus)?;
    let rows = code_rows(&corpus, &args.filter.filter());
    if rows.is_empty() {
        output::note("no coded provision passes these filters");
    }
    output::listing(
        &rows,
        args.format.format,
        &["code", "issued", "number", "address", "evidence", "text"],
    )?;
    Ok(if partial {
        Outcome::Partial
    } else {
        Outcome::Done
    })
}
