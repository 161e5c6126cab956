//! Figures in a text: the number, its unit, both ends of a range.

use super::cues::Cues;
use super::number::{Number, number as read_number, scale};
use crate::lookup::Characters;
use crate::numeral;
use crate::span::Span;
use std::borrow::Cow;

/// A number as it stands, before its sentence is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// The figure with its unit, in the view.
    pub(super) span: Span,
    pub(super) value: f64,
    /// The upper end of a range.
    pub(super) upper: Option<f64>,
    pub(super) unit: Option<String>,
    /// Whether the words of the number themselves leave it open: 200多, 十几, 数百.
    pub(super) open: Option<&'static str>,
    /// Whether the number is in Chinese numerals.
    pub(super) han: bool,
    /// Whether the number has decimals.
    pub(super) decimal: bool,
}

impl Figure {
    /// The number alone.
    fn of(number: &Number, span: Span) -> Self {
        Self {
            span,
            value: number.value,
            upper: None,
            unit: None,
            open: number.open,
            han: number.han,
            decimal: number.decimal,
        }
    }
}

/// The figures of a view in order, in one pass. What stands in one of `dates`, which come in order,
/// is none.
pub(super) fn find(view: &str, dates: impl Iterator<Item = Span>, cues: &Cues) -> Vec<Figure> {
    let mut dates = dates.peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = BEGINNINGS.next(view, at) {
        while dates.next_if(|date| date.end <= start).is_some() {}
        if let Some(date) = dates.peek().filter(|date| date.start <= start) {
            at = date.end;
            continue;
        }
        at = match read(view, start, cues) {
            Step::Found(figure) => {
                let end = figure.span.end;
                found.push(figure);
                end
            }
            Step::Skip(end) => end.max(start + 1),
        };
        at = view.ceil_char_boundary(at);
    }
    found
}

enum Step {
    Found(Figure),
    /// No figure up to this byte.
    Skip(usize),
}

/// The characters that a number begins with.
static BEGINNINGS: Characters = Characters::of(&[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '零', '〇', '○', '一', '七', '万', '三',
    '上', '两', '九', '二', '五', '亿', '八', '六', '几', '十', '千', '半', '卅', '四', '廿', '数',
    '百',
]);

fn read(view: &str, start: usize, cues: &Cues) -> Step {
    let rest = &view[start..];
    let mut characters = rest.chars();
    if let Some(first) = characters.next()
        && !first.is_ascii()
        && !characters.next().is_some_and(|next| cues.may_go_on(next))
    {
        return Step::Skip(start + first.len_utf8());
    }
    // 第三条, （一）: most numbers of rules are places in them.
    let before = view[..start].chars().next_back();
    if matches!(before, Some('第' | '（')) {
        let end = start + run(rest);
        let behind = &view[end..];
        if before == Some('（') && behind.starts_with('）')
            || before == Some('第') && connector(behind).is_none()
        {
            return Step::Skip(end);
        }
    }
    let first = rest.chars().next();
    if matches!(first, Some('百' | '千' | '万')) {
        for (words, sign) in [("百分之", "%"), ("千分之", "‰"), ("万分之", "‱")] {
            if let Some(inside) = rest.strip_prefix(words) {
                return share(view, start, inside, words, sign);
            }
        }
    }
    if matches!(first, Some('一' | '半'))
        && let Some(half) = half(view, start)
    {
        return half;
    }
    // 以上百分之十, 人数百人: the tail of the word before.
    let tail_of_word = match first {
        Some('上') => view[..start].ends_with(['以', '之']),
        Some('数') => view[..start].ends_with([
            '人', '总', '名', '次', '指', '系', '基', '户', '班', '倍', '少', '字', '个', '函',
            '岁', '分', '参', '度', '额', '件',
        ]),
        _ => false,
    };
    // 零点五; 零 alone, and in 零点至六点, counts nothing.
    let says = |n: &Number| !tail_of_word && (n.decimal || !rest.starts_with('零'));
    let Some(number) = read_number(rest).filter(says) else {
        return Step::Skip(start + if tail_of_word { 3 } else { run(rest) });
    };
    let end = start + number.length;
    let tail = &view[end..];
    if let Some(step) = part(view, start, number, tail) {
        return step;
    }
    if let Some(figure) = marked_neighbours(view, start, number, tail, cues) {
        return Step::Found(figure);
    }
    if let Some(step) = neighbours(view, start, number, tail, cues) {
        return step;
    }
    // A range: 45—50人, 3万元至5万元, 三人至十一人.
    let own = unit(tail, number, cues);
    let behind = own.as_ref().map_or(tail, |u| &tail[u.length..]);
    if let Some(figure) = range(view, start, number, own.as_ref(), behind, cues) {
        return Step::Found(figure);
    }
    let Some(own) = own else {
        // 分别高4.2|和0.7个百分点: one unit for both
        if number.decimal
            && let Some(second) = tail
                .strip_prefix(['和', '、', '与'])
                .map(|rest| (rest, read_number(rest)))
                .and_then(|(rest, next)| Some((rest, next?)))
                .filter(|(_, next)| next.decimal && !next.scaled && !number.scaled)
                .and_then(|(rest, next)| unit(&rest[next.length..], next, cues))
        {
            return Step::Found(Figure {
                unit: Some(second.name),
                ..Figure::of(&number, Span::new(start, end))
            });
        }
        if number.decimal {
            return Step::Found(Figure::of(&number, Span::new(start, end)));
        }
        return Step::Skip(end);
    };
    Step::Found(Figure {
        unit: Some(own.name),
        open: number.open.or(own.open),
        ..Figure::of(&number, Span::new(start, end + own.length))
    })
}

/// Of a run of characters that are no number: its length, so that it is read once.
fn run(rest: &str) -> usize {
    let length = rest
        .find(|c: char| !(c.is_ascii_digit() || numeral::is_numeral(c)))
        .unwrap_or(rest.len());
    length.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// 百分之八十五, 百分之3.5, 百分之五至百分之十.
fn share(view: &str, start: usize, inside: &str, words: &str, sign: &str) -> Step {
    let first = start + words.len();
    let all = inside.starts_with('百').then_some(Number {
        length: '百'.len_utf8(),
        value: 100.0,
        open: None,
        han: true,
        decimal: false,
        scaled: false,
    });
    let Some(mut number) = read_number(inside).or(all) else {
        return Step::Skip(first);
    };
    let mut end = first + number.length;
    let mut upper = None;
    let behind = &view[end..];
    if let Some(gap) = connector(behind) {
        let rest = &behind[gap..];
        let skip = if rest.starts_with(words) {
            words.len()
        } else {
            0
        };
        let to = read_number(&rest[skip..]);
        if let Some(to) = to.filter(|to| to.value > number.value) {
            upper = Some(to.value);
            end += gap + skip + to.length;
        } else if let Some(to) = to.filter(|to| rest[skip + to.length..].starts_with("之间")) {
            // 百分之九十至百分之六十之间: the greater end stands first
            upper = Some(number.value);
            number.value = to.value;
            end += gap + skip + to.length;
        }
    }
    Step::Found(Figure {
        upper,
        unit: Some(sign.to_owned()),
        ..Figure::of(&number, Span::new(start, end))
    })
}

/// 一半, 半数, 过半数.
fn half(view: &str, start: usize) -> Option<Step> {
    let rest = &view[start..];
    let words = ["一半", "半数"].iter().find(|w| rest.starts_with(**w))?;
    let mut span = Span::new(start, start + words.len());
    if view[..start].ends_with(numeral::is_numeral) {
        return None;
    }
    let mut open = None;
    if *words == "半数" && view[..start].ends_with('过') && !view[..start].ends_with("超过") {
        span.start -= '过'.len_utf8();
        open = Some("gt");
    }
    Some(Step::Found(Figure {
        span,
        value: 0.5,
        upper: None,
        unit: None,
        open,
        han: true,
        decimal: false,
    }))
}

/// 三分之二, 2/3 and 1:13.5.
fn part(view: &str, start: usize, number: Number, tail: &str) -> Option<Step> {
    let whole = |length: usize, value: f64, unit: Option<&str>| {
        Step::Found(Figure {
            value,
            unit: unit.map(str::to_owned),
            open: None,
            decimal: false,
            ..Figure::of(&number, Span::new(start, start + number.length + length))
        })
    };
    if let Some(rest) = tail.strip_prefix("分之") {
        let of = read_number(rest)?;
        let value = of.value / number.value;
        return (number.value > 0.0).then(|| whole("分之".len() + of.length, value, None));
    }
    if number.han {
        return None;
    }
    if let Some(rest) = tail.strip_prefix('/') {
        let of = read_number(rest).filter(|n| !n.han && !n.decimal)?;
        let behind = &rest[of.length..];
        let fits = number.value < of.value
            && of.value <= 12.0
            && number.value >= 1.0
            && !view[..start]
                .ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/' || c == '-')
            && !behind
                .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '日' | '月'));
        return fits.then(|| whole(1 + of.length, number.value / of.value, None));
    }
    let colon = tail
        .chars()
        .next()
        .filter(|c| matches!(c, ':' | '：' | '∶'))?;
    let rest = &tail[colon.len_utf8()..];
    let of = read_number(rest).filter(|n| !n.han && n.value > 0.0)?;
    let behind = &rest[of.length..];
    let near = view.floor_char_boundary(start.saturating_sub(24));
    let said = view[near..start].contains('比')
        || ["的比例", "比例", "配套", "的标准配", "配比", "的配比"]
            .iter()
            .any(|w| behind.starts_with(w));
    let clock = behind.starts_with([':', '：', '∶']) || view[..start].ends_with([':', '：', '∶']);
    (said && !clock).then(|| {
        whole(
            colon.len_utf8() + of.length,
            number.value / of.value,
            Some(":"),
        )
    })
}

/// 一两项, 三五名: two digits side by side are the ends of a range.
fn neighbours(view: &str, start: usize, number: Number, tail: &str, cues: &Cues) -> Option<Step> {
    if !number.han || number.decimal {
        return None;
    }
    let words = &view[start..start + number.length];
    let mut digits = words.chars().map(numeral::digit);
    let (low, high) = (digits.next()??, digits.next()??);
    let apart = digits.next().is_none() && low > 0 && (high == low + 1 || (low, high) == (3, 5));
    if !apart {
        return None;
    }
    let own = unit(
        tail,
        Number {
            value: 11.0,
            ..number
        },
        cues,
    )?;
    Some(Step::Found(Figure {
        span: Span::new(start, start + number.length + own.length),
        value: f64::from(low),
        upper: Some(f64::from(high)),
        unit: Some(own.name),
        open: None,
        han: true,
        decimal: false,
    }))
}

/// 二、三百亿度: two digits side by side with a mark between.
fn marked_neighbours(
    view: &str,
    start: usize,
    number: Number,
    tail: &str,
    cues: &Cues,
) -> Option<Figure> {
    let rest = tail.strip_prefix('、').filter(|_| number.han)?;
    let low = only_digit(&view[start..start + number.length])?;
    let high = numeral::digit(rest.chars().next()?)?;
    let to = read_number(rest).filter(|to| to.han && !to.decimal)?;
    // 第二、三项, 一、二、三: places and lists
    let before = view[..start].chars().next_back();
    let listed = before
        .is_none_or(|c| matches!(c, '第' | '、' | '\n' | '　' | ' ') || numeral::is_numeral(c));
    let power = to.value / f64::from(high);
    let round = power.log10().fract().abs() < 1e-9;
    if low == 0 || high != low + 1 || listed || !round {
        return None;
    }
    let behind = &rest[to.length..];
    let own = unit(behind, to, cues)?;
    let end = view.len() - behind.len() + own.length;
    (!view[end..].starts_with('、')).then(|| Figure {
        span: Span::new(start, end),
        value: f64::from(low) * power,
        upper: Some(to.value),
        unit: Some(own.name),
        open: None,
        han: true,
        decimal: false,
    })
}

/// The digit that words are.
fn only_digit(words: &str) -> Option<u32> {
    let mut characters = words.chars();
    let digit = characters.next().and_then(numeral::digit)?;
    characters.next().is_none().then_some(digit)
}

/// The unit behind a number, with the words of magnitude that belong to it.
#[derive(Clone, Debug)]
struct Unit {
    length: usize,
    name: String,
    open: Option<&'static str>,
}

fn unit(tail: &str, number: Number, cues: &Cues) -> Option<Unit> {
    let mut at = 0;
    let mut open = None;
    for sign in ['%', '‰'] {
        let spaces = tail.len() - tail.trim_start_matches(' ').len();
        if spaces <= 1 && tail[spaces..].starts_with(sign) {
            return Some(Unit {
                length: spaces + sign.len_utf8(),
                name: sign.to_string(),
                open,
            });
        }
    }
    if tail.starts_with(' ') {
        at += 1;
    }
    // 10来所, 2000多所: numbers with 万 and 亿 have theirs read already.
    if let Some(more) = tail[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '多' | '余'))
    {
        at += more.len_utf8();
        open = Some("gt");
    }
    let rest = &tail[at..];
    let unit = cues.unit(rest)?;
    let mut name = Cow::Borrowed(unit);
    let mut length = unit.len();
    // 6个学分: what is counted is itself a unit.
    if unit == "个"
        && let Some(counted) = cues.counted_unit(&rest[length..])
    {
        length += counted.len();
        name = Cow::Borrowed(counted);
    }
    // 元/生·年
    while let Some(mark) = rest[length..]
        .chars()
        .next()
        .filter(|c| matches!(c, '/' | '·' | '•' | '╱'))
    {
        let per = &rest[length + mark.len_utf8()..];
        let Some(per) = cues.per(per) else { break };
        let stroke = matches!(mark, '/' | '╱');
        let name = name.to_mut();
        name.push(if stroke { '/' } else { '·' });
        name.push_str(per);
        length += mark.len_utf8() + per.len();
    }
    let next = rest[length..].chars().next();
    let letters = name.ends_with(|c: char| c.is_ascii_alphabetic());
    if letters && next.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    if !cues.unit_stands(
        &name,
        &rest[length..],
        number.value,
        number.han,
        number.decimal,
    ) {
        return None;
    }
    Some(Unit {
        length: at + length,
        name: name.into_owned(),
        open,
    })
}

/// A figure whose second end stands behind a dash, 至 or 到.
fn range(
    view: &str,
    start: usize,
    number: Number,
    own: Option<&Unit>,
    behind: &str,
    cues: &Cues,
) -> Option<Figure> {
    let gap = connector(behind)?;
    let rest = &behind[gap..];
    let to = read_number(rest).filter(|to| to.han == number.han || own.is_some())?;
    // 两至三次: both ends together say enough. 第二、三至五项 are places in a text.
    let place = view[..start].ends_with(['第', '、', '款', '条', '和', '及', '或']);
    let value = if to.han && own.is_none() && !place {
        to.value.max(11.0)
    } else {
        to.value
    };
    let second = unit(&rest[to.length..], Number { value, ..to }, cues);
    let (second_length, name) = match (&second, own) {
        (Some(second), None) => (second.length, Some(second.name.clone())),
        (Some(second), Some(own)) if second.name == own.name => {
            (second.length, Some(second.name.clone()))
        }
        // 5%—10 without a sign at its end
        (None, Some(own)) if own.name == "%" => (0, Some(own.name.clone())),
        (None, None) if number.decimal && to.decimal => (0, None),
        _ => return None,
    };
    // 3至5万元: the lower end is in 万 too.
    let mut value = number.value;
    if own.is_none() && to.scaled && !number.scaled {
        value *= scale(&rest[..to.length]);
    }
    let offset = view.len() - rest.len();
    let span = Span::new(start, offset + to.length + second_length);
    (value < to.value).then(|| Figure {
        value,
        upper: Some(to.value),
        unit: name,
        open: None,
        ..Figure::of(&number, span)
    })
}

/// The length in bytes of what joins the ends of a range.
fn connector(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(' ');
    let mut length = text.len() - rest.len();
    let first = rest.chars().next()?;
    if matches!(first, '至' | '到') {
        length += first.len_utf8();
    } else {
        let marks = rest
            .chars()
            .take(2)
            .take_while(|c| matches!(c, '—' | '－' | '–' | '～' | '~' | '-' | '─' | '―' | '〜'))
            .map(char::len_utf8)
            .sum::<usize>();
        if marks == 0 {
            return None;
        }
        length += marks;
    }
    let rest = &text[length..];
    Some(length + rest.len() - rest.trim_start_matches(' ').len()).filter(|l| *l <= 10)
}
