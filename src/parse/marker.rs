//! Markers: what numbers a line.

use crate::numeral;
use crate::shipped::pattern;
use regex::Regex;
use std::sync::LazyLock;

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
    /// 第一，
    Ordinal,
    /// 一是
    Is,
    /// 1.1 and deeper, with the number of its parts.
    Decimal(u8),
}

/// A marker at the start of a line.
#[derive(Clone, Debug)]
pub(super) struct Marker {
    pub(super) shape: Shape,
    /// Without closing punctuation and inner space: `二`, `（三）`, `第十二条`.
    pub(super) label: String,
    pub(super) number: u32,
    /// Where the text after the marker begins, in bytes of the line's body.
    pub(super) end: usize,
    /// Whether space, a bracket or nothing follows, as after a marker that cannot be a phrase.
    pub(super) clear: bool,
}

static STRUCTURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^第[ ]?(?P<n>[一二三四五六七八九十百千零〇]{1,9}|[0-9]{1,4})[ ]?(?P<unit>分编|编|章|节|条|部分)(?P<sub>之[一二三四五六七八九十]{1,3})?",
    )
});
static HAN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<n>[一二三四五六七八九十]{1,4})[ ]?(?:、|\.|．)[ 、]*"));
static HAN_BRACKET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^（[ ]?(?P<n>[一二三四五六七八九十百]{1,5})[ ]?）[ 、.]*"));
static DIGIT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<n>[0-9]{1,3})[ ]?(?P<sep>[.、．])[ ]*"));
static DIGIT_BRACKET: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^（[ ]?(?P<n>[0-9]{1,3})[ ]?）[ 、.]*"));
static DIGIT_CLOSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?P<n>[0-9]{1,2})）[ 、.]*"));
static ORDINAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^第(?P<n>[一二三四五六七八九十]{1,3})[，,、：:][ ]*"));
static IS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<n>[一二三四五六七八九十]{1,2})是[：:，,]?"));
static DECIMAL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})\.?[ ]*"));
/// A date or a year right after `1.`: 7.11月8日, 1.2024年.
static DATE_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:19|20)[0-9]{2}(?:[年学届级\-—–－]|春|秋)|[0-9]{1,2}月[0-9]|[0-9]{1,2}月[一-龥])",
    )
});

/// The marker that begins `body`, by its form alone.
pub(super) fn read(body: &str) -> Option<Marker> {
    let first = body.chars().next()?;
    let marker = match first {
        '第' => structure(body).or_else(|| simple(body, &ORDINAL, Shape::Ordinal)),
        '（' => simple(body, &HAN_BRACKET, Shape::HanBracket)
            .or_else(|| simple(body, &DIGIT_BRACKET, Shape::DigitBracket)),
        '0'..='9' => decimal(body)
            .or_else(|| digit(body))
            .or_else(|| simple(body, &DIGIT_CLOSE, Shape::DigitClose)),
        '①'..='⑳' => Some(Marker {
            shape: Shape::Circled,
            label: first.to_string(),
            number: first as u32 - '①' as u32 + 1,
            end: first.len_utf8(),
            clear: true,
        }),
        c if numeral::is_numeral(c) => han(body).or_else(|| simple(body, &IS, Shape::Is)),
        _ => None,
    }?;
    // A row of a table only looks like a heading.
    let structural = marker.shape <= Shape::Article;
    (structural || !body.contains('\t')).then_some(marker)
}

fn structure(body: &str) -> Option<Marker> {
    let c = STRUCTURE.captures(body)?;
    let all = c.get(0)?;
    let unit = &c["unit"];
    let shape = match unit {
        "编" | "部分" => Shape::Part,
        "分编" => Shape::Subpart,
        "章" => Shape::Chapter,
        "节" => Shape::Section,
        _ => Shape::Article,
    };
    let sub = c.name("sub").map_or("", |s| s.as_str());
    let rest = &body[all.end()..];
    let clear = rest
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '【' | '（' | '：'));
    match shape {
        // 第三条第二款, 第十条规定的, 第十条、第十一条: a reference, not a marker.
        Shape::Article => {
            if rest.starts_with([
                '第', '规', '、', '，', '。', '；', '和', '至', '的', '及', '或', '所', '款', '中',
                '与', '”', '》', '修', '—', '-', '～',
            ]) {
                return None;
            }
        }
        // A heading is short and no sentence.
        _ => {
            if rest.contains(['。', '；']) || rest.chars().count() > 60 {
                return None;
            }
        }
    }
    Some(Marker {
        shape,
        label: format!("第{}{unit}{sub}", &c["n"]),
        number: numeral::value(&c["n"])?,
        end: all.end() + (rest.len() - rest.trim_start().len()),
        clear,
    })
}

fn simple(body: &str, form: &Regex, shape: Shape) -> Option<Marker> {
    let c = form.captures(body)?;
    let n = &c["n"];
    let label = match shape {
        Shape::HanBracket | Shape::DigitBracket => format!("（{n}）"),
        Shape::DigitClose => format!("{n}）"),
        Shape::Ordinal => format!("第{n}"),
        Shape::Is => format!("{n}是"),
        _ => n.to_owned(),
    };
    Some(Marker {
        shape,
        label,
        number: numeral::value(n)?,
        end: c.get(0)?.end(),
        clear: true,
    })
}

fn han(body: &str) -> Option<Marker> {
    let marker = simple(body, &HAN, Shape::Han)?;
    // 一、二年级, 三、四星级: a list of numbers.
    let next = body[marker.end..].chars().next();
    let listed = next
        .filter(|c| !c.is_ascii_digit())
        .and_then(numeral::digit)
        .is_some_and(|d| d == marker.number + 1);
    (!listed).then_some(marker)
}

fn digit(body: &str) -> Option<Marker> {
    let marker = simple(body, &DIGIT, Shape::Digit)?;
    let rest = &body[marker.end..];
    let spaced = body[..marker.end].ends_with(' ');
    if rest.starts_with(|c: char| c.is_ascii_digit()) && !spaced && !DATE_AFTER.is_match(rest) {
        return None;
    }
    Some(marker)
}

fn decimal(body: &str) -> Option<Marker> {
    let c = DECIMAL.captures(body)?;
    let n = &c["n"];
    let rest = &body[c.get(0)?.end()..];
    if DATE_AFTER.is_match(&body[body.find('.')? + 1..]) {
        return None;
    }
    // 1.5万元, 3.2%: a figure.
    if !rest.starts_with(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}'))
        || rest.starts_with([
            '万', '亿', '个', '元', '倍', '米', '平', '公', '年', '月', '日', '时', '分', '亩',
            '人', '岁', '寸', '度',
        ]) && c.get(0)?.as_str().len() == n.len()
    {
        return None;
    }
    let parts = u8::try_from(n.split('.').count()).ok()?;
    Some(Marker {
        shape: Shape::Decimal(parts),
        label: n.to_owned(),
        number: n.rsplit('.').next()?.parse().ok()?,
        end: c.get(0)?.end(),
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
            ("7.2 本预案", Shape::Decimal(2), "7.2"),
        ] {
            let marker = read(line).expect(line);
            assert_eq!(
                (marker.shape, marker.label.as_str()),
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
        ] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
