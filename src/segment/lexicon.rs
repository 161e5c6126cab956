//! [`Lexicon`]: the terms of the field.

use crate::error::{Error, ErrorKind, Result};
use std::collections::BTreeSet;

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
    /// Where a line has no term or no category, or repeats a term of the same category; the
    /// error names the line.
    ///
    /// ```
    /// use zhengce::segment::Lexicon;
    /// let lexicon = Lexicon::from_tsv("term\tcategory\tnote\n集团化办学\tdistrict_group\t\n")?;
    /// assert_eq!(lexicon.terms()[0].text, "集团化办学");
    /// # Ok::<(), zhengce::Error>(())
    /// ```
    pub fn from_tsv(tsv: &str) -> Result<Self> {
        let tsv = tsv.strip_prefix('\u{feff}').unwrap_or(tsv);
        let mut terms = Vec::new();
        let mut seen = BTreeSet::new();
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
            if !seen.insert((text, category)) {
                return Err(Error::new(
                    ErrorKind::Data,
                    format!("the term “{text}” stands twice in category {category}; keep one line"),
                )
                .at_line(index as u64 + 1));
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lexicon_reads_whole() {
        let tsv = include_str!("../../corpus/lexicon.tsv");
        let lexicon = Lexicon::from_tsv(tsv).unwrap();
        assert_eq!(lexicon.terms().len(), tsv.lines().count() - 1);
        assert_eq!(Lexicon::builtin(), lexicon);
    }

    #[test]
    fn errors_name_the_line() {
        for (tsv, line) in [
            ("term\tcategory\n轮岗\tpersonnel\n支教\n", 3),
            ("term\tcategory\n\tpersonnel\n", 2),
            ("term\tcategory\n轮岗\tx\n轮岗\tx\n", 3),
        ] {
            assert_eq!(Lexicon::from_tsv(tsv).unwrap_err().line(), Some(line));
        }
        let lexicon = Lexicon::from_tsv("\u{feff}term\tcategory\r\n轮岗\tpersonnel\r\n").unwrap();
        assert_eq!(lexicon.terms()[0].category, "personnel");
    }
}
