//! Which characters are one kind in the view.

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
