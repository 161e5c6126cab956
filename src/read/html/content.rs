//! Where the text of a page stands.

use super::page::{Page, Role};
use std::collections::BTreeMap;

/// The elements that hold the text.
pub(super) struct Found {
    /// In order.
    pub(super) at: Vec<usize>,
    /// Whether a known name led there; else the page was judged by its words and links.
    pub(super) known: bool,
}

/// Finds the elements with the text: by their known names, else all of the page but what is
/// nothing but links, which is dropped.
pub(super) fn find(page: &mut Page<'_>) -> Found {
    if let Some(at) = by_name(page) {
        return Found { at, known: true };
    }
    let at = match page.nodes.first() {
        None => Vec::new(),
        Some(root) if root.sentences == 0 && root.linked > root.plain => vec![list(page)],
        Some(_) => {
            drop_links(page);
            vec![0]
        }
    };
    Found { at, known: false }
}

/// The outermost elements of the most telling name that leads to the text.
fn by_name(page: &Page<'_>) -> Option<Vec<usize>> {
    let mut named: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    let mut at = 0;
    while at < page.nodes.len() {
        let node = &page.nodes[at];
        if node.dropped {
            at = node.end;
            continue;
        }
        if let Some(rank) = node.named.content
            && !matches!(node.role(), Some(Role::Link | Role::Break))
            && (node.role() != Some(Role::Inline) || node.blocks > 0)
        {
            let same = named.entry(rank).or_default();
            if same.last().is_none_or(|last| page.nodes[*last].end <= at) {
                same.push(at);
            }
        }
        at += 1;
    }
    named.into_values().find(|same| holds_text(page, same))
}

/// Whether elements hold most sentences of the page, or a good part of a page without any: a box
/// beside the text may have a name that elsewhere is the text's.
fn holds_text(page: &Page<'_>, elements: &[usize]) -> bool {
    let (mut sentences, mut all) = (0, 0);
    for at in elements {
        sentences += page.nodes[*at].sentences;
        all += words(page, *at);
    }
    let root = &page.nodes[0];
    all > 0
        && if root.sentences > 0 {
            sentences * 2 >= root.sentences
        } else {
            all * 5 >= words(page, 0)
        }
}

/// Drops blocks that are nothing but links: navigation, sidebars, lists of other pages. Links
/// of single paragraphs and to attachments stay.
fn drop_links(page: &mut Page<'_>) {
    let mut at = 1;
    while at < page.nodes.len() {
        let node = &page.nodes[at];
        let container = !matches!(
            node.role(),
            None | Some(Role::Inline | Role::Link | Role::Break)
        );
        // A cell of links beside the text may have no more than two of them.
        let beside = node.role() == Some(Role::Cell) && node.plain == 0;
        if container
            && node.blocks >= if beside { 1 } else { 2 }
            && node.sentences == 0
            && node.linked > node.plain
            && !page.words(at).starts_with("附")
        {
            page.drop_at(at);
        }
        at = if page.nodes[at].dropped {
            page.nodes[at].end
        } else {
            at + 1
        };
    }
}

/// The list on a page of links: from the whole page down to the element that holds most of it.
fn list(page: &Page<'_>) -> usize {
    let mut at = 0;
    loop {
        let Some(child) = page
            .children(at)
            .max_by_key(|c| (words(page, *c), std::cmp::Reverse(*c)))
        else {
            return at;
        };
        let inner = &page.nodes[child];
        let container = !matches!(
            inner.role(),
            None | Some(Role::Inline | Role::Link | Role::Break)
        );
        if !container || inner.blocks < 2 || words(page, child) * 10 < words(page, at) * 6 {
            return at;
        }
        at = child;
    }
}

/// How many characters a node has.
fn words(page: &Page<'_>, at: usize) -> u32 {
    page.nodes[at].plain + page.nodes[at].linked
}
