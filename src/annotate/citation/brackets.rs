//! Titles in book-title marks, nested and damaged ones too.

use crate::span::Span;
use crate::text::places;

/// The longest title, in characters; what runs on longer was never closed.
const LONGEST: usize = 220;
/// The deepest nesting read; a run of opening marks is not a title.
const DEEPEST: usize = 5;

/// A title in book-title marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// With its marks.
    pub(super) outer: Span,
    /// Without its marks.
    pub(super) inner: Span,
    /// Whether the marks are 《 》 and whole; other marks need a title that says it is one.
    pub(super) sure: bool,
}

/// The outermost titles of `view` in order, in linear time.
pub(super) fn find(view: &str) -> Vec<Title> {
    let mut found: Vec<Title> = Vec::new();
    let mut end = 0;
    for (start, _) in places(view, ["《", "〈", "<"]) {
        if start >= end
            && let Some(open) = view[start..].chars().next()
            && let Some(title) = read(view, start, open)
        {
            end = title.outer.end;
            found.push(title);
        }
    }
    found
}

fn read(view: &str, start: usize, open: char) -> Option<Title> {
    let first = start + open.len_utf8();
    if open == '<' && !view[first..].starts_with(is_han) {
        return None; // a tag or a comparison
    }
    let mut open_marks = vec![open];
    let (mut inner_end, mut breaks) = (None, 0);
    for (step, ch) in view[first..].char_indices().take(LONGEST) {
        let here = first + step;
        let after = here + ch.len_utf8();
        match ch {
            '《' | '〈' | '<' => {
                if open_marks.len() >= DEEPEST {
                    break;
                }
                open_marks.push(ch);
            }
            '》' | '〉' | '>' => {
                let matching = match open_marks.last() {
                    Some('《') => ch == '》',
                    _ => ch != '》',
                };
                // A mark of the wrong kind closes the inner title where more of the outer title
                // follows, else the outer one: 《关于印发〈办法》的通知》, 《关于印发〈办法》.
                if matching || (open_marks.len() > 1 && goes_on(&view[after..])) {
                    open_marks.pop();
                } else if !goes_on(&view[after..]) {
                    open_marks.clear();
                }
                if open_marks.is_empty() {
                    return titled(view, start, first..here, after, open == '《');
                }
                inner_end = Some(after);
            }
            '。' | '；' => break,
            '\n' => {
                breaks += 1;
                if breaks > 4 || open != '《' {
                    break;
                }
            }
            _ => {}
        }
    }
    if open != '《' {
        return None;
    }
    // Never closed: up to the inner title and the words that name its notice, or up to the
    // first stop.
    let end = match inner_end {
        Some(end) => end + notice_words(&view[end..]),
        None => {
            let rest = &view[first..];
            first
                + rest
                    .char_indices()
                    .take(60)
                    .find(|(_, c)| {
                        matches!(c, '，' | '。' | '；' | '、' | '\n' | '（' | '《' | '：')
                    })
                    .map(|(at, _)| at)?
        }
    };
    titled(view, start, first..end, end, false)
}

fn titled(
    view: &str,
    start: usize,
    inner: std::ops::Range<usize>,
    end: usize,
    sure: bool,
) -> Option<Title> {
    let words = &view[inner.clone()];
    (!words.trim().is_empty()).then_some(Title {
        outer: Span::new(start, end),
        inner: inner.into(),
        sure,
    })
}

/// Whether the words after a closing mark still belong to a title that is closed later:
/// `的通知》`.
fn goes_on(rest: &str) -> bool {
    for ch in rest.chars().take(24) {
        match ch {
            '》' | '〉' | '>' => return true,
            '《' | '〈' | '<' | '，' | '。' | '；' | '：' | '\n' => return false,
            _ => {}
        }
    }
    false
}

/// The length in bytes of `的通知`, `的决定` and the like at the start of `rest`.
fn notice_words(rest: &str) -> usize {
    let Some(name) = rest.strip_prefix('的') else {
        return 0;
    };
    [
        "通知", "决定", "意见", "函", "批复", "报告", "通告", "公告", "请示",
    ]
    .iter()
    .find(|word| name.starts_with(**word))
    .map_or(0, |word| '的'.len_utf8() + word.len())
}

/// Whether `ch` is a Chinese character.
pub(super) fn is_han(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<&str> {
        find(text).iter().map(|t| t.inner.slice(text)).collect()
    }

    #[test]
    fn titles_nest_and_survive_damage() {
        for (text, expected) in [
            ("根据《教育法》和《教师法》", vec!["教育法", "教师法"]),
            (
                "《关于修改〈义务教育法〉的决定》修正",
                vec!["关于修改〈义务教育法〉的决定"],
            ),
            (
                "《关于转发<学籍管理办法>的通知》要求",
                vec!["关于转发<学籍管理办法>的通知"],
            ),
            (
                "《关于印发《章程范本》的通知》（教发〔2011〕1号）",
                vec!["关于印发《章程范本》的通知"],
            ),
            (
                "《关于印发〈办法》的通知》执行",
                vec!["关于印发〈办法》的通知"],
            ),
            ("《关于印发〈办法〉》执行", vec!["关于印发〈办法〉"]),
            (
                "按照《关于印发《办法》的通知要求，做好",
                vec!["关于印发《办法》的通知"],
            ),
            ("按照《义务教育法，依法实施", vec!["义务教育法"]),
            ("《工作\n方案》", vec!["工作\n方案"]),
            ("<p>3 < 5</p>", vec![]),
            ("《》《 》", vec![]),
        ] {
            assert_eq!(titles(text), expected, "{text}");
        }
    }

    #[test]
    fn runs_of_marks_take_linear_time() {
        for mark in ["《", "〈", "<甲", "《》", "》", "《甲。"] {
            let text = mark.repeat(300_000);
            assert!(find(&text).len() <= 300_000);
        }
    }
}
