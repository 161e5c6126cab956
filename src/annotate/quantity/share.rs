//! Figures that are a part of something: 占全国总数的|10%.

use super::cues::{self, Cues};

/// What stands before a share: 课时总量|不低于|总课时的.
pub(super) struct Share {
    /// Where the verb begins.
    pub(super) start: usize,
    pub(super) relation: String,
    /// Whether the verb is 占.
    pub(super) is_part: bool,
    /// Whether the verb holds off what is beyond the figure: 不低于.
    pub(super) holds: bool,
}

/// The verb before the whole of which a figure is a part: 占全国总数的|10%. A figure is `bare`
/// where no words of a bound stand right before it; only then 的 may be left out.
pub(super) fn share(
    view: &str,
    clause: usize,
    start: usize,
    bare: bool,
    cues: &Cues,
) -> Option<Share> {
    let head = view.get(clause..start)?;
    // 不足招生规模|2倍: without 的 the verbs that say no more than 为 tell nothing.
    let (head, plain) = match head.strip_suffix('的') {
        Some(head) => (head, false),
        None => (head, true),
    };
    let from = head.ceil_char_boundary(head.len().saturating_sub(90));
    let (at, verb) = cues
        .of
        .share
        .within(&head[from..])
        .map(|(at, verb, ())| (from + at, verb))
        .max_by_key(|(at, verb)| (at + verb.len(), verb.len()))?;
    let end = at + verb.len();
    let whole = &head[end..];
    // 烧伤面积达|体表面积30%: a measure of a measure.
    let alike = || {
        let last = |words: &str| {
            words
                .chars()
                .next_back()
                .filter(|c| cues.of.measures.contains(c))
        };
        // 标的额为|年平均工资百分之五十
        let sum = verb == "为" && head[..at].ends_with('额') && whole.ends_with("工资");
        // 挫伤面积|累计|达体表面积30%
        let measure = head[..at].trim_end_matches("累计").trim_end_matches('总');
        sum || last(whole).is_some_and(|kind| last(measure) == Some(kind))
    };
    // 占出口总值的比重由|46%: the share itself is named.
    let named = ["比重", "比例", "份额", "比率"].iter().any(|w| {
        whole
            .trim_end_matches(['由', '从', '为', '是', '仅'])
            .ends_with(w)
    });
    // 清洁能源消费占比由|20.8%: the same
    let named = named || whole.starts_with('比');
    let weak = named && verb.ends_with('占')
        || plain && (!bare || matches!(verb, "为" | "是" | "达") && !alike());
    // 完成|减少审批事项|三分之一的目标: the change is told, and no share.
    let change = !verb.ends_with('占') && cues.bounds_within(whole);
    if weak
        || change
        || whole.is_empty()
        || !whole
            .chars()
            .all(|c| cues::is_word(c) || matches!(c, '（' | '）' | '(' | ')'))
    {
        return None;
    }
    let said = |at: usize, verb: &str| {
        let (is, _) = cues.bound_before(&head[..at + verb.len()])?;
        let base = ["工资", "标准", "总额", "价款", "总数", "收入"];
        let beyond = plain
            // 低于平均工资|60%: under that part of it
            && !base.iter().any(|w| whole.ends_with(w))
            && matches!(verb, "超过" | "高于" | "低于")
            && !head[..at].ends_with(['未', '不']);
        // 超过计划|4%: by so much, and not more. But 超过全球|一半
        let figure = &view[start..view.floor_char_boundary(start + 12)];
        let part = figure.starts_with("一半")
            || figure.contains('/')
            || figure.contains("分之") && !figure.starts_with(['百', '千', '万']);
        let by = beyond && verb != "低于" && !part;
        Some(if by { "rises_by" } else { is }.to_owned())
    };
    // 课时总量|不低于|国家规定的占|总课时的9%
    let laid_down = verb.ends_with('占').then(|| {
        let head = head[..at].trim_end_matches('的').strip_suffix("规定")?;
        let bounds = cues
            .of
            .share
            .within(head)
            .filter(|(_, verb, ())| verb.starts_with('不'));
        bounds
            .map(|(at, verb, ())| (at, verb))
            .max_by_key(|(at, verb)| (at + verb.len(), verb.len()))
    });
    let (at, verb, is_part) = match laid_down.flatten() {
        Some((at, bound)) => (at, bound, false),
        None => (at, verb, verb.ends_with('占')),
    };
    Some(Share {
        start: clause + at,
        relation: said(at, verb).unwrap_or_else(|| "eq".to_owned()),
        is_part,
        holds: verb.starts_with('不') && verb != "不足" && verb != "不到",
    })
}
