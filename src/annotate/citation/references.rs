//! Where a text names documents: titles and numbers, each number with the title it belongs to.

use super::article::{self, Articles};
use super::brackets::Title;
use crate::document::{DocNumber, Document, NumberKey, ProvisionKind};
use crate::span::Span;
use std::collections::BTreeSet;

/// A reference before its sentence is read.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// Title, number and article, in the view.
    pub(super) span: Span,
    pub(super) title: Option<Title>,
    pub(super) number: Option<DocNumber>,
    pub(super) articles: Vec<String>,
}

/// The titles and numbers of the text in order, a number joined to the title it belongs to.
pub(super) fn references(
    document: &Document,
    view: &str,
    titles: &[Title],
    numbers: Vec<(Span, DocNumber)>,
) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::with_capacity(titles.len() + numbers.len());
    let mut carried = BTreeSet::new();
    for c in &document.carried {
        if let Some(own) = &c.metadata.doc_number {
            let all = std::iter::once(own).chain(&own.joint);
            carried.extend(all.map(|n| (c.provision, n.key())));
        }
    }
    let mut titles = titles.iter().peekable();
    let mut numbers = numbers.into_iter().peekable();
    loop {
        let title_first = match (titles.peek(), numbers.peek()) {
            (Some(t), Some((n, _))) => t.outer.start <= n.start,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => break,
        };
        if title_first {
            let Some(&title) = titles.next() else { break };
            while numbers
                .next_if(|(n, _)| n.start < title.outer.end)
                .is_some()
            {} // numbers inside a title are the title's
            if out
                .last()
                .is_some_and(|last| last.span.end > title.outer.start)
            {
                continue; // the brackets of a number: 国发〈2011〉1号
            }
            let mut reference = Reference {
                span: title.outer,
                title: Some(title),
                number: None,
                articles: Vec::new(),
            };
            // 国发〔2012〕48号《意见》: the number before it.
            if let Some(last) = out.pop_if(|last| {
                last.title.is_none() && stands_before(view, last.span.end, title.outer)
            }) {
                reference.span.start = last.span.start;
                reference.number = last.number;
            } else if let Some(at) = issued_by(view, &out, title.outer.start) {
                // Its remark names others: the title alone stays a place of its own.
                reference.number = out.remove(at).number;
            }
            out.push(reference);
            continue;
        }
        let Some((span, number)) = numbers.next() else {
            break;
        };
        if out.last().is_some_and(|last| last.span.end > span.start) {
            continue;
        }
        // A number in brackets right behind a title is that title's, whatever the masthead has.
        let beside = out.last().and_then(|last| last.title).is_some_and(|t| {
            let gap = Span::new(t.outer.end, span.start).slice(view);
            gap.trim_start().starts_with('（') && gap.chars().count() <= 3
        });
        if !beside && is_own(document, view, span, &number, &carried) {
            continue;
        }
        if !join(view, &mut out, span, &number) {
            out.push(Reference {
                span,
                title: None,
                number: Some(number),
                articles: Vec::new(),
            });
        }
    }
    for index in 0..out.len() {
        let limit = out.get(index + 1).map_or(view.len(), |r| r.span.start);
        let end = out[index].span.end;
        let words = out[index].span.slice(view);
        let open = words
            .rfind(['（', '）'])
            .is_some_and(|at| words[at..].starts_with('（'));
        let behind = articles_behind(Span::new(end, limit).slice(view), open);
        out[index].span.end = end + behind.length;
        out[index].articles = behind.paths;
    }
    out
}

/// Gives a number in brackets to the title before it: `《意见》（国发〔2012〕48号）`, and the
/// numbers of one bracket to the titles of one row in turn.
fn join(view: &str, out: &mut [Reference], span: Span, number: &DocNumber) -> bool {
    let Some(last) = out.last() else {
        return false;
    };
    let Some(last_title) = last.title else {
        return false;
    };
    let gap = Span::new(last_title.outer.end, span.start).slice(view);
    // 《意见》精神（国办发〔2015〕71号）
    let bare = |words: &str| {
        matches!(
            words.trim(),
            "" | "精神" | "文件精神" | "文件" | "的通知" | "要求"
        )
    };
    let Some(open) = gap.find('（').filter(|at| bare(&gap[..*at])) else {
        return gap.trim().is_empty() && last.number.is_none() && set_number(out, span, number);
    };
    let inside = &gap[open + '（'.len_utf8()..];
    if inside.contains(['）', '。', '\n']) && !inside.ends_with(['、', '，', '和']) {
        return false;
    }
    if inside.len() > 120 {
        return false;
    }
    if last.number.is_none() {
        return set_number(out, span, number);
    }
    // A second number in one bracket: the row of titles takes them in order.
    let mut first = out.len() - 1;
    while first > 0
        && out[first - 1].title.is_some()
        && out[first - 1].number.is_none()
        && row_gap(
            Span::new(
                out[first - 1].span.end,
                out[first].title.map_or(0, |t| t.outer.start),
            )
            .slice(view),
        )
    {
        first -= 1;
    }
    if first == out.len() - 1 {
        return true; // two numbers of one document: the first stands
    }
    for at in first..out.len() - 1 {
        if out[at].number.is_none() {
            out[at].number = out[at + 1].number.take();
        }
    }
    set_number(out, span, number)
}

fn set_number(out: &mut [Reference], span: Span, number: &DocNumber) -> bool {
    if let Some(last) = out.last_mut() {
        last.number = Some(number.clone());
        last.span = last.span.cover(span);
    }
    true
}

/// Whether two titles stand in one row.
fn row_gap(gap: &str) -> bool {
    gap.chars()
        .all(|c| matches!(c, '、' | '，' | '和' | '与' | '及' | '以' | ' '))
}

/// Whether a number that ends at `end` belongs to `title`.
fn stands_before(view: &str, end: usize, title: Span) -> bool {
    let gap = Span::new(end, title.start).slice(view);
    is_annex_that_ends(gap, &view[title.end..])
        || matches!(
            gap.trim(),
            "" | "文件"
                | "文"
                | "文件精神"
                | "印发的"
                | "文件印发的"
                | "号文件"
                | "发布的"
                | "公布的"
                | "颁布的"
        ) && !gap.contains('\n')
}

/// Which of `out` is the order that issued the title at `start`, with a remark on its later versions
/// between them: 第62号令发布（…第90号令修订，…第139号令修订）的《办法》.
fn issued_by(view: &str, out: &[Reference], start: usize) -> Option<usize> {
    /// The longest remark, in bytes.
    const LONGEST: usize = 480;
    let before = view[..start].strip_suffix("）的")?;
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(LONGEST))..];
    let open = before.len() - near.len() + near.rfind(['（', '）', '。', '\n'])?;
    let order = view[open..]
        .starts_with('（')
        .then(|| {
            ["发布", "公布", "颁布"]
                .iter()
                .find_map(|deed| view[..open].strip_suffix(deed))
        })
        .flatten()?;
    let at = out.iter().rposition(|r| r.span.start < open)?;
    let found = &out[at];
    (found.title.is_none() && found.span.end == order.len()).then_some(at)
}

/// Whether what ceases is the annex between a number and behind it: 第26号公告附件《名单》同时废止.
fn is_annex_that_ends(gap: &str, behind: &str) -> bool {
    /// How far, in characters, the word stands.
    const NEAR: usize = 12;
    matches!(gap.trim(), "附件" | "的附件") && {
        let near = behind.char_indices().nth(NEAR);
        let near = &behind[..near.map_or(behind.len(), |(at, _)| at)];
        let words = near.split(['。', '《', '\n']).next().unwrap_or_default();
        ["废止", "失效", "停止执行", "停止使用"]
            .iter()
            .any(|word| words.contains(word))
    }
}

/// The articles in `）第三条第二款` behind a reference, whose bracket may be `open`.
fn articles_behind(rest: &str, open: bool) -> Articles {
    let mut at = 0;
    if rest.starts_with('）') && open {
        at += '）'.len_utf8();
    }
    let closed = at;
    if let Some(joint) = rest[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '中' | '的'))
    {
        at += joint.len_utf8();
    }
    let mut found = article::read(&rest[at..]);
    found.length = if found.paths.is_empty() {
        closed
    } else {
        at + found.length
    };
    found
}

/// Whether a number is the document's own: in its masthead, or the same as its own.
///
/// `carried` holds the numbers of the carried documents with their provisions.
fn is_own(
    document: &Document,
    view: &str,
    span: Span,
    number: &DocNumber,
    carried: &BTreeSet<(usize, NumberKey)>,
) -> bool {
    if document
        .metadata
        .doc_number
        .as_ref()
        .is_some_and(|own| own.to_string() == number.to_string() || own.raw.contains(&number.raw))
    {
        return true;
    }
    let original = document.text.to_original(span);
    let place = document.provision_at(original.start);
    // A carried document bears its own number over its own text.
    let of_carried = place.is_some_and(|place| {
        std::iter::once(number)
            .chain(&number.joint)
            .any(|n| carried.contains(&(place, n.key())))
    });
    if of_carried {
        return true;
    }
    let in_masthead = place
        .and_then(|p| document.provisions.get(p))
        .is_some_and(|p| matches!(p.kind, ProvisionKind::Masthead | ProvisionKind::Signature));
    in_masthead || alone_on_line(view, span)
}

/// Whether a number fills its line: `（沪府办发〔2012〕40号）`.
fn alone_on_line(view: &str, span: Span) -> bool {
    let edge = |c: char| c.is_whitespace() || matches!(c, '（' | '）' | '〔' | '〕' | '(' | ')');
    let before = view[..span.start].trim_end_matches(|c: char| edge(c) && c != '\n');
    let after = view[span.end..].trim_start_matches(|c: char| edge(c) && c != '\n');
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}
