//! What is counted from the day on which a text takes effect, which it tells elsewhere:
//! `自本条例施行之日起六个月内`.

use super::anchored::{NEAR, speak_of_text};
use super::calendar::edtf;
use super::expression::{Expression, ExpressionKind, Interval};
use super::grammar::Grammar;
use super::scan::last_clause;
use super::{Date, Grain};

/// What a text does from that day on.
const TAKES_EFFECT: [&str; 5] = ["施行", "正式施行", "实施", "执行", "生效"];

/// Places what waits for the day of effect, where the text tells one.
pub(super) fn place(grammar: &Grammar<'_>, found: &mut [Expression]) {
    let text = grammar.scan.text;
    let waits = |e: &Expression| {
        let words = e.span.slice(text);
        e.kind == ExpressionKind::Anchored
            && e.named.until.is_none()
            && words.ends_with('内')
            && words.contains("施行")
            && grammar.is_of_text(e.span.start)
    };
    if !found.iter().any(waits) {
        return;
    }
    // The last article says it, after others that stand in the text.
    let told = found.iter().rev().find_map(|e| day_of_effect(text, e));
    let Some(day) = told else { return };
    for expression in found.iter_mut().filter(|e| waits(e)) {
        // The first day is not counted (Civil Code, art. 201).
        let last = expression.length.and_then(|length| length.from(day, 1));
        if let Some(next) = last.and_then(Date::next_day) {
            expression.named = Interval::new(Some(day), Some(next));
            expression.meant = expression.named;
            expression.edtf = edtf(Some(day), Some(next), Grain::Day);
        }
    }
}

/// The day from which an expression says that the text holds: 本条例自2012年9月1日|起施行.
fn day_of_effect(text: &str, expression: &Expression) -> Option<Date> {
    let behind = &text[expression.span.end..];
    let behind = behind.strip_prefix('起').unwrap_or(behind);
    let takes = TAKES_EFFECT.iter().any(|words| behind.starts_with(words));
    if !takes || expression.grain != Grain::Day {
        return None;
    }
    let before = &text[..expression.span.start];
    let clause = last_clause(before.trim_end_matches(['自', '从', '于']), NEAR);
    speak_of_text(clause)
        .then_some(expression.named.begin)
        .flatten()
}
