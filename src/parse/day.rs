//! Dates as mastheads and signatures print them.

use crate::numeral;
use crate::span::Span;
use crate::time::PartialDate;
use regex::Regex;
use std::sync::LazyLock;

/// Digits as printed, layout spaces between them; the zero of a Chinese year in its look-alikes.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?P<y>(?:19|20)[0-9]{2}|[一二][九〇零○OoОо0Ο][一二三四五六七八九〇零○OoОо0Ο]{2})[ \t]*年[ \t]*(?P<m>[0-9]{1,2}|[元正一二三四五六七八九十]{1,2})[ \t]*月(?:[ \t]*(?P<d>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})[ \t]*[日号])?|(?P<yy>(?:19|20)[0-9]{2})[-./](?P<mm>[0-9]{1,2})[-./](?P<dd>[0-9]{1,2})",
    )
});

/// The dates in `text`, each with its span, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = (Span, PartialDate)> + '_ {
    DAY.captures_iter(text).filter_map(|c| {
        let all = c.get(0)?;
        let number = |name: &str| -> Option<u32> {
            let digits: String = c
                .name(name)?
                .as_str()
                .chars()
                .map(|d| match d {
                    'O' | 'o' | 'О' | 'о' | 'Ο' => '〇',
                    '元' | '正' => '一',
                    other => other,
                })
                .collect();
            numeral::value(&digits)
        };
        let year = number("y").or_else(|| number("yy"))?;
        let month = number("m").or_else(|| number("mm"))?;
        let day = number("d").or_else(|| number("dd"));
        let day = match day {
            Some(day) => Some(day.try_into().ok()?),
            None => None,
        };
        let date = PartialDate::new(year.try_into().ok()?, Some(month.try_into().ok()?), day)?;
        Some((all.range().into(), date))
    })
}

/// The date that `text` begins with.
pub(super) fn leading(text: &str) -> Option<(Span, PartialDate)> {
    // A date is short: what stands further on is not looked at.
    let head = head(text, 24);
    find(head).next().filter(|(span, _)| span.start == 0)
}

/// The year that is all of `text`: 2012年, where month and day are not known.
fn year_alone(text: &str) -> Option<PartialDate> {
    let year = numeral::value(text.strip_suffix('年')?.trim_end())?;
    let year = i16::try_from(year)
        .ok()
        .filter(|y| (1900..2100).contains(y))?;
    PartialDate::new(year, None, None)
}

/// The date that ends `text`, and what stands before it.
pub(super) fn trailing(text: &str) -> Option<(&str, PartialDate)> {
    if let Some(year) = year_alone(text) {
        return Some(("", year));
    }
    let (span, date) = find(text).last()?;
    let after = text[span.end..].trim_matches([' ', '\t', '）', '印', '发']);
    after
        .is_empty()
        .then(|| (text[..span.start].trim_end(), date))
}

/// The first `count` characters of `text`.
pub(super) fn head(text: &str, count: usize) -> &str {
    match text.char_indices().nth(count) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}
