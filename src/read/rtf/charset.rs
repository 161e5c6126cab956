//! Code pages: of the document, and of its fonts.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};

/// What the bytes of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// Signs of a font of symbols, which no code page has.
    Symbols,
    /// Text in this code page.
    Page(&'static Encoding),
    /// A font without a word on it: this code page, or the Western one.
    Western(&'static Encoding),
}

/// The code page of a number.
pub(super) fn page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        936 | 10008 | 20936 | 51936 | 54936 => GB18030,
        950 | 10002 => BIG5,
        932 | 10001 => SHIFT_JIS,
        949 | 10003 => EUC_KR,
        874 => WINDOWS_874,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 | 437 | 850 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}

/// What a font says of its bytes; `None` where it leaves that to the document, as Western fonts
/// do in Chinese documents.
pub(super) fn of_font(number: i32) -> Option<Charset> {
    Some(match number {
        2 => Charset::Symbols,
        128 => Charset::Page(SHIFT_JIS),
        129 | 130 => Charset::Page(EUC_KR),
        134 => Charset::Page(GB18030),
        136 => Charset::Page(BIG5),
        161 => Charset::Page(WINDOWS_1253),
        162 => Charset::Page(WINDOWS_1254),
        177 => Charset::Page(WINDOWS_1255),
        178 => Charset::Page(WINDOWS_1256),
        186 => Charset::Page(WINDOWS_1257),
        204 => Charset::Page(WINDOWS_1251),
        222 => Charset::Page(WINDOWS_874),
        238 => Charset::Page(WINDOWS_1250),
        _ => return None,
    })
}

/// The text of bytes, and how many of them are none in any code page that may be meant: that of
/// the font, that of the document, and the Western one where the font does not exclude it.
pub(super) fn decode(
    bytes: &[u8],
    charset: Charset,
    document: &'static Encoding,
) -> (String, usize) {
    let own = match charset {
        Charset::Symbols => {
            // Where such signs stand in Unicode, by custom.
            let signs = bytes.iter().map(|b| match b {
                0x21.. => char::from_u32(0xF000 + u32::from(*b)).unwrap_or(' '),
                _ => ' ',
            });
            return (signs.collect(), 0);
        }
        Charset::Page(own) | Charset::Western(own) => own,
    };
    let western = matches!(charset, Charset::Western(_)).then_some(WINDOWS_1252);
    for page in [own, document].into_iter().chain(western) {
        if let Some(text) = page.decode_without_bom_handling_and_without_replacement(bytes) {
            return (text.into_owned(), 0);
        }
    }
    let (text, _) = own.decode_without_bom_handling(bytes);
    let invalid = text.chars().filter(|c| *c == '\u{FFFD}').count();
    (text.into_owned(), invalid)
}
