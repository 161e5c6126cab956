//! What the sentence of a figure says of it: its bound, its time, whether it is a target.

use super::cues::{Cues, is_word};
use super::status::{Says, StatusWord};
use crate::annotate::DateMention;
use crate::span::Span;
use crate::time::{Date, ExpressionKind, Interval};

/// How far, in bytes, the words around a figure are read.
const REACH: usize = 360;

/// How the words around a figure bound it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) relation: String,
    /// The bound of a change: 增长8%以上.
    pub(super) bound: Option<String>,
    /// Where the words before the figure begin.
    pub(super) start: usize,
    /// Whether none of them bounds it.
    pub(super) bare: bool,
    /// Where the words behind it end.
    pub(super) end: usize,
    /// Where its sentence and its clause begin.
    pub(super) sentence: usize,
    pub(super) clause: usize,
}

/// Reads the bound of the figure at `span`; `clause` is where its clause begins, `date` the date
/// before it.
pub(super) fn bounds(
    view: &str,
    clause: usize,
    span: Span,
    date: Option<Span>,
    is_range: bool,
    open: Option<&str>,
    cues: &Cues,
) -> Bounds {
    let base = base_start(view, clause, span.start, cues);
    let mut start = base;
    let mut change = None;
    let mut level: Option<String> = None;
    // 增长了近30%, 提高到不低于20%: from the figure back.
    for _ in 0..5 {
        // 下降为 is no 下降.
        let whole = view[clause..start].trim_end_matches(' ');
        let words = whole.trim_end_matches([' ', '了', '为', '幅']);
        let found = cues
            .bound_before(whole)
            .or_else(|| cues.bound_before(words));
        let Some((is, at)) = found else {
            break;
        };
        match is {
            // 涨幅降到|3%: what falls is itself a change.
            "rises_by" | "falls_by"
                if level.as_deref().is_some_and(|l| l.ends_with("_to"))
                    && !view[start..].starts_with('达') =>
            {
                break;
            }
            "rises_by" | "falls_by" => {
                change = change.or_else(|| Some(is.to_owned()));
                start = clause + at;
                break;
            }
            // 最高的达到|5.5%: the greatest, and no rise
            "rises_to" if EXTREMES.iter().any(|w| whole[..at].ends_with(w)) => {
                start = clause + at;
                break;
            }
            _ => level = level.or_else(|| Some(is.to_owned())),
        }
        start = clause + at;
    }
    // 候选人数比应选人数多|一人
    if start == base
        && let Some(than) = view[clause..start].rfind('比')
        && let Some(more) = view[clause + than..start].chars().next_back()
        && matches!(more, '多' | '少' | '高' | '低')
    {
        let up = matches!(more, '多' | '高');
        change = Some(if up { "rises_by" } else { "falls_by" }.to_owned());
        start -= more.len_utf8();
    }
    // 由1997年的3252亿美元增加到|2002年的|6208亿美元
    if start == base
        && let Some(date) = date.filter(|d| d.start >= clause && d.end <= start)
        && matches!(view[date.end..start].trim(), "的" | "")
        && let Some((is, at)) = cues.bound_before(view[clause..date.start].trim_end())
        && is.ends_with("_to")
    {
        level = Some(is.to_owned());
        start = clause + at;
    }
    let bare = start == base;
    // 收购价|每50公斤|提高5元
    if !bare {
        start = base_start(view, clause, start, cues);
    }
    let mut end = span.end;
    let mut behind = None;
    // 10万元人民币以上
    let currency = if view[end..].starts_with("人民币") {
        "人民币".len()
    } else {
        0
    };
    if let Some((is, length)) = cues.bound_after(&view[end + currency..]) {
        behind = Some(is.to_owned());
        end += currency + length;
    } else if let Some(is) = bound_behind_noun(&view[end..], cues) {
        behind = Some(is.to_owned());
    }
    // 50万元以下（不含50万元）
    let behind = behind.map(|is| match is.as_str() {
        "le" if leaves_out(&view[end..]) => "lt".to_owned(),
        "ge" if leaves_out(&view[end..]) => "gt".to_owned(),
        _ => is,
    });
    let level = match (behind, level) {
        _ if is_range => Some("between".to_owned()),
        (Some(behind), _) => Some(behind),
        (None, Some(level)) if level != "about" || open.is_none() => Some(level),
        (None, _) => open.map(str::to_owned),
    };
    let (relation, bound) = match change {
        Some(change) => (change, level),
        None => (level.unwrap_or_else(|| "eq".to_owned()), None),
    };
    Bounds {
        relation,
        bound,
        start,
        bare,
        end,
        ..Bounds::default()
    }
}

/// What is said of the greatest and the least of several.
const EXTREMES: &[&str] = &[
    "最高", "最低", "最多", "最少", "高的", "低的", "多的", "少的",
];

/// Whether a remark leaves out the bound itself: （不含本数）.
fn leaves_out(behind: &str) -> bool {
    behind
        .strip_prefix(['（', '('])
        .is_some_and(|remark| remark.starts_with("不含") || remark.starts_with("不包括"))
}

/// The bound behind the noun that a figure counts: 二十四个|教学班以下的.
fn bound_behind_noun<'c>(after: &str, cues: &'c Cues) -> Option<&'c str> {
    let near = &after[..after.floor_char_boundary(24)];
    let at = near.find('以').filter(|at| *at > 0)?;
    // 限额以上的企业, 县级以上行政区域: of the noun itself
    let noun = near[..at].chars().all(is_word) && near[..at].ends_with(['班', '床', '席', '科']);
    let (is, length) = cues.bound_after(&near[at..]).filter(|_| noun)?;
    let behind = near[at + length..].chars().next();
    behind
        .is_none_or(|c| !is_word(c) || c == '的')
        .then_some(is)
}

/// Where the words begin that say for what, or in which currency, the figure at byte `at` is
/// given: 不超过|每人每年|2000元, 不低于|人民币|五十万元.
fn base_start(view: &str, clause: usize, at: usize, cues: &Cues) -> usize {
    let mut start = at;
    for _ in 0..3 {
        let words = view[clause..start].trim_end_matches(' ');
        let base = words
            .char_indices()
            .rev()
            .take(5)
            .find(|(_, c)| *c == '每')
            .map(|(at, _)| at)
            .filter(|at| {
                // 每|50公斤
                let base = &words[at + '每'.len_utf8()..];
                let base = base.trim_start_matches(|c: char| {
                    c.is_ascii_digit() || crate::numeral::is_numeral(c)
                });
                cues.is_base(base)
            });
        // 提高到|人均|320元
        let average = || {
            let head = ["人均", "户均", "亩均", "生均"]
                .iter()
                .find_map(|w| words.strip_suffix(w))?;
            cues.bound_before(head).map(|_| head.len())
        };
        let currency = || Some(words.strip_suffix("人民币")?.len());
        let Some(at) = base.or_else(currency).or_else(average) else {
            break;
        };
        start = clause + at;
    }
    start
}

/// Where the clause that holds byte `at` begins.
pub(super) fn clause_start(view: &str, at: usize) -> usize {
    start_behind(view, at, &['，', '。', '；', '\n', '！', '？'], 120)
}

/// Where the line that holds byte `at` begins, or what of it is read.
fn line_start(view: &str, at: usize) -> usize {
    start_behind(view, at, &['\n'], 3 * REACH)
}

/// Where the sentence that holds byte `at` begins, or what of it is read.
pub(super) fn sentence_start(view: &str, at: usize) -> usize {
    start_behind(view, at, &['。', '；', '\n', '！', '？'], REACH)
}

fn start_behind(view: &str, at: usize, stops: &[char], reach: usize) -> usize {
    let from = view.ceil_char_boundary(at.saturating_sub(reach));
    let words = &view[from..at];
    // Every stop begins with one of these bytes, and few other characters do.
    let may = |(_, byte): &(usize, &u8)| matches!(**byte, b'\n' | 0xE3 | 0xEF);
    let mut marks = words.as_bytes().iter().enumerate().rev().filter(may);
    let behind = marks.find_map(|(at, _)| {
        let mark = words[at..].chars().next()?;
        stops.contains(&mark).then(|| at + mark.len_utf8())
    });
    from + behind.unwrap_or(0)
}

/// Whether a date belongs to what the figure at byte `at` builds on: 在1979到1983年递增7.9%的基础上，增长|14.2%.
fn is_ground(view: &str, date: Span, at: usize) -> bool {
    let gap = &view[date.end.min(at)..at];
    let Some(ground) = gap.find("基础上") else {
        return false;
    };
    let clause = &view[clause_start(view, date.start)..date.start];
    clause.contains('在') && !gap[..ground].contains(['在', '，'])
}

/// Whether the words before a figure say that it is a mean over years, of which `named` is one.
fn is_mean(words: &str, named: &Interval) -> bool {
    let both = named.begin.zip(named.until);
    let year = both.is_some_and(|(begin, until)| until.days_since(begin) <= 366);
    let mean = ["平均每年", "每年平均", "年均", "年平均", "年递增"];
    // 1995年全校年均经费…: the year stands in its own clause
    year && words.contains(['，', '；']) && mean.iter().any(|w| words.contains(w))
}

/// Whether a date stands where its sentence says when: in the clause of the figure, or at the
/// start of one before it. In 落实“十三五”期间的任务，… it is of the task.
fn tells_when(view: &str, date: Span, clause: usize, cues: &Cues) -> bool {
    if date.start >= clause {
        return true;
    }
    let behind = &view[date.end..];
    let mut then = cues.status.done_then.iter();
    if then.any(|w| behind.starts_with(w.as_str())) {
        return false;
    }
    let start = clause_start(view, date.start);
    let head = &view[start.min(date.start)..date.start];
    head.chars().count() <= 8 && cues.status.aims_at.within(head).next().is_none()
}

/// The dates that may belong to the figure at `span`: those of its sentence before it, the
/// nearest first, then the first behind it in its clause. What it is only compared with (比上年)
/// is left out. `next` is the first date behind the figure.
fn times<'d>(
    view: &'d str,
    dates: &'d [DateMention],
    next: usize,
    span: Span,
    is_left: bool,
    left_behind: Option<Span>,
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
        let than = ['比', '较', '同', '与'];
        // 1955年|本年收入: the year is said before
        let said = d.expression.span.slice(view) == "本年";
        if said && view[..d.expression.span.start].ends_with('年') {
            return true;
        }
        if is_ground(view, d.expression.span, span.start) {
            return true;
        }
        // 为本世纪以来年均18次的|1.8倍
        let head = &view[..d.expression.span.start];
        let multiple = view[span.start..span.end].ends_with('倍');
        if multiple && !right_before && head.ends_with(['为', '是']) {
            return true;
        }
        // 未在1994年法规定的期限内: the year of a law
        if view[d.expression.span.end..].starts_with("法") {
            return true;
        }
        // 比1957年的|300万吨: that of the figure itself
        if right_before
            && view[..d.expression.span.start].ends_with(than)
            && !view[span.start..span.end].ends_with(['倍', '%', '半'])
        {
            return false;
        }
        view[..d.expression.span.start].ends_with(['比', '较', '同', '与', '占', '按', '其', '该'])
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
fn heading_time<'d>(view: &str, dates: &'d [DateMention], at: usize) -> Option<&'d DateMention> {
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
    .or_else(|| heading_time(view, &dates[..next], span.start))
    // 考前45分钟: the day of the test is not the time of the minutes.
    .filter(|_| !span.slice(view).ends_with(['时', '钟', '秒']));
    let when = date.and_then(|d| d.expression.edtf.clone());
    let behind = view.floor_char_boundary(bounds.end + 30);
    let tail = &view[bounds.end..behind];
    let tail = tail
        .find(['，', '。', '；', '\n'])
        .map_or(tail, |at| &tail[..at]);
    let changes = bounds.relation.ends_with("_to") || bounds.relation == "from";
    let head = &view[clause..span.start];
    // 最低工资提高到80元: the word names what has changed.
    let counts = |w: &&StatusWord| !changes || !w.named;
    let mut in_head = Vec::new();
    in_head.extend(cues.status.within(head).filter(counts));
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
        view[..start].ends_with(['到', '至']) && !reached && !until_then
            || d.expression.relation == Some(crate::time::Relation::Before)
    });
    let past = |d: &DateMention| {
        let (until, begin) = (d.expression.named.until, d.expression.named.begin);
        today.and_then(|today| {
            if until.is_some_and(|u| u <= today) {
                Some(true)
            } else if begin.is_some_and(|b| b > today) || by {
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
        let words = || {
            let mut words = said_words.iter();
            words.any(|w| w.says == Says::Standard && !(tells && w.weak))
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
    let runs = date.is_some_and(|d| d.expression.span.slice(view).ends_with('日'));
    let is_target = || {
        said(Says::Target) || {
            let start = start_behind(view, span.start, &['。', '\n', '！', '？'], REACH);
            let own = span.start - sentence.len() - start;
            let mut aims = cues.status.aims.within(&view[start..span.start]);
            // 超过预期目标；收入增长7%: of another sentence only what begins a list of aims
            aims.any(|(at, word, ())| at >= own || word.ends_with(['是', '为', '：']))
        }
    };
    // 6名人员受到了|处分
    let done_behind = !["了解", "为了", "除了", "说了"]
        .iter()
        .any(|w| tail.contains(w))
        && tail.contains('了')
        && !head.contains('将')
        && !said(Says::Target);
    let reports = || {
        let aimed = in_head.iter().any(|w| w.says == Says::Target);
        done_behind
            || in_head
                .iter()
                .any(|w| w.says == Says::Reported && !(aimed && w.then))
            || said(Says::Compared) && {
                let line = &view[line_start(view, span.start)..span.start];
                !cues.status.has(line, Says::Coming) && !cues.status.has(sentence, Says::Target)
            }
    };
    let status = if is_law && !(by && is_past == Some(false)) {
        (standard() || penalty).then_some(Standard)
    } else if is_past != Some(false) && !condition && reports() {
        Some(Reported)
    } else if by_rule && is_past == Some(false) {
        Some(Standard)
    } else if is_past == Some(false) && (years && !runs || by) || by && is_past != Some(true) {
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
    (when, status)
}
