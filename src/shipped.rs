//! What ships inside the program: its patterns and its tables of knowledge.
//!
//! A mistake in one of them is a mistake of the program, not of a user, and no run can go on
//! without it. Each is read by the tests of the module it belongs to.

use regex::{Regex, RegexSet};
use serde::de::DeserializeOwned;

/// A pattern of the program.
pub(crate) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| unreachable!("a pattern of the program: {e}"))
}

/// Patterns of the program, of which any may match.
pub(crate) fn patterns(patterns: &[&String]) -> RegexSet {
    RegexSet::new(patterns).unwrap_or_else(|e| unreachable!("a pattern of the program: {e}"))
}

/// The table at `path` in the project, with its embedded `text`.
pub(crate) fn table<T: DeserializeOwned>(path: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|e| unreachable!("{path}, part of the program: {e}"))
}
