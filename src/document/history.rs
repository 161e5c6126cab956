//! [`Act`]: what was done with a document on a day, as its header tells.

use super::DocNumber;
use crate::span::Span;
use crate::time::PartialDate;
use std::fmt;

/// A dated act in the life of a document: one entry of its version history.
///
/// ```
/// use zhengce::{document::ActKind, parse::parse, read::RawDocument};
/// let text = "甲市公园条例\n（2001年4月12日甲市第五届人民代表大会常务委员会第五次会议通过　\
///             根据2015年6月18日甲市第七届人民代表大会常务委员会第二次会议《关于修改〈甲市公园条例〉的决定》\
///             第一次修正）\n第一条 制定本条例。\n";
/// let history = parse(RawDocument::new("example", text)).document.metadata.history;
/// assert_eq!(history[0].kind, ActKind::Adopted);
/// assert_eq!(history[1].kind, ActKind::Amended);
/// assert_eq!(history[1].date.to_string(), "2015-06-18");
/// assert_eq!(history[1].organs, ["甲市人民代表大会常务委员会"]);
/// assert_eq!(history[1].decision.as_deref(), Some("关于修改〈甲市公园条例〉的决定"));
/// assert_eq!(history[1].ordinal, Some(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Act {
    /// What it did to the document.
    pub kind: ActKind,
    /// Of a change that was made in steps, which of them this is: the decision to amend was
    /// adopted (通过), approved (批准) or promulgated (公布) on this day.
    pub step: Option<ActKind>,
    /// The day, as finely as it is printed.
    pub date: PartialDate,
    /// Who acted; an assembly without the number of its term.
    pub organs: Vec<String>,
    /// The number of the order or decision: 国务院令第707号, 法释〔2003〕1号.
    pub number: Option<DocNumber>,
    /// The title of the decision that made the change, without its outer marks.
    pub decision: Option<String>,
    /// The count of the change: 1 for 第一次修正.
    pub ordinal: Option<u32>,
    /// From the date to the verb, in bytes of the original text.
    pub span: Span,
}

/// The kinds of acts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActKind {
    /// 通过: an assembly or meeting passed it.
    Adopted,
    /// 批准: a higher body approved it.
    Approved,
    /// 签署: it was signed.
    Signed,
    /// 公布, 发布, 颁布, 印发: it was made public.
    Promulgated,
    /// 修正, 修改: parts were changed.
    Amended,
    /// 修订: it was revised as a whole.
    Revised,
    /// 施行, 实施, 生效: it came into force.
    Effective,
    /// 废止, 失效: it ceased.
    Repealed,
}

impl ActKind {
    /// The word of the analysis record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adopted => "adopted",
            Self::Approved => "approved",
            Self::Signed => "signed",
            Self::Promulgated => "promulgated",
            Self::Amended => "amended",
            Self::Revised => "revised",
            Self::Effective => "effective",
            Self::Repealed => "repealed",
        }
    }

    /// Whether it made a later version of the text.
    #[must_use]
    pub fn is_change(self) -> bool {
        matches!(self, Self::Amended | Self::Revised)
    }
}

impl fmt::Display for ActKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
