//! [`Provision`]: one numbered or otherwise marked unit of a document.

use crate::span::Span;

/// One unit of the outline.
///
/// Its span is its **own** text: the marker, the heading and what follows, up to the next
/// provision of any level. Provisions therefore partition the text, and the tree is in `parent`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Provision {
    /// What it is.
    pub kind: ProvisionKind,
    /// The place in the outline, markers from the outside in joined by `/`: `第三章/第十二条/（一）`.
    pub path: String,
    /// Its own marker without closing punctuation: `二`, `（三）`, `第十二条`.
    pub label: Option<String>,
    /// Depth in the outline: 0 for what stands outside it, 1 for the outermost marker.
    pub level: u8,
    /// Its own text, in bytes of the original.
    pub span: Span,
    /// The words of its heading, in bytes of the original.
    pub heading: Option<Span>,
    /// The index of the provision it belongs to.
    pub parent: Option<usize>,
}

impl Provision {
    /// A provision without label, heading or parent.
    #[must_use]
    pub fn new(kind: ProvisionKind, path: impl Into<String>, level: u8, span: Span) -> Self {
        Self {
            kind,
            path: path.into(),
            label: None,
            level,
            span,
            heading: None,
            parent: None,
        }
    }
}

/// What a provision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ProvisionKind {
    /// 文头: title, number, addressee and what else stands before the text proper.
    Masthead,
    /// 导语: text before the first marker.
    Preamble,
    /// 编.
    Part,
    /// 章.
    Chapter,
    /// 节.
    Section,
    /// 条.
    Article,
    /// 款: an unnumbered paragraph of an article, from the second on.
    Paragraph,
    /// 项: （一） under an article.
    Item,
    /// 目: 1. under a 项.
    Subitem,
    /// 一、 （一） 1. （1） ① of notices, opinions and plans.
    Heading,
    /// 附件: an attachment and what it holds before its own outline.
    Attachment,
    /// 落款: signature and date.
    Signature,
    /// 正文: text of a document without any marker.
    Body,
}
