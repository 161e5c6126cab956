//! How the words around a figure bound it: 不低于, 以上, 提高到.

use super::cues::{Cues, is_word};
use crate::span::Span;

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
    // What is reached, and whether 达到 says so.
    let mut reached: Option<(String, bool)> = None;
    // 增长了近30%, 提高到不低于20%: from the figure back.
    for _ in 0..5 {
        // 下降为 is no 下降.
        let whole = view[clause..start].trim_end_matches(' ');
        let words = whole.trim_end_matches([' ', '了', '为', '幅']);
        let found = cues
            .bound_before(whole)
            .or_else(|| cues.bound_before(words))
            .or_else(|| {
                // 预期增长均为|12%
                let all = ["均", "都", "分别"];
                let verb = all.iter().find_map(|w| words.strip_suffix(w))?;
                // 增幅均超过10%: a name
                cues.bound_before(verb)
                    .filter(|(is, _)| is.ends_with("_by") && !verb.ends_with(['幅', '速']))
            });
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
            _ => {
                if is.ends_with("_to") {
                    let verb = whole[at..].starts_with(['达', '達']);
                    reached = reached.or_else(|| Some((is.to_owned(), verb)));
                }
                level = level.or_else(|| Some(is.to_owned()));
            }
        }
        start = clause + at;
    }
    // 超过1952年的|两倍
    if start == base
        && view[span.start..span.end].ends_with('倍')
        && let Some(date) = date.filter(|d| d.start >= clause && d.end <= start)
        && view[date.end..start].trim() == "的"
        && let Some((is, at)) = cues.bound_before(view[clause..date.start].trim_end())
        && matches!(is, "gt" | "lt" | "ge" | "le" | "about")
    {
        level = Some(is.to_owned());
        start = clause + at;
    }
    // 候选人数比应选人数多|一人
    if change.is_none()
        && let Some((up, length)) = more_than(&view[clause..start])
    {
        change = Some(if up { "rises_by" } else { "falls_by" }.to_owned());
        start -= length;
    }
    // 由1997年的3252亿美元增加到|2002年的|6208亿美元
    if start == base
        && let Some(date) = date.filter(|d| d.start >= clause && d.end <= start)
        && is_of_then(view[date.end..start].trim(), cues)
        && let Some((is, at)) = cues.bound_before(view[clause..date.start].trim_end())
        && is.ends_with("_to")
    {
        level = Some(is.to_owned());
        start = clause + at;
    }
    // 从700元提高到|现在的|1721元
    if start == base
        && let Some(head) = ["现在的", "目前的"]
            .iter()
            .find_map(|now| view[clause..start].strip_suffix(now))
        && let Some((is, at)) = cues.bound_before(head)
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
    let over = behind.is_none() && level.as_deref() == Some("gt");
    let mut level = match (behind, level) {
        _ if is_range => Some("between".to_owned()),
        (Some(behind), _) => Some(behind),
        (None, Some(level)) if level != "about" || open.is_none() => Some(level),
        (None, _) => open.map(str::to_owned),
    };
    // 比原定的水平超过|133亿斤: by so much
    if change.is_none() && over && is_compared(&view[clause..start]) {
        change = Some("rises_by".to_owned());
        level = None;
    }
    // 降至|1%|以下, 增加到近|22平方米: what is reached, and its bound
    let around = level.as_deref().filter(|is| !is.ends_with("_to"));
    let bound = around.or(open);
    let reached = reached.filter(|(_, verb)| bound.is_some() && !(*verb && around.is_some()));
    let (relation, bound) = match (change, reached) {
        (Some(change), _) => (change, level),
        (None, Some((is, _))) if !is_range => (is, bound.map(str::to_owned)),
        _ => (level.unwrap_or_else(|| "eq".to_owned()), None),
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

/// Whether the words between a year and a figure leave the figure to the year: 1954年|预算的|14.7%.
fn is_of_then(words: &str, cues: &Cues) -> bool {
    let Some(plan) = words.strip_suffix('的') else {
        return words.is_empty();
    };
    plan.is_empty() || cues.change.of_then.iter().any(|w| w == plan)
}

/// Whether words end by saying that something is more or less than something else, and the length
/// of that end: 货币发行比计划|少了.
fn more_than(words: &str) -> Option<(bool, usize)> {
    let head = words.trim_end_matches('了');
    let more = head.chars().next_back()?;
    let up = match more {
        '多' | '高' | '快' | '大' | '长' => true,
        '少' | '低' | '慢' | '小' | '短' => false,
        _ => return None,
    };
    let before = &head[..head.len() - more.len_utf8()];
    let than = before.rfind('比')? + '比'.len_utf8();
    // 比例, 占比较高
    let other = before[than..].starts_with(OF_WORDS) || before.ends_with(['最', '较', '至', '不']);
    (!other).then_some((up, words.len() - before.len()))
}

/// Whether words compare something with something else: 比原定的水平.
fn is_compared(words: &str) -> bool {
    let Some(at) = words.rfind('比') else {
        return false;
    };
    let than = &words[at + '比'.len_utf8()..];
    !than.is_empty()
        && !than.starts_with(OF_WORDS)
        && !words[..at].ends_with(['占', '同', '环', '对', '之', '配', '百', '差'])
}

/// Behind 比 these make a word with it, which compares nothing: 比例, 比赛.
pub(super) const OF_WORDS: [char; 11] = [
    '例', '重', '较', '率', '值', '赛', '选', '分', '照', '对', '价',
];

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
        let average = || {
            // 提高到|人均|320元, 扩大到|全国|40%的县
            let head = [
                "人均", "户均", "亩均", "生均", "全国", "全省", "全市", "全县",
            ]
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
