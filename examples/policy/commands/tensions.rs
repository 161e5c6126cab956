//! `policy tensions`.

use crate::args::{Format, TensionsArgs};
use crate::{Outcome, input, output};
use zhengce::analysis::Tensions;
use zhengce::analysis::reliability::Bootstrap;
use zhengce::annotate::Codebook;
use zhengce::export::{pole_rows, tension_rows};
use zhengce::{Error, ErrorKind, Result};

pub(crate) fn run(args: &TensionsArgs) -> Result<Outcome> {
    let ships = Codebook::builtin_ids().contains(&args.pairs);
    let more: Vec<&str> = ships.then_some(args.pairs.as_str()).into_iter().collect();
    let coding = input::Coding::with(&args.corpus.coding, args.corpus.read, &more)?;
    let Some(book) = coding.book(&args.pairs) else {
        let message = format!(
            "no scheme is called “{}”; name its file with --codebook",
            args.pairs
        );
        return Err(Error::new(ErrorKind::Argument, message));
    };
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let tensions = Tensions::of(&corpus, &filter, book, Bootstrap::default());
    if args.provisions {
        output::listing(&pole_rows(&tensions), args.format.format)?;
    } else {
        output::listing(&tension_rows(&tensions), args.format.format)?;
    }
    if tensions.pairs().is_empty() {
        output::note("the scheme holds no pair: a code with two codes below it");
    }
    if args.format.format == Format::Table {
        output::title_only(tensions.title_only());
    }
    Ok(Outcome::of(partial))
}
