//! `policy compare`.

use crate::args::{CompareArgs, ComparedPart};
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::Comparison;
use zhengce::analysis::reliability::Bootstrap;
use zhengce::export::{keyword_rows, only_rows, share_rows};

pub(crate) fn run(args: &CompareArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = input::all_countries(args.filter.filter(coding.codes())?, [&args.by]);
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let sides = Comparison::of(
        &corpus,
        &filter,
        &args.by,
        &args.groups,
        Bootstrap::default(),
    );
    let format = args.format.format;
    match args.show {
        ComparedPart::Mix => output::listing(&share_rows(&sides), format)?,
        ComparedPart::Words => output::listing(&keyword_rows(&sides), format)?,
        ComparedPart::Only => output::listing(&only_rows(&sides), format)?,
    }
    for group in sides.groups().iter().filter(|g| g.documents == 0) {
        output::note(&format!(
            "no document stands in the group “{}”",
            group.label
        ));
    }
    if sides.groups().len() < 2 {
        output::note("fewer than two groups: there is nothing to compare");
    }
    Ok(Outcome::of(partial))
}
