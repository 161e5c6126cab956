//! What the page put into a text: hard line ends, page numbers, running heads, dot leaders, glyphs
//! that could not be read.
//!
//! Each is found on the view of the text as it was printed and becomes a [`Repair`]; the original
//! keeps it. Where a line may just as well end a paragraph, it ends one: what is joined wrongly
//! makes one provision of two, while a line end too many only hides a term.
//!
//! | diagnostic | says |
//! |---|---|
//! | `parse.wraps-joined` | lines of one paragraph are read as one line |
//! | `parse.line-ends-restored` | an article that stood inside a line begins one |
//! | `parse.page-numbers` | page numbers are read over |
//! | `parse.running-heads` | lines at the edge of every page are read over |
//! | `parse.dot-leaders` | dots and page numbers of a table of contents are read over |
//! | `parse.unreadable-characters` | glyphs without a letter stand in the text |

mod found;
mod furniture;
mod gate;
mod leaders;
mod measure;
mod pages;
mod reflow;
mod rows;
#[cfg(test)]
mod tests;
mod unreadable;
mod wrap;

use super::line::{self, Line};
use crate::diagnostic::Diagnostic;
use crate::read::Layout;
use crate::text::{Repair, RepairKind, Script, Text};
use found::Found;

/// The text as it is read, with the lines of its view, and what is to be said about it.
pub(super) fn text(
    original: String,
    layout: Layout,
    script: Script,
    out: &mut Vec<Diagnostic>,
) -> (Text, Vec<Line>) {
    let invalid = out.iter().any(|d| d.code == "read.invalid-bytes");
    let unreadable = unreadable::count(&original, invalid);
    let is_readable = unreadable.is_none();
    out.extend(unreadable);
    let printed = Text::new(original);
    let lines = line::lines(printed.view());
    let repairs = if is_readable && !gate::may_be_printed(printed.view(), &lines) {
        Vec::new()
    } else {
        repairs(&printed, layout, &lines)
    };
    report(&repairs, out);
    if repairs.is_empty() && script == Script::AsIs {
        return (printed, lines);
    }
    let text = Text::repaired(printed.original().to_owned(), repairs, script);
    let lines = line::lines(text.view());
    (text, lines)
}

/// What is to be repaired in a printed text, in order.
fn repairs(printed: &Text, layout: Layout, lines: &[Line]) -> Vec<Repair> {
    let view = printed.view();
    let mut rows = rows::rows(printed, lines);
    unreadable::mark(view, &mut rows);
    let mut found = Found::new(printed, unreadable::repairs(printed.original()));
    leaders::find(view, &mut rows, &mut found);
    if layout == Layout::Paragraphs {
        furniture::decorated(view, &mut rows);
        found.furniture(&rows);
        return found.finish();
    }
    let pages = layout == Layout::Pages;
    let measures = measure::measures(view, &rows, pages);
    furniture::decorated(view, &mut rows);
    pages::edges(view, &mut rows);
    furniture::numbered(view, &mut rows, &measures);
    found.furniture(&rows);
    wrap::join(view, &rows, &measures, &mut found);
    found.finish()
}

/// One diagnostic a kind, with the number of its repairs, at the first of them.
fn report(repairs: &[Repair], out: &mut Vec<Diagnostic>) {
    for (kind, code, one, many) in [
        (
            RepairKind::Wrap,
            "parse.wraps-joined",
            "line end inside a paragraph is read over",
            "line ends inside paragraphs are read over",
        ),
        (
            RepairKind::MissingLineEnd,
            "parse.line-ends-restored",
            "article that stood inside a line begins a line of its own",
            "articles that stood inside a line begin lines of their own",
        ),
        (
            RepairKind::PageNumber,
            "parse.page-numbers",
            "page number is read over",
            "page numbers are read over",
        ),
        (
            RepairKind::RunningHead,
            "parse.running-heads",
            "line at the edge of a page is read over",
            "lines at the edges of pages are read over",
        ),
        (
            RepairKind::DotLeaders,
            "parse.dot-leaders",
            "entry of a table of contents is read without its dots and page",
            "entries of a table of contents are read without their dots and pages",
        ),
    ] {
        let mut of_kind = repairs.iter().filter(|r| r.kind == kind);
        let Some(first) = of_kind.next() else {
            continue;
        };
        let count = 1 + of_kind.count();
        let words = if count == 1 { one } else { many };
        out.push(
            Diagnostic::new(code, format!("{count} {words}"))
                .at(first.span)
                .hint(
                    "the original text keeps them; only what is read and searched goes on without",
                ),
        );
    }
}
