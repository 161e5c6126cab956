//! The header of a law: when and by whom it was adopted, promulgated, amended.

use super::history::{self, History};
use super::line::{Line, next_filled};
use super::{day, marker, organ};
use crate::document::{Act, ActKind, Agencies, DocNumber};
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

    /// Whether `line` at its end would leave the last date without a verb.
    pub(super) fn wants_verb(&self, line: &str) -> bool {
        let from = self.text.rfind('\n').map_or(0, |at| at + 1);
        history::unfinished(&format!("{}{line}", &self.text[from..])).is_some()
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
        // A text that was revised as a whole is promulgated anew; the last order is its own. The
        // number of a decision to amend is the decision's.
        self.number = acts
            .iter()
            .rev()
            .filter(|a| !a.kind.is_change() || a.kind == ActKind::Revised && a.decision.is_none())
            .find_map(|a| a.number.clone());
        let first = |kind: ActKind| acts.iter().find(|a| a.kind == kind);
        let changed = acts.iter().find(|a| a.kind.is_change());
        // 7月19日甲市…修订 / 9月27日乙省…批准: the approval is of the revision.
        let of_text = |a: &Act| changed.is_none_or(|c| c.step.is_some() || a.date < c.date);
        let adopted = acts
            .iter()
            .position(|a| a.kind == ActKind::Adopted || a.step == Some(ActKind::Adopted))
            .filter(|n| of_text(&acts[*n]))
            // 1994年…发布 / 2017年…修订通过: it was made before.
            .filter(|n| {
                let before = &acts[..*n];
                !acts[*n].kind.is_change() || before.iter().all(|a| a.kind != ActKind::Promulgated)
            });
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
    let words = line.trim_start_matches(['（', ' ', '　']);
    let words = words.strip_prefix("根据").unwrap_or(words);
    let begins = day::leading(words).is_some_and(|(span, _)| {
        let rest = &words[span.end..];
        rest.trim_matches([' ', '）']).is_empty()
            || !rest.ends_with(['。', '；', '：']) && history::tells_act(rest)
    });
    begins
        || line.starts_with('（')
            && line.ends_with('）')
            && history::tells_act(line)
            && !day::find(line).is_empty()
            && marker::read(line).is_none()
}

/// A header line that ends as a sentence does: 2018年11月25日 某部令第3号《…决定》第二次修正。
///
/// Directly under a title only, for a text may begin so.
pub(super) fn is_stopped_header(line: &str) -> bool {
    line.strip_suffix('。').is_some_and(|line| {
        let bracketed = line.starts_with('（') && line.ends_with('）');
        line.chars().count() <= 160
            && !line.contains('。')
            && (bracketed || !line.contains(['，', '；', '：']) && history::ends_with_act(line))
            && is_header(line)
    })
}

/// The verb of an act has at most so many characters, spaces among them.
const VERB: usize = 4;

/// Whether a header line goes on on the next: 2013年2月26日 青岛市…常务委员会 | 第九次会议通过.
///
/// Names of organs may stand between: 1980年12月27日 甲委员会 | 乙委员会 | 丙局发布.
pub(super) fn header_breaks(view: &str, lines: &[Line], i: usize) -> bool {
    let body = lines[i].of(view);
    let words = body.trim_start_matches(['（', ' ']);
    let words = words.strip_prefix("根据").unwrap_or(words);
    let organ = |words: String| {
        Agencies::standard().is_known(&words)
            || ["人民代表大会", "会议", "委员会"]
                .iter()
                .any(|w| words.contains(w))
    };
    // The date grammar comes last: a line that ends with its verb is whole, and after most lines no
    // act follows.
    day::may_lead(words)
        && body.chars().count() <= 160
        && !body.ends_with(['。', '；', '：'])
        && !history::ends_with_act(day::tail(body, VERB))
        && act_follows(view, lines, i)
        && day::leading(words).is_some()
        && history::unfinished(body).is_some_and(organ)
}

/// Whether the act of a header stands on a line after line `i`, with no date before it and at most
/// names of organs between.
fn act_follows(view: &str, lines: &[Line], i: usize) -> bool {
    let mut at = i;
    for _ in 0..6 {
        let Some(n) = next_filled(lines, at + 1, lines.len()) else {
            return false;
        };
        let next = lines[n].of(view);
        if next.ends_with(['。', '；', '：'])
            || next.chars().count() > 120
            || day::leading(next).is_some()
            || marker::read(next).is_some()
        {
            return false;
        }
        if history::tells_act(next) {
            return true;
        }
        if organ::list(next).is_none() {
            return false;
        }
        at = n;
    }
    false
}

/// Whether line `i` breaks off in a date: 2014年9月26 | 日乙省…批准, 批准的1994年 | 9月24日甲市….
pub(super) fn breaks_in_date(view: &str, lines: &[Line], i: usize) -> bool {
    let Some(n) = next_filled(lines, i + 1, lines.len()) else {
        return false;
    };
    let (line, next) = (lines[i].of(view), lines[n].of(view));
    let digit = |c: char| c.is_ascii_digit();
    line.ends_with(digit) && next.starts_with(['年', '月', '日'])
        || line.ends_with(['年', '月']) && next.starts_with(digit) && history::tells_act(next)
}

/// Whether a line names a session and its act without a date, as headers with gaps do: 乙省第七届
/// 人民代表大会常务委员会第二十六次会议批准.
pub(super) fn undated(line: &str) -> bool {
    line.chars().count() <= 80
        && line.contains("次会议")
        && !line.contains(['。', '，', '：', '；'])
        && history::ends_with_act(line)
}
