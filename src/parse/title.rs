//! Titles: over how many lines they run, and what is none.

use super::element::{is_addressee, number_line};
use super::header::is_header;
use super::line::{Line, letters, next_filled, reads, squeezed};
use super::{day, marker, metadata, organ, words};
use crate::document::DocNumber;
use crate::shipped::pattern;
use regex::Regex;
use std::sync::LazyLock;

/// A number in brackets at the end of a title.
static TITLE_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[（(](?P<n>[^（）()]{4,30}[号號])[）)]$"));

/// The title that begins at line `i` (of an attachment or a carried document) and the line after
/// it, where there is one.
pub(super) fn title_at(view: &str, lines: &[Line], i: usize, to: usize) -> Option<(String, usize)> {
    let (text, end) = title(view, &lines[..to.min(lines.len())], i, true)?;
    Some((bare(&text), end))
}

/// The number in brackets that ends a title, and where its bracket begins.
pub(super) fn title_number(text: &str) -> Option<(usize, DocNumber)> {
    let c = TITLE_NUMBER.captures(text)?;
    let number = DocNumber::parse(&c["n"])?;
    Some((c.get(0)?.start(), number))
}

/// A title from line `i` on, and the line after it.
///
/// It runs over lines until it ends as titles end (…的通知, …条例). A line that does not is a
/// title only where the masthead goes on after it, or where it stands short over the text.
pub(super) fn title(
    view: &str,
    lines: &[Line],
    i: usize,
    numbered: bool,
) -> Option<(String, usize)> {
    let first = lines[i].of(view);
    if !may_be_title(first) || first.chars().count() > 160 {
        return None;
    }
    let mut text = first.to_owned();
    let mut last = i;
    let mut best = None;
    // 关于… ends with the name of an official document; a word like 制度 on the way is not its end.
    let mut weak = None;
    for _ in 0..6 {
        let next = next_filled(lines, last + 1, lines.len());
        let following = next.map(|n| lines[n].of(view)).unwrap_or_default();
        let complete = is_complete(&text);
        if complete && words::is_long_title(&text) && !words::is_official(&text) {
            weak.get_or_insert((text.clone(), last + 1));
        } else if complete {
            best = Some((text.clone(), last + 1));
            // 转发…意见 / 的通知: the end of an inner title.
            if !following.starts_with(['的', '和', '及', '、']) || !is_complete(following) {
                break;
            }
        }
        let Some(next) = next else { break };
        if following.chars().count() > 60
            || !may_be_title(following)
            || following.contains(['：', '，'])
            || number_line(following).is_some()
            || is_header(following)
        {
            break;
        }
        // A space keeps names of organs on two lines apart; layout spaces go later.
        text.push(' ');
        text.push_str(following);
        last = next;
    }
    if let Some((text, end)) = best.or(weak) {
        // A sentence that a line break cut goes on with its punctuation.
        let cut = next_filled(lines, end, lines.len()).is_some_and(|n| {
            lines[n]
                .of(view)
                .starts_with(['。', '，', '；', '、', '：'])
        });
        if cut {
            return None;
        }
        let alone = next_filled(lines, end, lines.len()).is_none();
        let named = text.starts_with(['《', '〈'])
            || text.starts_with("关于")
            || crate::document::Agencies::standard().is_known(&text)
            || !organ::of_title(&text).is_empty();
        return (!alone || named).then_some((text, end));
    }
    let next = next_filled(lines, i + 1, lines.len())?;
    let following = lines[next].of(view);
    let quoted = first.starts_with('《') && first.ends_with('》');
    let goes_on = number_line(following).is_some() || is_header(following);
    let third = next_filled(lines, next + 1, lines.len()).is_some();
    let stands_over = third
        && first.chars().count() <= 60
        && !first.starts_with('（')
        && !first.contains([' ', '，', '；'])
        && (following.ends_with(['。', '：', '；']) || marker::read(following).is_some())
        && (following.chars().count() > first.chars().count() || marker::read(following).is_some())
        && !is_addressee(first);
    (quoted
        || goes_on
        || (stands_over && !numbered_only(first))
        || (numbered && is_header(following)))
    .then(|| (first.to_owned(), i + 1))
}

fn numbered_only(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || c.is_ascii_punctuation())
}

/// Whether a line can be a title or a part of one by its form.
fn may_be_title(line: &str) -> bool {
    let plain = line.trim_end_matches(['）', '》']);
    !line.is_empty()
        && !line.contains(['\t', '。', '；', '!', '！'])
        && !plain.ends_with(['：', '，', '、', ':', ',', '；'])
        && marker::read(line).is_none()
        && words::key_value(line).is_none()
        && !words::is_furniture(line)
        && !reads(line, "目录")
        && !line.starts_with(['附', '【', '—'])
        && day::leading(line).is_none_or(|(span, _)| span.end < line.len())
}

/// Whether a text ends as titles end, with all its brackets and marks closed.
fn is_complete(text: &str) -> bool {
    let balanced = || {
        [('《', '》'), ('〈', '〉'), ('（', '）'), ('<', '>')]
            .iter()
            .all(|(open, close)| text.matches(*open).count() == text.matches(*close).count())
    };
    let last = letters(text).next_back();
    if !last.is_some_and(|c| c == ')' || words::may_end_title(c)) {
        return false;
    }
    let plain = squeezed(text);
    let without_number = TITLE_NUMBER.replace(&plain, "");
    words::genre(&without_number).is_some() && balanced()
}

/// Whether `text` is by itself the title of an official document.
pub(super) fn is_whole_title(text: &str) -> bool {
    may_be_title(text) && is_complete(text) && words::is_official(text)
}

/// A title as it is named: without outer book-title marks and layout spaces.
pub(super) fn bare(text: &str) -> String {
    let text = unspaced(text);
    let inner = text
        .strip_prefix('《')
        .and_then(|t| t.strip_suffix('》'))
        .filter(|t| !t.contains(['《', '》']));
    inner.unwrap_or(&text).to_owned()
}

/// The line after the title where it stands once more over the text, maybe over several lines.
pub(super) fn title_again(
    view: &str,
    lines: &[Line],
    i: usize,
    title: Option<&str>,
) -> Option<usize> {
    let mut rest = metadata::folding(title?);
    let mut at = i;
    for _ in 0..4 {
        let n = next_filled(lines, at, lines.len())?;
        if !metadata::folding(lines[n].of(view)).all(|c| rest.next() == Some(c)) {
            return None;
        }
        at = n + 1;
        if rest.clone().next().is_none() {
            return Some(at);
        }
    }
    None
}

/// `text` without the spaces that layout put into it: none beside Chinese characters, apart from
/// one between two names of organs.
fn unspaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        let Some(next) = words.peek() else { break };
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let between_words = ascii(word.chars().next_back()) && ascii(next.chars().next());
        let last = out.rsplit(' ').next().unwrap_or_default();
        if between_words || organ::stand_side_by_side(last, next) {
            out.push(' ');
        }
    }
    out
}
