//! The left margin of a page, and which lines are indented against it.

use super::Line;
use std::collections::BTreeMap;

/// A line that begins at least this far right of the margin, in em, is indented. The usual
/// indent of a paragraph is two em; less comes from punctuation and loose setting.
const INDENT: f32 = 1.5;

/// Lines whose beginnings differ by less than this, in em, stand at one margin.
const SAME: f32 = 0.4;

/// With fewer lines a page shows no margin of its own.
const LINES: usize = 4;

/// The left margins of one page by column.
#[derive(Debug, Default)]
pub(super) struct Margins(BTreeMap<u8, f32>);

impl Margins {
    /// Whether a line of the page begins right of its margin.
    pub(super) fn indented(&self, line: &Line) -> bool {
        self.0
            .get(&line.column)
            .is_some_and(|margin| line.x - margin >= INDENT * line.size)
    }
}

/// The margins of each page. Where a page has only indented lines, or few, the other pages of its
/// side (left and right pages of a book may have margins of their own) show where text begins.
pub(super) fn of(pages: &[Vec<Line>]) -> Vec<Margins> {
    let mut sides = [BTreeMap::<u8, Vec<&Line>>::new(), BTreeMap::new()];
    for (number, lines) in pages.iter().enumerate() {
        for line in lines {
            sides[number % 2].entry(line.column).or_default().push(line);
        }
    }
    let sides = sides.map(|columns| {
        columns
            .into_iter()
            .filter_map(|(column, lines)| Some((column, margin(&lines)?)))
            .collect::<BTreeMap<u8, f32>>()
    });
    pages
        .iter()
        .enumerate()
        .map(|(number, lines)| {
            let mut columns: BTreeMap<u8, Vec<&Line>> = BTreeMap::new();
            for line in lines {
                columns.entry(line.column).or_default().push(line);
            }
            let margins = columns.into_iter().filter_map(|(column, lines)| {
                let usual = sides[number % 2].get(&column).copied();
                let own = margin(&lines)?;
                let em = lines.get(lines.len() / 2)?.size;
                let only_indented = usual.is_some_and(|u| {
                    let indent = (own - u) / em;
                    (INDENT..=2.0 + SAME * 2.0).contains(&indent)
                });
                if lines.len() < LINES || only_indented {
                    return Some((column, usual.unwrap_or(own)));
                }
                Some((column, own))
            });
            Margins(margins.collect())
        })
        .collect()
}

/// Where lines begin: the leftmost place that is shared by some of them. A single line further
/// left is a page number or a note in the margin.
fn margin(lines: &[&Line]) -> Option<f32> {
    let mut starts: Vec<(f32, f32)> = lines.iter().map(|l| (l.x, l.size)).collect();
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let enough = (starts.len() / 12).max(2).min(starts.len());
    let mut from = 0;
    for to in 0..starts.len() {
        while starts[to].0 - starts[from].0 > SAME * starts[to].1 {
            from += 1;
        }
        if to - from + 1 >= enough {
            return Some(starts[from].0);
        }
    }
    starts.first().map(|s| s.0)
}
