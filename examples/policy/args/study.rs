//! The commands that answer what a study asks.

use super::{CorpusArgs, FilterArgs, FormatArgs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ThesisFormat {
    /// Text with marks.
    Markdown,
    /// One page that needs nothing else.
    Html,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Chapters: material, background, district level, school level, data, cases, comparison with other
countries, contradictions, gaps, evidence. The order of the study is in corpus/study.toml.

Figures are CSV with the columns indicator, unit, place, year, value, source, confidence, note; cases are CSV
with district, school_or_group, measure, year, facts, source, confidence, period.

Examples:
  policy thesis > thesis.md
  policy thesis --as html -o thesis.html
  policy thesis --corpus documents/ --data my-series.csv --data my-cases.csv -o thesis.md"
)]
pub(crate) struct ThesisArgs {
    /// How to write it.
    #[arg(long = "as", value_name = "FORMAT", default_value = "markdown")]
    pub(crate) format: ThesisFormat,
    /// Write to this file instead of standard output; it appears when it is complete.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A table of figures or of cases; repeat for several. Without any, and without --corpus, those of
    /// the case.
    #[arg(long, value_name = "FILE")]
    pub(crate) data: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NetworkOf {
    /// Organs, joined where they issue a document together.
    Joint,
    /// Documents, the citing one to the cited one, where both are held.
    Citations,
    /// Documents and those that carry them out: strength, breadth, speed, direction.
    Diffusion,
    /// Documents and what sources state of their relations, in the metadata and not in the text.
    Stated,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Betweenness is the share of shortest paths between two others that go through a node. Of diffusion:
strength is the number of documents that carry one out, breadth the number of their regions, speed
the days after it (the least and the most, where dates have no day), direction how many of them
stand below it and on its level; its edges are the single steps, each with its words.

Examples:
  policy network
  policy network --of citations --edges --format csv > edges.csv
  policy network --of diffusion --edges --corpus documents/
  policy network --of stated"
)]
pub(crate) struct NetworkArgs {
    /// What is joined.
    #[arg(long, value_name = "WHAT", default_value = "joint")]
    pub(crate) of: NetworkOf,
    /// List the edges instead of the nodes.
    #[arg(long)]
    pub(crate) edges: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "One row a series: its figures as written, the years between the first and the last that it lacks,
the means before and from --split on, and how many paragraphs aim at it. What a series tests is in
corpus/data/aims.toml. With --across, one row a year in which several places have a figure: their
coefficient of variation, weighted by another indicator where one is given, Gini and Theil.

Examples:
  policy data
  policy data --data my-series.csv --indicator per_pupil --split 2011
  policy data --data my-series.csv --across --weights pupils"
)]
pub(crate) struct DataArgs {
    /// A table of figures (see `policy thesis --help`); repeat for several. Without any, those of the
    /// case.
    #[arg(long, value_name = "FILE")]
    pub(crate) data: Vec<PathBuf>,
    /// Only indicators whose name begins with this.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) indicator: String,
    /// The first year of the later side.
    #[arg(long, value_name = "YEAR", default_value_t = 2011)]
    pub(crate) split: i16,
    /// Differences between places instead.
    #[arg(long)]
    pub(crate) across: bool,
    /// The indicator that weighs the places: pupils, for instance.
    #[arg(long, value_name = "INDICATOR", requires = "across")]
    pub(crate) weights: Option<String>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Of each document: power of its form, clarity of its goals, firmness of its measures, 1 to 5; total is
(measure + goal) × power. By year the totals are summed; synergy of two codes is the sum of power ×
measure × measure. The table that ships is this project's own, in corpus/strength.toml.

Examples:
  policy strength --years
  policy strength --scores my-scores.toml --corpus documents/ --format csv > strength.csv"
)]
pub(crate) struct StrengthArgs {
    /// One row a year instead of one a document.
    #[arg(long)]
    pub(crate) years: bool,
    /// A table of scores in the form of corpus/strength.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) scores: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Each variable is the share of its parts that the text has; the index is their sum. The nine of the
model that ships, three a row, are the surface. The model and its bands are this project's own, in
corpus/pmc.toml. A document known by title only has no index.

Examples:
  policy pmc
  policy pmc --doc SH-2012-75 --format jsonl
  policy pmc --pmc-model my-model.toml --corpus documents/ --format csv > pmc.csv"
)]
pub(crate) struct PmcArgs {
    /// A model in the form of corpus/pmc.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) pmc_model: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}
