//! [`Query`]: what is searched for, as a value.

use crate::document::Level;
use crate::segment::Synonyms;
use crate::time::{Date, PartialDate};
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
    /// The text contains exactly these characters, or those of another term of their family. Who knows
    /// the families replaces this by them, see [`Query::with_synonyms`]. Searching with it fails.
    Alike(String),
    /// The text contains this, where `?` stands for any one character and `*` for any number of
    /// characters of the same sentence: `义务*教育`.
    Wildcard(String),
    /// The text contains a place that this regular expression matches, in the syntax of the crate
    /// [`regex`]. It is asked of the normalised view, without regard to the case of ASCII letters,
    /// and only of what passes the other conditions beside it.
    Regex(String),
    /// These stand near each other, in any order. Each is a [`Phrase`](Self::Phrase), a
    /// [`Wildcard`](Self::Wildcard), or an [`Or`](Self::Or) of them; anything else is near nothing.
    Near(Vec<Query>, Within),
    /// The provision names the document with this number, in any written form, or this title.
    /// Where the index holds that document, its number finds what names it by title, too.
    Cites(String),
    /// The document is in force on the day. The index does not know: who does replaces this by
    /// [`Documents`](Self::Documents), see [`Query::with_in_force`]. Searching with it fails.
    InForce(Date),
    /// The document is one of these, by id.
    Documents(Vec<String>),
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

/// How near [`Query::Near`] asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Within {
    /// No more than so many characters between each of them and the next.
    Characters(usize),
    /// In one sentence.
    Sentence,
    /// In one provision.
    Provision,
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

    /// The parts that a found text may contain, in order of the query: phrases, wildcards, regular
    /// expressions and what stands near each other, all but the negated ones.
    #[must_use]
    pub fn marked(&self) -> Vec<&Query> {
        let mut marked = Vec::new();
        self.collect_marked(true, &mut marked);
        marked
    }

    fn collect_marked<'q>(&'q self, wanted: bool, marked: &mut Vec<&'q Query>) {
        match self {
            Self::Phrase(_) | Self::Wildcard(_) | Self::Regex(_) | Self::Near(..) if wanted => {
                marked.push(self);
            }
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.collect_marked(wanted, marked);
                }
            }
            Self::Not(part) => part.collect_marked(!wanted, marked),
            _ => {}
        }
    }

    /// The days for which it asks what is in force.
    #[must_use]
    pub fn days_in_force(&self) -> Vec<Date> {
        match self {
            Self::InForce(day) => vec![*day],
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().flat_map(Self::days_in_force).collect()
            }
            Self::Not(part) => part.days_in_force(),
            _ => Vec::new(),
        }
    }

    /// The same, with the documents that `in_force` gives for a day instead of the question.
    ///
    /// ```
    /// use zhengce::index::{Query, parse_query};
    /// let lives = zhengce::timeline::Lifecycle::of(&zhengce::Corpus::builtin()?);
    /// let query = parse_query("教师 in-force:2013-06-01")?;
    /// let query = query.with_in_force(&|day| lives.all_in_force(day));
    /// assert!(query.days_in_force().is_empty());
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    #[must_use]
    pub fn with_in_force(self, in_force: &dyn Fn(Date) -> Vec<String>) -> Self {
        self.map(&|query| match query {
            Self::InForce(day) => Self::Documents(in_force(day)),
            other => other,
        })
    }

    /// The same with the families of what is marked by `~` ([`Query::Alike`]) in place of the marks, and
    /// what was added. With `all`, every phrase that is a term of a family stands for the family, but
    /// not what is excluded.
    ///
    /// A term that holds another one of its family is left out: the other finds all that it finds.
    ///
    /// ```
    /// use zhengce::index::parse_query;
    /// use zhengce::segment::Synonyms;
    /// let query = parse_query("~薄弱学校 改造")?;
    /// let (query, added) = query.with_synonyms(&Synonyms::builtin(), false);
    /// assert_eq!(query, parse_query("(薄弱学校 OR 薄弱校 OR 相对薄弱) 改造")?);
    /// assert_eq!(added[0].words, "薄弱学校");
    /// assert_eq!(added[0].others, ["薄弱校", "相对薄弱"]);
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    #[must_use]
    pub fn with_synonyms(self, synonyms: &Synonyms, all: bool) -> (Self, Vec<AddedWords>) {
        let mut added = Vec::new();
        let query = self.expanded(synonyms, all, &mut added);
        (query, added)
    }

    fn expanded(self, synonyms: &Synonyms, all: bool, added: &mut Vec<AddedWords>) -> Self {
        let each = |parts: Vec<Self>, added: &mut Vec<AddedWords>| -> Vec<Self> {
            let parts = parts.into_iter();
            parts
                .map(|part| part.expanded(synonyms, all, added))
                .collect()
        };
        match self {
            Self::And(parts) => Self::And(each(parts, added)),
            Self::Or(parts) => Self::Or(each(parts, added)),
            Self::Near(parts, within) => Self::Near(each(parts, added), within),
            Self::Not(part) => Self::Not(Box::new(part.expanded(synonyms, false, added))),
            Self::Alike(words) => family(words, synonyms, true, added),
            Self::Phrase(words) if all => family(words, synonyms, false, added),
            other => other,
        }
    }

    /// Whether it asks for families of terms, which only [`Query::with_synonyms`] knows.
    pub(crate) fn alike(&self) -> Option<&str> {
        match self {
            Self::Alike(words) => Some(words),
            Self::And(parts) | Self::Or(parts) | Self::Near(parts, _) => {
                parts.iter().find_map(Self::alike)
            }
            Self::Not(part) => part.alike(),
            _ => None,
        }
    }

    /// The query with `change` made to each part that is not made of others.
    pub(crate) fn map(self, change: &dyn Fn(Self) -> Self) -> Self {
        let all = |parts: Vec<Self>| parts.into_iter().map(|part| part.map(change)).collect();
        match self {
            Self::And(parts) => Self::And(all(parts)),
            Self::Or(parts) => Self::Or(all(parts)),
            Self::Near(parts, within) => Self::Near(all(parts), within),
            Self::Not(part) => Self::Not(Box::new(part.map(change))),
            other => change(other),
        }
    }
}

/// What was added to the words of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AddedWords {
    /// The words of the query.
    pub words: String,
    /// The other terms that are searched for; none where the words are of no family.
    pub others: Vec<String>,
}

/// Words or what is alike; what they were told of before is not told again.
fn family(words: String, synonyms: &Synonyms, asked: bool, added: &mut Vec<AddedWords>) -> Query {
    let mut terms = vec![words.clone()];
    let others = synonyms.others(&words);
    for other in &others {
        let shorter = |t: &String| t != other && other.contains(t.as_str());
        if !others.iter().chain([&words]).any(shorter) {
            terms.push(other.clone());
        }
    }
    let added_words = AddedWords {
        others: terms[1..].to_vec(),
        words,
    };
    let is_told = added.contains(&added_words);
    if !is_told && (asked || !added_words.others.is_empty()) {
        added.push(added_words);
    }
    let mut phrases: Vec<Query> = terms.into_iter().map(Query::Phrase).collect();
    match phrases.len() {
        1 => phrases.remove(0),
        _ => Query::Or(phrases),
    }
}

impl fmt::Display for Query {
    /// The query in the query language, every phrase quoted and every group in brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("*"),
            Self::Phrase(text) => f.write_str(&quoted(text)),
            Self::Alike(text) => write!(f, "~{}", quoted(text)),
            Self::Wildcard(text) => f.write_str(text),
            Self::Regex(pattern) => write!(f, "/{}/", pattern.replace('/', "\\/")),
            Self::Near(parts, within) => group(f, parts, &format!(" {within} ")),
            Self::Cites(name) => write!(f, "cites:{}", quoted(name)),
            Self::InForce(day) => write!(f, "in-force:{day}"),
            Self::Documents(ids) if ids.is_empty() => f.write_str("(NOT *)"),
            Self::Documents(ids) => {
                let each: Vec<Query> = ids
                    .iter()
                    .map(|id| Self::Field(Field::Doc, id.clone()))
                    .collect();
                group(f, &each, " OR ")
            }
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

impl fmt::Display for Within {
    /// The word of the query language: `NEAR/10`, `NEAR/S`, `NEAR/P`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Characters(most) => write!(f, "NEAR/{most}"),
            Self::Sentence => f.write_str("NEAR/S"),
            Self::Provision => f.write_str("NEAR/P"),
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
