//! [`Synonyms`]: families of terms that documents use for one thing.

use crate::error::{Error, ErrorKind, Result};
use crate::shipped;
use crate::text::Text;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Terms that stand for one another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Family {
    /// The terms; the first names the family.
    pub terms: Vec<String>,
    /// What tells them apart.
    #[serde(default)]
    pub note: String,
}

/// Families of terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms {
    families: Vec<Family>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    family: Vec<Family>,
}

const PATH: &str = "corpus/synonyms.toml";
const SHIPPED: &str = include_str!("../../corpus/synonyms.toml");

impl Synonyms {
    /// The families that ship with the library (`corpus/synonyms.toml`).
    ///
    /// ```
    /// use zhengce::segment::Synonyms;
    /// let others = Synonyms::builtin().others("随迁子女");
    /// assert!(others.contains(&"同住子女".to_owned()));
    /// ```
    #[must_use]
    pub fn builtin() -> Self {
        let file: File = shipped::table(PATH, SHIPPED);
        Self {
            families: file.family,
        }
    }

    /// Reads families: TOML tables `[[family]]` with `terms` and, if wanted, a `note`.
    ///
    /// # Errors
    /// Where the text is no such TOML, or a family has an empty term, one term twice, or fewer than
    /// two; the sentence names the family.
    pub fn from_toml(toml: &str) -> Result<Self> {
        let file: File = toml::from_str(toml).map_err(|e| {
            let what = format!("the families of terms cannot be read: {}", e.message());
            Error::new(ErrorKind::Data, what).because(e)
        })?;
        for family in &file.family {
            let folded: BTreeSet<String> = family.terms.iter().map(|t| folded(t)).collect();
            let name = family.terms.first().map_or("", String::as_str);
            let wrong = if family.terms.len() < 2 {
                "needs at least two terms"
            } else if folded.contains("") {
                "has an empty term"
            } else if folded.len() < family.terms.len() {
                "has one term twice"
            } else {
                continue;
            };
            return Err(Error::new(
                ErrorKind::Data,
                format!("the family of “{name}” {wrong}"),
            ));
        }
        Ok(Self {
            families: file.family,
        })
    }

    /// Reads families from a file, see [`from_toml`](Self::from_toml).
    ///
    /// # Errors
    /// Where the file cannot be read, and as [`from_toml`](Self::from_toml).
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let toml = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        Self::from_toml(&toml).map_err(|e| e.at_path(path))
    }

    /// These and those of `other`.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.families.extend(other.families);
        self
    }

    /// The families in order.
    #[must_use]
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// The other terms of all families that hold exactly this one, in order, each once. Full-width
    /// forms and the case of ASCII letters make no difference.
    #[must_use]
    pub fn others(&self, term: &str) -> Vec<String> {
        let term = folded(term);
        let mut seen = BTreeSet::from([term.clone()]);
        let families = self.families.iter();
        families
            .filter(|family| family.terms.iter().any(|t| folded(t) == term))
            .flat_map(|family| &family.terms)
            .filter(|other| seen.insert(folded(other)))
            .cloned()
            .collect()
    }
}

fn folded(term: &str) -> String {
    Text::new(term).view().trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_families_that_ship_are_whole_and_tell_terms_apart() {
        let read = Synonyms::from_toml(SHIPPED).unwrap();
        assert_eq!(read, Synonyms::builtin());
        let mut seen = BTreeSet::new();
        for family in read.families() {
            assert!(!family.note.is_empty(), "{family:?}");
            for term in &family.terms {
                assert!(seen.insert(term), "{term} is of two families");
            }
        }
    }

    #[test]
    fn a_family_that_says_nothing_is_refused_by_name() {
        for (terms, says) in [
            ("[\"甲\"]", "“甲” needs at least two"),
            ("[\"甲\", \" \"]", "has an empty term"),
            ("[\"Ａ\", \"a\"]", "has one term twice"),
        ] {
            let error = Synonyms::from_toml(&format!("[[family]]\nterms = {terms}")).unwrap_err();
            assert!(error.message().contains(says), "{error}");
        }
        assert!(Synonyms::from_toml("[[families]]").is_err());
        let own = Synonyms::from_toml("[[family]]\nterms = [\"甲A\", \"乙\", \"丙\"]").unwrap();
        assert_eq!(own.others("甲ａ"), ["乙", "丙"]);
        assert!(own.others("甲").is_empty());
        assert_eq!(own.and(Synonyms::builtin()).others("薄弱校").len(), 2);
    }
}
