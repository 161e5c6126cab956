//! Dates as mastheads and signatures print them, read with the one date grammar.

use crate::numeral;
use crate::span::Span;
use crate::time::{self, Context, ExpressionKind, Grain, PartialDate};
use std::borrow::Cow;

/// What a date begins with that begins with no digit.
const BEGINS: [char; 16] = [
    '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '〇', '零', '公', '民', 'O', 'o',
];

/// Characters in which a date that opens or ends a line stands.
const REACH: usize = 32;

/// The days and months in `text`, each with its span, in order; years alone are parts of titles.
pub(super) fn find(text: &str) -> Vec<(Span, PartialDate)> {
    if !tells_year(text) {
        return Vec::new();
    }
    // A line may break before its 日: 2014年9月26 | 日某省人大常委会批准.
    let broken = text.ends_with(|c: char| c.is_ascii_digit());
    let whole = if broken {
        Cow::from(format!("{text}日"))
    } else {
        Cow::from(text)
    };
    time::find(&whole, &Context::default())
        .into_iter()
        .filter(|e| matches!(e.kind, ExpressionKind::Date | ExpressionKind::Range))
        .filter_map(|e| {
            let date = e.named.whole().filter(|d| d.grain() != Grain::Year)?;
            Some((Span::new(e.span.start, e.span.end.min(text.len())), date))
        })
        .collect()
}

/// Whether `text` can tell a year, without which there is no date: it says 年, or has four digits.
/// Most lines do not, also those that begin with a numeral: 一、总体要求.
fn tells_year(text: &str) -> bool {
    let digits = |four: &[u8]| four.iter().all(u8::is_ascii_digit);
    text.contains('年') || text.as_bytes().windows(4).any(digits)
}

/// Whether `text` can begin with a date: with a figure, or with the word before one.
pub(super) fn may_lead(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || BEGINS.contains(&c))
}

/// The date that `text` begins with.
pub(super) fn leading(text: &str) -> Option<(Span, PartialDate)> {
    if !may_lead(text) {
        return None;
    }
    // A date is short: what stands further on is not looked at.
    find(head(text, REACH))
        .into_iter()
        .next()
        .filter(|(span, _)| span.start == 0)
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
    let body = text.trim_end_matches([' ', '\t', '）', '印', '发']);
    if !ends(body) {
        return None;
    }
    let tail = tail(body, REACH + 1);
    let from = body.len() - tail.len();
    let (span, date) = find(tail).pop()?;
    (span.end == tail.len()).then(|| (text[..from + span.start].trim_end(), date))
}

/// Whether a date can end `text`. Most lines end otherwise.
pub(super) fn may_end(text: &str) -> bool {
    text.ends_with('年') || ends(text.trim_end_matches([' ', '\t', '）', '印', '发']))
}

fn ends(text: &str) -> bool {
    text.ends_with(['日', '号', '月']) || text.ends_with(|c: char| c.is_ascii_digit())
}

/// The last `count` characters of `text`.
pub(super) fn tail(text: &str, count: usize) -> &str {
    let mut rest = text.chars();
    if let Some(first) = count.checked_sub(1) {
        rest.nth_back(first);
    }
    &text[rest.as_str().len()..]
}

/// The first `count` characters of `text`.
pub(super) fn head(text: &str, count: usize) -> &str {
    let mut rest = text.chars();
    if let Some(last) = count.checked_sub(1) {
        rest.nth(last);
    }
    &text[..text.len() - rest.as_str().len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_found_where_its_year_stands() {
        for (text, want) in [
            ("2012年9月5日甲市", Some("2012-09-05")),
            ("二〇一二年九月起", Some("2012-09")),
            ("2012-09-05 10:00", Some("2012-09-05")),
            ("1 9 9 3 年5月6日", Some("1993-05-06")),
            ("9月5日", None),
            ("一、总体要求", None),
            ("1.2 2012年9月5日", None),
        ] {
            let found = leading(text).map(|(_, date)| date.to_string());
            assert_eq!(found.as_deref(), want, "{text}");
        }
        assert!(find("自9月5日起，第10条，12号").is_empty());
    }

    #[test]
    fn both_ends_of_a_text_are_cut_by_characters() {
        assert_eq!(
            (head("甲市教育局", 2), tail("甲市教育局", 2)),
            ("甲市", "育局")
        );
        for count in [5, 6] {
            assert_eq!(
                (head("甲市教育局", count), tail("甲市教育局", count)),
                ("甲市教育局", "甲市教育局")
            );
        }
        assert_eq!((head("甲", 0), tail("甲", 0)), ("", ""));
    }

    #[test]
    fn a_line_that_cannot_end_with_a_date_has_none() {
        for line in [
            "甲市教育局2012年9月5日",
            "2012年9月5日印发",
            "（2012年9月5日）",
            "2012年",
        ] {
            assert!(may_end(line) && trailing(line).is_some(), "{line}");
        }
        for line in ["2012年9月5日起施行", "第十二条"] {
            assert!(!may_end(line) && trailing(line).is_none(), "{line}");
        }
    }
}
