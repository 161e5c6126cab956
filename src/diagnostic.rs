//! [`Diagnostic`]: what a reader should know about one document.

use crate::span::Span;
use std::fmt;

/// A finding about a document that did not stop the run: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Stable, searchable code in `stage.subject-problem` form, e.g. `parse.article-gap`.
    pub code: &'static str,
    /// Where in the original text, in bytes; `None` when it is about the document as a whole.
    pub span: Option<Span>,
    /// One sentence that says what was found.
    pub message: String,
    /// What the user can do, where there is something.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A diagnostic about the document as a whole.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            span: None,
            message: message.into(),
            hint: None,
        }
    }

    /// The same diagnostic, pointing at `span` of the original text.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same diagnostic, saying what the user can do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}
