//! The numbering of an outline: which markers carry it on, and where articles are lost or doubled.

use super::line::Line;
use super::marker::{self, Marker, Shape};
use crate::diagnostic::Diagnostic;
use crate::numeral::chinese;
use crate::span::Span;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// The name of a chapter is at most this long, in characters.
const CHAPTER: usize = 50;

/// Which markers fit the numbering so far. A line of figures or a broken table gives markers of
/// weak forms anywhere; they count only where they begin a numbering or carry it on.
pub(super) struct Sequence {
    last: BTreeMap<Shape, u32>,
    /// First parts of decimal numbers: where 1.1 stands, a line `1 总则` is its chapter.
    chapters: BTreeSet<u32>,
}

impl Sequence {
    pub(super) fn new(view: &str, lines: &[Line], from: usize, to: usize) -> Self {
        let chapters = lines[from.min(lines.len())..to.min(lines.len())]
            .iter()
            .filter_map(|l| marker::read(l.of(view)))
            .filter(|m| m.shape == Shape::Decimal(2) && m.number == 1)
            .filter_map(|m| m.label.split('.').next()?.parse().ok())
            .collect();
        Self {
            last: BTreeMap::new(),
            chapters,
        }
    }

    pub(super) fn accept(&mut self, body: &str, first: bool) -> Option<Marker> {
        let found = marker::read(body).or_else(|| self.chapter(body))?;
        let last = self.last.get(&found.shape).copied();
        let fits = match found.shape {
            Shape::Article => {
                found.clear
                    || first
                    || last.is_none_or(|l| found.number == l + 1 || found.number == l)
            }
            Shape::Part
            | Shape::Subpart
            | Shape::Chapter
            | Shape::Section
            | Shape::Han
            | Shape::HanBracket => true,
            Shape::Decimal(1) => true,
            _ => {
                first
                    || found.number == 1
                    || last.is_some_and(|l| l < found.number && found.number <= l + 3)
            }
        };
        if !fits {
            return None;
        }
        self.last.insert(found.shape, found.number);
        Some(found)
    }

    /// `1 总则` over 1.1.
    fn chapter(&self, body: &str) -> Option<Marker> {
        if self.chapters.is_empty() || body.contains('\t') {
            return None;
        }
        let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = &body[digits..];
        let number = body[..digits].parse().ok()?;
        (self.chapters.contains(&number)
            && rest.starts_with(' ')
            && rest.chars().count() <= CHAPTER
            && !rest.contains('。'))
        .then(|| Marker {
            shape: Shape::Decimal(1),
            label: body[..digits].to_owned(),
            number,
            end: digits + (rest.len() - rest.trim_start().len()),
            clear: true,
        })
    }
}

/// Checks that articles run without gap or repetition.
#[derive(Default)]
pub(super) struct Articles {
    last: Option<u32>,
}

impl Articles {
    pub(super) fn check(
        &mut self,
        found: &Marker,
        diagnostics: &mut Vec<Diagnostic>,
        text: &Text,
        at: Span,
    ) {
        let sub = found.label.contains("条之");
        if let Some(last) = self.last {
            let fits = found.number == last + 1 || (sub && found.number == last);
            if !fits {
                let what = if found.number > last {
                    format!(
                        "after article {last} comes {}: {} missing",
                        found.label,
                        between(last, found.number)
                    )
                } else {
                    format!("after article {last} comes {} again", found.label)
                };
                diagnostics.push(
                    Diagnostic::new("parse.article-gap", what)
                        .at(text.to_original(at))
                        .hint("check the source for articles that were lost or doubled"),
                );
            }
        }
        self.last = Some(found.number);
    }
}

fn between(last: u32, next: u32) -> String {
    match next - last {
        2 => format!("第{}条 is", chinese(last + 1)),
        _ => format!("第{}条 to 第{}条 are", chinese(last + 1), chinese(next - 1)),
    }
}
