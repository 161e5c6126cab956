//! The commands about coding: schemes, coders, their agreement.

use super::{CorpusArgs, FilterArgs, Format, FormatArgs};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use zhengce::analysis::Axis;
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

The table shows what a coder that had learned from all other documents said of each paragraph:
how often the code was given, how often it gave it, and its F1; with --with-rules the same of the
rules, of what either said (as --codebook and --model together do) and of what both said. The last
line is the mean over codes. `brier` is the mean square of score less truth, `brier_of_share` that
of who always says how common the code is: a score below it knows something. Under the table, how
often codes were given that got such a score. Rules that were written while these paragraphs were
read look better here than they are; the learned coder does not.

Its codes bear the name given by --name; where that is the id of a codebook that is used, too,
what both say is one code.

Examples:
  policy train coded.csv -o mine.model
  policy train coded.csv -o mine.model --with-rules case     is it worth more than the rules?
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
    /// Compare with the rules of this scheme, and with both together.
    #[arg(long, value_name = "CODEBOOK")]
    pub(crate) with_rules: Option<String>,
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
#[command(
    after_help = "Three kinds of paragraphs, mixed and in the order of the documents:
  random     by chance alone: recall and other figures about the whole rest on these only
  disputed   with --model: one of rules and learned coder gives a code, the other does not
  border     a score is close to the threshold of its code: of the learned coder, else of the rules
The last two share what --random leaves; codes take turns, and so do documents. The same seed draws
the same paragraphs, also beside new documents; the next round goes on where --coded ends.

The file is what `policy agree` and `policy train` read, once it is filled: codes into the column
`codes`, separated by ；, or with --columns a 1 into the column of the code. A paragraph that was
read and has no code stays blank: that is a lesson, too.

Examples:
  policy sample --corpus documents/ -o first.csv
  policy sample --corpus documents/ --columns --codebook case -o first.csv
  policy train first.csv -o mine.model --name case
  policy sample --corpus documents/ --model mine.model --coded first.csv -o second.csv
  policy agree first.csv --with-rules --corpus documents/"
)]
pub(crate) struct SampleArgs {
    /// Paragraphs to draw.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 100)]
    pub(crate) size: usize,
    /// How many of 100 are drawn by chance alone.
    #[arg(long, value_name = "PERCENT", default_value_t = 30, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) random: u8,
    /// What chance begins with.
    #[arg(long, value_name = "N", default_value_t = 2011)]
    pub(crate) seed: u64,
    /// A file of paragraphs that are coded already; repeat for several.
    #[arg(long, value_name = "FILE")]
    pub(crate) coded: Vec<PathBuf>,
    /// A column for each code, for a 1, instead of one for all (CSV).
    #[arg(long)]
    pub(crate) columns: bool,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// csv or jsonl.
    #[arg(long, value_name = "FORMAT", default_value = "csv", value_parser = sheet)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

/// What can be filled and read back.
fn sheet(name: &str) -> Result<Format, String> {
    match name {
        "csv" => Ok(Format::Csv),
        "jsonl" => Ok(Format::Jsonl),
        _ => Err("a sheet to fill is csv or jsonl".to_owned()),
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Conclusions, of shares of the coded provisions:
  rank     one code has a greater share than the next in the ranking
  change   the share of a code rises, or falls, from the years before --split to those from it on
  top      a code has the greatest share in a group: in a year, of an issuer (--by)
  share    the share of a code lies where it lies in 95 of 100 samples of the documents
Each is drawn again without each term of the codebook, each pattern, each document, each issuer and
each year. A row is a conclusion and what turns it, with the size of the change; a conclusion that
nothing turns has one row, with what comes closest. A term is left out of every rule that looks for
it; where it only voids what others find, it stays.

Examples:
  policy codebook stress case
  policy codebook stress mine.toml --corpus documents/ --split 2013 --by issuer
  policy codebook stress hood --corpus documents/ --format csv > stress.csv")]
pub(crate) struct StressArgs {
    /// The id of a codebook that ships, or a file.
    #[arg(value_name = "CODEBOOK", default_value = "case")]
    pub(crate) codebook: String,
    /// The first year of the second period; unless said, the year that parts the documents most
    /// evenly.
    #[arg(long, value_name = "YEAR")]
    pub(crate) split: Option<i16>,
    /// The groups of which the first code is told; `code` for none.
    #[arg(long, value_name = "AXIS", default_value = "year")]
    pub(crate) by: Axis,
    /// Samples of the documents for the intervals of shares; 0 for none.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) bootstrap: usize,
    /// A file or folder to read instead of the built-in case corpus; repeat for several.
    #[arg(long, value_name = "PATH")]
    pub(crate) corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policy codebook list
  policy codebook show case --format csv > case.csv
  policy codebook new mine.toml
  policy codebook check mine.toml
  policy codebook stress mine.toml --corpus documents/")]
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
    /// Ask whether conclusions hold without one term, one document, one issuer, one year.
    Stress(Box<StressArgs>),
    /// Write a small codebook that works, with comments, to start from.
    New {
        /// The file to write; an existing one is kept.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}
