//! What an expression may begin with. Few places of a text do, and one look at each tells them from
//! the rest before the grammar is asked.

use std::sync::LazyLock;

use super::knowledge::knowledge;
use super::scan::{Scan, among, is_dash};
use crate::lookup::Characters;
use crate::numeral;

/// Numeral characters, in which many expressions begin.
const NUMERALS: &str = "0123456789〇零一二两兩三四五六七八九十百千万亿廿卅";
/// Sentences, lines and titles bound what words told before say of a date; quotation marks may open
/// the name of a plan; 每 and 第 begin many expressions.
const SINGLE: &str = "\n。《》“\"‘「＂每第";
/// Beginnings that stand in no table, each with what may follow.
const FOLLOWED: [(char, &str); 14] = [
    ('首', "季"),
    ('半', "年个個学月天日周星"),
    ('党', "的"),
    ('中', "国國华華"),
    ('之', "日次"),
    ('元', "年月"),
    ('秋', "季学"),
    ('春', "季学"),
    ('年', "底末初中终内"),
    ('上', "半中"),
    ('下', "半中"),
    ('前', "半"),
    ('后', "半"),
    ('後', "半"),
];

static STARTS: LazyLock<Starts> = LazyLock::new(Starts::read);

/// Characters and pairs of characters that expressions begin with.
pub(super) struct Starts {
    first: Characters,
    /// Those that begin an expression whatever follows.
    alone: Characters,
    /// One bit for each pair, by [`place`]; another pair may share it, which costs a look.
    pairs: Vec<u64>,
}

/// Bits of [`Starts::pairs`].
const PAIRS: usize = 1 << 16;

/// The place of a pair among the bits.
fn place(first: char, second: char) -> usize {
    ((first as usize).wrapping_mul(0x9E37) ^ (second as usize).wrapping_mul(0x85EB) >> 3) % PAIRS
}

impl Starts {
    pub(super) fn get() -> &'static Self {
        &STARTS
    }

    fn read() -> Self {
        let mut starts = Self {
            first: Characters::of(&[]),
            alone: Characters::of(&[]),
            pairs: vec![0; PAIRS / 64],
        };
        for ch in NUMERALS.chars().chain(SINGLE.chars()) {
            starts.first.add(ch);
            starts.alone.add(ch);
        }
        for (first, seconds) in FOLLOWED {
            for second in seconds.chars() {
                starts.pair(first, second);
            }
        }
        for name in knowledge().names() {
            let mut chars = name.chars();
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => starts.pair(first, second),
                // 近三年, 今后 5 年: the length follows.
                (Some(first), None) => {
                    for second in NUMERALS.chars().chain("半 \t".chars()) {
                        starts.pair(first, second);
                    }
                }
                _ => {}
            }
        }
        starts
    }

    fn pair(&mut self, first: char, second: char) {
        self.first.add(first);
        let place = place(first, second);
        self.pairs[place / 64] |= 1 << (place % 64);
    }

    /// The first byte from `from` on at which an expression may begin, by its first character.
    pub(super) fn next(&self, text: &str, from: usize) -> Option<usize> {
        self.first.next(text, from)
    }

    /// Whether an expression may begin with these two; `next` is `None` at the end of the text.
    pub(super) fn holds_pair(&self, first: char, next: Option<char>) -> bool {
        let holds = |next| {
            let place = place(first, next);
            self.pairs[place / 64] >> (place % 64) & 1 == 1
        };
        self.alone.holds(first) || next.is_some_and(holds)
    }
}

/// Whether what stands behind a numeral that ends at `end` can make a time of it. Most numerals
/// count something else.
pub(super) fn may_follow(s: Scan<'_>, end: usize) -> bool {
    let end = s.gap(end);
    let Some(ch) = s.char(end) else {
        return true;
    };
    let next = |chars: &str| s.char(end + ch.len_utf8()).is_some_and(|c| among(c, chars));
    match ch {
        '年' | '月' | '日' | '号' | '號' | '天' | '周' | '半' | '至' | '到' => true,
        '个' | '個' => next("月学學工五星季半礼自年 \t"),
        '学' => next("年期"),
        '世' => next("纪"),
        '季' => next("度"),
        '大' | '届' => true,
        '工' | '自' => next("作然"),
        // 五十多年来
        '多' | '余' | '几' => next("年"),
        '星' | '礼' => next("期拜"),
        // 三、四月; 一、总则
        '、' | '和' | '或' | '及' => s
            .char(end + ch.len_utf8())
            .is_some_and(|c| numeral::is_numeral(c) || among(c, "第兩")),
        '.' | '/' => s.char(end + 1).is_some_and(|c| c.is_ascii_digit()),
        // Letter-spaced years, a zero that is a letter.
        '0'..='9' | 'O' | 'o' | '兩' | 'Ο' | 'О' | '－' | '〇' | '○' | '零' => true,
        c => is_dash(c) || numeral::is_numeral(c),
    }
}
