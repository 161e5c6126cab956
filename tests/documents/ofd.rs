//! OFD.

use super::wrapped::wrapped;
use super::{escaped, zip};

const SPACE: &str = "http://www.ofdspec.org/2016";

/// Type of 三号, in millimetres.
const SIZE: f32 = 5.6;

/// Pages of lines, as official documents are set: on A4, 28 characters a line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ofd {
    /// What stands in the content of each page.
    pub(crate) pages: Vec<String>,
    /// Further entries, in the folder of the document.
    pub(crate) more: Vec<(String, String)>,
    /// What else stands in the root of the document.
    pub(crate) root: String,
    /// What the information of the document says.
    pub(crate) about: String,
}

impl Ofd {
    /// A document of these paragraphs, each indented by two characters and wrapped, 22 lines a
    /// page.
    pub(crate) fn of<T: AsRef<str>>(paragraphs: &[T]) -> Self {
        const WIDTH: usize = 28;
        const LINES: usize = 22;
        let lines = paragraphs.iter().flat_map(|p| wrapped(p.as_ref(), WIDTH));
        let lines: Vec<(f32, String)> = lines
            .map(|(indent, line)| (28.0 + SIZE * indent as f32, line))
            .collect();
        let page = |lines: &[(f32, String)]| {
            let object = |(at, (x, text)): (usize, &(f32, String))| {
                text_object(at + 10, *x, 37.0 + 10.0 * at as f32, text)
            };
            lines.iter().enumerate().map(object).collect()
        };
        Self {
            pages: lines.chunks(LINES).map(page).collect(),
            ..Self::default()
        }
    }

    /// Its entries.
    pub(crate) fn entries(&self) -> Vec<(String, String)> {
        let part = |name: &str, inner: &str| {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ofd:{name} xmlns:ofd=\"{SPACE}\">{inner}</ofd:{name}>"
            )
        };
        let list: String = (0..self.pages.len())
            .map(|at| {
                format!(
                    "<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{at}/Content.xml\"/>",
                    at + 2
                )
            })
            .collect();
        let mut entries = vec![
            (
                "OFD.xml".to_owned(),
                part(
                    "OFD",
                    &format!(
                        "<ofd:DocBody><ofd:DocInfo>{}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
                        self.about
                    ),
                ),
            ),
            (
                "Doc_0/Document.xml".to_owned(),
                part(
                    "Document",
                    &format!(
                        "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{list}</ofd:Pages>{}",
                        self.root
                    ),
                ),
            ),
        ];
        for (at, content) in self.pages.iter().enumerate() {
            entries.push((
                format!("Doc_0/Pages/Page_{at}/Content.xml"),
                part(
                    "Page",
                    &format!("<ofd:Content><ofd:Layer ID=\"1\" Type=\"Body\">{content}</ofd:Layer></ofd:Content>"),
                ),
            ));
        }
        for (name, text) in &self.more {
            entries.push((format!("Doc_0/{name}"), text.clone()));
        }
        entries
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        zip(&self.entries())
    }
}

/// A line of text whose baseline begins at this place, in millimetres; letters and digits are
/// half as wide as Chinese characters.
pub(crate) fn text_object(id: usize, x: f32, y: f32, text: &str) -> String {
    let steps: Vec<String> = text
        .chars()
        .map(|c| if c.is_ascii() { SIZE / 2.0 } else { SIZE })
        .map(|step| step.to_string())
        .collect();
    let steps = steps[..steps.len().saturating_sub(1)].join(" ");
    let top = y - SIZE;
    format!(
        "<ofd:TextObject ID=\"{id}\" Boundary=\"{x} {top} 170 7\" Font=\"3\" Size=\"{SIZE}\"><ofd:TextCode X=\"0\" Y=\"{SIZE}\" DeltaX=\"{steps}\">{}</ofd:TextCode></ofd:TextObject>",
        escaped(text)
    )
}
