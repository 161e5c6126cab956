//! How the bytes of a string are cut into codes.

use super::maps::Maps;
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, UTF_16BE};
use hayro_cmap::{CMap, CidFamily, WritingMode};
use std::rc::Rc;

/// How codes are made of bytes.
#[derive(Debug)]
pub(super) enum Codes {
    /// Each byte is one.
    OneByte,
    /// Each two bytes are the number of a glyph.
    TwoBytes {
        /// Lines run from top to bottom.
        vertical: bool,
    },
    /// As a map of characters says; the map's codes may be a charset.
    Map(Rc<CMap>, Charset),
}

/// A code and where it leads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code {
    /// The number that its bytes make.
    pub(super) code: u32,
    /// The number of its glyph, by which widths are kept.
    pub(super) glyph: u32,
    /// How many bytes it has.
    pub(super) bytes: usize,
}

/// What the codes of a predefined map are when they are read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    /// Nothing that is known.
    Unknown,
    /// This one.
    Known(&'static Encoding),
}

impl Charset {
    fn of(map: &[u8]) -> Self {
        let has = |part: &[u8]| map.windows(part.len()).any(|w| w == part);
        if has(b"UCS2") || has(b"UTF16") {
            Self::Known(UTF_16BE)
        } else if map.starts_with(b"GB") {
            Self::Known(GB18030)
        } else if has(b"-B5") || map.starts_with(b"B5pc") {
            Self::Known(BIG5)
        } else if map.starts_with(b"KSC") {
            Self::Known(EUC_KR)
        } else {
            Self::Unknown
        }
    }

    /// The text of the bytes of one code.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        let Self::Known(charset) = self else {
            return None;
        };
        let text = charset.decode_without_bom_handling_and_without_replacement(bytes)?;
        (!text.is_empty() && text != "\0").then(|| text.into_owned())
    }
}

impl Codes {
    /// The codes of a predefined map.
    pub(super) fn named(name: &[u8], maps: &mut Maps) -> Self {
        match name {
            b"Identity-H" => return Self::TwoBytes { vertical: false },
            b"Identity-V" => return Self::TwoBytes { vertical: true },
            _ => {}
        }
        match maps.named(name) {
            Some(map) => Self::Map(map, Charset::of(name)),
            None => Self::TwoBytes {
                vertical: name.ends_with(b"-V"),
            },
        }
    }

    pub(super) fn vertical(&self) -> bool {
        match self {
            Self::OneByte => false,
            Self::TwoBytes { vertical } => *vertical,
            Self::Map(map, _) => map.metadata().writing_mode == Some(WritingMode::Vertical),
        }
    }

    pub(super) fn charset(&self) -> Charset {
        match self {
            Self::Map(_, charset) => *charset,
            _ => Charset::Unknown,
        }
    }

    /// The ordering of the collection that a predefined map leads to.
    pub(super) fn ordering(&self) -> Option<&'static [u8]> {
        let Self::Map(map, _) = self else {
            return None;
        };
        match map.metadata().character_collection.as_ref()?.family {
            CidFamily::AdobeGB1 => Some(b"GB1"),
            CidFamily::AdobeCNS1 => Some(b"CNS1"),
            CidFamily::AdobeJapan1 => Some(b"Japan1"),
            CidFamily::AdobeKorea1 => Some(b"Korea1"),
            _ => None,
        }
    }

    /// The first code of a string that is not empty.
    pub(super) fn next(&self, text: &[u8]) -> Code {
        let number = |bytes: &[u8]| bytes.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b));
        let of = |bytes: usize| {
            let code = number(&text[..bytes.min(text.len())]);
            Code {
                code,
                glyph: code,
                bytes,
            }
        };
        match self {
            Self::OneByte => of(1),
            Self::TwoBytes { .. } => of(2),
            Self::Map(map, charset) => {
                for (length, bytes) in (1_u8..=4).zip(1..=text.len().min(4)) {
                    let code = number(&text[..bytes]);
                    if let Some(glyph) = map.lookup_cid_code(code, length) {
                        return Code { code, glyph, bytes };
                    }
                }
                // A character that the collection does not have still has its length.
                let bytes = match charset {
                    Charset::Known(c) if *c == UTF_16BE => match text[0] {
                        0xD8..=0xDB => 4,
                        _ => 2,
                    },
                    Charset::Known(_) if text[0] < 0x81 => 1,
                    _ => 2,
                };
                Code {
                    glyph: 0,
                    ..of(bytes)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(map: &[u8], mut bytes: &[u8]) -> String {
        let codes = Codes::named(map, &mut Maps::default());
        let mut text = String::new();
        while !bytes.is_empty() {
            let code = codes.next(bytes);
            let (one, rest) = bytes.split_at(code.bytes.min(bytes.len()));
            text.push_str(
                &codes
                    .charset()
                    .decode(one)
                    .unwrap_or_else(|| "?".to_owned()),
            );
            bytes = rest;
        }
        text
    }

    #[test]
    fn predefined_chinese_maps_are_charsets() {
        let (gbk, _, _) = encoding_rs::GBK.encode("国发〔2012〕48号");
        assert_eq!(text(b"GBK-EUC-H", &gbk), "国发〔2012〕48号");
        let (gb, _, _) = GB18030.encode("意见㐀");
        assert_eq!(text(b"GBK2K-H", &gb), "意见㐀");
        let wide: Vec<u8> = "教育𠀀".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(b"UniGB-UTF16-H", &wide), "教育𠀀");
        let (big5, _, _) = BIG5.encode("教育部");
        assert_eq!(text(b"ETen-B5-H", &big5), "教育部");
    }

    #[test]
    fn a_string_that_breaks_off_ends() {
        assert_eq!(text(b"GBK-EUC-H", &[0xb9]), "?");
        assert_eq!(text(b"UniGB-UCS2-H", &[0x4e]), "?");
    }
}
