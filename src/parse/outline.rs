//! The outline: provisions from lines.

use super::line::{Line, next_filled, previous_filled, squeezed};
use super::marker::{self, Marker, Shape};
use super::numbering::{Articles, Sequence};
use super::zone::{Zone, ZoneKind};
use super::{contents, title};
use crate::diagnostic::Diagnostic;
use crate::document::{Provision, ProvisionKind};
use crate::numeral::chinese;
use crate::span::Span;
use crate::text::Text;
use std::collections::BTreeMap;

/// A heading is at most this long, in characters; what is longer is text.
const HEADING: usize = 50;
/// A heading that a full stop parts from text on the same line.
const FUSED: usize = 24;

/// Makes the provisions of a text; they partition it.
pub(super) struct Builder<'t> {
    text: &'t Text,
    lines: &'t [Line],
    /// Spans of the view: only `start` is set until the end.
    provisions: Vec<Provision>,
    paths: BTreeMap<String, u32>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// An open marker: its form (none for a 款), its provision and its number.
struct Open {
    shape: Option<Shape>,
    index: usize,
    paragraphs: u32,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t Text, lines: &'t [Line]) -> Self {
        Self {
            text,
            lines,
            provisions: Vec::new(),
            paths: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Adds the masthead, lines `0..end`.
    pub(super) fn masthead(&mut self, end: usize) {
        if next_filled(self.lines, 0, end).is_some() {
            self.push(ProvisionKind::Masthead, None, "文头", 0, 0, None);
        }
    }

    /// Adds a zone with its outline; `within` is the attachment that a signature closes.
    ///
    /// Gives the index of an attachment it opened.
    pub(super) fn zone(&mut self, zone: &Zone, within: Option<usize>) -> Option<usize> {
        match &zone.kind {
            ZoneKind::Main => {
                self.outline(zone.from, zone.to, None);
                None
            }
            ZoneKind::Signature(_) => {
                next_filled(self.lines, zone.from, zone.to)?;
                let start = self.lines[zone.from].all.start;
                self.push(ProvisionKind::Signature, None, "落款", 0, start, within);
                None
            }
            ZoneKind::Attachment { number } => {
                next_filled(self.lines, zone.from, zone.to)?;
                let label = format!("附件{number}");
                let start = self.lines[zone.from].all.start;
                let index = self.push(ProvisionKind::Attachment, None, &label, 0, start, None);
                if !number.is_empty() {
                    self.provisions[index].label = Some(label);
                }
                self.provisions[index].heading = self.attachment_title(zone);
                self.outline(zone.from, zone.to, Some(index));
                Some(index)
            }
        }
    }

    /// The title line of an attachment: the rest of its own line, or the line after it.
    fn attachment_title(&self, zone: &Zone) -> Option<Span> {
        let first = next_filled(self.lines, zone.from, zone.to)?;
        let body = self.lines[first].of(self.text.view());
        let own = body.starts_with('附') && body.chars().count() <= 8;
        let line = if own {
            next_filled(self.lines, first + 1, zone.to)?
        } else {
            first
        };
        let title = self.lines[line];
        if let Some((_, end)) = title::title_at(self.text.view(), self.lines, line, zone.to) {
            let last = previous_filled(self.lines, line, end).unwrap_or(line);
            return Some(title.body.cover(self.lines[last].body));
        }
        let words = title.of(self.text.view());
        (words.chars().count() <= HEADING
            && !words.contains(['\t', '。', '；'])
            && !words.ends_with('：')
            && marker::read(words).is_none())
        .then_some(title.body)
    }

    /// Adds the provisions of lines `from..to`, under `attachment` where they are one's own.
    fn outline(&mut self, from: usize, to: usize, attachment: Option<usize>) {
        let view = self.text.view();
        let mut stack: Vec<Open> = Vec::new();
        let mut sequence = Sequence::new(view, self.lines, from, to);
        let mut articles = Articles::default();
        let Some(first) = next_filled(self.lines, from, to) else {
            return;
        };
        let mut begun = attachment.is_some();
        let mut sentence = true;
        let mut contents = first;
        for i in first..to {
            let line = self.lines[i];
            if line.is_blank() {
                continue;
            }
            let body = line.of(view);
            if i < contents {
                continue;
            }
            // The entries of a table of contents are not the provisions they name.
            if begun && contents == first && body.len() < 30 && squeezed(body) == "目录" {
                contents = contents::end(view, &self.lines[..to], i).unwrap_or(i);
                continue;
            }
            let found = sequence.accept(body, i == first);
            // The line that opens an attachment is not an item of its own outline.
            let found =
                found.filter(|_| attachment.is_none() || i > first || !body.starts_with('附'));
            match found {
                Some(found) => {
                    if found.shape == Shape::Article {
                        articles.check(&found, &mut self.diagnostics, self.text, line.body);
                    }
                    begun = true;
                    self.open(&found, i, &mut stack, attachment);
                }
                None => {
                    if !begun {
                        begun = true;
                        let kind = self.opening_kind(
                            i,
                            to,
                            &mut Sequence::new(view, self.lines, from, to),
                        );
                        let path = if kind == ProvisionKind::Body {
                            "正文"
                        } else {
                            "导语"
                        };
                        self.push(kind, None, path, 0, line.all.start, None);
                    } else if sentence && !body.contains('\t') {
                        self.paragraph(line, &mut stack);
                    }
                }
            }
            sentence = ends_sentence(body);
        }
    }

    /// Text before the first marker is 导语; without any marker it is 正文.
    fn opening_kind(&self, from: usize, to: usize, sequence: &mut Sequence) -> ProvisionKind {
        let marked = (from..to).any(|i| {
            let body = self.lines[i].of(self.text.view());
            !body.is_empty() && sequence.accept(body, false).is_some()
        });
        if marked {
            ProvisionKind::Preamble
        } else {
            ProvisionKind::Body
        }
    }

    /// Opens the provision of a marker under what stands above it.
    fn open(
        &mut self,
        found: &Marker,
        at: usize,
        stack: &mut Vec<Open>,
        attachment: Option<usize>,
    ) {
        let line = self.lines[at];
        let place = stack.iter().position(|o| o.shape == Some(found.shape));
        match place {
            Some(at) => stack.truncate(at),
            // What always stands higher closes everything lower.
            None if found.shape <= Shape::Han => {
                while stack.last().is_some_and(|o| {
                    o.shape.is_none_or(|s| s > found.shape)
                        && !(o.shape.is_none() && found.shape == Shape::Han)
                }) {
                    stack.pop();
                }
            }
            None => {
                // Decimals know their depth.
                if let Shape::Decimal(depth) = found.shape {
                    while stack
                        .last()
                        .is_some_and(|o| matches!(o.shape, Some(Shape::Decimal(d)) if d >= depth))
                    {
                        stack.pop();
                    }
                }
            }
        }
        let in_article = stack
            .iter()
            .any(|o| matches!(o.shape, Some(Shape::Article)));
        let in_item = stack
            .iter()
            .any(|o| self.provisions[o.index].kind == ProvisionKind::Item);
        let kind = match found.shape {
            Shape::Part | Shape::Subpart => ProvisionKind::Part,
            Shape::Chapter => ProvisionKind::Chapter,
            Shape::Section => ProvisionKind::Section,
            Shape::Article => ProvisionKind::Article,
            _ if in_item => ProvisionKind::Subitem,
            _ if in_article => ProvisionKind::Item,
            _ => ProvisionKind::Heading,
        };
        let parent = stack.last().map(|o| o.index).or(attachment);
        let level = u8::try_from(stack.len() + 1).unwrap_or(u8::MAX);
        let index = self.push(
            kind,
            Some(found),
            &found.label,
            level,
            line.all.start,
            parent,
        );
        self.provisions[index].heading = self.heading(kind, found, at);
        stack.push(Open {
            shape: Some(found.shape),
            index,
            paragraphs: 1,
        });
    }

    /// An unnumbered paragraph inside an article is its next 款.
    fn paragraph(&mut self, line: Line, stack: &mut Vec<Open>) {
        let Some(at) = stack
            .iter()
            .position(|o| matches!(o.shape, Some(Shape::Article)))
        else {
            return;
        };
        stack.truncate(at + 1);
        let article = &mut stack[at];
        article.paragraphs += 1;
        let label = format!("第{}款", chinese(article.paragraphs));
        let parent = article.index;
        let level = u8::try_from(at + 2).unwrap_or(u8::MAX);
        let index = self.push(
            ProvisionKind::Paragraph,
            None,
            &label,
            level,
            line.all.start,
            Some(parent),
        );
        stack.push(Open {
            shape: None,
            index,
            paragraphs: 1,
        });
    }

    fn push(
        &mut self,
        kind: ProvisionKind,
        found: Option<&Marker>,
        label: &str,
        level: u8,
        start: usize,
        parent: Option<usize>,
    ) -> usize {
        let wanted = match parent {
            Some(parent) => format!("{}/{label}", self.provisions[parent].path),
            None => label.to_owned(),
        };
        let seen = self.paths.entry(wanted.clone()).or_insert(0);
        *seen += 1;
        let mut path = wanted.clone();
        if *seen > 1 {
            path = format!("{wanted}#{seen}");
            // 一是, 第一 begin again in every paragraph; that is no fault.
            let loose = |f: &Marker| matches!(f.shape, Shape::Is | Shape::Ordinal);
            if let Some(found) = found.filter(|f| !loose(f)) {
                let span = self.text.to_original(Span::new(start, start));
                self.diagnostics.push(
                    Diagnostic::new(
                        "parse.repeated-marker",
                        format!("the marker {} comes again at the same place of the outline; its path is {path}", found.label),
                    )
                    .at(span),
                );
            }
        }
        let mut provision = Provision::new(kind, path, level, Span::new(start, start));
        provision.label = found.map(|f| f.label.clone());
        provision.parent = parent;
        self.provisions.push(provision);
        self.provisions.len() - 1
    }

    /// The words of a heading in the view: the line after the marker, or its first sentence where
    /// that is short and text follows.
    fn heading(&self, kind: ProvisionKind, found: &Marker, at: usize) -> Option<Span> {
        let view = self.text.view();
        let line = self.lines[at];
        let body = line.of(view);
        let rest = &body[found.end..];
        let start = line.body.start + found.end;
        let bracketed = [('【', '】'), ('（', '）')]
            .iter()
            .find_map(|(open, close)| {
                let inner = rest.strip_prefix(*open)?;
                let end = inner.find(*close)?;
                Some(Span::new(
                    start + open.len_utf8(),
                    start + open.len_utf8() + end,
                ))
            });
        match kind {
            ProvisionKind::Part | ProvisionKind::Chapter | ProvisionKind::Section => {
                if !rest.is_empty() {
                    return Some(Span::new(start, line.body.end));
                }
                // 第一章 / 总则: the name on the next line.
                let next = self.lines[next_filled(self.lines, at + 1, self.lines.len())?];
                let words = next.of(view);
                (words.chars().count() <= HEADING
                    && !words.contains(['。', '；', '\t'])
                    && marker::read(words).is_none())
                .then_some(next.body)
            }
            ProvisionKind::Article => bracketed.filter(|s| s.slice(view).chars().count() <= 20),
            ProvisionKind::Heading => {
                if rest.is_empty() {
                    return None;
                }
                match rest.find(['。', '；', '：']) {
                    Some(end) => {
                        let head = &rest[..end];
                        let stop = &rest[end..];
                        let alone = stop.chars().count() == 1;
                        let parts = head.matches(['，', ',']).count();
                        let count = head.chars().count();
                        // A sentence that is all of the line is a heading only where it is short.
                        let fits = match stop.chars().next() {
                            Some('。') if alone => count <= FUSED / 2 && parts == 0,
                            Some('。') => count <= FUSED && parts <= 1,
                            _ => alone && stop.starts_with('：') && count <= FUSED,
                        };
                        (fits && count > 0).then(|| Span::new(start, start + end))
                    }
                    None => (rest.chars().count() <= HEADING && !rest.ends_with(['，', '、', ',']))
                        .then(|| Span::new(start, line.body.end)),
                }
            }
            _ => None,
        }
    }

    /// Closes all spans and leads them back to the original text.
    pub(super) fn finish(mut self) -> (Vec<Provision>, Vec<Diagnostic>) {
        let length = self.text.original().len();
        if self.provisions.is_empty() {
            self.push(ProvisionKind::Body, None, "正文", 0, 0, None);
        }
        let mut end = length;
        for (index, provision) in self.provisions.iter_mut().enumerate().rev() {
            let start = match index {
                0 => 0,
                _ => self
                    .text
                    .to_original(Span::new(provision.span.start, provision.span.start))
                    .start
                    .min(end),
            };
            provision.span = Span::new(start, end);
            provision.heading = provision.heading.map(|h| self.text.to_original(h));
            end = start;
        }
        (self.provisions, self.diagnostics)
    }
}

fn ends_sentence(body: &str) -> bool {
    body.trim_end_matches(['”', '’', '）', '》', '」'])
        .ends_with(['。', '！', '？'])
}
