//! Numbers in digits and in Chinese numerals, with the words that leave them open.

use crate::numeral;
use std::borrow::Cow;

/// A number without its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) length: usize,
    pub(super) value: f64,
    pub(super) open: Option<&'static str>,
    pub(super) han: bool,
    pub(super) decimal: bool,
    /// Whether 万, 亿 and the like stand behind its digits.
    pub(super) scaled: bool,
}

/// The longest number, in characters; longer runs number something.
const LONGEST: usize = 20;

/// The number that `text` begins with.
pub(super) fn number(text: &str) -> Option<Number> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        digits(text)
    } else {
        chinese(text)
    }
}

fn digits(text: &str) -> Option<Number> {
    let bytes = text.as_bytes();
    let run = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut length = run(0);
    if length > LONGEST {
        return None;
    }
    let mut plain = Cow::Borrowed(&text[..length]);
    // 1,200 and 3，915，993
    if length <= 3 {
        while let Some(comma) = text[length..]
            .chars()
            .next()
            .filter(|c| matches!(c, ',' | '，'))
        {
            let from = length + comma.len_utf8();
            if run(from) != 3 || plain.len() > 15 {
                break;
            }
            plain.to_mut().push_str(&text[from..from + 3]);
            length = from + 3;
        }
    }
    let mut decimal = false;
    if text[length..].starts_with('.') {
        let places = run(length + 1);
        if (1..=6).contains(&places) && !text[length + 1 + places..].starts_with('.') {
            let whole = length;
            length += 1 + places;
            match &mut plain {
                Cow::Borrowed(plain) => *plain = &text[..length],
                Cow::Owned(plain) => plain.push_str(&text[whole..length]),
            }
            decimal = true;
        }
    }
    // 4·3%: a middle dot where a measure follows
    if !decimal && let Some(rest) = text[length..].strip_prefix('·') {
        let places = rest.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=2).contains(&places) && rest[places..].starts_with(['%', '亿', '万', '倍']) {
            let plain = plain.to_mut();
            plain.push('.');
            plain.push_str(&rest[..places]);
            length += '·'.len_utf8() + places;
            decimal = true;
        }
    }
    let mut value: f64 = plain.parse().ok()?;
    let mut open = None;
    let mut scaled = false;
    // 200多亿, 3.5 万: words of magnitude, also behind 多.
    let mut at = length;
    if text[at..].starts_with(' ') {
        at += 1;
    }
    let more = text[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '多' | '余' | '几'));
    let behind = at + more.map_or(0, char::len_utf8);
    let signs = magnitude(&text[behind..]);
    if signs > 0 {
        value = scaled_value(&plain, &text[behind..behind + signs])?;
        length = behind + signs;
        scaled = true;
        open = more.map(|_| "gt");
        if let Some(more) = text[length..]
            .chars()
            .next()
            .filter(|c| matches!(c, '多' | '余'))
        {
            length += more.len_utf8();
            open = Some("gt");
        }
    }
    // 2万5千, 1亿3千多万: what is left below the first magnitude.
    if scaled
        && open.is_none()
        && !decimal
        && text[length..].starts_with(|c: char| c.is_ascii_digit())
        && let Some(rest) = digits(&text[length..]).filter(|rest| rest.scaled && rest.value < value)
    {
        value += rest.value;
        length += rest.length;
        open = rest.open;
    }
    value.is_finite().then_some(Number {
        length,
        value,
        open,
        han: false,
        decimal,
        scaled,
    })
}

/// The length in bytes of 百 千 万 亿 at the start of `text`; the 千 of 万千瓦 is of the unit.
fn magnitude(text: &str) -> usize {
    let length: usize = text
        .chars()
        .take(3)
        .take_while(|c| matches!(c, '百' | '千' | '万' | '亿' | '萬' | '億'))
        .map(char::len_utf8)
        .sum();
    match text[..length].strip_suffix('千') {
        Some(head) if text[length..].starts_with(['瓦', '伏', '克', '米', '赫']) => head.len(),
        _ => length,
    }
}

pub(super) fn scale(words: &str) -> f64 {
    words
        .chars()
        .map(|c| match c {
            '百' => 1e2,
            '千' => 1e3,
            '万' | '萬' => 1e4,
            '亿' | '億' => 1e8,
            _ => 1.0,
        })
        .product()
}

/// A number in digits times its words of magnitude, without the rounding of a product: 8.3亿.
fn scaled_value(plain: &str, signs: &str) -> Option<f64> {
    let zeros = signs.chars().map(|c| match c {
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => 0,
    });
    format!("{plain}e{}", zeros.sum::<u32>()).parse().ok()
}

/// A number in Chinese numerals: 一千四百八十九万, 四点六, 十几, 数百, 上千, 两百多万.
fn chinese(text: &str) -> Option<Number> {
    // 总数百分之五: the first belongs to the word before.
    if text.starts_with(['数', '上', '几'])
        && ["百分之", "千分之", "万分之"]
            .iter()
            .any(|w| text[text.chars().next().map_or(0, char::len_utf8)..].starts_with(w))
    {
        return None;
    }
    // Most are numerals and nothing else.
    let plain = |c: char| numeral::is_numeral(c) && !c.is_ascii();
    let near = &text[..text.floor_char_boundary((LONGEST + 1) * '一'.len_utf8())];
    let run = near.find(|c| !plain(c)).unwrap_or(near.len());
    let goes_on = text[run..].starts_with(|c| {
        matches!(
            c,
            '上' | '几' | '数' | '多' | '余' | '来' | '点' | '點' | '萬' | '億' | '兩'
        )
    });
    let (words, length, open) = if goes_on {
        match opened(text)? {
            Opened::Words(words, length, open) => (Cow::Owned(words), length, open),
            Opened::Decimal(number) => return Some(number),
        }
    } else {
        if run > LONGEST * '一'.len_utf8() {
            return None;
        }
        (Cow::Borrowed(&text[..run]), run, None)
    };
    whole(text, &words, length, open)
}

/// Numerals with what leaves them open.
enum Opened {
    /// The numerals alone, how long they are with all words among them, and how they are open.
    Words(String, usize, Option<&'static str>),
    Decimal(Number),
}

fn opened(text: &str) -> Option<Opened> {
    let mut words = String::new();
    let mut length = 0;
    let mut open = None;
    let mut decimals = String::new();
    for (count, ch) in text.chars().enumerate() {
        if count > LONGEST {
            return None;
        }
        let behind = || text[length + ch.len_utf8()..].chars().next();
        let follows = |wanted: &[char]| behind().is_some_and(|c| wanted.contains(&c));
        match ch {
            '上' if count == 0 && follows(&['十', '百', '千', '万', '亿']) => {
                open = Some("about");
            }
            // 几千, 数百: more than one of them, and how many is not told
            '几' | '数' if count == 0 && follows(&['十', '百', '千', '万', '亿']) => {
                open = Some("gt");
            }
            // 十几, 三十几
            '几' if words.ends_with('十') => open = Some("gt"),
            '多' | '余' if !words.is_empty() && follows(&['万', '亿']) => open = Some("gt"),
            '来' if words.ends_with(['十', '百', '千', '万']) => open = Some("about"),
            '点' | '點' if !words.is_empty() && decimals.is_empty() => {
                decimals = text[length + ch.len_utf8()..]
                    .chars()
                    .take(6)
                    .map_while(numeral::digit)
                    .filter_map(|d| char::from_digit(d, 10))
                    .collect();
                if decimals.is_empty() {
                    break;
                }
                length += ch.len_utf8()
                    + text[length + ch.len_utf8()..]
                        .chars()
                        .take(decimals.len())
                        .map(char::len_utf8)
                        .sum::<usize>();
                let signs = magnitude(&text[length..]);
                let base = worth(&words)?;
                let fraction: f64 = format!("0.{decimals}").parse().ok()?;
                let plain = (base + fraction).to_string();
                let value = scaled_value(&plain, &text[length..length + signs])?;
                return Some(Opened::Decimal(Number {
                    length: length + signs,
                    value,
                    open,
                    han: true,
                    decimal: true,
                    scaled: signs > 0,
                }));
            }
            '萬' => words.push('万'),
            '億' => words.push('亿'),
            '兩' => words.push('两'),
            c if numeral::is_numeral(c) && !c.is_ascii() => words.push(c),
            _ => break,
        }
        length += ch.len_utf8();
    }
    Some(Opened::Words(words, length, open))
}

/// The number whose numerals are `words`.
fn whole(
    text: &str,
    mut words: &str,
    mut length: usize,
    open: Option<&'static str>,
) -> Option<Number> {
    // 万岁, 千项工程, 百部影片: magnitudes alone name more than they count.
    if words.is_empty()
        || open.is_none()
            && words
                .chars()
                .all(|c| matches!(c, '百' | '千' | '万' | '亿'))
    {
        return None;
    }
    // 五千克, 一千九百五十万千瓦: the 千 is of the unit.
    let rest = words.strip_suffix('千').map_or(0, str::len);
    if rest > 0 && text[length..].starts_with(['瓦', '伏', '克', '米', '赫']) {
        length -= '千'.len_utf8();
        words = &words[..rest];
    }
    let value = worth(words)?;
    Some(Number {
        length,
        value,
        open,
        han: true,
        decimal: false,
        scaled: words.ends_with(['万', '亿']) && words.chars().count() > 1,
    })
}

/// The value of Chinese numerals, beyond four milliards too.
fn worth(words: &str) -> Option<f64> {
    if let Some(value) = numeral::value(words) {
        return Some(f64::from(value));
    }
    match words {
        "万" => return Some(1e4),
        "亿" => return Some(1e8),
        "万亿" => return Some(1e12),
        _ => {}
    }
    let (high, low) = words.rsplit_once('亿')?;
    let low = low.trim_start_matches(['零', '〇']);
    let low = if low.is_empty() {
        0.0
    } else {
        f64::from(numeral::value(low)?)
    };
    let high = if let Some(times) = high.strip_suffix('万') {
        f64::from(numeral::value(times)?) * 1e4
    } else {
        f64::from(numeral::value(high)?)
    };
    Some(high * 1e8 + low)
}
