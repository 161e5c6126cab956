//! The text of a document: the original, a normalised view of it, and the way back.
//!
//! The original is never changed: what a paper quotes must be the characters of the document.
//! Rules, patterns and term matchers read the **view**, in which full-width digits and letters
//! are plain, odd spaces are one kind of space, ASCII brackets are Chinese ones, and characters
//! that print nothing are gone. [`Text::to_original`] leads every finding back.

use crate::span::Span;

/// An immutable original text with its normalised view and the alignment between them.
///
/// ```
/// use zhengce::text::Text;
/// let text = Text::new("沪府办发［２０１２］40号");
/// assert_eq!(text.view(), "沪府办发［2012］40号");
/// let at = text.view().find("2012").unwrap();
/// let span = text.to_original(zhengce::Span::new(at, at + 4));
/// assert_eq!(text.quote(span), "２０１２");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Text {
    original: String,
    /// `None` when the view equals the original.
    view: Option<String>,
    edits: Vec<Edit>,
}

/// One place where view and original differ. Between edits both run in step.
#[derive(Clone, Copy, Debug)]
struct Edit {
    original: Span,
    view: Span,
}

impl Text {
    /// Keeps `original` and makes its view.
    #[must_use]
    pub fn new(original: impl Into<String>) -> Self {
        let original = original.into();
        let mut view = String::new();
        let mut edits: Vec<Edit> = Vec::new();
        let mut copied = 0;
        for (at, ch) in original.char_indices() {
            let Some(plain) = normalised(ch) else {
                continue;
            };
            let end = at + ch.len_utf8();
            view.push_str(&original[copied..at]);
            let start = view.len();
            view.extend(plain);
            edits.push(Edit {
                original: Span::new(at, end),
                view: Span::new(start, view.len()),
            });
            copied = end;
        }
        let view = (!edits.is_empty()).then(|| {
            view.push_str(&original[copied..]);
            view
        });
        Self {
            original,
            view,
            edits,
        }
    }

    /// The text as it was given.
    #[must_use]
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The normalised view.
    #[must_use]
    pub fn view(&self) -> &str {
        self.view.as_deref().unwrap_or(&self.original)
    }

    /// The words of the original at a byte span of the original.
    #[must_use]
    pub fn quote(&self, original: Span) -> &str {
        original.slice(&self.original)
    }

    /// From a byte span of the view to the byte span of the original it was made from.
    #[must_use]
    pub fn to_original(&self, view: Span) -> Span {
        Span::new(
            self.map(view.start, Side::Start, |e| (e.view, e.original)),
            self.map(view.end, Side::End, |e| (e.view, e.original)),
        )
    }

    /// From a byte span of the original to the byte span of the view that shows it.
    #[must_use]
    pub fn to_view(&self, original: Span) -> Span {
        Span::new(
            self.map(original.start, Side::Start, |e| (e.original, e.view)),
            self.map(original.end, Side::End, |e| (e.original, e.view)),
        )
    }

    /// `sides` gives an edit as (side that `at` is on, other side).
    fn map(&self, at: usize, side: Side, sides: impl Fn(&Edit) -> (Span, Span)) -> usize {
        // A start stands after an edit that ends where it stands; an end stands before an edit
        // that begins where it stands: deleted characters never widen a span.
        let before = self.edits.partition_point(|e| {
            let (from, _) = sides(e);
            match side {
                Side::Start => from.end <= at,
                Side::End => from.end < at || (from.end == at && !from.is_empty()),
            }
        });
        if let Some(edit) = self.edits.get(before) {
            let (from, to) = sides(edit);
            if from.start < at && at < from.end {
                return match side {
                    Side::Start => to.start,
                    Side::End => to.end,
                };
            }
        }
        match before.checked_sub(1).and_then(|i| self.edits.get(i)) {
            Some(edit) => {
                let (from, to) = sides(edit);
                to.end + (at - from.end)
            }
            None => at,
        }
    }
}

/// How traditional characters show in a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Script {
    /// As they are.
    #[default]
    AsIs,
    /// As simplified ones, so that rules and queries in simplified characters find them.
    Simplified,
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// What a character is shown as in the view; `None` where it stays.
fn normalised(ch: char) -> Option<Option<char>> {
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

/// Converts byte offsets of one text to code points, forwards in one pass.
///
/// ```
/// use zhengce::{Span, text::CodePoints};
/// let mut points = CodePoints::new("义务教育法");
/// assert_eq!(points.span(Span::new(6, 12)), (2, 4));
/// ```
#[derive(Clone, Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before every `STEP`th byte, so that any offset is found in bounded time.
    marks: Vec<usize>,
}

const STEP: usize = 256;

impl<'t> CodePoints<'t> {
    /// Counts the code points of `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count += chunk.iter().filter(|b| !is_continuation(**b)).count();
        }
        marks.push(count);
        Self { text, marks }
    }

    /// The number of code points before byte `at` (clamped to the text).
    #[must_use]
    pub fn offset(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let mark = at / STEP;
        self.marks[mark]
            + self.text.as_bytes()[mark * STEP..at]
                .iter()
                .filter(|b| !is_continuation(**b))
                .count()
    }

    /// A byte span as a half-open pair of code-point offsets.
    #[must_use]
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.offset(span.start), self.offset(span.end))
    }
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// The sentences of a passage as byte spans of `text`, in order; blank ones are left out.
///
/// A sentence ends after 。！？；… or at a line end; closing quotes and brackets stay with it.
pub fn sentences(text: &str, within: Span) -> impl Iterator<Item = Span> + '_ {
    let passage = within.slice(text);
    let mut start = 0;
    let mut chars = passage.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            if start >= passage.len() {
                return None;
            }
            let mut end = passage.len();
            while let Some((at, ch)) = chars.next() {
                if ch == '\n' {
                    end = at + 1;
                    break;
                }
                if matches!(ch, '。' | '！' | '？' | '；') {
                    end = at + ch.len_utf8();
                    while let Some((next, close)) =
                        chars.next_if(|(_, c)| matches!(c, '”' | '’' | '》' | '）' | '」' | '』'))
                    {
                        end = next + close.len_utf8();
                    }
                    break;
                }
            }
            let span = Span::new(start, end);
            start = end;
            let body = span.slice(passage);
            let trimmed = body.trim_start();
            if trimmed.is_empty() {
                continue;
            }
            let lead = body.len() - trimmed.len();
            let length = trimmed.trim_end().len();
            return Some(
                Span::new(span.start + lead, span.start + lead + length).shifted(within.start),
            );
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn deleted_characters_do_not_widen_a_span() {
        let text = Text::new("教\u{200b}育\u{200b}。");
        assert_eq!(text.view(), "教育。");
        assert_eq!(text.quote(text.to_original(Span::new(3, 6))), "育");
        assert_eq!(
            text.quote(text.to_original(Span::new(0, 6))),
            "教\u{200b}育"
        );
    }

    #[test]
    fn sentences_keep_their_closing_quotes() {
        let text = "要求“办好每一所学校。”加快推进；\n（一）完善机制。";
        let found: Vec<_> = sentences(text, Span::new(0, text.len()))
            .map(|s| s.slice(text))
            .collect();
        assert_eq!(
            found,
            ["要求“办好每一所学校。”", "加快推进；", "（一）完善机制。"]
        );
    }

    proptest! {
        #[test]
        fn every_view_character_leads_back_to_what_made_it(
            original in "[０-９A-Z（(\u{3000}\u{200b}〇○教育\r\n]{0,40}"
        ) {
            let text = Text::new(original.as_str());
            for (at, ch) in text.view().char_indices() {
                let back = text.to_original(Span::new(at, at + ch.len_utf8()));
                let quoted = text.quote(back);
                prop_assert_eq!(quoted.chars().count(), 1);
                let was = quoted.chars().next().unwrap_or_default();
                prop_assert_eq!(normalised(was).flatten().unwrap_or(was), ch);
                prop_assert_eq!(text.to_view(back), Span::new(at, at + ch.len_utf8()));
            }
        }

        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.offset(at), count);
            }
            prop_assert_eq!(points.offset(text.len()), text.chars().count());
        }
    }
}
