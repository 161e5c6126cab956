//! Dates as fields state them: a value of metadata, a cell of a table.

use super::PartialDate;
use super::calendar::Year;
use super::expression::Context;
use super::grammar::Grammar;
use super::scan::Style;

/// The date that `text` (a normalised view) begins with, and the byte where its words end.
///
/// In a field `2012` is a year and `2012.9` a month, which in running text are mostly other
/// numbers. Nothing but a year, a month or a day is read: no range, no 年底.
///
/// ```
/// use zhengce::time;
/// let (date, end) = time::stated("2012.9 印发").unwrap();
/// assert_eq!((date.to_string().as_str(), end), ("2012-09", 6));
/// assert!(time::stated("2012-2013学年").is_none());
/// ```
#[must_use]
pub fn stated(text: &str) -> Option<(PartialDate, usize)> {
    let grammar = Grammar::new(text, &Context::default());
    let s = grammar.scan;
    let Some(written) = grammar.stated(0) else {
        // A year without 年 must be all there is of the word.
        let year = s
            .number(0)
            .filter(|n| n.len == 4 && n.style == Style::Arabic)?;
        let alone = s.char(year.end).is_none_or(char::is_whitespace);
        let date = PartialDate::new(i16::try_from(year.value).ok()?, None, None)?;
        return alone.then_some((date, year.end));
    };
    let fields = written.first;
    let Year::Is(year) = fields.year else {
        return None;
    };
    let plain = written.last.is_none() && fields.part.is_none() && fields.last_day.is_none();
    let date = PartialDate::new(year, fields.month, fields.day)?;
    (plain && !written.to_now).then_some((date, written.end))
}
