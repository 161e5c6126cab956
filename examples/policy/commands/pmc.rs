//! `policy pmc`.

use crate::args::PmcArgs;
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::{Pmc, PmcModel};
use zhengce::export::pmc_rows;

pub(crate) fn run(args: &PmcArgs) -> Result<Outcome> {
    let model = match &args.pmc_model {
        Some(path) => PmcModel::open(path)?,
        None => PmcModel::builtin(),
    };
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let documents = corpus.filter(&filter).map(|e| &e.document);
    let (title_only, whole): (Vec<_>, Vec<_>) = documents.partition(|d| d.provenance.title_only);
    let found: Vec<Pmc> = whole.iter().map(|d| Pmc::of(d, &model)).collect();
    output::listing(&pmc_rows(&found, &model), args.format.format)?;
    output::digests(whole);
    output::title_only(title_only.len());
    Ok(Outcome::of(partial))
}
