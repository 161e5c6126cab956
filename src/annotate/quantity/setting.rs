//! By when a figure holds, and whether it is a target, a standard or reported.

use super::bound::Bounds;
use super::clause::{REACH, line_start, rest_of_clause, start_behind};
use super::cues::Cues;
use super::reached::is_condition;
use super::status::{Says, StatusWord};
use super::when::{heading_time, is_mean, tells_when, times};
use crate::annotate::DateMention;
use crate::span::Span;
use crate::time::Date;

/// What is known of the figures of a document before their sentences are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'d> {
    pub(super) dates: &'d [DateMention],
    /// The day the text speaks from.
    pub(super) today: Option<Date>,
    /// Whether the document lays down rules, and so reports nothing.
    pub(super) is_law: bool,
    /// Whether it tells and plans, and so lays nothing down.
    pub(super) tells: bool,
    pub(super) cues: &'d Cues,
}

/// Whether words say that something is done already: 到1月底，已经完成|….
fn done(words: &str) -> bool {
    ["已经", "已完成", "已达", "已建"]
        .iter()
        .any(|w| words.contains(w))
}

/// By or at what time a figure holds, in EDTF, and whether it is a target, a standard or
/// reported. `next` is the first date behind it, `left_behind` the span, from its 由 or 从
/// on, of the figure that its change starts from.
pub(super) fn when_and_status(
    view: &str,
    told: Told<'_>,
    next: usize,
    span: Span,
    bounds: &Bounds,
    of: Option<&str>,
    left_behind: Option<Span>,
) -> (Option<String>, Option<super::QuantityStatus>) {
    use super::QuantityStatus::{Reported, Standard, Target};
    let Told {
        dates,
        today,
        is_law,
        tells,
        cues,
    } = told;
    let clause = bounds.clause;
    let date = times(
        view,
        dates,
        next,
        span,
        bounds.relation == "from",
        left_behind,
        &cues.topic.out_of,
    )
    .find(|d| d.expression.edtf.is_some())
    .filter(|d| !cues.status.laid_then.begins(&view[d.expression.span.end..]))
    // 2000年达到…，平均每年增长|8.3%: over years, not in one
    .filter(|d| {
        !is_mean(
            &view[d.expression.span.end.min(span.start)..span.start],
            &d.expression.named,
        )
    })
    .filter(|d| tells_when(view, d.expression.span, clause, cues))
    // 年末失业率降到5.5%，消费价格上涨|2%: the end of the year is that of the first
    .filter(|d| {
        let date = d.expression.span;
        let gap = &view[date.end.min(clause)..clause];
        let own = of.is_some_and(|of| view[clause..bounds.start.max(clause)].contains(of));
        !(own
            && date.slice(view).ends_with(['末', '底', '初'])
            && !gap.starts_with('，')
            && (gap.contains(|c: char| c.is_ascii_digit()) || gap.contains("百分之")))
    })
    // 将2016年实施的24项措施增加为|30项, 2023年入学的学生须参加|4门
    .filter(|d| {
        let gap = &view[d.expression.span.end.min(span.start)..span.start];
        let mut then = cues.status.done_then.iter();
        !then.any(|w| gap.len() > w.len() && gap.starts_with(w.as_str()))
    })
    // 这五年国家将拨出|20亿元: the years of the plan of which it speaks, and not those before today
    .filter(|d| {
        let date = d.expression.span;
        let over = d.expression.named.until.zip(today);
        !(date.slice(view).starts_with(['这', '這'])
            && over.is_some_and(|(until, today)| until <= today)
            && cues
                .status
                .within(&view[date.end.min(span.start)..span.start])
                .any(|w| w.will))
    })
    // 解放后，经过土地改革，目前|有20%…
    .filter(|d| {
        let gap = &view[d.expression.span.end.min(span.start)..span.start];
        !cues.status.now.iter().any(|w| gap.contains(w.as_str()))
    })
    // 由年初的400万人扩大到|年末的1120万人, told at the start of a year: of which year, is not told
    .filter(|d| {
        let words = d.expression.span.slice(view);
        let bare = matches!(words, "年末" | "年底" | "年初");
        let ahead = d.expression.named.begin.zip(today);
        !(tells
            && bare
            && ahead.is_some_and(|(begin, today)| begin >= today)
            && ["由年初", "从年初"]
                .iter()
                .any(|w| view[clause..span.start].contains(w)))
    })
    .or_else(|| heading_time(view, &dates[..next], span.start))
    // 考前45分钟: the day of the test is not the time of the minutes.
    .filter(|_| !span.slice(view).ends_with(['时', '钟', '秒']));
    let when = date.and_then(|d| d.expression.edtf.clone());
    let behind = view.floor_char_boundary(bounds.end + 30);
    let tail = rest_of_clause(&view[bounds.end..behind]);
    let changes = bounds.relation.ends_with("_to") || bounds.relation == "from";
    let head = &view[clause..span.start];
    // 赤字率从|去年的2.1%|提高到2.3%: what it starts from says when that was
    let parts = match left_behind {
        Some(from) if from.start >= clause && from.end <= span.start => {
            let then = cues.status.within(from.slice(view)).any(|word| word.then);
            match then {
                // 将由|去年的10亿元
                true => {
                    let joint = from.start + '由'.len_utf8();
                    [
                        &view[clause..view.ceil_char_boundary(joint)],
                        &view[from.end..span.start],
                    ]
                }
                false => [head, ""],
            }
        }
        _ => [head, ""],
    };
    // 最低工资提高到80元: the word names what has changed.
    let counts = |w: &&StatusWord| !changes || !w.named;
    let since_then = date.map_or(clause, |d| d.expression.span.end.max(clause));
    let since_then = &view[since_then.min(span.start)..span.start];
    let mut in_head = Vec::new();
    for part in parts {
        in_head.extend(cues.status.within(part).filter(counts));
    }
    let mut said_words = in_head.clone();
    said_words.extend(cues.status.beginning(tail).filter(counts));
    let said = |says: Says| said_words.iter().any(|w| w.says == says);
    // 到2015年, 2020年前
    let by = date.is_some_and(|d| {
        let start = d.expression.span.start;
        let until_then = view[d.expression.span.end..]
            .trim_start_matches("，")
            .starts_with(['为', '止']);
        // 达到今年分数线|518分: no time until which
        let reached = ["达到", "得到", "收到"]
            .iter()
            .any(|w| view[..start].ends_with(w));
        // 由年初的9万人扩大到年末的|12万人
        let of_then = view[d.expression.span.end..span.start.max(d.expression.span.end)] == *"的";
        view[..start].ends_with(['到', '至']) && !reached && !until_then && !of_then
            || d.expression.relation == Some(crate::time::Relation::Before)
    });
    let past = |d: &DateMention| {
        let (until, begin) = (d.expression.named.until, d.expression.named.begin);
        today.and_then(|today| {
            // 未来五年, which begin today
            let mut coming = ["未来", "今后"].iter();
            let words = d.expression.span.slice(view);
            if until.is_some_and(|u| u <= today) {
                Some(true)
            } else if coming.any(|w| words.starts_with(w)) || begin.is_some_and(|b| b > today) || by
            {
                Some(false)
            } else {
                None
            }
        })
    };
    let is_past = date.and_then(past);
    // 据单一资料，2001年学校40所: a later year that a note tells of is not aimed at.
    let sentence = &view[bounds.sentence..span.start];
    let noted = || {
        view.starts_with("【研究摘要】")
            || cues
                .status
                .noted
                .iter()
                .any(|w| sentence.contains(w.as_str()))
    };
    // 已完成投资总额百分之二十五以上的: a condition; 达到了255分，是否…？: a question.
    let asks = view[bounds.end..view.floor_char_boundary(bounds.end + 150)]
        .find(['。', '；', '\n', '！', '？', '?'])
        .is_some_and(|at| view[bounds.end + at..].starts_with(['？', '?']));
    let condition = asks
        || head.contains('达') && is_condition(&view[bounds.end..])
        || tail.ends_with('的')
        || tail.ends_with("的情形")
        || said(Says::Condition)
        || tail.char_indices().any(|(at, _)| {
            let mut words = cues.status.beginning(&tail[at..]);
            words.any(|w| w.says == Says::Condition)
        });
    let standard = || {
        let named = of.is_some_and(|of| {
            !changes
                && !bounds.relation.ends_with("_by")
                && cues
                    .status
                    .laid_down
                    .iter()
                    .any(|w| of.ends_with(w.as_str()))
        });
        // 建筑高度不超过20米|的项目: the bound describes what it is said of
        let name_before = || {
            of.is_some_and(|of| {
                view[clause..bounds.start.max(clause)]
                    .trim_end()
                    .ends_with(of)
            })
        };
        let describes = tail.strip_prefix('的').is_some_and(|noun| {
            !["标准", "比例", "下限", "上限", "罚款"]
                .iter()
                .any(|w| noun.starts_with(w))
        }) && name_before();
        let words = || {
            if describes {
                let head = &view[clause..bounds.start.max(clause)];
                return cues
                    .status
                    .within(head)
                    .any(|w| w.says == Says::Standard && !w.named && !(tells && w.weak));
            }
            let mut words = said_words.iter();
            words.any(|w| w.says == Says::Standard && !(tells && (w.weak || changes)))
        };
        // 迟到15分钟后|不得入场
        let timed = span.slice(view).ends_with("分钟") && cues.status.has(tail, Says::Standard);
        // 违法所得不足五千元的，…: a condition lays nothing down.
        tail != "的" && (named || timed || words())
    };
    let penalty = tail.starts_with("罚款") || tail.starts_with("的罚款");
    // 12月1日提交的音频不超过2分钟: a rule for the day, nothing to be reached by it.
    // 2024年…不得低于100分: what one needs, no aim of the year
    let needed = !tells
        && ["分", "周岁", "岁", "元/人"]
            .iter()
            .any(|unit| span.slice(view).ends_with(unit));
    let by_rule = (is_law
        || !by && (needed || when.as_ref().is_some_and(|w| w.len() > "2015-12".len())))
        && standard();
    // Within a day or a month things are done, over years they are reached.
    let years = date.is_some_and(|d| {
        let named = d.expression.named;
        let both = named.begin.zip(named.until);
        both.is_some_and(|(begin, until)| until.days_since(begin) > 300)
    });
    // 2019年1月1日至12月31日，可按50%返还: what holds between two days
    // 2024年起，考试分为6类: what holds from then on
    let runs = date.is_some_and(|d| {
        let open = when.as_ref().is_some_and(|when| when.ends_with("/.."));
        d.expression.span.slice(view).ends_with('日') || open
    });
    // 2025年参加招生的高校为|26所: how many there are to be, is known
    let stated = !tells
        && bounds.relation == "eq"
        && ["为", "是", "有", "共", "加"]
            .iter()
            .any(|w| head.ends_with(w))
        && !said(Says::Target);
    // 提出了|能耗降低20%|等目标
    let planned = || {
        ["提出", "确定", "设定"].iter().any(|w| head.contains(w)) && {
            // 提出了|能耗降低20%|左右、排放减少10%等目标
            let near = &view[bounds.end..view.floor_char_boundary(bounds.end + 150)];
            let words = rest_of_clause(near);
            ["目标", "指标"].iter().any(|w| words.contains(w))
        }
    };
    // 今年预计将增长|9%: foreseen, not aimed at
    let foreseen = cues.status.forecasts.within(head).any(|(at, word, ())| {
        // 比1980年预计增长8%: of what it is compared with
        let year = head[..at].strip_suffix('年');
        let other = year.is_some_and(|year| !year.ends_with(['今', '全', '明']));
        !other && !head[at + word.len()..].starts_with(['数', '目', '的'])
    });
    // 1958年计划粮食产量|3920亿斤
    let of_plan = || {
        date.is_some_and(|d| {
            let behind = &view[d.expression.span.end.min(span.start)..span.start];
            let plans = cues.status.planned.iter();
            let rest = plans.filter_map(|w| behind.strip_prefix(w.as_str())).next();
            let told = cues.status.carried_out.iter();
            rest.is_some_and(|rest| !told.clone().any(|w| rest.contains(w.as_str())))
                && is_past != Some(true)
                && d.expression.span.start >= bounds.sentence
        })
    };
    let is_target = || {
        said_words
            .iter()
            .any(|w| w.says == Says::Target && !(w.soon && foreseen))
            || !foreseen && of_plan()
            || planned()
            || {
                let start = start_behind(view, span.start, &['。', '\n', '！', '？'], REACH);
                let own = span.start - sentence.len() - start;
                let mut aims = cues.status.aims.within(&view[start..span.start]);
                // 超过预期目标；收入增长7%: of another sentence only what begins a list of aims
                aims.any(|(at, word, ())| {
                    let list = word.ends_with(['是', '为', '：']);
                    // 计划规定，产值比1980年的7亿元增加…: what was, was not planned
                    match word.ends_with('，') {
                        true => is_past != Some(true),
                        false => list || at >= own,
                    }
                })
            }
    };
    // 6名人员受到了|处分
    let done_behind = || {
        tail.contains('了')
            && !["了解", "为了", "除了", "说了"]
                .iter()
                .any(|w| tail.contains(w))
            && !head.contains('将')
            && !said(Says::Target)
    };
    let reports = || {
        let aimed = in_head.iter().any(|w| w.says == Says::Target);
        !planned() && done_behind()
            || in_head.iter().any(|w| {
                // 今年建设的项目共有|90个: in a year that is not over
                let counts = tells && w.sum && is_past.is_none() && years;
                let later = aimed && w.then || counts || planned();
                w.says == Says::Reported && !later
            })
            || said(Says::Compared) && {
                let line = line_start(view, span.start);
                let start = start_behind(view, span.start, &['。', '\n', '！', '？'], REACH);
                // 1956年基本建设的速度很大。投资比1955年增长|62%: in a year that is not over
                let of_line = dates[..next].iter().rev().take(8);
                let mut of_line = of_line.take_while(|d| d.expression.span.start >= line);
                let pending = tells
                    && is_past != Some(true)
                    && of_line.any(|d| {
                        let named = d.expression.named;
                        // 今年上半年: of which it tells, it is over
                        let both = named.begin.zip(named.until);
                        both.zip(today).is_some_and(|((begin, until), today)| {
                            until > today && until.days_since(begin) > 300
                        })
                    });
                // 今年上半年，…比去年同期增长|6%: a part of a year is told of when it is over
                let part = date.is_some_and(|d| {
                    let both = d.expression.named.begin.zip(d.expression.named.until);
                    both.is_some_and(|(begin, until)| until.days_since(begin) < 300)
                });
                let coming = match part {
                    true => since_then,
                    false => &view[line..span.start],
                };
                !pending
                    && !cues.status.has(coming, Says::Coming)
                    && !cues.status.has(sentence, Says::Target)
                    && !cues.status.within(&view[start..span.start]).any(|w| w.will)
            }
    };
    let status = if is_law && !(by && is_past == Some(false)) {
        (standard() || penalty).then_some(Standard)
    } else if (is_past != Some(false) || done(since_then)) && !condition && reports() {
        Some(Reported)
    } else if by_rule && is_past == Some(false) {
        Some(Standard)
    } else if is_past == Some(false) && (years && !runs && !stated || by)
        || by && is_past != Some(true)
    {
        (by || !noted()).then_some(Target)
    } else if penalty {
        Some(Standard)
    } else if is_past == Some(true) {
        (!is_target()).then_some(Reported)
    } else if standard() {
        Some(Standard)
    } else if is_target() {
        Some(Target)
    } else {
        None
    };
    // 重点打造|10个|艺术团: what a document that plans is to bring about
    let status = status.or_else(|| {
        let counts = matches!(bounds.relation.as_str(), "eq" | "ge" | "gt" | "about");
        if is_law || tells || !counts || condition || is_past == Some(true) {
            return None;
        }
        let plans = &cues.status.plans;
        let begins = head.trim_start();
        let brings = plans.iter().any(|w| head.contains(w.as_str()))
            || cues.status.starts.iter().any(|w| {
                let rest = begins.strip_prefix(w.as_str());
                rest.is_some_and(|rest| rest.is_empty())
            });
        let done = || {
            sentence.contains('已')
                || sentence.contains('了')
                || tail.contains('了')
                || said(Says::Reported)
        };
        (brings && !done()).then_some(Target)
    });
    // 经费预算合计为0.5万元, 支出决算: what the name says of itself
    let status = status.or_else(|| {
        let of = of.filter(|_| !is_law)?;
        match () {
            () if of.ends_with("预算") => Some(Target),
            () if of.ends_with("决算") => Some(Reported),
            () => None,
        }
    });
    (when, status)
}
