//! [`Prefixes`]: the longest known word that begins a text.

use std::collections::BTreeMap;

/// Words and what each stands for; a word may stand for several things.
///
/// A tree of their characters: a look-up goes no further than the text agrees with a word, most
/// often not past its first character.
pub(super) struct Prefixes {
    /// The root stands first.
    nodes: Vec<Node>,
    words: usize,
}

#[derive(Default)]
struct Node {
    /// The nodes of longer beginnings by their next character, in order.
    next: Vec<(char, usize)>,
    /// What the word that ends here stands for; empty where none does.
    meant: Vec<usize>,
}

impl Prefixes {
    /// Words with the numbers of what they stand for, in the order to prefer. Empty words are
    /// left out.
    pub(super) fn new<'w>(words: impl IntoIterator<Item = (&'w str, usize)>) -> Self {
        let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (word, thing) in words {
            let things = by_word.entry(word).or_default();
            if !things.contains(&thing) {
                things.push(thing);
            }
        }
        by_word.remove("");
        let mut tree = Self {
            nodes: vec![Node::default()],
            words: by_word.len(),
        };
        for (word, things) in by_word {
            let end = word.chars().fold(0, |node, c| tree.grown(node, c));
            tree.nodes[end].meant = things;
        }
        tree
    }

    /// The node behind `node` at `c`, made where there is none. Words come in order, so that it
    /// can only be the last one.
    fn grown(&mut self, node: usize, c: char) -> usize {
        if let Some((last, at)) = self.nodes[node].next.last()
            && *last == c
        {
            return *at;
        }
        let at = self.nodes.len();
        self.nodes[node].next.push((c, at));
        self.nodes.push(Node::default());
        at
    }

    /// The words that begin a text, shorter ones first: how long each is, in bytes, and what it
    /// stands for.
    pub(super) fn beginning(
        &self,
        text: impl Iterator<Item = char>,
    ) -> impl Iterator<Item = (usize, &[usize])> {
        let mut end = 0;
        text.scan(&self.nodes[0], move |node, c| {
            let at = node.next.binary_search_by_key(&c, |(c, _)| *c).ok()?;
            *node = &self.nodes[node.next[at].1];
            end += c.len_utf8();
            Some((end, node.meant.as_slice()))
        })
        .filter(|(_, meant)| !meant.is_empty())
    }

    /// How long the longest word that begins `text` is, in bytes, and what it stands for.
    pub(super) fn longest(&self, text: &str) -> Option<(usize, &[usize])> {
        self.beginning(text.chars()).last()
    }

    /// Whether a word begins the text of these characters.
    pub(super) fn begin(&self, text: impl Iterator<Item = char>) -> bool {
        self.beginning(text).next().is_some()
    }

    /// What the word `text` stands for, where it is one.
    pub(super) fn whole(&self, text: impl Iterator<Item = char> + Clone) -> &[usize] {
        let length: usize = text.clone().map(char::len_utf8).sum();
        match self.beginning(text).last() {
            Some((end, things)) if end == length => things,
            _ => &[],
        }
    }
}

impl std::fmt::Debug for Prefixes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Prefixes({} words)", self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::Prefixes;

    #[test]
    fn the_longest_word_at_the_beginning_counts() {
        let words = Prefixes::new([
            ("沪", 0),
            ("沪教委", 1),
            ("教委", 2),
            ("宁政", 3),
            ("宁政", 4),
            ("", 5),
        ]);
        assert_eq!(words.longest("沪教委基"), Some(("沪教委".len(), &[1][..])));
        assert_eq!(words.longest("沪府发"), Some(("沪".len(), &[0][..])));
        assert_eq!(words.longest("我沪教委"), None);
        assert_eq!(words.longest("宁政发"), Some(("宁政".len(), &[3, 4][..])));
        assert_eq!(words.whole("教委".chars()), [2]);
        assert!(words.whole("教委基".chars()).is_empty());
        assert!(words.begin("教委基".chars()) && !words.begin("教".chars()));
        assert_eq!(Prefixes::new([]).longest("沪"), None);
    }
}
