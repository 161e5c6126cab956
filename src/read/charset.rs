//! From bytes to text: byte order mark, declaration, UTF-8, and only then a guess.

use crate::diagnostic::Diagnostic;
use encoding_rs::{DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Text, and what a reader should know of how it was decoded.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Invalid sequences a UTF-8 text may hold per character beyond ASCII and still be taken for
/// UTF-8 with damage: text in another charset is far above.
const DAMAGE: usize = 20;

/// Decodes a text file.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    decode_declared(bytes, None)
}

/// Decodes bytes whose charset is perhaps declared, by its label on the web.
pub(super) fn decode_declared(bytes: &[u8], label: Option<&[u8]>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes, length, Vec::new());
    }
    // A declaration that could be read as ASCII is wrong about UTF-16.
    let Some(declared) = label
        .and_then(Encoding::for_label)
        .filter(|e| *e != UTF_16LE && *e != UTF_16BE)
    else {
        return undeclared(bytes);
    };
    if fits(declared, bytes) {
        return with(declared, bytes, 0, Vec::new());
    }
    let actual = if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        guess(bytes)
    };
    if actual == widened(declared) {
        return with(declared, bytes, 0, Vec::new());
    }
    let note = Diagnostic::new(
        "read.charset-contradicted",
        format!(
            "the page declares {} but its bytes are {}; read as the latter",
            declared.name(),
            actual.name()
        ),
    )
    .hint("if the text looks wrong, convert the file to UTF-8");
    with(actual, bytes, 0, vec![note])
}

fn undeclared(bytes: &[u8]) -> Decoded {
    if utf16_without_mark(bytes).is_none() && slightly_damaged(bytes) {
        return with(UTF_8, bytes, 0, Vec::new());
    }
    let encoding = guess(bytes);
    with(encoding, bytes, 0, vec![guessed(encoding)])
}

fn guessed(encoding: &'static Encoding) -> Diagnostic {
    Diagnostic::new(
        "read.charset-guessed",
        format!(
            "the file says nothing of its charset and is not UTF-8; read as {}, judged by its bytes",
            encoding.name()
        ),
    )
    .hint("if the text looks wrong, convert the file to UTF-8")
}

/// Whether the bytes are what the page declares.
fn fits(declared: &'static Encoding, bytes: &[u8]) -> bool {
    if declared == UTF_8 {
        return slightly_damaged(bytes);
    }
    // Pages saved again as UTF-8 keep their old declaration. Text in another charset that
    // happens to be valid UTF-8 makes two-byte sequences, which no Chinese character has.
    let resaved = std::str::from_utf8(bytes).is_ok_and(|t| t.chars().any(|c| c as u32 >= 0x800));
    !resaved && !declared.decode_without_bom_handling(bytes).1
}

/// Whether the bytes are UTF-8, but for so little damage that no other charset explains them.
fn slightly_damaged(bytes: &[u8]) -> bool {
    let (mut broken, mut beyond) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        beyond += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * DAMAGE <= beyond
}

/// The charset that the bytes speak for.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // The country is known, and short texts need that help; it must not turn Big5 into rare and
    // private characters of GB18030, though.
    [Some(&b"cn"[..]), None]
        .map(|country| widened(detector.guess(country, chardetng::Utf8Detection::Allow)))
        .into_iter()
        .min_by_key(|encoding| implausible(encoding, bytes))
        .unwrap_or(GB18030)
}

/// How many characters no one writes come out of the bytes.
fn implausible(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    text.chars()
        .filter(|c| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{80}'..='\u{9F}'))
        .count()
}

/// GB18030 holds all of GBK and GB2312.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// UTF-16 without a byte order mark: NUL bytes, which no other charset of text has, all on one
/// side of the pairs.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut first, mut second) = (0_usize, 0_usize);
    for pair in bytes.chunks_exact(2) {
        first += usize::from(pair[0] == 0);
        second += usize::from(pair[1] == 0);
    }
    let encoding = match (first, second) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    (!encoding.decode_without_bom_handling(bytes).1).then_some(encoding)
}

fn with(
    encoding: &'static Encoding,
    bytes: &[u8],
    skip: usize,
    mut diagnostics: Vec<Diagnostic>,
) -> Decoded {
    let body = &bytes[skip..];
    let (text, broken) = encoding.decode_without_bom_handling(body);
    let text = text.into_owned();
    if broken {
        let (count, first) = invalid(encoding, body);
        diagnostics.push(invalid_bytes(count, skip + first, encoding.name()));
    }
    Decoded { text, diagnostics }
}

/// The diagnostic for bytes that are no text.
pub(super) fn invalid_bytes(count: usize, first: usize, charset: &str) -> Diagnostic {
    Diagnostic::new(
        "read.invalid-bytes",
        format!(
            "{count} byte sequence(s) are not valid {charset} and stand as U+FFFD in the text; the first is at byte {first}"
        ),
    )
    .hint("get the file again from its source, or convert it to UTF-8 with the right charset")
}

/// How many malformed sequences there are and where the first one starts.
fn invalid(encoding: &'static Encoding, bytes: &[u8]) -> (usize, usize) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut sink = [0_u8; 4096];
    let (mut at, mut count, mut first) = (0_usize, 0_usize, None);
    loop {
        let (result, read, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..], &mut sink, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return (count, first.unwrap_or(0)),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                count += 1;
                let back = usize::from(length) + usize::from(after);
                first.get_or_insert(at.saturating_sub(back));
            }
        }
    }
}

/// Decodes one line of JSON Lines, which is UTF-8 by definition; damage is replaced and told.
/// `offset` is where the line starts in its file.
pub(super) fn decode_line(line: &[u8], offset: u64) -> (Cow<'_, str>, Option<Diagnostic>) {
    let text = String::from_utf8_lossy(line);
    let damage = matches!(text, Cow::Owned(_)).then(|| {
        let (mut count, mut first, mut at) = (0_usize, None, 0_usize);
        for chunk in line.utf8_chunks() {
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                count += 1;
                first.get_or_insert(at);
            }
            at += chunk.invalid().len();
        }
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        invalid_bytes(count, start.saturating_add(first.unwrap_or(0)), "UTF-8")
    });
    (text, damage)
}

/// The charset of a long text, judged by how it starts, so that it can be decoded bit by bit;
/// `whole` where the start is all there is.
pub(super) fn judge(head: &[u8], whole: bool) -> (&'static Encoding, Option<Diagnostic>) {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return (encoding, None);
    }
    // The start may end within a character.
    let cut = if whole { 0 } else { head.len().min(4) };
    let certain = &head[..head.len() - cut];
    let even = &certain[..certain.len() / 2 * 2];
    if utf16_without_mark(even).is_none() && slightly_damaged(certain) {
        return (UTF_8, None);
    }
    let encoding = utf16_without_mark(even).unwrap_or_else(|| guess(certain));
    (encoding, Some(guessed(encoding)))
}
