//! Counts of units of time as they are written: `三至五年`, `15个工作日`, `一年零三个月`.

use super::amount::{Count, Length, LengthUnit};
use super::grammar::Grammar;
use super::scan::{Style, is_dash, is_stop};

/// The largest count of a length: ten times it can still be told.
const MOST_COUNTED: u32 = u32::MAX / 20;

impl Grammar<'_> {
    /// A length and the end of its words.
    pub(super) fn length(&self, at: usize) -> Option<(Length, usize)> {
        let s = self.scan;
        if let Some(end) = s.word(at, "半") {
            let (unit, end, _) = self.unit(s.word(end, "个").unwrap_or(end), false)?;
            return Some((Length::exact(Count::halves(1), unit), end));
        }
        let n = s.number(at)?;
        // 几十年, 数百年: any number of them.
        let vague = s.was_char(at, "几幾") && n.style != Style::Arabic
            || s.was_char(at, "数數") && s.is_char(at, "十百千");
        if vague
            || n.style == Style::Digits
            || n.len > 4
            || n.value == 0
            || n.value > MOST_COUNTED
            || s.is_char(at, "0零〇百千万亿")
        {
            return None;
        }
        // “两个一百年”, 一年比一年
        if s.ends(at, &["两个", "两个“", "年比", "公元前"])
            || s.any(n.end, &["年比一年", "天比一天", "年树木"]).is_some()
        {
            return None;
        }
        // 3.5年
        if let Some(decimal) = s.word(n.end, ".").and_then(|e| s.number(e)) {
            let (unit, end, _) = self.unit(s.spaces(decimal.end), true)?;
            let half = decimal.value == 5 && decimal.len == 1;
            let count = Count::halves(n.value * 2 + 1);
            return half.then_some((Length::exact(count, unit), end));
        }
        // 三至五年, 3-5个工作日
        let joined = s.dash(n.end).or_else(|| s.word(n.end, "、"));
        if let Some(to) = joined.and_then(|e| s.number(e)) {
            // 一、三年来: the first of a list of parts; 四、五十年 and 三、五年 are lengths.
            let next = to.value == n.value + 1 || to.value == (n.value + 1) * 10;
            let listed = s.word(n.end, "、").is_some() && !next && (n.value, to.value) != (3, 5);
            if listed || to.value <= n.value || to.len > 3 || to.value > 99 {
                return None;
            }
            let (unit, end, sure) = self.unit(s.spaces(to.end), true)?;
            let counted = sure || self.is_count_of_days(at, end, Style::Arabic);
            // 四、五十年
            let tens = s.word(n.end, "、").is_some() && to.value == (n.value + 1) * 10;
            let length = Length {
                least: Count::whole(if tens { n.value * 10 } else { n.value }),
                most: Count::whole(to.value),
                unit,
            };
            return counted.then_some((length, end));
        }
        let unit_at = s.spaces(n.end);
        let (half, unit_at) = match s.any(unit_at, &["个半"]) {
            Some(end) => (1, end),
            None => (0, unit_at),
        };
        let (unit, mut end, sure) = self.unit(unit_at, half == 0)?;
        if !sure && !self.is_count_of_days(at, end, n.style) {
            return None;
        }
        if unit == LengthUnit::Year && n.value > 999 {
            return None;
        }
        // 6个月至12个月
        if half == 0
            && let Some(to) = s.dash(end).and_then(|e| s.number(e))
            && to.value > n.value
            && to.value <= 99
            && let Some((same, to_end, true)) = self.unit(s.spaces(to.end), true)
            && same == unit
        {
            let length = Length {
                least: Count::whole(n.value),
                most: Count::whole(to.value),
                unit,
            };
            return Some((length, to_end));
        }
        // 一年零三个月
        if unit == LengthUnit::Year
            && n.value < 100
            && let Some(months) = s.any(end, &["零", "又"]).and_then(|e| s.number(e))
            && months.value < 12
            && let Some((LengthUnit::Month, after, _)) = self.unit(months.end, true)
            && let Some(count) = Count::whole(n.value * 12 + months.value)
        {
            return Some((Length::exact(count, LengthUnit::Month), after));
        }
        // 三年多; not 一年多次.
        if unit == LengthUnit::Year
            && half == 0
            && let Some(after) = s.word(end, "多").filter(|a| !s.is_char(*a, NOT_AFTER_MORE))
        {
            let length = Length {
                least: Count::whole(n.value),
                most: None,
                unit,
            };
            return Some((length, after));
        }
        let mut halves = n.value * 2 + half;
        if let Some(after) = s.word(end, "半").filter(|_| half == 0) {
            (halves, end) = (halves + 1, after);
        }
        Some((Length::exact(Count::halves(halves), unit), end))
    }

    /// The unit of a length at `at`, and whether it can be nothing else.
    fn unit(&self, at: usize, counter: bool) -> Option<(LengthUnit, usize, bool)> {
        let s = self.scan;
        let counted = if counter {
            s.any(at, &["个", "個"])
        } else {
            None
        };
        let noun = counted.map_or(at, |e| s.spaces(e));
        for (word, unit) in [
            ("学年", LengthUnit::SchoolYear),
            ("学期", LengthUnit::Term),
            ("工作日", LengthUnit::WorkingDay),
            ("自然日", LengthUnit::Day),
            ("星期", LengthUnit::Week),
            ("礼拜", LengthUnit::Week),
        ] {
            if let Some(end) = s.word(noun, word) {
                return Some((unit, end, true));
            }
        }
        if let Some(end) = s.word(noun, "月") {
            // 三月 is March.
            let half = s.ends(at, &["半个", "个半"]);
            let few = s.ends(at, &["两", "兩"]);
            return (counted.is_some() || half || few).then_some((LengthUnit::Month, end, true));
        }
        if counted.is_some() {
            return None;
        }
        if let Some(end) = s.word(at, "年") {
            let other = s.is_char(end, "级制代龄度贯限轻生级届月检薪均終画")
                || s.any(
                    end,
                    &[
                        "一贯",
                        "一班",
                        "义务教育",
                        "免费义务教育",
                        "国民教育",
                        "高职",
                        "学校教育",
                        "基础教育",
                        "免费教育",
                        "中考",
                        "高考",
                        "会战",
                    ],
                )
                .is_some();
            return (!other).then_some((LengthUnit::Year, end, true));
        }
        if let Some(end) = s.word(at, "周") {
            let other =
                s.is_char(end, "岁年边围转期密知报刊末") || s.is_char(end, "一二三四五六日");
            return (!other).then_some((LengthUnit::Week, end, true));
        }
        if let Some(end) = s.word(at, "天") {
            let other = s.is_char(end, "制津然文空气下地");
            return (!other).then_some((LengthUnit::Day, end, true));
        }
        let end = s.any(at, &["日"])?;
        let other = s.is_char(end, "制常均游元本照程托语");
        (!other).then_some((LengthUnit::Day, end, false))
    }

    /// Whether 15日 is a count of days and no day of a month.
    fn is_count_of_days(&self, at: usize, end: usize, style: Style) -> bool {
        let s = self.scan;
        if s.before(at).is_some_and(is_dash) || s.was_char(at, "至到月、和及") {
            return false;
        }
        s.any(
            end,
            &[
                "内", "之内", "以内", "前", "之前", "以前", "后", "之后", "以后", "以上", "以下",
                "之", "止",
            ],
        )
        .is_some()
            || s.ends(
                at,
                &[
                    "前",
                    "满",
                    "届满",
                    "超过",
                    "少于",
                    "不足",
                    "提前",
                    "为",
                    "期",
                    "连续",
                    "累计",
                    "延长",
                    "延期",
                    "保留",
                    "之日起",
                ],
            )
            || (style == Style::Counted
                && self.scan.before(at).is_none_or(is_stop)
                && s.char(end).is_none_or(is_stop)
                && self
                    .told
                    .is_none_or(|t| t.at < self.line || t.month.is_none()))
    }
}

/// After these 多 counts something else: 一年多次, 两年多起来.
const NOT_AFTER_MORE: &str = "次种项个起变元样方";
