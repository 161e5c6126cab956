//! What a report says of its figures by the part in which they stand: 一、2024年工作回顾 tells,
//! 二、2025年主要任务 aims.

use super::QuantityStatus;
use super::behind::is_age;
use super::bound::Bounds;
use super::clause::{REACH, start_behind};
use super::reading::{Place, Reading};
use super::setting::Told;
use super::spoken::opens;
use super::status::Says;
use super::when::{compares, is_mean_of_years};
use crate::annotate::DateMention;
use crate::numeral;
use crate::time::{
    ExpressionKind, LONGEST_HEADING, Length, Outlook, behind_number, outlook, reviewed_year,
};

/// A part of a report that looks back or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Section {
    outlook: Outlook,
    /// The first and the last year of which it speaks, where it says so.
    years: Option<(i16, i16)>,
}

/// The parts of a report, read up to a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sections {
    /// Where the line begins up to which they were read, and up to where its end was looked for.
    line: usize,
    seen: usize,
    /// That of the last 一、, that of the last （一）, and what the line before leads in with a colon.
    part: Option<Section>,
    sub: Option<Section>,
    lead: Option<Section>,
}

impl Sections {
    /// Reads the lines before the one that holds byte `at`.
    fn read_to(&mut self, view: &str, at: usize, told: Told<'_>) -> Option<Section> {
        let unread = view.get(self.seen..at)?;
        let line = unread
            .rfind('\n')
            .map_or(self.line, |end| self.seen + end + 1);
        self.seen = at;
        for text in view[self.line..line].split_inclusive('\n') {
            self.read_line(view, text.trim(), told);
        }
        self.line = line;
        // 目标是： above —— or the line itself, and none of the lines behind
        self.lead.or(self.sub).or(self.part)
    }

    fn read_line(&mut self, view: &str, line: &str, told: Told<'_>) {
        if line.is_empty() {
            return;
        }
        if !line.starts_with('—') {
            self.lead = None;
        }
        if let Some(heading) = behind_number(line) {
            self.sub = None;
            self.part = section(view, heading, told);
        } else if is_second_rank(line) {
            self.sub = section(view, line, told);
        } else if line.len() <= LONGEST_HEADING && !line.contains(['。', '；']) {
            if line.ends_with('：') {
                self.lead = section(view, line, told);
            } else if !line.contains('，')
                && let Some(part) = section(view, line, told)
            {
                (self.part, self.sub) = (Some(part), None);
            }
        }
    }
}

/// Whether a line begins with the number of a heading of the second rank: （一）.
fn is_second_rank(line: &str) -> bool {
    let number = line.strip_prefix('（').and_then(|l| l.split_once('）'));
    number.is_some_and(|(number, _)| {
        !number.is_empty()
            && number
                .chars()
                .all(|c| numeral::is_numeral(c) && !c.is_ascii())
    })
}

/// What a heading in `view` says of the part below it.
fn section(view: &str, heading: &str, told: Told<'_>) -> Option<Section> {
    if heading.len() > LONGEST_HEADING {
        return None;
    }
    let outlook = outlook(heading)?;
    let start = heading.as_ptr() as usize - view.as_ptr() as usize;
    let from = told
        .dates
        .partition_point(|d| d.expression.span.start < start);
    let mut named = told.dates[from..]
        .iter()
        .take_while(|d| d.expression.span.end <= start + heading.len());
    let years = match named.next() {
        Some(first) => {
            let years = whole_years(first);
            // 过去一年和五年: of which of them a figure is, is not told; 1993年工作的回顾和1994年工作的
            // 方针: nor which way it looks.
            let now = told.today.map(crate::time::Date::year);
            let mut ahead = false;
            let alike = named.fold(true, |alike, d| {
                let other = whole_years(d);
                ahead |= other.is_some_and(|(_, last)| now.is_some_and(|now| last >= now));
                alike && other == years
            });
            if !alike && (ahead || outlook == Outlook::Ahead) {
                return None;
            }
            years.filter(|_| alike)
        }
        None => reviewed_year(heading, told.today).map(|year| (year, year)),
    };
    let now = told.today.map(crate::time::Date::year);
    let fits = match (outlook, years) {
        (Outlook::Back, None) => true,
        (Outlook::Back, Some((first, _))) => now.is_some_and(|now| first <= now),
        (Outlook::Ahead, None) => false,
        (Outlook::Ahead, Some((_, last))) => now.is_some_and(|now| last >= now),
    };
    fits.then_some(Section { outlook, years })
}

/// The first and the last of the whole years that a date names.
pub(super) fn whole_years(date: &DateMention) -> Option<(i16, i16)> {
    let named = date.expression.named;
    let (begin, last) = (named.begin?, named.until?.plus(0, 0, -1)?);
    let whole = begin.month() == 1 && begin.day() == 1 && last.month() == 12 && last.day() == 31;
    whole.then_some((begin.year(), last.year()))
}

impl Reading<'_> {
    /// When a figure holds and what it is, which its own words go before, with what the part of
    /// the report says of it.
    pub(super) fn by_section(
        &mut self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        when: Option<String>,
        status: Option<QuantityStatus>,
    ) -> (Option<String>, Option<QuantityStatus>) {
        let (view, told) = (self.view, self.told);
        if !told.tells || when.is_some() && status.is_some() {
            return (when, status);
        }
        let at = place.span.start;
        let Some(section) = self.sections.read_to(view, at, told) else {
            return (when, status);
        };
        // 60岁以上的人口, 占60%的企业: what describes others
        let describes = view[bounds.end..].starts_with('的') || is_age(unit);
        let start = start_behind(view, at, &['。', '\n', '！', '？'], REACH);
        if bounds.relation == "from" {
            // What is reached is told in such a part, and so is what was before.
            let told = section.outlook == Outlook::Back && self.is_plain(start, at, false);
            return (when, status.or(told.then_some(QuantityStatus::Reported)));
        }
        if describes {
            return (when, status);
        }
        let nearest = self.spoken_of(place, section.outlook == Outlook::Back);
        let status = status.or_else(|| match section.outlook {
            Outlook::Back => {
                // Of a time to come another sentence may speak.
                let own = nearest.filter(|d| d.expression.span.start >= start);
                let future = own.is_some_and(|d| {
                    let begin = d.expression.named.begin;
                    begin
                        .zip(told.today)
                        .is_some_and(|(begin, now)| begin >= now)
                });
                (!future && self.is_plain(start, at, false)).then_some(QuantityStatus::Reported)
            }
            Outlook::Ahead => {
                let own = when.is_none() || when == section.when(&bounds.relation, unit, false);
                (own && section.holds(nearest, start)
                    && self.is_plain(start, at, true)
                    && self.is_undertaken(place, bounds, unit, start, when.is_some()))
                .then_some(QuantityStatus::Target)
            }
        });
        let suits = match section.outlook {
            Outlook::Back => QuantityStatus::Reported,
            Outlook::Ahead => QuantityStatus::Target,
        };
        let when = when.or_else(|| {
            let words = &view[start..at];
            let cues = &self.cues.status;
            let one = section.years.is_some_and(|(first, last)| first == last);
            let other = cues.other_times.within(words).next().is_some()
                || one && cues.summed.within(words).next().is_some();
            // 五年间资金共达480亿元: in all of them together
            let counted = nearest.is_some_and(|d| {
                d.expression.kind == ExpressionKind::Duration && d.expression.span.start >= start
            });
            let from = self
                .found
                .last()
                .is_some_and(|q| place.follows && q.relation.as_deref() == Some("from"));
            // 城镇新增就业超过|6000万人: what is added is added over all of the years
            let clause = &view[place.whole_clause..at];
            let added = bounds.relation == "gt"
                && ["新增", "新建", "改造"].iter().any(|w| clause.contains(w));
            let summed = || cues.summed.within(words).next().is_some();
            let all = !from && (counted || added || summed());
            // 2000年分别达到…，平均每年增长|4.7%: over the years of the part
            let mean = bounds.relation.ends_with("_by")
                && is_mean_of_years(&view[place.whole_clause..at])
                && nearest.and_then(whole_years).is_some_and(|(first, last)| {
                    first == last
                        && section
                            .years
                            .is_some_and(|years| years.0 < last && last == years.1)
                });
            (status == Some(suits) && (mean || section.holds(nearest, start)) && !other)
                .then(|| section.when(&bounds.relation, unit, all))?
        });
        (when, status)
    }

    /// The time of which a line speaks last before a figure; what others are only compared with,
    /// and what recurs, is none.
    fn spoken_of(&self, place: &Place, back: bool) -> Option<&DateMention> {
        let view = self.view;
        let compared = |d: &&DateMention| {
            let span = d.expression.span;
            let head = &view[..span.start];
            compares(head)
                || head.ends_with(['从', '由']) && view[span.end..].starts_with('的')
                || d.expression.kind == ExpressionKind::Set
        };
        // 提出到2020年的目标，…。新增装机|4亿千瓦: a time within another sentence is of that one
        let aside = |d: &&DateMention| {
            let span = d.expression.span;
            let ahead = d.expression.named.begin.zip(self.told.today);
            span.start < place.sentence
                && ahead.is_some_and(|(begin, today)| begin >= today)
                && (back || !view[..span.start].ends_with(['到', '至']))
                && !opens(
                    &view[start_behind(view, span.start, &['。', '\n', '！', '？'], REACH)
                        ..span.start],
                )
        };
        let dates = self.told.dates[..self.date].iter().rev().take(8);
        dates
            .take_while(|d| d.expression.span.start >= self.sections.line)
            .filter(|d| d.expression.span.end <= place.span.start)
            .find(|d| !compared(d) && !aside(d))
    }

    /// Whether the sentence of a figure says nothing that goes against its part: an aim or a
    /// supposition in what is told, what is done in what is aimed at.
    fn is_plain(&self, start: usize, at: usize, ahead: bool) -> bool {
        let words = self.cues.status.within(&self.view[start..at]);
        let against = |says: Says, then: bool| match says {
            Says::Condition => true,
            Says::Target => !ahead,
            // 从去年的|2.1%提高到2.3%
            Says::Reported => ahead && !then,
            _ => false,
        };
        !words.into_iter().any(|w| against(w.says, w.then))
    }

    /// Whether words say that a figure is to be reached where a report looks ahead: a change, what
    /// is built or spent, what goes on with an aim. 我国有2.9亿在校学生 is no aim.
    fn is_undertaken(
        &self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        start: usize,
        dated: bool,
    ) -> bool {
        let view = self.view;
        let clause = &view[place.whole_clause..place.span.start];
        let changes = bounds.relation.ends_with("_by") || bounds.relation.ends_with("_to");
        let aimed = || {
            let before = self.found.last();
            before.is_some_and(|q| q.status == Some(QuantityStatus::Target))
                && self.last >= self.sections.line
        };
        // 今年高校毕业生超过|1000万人: how many there are
        let stated = || {
            matches!(bounds.relation.as_str(), "gt" | "lt" | "about")
                && matches!(unit, Some("人" | "名" | "户" | "家"))
        };
        dated && !stated()
            || changes
            || self.cues.status.undertakes.within(clause).next().is_some()
            || aimed() && (self.last >= start || view[start..].starts_with("其中"))
    }
}

impl Section {
    /// Whether the time of which the line speaks last before a figure is that of the part.
    /// `sentence` is where the sentence of the figure begins.
    fn holds(self, date: Option<&DateMention>, sentence: usize) -> bool {
        let Some(date) = date else {
            return true;
        };
        if date.expression.kind == ExpressionKind::Duration {
            // 五年新增公路19万公里, where the part is of five years
            let length = date.expression.length.and_then(Length::whole_years);
            let all = self.years.map(|(first, last)| last - first + 1);
            let back = self.outlook == Outlook::Back;
            return date.expression.span.start < sentence || back && length == all && all > Some(1);
        }
        let named = date.expression.named;
        let years = named
            .begin
            .zip(named.until.and_then(|until| until.plus(0, 0, -1)))
            .map(|(begin, last)| (begin.year(), last.year()));
        years.is_some() && years == self.years
    }

    /// The time of a figure in the part. What is reached in several years is reached in the last.
    /// Where it is of `all` of them, it is summed up.
    fn when(self, relation: &str, unit: Option<&str>, all: bool) -> Option<String> {
        let (first, last) = self.years?;
        let share = matches!(unit, None | Some("%" | "‰"));
        match relation {
            _ if first == last => Some(last.to_string()),
            is if is.ends_with("_to") && (share || !all) => Some(last.to_string()),
            _ if all && !share => Some(format!("{first}/{last}")),
            // 突破40万亿元, 占国内生产总值的3%: at a time that is not told
            "gt" | "lt" | "le" => None,
            is if is.ends_with("_by") || !share => Some(format!("{first}/{last}")),
            _ => None,
        }
    }
}
