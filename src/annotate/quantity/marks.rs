//! What the marks around a name say: quotes before it, a remark in brackets, the number of a place.

use super::cues::is_word;
use super::name::{LONGEST, Names};
use crate::span::Span;

impl<'t> Names<'t> {
    /// The name with the quoted words that stand right before it: “名额分配”|计划.
    pub(super) fn quoted_before(&self, within: Span, name: &str) -> Option<&'t str> {
        let at = name.as_ptr() as usize - self.view.as_ptr() as usize;
        let head = Span::new(within.start, at.max(within.start)).slice(self.view);
        // “三农”的|投入
        let inside = head.strip_suffix('的').unwrap_or(head).strip_suffix('”')?;
        let open = inside.rfind('“')?;
        // “两个确保”和|“低保”的资金: the row is longer.
        let before = &inside[..open];
        // 城市|“低保”的资金: a noun before the quotes belongs to the name
        let near = &before[before.floor_char_boundary(before.len().saturating_sub(12))..];
        let noun = near.ends_with(is_word)
            && self.words.cut(near).last().is_some_and(|token| {
                let word = token.span.slice(near);
                !self.cues.of.leading.contains(word) && !self.cues.of.trailing.contains(word)
            });
        let plain = inside[open + '“'.len_utf8()..].chars().all(is_word)
            && !before.ends_with(['和', '、', '与', '及'])
            && !(noun && head.ends_with('的'))
            && name != "年";
        let whole = Span::new(within.start + open, at + name.len());
        let short = (4..=LONGEST).contains(&whole.slice(self.view).chars().count());
        (plain && short && !name.is_empty()).then(|| whole.slice(self.view))
    }
}

/// What stands before the bracket that ends `head`, where it holds a remark and no marker.
pub(super) fn remark_before(head: &str) -> Option<&str> {
    let inside = head.trim_end().strip_suffix(['）', ')'])?;
    let open = inside.rfind(['（', '('])?;
    let (before, remark) = inside.split_at(open);
    let words = remark.trim_start_matches(['（', '(']);
    let marker = words
        .chars()
        .all(|c| c.is_ascii_digit() || crate::numeral::is_numeral(c));
    (!marker && before.ends_with(is_word)).then_some(before)
}

/// Whether words are the number of a provision: 第二十九条.
pub(super) fn is_place(name: &str) -> bool {
    name.strip_prefix('第').is_some_and(|rest| {
        rest.chars()
            .all(|c| crate::numeral::is_numeral(c) || matches!(c, '条' | '款' | '项' | '章' | '节'))
    })
}

/// Whether words number a round of something: 第一轮.
pub(super) fn is_round(name: &str) -> bool {
    name.strip_prefix('第')
        .and_then(|rest| rest.strip_suffix(['轮', '批', '次', '期']))
        .is_some_and(|count| !count.is_empty() && count.chars().all(crate::numeral::is_numeral))
}
