//! Zones: where the text proper, its signature and its attachments begin and end.

use super::element::{ATTACHMENT, LIST, is_remark};
use super::line::{Line, next_filled, previous_filled, squeezed};
use super::signature::{Signature, signature_after, signature_at};
use super::{day, marker, organ, words};

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
    /// An attachment or a carried document, with the number it bears.
    Attachment { number: String },
}

/// Cuts the lines from `from` on into zones.
pub(super) fn zones(view: &str, lines: &[Line], from: usize) -> Vec<Zone> {
    let mut zones = Vec::new();
    let mut open = Zone {
        kind: ZoneKind::Main,
        from,
        to: from,
    };
    let mut listed = false;
    let mut run = Run::default();
    let mut i = from;
    while i < lines.len() {
        let body = lines[i].of(view);
        if body.is_empty() {
            i += 1;
            continue;
        }
        let attached = matches!(open.kind, ZoneKind::Attachment { .. });
        if attached {
            if run.from != open.from {
                run = Run {
                    from: open.from,
                    ..Run::default()
                };
            }
            if run.restarts(body)
                && let Some(title) = title_above(view, lines, open.from, i)
            {
                close(&mut zones, &mut open, title);
                open.kind = ZoneKind::Attachment {
                    number: String::new(),
                };
                run.from = open.from;
            }
        }
        if body.starts_with('附') {
            // Inside an attachment 附件2：… opens the next one; only before it is it a note.
            let next = attached
                && ATTACHMENT
                    .captures(body)
                    .is_some_and(|c| !c["n"].is_empty());
            if let Some(end) = list_end(view, lines, i).filter(|_| !next) {
                listed = true;
                let signed = signature_after(view, lines, end);
                close(&mut zones, &mut open, i);
                let (signature, end) = signed.unwrap_or((Signature::default(), end));
                i = push_signature(view, lines, &mut zones, &mut open, signature, i, end);
                continue;
            }
            if let Some(number) = attachment_start(view, lines, i, listed) {
                listed = true;
                // The line opens a zone, unless it opened the present one.
                if open.from != i || matches!(open.kind, ZoneKind::Main) {
                    close(&mut zones, &mut open, i);
                    open.from = i;
                    open.kind = ZoneKind::Attachment { number };
                }
                i += 1;
                continue;
            }
        }
        if let Some((start, signature)) = signature_at(view, lines, i, open.from, attached) {
            listed = true;
            close(&mut zones, &mut open, start);
            i = push_signature(view, lines, &mut zones, &mut open, signature, start, i + 1);
            continue;
        }
        i += 1;
    }
    close_last(view, lines, &mut zones, open);
    zones
}

/// The top numbering of an attachment zone: where it begins again under a title, another
/// attachment begins, also without a line that says so.
#[derive(Default)]
struct Run {
    from: usize,
    last: u32,
}

impl Run {
    fn restarts(&mut self, body: &str) -> bool {
        let Some(found) = marker::read(body) else {
            return false;
        };
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
        let n = previous_filled(lines, from + 1, at)?;
        let body = lines[n].of(view);
        if marker::read(body).is_some_and(|m| m.shape <= marker::Shape::HanBracket) {
            break;
        }
        let plain = squeezed(body);
        if body.chars().count() <= 60
            && !body.contains(['。', '\t', '；', '：', '，'])
            && marker::read(body).is_none()
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

/// Adds a signature zone and opens an attachment where text goes on after it; gives the next line.
fn push_signature(
    view: &str,
    lines: &[Line],
    zones: &mut Vec<Zone>,
    open: &mut Zone,
    signature: Signature,
    start: usize,
    after: usize,
) -> usize {
    let mut end = after;
    while let Some(n) = next_filled(lines, end, lines.len()) {
        let body = lines[n].of(view);
        // A remark in brackets may run over lines.
        let closed = (n..lines.len().min(n + 8))
            .take_while(|_| body.starts_with('（') && marker::read(body).is_none())
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
        kind: ZoneKind::Signature(signature),
        from: start,
        to,
    });
    open.from = to;
    open.kind = ZoneKind::Attachment {
        number: next
            .and_then(|n| ATTACHMENT.captures(lines[n].of(view)))
            .map(|c| c["n"].to_owned())
            .unwrap_or_default(),
    };
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
            Some(organs) if issuers.len() <= 6 && marker::read(body).is_none() && n > open.from => {
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
    let c = ATTACHMENT.captures(lines[i].of(view))?;
    let (sep, rest) = (&c["sep"], &c["rest"]);
    if sep.is_empty() || (rest.is_empty() && !c["n"].is_empty()) || rest.contains('。') {
        return None;
    }
    let mut end = i + 1;
    let mut entries = usize::from(!rest.is_empty());
    for _ in 0..LIST {
        let Some(n) = next_filled(lines, end, lines.len()) else {
            break;
        };
        let body = lines[n].of(view);
        let entry = marker::read(body).is_some_and(|m| m.shape >= marker::Shape::Digit)
            || body.starts_with('《')
            || [".doc", ".docx", ".xls", ".xlsx", ".pdf", ".rar", ".zip"]
                .iter()
                .any(|e| body.to_ascii_lowercase().ends_with(e));
        // An entry may run over a line; names and dates end the note.
        let continues = entries > 0
            && body.chars().count() <= 40
            && marker::read(body).is_none()
            && !ATTACHMENT.is_match(body)
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
    let attached = ATTACHMENT
        .captures(body)
        .is_some_and(|c| c["rest"].is_empty() || !c["n"].is_empty());
    (attached || is_remark(body) || signature_after(view, lines, end).is_some()).then_some(end)
}

/// The number of the attachment that line `i` opens; empty where it has none.
fn attachment_start(view: &str, lines: &[Line], i: usize, listed: bool) -> Option<String> {
    let c = ATTACHMENT.captures(lines[i].of(view))?;
    let (n, rest) = (&c["n"], &c["rest"]);
    if next_filled(lines, i + 1, lines.len()).is_none() && !rest.is_empty() {
        return None;
    }
    if rest.is_empty() {
        next_filled(lines, i + 1, lines.len())?;
        return Some(n.to_owned());
    }
    let named = !n.is_empty() || !c["sep"].is_empty();
    (listed && named && !rest.contains(['。', '；', '，']) && rest.chars().count() <= 60)
        .then(|| n.to_owned())
}
