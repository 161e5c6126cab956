//! The commands that answer what a study asks.

use super::{CorpusArgs, FilterArgs, FormatArgs};
use clap::{Args, ValueEnum};
use zhengce::analysis::Axis;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// How many.
    Counts,
    /// The share of all.
    Shares,
    /// The share of the row.
    RowShares,
    /// The share of the column.
    ColumnShares,
    /// What the margins let expect.
    Expected,
    /// (observed - expected) / sqrt(expected).
    Residuals,
    /// The residual over its standard error.
    Adjusted,
}

#[derive(Debug, Args)]
#[command(
    after_help = "A pair is a code with two codes below it. The tilt is (first - second) / (first + second) in
provisions, from 1 to -1; its interval holds it in 95 of 100 samples of the documents. Years are
written year:first/second.

Examples:
  policy tensions
  policy tensions --provisions --code t_nearby_choice --format csv > places.csv
  policy tensions --codebook my-pairs.toml --pairs my-pairs --corpus documents/"
)]
pub(crate) struct TensionsArgs {
    /// The id of the scheme that holds the pairs.
    #[arg(long, value_name = "SCHEME", default_value = "tensions")]
    pub(crate) pairs: String,
    /// List the paragraphs instead, one a row.
    #[arg(long)]
    pub(crate) provisions: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Subjects of the case: 委托管理, 学区化集团化办学, 新优质学校, 特级教师流动. Any other name is a code, by its id
or its label, or else the words themselves. The words of the case's subjects are in
corpus/study.toml.

Examples:
  policy case 委托管理
  policy case 校长职级制 --corpus documents/
  policy case entrusted --from 2009 --format csv > entrusted.csv"
)]
pub(crate) struct CaseArgs {
    /// What the dossier is about.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Occurrences to show in their context; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) kwic: usize,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ComparedPart {
    /// Each code's share of the coded provisions of a group, with the interval that holds it in 95
    /// of 100 samples of the documents.
    Mix,
    /// The words that set each group apart from the others (log-likelihood).
    Words,
    /// The codes that one group has and another lacks, each with its first paragraph.
    Only,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Groups are the labels of an axis of `policy matrix`. A group that is compared with documents known by
title only lacks nothing by that: their number stands beside it.

Examples:
  policy compare --by stage:2013                          before and from 2013 on
  policy compare --by region 上海市 浙江省 --show only
  policy compare --by jurisdiction 中国 美国 新加坡 日本
  policy compare --by level --show words --corpus documents/ --format csv > words.csv"
)]
pub(crate) struct CompareArgs {
    /// The groups to compare; without any, all of them.
    #[arg(value_name = "GROUP")]
    pub(crate) groups: Vec<String>,
    /// What makes the groups.
    #[arg(long, value_name = "AXIS", default_value = "plan")]
    pub(crate) by: Axis,
    /// What to show of them.
    #[arg(long, value_name = "PART", default_value = "mix")]
    pub(crate) show: ComparedPart,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Links: fn_problem, fn_cause, fn_goal, fn_measure, fn_safeguard, fn_evaluation. A link for which nothing
was found is a row that says `missing`.

Examples:
  policy chain --doc CN-2012-48
  policy chain --themes --code enrollment
  policy chain --corpus documents/ --format csv > chains.csv"
)]
pub(crate) struct ChainArgs {
    /// One chain a theme (code of the case) over all documents, instead of one a document.
    #[arg(long)]
    pub(crate) themes: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}
