//! DOCX.

use super::{escaped, zip};

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// The parts of a document, each what stands in its outermost element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Docx {
    pub(crate) body: String,
    pub(crate) numbering: String,
    pub(crate) styles: String,
    pub(crate) footnotes: String,
    pub(crate) endnotes: String,
    pub(crate) core: String,
    /// Whether it is of the strict edition.
    pub(crate) strict: bool,
}

impl Docx {
    /// A document of plain paragraphs.
    pub(crate) fn of<T: AsRef<str>>(paragraphs: &[T]) -> Self {
        let body = paragraphs.iter().map(|p| paragraph("", p.as_ref()));
        Self::body(&body.collect::<String>())
    }

    /// A document with this body.
    pub(crate) fn body(body: &str) -> Self {
        Self {
            body: body.to_owned(),
            ..Self::default()
        }
    }

    /// Its entries.
    pub(crate) fn entries(&self) -> Vec<(String, String)> {
        let space = if self.strict { STRICT } else { TRANSITIONAL };
        let relations = if self.strict {
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        };
        let part = |name: &str, inner: &str| {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:{name} xmlns:w=\"{space}\" xmlns:r=\"{relations}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">{inner}</w:{name}>"
            )
        };
        let relation = |id: usize, kind: &str, target: &str| {
            format!(
                "<Relationship Id=\"rId{id}\" Type=\"{relations}/{kind}\" Target=\"{target}\"/>"
            )
        };
        let list = |inner: &str| {
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>")
        };
        let mut entries = vec![
            (
                "[Content_Types].xml".to_owned(),
                format!("<Types xmlns=\"{PACKAGE}/content-types\"/>"),
            ),
            (
                "_rels/.rels".to_owned(),
                list(
                    &(relation(1, "officeDocument", "word/document.xml")
                        + &relation(2, "metadata/core-properties", "docProps/core.xml")),
                ),
            ),
            (
                "word/document.xml".to_owned(),
                part("document", &format!("<w:body>{}</w:body>", self.body)),
            ),
        ];
        let mut related = String::new();
        for (id, (name, inner)) in [
            ("numbering", &self.numbering),
            ("styles", &self.styles),
            ("footnotes", &self.footnotes),
            ("endnotes", &self.endnotes),
        ]
        .into_iter()
        .enumerate()
        {
            if !inner.is_empty() {
                related += &relation(id, name, &format!("{name}.xml"));
                entries.push((format!("word/{name}.xml"), part(name, inner)));
            }
        }
        entries.push(("word/_rels/document.xml.rels".to_owned(), list(&related)));
        if !self.core.is_empty() {
            entries.push((
                "docProps/core.xml".to_owned(),
                format!(
                    "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{}</cp:coreProperties>",
                    self.core
                ),
            ));
        }
        entries
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        zip(&self.entries())
    }
}

/// A paragraph with these properties and one run of text.
pub(crate) fn paragraph(properties: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        escaped(text)
    )
}

/// A level of a list.
pub(crate) fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}
