//! The quantities layer.

mod behind;
mod bound;
mod carried;
mod clause;
mod compared;
mod cues;
mod ends;
mod figure;
mod group;
mod kinds;
mod law;
mod marks;
mod measured;
mod name;
mod noun;
mod number;
mod other;
mod own;
mod owned;
mod penalty;
mod phrase;
mod reached;
mod reading;
mod reckoned;
mod section;
mod setting;
mod share;
mod spoken;
mod standard;
mod status;
mod tabled;
mod topic;
mod when;
mod whole;

use super::{Annotations, Annotator, DateMention, Layer};
use crate::document::Document;
use crate::span::Span;
use cues::Cues;
use figure::Figure;
use other::is_other;
use reading::Reading;

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
    /// `falls_to`, `falls_by`, `from` (what a change starts from: 17 in 从17%降至13%). By how much
    /// something lies above or below what it is compared with is told as a change of it:
    /// 比应选人数多一人 is `rises_by`, 低于边缘石0.1米 `falls_by`.
    pub relation: Option<String>,
    /// The bound of a change: `ge` of 增长8%以上, whose relation is `rises_by`.
    pub bound: Option<String>,
    /// What is measured, the shortest whole name: `校际差异系数`; of an age that is given for people
    /// (16—24岁失业青年) `年龄`.
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
    let cues = Cues::get();
    let figures = figures(document.text.view(), dates, cited, cues);
    if figures.is_empty() {
        return Vec::new();
    }
    let mut reading = Reading::new(document, dates, cues);
    for figure in figures {
        reading.read(figure);
    }
    reading.done()
}

/// The figures of a view that are figures where they stand, 五千元以上五万元以下 as one.
fn figures(view: &str, dates: &[DateMention], cited: &[Span], cues: &Cues) -> Vec<Figure> {
    let spans = dates.iter().map(|date| date.expression.span);
    let found = figure::find(view, spans, cues);
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
        kept.push(with_rest(view, with_half(view, figure)));
    }
    kept
}

/// A measure with the half behind it: 六倍半, 一亩半|耕地.
fn with_half(view: &str, mut figure: Figure) -> Figure {
    let measure = matches!(
        figure.unit.as_deref(),
        Some("倍" | "亩" | "斤" | "公斤" | "里" | "公里" | "米" | "吨" | "小时" | "番")
    );
    let Some(behind) = view[figure.span.end..].strip_prefix('半') else {
        return figure;
    };
    // 一亩半径为…, 三米半个…: of the next word
    let word = behind.starts_with(['径', '个', '年', '天', '导', '成', '数']);
    if measure && !word && figure.upper.is_none() {
        figure.span.end += '半'.len_utf8();
        figure.value += 0.5;
    }
    figure
}

/// A length with its tenths behind it: 一米五.
fn with_rest(view: &str, mut figure: Figure) -> Figure {
    let rest = &view[figure.span.end..];
    let Some(tenths) = rest.chars().next().filter(|_| figure.han) else {
        return figure;
    };
    let digit = crate::numeral::digit(tenths).filter(|digit| (1..10).contains(digit));
    let behind = rest[tenths.len_utf8()..].chars().next();
    let ends = behind.is_none_or(|c| !cues::is_word(c) || matches!(c, '的' | '以' | '左'));
    if let Some(digit) = digit
        && ends
        && figure.unit.as_deref() == Some("米")
        && figure.upper.is_none()
    {
        figure.span.end += tenths.len_utf8();
        figure.value += f64::from(digit) / 10.0;
    }
    figure
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

#[cfg(test)]
mod tests;
