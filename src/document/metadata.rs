//! What the masthead says, and what came with the document from outside.

use super::{Act, DocNumber};
use crate::time::{Date, PartialDate};
use std::collections::BTreeMap;
use std::fmt;

/// The metadata of a document. What was given with the document stands as given; the rest was
/// read from the text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Metadata {
    /// The title on one line.
    pub title: Option<String>,
    /// The document's own number.
    pub doc_number: Option<DocNumber>,
    /// The issuing organs, in order.
    pub issuers: Vec<String>,
    /// When it was made: 成文, 通过 or 签署.
    pub issued: Option<PartialDate>,
    /// Its type: 意见, 通知, 条例 …
    pub genre: Option<String>,
    /// The level of government that issued it.
    pub level: Option<Level>,
    /// Where it holds: 全国, 上海市 …
    pub region: Option<String>,
    /// The country whose document it is, where that is not China: 美国, 新加坡, 日本.
    pub jurisdiction: Option<String>,
    /// When it was first seen published, where the source says so.
    pub published: Option<PartialDate>,
    /// To whom it is addressed (主送机关), one entry for each organ or group of organs.
    pub addressees: Vec<String>,
    /// Remarks under the signature (附注), without their brackets: 此件公开发布, 联系人：….
    pub notes: Vec<String>,
    /// Who receives a copy (抄送), one entry for each organ or group of organs.
    pub copied_to: Vec<String>,
    /// By whom and when it was printed (印发机关, 印发日期).
    pub printed: Option<Printed>,
    /// The number of the copy (份号): 000012.
    pub copy_number: Option<String>,
    /// The grade of secrecy and its term (密级): 机密★1年.
    pub secrecy: Option<String>,
    /// The grade of urgency (紧急程度): 特急, 加急.
    pub urgency: Option<String>,
    /// Who signed a report to a higher organ (签发人).
    pub signers: Vec<String>,
    /// The version history in the order of the header: every act that it dates.
    pub history: Vec<Act>,
}

/// The last line of a printed document: `甲市教育局办公室 2012年3月5日印发`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Printed {
    /// The office that printed it.
    pub organ: Option<String>,
    /// The day of printing.
    pub date: PartialDate,
}

impl Metadata {
    /// The date that places the document in time: when it was made, else when it was first seen.
    #[must_use]
    pub fn dated(&self) -> Option<PartialDate> {
        self.issued.or(self.published)
    }

    /// The country whose document it is, [`HOME`] where it names none and is no foreign one; `None`
    /// where a foreign document names none.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        let home = (!self.is_foreign()).then_some(HOME);
        self.jurisdiction.as_deref().or(home)
    }

    /// Whether it is the document of another country: its jurisdiction or its level says so.
    /// Counts of Chinese documents leave it out.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.jurisdiction.is_some() || self.level == Some(Level::Foreign)
    }
}

/// The name of the jurisdiction that documents have which name none.
pub const HOME: &str = "中国";

/// Metadata that came with a document: taken as given, never re-guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Given {
    /// The title.
    pub title: Option<String>,
    /// Issuing organs, joined by spaces or 、 as the source has them.
    pub issuer: Option<String>,
    /// The number as the source writes it.
    pub doc_number: Option<String>,
    /// The date.
    pub issued: Option<PartialDate>,
    /// When it was first seen published, where that is not the date it was made.
    pub published: Option<PartialDate>,
    /// The level of government.
    pub level: Option<Level>,
    /// The region.
    pub region: Option<String>,
    /// The country; [`HOME`] says the same as none.
    pub jurisdiction: Option<String>,
    /// The document type.
    pub genre: Option<String>,
    /// The day that fixes 今年 and the like.
    pub reference_date: Option<Date>,
}

/// The level of government that issued a document.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Level {
    /// The National People's Congress, the State Council, ministries.
    National,
    /// Provinces, autonomous regions.
    Provincial,
    /// Municipalities and cities.
    Municipal,
    /// Districts and counties.
    District,
    /// A school.
    School,
    /// Another country.
    Foreign,
}

impl Level {
    /// The word used in records, filters and tables.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Provincial => "provincial",
            Self::Municipal => "municipal",
            Self::District => "district",
            Self::School => "school",
            Self::Foreign => "foreign",
        }
    }

    /// The level of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::National,
            Self::Provincial,
            Self::Municipal,
            Self::District,
            Self::School,
            Self::Foreign,
        ]
        .into_iter()
        .find(|l| l.as_str() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where a document's text and facts come from and how far they can be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Provenance {
    /// The text is a digest written for study, not the official text.
    pub digest: bool,
    /// Nothing but title and masthead facts is known; the absence of measures says nothing.
    pub title_only: bool,
    /// Names of metadata fields that no source confirms.
    pub unverified: Vec<String>,
    /// The sources, in order.
    pub sources: Vec<Source>,
    /// Relations to other documents that a source states, in order.
    pub relations: Vec<StatedRelation>,
    /// What a reader should know about the document's facts.
    pub note: Option<String>,
    /// Further attributes of the user's own, by name.
    pub attributes: BTreeMap<String, String>,
}

/// A source of facts and what it supports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Source {
    /// Its address or reference.
    pub url: String,
    /// What it supports, in a few words.
    pub supports: Option<String>,
}

/// A relation to another document that a source states.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct StatedRelation {
    /// Its kind: `implements`, `revises`, `issued_with` …
    pub kind: String,
    /// The id of the other document.
    pub target: String,
}
