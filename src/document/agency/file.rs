//! The records of `corpus/agencies.toml`.

use crate::error::{Error, ErrorKind, Result};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) lead: Lead,
    pub(super) number: Number,
    pub(super) name: Name,
    pub(super) local: Vec<Local>,
    pub(super) organ: Vec<Organ>,
    #[serde(default)]
    pub(super) foreign: Vec<Foreign>,
}

/// Words that stand before a code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lead {
    pub(super) anywhere: Vec<String>,
    pub(super) first: Vec<char>,
}

/// Words inside a code that name no organ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Number {
    pub(super) classes: Vec<String>,
    pub(super) not_joint: Vec<String>,
    pub(super) offices: Vec<String>,
    pub(super) halls: Vec<String>,
}

/// How names begin and end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub(super) nation: Vec<String>,
    pub(super) nation_perhaps: Vec<String>,
    pub(super) not_places: Vec<String>,
    pub(super) organs: Vec<String>,
    pub(super) schools: Vec<String>,
    pub(super) not_schools: Vec<String>,
}

/// An organ of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organ {
    pub(super) name: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
    #[serde(default)]
    pub(super) codes: Vec<String>,
    pub(super) since: Option<i16>,
    pub(super) until: Option<i16>,
}

/// An organ that every place has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Local {
    pub(super) codes: Vec<String>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
}

/// Another country.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Foreign {
    pub(super) name: String,
    #[serde(default)]
    pub(super) also: Vec<String>,
}

/// Reads the records; an error names the line.
pub(super) fn read(text: &str) -> Result<File> {
    let wrong = |message: String, at: Option<usize>| {
        let line = at.map_or(1, |at| text[..at.min(text.len())].matches('\n').count() + 1);
        Error::new(ErrorKind::Data, message).at_line(line as u64)
    };
    let file: File = toml::from_str(text)
        .map_err(|e| wrong(e.message().to_owned(), e.span().map(|s| s.start)))?;
    let empty = file.organ.iter().find(|o| {
        std::iter::once(&o.name)
            .chain(&o.also)
            .chain(&o.codes)
            .any(String::is_empty)
    });
    if let Some(organ) = empty {
        let at = text.find(&format!("name = \"{}\"", organ.name));
        return Err(wrong(
            format!("the organ “{}” has an empty name or code", organ.name),
            at,
        ));
    }
    if let Some(organ) = file
        .organ
        .iter()
        .find(|o| o.since.is_some_and(|s| o.until.is_some_and(|u| u < s)))
    {
        let at = text.find(&format!("name = \"{}\"", organ.name));
        return Err(wrong(
            format!("the organ “{}” ends before it begins", organ.name),
            at,
        ));
    }
    Ok(file)
}
