//! `policy matrix`.

use crate::args::{Format, MatrixArgs};
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::Matrix;
use zhengce::export::matrix_rows;

pub(crate) fn run(args: &MatrixArgs) -> Result<Outcome> {
    let coding = input::Coding::of(&args.corpus.coding, args.corpus.read)?;
    let filter = args.filter.filter(coding.codes())?;
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let matrix = Matrix::of(&corpus, &filter, args.rows, args.columns, args.count.into());
    if matrix.total() == 0 {
        output::note("no coded provision passes these filters");
    }
    output::listing(&matrix_rows(&matrix), args.format.format)?;
    if args.format.format == Format::Table && matrix.total() > 0 {
        output::note(
            "a total counts each provision once; one with several codes stands in several cells",
        );
        if matrix.title_only() > 0 {
            output::note(&format!(
                "{} known by title only: nothing to count, which does not mean that they say nothing",
                output::counted(matrix.title_only(), "document is", "documents are")
            ));
        }
    }
    Ok(Outcome::of(partial))
}
