//! Lengths of time and what is counted from a day: `一年半`, `近三年`, `自印发之日起30日内`.

use super::amount::{Length, LengthUnit};
use super::calendar::edtf;
use super::expression::{Expression, ExpressionKind, Relation};
use super::grammar::Grammar;
use super::knowledge::Unit;
use super::scan::{among, is_stop, last_clause};
use super::{Date, Grain, Interval};
use crate::numeral;

/// A length in the text with the place it is given, if any.
#[derive(Clone, Debug)]
pub(super) struct Measured {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) length: Length,
    pub(super) placed: Place,
}

/// How a length is placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Not at all.
    Nowhere,
    /// At or from the day the text speaks from.
    Now(Interval),
    /// How often something is done: 两年一次.
    Each,
    /// Counted from a happening; the interval where its day is known; whether it opens a time.
    Anchored(Interval, bool),
}

impl Grammar<'_> {
    /// A length at `at`.
    pub(super) fn measured(&self, at: usize) -> Option<Measured> {
        let s = self.scan;
        if s.was_char(at, "第.每") || s.before(at).is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        if let Some(long) = self.long_since(at) {
            return Some(long);
        }
        let (length, end) = self.length(at)?;
        if self.is_said(at, end) || self.is_doubled(at, end) {
            return None;
        }
        if self.is_each(at, end) {
            return Some(Measured {
                start: at,
                end,
                length,
                placed: Place::Each,
            });
        }
        let length = self.bounded(at, end, length);
        let within = s.any(end, &["以内", "之内", "内"]);
        let after = s
            .any(end, &["以后", "之后", "后", "後"])
            .filter(|e| !s.is_char(*e, NOT_AFTER_AFTER));
        let before = s
            .any(end, &["以前", "之前", "前"])
            .filter(|e| !s.is_char(*e, "往后列期"));
        let mut found = Measured {
            start: at,
            end,
            length,
            placed: Place::Nowhere,
        };
        if let Some((start, own)) = self.anchor_before(at) {
            found.start = start.max(self.free);
            found.end = within.or(after).unwrap_or(end);
            // 解释应当自公布之日起三十日内报…备案: in rules the deed is that of others.
            let others = self.rules && within.is_some() && !self.is_of_text(found.start);
            let from = self.issued.filter(|_| own && !others);
            // The first day is not counted (Civil Code, art. 201).
            let last = from.and_then(|r| length.from(r, 1));
            let next = last.and_then(Date::next_day);
            found.placed = if after.is_some() {
                let day = Interval::new(next, next.and_then(Date::next_day));
                Place::Anchored(day, true)
            } else {
                Place::Anchored(Interval::new(from, next), false)
            };
            return Some(found);
        }
        let Some(now) = self.present() else {
            return Some(found);
        };
        let day = |d: Option<Date>| Interval::new(d, d.and_then(Date::next_day));
        let clause = s.before(at).is_none_or(is_stop);
        let spoken = clause || s.was_char(at, "他她我早在约近");
        if let Some(to) = before.filter(|_| spoken) {
            match length.unit {
                LengthUnit::Day if s.is_char(end - 3, "天") => {
                    (found.end, found.placed) = (to, Place::Now(day(length.from(now, -1))));
                }
                LengthUnit::Year => {
                    let year = length.from(now, -1).map(Date::year);
                    let begin = year.and_then(|y| Date::new(y, 1, 1));
                    let until = begin.and_then(|b| b.plus(1, 0, 0));
                    (found.end, found.placed) = (to, Place::Now(Interval::new(begin, until)));
                }
                LengthUnit::Month | LengthUnit::Week => {
                    (found.end, found.placed) = (to, Place::Now(day(length.from(now, -1))));
                }
                _ => {}
            }
        // 三年以后还没有再就业的 is counted from a deed.
        } else if let Some(to) = after.filter(|to| clause && !s.is_char(*to, "还未仍没")) {
            if length.unit != LengthUnit::Day || s.is_char(end - 3, "天") {
                (found.end, found.placed) = (to, Place::Now(day(length.from(now, 1))));
            }
        } else if let Some(to) = within.or(s.any(end, &["时间", "左右的时间", "左右时间"]))
            && matches!(length.unit, LengthUnit::Year | LengthUnit::Month)
            && let Some(interval) = self.reach(at, to, length, now)
        {
            (found.end, found.placed) = (to, Place::Now(interval));
        } else if s.word(end, "来").is_some()
            && length.unit == LengthUnit::Year
            // 三年来一次 comes; 五年来自…
            && !s.is_char(end + "来".len(), "一自到")
        {
            let plain = Interval::new(length.from(now, -1), Some(now));
            let interval = self.year_to_spoken(length).unwrap_or(plain);
            (found.end, found.placed) = (end + "来".len(), Place::Now(interval));
        }
        Some(found)
    }

    /// Whether the words behind a length say how often: `五年更新一次`.
    fn is_each(&self, at: usize, end: usize) -> bool {
        /// How many characters the deed may have.
        const DEED: usize = 4;
        let s = self.scan;
        let counts = |at: usize| {
            s.any(at, &["一次", "两次", "二次", "三次", "1次", "2次"])
                .is_some_and(|e| !s.is_char(e, "性有会全修提"))
        };
        // 五十年一遇, 两年一度的; not 前两年一度出现
        if s.any(end, &["一遇", "一度的"]).is_some() {
            return true;
        }
        let mut next = end;
        for _ in 0..=DEED {
            if counts(next) {
                return !s.ends(at, &["连续", "累计", "近", "下", "第", "任"]);
            }
            let Some(ch) = s
                .char(next)
                .filter(|c| !is_stop(*c) && !among(*c, "的内中度来第以之后前"))
            else {
                return false;
            };
            next += ch.len_utf8();
        }
        false
    }

    /// Whether the words are said twice, and so count nothing: `一天天`, `一年一年地`.
    fn is_doubled(&self, at: usize, end: usize) -> bool {
        let text = self.scan.text;
        let words = &text[at..end];
        let unit = words.strip_prefix('一');
        text[end..].starts_with(words)
            || text[..at].ends_with(words)
            || unit.is_some_and(|unit| !unit.is_empty() && text[end..].starts_with(unit))
    }

    /// Whether the words only say what a time was like: 2012年是极为重要的一年。
    fn is_said(&self, at: usize, end: usize) -> bool {
        /// How far back, in bytes, the word that says so is looked for.
        const SAID: usize = 180;
        let s = self.scan;
        let text = s.text;
        if !s.was_char(at, "的") || !text[end..].starts_with(is_stop) {
            return false;
        }
        last_clause(&text[..at], SAID).contains('是')
    }

    /// A length that a word like 近 or 今后 at `at` places.
    pub(super) fn placed(&self, at: usize) -> Option<Measured> {
        let s = self.scan;
        let (len, unit, direction) = self.relative(at)?;
        let word = s.text.get(at..at + len).filter(|_| unit == Unit::Reach)?;
        // 将近十年 is nearly so long, whenever it is.
        if word == "近" && s.was_char(at, "将將") {
            return None;
        }
        let next = s.spaces(at + word.len());
        let (length, mut end) = self.length(next)?;
        if length.count().is_none() {
            // 未来5至10年: how far it reaches is open.
            return (unit == Unit::Reach
                && !matches!(word, "前" | "上" | "下" | "后" | "後" | "这"))
            .then_some(Measured {
                start: at,
                end,
                length,
                placed: Place::Nowhere,
            });
        }
        let loose = matches!(word, "前" | "上" | "下" | "后" | "後" | "这");
        // 上一年 is a relative word; 以上三年, 十年前三年 are none at all.
        if loose
            && (s
                .before(at)
                .is_some_and(|c| c == '》' || (!is_stop(c) && !"的在于".contains(c)))
                || length.is_under_two()
                || (matches!(word, "前" | "上" | "后" | "下")
                    && length.unit == LengthUnit::Year
                    && s.was_char(at, "“”")))
        {
            return None;
        }
        end = s
            .any(end, &["以来", "来", "期间", "内", "间"])
            .filter(|_| !loose)
            .unwrap_or(end);
        let of_told = length.whole_years().filter(|_| loose).and_then(|years| {
            let ahead = self
                .told_ahead
                .filter(|(of, _, at)| word == "这" && *of == years && *at >= self.line);
            let ahead = ahead.map(|(_, interval, _)| interval);
            ahead.or_else(|| self.part_of_told(at, word, years))
        });
        if let Some(interval) = of_told {
            return Some(Measured {
                start: at,
                end,
                length,
                placed: Place::Now(interval),
            });
        }
        // Where only the year is known from which the text speaks, 过去五个月 tells no months.
        let known = match length.unit {
            LengthUnit::Year => Grain::Year,
            LengthUnit::Month => Grain::Month,
            _ => Grain::Day,
        };
        let now = self.present().filter(|_| self.grain >= known);
        let interval = now.map_or_else(Interval::default, |now| {
            // 前两个月 are whole months before this one; 近两个月 reach to today.
            let now = match length.unit {
                LengthUnit::Month if loose => Date::new(now.year(), now.month(), 1).unwrap_or(now),
                LengthUnit::Year if loose => Date::new(now.year(), 1, 1).unwrap_or(now),
                _ => now,
            };
            if direction < 0 {
                // 过去两年多: at least so long.
                let begin = length.most.and_then(|_| length.from(now, -1));
                Interval::new(begin, Some(now))
            } else {
                let from = match (loose, length.unit) {
                    (true, LengthUnit::Month) => now.plus(0, 1, 0),
                    (true, LengthUnit::Year) => now.plus(1, 0, 0),
                    (true, _) => now.next_day(),
                    _ => Some(now),
                };
                Interval::new(from, from.and_then(|f| length.from(f, 1)))
            }
        });
        // 近半日: a part of a day has no days.
        let no_day = interval.begin.is_some() && interval.begin == interval.until;
        Some(Measured {
            start: at,
            end,
            length,
            placed: if no_day {
                Place::Nowhere
            } else {
                Place::Now(interval)
            },
        })
    }

    /// The length at `at..end` with the bound that its surroundings set.
    fn bounded(&self, at: usize, end: usize, length: Length) -> Length {
        let s = self.scan;
        if length.least != length.most || self.is_counted_off(at) {
            return length;
        }
        // 不超过 ends with 超过, and 不满 with 满.
        let most =
            s.any(end, &["以内", "之内", "内", "以下"]).is_some() || s.ends(s.trimmed(at), &MOST);
        let least = s
            .any(end, &["以上", "及以上", "（含）以上", "或以上"])
            .is_some()
            || s.ends(s.trimmed(at), &LEAST)
            || self.least_kept(at);
        match (most, least) {
            (true, _) => Length {
                least: None,
                ..length
            },
            (_, true) => Length {
                most: None,
                ..length
            },
            _ => length,
        }
    }

    /// Whether the length at `at` is one of several alike: 在第一个五年内.
    fn is_counted_off(&self, at: usize) -> bool {
        let before = self.scan.text.get(..at).unwrap_or_default();
        let ordinal = before.strip_suffix('个').map(|before| {
            before.trim_end_matches(|c: char| c.is_ascii_digit() || numeral::is_numeral(c))
        });
        ordinal.is_some_and(|before| before.ends_with('第'))
    }

    /// Whether the length at `at` is the least of what is kept or told before it: 至少保存三年, 至少提前三十日.
    fn least_kept(&self, at: usize) -> bool {
        let before = self.scan.text.get(..at).unwrap_or_default();
        KEPT.iter()
            .filter_map(|w| before.strip_suffix(w))
            .any(|t| ["至少", "不少于"].iter().any(|w| t.ends_with(w)))
    }

    /// The expression that `measured` is.
    pub(super) fn length_found(&self, measured: &Measured) -> Expression {
        let (start, end) = (measured.start, measured.end);
        let mut found = Expression::bare(start, end, ExpressionKind::Duration, Grain::Day);
        // 一年零三个月 counts months and says years.
        let years = self.scan.text[start..end].contains('年');
        found.duration = measured.length.iso_of(years);
        found.length = Some(measured.length);
        match measured.placed {
            Place::Nowhere => {}
            Place::Each => {
                found.kind = ExpressionKind::Set;
                found.length = None;
            }
            Place::Now(interval) => {
                found.kind = match interval.begin.and_then(Date::next_day) {
                    Some(next) if Some(next) == interval.until => ExpressionKind::Date,
                    None if interval.until.is_some() => ExpressionKind::Open,
                    _ => ExpressionKind::Range,
                };
                found.named = interval;
                found.meant = interval;
            }
            Place::Anchored(interval, opens) => {
                found.kind = ExpressionKind::Anchored;
                found.named = interval;
                found.meant = interval;
                if opens {
                    found.relation = Some(Relation::Since);
                    found.meant.until = None;
                }
            }
        }
        found.edtf = edtf(found.meant.begin, found.meant.until, Grain::Day);
        // 二十多年来 began on some day, which is not told: EDTF leaves that side blank.
        if found.kind == ExpressionKind::Open
            && let Some(edtf) = &mut found.edtf
            && let Some(last) = edtf.strip_prefix("..")
        {
            *edtf = last.to_owned();
        }
        found
    }
}

/// Words that make the length behind them the least or the most.
const LEAST: [&str; 11] = [
    "不少于",
    "不低于",
    "不得少于",
    "不得低于",
    "至少",
    "超过",
    "满",
    "不短于",
    "大于",
    "最短",
    "最短为",
];
/// What stands between 至少 and the length that it bounds.
const KEPT: [&str; 9] = [
    "保存", "保留", "保管", "留存", "存放", "提前", "公示", "公告", "张贴",
];
const MOST: [&str; 14] = [
    "不超过",
    "不得超过",
    "不多于",
    "最多",
    "最长",
    "最长为",
    "最多为",
    "不能超过",
    "不应超过",
    "不可超过",
    "至多",
    "不满",
    "未满",
    "不足",
];

/// After these 后 is part of another word: 后勤, 后期, 后续.
pub(super) const NOT_AFTER_AFTER: &str = "勤期续进备半者果劲台方盾";
