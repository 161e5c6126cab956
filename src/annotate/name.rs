//! [`Name`]: what codebooks, codes and rules are called in results.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

/// The name of a codebook, a version, a code or a rule.
///
/// A coded corpus says the same few names hundreds of thousands of times. Each is kept once for
/// the life of the program, so that saying it again costs nothing; it reads and compares as the
/// words it is.
///
/// ```
/// use zhengce::annotate::Name;
/// let name = Name::from("personnel");
/// assert_eq!(name, "personnel");
/// assert_eq!(name.to_uppercase(), "PERSONNEL");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(&'static str);

static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

impl Name {
    /// The words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl From<&str> for Name {
    fn from(words: &str) -> Self {
        // The set is whole after every step, so one that a panic left is as good.
        let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = names.get(words) {
            return Self(known);
        }
        let kept: &'static str = Box::leak(words.into());
        names.insert(kept);
        Self(kept)
    }
}

impl From<String> for Name {
    fn from(words: String) -> Self {
        words.as_str().into()
    }
}

impl From<&String> for Name {
    fn from(words: &String) -> Self {
        words.as_str().into()
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Name {
    fn eq(&self, words: &str) -> bool {
        self.0 == words
    }
}

impl PartialEq<&str> for Name {
    fn eq(&self, words: &&str) -> bool {
        self.0 == *words
    }
}

impl PartialEq<String> for Name {
    fn eq(&self, words: &String) -> bool {
        self.0 == words
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_once_and_reads_as_its_words() {
        let (a, b) = (Name::from("人事"), Name::from("人事".to_owned()));
        assert!(std::ptr::eq(a.as_str(), b.as_str()));
        assert_eq!(a, b);
        assert_eq!(format!("{a} {a:?}"), "人事 \"人事\"");
        // In the order of the words, not of when they were met.
        let (z, y) = (Name::from("order.z"), Name::from("order.y"));
        assert!(y < z);
    }
}
