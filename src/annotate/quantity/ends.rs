//! The two ends of a change: what it starts from, what it reaches, and when each of them was.

use super::bound::Bounds;
use super::clause::{clause_start, rest_of_clause};
use super::cues::Cues;
use super::figure::Figure;
use super::reading::{Place, Reading};
use super::section::whole_years;
use super::when::{is_mean_of_years, to_compare};
use crate::annotate::DateMention;
use crate::span::Span;
use crate::time::ExpressionKind;

impl Reading<'_> {
    /// Of the years between which a change lies, that of its start or of its end:
    /// 从1978年到1983年，由175元|提高到288元.
    pub(super) fn at_its_end(
        &self,
        place: &Place,
        when: Option<String>,
        relation: &str,
        left_behind: bool,
    ) -> Option<String> {
        let from = relation == "from";
        let Some(when) = when else {
            return self.mean_between(place, relation);
        };
        // 年平均产量由…增加到…: the mean is of all of them
        if is_mean_of_years(&self.view[place.sentence..place.span.start]) {
            return Some(when).filter(|_| !from);
        }
        // 从1957年冬开始，…面积共达|10亿亩: what is reached is not there all the time
        if when.ends_with("/..") && (from || relation.ends_with("_to")) {
            let words = &self.view[place.sentence..place.span.start];
            return Some(when).filter(|_| words.contains("每年") && !from);
        }
        let to = left_behind && relation.ends_with("_to");
        if !(from || to && when.contains('/')) {
            return Some(when);
        }
        let dates = &self.told.dates[..self.date];
        let same = |d: &DateMention| d.expression.edtf.as_deref() == Some(when.as_str());
        let Some(at) = dates.iter().rev().take(8).position(same) else {
            // 是…增长到…，在1980年: told behind it
            return Some(when).filter(|_| !from);
        };
        let at = dates.len() - 1 - at;
        let date = &dates[at];
        match whole_years(date) {
            Some((_, last)) if to => Some(last.to_string()),
            _ if !from => Some(when),
            // 由|1979年的170亿元|…
            _ if date.expression.span.start
                >= from_start(self.view, place.span.start, self.cues) =>
            {
                Some(when)
            }
            // 五年来由17.8平方米增加到…: what was before them
            Some((first, last)) if first < last => {
                let whole = date.expression.kind == ExpressionKind::Range && when.len() == 9;
                whole.then(|| first.to_string())
            }
            // 1986年，…由|3480亿元|增加到9380亿元: what was left behind was so before
            _ => self.year_compared(at),
        }
    }

    /// 经费从1997年的500亿元增加到2002年的1100亿元，占比从|0.6%|提高到|1.1%: the two years of the pair
    /// before, where no other time stands between.
    pub(super) fn pair_before(
        &self,
        place: &Place,
        relation: &str,
        left_behind: bool,
    ) -> Option<String> {
        let from = relation == "from";
        let found = match self.found.as_slice() {
            found if from => found,
            // What it starts from is the last that was found, and has its year already.
            [found @ .., _] if left_behind && relation.ends_with("_to") => found,
            _ => return None,
        };
        let [.., old, new] = found else {
            return None;
        };
        let start = self.original(place.sentence);
        let pair = old.relation.as_deref() == Some("from")
            && new
                .relation
                .as_deref()
                .is_some_and(|is| is.ends_with("_to"))
            && old.span.start >= start;
        let year = |q: &super::Quantity| q.when.clone().filter(|when| when.len() == 4);
        let (first, last) = (year(old)?, year(new)?);
        let end = new.span.end;
        let dates = self.told.dates[..self.date].iter().rev();
        let mut between = dates.take_while(|d| self.original(d.expression.span.start) >= end);
        (pair && first < last && between.next().is_none()).then_some(if from {
            first
        } else {
            last
        })
    }

    /// The other year where the date at `at` in the list stands beside it: 1986年|同1978年相比.
    pub(super) fn year_compared(&self, at: usize) -> Option<String> {
        let [date, other] = self.told.dates.get(at..at + 2)? else {
            return None;
        };
        let (span, than) = (date.expression.span, other.expression.span);
        let joint = self.view.get(span.end..than.start)?;
        let joined = matches!(joint, "同" | "与" | "與" | "和" | "比" | "较" | "跟");
        let earlier = whole_years(other)? < whole_years(date)?;
        (joined && earlier)
            .then(|| other.expression.edtf.clone())
            .flatten()
    }

    /// The years of a mean that lie between the two of its sentence:
    /// 由1997年的5160元增加到2002年的7703元，平均每年增长|8.6%.
    fn mean_between(&self, place: &Place, relation: &str) -> Option<String> {
        let clause = &self.view[place.whole_clause..place.span.start];
        if !relation.ends_with("_by") || !is_mean_of_years(clause) {
            return None;
        }
        let dates = self.told.dates[..self.date].iter().rev().take(6);
        let mut years: Option<(i16, i16)> = None;
        let mut compared = false;
        // 平均|每年|, 五年: no ends
        let counted = |d: &&DateMention| {
            let kind = d.expression.kind;
            matches!(kind, ExpressionKind::Set | ExpressionKind::Duration)
        };
        let own = dates.take_while(|d| d.expression.span.start >= place.sentence);
        for date in own.filter(|d| !counted(d)) {
            let (year, last) = whole_years(date)?;
            if year != last || date.expression.edtf.as_deref() != Some(&year.to_string()) {
                return None;
            }
            years = match years {
                None => Some((year, year)),
                Some((low, high)) if low < high && year != low && year != high => return None,
                Some((low, high)) => Some((low.min(year), high.max(year))),
            };
            let head = &self.view[..date.expression.span.start];
            compared |= head.ends_with(to_compare) || head.ends_with(['由', '从', '從']);
        }
        let (first, last) = years.filter(|(first, last)| first < last && compared)?;
        Some(format!("{first}/{last}"))
    }

    /// A change told once more, 增产3万吨，即|4%, or that of a part of what has changed,
    /// 增长7.5%（不包括村办工业|7%）.
    pub(super) fn told_again(&self, figure: &Figure, place: &Place, bounds: &mut Bounds) {
        if bounds.relation != "eq" || figure.unit.as_deref() != Some("%") || !place.follows {
            return;
        }
        let Some((before, is)) = self
            .found
            .last()
            .and_then(|q| Some((q, q.relation.as_ref()?)))
            .filter(|(_, is)| is.ends_with("_by"))
        else {
            return;
        };
        let gap = self.view.get(self.last..bounds.start).unwrap_or_default();
        let again = matches!(gap, "，即" | "即" | "（即" | "，也就是" | "，就是");
        let part = || {
            let remark = gap.strip_prefix('（').unwrap_or_default();
            let parts = ["不包括", "包括", "不含", "含", "扣除"];
            parts.iter().any(|w| remark.starts_with(w))
                && !remark.contains(['）', '，', '；', '占', '达'])
                && before.unit == figure.unit
        };
        if again || part() {
            bounds.relation.clone_from(is);
        }
    }

    /// 从1979年的|170亿元、1980年的127亿元，降低到…: what stands before another that a change
    /// starts from is left behind, too.
    pub(super) fn left_before(&mut self, place: &Place, bounds: &Bounds) {
        if bounds.relation != "from" || self.last < place.whole_clause {
            return;
        }
        let date = self.told.dates[..self.date].last();
        let Some(date) = date.map(|d| d.expression.span) else {
            return;
        };
        let gap = self.view.get(self.last..date.start);
        let told = gap == Some("、") && self.view.get(date.end..bounds.start) == Some("的");
        if let Some(before) = self.found.last_mut().filter(|_| told)
            && before.relation.as_deref() == Some("eq")
        {
            before.relation = Some("from".to_owned());
        }
    }
}

/// Whether a figure is what a change starts from: 从17%|降至13%.
pub(super) fn is_left_behind(view: &str, span: Span, bounds: &Bounds, cues: &Cues) -> bool {
    let before = &view[bounds.clause..span.start];
    let end = bounds.end;
    let rest = &view[end..view.floor_char_boundary(end + 60)];
    // 由50%左右，上升到80%; 由127亿元，预计降低到27亿元; 将现行16%的税率降至13%
    let rest = rest.trim_start_matches([' ', '，']);
    let rest = rest.strip_prefix("预计").unwrap_or(rest);
    let rest = rest_of_clause(rest);
    let rest = match rest.strip_prefix('的') {
        Some(name) => cues
            .change
            .to
            .within(name)
            .map(|(at, ..)| at)
            .next()
            .filter(|at| *at <= 18)
            .map_or(rest, |at| &name[at..]),
        None => rest,
    };
    cues.change.to.begins(rest)
        && cues
            .change
            .from
            .iter()
            .any(|from| before.contains(from.as_str()))
}

/// Where the 由 or 从 begins behind which stands the figure at `at`.
pub(super) fn from_start(view: &str, at: usize, cues: &Cues) -> usize {
    let start = clause_start(view, at);
    let before = &view[start..at];
    let froms = cues.change.from.iter();
    froms
        .filter_map(|from| before.rfind(from.as_str()))
        .max()
        .map_or(at, |from| start + from)
}
