//! [`Facts`]: what a document says of itself, kept once a document.

use super::schema::key;
use crate::document::Document;
use crate::time::PartialDate;
use serde::Deserialize;

/// What stands between the id of a document and the rest of its line. It comes before every other
/// character, so that lines stand in the order of their ids.
const AFTER_ID: char = '\0';

/// Lines longer than this, in bytes, are kept with each provision instead of once a document: the
/// engine takes no longer ones, and says nothing.
pub(crate) const LONGEST_LINE: usize = 60_000;

/// Characters of an id, and of each other fact, in the line of a document whose own is too long.
const SHORT_ID: usize = 5_000;
const SHORT: usize = 300;

/// What hits show of their document and what matches are counted by.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Facts {
    #[serde(skip)]
    pub(crate) doc: String,
    pub(crate) title: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) number_raw: Option<String>,
    pub(crate) issuers: Vec<String>,
    pub(crate) issued: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) genre: Option<String>,
    pub(crate) level: Option<String>,
    pub(crate) region: Option<String>,
    /// [`HOME`](crate::document::HOME) for China; empty where a foreign document names no country.
    pub(crate) jurisdiction: String,
}

impl Facts {
    pub(crate) fn of(document: &Document) -> Self {
        let metadata = &document.metadata;
        Self {
            doc: document.id.clone(),
            title: metadata.title.clone(),
            number: metadata.doc_number.as_ref().map(ToString::to_string),
            number_raw: metadata.doc_number.as_ref().map(|n| n.raw.clone()),
            issuers: metadata.issuers.clone(),
            issued: metadata.issued.map(|d| d.to_string()),
            published: metadata.published.map(|d| d.to_string()),
            genre: metadata.genre.clone(),
            level: metadata.level.map(|l| l.as_str().to_owned()),
            region: metadata.region.clone(),
            jurisdiction: metadata.country().unwrap_or_default().to_owned(),
        }
    }

    /// The facts as the index keeps them; the values in the order of the fields, without names.
    pub(crate) fn line(&self) -> serde_json::Result<String> {
        Ok(format!("{}{AFTER_ID}{}", self.doc, self.values()?))
    }

    fn values(&self) -> serde_json::Result<String> {
        serde_json::to_string(&(
            &self.title,
            &self.number,
            &self.number_raw,
            &self.issuers,
            &self.issued,
            &self.published,
            &self.genre,
            &self.level,
            &self.region,
            &self.jurisdiction,
        ))
    }

    /// The line for a document whose own is too long: what is cut is enough to sort and count by,
    /// and the key tells it from every other.
    pub(crate) fn short_line(&self) -> serde_json::Result<String> {
        let cut = |text: &String| -> String { text.chars().take(SHORT).collect() };
        let short = Self {
            doc: self.doc.chars().take(SHORT_ID).collect(),
            title: self.title.as_ref().map(cut),
            number: self.number.as_ref().map(cut),
            number_raw: self.number_raw.as_ref().map(cut),
            issuers: self.issuers.iter().take(10).map(cut).collect(),
            issued: self.issued.clone(),
            published: self.published.clone(),
            genre: self.genre.as_ref().map(cut),
            level: self.level.clone(),
            region: self.region.as_ref().map(cut),
            jurisdiction: cut(&self.jurisdiction),
        };
        let (key, values) = (key(&self.doc), short.values()?);
        Ok(format!("{}{AFTER_ID}{key}{values}", short.doc))
    }

    /// The facts of a line.
    pub(crate) fn read(line: &str) -> serde_json::Result<Self> {
        let (doc, rest) = parts(line);
        let values = rest.find('[').map_or("", |at| &rest[at..]);
        let mut facts: Self = serde_json::from_str(values)?;
        doc.clone_into(&mut facts.doc);
        Ok(facts)
    }

    pub(crate) fn issued(&self) -> Option<PartialDate> {
        self.issued.as_deref().and_then(|d| d.parse().ok())
    }

    pub(crate) fn published(&self) -> Option<PartialDate> {
        self.published.as_deref().and_then(|d| d.parse().ok())
    }

    /// The date that places the document in time.
    pub(crate) fn dated(&self) -> Option<PartialDate> {
        self.issued().or_else(|| self.published())
    }
}

/// The id of a line, and what comes after it. An id may hold the mark; what comes after never does.
fn parts(line: &str) -> (&str, &str) {
    line.rsplit_once(AFTER_ID).unwrap_or_default()
}

/// The key of the document of a line.
pub(crate) fn key_of(line: &str) -> String {
    let (id, rest) = parts(line);
    match rest.split_once('[') {
        Some((stated, _)) if !stated.is_empty() => stated.to_owned(),
        _ => key(id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Metadata;
    use crate::text::Text;

    #[test]
    fn a_line_gives_the_facts_back() {
        let metadata = Metadata {
            title: Some("关于“\0”的通知".to_owned()),
            issuers: vec!["甲市教育局".to_owned(), "甲市财政局".to_owned()],
            issued: "2012-09".parse().ok(),
            ..Metadata::default()
        };
        let document = |id| Document::new(id, Text::new("一"), metadata.clone(), Vec::new());
        let mut lines = Vec::new();
        for id in ["", "a", "a\0b", "a!", "ab", "甲#2"] {
            let facts = Facts::of(&document(id));
            let line = facts.line().unwrap();
            assert_eq!(key_of(&line), key(id));
            let read = Facts::read(&line).unwrap();
            assert_eq!(format!("{read:?}"), format!("{facts:?}"));
            assert_eq!(read.dated().unwrap().to_string(), "2012-09");
            lines.push(line);
        }
        assert!(lines.is_sorted(), "{lines:?}");
        assert!(Facts::read("a").is_err());
        // One that is too long is cut, and still has its key.
        let mut long = Facts::of(&document("a"));
        long.doc = "\u{10FFFF}".repeat(90_000);
        long.title = Some("\u{1}".repeat(90_000));
        long.issuers = vec!["\\".repeat(90_000); 90];
        long.region.clone_from(&long.title);
        let line = long.short_line().unwrap();
        assert!(line.len() < LONGEST_LINE, "{}", line.len());
        assert_eq!(key_of(&line), key(&long.doc));
        let read = Facts::read(&line).unwrap();
        assert!(long.doc.starts_with(&read.doc));
        assert_eq!(read.issued, long.issued);
    }
}
