//! `policy chain`.

use crate::args::ChainArgs;
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::Chains;
use zhengce::export::link_rows;

pub(crate) fn run(args: &ChainArgs) -> Result<Outcome> {
    let coding = input::Coding::with(&args.corpus.coding, args.corpus.read, &["function"])?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let chains = Chains::of(&corpus, &filter);
    let chains = if args.themes {
        chains.themes()
    } else {
        chains.documents()
    };
    output::listing(&link_rows(chains), args.format.format)?;
    if chains.is_empty() {
        output::note("no paragraph among these is a link of an argument");
    }
    Ok(Outcome::of(partial))
}
