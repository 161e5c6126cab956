//! `policy index`.

use crate::args::IndexArgs;
use crate::{Outcome, input, output};
use zhengce::corpus::Entry;
use zhengce::index::CorpusIndex;
use zhengce::segment::Segmenter;
use zhengce::{Corpus, Result};

/// Documents between two commits: what a broken run can lose.
const COMMIT_EVERY: usize = 2_000;

pub(crate) fn run(args: &IndexArgs) -> Result<Outcome> {
    let index = CorpusIndex::open_or_create(&args.dir, &Segmenter::builtin())?;
    let mut writer = index.writer()?;
    let mut count = 0usize;
    let mut add = |entry: Entry| {
        writer.add(&entry)?;
        count += 1;
        if count.is_multiple_of(COMMIT_EVERY) {
            writer.commit()?;
        }
        Ok(())
    };
    let partial = if args.paths.is_empty() {
        for entry in Corpus::builtin()?.entries() {
            add(entry.clone())?;
        }
        false
    } else {
        input::for_each_entry(&args.paths, |entry| entry, add)?
    };
    writer.close()?;
    output::note(&format!(
        "{count} documents added; the index {} holds {} provisions",
        args.dir.display(),
        index.len()
    ));
    Ok(if partial {
        Outcome::Partial
    } else {
        Outcome::Done
    })
}
