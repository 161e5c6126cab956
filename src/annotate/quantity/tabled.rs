//! What the lines around a figure say of it that stands in a cell of a table, or in the heading of
//! a part of what a heading above counts.

use super::Quantity;
use super::cues::is_word;
use super::reading::{Place, Reading};
use crate::span::Span;

/// How far, in bytes, the head of a table stands before its cells.
const TABLE: usize = 900;
/// The longest name, in characters, of a row or a column.
const LABEL: usize = 18;

impl Reading<'_> {
    /// The name and the group of a figure that opens a cell: what its row measures is told by the
    /// head of its column where the row is only named (中专录取⇥|360分), whom it concerns where
    /// the row is a measure (考试时长⇥|90分钟).
    pub(super) fn tabled(
        &self,
        of: Option<String>,
        group: Option<String>,
        unit: Option<&str>,
        place: &Place,
    ) -> (Option<String>, Option<String>) {
        if !self.view[..place.span.start].ends_with('\t') {
            return (of, group);
        }
        let from = self
            .view
            .ceil_char_boundary(place.span.start.saturating_sub(TABLE));
        let above = &self.view[from..place.span.start];
        let start = above.rfind('\n').map_or(0, |at| at + 1);
        let (above, row) = above.split_at(start);
        let cells = row.trim_end_matches('\t').split('\t');
        let Some(label) = cells.filter_map(label).next_back() else {
            return (of, group);
        };
        let fits = |name: &str| self.names.fits(name, unit);
        let mut lines = above.rsplit('\n').map(str::trim_end);
        if fits(&label) {
            // the column: as many cells before it in the line above
            let column = row.matches('\t').count();
            let head = lines.find(|line| !line.is_empty());
            let cell = head.and_then(|line| line.split('\t').nth(column));
            return (
                of.or(Some(label)),
                group.or_else(|| cell.and_then(self::label)),
            );
        }
        if !matches!(unit, Some("分" | "元" | "分钟" | "小时" | "%" | "平方米")) {
            return (of, group);
        }
        let measure = lines.find_map(|line| match line.contains('\t') {
            true => line
                .split('\t')
                .filter_map(self::label)
                .rfind(|name| fits(name)),
            false => {
                let head = line.strip_suffix("如下：")?;
                let at = head.as_ptr() as usize - self.view.as_ptr() as usize;
                let named = self.names.named(Span::new(at, at + head.len()), &[]);
                named
                    .map(|name| name.trim_start_matches("各类").to_owned())
                    .filter(|name| fits(name) || name.ends_with("标准"))
            }
        });
        match measure {
            Some(measure) => (Some(measure), Some(label)),
            None => (of, group),
        }
    }

    /// Keeps what a heading counts: 三、种粮大户（|99名|）.
    pub(super) fn keep_counted(&mut self, figure: &Quantity, place: &Place, end: usize) {
        let (Some(of), Some(unit)) = (&figure.of, &figure.unit) else {
            return;
        };
        let closes = self.view[end..].starts_with('）')
            && self.view[end + '）'.len_utf8()..]
                .trim_start_matches([' ', '\t', '\r'])
                .starts_with('\n');
        let head = &self.view[..place.span.start];
        let opens = head.strip_suffix('共').unwrap_or(head).ends_with('（');
        if closes && opens && self.cues.of.counters.contains(unit) {
            self.counted = Some((unit.clone(), of.clone()));
        }
    }

    /// What the heading above counts, of whose parts the line of a figure is the heading:
    /// 1．城关镇（|7名|）.
    pub(super) fn counted_above(
        &self,
        unit: Option<&str>,
        place: &Place,
        end: usize,
    ) -> Option<String> {
        let (counted, of) = self.counted.as_ref()?;
        if unit != Some(counted) {
            return None;
        }
        let line =
            &self.view[super::clause::line_start(self.view, place.span.start)..place.span.start];
        let marker = line.trim_start().starts_with(|c: char| {
            matches!(c, '（' | '(') || c.is_ascii_digit() || crate::numeral::is_numeral(c)
        });
        let short = line.chars().count() <= 2 * LABEL && !line.contains(['，', '。']);
        let ends = self.view[end..].starts_with(['）', '：', '。', '；', '\n']);
        (marker && short && ends).then(|| of.clone())
    }
}

/// What a cell names, where it names anything: without the spaces that set it wide.
fn label(cell: &str) -> Option<String> {
    let name: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = name
        .chars()
        .all(|c| is_word(c) || matches!(c, '（' | '）' | '、' | '“' | '”'));
    (plain && (2..=LABEL).contains(&name.chars().count())).then_some(name)
}
