//! Which characters are one kind in the view.

/// Whether a character that begins with this byte may be shown as another: most of a text is
/// ideographs, which never are, and need not be decoded to know it.
pub(super) fn may_change(byte: u8) -> bool {
    CHANGES[byte as usize]
}

static CHANGES: [bool; 256] = {
    let mut changes = [false; 256];
    let bytes = [b'(', b')', b'\r', 0xc2, 0xe1, 0xe2, 0xe3, 0xef];
    let mut at = 0;
    while at < bytes.len() {
        changes[bytes[at] as usize] = true;
        at += 1;
    }
    changes
};

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
    fn every_character_that_is_shown_as_another_begins_with_a_byte_that_says_so() {
        for ch in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let first = ch.encode_utf8(&mut bytes).as_bytes()[0];
            assert!(normalised(ch).is_none() || may_change(first), "{ch:?}");
        }
    }
}
