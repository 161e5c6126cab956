//! Arguments of `policy kwic`.

use super::{FilterArgs, FormatArgs, SearchedArgs};
use clap::{Args, ValueEnum};
use zhengce::concordance::{GroupBy, Order};

/// Where the context of an occurrence ends.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ContextUnit {
    Provision,
    Paragraph,
    Sentence,
}

#[derive(Debug, Args)]
#[command(after_help = "Orders:
  document                  as the documents and their texts run
  left  right               by all that stands before the term, read from it outwards; after it
  L1 L2 …  R1 R2 …          by the first, second … character on that side
  LW1 LW2 …  RW1 RW2 …      by the first, second … word; a mark counts as a word
Groups:
  code year plan level genre region issuer jurisdiction number title doc; left and right, the word
  beside the term; keyword, the written forms of the term. per_million is how often the term stands in a
  million characters (white space not counted) of all text of the group that passes the filters, with
  or without the term.

Examples:
  policy kwic 均衡发展
  policy kwic 流动 --sort right --window 12
  policy kwic 流动 --sort RW1,LW1               by the word after it, then by the word before
  policy kwic 均衡 --unit sentence              whole sentences
  policy kwic 均衡 --group plan                 how often, plan by plan
  policy kwic 委托管理 --index my-index --format csv --limit 0 > kwic.csv")]
pub(crate) struct KwicArgs {
    /// The characters to find, exactly as written.
    #[arg(value_name = "TERM")]
    pub(crate) term: String,
    /// Characters of context on each side; 20 without --unit.
    #[arg(long, value_name = "N")]
    pub(crate) window: Option<usize>,
    /// Where the context ends at the latest. Given without --window, all of it is shown.
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Option<ContextUnit>,
    /// The order of the lines; equals by the next that is given: --sort R1,L1.
    #[arg(
        long,
        value_name = "ORDER",
        default_value = "document",
        value_delimiter = ','
    )]
    pub(crate) sort: Vec<Order>,
    /// Count the lines by this, instead of listing them.
    #[arg(long, value_name = "FIELD", conflicts_with = "sort")]
    pub(crate) group: Option<GroupBy>,
    /// Lines, or groups, to show; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) searched: SearchedArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}
