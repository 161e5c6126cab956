//! [`Found`]: repairs, led back from the view to the original.

use super::rows::Row;
use crate::span::Span;
use crate::text::{Repair, RepairKind, Text};

/// Repairs as they are found, from spans of the view.
pub(super) struct Found<'t> {
    text: &'t Text,
    repairs: Vec<Repair>,
}

impl<'t> Found<'t> {
    pub(super) fn new(text: &'t Text, repairs: Vec<Repair>) -> Self {
        Self { text, repairs }
    }

    /// What stands between two places of the view, with all that does not show beside it.
    pub(super) fn between(
        &mut self,
        kind: RepairKind,
        left: Span,
        right: Span,
        shown: Option<char>,
    ) {
        let start = self.text.to_original(left).end;
        let end = self.text.to_original(right).start;
        self.repairs
            .push(Repair::new(kind, Span::new(start, end), shown));
    }

    /// A span of the view.
    pub(super) fn at(&mut self, kind: RepairKind, span: Span, shown: Option<char>) {
        self.repairs
            .push(Repair::new(kind, self.text.to_original(span), shown));
    }

    /// Lines that are no text, and numbers that run into one.
    pub(super) fn furniture(&mut self, rows: &[Row]) {
        for row in rows {
            if let Some(kind) = row.gone {
                self.at(kind, row.line.all, None);
            } else if row.number > 0 {
                let start = row.line.body.start;
                self.at(
                    RepairKind::PageNumber,
                    Span::new(start, start + row.number),
                    None,
                );
            }
        }
    }

    pub(super) fn finish(mut self) -> Vec<Repair> {
        self.repairs.retain(|r| !r.span.is_empty());
        self.repairs.sort_by_key(|r| (r.span.start, r.span.end));
        let mut end = 0;
        self.repairs.retain(|r| {
            let apart = r.span.start >= end;
            if apart {
                end = r.span.end;
            }
            apart
        });
        self.repairs
    }
}
