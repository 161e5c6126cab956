//! Arguments of `policy words`.

use super::{CorpusArgs, FilterArgs, FormatArgs};
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policy words                                    the most frequent words
  policy words --key --level municipal            what the city says more often than the rest
  policy words --corpus ours/ --against theirs/   words of one corpus against another
  policy words --beside 教师                      what stands beside 教师 more often than chance
  policy words --new --corpus documents/          terms that the lexicon lacks, for review

log_likelihood says how sure a difference is (10.83: one word of 1,000 by chance), log_ratio how
large (1: twice as frequent here, -1: twice there), log_dice how close the bond (14 at most).")]
pub(crate) struct WordsArgs {
    /// Compare what passes the filters with the rest of the corpus.
    #[arg(long, conflicts_with_all = ["against", "beside", "new"])]
    pub(crate) key: bool,
    /// Compare with these documents; repeat for several. The filters hold for both.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["beside", "new"])]
    pub(crate) against: Vec<PathBuf>,
    /// List the words beside this term, wherever its characters stand.
    #[arg(long, value_name = "TERM", conflicts_with = "new")]
    pub(crate) beside: Option<String>,
    /// List strings that behave like words and that neither lexicon nor dictionary has.
    #[arg(long)]
    pub(crate) new: bool,
    /// With --beside: words on each side, within the sentence.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) window: usize,
    /// The fewest times that a word must stand (beside the term, or in the corpus).
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) least: u64,
    /// The fewest characters of a word.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) characters: usize,
    /// Words to show; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}
