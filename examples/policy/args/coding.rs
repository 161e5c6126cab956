//! The commands about coding: schemes, coders, their agreement.

use super::{CorpusArgs, FormatArgs};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use zhengce::analysis::reliability::CompareBy;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The paragraphs that were coded, as they are.
    Unit,
    /// Their characters: spans agree as far as they overlap.
    Character,
}

impl From<By> for CompareBy {
    fn from(by: By) -> Self {
        match by {
            By::Unit => Self::Unit,
            By::Character => Self::Character,
        }
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "Codings are files of coded paragraphs, each a coder (named as the file is) or, with a column
`coder`, several:
  CSV with a header        doc,start,end,code       one code a row, as `policy codes --format csv`
                           id,text,codes            all codes of a paragraph, separated by ；
                           id,text,人事,投入        a column of 1 and 0 for each code
  JSON Lines               {\"id\": …, \"codes\": [\"personnel\"]}, or records of `policy analyze`

A paragraph that nobody coded never counts as agreement. `f1` is 2M/(N1+N2) over the codes given
(M given by both, N1 and N2 by each); `percent`, Scott, Cohen, Fleiss, Brennan-Prediger and
Krippendorff's alpha are over the paragraphs that somebody coded. Read kappa beside `prevalence`
(the share of decisions that gave the code) and `bias` (the first coder's share less the
second's). alpha_low and alpha_high hold alpha in 95 of 100 samples of the documents.
At least .800 is called reliable, .667 tentative (Krippendorff 2004).

Examples:
  policy agree first-coder.csv second-coder.csv
  policy agree mine.csv --with-rules --corpus documents/
  policy agree a.csv b.csv --by character --disagreements differ.csv"
)]
pub(crate) struct AgreeArgs {
    /// Files of coded paragraphs.
    #[arg(value_name = "CODINGS", required = true)]
    pub(crate) codings: Vec<PathBuf>,
    /// Compare with what the rules say of the corpus, too.
    #[arg(long)]
    pub(crate) with_rules: bool,
    /// What counts as one decision.
    #[arg(long, value_name = "UNIT", default_value = "unit")]
    pub(crate) by: By,
    /// Samples of the documents for the interval of alpha; 0 for none.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) bootstrap: usize,
    /// Write the places where coders differ to this file, as CSV.
    #[arg(long, value_name = "FILE")]
    pub(crate) disagreements: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Coded paragraphs are a file as `policy agree` reads it, with a column `text`; where it has
`doc`, `start` and `end` instead, --corpus says where the documents are. Every paragraph that was
read belongs in it, also one without codes: a coder learns from both.

The table shows what a coder that had learned from all other documents said of each paragraph.
Its codes bear the name given by --name; where that is the id of a codebook that is used, too,
what both say is one code.

Examples:
  policy train coded.csv -o mine.model
  policy codes --corpus documents/ --codebook none --model mine.model
  policy train coded.csv -o case.model --name case && policy codes --model case.model"
)]
pub(crate) struct TrainArgs {
    /// Files of coded paragraphs.
    #[arg(value_name = "CODED", required = true)]
    pub(crate) coded: Vec<PathBuf>,
    /// The file to write the coder to.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The name of the scheme in results.
    #[arg(long, value_name = "NAME", default_value = "learned")]
    pub(crate) name: String,
    /// Parts into which the documents are divided for the test.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) folds: usize,
    /// Documents from which the words of `doc`, `start` and `end` are taken; repeat for several.
    #[arg(long, value_name = "PATH")]
    pub(crate) corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policy codebook list
  policy codebook show case --format csv > case.csv
  policy codebook new mine.toml
  policy codebook check mine.toml")]
pub(crate) struct CodebookArgs {
    #[command(subcommand)]
    pub(crate) action: CodebookAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CodebookAction {
    /// The codes of all codebooks that ship.
    List {
        #[command(flatten)]
        format: FormatArgs,
    },
    /// The codes of one codebook, with what each means.
    Show {
        /// The id of a codebook that ships, or a file.
        #[arg(value_name = "CODEBOOK")]
        codebook: String,
        #[command(flatten)]
        format: FormatArgs,
    },
    /// Test a codebook: is it well formed, and do its rules judge its own sentences as it says.
    Check {
        /// The codebook, a TOML file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Write a small codebook that works, with comments, to start from.
    New {
        /// The file to write; an existing one is kept.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}
