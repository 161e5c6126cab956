//! Serials and years as numbers print them.

use super::back::Back;
use crate::numeral;
use crate::span::Span;

/// How many serials one number may list: 〔2012〕5、6、7号.
const SERIALS: usize = 20;

/// One serial as printed: its value, its last value where it is a range, its span.
#[derive(Clone, Copy)]
pub(super) struct Serial {
    pub(super) value: u32,
    pub(super) last: Option<u32>,
    pub(super) chinese: bool,
    pub(super) span: Span,
}

/// The serials before 号: 5, 5-8, 5、6、7, 五十二.
pub(super) fn serials(back: &mut Back<'_>) -> Option<Vec<Serial>> {
    let mut found = vec![serial(back)?];
    while found.len() < SERIALS {
        let mut next = *back;
        next.spaces();
        let Some(sign) = next.eat(|c| {
            matches!(
                c,
                '-' | '－' | '—' | '–' | '～' | '~' | '至' | '、' | '，' | '和' | '及'
            )
        }) else {
            break;
        };
        next.run(1, |c| c == sign);
        next.spaces();
        let Some(mut one) = serial(&mut next) else {
            break;
        };
        if !matches!(sign, '、' | '，' | '和' | '及') {
            let last = found.pop()?;
            // 8-5 and 5-6-8 are no ranges.
            if last.last.is_some() || last.value <= one.value {
                return None;
            }
            one.last = Some(last.value);
            one.span.end = last.span.end;
        }
        found.push(one);
        *back = next;
    }
    found.reverse();
    Some(found)
}

fn serial(back: &mut Back<'_>) -> Option<Serial> {
    let end = back.at;
    let digits = back.run(9, is_digit_like);
    if digits.chars().any(|c| c.is_ascii_digit()) {
        return Some(Serial {
            value: arabic(digits)?,
            last: None,
            chinese: false,
            span: Span::new(back.at, end),
        });
    }
    back.at = end;
    let words = back.run(9, |c| numeral::is_numeral(c) && !c.is_ascii_digit());
    Some(Serial {
        value: numeral::value(words)?,
        last: None,
        chinese: true,
        span: Span::new(back.at, end),
    })
}

/// The year that ends at the reader: 2012, 2O12, 二〇一二, 86 (as 86).
pub(super) fn year(back: &mut Back<'_>) -> Option<i16> {
    let end = back.at;
    let digits = back.run(5, is_digit_like);
    let value = match digits.chars().count() {
        2 if digits.is_ascii() => arabic(digits)?,
        4 if digits.chars().any(|c| c.is_ascii_digit()) => arabic(digits)?,
        _ => {
            back.at = end;
            let words = back.run(5, |c| numeral::digit(c).is_some() && !c.is_ascii_digit());
            if words.chars().count() != 4 {
                return None;
            }
            numeral::value(words)?
        }
    };
    let year = i16::try_from(value).ok()?;
    let plausible = (1900..2100).contains(&year) || (49..100).contains(&year);
    plausible.then_some(year)
}

/// The value of digits, with the letter O and 〇 for 0.
fn arabic(digits: &str) -> Option<u32> {
    let plain: String = digits
        .chars()
        .map(|c| if c.is_ascii_digit() { c } else { '0' })
        .collect();
    plain.parse().ok()
}

fn is_digit_like(ch: char) -> bool {
    ch.is_ascii_digit() || matches!(ch, 'O' | 'o' | '〇' | '○')
}
