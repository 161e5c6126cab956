//! The time at the head of a sentence or of a line, which is that of all figures behind it until
//! another time is told.

use super::QuantityStatus;
use super::behind::is_age;
use super::bound::Bounds;
use super::clause::{REACH, rest_of_clause, start_behind};
use super::reading::{Place, Reading};
use super::section::whole_years;
use super::status::Says;
use super::when::{compares, is_mean_of_years, tells_when};
use crate::annotate::DateMention;
use crate::time::{ExpressionKind, Relation};

/// Where the sentence and the line begin in which a text is read, and up to where it was.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spoken {
    seen: usize,
    sentence: usize,
    line: usize,
}

impl Spoken {
    fn read_to(&mut self, view: &str, at: usize) {
        let Some(unread) = view.get(self.seen..at) else {
            return;
        };
        if let Some(end) = unread.rfind('\n') {
            self.line = self.seen + end + 1;
            self.sentence = self.line;
        }
        let mut rest = unread;
        while let Some(end) = rest.rfind(['。', '！', '？']) {
            let start = self.seen + end + '。'.len_utf8();
            // … 其中，…: goes on with the sentence before
            if start < self.line || !view[start..].starts_with("其中") {
                self.sentence = self.sentence.max(start);
                break;
            }
            rest = &rest[..end];
        }
        self.seen = at;
    }
}

/// A time at the head of the words of a figure.
struct Head<'d> {
    /// Where it stands in the list of dates.
    at: usize,
    date: &'d DateMention,
    /// Whether it stands in the sentence of the figure, and not only in its line.
    near: bool,
}

impl<'t> Reading<'t> {
    /// When a figure holds and what it is, which its own words and its part go before, with the
    /// time at the head of its sentence or of its line.
    pub(super) fn by_head(
        &mut self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        when: Option<String>,
        status: Option<QuantityStatus>,
    ) -> (Option<String>, Option<QuantityStatus>) {
        use QuantityStatus::{Reported, Standard, Target};
        let (view, at) = (self.view, place.span.start);
        self.spoken.read_to(view, at);
        if self.told.is_law || when.is_some() || status == Some(Standard) || is_age(unit) {
            return (when, status);
        }
        let Some(head) = self.head_time() else {
            return (when, status);
        };
        let date = head.date.expression.span;
        let named = head.date.expression.named;
        let start = self.spoken.sentence.max(date.end).min(at);
        let words = &view[start..at];
        let cues = &self.cues.status;
        let one = named
            .begin
            .zip(named.until)
            .is_some_and(|(begin, until)| until.days_since(begin) <= 366);
        let clause = &view[place.whole_clause..at];
        let tail = &view[bounds.end..view.floor_char_boundary(bounds.end + 90)];
        let tail = rest_of_clause(tail);
        let other = cues.other_times.within(words).next().is_some()
            || one && cues.summed.within(words).next().is_some()
            || one && is_mean_of_years(words)
            || cues.now.iter().any(|w| words.contains(w.as_str()))
            || cues.has(words, Says::Condition)
            || cues.has(clause, Says::Standard)
            || tail.ends_with('的')
            || tail.starts_with('的')
                && self
                    .told
                    .dates
                    .get(self.date)
                    .is_some_and(|d| d.expression.span.start < bounds.end + tail.len())
            || ["时", "钟", "秒"]
                .iter()
                .any(|w| unit.is_some_and(|u| u.ends_with(w)));
        if other {
            return (when, status);
        }
        let Some(today) = self.told.today else {
            return (when, status);
        };
        let by = view[..date.start].ends_with(['到', '至'])
            || head.date.expression.relation == Some(Relation::Before);
        let past = named.until.is_some_and(|until| until <= today);
        let coming = date.slice(view).starts_with("未来") || date.slice(view).starts_with("今后");
        let by = by || coming;
        let ahead = named.begin.is_some_and(|begin| begin > today) || by && !past;
        // 今年要…。拟安排|30亿元
        let now = named.begin.is_some_and(|begin| begin <= today);
        // 全面实现年初确定的目标，产值增长|7.8%: an aim that was reached
        let set = ["提出", "要求", "规定", "计划", "规划"];
        let aimed = cues.has(clause, Says::Target)
            || cues.has(words, Says::Target) && !past
            || set.iter().any(|w| words.contains(w)) && cues.has(words, Says::Target);
        let told = match status {
            Some(Reported) if past => Some(Reported),
            Some(Target) if (ahead || now) && !past => Some(Target),
            None if past && !aimed && self.told.tells => Some(Reported),
            None if past && !aimed && head.near => Some(Reported),
            None if ahead && by && !cues.has(words, Says::Reported) => Some(Target),
            _ => return (when, status),
        };
        // 1984年，…大丰收。粮食产量达到…: in a report, or what is aimed at by then
        if !(head.near || self.told.tells || told == Some(Target) && by) {
            return (when, status);
        }
        let when = match bounds.relation.as_str() {
            // 1986年同1978年相比，…；国民收入由|3010亿元|增加到7790亿元
            "from" => match self.year_compared(head.at) {
                Some(year) => Some(year),
                None => return (when, status),
            },
            is => match whole_years(head.date) {
                // In several years: what is reached is so in the last, a share at no told time.
                Some((first, last)) if first < last => match is {
                    _ if is.ends_with("_to") => Some(last.to_string()),
                    "gt" | "lt" | "le" => None,
                    "eq" | "ge" | "about" if matches!(unit, None | Some("%" | "‰")) => None,
                    _ => head.date.expression.edtf.clone(),
                },
                _ => head.date.expression.edtf.clone(),
            },
        };
        (when, told)
    }

    /// The time at the head of the sentence or the line of the figure, where no other is told
    /// between, with which nothing is only compared.
    fn head_time(&self) -> Option<Head<'t>> {
        let view = self.view;
        let dates: &'t [DateMention] = &self.told.dates[..self.date];
        let mut between: Option<&str> = None;
        for (at, date) in dates.iter().enumerate().rev().take(24) {
            let span = date.expression.span;
            if span.start < self.spoken.line {
                return None;
            }
            let before = &view[..span.start];
            let behind = &view[span.end..];
            let edtf = date.expression.edtf.as_deref();
            let left =
                before.ends_with(['由', '从', '從']) && !edtf.is_some_and(|w| w.ends_with(".."));
            if compares(before)
                || left
                || date.expression.kind == ExpressionKind::Set
                || self.cues.status.laid_then.begins(behind)
                || ["结余", "水平", "底数", "基数"]
                    .iter()
                    .any(|w| behind.starts_with(w))
            {
                continue;
            }
            if date.expression.kind == ExpressionKind::Duration {
                return None;
            }
            let edtf = edtf?;
            let near = span.start >= self.spoken.sentence;
            // 一年来，…。…: of all that its line goes on to tell
            let review = !near && {
                let words = span.slice(view);
                words.ends_with('来')
                    || words.starts_with("过去")
                    || matches!(words, "全年" | "去年" | "今年")
            };
            let start = match (near, review) {
                (true, _) => self.spoken.sentence,
                (false, true) => start_behind(view, span.start, &['。', '\n', '！', '？'], REACH),
                (false, false) => self.spoken.line,
            };
            let opens = opens(&view[start..span.start])
                && tells_when(view, span, usize::MAX, self.cues)
                && match near {
                    true => !behind.starts_with("的"),
                    false => {
                        behind.starts_with('，') || matches!(span.slice(view), "全年" | "今年")
                    }
                };
            if opens {
                let alike = between.is_none_or(|other| other == edtf);
                let whole = !edtf.ends_with("/..") && !edtf.starts_with("../");
                return (alike && whole).then_some(Head { at, date, near });
            }
            if between.is_some_and(|other| other != edtf) {
                return None;
            }
            between = Some(edtf);
        }
        None
    }
}

/// How a clause ends behind which what it says begins.
const SAYS: &[&str] = &["的是", "计划规定", "计划要求", "指出", "表明"];

/// Whether words before a time leave it at the head of what they open: 一是到|2020年.
pub(super) fn opens(words: &str) -> bool {
    let words = words.trim_start_matches(|c: char| c == '—' || c.is_whitespace());
    let words = match words.strip_prefix('（').and_then(|w| w.split_once('）')) {
        Some((number, rest)) if number.chars().count() <= 3 => rest,
        _ => words,
    };
    // 发展目标。到2020年, …: a heading in the line itself
    let words = match words.split_once('。') {
        Some((heading, rest)) if heading.contains("目标") && heading.len() <= 36 => rest,
        _ => words,
    };
    // 还要指出的是，在刚刚过去的|1987年, …
    let words = match words.rsplit_once('，') {
        Some((said, rest)) if said.len() <= 60 && SAYS.iter().any(|w| said.ends_with(w)) => rest,
        _ => words,
    };
    matches!(
        words,
        "" | "到" | "至" | "在" | "截至" | "截止" | "截止到" | "在刚刚过去的" | "预计到" | "力争到"
    )
}
