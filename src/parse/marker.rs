//! Markers: what numbers a line.
//!
//! Every line is asked, so the first character decides which form is tried at all.

use super::signs;
use crate::numeral;
use std::borrow::Cow;

/// The form of a marker. Forms before [`Shape::Han`] always stand above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// 第一编, 第一部分
    Part,
    /// 第一分编
    Subpart,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 1. 1、
    Digit,
    /// （1）
    DigitBracket,
    /// 1）
    DigitClose,
    /// ①
    Circled,
    /// 甲、
    Stem,
    /// a）
    Letter,
    /// 第一，
    Ordinal,
    /// 一是
    Is,
    /// 一要
    Must,
    /// 1.1 and deeper, with the number of its parts.
    Decimal(u8),
}

impl Shape {
    /// Whether it numbers points of running text, which begin again in every paragraph.
    pub(super) fn is_loose(self) -> bool {
        matches!(self, Self::Ordinal | Self::Is | Self::Must)
    }
}

/// A marker at the start of a line.
///
/// Every line is asked for one, few are asked for its words: [`Marker::label`] makes them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    pub(super) shape: Shape,
    pub(super) number: u32,
    /// Bytes of the line's body that name it, without closing punctuation.
    named: usize,
    /// Where the text after the marker begins, in bytes of the line's body.
    pub(super) end: usize,
    /// Whether space, a bracket or nothing follows, as after a marker that cannot be a phrase.
    pub(super) clear: bool,
}

impl Marker {
    /// The chapter `1 总则` over 1.1: a number of `digits` bytes, and where its name begins.
    pub(super) fn chapter(number: u32, digits: usize, end: usize) -> Self {
        Self {
            shape: Shape::Decimal(1),
            number,
            named: digits,
            end,
            clear: true,
        }
    }

    /// The marker in `body`, which it begins, without closing punctuation and inner space: `二`,
    /// `（三）`, `第十二条`. One that is a single character reads as if it were printed in several.
    pub(super) fn label(self, body: &str) -> Cow<'_, str> {
        let named = &body[..self.named];
        let number = self.number;
        match (self.shape, named.chars().next()) {
            (Shape::Letter, _) => format!("{named}）").into(),
            (Shape::DigitBracket, Some('⑴'..='⒇')) => format!("（{number}）").into(),
            (Shape::HanBracket, Some('㈠'..='㈩')) => {
                format!("（{}）", numeral::chinese(number)).into()
            }
            (Shape::Digit, Some('⒈'..='⒛')) => number.to_string().into(),
            _ if named.contains(' ') => named.replace(' ', "").into(),
            _ => named.into(),
        }
    }
}

/// The heavenly stems that number items of older texts.
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
/// The name of a chapter is at most this long, in characters.
const NAME: usize = 60;

/// Whether a marker can begin with `first`.
pub(super) fn may_begin(first: char) -> bool {
    matches!(
        first,
        '第' | '（' | '0'..='9' | '①'..='⑳' | '⑴'..='⒛' | '㈠'..='㈩' | 'a'..='z' | 'A'..='Z'
    ) || is_han(first)
        || STEMS.contains(&first)
}

/// The marker that begins `body`, by its form alone.
pub(super) fn read(body: &str) -> Option<Marker> {
    let first = body.chars().next()?;
    let one = |shape, base: char| {
        let named = first.len_utf8();
        Some(Marker {
            shape,
            number: first as u32 - base as u32 + 1,
            named,
            end: named + blank(&body[named..]),
            clear: true,
        })
    };
    let marker = match first {
        '第' => structure(body).or_else(|| ordinal(body)),
        '（' => bracketed(body),
        '0'..='9' => decimal(body).or_else(|| digit(body)),
        '①'..='⑳' => one(Shape::Circled, '①'),
        '⑴'..='⒇' => one(Shape::DigitBracket, '⑴'),
        '⒈'..='⒛' => one(Shape::Digit, '⒈'),
        '㈠'..='㈩' => one(Shape::HanBracket, '㈠'),
        'a'..='z' | 'A'..='Z' => letter(body, first),
        c if STEMS.contains(&c) => stem(body, first),
        c if is_han(c) => han(body),
        _ => None,
    }?;
    // A row of a table only looks like a heading.
    let structural = marker.shape <= Shape::Article;
    (structural || !body.contains('\t')).then_some(marker)
}

fn is_han(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// The length of the characters at the start of `text` for which `holds`, at most `most` of them.
fn run(text: &str, most: usize, holds: impl Fn(char) -> bool) -> usize {
    text.chars()
        .take(most)
        .take_while(|c| holds(*c))
        .map(char::len_utf8)
        .sum()
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The length of spaces and of a second stop behind a marker: `（一）、`.
fn stops(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '、', '.']).len()
}

/// 第一章, 第十二条, 第十七条之一.
fn structure(body: &str) -> Option<Marker> {
    let mut at = '第'.len_utf8();
    at += blank(&body[at..]).min(1);
    let digits = |c: char| c.is_ascii_digit();
    let numeral_of_article = |c: char| is_han(c) || matches!(c, '百' | '千' | '零' | '〇');
    let length = match run(&body[at..], 4, digits) {
        0 => run(&body[at..], 9, numeral_of_article),
        length => length,
    };
    let n = &body[at..at + length];
    let number = numeral::value(n)?;
    at += length;
    at += blank(&body[at..]).min(1);
    let (shape, length) = signs::unit(&body[at..])?;
    at += length;
    if let Some(rest) = body[at..].strip_prefix('之') {
        let length = run(rest, 3, is_han);
        if length > 0 {
            at += '之'.len_utf8() + length;
        }
    }
    let rest = &body[at..];
    let clear = rest
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '【' | '（' | '：'));
    if shape == Shape::Article {
        // 第三条第二款, 第十条规定的, 第十条、第十一条: a reference, not a marker.
        if !clear && signs::refers(rest) {
            return None;
        }
    } else {
        // A heading is short and no sentence.
        let name = rest.strip_suffix('。').filter(|_| clear).unwrap_or(rest);
        if name.contains(['。', '；'])
            || name.chars().count() > NAME
            || !clear && (signs::refers_to_heading(rest) || name.contains('，'))
        {
            return None;
        }
    }
    Some(Marker {
        shape,
        number,
        named: at,
        end: at + (rest.len() - rest.trim_start().len()),
        clear,
    })
}

/// 第一，
fn ordinal(body: &str) -> Option<Marker> {
    let start = '第'.len_utf8();
    let length = run(&body[start..], 3, is_han);
    let n = &body[start..start + length];
    let named = start + length;
    let stop = body[named..]
        .chars()
        .next()
        .filter(|c| matches!(c, '，' | ',' | '、' | '：' | ':'))?;
    let end = named + stop.len_utf8();
    Some(Marker {
        shape: Shape::Ordinal,
        number: numeral::value(n)?,
        named,
        end: end + blank(&body[end..]),
        clear: true,
    })
}

/// （一） and （1）.
fn bracketed(body: &str) -> Option<Marker> {
    let mut at = '（'.len_utf8();
    at += blank(&body[at..]).min(1);
    let (shape, length) = match run(&body[at..], 3, |c| c.is_ascii_digit()) {
        0 => (
            Shape::HanBracket,
            run(&body[at..], 5, |c| is_han(c) || c == '百'),
        ),
        length => (Shape::DigitBracket, length),
    };
    let n = &body[at..at + length];
    let number = numeral::value(n)?;
    at += length;
    at += blank(&body[at..]).min(1);
    let rest = body[at..].strip_prefix('）')?;
    // （四）、（五）项所列; （一）至（三）项: a reference.
    let another = rest.trim_start_matches(['、', '和', '至', ' ']);
    let refers = rest.starts_with('项') && !rest.starts_with("项目")
        || another.len() < rest.len()
            && another.strip_prefix('（').is_some_and(|next| {
                let length = run(next, 5, |c| is_han(c) || c.is_ascii_digit());
                next[length..].starts_with('）')
            });
    if refers {
        return None;
    }
    at += '）'.len_utf8();
    Some(Marker {
        shape,
        number,
        named: at,
        end: at + stops(rest),
        clear: true,
    })
}

/// 一、 and the numbering of running text: 一是, 一要.
fn han(body: &str) -> Option<Marker> {
    let length = run(body, 4, is_han);
    let n = &body[..length];
    let number = numeral::value(n)?;
    if let Some(word) = signs::run_in(&body[length..]).filter(|_| number <= 20) {
        let named = length + word.len();
        let mut end = named;
        if let Some(stop) = body[end..].chars().next()
            && matches!(stop, '：' | ':' | '，' | ',')
        {
            end += stop.len_utf8();
        }
        let shape = match word {
            "是" => Shape::Is,
            _ => Shape::Must,
        };
        return Some(Marker {
            shape,
            number,
            named,
            end,
            clear: true,
        });
    }
    let at = length + blank(&body[length..]).min(1);
    let stop = body[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '、' | '.'))?;
    let rest = &body[at + stop.len_utf8()..];
    // 一、二年级, 三、四星级: a list of numbers; 一、二〇一二年 is not one.
    let mut next = rest.chars();
    let listed = next
        .next()
        .filter(|c| !c.is_ascii_digit())
        .and_then(numeral::digit)
        .is_some_and(|d| d == number + 1)
        && next.next().is_none_or(|c| !numeral::is_numeral(c));
    if listed {
        return None;
    }
    Some(Marker {
        shape: Shape::Han,
        number,
        named: length,
        end: body.len() - rest.len() + (rest.len() - rest.trim_start_matches([' ', '、']).len()),
        clear: true,
    })
}

/// 甲、
fn stem(body: &str, first: char) -> Option<Marker> {
    let rest = body[first.len_utf8()..].strip_prefix('、')?;
    // 甲、乙双方 names two.
    if rest.starts_with(STEMS) {
        return None;
    }
    let number = STEMS.iter().position(|s| *s == first)?;
    Some(Marker {
        shape: Shape::Stem,
        number: u32::try_from(number).ok()? + 1,
        named: first.len_utf8(),
        end: body.len() - rest.len() + blank(rest),
        clear: true,
    })
}

/// a）, A.
fn letter(body: &str, first: char) -> Option<Marker> {
    let rest = &body[1..];
    let stop = rest.chars().next()?;
    let after = &rest[stop.len_utf8()..];
    let fits = match stop {
        '）' => true,
        // A.甲, not e.g. and not A、B.
        '.' | '、' => after
            .trim_start_matches(' ')
            .starts_with(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '《' | '“')),
        _ => false,
    };
    fits.then(|| Marker {
        shape: Shape::Letter,
        number: first.to_ascii_lowercase() as u32 - 'a' as u32 + 1,
        named: 1,
        end: body.len() - after.len() + stops(after),
        clear: true,
    })
}

/// 1. 1、 1）
fn digit(body: &str) -> Option<Marker> {
    let length = run(body, 3, |c| c.is_ascii_digit());
    let n = &body[..length];
    let at = length + blank(&body[length..]).min(1);
    let stop = body[at..].chars().next()?;
    let after = &body[at + stop.len_utf8()..];
    let marker = |shape, named, rest: &str| {
        Some(Marker {
            shape,
            number: n.parse().ok()?,
            named,
            end: body.len() - rest.len(),
            clear: true,
        })
    };
    match stop {
        '.' | '、' | '．' => {
            let rest = after.trim_start_matches(' ');
            // 12.5 is a figure; 1.2024年 and 7.11月8日 are items that begin with a date.
            let fused = rest.len() == after.len() && rest.starts_with(|c: char| c.is_ascii_digit());
            if fused && !begins_with_date(rest) {
                return None;
            }
            marker(Shape::Digit, length, rest)
        }
        '）' if length <= 2 && at == length => {
            let named = length + stop.len_utf8();
            marker(Shape::DigitClose, named, &after[stops(after)..])
        }
        _ => None,
    }
}

/// A year or a day right after `1.`.
fn begins_with_date(rest: &str) -> bool {
    let length = run(rest, 5, |c| c.is_ascii_digit());
    let after = rest[length..].chars().next();
    match length {
        4 => {
            (rest.starts_with("19") || rest.starts_with("20"))
                && after.is_some_and(|c| {
                    matches!(
                        c,
                        '年' | '学' | '届' | '级' | '-' | '—' | '–' | '－' | '春' | '秋'
                    )
                })
        }
        1 | 2 => {
            after == Some('月')
                && rest[length + '月'.len_utf8()..].starts_with(|c: char| {
                    c.is_ascii_digit() || matches!(c, '\u{4e00}'..='\u{9fff}')
                })
        }
        _ => false,
    }
}

/// 1.1, 3.2.1.
fn decimal(body: &str) -> Option<Marker> {
    let mut parts = 0_u8;
    let mut end = 0;
    loop {
        let length = run(&body[end..], 2, |c| c.is_ascii_digit());
        if length == 0 {
            break;
        }
        end += length;
        parts += 1;
        if parts == 4 || !body[end..].starts_with('.') {
            break;
        }
        end += 1;
    }
    let number = body[..end].trim_end_matches('.');
    if parts < 2 || begins_with_date(&body[body.find('.')? + 1..]) {
        return None;
    }
    if body[end..].starts_with('.') {
        end += 1;
    }
    let dotted = end > number.len();
    let spaced = blank(&body[end..]);
    end += spaced;
    let rest = &body[end..];
    let opens = |c: char| {
        matches!(c, '\u{4e00}'..='\u{9fff}') || spaced > 0 && matches!(c, '“' | '《' | '（')
    };
    // 1.5万元, 3.2%: a figure.
    if !rest.starts_with(opens)
        || spaced == 0
            && !dotted
            && rest.starts_with([
                '万', '亿', '个', '元', '倍', '米', '平', '公', '年', '月', '日', '时', '分', '亩',
                '人', '岁', '寸', '度',
            ])
    {
        return None;
    }
    Some(Marker {
        shape: Shape::Decimal(parts),
        number: number.rsplit('.').next()?.parse().ok()?,
        named: number.len(),
        end,
        clear: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_and_what_only_looks_like_one() {
        for (line, shape, label) in [
            ("第一章 总则", Shape::Chapter, "第一章"),
            ("第二分编 典型合同", Shape::Subpart, "第二分编"),
            ("第三十五条 为了", Shape::Article, "第三十五条"),
            ("第一百二十条之一 资助", Shape::Article, "第一百二十条之一"),
            ("第七十五条体育运动船艇", Shape::Article, "第七十五条"),
            ("二、主要任务", Shape::Han, "二"),
            ("一、2013年起", Shape::Han, "一"),
            ("（三）完善机制。", Shape::HanBracket, "（三）"),
            ("1.坚持", Shape::Digit, "1"),
            ("12、坚持", Shape::Digit, "12"),
            ("1.2024年报名表", Shape::Digit, "1"),
            ("7.11月8日起", Shape::Digit, "7"),
            ("（1）统一", Shape::DigitBracket, "（1）"),
            ("②选择", Shape::Circled, "②"),
            ("第一，", Shape::Ordinal, "第一"),
            ("一是扩大", Shape::Is, "一是"),
            ("一要抓紧", Shape::Must, "一要"),
            ("7.2 本预案", Shape::Decimal(2), "7.2"),
            ("第五条中华人民共和国公民", Shape::Article, "第五条"),
            ("第五节 生活、卫生。", Shape::Section, "第五节"),
            ("一、二〇一二年的名单", Shape::Han, "一"),
            ("一、 两把麦稻组成", Shape::Han, "一"),
            ("三、二年来的工作", Shape::Han, "三"),
            ("（二）项目建设", Shape::HanBracket, "（二）"),
            ("（二）和（谐）校园", Shape::HanBracket, "（二）"),
            ("（三）、加强管理", Shape::HanBracket, "（三）"),
            ("（ 三 ） 加强管理", Shape::HanBracket, "（三）"),
            ("第 三 条 为了", Shape::Article, "第三条"),
            ("㈡培训", Shape::HanBracket, "（二）"),
            ("⑶培训", Shape::DigitBracket, "（3）"),
            ("⒉ 培训", Shape::Digit, "2"),
            ("1）培训", Shape::DigitClose, "1）"),
            ("b）培训", Shape::Letter, "b）"),
            ("B.培训", Shape::Letter, "B）"),
            ("甲、培训", Shape::Stem, "甲"),
            ("1.1 《办法》", Shape::Decimal(2), "1.1"),
        ] {
            let marker = read(line).expect(line);
            assert_eq!(
                (marker.shape, &*marker.label(line)),
                (shape, label),
                "{line}"
            );
        }
        for line in [
            "第三条第二款规定的",
            "第十条、第十一条",
            "一、二年级学生",
            "1.5万元",
            "2012年",
            "一、医疗质量\t（一）功能",
            "第一款规定区域",
            "第三人明知",
            "3号线",
            "第三章规定的行为由公安机关处罚。",
            "第七节相应改为第八节，第九条改为第十条",
            "第五条修改为：“第五条 甲。”",
            "第十二条改为第十三条",
            "（一）至（三）项所列人员",
            "（四）、（五）项所列人员",
            "甲、乙双方应当",
            "A、B两类",
            "e.g. 甲",
            "一、二级公路",
            "三、四、五年级",
            "3.15万元",
            "2.5",
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
