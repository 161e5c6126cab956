//! Which line ends stand inside a paragraph.

use super::found::Found;
use super::measure::{Measure, Measures, is_closed};
use super::reflow::{self, Reflow, is_broken, is_prose, may_be_heading};
use super::rows::{Row, first_piece};
use crate::parse::{day, marker, organ};
use crate::shipped::pattern;
use crate::span::Span;
use crate::text::RepairKind;
use regex::Regex;
use std::sync::LazyLock;

/// Columns by which the first line of a paragraph is shorter, where its indentation is lost.
const INDENT: usize = 4;

/// What begins a line of its own: notes, tables, figures, attachments, numbers of standards'
/// clauses, bullets.
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:附[ ]*[件录表则][ ]*[0-9A-Z一二三四五六七八九十]?(?:[ ：:、（]|$)|[表图][ ]?[0-9A-Z]|注[ ]?[0-9]*[：:]|抄送|抄报|主题词|前[ ]*言$|目[ ]*[录次]$|专栏[ ]?[0-9一二三四五六七八九十]|[0-9]+(?:\.[0-9]+)+(?:[ “《]|$)|[A-Z](?:\.[0-9]+)+(?:[ ]|$)|[a-z0-9]{1,2}）|第[一二三四五六七八九十百零〇0-9]+[章节编条][ ]|[●■◆□○▲△★☆※•·*][ ]?|——)",
    )
});

/// An article that follows a full stop inside a line, as where pages were joined.
static ARTICLE_INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[。；）](?P<gap>[ ]+)第[一二三四五六七八九十百千零〇]{1,9}条(?:之[一二三四五六七八九十]{1,2})?[ ]+[一-龥]",
    )
});

/// Joins the lines of paragraphs, and parts what pages have joined.
pub(super) fn join(view: &str, rows: &[Row], measures: &Measures, found: &mut Found<'_>) {
    let reflow = reflow::reflow(view, rows);
    let mut previous: Option<usize> = None;
    let mut begins = true;
    let mut blank = false;
    let mut page = false;
    for (index, row) in rows.iter().enumerate() {
        page |= row.page || row.number > 0;
        if row.is_blank() {
            blank = true;
            continue;
        }
        if row.gone.is_some() {
            page = true;
            continue;
        }
        let measure = previous.and_then(|p| measures.at(p));
        let joined = match (previous, measure) {
            (Some(before), Some(measure)) if !blank || page => {
                let pair = Pair {
                    view,
                    upper: &rows[before],
                    lower: row,
                    begins,
                };
                pair.is_one_paragraph(measure)
            }
            (Some(before), None) => reflow.is_some_and(|reflow| {
                let pair = Pair {
                    view,
                    upper: &rows[before],
                    lower: row,
                    begins,
                };
                let near = index - before <= if reflow.spaced { 2 } else { 1 };
                near && pair.was_broken(reflow)
            }),
            _ => false,
        };
        if let Some(before) = previous.filter(|_| joined) {
            mend(view, rows, before, index, found);
        } else if row.page {
            // The sign that a page begins is no space of the text.
            drop_page_sign(view, row, found);
        }
        if measures.at(index).is_some() && !row.apart {
            restore(view, row, found);
        }
        begins = !joined;
        previous = Some(index);
        blank = false;
        page = false;
    }
}

/// Two lines, one after the other.
struct Pair<'v> {
    view: &'v str,
    upper: &'v Row,
    lower: &'v Row,
    /// Whether the upper line begins a paragraph.
    begins: bool,
}

impl Pair<'_> {
    /// Whether a text that was joined in part is broken between the two.
    fn was_broken(&self, reflow: Reflow) -> bool {
        let (upper, lower) = (self.upper.words(self.view), self.lower.words(self.view));
        if self.upper.apart || self.lower.apart || self.begins_anew(lower, None) {
            return false;
        }
        let goes_on = is_closed(lower) || is_broken(lower) && reflow.fits(self.lower.width);
        let is_prose = is_prose(upper) || marker::read(upper).is_some();
        // Under a heading stands a paragraph; what is left of an item is short, or goes on in a list.
        let heads = self.begins
            && may_be_heading(upper)
            && !lower.ends_with('；')
            && self.lower.width + 2 * INDENT > reflow.columns;
        is_broken(upper)
            && !heads
            && reflow.fits(self.upper.width)
            && goes_on
            && (is_prose || !self.begins || is_closed(lower) && !lower.ends_with('：'))
            && !self.is_signature(lower)
    }

    fn is_one_paragraph(&self, measure: Measure) -> bool {
        let (upper, lower) = (self.upper.words(self.view), self.lower.words(self.view));
        if self.upper.apart || self.lower.apart || self.begins_anew(lower, Some(measure)) {
            return false;
        }
        let Measure {
            columns: full,
            edge,
            spaces,
            indents,
            margin,
        } = measure;
        // The first piece of the lower line would have had room on the upper one.
        let reach = self.upper.width + first_piece(lower);
        let hidden = self.begins && !indents && self.upper.lead <= margin;
        let strictly = reach + 1 >= full;
        let fits = strictly || (hidden && reach + 1 + INDENT >= full);
        if !fits {
            return false;
        }
        if spaces {
            return !self.upper.spaced;
        }
        if is_closed(upper) {
            // A full line that ends a sentence: the lower line shows by its own length, or by
            // having no indentation, that it goes on.
            return indents || self.lower.least_width(self.view) + 2 >= edge;
        }
        if self.is_signature(lower) {
            return false;
        }
        if !self.begins || upper.contains(['，', '。', '；', '、', '：', ',']) {
            return true;
        }
        // A line without a clause may be a heading or a name; it goes on where what follows has no
        // look of a beginning.
        let marked = marker::read(upper).is_some();
        strictly && is_closed(lower) && !lower.ends_with('：')
            || self.lower.width + 2 >= full
            || marked && self.lower.width + 2 * INDENT < full && !lower.contains(['，', '。'])
    }

    fn begins_anew(&self, lower: &str, measure: Option<Measure>) -> bool {
        let shows = measure.is_some_and(|m| m.indents && self.lower.lead >= m.margin + 2);
        let indented = self.lower.number == 0 && (self.lower.indented || shows);
        indented
            || marker::read(lower).is_some_and(|m| m.clear)
            || OPENS.is_match(lower)
            // A list of acts: each entry begins with its date.
            || day::leading(lower).is_some()
                && day::leading(self.upper.words(self.view)).is_some()
            || marker::read(self.upper.words(self.view))
                .is_some_and(|m| m.shape <= marker::Shape::Section)
    }

    /// A date or names of organs alone.
    fn is_signature(&self, lower: &str) -> bool {
        const LONGEST: usize = 30;
        lower.chars().count() <= LONGEST
            && !lower.ends_with(['，', '、', '。', '；', '：'])
            && (day::trailing(lower).is_some_and(|(before, _)| before.is_empty())
                || organ::list(lower).is_some())
    }
}

/// Makes one line of two; what stands between them is no text.
fn mend(view: &str, rows: &[Row], before: usize, after: usize, found: &mut Found<'_>) {
    let (upper, lower) = (rows[before].body(), rows[after].body());
    let first = lower.slice(view).chars().next();
    let last = upper.slice(view).chars().next_back();
    let alphabetic = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let lowercase = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
    let hyphenated =
        last == Some('-') && lowercase(first) && lowercase(upper.slice(view).chars().rev().nth(1));
    let shown = (alphabetic(last) && alphabetic(first)).then_some(' ');
    let upper = Span::new(upper.start, upper.end - usize::from(hyphenated));
    let between = rows[before + 1..after].iter().any(|r| r.gone.is_some());
    if !between && rows[after].number == 0 {
        found.between(RepairKind::Wrap, upper, lower, shown);
        return;
    }
    // Around numbers and heads of pages, which are repairs of their own.
    let line_end = |row: &Row| Span::new(row.line.all.end, row.line.all.end);
    let line_start = |row: &Row| Span::new(row.line.all.start, row.line.all.start);
    found.between(RepairKind::Wrap, upper, line_end(&rows[before]), shown);
    for row in rows[before + 1..after].iter().filter(|r| r.is_blank()) {
        found.between(RepairKind::PageBreak, line_start(row), line_end(row), None);
    }
    let row = &rows[after];
    found.between(RepairKind::PageBreak, line_start(row), row.line.body, None);
}

fn drop_page_sign(view: &str, row: &Row, found: &mut Found<'_>) {
    let start = row.line.all.start;
    let lead = Span::new(start, row.line.body.start).slice(view);
    let length = lead.len() - lead.trim_start_matches('\u{c}').len();
    if length > 0 {
        let sign = Span::new(start, start + length);
        found.at(RepairKind::PageBreak, sign, None);
    }
}

/// Begins a line where an article begins inside one.
fn restore(view: &str, row: &Row, found: &mut Found<'_>) {
    let body = row.body();
    if memchr::memmem::find(body.slice(view).as_bytes(), " 第".as_bytes()).is_none() {
        return;
    }
    for c in ARTICLE_INSIDE.captures_iter(body.slice(view)) {
        if let Some(gap) = c.name("gap") {
            let span = Span::from(gap.range()).shifted(body.start);
            found.at(RepairKind::MissingLineEnd, span, Some('\n'));
        }
    }
}
