//! Which of the dates around a figure is its own.

use super::clause::{REACH, clause_start, rest_of_clause, sentence_start, start_behind};
use super::cues::Cues;
use crate::annotate::DateMention;
use crate::span::Span;
use crate::time::{ExpressionKind, Interval};

/// Whether a date belongs to what the figure at byte `at` builds on: 在1979到1983年递增7.9%的基础上，增长|14.2%.
fn is_ground(view: &str, date: Span, at: usize) -> bool {
    let gap = &view[date.end.min(at)..at];
    let Some(ground) = gap.find("基础上") else {
        return false;
    };
    let clause = &view[clause_start(view, date.start)..date.start];
    clause.contains('在') && !gap[..ground].contains(['在', '，'])
}

/// Whether a date says of what something is a multiple or a share: 是|1997年|的1.8倍.
fn is_multiplied(view: &str, date: Span) -> bool {
    let is = ["是", "为", "爲", "等于", "等於", "相当于", "达到"];
    let Some(behind) = view[date.end..].strip_prefix('的') else {
        return false;
    };
    is.iter().any(|w| view[..date.start].ends_with(w)) && {
        let near = &behind[..behind.floor_char_boundary(30)];
        let figure = rest_of_clause(near);
        figure.contains(['倍', '%', '％']) || figure.contains("分之")
    }
}

/// Whether words say that what stands behind them is a mean over years.
pub(super) fn is_mean_of_years(words: &str) -> bool {
    let mean = ["平均每年", "每年平均", "年均", "年平均", "年递增"];
    words.contains('年') && mean.iter().any(|w| words.contains(w))
}

/// What stands before a time with which something is compared: 比|上年.
pub(super) fn to_compare(c: char) -> bool {
    matches!(c, '比' | '较' | '較' | '同' | '与' | '與')
}

/// Whether words end by comparing with what stands behind them: 比|上年, 高于|上年.
pub(super) fn compares(words: &str) -> bool {
    if words.ends_with(to_compare) {
        return true;
    }
    let than = words.strip_suffix('于').or(words.strip_suffix('於'));
    than.is_some_and(|w| {
        w.ends_with([
            '高', '低', '多', '少', '快', '慢', '大', '小', '好', '优', '强', '弱',
        ])
    })
}

/// Whether the words before a figure say that it is a mean over years, of which `named` is one.
pub(super) fn is_mean(words: &str, named: &Interval) -> bool {
    let both = named.begin.zip(named.until);
    let year = both.is_some_and(|(begin, until)| until.days_since(begin) <= 366);
    // 1995年全校年均经费…: the year stands in its own clause
    year && words.contains(['，', '；']) && is_mean_of_years(words)
}

/// Whether a time is that of what people did: 1945年9月以前|参加工作的人员，.
fn describes_people(behind: &str) -> bool {
    let near = &behind[..behind.floor_char_boundary(60)];
    let Some((words, _)) = near.split_once('，') else {
        return false;
    };
    let then = ["以前", "之前", "前", "以后", "之后", "后", "期间"];
    let who = words.rsplit_once('的').map(|(_, who)| who);
    then.iter().any(|w| words.starts_with(w)) && who.is_some_and(|who| who.chars().count() <= 6)
}

/// Whether a date stands where its sentence says when: in the clause of the figure, or at the
/// start of one before it. In 落实“十三五”期间的任务，… it is of the task.
pub(super) fn tells_when(view: &str, date: Span, clause: usize, cues: &Cues) -> bool {
    if date.start >= clause {
        return true;
    }
    let behind = &view[date.end..];
    let mut then = cues.status.done_then.iter();
    if then.any(|w| behind.starts_with(w.as_str())) || describes_people(behind) {
        return false;
    }
    let start = clause_start(view, date.start);
    let head = &view[start.min(date.start)..date.start];
    // 在文化教育和保健方面：1954年…, 发生三起事故：8月11日，…
    let head = match head.rsplit_once('：') {
        Some((said, rest)) => {
            let lays = ["要求", "规定", "计划", "标准", "目标", "纲要"];
            let lays = lays.iter().any(|w| said.contains(w));
            // 纲要要求：从1956年开始，…: what was asked for was not so then
            if lays && rest.ends_with(['从', '自', '從']) {
                return false;
            }
            match !lays && (said.ends_with("方面") || behind.starts_with('，')) {
                true => rest,
                false => head,
            }
        }
        None => head,
    };
    head.chars().count() <= 8 && cues.status.aims_at.within(head).next().is_none()
}

/// The dates that may belong to the figure at `span`: those of its sentence before it, the
/// nearest first, then the first behind it in its clause. What it is only compared with (比上年)
/// is left out. `next` is the first date behind the figure.
pub(super) fn times<'d>(
    view: &'d str,
    dates: &'d [DateMention],
    next: usize,
    span: Span,
    is_left: bool,
    left_behind: Option<Span>,
    out_of: &'d [String],
) -> impl Iterator<Item = &'d DateMention> {
    let near = move |from: usize, to: usize, stops: &[char]| {
        view.get(from..to)
            .is_some_and(|gap| gap.len() <= REACH && !gap.contains(stops))
    };
    let compared = move |d: &DateMention| {
        let right_before = matches!(
            view[d.expression.span.end..span.start.max(d.expression.span.end)].trim(),
            "" | "的"
        );
        let than = to_compare;
        // 1955年|本年收入: the year is said before
        let said = d.expression.span.slice(view) == "本年";
        if said && view[..d.expression.span.start].ends_with('年') {
            return true;
        }
        if is_ground(view, d.expression.span, span.start) {
            return true;
        }
        // 今年拟从去年超收收入中安排|500亿元: of what it comes from
        let gap = &view[d.expression.span.end..span.start.max(d.expression.span.end)];
        if view[..d.expression.span.start].ends_with(['从', '由', '從'])
            && out_of.iter().any(|w| gap.contains(w.as_str()))
        {
            return true;
        }
        // 为本世纪以来年均18次的|1.8倍
        let head = &view[..d.expression.span.start];
        let multiple = view[span.start..span.end].ends_with('倍');
        if multiple && !right_before && head.ends_with(['为', '是']) {
            return true;
        }
        // 是1997年的1.8倍，占…的比重提高到|3.3%: of what is only multiplied
        if !right_before && is_multiplied(view, d.expression.span) {
            return true;
        }
        // 未在1994年法规定的期限内: the year of a law; 不包括上年结余
        let behind = &view[d.expression.span.end..];
        if ["法", "结余", "結餘", "结转"]
            .iter()
            .any(|w| behind.starts_with(w))
        {
            return true;
        }
        // 比1957年的|300万吨: that of the figure itself
        if right_before
            && view[..d.expression.span.start].ends_with(than)
            && !view[span.start..span.end].ends_with(['倍', '%', '半'])
        {
            return false;
        }
        view[..d.expression.span.start].ends_with(to_compare)
            || view[..d.expression.span.start].ends_with(['占', '按', '其', '该'])
            || view[..d.expression.span.start].ends_with("相当于")
            || !is_left
                && view[d.expression.span.end..span.start.max(d.expression.span.end)] == *"的"
                && view[span.start..span.end].ends_with(['倍', '%', '半'])
    };
    // 40%的产品达到七十年代末的水平: the year of something else.
    let of_other = move |d: &&DateMention| {
        !view[d.expression.span.end..].starts_with(['的', '末', '初', '或', '水'])
    };
    dates[..next]
        .iter()
        .rev()
        .take(4)
        .take_while(move |d| near(d.expression.span.end, span.start, &['。', '；', '\n']))
        .chain(
            dates
                .get(next)
                .into_iter()
                .filter(of_other)
                .filter(move |d| {
                    near(
                        span.end,
                        d.expression.span.start,
                        &['，', '。', '；', '\n', '、', '（', '('],
                    )
                }),
        )
        .filter(move |d| !compared(d))
        // 由2003年的77%提高到|96%: the year is that of the first.
        .filter(move |d| {
            left_behind.is_none_or(|from| {
                d.expression.span.start > from.end || d.expression.span.end <= from.start
            })
        })
        .filter(|d| {
            !matches!(
                d.expression.kind,
                ExpressionKind::Duration | ExpressionKind::Set
            )
        })
}

/// 到2020年，创建学校12所；建设基地|4个: the time at the head of a list whose parts a semicolon
/// divides. `dates` are those before the figure.
pub(super) fn heading_time<'d>(
    view: &str,
    dates: &'d [DateMention],
    at: usize,
) -> Option<&'d DateMention> {
    let last = dates.last()?.expression.span;
    if at - last.end > REACH || !view[last.end..at].contains('；') {
        return None;
    }
    let start = start_behind(view, at, &['。', '\n', '！', '？'], REACH);
    if last.end <= start {
        return None;
    }
    let heads = |d: &&DateMention| {
        let span = d.expression.span;
        let head = &view[sentence_start(view, span.start)..span.start];
        let head = head.rsplit(['）', '、', ' ']).next().unwrap_or_default();
        matches!(head.trim(), "" | "到" | "至" | "在")
            && (head.ends_with(['到', '至']) || view[span.end..].starts_with('，'))
            && d.expression.edtf.is_some()
            && !matches!(
                d.expression.kind,
                ExpressionKind::Duration | ExpressionKind::Set
            )
    };
    let listed = dates.iter().rev().take(4);
    listed
        .take_while(|d| d.expression.span.start >= start)
        .find(heads)
}
