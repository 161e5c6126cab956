//! [`Query`]: what is searched for, as a value.

use crate::document::Level;
use crate::time::PartialDate;
use std::fmt;

/// What a provision must be to be found. [`parse_query`](super::parse_query) reads one from text.
///
/// ```
/// use zhengce::index::{Query, parse_query};
/// let query = Query::And(vec![
///     Query::phrase("教师流动"),
///     Query::Not(Box::new(Query::phrase("人口"))),
/// ]);
/// assert_eq!(parse_query("教师流动 NOT 人口")?, query);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Query {
    /// Every provision.
    All,
    /// The text contains exactly these characters; full-width forms, kinds of space and the case
    /// of ASCII letters make no difference.
    Phrase(String),
    /// A fact of the document contains these characters, or is this value.
    Field(Field, String),
    /// The document is of this level of government.
    Level(Level),
    /// The document is dated (issued, else published) between these dates, both included; a date
    /// known only to the year or month counts where it may lie between them.
    Dated(Option<PartialDate>, Option<PartialDate>),
    /// The document was issued between these dates, both included.
    Issued(Option<PartialDate>, Option<PartialDate>),
    /// The document was published between these dates, both included.
    Published(Option<PartialDate>, Option<PartialDate>),
    /// All of these.
    And(Vec<Query>),
    /// At least one of these.
    Or(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
}

/// A fact that a query can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// The title contains the value.
    Title,
    /// The document number, as printed or normalised, contains the value.
    Number,
    /// An issuer contains the value.
    Issuer,
    /// The region contains the value.
    Region,
    /// The document type is the value.
    Genre,
    /// The provision has the code.
    Code,
    /// The document id is the value.
    Doc,
}

impl Field {
    /// The word for the field in the query language.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Number => "number",
            Self::Issuer => "issuer",
            Self::Region => "region",
            Self::Genre => "genre",
            Self::Code => "code",
            Self::Doc => "doc",
        }
    }

    /// The field of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::Title,
            Self::Number,
            Self::Issuer,
            Self::Region,
            Self::Genre,
            Self::Code,
            Self::Doc,
        ]
        .into_iter()
        .find(|f| f.as_str() == name)
    }
}

impl Query {
    /// The text contains exactly these characters.
    #[must_use]
    pub fn phrase(text: impl Into<String>) -> Self {
        Self::Phrase(text.into())
    }

    /// The phrases that a found text may contain, in order of the query: all but the negated ones.
    #[must_use]
    pub fn phrases(&self) -> Vec<&str> {
        let mut phrases = Vec::new();
        self.collect_phrases(true, &mut phrases);
        phrases
    }

    fn collect_phrases<'q>(&'q self, wanted: bool, phrases: &mut Vec<&'q str>) {
        match self {
            Self::Phrase(text) if wanted => phrases.push(text),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.collect_phrases(wanted, phrases);
                }
            }
            Self::Not(part) => part.collect_phrases(!wanted, phrases),
            _ => {}
        }
    }
}

impl fmt::Display for Query {
    /// The query in the query language, every phrase quoted and every group in brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Phrase(text) => f.write_str(&quoted(text)),
            Self::Field(field, value) => write!(f, "{}:{}", field.as_str(), quoted(value)),
            Self::Level(level) => write!(f, "level:{level}"),
            Self::Dated(from, to) => range(f, "date", *from, *to),
            Self::Issued(from, to) => range(f, "issued", *from, *to),
            Self::Published(from, to) => range(f, "published", *from, *to),
            Self::And(parts) => group(f, parts, " AND "),
            Self::Or(parts) => group(f, parts, " OR "),
            Self::Not(part) => write!(f, "NOT {part}"),
        }
    }
}

fn quoted(text: &str) -> String {
    if text.contains('"') {
        format!("“{text}”")
    } else {
        format!("\"{text}\"")
    }
}

fn range(
    f: &mut fmt::Formatter<'_>,
    field: &str,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
) -> fmt::Result {
    write!(f, "{field}:")?;
    if let Some(from) = from {
        write!(f, "{from}")?;
    }
    f.write_str("..")?;
    if let Some(to) = to {
        write!(f, "{to}")?;
    }
    Ok(())
}

fn group(f: &mut fmt::Formatter<'_>, parts: &[Query], joint: &str) -> fmt::Result {
    f.write_str("(")?;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(joint)?;
        }
        write!(f, "{part}")?;
    }
    f.write_str(")")
}
