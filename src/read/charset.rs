//! From bytes to text: byte order mark, declaration, UTF-8, and only then a guess.

use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
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
    let actual = if utf16_without_mark(bytes).is_none() && std::str::from_utf8(bytes).is_ok() {
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
    // Most files, in one look; NUL bytes call for a second one.
    if memchr::memchr(0, bytes).is_none()
        && let Ok(text) = simdutf8::basic::from_utf8(bytes)
    {
        return Decoded {
            text: text.to_owned(),
            diagnostics: Vec::new(),
        };
    }
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
    if utf16_without_mark(bytes).is_some() {
        return false;
    }
    if declared == UTF_8 {
        return slightly_damaged(bytes);
    }
    // Pages saved again as UTF-8 keep their old declaration. Text in another charset that
    // happens to be valid UTF-8 makes two-byte sequences, which no Chinese character has.
    if std::str::from_utf8(bytes).is_ok_and(|t| t.chars().any(|c| c as u32 >= 0x800)) {
        return false;
    }
    let (text, broken) = declared.decode_without_bom_handling(bytes);
    // A charset of single bytes fits any bytes, and Big5 text is valid GBK in most cases: then
    // what comes out must look like writing.
    !broken
        && (bytes.is_ascii() || !doubtful(&text) || {
            let guessed = guess(bytes);
            guessed == widened(declared)
                || common(&guessed.decode_without_bom_handling(bytes).0) <= common(&text)
        })
}

/// Whether hardly one of a text's characters beyond ASCII is a common one.
fn doubtful(text: &str) -> bool {
    common(text) < 0.08
}

/// The share of frequent characters of Chinese texts, simplified or traditional, in what is not
/// ASCII at the start of a text.
fn common(text: &str) -> f64 {
    /// Characters that are looked at.
    const SAMPLE: usize = 20_000;
    const COMMON: &str = "的一是不在有和为人中大上国我到说们会发学生年来对要以行工可这于时出实教育部关通知省市区县政府务厅局公文件办法规定应当第条章及其各加强建设进推管理全面工作施业事务经济社機關學發會為國務辦規應當條強設進業經濟實來對說們時這於見費質點試員間題長開門護、。，；：（）《》〔〕“”";
    let (mut seen, mut known) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()).take(SAMPLE) {
        seen += 1;
        known += usize::from(COMMON.contains(c));
    }
    if seen == 0 {
        return 0.0;
    }
    known as f64 / seen as f64
}

/// Whether the bytes are UTF-8, but for so little damage that no other charset explains them.
fn slightly_damaged(bytes: &[u8]) -> bool {
    let (mut broken, mut beyond) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        // Each character beyond ASCII has one byte that begins it.
        beyond += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
        // Text in another charset is told long before its end.
        if broken >= 1000 && broken * 2 > beyond {
            return false;
        }
    }
    broken * DAMAGE <= beyond
}

/// The charset that the bytes speak for.
fn guess(bytes: &[u8]) -> &'static Encoding {
    /// Bytes that are judged, from the first that is not ASCII on.
    const SAMPLE: usize = 8 << 10;
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let bytes = &bytes[start..bytes.len().min(start + SAMPLE)];
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // The country is known, and short texts need that help; it must not turn Big5 into rare and
    // private characters of GB18030, though, nor into rare ones that no text has together.
    [Some(&b"cn"[..]), None]
        .map(|country| widened(detector.guess(country, chardetng::Utf8Detection::Allow)))
        .into_iter()
        .chain([BIG5])
        .map(|encoding| (encoding, weight(encoding, bytes)))
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map_or(GB18030, |(encoding, _)| encoding)
}

/// How much what comes out of the bytes looks like Chinese writing: characters that no one writes
/// count against it, frequent ones for it.
fn weight(encoding: &'static Encoding, bytes: &[u8]) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let all = text.chars().filter(|c| !c.is_ascii()).count().max(1);
    let strange = text
        .chars()
        .filter(|c| matches!(c, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{80}'..='\u{9F}'))
        .count();
    common(&text) - 4.0 * strange as f64 / all as f64
}

/// GB18030 holds all of GBK and GB2312.
fn widened(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// UTF-16 without a byte order mark: NUL bytes, which no other charset of text has, in so many
/// places or in such text that nothing else explains them.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    /// Bytes that are looked at.
    const SAMPLE: usize = 64 << 10;
    if bytes.len() < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let zeros = memchr::memchr_iter(0, sample).count();
    // Text in ASCII alone has a NUL in every pair; one that is valid UTF-8 has them by mistake.
    if zeros == 0 || (zeros * 4 < sample.len() && simdutf8::basic::from_utf8(bytes).is_ok()) {
        return None;
    }
    let usual = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let (mut all, mut usual) = (0_usize, 0_usize);
        for c in text.chars() {
            all += 1;
            usual += usize::from(matches!(c,
                '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{203b}'
                | '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}'));
        }
        (usual * 10 >= all * 9).then_some((usual, encoding))
    };
    let (little, big) = (usual(UTF_16LE), usual(UTF_16BE));
    let better = match (little, big) {
        (Some(little), Some(big)) if big.0 > little.0 => big,
        (Some(little), _) => little,
        (None, big) => big?,
    };
    Some(better.1)
}

/// Why bytes are no text of any charset: they hold too many that no text has.
pub(super) fn binary(bytes: &[u8]) -> Option<Error> {
    /// Control bytes in so many others make a file no text.
    const SHARE: usize = 50;
    if Encoding::for_bom(bytes).is_some_and(|(e, _)| e != UTF_8)
        || utf16_without_mark(bytes).is_some()
    {
        return None;
    }
    let control = |b: &u8| matches!(b, 0..=8 | 14..=26 | 28..=31);
    // Most files hold few bytes below the space, line ends among them.
    if count(bytes, |b| *b < b' ') * SHARE <= bytes.len() {
        return None;
    }
    let count = count(bytes, control);
    if count * SHARE <= bytes.len() {
        return None;
    }
    let first = bytes.iter().position(control).unwrap_or_default();
    Some(Error::new(
        ErrorKind::Format,
        format!(
            "the bytes are not text: {count} of {} are control characters, the first at byte {first}; find out what kind of file it is and give it its own ending",
            bytes.len()
        ),
    ))
}

/// How many bytes there are for which `holds`.
fn count(bytes: &[u8], holds: impl Fn(&u8) -> bool) -> usize {
    // Counted in small numbers, so that many bytes are looked at in one step.
    bytes
        .chunks(255)
        .map(|chunk| usize::from(chunk.iter().map(|b| u8::from(holds(b))).sum::<u8>()))
        .sum()
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

/// Decodes one line of JSON Lines, which is UTF-8 by definition; damage is replaced and told, and
/// a line in another charset is read as what its bytes speak for.
/// `offset` is where the line starts in its file.
pub(super) fn decode_line(line: &[u8], offset: u64) -> (Cow<'_, str>, Option<Diagnostic>) {
    if let Ok(text) = std::str::from_utf8(line) {
        return (Cow::Borrowed(text), None);
    }
    if !slightly_damaged(line) {
        let encoding = guess(line);
        let (text, broken) = encoding.decode_without_bom_handling(line);
        if (encoding == GB18030 || encoding == BIG5) && !broken && !doubtful(&text) {
            let note = Diagnostic::new(
                "read.charset-guessed",
                format!(
                    "the line is not UTF-8, as JSON Lines are; read as {}, judged by its bytes",
                    encoding.name()
                ),
            )
            .hint("if the text looks wrong, convert the file to UTF-8");
            return (text, Some(note));
        }
    }
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
    let damage = invalid_bytes(count, start.saturating_add(first.unwrap_or(0)), "UTF-8");
    (String::from_utf8_lossy(line), Some(damage))
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
