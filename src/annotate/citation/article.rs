//! Articles, paragraphs and items as texts cite them: 第三条第二款、第五条至第八条.

use crate::numeral;

/// The longest row that is read, in articles.
const MOST: usize = 60;

/// The articles that stand at the start of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Articles {
    /// Their length in bytes.
    pub(super) length: usize,
    /// Each with what it shares with the one before it: of 第三条第一款第四项、第七项 the second is
    /// 第三条第一款第七项. A range stays one: 第五条至第八条.
    pub(super) paths: Vec<String>,
}

/// One 第…条 with its rank and length.
struct Part<'t> {
    words: &'t str,
    rank: usize,
}

/// Reads the row of articles that `text` begins with.
pub(super) fn read(text: &str) -> Articles {
    let mut out = Articles::default();
    let mut at = 0;
    let mut last: Vec<(usize, String)> = Vec::new();
    while out.paths.len() < MOST {
        let Some((length, parts)) = path(&text[at..]) else {
            break;
        };
        let first = parts.first().map_or(0, |p| p.0);
        let mut whole: Vec<(usize, String)> =
            last.iter().filter(|p| p.0 < first).cloned().collect();
        whole.extend(parts);
        at += length;
        let mut said: String = whole.iter().map(|p| p.1.as_str()).collect();
        last = whole;
        // 第五条至第八条
        if let Some(step) = ["至", "到", "—", "－", "-"]
            .iter()
            .find(|w| text[at..].starts_with(**w))
            && let Some((length, parts)) = path(&text[at + step.len()..])
        {
            said.push('至');
            said.extend(parts.iter().map(|p| p.1.as_str()));
            at += step.len() + length;
        }
        out.paths.push(said);
        out.length = at;
        let Some(joint) = ["、", "和", "以及", "及", "与", "或者", "或", "，"]
            .iter()
            .find(|w| text[at..].starts_with(**w))
        else {
            break;
        };
        at += joint.len();
    }
    out
}

/// 第三条第二款第（一）项: each part with its rank, and the length of all.
fn path(text: &str) -> Option<(usize, Vec<(usize, String)>)> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    while let Some(part) = part(&text[at..]) {
        if parts.last().is_some_and(|(rank, _)| *rank >= part.rank) {
            break;
        }
        at += part.words.len();
        parts.push((part.rank, part.words.to_owned()));
    }
    (!parts.is_empty()).then_some((at, parts))
}

/// 第, a numeral (also in brackets, also with 之一 behind), and what is numbered.
fn part(text: &str) -> Option<Part<'_>> {
    let rest = text.strip_prefix('第')?;
    let mut length = '第'.len_utf8();
    let mut numerals = 0;
    for ch in rest.chars().take(14) {
        length += ch.len_utf8();
        let rank = match ch {
            '编' => 1,
            '章' => 2,
            '节' => 3,
            '条' => 4,
            '款' => 5,
            '项' => 6,
            '目' => 7,
            '（' | '）' | '(' | ')' => continue,
            // 第（一）、（二）项, 第一、二款
            '、' | '至' if numerals > 0 => continue,
            c if numeral::is_numeral(c) => {
                numerals += 1;
                continue;
            }
            _ => return None,
        };
        if numerals == 0 {
            return None;
        }
        // 第一百二十条之一
        let behind = &text[length..];
        if let Some(of) = behind.strip_prefix('之') {
            let more: usize = of
                .chars()
                .take(3)
                .take_while(|c| numeral::is_numeral(*c))
                .map(char::len_utf8)
                .sum();
            if more > 0 {
                length += '之'.len_utf8() + more;
            }
        }
        let words = &text[..length];
        // 第一节课, 第三项目, 第一条件, 第二章程
        let word = text[length..].chars().next();
        let goes_on = matches!(
            (ch, word),
            ('项', Some('目'))
                | ('条', Some('件' | '例' | '约'))
                | ('章', Some('程'))
                | ('节', Some('课' | '目'))
                | ('目', Some('标' | '的' | '录'))
                | ('款', Some('项'))
        );
        return (!goes_on).then_some(Part { words, rank });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shares_what_it_does_not_say_again() {
        for (text, length, paths) in [
            ("第三条的规定", "第三条", vec!["第三条"]),
            (
                "第三条第二款、第五条至第八条规定",
                "第三条第二款、第五条至第八条",
                vec!["第三条第二款", "第五条至第八条"],
            ),
            (
                "第十七条第一款第四项、第七项和第十八条，处",
                "第十七条第一款第四项、第七项和第十八条",
                vec!["第十七条第一款第四项", "第十七条第一款第七项", "第十八条"],
            ),
            (
                "第九条第（一）项规定",
                "第九条第（一）项",
                vec!["第九条第（一）项"],
            ),
            (
                "第一百二十条之一规定",
                "第一百二十条之一",
                vec!["第一百二十条之一"],
            ),
            ("第32条明确", "第32条", vec!["第32条"]),
            ("第一条件成熟", "", vec![]),
            ("第条", "", vec![]),
            ("规定", "", vec![]),
        ] {
            let found = read(text);
            assert_eq!(&text[..found.length], length, "{text}");
            assert_eq!(found.paths, paths, "{text}");
        }
    }
}
