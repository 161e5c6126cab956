//! RTF.

use std::fmt::Write as _;

/// A document in the Chinese code page, as older versions of Word and WPS write it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rtf {
    /// What stands after the table of fonts.
    pub(crate) body: String,
}

impl Rtf {
    /// A document of plain paragraphs.
    pub(crate) fn of<T: AsRef<str>>(paragraphs: &[T]) -> Self {
        let paragraph = |text: &T| format!("\\pard {}\\par\r\n", coded(text.as_ref()));
        Self {
            body: paragraphs.iter().map(paragraph).collect(),
        }
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        format!(
            "{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0\\fnil\\fcharset134 {};}}{{\\f1\\froman\\fcharset0 Times New Roman;}}{{\\f2\\fnil\\fcharset2 Wingdings;}}}}{{\\colortbl;\\red0\\green0\\blue0;}}{{\\stylesheet{{\\s0 Normal;}}}}{{\\*\\generator zhengce tests;}}\\uc1\r\n{}}}",
            coded("仿宋_GB2312"),
            self.body
        )
        .into_bytes()
    }
}

/// Text as bytes of GBK, with what GBK lacks as numbers of Unicode.
pub(crate) fn coded(text: &str) -> String {
    let mut coded = String::new();
    for c in text.chars() {
        let one = c.to_string();
        let (bytes, _, missing) = encoding_rs::GBK.encode(&one);
        if missing {
            for unit in one.encode_utf16() {
                let _ = write!(coded, "\\u{}?", i32::from(unit.cast_signed()));
            }
        } else if matches!(c, '\\' | '{' | '}') {
            coded.push('\\');
            coded.push(c);
        } else if c.is_ascii() {
            coded.push(c);
        } else {
            for byte in bytes.iter() {
                let _ = write!(coded, "\\'{byte:02x}");
            }
        }
    }
    coded
}
