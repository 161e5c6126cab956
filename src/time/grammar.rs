//! Calendar dates and their ranges: `2012年9月1日`, `2011至2015年`, `第二、三季度`.

use super::calendar::{Fields, Part, Term, Year};
use super::knowledge::{Unit, knowledge};
use super::scan::{Number, Scan, Style, is_dash, is_stop};
use super::{Date, Interval};

/// The year that the text named last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    /// Where, in bytes.
    pub(super) at: usize,
}

/// Reads dates at given places of one text.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'t> {
    pub(super) scan: Scan<'t>,
    /// The day the text speaks from.
    pub(super) reference: Option<Date>,
    pub(super) told: Option<Told>,
    /// Where the current line begins.
    pub(super) line: usize,
    /// Where the last expression ended.
    pub(super) free: usize,
}

/// One or two joined dates as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub(super) first: Fields,
    /// The other end of a range; `None` for a single date.
    pub(super) last: Option<Fields>,
    /// 至今: the range ends where the text speaks.
    pub(super) to_now: bool,
    pub(super) end: usize,
}

impl Grammar<'_> {
    /// A date or range at `at`.
    pub(super) fn written(&self, at: usize) -> Option<Written> {
        if let Some(short) = self.shortened_years(at) {
            return Some(short);
        }
        let (first, end) = self.fields(at, false)?;
        Some(self.joined(first, end))
    }

    /// Goes on from the first date to the other end of a range, where there is one.
    pub(super) fn joined(&self, first: Fields, end: usize) -> Written {
        let s = self.scan;
        let single = Written {
            first,
            last: None,
            to_now: false,
            end,
        };
        if let Some(now) = s.any(s.spaces(end), &["至今", "迄今"]) {
            return Written {
                to_now: true,
                end: now,
                ..single
            };
        }
        let after = s.spaces(self.clock(end).unwrap_or(end));
        let after = s.any(after, &["起", "开始"]).unwrap_or(after);
        let Some(next) = s.dash(after) else {
            return single;
        };
        match self.fields(next, true).filter(|(f, _)| fits(&first, f)) {
            Some((last, end)) => Written {
                last: Some(last),
                end: s
                    .any(end, &["止"])
                    .filter(|_| after > s.spaces(end))
                    .unwrap_or(end),
                ..single
            },
            None => match self.day(next, first.month) {
                Some((day, _, end)) if first.day.is_some_and(|d| d < day) => Written {
                    last: Some(Fields {
                        day: Some(day),
                        month: first.month,
                        ..Fields::year(Year::Missing)
                    }),
                    end,
                    ..single
                },
                _ => single,
            },
        }
    }

    /// `2011至2015年`, `2011、2012年`, `从2016到2018`: years where only the last has 年, or none.
    fn shortened_years(&self, at: usize) -> Option<Written> {
        let s = self.scan;
        let first = s.number(at).filter(is_plain_year)?;
        let list = s.word(first.end, "、");
        let next = s.dash(first.end).or(list)?;
        let last = s.number(next)?;
        let named = s.spaces(last.end);
        let from = year_of(first.value)?;
        let mut to = year_of(last.value)?;
        if let Some(end) = s.word(named, "年") {
            if s.is_char(end, "代级制龄") {
                return None;
            }
            // 2011-15年
            if last.len == 2 && last.style == Style::Arabic {
                to += from / 100 * 100;
            } else if !is_plain_year(&last) {
                return None;
            }
            if to <= from || (list.is_some() && to != from + 1) {
                return None;
            }
            let mut fields = Fields::year(Year::Is(to));
            let mut end = s.word(end, "度").unwrap_or(end);
            self.within_year(&mut fields, &mut end);
            return Some(Written {
                first: Fields::year(Year::Is(from)),
                last: Some(fields),
                to_now: false,
                end,
            });
        }
        // Without 年 only where the surroundings leave no doubt.
        let led = s.ends(at, &["从", "自", "由", "（", "年度", "年份"]);
        let closed = s.char(last.end).is_none_or(is_stop);
        (is_plain_year(&last)
            && list.is_none()
            && from < to
            && to - from < 60
            && (1900..2100).contains(&from)
            && led
            && closed)
            .then(|| Written {
                first: Fields::year(Year::Is(from)),
                last: Some(Fields::year(Year::Is(to))),
                to_now: false,
                end: last.end,
            })
    }

    /// The fields of one date at `at`; `joined` where it ends a range.
    fn fields(&self, at: usize, joined: bool) -> Option<(Fields, usize)> {
        let s = self.scan;
        let glued = s
            .before(at)
            .is_some_and(|c| c.is_ascii_alphanumeric() || "-./_№#&=?%".contains(c));
        if let Some(found) = self.numeric(at).filter(|_| joined || !glued) {
            return Some(found);
        }
        if let Some((year, end)) = self.year(at) {
            let mut fields = Fields::year(Year::Is(year));
            let mut end = end;
            self.within_year(&mut fields, &mut end);
            return Some((fields, end));
        }
        if let Some((len, unit, offset)) = knowledge().relative(s.rest(at)) {
            return self.relative_fields(at, at + len, unit, offset);
        }
        let mut fields = Fields::year(Year::Missing);
        let mut end = at;
        self.within_year(&mut fields, &mut end);
        (end > at).then_some((fields, end))
    }

    fn relative_fields(
        &self,
        at: usize,
        end: usize,
        unit: Unit,
        offset: i32,
    ) -> Option<(Fields, usize)> {
        let mut end = end;
        match unit {
            Unit::Year | Unit::ToldYear => {
                let from = match unit {
                    Unit::Year => self.reference.map(Date::year),
                    _ => Some(self.told.filter(|t| t.at >= self.line)?.year),
                };
                let year = from.map(|y| y.saturating_add(offset as i16));
                let mut fields = Fields::year(year.map_or(Year::Unknown, Year::Is));
                end = self.scan.word(end, "度").unwrap_or(end);
                self.within_year(&mut fields, &mut end);
                Some((fields, end))
            }
            Unit::Month => {
                // 当月 is a general word in rules; alone at the head of a clause it is a date.
                if self.scan.word(at, "当月").is_some()
                    && self.scan.before(at).is_some_and(|c| !is_stop(c))
                {
                    return None;
                }
                let mut fields = Fields::year(Year::Unknown);
                match self.reference.and_then(|r| r.plus(0, offset, 0)) {
                    Some(day) => {
                        fields.year = Year::Is(day.year());
                        fields.month = Some(day.month());
                    }
                    None => fields.month = Some(1),
                }
                end = self.scan.word(end, "份").unwrap_or(end);
                self.within_month(&mut fields, &mut end);
                Some((fields, end))
            }
            _ => None,
        }
    }

    /// `2012年`, `二〇一二年`, `08年`: the year and the end of its words.
    fn year(&self, at: usize) -> Option<(i16, usize)> {
        let s = self.scan;
        let n = s.number(at)?;
        let end = s.word(s.spaces(n.end), "年")?;
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
            (_, 3) => {
                (before_month || s.ends(at, &["在", "于", "公元"])).then_some(year_of(n.value)?)?
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
        // 教育部公告2012年第5号: part of a document number.
        if let Some(number) = s
            .word(s.spaces(end), "第")
            .and_then(|e| s.number(s.spaces(e)))
            && s.word(s.spaces(number.end), "号").is_some()
        {
            return None;
        }
        let end = s.word(end, "度").unwrap_or(end);
        Some((year, end))
    }

    /// What may follow a year: month, quarter, half, season, beginning, end.
    fn within_year(&self, fields: &mut Fields, end: &mut usize) {
        let s = self.scan;
        let at = s.spaces(*end);
        let at = s.word(at, "的").unwrap_or(at);
        let missing = fields.year == Year::Missing;
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
                (fields.part, *end) = (months(from, to), after);
                return;
            }
        }
        if let Some(after) = s.any(at, &["年底", "年末", "年终"]) {
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
            ("春季", 3, 5, (2, 6)),
            ("夏季", 6, 8, (6, 8)),
            ("秋季", 9, 11, (9, 13)),
            ("冬季", 12, 14, (12, 14)),
        ] {
            if let Some(after) = s.word(at, season) {
                (fields.part, *end) = match s.any(after, &["学期", "新学期"]) {
                    Some(after) => (months(term.0, term.1), after),
                    None => (months(from, to), after),
                };
                return;
            }
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

    /// 年底 and 年初 without a year are dates of their own only at the head of a phrase.
    fn stands_alone(&self, at: usize) -> bool {
        self.scan
            .before(at)
            .is_none_or(|c| is_stop(c) || "于在到至将从自以力争取、".contains(c))
    }

    /// What may follow a month: day, ten-day period, beginning, end.
    pub(super) fn within_month(&self, fields: &mut Fields, end: &mut usize) {
        let s = self.scan;
        let at = s.spaces(*end);
        if let Some((day, last, after)) = self.day(at, fields.month) {
            (fields.day, fields.last_day, *end) = (Some(day), last, after);
            return;
        }
        for (words, third) in [
            (&["上旬"][..], 0),
            (&["中旬"], 1),
            (&["下旬"], 2),
            (&["底", "末"], 2),
            (&["初"], 0),
        ] {
            if let Some(after) = s.any(at, words) {
                let word = s.char(at).unwrap_or_default();
                let bad = match word {
                    '底' | '末' => s.is_char(after, NOT_AFTER_END),
                    '初' => s.is_char(after, NOT_AFTER_BEGINNING),
                    _ => false,
                };
                if !bad {
                    (fields.part, *end) = (Some(Part::Third(third)), after);
                }
                return;
            }
        }
    }

    /// `9月`, `九月份`
    fn month(&self, at: usize) -> Option<(i8, usize)> {
        let s = self.scan;
        let n = s.number(at)?;
        if !(1..=12).contains(&n.value)
            || n.len > 2
            || n.style == Style::Digits
            || s.is_char(at, "两兩")
        {
            return None;
        }
        let end = s.word(s.spaces(n.end), "月")?;
        if s.any(end, &["革命", "怀胎"]).is_some() {
            return None;
        }
        let end = s.word(end, "份").unwrap_or(end);
        Some((n.value as i8, end))
    }

    /// `1—6月`, `三、四月`
    fn months(&self, at: usize) -> Option<(i8, i8, usize)> {
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
    fn day(&self, at: usize, month: Option<i8>) -> Option<(i8, Option<i8>, usize)> {
        let s = self.scan;
        let in_month =
            |n: &Number| n.len <= 3 && n.style != Style::Digits && (1..=31).contains(&n.value);
        let n = s.number(at).filter(in_month)?;
        let day = n.value as i8;
        if let Some(end) = s.any(s.spaces(n.end), &["日", "号", "號"]) {
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
    fn quarters(&self, at: usize) -> Option<(i8, i8, usize)> {
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

    /// `2012-09-01`, `2012.9.1`, `2012/9/1`, `20120901`, `2012 09 01`, `（2012.09）`
    fn numeric(&self, at: usize) -> Option<(Fields, usize)> {
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
        };
        if year.len == 8 {
            let (y, m, d) = (
                year.value / 10_000,
                year.value / 100 % 100,
                year.value % 100,
            );
            let numbered = s.ends(
                at,
                &["号", "编号", "第", "电话", "代码", "账号", "传真", "号："],
            );
            let fields = make(y, m, Some(d)).filter(|_| (1900..2100).contains(&y));
            return fields
                .filter(|_| open(year.end) && !numbered)
                .map(|f| (f, year.end));
        }
        if year.len != 4 || !(1000..2200).contains(&year.value) {
            return None;
        }
        let mark = s.char(year.end).filter(|c| "-./ －".contains(*c))?;
        let month_at = year.end + mark.len_utf8();
        let month = s
            .number(month_at)
            .filter(|n| n.style == Style::Arabic && n.len <= 2)?;
        if let Some(second) = s.char(month.end).filter(|c| "-./ －".contains(*c))
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
        let bounded = s
            .char(month.end)
            .is_none_or(|c| "）\n".contains(c) || is_dash(c));
        let led = s.before(at).is_none_or(|c| is_stop(c) || is_dash(c));
        (mark != ' ' && month.len == 2 && bounded && led && (1949..2100).contains(&year.value))
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
            let close = body + s.char(body)?.len_utf8();
            end = s.spaces(s.word(close, "）")?);
        }
        let day_part = s.any(
            end,
            &[
                "上午", "下午", "中午", "晚上", "晚", "早上", "早", "凌晨", "零时", "当日",
            ],
        );
        end = s.spaces(day_part.unwrap_or(end));
        if let Some(hour) = s.number(end).filter(|n| n.value <= 24)
            && let Some(next) = s.any(hour.end, &[":", "：", "时", "點", "点"])
        {
            end = next;
            if let Some(minute) = s.number(next).filter(|n| n.len <= 2 && n.value < 60) {
                end = s.word(minute.end, "分").unwrap_or(minute.end);
            }
            end = s.any(end, &["整", "许"]).unwrap_or(end);
        }
        (end > s.spaces(at)).then_some(end)
    }

    /// The number of the year of a date that has none, told by its surroundings.
    pub(super) fn year_for(&self, fields: &Fields, ahead: bool) -> Option<i16> {
        let near = self.told.filter(|t| t.at >= self.line);
        let now = self.reference;
        let near = near.filter(|t| !(ahead && now.is_some_and(|r| t.year < r.year())));
        if let Some(told) = near {
            return Some(told.year);
        }
        let Some(now) = now else {
            return self.told.map(|t| t.year);
        };
        let month = match (fields.month, fields.part) {
            (Some(month), _) => month,
            (None, Some(Part::Months(from, _))) if fields.grain() == super::Grain::Month => from,
            _ => now.month(),
        };
        let next = now.month() - month >= 9;
        let year = if next { now.year() + 1 } else { now.year() };
        // 29 February: the last year that had one.
        (0..8)
            .map(|back| year - back)
            .find(|y| fields.stretch(*y).is_some())
    }

    /// The school year or term at `at`: `2013学年`, `2011—2012学年度第一学期`.
    pub(super) fn school_year(&self, at: usize) -> Option<(Fields, usize)> {
        let s = self.scan;
        let (year, mut end) = match knowledge().relative(s.rest(at)) {
            Some((len, Unit::SchoolYear, offset)) => {
                // The school year that the reference day lies in.
                let year = self.reference.map(|r| {
                    let year = if r.month() >= 8 {
                        r.year()
                    } else {
                        r.year() - 1
                    };
                    year.saturating_add(offset as i16)
                });
                (year.map_or(Year::Unknown, Year::Is), at + len)
            }
            _ => {
                let first = s.number(at).filter(is_plain_year)?;
                let year = year_of(first.value)?;
                let mut end = s.word(s.spaces(first.end), "年").unwrap_or(first.end);
                let joined = s.dash(end).or_else(|| s.word(end, "/"));
                if let Some(last) = joined.and_then(|e| s.number(e)) {
                    let to = last.value;
                    if to != first.value + 1 && to != (first.value + 1) % 100 {
                        return None;
                    }
                    end = s.word(s.spaces(last.end), "年").unwrap_or(last.end);
                } else if end > first.end {
                    return None;
                }
                (Year::Is(year), s.word(s.spaces(end), "学年")?)
            }
        };
        end = s.word(end, "度").unwrap_or(end);
        let at = s.spaces(end);
        let at = s.word(at, "的").unwrap_or(at);
        let term = if let Some(after) = s.any(at, &["第一学期", "上学期", "上半学年", "秋季学期"])
        {
            end = after;
            Term::First
        } else if let Some(after) = s.any(at, &["第二学期", "下学期", "下半学年", "春季学期"])
        {
            end = after;
            Term::Second
        } else {
            Term::Year
        };
        let mut fields = Fields::year(year);
        fields.part = Some(Part::School(term));
        Some((fields, end))
    }

    /// `二十世纪九十年代`, `上世纪80年代`, `80年代`, `21世纪`
    pub(super) fn decade(&self, at: usize) -> Option<(Fields, usize)> {
        let s = self.scan;
        let (hundred, end) = match knowledge().relative(s.rest(at)) {
            Some((len, Unit::Century, offset)) => {
                let century = self.reference.map_or(20, |r| r.year() / 100) + offset as i16;
                (Some(century), at + len)
            }
            _ => match s.number(at) {
                Some(n) if n.len <= 3 && (1..=30).contains(&n.value) => {
                    match s.word(s.spaces(n.end), "世纪") {
                        Some(end) => (Some(n.value as i16 - 1), end),
                        None => (None, at),
                    }
                }
                _ => (None, at),
            },
        };
        let next = s.spaces(end);
        if let Some(n) = s.number(next)
            && let Some(after) = s.word(s.spaces(n.end), "年代")
        {
            let from = match (n.len, n.value) {
                (2 | 1, v) if v % 10 == 0 && v < 100 => {
                    // Alone, 20年代 and 30年代 may be of either century; the later ones are not.
                    let hundred = hundred.unwrap_or(19);
                    hundred * 100 + v as i16
                }
                (4, v) if v % 10 == 0 => year_of(v)?,
                _ => return None,
            };
            let mut fields = Fields::year(Year::Is(from));
            fields.part = Some(Part::Years(from + 9));
            return Some((fields, after));
        }
        let hundred = hundred?;
        let mut fields = Fields::year(Year::Is(hundred * 100 + 1));
        fields.part = Some(Part::Years(hundred * 100 + 100));
        if let Some(after) = s
            .word(end, "初")
            .filter(|a| !s.is_char(*a, NOT_AFTER_BEGINNING))
        {
            fields.part = Some(Part::Years(hundred * 100 + 10));
            return Some((fields, after));
        }
        if let Some(after) = s.word(end, "末") {
            fields.year = Year::Is(hundred * 100 + 91);
            return Some((fields, after));
        }
        Some((fields, end))
    }

    /// A day named relative to the one the text speaks from, or a week or quarter.
    pub(super) fn relative_stretch(&self, at: usize) -> Option<(Interval, super::Grain, usize)> {
        let s = self.scan;
        let (len, unit, offset) = knowledge().relative(s.rest(at))?;
        let now = self.reference;
        let (begin, until, grain) = match unit {
            Unit::Day => {
                let day = now.and_then(|r| r.plus(0, 0, offset));
                (day, day.and_then(Date::next_day), super::Grain::Day)
            }
            Unit::Week => {
                let monday = now.and_then(|r| r.plus(0, 0, offset * 7 - weekday(r)));
                let next = monday.and_then(|m| m.plus(0, 0, 7));
                (monday, next, super::Grain::Day)
            }
            Unit::Quarter => {
                let first = now
                    .and_then(|r| Date::new(r.year(), (r.month() - 1) / 3 * 3 + 1, 1))
                    .and_then(|q| q.plus(0, offset * 3, 0));
                let next = first.and_then(|q| q.plus(0, 3, 0));
                (first, next, super::Grain::Month)
            }
            _ => return None,
        };
        Some((Interval::new(begin, until), grain, at + len))
    }
}

/// Days since Monday.
fn weekday(day: Date) -> i32 {
    // Zeller's congruence; 0 is Saturday.
    let (mut y, mut m) = (i32::from(day.year()), i32::from(day.month()));
    if m < 3 {
        m += 12;
        y -= 1;
    }
    let h = (i32::from(day.day()) + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;
    (h + 5) % 7
}

/// Whether `last` can end a range that `first` begins.
fn fits(first: &Fields, last: &Fields) -> bool {
    match (first.grain(), last.grain()) {
        // 2012年9月1日至2013年, 2012年至5月: no one writes so, and the dash means something else.
        (super::Grain::Day, super::Grain::Year) | (super::Grain::Year, super::Grain::Day) => {
            last.year != Year::Missing
        }
        (super::Grain::Year, _) => last.year != Year::Missing,
        _ => true,
    }
}

fn is_plain_year(n: &Number) -> bool {
    n.len == 4 && n.style != Style::Counted && (1000..2200).contains(&n.value)
}

fn year_of(value: u32) -> Option<i16> {
    i16::try_from(value).ok().filter(|y| (1..=9998).contains(y))
}

/// The year meant by its last two digits.
fn century(short: u32) -> Option<i16> {
    let short = i16::try_from(short).ok()?;
    Some(if short > 30 {
        1900 + short
    } else {
        2000 + short
    })
}

/// After these 初 and 底 are parts of other words: 初中, 初级, 初步; 底线; 末位.
const NOT_AFTER_BEGINNING: &str = "中三二一级高次步审始试赛评选等期衷心复";
const NOT_AFTER_END: &str = "线蕴层数色稿薪位尾端梢";
