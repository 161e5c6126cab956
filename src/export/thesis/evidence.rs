//! What the numbers of a thesis rest on, and the part of it that shows that.

use crate::analysis::{DataTable, Observation, Passage};
use crate::corpus::Corpus;
use crate::document::Provenance;
use crate::export::report::{Block, Inline, Item, words};
use crate::span::Span;
use std::collections::BTreeMap;

/// Passages, documents and figures that numbers lead to; each is shown once, whoever leads to it.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    passages: Vec<Passage>,
    places: BTreeMap<(String, Span), usize>,
    /// The documents with their numbers, in the order in which something first led to them.
    documents: BTreeMap<String, usize>,
    data: Vec<String>,
    groups: Vec<Vec<String>>,
    known: BTreeMap<Vec<String>, usize>,
}

impl Evidence {
    /// A number that these passages are counted in.
    pub(super) fn count<'p>(&mut self, passages: impl IntoIterator<Item = &'p Passage>) -> Inline {
        let anchors: Vec<String> = passages.into_iter().map(|p| self.passage(p)).collect();
        self.number(anchors.len().to_string(), anchors)
    }

    /// Words that rest on these passages.
    pub(super) fn words<'p>(
        &mut self,
        said: impl Into<String>,
        passages: impl IntoIterator<Item = &'p Passage>,
    ) -> Inline {
        let anchors = passages.into_iter().map(|p| self.passage(p)).collect();
        self.number(said.into(), anchors)
    }

    /// A number of documents.
    pub(super) fn documents<'d>(&mut self, ids: impl IntoIterator<Item = &'d str>) -> Inline {
        let anchors: Vec<String> = ids.into_iter().map(|id| self.document(id)).collect();
        self.number(anchors.len().to_string(), anchors)
    }

    /// Words that rest on these figures.
    pub(super) fn figures(
        &mut self,
        data: &DataTable,
        said: String,
        of: &[&Observation],
    ) -> Inline {
        let anchors = of.iter().map(|o| self.datum(told(data, o))).collect();
        self.number(said, anchors)
    }

    /// Words that rest on a fact of the tables of data, told in full.
    pub(super) fn fact(&mut self, said: String, told: String) -> Inline {
        let anchor = self.datum(told);
        Inline::Link(said, anchor)
    }

    /// A document by its id.
    pub(super) fn document_link(&mut self, id: &str) -> Inline {
        let anchor = self.document(id);
        Inline::Link(id.to_owned(), anchor)
    }

    fn passage(&mut self, passage: &Passage) -> String {
        let key = (passage.document.clone(), passage.span);
        let next = self.passages.len();
        let at = *self.places.entry(key).or_insert(next);
        if at == next {
            self.document(&passage.document);
            self.passages.push(passage.clone());
        }
        format!("p{}", at + 1)
    }

    fn document(&mut self, id: &str) -> String {
        let next = self.documents.len() + 1;
        format!("d{}", self.documents.entry(id.to_owned()).or_insert(next))
    }

    fn datum(&mut self, told: String) -> String {
        let at = self
            .data
            .iter()
            .position(|d| *d == told)
            .unwrap_or_else(|| {
                self.data.push(told);
                self.data.len() - 1
            });
        format!("s{}", at + 1)
    }

    /// Leads to the one thing, or to the list of all; what rests on nothing is no link.
    fn number(&mut self, said: String, anchors: Vec<String>) -> Inline {
        match anchors.as_slice() {
            [] => Inline::Words(said),
            [one] => Inline::Link(said, one.clone()),
            _ => {
                let next = self.groups.len();
                let at = *self.known.entry(anchors.clone()).or_insert(next);
                if at == next {
                    self.groups.push(anchors);
                }
                Inline::Link(said, format!("e{}", at + 1))
            }
        }
    }

    /// The part that shows it all.
    pub(super) fn blocks(self, corpus: &Corpus) -> Vec<Block> {
        let mut out = vec![
            Block::Heading(1, "证据".to_owned(), None),
            Block::Paragraph(vec![words(
                "正文中的数字和断语链接到此处。“字”为该段在文件原文中的起止位置，按 Unicode 码点计，含起不含止。",
            )]),
            Block::Heading(2, "合计数字由哪些证据组成".to_owned(), None),
        ];
        let names: BTreeMap<String, &String> = self
            .documents
            .iter()
            .map(|(id, at)| (format!("d{at}"), id))
            .collect();
        let groups = self
            .groups
            .into_iter()
            .enumerate()
            .map(|(at, anchors)| Item {
                anchor: Some(format!("e{}", at + 1)),
                words: [words(format!("e{}：", at + 1))]
                    .into_iter()
                    .chain(anchors.into_iter().flat_map(|a| {
                        let said = names.get(&a).map_or_else(|| a.clone(), |id| (*id).clone());
                        [Inline::Link(said, a), words(" ")]
                    }))
                    .collect(),
            });
        out.push(Block::List(groups.collect()));
        out.push(Block::Heading(2, "文件与段落".to_owned(), None));
        for (id, at) in &self.documents {
            let mut heading = id.clone();
            let document = corpus.get(id).map(|e| &e.document);
            if let Some(document) = document {
                let meta = &document.metadata;
                let number = meta.doc_number.as_ref().map(ToString::to_string);
                let date = meta.dated().map(|d| d.to_string());
                for part in [meta.title.clone(), number, date].into_iter().flatten() {
                    heading.push(' ');
                    heading.push_str(&part);
                }
                if document.provenance.digest {
                    heading.push_str("（研究摘要）");
                }
                if document.provenance.title_only {
                    heading.push_str("（仅知标题）");
                }
            }
            out.push(Block::Heading(3, heading, Some(format!("d{at}"))));
            let sources = document.iter().flat_map(|d| &d.provenance.sources);
            let mut items: Vec<Item> = sources
                .map(|s| {
                    let supports = s
                        .supports
                        .as_deref()
                        .map(|s| format!("（{s}）"))
                        .unwrap_or_default();
                    Item::from(vec![words(format!("来源：{}{supports}", s.url))])
                })
                .collect();
            if let Some(note) = document.and_then(|d| note(&d.provenance)) {
                items.push(vec![words(format!("注：{note}"))].into());
            }
            let passages = self
                .passages
                .iter()
                .enumerate()
                .filter(|(_, p)| p.document == *id);
            items.extend(passages.map(|(at, p)| Item {
                anchor: Some(format!("p{}", at + 1)),
                words: vec![words(format!(
                    "p{}　{}　字 {}–{}：{}",
                    at + 1,
                    p.address,
                    p.start,
                    p.end,
                    p.quote
                ))],
            }));
            out.push(Block::List(items));
        }
        if !self.data.is_empty() {
            out.push(Block::Heading(2, "数据与案例".to_owned(), None));
            let items = self.data.into_iter().enumerate().map(|(at, told)| Item {
                anchor: Some(format!("s{}", at + 1)),
                words: vec![words(format!("s{}　{told}", at + 1))],
            });
            out.push(Block::List(items.collect()));
        }
        out
    }
}

/// What a reader should know of a document: in Chinese, where it is told so (`note_zh`).
pub(super) fn note(provenance: &Provenance) -> Option<&str> {
    let chinese = provenance.attributes.get("note_zh");
    chinese.or(provenance.note.as_ref()).map(String::as_str)
}

/// A figure with its place, time, source and trust.
fn told(data: &DataTable, one: &Observation) -> String {
    let note = if one.note.is_empty() {
        String::new()
    } else {
        format!("；{}", one.note)
    };
    // The code beside the name leads to the row of the table.
    let name = match data.name(&one.indicator) {
        code if code == one.indicator => code.to_owned(),
        name => format!("{name} {}", one.indicator),
    };
    format!(
        "{name}，{}，{}：{}{}；来源：{}；可信度：{}{note}",
        one.place,
        one.year,
        one.value,
        data.name(&one.unit),
        one.source,
        one.confidence
    )
}
