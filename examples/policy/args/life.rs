//! The commands about the life of documents and what they are to each other.

use super::{CorpusArgs, FilterArgs, FormatArgs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use zhengce::annotate::CitationRelation;
use zhengce::corpus::{CitedSort, Held};
use zhengce::time::Date;
use zhengce::timeline::State;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Relation {
    /// 根据, 依据, 按照 … 制定.
    Basis,
    /// 贯彻落实 …
    Implements,
    /// 转发, 印发.
    Forwards,
    /// 修改.
    Amends,
    /// 废止, 停止执行.
    Repeals,
    /// 同意, 批准.
    Approves,
    /// … 的请示收悉.
    Replies,
    /// Any other reference.
    Cites,
}

impl From<Relation> for CitationRelation {
    fn from(relation: Relation) -> Self {
        match relation {
            Relation::Basis => Self::Basis,
            Relation::Implements => Self::Implements,
            Relation::Forwards => Self::Forwards,
            Relation::Amends => Self::Amends,
            Relation::Repeals => Self::Repeals,
            Relation::Approves => Self::Approves,
            Relation::Replies => Self::Replies,
            Relation::Cites => Self::Cites,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Which {
    /// Those not held: known to the catalogue or not.
    Missing,
    /// Not held, but known to the catalogue.
    Known,
    /// Neither held nor known.
    Unknown,
    /// Those in the corpus.
    Held,
    /// All of them.
    All,
}

impl Which {
    pub(crate) fn held(self) -> Vec<Held> {
        match self {
            Self::Missing => vec![Held::Catalogue, Held::Nowhere],
            Self::Known => vec![Held::Catalogue],
            Self::Unknown => vec![Held::Nowhere],
            Self::Held => vec![Held::Corpus],
            Self::All => vec![Held::Corpus, Held::Catalogue, Held::Nowhere],
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SortCited {
    /// What most documents cite first.
    Count,
    Title,
    Number,
    /// By the first citation.
    First,
    /// By the last citation, the latest first.
    Last,
}

impl From<SortCited> for CitedSort {
    fn from(sort: SortCited) -> Self {
        match sort {
            SortCited::Count => Self::Count,
            SortCited::Title => Self::Title,
            SortCited::Number => Self::Number,
            SortCited::First => Self::First,
            SortCited::Last => Self::Last,
        }
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "A document is one line, though texts call it by its number, its title, its title without the
issuer, or both. Citations are looked up in the corpus, then in a catalogue of known documents: by
number, then by title; of several editions the one that was there on the day of the citing text.
The catalogue that ships names national documents on education and those of the case. Your own is
a CSV with a header or JSON Lines: title (标题), doc_number (文号), issuer (发文机关), issued
(成文日期), url (来源网址); title or number is enough.

Examples:
  policy cited                                   what to look for next, the most cited first
  policy cited --relation basis --relation implements --least 2
  policy cited --which all --sort title
  policy cited --corpus documents/ --catalogue my-list.csv --format csv > missing.csv
  policy cited --citations --format csv > citations.csv          every citation with its place"
)]
pub(crate) struct CitedArgs {
    /// Which of the cited documents to list.
    #[arg(long, value_name = "WHICH", default_value = "missing")]
    pub(crate) which: Which,
    /// Count only citations of this relation; repeat for several.
    #[arg(long, value_name = "RELATION")]
    pub(crate) relation: Vec<Relation>,
    /// List only what at least so many documents cite.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) least: usize,
    /// The order of the list.
    #[arg(long, value_name = "ORDER", default_value = "count")]
    pub(crate) sort: SortCited,
    /// A list of known documents beside the one that ships; repeat for several.
    #[arg(long, value_name = "FILE")]
    pub(crate) catalogue: Vec<PathBuf>,
    /// One line a citation instead of one a cited document.
    #[arg(long)]
    pub(crate) citations: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

fn state(name: &str) -> Result<State, String> {
    State::from_name(name).ok_or_else(|| {
        "the states are in_force, suspended, unknown, issued, not_yet, replaced, repealed, expired, presumed_expired"
            .to_owned()
    })
}

#[derive(Debug, Args)]
#[command(
    after_help = "A document is in force from the day that it names; where it names none, from its issue. It ends by
its own clause (有效期至…), by a document of the corpus that repeals, replaces or stops it, or,
where nothing else is known, by the general rule of its place and time: it is then *presumed* to
have ended, and the rule is named. --from and --to bound the date of the document, not of the step.

States: in_force, suspended (停止执行), unknown, issued (not yet in force), not_yet (not yet made),
replaced (by a document of the same name), repealed, expired, presumed_expired.

Examples:
  policy lifecycle                               every step, with its words
  policy lifecycle --on 2013-06-01               what was in force, why, and until when
  policy lifecycle --on 2020-01-01 --state presumed_expired --state repealed
  policy lifecycle --doc SH-2015-DD
  policy lifecycle --chain SH-2013-22            its editions, changes and replacements
  policy lifecycle --corpus documents/ --rules my-rules.toml --format csv > steps.csv"
)]
pub(crate) struct LifecycleArgs {
    /// How each document stands on this day: 2013-06-01.
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<Date>,
    /// With --on, list the documents in this state; repeat for several. Without it, those in
    /// force, suspended or unknown.
    #[arg(long, value_name = "STATE", value_parser = state, requires = "on")]
    pub(crate) state: Vec<State>,
    /// List the versions of the document of this id: its editions, changes, extensions and
    /// replacements, and what repealed them, in order.
    #[arg(long, value_name = "ID", conflicts_with = "on")]
    pub(crate) chain: Option<String>,
    /// Rules of validity in the form of corpus/validity.toml, instead of those that ship.
    #[arg(long, value_name = "FILE")]
    pub(crate) rules: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Counted {
    /// Documents.
    Documents,
    /// Documents with each code.
    Codes,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Found cuts are those of least cost with a penalty for each (PELT, Poisson counts, penalty p ln n for
p series of n years). They do not replace a reading: `gain` says how much better two stages fit
than one; kept_without_one is the share of documents each of which could be missing without moving
the cut; kept_without_fifth the share of five corpora, each without a fifth of the documents, that
keep it within a year. The instruments of each year are in `policy matrix`.

Examples:
  policy stages
  policy stages --own 2010 --own 2013            your stages beside those found
  policy stages --count codes --corpus documents/ --format csv > stages.csv"
)]
pub(crate) struct StagesArgs {
    /// What is counted by year.
    #[arg(long, value_name = "WHAT", default_value = "documents")]
    pub(crate) count: Counted,
    /// The first year of a stage of your own; repeat for several.
    #[arg(long, value_name = "YEAR")]
    pub(crate) own: Vec<i16>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "The two-state automaton of Kleinberg over the documents of each year: `weight` says how much better
the frequent state fits than the usual one.

Examples:
  policy bursts                                  of the codes
  policy bursts 学区化 新优质学校 委托管理
  policy bursts --times 3 --gamma 2 --corpus documents/ --format csv > bursts.csv"
)]
pub(crate) struct BurstsArgs {
    /// Terms, exactly as written; without any, the codes.
    #[arg(value_name = "TERM")]
    pub(crate) terms: Vec<String>,
    /// How many times its usual share makes a burst; above 1.
    #[arg(long, value_name = "S", default_value_t = 2.0)]
    pub(crate) times: f64,
    /// What it costs to begin a burst.
    #[arg(long, value_name = "GAMMA", default_value_t = 1.0)]
    pub(crate) gamma: f64,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Each provision of the lower document goes with the one of the upper document that shares most runs
of three characters with it. copied: nearly word for word; sharper: a figure raised, a deadline
earlier, should made must; softer: the other way; adapted: in other words; dropped and added: in
one of them only. Thresholds and words are in corpus/inherit.toml.

Examples:
  policy inherit CN-2012-48 SH-2011-32
  policy inherit upper lower --corpus documents/ --format csv > inherit.csv"
)]
pub(crate) struct InheritArgs {
    /// The id of the document that is carried out.
    #[arg(value_name = "UPPER")]
    pub(crate) upper: String,
    /// The id of the document that carries it out.
    #[arg(value_name = "LOWER")]
    pub(crate) lower: String,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
}
