//! What was mended when a damaged number was read.

use super::{DocNumber, Form};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::text::Text;

impl DocNumber {
    /// Whether `printed` is not the form in which this number should be printed: other brackets
    /// than 〔〕, spaces, full-width digits, 第 before the serial, a bracket that is missing.
    ///
    /// Spaces and line ends in orders and notices (国务院令 第 624 号) are layout, no damage.
    #[must_use]
    pub fn is_damaged(&self, printed: &str) -> bool {
        let printed = printed.trim();
        match self.form {
            Form::Verbatim => false,
            Form::Bracketed => printed != self.to_string(),
            Form::Ordinal { .. } | Form::OfYear { .. } => {
                let plain: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
                let is_plain =
                    |c: char| c.is_ascii_digit() || c.is_alphabetic() || c == '、' || c == '〇';
                !plain.chars().all(is_plain)
            }
        }
    }

    /// The diagnostic `parse.number-repaired`, where the number was damaged as it stands in the
    /// first lines of `text` (up to byte `end` of the view), or else as it was `given` from
    /// outside. A given text that is no number at all is `parse.number-unread`.
    #[must_use]
    pub fn repaired(&self, text: &Text, end: usize, given: Option<&str>) -> Option<Diagnostic> {
        if let (Form::Verbatim, Some(given)) = (self.form, given) {
            let why = if Self::is_of_a_case(given) {
                "is the number of a lawsuit"
            } else {
                "has no form of a document number"
            };
            return Some(
                Diagnostic::new(
                    "parse.number-unread",
                    format!("the given number {given} {why}; it is kept as given"),
                )
                .hint("check the number against the document"),
            );
        }
        let head = text.view().get(..end).unwrap_or_default();
        let printed = Self::find(head).into_iter().find(|(_, n)| n.same_as(self));
        let printed = printed.map(|(span, _)| text.to_original(span));
        if let Some(span) = printed.filter(|span| self.is_damaged(text.quote(*span))) {
            return Some(self.note(text.quote(span), Some(span)));
        }
        given
            .filter(|given| self.is_damaged(given))
            .map(|given| self.note(given, None))
    }

    fn note(&self, printed: &str, span: Option<Span>) -> Diagnostic {
        let note = Diagnostic::new(
            "parse.number-repaired",
            format!("the document's number is printed {printed} and read as {self}"),
        )
        .hint("check the number where its brackets or digits were damaged");
        match span {
            Some(span) => note.at(span),
            None => note,
        }
    }
}
