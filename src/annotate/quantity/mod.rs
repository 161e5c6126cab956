//! The quantities layer.

mod behind;
mod cues;
mod figure;
mod group;
mod name;
mod number;
mod other;
mod setting;
mod share;

use super::{Annotations, Annotator, DateMention, Layer};
use crate::document::Document;
use crate::span::Span;
use cues::Cues;
use figure::Figure;
use group::Group;
use name::Names;
use other::is_other;
use share::share;

/// A figure with its unit and what it measures.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Quantity {
    /// The figure with its unit, in bytes of the original text; of a range from its lower to its
    /// upper end.
    pub span: Span,
    /// The value in `unit`; `65%` and 百分之六十五 are 65 in `%`, 三分之二 is 0.667 without a unit,
    /// `1:13.5` the quotient 0.074 in `:`. A range gives its lower end.
    pub value: f64,
    /// The upper end of a range: 50 in `45—50人`, 100000 in 二万元以上十万元以下.
    pub upper: Option<f64>,
    /// The unit as printed, without multiplier: `元`, `所`, `平方米`, `元/生·年`.
    pub unit: Option<String>,
    /// `eq`, `ge`, `le`, `gt`, `lt`, `about`, `between` (a range), `rises_to`, `rises_by`,
    /// `falls_to`, `falls_by`, `from` (what a change starts from: 17 in 从17%降至13%).
    pub relation: Option<String>,
    /// The bound of a change: `ge` of 增长8%以上, whose relation is `rises_by`.
    pub bound: Option<String>,
    /// What is measured, the shortest whole name: `校际差异系数`.
    pub of: Option<String>,
    /// Whom it concerns: `农村小学`, and in a penalty the one it meets.
    pub group: Option<String>,
    /// By or at what time, in EDTF.
    pub when: Option<String>,
    /// Whether it is aimed at, laid down or reported; `None` where the words do not say.
    pub status: Option<QuantityStatus>,
}

/// What a text does with a figure.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuantityStatus {
    /// To be reached: 到2015年，巩固率达到95%.
    Target,
    /// Told as it is or was: 完成投资3.5亿元.
    Reported,
    /// Laid down for every case: 班额不超过45人, 处一万元以下罚款.
    Standard,
}

/// Finds figures with their units. Dates, lengths of time in days and more, document numbers,
/// article numbers and list markers are not figures, nor are the bases of rates (每百名学生).
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct QuantityAnnotator;

impl Annotator for QuantityAnnotator {
    fn name(&self) -> &str {
        "quantities"
    }
    fn requires(&self) -> &[Layer] {
        &[Layer::Dates]
    }
    fn gives(&self) -> Layer {
        Layer::Quantities
    }
    fn annotate(&self, document: &Document, annotations: &mut Annotations) {
        let found = find(document, &annotations.dates, annotations.cited(document));
        annotations.quantities.extend(found);
    }
}

fn find(document: &Document, dates: &[DateMention], cited: &[Span]) -> Vec<Quantity> {
    let view = document.text.view();
    let cues = Cues::get();
    let figures = figures(view, dates, cited, cues);
    if figures.is_empty() {
        return Vec::new();
    }
    let names = Names::new(view, cues);
    let genre = document.metadata.genre.as_deref();
    let told = setting::Told {
        dates,
        today: document.speaks_from(),
        is_law: genre.is_some_and(|genre| cues.status.laws.iter().any(|law| law == genre)),
        tells: genre.is_some_and(|genre| cues.status.telling.iter().any(|tale| tale == genre)),
        cues,
    };
    let mut found: Vec<Quantity> = Vec::with_capacity(figures.len());
    // Where the figure before ends and begins, and whom it concerns.
    let mut last = 0;
    let mut before_last = 0;
    let mut group: Option<Group> = None;
    let mut date = 0;
    // Whether the figure before had its name from the one before it.
    let mut went_on = false;
    for figure in figures {
        let span = figure.span;
        while dates
            .get(date)
            .is_some_and(|d| d.expression.span.end <= span.start)
        {
            date += 1;
        }
        // The words behind a bound may reach into the next figure: 以上百.
        last = last.min(span.start);
        let sentence = setting::sentence_start(view, span.start);
        let same_sentence = last > sentence;
        let whole_clause = setting::clause_start(view, span.start);
        let clause = whole_clause.max(last);
        let date_before = dates[..date].last().map(|d| d.expression.span);
        let mut bounds = setting::bounds(
            view,
            clause,
            span,
            date_before,
            figure.upper.is_some(),
            figure.open,
            cues,
        );
        if is_left_behind(view, span, bounds.end, cues) {
            let bound = std::mem::replace(&mut bounds.relation, "from".to_owned());
            bounds.bound =
                Some(bound).filter(|b| matches!(b.as_str(), "about" | "ge" | "le" | "gt" | "lt"));
        }
        // 至少应当配备教师|二人, 最多可填报|2个
        if bounds.relation == "eq"
            && let Some(is) = cues.bound_of_verb(&view[whole_clause..span.start])
        {
            bounds.relation = is.to_owned();
        }
        let from = sentence.max(last);
        let within = Span::new(from, bounds.start.max(from));
        let times: Vec<Span> = dates[..date]
            .iter()
            .rev()
            .take(4)
            .map(|d| d.expression.span)
            .take_while(|d| d.end > within.start)
            .collect();
        if !same_sentence {
            group = None;
        }
        let rate = matches!(
            figure.unit.as_deref(),
            None | Some("%" | "‰" | "倍" | "个百分点")
        );
        let share = share(view, clause, bounds.start, bounds.bare, cues)
            .filter(|share| rate || share.holds && bounds.bare && bounds.relation == "eq");
        // 应当不超过|专任教师人数的四分之一: the whole is not whom it concerns.
        let within = match &share {
            Some(share) if share.start >= within.start => Span::new(within.start, share.start),
            _ => within,
        };
        let own = names.group(within);
        let carried = own.is_none();
        group = own.or(group.filter(|g| g.stays));
        let unit = figure.unit.as_deref();
        let before = found.last().filter(|_| same_sentence);
        let of = match &share {
            Some(share) => {
                // 处货值金额|二倍以下|罚款
                let sum = names.sum(bounds.end, unit);
                sum.or_else(|| names.named(within, &times)).or_else(|| {
                    if share.is_part && view[bounds.end..].starts_with('的') {
                        // 占人口95%以上的|群众
                        names.measured(
                            Span::new(within.end, within.end),
                            &[],
                            bounds.end,
                            Some("个"),
                        )
                    } else if share.is_part || share.start == clause {
                        // 总预备费七亿元，占|预算支出的2.57%; 投资完成65亿元，超过年度计划|4%
                        before.and_then(|q| q.of.clone())
                    } else {
                        None
                    }
                })
            }
            None => names.measured(within, &times, bounds.end, unit),
        };
        let mut of = of;
        if let Some(share) = &share {
            if bounds.relation == "eq" {
                bounds.relation.clone_from(&share.relation);
            }
        } else if rate
            && bounds.bare
            && let Some(change) = of.as_deref().and_then(|of| changed(view, within, of, cues))
        {
            bounds.bound = (bounds.relation != "eq").then_some(bounds.relation);
            bounds.relation = change;
        }
        // 退休费按原工资的|百分之百|发给
        if share.is_none()
            && rate
            && let Some(by) = names.paid_by(view, clause, bounds.start, bounds.end)
            && let Some(name) = names.named(Span::new(within.start, by.max(within.start)), &times)
        {
            of = Some(name);
        }
        if rate && let Some(sum) = names.reckoned(&view[clause..bounds.start], bounds.end) {
            of = Some(sum);
        }
        // 分别降低16%和17%: what is said of the first is said of both.
        let row = same_sentence && is_joined(view, last, span.start);
        if row
            && let Some(first) = found.last().filter(|q| q.unit == figure.unit)
            && first.upper.is_none()
            && view[sentence..last].contains("分别")
        {
            let said = first.relation.clone().unwrap_or_default();
            if bounds.relation == "eq" {
                bounds.relation = said;
            } else if said.ends_with("_by")
                && matches!(
                    bounds.relation.as_str(),
                    "about" | "ge" | "le" | "gt" | "lt"
                )
            {
                // 分别减少3%左右和|5%左右
                bounds.bound = Some(std::mem::replace(&mut bounds.relation, said));
            }
        }
        // 国内生产总值达到114万亿元，增长8.1%: the change is of what was told before.
        let changes = bounds.relation.ends_with("_by")
            || bounds.relation.ends_with("_to")
            || found
                .last()
                .is_some_and(|q| q.relation.as_deref() == Some("from"));
        // …经费投入3366亿元，是上年的|1.8倍
        let clause_words = view[clause..span.start].trim_start_matches([' ', '只', '仅']);
        let relates = matches!(figure.unit.as_deref(), Some("%" | "倍") | None)
            && cues
                .copulas
                .iter()
                .any(|w| clause_words.starts_with(w.as_str()));
        if of.is_none()
            && same_sentence
            && (row || relates || changes && names.is_bare(within, &times))
        {
            // 就业率达到83%，比上年增加|60万人: no rate is counted.
            let of_rate =
                |of: &String| !rate && ["率", "比重", "比例"].iter().any(|w| of.ends_with(w));
            // 达到十七万人，比一九五二年的五万人增长|两倍: the second is what it is compared with.
            let compared = view[whole_clause..].starts_with(['比', '较', '同', '与']);
            let start = document.text.to_original(Span::new(sentence, last)).start;
            let told = found.iter().rev().take(if compared { 2 } else { 1 });
            of = told
                .take_while(|q| q.span.start >= start)
                .find_map(|q| q.of.clone())
                .filter(|of| !of_rate(of));
            let before = found.last().and_then(|q| q.group.clone());
            group = group.or(before.map(|name| Group { name, stays: false }));
            if row && went_on {
                share_out(&mut found);
            }
            went_on = of.is_some();
        } else {
            went_on = false;
        }
        // A penalty meets the one it names, not those of whom its sentence speaks.
        let own_group = if of.as_deref() == Some("罚款") {
            group.as_ref().filter(|_| names.is_penalty(within))
        } else {
            // What the name says goes before what an earlier clause says.
            let part = of.as_deref().and_then(|of| names.whose(of));
            group = if carried {
                part.or(group)
            } else {
                group.or(part)
            };
            group.as_ref()
        };
        let own_group = own_group.map(|g| g.name.clone());
        let left_behind = found
            .last()
            .filter(|q| same_sentence && q.relation.as_deref() == Some("from"))
            .map(|_| Span::new(from_start(view, before_last, cues), last));
        let (when, status) =
            setting::when_and_status(view, told, date, span, &bounds, of.as_deref(), left_behind);
        before_last = span.start;
        last = bounds.end;
        found.push(Quantity {
            span: document.text.to_original(span),
            value: figure.value,
            upper: figure.upper,
            unit: figure.unit,
            relation: Some(bounds.relation),
            bound: bounds.bound,
            group: own_group.filter(|g| !of.as_deref().is_some_and(|of| names.counts_them(of, g))),
            of,
            when,
            status,
        });
    }
    found
}

/// The figures of a view that are figures where they stand, 五千元以上五万元以下 as one.
fn figures(view: &str, dates: &[DateMention], cited: &[Span], cues: &Cues) -> Vec<Figure> {
    let found = figure::find(view, cues);
    if found.is_empty() {
        return found;
    }
    let mut blank = cited.iter().peekable();
    let mut date = 0;
    let mut kept: Vec<Figure> = Vec::with_capacity(found.len());
    for figure in found {
        let span = figure.span;
        while blank.next_if(|b| b.end <= span.start).is_some() {}
        while dates
            .get(date)
            .is_some_and(|d| d.expression.span.end <= span.start)
        {
            date += 1;
        }
        let covered = blank.peek().is_some_and(|b| b.touches(span))
            || dates
                .get(date)
                .is_some_and(|d| d.expression.span.touches(span));
        if covered || is_other(view, &figure, cues) {
            continue;
        }
        if let Some(lower) = kept
            .last_mut()
            .filter(|lower| is_range(view, lower, &figure))
        {
            lower.span.end = span.end;
            lower.upper = Some(figure.value);
            lower.unit = figure.unit;
            continue;
        }
        kept.push(figure);
    }
    kept
}

/// Whether two figures are the ends of one range: 五千元以上五万元以下, 百分之五以上百分之十以下.
fn is_range(view: &str, lower: &Figure, upper: &Figure) -> bool {
    let gap = Span::new(lower.span.end, upper.span.start.max(lower.span.end)).slice(view);
    let joined = matches!(
        gap,
        "以上"
            | "以上、"
            | "以上至"
            | "以上，"
            | "以上不满"
            | "以上不足"
            | "（含）以上"
            | "以上到"
            | "以上，不超过"
            | "以上不超过"
            | "以上未达到"
            | "以上未达"
            | "以上未满"
            | "以上不到"
    );
    let closed = ["以下", "以内", "（含）以下"]
        .iter()
        .any(|w| view[upper.span.end..].starts_with(w))
        || gap.ends_with(['满', '足', '过', '到', '达']);
    // 五千吨以上不满一万吨标准煤: the unit is whole at the end.
    let same = match (lower.unit.as_deref(), upper.unit.as_deref()) {
        (Some(low), Some(high)) => high.starts_with(low),
        (low, high) => low == high,
    };
    joined && closed && lower.upper.is_none() && same && lower.value < upper.value
}

/// 城镇居民收入1万元，农村居民收入5千元，增长9.8%|和8.5%: the first change is of the first.
fn share_out(found: &mut [Quantity]) {
    if let [.., first, second, change] = found
        && change.of == second.of
        && change.unit != second.unit
        && first.unit == second.unit
        && first.of.is_some()
    {
        change.of.clone_from(&first.of);
        change.group.clone_from(&first.group);
    }
}

/// Whether a figure is what a change starts from: 从17%|降至13%.
fn is_left_behind(view: &str, span: Span, end: usize, cues: &Cues) -> bool {
    let start = setting::clause_start(view, span.start);
    let before = &view[start..span.start];
    let rest = &view[end..view.floor_char_boundary(end + 60)];
    // 由50%左右，上升到80%; 将现行16%的税率降至13%
    let rest = rest.trim_start_matches([' ', '，']);
    let rest = rest
        .find(['，', '。', '；', '\n'])
        .map_or(rest, |at| &rest[..at]);
    let rest = match rest.strip_prefix('的') {
        Some(name) => cues
            .to
            .within(name)
            .map(|(at, ..)| at)
            .next()
            .filter(|at| *at <= 18)
            .map_or(rest, |at| &name[at..]),
        None => rest,
    };
    cues.to.begins(rest) && cues.from.iter().any(|from| before.contains(from.as_str()))
}

/// Where the 由 or 从 begins behind which stands the figure at `at`.
fn from_start(view: &str, at: usize, cues: &Cues) -> usize {
    let start = setting::clause_start(view, at);
    let before = &view[start..at];
    let froms = cues.from.iter();
    froms
        .filter_map(|from| before.rfind(from.as_str()))
        .max()
        .map_or(at, |from| start + from)
}

/// The change whose verb stands before the name: 压减|政府性基金项目|30%.
fn changed(view: &str, within: Span, of: &str, cues: &Cues) -> Option<String> {
    let words = within.slice(view);
    let at = words.rfind(of)?;
    if words.len() > at + of.len() {
        return None;
    }
    let head = words[..at].trim_end_matches('了');
    let from = head.ceil_char_boundary(head.len().saturating_sub(30));
    let (is, _) = cues.bound_before(&head[from..])?;
    is.ends_with("_by").then(|| is.to_owned())
}

/// Whether only joining words stand between two figures: 9.97%和14.1%.
fn is_joined(view: &str, from: usize, to: usize) -> bool {
    view.get(from..to)
        .is_some_and(|gap| matches!(gap.trim(), "和" | "、" | "及" | "与"))
}

#[cfg(test)]
mod tests;
