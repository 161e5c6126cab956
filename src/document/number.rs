//! [`DocNumber`]: the numbers of official documents.
//!
//! One grammar for mastheads and citations (`find`); what a number says of itself (`reading`);
//! and what was mended in a damaged one (`repair`).

mod back;
mod code;
mod find;
mod reading;
mod repair;
mod serial;
#[cfg(test)]
mod tests;

use crate::numeral;
use crate::span::Span;
use find::is_close;
use std::fmt;

/// The number of a document, e.g. `沪府办发〔2012〕40号` or `国务院令第624号`.
///
/// ```
/// use zhengce::document::DocNumber;
/// let found = DocNumber::find("根据沪府办发[2011]31号和教督【2012】3號文");
/// let printed: Vec<_> = found.iter().map(|(_, n)| n.to_string()).collect();
/// assert_eq!(printed, ["沪府办发〔2011〕31号", "教督〔2012〕3号"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DocNumber {
    /// The part before the year or serial: `沪府办发`, `国务院令`.
    pub code: String,
    /// The year, where the form has one.
    pub year: Option<i16>,
    /// The serial; the first one where several are given as a range.
    pub serial: u32,
    /// The last serial of a range: 8 in `沪府发〔2012〕5-8号`.
    pub last: Option<u32>,
    /// The number as the text prints it.
    pub raw: String,
    /// The numbers of the other organs of a joint order: `国家教育委员会令第10号、卫生部令第1号`.
    pub joint: Vec<DocNumber>,
    form: Form,
}

/// Serial, last serial, year and short code of a number.
pub(crate) type NumberKey = (u32, Option<u32>, Option<i16>, String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// `code〔year〕n号`
    Bracketed,
    /// `authority令第n号`; the serial in Chinese numerals where the text has it so.
    Ordinal { chinese: bool },
    /// `authority公告year年第n号`; without 第 where the text counts papers so: 国务院1980年275号文件.
    OfYear { ordinal: bool },
    /// A number of no known form, kept as given.
    Verbatim,
}

impl DocNumber {
    /// The number that `text` is, wholly; also followed by 文 or 文件, and without its 号.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.trim();
        let plain = ["文件", "文"]
            .iter()
            .find_map(|w| plain.strip_suffix(w))
            .filter(|rest| rest.ends_with(['号', '號']))
            .unwrap_or(plain);
        let whole = |words: String| {
            let text = crate::text::Text::new(words);
            let view = text.view();
            let (span, number) = Self::first(view)?;
            (span == Span::new(0, view.len())).then_some(number)
        };
        let mut number = whole(plain.to_owned()).or_else(|| {
            let cut = plain.ends_with(|c: char| c.is_ascii_digit()) && plain.contains(is_close);
            whole(format!("{plain}号")).filter(|_| cut)
        })?;
        text.trim().clone_into(&mut number.raw);
        Some(number)
    }

    /// The number that ends `text`, where words of a sentence were left standing before it:
    /// 的通知沪府发〔2012〕5号. `None` where there are several numbers, or something follows.
    ///
    /// ```
    /// use zhengce::document::DocNumber;
    /// let cut = DocNumber::recover("的通知沪府发〔2012〕5号").unwrap();
    /// assert_eq!(cut.to_string(), "沪府发〔2012〕5号");
    /// assert!(DocNumber::recover("沪府发〔2012〕5号的通知").is_none());
    /// ```
    #[must_use]
    pub fn recover(text: &str) -> Option<Self> {
        let text = crate::text::Text::new(text.trim());
        let view = text.view();
        let mut found = Self::find(view).into_iter();
        let (span, number) = found.next()?;
        (span.end == view.len() && found.next().is_none()).then_some(number)
    }

    /// A number that a source gives in a form of its own, kept as it is.
    #[must_use]
    pub fn verbatim(text: &str) -> Self {
        Self {
            code: text.trim().to_owned(),
            year: None,
            serial: 0,
            last: None,
            raw: text.to_owned(),
            joint: Vec::new(),
            form: Form::Verbatim,
        }
    }

    /// Whether both are the number of the same document: brackets, spaces, the kind of numerals
    /// and 中华人民共和国 before an organ make no difference.
    ///
    /// ```
    /// use zhengce::document::DocNumber;
    /// let printed = DocNumber::parse("中华人民共和国国务院令第624号").unwrap();
    /// assert!(printed.same_as(&DocNumber::parse("国务院令第624号").unwrap()));
    /// ```
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        let one = |a: &Self, b: &Self| a.key() == b.key();
        one(self, other)
            || self.joint.iter().any(|n| one(n, other))
            || other.joint.iter().any(|n| one(self, n))
    }

    /// What two numbers that are the same have in common; `same_as` by look-up, with the keys of
    /// the joint numbers.
    pub(crate) fn key(&self) -> NumberKey {
        // The last of several organs names an order well enough: serials run by organ.
        let last = self.code.rsplit('、').next().unwrap_or_default();
        let short = last
            .strip_prefix("中华人民共和国")
            .filter(|rest| !rest.is_empty())
            .unwrap_or(last);
        (self.serial, self.last, self.year, short.to_owned())
    }
}

impl fmt::Display for DocNumber {
    /// The normalised form, with 〔〕 and without spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let serial = match (self.form, self.last) {
            (Form::Ordinal { chinese: true }, _) => numeral::chinese(self.serial),
            (_, Some(last)) => format!("{}-{last}", self.serial),
            (_, None) => self.serial.to_string(),
        };
        match (self.form, self.year) {
            (Form::Verbatim, _) => f.write_str(&self.code)?,
            (Form::OfYear { ordinal }, Some(year)) => {
                let mark = if ordinal { "第" } else { "" };
                write!(f, "{}{year}年{mark}{serial}号", self.code)?;
            }
            (Form::Bracketed, Some(year)) => write!(f, "{}〔{year}〕{serial}号", self.code)?,
            _ => write!(f, "{}第{serial}号", self.code)?,
        }
        self.joint.iter().try_for_each(|n| write!(f, "、{n}"))
    }
}
