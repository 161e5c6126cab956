//! `policy inherit`.

use crate::args::InheritArgs;
use crate::{Outcome, input, output};
use zhengce::analysis::Inheritance;
use zhengce::corpus::Entry;
use zhengce::export::inherited_rows;
use zhengce::{Corpus, Error, ErrorKind, Result};

pub(crate) fn run(args: &InheritArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let (upper, lower) = (held(&corpus, &args.upper)?, held(&corpus, &args.lower)?);
    let inheritance = Inheritance::of(upper, lower);
    output::listing(
        &inherited_rows(&inheritance, upper, lower),
        args.format.format,
    )?;
    if inheritance.pairs().is_empty() {
        output::note("neither document has a provision that lays something down");
    }
    Ok(Outcome::of(partial))
}

fn held<'c>(corpus: &'c Corpus, id: &str) -> Result<&'c Entry> {
    corpus.get(id).ok_or_else(|| {
        Error::new(
            ErrorKind::Argument,
            format!("no document has the id “{id}”; see `policy timeline` for the ids"),
        )
    })
}
