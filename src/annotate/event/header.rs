//! Dates of the masthead and the signature: the version history of a law, the date of a notice.

use super::cues::Cues;
use super::scene::Scene;
use super::{EventKind, Found};
use crate::document::{Act, ActKind, Document, ProvisionKind};
use crate::parse;
use crate::span::Span;
use crate::time::Interval;

/// How far behind a date the outline did not see in a header its verb is looked for, in bytes.
const REACH: usize = 900;

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
    let acts = acts(scene, index);
    for act in &acts {
        // （鲁教体发〔2018〕1号 2018年4月16日）: what stands behind the bracket is another line's.
        let alone = scene.masked[time.span.end..].starts_with('）');
        let span = if alone { time.span } else { act.span };
        found.add(kind_of(act.kind), interval(act), span);
    }
    if acts.is_empty()
        && (scene.alone_on_line(time)
            || (is_own_date(scene, index) && is_brief(before, scene.after(time))))
    {
        found.add(EventKind::Issued, time.named, time.span);
    }
}

/// The acts that the document's history tells of a date, spans in the view; where the outline
/// did not see a header, those that the words behind the date tell.
fn acts(scene: &Scene, index: usize) -> Vec<Act> {
    let time = &scene.times[index];
    let document = scene.document;
    let at = document.text.to_original(time.span);
    let known: Vec<Act> = document
        .metadata
        .history
        .iter()
        .filter(|act| act.span.start == at.start)
        .cloned()
        .map(|mut act| {
            act.span = document.text.to_view(act.span);
            act
        })
        .collect();
    if !known.is_empty() {
        return known;
    }
    let provision_end = document
        .provision_at(at.start)
        .and_then(|p| document.provisions.get(p))
        .map_or(usize::MAX, |p| document.text.to_view(p.span).end);
    let view = document.text.view();
    let to = view.floor_char_boundary((time.span.end + REACH).min(provision_end));
    let told = parse::acts(view, Span::new(time.span.start, to));
    told.into_iter()
        .filter(|act| act.span.start == time.span.start)
        .collect()
}

/// What the history tells of dates that no time expression names: 2014年9月26 | 日…批准.
pub(super) fn untold(scene: &Scene, found: &mut Found) {
    let document = scene.document;
    for act in &document.metadata.history {
        let provision = document
            .provision_at(act.span.start)
            .and_then(|p| document.provisions.get(p));
        if provision.is_some_and(|p| p.kind == ProvisionKind::Masthead) {
            let span = document.text.to_view(act.span);
            found.add(kind_of(act.kind), interval(act), span);
        }
    }
}

fn kind_of(act: ActKind) -> EventKind {
    match act {
        ActKind::Adopted | ActKind::Approved => EventKind::Adopted,
        ActKind::Amended => EventKind::Amended,
        ActKind::Revised => EventKind::Revised,
        ActKind::Effective => EventKind::Effective,
        ActKind::Repealed => EventKind::Repealed,
        _ => EventKind::Issued,
    }
}

fn interval(act: &Act) -> Interval {
    Interval {
        begin: act.date.first_day(),
        until: act.date.until(),
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

/// Whether a day is that of printing: some days after the document was issued.
pub(super) fn is_printing(scene: &Scene, cues: &Cues, index: usize) -> bool {
    let time = &scene.times[index];
    time.is_day() && cues.header.printed.holds(scene.after(time))
}

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
        found.add(EventKind::Issued, time.named, time.span);
    }
}

/// Whether a day on which a text was issued is that of an attachment or of a document that this one
/// carries; an order that carries the document itself tells its own.
pub(super) fn is_of_carried(document: &Document, at: usize, when: Interval) -> bool {
    let own = document.metadata.issued;
    if own.is_none_or(|own| own.first_day() == when.begin) {
        return false;
    }
    let place = document.provision_at(at);
    let mut above = place.into_iter().flat_map(|place| document.lineage(place));
    let attached = above.find(|provision| provision.kind == ProvisionKind::Attachment);
    let is_itself = |heading| document.metadata.title.as_deref() == Some(document.quote(heading));
    attached.is_some_and(|attached| !attached.heading.is_some_and(is_itself))
}

/// Whether a date in the text stands like the date of a signature: alone on its line, and the
/// date that the document is known to be of.
pub(super) fn stands_as_date(scene: &Scene, index: usize) -> bool {
    is_own_date(scene, index) && scene.alone_on_line(&scene.times[index])
}

/// Whether a date stands with an organ in a bracket that fills its line, as under the title of a
/// document that another one carries: （民政部　一九九七年一月二十八日）.
pub(super) fn is_byline(scene: &Scene, cues: &Cues, index: usize) -> bool {
    let time = &scene.times[index];
    let after = scene.after(time);
    time.is_day()
        && after
            .strip_prefix('）')
            .is_some_and(|rest| rest.trim_start_matches(' ').starts_with('\n'))
        && cues.header.byline.holds(scene.before(time))
}

/// Whether a date is the document's own, as finely as that is known.
fn is_own_date(scene: &Scene, index: usize) -> bool {
    let time = &scene.times[index];
    scene.document.metadata.issued.is_some_and(|own| {
        time.named.begin == own.first_day() && (time.is_day() || time.named.until == own.until())
    })
}
