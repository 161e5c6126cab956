//! Chinese numerals and enumerators: `二十一`, `二〇一二`, `（三）`, `第十二条`.

/// The value of a Chinese or Arabic numeral: `十二` 12, `一百零五` 105, `二〇一二` 2012, `48` 48.
///
/// Positional strings (`二〇一二`) and counted ones (`二千零一十二`) are both read; 〇, ○ and 零
/// are the same zero, 两 is two, 廿 twenty, 卅 thirty. `None` where the text is not wholly one
/// numeral or exceeds `u32`.
///
/// ```
/// use zhengce::numeral::value;
/// assert_eq!(value("二十一"), Some(21));
/// assert_eq!(value("二○一二"), Some(2012));
/// assert_eq!(value("一百零五"), Some(105));
/// assert_eq!(value("三万五"), Some(30005));
/// assert_eq!(value("第三"), None);
/// ```
#[must_use]
pub fn value(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok();
    }
    if text.chars().all(|c| digit(c).is_some()) {
        return text
            .chars()
            .try_fold(0u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
    }
    let (mut total, mut section, mut pending) = (0u32, 0u32, None);
    // Units fall from left to right: 十百 and 三十廿 are no numerals.
    let mut above = u32::MAX;
    for ch in text.chars() {
        if let Some(d) = digit(ch) {
            if pending.is_some_and(|p| p != 0) {
                return None;
            }
            pending = Some(d);
            continue;
        }
        match ch {
            '十' | '百' | '千' | '廿' | '卅' => {
                let unit = match ch {
                    '十' => 10,
                    '百' => 100,
                    '千' => 1000,
                    '廿' => 20,
                    _ => 30,
                };
                let size = if unit >= 100 { unit } else { 10 };
                if size >= above {
                    return None;
                }
                above = size;
                let times = match pending.take() {
                    None | Some(0) => 1,
                    Some(d) => d,
                };
                section = section.checked_add(times.checked_mul(unit)?)?;
            }
            '万' | '亿' => {
                let unit = if ch == '万' { 10_000 } else { 100_000_000 };
                section = section.checked_add(pending.take().unwrap_or(0))?;
                if section == 0 {
                    return None;
                }
                above = u32::MAX;
                total = match ch {
                    '万' => total.checked_add(section.checked_mul(unit)?)?,
                    _ => total.checked_add(section)?.checked_mul(unit)?,
                };
                section = 0;
            }
            _ => return None,
        }
    }
    total
        .checked_add(section)?
        .checked_add(pending.unwrap_or(0))
}

/// The value of one Chinese or ASCII digit, zero in all its forms.
#[must_use]
pub fn digit(ch: char) -> Option<u32> {
    Some(match ch {
        '〇' | '○' | '零' | '0' => 0,
        '一' | '1' | '壹' => 1,
        '二' | '2' | '两' | '贰' => 2,
        '三' | '3' | '叁' => 3,
        '四' | '4' | '肆' => 4,
        '五' | '5' | '伍' => 5,
        '六' | '6' | '陆' => 6,
        '七' | '7' | '柒' => 7,
        '八' | '8' | '捌' => 8,
        '九' | '9' | '玖' => 9,
        _ => return None,
    })
}

/// Whether `ch` can stand in a Chinese numeral.
#[must_use]
pub fn is_numeral(ch: char) -> bool {
    digit(ch).is_some() || matches!(ch, '十' | '百' | '千' | '万' | '亿' | '廿' | '卅')
}

/// A number below 10,000 in Chinese numerals (larger ones in digits), as orders and articles are
/// numbered.
///
/// ```
/// use zhengce::numeral::chinese;
/// assert_eq!(chinese(12), "十二");
/// assert_eq!(chinese(105), "一百零五");
/// ```
#[must_use]
pub fn chinese(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |d: u32| DIGITS.get(d as usize).copied().unwrap_or('零');
    if number >= 10_000 {
        return number.to_string();
    }
    if number == 0 {
        return "零".to_owned();
    }
    let mut out = String::new();
    let mut gap = false;
    for (unit, sign) in [
        (1000, Some('千')),
        (100, Some('百')),
        (10, Some('十')),
        (1, None),
    ] {
        let d = number / unit % 10;
        if d == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        if !(d == 1 && unit == 10 && out.is_empty()) {
            out.push(digit(d));
        }
        out.extend(sign);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numerals_of_all_styles() {
        for (text, want) in [
            ("48", Some(48)),
            ("〇", Some(0)),
            ("十", Some(10)),
            ("廿一", Some(21)),
            ("卅", Some(30)),
            ("两千零一十二", Some(2012)),
            ("二零一二", Some(2012)),
            ("一百零五", Some(105)),
            ("三万五千", Some(35_000)),
            ("一亿二千万", Some(120_000_000)),
            ("十十", None),
            ("十百", None),
            ("三十廿", None),
            ("一二十", None),
            ("十二五", None),
            ("第三", None),
            ("", None),
            ("99999999999", None),
            ("百万亿亿", None),
        ] {
            assert_eq!(value(text), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "[0-9〇○零一二三四五六七八九十百千万亿廿卅两x]{0,16}") {
            let read = value(&text);
            prop_assert!(read.is_none() || text.chars().all(is_numeral));
        }
    }
}
