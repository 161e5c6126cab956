//! Automatic numbers in the formats of ECMA-376, as they are printed.

use crate::numeral;

const TENS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
const TWELVE: [char; 12] = [
    '子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥',
];

/// The number in a format; `None` where the format is not known.
pub(super) fn written(number: u32, format: &str) -> Option<String> {
    let digits = || number.to_string();
    let within = |first: u32, last: u32| -> Option<String> {
        // Series of signs that run out go on in digits, as Word prints them.
        let sign = number
            .checked_sub(1)
            .and_then(|n| first.checked_add(n))
            .filter(|sign| *sign <= last)
            .and_then(char::from_u32);
        Some(sign.map_or_else(digits, String::from))
    };
    let cycle = |signs: &[char]| {
        let sign = number.checked_sub(1).and_then(|n| signs.get(n as usize));
        Some(sign.map_or_else(digits, |s| s.to_string()))
    };
    match format {
        "decimal" | "decimalHalfWidth" | "ordinal" | "numberInDash" => Some(match format {
            "numberInDash" => format!("- {number} -"),
            _ => digits(),
        }),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(full_width(&digits())),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanDigital2" => Some(numeral::chinese(number)),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Some(
            digits()
                .chars()
                .map(|d| match d {
                    '0' => '〇',
                    d => one(d),
                })
                .collect(),
        ),
        "chineseLegalSimplified" => Some(legal(number, "零壹贰叁肆伍陆柒捌玖拾佰仟")),
        "ideographLegalTraditional" | "japaneseLegal" => {
            Some(legal(number, "零壹貳參肆伍陸柒捌玖拾佰仟"))
        }
        "ideographTraditional" => cycle(&TENS),
        "ideographZodiac" => cycle(&TWELVE),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Some(circled(number)),
        "ideographEnclosedCircle" => within(0x3280, 0x3289),
        "decimalEnclosedParen" => within(0x2474, 0x2487),
        "decimalEnclosedFullstop" => within(0x2488, 0x249B),
        "upperRoman" => Some(roman(number)),
        "lowerRoman" => Some(roman(number).to_lowercase()),
        "upperLetter" => Some(letters(number)),
        "lowerLetter" => Some(letters(number).to_lowercase()),
        "none" => Some(String::new()),
        _ => None,
    }
}

/// The number in a circle: ① to ㊿, beyond in digits.
pub(super) fn circled(number: u32) -> String {
    let sign = match number {
        0 => Some(0x24EA),
        1..=20 => Some(0x2460 + number - 1),
        21..=35 => Some(0x3251 + number - 21),
        36..=50 => Some(0x32B1 + number - 36),
        _ => None,
    };
    sign.and_then(char::from_u32)
        .map_or_else(|| number.to_string(), String::from)
}

fn one(digit: char) -> char {
    let number = digit.to_digit(10).unwrap_or(0);
    numeral::chinese(number).chars().next().unwrap_or(digit)
}

fn full_width(digits: &str) -> String {
    digits
        .chars()
        .map(|d| char::from_u32('０' as u32 + d.to_digit(10).unwrap_or(0)).unwrap_or(d))
        .collect()
}

/// Chinese numerals in the signs that cannot be altered, given in the order 0 to 9, 10, 100, 1000.
fn legal(number: u32, signs: &str) -> String {
    const COMMON: &str = "零一二三四五六七八九十百千";
    let plain = numeral::chinese(number);
    // Such numbers say 壹拾, where common ones say 十.
    let plain = match plain.strip_prefix('十') {
        Some(rest) => format!("一十{rest}"),
        None => plain,
    };
    plain
        .chars()
        .map(|c| {
            let at = COMMON.chars().position(|p| p == c);
            at.and_then(|at| signs.chars().nth(at)).unwrap_or(c)
        })
        .collect()
}

pub(super) fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number >= 4000 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

/// A to Z, then AA, BB and so on.
fn letters(number: u32) -> String {
    let Some(at) = number.checked_sub(1).filter(|n| *n < 26 * 30) else {
        return number.to_string();
    };
    let letter = char::from(b'A' + (at % 26) as u8);
    std::iter::repeat_n(letter, at as usize / 26 + 1).collect()
}
