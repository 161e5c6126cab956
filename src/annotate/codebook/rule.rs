//! [`Rule`]: what a reader looks at when he gives a code.

use regex::Regex;

/// One sign of a code.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Names the rule in evidence; unique in its codebook.
    pub id: String,
    /// Its line in the codebook, from 1.
    pub line: u64,
    /// Which form the sign has.
    pub kind: RuleKind,
    /// How much it says, -1 to 1; a negative rule speaks against the code.
    pub weight: f64,
    /// What the author wants to remember about it.
    pub note: Option<String>,
    pub(crate) look: Look,
    /// Longer words that void a hit they cover.
    pub(crate) except: Vec<String>,
    /// Words that void a hit in the same unit.
    pub(crate) unless: Vec<String>,
    pub(crate) unless_within: Within,
    /// Words of which one must stand in the paragraph or its context.
    pub(crate) requires: Option<Group>,
    /// Words of which one must stand in the context.
    pub(crate) context: Option<Group>,
}

/// The forms a rule can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RuleKind {
    /// One of several terms.
    Terms,
    /// Terms of several groups near each other.
    Near,
    /// A pattern, tried where a term says it is worth it.
    Pattern,
}

/// What a rule looks for.
#[derive(Clone, Debug)]
pub(crate) enum Look {
    Near {
        /// One group for a rule of terms.
        groups: Vec<Group>,
        within: Within,
        /// At most so many characters between neighbours.
        distance: Option<usize>,
        ordered: bool,
    },
    Pattern {
        pattern: Regex,
        when: Group,
    },
}

/// Terms that stand for each other, and the longer words in which they do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) terms: Vec<String>,
    pub(crate) except: Vec<String>,
}

/// The stretch of text in which things stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Clause,
    Sentence,
    Paragraph,
}
