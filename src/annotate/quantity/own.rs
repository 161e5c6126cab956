//! What a figure measures by the words around it alone.

use super::bound::Bounds;
use super::cues::Cues;
use super::figure::Figure;
use super::reading::{Place, Reading};
use super::share::Share;
use crate::span::Span;

impl Reading<'_> {
    /// What a figure measures, by the words around it, which may say that it is a change.
    pub(super) fn own_name(
        &self,
        figure: &Figure,
        place: &Place,
        bounds: &mut Bounds,
        share: Option<&Share>,
    ) -> Option<String> {
        let (names, unit) = (&self.names, figure.unit.as_deref());
        let (within, times) = (place.within, place.times.as_slice());
        let mut of = match share {
            Some(share) => {
                if bounds.relation == "eq" {
                    bounds.relation.clone_from(&share.relation);
                }
                self.part_of(place, bounds.end, unit, share)
            }
            None => names.measured(within, times, bounds.end, unit),
        };
        // 压减|支出|10%; of what is counted only 减少|文盲|400万人
        if share.is_none()
            && bounds.bare
            && let Some(change) = of
                .as_deref()
                .and_then(|of| changed(self.view, within, of, place.rate, self.cues))
        {
            bounds.bound = (bounds.relation != "eq").then(|| bounds.relation.clone());
            bounds.relation = change;
        }
        // “双师型”教师占|专业课教师总数|超过一半: of the part, not of the whole
        if share.is_none()
            && place.rate
            && let Some(name) = of.as_deref()
            && let Some(head) = within
                .slice(self.view)
                .trim_end()
                .strip_suffix(name)
                .and_then(|head| head.strip_suffix('占'))
        {
            let before = Span::new(within.start, within.start + head.len());
            of = names.named(before, times).or(of);
        }
        let shares = ["比重", "比例", "份额", "占比", "比率"];
        if share.is_none()
            && place.rate
            && let Some(name) = of.as_deref()
            && let Some((part, _)) = name.split_once('占')
            && part.chars().count() > 1
            && !shares.iter().any(|w| name.ends_with(w))
        {
            of = Some(part.to_owned());
        }
        // 出口额在进口额中只占|百分之一
        if of.is_none()
            && place.rate
            && let Some(head) = within
                .slice(self.view)
                .trim_end_matches(['只', '仅', '也', '约', '已', '就'])
                .strip_suffix('占')
            && let Some(at) = head
                .trim_end_matches(['只', '仅', '也', '约', '已', '就', '所'])
                .strip_suffix('中')
                .and_then(|head| head.rfind('在'))
        {
            of = names.named(Span::new(within.start, within.start + at), times);
        }
        // 标的额以上年度年平均工资|百分之三十|为限
        let limit = |end: usize| self.view[..end].ends_with("为限");
        if place.rate
            && limit(bounds.end)
            && let Some(at) = self.view[place.clause..bounds.start].rfind('以')
            && let Some(name) = names.named(
                Span::new(within.start, (place.clause + at).max(within.start)),
                times,
            )
            && names.is_measure(&name)
        {
            of = Some(name);
        }
        // 削减了|５０％|的战略核武器
        if share.is_none()
            && bounds.relation == "falls_by"
            && unit == Some("%")
            && self.view[bounds.end..].starts_with('的')
            && let Some(name) = names.counted(bounds.end, unit)
            && !names.says_nothing(&name)
            && !self.cues.of.relative.contains(&name)
        {
            of = Some(name);
        }
        // 退休费按原工资的|百分之百|发给
        if share.is_none()
            && place.rate
            && let Some(by) = names.paid_by(self.view, place.clause, bounds.start, bounds.end)
            && let Some(name) = names.named(Span::new(within.start, by.max(within.start)), times)
        {
            of = Some(name);
        }
        // 奖励金按职工年平均工资的|5%|计算: not what it is reckoned by
        if share.is_none()
            && place.rate
            && let Some(by) = of
                .as_deref()
                .and_then(|name| reckoned_by(self.view, place.clause, bounds.start, name))
        {
            of = self.reckoned_sum(place, by);
        }
        let by = ["的标准", "的比例"];
        let by_standard = |end: usize| by.iter().any(|w| self.view[end..].starts_with(w));
        if (place.rate || by_standard(bounds.end))
            && let Some(sum) = names.reckoned(
                &self.view[place.clause..bounds.start],
                bounds.end,
                share.is_none(),
            )
        {
            of = Some(sum);
        }
        // 处以违法所得|一倍以上三倍|以下或者五千元以下的罚款
        if of.as_deref() != Some("罚款")
            && unit.is_some_and(|unit| self.cues.of.money.contains(unit))
            && let Some(fine) = names.fine(place.clause, place.span.start, bounds.end)
        {
            of = Some(fine);
        }
        // 社员认购的股金|最多|不得超过…
        of.map(|of| {
            let limits = ["最多", "最少"];
            let head = limits.into_iter().find_map(|w| of.strip_suffix(w));
            head.map(str::to_owned).unwrap_or(of)
        })
        .filter(|of| !of.is_empty())
    }

    /// What is reckoned by the words that begin with 按 at byte `by`: 奖励金|按职工年平均工资的5%计算.
    fn reckoned_sum(&self, place: &Place, by: usize) -> Option<String> {
        let names = &self.names;
        let from = place.within.start;
        let said = Span::new(from, by.max(from));
        let sum = |name: &String| {
            !name.ends_with("基金") && (names.is_measure(name) || self.cues.of.sums.ends(name))
        };
        let own = names.named(said, &place.times).filter(sum);
        let paid = ['金', '费', '额', '款', '税'];
        own.or_else(|| {
            let before = said.slice(self.view).strip_suffix('，')?;
            names
                .named(Span::new(from, from + before.len()), &place.times)
                .filter(|name| before.ends_with(name.as_str()) && name.ends_with(paid))
        })
    }

    /// Of what the figure is a share that stands behind its whole.
    fn part_of(
        &self,
        place: &Place,
        end: usize,
        unit: Option<&str>,
        share: &Share,
    ) -> Option<String> {
        let (names, within) = (&self.names, place.within);
        // 医保基金按|不低于采购金额的30%|预付: not of the one who pays
        let head = &self.view[place.clause..share.start.max(place.clause)];
        let by = BY
            .iter()
            .find_map(|by| head.trim_end_matches('照').strip_suffix(by));
        let sum_before = |before: &str| self.reckoned_sum(place, place.clause + before.len());
        // 处货值金额|二倍以下|罚款
        let sum = names
            .sum(end, unit)
            .or_else(|| names.fine(place.clause, place.span.start, end));
        // 不少于日均销量五倍的|库存
        let kept = || {
            // 补栽相当于砍伐数量二倍的|树木
            let as_much = self.view[share.start..].starts_with("相当于");
            let behind = (share.holds || as_much) && self.view[end..].starts_with('的');
            let at = Span::new(within.end, within.end);
            let name = behind
                .then(|| names.measured(at, &[], end, Some("个")))
                .flatten();
            name.filter(|name| !self.cues.of.relative.contains(name) && name != "原则")
        };
        if let Some(before) = by {
            return sum.or_else(kept).or_else(|| sum_before(before));
        }
        sum.or_else(kept)
            .or_else(|| names.named(within, &place.times))
            .or_else(|| {
                if share.is_part && self.view[end..].starts_with('的') {
                    // 占人口95%以上的|群众
                    names.measured(Span::new(within.end, within.end), &[], end, Some("个"))
                } else if share.is_part || share.start == place.clause {
                    // 总预备费七亿元，占|预算支出的2.57%; 投资完成65亿元，超过年度计划|4%
                    let before = self.found.last().filter(|_| place.follows);
                    before.and_then(|q| q.of.clone())
                } else {
                    None
                }
            })
    }
}

/// What stands before that by which something is reckoned.
pub(super) const BY: [&str; 3] = ["按", "依照", "参照"];

/// Where the 按 begins behind which `name` stands as what something is reckoned by.
fn reckoned_by(view: &str, clause: usize, at: usize, name: &str) -> Option<usize> {
    let head = view.get(clause..at)?;
    let by = BY.iter().filter_map(|by| head.rfind(by)).max()?;
    let words = head[by..].trim_end_matches('的');
    (words.len() > name.len() + '按'.len_utf8() && words.ends_with(name)
        || words.strip_prefix("按照").or(words.strip_prefix('按')) == Some(name))
    .then_some(clause + by)
}

/// The change whose verb stands before the name: 压减|政府性基金项目|30%. What grows by a sum and
/// by no rate is told by 增加 alone: 新增|就业|900万人 counts the new.
fn changed(view: &str, within: Span, of: &str, rate: bool, cues: &Cues) -> Option<String> {
    let words = within.slice(view);
    let at = words.rfind(of)?;
    if words.len() > at + of.len() {
        return None;
    }
    let head = words[..at].trim_end_matches('了');
    let from = head.ceil_char_boundary(head.len().saturating_sub(30));
    let (is, _) = cues.bound_before(&head[from..])?;
    let changes = is == "falls_by" || is == "rises_by" && (rate || head.ends_with("增加"));
    changes.then(|| is.to_owned())
}
