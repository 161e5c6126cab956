//! How much work one file may cause. A file of a few kilobytes can ask for terabytes; every
//! expansion here is counted, and what goes beyond is an error that names its limit.

use std::fmt;

/// Objects of a file.
pub(super) const OBJECTS: usize = 500_000;

/// Pages of a file.
pub(super) const PAGES: usize = crate::read::page::PAGES;

/// Bytes of one stream of objects or cross references once it is unpacked.
pub(super) const OBJECT_STREAM: usize = 8 << 20;

/// Names, numbers and strings in all objects of a file. Each takes some fifty times the memory of
/// its two bytes in the file.
pub(super) const VALUES: usize = 10_000_000;

/// Bytes of one stream of a page or a font once it is unpacked.
pub(super) const STREAM: usize = 64 << 20;

/// Bytes of all streams of a file once they are unpacked.
const BYTES: usize = 1 << 30;

/// Drawing operators of all pages.
const OPERATORS: usize = 20_000_000;

/// Fonts of a file.
const FONTS: usize = 20_000;

/// Glyphs of one page.
const PAGE_GLYPHS: usize = 1_000_000;

/// Glyphs of all pages.
const GLYPHS: usize = 30_000_000;

/// Bytes of the text of all pages: more than that many glyphs of Chinese take.
const TEXT: usize = 128 << 20;

/// Numbers of an array that says where something is or how wide; a font with codes of one byte
/// has 256 widths.
pub(super) const NUMBERS: usize = 256;

/// What opening a stream costs, in bytes, however little it holds.
pub(super) const STREAM_COST: usize = 1024;

/// What looking up the name of a glyph costs, in bytes.
pub(super) const NAME_COST: usize = 256;

/// How deep drawings may lie in drawings.
pub(super) const FORM_DEPTH: usize = 12;

/// A limit that the file goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Beyond {
    /// What there is too much of.
    what: &'static str,
    /// How much would be read.
    limit: usize,
}

impl Beyond {
    pub(super) fn new(what: &'static str, limit: usize) -> Self {
        Self { what, limit }
    }
}

impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the PDF has more than {} {}, which no document needs; it is damaged or made to do harm",
            self.limit, self.what
        )
    }
}

/// What may still be spent on a file.
#[derive(Debug)]
pub(super) struct Budget {
    bytes: usize,
    operators: usize,
    glyphs: usize,
    page_glyphs: usize,
    fonts: usize,
    text: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: BYTES,
            operators: OPERATORS,
            glyphs: GLYPHS,
            page_glyphs: PAGE_GLYPHS,
            fonts: FONTS,
            text: TEXT,
        }
    }
}

impl Budget {
    /// The most bytes that the next stream may have.
    pub(super) fn next_stream(&self) -> usize {
        STREAM.min(self.bytes)
    }

    /// The limit that a stream of more than [`Self::next_stream`] bytes goes beyond.
    pub(super) fn beyond_stream(&self) -> Beyond {
        if self.bytes < STREAM {
            Beyond::new("bytes in its unpacked streams", BYTES)
        } else {
            Beyond::new("bytes in one unpacked stream", STREAM)
        }
    }

    pub(super) fn spend_bytes(&mut self, bytes: usize) -> Result<(), Beyond> {
        self.bytes = self
            .bytes
            .checked_sub(bytes)
            .ok_or(Beyond::new("bytes in its unpacked streams", BYTES))?;
        Ok(())
    }

    pub(super) fn spend_font(&mut self) -> Result<(), Beyond> {
        self.fonts = self
            .fonts
            .checked_sub(1)
            .ok_or(Beyond::new("fonts", FONTS))?;
        Ok(())
    }

    pub(super) fn spend_operator(&mut self) -> Result<(), Beyond> {
        self.operators = self
            .operators
            .checked_sub(1)
            .ok_or(Beyond::new("drawing operators", OPERATORS))?;
        Ok(())
    }

    pub(super) fn begin_page(&mut self) {
        self.page_glyphs = PAGE_GLYPHS;
    }

    pub(super) fn spend_glyph(&mut self) -> Result<(), Beyond> {
        self.page_glyphs = self
            .page_glyphs
            .checked_sub(1)
            .ok_or(Beyond::new("glyphs on a page", PAGE_GLYPHS))?;
        self.glyphs = self
            .glyphs
            .checked_sub(1)
            .ok_or(Beyond::new("glyphs", GLYPHS))?;
        Ok(())
    }

    /// Pays for the text that a glyph stands for.
    pub(super) fn spend_text(&mut self, bytes: usize) -> Result<(), Beyond> {
        self.text = self
            .text
            .checked_sub(bytes)
            .ok_or(Beyond::new("bytes of text", TEXT))?;
        Ok(())
    }
}
