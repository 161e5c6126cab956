//! Dates of the masthead and the signature: the version history of a law, the date of a notice.

use super::cues::Cues;
use super::scene::Scene;
use super::{EventKind, Found};
use crate::document::ProvisionKind;
use crate::span::Span;

/// How far behind a date of the masthead its verb is looked for, in bytes.
const VERB_REACH: usize = 420;

/// A date in the masthead: its label or its verb says what happened.
pub(super) fn masthead(scene: &Scene, cues: &Cues, index: usize, found: &mut Found) {
    let time = &scene.times[index];
    if !time.is_day() {
        return; // years and months in the masthead belong to titles
    }
    let before = scene.before(time);
    let header = &cues.header;
    if header.label_none.holds(before) || header.clock.holds(scene.after(time)) {
        return;
    }
    for (label, kind) in [
        (&header.label_issued, EventKind::Issued),
        (&header.label_effective, EventKind::Effective),
        (&header.label_expires, EventKind::Expires),
    ] {
        if let Some((start, _)) = label.first(before) {
            let from = time.span.start - before.len() + start;
            let span = super::scene::trimmed(&scene.masked, Span::new(from, time.span.end));
            found.add(kind, time.named, span);
            return;
        }
    }
    // Up to the next date of the masthead.
    let next = scene
        .times
        .get(index + 1)
        .filter(|t| t.place == time.place)
        .map_or(usize::MAX, |t| t.span.start);
    let provision_end = scene
        .document
        .provision_at(scene.document.text.to_original(time.span).start)
        .and_then(|p| scene.document.provisions.get(p))
        .map_or(usize::MAX, |p| scene.document.text.to_view(p.span).end);
    let reach = |to: usize| {
        let to = scene
            .masked
            .floor_char_boundary((time.span.end + VERB_REACH).min(to));
        Span::new(time.span.end, to).slice(&scene.masked)
    };
    let mut after = reach(next.min(provision_end));
    // Two bodies in one breath: 3月8日最高人民法院第1571次会议、3月18日最高人民检察院 … 通过.
    if after.ends_with(['、', '和']) {
        after = reach(provision_end);
    }
    let stop = after.find(['。', '；']).unwrap_or(after.len());
    let after = &after[..stop];
    let first = |cue: &super::cues::Cue| cue.first_verb(after);
    // A later version counts before the passing of the decision that made it.
    let verb = [
        (&header.amended, EventKind::Amended),
        (&header.revised, EventKind::Revised),
    ]
    .into_iter()
    .filter_map(|(cue, kind)| Some((first(cue)?, kind)))
    .min_by_key(|((start, _), _)| *start)
    .or_else(|| {
        [
            (&header.adopted, EventKind::Adopted),
            (&header.issued, EventKind::Issued),
            (&header.effective, EventKind::Effective),
            (&header.repealed, EventKind::Repealed),
        ]
        .into_iter()
        .filter_map(|(cue, kind)| Some((first(cue)?, kind)))
        .min_by_key(|((start, _), _)| *start)
    });
    // 8月30日某市人大常委会通过的、9月21日省人大常委会批准的《决定》修正: what was passed is the
    // later version.
    let verb = verb.or_else(|| {
        let at = header.adopted.first(after)?;
        let line = reach(provision_end);
        let line = &line[..line.find('\n').unwrap_or(line.len())];
        let kind = if header.amended.holds(line) {
            EventKind::Amended
        } else if header.revised.holds(line) {
            EventKind::Revised
        } else {
            EventKind::Adopted
        };
        Some((at, kind))
    });
    match verb {
        Some(((_, end), kind)) => {
            let span = Span::new(time.span.start, time.span.end + end);
            found.add(kind, time.named, span);
            // 公布施行 on one day.
            let rest = &after[end..];
            if kind == EventKind::Issued
                && [
                    "施行",
                    "实施",
                    "并施行",
                    "并实施",
                    "生效",
                    "，施行",
                    "起施行",
                ]
                .iter()
                .any(|v| rest.starts_with(v))
            {
                found.add(EventKind::Effective, time.named, span);
            }
        }
        None if scene.alone_on_line(time)
            || (is_own_date(scene, index) && is_brief(before, scene.after(time))) =>
        {
            found.add(EventKind::Issued, time.named, time.span);
        }
        None => {}
    }
}

/// Whether the words beside a date are few: （鲁教体发〔2018〕1号 2018年4月16日）.
fn is_brief(before: &str, after: &str) -> bool {
    before.chars().count() + after.chars().count() <= 40
}

/// Whether a date of the running text opens a line of a version history that the outline did
/// not tell from the text.
pub(super) fn is_history(scene: &Scene, cues: &Cues, index: usize) -> bool {
    let time = &scene.times[index];
    let opens = |words: &str| {
        let words = words.trim_end_matches(['（', '自', ' ']);
        words.is_empty()
            || ["根据", "通过", "批准", "公布", "发布", "修正", "修订"]
                .iter()
                .any(|w| words.ends_with(w))
    };
    time.is_day()
        && time.span.start < HISTORY_REACH
        && opens(scene.before(time).trim_start())
        && cues.header.history.holds(scene.lines_after(time))
}

/// How far into a text, in bytes, its version history may reach.
const HISTORY_REACH: usize = 3000;

/// A date in the signature or the foot.
pub(super) fn signature(scene: &Scene, cues: &Cues, index: usize, found: &mut Found) {
    let time = &scene.times[index];
    let before = scene.before(time);
    // 发布日期 in the foot is the page's, unless it is the document's day too.
    let of_page = cues.header.label_none.holds(before)
        || (cues.header.label_issued.holds(before) && !is_own_date(scene, index));
    // 2011年, where the day is not known, is the date only when nothing else stands on its line.
    let is_date = time.is_day() || (is_own_date(scene, index) && scene.alone_on_line(time));
    if is_date && !of_page {
        found.add(issued(scene, index), time.named, time.span);
    }
}

/// A date of a version history in the text.
pub(super) fn history(scene: &Scene, cues: &Cues, index: usize, found: &mut Found) {
    let mut told = Found::default();
    masthead(scene, cues, index, &mut told);
    for (span, kind, when) in told.0 {
        let kind = match kind {
            EventKind::Issued => issued(scene, index),
            other => other,
        };
        found.add(kind, when, span);
    }
}

/// What a date of issue is in its place: what an attachment or a carried document was signed or
/// promulgated is no second issue of what carries it.
fn issued(scene: &Scene, index: usize) -> EventKind {
    let document = scene.document;
    if document.metadata.issued.is_none() || is_own_date(scene, index) {
        return EventKind::Issued;
    }
    let at = document.text.to_original(scene.times[index].span).start;
    let mut place = document.provision_at(at);
    while let Some(provision) = place.and_then(|p| document.provisions.get(p)) {
        if provision.kind == ProvisionKind::Attachment {
            return EventKind::Past;
        }
        // A parent stands before its children; anything else would not end.
        place = provision.parent.filter(|parent| Some(*parent) < place);
    }
    EventKind::Issued
}

/// Whether a date in the text stands like the date of a signature: alone on its line, and the
/// date that the document is known to be of.
pub(super) fn stands_as_date(scene: &Scene, index: usize) -> bool {
    is_own_date(scene, index) && scene.alone_on_line(&scene.times[index])
}

/// Whether a date is the document's own, as finely as that is known.
fn is_own_date(scene: &Scene, index: usize) -> bool {
    let time = &scene.times[index];
    scene.document.metadata.issued.is_some_and(|own| {
        time.named.begin == own.first_day() && (time.is_day() || time.named.until == own.until())
    })
}
