//! [`Finder`]: where any of many terms stands in a text, in one walk over its letters.
//!
//! The terms are a tree of letters, laid out in one table (a double array): the branches of a node
//! stand at its base plus their letter, and each place says by which letter one comes there. Most
//! places of a text begin no term, and the [`Sieve`] says so. From every other place the tree is
//! walked anew: terms are short, and no links have to be followed to find those that overlap.

use super::alphabet::{Letter, OTHER};
use super::reading::{Reading, Stretch};
use super::sieve::Sieve;
use std::collections::BTreeMap;

/// Finds terms, overlapping ones too; each bears a number, which several may share.
pub(super) struct Finder {
    sieve: Sieve,
    /// For each letter the node of terms that begin with it.
    roots: Vec<Node>,
    /// A branch stands at the base of its node plus its letter; no two nodes have the same base.
    places: Vec<Node>,
    /// Letters of the longest term.
    longest: usize,
}

/// A term that stands in a text.
#[derive(Clone, Copy)]
pub(super) struct Hit {
    /// Its number.
    pub(super) term: u32,
    pub(super) at: Stretch,
}

/// The terms that stand in one text: by their beginning, then by their length. The memory is used
/// again for the next.
#[derive(Default)]
pub(super) struct Hits {
    /// More room than the last text took, maybe.
    room: Vec<Hit>,
    count: usize,
}

impl Hits {
    pub(super) fn all(&self) -> &[Hit] {
        &self.room[..self.count]
    }

    /// Leaves out those of which `stays` says no.
    pub(super) fn retain(&mut self, stays: impl FnMut(&Hit) -> bool) {
        self.room.truncate(self.count);
        self.room.retain(stays);
        self.count = self.room.len();
    }
}

/// A node, and the letter that leads to it, in one word: a base, a term, a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Node(u64);

/// Bits of a base, and bits of a term: more than there is memory for while the tree is made.
const WIDTH: u32 = 24;
/// For the terms that begin at so many places room is made at once.
const AT_ONCE: usize = 64;
/// No term.
const NONE: u32 = (1 << WIDTH) - 1;
/// The base of a node without branches: no place is its own.
const BARE: u32 = 0;
/// A place where no branch is. Only the letter that is none leads to it.
const FREE: Node = Node::new(BARE, NONE, OTHER);
/// The same for the place to which that letter leads from the bare base.
const END: Node = Node::new(BARE, NONE, Letter::MAX);

impl Node {
    const fn new(base: u32, term: u32, letter: Letter) -> Self {
        debug_assert!(base <= NONE && term <= NONE, "a base or a term too large");
        Self((base as u64) << (64 - WIDTH) | (term as u64) << Letter::BITS | letter as u64)
    }

    const fn base(self) -> usize {
        (self.0 >> (64 - WIDTH)) as usize
    }

    const fn term(self) -> u32 {
        (self.0 >> Letter::BITS) as u32 & NONE
    }

    const fn letter(self) -> Letter {
        self.0 as Letter
    }
}

impl Finder {
    /// A finder of these terms, which differ, in an alphabet of so many letters. A term without
    /// letters is found nowhere.
    pub(super) fn new<'t>(
        terms: impl Iterator<Item = (&'t [Letter], u32)> + Clone,
        letters: usize,
    ) -> Self {
        let longest = terms.clone().map(|(letters, _)| letters.len()).max();
        let tree = Tree::new(terms);
        let mut table = Table {
            roots: vec![FREE; letters],
            places: Vec::new(),
            full: Bits::default(),
            taken: Bits::default(),
            furthest: BARE as usize,
            low: 0,
        };
        table.taken.add(BARE as usize);
        table.lay(&tree);
        // So that every base can be looked behind.
        table.places.resize(table.furthest + letters, FREE);
        table.places[BARE as usize] = END;
        let branches = tree.nodes[0].branches.iter();
        let pairs = branches.flat_map(|(first, at)| {
            let seconds = tree.nodes[*at].branches.keys();
            seconds.map(|second| (*first, *second))
        });
        let roots = table.roots.iter().zip(0..);
        let alone = roots.filter(|(root, _)| root.term() != NONE);
        Self {
            sieve: Sieve::new(letters, alone.map(|(_, letter)| letter), pairs),
            roots: table.roots,
            places: table.places,
            longest: longest.unwrap_or_default(),
        }
    }

    /// What says of most places that no term begins there.
    pub(super) const fn sieve(&self) -> &Sieve {
        &self.sieve
    }

    /// Finds every term. The text must have been read through the sieve.
    pub(super) fn find(&self, reading: &Reading, hits: &mut Hits) {
        const NO_HIT: Hit = Hit {
            term: NONE,
            at: Stretch::new(0, 0),
        };
        let letters = reading.closed_letters();
        let mut count = 0;
        // The end of the longest term, and one more, for what is written over.
        let most = self.longest + 1;
        for starts in reading.open().chunks(AT_ONCE) {
            let room = count + AT_ONCE * most;
            if hits.room.len() < room {
                hits.room.resize(2 * room, NO_HIT);
            }
            let hits = &mut hits.room[..room];
            for start in starts {
                count = self.walk(letters, *start, hits, count);
            }
        }
        hits.count = count;
    }

    /// Puts the terms that begin with the letter at `start` behind so many hits. Answers how many
    /// there are then.
    fn walk(&self, letters: &[Letter], start: u32, hits: &mut [Hit], mut count: usize) -> usize {
        let mut at = start as usize;
        let mut node = self.roots[usize::from(letters[at])];
        // The last letters are such by which no term goes on.
        loop {
            at += 1;
            // What is none is written over: where terms end is hard to foretell.
            hits[count] = Hit {
                term: node.term(),
                at: Stretch::new(start, at as u32),
            };
            count += usize::from(node.term() != NONE);
            let letter = letters[at];
            node = self.places[node.base() + usize::from(letter)];
            if node.letter() != letter {
                return count;
            }
        }
    }
}

/// The terms letter by letter, before they are laid out.
struct Tree {
    nodes: Vec<Branching>,
}

struct Branching {
    term: u32,
    branches: BTreeMap<Letter, usize>,
}

impl Tree {
    fn new<'t>(terms: impl Iterator<Item = (&'t [Letter], u32)>) -> Self {
        let node = || Branching {
            term: NONE,
            branches: BTreeMap::new(),
        };
        let mut nodes = vec![node()];
        for (letters, term) in terms.filter(|(letters, _)| !letters.is_empty()) {
            let mut at = 0;
            for letter in letters {
                let next = nodes.len();
                at = *nodes[at].branches.entry(*letter).or_insert(next);
                if at == next {
                    nodes.push(node());
                }
            }
            nodes[at].term = term;
        }
        Self { nodes }
    }
}

/// The table while nodes are laid out in it.
struct Table {
    roots: Vec<Node>,
    places: Vec<Node>,
    /// The places that are not free.
    full: Bits,
    /// The bases that nodes have: no two have the same, so that a base says whose branch it is.
    taken: Bits,
    /// The last of them.
    furthest: usize,
    /// Words of `full` before which no place is free.
    low: usize,
}

/// A set of small numbers, without end.
#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn add(&mut self, at: usize) {
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn word(&self, at: usize) -> u64 {
        self.0.get(at).copied().unwrap_or(0)
    }

    /// The sixty-four from `at` on.
    fn from(&self, at: usize) -> u64 {
        let (word, bit) = (at / 64, at % 64);
        // A shift by sixty-four leaves nothing, in two steps.
        self.word(word) >> bit | self.word(word + 1) << 1 << (63 - bit)
    }
}

impl Table {
    fn lay(&mut self, tree: &Tree) {
        // Nodes of many branches first: those of few fit between them.
        let mut order: Vec<usize> = (1..tree.nodes.len()).collect();
        order.retain(|at| !tree.nodes[*at].branches.is_empty());
        order.sort_by_key(|at| std::cmp::Reverse(tree.nodes[*at].branches.len()));
        let mut bases = vec![BARE; tree.nodes.len()];
        let mut letters = Vec::new();
        for at in order {
            letters.clear();
            letters.extend(tree.nodes[at].branches.keys().map(|l| usize::from(*l)));
            bases[at] = self.place(&letters);
        }
        for (at, node) in tree.nodes.iter().enumerate() {
            for (letter, branch) in &node.branches {
                let branch = Node::new(bases[*branch], tree.nodes[*branch].term, *letter);
                match at {
                    0 => self.roots[usize::from(*letter)] = branch,
                    _ => self.places[bases[at] as usize + usize::from(*letter)] = branch,
                }
            }
        }
    }

    /// Finds a base where the branches by these letters, in order, find free places, and takes them.
    fn place(&mut self, letters: &[usize]) -> u32 {
        let first = letters.first().copied().unwrap_or_default();
        // Sixty-four bases at a time.
        let mut base = (self.low * 64).saturating_sub(first) / 64 * 64;
        let base = loop {
            let mut unfit = self.taken.from(base);
            for letter in letters {
                unfit |= self.full.from(base + letter);
                if unfit == u64::MAX {
                    break;
                }
            }
            if unfit != u64::MAX {
                break base + unfit.trailing_ones() as usize;
            }
            base += 64;
        };
        self.taken.add(base);
        self.furthest = self.furthest.max(base);
        let last = base + letters.last().copied().unwrap_or_default();
        if self.places.len() <= last {
            self.places.resize(last + 1, FREE);
        }
        for letter in letters {
            self.full.add(base + letter);
        }
        while self.full.word(self.low) == u64::MAX {
            self.low += 1;
        }
        base as u32
    }
}

#[cfg(test)]
mod tests {
    use super::super::alphabet::Alphabet;
    use super::*;
    use proptest::prelude::*;

    fn found(terms: &[&str], text: &str) -> Vec<(u32, usize, usize)> {
        let mut alphabet = Alphabet::new();
        let terms: Vec<Vec<Letter>> = terms
            .iter()
            .map(|term| term.chars().filter_map(|c| alphabet.name(c)).collect())
            .collect();
        let numbered = terms.iter().map(Vec::as_slice).zip(0..);
        let finder = Finder::new(numbered, alphabet.len());
        let mut reading = Reading::default();
        reading.read(&alphabet, finder.sieve(), text);
        let mut hits = Hits::default();
        finder.find(&reading, &mut hits);
        let spans = hits.all().iter().map(|hit| {
            let span = reading.span(hit.at);
            (hit.term, span.start, span.end)
        });
        spans.collect()
    }

    #[test]
    fn terms_come_by_their_beginning_then_their_length() {
        let terms = ["学", "学校", "学校建设", "校", "设", "𠀀学", "a"];
        assert_eq!(
            found(&terms, "学校建设"),
            [(0, 0, 3), (1, 0, 6), (2, 0, 12), (3, 3, 6), (4, 9, 12)]
        );
        assert_eq!(found(&terms, "𠀀学a"), [(5, 0, 7), (0, 4, 7), (6, 7, 8)]);
        assert_eq!(found(&terms, ""), []);
        assert_eq!(found(&[], "学校"), []);
        assert_eq!(found(&["", "校"], "学校"), [(1, 3, 6)]);
    }

    proptest! {
        #[test]
        fn every_occurrence_is_found(
            terms in prop::collection::btree_set("[学校区a𠀀]{1,4}", 0..30),
            text in "[学校区a𠀀，]{0,30}",
        ) {
            let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
            let mut expected: Vec<(u32, usize, usize)> = terms
                .iter()
                .zip(0..)
                .flat_map(|(term, number)| {
                    let places = text.char_indices().map(|(at, _)| at);
                    let text = &text;
                    places
                        .filter(move |at| text[*at..].starts_with(term))
                        .map(move |at| (number, at, at + term.len()))
                })
                .collect();
            expected.sort_by_key(|(_, start, end)| (*start, *end));
            prop_assert_eq!(found(&terms, &text), expected);
        }
    }
}
