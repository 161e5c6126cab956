//! The one pass over the text.

use super::calendar::{Fields, Part, Stretch, Year, edtf};
use super::expression::{Context, Expression, ExpressionKind, Interval, Relation};
use super::grammar::{Grammar, Surroundings, Written};
use super::knowledge::Unit;
use super::scan::is_dash;
use super::starts::{Starts, may_follow};
use super::told::Told;
use super::{Date, Grain, effect};
use crate::numeral;
use crate::span::Span;

/// Finds the time expressions of `text` (a normalised view), in order and without overlap.
///
/// Linear in the length of the text.
///
/// ```
/// use zhengce::time::{self, Context, Relation};
/// let found = time::find("自2012年9月1日起施行，有效期5年。", &Context::default());
/// assert_eq!(found[0].edtf.as_deref(), Some("2012-09-01/.."));
/// assert_eq!(found[0].relation, Some(Relation::Since));
/// assert_eq!(found[1].duration.as_deref(), Some("P5Y"));
/// ```
#[must_use]
pub fn find(text: &str, context: &Context) -> Vec<Expression> {
    let mut finder = Finder::new(text, context);
    finder.run();
    effect::place(&finder.grammar, &mut finder.found);
    finder.found
}

/// Walks over a text and collects what it finds.
struct Finder<'t> {
    grammar: Grammar<'t>,
    /// Inside 《》, where a year belongs to a title and says nothing of its surroundings.
    title: bool,
    /// What is read says nothing of the year that the text speaks of: 比2006年, 上年.
    aside: bool,
    /// The run of numeral characters seen last: 十二五十二五… is walked once, not from every place.
    run: Span,
    found: Vec<Expression>,
}

impl<'t> Finder<'t> {
    fn new(text: &'t str, context: &Context) -> Self {
        Self {
            grammar: Grammar {
                rules: is_rules(text),
                ..Grammar::new(text, context)
            },
            title: false,
            aside: false,
            run: Span::default(),
            found: Vec::new(),
        }
    }

    fn run(&mut self) {
        let text = self.grammar.scan.text;
        let starts = Starts::get();
        let mut at = 0;
        while let Some(next) = starts.next(text, at) {
            let mut following = text[next..].chars();
            let Some(ch) = following.next() else {
                break;
            };
            at = next;
            match ch {
                '\n' => {
                    self.grammar.line = at;
                    self.grammar.sentence = at;
                    self.grammar.recurs = None;
                    self.title = false;
                    self.grammar.read_heading(at + ch.len_utf8());
                }
                '。' => {
                    self.grammar.sentence = at;
                    self.grammar.recurs = None;
                }
                '《' => self.title = true,
                '》' => self.title = false,
                _ => {}
            }
            if !starts.holds_pair(ch, following.next()) {
                at += ch.len_utf8();
            } else if let Some(expression) = self.at(at) {
                at = expression.span.end.max(at + ch.len_utf8());
                self.grammar.free = expression.span.end;
                let aside = self.title || self.aside;
                self.grammar.remember_years(&expression, aside);
                self.grammar.remember_spoken(&expression);
                self.found.push(expression);
            } else if ch.is_ascii_digit() || numeral::is_numeral(ch) || ch == '兩' {
                at = self.numeral_end(at).max(at + ch.len_utf8());
            } else {
                at += ch.len_utf8();
            }
        }
    }

    /// The expression that begins at `at`.
    fn at(&mut self, at: usize) -> Option<Expression> {
        let g = self.grammar;
        let s = g.scan;
        let first = s.char(at)?;
        self.aside = false;
        let number = first.is_ascii_digit() || numeral::is_numeral(first);
        if number && !self.may_be_time(at) {
            return None;
        }
        if (number || first == '元')
            && let Some((start, written)) = g.reign(at)
        {
            return self.calendar(start, &written);
        }
        if first == '第' && !self.may_be_ordinal(at) {
            return None;
        }
        if first == '每' {
            let (end, period) = g.recurring(at)?;
            let mut found = Expression::bare(at, end, ExpressionKind::Set, Grain::Day);
            found.duration = period;
            found.relation = g.bound(at, end, Grain::Day).map(|b| b.relation());
            // （每天9:00-22:00）、6月21日: a time of each day takes no year from a date.
            let is_short = |period: &String| period.ends_with(['D', 'W']);
            if !found.duration.as_ref().is_some_and(is_short) {
                self.grammar.recurs = Some(at);
            }
            return Some(found);
        }
        if first == '之' {
            return self.since_issue(at);
        }
        if let Some((meant, relation, end)) = g.era(at) {
            let mut found = Expression::bare(at, end, ExpressionKind::Open, Grain::Day);
            found.named = meant;
            found.meant = meant;
            found.relation = Some(relation);
            found.edtf = edtf(meant.begin, meant.until, Grain::Day);
            return Some(found);
        }
        let quoted = matches!(first, '“' | '"' | '‘' | '「' | '＂');
        if (number || quoted || first == '第')
            && let Some(found) = self.plan(at)
        {
            self.aside = self.is_compared(at);
            return Some(found);
        }
        if quoted {
            return None;
        }
        // The rest begins with a numeral, a relative word, or a part of the year.
        let relative = g.relative(at);
        let related = relative.map(|(_, unit, _)| unit);
        let may_begin = matches!(
            first,
            '第' | '上'
                | '下'
                | '前'
                | '后'
                | '後'
                | '首'
                | '年'
                | '半'
                | '兩'
                | '秋'
                | '春'
                | '元'
        );
        if !number && related.is_none() && !may_begin {
            return None;
        }
        let of_told = || g.told.is_some_and(|told| g.is_spoken_of(&told));
        self.aside = related == Some(Unit::TextYear) && of_told() || self.is_compared(at);
        if let Some((len, Unit::Recent, _)) = relative {
            return Some(self.recent(at, at + len));
        }
        if let Some((fields, end)) = g.listed_day(at) {
            return self.single(at, end, &fields, ExpressionKind::Date);
        }
        if let Some((fields, end)) = g.school_year(at) {
            // 2011学年至2013学年
            if let Some((last, end)) = s.dash(end).and_then(|e| g.school_year(e)) {
                let (begin, last) = (
                    self.stretch(&fields, Surroundings::default()),
                    self.stretch(&last, Surroundings::default()),
                );
                if let (Some(begin), Some(last)) = (begin, last)
                    && begin.begin < last.until
                {
                    let mut found =
                        Expression::bare(at, end, ExpressionKind::SchoolYear, begin.grain);
                    found.named = Interval::new(Some(begin.begin), Some(last.until));
                    found.meant = found.named;
                    found.edtf = edtf(found.meant.begin, found.meant.until, found.grain);
                    return Some(found);
                }
            }
            return self.single(at, end, &fields, ExpressionKind::SchoolYear);
        }
        if let Some((fields, end)) = g.decade(at) {
            return self.single(at, end, &fields, ExpressionKind::Range);
        }
        if let Some((named, grain, end)) = g.relative_stretch(at) {
            let kind = match grain {
                Grain::Day if named.begin.and_then(Date::next_day) == named.until => {
                    ExpressionKind::Date
                }
                _ => ExpressionKind::Range,
            };
            let mut found = Expression::bare(at, end, kind, grain);
            self.bind(&mut found, named);
            return Some(found);
        }
        if let Some(written) = g.written(at) {
            return self.calendar(at, &written);
        }
        let measured = match related {
            Some(Unit::Reach) => g.placed(at),
            _ if number || matches!(first, '半' | '兩') => g.measured(at),
            _ => None,
        }?;
        Some(g.length_found(&measured))
    }

    /// 近年来: some years up to now; EDTF leaves the side blank that is not known.
    fn recent(&self, at: usize, end: usize) -> Expression {
        let mut found = Expression::bare(at, end, ExpressionKind::Open, Grain::Year);
        let now = self.grammar.present();
        found.named = Interval::new(None, now);
        found.meant = found.named;
        // The year of the last day: of a report dated 1984 the years before it.
        let last = now.and_then(|now| now.plus(0, 0, -1));
        found.edtf = last.map(|last| format!("/{:04}", last.year()));
        found
    }

    /// A plan, or two joined: `“十一五”至“十二五”期间`.
    fn plan(&self, at: usize) -> Option<Expression> {
        let g = self.grammar;
        let mut period = g.plan(at)?;
        if let Some(last) = g.scan.dash(period.end).and_then(|e| g.plan(e))
            && last.years.0 > period.years.1
        {
            period.end = last.end;
            period.years.1 = last.years.1;
        }
        let mut found =
            Expression::bare(period.start, period.end, ExpressionKind::Plan, Grain::Year);
        self.bind(&mut found, period.interval());
        Some(found)
    }

    /// Whether what begins at `at` is only compared with: 比“十一五”末, 不及去年.
    fn is_compared(&self, at: usize) -> bool {
        let s = self.grammar.scan;
        s.was_char(at, "比较") || s.was_char(at, "于及过") && s.ends(at, &COMPARED)
    }

    /// Whether 第 at `at` can begin a quarter or a plan; mostly it begins 第一条.
    fn may_be_ordinal(&mut self, at: usize) -> bool {
        let s = self.grammar.scan;
        let end = s.numeral_end(at + '第'.len_utf8());
        s.char(end).is_some_and(|c| {
            matches!(c, '个' | '季' | '、' | '和' | '至' | '到' | '学') || is_dash(c)
        })
    }

    /// Whether what follows the numeral at `at` can make a time of it. Most numerals count
    /// something else, and this is the cheap way to tell.
    fn may_be_time(&mut self, at: usize) -> bool {
        let end = self.numeral_end(at);
        let s = self.grammar.scan;
        let eight = end - at == 8 && s.char(at).is_some_and(|c| c.is_ascii_digit());
        s.was_char(end, "五") || eight || may_follow(s, end)
    }

    /// The end of the run of numeral characters at `at`.
    fn numeral_end(&mut self, at: usize) -> usize {
        if !(self.run.start..self.run.end).contains(&at) {
            self.run = Span::new(at, self.grammar.scan.numeral_end(at));
        }
        self.run.end
    }

    /// A date or range whose year is written or told by its surroundings.
    fn calendar(&mut self, at: usize, written: &Written) -> Option<Expression> {
        let g = self.grammar;
        let Some(mut last) = written.last else {
            let kind = match (written.first.day, written.first.last_day) {
                (Some(_), None) => ExpressionKind::Date,
                _ => ExpressionKind::Range,
            };
            if written.to_now {
                let first = self.stretch(&written.first, Surroundings::default());
                let mut found = Expression::bare(at, written.end, kind, written.first.grain());
                found.kind = ExpressionKind::Range;
                found.named = Interval::new(first.map(|f| f.begin), g.reference);
                found.meant = found.named;
                found.relation = Some(Relation::Since);
                found.edtf = edtf(found.meant.begin, found.meant.until, found.grain);
                return Some(found);
            }
            return self.single(at, written.end, &written.first, kind);
        };
        let mut first = written.first;
        if first.year == Year::Missing {
            first.year = last.year;
        }
        let around = Surroundings {
            ahead: false,
            weekday: g.weekday_at(written.end),
        };
        if first.year == Year::Missing && around.weekday.is_some() {
            // The weekday is that of the last day.
            first.year = g.year_for(&last, around).map_or(Year::Missing, Year::Is);
            last.year = first.year;
            let backwards = match (first.month, last.month) {
                (Some(a), Some(b)) => a > b,
                _ => false,
            };
            if let (Year::Is(year), true) = (first.year, backwards) {
                first.year = Year::Is(year - 1);
            }
        }
        // A year that its surroundings told is not told anew: 4月17日至18日…入学当年.
        let told = self.grammar.told;
        let printed = [Some(written.first), written.last];
        let printed = printed
            .into_iter()
            .flatten()
            .any(|fields| matches!(fields.year, Year::Is(_)));
        let begin = self.stretch(&first, around);
        let mut end = None;
        if let Some(begin) = begin {
            if last.year == Year::Missing {
                last.year = Year::Is(begin.begin.year());
            }
            end = self.stretch(&last, around);
            // 12月20日至1月5日, 2012年11月至2月
            if written.last.is_some_and(|l| l.year == Year::Missing)
                && end.is_none_or(|e| e.until <= begin.begin)
            {
                last.year = Year::Is(begin.begin.year().checked_add(1)?);
                end = self.stretch(&last, around);
            }
            if let Some(e) = end
                && e.until <= begin.begin
            {
                return None;
            }
        }
        if !printed && around.weekday.is_none() {
            self.grammar.told = told;
        }
        let grain = first.grain().max(last.grain());
        let mut found = Expression::bare(at, written.end, ExpressionKind::Range, grain);
        if let (Some(begin), Some(end)) = (begin, end) {
            found.named = Interval::new(Some(begin.begin), Some(end.until));
            found.meant = found.named;
            found.edtf = edtf(found.meant.begin, found.meant.until, grain);
        } else {
            self.each_year(&mut found, &first);
        }
        Some(found)
    }

    /// Makes a recurring time of what has no year of its own behind 每年.
    fn each_year(&self, found: &mut Expression, fields: &Fields) {
        if self.grammar.is_of_each_year(fields) {
            found.kind = ExpressionKind::Set;
            found.duration = Some("P1Y".to_owned());
        }
    }

    fn single(
        &mut self,
        at: usize,
        end: usize,
        fields: &Fields,
        kind: ExpressionKind,
    ) -> Option<Expression> {
        let bound = self.grammar.bound(at, end, fields.grain());
        let around = Surroundings {
            ahead: bound.is_some() || self.grammar.scan.ends(at, &AHEAD),
            weekday: self.grammar.weekday_at(end),
        };
        self.aside |= self.grammar.is_measure(end);
        let stretch = self.stretch(fields, around);
        // 2月30日 and the like are no days in any year.
        let known = matches!(fields.year, Year::Is(_));
        if stretch.is_none() && (known || fields.stretch(LEAP_YEAR).is_none()) {
            return None;
        }
        if let (Some(told), Year::Is(_)) = (&mut self.grammar.told, fields.year) {
            told.since = bound.is_some_and(|b| b.relation() == Relation::Since);
        }
        let mut found = Expression::bare(at, end, kind, fields.grain());
        if let (Some(stretch), Some(month), Some(_)) = (stretch, fields.month, fields.day) {
            self.grammar.last_day = Some((stretch.begin.year(), month, end));
        }
        if let Some(stretch) = stretch {
            self.bind(
                &mut found,
                Interval::new(Some(stretch.begin), Some(stretch.until)),
            );
        } else {
            found.relation = bound.map(|b| b.relation());
            self.each_year(&mut found, fields);
        }
        Some(found)
    }

    /// The days of `fields`; remembers the year.
    fn stretch(&mut self, fields: &Fields, around: Surroundings) -> Option<Stretch> {
        let year = match fields.year {
            Year::Is(year) => year,
            Year::Unknown => return None,
            Year::Missing => self.grammar.year_for(fields, around)?,
        };
        let stretch = fields.stretch(year)?;
        if fields.year == Year::Missing && around.weekday.is_some() {
            self.grammar.proven = Some(year);
        }
        let told = !self.title
            && !self.aside
            && matches!(fields.year, Year::Is(_))
            && !matches!(fields.part, Some(Part::Years(_)));
        if told {
            self.grammar.told = Some(Told {
                year,
                month: fields.month,
                at: self.grammar.free.max(self.grammar.sentence),
                since: false,
            });
        }
        Some(stretch)
    }

    /// Gives `found` the interval that it names and what its surroundings make of it.
    fn bind(&self, found: &mut Expression, named: Interval) {
        let bound = self
            .grammar
            .bound(found.span.start, found.span.end, found.grain);
        found.named = named;
        found.meant = bound.map_or(named, |b| b.apply(named));
        found.relation = bound.map(|b| b.relation());
        found.edtf = edtf(found.meant.begin, found.meant.until, found.grain);
    }

    /// `自发布之日起施行`
    fn since_issue(&self, at: usize) -> Option<Expression> {
        let (start, end) = self.grammar.since_issue(at)?;
        let s = self.grammar.scan;
        // 发布之日起30日内 is read where its length stands.
        let next = s.spaces(s.any(end, &["的", "满", "后"]).unwrap_or(end));
        if self.grammar.measured(next).is_some() {
            return None;
        }
        let mut found = Expression::bare(start, end, ExpressionKind::Anchored, Grain::Day);
        found.relation = Some(Relation::Since);
        if let Some(day) = self.grammar.issued {
            found.named = Interval::new(Some(day), day.next_day());
            found.meant = Interval::new(Some(day), None);
            found.edtf = edtf(found.meant.begin, None, Grain::Day);
        }
        Some(found)
    }
}

/// Whether a text is a set of rules: three lines or more begin with 第…条.
fn is_rules(text: &str) -> bool {
    text.split('\n')
        .filter(|line| {
            let line = line.trim_start();
            line.starts_with('第') && line.chars().take(8).any(|c| c == '条')
        })
        .nth(2)
        .is_some()
}

/// What leads a day to come: 2021年度的报告拟安排在10月审议.
const AHEAD: [&str; 9] = [
    "安排在",
    "拟在",
    "拟于",
    "将于",
    "将在",
    "定于",
    "定在",
    "计划在",
    "计划于",
];

/// What leads a time that another is compared with.
const COMPARED: [&str; 8] = [
    "高于", "低于", "多于", "少于", "大于", "好于", "不及", "超过",
];

/// A year that has every day.
const LEAP_YEAR: i16 = 2000;
