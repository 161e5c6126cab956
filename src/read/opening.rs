//! From the bytes of a file to the stream of its documents: what it is, and who reads it.

use super::formats::{self, Format, ReadWhole, Reader};
use super::lines::Lines;
use super::origin::Origin;
use super::rows::Rows;
use super::sniff::{self, Content};
use super::stream::{Noted, Source, Stream, Whole};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, ErrorKind, Result};
use std::io::{BufRead, BufReader, Cursor, Read, SeekFrom};

#[cfg(feature = "office")]
use super::archive::Archive;
#[cfg(feature = "office")]
use super::package::{Limits, Package};

/// Room for reading long lines in few steps.
const BUFFER: usize = 256 << 10;
/// Room that is made at once for a file that says it is as long; what it says may be wrong.
const ROOM: usize = 8 << 20;

/// What is known of a file before it is read.
pub(super) struct Judged {
    /// Its format; `None` where neither its name nor its content tell.
    pub(super) format: Option<&'static Format>,
    /// What to say where the content is of another format than the name says.
    pub(super) note: Option<Diagnostic>,
}

/// The documents of a file of `size` bytes; `depth` archives are open around it.
pub(super) fn stream(
    mut source: Box<dyn Source>,
    size: u64,
    origin: &Origin,
    depth: usize,
) -> Result<Box<dyn Stream>> {
    let judged = judge(source.as_mut(), origin)?;
    let Some(format) = judged.format else {
        return Err(unknown(origin));
    };
    let stream: Box<dyn Stream> = match format.reader {
        Reader::Whole(read) => {
            let bytes = whole(source.as_mut(), size, origin)?;
            Box::new(all(read, &bytes, size, origin))
        }
        Reader::Lines => {
            let reader = Box::new(BufReader::with_capacity(BUFFER, source));
            Box::new(Lines::new(reader, origin.clone(), &origin.options))
        }
        Reader::Rows => {
            let reader = Box::new(BufReader::with_capacity(BUFFER, source));
            Box::new(Rows::new(reader, origin.clone())?)
        }
        #[cfg(feature = "office")]
        Reader::Archive => {
            let archive = Archive::open(source, size, origin, depth)?;
            match archive.note() {
                None => Box::new(archive),
                note => Box::new(Noted {
                    stream: Box::new(archive),
                    note,
                }),
            }
        }
        Reader::Off(_) | Reader::Convert(_) | Reader::Other(_) => {
            return Err(unread(format, judged.note.is_some(), origin));
        }
    };
    #[cfg(not(feature = "office"))]
    let _ = depth;
    Ok(match judged.note {
        None => stream,
        note => Box::new(Noted { stream, note }),
    })
}

/// The documents of a file whose bytes are at hand.
pub(super) fn at_hand(bytes: &[u8], origin: &Origin) -> Result<Box<dyn Stream>> {
    let size = bytes.len() as u64;
    let judged = judge(&mut Cursor::new(bytes), origin)?;
    match judged.format.map(|format| format.reader) {
        Some(Reader::Whole(read)) if size <= origin.options.max_document_bytes => {
            let stream = all(read, bytes, size, origin);
            Ok(match judged.note {
                None => Box::new(stream),
                note => Box::new(Noted {
                    stream: Box::new(stream),
                    note,
                }),
            })
        }
        _ => stream(Box::new(Cursor::new(bytes.to_vec())), size, origin, 0),
    }
}

/// What a reader that takes a whole file of `size` bytes makes of them.
fn all(read: ReadWhole, bytes: &[u8], size: u64, origin: &Origin) -> Whole {
    let mut documents = read(bytes, origin);
    for document in documents.iter_mut().flatten() {
        document.path.clone_from(&origin.path);
    }
    Whole {
        documents: documents.into_iter(),
        bytes: size,
    }
}

/// The documents of a pipe or a device, which can be read only once and from its start: what is
/// read bit by bit goes on so, and other formats are first taken into memory.
pub(super) fn piped(pipe: impl Read + Send + 'static, origin: &Origin) -> Result<Box<dyn Stream>> {
    let fail = |e| Error::io(&origin.place, e);
    let mut reader = BufReader::with_capacity(BUFFER, pipe);
    let head = reader.fill_buf().map_err(fail)?;
    let lines = || head.trim_ascii_start().starts_with(b"{");
    let format = match (sniff::head(head), formats::of(&origin.place)) {
        (None, Some(named)) => Some(named),
        (None, None) if lines() => formats::called("JSON Lines"),
        _ => None,
    };
    match format.map(|f| f.reader) {
        Some(Reader::Lines) => Ok(Box::new(Lines::new(
            Box::new(reader),
            origin.clone(),
            &origin.options,
        ))),
        Some(Reader::Rows) => Ok(Box::new(Rows::new(Box::new(reader), origin.clone())?)),
        _ => {
            let limit = origin.options.max_document_bytes;
            let mut bytes = Vec::new();
            let mut start = reader.take(limit.saturating_add(1));
            start.read_to_end(&mut bytes).map_err(fail)?;
            let size = bytes.len() as u64;
            if size > limit {
                let message = format!(
                    "more than the limit of {limit} bytes for one document come out of it; write it to a file, or raise max_document_bytes"
                );
                return Err(Error::new(ErrorKind::Format, message).at_path(&origin.place));
            }
            stream(Box::new(Cursor::new(bytes)), size, origin, 0)
        }
    }
}

/// Judges what a file is, by its content before its name.
pub(super) fn judge(source: &mut dyn Source, origin: &Origin) -> Result<Judged> {
    let fail = |e| Error::io(&origin.place, e);
    let mut head = Vec::with_capacity(sniff::HEAD);
    source
        .take(sniff::HEAD as u64)
        .read_to_end(&mut head)
        .map_err(fail)?;
    let named = formats::of(&origin.place);
    let content = match sniff::head(&head) {
        None => None,
        Some(Content::Format(name)) => Some(name),
        Some(Content::Compound) => {
            source.rewind().map_err(fail)?;
            let size = source.seek(SeekFrom::End(0)).map_err(fail)?;
            Some(sniff::compound(&whole(source, size, origin)?))
        }
        Some(Content::Zip) => Some(zip(source, origin)?),
    };
    source.rewind().map_err(fail)?;
    let found = match content {
        None => None,
        Some(name) => Some(formats::called(name).ok_or_else(|| {
            Error::new(
                ErrorKind::Format,
                format!("the file is {name}, which is not read"),
            )
            .at_path(&origin.place)
        })?),
    };
    if let Some(named) = named.filter(|named| head.is_empty() && named.is_binary()) {
        let message = format!(
            "the file is empty: by its name it is {}, but it has no bytes; get it again from its source",
            named.name
        );
        return Err(Error::new(ErrorKind::Format, message).at_path(&origin.place));
    }
    Ok(match (named, found) {
        // Text under the name of a document is a text.
        (Some(named), None) if named.is_binary() && sniff::is_text(&head) => {
            let text = formats::called("plain text");
            Judged {
                format: text,
                note: text.map(|t| contradiction(named, t)),
            }
        }
        (Some(named), Some(found)) if named.name != found.name => Judged {
            format: Some(found),
            note: Some(contradiction(named, found)),
        },
        (named, found) => Judged {
            format: found.or(named),
            note: None,
        },
    })
}

/// What a ZIP is.
#[cfg(feature = "office")]
fn zip(source: &mut dyn Source, origin: &Origin) -> Result<&'static str> {
    let limits = Limits::new(&origin.options, &origin.budget);
    let package = Package::open(source, &limits)
        .map_err(|why| Error::new(ErrorKind::Format, why).at_path(&origin.place))?;
    Ok(sniff::package(
        package.entries().iter().map(|e| e.name.as_str()),
    ))
}

/// Without the means to look into it, a ZIP is what its name says.
#[cfg(not(feature = "office"))]
fn zip(_: &mut dyn Source, origin: &Origin) -> Result<&'static str> {
    let named = formats::of(&origin.place).filter(|f| f.name == "DOCX" || f.name == "OFD");
    Ok(named.map_or("ZIP archive", |f| f.name))
}

fn contradiction(named: &Format, found: &Format) -> Diagnostic {
    Diagnostic::new(
        "read.format-contradicts-name",
        format!(
            "by its name the file is {}, by its content {}; read as the latter",
            named.name, found.name
        ),
    )
    .hint(match found.extensions.first() {
        Some(ending) => format!("give it a name that ends in .{ending}"),
        None => "give it a name that says what it is".to_owned(),
    })
}

/// The error about a file of no known format.
pub(super) fn unknown(origin: &Origin) -> Error {
    Error::new(
        ErrorKind::Format,
        format!(
            "this format is not read; the formats read are {}",
            formats::sentence()
        ),
    )
    .at_path(&origin.place)
}

/// The error about a file of a format that is known, but not read.
pub(super) fn unread(format: &Format, hidden: bool, origin: &Origin) -> Error {
    let name = format.name;
    let whatever = if hidden { " by its content" } else { "" };
    let message = match format.reader {
        Reader::Off(feature) => format!(
            "the file is {name}{whatever}, which this build does not read; build with the cargo feature “{feature}”"
        ),
        Reader::Convert(advice) => {
            format!("the file is {name}{whatever}, which is not read; {advice}")
        }
        Reader::Other(advice) => format!(
            "the file is {name}{whatever}, which is not read; {advice}; the formats read are {}",
            formats::sentence()
        ),
        _ => format!("the file is {name}{whatever}"),
    };
    Error::new(ErrorKind::Format, message).at_path(&origin.place)
}

/// All bytes of a file, within the limit for one document.
fn whole(source: &mut dyn Source, size: u64, origin: &Origin) -> Result<Vec<u8>> {
    let limit = origin.options.max_document_bytes;
    let too_long = || {
        let message = format!(
            "the file is {size} bytes long, more than the limit of {limit} for one document; split it, or raise max_document_bytes"
        );
        Error::new(ErrorKind::Format, message).at_path(&origin.place)
    };
    if size > limit {
        return Err(too_long());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default().min(ROOM));
    source
        .rewind()
        // The limit is also checked against what comes, whatever the folder says.
        .and_then(|()| source.take(limit.saturating_add(1)).read_to_end(&mut bytes))
        .map_err(|e| Error::io(&origin.place, e))?;
    if bytes.len() as u64 > limit {
        return Err(too_long());
    }
    Ok(bytes)
}
