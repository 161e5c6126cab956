//! The sentences of a passage.

use crate::span::Span;

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
