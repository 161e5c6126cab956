//! The query language: from text to [`Query`].
//!
//! ```text
//! query  = and { OR and }
//! and    = not { [AND] not }
//! not    = { NOT } ( "(" query ")" | field ":" value | "phrase" | word | * )
//! ```
//!
//! One reader serves the strict and the lenient form: where the strict one stops, the lenient one
//! repairs and says so.

use super::query::{Field, Query};
use crate::document::Level;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Text;
use crate::time::PartialDate;

/// Brackets and NOTs deeper than this are a mistake or an attack.
const DEEPEST: usize = 64;

const FIELDS: &str =
    "title, number, issuer, region, level, genre, code, doc, year, date, issued, published";

/// Reads a query.
///
/// Words beside each other must all occur; a word is searched as the exact characters it is, and
/// so is a `"phrase"` in quotes, which may hold spaces and brackets. `AND`, `OR`, `NOT` (also
/// `&`, `|` and a leading `-`) and brackets combine; `field:value` asks for a fact of the document:
/// title, number, issuer, region, level, genre, code, doc; `year:2012` and `date:2011..2015` for
/// its date (of issue, else of publication), `issued:2012-09..` and `published:..2015` for one of
/// them. `*` is every provision. Full-width brackets, quotes,
/// colons and spaces do as well.
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
            Some(_) => self.atom(depth)?,
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

    fn atom(&mut self, depth: usize) -> Result<Option<Query>> {
        let at = self.place();
        let lexeme = self.lexemes.get(self.at).map(|(_, l)| l.clone());
        self.at += 1;
        match lexeme {
            Some(Lexeme::Open) => self.bracket(at, depth),
            Some(Lexeme::Words { text, quoted }) => self.words(at, text, quoted),
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
        if !quoted && text == "*" {
            return Ok(Some(Query::All));
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
        Ok(Some(Query::Phrase(text)))
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
            "year" | "date" | "issued" | "published" => {
                if let Some((from, to)) = dates(name, &value) {
                    return Ok(Some(match name {
                        "issued" => Query::Issued(from, to),
                        "published" => Query::Published(from, to),
                        _ => Query::Dated(from, to),
                    }));
                }
                self.problem(
                    at,
                    &format!("“{value}” is not a date or a range of dates"),
                    &format!("write {name}:2012 or {name}:2011..2015"),
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

    fn scan(&mut self) -> Result<()> {
        let mut at = 0;
        while let Some(&ch) = self.chars.get(at) {
            let lexeme = match ch {
                _ if is_space(ch) => {
                    at += 1;
                    continue;
                }
                '(' | '（' => (at + 1, Lexeme::Open),
                ')' | '）' => (at + 1, Lexeme::Close),
                '"' | '“' | '＂' => {
                    let (end, text) = self.quotes(at)?;
                    (end, Lexeme::Words { text, quoted: true })
                }
                '”' => {
                    self.problem(
                        at,
                        "this quote was not opened",
                        "open it before the phrase with “",
                        "it was ignored",
                    )?;
                    at += 1;
                    continue;
                }
                '-' if self.chars.get(at + 1).is_some_and(|&next| {
                    !is_space(next) && !matches!(next, '-' | ')' | '）' | '”')
                }) =>
                {
                    (at + 1, Lexeme::Not)
                }
                _ => self.word(at)?,
            };
            self.lexemes.push((at, lexeme.1));
            at = lexeme.0;
        }
        Ok(())
    }

    /// The phrase in quotes that open at `at`, and where it ends.
    fn quotes(&mut self, at: usize) -> Result<(usize, String)> {
        let close: &[char] = match self.chars[at] {
            '“' => &['”'],
            _ => &['"', '＂'],
        };
        let end = (at + 1..self.chars.len()).find(|&i| close.contains(&self.chars[i]));
        if let Some(end) = end {
            return Ok((end + 1, self.chars[at + 1..end].iter().collect()));
        }
        self.problem(
            at,
            "this quote is not closed",
            "close it after the phrase",
            "it was closed at the end",
        )?;
        Ok((self.chars.len(), self.chars[at + 1..].iter().collect()))
    }

    /// The word, operator or field that begins at `at`, and where it ends.
    fn word(&mut self, at: usize) -> Result<(usize, Lexeme)> {
        let end = self.word_end(at);
        let colon = (at..end).find(|&i| matches!(self.chars[i], ':' | '：'));
        if let Some(colon) = colon.filter(|&c| c > at) {
            let name = &self.chars[at..colon];
            if name.iter().all(char::is_ascii_alphabetic) {
                let name = name.iter().collect::<String>().to_ascii_lowercase();
                let value = colon + 1;
                let (end, value) = match self.chars.get(value) {
                    Some('"' | '“' | '＂') => self.quotes(value)?,
                    _ => (end, self.chars[value..end].iter().collect()),
                };
                return Ok((end, Lexeme::Field { name, value }));
            }
        }
        let text: String = self.chars[at..end].iter().collect();
        let lexeme = match text.as_str() {
            "AND" | "&" | "&&" | "＆" => Lexeme::And,
            "OR" | "|" | "||" | "｜" => Lexeme::Or,
            "NOT" => Lexeme::Not,
            _ => Lexeme::Words {
                text,
                quoted: false,
            },
        };
        Ok((end, lexeme))
    }

    fn word_end(&self, at: usize) -> usize {
        (at..self.chars.len())
            .find(|&i| {
                let ch = self.chars[i];
                is_space(ch) || matches!(ch, '(' | ')' | '（' | '）' | '"' | '“' | '”' | '＂')
            })
            .unwrap_or(self.chars.len())
    }
}

/// White space, and what prints nothing: a pasted zero-width space is not a word.
fn is_space(ch: char) -> bool {
    ch.is_whitespace()
        || matches!(
            ch,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
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
        "year" | "date" | "issued" | "published" => "2012",
        _ => "…",
    }
}

/// `2012`, `2011..2015`, `2012-09..` or `..2015`; full-width digits do as well.
#[allow(clippy::type_complexity)]
fn dates(name: &str, value: &str) -> Option<(Option<PartialDate>, Option<PartialDate>)> {
    let plain = Text::new(value);
    let date = |text: &str| -> Option<PartialDate> {
        let date: PartialDate = text.parse().ok()?;
        (name != "year" || date.month.is_none()).then_some(date)
    };
    match plain.view().split_once("..") {
        None => date(plain.view()).map(|d| (Some(d), Some(d))),
        Some(("", "")) => None,
        Some((from, "")) => Some((Some(date(from)?), None)),
        Some(("", to)) => Some((None, Some(date(to)?))),
        Some((from, to)) => {
            let (from, to) = (date(from)?, date(to)?);
            (from.first_day()? <= to.first_day()?).then_some((Some(from), Some(to)))
        }
    }
}
