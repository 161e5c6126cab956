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
            Form::Ordinal { .. } | Form::OfYear => {
                let plain: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
                let is_plain =
                    |c: char| c.is_ascii_digit() || c.is_alphabetic() || c == '、' || c == '〇';
                !plain.chars().all(is_plain)
            }
        }
    }

    /// The diagnostic `parse.number-repaired`, where the number as it stands in the first lines
    /// of `text` (up to byte `end` of the view) was damaged; or as `given`, where it came from
    /// outside. A given text that is no number at all is `parse.number-unread`.
    #[must_use]
    pub fn repaired(&self, text: &Text, end: usize, given: Option<&str>) -> Option<Diagnostic> {
        if let Some(given) = given {
            if self.form == Form::Verbatim {
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
            return self.is_damaged(given).then(|| self.note(given, None));
        }
        let head = text.view().get(..end)?;
        let (span, _) = Self::find(head)
            .into_iter()
            .find(|(_, n)| n.same_as(self))?;
        let span = text.to_original(span);
        let printed = text.quote(span);
        self.is_damaged(printed)
            .then(|| self.note(printed, Some(span)))
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
