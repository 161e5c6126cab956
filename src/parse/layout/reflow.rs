//! Texts whose lines were joined in part: what is left of the printed lines is broken after one,
//! two or more of them, often with a blank line after each.

use super::rows::Row;
use crate::parse::marker;

/// Lines that break off, for a text to be judged.
pub(super) const BROKEN: usize = 8;
const NARROWEST: usize = 44;
const WIDEST: usize = 100;

/// How the lines of a text break off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reflow {
    /// Columns of a printed line.
    pub(super) columns: usize,
    /// Whether a blank line stands after every line.
    pub(super) spaced: bool,
}

impl Reflow {
    /// Whether a line of this width may end where a printed line ended; the first is shorter by
    /// its indentation, and each by a character that had no room.
    pub(super) fn fits(self, width: usize) -> bool {
        fits(self.columns, width)
    }
}

fn fits(columns: usize, width: usize) -> bool {
    let over = width % columns;
    width + 7 >= columns && (over <= 3 || over + 7 >= columns)
}

/// Whether words break off in the middle of a clause.
pub(super) fn is_broken(words: &str) -> bool {
    words
        .chars()
        .next_back()
        .is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '，' | '、'))
}

/// Whether words have clauses.
pub(super) fn is_prose(words: &str) -> bool {
    words.contains(['，', '。', '；', '、', '：'])
}

/// Whether a marked line may be a heading, which ends without a mark.
pub(super) fn may_be_heading(words: &str) -> bool {
    marker::read(words).is_some_and(|m| m.shape != marker::Shape::Article) && !words.contains('。')
}

/// What a text shows of this; `None` where lines break off nowhere or anywhere.
pub(super) fn reflow(view: &str, rows: &[Row]) -> Option<Reflow> {
    let filled: Vec<usize> = (0..rows.len())
        .filter(|r| !rows[*r].is_blank() && rows[*r].gone.is_none())
        .collect();
    let broken: Vec<&Row> = filled
        .iter()
        .map(|r| &rows[*r])
        .filter(|r| !r.apart && r.width + 7 >= NARROWEST)
        .filter(|r| is_broken(r.words(view)) && !may_be_heading(r.words(view)))
        .collect();
    let prose = broken.iter().filter(|r| is_prose(r.words(view))).count();
    // Names and titles break off too, but have no clauses.
    if broken.len() < BROKEN || prose * 100 < broken.len() * 60 {
        return None;
    }
    let widths: Vec<usize> = broken.iter().map(|r| r.width).collect();
    let fitting = |columns: usize| widths.iter().filter(|w| fits(columns, **w)).count();
    let columns = (NARROWEST..=WIDEST).max_by_key(|c| (fitting(*c), *c))?;
    let doubled = filled.windows(2).filter(|w| w[1] - w[0] == 2).count();
    (fitting(columns) * 100 >= widths.len() * 85).then_some(Reflow {
        columns,
        spaced: doubled * 100 >= (filled.len() - 1) * 90,
    })
}
