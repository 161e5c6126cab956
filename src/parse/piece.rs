//! Pieces of lines: where a marker stands inside a line whose breaks were lost, and which lines
//! only quote the text of another document.
//!
//! A list that runs on in a sentence (包括：（一）…；（二）…) stays in its paragraph. A marker
//! inside a line counts only where other markers prove that a break was lost: it carries on the
//! numbering that the line begins with, or the next line carries on its own.

use super::line::{Line, next_filled};
use super::marker::{self, Marker, Shape};
use super::signs;
use std::collections::BTreeMap;

/// How far a marker is read, in bytes.
const REACH: usize = 240;
/// How many markers ahead the one that carries on is looked for.
const AHEAD: usize = 64;
/// A line with two markers has at least so many bytes.
const SHORTEST: usize = 24;
/// How many lines a quotation may run over.
const QUOTATION: usize = 300;

/// A marker inside a line.
pub(super) struct Inner {
    /// Where it stands, in bytes of the body.
    pub(super) at: usize,
    pub(super) marker: Marker,
    stop: char,
}

/// The name of a chapter with text behind it on its line: 第一章 总则 第一条 为了….
pub(super) fn heading_over(body: &str) -> Option<Marker> {
    if !body.starts_with('第') {
        return None;
    }
    let body = start(body, REACH);
    // Each part of the line that 第 begins is read by itself, up to the next.
    let cut = body.match_indices(" 第").map(|(at, _)| at).find(|at| {
        let rest = &body[at + 1..];
        let part = rest.find(" 第").map_or(rest, |end| &rest[..end]);
        marker::read(part).is_some_and(|m| m.clear && m.shape <= Shape::Article)
    })?;
    marker::read(&body[..cut]).filter(|m| m.clear && m.shape < Shape::Article)
}

/// The markers inside `body`, whose own first marker is `opening`.
///
/// `last` tells the last number of a form, `next` the marker of the next line, or of the next
/// article; `listed` says whether （一） after a colon is an item, as in articles.
pub(super) fn inside(
    body: &str,
    opening: Option<Marker>,
    last: impl Fn(Shape) -> Option<u32>,
    next: impl Fn(Next) -> Option<Marker>,
    listed: bool,
) -> Vec<Inner> {
    let mut found = candidates(body, opening.map_or(0, |m| m.end));
    if found.is_empty() {
        return found;
    }
    let line = next(Next::Line);
    let article = found
        .iter()
        .any(|i| i.marker.shape == Shape::Article)
        .then(|| next(Next::Article))
        .flatten();
    let is_next = |shape, number| {
        let next = if shape == Shape::Article {
            &article
        } else {
            &line
        };
        next.as_ref()
            .is_some_and(|m| m.shape == shape && m.number == number)
    };
    let over_article = |at: usize| {
        let name = &body[at..];
        // What is longer is no name, and is not searched for each marker of a long line.
        name.len() <= REACH
            && !name.contains(['，', '。', '；'])
            && line.as_ref().is_some_and(|m| m.shape <= Shape::Article)
    };
    let mut run: BTreeMap<Shape, u32> = opening.iter().map(|m| (m.shape, m.number)).collect();
    let mut above = opening.map(|m| m.shape);
    let mut keep = vec![false; found.len()];
    for (k, inner) in found.iter().enumerate() {
        let (shape, number) = (inner.marker.shape, inner.marker.number);
        let runs_on = run.get(&shape).is_some_and(|l| l + 1 == number);
        let carries_on = runs_on || last(shape).is_some_and(|l| l + 1 == number);
        let between = carries_on && is_next(shape, number + 1);
        let followed = |stop: &[char]| {
            let mut ahead = found[k + 1..].iter().take(AHEAD);
            ahead
                .find(|i| i.marker.shape == shape)
                .is_some_and(|i| i.marker.number == number + 1 && stop.contains(&i.stop))
        };
        let begins = number == 1 && is_next(shape, 2);
        let under_heading = above.is_some_and(|s| s < Shape::Article);
        keep[k] = match shape {
            Shape::Article if under_heading => inner.marker.clear,
            Shape::Article if inner.stop == ' ' => {
                inner.marker.clear && number == 1 && followed(&['。', '！'])
            }
            Shape::Article => {
                inner.marker.clear && (carries_on || begins || number == 1 && followed(&['。']))
                    || between
            }
            s if s < Shape::Article => {
                (carries_on || number == 1)
                    && (inner.marker.clear && heading_over(&body[inner.at..]).is_some()
                        || inner.stop != ' ' && over_article(inner.at))
            }
            Shape::Han => {
                inner.stop != ' '
                    && (runs_on
                        || between
                        || begins
                        || number == 1
                            && matches!(inner.stop, '。' | '：')
                            && followed(&['。', '！']))
            }
            // Points of running text are no provisions.
            s if s.is_loose() || matches!(s, Shape::Decimal(_)) => false,
            _ if number > 1 => runs_on || between,
            _ => {
                let item = shape == Shape::HanBracket && listed && inner.stop == '：';
                // A heading, and its list of sentences: 二、任务。（一）…。（二）…。
                let under = inner.stop == '。' && above.is_some_and(|s| s < shape && !s.is_loose());
                begins || item && followed(&['；', '。']) || under && followed(&['。'])
            }
        };
        if keep[k] {
            run.insert(shape, number);
            above = Some(shape);
        }
    }
    let mut kept = keep.into_iter();
    found.retain(|_| kept.next().unwrap_or(false));
    found
}

/// What looks like a marker behind the end of a sentence or clause, outside quotations.
fn candidates(body: &str, from: usize) -> Vec<Inner> {
    let mut found = Vec::new();
    if body.len() < SHORTEST {
        return found;
    }
    // How many quotations are open where the last marker may stand, and where that is.
    let (mut depth, mut quoted) = (0_u32, from);
    for (at, stop) in stops(&body[from..]) {
        let behind = &body[from + at + stop.len_utf8()..];
        if stop == ' ' && !behind.starts_with('第') {
            continue;
        }
        let rest = behind.trim_start_matches(' ');
        if !rest.starts_with(marker::may_begin) {
            continue;
        }
        let at = body.len() - rest.len();
        for (_, mark) in body[quoted..at].match_indices(['“', '”']) {
            depth = match mark {
                "“" => depth + 1,
                _ => depth.saturating_sub(1),
            };
        }
        quoted = at;
        if depth > 0 {
            continue;
        }
        // The space behind a stop is met again; the stop tells more.
        if found.last().is_some_and(|i: &Inner| i.at == at) {
            continue;
        }
        let rest = start(rest, REACH);
        if let Some(marker) = marker::read(rest).or_else(|| heading_over(rest)) {
            found.push(Inner { at, marker, stop });
        }
    }
    // A row of a table is cut into cells, not into provisions.
    if !found.is_empty() && body.contains('\t') {
        found.clear();
    }
    found
}

/// The ends of sentences and clauses and the spaces of `text`.
///
/// Every byte of a corpus goes through here, so bytes are compared, not characters.
fn stops(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b' ', 0xe3, 0xef, bytes).filter_map(|at| {
        let stop = match bytes[at..] {
            [b' ', ..] => ' ',
            [0xe3, 0x80, 0x82, ..] => '。',
            [0xef, 0xbc, 0x9b, ..] => '；',
            [0xef, 0xbc, 0x9a, ..] => '：',
            [0xef, 0xbc, 0x81, ..] => '！',
            _ => return None,
        };
        Some((at, stop))
    })
}

/// The start of `text`, at most `most` bytes.
fn start(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The lines that go on with a quotation which a line before them opens, as the decision to amend
/// a law quotes its new articles: `from` and the line after the last, in order.
pub(super) fn quotations(
    view: &str,
    lines: &[Line],
    from: usize,
    to: usize,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (Some(first), Some(last)) = (lines.get(from), lines.get(to.saturating_sub(1))) else {
        return found;
    };
    if first.all.start >= last.all.end {
        return found;
    }
    let text = &view[first.all.start..last.all.end];
    if !opens_after_colon(text) || !signs::amends(text) {
        return found;
    }
    let balance = |i: usize| {
        let body = lines[i].of(view);
        body.matches('“').count() as i64 - body.matches('”').count() as i64
    };
    let mut i = from;
    while i < to {
        let open = balance(i);
        if open > 0
            && begins_quotation(view, lines, i, from)
            && let Some(end) = quotation_end(view, lines, i, to, open, &balance)
        {
            found.push((i + 1, end));
            i = end;
            continue;
        }
        i += 1;
    }
    found
}

/// Whether some quotation of `text` stands after a colon. Few texts have one, and most that have
/// none are told by the first byte of the mark, which few other characters share.
fn opens_after_colon(text: &str) -> bool {
    memchr::memchr_iter(0xe2, text.as_bytes())
        .any(|at| text[at..].starts_with('“') && text[..at].trim_end().ends_with(['：', ':']))
}

/// Whether the open quotation mark of line `i` stands after a colon, as a quoted provision does.
fn begins_quotation(view: &str, lines: &[Line], i: usize, from: usize) -> bool {
    let body = lines[i].of(view);
    let Some(at) = body.rfind('“') else {
        return false;
    };
    if at > 0 {
        return body[..at].trim_end().ends_with(['：', ':']);
    }
    super::line::previous_filled(lines, from, i)
        .is_some_and(|n| lines[n].of(view).ends_with(['：', ':']))
}

fn quotation_end(
    view: &str,
    lines: &[Line],
    i: usize,
    to: usize,
    open: i64,
    balance: &impl Fn(usize) -> i64,
) -> Option<usize> {
    let mut depth = open;
    let end = to.min(i + 1 + QUOTATION);
    for (n, line) in lines.iter().enumerate().take(end).skip(i + 1) {
        let body = line.of(view);
        // Each paragraph of a quotation may open it again.
        if body.starts_with('“') {
            depth = balance(n);
        } else {
            // Another quotation begins: the close of this one was lost.
            if line.marker.is_some() && (body.contains("：“") || body.contains(":“")) {
                return None;
            }
            depth += balance(n);
        }
        if depth <= 0 {
            return Some(n + 1);
        }
    }
    None
}

/// Which marker after a line is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// That of the next filled line.
    Line,
    /// That of the next article, which may stand under a chapter.
    Article,
}

/// A marker after line `i`.
pub(super) fn marker_after(lines: &[Line], i: usize, to: usize, next: Next) -> Option<Marker> {
    let mut at = i;
    for _ in 0..12 {
        at = next_filled(lines, at + 1, to)?;
        let found = lines[at].marker;
        match next {
            Next::Line => return found,
            Next::Article => {
                if let Some(found) = found.filter(|m| m.shape == Shape::Article) {
                    return Some(found);
                }
            }
        }
    }
    None
}
