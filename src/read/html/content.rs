//! Where the text of a page stands.

use super::page::{Content, Page, Role, names};
use super::rules::Rules;

/// The elements that hold the text, in order.
pub(super) struct Found {
    pub(super) at: Vec<usize>,
    /// Whether no known name led there and parts of the page were left out by judgement.
    pub(super) judged: bool,
}

/// Finds the elements with the text: by their known names, else by density.
pub(super) fn find(page: &Page<'_>, rules: &Rules) -> Found {
    let mut best: Option<(usize, Vec<usize>)> = None;
    let mut at = 0;
    // One pass per name that the page has; the outermost elements of the best name are wanted.
    let mut ranks: Vec<Option<usize>> = vec![None; page.nodes.len()];
    while at < page.nodes.len() {
        let node = &page.nodes[at];
        if node.dropped {
            at = node.end;
            continue;
        }
        if let Content::Element(element, _) = node.content
            && node.plain + node.linked > 0
        {
            ranks[at] = names(element)
                .filter_map(|name| rules.content.get(&name).copied())
                .min();
        }
        at += 1;
    }
    if let Some(rank) = ranks.iter().flatten().min() {
        let mut outermost = Vec::new();
        let mut end = 0;
        for (at, _) in ranks.iter().enumerate().filter(|(_, r)| *r == &Some(*rank)) {
            if at >= end {
                end = page.nodes[at].end;
                outermost.push(at);
            }
        }
        best = Some((*rank, outermost));
    }
    match best {
        Some((_, at)) => Found { at, judged: false },
        None => by_density(page),
    }
}

/// From the whole page down to the element that still holds all that looks like text.
fn by_density(page: &Page<'_>) -> Found {
    if page.nodes.is_empty() {
        return Found {
            at: Vec::new(),
            judged: false,
        };
    }
    let mut at = 0;
    let mut left = 0;
    loop {
        let node = &page.nodes[at];
        // Paragraphs or bare words directly below: these are the text and its neighbours.
        if page.children(at).any(|c| is_text(page, c)) {
            break;
        }
        let Some(child) = page
            .children(at)
            .max_by_key(|c| (weight(page, *c), std::cmp::Reverse(*c)))
        else {
            break;
        };
        let inner = &page.nodes[child];
        let container = !matches!(
            inner.role(),
            None | Some(Role::Inline | Role::Link | Role::Break)
        );
        if !container
            || inner.blocks < 2
            || inner.sentences < node.sentences
            || weight(page, child) * 10 < weight(page, at) * 6
        {
            break;
        }
        left += weight(page, at) - weight(page, child);
        at = child;
    }
    Found {
        at: vec![at],
        judged: left > 0,
    }
}

/// How much speaks for a node being text: words outside links above all.
fn weight(page: &Page<'_>, at: usize) -> usize {
    let node = &page.nodes[at];
    10 * node.plain + node.linked + 200 * node.sentences
}

/// Whether a child is a piece of text rather than a container of such.
fn is_text(page: &Page<'_>, at: usize) -> bool {
    let node = &page.nodes[at];
    node.plain > 0 && (matches!(node.content, Content::Text(_)) || node.name() == "p")
}
