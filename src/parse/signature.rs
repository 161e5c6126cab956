//! Signatures: the names and the date that close a text.

use super::element::{LIST, attachment, is_remark};
use super::line::{Line, next_filled, previous_filled, squeezed};
use super::{day, marker, organ, words};
use crate::span::Span;
use crate::time::PartialDate;

/// Who signed and when.
#[derive(Clone, Debug, Default)]
pub(super) struct Signature {
    pub(super) issuers: Vec<String>,
    pub(super) date: Option<PartialDate>,
    /// Where the date stands, in the view.
    pub(super) at: Span,
}

/// The signature whose date stands on line `i`: where it begins, who and when.
pub(super) fn signature_at(
    view: &str,
    lines: &[Line],
    i: usize,
    from: usize,
    attached: bool,
) -> Option<(usize, Signature)> {
    let body = lines[i].of(view);
    if body.len() > 160 || !day::may_end(body) || body.contains(['\t', '。', '：']) {
        return None;
    }
    let (before, date) = day::trailing(body)?;
    let mut issuers = Vec::new();
    let mut start = i;
    let mut person = false;
    if !before.is_empty() {
        issuers = organ::list(before)?;
    }
    let mut at = i;
    for _ in 0..12 {
        let Some(n) = previous_filled(lines, from, at) else {
            break;
        };
        let above = lines[n].of(view);
        // A page may leave an entity behind: 国务院办公厅 &bsp;
        let above = above.split('&').next().unwrap_or_default().trim();
        // The row of a table may hold nothing but names.
        if above.len() > 200 || above.contains('\t') || marker::read(above).is_some() {
            break;
        }
        if let Some(organs) = organ::list(above) {
            issuers.splice(0..0, organs);
        } else if organ::is_person(above) {
            person = true;
        } else {
            break;
        }
        start = n;
        at = n;
    }
    if issuers.is_empty() && !person {
        let after = next_filled(lines, i + 1, lines.len()).map(|n| lines[n].of(view));
        let ends = after.is_none_or(|below| is_remark(below) || attachment(below).is_some());
        // Only where the text ends may a name be new, or the day be left out.
        if ends && before.is_empty() {
            if let Some((at, names)) = unlisted_names(view, lines, from, i) {
                start = at;
                issuers = names;
            }
        } else {
            date.day?;
        }
        // A date alone closes a text only after a sentence and before what comes after a text.
        // Nothing above means that a note of attachments ended there.
        match previous_filled(lines, from, start) {
            Some(n) if !ends_text(lines[n].of(view)) => return None,
            None if date.day.is_none() => return None,
            _ => {}
        }
        if let Some(n) = next_filled(lines, i + 1, lines.len()) {
            let below = lines[n].of(view);
            let follows = is_remark(below)
                || attachment(below).is_some()
                || below.starts_with('（')
                || (!below.contains(['。', '\t', '：', '；', '，'])
                    && below.chars().count() <= 60
                    && marker::read(below).is_none()
                    && !below.starts_with(|c: char| c.is_ascii_digit()));
            if !follows {
                return None;
            }
        }
    }
    // The note of attachments stands between the text and the names.
    let mut at = start;
    for _ in 0..LIST {
        let Some(n) = previous_filled(lines, from, at) else {
            break;
        };
        let above = lines[n].of(view);
        if above.contains(['。', '\t']) || above.chars().count() > 120 {
            break;
        }
        if let Some(note) = attachment(above)
            && (note.stopped || !note.rest.is_empty())
            && (note.number.is_empty() || !attached)
        {
            start = n;
            break;
        }
        at = n;
    }
    Some((
        start,
        Signature {
            issuers,
            date: Some(date),
            at: Span::new(lines[i].body.start + before.len(), lines[i].body.end),
        },
    ))
}

/// Names of organs that no registry knows (国家教育督导检查组), on short lines between a sentence
/// and the date on line `i`: where they begin, and the names.
fn unlisted_names(
    view: &str,
    lines: &[Line],
    from: usize,
    i: usize,
) -> Option<(usize, Vec<String>)> {
    let mut names: Vec<String> = Vec::new();
    let mut at = i;
    for _ in 0..6 {
        let n = previous_filled(lines, from, at)?;
        let body = lines[n].of(view);
        if ends_text(body) {
            names.reverse();
            // What is as short as a person's name tells no organ.
            names.retain(|n| n.chars().count() >= 4);
            return (at < i).then_some((at, names));
        }
        let name = squeezed(body);
        // 考试日期 over a date is its label.
        let fits = (2..=30).contains(&name.chars().count())
            && name
                .chars()
                .all(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '（' | '）' | '·' | '〇'))
            && !words::is_label(&name)
            && !body.contains('\t')
            && marker::read(body).is_none()
            && words::genre(&name).is_none()
            && !words::is_furniture(body);
        if !fits {
            return None;
        }
        names.push(name);
        at = n;
    }
    None
}

/// Whether a line ends as the text proper ends.
fn ends_text(line: &str) -> bool {
    line.ends_with(['。', '！', '）', '”'])
}

/// The signature that follows a list of attachments which ends before line `end`.
pub(super) fn signature_after(
    view: &str,
    lines: &[Line],
    end: usize,
) -> Option<(Signature, usize)> {
    let mut at = end;
    for _ in 0..12 {
        let n = next_filled(lines, at, lines.len())?;
        if let Some((_, signature)) = signature_at(view, lines, n, end, false) {
            return Some((signature, n + 1));
        }
        let body = lines[n].of(view);
        if organ::list(body).is_none() && !organ::is_person(body) {
            return None;
        }
        at = n + 1;
    }
    None
}
