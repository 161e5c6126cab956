//! What a text says of its own life: when it takes effect, how long it holds, what it repeals.

use super::cues::Cues;
use super::header::is_of_carried;
use super::scene::{Scene, Time};
use super::{EventKind, Found};
use crate::document::ProvisionKind;
use crate::numeral;
use crate::span::Span;
use crate::time::{Date, ExpressionKind, Interval};

/// Reads a time as the beginning or end of the text's effect; `true` where it is one.
pub(super) fn read(scene: &Scene, cues: &Cues, index: usize, found: &mut Found) -> bool {
    let time = &scene.times[index];
    // Anchored times and lengths are read with the day they count from, in `anchored` and
    // `lasting`.
    if matches!(
        time.kind,
        ExpressionKind::Anchored | ExpressionKind::Duration | ExpressionKind::Set
    ) {
        return false;
    }
    let (before, after) = (scene.before(time), scene.after(time));
    let effective = &cues.effective;
    if time.is_day() && cues.adopted.before.holds(before) && cues.adopted.after.holds(after) {
        let end = cues.header.adopted.first(after).map_or(0, |(_, end)| end);
        // 《工作规则》已经…修订通过 in a notice that carries them tells of another text.
        let own = scene.names_itself(time);
        let kind = match &after[..end] {
            _ if !own => EventKind::Adopted,
            words if words.contains("修订") => EventKind::Revised,
            words if words.contains("修正") || words.contains("修改") => EventKind::Amended,
            _ => EventKind::Adopted,
        };
        let span = Span::new(time.span.start, time.span.end + end);
        found.add(kind, time.named, span);
        return true;
    }
    let own = effective.subject.holds(before);
    let lasts = cues.expires.before.holds(before)
        || cues.expires.after.holds(after) && (own || before.contains("有效期"));
    if lasts && !cues.expires.unless_before.holds(before) {
        let span = stated(scene, time, before, after);
        if cues.period.range.holds(scene.words(time)) && !time.is_day() {
            // 有效期自2013年1月1日至2018年1月1日
            if let Some(begin) = time.named.begin {
                found.add(EventKind::Effective, day(begin), span);
            }
            if let Some(last) = time.named.until.and_then(|d| d.plus(0, 0, -1)) {
                found.add(EventKind::Expires, day(last), span);
            }
        } else {
            found.add(EventKind::Expires, time.named, span);
        }
        return true;
    }
    // Another document's effect is background.
    // 自…起施行的《办法》 tells how long that one held.
    if own && effective.after_subject.first_verb(after).is_some()
        || effective.after.holds(after) && (opens(before) || effective.carried.holds(before))
    {
        let end = effective
            .after_subject
            .first(after)
            .or_else(|| effective.after.first(after))
            .map_or(0, |(_, end)| end);
        let start = effective
            .subject
            .first(before)
            .map_or(time.span.start - lead(before), |(at, _)| {
                time.span.start - before.len() + at
            });
        found.add(
            EventKind::Effective,
            first_day(time.named),
            without_stop(scene, Span::new(start, time.span.end + end)),
        );
        return true;
    }
    if let Some((_, end)) = cues.repealed.names_after.first(after) {
        let start = time.span.start - lead(before);
        found.add(
            EventKind::Repealed,
            first_day(time.named),
            Span::new(start, time.span.end + end),
        );
        return true;
    }
    if cues.repealed.after.holds(after) && (before.contains('□') || own) {
        let mut span = stated(scene, time, before, after);
        if let Some(start) = titles_before(before) {
            span.start = time.span.start - before.len() + start;
        }
        let kind = if own {
            EventKind::Expires
        } else {
            EventKind::Repealed
        };
        found.add(kind, time.named, span);
        return true;
    }
    false
}

/// 自公布之日起施行: the day of issue, where it is known.
pub(super) fn anchored(scene: &Scene, cues: &Cues, found: &mut Found) {
    // The masthead may say the day: then the last article means it.
    let told = found.last(EventKind::Effective);
    let Some(issued) = issue(scene, found) else {
        return;
    };
    for c in cues.effective.anchored.regex().captures_iter(&scene.masked) {
        let Some(all) = c.get(0) else { continue };
        let span: Span = all.range().into();
        let sentence = scene.sentence(span);
        let before = Span::new(sentence.start, span.start).slice(&scene.masked);
        if !(opens(before)
            || cues.effective.subject.holds(before)
            || cues.effective.carried.holds(before))
        {
            continue;
        }
        let when = match (c.name("count"), c.name("unit")) {
            (Some(count), Some(unit)) => {
                let count = numeral::value(count.as_str()).and_then(|n| i32::try_from(n).ok());
                let last = count.zip(issued.begin).and_then(|(n, begin)| {
                    match unit.as_str() {
                        "个月" => begin.plus(0, n, 0),
                        "日" | "天" => begin.plus(0, 0, n),
                        // Working days need a calendar of holidays.
                        _ => None,
                    }
                });
                // The day of issue is not counted (Civil Code, art. 201); after the last is the next.
                let begin = last.and_then(Date::next_day);
                match begin {
                    Some(begin) if single_day(issued) => day(begin),
                    _ => continue,
                }
            }
            _ => told.unwrap_or(issued),
        };
        let start = cues
            .effective
            .subject
            .first(before)
            .map_or(span.start, |(at, _)| sentence.start + at);
        found.add(EventKind::Effective, when, Span::new(start, span.end));
    }
}

/// 有效期5年: the last day, where the first is known.
pub(super) fn lasting(scene: &Scene, cues: &Cues, found: &mut Found) {
    if found.last(EventKind::Expires).is_some() {
        return;
    }
    let Some(from) = found
        .last(EventKind::Effective)
        .or_else(|| issue(scene, found))
        .filter(|when| single_day(*when))
        .and_then(|when| when.begin)
    else {
        return;
    };
    for c in cues.expires.lasts.regex().captures_iter(&scene.masked) {
        let (Some(all), Some(count), Some(unit)) = (c.get(0), c.name("count"), c.name("unit"))
        else {
            continue;
        };
        // The validity of a licence is not the text's: it must stand with the text's effect.
        let span: Span = all.range().into();
        let sentence = scene.sentence(span);
        let words = sentence.slice(&scene.masked);
        let before = Span::new(sentence.start, span.start).slice(&scene.masked);
        if !(words.contains("施行")
            || words.contains("实施")
            || words.contains("印发")
            || words.contains("执行")
            || cues.effective.subject.holds(before))
            || words.contains("证")
            || cues.expires.unless_before.holds(before)
        {
            continue;
        }
        let Some(n) = numeral::value(count.as_str()).and_then(|n| i32::try_from(n).ok()) else {
            continue;
        };
        let end = if unit.as_str() == "年" {
            from.plus(n, 0, 0)
        } else {
            from.plus(0, n, 0)
        };
        if let Some(last) = end.and_then(|d| d.plus(0, 0, -1)) {
            found.add(EventKind::Expires, day(last), span);
        }
    }
}

/// 《办法》同时废止: at the day this text takes effect.
pub(super) fn repeals(scene: &Scene, cues: &Cues, found: &mut Found) {
    let Some(when) = found
        .last(EventKind::Effective)
        .or_else(|| issue(scene, found))
    else {
        return;
    };
    let mut effects: Vec<Span> = found
        .0
        .iter()
        .filter(|(_, kind, _)| *kind == EventKind::Effective)
        .map(|(span, _, _)| *span)
        .collect();
    effects.sort_unstable_by_key(|s| s.end);
    // What has a day of its own is not told again with the day of this text.
    let mut dated: Vec<Span> = found
        .0
        .iter()
        .filter(|(_, kind, _)| *kind == EventKind::Repealed)
        .map(|(span, _, _)| *span)
        .collect();
    dated.sort_unstable_by_key(|s| s.end);
    let mut told_at = Vec::new();
    let mut read_to = 0;
    for m in cues.repealed.with_effect.regex().find_iter(&scene.masked) {
        let mut span: Span = m.range().into();
        if span.start < read_to {
            continue;
        }
        span.end += titles(&scene.masked, span);
        let told = dated.partition_point(|s| s.end <= span.start);
        if dated.get(told).is_some_and(|s| s.touches(span)) {
            continue;
        }
        let sentence = scene.sentence(span);
        read_to = sentence.end;
        let words = sentence.slice(&scene.masked);
        if !words.contains('□') || cues.repealed.unless.holds(words) {
            continue;
        }
        // What stands behind 自…起施行，in the same sentence.
        let before = effects.partition_point(|s| s.end < span.start);
        let start = before
            .checked_sub(1)
            .and_then(|at| effects.get(at))
            .filter(|effect| sentence.contains(**effect))
            .map_or(sentence.start, |effect| effect.end);
        let start = start
            + scene.masked[start..]
                .chars()
                .take_while(|c| matches!(c, '，' | '、' | ' '))
                .map(char::len_utf8)
                .sum::<usize>();
        let when = since(scene, sentence, span.start).unwrap_or(when);
        told_at.push((when, Span::new(start, span.end)));
    }
    // The title of a decision that repeals says what its text says again.
    let in_title = |span: &Span| {
        if cues.repealed.title_after.holds(
            Span::new(span.end, scene.masked.floor_char_boundary(span.end + 96))
                .slice(&scene.masked),
        ) {
            return true;
        }
        let at = scene.document.text.to_original(*span).start;
        let provision = scene.document.provision_at(at);
        provision
            .and_then(|p| scene.document.provisions.get(p))
            .is_some_and(|p| p.kind == ProvisionKind::Masthead)
    };
    let in_text = told_at.iter().any(|(_, span)| !in_title(span));
    for (when, span) in told_at {
        if !(in_text && in_title(&span)) {
            found.add(EventKind::Repealed, when, span);
        }
    }
}

/// The day from which all that a sentence says holds: 自2014年9月1日起，执行□，原□同时废止.
fn since(scene: &Scene, sentence: Span, to: usize) -> Option<Interval> {
    let from = scene
        .times
        .partition_point(|t| t.span.start < sentence.start);
    let time = scene.times[from..].iter().take(1).find(|t| {
        t.span.end <= to && t.kind == ExpressionKind::Date && {
            let after = scene.after(t);
            after.starts_with("起，") || after.starts_with("日起，")
        }
    })?;
    Some(first_day(time.named))
}

/// The length in bytes of what goes on of a row of blanked titles in which `span` ends.
fn titles(masked: &str, span: Span) -> usize {
    if !span.slice(masked).ends_with('□') {
        return 0;
    }
    let blank = |c: char| matches!(c, '□' | '_' | '·');
    let row = |c: &char| blank(*c) || matches!(c, '、' | '和' | '及' | '与' | '以');
    let mut at = 0;
    let mut end = 0;
    for c in masked[span.end..].chars().take_while(row) {
        at += c.len_utf8();
        if blank(c) {
            end = at;
        }
    }
    end
}

/// Where the row of blanked titles begins that ends `before`: □（_）自.
fn titles_before(before: &str) -> Option<usize> {
    let words = &before[..before.len() - lead(before)];
    let blank = |c: char| matches!(c, '□' | '_' | '·');
    if !words.ends_with(|c: char| blank(c) || c == '）') {
        return None;
    }
    let row = |c: char| blank(c) || matches!(c, '（' | '）' | '、' | '和' | '及' | '与' | '以');
    let start = words.trim_end_matches(row).len();
    words[start..].find(blank).map(|at| start + at)
}

/// The day of issue that the text itself tells: the first promulgation, else the first passing. A
/// date from outside is often that of the last version: it counts where the text tells none, or
/// where it follows the passing of a text that was never changed. What a higher assembly had to
/// approve is made public some day after the approval, which may not be told.
fn issue(scene: &Scene, found: &Found) -> Option<Interval> {
    let document = scene.document;
    let changed = found.first(|_, kind, _| matches!(kind, EventKind::Amended | EventKind::Revised));
    // What was promulgated after a change is the changed text.
    let is_later = |when: Interval| changed.is_some_and(|changed| changed.begin < when.begin);
    let approved = found.first(|span, kind, when| {
        let words = span.slice(&scene.masked);
        kind == EventKind::Adopted && words.ends_with("批准") && !is_later(when)
    });
    let passed = approved.or_else(|| found.first(|_, kind, _| kind == EventKind::Adopted));
    let issued = found.first(|span, kind, when| {
        let at = document.text.to_original(span).start;
        kind == EventKind::Issued && !is_of_carried(document, at, when)
    });
    let issued = issued.filter(|when| passed.is_none() || !is_later(*when));
    let given = document.metadata.issued;
    let given = given.map(|own| Interval::new(own.first_day(), own.until()));
    let given = given.filter(|given| approved != Some(*given));
    let follows = |given: &Interval| {
        let passed = passed.and_then(|when| when.begin);
        changed.is_none()
            && passed
                .zip(given.begin)
                .is_some_and(|(p, g)| p <= g && p.plus(1, 0, 0).is_some_and(|end| g < end))
    };
    issued
        .or_else(|| given.filter(follows))
        .or(passed.filter(|_| approved.is_none()))
        .or(given.filter(|_| approved.is_none()))
}

fn day(date: Date) -> Interval {
    Interval::new(Some(date), date.next_day())
}

/// The first day of a time that begins something; the whole of it where it names no day.
fn first_day(named: Interval) -> Interval {
    match (named.begin, named.until) {
        (Some(begin), None) => day(begin),
        _ => named,
    }
}

fn single_day(when: Interval) -> bool {
    when.begin.is_some() && when.begin.and_then(Date::next_day) == when.until
}

/// Whether nothing but 自 or 从 stands before the time in its sentence.
pub(super) fn opens(before: &str) -> bool {
    let words = before[..before.len() - lead(before)].trim();
    words.chars().all(|c| {
        // A marker: 第三十二条, （五）, 六、, 7.
        crate::numeral::is_numeral(c)
            || matches!(c, '第' | '条' | '款' | '（' | '）' | '、' | '.' | '“')
            || c.is_whitespace()
    })
}

/// The length in bytes of 自, 从, 于 before a time.
pub(super) fn lead(before: &str) -> usize {
    // 关于, 高于, 对于: a word of its own.
    let is_word = |c: char| "关高低小多少优劣对由属基终至晚早".contains(c);
    if before
        .strip_suffix('于')
        .is_some_and(|words| words.ends_with(is_word))
    {
        return 0;
    }
    ["自", "从", "于", "在", "到", "至"]
        .iter()
        .find(|w| before.ends_with(**w))
        .map_or(0, |w| w.len())
}

/// The time with the clause around it, to the next comma.
fn stated(scene: &Scene, time: &Time, before: &str, after: &str) -> Span {
    let lead = before
        .char_indices()
        .rev()
        .take(12)
        .take_while(|(_, c)| !matches!(c, '，' | '、' | '（' | '“'))
        .map(|(_, c)| c.len_utf8())
        .sum::<usize>();
    let trail = after
        .char_indices()
        .take(16)
        .find(|(_, c)| matches!(c, '，' | '。' | '；' | '\n' | '）'))
        .map_or(0, |(at, _)| at);
    super::scene::trimmed(
        &scene.masked,
        Span::new(time.span.start - lead, time.span.end + trail),
    )
}

fn without_stop(scene: &Scene, span: Span) -> Span {
    let words = span.slice(&scene.masked);
    let kept = words.trim_end_matches(['，', '。', '；', '、', '（', ' ', '\n', '至', '到']);
    super::scene::trimmed(
        &scene.masked,
        Span::new(span.start, span.start + kept.len()),
    )
}
