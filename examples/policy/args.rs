//! The command line.

mod coding;
mod kwic;
mod life;
mod study;
mod words;

pub(crate) use coding::{
    AgreeArgs, CodebookAction, CodebookArgs, SampleArgs, StressArgs, TrainArgs,
};
pub(crate) use kwic::{ContextUnit, KwicArgs};
pub(crate) use life::{BurstsArgs, CitedArgs, Counted, InheritArgs, LifecycleArgs, StagesArgs};
pub(crate) use study::{
    CaseArgs, ChainArgs, CompareArgs, ComparedPart, DataArgs, NetworkArgs, NetworkOf, PmcArgs,
    Show, StrengthArgs, TensionsArgs, ThesisArgs, ThesisFormat,
};
pub(crate) use words::WordsArgs;

use crate::input::COMMIT_EVERY;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use zhengce::analysis::{Axis, Unit};
use zhengce::document::Level;
use zhengce::index::{Facet, SearchOptions};
use zhengce::read::ReadOptions;
use zhengce::text::Script;
use zhengce::time::PartialDate;

/// Query Chinese policy documents: structure, codes, timeline, full text.
///
/// Every command answers without any file: it then uses the built-in case corpus, balanced
/// compulsory education in Shanghai around the 12th Five-Year Plan (2011-2015). Give your own documents with --corpus, or build
/// an index of a large corpus once and search it with --index.
#[derive(Debug, Parser)]
#[command(
    name = "policy",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    after_help = "Examples:
  policy timeline                               the case: who issued what when
  policy search 教育经费                        every provision that contains the words
  policy codes --code personnel --from 2011     provisions on teachers, with the words they rest on
  policy analyze my-folder > records.jsonl      one analysis record a document
  policy index my-index my-folder               then: policy search 教师 --index my-index

Exit codes: 0 done; 1 could not go on; 2 wrong arguments; 3 done, but some documents could not be read."
)]
pub(crate) struct Cli {
    /// When to colour the output.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(crate) color: ColorWhen,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    Always,
    Never,
}

impl ColorWhen {
    /// Makes this the choice of both output streams.
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::AlwaysAnsi,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write one analysis record a document, as JSON Lines.
    Analyze(AnalyzeArgs),
    /// Build an index of documents, or add documents to one.
    Index(IndexArgs),
    /// Find provisions.
    Search(SearchArgs),
    /// Show every occurrence of a term in its context (concordance).
    Kwic(KwicArgs),
    /// Count words: frequencies, key words, collocates, new terms.
    Words(WordsArgs),
    /// List coded provisions with the words each code rests on.
    Codes(CodesArgs),
    /// Cross-table of coded provisions, any axis by any axis.
    Matrix(MatrixArgs),
    /// Paired aims that pull apart: who asks for which, when, and to which side the texts lean.
    Tensions(TensionsArgs),
    /// Everything that is said of one subject, in order of time, and where the record is silent.
    Case(CaseArgs),
    /// Groups of documents side by side: mix of codes, words, what one has that another lacks.
    Compare(CompareArgs),
    /// From problem to evaluation: the argument of each document, or of each theme.
    Chain(ChainArgs),
    /// The whole study as one document: every number leads to its evidence, every gap is said.
    Thesis(ThesisArgs),
    /// Figures from outside the texts, and the provisions that they test.
    Data(DataArgs),
    /// Who issues with whom, which document cites which, how far a document spreads.
    Network(NetworkArgs),
    /// How strong policies are, by a table of scores.
    Strength(StrengthArgs),
    /// The PMC index of each document, by a model of variables.
    Pmc(PmcArgs),
    /// List dated events in order, each with its words.
    Timeline(TimelineArgs),
    /// Say which documents are in force on a day, or list the steps of their lives.
    Lifecycle(LifecycleArgs),
    /// List the documents that are cited but not held: how often, by whom, from when to when.
    Cited(CitedArgs),
    /// Set the provisions of a document beside those of the one that it carries out.
    Inherit(InheritArgs),
    /// Find the years in which the counts of documents or codes change.
    Stages(StagesArgs),
    /// Find the years in which a code or a term is suddenly frequent.
    Bursts(BurstsArgs),
    /// Measure how far coders agree, and list where they do not.
    Agree(AgreeArgs),
    /// Draw the paragraphs that are worth coding next.
    Sample(SampleArgs),
    /// Learn a coder from coded paragraphs, and test it on documents it has not seen.
    Train(TrainArgs),
    /// Look at coding schemes, start one, test one.
    Codebook(CodebookArgs),
}

/// How documents are read.
#[derive(Clone, Copy, Debug, Default, Args)]
#[command(next_help_heading = "Documents")]
pub(crate) struct ReadArgs {
    /// Read traditional characters as simplified ones: rules, codes and search terms in simplified
    /// characters then find them. Quotes keep the characters of the document. An index keeps how
    /// it was built.
    #[arg(long)]
    simplified: bool,
}

impl ReadArgs {
    pub(crate) fn options(self) -> ReadOptions {
        let script = if self.simplified {
            Script::Simplified
        } else {
            Script::AsIs
        };
        ReadOptions::default().script(script)
    }
}

/// Which documents a listing is about.
#[derive(Debug, Args)]
#[command(next_help_heading = "Documents")]
pub(crate) struct CorpusArgs {
    /// A file or folder to read instead of the built-in case corpus (DOCX, PDF, OFD, RTF, HTML,
    /// text, Markdown, CSV, JSON Lines, JSON, ZIP); repeat for several.
    #[arg(long, value_name = "PATH")]
    pub(crate) corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) coding: CodingArgs,
}

/// How their paragraphs are coded.
#[derive(Debug, Args)]
#[command(next_help_heading = "Documents")]
pub(crate) struct CodingArgs {
    /// Code by this scheme: the id of one that ships (see `policy codebook list`) or a TOML file
    /// of your own; repeat for several.
    #[arg(long, value_name = "CODEBOOK", default_value = "case")]
    pub(crate) codebook: Vec<String>,
    /// Code by what `policy train` made, too; repeat for several. --codebook none leaves the
    /// rules out.
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Vec<PathBuf>,
}

/// Which of them it shows. All given criteria must hold.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArgs {
    /// Dated on or after: 2011, 2011-06 or 2011-06-28. What is dated by year or month alone passes
    /// when any day of it does; what has no date does not pass. `timeline` takes the date of the
    /// event, other listings that of the document.
    #[arg(long, value_name = "DATE")]
    from: Option<PartialDate>,
    /// Dated on or before, the whole of it: --to 2015 includes December.
    #[arg(long, value_name = "DATE")]
    to: Option<PartialDate>,
    /// An issuer contains this; repeat for either.
    #[arg(long, value_name = "TEXT")]
    issuer: Vec<String>,
    /// The region contains this; repeat for either.
    #[arg(long, value_name = "TEXT")]
    region: Vec<String>,
    /// national, provincial, municipal, district, school or foreign; repeat for either. Beijing,
    /// Tianjin, Shanghai and Chongqing read as municipal; a level that came with a document stands.
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    level: Vec<Level>,
    /// The document type ends with this: 意见 also lets 实施意见 pass; repeat for either.
    #[arg(long, value_name = "TYPE")]
    genre: Vec<String>,
    /// The provision carries this code; repeat for either. Codes of the case: personnel,
    /// enrollment, integration, investment, evaluation; district_group (学区化集团化), entrusted
    /// (委托管理), new_quality (新优质学校), diversification (多样化).
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    /// The document id; repeat for either.
    #[arg(long, value_name = "ID")]
    doc: Vec<String>,
    /// The country: 美国, 新加坡, 日本, 中国; repeat for either; all for all of them. Without it, documents of
    /// other countries stay out, unless --doc or --level foreign asks for them.
    #[arg(long, value_name = "COUNTRY")]
    jurisdiction: Vec<String>,
}

fn level(name: &str) -> Result<Level, String> {
    Level::from_name(name).ok_or_else(|| {
        "the levels are national, provincial, municipal, district, school, foreign".to_owned()
    })
}

impl FilterArgs {
    /// Whether it asks for codes; only then need the codes be known.
    pub(crate) fn names_codes(&self) -> bool {
        !self.code.is_empty()
    }

    /// The filter on documents that are coded with `codes`; an error where it names another, or
    /// where the dates leave nothing between them.
    pub(crate) fn filter(&self, codes: &[String]) -> zhengce::Result<zhengce::corpus::Filter> {
        if let Some(unknown) = self.code.iter().find(|code| !codes.contains(code)) {
            return Err(zhengce::Error::new(
                zhengce::ErrorKind::Argument,
                format!(
                    "no code is called “{unknown}”; the codes are {}",
                    codes.join(", ")
                ),
            ));
        }
        let first = self.from.and_then(PartialDate::first_day);
        if let (Some(first), Some(end)) = (first, self.to.and_then(PartialDate::until))
            && end <= first
        {
            return Err(zhengce::Error::new(
                zhengce::ErrorKind::Argument,
                "--to lies before --from, which leaves nothing; exchange them",
            ));
        }
        let mut filter = zhengce::corpus::Filter::default();
        filter.from = self.from;
        filter.to = self.to;
        filter.issuers = self.issuer.clone();
        filter.regions = self.region.clone();
        filter.levels = self.level.clone();
        filter.genres = self.genre.clone();
        filter.codes = self.code.clone();
        filter.documents = self.doc.clone();
        filter.jurisdictions = zhengce::corpus::Jurisdictions::named(&self.jurisdiction);
        Ok(filter)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading.
    Table,
    /// One JSON object a line; offsets are code points.
    Jsonl,
    /// For spreadsheets: UTF-8 with a header line; a text that a spreadsheet would run as a
    /// formula gets a leading '.
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct FormatArgs {
    /// How to write the listing.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policy analyze documents/ -o records.jsonl
  policy analyze page.html notice.txt
  cat documents.jsonl | policy analyze - > records.jsonl

Input records hold \"id\" and \"text\", and any of title, issuer, doc_number, issued, level, region,
jurisdiction, genre, reference_date: these are taken as given. Offsets in the output are Unicode code points,
half open, into the text as given; of pages, office documents, PDF and Markdown, into the text
extracted from them, which --with-text writes beside it. Without PATHS the built-in case corpus is analysed.")]
pub(crate) struct AnalyzeArgs {
    /// Files or folders; - reads JSON Lines from standard input.
    #[arg(value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write to this file instead of standard output; it appears when the run is complete.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Repeat each text in its record, under "text": of pages, office documents, PDF and Markdown
    /// the offsets are about the text that was extracted from them.
    #[arg(long)]
    pub(crate) with_text: bool,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) coding: CodingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policy index my-index documents/              build
  policy index my-index more.jsonl              add; a document of the same id is replaced
  policy index my-index documents/              again: only what is new or changed is analysed;
                                                so does a run that was broken off go on
  policy search 教育经费 --index my-index")]
pub(crate) struct IndexArgs {
    /// The folder of the index; made where it does not exist.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Files or folders to add; without any, the built-in case corpus.
    #[arg(value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,
    /// Documents after which what was done is made lasting: what a run that is broken off can lose.
    /// Long ones count for more.
    #[arg(long, value_name = "N", default_value_t = COMMIT_EVERY)]
    pub(crate) commit_every: NonZeroUsize,
    /// When all is added, merge the files of the index into one: searching gets faster, and what was
    /// replaced takes no room any more.
    #[arg(long)]
    pub(crate) merge: bool,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) coding: CodingArgs,
}

/// Where to search.
#[derive(Debug, Args)]
#[command(next_help_heading = "Documents")]
pub(crate) struct SearchedArgs {
    /// An index built with `policy index`.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["corpus", "simplified"])]
    pub(crate) index: Option<PathBuf>,
    /// A file or folder to read instead of the built-in case corpus; repeat for several.
    #[arg(long, value_name = "PATH")]
    pub(crate) corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) read: ReadArgs,
    #[command(flatten)]
    pub(crate) coding: CodingArgs,
}

/// What a table counts by where nothing else is asked for.
const FACETS: [&str; 7] = ["code", "year", "plan", "level", "genre", "region", "issuer"];

/// Counts nothing.
pub(crate) const NO_FACET: &str = "none";

fn facet_names() -> PossibleValuesParser {
    let names = Facet::ALL.into_iter().map(Facet::as_str);
    PossibleValuesParser::new(names.chain([NO_FACET]))
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SortHits {
    /// The best match first.
    Relevance,
    /// The earliest document first.
    Date,
    /// The latest document first.
    Newest,
}

#[derive(Debug, Args)]
#[command(after_help = "Queries:
  教育经费                  every provision that contains these characters
  教师 农村                 both, anywhere in the provision (the same as 教师 AND 农村)
  教师 OR 校长              either
  教师 NOT 培训             the first without the second (the same as 教师 -培训)
  (教师 OR 校长) 流动       grouped; （）“”：｜＊ and full-width spaces work too
  \"城乡 一体化\"             quoted: exactly so, with the space
  义务*教育  学区?办学      * any characters of one sentence, ? one character
  教师 NEAR/5 流动          at most 5 characters between, in either order; NEAR alone: 10
  教师 NEAR/S 流动          in one sentence; NEAR/P: in one provision
  教师 /[一二三]年/         a regular expression, best beside other words
  ~随迁子女                 also the other terms of its family (农民工子女, 流动儿童 …), which it says
  沪府办发[2012]40号        the document of this number, and what names it, however written
  *                         every provision
Fields:
  title:均衡 number:沪府办发[2012]40号 issuer:教育委员会 region:上海 genre:意见 level:municipal
  code:personnel doc:SH-2012-75
  cites:国发〔2012〕48号    provisions that name it; also cites:义务教育法
  year:2012 plan:十二五 issued:2011..2015 issued:十二五 published:2012 date:2012年9月..
  in-force:2013-06-01       of documents in force on the day (with --index, add --lives DOCUMENTS)

Examples:
  policy search 教育经费
  policy search '教师 AND 农村' --code personnel --from 2011 --to 2016 --index my-index
  policy search 教育经费 --explain                            why each hit has its score
  policy search 公用经费 --fold                               copies of one provision shown once
  policy search 学区 --format csv --limit 0 > hits.csv        0: all of them")]
pub(crate) struct SearchArgs {
    /// What to find; see below.
    #[arg(value_name = "QUERY")]
    pub(crate) query: String,
    /// Hits to show; 0 for all.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// The order of the hits.
    #[arg(long, value_name = "ORDER", default_value = "relevance")]
    pub(crate) sort: SortHits,
    /// What the table counts all matching provisions by, or `none`; repeat for several.
    #[arg(long, value_name = "FACET", default_values = FACETS, value_parser = facet_names())]
    pub(crate) facet: Vec<String>,
    /// Show a provision and its copies (forwarded, issued again with few changes) once: the first in
    /// the order asked for, with the places of the others.
    #[arg(long)]
    pub(crate) fold: bool,
    /// Say for each hit why it has its score: how often it holds each word, how rare the word is, how
    /// long the provision, what the title adds. With --format csv or jsonl, one row a word.
    #[arg(long, conflicts_with = "fold")]
    pub(crate) explain: bool,
    /// What a title is worth that holds a word of the query, where the word in a provision of mean
    /// length is worth 1; 0 leaves titles out.
    #[arg(long, value_name = "WEIGHT", default_value_t = SearchOptions::TITLE_WEIGHT)]
    pub(crate) title_weight: f64,
    /// Search for the other terms of the family of every word, too, as with ~ before each: it says
    /// which. Not for what NOT excludes.
    #[arg(long)]
    pub(crate) synonyms: bool,
    /// Families of terms of your own, besides those that ship; repeat for several. A TOML file of
    /// tables [[family]] with terms = ["…", "…"].
    #[arg(long, value_name = "FILE")]
    pub(crate) families: Vec<PathBuf>,
    /// For in-force: with --index, the documents from which it is read what is in force; repeat for
    /// several.
    #[arg(long, value_name = "PATH", requires = "index")]
    pub(crate) lives: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) searched: SearchedArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policy codes
  policy codes --code entrusted --code district_group
  policy codes --code new_quality --explain
  policy codes --corpus documents/ --from 2011 --to 2015 --format csv > codes.csv")]
pub(crate) struct CodesArgs {
    /// Say for each paragraph why it has the code: what the code means, each rule that found
    /// something with its weight, and how the score comes about.
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Count {
    /// Coded provisions.
    Provisions,
    /// Documents with a coded provision.
    Documents,
}

impl From<Count> for Unit {
    fn from(count: Count) -> Self {
        match count {
            Count::Provisions => Self::Provisions,
            Count::Documents => Self::Documents,
        }
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "Axes: code, instrument, measure (the codes of the case by level), year, plan (five-year plan),
stage:2010,2013 (by the years in which your stages begin), issuer, level, region, jurisdiction,
genre, doc, and the id of any scheme (function, tensions, rothwell_zegveld …), which is then coded
too; scheme:ID for one of your own that --codebook names.

Shares, expected values and residuals take each standing of a provision in a cell as one observation:
a provision with two codes is two. An adjusted residual beyond 2 or 3 wants an explanation.

Examples:
  policy matrix                                 instruments by year
  policy matrix --columns plan --count documents
  policy matrix --rows instrument --columns function
  policy matrix --columns stage:2010,2013 --show adjusted
  policy matrix --rows issuer --columns code --from 2011 --to 2015 --format csv"
)]
pub(crate) struct MatrixArgs {
    /// What the rows tell apart.
    #[arg(long, value_name = "AXIS", default_value = "code")]
    pub(crate) rows: Axis,
    /// What the columns tell apart.
    #[arg(long, value_name = "AXIS", default_value = "year")]
    pub(crate) columns: Axis,
    /// What is counted.
    #[arg(long, value_name = "UNIT", default_value = "provisions")]
    pub(crate) count: Count,
    /// What the cells show.
    #[arg(long, value_name = "WHAT", default_value = "counts")]
    pub(crate) show: Show,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Events {
    /// The life of the documents: adopted, issued, amended, in force, expired, repealed.
    Life,
    /// Also what they date: deadlines, targets, periods, scheduled acts, background.
    All,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  policy timeline
  policy timeline --from 2011 --to 2015 --region 上海
  policy timeline --events all --doc CN-2012-48
  policy timeline --implements --level municipal          what the city carries out, and how soon
  policy timeline --corpus documents/ --format jsonl > timeline.jsonl")]
pub(crate) struct TimelineArgs {
    /// Which events to list.
    #[arg(long, value_name = "WHICH", default_value = "life")]
    pub(crate) events: Events,
    /// List instead who carries out what: the upper document, the lower one, and the days between
    /// them. The filters choose the lower documents.
    #[arg(long, conflicts_with = "events")]
    pub(crate) implements: bool,
    #[command(flatten)]
    pub(crate) format: FormatArgs,
    #[command(flatten)]
    pub(crate) corpus: CorpusArgs,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
}
