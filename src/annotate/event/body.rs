//! What a text prescribes and tells at a time: deadlines, targets, periods, acts, background.

use super::cues::Cues;
use super::life::{lead, opens};
use super::scene::{Scene, Time, trimmed};
use super::{EventKind, Found};
use crate::span::Span;
use crate::time::{ExpressionKind, Relation};

/// The longest clause behind a time that is quoted whole, in characters; a longer one is cut at its
/// last joint before.
const CLAUSE: usize = 80;
/// The least that is quoted before a joint.
const LEAST: usize = 20;

/// Adds the event that a time in running text states, if any.
pub(super) fn read(scene: &Scene, cues: &Cues, index: usize, found: &mut Found) {
    let time = &scene.times[index];
    let (before, after) = (scene.before(time), scene.after(time));
    if let Some(kind) = kind(scene, cues, time, before, after) {
        let mut start = time.span.start - lead(before);
        if kind == EventKind::Deadline
            && let Some((at, _)) = cues.deadline.before.first(before)
        {
            start = time.span.start - before.len() + at;
        }
        if let Some((at, _)) = cues.words.label.first(before) {
            start = time.span.start - before.len() + at;
        }
        let end = time.span.end + clause(after, cues);
        found.add(
            kind,
            time.named,
            trimmed(&scene.masked, Span::new(start, end)),
        );
    }
}

fn kind(scene: &Scene, cues: &Cues, time: &Time, before: &str, after: &str) -> Option<EventKind> {
    use EventKind::{Deadline, Past, Period, Scheduled, Target};
    if cues.never.after.holds(after)
        || cues.never.before.holds(before)
        || cues.never.name.holds(after)
        || cues.never.state.holds(after)
        || cues.never.note.holds(after)
        || cues.words.leads.holds(after)
        || cues.never.title.holds(before)
        || !time.is_day() && cues.never.dated.holds(after)
        || cues.never.length.holds(scene.words(time))
        || !is_dated(scene, time)
    {
        return None;
    }
    if cues.header.wire.holds(after) {
        return Some(EventKind::Issued);
    }
    if time.is_day() && time.relation.is_none() && cues.past.made.holds(after) {
        return Some(Past);
    }
    let today = scene.today;
    let bounded = time.relation == Some(Relation::Before) || cues.deadline.after.holds(after);
    let until = (time.relation == Some(Relation::Until) || cues.target.before.holds(before))
        && !cues.target.unless_before.holds(before);
    let ahead = || cues.scheduled.ahead.holds(after) || cues.scheduled.ahead_before.holds(before);
    // 今年一月一日建交: in a report of which only the year is known, the words say what is over.
    let told = !bounded
        && !until
        && scene.own_year.is_some_and(|year| time.is_part_of(year))
        && (time.relation != Some(Relation::Since) || cues.past.done.holds(after))
        && (!ahead() || cues.past.compared.holds(after));
    let over = told
        || match (time.named.until, today) {
            (Some(until), Some(today)) => until <= today,
            (Some(_), None) => false,
            (None, _) => time.named.begin.zip(today).is_some_and(|(b, t)| b < t),
        };
    let goal = || cues.target.goal.holds(after);
    match time.kind {
        ExpressionKind::Set | ExpressionKind::Duration | ExpressionKind::Anchored => return None,
        ExpressionKind::Plan => {
            let whole = cues.period.plan_after.holds(after) || scene.words(time).contains('期');
            if cues.period.name_after.holds(after) && !scene.words(time).contains("期间") {
                return None;
            }
            let part = time
                .named
                .begin
                .zip(time.named.until)
                .is_some_and(|(b, u)| b.plus(5, 0, 0) != Some(u));
            if !(whole || part) {
                return None;
            }
            if over {
                return Some(Past);
            }
            if time.relation == Some(Relation::Until) || cues.target.before.holds(before) {
                return Some(Target);
            }
            return Some(Period);
        }
        ExpressionKind::SchoolYear
            if time.relation.is_none() && !bounded && !cues.scheduled.since.holds(after) =>
        {
            return None;
        }
        _ => {}
    }
    if bounded && !over {
        let hoped = cues.target.hope.holds(before) || (time.is_year() && goal());
        return Some(if hoped && time.is_year() {
            Target
        } else {
            Deadline
        });
    }
    if bounded {
        return None; // a state before a day of the past is no happening
    }
    if is_range(cues, scene, time) {
        return Some(if over { Past } else { Period });
    }
    if (cues.deadline.before.holds(before) || cues.deadline.after_until.holds(after)) && !over {
        return Some(Deadline);
    }
    if until && !over {
        return Some(if time.is_day() { Deadline } else { Target });
    }
    let since = time.relation == Some(Relation::Since) || cues.scheduled.since.holds(after);
    if since && !over {
        return Some(if cues.past.until_now.holds(after) {
            Past
        } else {
            Scheduled
        });
    }
    if over {
        let stated = time.is_day()
            || cues.past.at.holds(before)
            || opens(before)
            || cues.past.since.holds(after)
            || time.relation.is_some();
        return stated.then_some(Past);
    }
    let placed = cues.scheduled.at.holds(before) || opens(before);
    // This year, without more, is the time in which the text speaks.
    let now = time.is_year()
        && today.is_some_and(|t| {
            time.named.begin.is_some_and(|b| b <= t) && time.named.until.is_some_and(|u| t < u)
        });
    // A month that opens a clause may only name a thing: 1月合格性考试.
    let month_named = opens(before) && !after.starts_with(['，', '、', '：', '\t', ' ']);
    if time.is_day() || (placed && !now && !time.is_year() && !month_named) {
        return Some(Scheduled);
    }
    // 2014年，我国面临的形势依然复杂: how this year is, no act.
    let says = after.starts_with(['，', '、', '将', '要'])
        && (!now || scene.own_year.is_none() || time.is_years() || ahead());
    (placed && time.is_year() && says).then_some(if goal() {
        Target
    } else if time.is_years() {
        Period
    } else {
        Scheduled
    })
}

/// Whether the words name a dated time: a figure, or a five-year plan; 近年来 and 新时期 do not.
fn is_dated(scene: &Scene, time: &Time) -> bool {
    let words = scene.words(time);
    // 一年多来: when it began is not told.
    if time.kind == ExpressionKind::Open && time.relation.is_none() {
        return false;
    }
    time.kind == ExpressionKind::Plan
        || (words.chars().any(|c| crate::numeral::digit(c).is_some())
            && words.contains(['年', '月', '日', '号', '.', '-', '/']))
        || (time.relation == Some(Relation::Before) && words.contains(['年', '月']))
}

/// Whether the words print both ends: 2011—2015年, 9月1日至15日.
fn is_range(cues: &Cues, scene: &Scene, time: &Time) -> bool {
    let words = scene.words(time);
    cues.period
        .range
        .first(words)
        .is_some_and(|(start, end)| start > 0 && end < words.len())
}

/// Whether words say anything beside their brackets: not （星期六）, 9:00-11:30.
fn says(words: &str) -> bool {
    let mut depth = 0usize;
    words.chars().any(|c| {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    })
}

/// The length in bytes of the clause behind a time.
fn clause(after: &str, cues: &Cues) -> usize {
    // A comma before the act does not end the clause: 到2015年，全市…达到.
    let skip = cues.words.head.first(after).map_or(0, |(_, end)| end);
    let digits = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let mut last = None;
    let mut joint = None;
    let mut end = after.len();
    for (n, (at, c)) in after[skip..].char_indices().enumerate() {
        let at = skip + at;
        // 5，960，281元
        let in_figure = c == '，'
            && last.is_some_and(|c: char| c.is_ascii_digit())
            && digits(&after[at + c.len_utf8()..]) == 3;
        // The cells of a row: that behind the one with the words is another's.
        let in_row = c == '\t' && says(&after[..at]);
        if in_row || !in_figure && matches!(c, '，' | '。' | '；' | '\n' | '！' | '？') {
            end = at;
            break;
        }
        // A long clause is quoted to its last joint.
        if n >= CLAUSE && c != '□' {
            end = joint.unwrap_or(at);
            break;
        }
        if n >= LEAST && matches!(c, '、' | ' ') {
            joint = Some(at);
        }
        last = Some(c);
    }
    // The bracket around the time is not its clause's: （2010年公布）.
    let words = &after[..end];
    match words.strip_suffix('）') {
        Some(inner) if inner.rfind('（') <= inner.rfind('）') => inner.len(),
        _ => end,
    }
}
