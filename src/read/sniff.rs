//! What a file is by its content. Endings lie: sites offer pages, RTF and DOCX as `.doc`.

#[cfg(test)]
mod tests;

use super::unread::{
    COMPOUND, IMAGE, PACKED, PASSWORD, SHEET, SLIDES, WEB_ARCHIVE, WORD, WORD_XML,
};

/// Bytes from the start of a file that tell what it is.
pub(super) const HEAD: usize = 8 << 10;

/// What the start of a file tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The format of this name.
    Format(&'static str),
    /// A ZIP: its entries tell more.
    Zip,
    /// A compound file (OLE): its streams tell more.
    Compound,
}

/// What a file that starts like this is; `None` where it is a text of no certain format.
pub(super) fn head(head: &[u8]) -> Option<Content> {
    let named = |name| Some(Content::Format(name));
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(Content::Zip);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Content::Compound);
    }
    const IMAGES: [&[u8]; 6] = [
        b"\xFF\xD8\xFF",
        b"\x89PNG\r\n",
        b"GIF87a",
        b"GIF89a",
        b"II*\0",
        b"MM\0*",
    ];
    if IMAGES.iter().any(|mark| head.starts_with(mark)) {
        return named(IMAGE);
    }
    const ARCHIVES: [&[u8]; 4] = [
        b"Rar!\x1A\x07",
        b"7z\xBC\xAF\x27\x1C",
        b"\x1F\x8B\x08",
        b"\xFD7zXZ\0",
    ];
    if ARCHIVES.iter().any(|mark| head.starts_with(mark)) {
        return named(PACKED);
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.trim_ascii_start();
    if text.starts_with(b"%PDF-") {
        return named("PDF");
    }
    if text.starts_with(b"{\\rtf") {
        return named("RTF");
    }
    let begins = |what: &[u8]| {
        let start = text.get(..what.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(what))
    };
    if begins(b"mime-version:") || begins(b"from: <saved by ") {
        return named(WEB_ARCHIVE);
    }
    if !text.starts_with(b"<") {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let holds = |what: &[u8]| lower.windows(what.len()).any(|w| w == what);
    if lower.starts_with(b"<?xml") && (holds(b"word.document") || holds(b"<w:worddocument")) {
        return named(WORD_XML);
    }
    const PAGES: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head>", b"<body"];
    let page = |text: &[u8]| PAGES.iter().any(|mark| text.starts_with(mark));
    let mut rest: &[u8] = &lower;
    // Declarations and comments stand before the page.
    while !page(rest) {
        let end: &[u8] = if rest.starts_with(b"<!--") {
            b"-->"
        } else if rest.starts_with(b"<?") {
            b"?>"
        } else {
            return None;
        };
        let at = rest.windows(end.len()).position(|w| w == end)?;
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    named("HTML")
}

/// What a ZIP with these entries is.
#[cfg(feature = "office")]
pub(super) fn package<'a>(names: impl Iterator<Item = &'a str> + Clone) -> &'static str {
    const ZIP: &str = "ZIP archive";
    let has = |name: &str| names.clone().any(|n| n.eq_ignore_ascii_case(name));
    let below = |folder: &str| names.clone().any(|n| n.starts_with(folder));
    if has("OFD.xml") {
        return "OFD";
    }
    if has("[Content_Types].xml") {
        if below("word/") {
            return "DOCX";
        }
        if below("xl/") {
            return SHEET;
        }
        if below("ppt/") {
            return SLIDES;
        }
        // The main part may stand anywhere; what it is not is an archive of documents.
        return if has("_rels/.rels") { "DOCX" } else { ZIP };
    }
    if has("mimetype") && has("content.xml") {
        return super::unread::OPEN_DOCUMENT;
    }
    ZIP
}

/// What a compound file is, by the names of its streams.
pub(super) fn compound(bytes: &[u8]) -> &'static str {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|w| w == wide)
    };
    let streams = [
        ("EncryptedPackage", PASSWORD),
        ("WordDocument", WORD),
        ("PowerPoint Document", SLIDES),
        ("Workbook", SHEET),
    ];
    streams
        .iter()
        .find(|(stream, _)| holds(stream))
        .map_or(COMPOUND, |(_, name)| name)
}

/// Whether a file that starts like this is a text of some kind.
pub(super) fn is_text(head: &[u8]) -> bool {
    // The head of a PDF may come after lines of other programs.
    if head.windows(5).any(|w| w == b"%PDF-") {
        return false;
    }
    let marked = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let printed = |b: &u8| *b >= b' ' || matches!(b, b'\t' | b'\n' | b'\r' | 0x0C);
    marked || head.iter().all(printed)
}
