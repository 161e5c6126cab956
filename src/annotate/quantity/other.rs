//! Figures that are a part of something else: ranks, places in a text, clock times.

use super::clause::clause_start;
use super::cues::{Cues, is_word};
use super::figure::Figure;
use crate::numeral;
use crate::span::Span;

/// Whether a figure is part of something else: a word, a number, a marker, a clock time, the base
/// of a rate.
pub(super) fn is_other(view: &str, figure: &Figure, cues: &Cues) -> bool {
    let span = figure.span;
    let before = &view[..span.start];
    let after = &view[span.end..];
    let near = &before[view.ceil_char_boundary(span.start.saturating_sub(30))..];
    if figure.unit.is_none() && figure.upper.is_none() && figure.decimal && !figure.han {
        let start = clause_start(view, span.start);
        let words = view[start..span.start].trim_end();
        let shown = cues.bound_before(words).is_some()
            || cues.of.bare.iter().any(|w| words.contains(w.as_str()));
        if !shown || after.starts_with('.') {
            return true;
        }
    }
    if figure.unit.is_none() && figure.decimal && figure.han {
        return true; // 三点意见 read as a decimal, 八点十五
    }
    let last = near.chars().next_back();
    let marks = [
        '第', '.', '-', '－', '/', ':', '_', '〔', '[', '＋', '+', '№', '*', '#', '×',
    ];
    if last.is_some_and(|c| c.is_ascii_alphanumeric() || marks.contains(&c)) {
        return true;
    }
    if after.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '〕'))
        || figure.unit.is_none() && after.starts_with([':', '号', '：'])
        || after.starts_with(['号', '×'])
    {
        return true;
    }
    if figure.han && last.is_some_and(|c| numeral::is_numeral(c) || c == '几') {
        return true;
    }
    // 10%±2%: how far the figure before may be missed
    let missed = near.strip_suffix('±').and_then(|n| n.chars().next_back());
    if missed.is_some_and(|c| c.is_ascii_digit() || matches!(c, '%' | '℃')) {
        return true;
    }
    // 7.3 本预案自…: the number of a section
    let alone = near.trim_end_matches(' ');
    if figure.decimal
        && span.slice(view).contains(' ')
        && (alone.is_empty() || alone.ends_with('\n'))
    {
        return true;
    }
    // 初3班, 高一人
    let unit = figure.unit.as_deref();
    if matches!(last, Some('初' | '高'))
        && matches!(unit, Some("班" | "人" | "名" | "个"))
        && figure.value <= 3.0
    {
        return true;
    }
    // 前6名, 前1%: a rank; 第七项至十一项: places in a text
    if last == Some('前') && matches!(unit, Some("名" | "%" | "位"))
        || ["项至", "条至", "款至"].iter().any(|w| near.ends_with(w))
    {
        return true;
    }
    // 第一、二、三|四册, 第1、|2项: more places. 1 |7 个: a number that was torn apart.
    let listed = near.trim_end_matches(|c: char| {
        numeral::digit(c).is_some() || matches!(c, '十' | '、' | '和' | '及' | '或' | '至')
    });
    let torn = near.strip_suffix(' ');
    let placed = || {
        near.ends_with(['、', '和', '及', '或'])
            && matches!(unit, Some("项" | "条" | "款" | "点"))
            && ["上述", "前述", "前款", "本条"]
                .iter()
                .any(|w| listed.ends_with(w))
    };
    if listed.len() < near.len() && (listed.ends_with('第') || placed())
        || torn.is_some_and(|w| w.ends_with(|c: char| c.is_ascii_digit()))
            && !text_is_long(view, span)
    {
        return true;
    }
    // 每百名学生配备2名, 每增加一万人奖励2元: the first is the base of the second.
    if cues.paces(near) {
        return true;
    }
    // “十个全覆盖”: the name of a programme
    if figure.han
        && matches!(unit, Some("个" | "大" | "项"))
        && last == Some('“')
        && after.starts_with(is_word)
        && after.chars().take(7).take_while(|c| *c != '”').count() < 7
    {
        return true;
    }
    // 北纬34度45分
    let coordinate = match unit {
        Some("度") => {
            alone.ends_with(['纬', '经', 'N', 'E'])
                || after.starts_with(|c: char| c.is_ascii_digit())
        }
        Some("分") => alone.ends_with('度'),
        _ => false,
    };
    if coordinate {
        return true;
    }
    // 2018年一号: 年 is no unit; a figure right behind 年 in digits is a month or a count
    let text = &view[span.start..view.floor_char_boundary(span.end + 24)];
    if figure.han && cues.is_term(text) {
        return true;
    }
    // “人才30条”: the name of a document
    if matches!(unit, Some("条" | "点"))
        && after.starts_with('”')
        && let Some(open) = near.rfind('“')
        && near[open..].chars().skip(1).all(is_word)
        && near[open..].chars().count() > 2
    {
        return true;
    }
    // 最后一公里: a way of speaking
    if matches!(unit, Some("公里" | "米"))
        && figure.han
        && near.trim_end_matches('“').ends_with("最后")
    {
        return true;
    }
    // 50万元以下（不含|50万元）: the bound once more; “稳住一头，放开一片”
    let again = ["（不含", "(不含", "（不包括", "(不包括"];
    let saying = figure.han
        && figure.value == 1.0
        && matches!(unit, Some("头" | "片" | "口" | "块"))
        && !after.starts_with(is_word);
    if saying || again.iter().any(|w| near.ends_with(w)) {
        return true;
    }
    // 航空研究院640所: a name
    if unit == Some("所") && !figure.han && near.ends_with("研究院") {
        return true;
    }
    // 二类以上维修企业: a rank
    if figure.han && unit == Some("类") && !span.slice(view).starts_with('两') {
        let rank = ["以上", "及以上", "以下", "及以下"];
        if rank.iter().any(|w| after.starts_with(w)) {
            return true;
        }
    }
    // 同一人, 另一人
    if figure.han && figure.value == 1.0 && matches!(last, Some('同' | '另')) {
        return true;
    }
    // 一校一名, 一课一名师
    if figure.han && figure.value == 1.0 && near.chars().rev().nth(1) == Some('一') {
        return true;
    }
    is_clock(near, unit, after)
}

/// Whether a figure begins with more than one digit.
fn text_is_long(view: &str, span: Span) -> bool {
    let digits = span.slice(view).chars();
    digits.take_while(char::is_ascii_digit).count() != 1
}

/// Whether a figure is the hour or the minutes of a clock time: 10点30分, 8时40分.
fn is_clock(before: &str, unit: Option<&str>, after: &str) -> bool {
    let follows = |unit: &[char]| {
        before
            .strip_suffix(unit)
            .is_some_and(|w| w.ends_with(|c: char| numeral::digit(c).is_some() || c == '十'))
    };
    match unit {
        Some("分") => follows(&['时', '点']),
        Some("秒") => follows(&['分']),
        Some("点") => {
            let digits = after.trim_start_matches(|c: char| c.is_ascii_digit());
            before.ends_with(['日', '午', '晚', '早', '晨', '夜'])
                || digits.len() < after.len() && digits.starts_with('分')
        }
        _ => false,
    }
}
