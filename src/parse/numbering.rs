//! The numbering of an outline: which markers carry it on, and where numbers are lost or doubled.

use super::line::Line;
use super::marker::{Marker, Shape};
use super::piece;
use crate::diagnostic::Diagnostic;
use crate::numeral::chinese;
use crate::span::Span;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// The name of a chapter is at most this long, in characters.
const CHAPTER: usize = 50;
/// So many items may have lost their markers where a numbering of weak form goes on.
const LOST: u32 = 3;

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
            .filter(|l| {
                l.marker
                    .is_some_and(|m| m.shape == Shape::Decimal(2) && m.number == 1)
            })
            .filter_map(|l| l.of(view).split('.').next()?.parse().ok())
            .collect();
        Self {
            last: BTreeMap::new(),
            chapters,
        }
    }

    /// The last number of a form.
    pub(super) fn last(&self, shape: Shape) -> Option<u32> {
        self.last.get(&shape).copied()
    }

    /// Notes a marker that belongs to the outline.
    pub(super) fn note(&mut self, found: Marker) {
        self.last.insert(found.shape, found.number);
    }

    /// The marker that begins a line, where it fits; `first` for the first line of a text.
    pub(super) fn accept(&mut self, view: &str, line: &Line, first: bool) -> Option<Marker> {
        let body = line.of(view);
        let found = line
            .marker
            .or_else(|| piece::heading_over(body))
            .or_else(|| self.chapter(body))?;
        let last = self.last(found.shape);
        let fits = match found.shape {
            // Without a space behind it 第N条 may begin a sentence about that article.
            Shape::Article => {
                found.clear
                    || first
                    || match last {
                        Some(last) => found.number == last + 1 || found.number == last,
                        None => found.number == 1,
                    }
            }
            Shape::Part
            | Shape::Subpart
            | Shape::Chapter
            | Shape::Section
            | Shape::Han
            | Shape::HanBracket
            | Shape::Decimal(1) => true,
            _ => {
                first
                    || found.number == 1
                    || last.is_some_and(|l| l < found.number && found.number <= l + LOST)
            }
        };
        if !fits || (found.shape.is_loose() && runs_on(body, found)) {
            return None;
        }
        self.note(found);
        Some(found)
    }

    /// `1 总则` over 1.1.
    fn chapter(&self, body: &str) -> Option<Marker> {
        if self.chapters.is_empty()
            || !body.starts_with(|c: char| c.is_ascii_digit())
            || body.contains('\t')
        {
            return None;
        }
        let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = &body[digits..];
        let number = body[..digits].parse().ok()?;
        (self.chapters.contains(&number)
            && rest.starts_with(' ')
            && rest.chars().count() <= CHAPTER
            && !rest.contains('。'))
        .then(|| {
            let end = body.len() - rest.trim_start().len();
            Marker::chapter(number, digits, end)
        })
    }
}

/// Whether a numbering of running text begins and goes on in one paragraph (一是…；二是…): its
/// points are parts of that paragraph.
fn runs_on(body: &str, found: Marker) -> bool {
    if found.number != 1 {
        return false;
    }
    let next = match found.shape {
        Shape::Is => format!("{}是", chinese(found.number + 1)),
        Shape::Must => format!("{}要", chinese(found.number + 1)),
        _ => format!("第{}，", chinese(found.number + 1)),
    };
    body[found.end..]
        .match_indices(next.as_str())
        .any(|(at, _)| body[..found.end + at].ends_with(['。', '；', '，', '、', ' ']))
}

/// Checks that articles run without gap or repetition.
#[derive(Default)]
pub(super) struct Articles {
    /// Number, label and place.
    first: Option<(u32, String, Span)>,
    last: Option<u32>,
    count: u32,
}

impl Articles {
    /// Notes an article of one text.
    pub(super) fn check(
        &mut self,
        number: u32,
        label: &str,
        diagnostics: &mut Vec<Diagnostic>,
        text: &Text,
        at: Span,
    ) {
        self.count += 1;
        let Some(last) = self.last.replace(number) else {
            self.first = Some((number, label.to_owned(), at));
            return;
        };
        let inserted = label.contains("条之");
        if number == last + 1 || (inserted && number == last) {
            return;
        }
        let what = if number > last {
            Diagnostic::new(
                "parse.article-gap",
                format!(
                    "after article {last} comes {label}: {} missing",
                    between(last, number)
                ),
            )
        } else {
            Diagnostic::new(
                "parse.article-again",
                format!("after article {last} comes {label} again"),
            )
        };
        diagnostics.push(
            what.at(text.to_original(at))
                .hint("check the source for articles that were lost or doubled"),
        );
    }

    /// Says where a text of several articles does not begin with the first.
    pub(super) fn finish(self, diagnostics: &mut Vec<Diagnostic>, text: &Text) {
        if let Some((number, label, at)) = self.first
            && number > 1
            && self.count > 1
        {
            diagnostics.push(
                Diagnostic::new(
                    "parse.article-gap",
                    format!(
                        "the first article is {label}: {} missing",
                        between(0, number)
                    ),
                )
                .at(text.to_original(at))
                .hint("the text may be a part of a longer one, or its beginning was lost"),
            );
        }
    }
}

fn between(last: u32, next: u32) -> String {
    match next - last {
        2 => format!("第{}条 is", chinese(last + 1)),
        _ => format!("第{}条 to 第{}条 are", chinese(last + 1), chinese(next - 1)),
    }
}

/// What is wrong with a marker, articles apart, that follows number `before` of its form at its
/// place (none for the first there), where the form's last number anywhere is `last`.
pub(super) fn fault(
    found: Marker,
    label: &str,
    before: Option<u32>,
    last: Option<u32>,
) -> Option<Diagnostic> {
    if found.shape == Shape::Article || matches!(found.shape, Shape::Decimal(_)) {
        return None;
    }
    let number = found.number;
    // （一） … run on through 一、 and 二、 in some texts, and begin again in others.
    if number <= 1 || last.is_some_and(|l| l.checked_add(1) == Some(number)) {
        return None;
    }
    let (code, what) = match before {
        Some(before) if before.checked_add(1) == Some(number) => return None,
        // That its path is not the first of its kind is said where it gets one.
        Some(before) if number == before => return None,
        Some(before) if number > before => (
            "parse.marker-gap",
            format!(
                "after number {before} comes {label}: {} missing",
                counted(number - before - 1)
            ),
        ),
        Some(before) => (
            "parse.marker-again",
            format!("after number {before} comes {label} again"),
        ),
        None => (
            "parse.marker-gap",
            format!(
                "{label} is the first of its form here: {} before it missing",
                counted(number - 1)
            ),
        ),
    };
    Some(
        Diagnostic::new(code, what)
            .hint("check the source for provisions that lost their marker or were left out"),
    )
}

fn counted(count: u32) -> String {
    match count {
        1 => "1 is".to_owned(),
        _ => format!("{count} are"),
    }
}
