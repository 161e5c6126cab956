//! The query language: from text to [`Query`].
//!
//! ```text
//! query  = and { OR and }
//! and    = not { [AND] not }
//! not    = { NOT } near
//! near   = atom { NEAR[/n|/S|/P] atom }
//! atom   = "(" query ")" | field ":" value | ["~"] "phrase" | [~]word | wild*card | /regex/ | *
//! ```
//!
//! One reader serves the strict and the lenient form: where the strict one stops, the lenient one
//! repairs and says so.

mod scan;
mod values;

use super::matching;
use super::query::{Field, Query, Within};
use crate::document::{DocNumber, Level};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Text;

/// Brackets and NOTs deeper than this are a mistake or an attack.
const DEEPEST: usize = 64;

const FIELDS: &str = "title, number, issuer, region, level, genre, code, cites, doc, year, plan, date, issued, published, in-force";

/// Reads a query.
///
/// | query | finds provisions |
/// |---|---|
/// | `教育经费` | with exactly these characters |
/// | `"城乡 一体化"` | with exactly these, spaces, marks and all; also `“…”`, `「…」` |
/// | `教师 农村`, `教师 AND 农村`, `教师 & 农村` | with both |
/// | `教师 OR 校长`, <code>教师 \| 校长</code> | with either |
/// | `教师 NOT 培训`, `教师 -培训` | with the first and not the second |
/// | `(教师 OR 校长) 流动` | as grouped |
/// | `义务*教育`, `学区?办学` | `*`: any characters of one sentence; `?`: any one character |
/// | `教师 NEAR 流动`, `教师 NEAR/5 流动` | with no more than 10, or 5, characters between them, in either order |
/// | `教师 NEAR/S 流动`, `教师 NEAR/P 流动` | with both in one sentence, or provision |
/// | `/第[一二三]学段/` | in which the regular expression matches; best beside other words |
/// | `~随迁子女`, `~"城乡一体化"` | with these characters, or another term of their family: see [`Query::with_synonyms`] |
/// | `沪府办发[2012]40号` | of the document with this number, and that name it, in any written form |
/// | `*` | every one |
///
/// | field | the document |
/// |---|---|
/// | `title:均衡` `issuer:教育部` `region:上海` | has a title, an issuer, a region with these characters |
/// | `number:国发(2012)48号` | has the number, in any written form, or a number with these characters |
/// | `genre:意见` `level:municipal` `doc:SH-2012-75` | is of this type, level, id |
/// | `code:personnel` | (the provision) carries the code |
/// | `cites:国发〔2012〕48号` `cites:义务教育法` | (the provision) names this number or title |
/// | `year:2012` `plan:十二五` `date:2011..2015` | is dated (issued, else published) then |
/// | `issued:2011..2015` `issued:2012年9月..` `issued:十二五` `published:..2015` | was issued, was published then |
/// | `in-force:2013-06-01` | is in force on the day |
///
/// Chinese brackets, quotation marks, colons, bars, stars and spaces do as well as the others; a
/// range may be written `2011～2015` or `2011至2015`. The words AND, OR, NOT and NEAR are upper
/// case. Other marks (`，`, `、`, `。`) are characters that the text must hold.
///
/// # Errors
/// [`ErrorKind::Query`] where the text makes no sense; the sentence names the character.
///
/// ```
/// use zhengce::index::{Query, parse_query};
/// assert_eq!(parse_query("教育经费")?, Query::phrase("教育经费"));
/// let error = parse_query("教师 （流动 OR 轮岗").unwrap_err();
/// assert_eq!(
///     error.message(),
///     "character 4 “（” of the query: this bracket is not closed; close it, or put the words in quotes"
/// );
/// # Ok::<(), zhengce::Error>(())
/// ```
pub fn parse_query(text: &str) -> Result<Query> {
    Reader::new(text, true).read()
}

/// Reads a query and repairs what makes no sense; what was repaired comes with it, one sentence
/// each. An empty query finds every provision.
///
/// ```
/// use zhengce::index::{Query, parse_query_lenient};
/// let (query, repairs) = parse_query_lenient("教师流动）");
/// assert_eq!(query, Query::phrase("教师流动"));
/// assert_eq!(repairs.len(), 1);
/// ```
#[must_use]
pub fn parse_query_lenient(text: &str) -> (Query, Vec<String>) {
    let mut reader = Reader::new(text, false);
    // The lenient reader never stops; were it to, the whole text is a phrase.
    let query = reader.read().unwrap_or_else(|_| Query::phrase(text));
    (query, reader.repairs)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Lexeme {
    Open,
    Close,
    And,
    Or,
    Not,
    Near(Within),
    /// Words with their family.
    Alike(String),
    /// A regular expression between slashes.
    Regex(String),
    /// A word or the inside of quotes; `quoted` tells `"*"` from `*`.
    Words {
        text: String,
        quoted: bool,
    },
    Field {
        name: String,
        value: String,
    },
}

/// A lexeme and the number of its first character in the query, from 0.
type Placed = (usize, Lexeme);

struct Reader {
    chars: Vec<char>,
    strict: bool,
    repairs: Vec<String>,
    lexemes: Vec<Placed>,
    at: usize,
}

impl Reader {
    fn new(text: &str, strict: bool) -> Self {
        Self {
            chars: text.chars().collect(),
            strict,
            repairs: Vec::new(),
            lexemes: Vec::new(),
            at: 0,
        }
    }

    /// Stops at character `at` when strict; else notes the repair.
    fn problem(&mut self, at: usize, what: &str, todo: &str, repair: &str) -> Result<()> {
        let place = match self.chars.get(at) {
            Some(ch) => format!("character {} “{ch}” of the query", at + 1),
            None => "end of the query".to_owned(),
        };
        if self.strict {
            return Err(Error::new(
                ErrorKind::Query,
                format!("{place}: {what}; {todo}"),
            ));
        }
        // A hostile query must not make a list as long as itself.
        if self.repairs.len() < 20 {
            self.repairs.push(format!("{place}: {what}; {repair}"));
        }
        Ok(())
    }

    fn read(&mut self) -> Result<Query> {
        self.scan()?;
        let mut found = self.or(0)?;
        while let Some((at, _)) = self.lexemes.get(self.at) {
            // Only a closing bracket ends `or` before the end.
            let at = *at;
            self.problem(
                at,
                "no bracket is open here",
                "remove it, or put the words in quotes",
                "it was ignored",
            )?;
            self.at += 1;
            let more = self.or(0)?;
            found = match (found, more) {
                (Some(Query::And(mut parts)), Some(more)) => {
                    parts.push(more);
                    Some(Query::And(parts))
                }
                (Some(found), Some(more)) => Some(Query::And(vec![found, more])),
                (found, more) => found.or(more),
            };
        }
        if let Some(query) = found {
            return Ok(query);
        }
        let end = self.chars.len();
        self.problem(
            end,
            "there is nothing to search for",
            "write a word, or * for every provision",
            "every provision is shown",
        )?;
        Ok(Query::All)
    }

    fn peek(&self) -> Option<&Lexeme> {
        self.lexemes.get(self.at).map(|(_, lexeme)| lexeme)
    }

    /// Where the next lexeme stands; the end of the query where there is none.
    fn place(&self) -> usize {
        self.lexemes
            .get(self.at)
            .map_or(self.chars.len(), |(at, _)| *at)
    }

    fn or(&mut self, depth: usize) -> Result<Option<Query>> {
        let mut parts: Vec<Query> = self.and(depth)?.into_iter().collect();
        while self.peek() == Some(&Lexeme::Or) {
            let at = self.place();
            self.at += 1;
            let right = self.and(depth)?;
            if parts.is_empty() || right.is_none() {
                self.dangling(at, "OR")?;
            }
            parts.extend(right);
        }
        Ok(joined(parts, Query::Or))
    }

    fn and(&mut self, depth: usize) -> Result<Option<Query>> {
        let mut parts = Vec::new();
        // The place of an AND that still waits for its right side.
        let mut waiting = None;
        loop {
            match self.peek() {
                None | Some(Lexeme::Close | Lexeme::Or) => break,
                Some(Lexeme::And) => {
                    let at = self.place();
                    self.at += 1;
                    if parts.is_empty() || waiting.is_some() {
                        self.dangling(at, "AND")?;
                    }
                    waiting = Some(at);
                }
                Some(_) => {
                    if let Some(part) = self.not(depth)? {
                        parts.push(part);
                        waiting = None;
                    }
                }
            }
        }
        if let Some(at) = waiting {
            self.dangling(at, "AND")?;
        }
        Ok(joined(parts, Query::And))
    }

    fn dangling(&mut self, at: usize, word: &str) -> Result<()> {
        self.problem(
            at,
            &format!("{word} needs something to search for on both sides"),
            "complete it, or put the word in quotes",
            "it was ignored",
        )
    }

    fn not(&mut self, depth: usize) -> Result<Option<Query>> {
        let first = self.place();
        let mut negated = false;
        let mut nots = 0;
        while self.peek() == Some(&Lexeme::Not) {
            self.at += 1;
            negated = !negated;
            nots += 1;
        }
        let inner = match self.peek() {
            None | Some(Lexeme::Close | Lexeme::And | Lexeme::Or) => None,
            Some(_) => self.near(depth)?,
        };
        if inner.is_none() && nots > 0 {
            self.problem(
                first,
                "NOT needs something to exclude after it",
                "complete it, or put the word in quotes",
                "it was ignored",
            )?;
        }
        Ok(inner.map(|query| {
            if negated {
                Query::Not(Box::new(query))
            } else {
                query
            }
        }))
    }

    fn near(&mut self, depth: usize) -> Result<Option<Query>> {
        let first = self.place();
        let mut parts = Vec::new();
        if !matches!(self.peek(), Some(Lexeme::Near(_))) {
            parts.push((first, self.atom(depth)?));
        }
        let mut how: Option<Within> = None;
        while let Some(Lexeme::Near(within)) = self.peek() {
            let (at, within) = (self.place(), *within);
            self.at += 1;
            if how.is_some_and(|how| how != within) {
                self.problem(
                    at,
                    "a chain of NEAR has one distance",
                    "write the same after each, or join two chains by AND",
                    "that of the first was taken",
                )?;
            }
            how.get_or_insert(within);
            let next = self.place();
            let right = match self.peek() {
                None
                | Some(Lexeme::Close | Lexeme::And | Lexeme::Or | Lexeme::Not | Lexeme::Near(_)) => {
                    None
                }
                Some(_) => self.atom(depth)?,
            };
            if parts.is_empty() || right.is_none() {
                self.dangling(at, "NEAR")?;
            }
            parts.push((next, right));
        }
        let parts: Vec<(usize, Query)> = parts
            .into_iter()
            .filter_map(|(at, part)| Some((at, part?)))
            .collect();
        let Some(within) = how.filter(|_| parts.len() > 1) else {
            return Ok(parts.into_iter().next().map(|(_, part)| part));
        };
        let strange = parts.iter().find(|(_, part)| !is_of_words(part));
        if let Some((at, _)) = strange {
            self.problem(
                *at,
                "NEAR stands between words, phrases, or brackets of them with OR",
                "join the rest by AND",
                "AND was taken for NEAR",
            )?;
        }
        let is_strange = strange.is_some();
        let parts = parts.into_iter().map(|(_, part)| part).collect();
        Ok(Some(if is_strange {
            Query::And(parts)
        } else {
            Query::Near(parts, within)
        }))
    }

    fn atom(&mut self, depth: usize) -> Result<Option<Query>> {
        let at = self.place();
        let lexeme = self.lexemes.get(self.at).map(|(_, l)| l.clone());
        self.at += 1;
        match lexeme {
            Some(Lexeme::Open) => self.bracket(at, depth),
            Some(Lexeme::Words { text, quoted }) => self.words(at, text, quoted),
            Some(Lexeme::Regex(pattern)) => self.regex(at, pattern),
            Some(Lexeme::Alike(text)) => {
                let words = self.words(at, text.clone(), true)?;
                Ok(words.map(|_| Query::Alike(text)))
            }
            Some(Lexeme::Field { name, value }) => self.field(at, &name, value),
            _ => Ok(None),
        }
    }

    fn bracket(&mut self, at: usize, depth: usize) -> Result<Option<Query>> {
        if depth >= DEEPEST {
            self.problem(
                at,
                "the brackets are nested too deeply",
                &format!("use no more than {DEEPEST} levels"),
                "the bracket was ignored",
            )?;
            // Without the bracket the words go on at this level; its end is met later as a
            // closing bracket too many.
            return Ok(None);
        }
        let inner = self.or(depth + 1)?;
        if self.peek() == Some(&Lexeme::Close) {
            self.at += 1;
            if inner.is_none() {
                self.problem(
                    at,
                    "there is nothing between these brackets",
                    "write what to search for, or put the brackets in quotes",
                    "they were ignored",
                )?;
            }
        } else {
            self.problem(
                at,
                "this bracket is not closed",
                "close it, or put the words in quotes",
                "it was closed at the end",
            )?;
        }
        Ok(inner)
    }

    fn words(&mut self, at: usize, text: String, quoted: bool) -> Result<Option<Query>> {
        let wild = |ch: char| matches!(ch, '*' | '?' | '＊');
        if !quoted && text.contains(wild) {
            let text = text.replace('＊', "*");
            // A phrase may stand anywhere, so a star at its ends says nothing.
            let words = text.trim_matches('*');
            return Ok(Some(match words {
                "" => Query::All,
                words if words.contains(wild) => Query::Wildcard(words.to_owned()),
                words => Query::phrase(words),
            }));
        }
        if Text::new(text.as_str()).view().is_empty() {
            self.problem(
                at,
                "there is nothing between the quotes",
                "write the words to search for",
                "the quotes were ignored",
            )?;
            return Ok(None);
        }
        // A number is one thing, however it is written.
        if !quoted && DocNumber::parse(Text::new(text.as_str()).view()).is_some() {
            return Ok(Some(Query::Or(vec![
                Query::phrase(text.as_str()),
                Query::Field(Field::Number, text.clone()),
                Query::Cites(text),
            ])));
        }
        Ok(Some(Query::Phrase(text)))
    }

    fn regex(&mut self, at: usize, pattern: String) -> Result<Option<Query>> {
        match matching::check(&pattern) {
            Ok(()) if !pattern.is_empty() => Ok(Some(Query::Regex(pattern))),
            checked => {
                let why = checked
                    .err()
                    .map_or("there is nothing between the slashes".to_owned(), |e| {
                        e.message().to_owned()
                    });
                self.problem(
                    at,
                    &why,
                    "mend it, or put the words in quotes",
                    "it was ignored",
                )?;
                Ok(None)
            }
        }
    }

    fn field(&mut self, at: usize, name: &str, value: String) -> Result<Option<Query>> {
        if value.is_empty() {
            self.problem(
                at,
                &format!("there is no value after {name}:"),
                &format!(
                    "write it right after the colon, e.g. {name}:{}",
                    example(name)
                ),
                "the field was ignored",
            )?;
            return Ok(None);
        }
        if let Some(field) = Field::from_name(name) {
            return Ok(Some(Query::Field(field, value)));
        }
        match name {
            "level" => {
                if let Some(level) = Level::from_name(&value.to_ascii_lowercase()) {
                    return Ok(Some(Query::Level(level)));
                }
                self.problem(
                    at,
                    &format!("there is no level “{value}”"),
                    "the levels are national, provincial, municipal, district, school, foreign",
                    "the field was ignored",
                )?;
                Ok(None)
            }
            "cites" => Ok(Some(Query::Cites(value))),
            "in-force" => match values::day(&value) {
                Some(day) => Ok(Some(Query::InForce(day))),
                None => {
                    self.problem(
                        at,
                        &format!("“{value}” is not a day"),
                        "write in-force:2013-06-01",
                        "the field was ignored",
                    )?;
                    Ok(None)
                }
            },
            "year" | "plan" | "date" | "issued" | "published" => {
                if let Some((from, to)) = values::dates(name, &value) {
                    return Ok(Some(match name {
                        "issued" => Query::Issued(from, to),
                        "published" => Query::Published(from, to),
                        _ => Query::Dated(from, to),
                    }));
                }
                self.problem(
                    at,
                    &format!("“{value}” is not a date or a range of dates"),
                    &match name {
                        "plan" => "write plan:十二五".to_owned(),
                        "year" => "write year:2012 or year:2011..2015".to_owned(),
                        _ => format!("write {name}:2012, {name}:2011..2015 or {name}:十二五"),
                    },
                    "the field was ignored",
                )?;
                Ok(None)
            }
            _ => {
                self.problem(
                    at,
                    &format!("there is no field “{name}”"),
                    &format!(
                        "the fields are {FIELDS}; to search for the words, put them in quotes"
                    ),
                    "it was searched as words",
                )?;
                Ok(Some(Query::Phrase(format!("{name}:{value}"))))
            }
        }
    }
}

/// Whether it says which words a text must hold, and where.
fn is_of_words(query: &Query) -> bool {
    match query {
        Query::Phrase(_) | Query::Alike(_) | Query::Wildcard(_) | Query::Regex(_) => true,
        Query::Or(parts) => parts.iter().all(is_of_words),
        _ => false,
    }
}

fn joined(mut parts: Vec<Query>, join: impl Fn(Vec<Query>) -> Query) -> Option<Query> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(join(parts)),
    }
}

fn example(name: &str) -> &'static str {
    match name {
        "title" => "义务教育",
        "number" => "国发〔2012〕48号",
        "issuer" => "国务院",
        "region" => "上海",
        "level" => "national",
        "genre" => "意见",
        "cites" => "义务教育法",
        "plan" => "十二五",
        "in-force" => "2013-06-01",
        "year" | "date" | "issued" | "published" => "2012",
        _ => "…",
    }
}
