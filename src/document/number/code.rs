//! Where the code or the authority begins that stands before a number.

use super::back::Back;
use crate::document::Agencies;
use crate::numeral;
use crate::span::Span;

/// The longest code or authority that is looked for, in characters.
const LONGEST: usize = 24;

/// What an organ issues under a number without code.
pub(super) const ACTS: [&str; 3] = ["令", "公告", "通告"];

/// Where the code that ends at `end` begins; `None` where there is none.
pub(super) fn code_before(text: &str, end: usize) -> Option<usize> {
    let end = text[..end].trim_end_matches([' ', '\t']).len();
    let run = run_before(text, end);
    let code = &text[run..end];
    let agencies = Agencies::standard();
    let start = run + agencies.code_start(code);
    let start = start + agencies.after_organ(&text[start..end]);
    let start = department_before(text, start, end).unwrap_or(start);
    let code = &text[start..end];
    // Letters alone are no code: (A)〔2012〕; nor is any one character: 表（2012）3号.
    let known =
        code.chars().nth(1).is_some() || agencies.begins_code(code) || agencies.is_class(code);
    (start < end && !code.is_ascii() && known).then_some(start)
}

/// Where a code begins that has its department in brackets: 法（研）发, 法（办）.
fn department_before(text: &str, start: usize, end: usize) -> Option<usize> {
    let mut back = Back::new(text, start);
    back.eat(|c| c == '）')?;
    let department = back.run(2, is_code);
    back.eat(|c| c == '（')?;
    let organ = back.run(4, is_code);
    let known = !organ.is_empty() && Agencies::standard().begins_code(organ);
    let short = text[start..end].chars().count() < 2;
    (known && short && !department.is_empty()).then_some(back.at)
}

/// Where the authority that ends at `end` begins: 根据国务院|令 gives the place of 国.
///
/// Organs that give one order together are one authority: 国务院、中央军事委员会令.
pub(super) fn authority_before(text: &str, end: usize) -> Option<usize> {
    let agencies = Agencies::standard();
    let mut back = Back::new(text, end);
    back.lines();
    // Over a line end only what issues orders goes on: 商务部令 / 2018年第2号.
    let broken = text[back.at..end].contains('\n');
    let end = if broken && !ACTS.iter().any(|w| text[..back.at].ends_with(w)) {
        return None;
    } else {
        back.at
    };
    let one = |end: usize| {
        let run = run_before(text, end);
        let start = run + agencies.code_start(&text[run..end]);
        start + agencies.organ_at_end(&text[start..end])
    };
    let mut start = one(end);
    for _ in 0..4 {
        let Some(before) = text[..start].strip_suffix('、') else {
            break;
        };
        let at = one(before.len());
        let name = &text[at..before.len()];
        if !(agencies.is_organ(name) && agencies.is_known(name)) {
            break;
        }
        start = at;
    }
    (start < end).then_some(start)
}

/// The start of the unbroken run of Han characters before `end`, at most [`LONGEST`] of them.
///
/// The last characters of a date (5日, 二〇一二年九月五日) are not part of the run.
fn run_before(text: &str, end: usize) -> usize {
    let mut start = end;
    for (at, ch) in text[..end].char_indices().rev().take(LONGEST) {
        if !is_code(ch) {
            break;
        }
        // 5日|国务院令, 2010年|市政府令, 31号|教督: the end of a date or of the number before.
        if matches!(ch, '年' | '日' | '号' | '號') {
            let before = text[..at].trim_end().chars().next_back();
            if before.is_some_and(numeral::is_numeral) {
                break;
            }
        }
        start = at;
    }
    start
}

pub(super) fn is_code(ch: char) -> bool {
    matches!(ch, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | 'A'..='Z')
}

/// Whether the span is all of its line, apart from brackets.
pub(super) fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().rev().find(|c| *c != ' ');
    let after = text[span.end..].chars().find(|c| *c != ' ');
    matches!(before, None | Some('\n' | '（')) && matches!(after, None | Some('\n' | '）'))
}

pub(super) fn squeeze(code: &str) -> String {
    code.chars().filter(|c| !c.is_whitespace()).collect()
}
