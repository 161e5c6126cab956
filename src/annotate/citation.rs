//! The citations layer.

use crate::document::DocNumber;
use crate::span::Span;

/// A reference to another document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Citation {
    /// The reference with its cue words, in bytes of the original text.
    pub span: Span,
    /// The cited title without its outer book-title marks.
    pub title: Option<String>,
    /// The cited number.
    pub number: Option<DocNumber>,
    /// What the citing document does with it.
    pub relation: CitationRelation,
    /// The id of the cited document in the corpus, where it is held.
    pub target: Option<String>,
}

/// What a citing document does with the cited one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CitationRelation {
    /// 根据, 依据, 按照 … 制定.
    Basis,
    /// 贯彻落实 … 精神.
    Implements,
    /// 转发, 印发: carries it.
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
