//! Zones: where the text proper, its signature and its attachments begin and end.

use super::element::{Attached, LIST, attachment, is_remark};
use super::line::{Line, next_filled, previous_filled, squeezed};
use super::metadata::folded;
use super::signature::{Signature, signature_after, signature_at};
use super::{day, marker, marks, organ, signs, words};

/// A run of lines `from..to` that is one thing.
#[derive(Debug)]
pub(super) struct Zone {
    pub(super) kind: ZoneKind,
    pub(super) from: usize,
    pub(super) to: usize,
}

#[derive(Debug)]
pub(super) enum ZoneKind {
    /// The document itself.
    Main,
    /// Attachment note, names, date and what follows them.
    Signature(Signature),
    /// Copies and printing at the end of the whole document.
    Foot,
    /// An attachment or a carried document.
    Attachment(Attachment),
}

/// What is attached, and how its line names it.
#[derive(Clone, Debug)]
pub(super) struct Attachment {
    /// 附件1, 附表; 附件 where no line says so.
    pub(super) label: String,
    /// Whether it bears a number.
    pub(super) numbered: bool,
    /// Whether it stands inside the attachment before it: a table, a figure, its own 附1.
    pub(super) within: bool,
    /// The word of its line, 件 where it has none.
    word: &'static str,
}

impl Attachment {
    fn unlabelled() -> Self {
        Self {
            label: "附件".to_owned(),
            numbered: false,
            within: false,
            word: "件",
        }
    }

    /// What `line` opens, where the last attachment of the document itself has the word `outer`.
    fn of(line: &Attached, outer: Option<&str>) -> Self {
        let within = outer.is_some_and(|outer| outer != line.word)
            && (line.word.is_empty() || signs::is_attached_within(line.word));
        let word = if line.word.is_empty() && !within {
            "件"
        } else {
            line.word
        };
        Self {
            label: format!("附{word}{}", line.number),
            numbered: !line.number.is_empty(),
            within,
            word: line.word,
        }
    }
}

/// Cuts the lines from `from` on into zones; `title` is the document's own.
pub(super) fn zones(view: &str, lines: &[Line], from: usize, title: Option<&str>) -> Vec<Zone> {
    let Some(foot) = marks::foot_start(view, lines, from) else {
        return zones_above(view, lines, from, title);
    };
    let mut zones = zones_above(view, &lines[..foot], from, title);
    let attached = zones
        .iter()
        .any(|z| matches!(z.kind, ZoneKind::Attachment(_)));
    match zones.last_mut() {
        Some(last) if !attached && matches!(last.kind, ZoneKind::Signature(_)) => {
            last.to = lines.len();
        }
        _ => zones.push(Zone {
            kind: ZoneKind::Foot,
            from: foot,
            to: lines.len(),
        }),
    }
    zones
}

/// The zones of `lines` above the foot of the printed document.
fn zones_above(view: &str, lines: &[Line], from: usize, title: Option<&str>) -> Vec<Zone> {
    let mut zones = Vec::new();
    let mut open = Zone {
        kind: ZoneKind::Main,
        from,
        to: from,
    };
    let carried = title.filter(|t| signs::carries(t)).map(folded);
    let mut listed = false;
    let mut run = Run::default();
    // The word of the last attachment that is the document's own.
    let mut outer = None;
    let mut i = from;
    while i < lines.len() {
        let body = lines[i].of(view);
        if body.is_empty() {
            i += 1;
            continue;
        }
        let attached = match &open.kind {
            ZoneKind::Attachment(attachment) => {
                if !attachment.within {
                    outer = Some(attachment.word);
                }
                if run.from != open.from {
                    run.from = open.from;
                    // A table inside an attachment does not end its numbering.
                    if !attachment.within {
                        run.last = 0;
                    }
                }
                true
            }
            _ => false,
        };
        if let Some(found) = lines[i].marker {
            let restarts = run.restarts(&found);
            let title = (found.number == 1 && found.shape <= marker::Shape::Han)
                .then(|| title_above(view, lines, open.from, i))
                .flatten();
            if let Some(title) = title
                && (restarts && attached
                    || !attached && carries_on(view, lines, title, i, carried.as_deref(), restarts))
            {
                close(&mut zones, &mut open, title);
                open.kind = ZoneKind::Attachment(Attachment::unlabelled());
                run.from = open.from;
                run.last = found.number;
                listed = true;
            }
        }
        let line = body.starts_with('附').then(|| attachment(body)).flatten();
        if let Some(line) = line {
            // Inside an attachment 附件2：… opens the next one; only before it is it a note.
            let next = attached && !line.number.is_empty();
            if let Some(end) = list_end(view, lines, i).filter(|_| !next) {
                listed = true;
                let signed = signature_after(view, lines, end);
                close(&mut zones, &mut open, i);
                let (signature, end) = signed.unwrap_or((Signature::default(), end));
                let note = Closing {
                    signature,
                    start: i,
                    after: end,
                };
                i = push_signature(view, lines, &mut zones, &mut open, note, outer);
                continue;
            }
            if opens_attachment(lines, i, &line, listed) {
                listed = true;
                // The line opens a zone, unless it opened the present one.
                if open.from != i || matches!(open.kind, ZoneKind::Main) {
                    close(&mut zones, &mut open, i);
                    open.from = i;
                    open.kind = ZoneKind::Attachment(Attachment::of(&line, outer));
                }
                i += 1;
                continue;
            }
        }
        if let Some((start, signature)) = signature_at(view, lines, i, open.from, attached) {
            listed = true;
            close(&mut zones, &mut open, start);
            let closing = Closing {
                signature,
                start,
                after: i + 1,
            };
            i = push_signature(view, lines, &mut zones, &mut open, closing, outer);
            continue;
        }
        i += 1;
    }
    close_last(view, lines, &mut zones, open);
    zones
}

/// Whether the title on line `n`, over the marker on line `i`, begins a document that the notice
/// above carries, though neither a signature nor 附件 parts them: the title is named in the
/// notice's own, or the numbering begins again there and sentences end before it.
fn carries_on(
    view: &str,
    lines: &[Line],
    n: usize,
    i: usize,
    carried: Option<&str>,
    restarts: bool,
) -> bool {
    let words: String = lines[n..i]
        .iter()
        .take_while(|l| !l.of(view).contains('。') && l.marker.is_none())
        .take(4)
        .map(|l| l.of(view))
        .collect();
    let name = folded(&words);
    let first = folded(lines[n].of(view));
    let named = carried.is_some_and(|title| {
        [&name, &first]
            .iter()
            .any(|n| n.chars().count() >= 6 && title.contains(n.as_str()))
    });
    let ended = previous_filled(lines, 0, n)
        .is_some_and(|p| lines[p].of(view).ends_with(['。', '）', '！', '”']));
    let article = lines[i]
        .marker
        .is_some_and(|m| m.shape != marker::Shape::Han);
    ended && (named || restarts && article && words::is_official(&squeezed(&words)))
}

/// The top numbering of a zone: where it begins again under a title, another document begins,
/// also without a line that says so.
#[derive(Default)]
struct Run {
    from: usize,
    last: u32,
}

impl Run {
    fn restarts(&mut self, found: &marker::Marker) -> bool {
        if !matches!(found.shape, marker::Shape::Han | marker::Shape::Article) {
            return false;
        }
        let restarts = found.number == 1 && self.last > 1;
        self.last = found.number;
        restarts
    }
}

/// The line of a title that stands a few lines above `i` with no marker between.
fn title_above(view: &str, lines: &[Line], from: usize, i: usize) -> Option<usize> {
    let mut found = None;
    let mut at = i;
    for _ in 0..8 {
        let Some(n) = previous_filled(lines, from + 1, at) else {
            break;
        };
        let body = lines[n].of(view);
        let marker = lines[n].marker;
        if marker.is_some_and(|m| m.shape <= marker::Shape::HanBracket) {
            break;
        }
        let plain = squeezed(body);
        if body.chars().count() <= 60
            && !body.contains(['。', '\t', '；', '：', '，'])
            && marker.is_none()
            && words::genre(&plain).is_some()
        {
            found = Some(n);
        } else if found.is_some() {
            break;
        }
        at = n;
    }
    found
}

fn close(zones: &mut Vec<Zone>, open: &mut Zone, at: usize) {
    if open.from < at {
        zones.push(Zone {
            kind: std::mem::replace(&mut open.kind, ZoneKind::Main),
            from: open.from,
            to: at,
        });
    }
    open.from = at;
}

/// What closes a text: its signature, and the lines from its note of attachments on.
struct Closing {
    signature: Signature,
    start: usize,
    after: usize,
}

/// Adds a signature zone and opens an attachment where text goes on after it; gives the next line.
fn push_signature(
    view: &str,
    lines: &[Line],
    zones: &mut Vec<Zone>,
    open: &mut Zone,
    closing: Closing,
    outer: Option<&str>,
) -> usize {
    let mut end = closing.after;
    while let Some(n) = next_filled(lines, end, lines.len()) {
        let body = lines[n].of(view);
        // A remark in brackets may run over lines.
        let closed = (n..lines.len().min(n + 8))
            .take_while(|_| body.starts_with('（') && lines[n].marker.is_none())
            .find(|j| lines[*j].of(view).ends_with('）'));
        if let Some(last) = closed {
            end = last + 1;
        } else if is_remark(body) {
            end = n + 1;
        } else {
            break;
        }
    }
    let next = next_filled(lines, end, lines.len());
    let to = next.unwrap_or(lines.len());
    zones.push(Zone {
        kind: ZoneKind::Signature(closing.signature),
        from: closing.start,
        to,
    });
    open.from = to;
    open.kind = ZoneKind::Attachment(
        next.and_then(|n| attachment(lines[n].of(view)))
            .map_or_else(Attachment::unlabelled, |line| Attachment::of(&line, outer)),
    );
    // The line that opens the attachment is read as its own.
    match next {
        // A second note of attachments, as pages print one, is no attachment.
        Some(n) if list_end(view, lines, n).is_some() => n,
        Some(n) => n + 1,
        None => lines.len(),
    }
}

/// Closes the last zone; names without a date at the very end are a signature too.
fn close_last(view: &str, lines: &[Line], zones: &mut Vec<Zone>, open: Zone) {
    if open.from >= lines.len() {
        return;
    }
    let mut last = previous_filled(lines, open.from, lines.len());
    while let Some(n) = last.filter(|n| is_remark(lines[*n].of(view))) {
        last = previous_filled(lines, open.from, n);
    }
    let mut start = None;
    let mut issuers = Vec::new();
    let mut at = last;
    while let Some(n) = at {
        let body = lines[n].of(view);
        let organs = organ::list(body).filter(|o| {
            !body.contains('\t')
                && o.iter()
                    .all(|o| crate::document::Agencies::standard().by_name(o).is_some())
        });
        match organs {
            Some(organs) if issuers.len() <= 6 && lines[n].marker.is_none() && n > open.from => {
                issuers.splice(0..0, organs);
                start = Some(n);
                at = previous_filled(lines, open.from, n);
            }
            _ => break,
        }
    }
    let ended = at.is_some_and(|n| lines[n].of(view).ends_with(['。', '）', '！']));
    match start.filter(|_| ended && issuers.len() <= 6) {
        Some(start) => {
            zones.push(Zone { to: start, ..open });
            zones.push(Zone {
                kind: ZoneKind::Signature(Signature {
                    issuers,
                    ..Signature::default()
                }),
                from: start,
                to: lines.len(),
            });
        }
        None => zones.push(Zone {
            to: lines.len(),
            ..open
        }),
    }
}

/// The line after a note of attachments (附件：1.… 2.…) that begins at line `i`.
///
/// It is a note where names follow, or an attachment, or the end of the text.
fn list_end(view: &str, lines: &[Line], i: usize) -> Option<usize> {
    let line = attachment(lines[i].of(view))?;
    let rest = line.rest;
    if !line.stopped || (rest.is_empty() && !line.number.is_empty()) || rest.contains('。') {
        return None;
    }
    let mut end = i + 1;
    let mut entries = usize::from(!rest.is_empty());
    for _ in 0..LIST {
        let Some(n) = next_filled(lines, end, lines.len()) else {
            break;
        };
        let body = lines[n].of(view);
        let marker = lines[n].marker;
        let entry = marker.is_some_and(|m| m.shape >= marker::Shape::Digit)
            || body.starts_with('《')
            || [".doc", ".docx", ".xls", ".xlsx", ".pdf", ".rar", ".zip"]
                .iter()
                .any(|e| body.to_ascii_lowercase().ends_with(e));
        // An entry may run over a line; names and dates end the note.
        let continues = entries > 0
            && body.chars().count() <= 40
            && marker.is_none()
            && attachment(body).is_none()
            && organ::list(body).is_none()
            && day::trailing(body).is_none_or(|(before, _)| !before.is_empty());
        if body.contains(['。', '\t']) || !(entry || continues) {
            break;
        }
        entries += 1;
        end = n + 1;
    }
    if entries == 0 {
        return None;
    }
    let Some(n) = next_filled(lines, end, lines.len()) else {
        return Some(end);
    };
    let body = lines[n].of(view);
    let attached = attachment(body).is_some_and(|a| a.rest.is_empty() || !a.number.is_empty());
    (attached || is_remark(body) || signature_after(view, lines, end).is_some()).then_some(end)
}

/// Whether line `i` opens an attachment.
fn opens_attachment(lines: &[Line], i: usize, line: &Attached, listed: bool) -> bool {
    if next_filled(lines, i + 1, lines.len()).is_none() {
        return false;
    }
    if line.rest.is_empty() {
        return true;
    }
    let named = !line.number.is_empty() || line.stopped;
    listed && named && !line.rest.contains(['。', '；', '，']) && line.rest.chars().count() <= 60
}
