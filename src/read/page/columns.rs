//! Pages of two columns of running text, as in gazettes: the left column is read first.
//!
//! A table of two columns looks much the same, and there the rows must stay together. So a page
//! is read by columns only where both sides are filled with long lines throughout.

use super::Run;
use super::rows::{self, Row, is_blank};

/// Fewer rows with a gap in one place show nothing.
const ROWS: usize = 10;

/// The gutter between columns is at least this wide, in em. Cells of a table stand closer.
const GUTTER: f32 = 1.2;

/// Lines of running text fill this part of their column in the middle of cases.
const FILLED: f32 = 0.85;

/// … and have this many em.
const LONG: f32 = 10.0;

/// Rows in the order in which they are read, each with its column (0 for the whole width).
pub(super) fn in_reading_order(rows: Vec<Row>, width: f32) -> Vec<(u8, Row)> {
    let Some(gutter) = gutter(&rows, width) else {
        return rows.into_iter().map(|row| (0, row)).collect();
    };
    let mut ordered = Vec::new();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows {
        if row.runs.iter().any(|r| crosses(r, gutter)) {
            flush(&mut left, &mut right, &mut ordered);
            ordered.push((0, row));
            continue;
        }
        let (l, r) = row
            .runs
            .into_iter()
            .partition::<Vec<Run>, _>(|r| r.x < gutter);
        left.extend(l);
        right.extend(r);
    }
    flush(&mut left, &mut right, &mut ordered);
    ordered
}

/// Both columns above a line that spans the page are read before it.
fn flush(left: &mut Vec<Run>, right: &mut Vec<Run>, ordered: &mut Vec<(u8, Row)>) {
    for (column, runs) in [(1, left), (2, right)] {
        // Lines of two columns need not share baselines: they are grouped again on their own.
        let rows = rows::group(std::mem::take(runs));
        ordered.extend(rows.into_iter().map(|row| (column, row)));
    }
}

fn crosses(run: &Run, at: f32) -> bool {
    !is_blank(run) && run.x < at && run.x + run.width > at
}

/// The place of the gutter where the page is one of two columns of text.
fn gutter(rows: &[Row], width: f32) -> Option<f32> {
    let left = rows.iter().map(Row::left).min_by(f32::total_cmp)?;
    let right = rows
        .iter()
        .flat_map(|row| &row.runs)
        .filter(|r| !is_blank(r))
        .map(|r| r.x + r.width)
        .max_by(f32::total_cmp)?;
    let (from, across) = if width > 0.0 {
        (0.0, width)
    } else {
        (left, right - left)
    };
    let middle = from + across * 0.35..from + across * 0.65;
    // Where gaps begin (+1) and end (-1).
    let mut borders: Vec<(f32, i32)> = Vec::new();
    for row in rows {
        let mut end = f32::INFINITY;
        for run in row.runs.iter().filter(|r| !is_blank(r)) {
            let begins = end.max(middle.start);
            let ends = run.x.min(middle.end);
            if ends - begins >= GUTTER * run.size {
                borders.push((begins, 1));
                borders.push((ends, -1));
            }
            let last = run.x + run.width;
            end = if end.is_finite() { end.max(last) } else { last };
        }
    }
    borders.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (mut open, mut most) = (0, 0);
    let mut best = None;
    for pair in borders.windows(2) {
        open += pair[0].1;
        if open > most {
            most = open;
            best = Some((pair[0].0, pair[1].0));
        }
    }
    let (begins, ends) = best?;
    let at = f32::midpoint(begins, ends);
    let parted = usize::try_from(most).ok()?;
    let crossing = rows
        .iter()
        .filter(|row| row.runs.iter().any(|r| crosses(r, at)))
        .count();
    if parted < ROWS || parted < 2 * crossing {
        return None;
    }
    let (mut lefts, mut rights, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let (l, r): (Vec<&Run>, Vec<&Run>) = row
            .runs
            .iter()
            .filter(|r| !is_blank(r))
            .partition(|r| r.x < at);
        let ink = |runs: &[&Run]| runs.iter().map(|r| r.width).sum::<f32>();
        if !l.is_empty() && !r.is_empty() && !row.runs.iter().any(|r| crosses(r, at)) {
            lefts.push(ink(&l));
            rights.push(ink(&r));
            sizes.push(row.size());
        }
    }
    let size = median(&mut sizes)?;
    let filled = |ink: f32, width: f32| ink >= FILLED * width && ink >= LONG * size;
    (ends - begins >= GUTTER * size
        && filled(median(&mut lefts)?, begins - left)
        && filled(median(&mut rights)?, right - ends))
    .then_some(at)
}

fn median(values: &mut [f32]) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}
