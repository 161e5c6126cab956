//! The parts of a written date: year, month, day, quarter, the beginning and end of a year.

use super::Grain;
use super::calendar::{Fields, Part, Year};
use super::grammar::{Grammar, year_of};
use super::knowledge::knowledge;
use super::scan::{Number, Style, is_stop};
use crate::numeral;

impl Grammar<'_> {
    /// `2012年`, `二〇一二年`, `08年`: the year and the end of its words.
    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        let s = self.scan;
        let n = s.number(at)?;
        if let Some(spaced) = self.spaced_year(at).filter(|_| n.len == 1) {
            return Some(spaced);
        }
        let end = s.word(s.gap(n.end), "年")?;
        if s.is_char(end, "代级制龄") {
            return None;
        }
        let before_month = self.month(s.spaces(end)).is_some();
        let year = match (n.style, n.len) {
            (Style::Arabic | Style::Digits, 4) => {
                let year = year_of(n.value)?;
                ((1300..=2200).contains(&year) || before_month || s.ends(at, &["公元"]))
                    .then_some(year)?
            }
            (Style::Counted, _) => {
                let year = year_of(n.value)?;
                (1840..=2100).contains(&year).then_some(year)?
            }
            // 树龄在100年以上
            (_, 3) => {
                let length = s.is_char(end, "以之左内");
                (before_month || s.ends(at, &["在", "于", "公元"]) && !length)
                    .then_some(year_of(n.value)?)?
            }
            (style, 2) => {
                let zero = s.is_char(at, "0零〇");
                // 三五年 and 七八年 are a few years.
                let (tens, ones) = (n.value / 10, n.value % 10);
                let few = ones == tens + 1 || (tens, ones) == (3, 5);
                let short = zero || before_month || (style == Style::Digits && !few);
                short.then_some(century(n.value)?)?
            }
            _ => return None,
        };
        // 教育部公告2012年第5号, 一九八〇年275号文件, 〔2012年〕5号: part of a document number.
        let number_at = s.spaces(end);
        let number_at = s
            .any(number_at, &["第", "（第", "〕", "）", "］", "】", "]"])
            .unwrap_or(number_at);
        if let Some(number) = s.number(s.spaces(number_at))
            && s.word(s.spaces(number.end), "号").is_some()
        {
            return None;
        }
        let end = s.word(end, "度").unwrap_or(end);
        Some((year, end))
    }

    /// `1 9 9 3 年`, `二 〇 一 二 年`: letter-spaced as in signatures.
    fn spaced_year(&self, at: usize) -> Option<(i16, usize)> {
        let s = self.scan;
        let (mut year, mut end) = (0, at);
        for _ in 0..4 {
            let ch = s.char(end)?;
            year = year * 10 + numeral::digit(ch)?;
            let after = end + ch.len_utf8();
            end = s.spaces(after);
            if end == after {
                return None;
            }
        }
        let end = s.word(end, "年")?;
        let year = year_of(year).filter(|y| (1300..=2200).contains(y))?;
        Some((year, end))
    }

    /// What may follow a year: month, quarter, half, season, beginning, end.
    pub(super) fn within_year(&self, fields: &mut Fields, end: &mut usize) {
        let s = self.scan;
        let at = self.over_line_end(*end, |at| self.month(at).map(|(_, after)| after));
        let at = s.word(at, "的").unwrap_or(at);
        let missing = fields.year == Year::Missing;
        // 一九五九年全年
        if let Some(after) = s.word(at, "全年").filter(|_| !missing) {
            *end = after;
            return;
        }
        if let Some((from, to, after)) = self.months(at) {
            (fields.part, *end) = (Some(Part::Months(from, to)), after);
            return;
        }
        if let Some((month, after)) = self.month(at) {
            (fields.month, *end) = (Some(month), after);
            self.within_month(fields, end);
            return;
        }
        let months = |from, to| Some(Part::Months(from, to));
        if let Some((from, to, after)) = self.quarters(at) {
            (fields.part, *end) = (months(from * 3 - 2, to * 3), after);
            return;
        }
        for (words, from, to) in [
            (&["上半年", "前半年"][..], 1, 6),
            (&["下半年", "后半年", "後半年"], 7, 12),
        ] {
            if let Some(after) = s.any(at, words) {
                // 到任后半年: without a year only 上 and 下 make halves of one.
                let loose = missing && s.is_char(at, "前后後") && !self.stands_alone(at);
                if !loose {
                    (fields.part, *end) = (months(from, to), after);
                }
                return;
            }
        }
        // 秋季学期 without a year is a term of the year that its surroundings tell.
        for (words, part) in [
            (&["秋季学期", "秋学期"][..], AUTUMN_TERM),
            (&["春季学期", "春学期"], SPRING_TERM),
        ] {
            if let Some(after) = s.any(at, words) {
                (fields.part, *end) = (months(part.0, part.1), after);
                return;
            }
        }
        // 年中 is the two months around the middle: 2013年年中, 2013年中，; not 2013年中考.
        if let Some(after) = s.word(at, "年中").filter(|a| {
            (!missing || self.stands_alone(at)) && !s.is_char(*a, "国央考高小学外级等期层")
        }) {
            (fields.part, *end) = (months(6, 7), after);
            return;
        }
        // 2007年中、高等职业教育 is no middle of a year.
        if let Some(after) = s.word(at, "中").filter(|a| {
            !missing
                && s.char(*a)
                    .is_none_or(|c| c != '、' && is_stop(c) || "前后起至".contains(c))
        }) {
            (fields.part, *end) = (months(6, 7), after);
            return;
        }
        let ends: &[&str] = if missing {
            &["年底", "年末"]
        } else {
            &["年底", "年末", "年终"]
        };
        if let Some(after) = s.any(at, ends) {
            if !missing || self.stands_alone(at) {
                (fields.part, *end) = (months(12, 12), after);
            }
            return;
        }
        if let Some(after) = s
            .word(at, "年初")
            .filter(|a| !s.is_char(*a, NOT_AFTER_BEGINNING))
        {
            if !missing || self.stands_alone(at) {
                (fields.part, *end) = (months(1, 1), after);
            }
            return;
        }
        if missing {
            // 前三季度 are those of the year.
            if let Some(n) = s.word(at, "前").and_then(|e| s.number(e))
                && (2..=4).contains(&n.value)
                && let Some(after) = s.any(n.end, &["季度", "个季度"])
            {
                (fields.part, *end) = (months(1, n.value as i8 * 3), after);
                return;
            }
            if let Some(after) = s.word(at, "年内").filter(|_| self.stands_alone(at)) {
                *end = after;
            }
            return;
        }
        if let Some(after) = s
            .any(at, &["底", "末"])
            .filter(|a| !s.is_char(*a, NOT_AFTER_END))
        {
            (fields.part, *end) = (months(12, 12), after);
            return;
        }
        if let Some(after) = s
            .word(at, "初")
            .filter(|a| !s.is_char(*a, NOT_AFTER_BEGINNING))
        {
            (fields.part, *end) = (months(1, 1), after);
            return;
        }
        for (season, from, to, term) in [
            ("春季", 3, 5, Some(SPRING_TERM)),
            ("夏季", 6, 8, None),
            ("秋季", 9, 11, Some(AUTUMN_TERM)),
            ("冬季", 12, 14, None),
            ("暑假", 7, 8, None),
            ("暑期", 7, 8, None),
            ("寒假", 1, 2, None),
        ] {
            if let Some(after) = s.word(at, season) {
                let named = s
                    .word(after, "新学期")
                    .and_then(|after| Some((term?, after)));
                (fields.part, *end) = match named {
                    Some((term, after)) => (months(term.0, term.1), after),
                    None => (months(from, to), after),
                };
                return;
            }
        }
        // 2013年春
        for (season, from) in [("春", 3), ("夏", 6), ("秋", 9), ("冬", 12)] {
            if let Some(after) = s.word(at, season)
                && s.char(after)
                    .is_none_or(|c| is_stop(c) || "起开入".contains(c))
            {
                (fields.part, *end) = (months(from, from + 2), after);
                return;
            }
        }
        if let Some((len, month, day)) = knowledge().holiday(s.rest(at)) {
            (fields.month, fields.day, *end) = (Some(month), Some(day), at + len);
            return;
        }
        if let Some(first) = s.word(at, "前")
            && let Some(n) = s.number(first)
            && (1..=12).contains(&n.value)
        {
            let count = n.value as i8;
            if let Some(after) = s.any(n.end, &["季度", "个季度"]).filter(|_| count <= 4) {
                (fields.part, *end) = (months(1, count * 3), after);
            } else if let Some(after) = s.any(n.end, &["个月", "月"]) {
                (fields.part, *end) = (months(1, count), after);
            }
            return;
        }
        if let Some(first) = s.word(at, "第")
            && let Some(n) = s.number(first)
            && (1..=12).contains(&n.value)
            && let Some(after) = s.word(n.end, "个月")
        {
            (fields.month, *end) = (Some(n.value as i8), after);
        }
    }

    /// After the spaces at `at`, and over a line end where a whole day stands behind it: hard-wrapped
    /// text parts 11月 from 3日. `skip` leads over what must stand before the day.
    fn over_line_end(&self, at: usize, skip: impl Fn(usize) -> Option<usize>) -> usize {
        let s = self.scan;
        let (near, far) = (s.spaces(at), s.gap(at));
        let day = far > near && skip(far).is_some_and(|e| self.day(s.spaces(e), None).is_some());
        if day { far } else { near }
    }

    /// 年底 and 年初 without a year are dates of their own only at the head of a phrase, where a
    /// deadline is set, and in reports where something was found or laid down then.
    pub(super) fn stands_alone(&self, at: usize) -> bool {
        let s = self.scan;
        let heads = |c| (is_stop(c) && c != '、') || "于在到至将从自争取".contains(c);
        let due = || s.any(at, &["年底前", "年末前"]).is_some();
        let told = || self.grain == Grain::Year && s.any(at, &TOLD).is_some();
        s.before(at)
            .is_none_or(|c| heads(c) || !"每当历逐各".contains(c) && (due() || told()))
    }

    /// What may follow a month: day, ten-day period, beginning, end.
    pub(super) fn within_month(&self, fields: &mut Fields, end: &mut usize) {
        let s = self.scan;
        let at = self.over_line_end(*end, Some);
        if let Some((day, last, after)) = self.day(at, fields.month) {
            (fields.day, fields.last_day, *end) = (Some(day), last, after);
            return;
        }
        for (words, from, to) in [
            (&["上旬"][..], 1, 10),
            (&["中旬"], 11, 20),
            (&["下旬"], 21, 31),
            (&["上中旬", "中上旬"], 1, 20),
            (&["中下旬"], 11, 31),
            (&["底", "末"], 21, 31),
            (&["初"], 1, 10),
        ] {
            let Some(after) = s.any(at, words) else {
                continue;
            };
            // 九月初九 is of the lunar calendar.
            if s.is_char(at, "初") && s.is_char(after, "一二三四五六七八九十") {
                continue;
            }
            let other = match s.char(at) {
                Some('底' | '末') => NOT_AFTER_END,
                Some('初') => NOT_AFTER_BEGINNING,
                _ => "",
            };
            if !s.is_char(after, other) {
                (fields.part, *end) = (Some(Part::Days(from, to)), after);
            }
            return;
        }
    }

    /// `9月`, `九月份`, `元月`
    pub(super) fn month(&self, at: usize) -> Option<(i8, usize)> {
        let s = self.scan;
        if let Some(end) = s.word(at, "元月") {
            return Some((1, s.word(end, "份").unwrap_or(end)));
        }
        let n = s.number(at)?;
        if !(1..=12).contains(&n.value)
            || n.len > 2
            || n.style == Style::Digits
            || s.is_char(at, "两兩")
        {
            return None;
        }
        let end = s.word(s.gap(n.end), "月")?;
        if s.any(end, &["革命", "怀胎"]).is_some() {
            return None;
        }
        // 三月三 is a feast.
        if s.is_char(at, "三")
            && let Some(three) = s.word(end, "三")
            && !s.is_char(three, "日号號十至到、")
        {
            return None;
        }
        let end = s.word(end, "份").unwrap_or(end);
        Some((n.value as i8, end))
    }

    /// `1—6月`, `三、四月`
    pub(super) fn months(&self, at: usize) -> Option<(i8, i8, usize)> {
        let s = self.scan;
        let from = s
            .number(at)
            .filter(|n| n.len <= 2 && (1..=12).contains(&n.value))?;
        let list = s.word(from.end, "、");
        let next = s.dash(from.end).or(list)?;
        let (to, end) = self.month(next)?;
        let from = from.value as i8;
        (from < to && (list.is_none() || from + 1 == to)).then_some((from, to, end))
    }

    /// `5日`, `5号`, `5、6日`, `1—5日`, and `二十三` at the end of the text.
    pub(super) fn day(&self, at: usize, month: Option<i8>) -> Option<(i8, Option<i8>, usize)> {
        let s = self.scan;
        let in_month =
            |n: &Number| n.len <= 3 && n.style != Style::Digits && (1..=31).contains(&n.value);
        let n = s.number(at).filter(in_month)?;
        let day = n.value as i8;
        if let Some(end) = s.any(s.gap(n.end), &["日", "号", "號"]) {
            return Some((day, None, end));
        }
        let list = s.word(n.end, "、");
        if let Some(next) = s.dash(n.end).or(list)
            && let Some(last) = s.number(next).filter(in_month)
            && last.value > n.value
            && let Some(end) = s.any(s.spaces(last.end), &["日", "号", "號"])
            && (list.is_none() || last.value == n.value + 1)
        {
            return Some((day, Some(last.value as i8), end));
        }
        let festival = month == Some(3) && s.is_char(at, "三");
        (month.is_some() && !festival && s.rest(n.end).is_empty()).then_some((day, None, n.end))
    }

    /// `第一季度`, `二季度`, `第二、三季度`, `一至三季度`
    pub(super) fn quarters(&self, at: usize) -> Option<(i8, i8, usize)> {
        let s = self.scan;
        let quarter = |at: usize| {
            s.number(s.word(at, "第").unwrap_or(at))
                .filter(|n| n.len == 1 && (1..=4).contains(&n.value))
                .map(|n| (n.value as i8, n.end))
        };
        if let Some(end) = s.word(at, "首季度") {
            return Some((1, 1, end));
        }
        let (from, end) = quarter(at)?;
        if let Some(end) = s.word(end, "季度") {
            return Some((from, from, end));
        }
        let list = s.any(end, &["、", "和"]);
        let (to, end) = quarter(s.dash(end).or(list)?)?;
        let end = s.word(end, "季度")?;
        (from < to && (list.is_none() || from + 1 == to)).then_some((from, to, end))
    }

    /// The next day of a list at `at`: `16日` in `4月15日、16日`, `4月15日（星期六）、16日`.
    pub(super) fn listed_day(&self, at: usize) -> Option<(Fields, usize)> {
        /// How far behind the day before, in bytes.
        const NEAR: usize = 120;
        let s = self.scan;
        let (year, month, end) = self.last_day.filter(|(_, _, end)| at < end + NEAR)?;
        let end = self.over_remarks(end);
        let next = s.any(end, &["、", "和", "及", "与", "或"])?;
        let (day, last_day, after) = self.day(next, None).filter(|_| next == at)?;
        let fields = Fields {
            month: Some(month),
            day: Some(day),
            last_day,
            ..Fields::year(Year::Is(year))
        };
        Some((fields, after))
    }
}

/// The months of the terms, counted on into the next year.
const AUTUMN_TERM: (i8, i8) = (9, 13);
const SPRING_TERM: (i8, i8) = (2, 6);

/// The year meant by its last two digits.
fn century(short: u32) -> Option<i16> {
    let short = i16::try_from(short).ok()?;
    Some(if short > 30 {
        1900 + short
    } else {
        2000 + short
    })
}

/// How a report tells of the beginning and the end of its year.
const TOLD: [&str; 8] = [
    "年初确定",
    "年初制定",
    "年初出台",
    "年初提出",
    "年初预算",
    "年初增",
    "年底达到",
    "年末达到",
];

/// After these 初 and 底 are parts of other words: 初中, 初级, 初步; 底线; 末位.
pub(super) const NOT_AFTER_BEGINNING: &str = "中三二一级高次步审始试赛评选等期衷心复";
pub(super) const NOT_AFTER_END: &str = "线蕴层数色稿薪位尾端梢";
