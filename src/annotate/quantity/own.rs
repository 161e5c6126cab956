//! What a figure measures by the words around it alone.

use super::bound::Bounds;
use super::carried::suits;
use super::cues::Cues;
use super::figure::Figure;
use super::name::LONGEST;
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
                let part = self.part_of(place, bounds.end, unit, share);
                match share.is_part {
                    true => part.map(|of| self.set_apart(place, share, of)),
                    false => part,
                }
            }
            None => names.measured(within, times, bounds.end, unit),
        };
        // 压减|支出|10%; of what is counted only 减少|文盲|400万人
        // 降低|费用负担|超过4000亿元
        let limit = matches!(
            bounds.relation.as_str(),
            "gt" | "ge" | "lt" | "le" | "about"
        );
        if share.is_none()
            && (bounds.bare || limit && !place.rate)
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
        // 人均月收入在最低生活保障标准|1.5倍|以下
        if share.is_none()
            && place.rate
            && let Some(name) = of.as_deref()
            && let Some(head) = within
                .slice(self.view)
                .trim_end_matches('的')
                .strip_suffix(name)
            && let Some(head) = head.strip_suffix('在').or_else(|| {
                // 其数额保持在企业上个月|销售收入|15%的水平
                let at = head
                    .rfind("保持在")
                    .filter(|at| !head[*at..].contains('，'))?;
                Some(&head[..at])
            })
            && let Some(measure) =
                names.named(Span::new(within.start, within.start + head.len()), times)
            && (names.is_measure(&measure) || measure.ends_with("标准"))
        {
            of = Some(measure);
        }
        // 后端不得超出车身|0.3米
        if bounds.bare
            && let Some(name) = of.as_deref()
            && let Some((change, head)) = beyond(self.view, within, unit, name)
            && (names.is_measure(name) || !unit.is_some_and(|u| u.ends_with('元')))
        {
            let limit = head.ends_with(['不', '得']).then(|| "le".to_owned());
            let said = (bounds.relation != "eq").then(|| bounds.relation.clone());
            bounds.bound = limit.or(said);
            bounds.relation = change.to_owned();
            of = names.named(Span::new(within.start, within.start + head.len()), times);
        }
        // 储蓄存款|新增|300亿元: what there was grows by that
        if bounds.relation == "eq"
            && let Some(name) = of.as_deref()
            && within
                .slice(self.view)
                .trim_end()
                .strip_suffix("新增")
                .is_some_and(|head| head.ends_with(name))
        {
            bounds.relation = "rises_by".to_owned();
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

    /// A name that is only the end of one, with what the figure before it told.
    pub(super) fn with_told(&self, of: String, place: &Place, unit: Option<&str>) -> String {
        let Some(before) = self.found.last().filter(|_| place.follows) else {
            return of;
        };
        let Some(name) = before.of.as_deref() else {
            return of;
        };
        let clause = &self.view[place.whole_clause..place.span.start];
        match of.as_str() {
            // …所占的比重为12%，小于去年所占的|比重
            share @ ("比重" | "比例") if name.ends_with(share) => {
                // 国营商业在批发中的比重达到63%，|在零售中的比重|达到34%
                let other = clause.find(share).filter(|_| clause.starts_with('在'));
                match (other, name.find('在')) {
                    (Some(at), Some(part)) => {
                        format!("{}{}", &name[..part], &clause[..at + share.len()])
                    }
                    (Some(_), None) => of,
                    (None, _) => name.to_owned(),
                }
            }
            // 科研经费增加到1161亿元，|占生产总值的比重|提高到1.1%
            share
                if share.starts_with('占')
                    && ["比重", "比例", "份额"].iter().any(|w| share.ends_with(w))
                    && !name.contains('占') =>
            {
                let whole = format!("{name}{share}");
                if whole.chars().count() > LONGEST {
                    of
                } else {
                    whole
                }
            }
            // 国家财政收入增加1501亿元，总额达到|11377亿元
            sum @ ("总额" | "总数" | "总量" | "总计")
                if clause.starts_with(sum)
                    && before.unit.as_deref() == unit
                    && (suits(name, unit) || name == "罚款") =>
            {
                name.to_owned()
            }
            _ => of,
        }
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
        let by = head
            .strip_suffix("按照")
            .or_else(|| BY.iter().find_map(|by| head.strip_suffix(by)));
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
                } else if share.is_part
                    // 工资不得低于…的80%|或者|不得低于…
                    || matches!(
                        &self.view[place.clause..share.start.max(place.clause)],
                        "" | "或者" | "或" | "并" | "且" | "并且"
                    )
                {
                    // 总预备费七亿元，占|预算支出的2.57%; 投资完成65亿元，超过年度计划|4%
                    let before = self.found.last().filter(|_| place.follows);
                    let whole = &self.view[share.start..place.span.start.max(share.start)];
                    let of = before.and_then(|q| q.of.clone());
                    of.filter(|of| share.is_part || !is_of_other_kind(of, whole))
                } else {
                    None
                }
            })
    }
}

/// Whether a whole is of another kind than what `of` names: 相当于合作社平均规模的|三十倍 is not
/// told of labourers.
pub(super) fn is_of_other_kind(of: &str, whole: &str) -> bool {
    let whole = whole.trim_end_matches('的');
    let kinds = ["规模", "面积", "水平", "产量"];
    let kind = kinds.into_iter().find(|kind| whole.ends_with(kind));
    let last = kind.and_then(|kind| kind.chars().next_back());
    last.is_some_and(|last| !of.ends_with(last))
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
    let changes = is == "falls_by"
        || is == "rises_by" && (rate || head.ends_with("增加") || head.ends_with("增产"));
    changes.then(|| is.to_owned())
}

/// The change of a distance or a time that is told by what it goes beyond, and the words before
/// its verb: 后端|超出|车身0.3米.
fn beyond<'v>(
    view: &'v str,
    within: Span,
    unit: Option<&str>,
    of: &str,
) -> Option<(&'static str, &'v str)> {
    let extent = unit.is_some_and(|u| {
        u.ends_with(['米', '里']) && !u.starts_with("平方") || matches!(u, "小时" | "分钟")
    });
    let head = within.slice(view).trim_end().strip_suffix(of)?;
    let head = match extent {
        true => head,
        false if unit.is_some_and(|u| u.ends_with('元')) => ["当年", "同期", ""]
            .iter()
            .find_map(|time| head.strip_suffix(time))?,
        false => return None,
    };
    let verbs = [
        ("超出", "rises_by"),
        ("高出", "rises_by"),
        ("高于", "rises_by"),
        ("低于", "falls_by"),
        ("超过", "rises_by"),
    ];
    // 当年支出超过|当年收入|18亿元
    let verbs = if extent { &verbs[..4] } else { &verbs[4..] };
    let mut verbs = verbs.iter();
    verbs.find_map(|(verb, change)| Some((*change, head.strip_suffix(verb)?)))
}
