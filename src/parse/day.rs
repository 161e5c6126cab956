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
    if !may_stand_in(text) {
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

/// Whether a date can stand in `text`: it has a digit or says 年. Most lines do not.
pub(super) fn may_stand_in(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) || text.contains('年')
}

/// Whether `text` tells a year: it says 年, or has four digits. Most lines that begin with a
/// numeral do not: 一、总体要求.
fn tells_year(text: &str) -> bool {
    let digits = |four: &[u8]| four.iter().all(u8::is_ascii_digit);
    text.contains('年') || text.as_bytes().windows(4).any(digits)
}

/// Whether `text` can begin with a date: with a figure, or with the word before one, and a year
/// near by.
pub(super) fn may_lead(text: &str) -> bool {
    let begins = |c: char| c.is_ascii_digit() || BEGINS.contains(&c);
    text.starts_with(begins) && tells_year(head(text, REACH))
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
    let from = body.char_indices().rev().nth(REACH).map_or(0, |(at, _)| at);
    let (span, date) = find(&body[from..]).pop()?;
    (from + span.end == body.len()).then(|| (text[..from + span.start].trim_end(), date))
}

/// Whether a date can end `text`. Most lines end otherwise.
pub(super) fn may_end(text: &str) -> bool {
    text.ends_with('年') || ends(text.trim_end_matches([' ', '\t', '）', '印', '发']))
}

fn ends(text: &str) -> bool {
    text.ends_with(['日', '号', '月']) || text.ends_with(|c: char| c.is_ascii_digit())
}

/// The first `count` characters of `text`.
pub(super) fn head(text: &str, count: usize) -> &str {
    match text.char_indices().nth(count) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}
