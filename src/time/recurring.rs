//! Recurring times: `每年9月10日前`, `每学期`, `每两年`.

use super::calendar::{Fields, Year};
use super::grammar::Grammar;
use super::parts::{NOT_AFTER_BEGINNING, NOT_AFTER_END};

impl Grammar<'_> {
    /// The end of a recurring time at `at`, which begins with 每, and its period as ISO 8601
    /// duration where the standard has one.
    pub(super) fn recurring(&self, at: usize) -> Option<(usize, Option<String>)> {
        let s = self.scan;
        let end = self.recurring_end(at)?;
        let next = s.word(at, "每")?;
        let gap = s.word(next, "隔").is_some();
        let next = s.any(next, &["个", "一", "隔"]).unwrap_or(next);
        let (count, unit_at) = s.number(next).map_or((1, next), |n| (n.value, n.end));
        // 每三至五年: of no one period.
        if s.dash(unit_at)
            .and_then(|e| s.number(e))
            .is_some_and(|n| n.end < end && unit_at > next)
        {
            return Some((end, None));
        }
        // 每隔一天 is every second day, 每隔6个月 every six months.
        let count = count + u32::from(gap && count == 1);
        let (unit, times) = [
            ("半年", ('M', 6)),
            ("季度", ('M', 3)),
            ("个月", ('M', 1)),
            ("星期", ('W', 1)),
            ("学年", ('Y', 1)),
            ("年", ('Y', 1)),
            ("月", ('M', 1)),
            ("周", ('W', 1)),
            ("天", ('D', 1)),
            ("日", ('D', 1)),
        ]
        .into_iter()
        .find_map(|(word, unit)| s.word(unit_at, word).map(|_| unit))
        .or_else(|| s.word(next, "半年").map(|_| ('M', 6)))
        .map_or((None, 0), |(letter, times)| (Some(letter), times));
        let period = unit.map(|letter| format!("P{}{letter}", count * times));
        Some((end, period))
    }

    fn recurring_end(&self, at: usize) -> Option<usize> {
        let s = self.scan;
        let next = s.word(at, "每")?;
        let next = s.any(next, &["个", "一", "隔"]).unwrap_or(next);
        if let Some(end) = s.any(
            next,
            &[
                "半年",
                "学年度",
                "学年",
                "学期",
                "季度",
                "工作日",
                "周末",
                "星期",
                "天",
                "日",
            ],
        ) {
            // 每季度末, 每学期初, 每学年第一学期
            let part = s.any(
                end,
                &["末", "初", "第一学期", "第二学期", "上学期", "下学期"],
            );
            let part = part.filter(|e| !s.is_char(*e, NOT_AFTER_BEGINNING));
            return Some(part.unwrap_or(end));
        }
        if let Some(end) = s.word(next, "周") {
            if s.is_char(end, "岁期边") {
                return None;
            }
            // 每周五 is a day, 每周一次 and 每周两节 are not.
            let day = s
                .char(end)
                .filter(|c| "一二三四五六日".contains(*c))
                .map_or(end, |c| end + c.len_utf8());
            // 每周一至周五
            if day > end
                && let Some(last) = s
                    .dash(day)
                    .and_then(|e| s.word(e, "周"))
                    .filter(|e| s.is_char(*e, "一二三四五六日"))
            {
                return s.char(last).map(|c| last + c.len_utf8());
            }
            return Some(if s.is_char(day, "次节课小学个天日堂至到或十") {
                end
            } else {
                day
            });
        }
        if let Some(end) = s.word(next, "月") {
            let mut fields = Fields::year(Year::Missing);
            let mut to = end;
            self.within_month(&mut fields, &mut to);
            // 每月一日至十日
            if fields.day.is_some()
                && let Some((_, _, last)) = s.dash(to).and_then(|e| self.day(e, None))
            {
                to = last;
            }
            return Some(self.week_of_month(to).unwrap_or(to));
        }
        if let Some(end) = s.word(next, "年") {
            if s.is_char(end, "级龄") {
                return None;
            }
            let end = s.word(end, "度").unwrap_or(end);
            // 每年9月10日, 每年3月至5月, 每年年底
            let from = s.any(end, &["的"]).unwrap_or(end);
            if let Some(to) = s.any(from, &["年底", "年末", "年初"]) {
                return Some(to);
            }
            // 每年初, 每年底
            let part = s
                .any(end, &["底", "末"])
                .filter(|e| !s.is_char(*e, NOT_AFTER_END))
                .or(s
                    .word(end, "初")
                    .filter(|e| !s.is_char(*e, NOT_AFTER_BEGINNING)));
            if part.is_some() {
                return part;
            }
            let Some(first) = self.written(from) else {
                return Some(end);
            };
            // 每年11月1日至次年4月30日
            let next = s
                .dash(first.end)
                .and_then(|e| s.any(e, &["次年", "翌年", "第二年", "下一年", "来年"]))
                .map(|e| s.word(e, "的").unwrap_or(e));
            let last = next
                .filter(|_| first.last.is_none())
                .and_then(|e| self.written(e));
            let mut end = last.map_or(first.end, |w| w.end);
            // 每年3月和9月
            while let Some(more) = s
                .any(end, &["、", "和", "及"])
                .and_then(|e| self.written(e))
                .filter(|w| w.first.year == Year::Missing && w.first.month.is_some())
            {
                end = more.end;
            }
            return Some(self.week_of_month(end).unwrap_or(end));
        }
        // 每两年, 每3个月, 每三至五年
        let n = s.number(next).filter(|n| n.value < 100)?;
        let last = s.dash(n.end).and_then(|e| s.number(e));
        let n = last.filter(|last| last.value < 100).unwrap_or(n);
        let end = s.any(
            n.end,
            &[
                "年",
                "个月",
                "个学期",
                "学期",
                "周",
                "天",
                "日",
                "个学年",
                "学年",
            ],
        )?;
        (!s.is_char(end, "级岁制龄")).then_some(end)
    }

    /// The end of a week of a month, or of a day in it, at `at`: `第三周`, `的第三个星期六`,
    /// `第三周的星期一`.
    fn week_of_month(&self, at: usize) -> Option<usize> {
        let s = self.scan;
        let at = s.word(at, "的").unwrap_or(at);
        let count = match s.any(at, &["最后一", "最後一"]) {
            Some(end) => end,
            None => {
                let n = s.number(s.word(at, "第")?)?;
                (n.value <= 5).then_some(n.end)?
            }
        };
        let end = s.any(count, &["个星期", "个周", "星期", "周"])?;
        if s.is_char(end, "年岁期") {
            return None;
        }
        let day = |at: usize| {
            let ch = s.char(at).filter(|c| "一二三四五六日天末".contains(*c))?;
            Some(at + ch.len_utf8())
        };
        let of_week = s.any(end, &["的星期", "的周"]).and_then(day);
        Some(day(end).or(of_week).unwrap_or(end))
    }
}
