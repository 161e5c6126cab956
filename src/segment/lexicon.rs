//! [`Lexicon`]: the terms of the field.

use crate::error::{Error, ErrorKind, Result};

/// One term and the category it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Term {
    /// The term.
    pub text: String,
    /// Its category, e.g. `personnel`.
    pub category: String,
    /// What a reader should know: ambiguities, variants.
    pub note: String,
}

/// Terms in the order of their file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    terms: Vec<Term>,
}

impl Lexicon {
    /// The terms that ship with the library (`corpus/lexicon.tsv`).
    #[must_use]
    pub fn builtin() -> Self {
        Self::from_tsv(include_str!("../../corpus/lexicon.tsv")).unwrap_or_default()
    }

    /// Reads tab-separated lines `term, category, note` under a header line.
    ///
    /// # Errors
    /// Where a line has no term or no category; the error names the line.
    pub fn from_tsv(tsv: &str) -> Result<Self> {
        let mut terms = Vec::new();
        for (index, line) in tsv.lines().enumerate().skip(1) {
            if line.trim().is_empty() {
                continue;
            }
            let mut cells = line.split('\t').map(str::trim);
            let (Some(text), Some(category)) = (
                cells.next().filter(|c| !c.is_empty()),
                cells.next().filter(|c| !c.is_empty()),
            ) else {
                return Err(Error::new(
                    ErrorKind::Data,
                    "a lexicon line needs a term and a category, separated by a tab",
                )
                .at_line(index as u64 + 1));
            };
            terms.push(Term {
                text: text.to_owned(),
                category: category.to_owned(),
                note: cells.next().unwrap_or_default().to_owned(),
            });
        }
        Ok(Self { terms })
    }

    /// The terms in order.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }
}
