//! What a figure is only compared with: 比上年的|500亿元|增长一倍.

use super::QuantityStatus;
use super::bound::{Bounds, OF_WORDS};
use super::reading::{Place, Reading};

impl Reading<'_> {
    /// Where the words begin that compare with the figure, where it is only compared with:
    /// |比五年前的577亿元|增长一倍.
    fn compares_from(&self, place: &Place, bounds: &Bounds) -> Option<usize> {
        let head = &self.view[place.whole_clause..place.span.start];
        if !bounds.bare || !matches!(bounds.relation.as_str(), "eq" | "about" | "gt") {
            return None;
        }
        let at = head.rfind(['比', '较', '較'])?;
        let first = head[at..].chars().next()?.len_utf8();
        let (before, than) = (&head[..at], &head[at + first..]);
        // 占比, 同比, 比例, 比较
        let word = before.ends_with([
            '占', '同', '环', '环', '对', '之', '配', '百', '差', '可', '相',
        ]) || than.starts_with(OF_WORDS)
            || before.ends_with('比');
        let changed = self.cues.bounds_within(than);
        (!word && !changed && place.whole_clause + at >= self.last.min(place.span.start))
            .then_some(place.whole_clause + at)
    }

    /// 收入比70元的数目|高: more or less than the figure.
    pub(super) fn exceeds(&self, place: &Place, bounds: &mut Bounds) {
        if bounds.relation != "eq" {
            return;
        }
        let rest = &self.view[bounds.end..];
        let rest = rest
            .trim_start_matches("的数目")
            .trim_start_matches("的水平");
        let rest = rest.trim_start_matches(['还', '要', '更', '略', '都']);
        let mut characters = rest.chars();
        let is = match characters.next() {
            Some('高' | '多' | '大' | '长' | '快') => "gt",
            Some('低' | '少' | '小' | '短' | '慢') => "lt",
            _ => return,
        };
        let ends = characters
            .next()
            .is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '\n' | '的'));
        if ends && self.compares_from(place, bounds).is_some() {
            bounds.relation = is.to_owned();
        }
    }

    /// Of a figure that another is only compared with, the time that stands with it; and it is not
    /// aimed at, unless a plan is compared with: 比上年的|500亿元|增长一倍.
    pub(super) fn compared_with(
        &self,
        place: &Place,
        bounds: &Bounds,
        when: Option<String>,
        status: Option<QuantityStatus>,
    ) -> (Option<String>, Option<QuantityStatus>, bool) {
        let rest = &self.view[bounds.end..];
        let rest = rest.trim_start_matches(['还', '要', '又', '净', '约', '大', '将', '再', '都']);
        let changes = rest.starts_with([
            '增', '减', '減', '提', '下', '高', '低', '多', '少', '上', '降', '翻', '扩', '缩',
        ]) && !rest.starts_with("多元")
            && !rest.starts_with("以上")
            && !rest.starts_with("下达");
        let Some(from) = self.compares_from(place, bounds).filter(|_| changes) else {
            return (when, status, false);
        };
        let words = &self.view[from..place.span.start];
        let planned = ["计划", "预算", "規定", "规定", "目标", "指标"];
        let planned = planned.iter().any(|w| words.contains(w));
        let status = status.filter(|is| *is != QuantityStatus::Target || planned);
        let dates = self.told.dates[..self.date].iter().rev().take(3);
        let own = dates
            .take_while(|d| d.expression.span.start >= from)
            .any(|d| d.expression.edtf == when);
        (when.filter(|_| own), status, true)
    }
}
