//! The header of a law: when and by whom it was adopted, promulgated, amended.

use super::line::{Line, next_filled};
use super::history::{self, History};
use super::{day, marker, organ};
use crate::document::{Act, ActKind, DocNumber};
use crate::span::Span;
use crate::time::PartialDate;

/// A header is some lines; what is longer is no header, and is not read as one.
const LONGEST: usize = 32 * 1024;

/// The lines of a header, joined, with the way back to the view.
#[derive(Debug, Default)]
pub(super) struct Header {
    text: String,
    /// Where each piece begins in `text` and in the view.
    pieces: Vec<(usize, usize)>,
}

impl Header {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it goes on: a bracket is open, or its line was cut.
    pub(super) fn is_open(&self) -> bool {
        !self.is_empty() && (!self.is_closed() || !self.text.ends_with('\n'))
    }

    fn is_closed(&self) -> bool {
        self.is_closed_by("")
    }

    /// Whether all brackets and marks that it opens are closed when `line` has followed.
    pub(super) fn is_closed_by(&self, line: &str) -> bool {
        let count = |c: char| self.text.matches(c).count() + line.matches(c).count();
        count('（') <= count('）') && count('《') <= count('》')
    }

    /// Adds a line; the rest of a `cut` line follows without a gap.
    pub(super) fn push(&mut self, line: Span, view: &str, cut: bool) {
        if self.text.len() + line.len() > LONGEST {
            return;
        }
        self.pieces.push((self.text.len(), line.start));
        self.text.push_str(line.slice(view));
        if !cut {
            self.text.push('\n');
        }
    }

    /// What it dates, with spans of the view.
    pub(super) fn read(&self) -> History {
        let mut history = history::read(&self.text);
        for act in &mut history.acts {
            act.span = Span::new(
                self.to_view(act.span.start),
                // The end is where its last byte is, so that a line end does not count.
                self.to_view(act.span.end - 1) + 1,
            );
        }
        history
    }

    fn to_view(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at);
        let (start, view) = self.pieces[piece - 1];
        view + (at - start)
    }
}

/// What the acts of a header say of the document as a whole.
#[derive(Debug, Default)]
pub(super) struct Acts {
    /// The version history, spans in the view.
    pub(super) history: Vec<Act>,
    /// Every date the header gives.
    pub(super) dates: Vec<PartialDate>,
    /// The order that promulgated the text.
    pub(super) number: Option<DocNumber>,
    /// When it was made: passed, else promulgated, else approved, else changed or dated.
    pub(super) made: Option<PartialDate>,
    /// Who made it.
    pub(super) makers: Vec<String>,
    /// A date without a verb.
    pub(super) bare: Option<PartialDate>,
}

impl Acts {
    /// Takes what a header tells.
    pub(super) fn take(&mut self, header: &Header) {
        let History {
            acts,
            together,
            dates,
            bare,
        } = header.read();
        self.dates.extend(dates);
        self.bare = self.bare.or(bare);
        // A text that was revised as a whole is promulgated anew; the last order is its own.
        self.number = acts
            .iter()
            .rev()
            .filter(|a| !a.kind.is_change())
            .find_map(|a| a.number.clone());
        let first = |kind: ActKind| acts.iter().find(|a| a.kind == kind);
        let changed = acts.iter().find(|a| a.kind.is_change());
        // 7月19日甲市…修订 / 9月27日乙省…批准: the approval is of the revision.
        let of_text =
            |a: &Act| changed.is_none_or(|c| c.step.is_some() || a.date < c.date);
        let adopted = acts
            .iter()
            .position(|a| a.kind == ActKind::Adopted || a.step == Some(ActKind::Adopted))
            .filter(|n| of_text(&acts[*n]));
        let published = first(ActKind::Promulgated);
        let approved = first(ActKind::Approved).filter(|a| of_text(a));
        let made = adopted
            .map(|n| &acts[n])
            .or(published)
            .or(approved)
            .or(changed);
        self.made = made.map(|a| a.date);
        let who = |act: Option<&Act>| act.map(|a| a.organs.clone()).filter(|o| !o.is_empty());
        // Two courts that adopt together: 3月8日甲会议、3月18日乙会议通过.
        let adopters = adopted.map(|first| {
            let last = (first..acts.len()).find(|n| !together.contains(n));
            acts[first..=last.unwrap_or(first)]
                .iter()
                .flat_map(|a| a.organs.iter().cloned())
                .collect::<Vec<_>>()
        });
        let assembly = adopters
            .as_ref()
            .is_some_and(|a| a.iter().any(|n| organ::is_assembly(n)));
        let adopters = adopters.filter(|a| !a.is_empty());
        self.makers = adopters
            .clone()
            .filter(|_| assembly)
            .or_else(|| who(published))
            .or(adopters)
            .or_else(|| who(made))
            .or_else(|| who(changed))
            .unwrap_or_default();
        self.history.extend(acts);
    }
}

/// A header line of a law: a date and what was done on it.
pub(super) fn is_header(line: &str) -> bool {
    if line.starts_with('（')
        && line.ends_with('）')
        && history::tells_act(line)
        && !day::find(line).is_empty()
        && marker::read(line).is_none()
    {
        return true;
    }
    let line = line.trim_start_matches(['（', ' ', '　']);
    let line = line.strip_prefix("根据").unwrap_or(line);
    day::leading(line).is_some_and(|(span, _)| {
        let rest = &line[span.end..];
        rest.trim_matches([' ', '）']).is_empty()
            || (history::tells_act(rest) && !rest.ends_with(['。', '；', '：']))
            || rest.ends_with('）') && history::tells_act(rest)
    })
}

/// Whether a header line goes on on the next: 2013年2月26日 青岛市…常务委员会 / 第九次会议通过.
pub(super) fn header_breaks(view: &str, lines: &[Line], i: usize) -> bool {
    let body = lines[i].of(view).trim_start_matches('（');
    let begins = day::leading(body).is_some_and(|(span, _)| {
        let rest = &body[span.end..];
        (rest.contains("人民代表大会") || rest.contains("会议"))
            && !rest.contains(['。', '；', '：'])
    });
    begins
        && body.chars().count() <= 60
        && next_filled(lines, i + 1, lines.len()).is_some_and(|n| {
            let next = lines[n].of(view);
            next.chars().count() <= 60
                && history::tells_act(next)
                && day::leading(next).is_none()
                && marker::read(next).is_none()
        })
}

/// Whether line `i` breaks off before the 日 of its date: 2014年9月26 | 日某省人大常委会批准.
pub(super) fn breaks_in_date(view: &str, lines: &[Line], i: usize) -> bool {
    lines[i].of(view).ends_with(|c: char| c.is_ascii_digit())
        && next_filled(lines, i + 1, lines.len())
            .is_some_and(|n| lines[n].of(view).starts_with('日'))
}
