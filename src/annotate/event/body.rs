//! What a text prescribes and tells at a time: deadlines, targets, periods, acts, background.

use super::cues::Cues;
use super::life::{lead, opens};
use super::scene::{Scene, Time, trimmed};
use super::{EventKind, Found};
use crate::span::Span;
use crate::time::{ExpressionKind, Interval, Relation};

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
        // 为“九五”期间的发展打下基础
        if time.is_years() && before.ends_with(['为', '对']) {
            start -= '为'.len_utf8();
        }
        if kind == EventKind::Deadline
            && let Some((at, _)) = cues.deadline.before.first(before)
        {
            start = time.span.start - before.len() + at;
        }
        // 创立于1956年，是…; 由5160元增加到2002年的7703元: the act stands before its time.
        let words = &cues.words;
        let acted = words.acted.first(before);
        let named = words.label.first(before);
        if let Some((at, _)) = named.or(acted).or_else(|| words.rise.first(before)) {
            start = time.span.start - before.len() + at;
        }
        let said = named.or(acted).is_some();
        let title = made(after).filter(|_| kind == EventKind::Past);
        let length = title.unwrap_or_else(|| clause(after, said, cues));
        let mut end = time.span.end + length;
        // A day alone in its cell is that of the cell before: 混凝土结构 | 10月26日 09:00.
        if let Some(cell) = cell_before(before).filter(|_| !said && !says(&after[..length])) {
            start = time.span.start - before.len() + cell;
        }
        // 连续三年（至2024年5月7日）登记: the bracket around the time closes before the act.
        let opened = before
            .rfind('（')
            .filter(|at| !before[*at..].contains('）'));
        if let Some(closed) = close(&after[..length])
            && let Some(opened) = opened
        {
            let inner = &after[..closed];
            let outer = &after[closed + '）'.len_utf8()..length];
            if !tells(inner) && tells(outer) {
                start = time.span.start - before.len() + joint_before(before, opened);
            } else {
                end = time.span.end + closed;
            }
        }
        let when = counted_to(scene, time).unwrap_or(time.named);
        found.add(kind, when, trimmed(&scene.masked, Span::new(start, end)));
    }
}

fn kind(scene: &Scene, cues: &Cues, time: &Time, before: &str, after: &str) -> Option<EventKind> {
    use EventKind::{Deadline, Past, Period, Scheduled, Target};
    if counted_to(scene, time).is_some() {
        // 可以在本法施行后五年内保留: what is allowed so long.
        let allowed = before.contains("可以") || after.starts_with("可以");
        return (!allowed).then_some(Deadline);
    }
    // 外语（1月）科目成绩: a part of a name.
    let named = after.strip_prefix('）').filter(|_| before.ends_with('（'));
    if !time.is_day() && named.is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
        return None;
    }
    if cues.never.after.holds(after)
        || cues.never.before.holds(before)
        || cues.never.name.holds(after)
        || cues.never.state.holds(after)
        || cues.never.note.holds(after)
        || cues.words.leads.holds(after)
        || opens_line(scene, time, before) && cues.never.heading.holds(after)
        || cues.never.title.holds(before)
        || cues.never.compared.holds(after)
        || cues.never.recurs.holds(after) && time.relation == Some(Relation::Before)
        || !time.is_day() && cues.never.dated.holds(after)
        || !(time.is_day() || is_range(cues, scene, time)) && cues.never.exam.holds(after)
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
    // 对于2015年10月31日以前实施的行为: what a rule is about.
    if bounded && (before.ends_with('对') || before.ends_with("对于")) {
        return None;
    }
    // 今年一月一日建交: in a report of which only the year is known, the words say what is over.
    let told = !bounded
        && !until
        && scene.own_year.is_some_and(|year| time.is_part_of(year))
        && (time.relation != Some(Relation::Since) || cues.past.done.holds(after))
        && (!ahead() || cues.past.compared.holds(after));
    // 一年来, in a report of June of which only the year is known, reaches to the day it was given.
    let words = scene.words(time);
    let reaches = words.ends_with("年来") && time.named.begin < today;
    if reaches && cues.never.greatest.holds(after) {
        return None;
    }
    let over = told
        || reaches
        || match (time.named.until, today) {
            (Some(until), Some(today)) => until <= today,
            (Some(_), None) => false,
            (None, _) => time.named.begin.zip(today).is_some_and(|(b, t)| b < t),
        };
    let clause = &after[..clause(after, false, cues)];
    let goal = || cues.target.goal.holds(clause);
    // 由三成降低到1954年的两成, said in 1954.
    if !over && cues.target.fell.holds(before) && after.starts_with('的') {
        return Some(
            if cues.past.done.holds(before) || time.named.begin <= today {
                Past
            } else {
                Target
            },
        );
    }
    // 到8月已经完成: what a report says is reached.
    if until
        && scene.own_year.is_some_and(|year| time.is_part_of(year))
        && cues.past.reached.holds(clause)
    {
        return Some(Past);
    }
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
            // 2011年是“十二五”开局之年: what a year is, no act.
            if part && cues.never.equated.holds(before) {
                return None;
            }
            if over || today.is_none() && cues.past.gained.holds(clause) {
                return Some(Past);
            }
            let aims = time.relation == Some(Relation::Until)
                || cues.target.before.holds(before)
                || cues.period.aim_after.holds(after);
            return Some(if aims { Target } else { Period });
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
        // 从1950年到1954年, told in 1954.
        let told = scene.own_year.is_some_and(|year| {
            time.named.until == year.until && time.named.begin < year.begin && !ahead()
        });
        return Some(if over || told { Past } else { Period });
    }
    // 到2000年，…达到…, in an article that later versions left as it was.
    if until && over && goal() && scene.in_article(time) {
        return Some(Target);
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
    let says = (after.starts_with(['，', '、', '将', '要']) || cues.scheduled.act.holds(after))
        && (!now || scene.own_year.is_none() || time.is_years() || ahead());
    (placed && time.is_year() && says).then_some(if goal() {
        Target
    } else if time.is_years() {
        Period
    } else {
        Scheduled
    })
}

/// The last day of what is counted from a day that the text tells: 自本条例施行之日起六个月内.
fn counted_to(scene: &Scene, time: &Time) -> Option<Interval> {
    let until = time.named.until?;
    let counted = time.kind == ExpressionKind::Anchored
        && time.named.begin.is_some()
        && scene.words(time).ends_with('内');
    counted.then(|| Interval::new(until.plus(0, 0, -1), Some(until)))
}

/// Whether the words name a dated time: a figure, or a five-year plan; 近年来 and 新时期 do not.
fn is_dated(scene: &Scene, time: &Time) -> bool {
    let words = scene.words(time);
    // 一年多来: when it began is not told.
    if time.kind == ExpressionKind::Open && time.relation.is_none() {
        return false;
    }
    // 三年内实现: on which day that begins is not told, be it the one on which the text was signed.
    let counted = words.ends_with('内') && time.kind != ExpressionKind::Anchored;
    if counted && !words.contains(['今', '本']) && time.named.begin == scene.today {
        return false;
    }
    // 80年代后期以来: in which year it began is not told.
    if words.contains("年代") {
        return false;
    }
    // 今年初, 去年底; but 今年 alone is rather how things are.
    if words.starts_with(['今', '去', '明', '本']) && words.contains('年') && !time.is_year() {
        return true;
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

/// Where the cell of a row begins that stands before a time in a cell of its own, and names a thing.
fn cell_before(before: &str) -> Option<usize> {
    let cells = before.strip_suffix('\t')?;
    let start = cells.rfind('\t').map_or(0, |at| at + 1);
    let cell = &cells[start..];
    (says(cell) && !cell.contains(['日', '月'])).then_some(start)
}

/// Whether words say anything beside their brackets: not （星期六）, 9:00-11:30.
fn says(words: &str) -> bool {
    outside_brackets(words, char::is_alphabetic)
}

/// Whether a character for which `is` holds stands outside brackets.
fn outside_brackets(words: &str, is: impl Fn(char) -> bool) -> bool {
    let mut depth = 0usize;
    words.chars().any(|c| {
        match c {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is(c)
    })
}

/// Where the bracket closes in `words` that opened before them.
fn close(words: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in words.char_indices() {
        match c {
            '（' => depth += 1,
            '）' if depth == 0 => return Some(at),
            '）' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether words say more than hours and days: not 9:00-15:00，3月14日9:00-12:00.
fn tells(words: &str) -> bool {
    let part = |c: char| "年月日时点分秒上下午至到和".contains(c);
    outside_brackets(words, |c| c.is_alphabetic() && !part(c))
}

/// Where the clause begins in which a bracket opens at `opened`.
fn joint_before(before: &str, opened: usize) -> usize {
    before[..opened]
        .char_indices()
        .rev()
        .find(|(_, c)| matches!(c, '，' | '、' | '：' | '\t' | '\n'))
        .map_or(0, |(at, c)| at + c.len_utf8())
}

/// Whether a time stands at the head of its line, behind a marker at most.
fn opens_line(scene: &Scene, time: &Time, before: &str) -> bool {
    let line = scene.masked[..time.span.start - before.len()].ends_with('\n')
        || time.span.start == before.len();
    // 表4：2023年资格线汇总
    let table = before.strip_prefix('表').and_then(|t| t.split_once('：'));
    line && opens(table.map_or(before, |(_, rest)| rest))
}

/// The length in bytes of the words about what was made at a time, with the row of what was made:
/// 1990年1月19日通过的《条例》, without what is done with it now.
fn made(after: &str) -> Option<usize> {
    let blank = |c: char| matches!(c, '□' | '_' | '·');
    let stop = after.find(['，', '。', '；', '\n']).unwrap_or(after.len());
    let stop = close(&after[..stop]).unwrap_or(stop);
    let first = after[..stop].find("的□")? + "的".len();
    let (mut end, mut depth) = (first, 0usize);
    for (at, c) in after[first..].char_indices() {
        match c {
            '（' => depth += 1,
            '）' if depth == 0 => break,
            '）' => depth -= 1,
            _ if blank(c) => {}
            _ if depth > 0 && c != '\n' => {}
            '、' | '和' | '及' | '与' | '以' => continue,
            _ => break,
        }
        if depth == 0 {
            end = first + at + c.len_utf8();
        }
    }
    Some(end)
}

/// The length in bytes of the clause behind a time; `said` where the act stands before it.
fn clause(after: &str, said: bool, cues: &Cues) -> usize {
    // A comma before the act does not end the clause: 到2015年，全市…达到.
    let skip = match cues.words.head.first(after) {
        Some((_, end)) if !said => end,
        _ => 0,
    };
    let mut end = clause_end(after, skip);
    // 在…的同时，: what is done comes behind.
    let words = &cues.words;
    let openings = if said { 0 } else { 4 };
    for _ in 0..openings {
        let (told, rest) = after.split_at(end);
        let is_subject = || words.subject.holds(told) && words.predicate.holds(rest);
        if !rest.starts_with('，') || !(words.open.holds(told) || is_subject()) {
            break;
        }
        end = clause_end(after, end + '，'.len_utf8());
    }
    // The bracket around the time is not its clause's: （2010年公布）.
    let words = &after[..end];
    match words.strip_suffix('）') {
        Some(inner) if inner.rfind('（') <= inner.rfind('）') => inner.len(),
        _ => end,
    }
}

/// Where the clause ends that begins at `from`.
fn clause_end(after: &str, from: usize) -> usize {
    let digits = |words: &str| words.bytes().take_while(u8::is_ascii_digit).count();
    let mut last = None;
    let mut joint = None;
    let mut end = after.len();
    let mut bracket = from;
    for (n, (at, c)) in after[from..].char_indices().enumerate() {
        let at = from + at;
        let rest = &after[at + c.len_utf8()..];
        if let Some(mark) = closing_mark(c)
            && at >= bracket
        {
            let length = closing(&after[at..], mark);
            // A bracket that goes on and on is not quoted, nor is half of it.
            if length == 0 && c == '（' && says(&after[..at]) {
                end = at;
                break;
            }
            bracket = at + length;
        }
        // 5，960，281元
        let in_figure =
            c == '，' && last.is_some_and(|c: char| c.is_ascii_digit()) && digits(rest) == 3;
        // The cells of a row: that behind the one with the words is another's, as is one that
        // begins with a day of its own.
        let in_row = c == '\t' && (says(&after[..at]) || is_day(rest));
        let in_bracket = at < bracket && c == '，';
        if in_row
            || !(in_figure || in_bracket) && matches!(c, '，' | '。' | '；' | '\n' | '！' | '？')
        {
            end = at;
            break;
        }
        // A long clause is quoted to its last joint.
        if n >= CLAUSE && c != '□' && at >= bracket && (joint.is_some() || n >= 2 * CLAUSE) {
            end = joint.unwrap_or(at);
            break;
        }
        if n >= LEAST && at >= bracket && matches!(c, '、' | ' ') {
            joint = Some(at);
        }
        last = Some(c);
    }
    end
}

/// The length in bytes of the bracket or quotation that `words` begins with, up to its closing mark;
/// nothing where it does not close soon.
fn closing(words: &str, mark: char) -> usize {
    let mut near = words.char_indices().take(CLAUSE);
    near.find(|(_, c)| *c == mark || *c == '\n')
        .filter(|(_, c)| *c == mark)
        .map_or(0, |(at, _)| at)
}

fn closing_mark(c: char) -> Option<char> {
    match c {
        '（' => Some('）'),
        '“' => Some('”'),
        _ => None,
    }
}

/// Whether `words` begin with a day: 4月2日, 2024年4月.
fn is_day(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < words.len() && rest.starts_with(['年', '月'])
}
