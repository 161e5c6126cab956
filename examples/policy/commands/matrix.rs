//! `policy matrix`.

use crate::args::{Format, MatrixArgs};
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::Matrix;
use zhengce::export::matrix_rows;

pub(crate) fn run(args: &MatrixArgs) -> Result<Outcome> {
    let (corpus, partial) = input::corpus(&args.corpus.corpus)?;
    let filter = args.filter.filter();
    let matrix = Matrix::of(&corpus, &filter, args.rows, args.columns, args.count.into());
    if matrix.total() == 0 {
        output::note("no coded provision passes these filters");
    }
    output::listing(&matrix_rows(&matrix), args.format.format)?;
    if args.format.format == Format::Table && matrix.title_only() > 0 {
        output::note(&format!(
            "of {} documents only the title is known; they hold no provisions to count",
            matrix.title_only()
        ));
    }
    Ok(if partial {
        Outcome::Partial
    } else {
        Outcome::Done
    })
}
