//! Which characters are one kind in the view.

/// Bytes that are looked at in one step.
const BLOCK: usize = 64;

/// Where characters begin that may be shown as others, in order.
///
/// Every byte of a corpus goes through here, and few texts hold many such characters: bytes are
/// compared block by block, and only a block that holds one is looked through.
pub(super) fn may_change(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or_default();
    let changes = move |i: usize| is_changed(at(i), at(i + 1), at(i + 2));
    (0..bytes.len())
        .step_by(BLOCK)
        .filter(|start| {
            // The last characters stand in no whole block.
            let whole = bytes.get(*start..start + BLOCK + 2);
            whole.is_none_or(|block| {
                let triples = block.iter().zip(&block[1..]).zip(&block[2..]);
                triples.fold(false, |any, ((a, b), c)| any | is_changed(*a, *b, *c))
            })
        })
        .flat_map(move |start| start..bytes.len().min(start + BLOCK))
        .filter(move |i| changes(*i))
}

/// Whether a character that begins with these bytes may be shown as another; a shorter one
/// begins with fewer of them. Without branches, so that many are looked at in one step.
const fn is_changed(first: u8, second: u8, third: u8) -> bool {
    let spaced = (first == 0xe3) & (second == 0x80) & (third == 0x80);
    // ！（），：；？ stay, and so do —‘’“”…
    let wide = (first == 0xef)
        & ((second != 0xbc)
            | (third >= 0xa1)
            | (third == 0x85)
            | (third == 0x8e)
            | ((third >= 0x90) & (third <= 0x99)));
    let mark = (first == 0xe2) & ((second != 0x80) | (third < 0x90) | (third > 0xa6));
    (first == b'(')
        | (first == b')')
        | (first == b'\r')
        | (first == 0xc2)
        | (first == 0xe1)
        | spaced
        | wide
        | mark
}

/// What a character is shown as in the view; `None` where it stays.
pub(super) fn normalised(ch: char) -> Option<Option<char>> {
    Some(match ch {
        '\u{0}'..='\u{7f}' => match ch {
            '(' => Some('（'),
            ')' => Some('）'),
            '\r' => None,
            _ => return None,
        },
        // Full-width digits and letters, and the full-width point that numbers items.
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' => {
            char::from_u32(ch as u32 - 0xFEE0)
        }
        // Spaces that print as a space.
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Some(' ')
        }
        // Characters that print nothing.
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
        // The zero of Chinese dates in its look-alike forms.
        '○' | '◯' => Some('〇'),
        '‹' => Some('〈'),
        '›' => Some('〉'),
        '﹝' => Some('〔'),
        '﹞' => Some('〕'),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_that_is_shown_as_another_is_looked_at() {
        for ch in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let text = &*ch.encode_utf8(&mut bytes);
            let found = may_change(text).next();
            assert!(normalised(ch).is_none() || found == Some(0), "{ch:?}");
        }
    }

    #[test]
    fn no_place_is_overlooked_wherever_it_stands_in_a_block() {
        let words = "推进（１）(2)、“均衡”。\u{3000}\r\nＡ○﹝甲﹞\u{a0}；\u{200b}乙";
        for lead in 0..2 * BLOCK {
            let text = "a".repeat(lead) + words + &"教育".repeat(lead) + words;
            let found: Vec<usize> = may_change(&text).collect();
            assert!(found.is_sorted() && found.iter().all(|at| text.is_char_boundary(*at)));
            let changed = text
                .char_indices()
                .filter(|(_, c)| normalised(*c).is_some());
            for (at, ch) in changed {
                assert!(found.binary_search(&at).is_ok(), "{lead} {at} {ch:?}");
            }
        }
    }
}
