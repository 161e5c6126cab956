//! [`DocNumber`]: the numbers of official documents.

use crate::span::Span;
use regex::Regex;
use std::fmt;
use std::sync::LazyLock;

/// The number of a document, e.g. `沪府办发〔2012〕40号` or `国务院令第624号`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DocNumber {
    /// The part before the year or serial: `沪府办发`, `国务院令`.
    pub code: String,
    /// The year, where the form has one.
    pub year: Option<i16>,
    /// The serial.
    pub serial: u32,
    /// The number as the text prints it.
    pub raw: String,
}

static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{1,12})[〔\[【（［]\s*([12][0-9]{3})\s*[〕\]】）］]\s*([0-9]{1,4})\s*号")
        .unwrap_or_else(|e| unreachable!("a literal pattern: {e}"))
});

impl DocNumber {
    /// The numbers in `text` (a normalised view), each with its byte span.
    #[must_use]
    pub fn find(text: &str) -> Vec<(Span, Self)> {
        BRACKETED
            .captures_iter(text)
            .filter_map(|c| {
                let all = c.get(0)?;
                Some((
                    all.range().into(),
                    Self {
                        code: c[1].to_owned(),
                        year: c[2].parse().ok(),
                        serial: c[3].parse().ok()?,
                        raw: all.as_str().to_owned(),
                    },
                ))
            })
            .collect()
    }

    /// The number that `text` is, wholly.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (span, number) = Self::find(text).into_iter().next()?;
        (span == Span::new(0, text.len())).then_some(number)
    }
}

impl fmt::Display for DocNumber {
    /// The normalised form, with 〔〕 and without spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{}〔{year}〕{}号", self.code, self.serial),
            None => write!(f, "{}第{}号", self.code, self.serial),
        }
    }
}
