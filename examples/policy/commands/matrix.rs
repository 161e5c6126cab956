//! `policy matrix`.

use crate::args::{Format, MatrixArgs, Show};
use crate::{Outcome, input, output};
use zhengce::Result;
use zhengce::analysis::{Association, Axis, Matrix};
use zhengce::annotate::Codebook;
use zhengce::export::{CellMeasure, association_rows, matrix_rows};

pub(crate) fn run(args: &MatrixArgs) -> Result<Outcome> {
    let ships = Codebook::builtin_ids();
    let schemes: Vec<&str> = [&args.rows, &args.columns]
        .into_iter()
        .filter(|axis| matches!(axis, Axis::Scheme(_)))
        .map(Axis::as_str)
        .filter(|id| ships.iter().any(|ship| ship == id))
        .collect();
    let coding = input::Coding::with(&args.corpus.coding, args.corpus.read, &schemes)?;
    let filter = args.filter.filter(coding.codes())?;
    let filter = input::all_countries(filter, [&args.rows, &args.columns]);
    let (corpus, partial) = input::corpus(&args.corpus.corpus, &coding)?;
    let matrix = Matrix::of(
        &corpus,
        &filter,
        args.rows.clone(),
        args.columns.clone(),
        args.count.into(),
    );
    if matrix.total() == 0 {
        output::note("no coded provision passes these filters");
    }
    let association = Association::of(&matrix);
    let measure = match args.show {
        Show::Counts => None,
        Show::Shares => Some(CellMeasure::Share),
        Show::RowShares => Some(CellMeasure::RowShare),
        Show::ColumnShares => Some(CellMeasure::ColumnShare),
        Show::Expected => Some(CellMeasure::Expected),
        Show::Residuals => Some(CellMeasure::Residual),
        Show::Adjusted => Some(CellMeasure::Adjusted),
    };
    let format = args.format.format;
    match measure {
        None => output::listing(&matrix_rows(&matrix), format)?,
        Some(measure) => {
            output::listing(&association_rows(&matrix, &association, measure), format)?
        }
    }
    if format == Format::Table && matrix.total() > 0 {
        match measure {
            None => output::note(
                "a total counts each provision once; one with several codes stands in several cells",
            ),
            Some(_) => output::note(&format!(
                "{} observations, one for each standing in a cell; chi-square {:.3} on {} degrees of freedom{}",
                association.observations(),
                association.chi_square(),
                association.degrees_of_freedom(),
                association
                    .cramers_v()
                    .map(|v| format!(", Cramér's V {v:.3}"))
                    .unwrap_or_default()
            )),
        }
        output::title_only(matrix.title_only());
    }
    Ok(Outcome::of(partial))
}
