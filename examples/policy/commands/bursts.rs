//! `policy bursts`.

use crate::args::BurstsArgs;
use crate::{Outcome, input, output};
use zhengce::analysis::{BurstOptions, bursts};
use zhengce::export::burst_rows;
use zhengce::{Error, ErrorKind, Result};

pub(crate) fn run(args: &BurstsArgs) -> Result<Outcome> {
    let mut options = BurstOptions::default();
    options.times = args.times;
    options.gamma = args.gamma;
    if options.times <= 1.0 || options.gamma < 0.0 {
        return Err(Error::new(
            ErrorKind::Argument,
            "--times must be above 1 and --gamma not below 0",
        ));
    }
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let found = bursts(&corpus, &filter, &args.terms, options);
    output::listing(&burst_rows(&found), args.format.format)?;
    if found.is_empty() {
        output::note("no burst among these documents");
    }
    Ok(Outcome::of(partial))
}
