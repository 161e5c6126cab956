//! `policy case`.

use crate::args::{CaseArgs, Format};
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::Dossier;
use zhengce::concordance::{Options, Unit};
use zhengce::export::{dossier_rows, kwic_rows};

pub(crate) fn run(args: &CaseArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let dossier = Dossier::of(&corpus, &filter, &args.name);
    output::listing(&dossier_rows(&dossier), args.format.format)?;
    if args.format.format == Format::Table {
        let options = Options::default().unit(Unit::Provision);
        let mut lines = dossier.kwic(&corpus, &filter, &options);
        let all = lines.len();
        if args.kwic > 0 {
            lines.truncate(args.kwic);
        }
        output::listing(&kwic_rows(&lines), Format::Table)?;
        if lines.len() < all {
            output::note(&format!(
                "{} of {all} occurrences; --kwic 0 shows all",
                lines.len()
            ));
        }
    }
    if dossier.documents.is_empty() {
        output::note("no document among these speaks of it, which may be a gap of the corpus");
    }
    Ok(Outcome::of(partial))
}
