//! Calendar dates and their ranges: `2012年9月1日`, `2011至2015年`, `第二、三季度`.

use super::calendar::{self, Fields, Part, Year};
use super::expression::Context;
use super::knowledge::Unit;
use super::review::Review;
use super::scan::{Number, Scan, Style, is_stop};
use super::told::Told;
use super::{Date, Grain, Interval};

/// Reads dates at given places of one text.
#[derive(Clone, Copy)]
pub(super) struct Grammar<'t> {
    pub(super) scan: Scan<'t>,
    /// The text is a set of rules in articles, whose 上年度 and 三年内 mean no year in particular.
    pub(super) rules: bool,
    /// The day the text speaks from.
    pub(super) reference: Option<Date>,
    /// How finely that day is known.
    pub(super) grain: Grain,
    /// The day it was spoken, where only the year of `reference` is known and a line under its title
    /// tells the day.
    pub(super) spoken: Option<Date>,
    /// The day of its issue, from which 自公布之日起 counts.
    pub(super) issued: Option<Date>,
    pub(super) told: Option<Told>,
    /// Year and month of the last single day, and where its words ended.
    pub(super) last_day: Option<(i16, i8, usize)>,
    /// The last year that a weekday proved: 2月2日（星期六）.
    pub(super) proven: Option<i16>,
    /// The last year that was read aside, in a title: a weekday may prove it.
    pub(super) seen: Option<i16>,
    /// Where the sentence last spoke of a recurring time.
    pub(super) recurs: Option<usize>,
    /// The years that a plan or a range named last, both included, and where.
    pub(super) told_years: Option<(i16, i16, usize)>,
    /// The plan that the line speaks of, which it named first, or an earlier line did; and where.
    pub(super) told_plan: Option<(i16, i16, usize)>,
    /// How many years the last reach named, and where: 过去五年.
    pub(super) told_reach: Option<(i16, usize)>,
    /// How many years a reach ahead named, which, and where: 今后五年.
    pub(super) told_ahead: Option<(i16, Interval, usize)>,
    /// On what the part of the text looks back.
    pub(super) review: Option<Review>,
    /// Where the current line begins.
    pub(super) line: usize,
    /// Where the current sentence begins.
    pub(super) sentence: usize,
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

impl<'t> Grammar<'t> {
    /// A grammar at the beginning of `text`.
    pub(super) fn new(text: &'t str, context: &Context) -> Self {
        Self {
            scan: Scan { text },
            rules: false,
            reference: context.reference,
            grain: context.grain,
            spoken: None,
            issued: context.issued.or(context.reference),
            told: None,
            last_day: None,
            proven: None,
            seen: None,
            recurs: None,
            told_years: None,
            told_plan: None,
            told_reach: None,
            told_ahead: None,
            review: None,
            line: 0,
            sentence: 0,
            free: 0,
        }
    }
}

impl Grammar<'_> {
    /// A date or range at `at` in a text that is nothing else.
    pub(super) fn stated(&self, at: usize) -> Option<Written> {
        let (first, end) = self.fields(at, true)?;
        Some(self.joined(first, end))
    }

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
        if let Some(now) = s
            .any(s.spaces(end), &["至今", "迄今"])
            .filter(|e| !s.is_char(*e, "年天日后"))
        {
            return Written {
                to_now: true,
                end: now,
                ..single
            };
        }
        let after = s.spaces(self.clock(end).unwrap_or(end));
        let after = s.any(after, &["起", "开始"]).unwrap_or(after);
        // 4月21日（9:00-18:00）至22日
        let after = match first.day {
            Some(_) if s.is_char(after, "（") => self.over_remarks(after),
            _ => after,
        };
        let Some(next) = s.dash(after) else {
            return single;
        };
        // 2012年9月至次年1月
        if let (Year::Is(year), Some(at)) = (first.year, s.any(next, &["次年", "翌年"])) {
            let mut last = Fields::year(Year::Is(year.saturating_add(1)));
            let mut end = at;
            self.within_year(&mut last, &mut end);
            return Written {
                last: Some(last),
                end,
                ..single
            };
        }
        // 从一九八一年到本世纪末
        if let (Year::Is(_), Some((last, end))) = (first.year, self.end_of_century(next)) {
            return Written {
                last: Some(last),
                end,
                ..single
            };
        }
        match self.fields(next, true).filter(|(f, _)| fits(&first, f)) {
            Some((last, end)) => Written {
                last: Some(last),
                end,
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
        let list = s.any(first.end, &["、", "和"]);
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
        if let Some(found) = self.numeric(at, joined).filter(|_| joined || !glued) {
            return Some(found);
        }
        if let Some((year, end)) = self.year(at) {
            let mut fields = Fields::year(Year::Is(year));
            let mut end = end;
            self.within_year(&mut fields, &mut end);
            return Some((fields, end));
        }
        if let Some((len, unit, offset)) = self.relative(at)
            && matches!(
                unit,
                Unit::Year | Unit::ToldYear | Unit::TextYear | Unit::Month
            )
        {
            return self.relative_fields(at, at + len, unit, offset);
        }
        let mut fields = Fields::year(Year::Missing);
        let mut end = at;
        self.within_year(&mut fields, &mut end);
        // 农历九月初九 is of another calendar, 最后一月 counts, and 250天÷12月 reckons.
        if s.ends(at, &["农历", "阴历", "夏历", "最后", "÷", "×"]) {
            return None;
        }
        // “五月的鲜花” is a name.
        let written = s.char(at).is_some_and(|c| !c.is_ascii());
        let name = written && s.was_char(at, "“") && fields.day.is_none() && fields.part.is_none();
        (end > at && !name).then_some((fields, end))
    }

    /// Whether the sentence last spoke of a recurring time and of no year since: 每年2月底前…，3月底前….
    fn recurs_last(&self) -> bool {
        let told = self.told.filter(|t| t.at >= self.line);
        self.recurs.is_some_and(|r| told.is_none_or(|t| t.at < r))
    }

    /// Whether a date without a year is of every year for that: 每年2月底前…，3月底前….
    pub(super) fn is_of_each_year(&self, fields: &Fields) -> bool {
        let yearly = |at| self.scan.any(at, &["每年", "每一年", "每个年度"]).is_some();
        fields.year == Year::Missing && self.recurs_last() && self.recurs.is_some_and(yearly)
    }

    /// The number of the year of a date that has none, told by its surroundings: the weekday
    /// written with it, the year the line named last, the day the text speaks from.
    pub(super) fn year_for(&self, fields: &Fields, around: Surroundings) -> Option<i16> {
        let told = self.told.filter(|t| t.at >= self.line);
        if self.recurs_last() {
            return None;
        }
        let likely = self.likely_year(fields, told, around.ahead);
        let Some(weekday) = around.weekday else {
            return likely;
        };
        // A text without a date of its own names its year in a title: 《2024年招生日程表》.
        let guess = likely.or(self.seen.filter(|_| !self.rules))?;
        let fits = |year: &i16| {
            fields
                .stretch(*year)
                .and_then(|s| s.until.plus(0, 0, -1))
                .is_some_and(|last| calendar::weekday(last) == weekday)
        };
        let years = [guess, guess.saturating_add(1), guess.saturating_sub(1)];
        years.into_iter().find(fits).or(likely)
    }

    fn likely_year(&self, fields: &Fields, told: Option<Told>, ahead: bool) -> Option<i16> {
        // 1月1日 in a rule is of every year.
        if self.rules && told.is_none() {
            return None;
        }
        let Some(now) = self.reference else {
            let proven = self.proven.filter(|_| fields.day.is_some());
            return told.or(self.told).map(|t| t.year).or(proven);
        };
        if let Some(year) = self.year_since(fields) {
            return Some(year);
        }
        if let Some(told) = told.filter(|t| !(ahead && t.year < now.year())) {
            // 2024年的考试将于12月2日举行, said in November 2023.
            let soon = told.year == now.year().saturating_add(1)
                && fields.day.is_some()
                && fields.stretch(now.year()).is_some_and(|s| {
                    s.begin >= now && now.plus(0, 0, 60).is_some_and(|limit| s.begin <= limit)
                });
            return Some(if soon { now.year() } else { told.year });
        }
        match self.review {
            Some(Review::Year(year)) => return Some(year),
            Some(Review::Years) => return None,
            None => {}
        }
        if let Some(proven) = self.proven.filter(|_| fields.day.is_some())
            && (now.year()..=now.year().saturating_add(1)).contains(&proven)
        {
            // 1月6日（周六）…12月26日起报名, said in December: days about the text are of its time.
            let before = proven.saturating_sub(1);
            let is_near = fields
                .stretch(before)
                .is_some_and(|stretch| stretch.begin.days_since(now).abs() <= 45);
            return Some(if is_near { before } else { proven });
        }
        let month = match (fields.month, fields.part) {
            (Some(month), _) => month,
            (None, Some(Part::Months(from, _))) => from,
            _ => now.month(),
        };
        let next = now.month() - month >= 9;
        let year = if next { now.year() + 1 } else { now.year() };
        // 29 February: the last year that had one.
        (0..8)
            .map(|back| year - back)
            .find(|y| fields.stretch(*y).is_some())
    }
}

/// What stands around a date without a year.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// The words around it look forward: 起, 前.
    pub(super) ahead: bool,
    /// The weekday written with its last day, Monday 0.
    pub(super) weekday: Option<i32>,
}

/// Whether `last` can end a range that `first` begins.
fn fits(first: &Fields, last: &Fields) -> bool {
    match (first.grain(), last.grain()) {
        // 2012年9月1日至2013年, 2012年至5月: no one writes so, and the dash means something else.
        (Grain::Day, Grain::Year) | (Grain::Year, Grain::Day) => last.year != Year::Missing,
        (Grain::Year, _) => last.year != Year::Missing,
        _ => true,
    }
}

pub(super) fn is_plain_year(n: &Number) -> bool {
    n.len == 4 && n.style != Style::Counted && (1000..2200).contains(&n.value)
}

pub(super) fn year_of(value: u32) -> Option<i16> {
    i16::try_from(value).ok().filter(|y| (1..=9998).contains(y))
}
