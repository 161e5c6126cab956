//! `policy strength`.

use crate::args::StrengthArgs;
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::{Strength, StrengthScores};
use zhengce::export::{strength_rows, year_strength_rows};

pub(crate) fn run(args: &StrengthArgs) -> Result<Outcome> {
    let scores = match &args.scores {
        Some(path) => StrengthScores::open(path)?,
        None => StrengthScores::builtin(),
    };
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let strength = Strength::of(&corpus, &filter, &scores);
    let (format, version) = (args.format.format, scores.version());
    if args.years {
        output::listing(&year_strength_rows(&strength, version), format)?;
    } else {
        output::listing(&strength_rows(&strength, version), format)?;
    }
    if strength.unscored() > 0 {
        let unscored = output::counted(strength.unscored(), "document has", "documents have");
        output::note(&format!("{unscored} no coded paragraph and no score"));
    }
    let scored = corpus.filter(&filter).map(|e| &e.document);
    output::digests(scored.filter(|d| !d.provenance.title_only));
    Ok(Outcome::of(partial))
}
