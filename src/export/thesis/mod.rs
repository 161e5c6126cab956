//! [`thesis`]: what a corpus answers to the study of the case, chapter by chapter.

mod chapters;
mod evidence;
mod facts;

use super::report::{Block, Report, words};
use crate::analysis::{Chains, DataTable, Study};
use crate::annotate::Codebook;
use crate::corpus::{Corpus, Filter};
use crate::error::Result;
use evidence::Evidence;

/// The schemes that a corpus must be coded with for [`thesis`].
pub const THESIS_SCHEMES: [&str; 3] = ["case", "function", "tensions"];

/// The study as one document: background, district level, school level, data, cases, comparison,
/// contradictions, gaps. Every number leads to its evidence inside the document; what the corpus
/// has no evidence for is said in a sentence.
///
/// `corpus` must be coded with [`THESIS_SCHEMES`].
///
/// # Errors
/// Where a scheme that ships was changed so that it can no longer be read.
pub fn thesis(corpus: &Corpus, filter: &Filter, data: &DataTable) -> Result<Report> {
    let study = Study::of_the_case();
    let mut writer = Writer {
        corpus,
        filter,
        data,
        study,
        case: Codebook::builtin("case")?,
        function: Codebook::builtin("function")?,
        tensions: Codebook::builtin("tensions")?,
        evidence: Evidence::default(),
        blocks: Vec::new(),
        gaps: Vec::new(),
    };
    writer.opening();
    writer.background(&Chains::of(corpus, filter));
    for chapter in &study.chapters {
        writer.heading(1, &chapter.title);
        for code in &chapter.codes {
            writer.subject(code);
        }
    }
    writer.data();
    writer.cases();
    writer.comparison();
    writer.contradictions();
    writer.all_gaps();
    let mut blocks = writer.blocks;
    blocks.extend(writer.evidence.blocks(corpus));
    let [first, after] = study.years;
    Ok(Report {
        title: format!("义务教育均衡发展政策文本分析（{first}–{}）", after - 1),
        blocks,
    })
}

/// Writes chapter after chapter.
struct Writer<'c> {
    corpus: &'c Corpus,
    filter: &'c Filter,
    data: &'c DataTable,
    study: &'static Study,
    case: Codebook,
    function: Codebook,
    tensions: Codebook,
    evidence: Evidence,
    blocks: Vec<Block>,
    gaps: Vec<String>,
}

impl Writer<'_> {
    fn heading(&mut self, depth: usize, title: &str) {
        self.blocks
            .push(Block::Heading(depth, title.to_owned(), None));
    }

    fn say(&mut self, sentence: impl Into<String>) {
        self.blocks.push(Block::Paragraph(vec![words(sentence)]));
    }

    /// A sentence that says that there is no evidence; the last chapter lists them all.
    fn gap(&mut self, about: &str, sentence: &str) {
        self.say(format!("空白：{sentence}"));
        self.gaps.push(format!("{about}：{sentence}"));
    }

    /// What a code is called.
    fn label(&self, code: &str) -> String {
        let books = [&self.case, &self.function, &self.tensions];
        let known = books.into_iter().find_map(|book| book.code(code));
        known.map_or_else(|| code.to_owned(), |c| c.label.zh.clone())
    }

    /// Of the years before, in and after the study.
    fn period(&self, year: i16) -> usize {
        self.study.years.partition_point(|start| *start <= year)
    }

    fn period_names(&self) -> [String; 3] {
        let [first, after] = self.study.years;
        [
            format!("{first}年以前"),
            format!("{first}–{}年", after - 1),
            format!("{after}年以后"),
        ]
    }

    fn all_gaps(&mut self) {
        self.heading(1, "空白一览");
        if self.gaps.is_empty() {
            self.say("各部分都有证据。");
            return;
        }
        let gaps = std::mem::take(&mut self.gaps);
        let items = gaps.into_iter().map(|gap| vec![words(gap)].into());
        self.blocks.push(Block::List(items.collect()));
    }
}
