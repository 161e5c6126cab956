//! School years, decades and centuries, and the days and weeks around the present.

use super::calendar::{Fields, Part, Term, Year, weekday};
use super::grammar::{Grammar, is_plain_year, year_of};
use super::knowledge::Unit;
use super::parts::NOT_AFTER_BEGINNING;
use super::{Date, Grain, Interval};
use crate::numeral;

impl Grammar<'_> {
    /// The school year or term at `at`: `2013学年`, `2011—2012学年度第一学期`.
    pub(super) fn school_year(&self, at: usize) -> Option<(Fields, usize)> {
        let s = self.scan;
        let mut last_year = None;
        let (year, mut end) = match self.relative(at) {
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
                    // 2013-2014学年 is one school year, 1999—2002学年 are the three from the first
                    // September to the last summer.
                    let to = match last.len {
                        2 if last.value < 100 => {
                            let to = first.value / 100 * 100 + last.value;
                            to + if to < first.value { 100 } else { 0 }
                        }
                        _ => last.value,
                    };
                    if to <= first.value || to - first.value > 30 {
                        return None;
                    }
                    last_year = year_of(to).filter(|_| to > first.value + 1);
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
        if let Some(last) = last_year {
            let mut fields = Fields::year(year);
            fields.part = Some(Part::SchoolYears(last));
            return Some((fields, end));
        }
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
        let (hundred, end) = match self.relative(at) {
            Some((len, Unit::Century, offset)) => {
                let century = self.reference.map_or(20, |r| r.year() / 100) + offset as i16;
                (Some(century), at + len)
            }
            _ => match s.number(at) {
                // 四分之一世纪 is a length.
                Some(n) if n.len <= 3 && (2..=30).contains(&n.value) => {
                    match s.word(s.spaces(n.end), "世纪") {
                        Some(end) => (Some(n.value as i16 - 1), end),
                        None => (None, at),
                    }
                }
                _ => (None, at),
            },
        };
        let next = s.spaces(end);
        // 八九十年代
        if let Some((from, after)) = self.two_decades(next) {
            let first = hundred.unwrap_or(19) * 100 + from;
            let mut fields = Fields::year(Year::Is(first));
            fields.part = Some(Part::Years(first + 19));
            return Some((fields, after));
        }
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
            let (first, last, after) = match self.part_of_decade(after) {
                Some((first, last, after)) => (from + first, from + last, after),
                None => (from, from + 9, after),
            };
            fields.year = Year::Is(first);
            fields.part = Some(Part::Years(last));
            return Some((fields, after));
        }
        // 21世纪海上丝绸之路 is a name.
        let hundred = hundred.filter(|_| s.word(end, "海上").is_none())?;
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
            // 到本世纪末 is by its last year.
            let last = s.ends(at, &["到", "至"]) && !s.is_char(after, "期");
            if last {
                return self.end_of_century(at);
            }
            fields.year = Year::Is(hundred * 100 + 91);
            return Some((fields, after));
        }
        Some((fields, end))
    }

    /// The last year of a century that ends a time: `到本世纪末`.
    pub(super) fn end_of_century(&self, at: usize) -> Option<(Fields, usize)> {
        let s = self.scan;
        let (century, end) = match self.relative(at) {
            Some((len, Unit::Century, offset)) => {
                let century = self.reference.map_or(20, |r| r.year() / 100) + offset as i16;
                (century, at + len)
            }
            Some(_) => return None,
            None => {
                let n = s.number(at).filter(|n| (2..=30).contains(&n.value))?;
                (n.value as i16 - 1, s.word(s.spaces(n.end), "世纪")?)
            }
        };
        let end = s.word(end, "末")?;
        Some((Fields::year(Year::Is(century * 100 + 100)), end))
    }

    /// `初`, `中期`, `末` after a decade: its first three, middle four and last three years, and
    /// its halves. No standard says; each word has its share.
    fn part_of_decade(&self, at: usize) -> Option<(i16, i16, usize)> {
        let s = self.scan;
        for (words, first, last) in [
            (&["初期", "初"][..], 0, 2),
            (&["中期", "中叶"], 3, 6),
            (&["末期", "末"], 7, 9),
            (&["前期"], 0, 4),
            (&["后期", "後期"], 5, 9),
        ] {
            if let Some(after) = s
                .any(at, words)
                .filter(|a| !s.ends(*a, &["初"]) || !s.is_char(*a, NOT_AFTER_BEGINNING))
            {
                return Some((first, last, after));
            }
        }
        None
    }

    /// `八九十年代`, `八、九十年代`: the tens of the first and the end of the words.
    fn two_decades(&self, at: usize) -> Option<(i16, usize)> {
        let s = self.scan;
        let digit = |at: usize| {
            let ch = s.char(at).filter(|c| !c.is_ascii() && *c != '十')?;
            Some((numeral::digit(ch)?, at + ch.len_utf8()))
        };
        let (first, end) = digit(at)?;
        let (second, end) = digit(s.word(end, "、").unwrap_or(end))?;
        let end = s.word(end, "十年代")?;
        let tens = i16::try_from(first).ok()? * 10;
        (first + 1 == second).then_some((tens, end))
    }

    /// The weekday in brackets at `at`, Monday 0: `（星期六）`.
    pub(super) fn weekday_at(&self, at: usize) -> Option<i32> {
        let s = self.scan;
        let inside = s.word(s.spaces(at), "（")?;
        let day = s.char(s.any(inside, &["星期", "周"])?)?;
        let place = match day {
            '天' => 6,
            _ => "一二三四五六日".chars().position(|c| c == day)?,
        };
        i32::try_from(place).ok()
    }

    /// A day named relative to the one the text speaks from, or a week or quarter.
    pub(super) fn relative_stretch(&self, at: usize) -> Option<(Interval, Grain, usize)> {
        let s = self.scan;
        let (len, unit, offset) = self.relative(at)?;
        let known = match unit {
            Unit::Day | Unit::Week => Grain::Day,
            Unit::Quarter => Grain::Month,
            _ => Grain::Year,
        };
        // 上一季度 in rules is that of any quarter, and 即日 that of any day.
        let general = unit == Unit::Quarter || s.any(at, &["本日", "即日"]).is_some();
        let now = if general {
            self.present()
        } else {
            self.reference
        };
        let now = now.filter(|_| self.grain >= known);
        let (begin, until, grain) = match unit {
            Unit::Day => {
                let day = now.and_then(|r| r.plus(0, 0, offset));
                (day, day.and_then(Date::next_day), Grain::Day)
            }
            Unit::Week if s.is_char(at + len, "一二三四五六日") => {
                let ch = s.char(at + len)?;
                let of_week = "一二三四五六日".chars().position(|c| c == ch)?;
                let day = now.and_then(|r| {
                    let monday = offset * 7 - weekday(r);
                    r.plus(0, 0, monday + i32::try_from(of_week).ok()?)
                });
                let end = at + len + ch.len_utf8();
                return Some((
                    Interval::new(day, day.and_then(Date::next_day)),
                    Grain::Day,
                    end,
                ));
            }
            Unit::Week => {
                let monday = now.and_then(|r| r.plus(0, 0, offset * 7 - weekday(r)));
                let next = monday.and_then(|m| m.plus(0, 0, 7));
                (monday, next, Grain::Day)
            }
            Unit::Quarter => {
                let first = now
                    .and_then(|r| Date::new(r.year(), (r.month() - 1) / 3 * 3 + 1, 1))
                    .and_then(|q| q.plus(0, offset * 3, 0));
                let next = first.and_then(|q| q.plus(0, 3, 0));
                (first, next, Grain::Month)
            }
            Unit::TwoYears => {
                let first = now.and_then(|r| Date::new(r.year(), 1, 1)?.plus(offset, 0, 0));
                (first, first.and_then(|f| f.plus(2, 0, 0)), Grain::Year)
            }
            _ => return None,
        };
        Some((Interval::new(begin, until), grain, at + len))
    }
}
