//! `policy timeline`.

use crate::args::{Events, TimelineArgs};
use crate::{Outcome, input, output};
use zhengce::export::timeline_rows;
use zhengce::timeline::TimelineOptions;
use zhengce::{Result, Timeline};

pub(crate) fn run(args: &TimelineArgs) -> Result<Outcome> {
    let (corpus, partial) = input::corpus(&args.corpus.corpus)?;
    let mut options = TimelineOptions::default();
    options.filter = args.filter.filter();
    options.prescribed = args.events == Events::All;
    let timeline = Timeline::with(&corpus, &options);
    if timeline.entries().is_empty() {
        output::note("no dated event passes these filters");
    }
    output::listing(
        &timeline_rows(&corpus, &timeline),
        args.format.format,
        &["date", "kind", "number", "title", "doc", "address", "words"],
    )?;
    Ok(if partial {
        Outcome::Partial
    } else {
        Outcome::Done
    })
}
