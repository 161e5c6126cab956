//! A parsed page as a flat list of nodes in text order, so that nothing walks it recursively.

use super::rules::Rules;
use super::{entities, guard};
use scraper::node::Element;
use scraper::{Html, Node as Parsed};
use std::borrow::Cow;

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Belongs to the line it stands in.
    Inline,
    /// Starts and ends a line.
    Block,
    /// Ends a line.
    Break,
    /// An item of a list: a block that may bear a number.
    Item,
    /// A block that keeps its line ends.
    Pre,
    Table,
    Row,
    Cell,
    /// A link: inline, but what it says is seldom the text.
    Link,
}

/// What a node is.
pub(super) enum Content<'a> {
    Element(&'a Element, Role),
    Text(Cow<'a, str>),
}

/// What the id, the classes and the name of an element say, as far as the rules know them.
#[derive(Clone, Copy, Default)]
pub(super) struct Named {
    /// Holds the text, the more telling the lower.
    pub(super) content: Option<u16>,
    /// Holds the title, likewise.
    pub(super) title: Option<u16>,
    pub(super) furniture: bool,
    /// Holds one value of the metadata.
    pub(super) field: bool,
}

impl Named {
    fn of(element: &Element, rules: &Rules) -> Self {
        let mut named = Self {
            furniture: matches!(element.name(), "nav" | "footer" | "aside"),
            ..Self::default()
        };
        let least = |known: &mut Option<u16>, rank: Option<&u16>| {
            *known = (*known).into_iter().chain(rank.copied()).min();
        };
        for name in names(element) {
            least(&mut named.content, rules.content.get(&name));
            least(&mut named.title, rules.title.get(&name));
            named.furniture |= rules.furniture.contains(&name);
            named.field |= rules.elements.contains_key(&name);
        }
        named
    }
}

/// One node with what was counted below it.
pub(super) struct Node<'a> {
    pub(super) content: Content<'a>,
    pub(super) named: Named,
    pub(super) parent: usize,
    /// The first node after everything below this one.
    pub(super) end: usize,
    /// Characters other than white space outside links, and inside.
    pub(super) plain: u32,
    pub(super) linked: u32,
    /// Marks that end sentences, outside links.
    pub(super) sentences: u32,
    /// Blocks and line breaks below.
    pub(super) blocks: u32,
    /// Whether a table stands below.
    pub(super) tables: bool,
    /// Left out with everything below.
    pub(super) dropped: bool,
}

/// The page.
pub(super) struct Page<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// Characters that the source encodes twice.
    pub(super) encoded_twice: usize,
}

impl<'a> Page<'a> {
    /// The visible part of a parsed page.
    pub(super) fn of(html: &'a Html, rules: &Rules) -> Self {
        let mut page = Self {
            nodes: Vec::new(),
            encoded_twice: 0,
        };
        page.lay_out(html, rules);
        page.count();
        page.drop_furniture();
        page
    }

    fn lay_out(&mut self, html: &'a Html, rules: &Rules) {
        let root = html.tree.root();
        let mut node = root;
        // The places of the elements that are open.
        let mut open: Vec<usize> = Vec::new();
        loop {
            let entered = self.enter(node.value(), &mut open, rules);
            if let (true, Some(child)) = (entered, node.first_child()) {
                node = child;
                continue;
            }
            let mut left = entered;
            loop {
                if left && node.value().is_element() {
                    self.leave(&mut open);
                }
                if node == root {
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else {
                    return;
                };
                node = parent;
                left = true;
            }
        }
    }

    /// Takes a node into the page; `false` where it is not seen, with everything below.
    fn enter(&mut self, node: &'a Parsed, open: &mut Vec<usize>, rules: &Rules) -> bool {
        let parent = open.last().copied().unwrap_or(0);
        match node {
            Parsed::Element(element) if unseen(element, rules) => return false,
            Parsed::Element(element) => {
                open.push(self.nodes.len());
                self.push(Content::Element(element, role(element.name())), parent);
                if let Some(node) = self.nodes.last_mut() {
                    node.named = Named::of(element, rules);
                }
            }
            Parsed::Text(text) => {
                let (text, twice) = entities::decoded(text);
                self.encoded_twice += twice;
                self.push(Content::Text(text), parent);
            }
            _ => {}
        }
        true
    }

    fn leave(&mut self, open: &mut Vec<usize>) {
        if let Some(at) = open.pop() {
            self.nodes[at].end = self.nodes.len();
        }
    }

    fn push(&mut self, content: Content<'a>, parent: usize) {
        let end = self.nodes.len() + 1;
        self.nodes.push(Node {
            content,
            named: Named::default(),
            parent,
            end,
            plain: 0,
            linked: 0,
            sentences: 0,
            blocks: 0,
            tables: false,
            dropped: false,
        });
    }

    /// Counts what is below each node.
    fn count(&mut self) {
        let mut in_link = vec![false; self.nodes.len()];
        for at in 0..self.nodes.len() {
            let parent = self.nodes[at].parent;
            let node = &self.nodes[at];
            let link = matches!(node.content, Content::Element(_, Role::Link));
            in_link[at] = link || (at > 0 && in_link[parent]);
            if let Content::Text(text) = &node.content {
                let (mut seen, mut ends) = (0, 0);
                for c in text.chars() {
                    seen += u32::from(!c.is_whitespace());
                    ends += u32::from(matches!(c, '。' | '；'));
                }
                let node = &mut self.nodes[at];
                if in_link[at] {
                    node.linked = seen;
                } else {
                    node.plain = seen;
                    node.sentences = ends;
                }
            }
        }
        for at in (1..self.nodes.len()).rev() {
            let node = &self.nodes[at];
            let (plain, linked, sentences) = (node.plain, node.linked, node.sentences);
            let role = node.role();
            let own = u32::from(!matches!(role, None | Some(Role::Inline | Role::Link)));
            let (blocks, tables) = (node.blocks + own, node.tables || role == Some(Role::Table));
            let parent = node.parent;
            let parent = &mut self.nodes[parent];
            parent.plain += plain;
            parent.linked += linked;
            parent.sentences += sentences;
            parent.blocks += blocks;
            parent.tables |= tables;
        }
    }

    /// Drops furniture. An element named so that holds the text after all stays.
    fn drop_furniture(&mut self) {
        let mut holds = vec![false; self.nodes.len()];
        for at in (0..self.nodes.len()).rev() {
            holds[at] |= self.nodes[at].named.content.is_some();
            if at > 0 && holds[at] {
                holds[self.nodes[at].parent] = true;
            }
        }
        let (sentences, words) = self
            .nodes
            .first()
            .map_or((0, 0), |n| (n.sentences, n.plain + n.linked));
        let mut at = 0;
        while at < self.nodes.len() {
            let node = &self.nodes[at];
            let text = node.sentences >= 2
                && node.sentences * 2 > sentences
                && (node.plain + node.linked) * 2 > words;
            if node.named.furniture && !holds[at] && !text {
                self.drop_at(at);
                at = self.nodes[at].end;
            } else {
                at += 1;
            }
        }
    }

    /// Leaves a node out, with everything below, and takes it from the counts above.
    pub(super) fn drop_at(&mut self, at: usize) {
        let node = &mut self.nodes[at];
        if node.dropped {
            return;
        }
        node.dropped = true;
        let (plain, linked, sentences) = (node.plain, node.linked, node.sentences);
        let mut above = at;
        while above > 0 {
            above = self.nodes[above].parent;
            let node = &mut self.nodes[above];
            // What a node that was left out held has been taken from those above it.
            if node.dropped {
                break;
            }
            node.plain -= plain;
            node.linked -= linked;
            node.sentences -= sentences;
        }
    }

    /// The children of a node that are not dropped.
    pub(super) fn children(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes.get(of).map_or(0, |n| n.end);
        let mut at = of + 1;
        std::iter::from_fn(move || {
            while at < end {
                let here = at;
                at = self.nodes[here].end;
                if !self.nodes[here].dropped {
                    return Some(here);
                }
            }
            None
        })
    }

    /// The text below a node on one line.
    pub(super) fn words(&self, of: usize) -> String {
        let mut words = String::new();
        let mut at = of;
        while at < self.nodes[of].end {
            let node = &self.nodes[at];
            if node.dropped {
                at = node.end;
                continue;
            }
            match &node.content {
                Content::Text(text) => words.push_str(text),
                Content::Element(_, Role::Inline | Role::Link) => {}
                Content::Element(..) => words.push(' '),
            }
            at += 1;
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Node<'_> {
    /// The role of an element.
    pub(super) fn role(&self) -> Option<Role> {
        match self.content {
            Content::Element(_, role) => Some(role),
            Content::Text(_) => None,
        }
    }

    /// The name of an element.
    pub(super) fn name(&self) -> &str {
        match self.content {
            Content::Element(element, _) => element.name(),
            Content::Text(_) => "",
        }
    }
}

/// The id and the classes of an element, lower case, and its own name where HTML knows no such
/// element (`<UCAPCONTENT>`).
pub(super) fn names(element: &Element) -> impl Iterator<Item = String> + '_ {
    element
        .id()
        .into_iter()
        .chain(element.classes())
        .chain(Some(element.name()).filter(|name| unknown(name)))
        .map(str::to_lowercase)
}

/// Whether HTML has no element of this name; most pages are made of a few.
fn unknown(name: &str) -> bool {
    role(name) == Role::Inline
        && !matches!(name, "span" | "font" | "b" | "strong" | "img" | "u" | "o:p")
        && !guard::known(name)
}

/// Whether nothing of the element is seen as text on the page. An element with the text may be
/// hidden until a script shows it.
fn unseen(element: &Element, rules: &Rules) -> bool {
    matches!(
        element.name(),
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "iframe"
            | "object"
            | "svg"
            | "canvas"
            | "select"
            | "option"
            | "button"
            | "input"
            | "textarea"
            | "audio"
            | "video"
            | "map"
    ) || hidden(element) && !names(element).any(|name| rules.content.contains_key(&name))
}

fn hidden(element: &Element) -> bool {
    element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let plain: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            let plain = plain.to_ascii_lowercase();
            plain.contains("display:none") || plain.contains("visibility:hidden")
        })
}

fn role(name: &str) -> Role {
    match name {
        "br" => Role::Break,
        "pre" => Role::Pre,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "a" => Role::Link,
        "li" => Role::Item,
        "html" | "body" | "p" | "div" | "section" | "article" | "main" | "header" | "footer"
        | "nav" | "aside" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "dt"
        | "dd" | "blockquote" | "address" | "center" | "form" | "fieldset" | "figure"
        | "figcaption" | "hr" | "caption" | "thead" | "tbody" | "tfoot" | "details" | "summary"
        | "hgroup" | "menu" | "dir" | "legend" => Role::Block,
        _ => Role::Inline,
    }
}
