//! `policy index`.

use crate::args::IndexArgs;
use crate::input::{Adding, Coding};
use crate::{Outcome, output};
use zhengce::Result;
use zhengce::index::CorpusIndex;
use zhengce::segment::Segmenter;

pub(crate) fn run(args: &IndexArgs) -> Result<Outcome> {
    let index = CorpusIndex::open_or_create(&args.dir, &Segmenter::builtin())?;
    let coding = Coding::of(&args.coding, args.read)?;
    let mut adding = Adding::to(&index, args.commit_every)?;
    let partial = adding.add_all(&args.paths, &coding)?;
    let (added, replaced, held) = (adding.added, adding.replaced, adding.held);
    adding.close()?;
    if args.merge {
        index.merge()?;
    }
    let in_place = match replaced {
        0 => String::new(),
        _ => format!(", {replaced} in place of a document of the same id"),
    };
    let held = match held {
        0 => String::new(),
        _ => format!(", {held} held already"),
    };
    output::note(&format!(
        "{} added{in_place}{held}; the index {} holds {}",
        output::counted(added, "document", "documents"),
        args.dir.display(),
        output::counted(
            usize::try_from(index.len()).unwrap_or(usize::MAX),
            "provision",
            "provisions"
        )
    ));
    Ok(Outcome::of(partial))
}
