//! The measure of a passage: how wide its lines are, and what parts its paragraphs.

use super::rows::Row;

/// Lines that are measured together with as many before and after them.
pub(super) const CHUNK: usize = 24;
/// Narrower lines are cells of a table, verses, or names.
pub(super) const NARROWEST: usize = 40;
const WIDEST: usize = 240;

/// What the lines around a place have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// Columns of a full line.
    pub(super) columns: usize,
    /// Columns that a good part of the full lines reach; first lines do not, where their
    /// indentation is lost.
    pub(super) edge: usize,
    /// Columns of space before lines that go on.
    pub(super) margin: usize,
    /// Whether paragraphs begin with more space than that.
    pub(super) indents: bool,
    /// Whether space stands before the line ends of paragraphs and before no other.
    pub(super) spaces: bool,
}

/// The measure at every line; `None` where lines are not wrapped.
pub(super) struct Measures {
    chunks: Vec<Option<Measure>>,
    /// The chunk of every line.
    of: Vec<usize>,
}

impl Measures {
    pub(super) fn at(&self, row: usize) -> Option<Measure> {
        self.chunks.get(*self.of.get(row)?).copied().flatten()
    }
}

/// Whether words end a sentence or a clause that a list may follow.
pub(super) fn is_closed(words: &str) -> bool {
    words
        .trim_end_matches(['”', '’', '）', '》', '」', '】', '〕'])
        .ends_with(['。', '！', '？', '；', '：', ':', ';', '!', '?', '…'])
}

pub(super) fn measures(view: &str, rows: &[Row], pages: bool) -> Measures {
    let measured: Vec<&Row> = rows.iter().filter(|r| !r.is_blank() && !r.apart).collect();
    let mut of = Vec::with_capacity(rows.len());
    let mut seen = 0usize;
    for row in rows {
        of.push(seen / CHUNK);
        seen += usize::from(!row.is_blank() && !row.apart);
    }
    let chunks = (0..=seen / CHUNK)
        .map(|chunk| {
            let from = chunk.saturating_sub(1) * CHUNK;
            let to = measured.len().min((chunk + 2) * CHUNK);
            measure(view, measured.get(from..to)?, pages)
        })
        .collect();
    Measures { chunks, of }
}

fn measure(view: &str, rows: &[&Row], pages: bool) -> Option<Measure> {
    let (columns, edge) = right_edge(rows)?;
    let least = if pages { 3 } else { 5 };
    let is_full = |r: &&&Row| r.width + 3 >= columns && r.width <= columns + 6;
    let full: Vec<&&Row> = rows.iter().filter(is_full).collect();
    let nearly = rows
        .iter()
        .filter(|r| r.width + 8 >= columns && r.width <= columns + 6)
        .count();
    let longer = rows.iter().filter(|r| r.width > columns + 8).count();
    let share = |part: usize, of: usize, percent: usize| part * 100 >= of * percent && of > 0;
    let is_prose = |r: &&&&Row| {
        r.line
            .of(view)
            .contains(['，', '。', '、', '；', '：', '《', ','])
    };
    let is_open =
        |r: &&&&Row| !is_closed(r.line.of(view)) && !r.line.of(view).ends_with(['，', '、', ',']);
    let prose = full.iter().filter(is_prose).count();
    let open = full.iter().filter(is_open).count();
    // A cluster of lines at the right edge that nothing passes, most of them prose, most of them
    // cut where no clause ends.
    let wrapped = full.len() >= least
        && share(full.len(), rows.len(), 10)
        && share(nearly, rows.len(), 15)
        && share(prose, full.len(), 60)
        && share(open, full.len(), 45)
        && share(rows.len() - longer, rows.len(), 90);
    if !wrapped {
        return None;
    }
    let margin = full.iter().map(|r| r.lead).min()?;
    let pairs = || rows.windows(2).map(|w| (w[0], w[1]));
    let ends = |r: &Row| r.width + 8 < columns && is_closed(r.line.of(view));
    let after = pairs().filter(|(a, _)| ends(a)).count();
    let indented = pairs()
        .filter(|(a, b)| ends(a) && b.lead >= margin + 2)
        .count();
    let last = rows.iter().filter(|r| ends(r)).count();
    let last_spaced = rows.iter().filter(|r| ends(r) && r.spaced).count();
    let inner = full.iter().filter(is_open).count();
    let inner_spaced = full.iter().filter(|r| is_open(r) && r.spaced).count();
    Some(Measure {
        columns,
        edge,
        margin,
        indents: after >= (if pages { 2 } else { 4 }) && share(indented, after, 80),
        spaces: last >= 3 && share(last_spaced, last, 90) && share(inner - inner_spaced, inner, 90),
    })
}

/// The width that most lines share, and the largest one that many of them have.
fn right_edge(rows: &[&Row]) -> Option<(usize, usize)> {
    const HANGING: usize = 6;
    let mut counts = [0usize; WIDEST + HANGING + 2];
    for row in rows.iter().filter(|r| r.width <= WIDEST) {
        counts[row.width] += 1;
    }
    let about = |w: usize| counts[w - 1] + counts[w] + counts[w + 1];
    let columns = (NARROWEST..=WIDEST).max_by_key(|w| (about(*w), counts[*w], *w))?;
    let edge = (columns..=columns + HANGING)
        .rev()
        .find(|w| counts[*w] > 0 && about(*w) * 4 >= about(columns))
        .unwrap_or(columns);
    Some((columns, edge))
}
