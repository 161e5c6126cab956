//! Runs on one baseline are a row.

use super::Run;

/// Baselines of one row differ by less than this part of the smaller type. Lines of running text
/// are at least a whole em apart.
const SAME_BASELINE: f32 = 0.35;

/// Type of at most this part of its neighbour's size may be raised or lowered: a note mark.
const RAISED_SIZE: f32 = 0.8;

/// A raised mark has at most this many characters (`[12]`); more is a line of small type.
const RAISED_CHARACTERS: usize = 4;

/// Copies of a glyph that are closer than this part of an em are one glyph, printed twice for a
/// bolder look.
const OVERPRINT: f32 = 0.12;

/// How many runs before it a run is compared with when copies are looked for. A bound, so that a
/// page with all its glyphs in one spot costs no more than another.
const LOOK_BACK: usize = 16;

/// Runs on one baseline, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The prevailing baseline.
    y: f32,
    /// At least one.
    pub(super) runs: Vec<Run>,
}

impl Row {
    /// Where its first visible glyph stands.
    pub(super) fn left(&self) -> f32 {
        let first = self.runs.iter().find(|r| !is_blank(r));
        first.or(self.runs.first()).map_or(0.0, |r| r.x)
    }

    /// The size of type that takes most of its width.
    pub(super) fn size(&self) -> f32 {
        let mut sizes: Vec<(f32, f32)> = self
            .runs
            .iter()
            .filter(|r| !is_blank(r))
            .map(|r| (r.size, r.width.max(0.1)))
            .collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = sizes.iter().map(|s| s.1).sum::<f32>() / 2.0;
        let mut passed = 0.0;
        for (size, width) in &sizes {
            passed += width;
            if passed >= half {
                return *size;
            }
        }
        self.runs.first().map_or(1.0, |r| r.size)
    }
}

/// Whether a run prints nothing.
pub(super) fn is_blank(run: &Run) -> bool {
    run.text.chars().all(char::is_whitespace)
}

/// A run as it can be placed: finite numbers, a type size, text without control characters;
/// `None` where there is no text.
pub(super) fn placed(run: &Run) -> Option<Run> {
    let finite = |value: f32| {
        if value.is_finite() {
            value.clamp(-1e6, 1e6)
        } else {
            0.0
        }
    };
    let text: String = run
        .text
        .chars()
        .filter_map(|c| match c {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                Some(' ')
            }
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    if text.is_empty() {
        return None;
    }
    let size = finite(run.size).abs();
    Some(unpadded(Run {
        x: finite(run.x),
        y: finite(run.y),
        size: if size > 0.01 { size } else { 1.0 },
        width: finite(run.width).max(0.0),
        text,
    }))
}

/// A run whose blanks at its start are part of the distance to the left instead: where a line
/// begins is where its first glyph stands.
fn unpadded(mut run: Run) -> Run {
    let visible = run.text.trim_start();
    let blanks = run.text.len() - visible.len();
    if blanks == 0 || visible.is_empty() {
        return run;
    }
    let measure = |text: &str| text.chars().map(share).sum::<f32>();
    let before = run.width * measure(&run.text[..blanks]) / measure(&run.text).max(0.1);
    run.x += before;
    run.width -= before;
    run.text.drain(..blanks);
    run
}

/// Roughly how wide a character is, in em.
fn share(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// The rows of runs, from top to bottom.
pub(super) fn group(mut runs: Vec<Run>) -> Vec<Row> {
    runs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Row> = Vec::new();
    // Of the row being filled: number of runs and its smallest type.
    let (mut count, mut smallest) = (0.0, 0.0_f32);
    for run in runs {
        match rows.last_mut() {
            Some(row) if run.y - row.y <= SAME_BASELINE * run.size.min(smallest) => {
                row.y = (row.y * count + run.y) / (count + 1.0);
                count += 1.0;
                smallest = smallest.min(run.size);
                row.runs.push(run);
            }
            _ => {
                (count, smallest) = (1.0, run.size);
                rows.push(Row {
                    y: run.y,
                    runs: vec![run],
                });
            }
        }
    }
    for row in &mut rows {
        row.runs.sort_by(|a, b| a.x.total_cmp(&b.x));
        without_overprint(&mut row.runs);
    }
    with_raised_marks(rows)
}

fn without_overprint(runs: &mut Vec<Run>) {
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs.drain(..) {
        let near = (OVERPRINT * run.size).min(run.width / 2.0).max(0.01);
        let copy = kept
            .iter()
            .rev()
            .take(LOOK_BACK)
            .take_while(|k| run.x - k.x <= near)
            .any(|k| k.text == run.text && (k.size - run.size).abs() <= 0.1 * run.size);
        if !copy || is_blank(&run) {
            kept.push(run);
        }
    }
    *runs = kept;
}

/// Puts raised and lowered marks into the row whose words they touch.
fn with_raised_marks(mut rows: Vec<Row>) -> Vec<Row> {
    let sizes: Vec<f32> = rows.iter().map(Row::size).collect();
    for at in 0..rows.len() {
        for other in [at + 1, at.wrapping_sub(1)] {
            if rows.get(other).is_none_or(|row| row.runs.is_empty())
                || sizes[at] > RAISED_SIZE * sizes[other]
            {
                continue;
            }
            let lower = rows[at].y - rows[other].y;
            if !(-0.7 * sizes[other]..=0.4 * sizes[other]).contains(&lower) {
                continue;
            }
            let small = std::mem::take(&mut rows[at].runs);
            let mut stay = Vec::new();
            let mut moved = Vec::new();
            for mark in marks(small) {
                let touches = touches(&rows[other].runs, &mark, sizes[other]);
                let characters: usize = mark.iter().map(|r| r.text.chars().count()).sum();
                if touches && characters <= RAISED_CHARACTERS {
                    moved.extend(mark);
                } else {
                    stay.extend(mark);
                }
            }
            rows[at].runs = stay;
            if !moved.is_empty() {
                rows[other].runs.extend(moved);
                rows[other].runs.sort_by(|a, b| a.x.total_cmp(&b.x));
            }
        }
    }
    rows.retain(|row| !row.runs.is_empty());
    rows
}

/// Runs that follow each other closely, as one mark each.
fn marks(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut marks: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match marks.last_mut() {
            Some(mark)
                if mark
                    .last()
                    .is_some_and(|l| run.x - (l.x + l.width) < run.size) =>
            {
                mark.push(run);
            }
            _ => marks.push(vec![run]),
        }
    }
    marks
}

/// Whether a mark stands right after or right before a run of the row.
fn touches(row: &[Run], mark: &[Run], em: f32) -> bool {
    let (Some(first), Some(last)) = (mark.first(), mark.last()) else {
        return false;
    };
    let next = row.partition_point(|r| r.x <= first.x);
    let after = next
        .checked_sub(1)
        .is_some_and(|p| first.x - (row[p].x + row[p].width) < 0.4 * em);
    let before = row
        .get(next)
        .is_some_and(|r| r.x - (last.x + last.width) < 0.4 * em);
    after || before
}
