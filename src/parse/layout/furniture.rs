//! Page numbers and running heads of a text whose pages are not known.
//!
//! A number stands for a page only in a series: on the next page the next one, about as many
//! lines further on.

use super::gate::may_be_page;
use super::measure::{Measures, is_closed};
use super::rows::{Row, columns};
use crate::shipped::pattern;
use crate::text::RepairKind;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Lines of text that a page has at least, and at most.
const SHORTEST: usize = 8;
const LONGEST: usize = 120;
/// Numbers that make a series.
pub(super) const SERIES: usize = 3;
/// Places of the number before that are tried, the nearest first.
const TRIED: usize = 4;
/// A running head is at most this long, in characters.
pub(super) const HEAD: usize = 40;

/// — 3 —, - 3 -, 第3页, 第 3 页 共 10 页, 第3页/共10页
static DECORATED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[—–\-－─·]{1,2}[ ]?[0-9]{1,4}[ ]?[—–\-－─·]{1,2}|第[ ]?[0-9]{1,4}[ ]?页(?:[ ，,/／（]{0,3}共[ ]?[0-9]{1,4}[ ]?页[ ）]?)?)$",
    )
});

/// The number that a line is or begins with, and the space after it.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?P<n>[0-9](?:[ ]?[0-9]){0,2}|[ivx]{1,6}|[IVX]{1,6})(?P<gap>[ ]*)")
});

/// Whether a number of a page can begin with `first`.
pub(super) fn begins_number(first: char) -> bool {
    matches!(first, '0'..='9' | 'i' | 'v' | 'x' | 'I' | 'V' | 'X')
}

/// What after a number makes it a figure, a marker or a part of a word.
pub(super) const FIGURE: [char; 68] = [
    '.', '．', '、', '）', ')', ',', '，', '。', '；', '：', ':', '-', '—', '–', '～', '~', '/',
    '%', '％', '‰', '°', '℃', '+', '×', '*', '=', '>', '<', '≥', '≤', '年', '月', '日', '时', '分',
    '秒', '个', '万', '亿', '千', '百', '元', '米', '公', '吨', '人', '项', '次', '条', '款', '号',
    '级', '类', '种', '岁', '届', '期', '天', '周', '所', '家', '名', '位', '倍', '度', '至', '小',
    '平',
];

/// Marks lines that are a page number and say so.
pub(super) fn decorated(view: &str, rows: &mut [Row]) {
    for row in rows.iter_mut().filter(|r| !r.is_blank()) {
        let words = row.line.of(view);
        if words.len() <= 60 && may_be_page(words) && DECORATED.is_match(words) {
            row.gone = Some(RepairKind::PageNumber);
        }
    }
}

/// A line that may bear the number of a page.
struct Candidate<'v> {
    row: usize,
    /// Lines with words before it.
    place: usize,
    value: u32,
    roman: bool,
    /// Bytes of the number with the space after it.
    length: usize,
    /// What stands beside the number.
    rest: &'v str,
    /// Whether the line before it breaks off in the middle of a sentence.
    inside: bool,
    /// Whether the line before it begins with the number before.
    listed: bool,
    /// The candidate of the page before.
    before: Option<usize>,
}

/// Marks numbers of pages that stand in a series: alone, before a running head, or run into the
/// first line of the page.
pub(super) fn numbered(view: &str, rows: &mut [Row], measures: &Measures) {
    let mut candidates = candidates(view, rows, measures);
    heads(&candidates, rows);
    link(&mut candidates);
    // Whose number goes on is nearer to a page number than what nothing follows.
    let mut last = vec![true; candidates.len()];
    for candidate in &candidates {
        if let Some(before) = candidate.before {
            last[before] = false;
        }
    }
    let mut taken = vec![false; candidates.len()];
    for end in (0..candidates.len()).rev().filter(|c| last[*c]) {
        let mut series = Vec::new();
        let mut at = Some(end);
        while let Some(here) = at.filter(|c| !taken[*c]) {
            series.push(here);
            at = candidates[here].before;
        }
        let inside = series.iter().filter(|c| candidates[**c].inside).count();
        if series.len() < SERIES || inside * 3 < series.len() {
            continue;
        }
        for here in series {
            taken[here] = true;
            let candidate = &candidates[here];
            let row = &mut rows[candidate.row];
            if row.gone.is_some() || candidate.listed {
                continue;
            }
            if candidate.rest.is_empty() {
                row.gone = Some(RepairKind::PageNumber);
            } else {
                row.number = candidate.length;
                row.width -= columns(&view[row.line.body.start..][..candidate.length]);
            }
        }
    }
}

fn candidates<'v>(view: &'v str, rows: &[Row], measures: &Measures) -> Vec<Candidate<'v>> {
    let mut found: Vec<Candidate<'v>> = Vec::new();
    let mut place = 0usize;
    let mut before: Option<usize> = None;
    for (index, row) in rows.iter().enumerate() {
        if row.is_blank() {
            continue;
        }
        let previous = before.replace(index);
        place += 1;
        let words = row.line.of(view);
        if !words.starts_with(begins_number) {
            continue;
        }
        let Some(c) = NUMBERED.captures(words) else {
            continue;
        };
        let (number, rest) = (&c["n"], &words[c[0].len()..]);
        let plain = number.replace(' ', "");
        let roman = !plain.starts_with(|c: char| c.is_ascii_digit());
        // 10 可 may be a page and a word, 1 0 可 only a printer's spacing of the page.
        let letters = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        if rest.starts_with(FIGURE) || (letters && c["gap"].is_empty()) {
            continue;
        }
        let Some(value) = (if roman {
            from_roman(&plain)
        } else {
            plain.parse().ok()
        }) else {
            continue;
        };
        let inside = previous.is_some_and(|p| {
            measures.at(p).is_some_and(|m| {
                rows[p].width + 3 >= m.columns && !is_closed(rows[p].line.of(view))
            })
        });
        found.push(Candidate {
            row: index,
            place,
            value,
            roman,
            length: words.len() - rest.len(),
            rest,
            inside,
            listed: found
                .last()
                .is_some_and(|c| c.place + 1 == place && c.value + 1 == value),
            before: None,
        });
    }
    found
}

/// Lines that say the same beside a number that grows from page to page.
fn heads(candidates: &[Candidate<'_>], rows: &mut [Row]) {
    let mut heads: BTreeMap<&str, Vec<&Candidate<'_>>> = BTreeMap::new();
    for candidate in candidates {
        let rest = candidate.rest;
        if !rest.is_empty() && rest.chars().count() <= HEAD && !rest.contains(['。', '；', '，'])
        {
            heads.entry(rest).or_default().push(candidate);
        }
    }
    for lines in heads.values().filter(|l| l.len() >= SERIES) {
        let apart = lines
            .windows(2)
            .filter(|w| w[1].place - w[0].place >= SHORTEST)
            .count();
        let grows = lines
            .windows(2)
            .filter(|w| {
                w[1].roman == w[0].roman && (1..=2).contains(&(w[1].value.wrapping_sub(w[0].value)))
            })
            .count();
        // A list numbers its entries line by line; pages stand apart.
        if apart * 3 >= (lines.len() - 1) * 2 && grows * 3 >= (lines.len() - 1) * 2 {
            for line in lines {
                rows[line.row].gone = Some(RepairKind::RunningHead);
            }
        }
    }
}

/// Finds for every candidate the one of the page before: one number less, a page further up, as
/// far away as that is from its own.
fn link(candidates: &mut [Candidate<'_>]) {
    let mut places: BTreeMap<(bool, u32), Vec<usize>> = BTreeMap::new();
    for here in 0..candidates.len() {
        let (roman, value, place) = {
            let c = &candidates[here];
            (c.roman, c.value, c.place)
        };
        let before = value.checked_sub(1).and_then(|v| places.get(&(roman, v)));
        candidates[here].before = before
            .into_iter()
            .flat_map(|p| p.iter().rev().take(TRIED))
            .copied()
            .filter(|b| (SHORTEST..=LONGEST).contains(&(place - candidates[*b].place)))
            .min_by_key(|b| {
                let gap = place - candidates[*b].place;
                let usual = candidates[*b]
                    .before
                    .map_or(gap, |a| candidates[*b].place - candidates[a].place);
                (!candidates[*b].inside, gap.abs_diff(usual))
            });
        places.entry((roman, value)).or_default().push(here);
    }
}

/// The value of a short roman numeral in one case.
fn from_roman(text: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let lower = text.to_ascii_lowercase();
    let tens = lower.len() - lower.trim_start_matches('x').len();
    // ix, not x and i: what is left must be a numeral of its own.
    let (tens, rest) = match lower.get(tens..) {
        Some(rest) => (tens, rest),
        None => return None,
    };
    let ones = ONES.iter().position(|o| *o == rest)?;
    let value = u32::try_from(tens * 10 + ones).ok()?;
    (value > 0 && tens < 4).then_some(value)
}
