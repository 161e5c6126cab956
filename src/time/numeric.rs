//! Dates in figures alone, and the time of day that may follow a date.

use super::Date;
use super::calendar::{Fields, Year};
use super::grammar::{Grammar, year_of};
use super::scan::{Style, is_stop};

impl Grammar<'_> {
    /// `2012-09-01`, `2012.9.1`, `2012/9/1`, `20120901`, `2012 09 01`, `（2012.09）`
    pub(super) fn numeric(&self, at: usize, joined: bool) -> Option<(Fields, usize)> {
        let s = self.scan;
        let year = s.number(at).filter(|n| n.style == Style::Arabic)?;
        let make = |year: u32, month: u32, day: Option<u32>| {
            let year = year_of(year)?;
            let month = i8::try_from(month).ok()?;
            let day = day.map(i8::try_from).transpose().ok()?;
            Date::new(year, month, day.unwrap_or(1))?;
            Some(Fields {
                month: Some(month),
                day,
                ..Fields::year(Year::Is(year))
            })
        };
        let open = |end: usize| {
            s.char(end)
                .is_none_or(|c| !c.is_ascii_alphanumeric() && !"_/%号號".contains(c))
                // 20120905.doc
                && !(s.is_char(end, ".")
                    && s.char(end + 1).is_some_and(|c| c.is_ascii_alphabetic()))
        };
        if year.len == 8 {
            let (y, m, d) = (
                year.value / 10_000,
                year.value / 100 % 100,
                year.value % 100,
            );
            let numbered = s.ends(
                s.text
                    .get(..at)
                    .map_or(at, |t| t.trim_end_matches(['：', ':', ' ']).len()),
                &[
                    "号", "编号", "第", "电话", "代码", "账号", "传真", "热线", "邮编", "序列",
                ],
            );
            let fields = make(y, m, Some(d)).filter(|_| (1900..2100).contains(&y));
            return fields
                .filter(|_| open(year.end) && !numbered)
                .map(|f| (f, year.end));
        }
        if year.len != 4 || !(1000..2200).contains(&year.value) {
            return None;
        }
        let mark = s.char(year.end).filter(|c| "-./ －—–".contains(*c))?;
        let month_at = year.end + mark.len_utf8();
        let month = s
            .number(month_at)
            .filter(|n| n.style == Style::Arabic && n.len <= 2)?;
        if let Some(second) = s.char(month.end).filter(|c| "-./ －—–".contains(*c))
            && (mark == ' ') == (second == ' ')
            && let Some(day) = s
                .number(month.end + second.len_utf8())
                .filter(|n| n.style == Style::Arabic && n.len <= 2)
            && (mark != ' ' || (month.len == 2 && day.len == 2))
            && open(day.end)
            && !(s.is_char(day.end, ".") && s.char(day.end + 1).is_some_and(|c| c.is_ascii_digit()))
            && s.word(day.end, "年").is_none()
        {
            return make(year.value, month.value, Some(day.value)).map(|f| (f, day.end));
        }
        // A year and month alone look like a decimal or a standard's number.
        let ranged = joined
            || s.dash(month.end)
                .and_then(|e| s.number(e))
                .is_some_and(|n| n.len == 4 && s.char(n.end) == Some(mark));
        let bounded = s.char(month.end).is_none_or(|c| "）\n".contains(c)) || ranged;
        let led = joined || s.before(at).is_none_or(is_stop);
        ("-./".contains(mark)
            && (month.len == 2 || ranged)
            && bounded
            && led
            && open(month.end)
            && (1949..2100).contains(&year.value))
        .then(|| make(year.value, month.value, None))
        .flatten()
        .map(|f| (f, month.end))
    }

    /// After a weekday in brackets and a time of day: `（星期六）上午9:00`.
    pub(super) fn clock(&self, at: usize) -> Option<usize> {
        let s = self.scan;
        let mut end = s.spaces(at);
        if let Some(inside) = s.word(end, "（") {
            let body = s.any(inside, &["星期", "周"])?;
            let close = s.spaces(body + s.char(body)?.len_utf8());
            end = s.spaces(s.word(close, "）")?);
        }
        let day_part = s.any(
            end,
            &[
                "上午", "下午", "中午", "晚上", "晚", "早上", "早", "凌晨", "零时", "当日",
            ],
        );
        end = s.spaces(day_part.unwrap_or(end));
        if let Some(first) = self.time_of_day(end) {
            // 9:00-22:00
            let last = s.dash(first).and_then(|e| self.time_of_day(e));
            end = last.unwrap_or(first);
        }
        (end > s.spaces(at)).then_some(end)
    }

    /// The end of `9:00`, `16时30分`, `20点整` at `at`.
    fn time_of_day(&self, at: usize) -> Option<usize> {
        let s = self.scan;
        let hour = s.number(at).filter(|n| n.value <= 24)?;
        let mut end = s.any(hour.end, &[":", "：", "时", "點", "点"])?;
        if let Some(minute) = s.number(end).filter(|n| n.len <= 2 && n.value < 60) {
            end = s.word(minute.end, "分").unwrap_or(minute.end);
        }
        Some(s.any(end, &["整", "许"]).unwrap_or(end))
    }

    /// After the few words in brackets that may stand behind a day: `（星期日）（9:00-22:00）`.
    pub(super) fn over_remarks(&self, at: usize) -> usize {
        /// The longest remark, in characters.
        const LONGEST: usize = 24;
        let s = self.scan;
        let mut end = at;
        while let Some(inside) = s.word(s.spaces(end), "（") {
            let mut chars = s.rest(inside).char_indices().take(LONGEST);
            let Some((close, mark)) = chars.find(|(_, c)| matches!(c, '）' | '\n' | '。')) else {
                break;
            };
            if mark != '）' {
                break;
            }
            end = inside + close + mark.len_utf8();
        }
        end
    }
}
