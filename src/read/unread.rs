//! The formats that are known by name only, and what to do with such a file.

use super::formats::{Format, Reader};

/// Word before 2007 and WPS, which write one format.
pub(super) const WORD: &str = "a Word 97-2003 or WPS document (.doc, .wps)";
/// Word documents as one XML file.
pub(super) const WORD_XML: &str = "a Word document in one XML file";
/// Office documents with a password.
pub(super) const PASSWORD: &str = "an Office document with a password";
/// Text of OpenOffice and LibreOffice.
pub(super) const OPEN_DOCUMENT: &str = "an OpenDocument text (.odt)";
/// Web pages in one file.
pub(super) const WEB_ARCHIVE: &str = "a web page in one file (.mht)";
/// Tables with formulas.
pub(super) const SHEET: &str = "a spreadsheet (.xls, .xlsx, .et)";
/// Presentations.
pub(super) const SLIDES: &str = "a presentation (.ppt, .pptx, .dps)";
/// Scans and photographs.
pub(super) const IMAGE: &str = "an image";
/// Archives that are no ZIP.
pub(super) const PACKED: &str = "an archive that is no ZIP";
/// OLE files of other programs.
pub(super) const COMPOUND: &str = "a compound file of an old program";

const SAVE_AS_DOCX: &str = "convert it with “soffice --headless --convert-to docx FILE” (LibreOffice), or open it in WPS or Word and save it as .docx";

/// Formats that are not read.
pub(super) const UNREAD: &[Format] = &[
    Format {
        name: WORD,
        extensions: &["doc", "dot", "wps", "wpt"],
        reader: Reader::Convert(SAVE_AS_DOCX),
    },
    Format {
        name: WORD_XML,
        extensions: &[],
        reader: Reader::Convert(SAVE_AS_DOCX),
    },
    Format {
        name: PASSWORD,
        extensions: &[],
        reader: Reader::Convert(
            "open it with its password and save it without one as .docx or .xlsx",
        ),
    },
    Format {
        name: OPEN_DOCUMENT,
        extensions: &["odt", "ott", "fodt"],
        reader: Reader::Convert(SAVE_AS_DOCX),
    },
    Format {
        name: "a UOF document (.uof)",
        extensions: &["uof", "uot", "uoml"],
        reader: Reader::Convert(SAVE_AS_DOCX),
    },
    Format {
        name: WEB_ARCHIVE,
        extensions: &["mht", "mhtml"],
        reader: Reader::Convert("open it in a browser and save it as a page, “HTML only”"),
    },
    Format {
        name: "a CEB or SEP document (.ceb, .sep, .gd)",
        extensions: &["ceb", "cebx", "sep", "gd", "gw"],
        reader: Reader::Convert(
            "open it in the reader of its maker (Founder, Sursen) and save or print it as PDF or OFD",
        ),
    },
    Format {
        name: "a CNKI article (.caj, .kdh, .nh)",
        extensions: &["caj", "kdh", "nh"],
        reader: Reader::Convert(
            "open it in CAJViewer and print it as PDF, or get it as PDF from CNKI",
        ),
    },
    Format {
        name: COMPOUND,
        extensions: &[],
        reader: Reader::Convert("open it in the program that made it and save it as .docx or .pdf"),
    },
    Format {
        name: PACKED,
        extensions: &["rar", "7z", "gz", "tgz", "tar", "bz2", "xz"],
        reader: Reader::Convert("unpack it and name the folder, or pack it again as a ZIP"),
    },
    Format {
        name: SHEET,
        extensions: &["xls", "xlsx", "xlsm", "et", "ett", "ods"],
        reader: Reader::Other(
            "save the sheet as CSV (UTF-8) with a column “text” or “正文” if its rows are documents",
        ),
    },
    Format {
        name: SLIDES,
        extensions: &["ppt", "pptx", "dps", "odp"],
        reader: Reader::Other("save its text as .txt or .docx if it is to be read"),
    },
    Format {
        name: IMAGE,
        extensions: &["jpg", "jpeg", "png", "tif", "tiff", "gif", "bmp", "webp"],
        reader: Reader::Other(
            "run text recognition (OCR) on it and read the text or the PDF with a text layer that comes out",
        ),
    },
];
