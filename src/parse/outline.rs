//! The outline: provisions from lines.

use super::carried::Placed;
use super::element::attachment;
use super::heading::{HEADING, heading};
use super::line::{Line, next_filled, previous_filled, squeezed};
use super::marker::{Marker, Shape};
use super::numbering::{self, Articles, Sequence};
use super::piece::{self, Next};
use super::zone::{Zone, ZoneKind};
use super::{contents, signs, title};
use crate::diagnostic::Diagnostic;
use crate::document::{Provision, ProvisionKind};
use crate::numeral::chinese;
use crate::span::Span;
use crate::text::Text;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// How deep lists may nest whose markers have one form.
const DEEPEST: usize = 24;

/// Makes the provisions of a text; they partition it.
pub(super) struct Builder<'t> {
    text: &'t Text,
    lines: &'t [Line],
    /// Spans of the view: only `start` is set until the end.
    provisions: Vec<Provision>,
    /// How often a label stands under a provision, or outside of all.
    seen: HashMap<(Option<usize>, Cow<'t, str>), u32>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// An open marker: its form (none for a 款), its provision and its number.
struct Open {
    shape: Option<Shape>,
    index: usize,
    number: u32,
    paragraphs: u32,
}

/// A line, or a part of one that a marker opens.
#[derive(Clone, Copy)]
struct Piece {
    line: usize,
    /// Where its provision begins, in the view.
    start: usize,
    body: Span,
}

/// The state of one outline.
struct Run {
    stack: Vec<Open>,
    /// The last number of each form.
    last: BTreeMap<Shape, u32>,
    articles: Articles,
    attachment: Option<usize>,
    /// The line after the last of its zone.
    to: usize,
    /// The line above.
    above: Option<Span>,
}

impl Run {
    fn is_in_article(&self) -> bool {
        self.stack.iter().any(|o| o.shape == Some(Shape::Article))
    }
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t Text, lines: &'t [Line]) -> Self {
        Self {
            text,
            lines,
            provisions: Vec::new(),
            seen: HashMap::with_capacity(64),
            diagnostics: Vec::new(),
        }
    }

    /// Adds the masthead, lines `0..end`.
    pub(super) fn masthead(&mut self, end: usize) {
        if next_filled(self.lines, 0, end).is_some() {
            self.push(ProvisionKind::Masthead, None, "文头", 0, 0, None);
        }
    }

    /// Adds zones with their outlines; gives each with the index of the provision it opened.
    pub(super) fn zones<'z>(&mut self, zones: &'z [Zone]) -> Vec<Placed<'z>> {
        // The attachment that a signature closes and a table stands in.
        let mut within = None;
        zones
            .iter()
            .map(|zone| {
                let index = self.zone(zone, within);
                if matches!(&zone.kind, ZoneKind::Attachment(a) if !a.within || within.is_none()) {
                    within = index.or(within);
                }
                (zone, index)
            })
            .collect()
    }

    fn zone(&mut self, zone: &Zone, within: Option<usize>) -> Option<usize> {
        match &zone.kind {
            ZoneKind::Main => {
                self.outline(zone.from, zone.to, None);
                None
            }
            ZoneKind::Signature(_) => {
                next_filled(self.lines, zone.from, zone.to)?;
                let start = self.lines[zone.from].all.start;
                Some(self.push(ProvisionKind::Signature, None, "落款", 0, start, within))
            }
            // It closes the document, not the attachment above it.
            ZoneKind::Foot => {
                next_filled(self.lines, zone.from, zone.to)?;
                let start = self.lines[zone.from].all.start;
                Some(self.push(ProvisionKind::Signature, None, "落款", 0, start, None))
            }
            ZoneKind::Attachment(attachment) => {
                next_filled(self.lines, zone.from, zone.to)?;
                let label = attachment.label.clone();
                let start = self.lines[zone.from].all.start;
                let above = within.filter(|_| attachment.within);
                let index = self.push(ProvisionKind::Attachment, None, label, 0, start, above);
                if attachment.numbered {
                    self.provisions[index].label = Some(attachment.label.clone());
                }
                self.provisions[index].heading = self.attachment_title(zone);
                self.outline(zone.from, zone.to, Some(index));
                Some(index)
            }
        }
    }

    /// The provisions so far, with spans of the view.
    pub(super) fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// The title line of an attachment: the rest of its own line, or the line after it.
    fn attachment_title(&self, zone: &Zone) -> Option<Span> {
        let first = next_filled(self.lines, zone.from, zone.to)?;
        let body = self.lines[first].of(self.text.view());
        let own = attachment(body);
        if let Some(own) = own.filter(|a| !a.rest.is_empty()) {
            let end = self.lines[first].body.end;
            return Some(Span::new(end - own.rest.len(), end));
        }
        let line = if own.is_some() {
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
            && title.marker.is_none())
        .then_some(title.body)
    }

    /// Adds the provisions of lines `from..to`, under `attachment` where they are one's own.
    fn outline(&mut self, from: usize, to: usize, attachment: Option<usize>) {
        let view = self.text.view();
        let Some(first) = next_filled(self.lines, from, to) else {
            return;
        };
        let mut run = Run {
            stack: Vec::new(),
            last: BTreeMap::new(),
            articles: Articles::default(),
            attachment,
            to,
            above: None,
        };
        let mut sequence = Sequence::new(view, self.lines, from, to);
        let mut quotations = piece::quotations(view, self.lines, from, to)
            .into_iter()
            .peekable();
        let mut begun = attachment.is_some();
        let mut sentence = true;
        let mut contents = first;
        for i in first..to {
            let line = self.lines[i];
            if line.is_blank() || i < contents {
                continue;
            }
            let body = line.of(view);
            // What a decision quotes is the text of another document.
            while quotations.next_if(|(_, end)| *end <= i).is_some() {}
            if quotations.peek().is_some_and(|(start, _)| *start <= i) {
                run.above = Some(line.body);
                sentence = ends_sentence(body);
                continue;
            }
            // The entries of a table of contents are not the provisions they name.
            if begun
                && contents == first
                && body.len() < 30
                && body.starts_with('目')
                && squeezed(body) == "目录"
            {
                contents = contents::end(view, &self.lines[..to], i).unwrap_or(i);
                continue;
            }
            // The line that opens an attachment is not an item of its own outline.
            let found = Some(i)
                .filter(|_| attachment.is_none() || i > first || !body.starts_with('附'))
                .and_then(|_| sequence.accept(view, &line, i == first));
            let inner = piece::inside(
                body,
                found,
                |shape| sequence.last(shape),
                |next| piece::marker_after(self.lines, i, to, next),
                run.is_in_article() || found.is_some_and(|f| f.shape == Shape::Article),
            );
            let end = |k: usize| inner.get(k).map_or(body.len(), |next| next.at);
            let own = Piece {
                line: i,
                start: line.all.start,
                body: trimmed(view, line.body.start, line.body.start + end(0)),
            };
            match found {
                Some(found) => {
                    begun = true;
                    self.open(found, own, &mut run);
                }
                None if self.names_part(line, i, to, &run) => {
                    begun = true;
                    self.open_unnumbered(own, &mut run);
                }
                None if !begun => {
                    begun = true;
                    let marked = !inner.is_empty()
                        || self.is_marked(i, to, &mut Sequence::new(view, self.lines, from, to));
                    // Text before the first marker is 导语; without any marker it is 正文.
                    let (kind, path) = if marked {
                        (ProvisionKind::Preamble, "导语")
                    } else {
                        (ProvisionKind::Body, "正文")
                    };
                    self.push(kind, None, path, 0, line.all.start, None);
                }
                None if sentence && !body.contains('\t') => self.paragraph(line, &mut run.stack),
                None => {}
            }
            for (k, found) in inner.iter().enumerate() {
                let start = line.body.start + found.at;
                sequence.note(found.marker);
                let piece = Piece {
                    line: i,
                    start,
                    body: trimmed(view, start, line.body.start + end(k + 1)),
                };
                self.open(found.marker, piece, &mut run);
            }
            run.above = Some(line.body);
            sentence = ends_sentence(body);
        }
        run.articles.finish(&mut self.diagnostics, self.text);
    }

    /// Whether a marker stands on one of the lines `from..to`.
    fn is_marked(&self, from: usize, to: usize, sequence: &mut Sequence) -> bool {
        (from..to).any(|i| {
            let line = &self.lines[i];
            !line.is_blank() && sequence.accept(self.text.view(), line, false).is_some()
        })
    }

    /// Opens the provision of a marker under what stands above it.
    fn open(&mut self, found: Marker, piece: Piece, run: &mut Run) {
        let view = self.text.view();
        let label = found.label(piece.body.slice(view));
        let stack = &mut run.stack;
        let same = |o: &Open| o.shape == Some(found.shape);
        // A list may have markers of the form that the item above it has: 三、…如下： 一、….
        let place = stack
            .iter()
            .rposition(|o| same(o) && o.number + 1 == found.number)
            .or_else(|| stack.iter().rposition(same));
        let nested = found.number == 1
            && place.is_some()
            && (Shape::Han..=Shape::Letter).contains(&found.shape)
            && stack.len() < DEEPEST
            && run.above.is_some_and(|above| announces(above.slice(view)));
        let mut before = None;
        match place {
            Some(_) if nested => {}
            Some(at) => {
                before = Some(stack[at].number);
                stack.truncate(at);
            }
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
        let parent = stack.last().map(|o| o.index).or(run.attachment);
        let level = u8::try_from(stack.len() + 1).unwrap_or(u8::MAX);
        if kind == ProvisionKind::Article {
            let out = &mut self.diagnostics;
            run.articles
                .check(found.number, &label, out, self.text, piece.body);
        }
        let last = run.last.insert(found.shape, found.number);
        if let Some(fault) = numbering::fault(found, &label, before, last) {
            let mark = Span::new(piece.body.start, piece.body.start + found.end);
            self.diagnostics.push(fault.at(self.text.to_original(mark)));
        }
        let index = self.push(kind, Some(found), label, level, piece.start, parent);
        let lines = &self.lines[..run.to];
        self.provisions[index].heading = heading(view, lines, piece.line, piece.body, kind, found);
        run.stack.push(Open {
            shape: Some(found.shape),
            index,
            number: found.number,
            paragraphs: 1,
        });
    }

    /// Whether line `i` names a part that bears no number (附则) over its articles.
    fn names_part(&self, line: Line, i: usize, to: usize, run: &Run) -> bool {
        let view = self.text.view();
        line.body.len() <= 12
            && signs::is_unnumbered(&squeezed(line.of(view)))
            && self
                .provisions
                .last()
                .is_some_and(|p| p.heading != Some(line.body))
            && (run.is_in_article()
                || piece::marker_after(self.lines, i, to, Next::Line)
                    .is_some_and(|m| m.shape == Shape::Article))
    }

    /// Opens 附则 and the like, a chapter without number.
    fn open_unnumbered(&mut self, piece: Piece, run: &mut Run) {
        let stack = &mut run.stack;
        while stack
            .last()
            .is_some_and(|o| o.shape.is_none_or(|s| s >= Shape::Chapter))
        {
            stack.pop();
        }
        let parent = stack.last().map(|o| o.index).or(run.attachment);
        let level = u8::try_from(stack.len() + 1).unwrap_or(u8::MAX);
        let name = squeezed(piece.body.slice(self.text.view()));
        let index = self.push(
            ProvisionKind::Chapter,
            None,
            name,
            level,
            piece.start,
            parent,
        );
        self.provisions[index].heading = Some(piece.body);
        run.stack.push(Open {
            shape: Some(Shape::Chapter),
            index,
            // 第二章 may follow 总则: it stands for the first.
            number: run.last.get(&Shape::Chapter).map_or(1, |last| last + 1),
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
            label,
            level,
            line.all.start,
            Some(parent),
        );
        stack.push(Open {
            shape: None,
            index,
            number: 0,
            paragraphs: 1,
        });
    }

    /// Adds a provision; `label` is that of its marker `found`, or its name.
    fn push(
        &mut self,
        kind: ProvisionKind,
        found: Option<Marker>,
        label: impl Into<Cow<'t, str>>,
        level: u8,
        start: usize,
        parent: Option<usize>,
    ) -> usize {
        let label = label.into();
        let above = parent.map_or("", |parent| &self.provisions[parent].path);
        let mut path = String::with_capacity(above.len() + 1 + label.len());
        path.push_str(above);
        if parent.is_some() {
            path.push('/');
        }
        path.push_str(&label);
        let own = found.map(|_| label.clone().into_owned());
        let seen = self.seen.entry((parent, label)).or_insert(0);
        *seen += 1;
        if *seen > 1 {
            path = format!("{path}#{seen}");
            // 一是, 第一 begin again in every paragraph; that is no fault.
            if let Some(label) = own
                .as_ref()
                .filter(|_| found.is_some_and(|f| !f.shape.is_loose()))
            {
                let span = self.text.to_original(Span::new(start, start));
                self.diagnostics.push(
                    Diagnostic::new(
                        "parse.repeated-marker",
                        format!("the marker {label} comes again at the same place of the outline; its path is {path}"),
                    )
                    .at(span),
                );
            }
        }
        let mut provision = Provision::new(kind, path, level, Span::new(start, start));
        provision.label = own;
        provision.parent = parent;
        self.provisions.push(provision);
        self.provisions.len() - 1
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
        self.diagnostics
            .sort_by_key(|d| d.span.map(|span| span.start));
        (self.provisions, self.diagnostics)
    }
}

fn ends_sentence(body: &str) -> bool {
    body.trim_end_matches(['”', '’', '）', '》', '」'])
        .ends_with(['。', '！', '？'])
}

/// Whether the last sentence of a line announces a list.
fn announces(line: &str) -> bool {
    let plain = line.trim_end_matches(['。', '：', ':']);
    let last = plain.rfind(['。', '；']).map_or(plain, |at| &plain[at..]);
    signs::announces(last)
}

/// The span from `start` to `end` without space at its end.
fn trimmed(view: &str, start: usize, end: usize) -> Span {
    Span::new(start, start + view[start..end].trim_end().len())
}
