//! [`Chain`]: a document with its editions, changes and replacements, in order.

use super::build::name_of;
use super::lifecycle::{Life, Lifecycle, StepKind};
use crate::annotate::folded_title;
use crate::corpus::{Corpus, Entry, definite};
use crate::document::DocNumber;
use crate::time::Interval;
use std::collections::{BTreeMap, BTreeSet};

/// The documents that are versions of one, or change one, in the order of their issue: a graph
/// whose links lead from the later document to the earlier one.
///
/// ```
/// use zhengce::timeline::{Chain, Lifecycle};
/// let corpus = zhengce::Corpus::builtin()?;
/// let lives = Lifecycle::of(&corpus);
/// let chain = Chain::of(&corpus, &lives, "SH-2013-22").unwrap();
/// assert!(chain.links().iter().any(|link| link.document == "SH-2013-22"));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Chain {
    links: Vec<ChainLink>,
}

/// One document of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChainLink {
    /// Its id.
    pub document: String,
    /// Its title, else its number, else its id.
    pub title: String,
    /// Its number.
    pub number: Option<DocNumber>,
    /// When it was made, where that is known.
    pub made: Option<Interval>,
    /// What it is to earlier documents of the chain, by their ids.
    pub to: Vec<(LinkKind, String)>,
}

/// What a document is to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LinkKind {
    /// A later edition of the same name; nothing says that it ended the earlier one.
    Edition,
    /// It changes it.
    Amends,
    /// It makes its term longer.
    Extends,
    /// It stops its execution.
    Suspends,
    /// It takes its place under the same name.
    Replaces,
    /// It repeals it.
    Repeals,
}

impl LinkKind {
    /// The word used in listings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edition => "edition of",
            Self::Amends => "amends",
            Self::Extends => "extends",
            Self::Suspends => "suspends",
            Self::Replaces => "replaces",
            Self::Repeals => "repeals",
        }
    }

    fn of(step: StepKind) -> Option<Self> {
        match step {
            StepKind::Amended | StepKind::Revised => Some(Self::Amends),
            StepKind::Extended => Some(Self::Extends),
            StepKind::Suspended => Some(Self::Suspends),
            StepKind::Replaced => Some(Self::Replaces),
            StepKind::Repealed => Some(Self::Repeals),
            _ => None,
        }
    }
}

impl Chain {
    /// The chain of the document of this id; `None` where the corpus does not hold it.
    ///
    /// What repeals a document of the chain, or is repealed by one, stands in it, but leads no
    /// further: a decision that repeals many documents does not join them into one chain.
    #[must_use]
    pub fn of(corpus: &Corpus, lives: &Lifecycle, document: &str) -> Option<Self> {
        corpus.get(document)?;
        let links = links(corpus, lives);
        let mut around: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (later, earlier, _) in links.iter().filter(|l| l.2 != LinkKind::Repeals) {
            around.entry(later).or_default().insert(earlier);
            around.entry(earlier).or_default().insert(later);
        }
        let mut reached = BTreeSet::from([document]);
        let mut open = vec![document];
        while let Some(at) = open.pop() {
            for next in around.get(at).into_iter().flatten() {
                if reached.insert(next) {
                    open.push(next);
                }
            }
        }
        let beside: Vec<&str> = links
            .iter()
            .filter(|l| l.2 == LinkKind::Repeals)
            .flat_map(|(later, earlier, _)| [(later, earlier), (earlier, later)])
            .filter(|(one, _)| reached.contains(one.as_str()))
            .map(|(_, other)| other.as_str())
            .collect();
        reached.extend(beside);
        let mut found: Vec<ChainLink> = corpus
            .entries()
            .iter()
            .filter(|e| reached.contains(e.document.id.as_str()))
            .map(|e| link(e, lives, &links, &reached))
            .collect();
        found.sort_by_cached_key(|l| {
            let begin = l.made.and_then(|m| m.begin);
            (begin.is_none(), begin, l.document.clone())
        });
        Some(Self { links: found })
    }

    /// The documents, the earliest first.
    #[must_use]
    pub fn links(&self) -> &[ChainLink] {
        &self.links
    }
}

fn link(entry: &Entry, lives: &Lifecycle, links: &[Link], reached: &BTreeSet<&str>) -> ChainLink {
    let document = &entry.document;
    let mut to: Vec<(LinkKind, String)> = links
        .iter()
        .filter(|(later, earlier, _)| *later == document.id && reached.contains(earlier.as_str()))
        .map(|(_, earlier, kind)| (*kind, earlier.clone()))
        .collect();
    to.sort();
    to.dedup();
    ChainLink {
        document: document.id.clone(),
        title: name_of(document),
        number: document.metadata.doc_number.clone(),
        made: lives.get(&document.id).and_then(Life::made),
        to,
    }
}

/// The later document, the earlier one, and what the one is to the other.
type Link = (String, String, LinkKind);

fn links(corpus: &Corpus, lives: &Lifecycle) -> Vec<Link> {
    let mut links = Vec::new();
    let mut joined = BTreeSet::new();
    for life in lives.lives() {
        for step in &life.steps {
            if let (Some(by), Some(kind)) = (&step.by, LinkKind::of(step.kind)) {
                joined.insert((by.as_str(), life.document.as_str()));
                links.push((by.clone(), life.document.clone(), kind));
            }
        }
    }
    links.extend(
        editions(corpus, lives)
            .into_iter()
            .filter(|(later, earlier)| !joined.contains(&(*later, *earlier)))
            .map(|(later, earlier)| (later.to_owned(), earlier.to_owned(), LinkKind::Edition)),
    );
    links
}

/// A title without years and digits, and the place: what editions of one document share.
type Name<'c> = (String, Option<&'c str>);

/// Documents of one name and place, each with the one before it.
fn editions<'c>(corpus: &'c Corpus, lives: &Lifecycle) -> Vec<(&'c str, &'c str)> {
    let mut alike: BTreeMap<Name<'_>, Vec<(&'c Entry, Interval)>> = BTreeMap::new();
    for entry in corpus.entries() {
        let made = lives.get(&entry.document.id).and_then(Life::made);
        let (Some(title), Some(made)) = (&entry.document.metadata.title, made) else {
            continue;
        };
        let plain: String = definite(&folded_title(title))
            .chars()
            .filter(|c| !c.is_ascii_digit() && !matches!(c, '年' | '-'))
            .collect();
        let region = entry.document.metadata.region.as_deref();
        alike
            .entry((plain, region))
            .or_default()
            .push((entry, made));
    }
    let mut found = Vec::new();
    for group in alike.into_values() {
        let mut group = group;
        group.sort_by_key(|(entry, made)| (made.begin, entry.document.id.as_str()));
        for pair in group.windows(2) {
            let [(earlier, before), (later, after)] = pair else {
                continue;
            };
            if before.begin < after.begin {
                found.push((later.document.id.as_str(), earlier.document.id.as_str()));
            }
        }
    }
    found
}
