//! [`Catalogue`]: documents that are known by title and number, though their texts are not held.

use super::names::{Called, Names};
use crate::annotate::Citation;
use crate::document::{DocNumber, Document};
use crate::error::Result;
use crate::read::{self, Listed};
use crate::time::PartialDate;
use std::path::Path;

/// A document that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownDocument {
    /// Its id in the list, where it has one.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its number.
    pub number: Option<DocNumber>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// When it was made.
    pub issued: Option<PartialDate>,
    /// When it was first seen published.
    pub published: Option<PartialDate>,
    /// Where the list has it from.
    pub source: Option<String>,
}

impl From<Listed> for KnownDocument {
    fn from(listed: Listed) -> Self {
        let number = listed.doc_number.as_deref();
        Self {
            id: listed.id,
            title: listed.title,
            number: number.and_then(|n| DocNumber::parse(n).or_else(|| DocNumber::recover(n))),
            issuer: listed.issuer,
            issued: listed.issued,
            published: listed.published,
            source: listed.source,
        }
    }
}

/// Known documents, and which of them a citation means.
///
/// ```
/// use zhengce::corpus::Catalogue;
/// let known = Catalogue::from_text("标题,文号\n关于校车安全的通知,甲教〔2012〕3号\n")?;
/// assert_eq!(known.documents().len(), 1);
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    documents: Vec<KnownDocument>,
    names: Names,
}

impl Catalogue {
    /// The catalogue that ships with the library, `corpus/catalogue.csv`: national documents on
    /// education and those of the case, with the address of what says so.
    ///
    /// # Errors
    /// Never with the catalogue as shipped.
    pub fn builtin() -> Result<Self> {
        Self::from_text(include_str!("../../corpus/catalogue.csv"))
    }

    /// Reads a list of documents; see [`read::listed`] for its form.
    ///
    /// # Errors
    /// As [`read::listed`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        read::listed(path.as_ref()).map(Self::from_listed)
    }

    /// The same of the text of such a list.
    ///
    /// # Errors
    /// As [`read::listed`], without a path.
    pub fn from_text(text: &str) -> Result<Self> {
        read::listed_in(text).map(Self::from_listed)
    }

    fn from_listed(listed: Vec<Listed>) -> Self {
        let mut catalogue = Self::default();
        catalogue.extend(listed.into_iter().map(KnownDocument::from));
        catalogue
    }

    /// Adds the documents of another catalogue behind those of this one.
    pub fn append(&mut self, other: Self) {
        self.extend(other.documents);
    }

    fn extend(&mut self, documents: impl IntoIterator<Item = KnownDocument>) {
        for known in documents {
            let day = known.issued.or(known.published).and_then(|d| d.first_day());
            let at = self.names.add(day, day);
            if let Some(number) = &known.number {
                self.names.add_number(at, number, None);
            }
            if let Some(title) = &known.title {
                self.names.add_title(at, title);
            }
            self.documents.push(known);
        }
    }

    /// The documents, in the order of the list.
    #[must_use]
    pub fn documents(&self) -> &[KnownDocument] {
        &self.documents
    }

    /// The known document that a citation of `document` means: by number, then by title; of
    /// several editions the latest that was there when `document` was made.
    #[must_use]
    pub fn meant(&self, citation: &Citation, document: &Document) -> Option<&KnownDocument> {
        self.documents.get(self.place(citation, document)?)
    }

    /// The place of that document in the list; none where it is the citing document itself.
    pub(super) fn place(&self, citation: &Citation, document: &Document) -> Option<usize> {
        let called = Called {
            title: citation.title.as_deref(),
            number: citation.number.as_ref(),
            today: document.speaks_from(),
            region: document.metadata.region.as_deref(),
        };
        let own = document.metadata.doc_number.as_ref();
        let is_own = |at: &usize| {
            let known = self.documents.get(*at);
            known.is_some_and(|k| {
                own.zip(k.number.as_ref())
                    .is_some_and(|(a, b)| a.same_as(b))
            })
        };
        self.names.find(called, None).filter(|at| !is_own(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Analyzer;
    use crate::read::RawDocument;

    const LIST: &str = "id,title,doc_number,issued\n\
        a,中华人民共和国义务教育法,,1986-04-12\n\
        b,中华人民共和国义务教育法（2006年修订）,,2006-06-29\n\
        c,甲市教育局关于加强校车安全管理的通知,甲教〔2012〕3号,2012-03-05\n";

    /// The ids of what a text of this day cites.
    fn meant(text: &str, day: &str) -> Vec<Option<String>> {
        let mut raw = RawDocument::new("x", text);
        raw.given.issued = day.parse().ok();
        let entry = Analyzer::builtin().analyze(raw);
        let known = Catalogue::from_text(LIST).unwrap();
        let citations = entry.annotations.citations.iter();
        citations
            .map(|c| known.meant(c, &entry.document)?.id.clone())
            .collect()
    }

    #[test]
    fn the_edition_of_the_day_is_meant() {
        let text = "根据《义务教育法》，制定本办法。";
        assert_eq!(meant(text, "1990-01-01"), [Some("a".to_owned())]);
        assert_eq!(meant(text, "2012-01-01"), [Some("b".to_owned())]);
        assert_eq!(meant(text, "1980-01-01"), [None]);
    }

    #[test]
    fn a_number_or_a_title_without_its_issuer_is_enough() {
        let c = Some("c".to_owned());
        for text in [
            "按照甲教〔2012〕3号文件执行。",
            "按照《关于加强校车安全管理的通知》执行。",
            "按照《关于加强校车安全管理的通知》（甲教[2012]3号）执行。",
        ] {
            assert_eq!(meant(text, "2013"), std::slice::from_ref(&c), "{text}");
        }
        assert_eq!(meant("按照甲教〔2012〕4号文件执行。", "2013"), [None]);
    }

    #[test]
    fn a_document_does_not_cite_itself() {
        let text = "甲市教育局关于转发校车安全管理文件的通知\n甲教〔2012〕3号\n各校：\n转发《关于加强校车安全管理的通知》。\n甲市教育局\n2012年3月5日\n";
        assert_eq!(meant(text, "2012-03-05"), [None]);
    }

    #[test]
    fn the_shipped_list_is_whole() {
        let known = Catalogue::builtin().unwrap();
        assert!(known.documents().len() > 150);
        for document in known.documents() {
            assert!(document.title.is_some(), "{document:?}");
            assert!(
                document.number.is_some() || document.issued.is_some(),
                "{document:?}"
            );
        }
    }
}
