//! One row as text: where runs stand apart there is a space, or a tab between cells.

use super::Run;
use super::rows::{Row, is_blank};

/// A gap this wide, in em, stands between cells.
const CELL: f32 = 2.0;

/// A gap this wide parts words of letters; within a word letters touch.
const WORD: f32 = 0.17;

/// A gap this wide parts Chinese characters, which are set with up to a third of an em between
/// them in justified lines and beside letters and digits.
const CHARACTER: f32 = 0.6;

/// A typed space shows where it is at least this wide.
const TYPED: f32 = 0.1;

/// With this many gaps between single characters a line can be spaced out.
const SPACED_GAPS: usize = 3;

/// The text of a row without blanks at either end.
pub(super) fn row(row: &Row) -> String {
    let tracking = tracking(row);
    let mut text = String::new();
    let mut last: Option<&Run> = None;
    let mut typed = String::new();
    for run in &row.runs {
        if is_blank(run) {
            typed.push_str(&run.text);
            continue;
        }
        if let Some(last) = last {
            // A run may end in blanks of its own.
            let trimmed = text.trim_end().len();
            typed.insert_str(0, &text[trimmed..]);
            text.truncate(trimmed);
            text.push_str(&between(last, run, &typed, tracking));
        }
        typed.clear();
        text.push_str(&run.text);
        last = Some(run);
    }
    text.truncate(text.trim_end().len());
    text
}

/// What stands between two runs, given the blanks typed there.
fn between(last: &Run, next: &Run, typed: &str, tracking: f32) -> String {
    let em = last.size.max(next.size);
    let blank = last
        .text
        .chars()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    #[expect(clippy::cast_precision_loss, reason = "a handful of blanks")]
    let own = blank as f32 * 0.25 * last.size;
    let gap = next.x - (last.x + last.width) + own;
    let (Some(before), Some(after)) = (
        last.text.trim_end().chars().next_back(),
        next.text.chars().next(),
    ) else {
        return String::new();
    };
    // Blanks of full width are kept as they were typed: 第一章　总则.
    if typed.contains('\u{3000}') {
        return typed.chars().filter(|c| *c == '\u{3000}').collect();
    }
    if gap >= CELL * em && gap - tracking >= (CELL - 0.5) * em {
        return "\t".to_owned();
    }
    let least = if !typed.is_empty() {
        TYPED
    } else if is_letter(before) && is_letter(after) {
        WORD
    } else {
        CHARACTER
    };
    let own_tracking = if typed.is_empty() { tracking } else { 0.0 };
    if gap - own_tracking >= least * em {
        " ".to_owned()
    } else {
        String::new()
    }
}

/// Whether words of such characters are parted by spaces.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2E80}' || c.is_ascii_punctuation()
}

/// How far the single characters of a spaced-out line stand apart throughout, in points: a title
/// or signature that is spread over the line has no spaces in it.
fn tracking(row: &Row) -> f32 {
    let visible: Vec<&Run> = row.runs.iter().filter(|r| !is_blank(r)).collect();
    let mut gaps: Vec<f32> = visible
        .windows(2)
        .filter(|pair| pair.iter().all(|run| run.text.chars().nth(1).is_none()))
        .map(|pair| pair[1].x - (pair[0].x + pair[0].width))
        .collect();
    if gaps.len() < SPACED_GAPS || gaps.len() * 2 < visible.len() {
        return 0.0;
    }
    gaps.sort_by(f32::total_cmp);
    let median = gaps[gaps.len() / 2];
    // Cells of one character each stand further apart.
    if median >= CELL * visible[0].size {
        return 0.0;
    }
    // Most gaps must be alike: those of words and justified lines are not.
    let alike = gaps
        .iter()
        .filter(|g| (**g - median).abs() <= 0.25 * visible[0].size)
        .count();
    if alike * 4 >= gaps.len() * 3 {
        median.max(0.0)
    } else {
        0.0
    }
}
