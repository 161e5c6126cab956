//! References of a text to itself: 本法, 本条例第三条, 前款.

use super::article;
use crate::document::{Document, ProvisionKind};
use crate::lookup::Beginnings;
use crate::shipped;
use crate::span::Span;
use memchr::memmem;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A reference of a text to itself or to a provision of its own. It cites no other document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InnerReference {
    /// The words, in bytes of the original text.
    pub span: Span,
    /// What they point to.
    pub kind: InnerKind,
    /// The articles they name: 第三条第二款. Empty for 本法 alone and for 前款.
    pub articles: Vec<String>,
    /// The index of the provision that is meant first, where that is sure.
    pub provision: Option<usize>,
}

/// What a reference of a text to itself points to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum InnerKind {
    /// The whole text: 本法, 本办法.
    Document,
    /// Named articles of it: 本法第三条.
    Articles,
    /// The place it stands in: 本条, 本款.
    Here,
    /// What stands before: 前款, 前条, 前两项.
    Before,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    inner: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    document: Beginnings,
    here: Beginnings,
    before: Beginnings,
    /// Characters behind one of these words that make it another word: 本法院.
    not_before: Vec<String>,
    /// Characters before 前 that make it another word: 目前.
    not_behind: Vec<char>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File = shipped::table(
        "corpus/cues/inner.toml",
        include_str!("../../../corpus/cues/inner.toml"),
    );
    file.inner
});

/// The references of a document to itself, in order.
pub(super) fn find(document: &Document) -> Vec<InnerReference> {
    let view = document.text.view();
    let words = &*WORDS;
    let mut found: Vec<(Span, InnerKind, Vec<String>)> = Vec::new();
    for at in memmem::find_iter(view.as_bytes(), "本") {
        let rest = &view[at + '本'.len_utf8()..];
        let starts = |list: &Beginnings| {
            let longest = list.longest(rest);
            longest.map(|(word, ())| '本'.len_utf8() + word.len())
        };
        // The longer of both lists: 本条例, 本条.
        let whole = starts(&words.document);
        let here = starts(&words.here);
        let Some(length) = whole.max(here) else {
            continue;
        };
        let behind = &view[at + length..];
        let word = Span::new(at, at + length);
        if words.is_other(word.slice(view), behind) {
            continue;
        }
        let articles = article::read(behind);
        let kind = match (whole >= here, articles.paths.is_empty()) {
            (true, false) => InnerKind::Articles,
            (true, true) => InnerKind::Document,
            (false, _) => InnerKind::Here,
        };
        found.push((
            Span::new(at, at + length + articles.length),
            kind,
            articles.paths,
        ));
    }
    for at in memmem::find_iter(view.as_bytes(), "前") {
        if view[..at].ends_with(|c: char| words.not_behind.contains(&c)) {
            continue;
        }
        let rest = &view[at + '前'.len_utf8()..];
        let Some((word, ())) = words.before.longest(rest) else {
            continue;
        };
        let end = at + '前'.len_utf8() + word.len();
        if words.is_other(Span::new(at, end).slice(view), &view[end..]) {
            continue;
        }
        let articles = article::read(&view[end..]);
        found.push((
            Span::new(at, end + articles.length),
            InnerKind::Before,
            articles.paths,
        ));
    }
    found.sort_by_key(|(span, ..)| *span);
    let places = Places::of(document);
    found
        .into_iter()
        .map(|(span, kind, articles)| {
            let words = span.slice(view);
            let span = document.text.to_original(span);
            let provision = places.meant(span, kind, words, &articles);
            InnerReference {
                span,
                kind,
                articles,
                provision,
            }
        })
        .collect()
}

impl Words {
    /// Whether what follows makes another word of it: 本法院, 前款项.
    fn is_other(&self, word: &str, behind: &str) -> bool {
        self.not_before.iter().any(|other| {
            other
                .strip_prefix(word)
                .is_some_and(|rest| !rest.is_empty() && behind.starts_with(rest))
        })
    }
}

/// The provisions of a document by what a reference calls them.
struct Places<'d> {
    document: &'d Document,
    /// Articles by label; `None` where several bear it.
    articles: BTreeMap<&'d str, Option<usize>>,
}

impl<'d> Places<'d> {
    fn of(document: &'d Document) -> Self {
        let mut articles = BTreeMap::new();
        for (index, provision) in document.provisions.iter().enumerate() {
            if provision.kind == ProvisionKind::Article
                && let Some(label) = provision.label.as_deref()
            {
                articles
                    .entry(label.trim())
                    .and_modify(|known| *known = None)
                    .or_insert(Some(index));
            }
        }
        Self { document, articles }
    }

    fn meant(
        &self,
        span: Span,
        kind: InnerKind,
        words: &str,
        articles: &[String],
    ) -> Option<usize> {
        match kind {
            InnerKind::Document => None,
            InnerKind::Articles => {
                let first = articles.first()?;
                let at = first.find('条')? + '条'.len_utf8();
                let start = first[..at].rfind('第')?;
                *self.articles.get(&first[start..at])?
            }
            InnerKind::Here => {
                let here = self.document.provision_at(span.start)?;
                words.starts_with("本条").then(|| self.article(here))?
            }
            InnerKind::Before => self.before(self.document.provision_at(span.start)?, words),
        }
    }

    /// The article that holds a provision.
    fn article(&self, of: usize) -> Option<usize> {
        let mut at = of;
        loop {
            let provision = self.document.provisions.get(at)?;
            if provision.kind == ProvisionKind::Article {
                return Some(at);
            }
            at = provision.parent.filter(|parent| *parent < at)?;
        }
    }

    /// 前条: the article before; 前款 and 前项: the paragraph or item before of the same article.
    fn before(&self, here: usize, words: &str) -> Option<usize> {
        let provisions = &self.document.provisions;
        let wanted = if words.starts_with("前条") {
            let own = self.article(here)?;
            return (0..own)
                .rev()
                .take(40)
                .find(|at| provisions[*at].kind == ProvisionKind::Article);
        } else if words.starts_with("前款") {
            ProvisionKind::Paragraph
        } else if words.starts_with("前项") {
            ProvisionKind::Item
        } else {
            return None;
        };
        let own = provisions.get(here).filter(|p| p.kind == wanted)?;
        (0..here)
            .rev()
            .take(60)
            .find(|at| provisions[*at].kind == wanted && provisions[*at].parent == own.parent)
            // The first paragraph is the article's own text.
            .or(own.parent.filter(|_| wanted == ProvisionKind::Paragraph))
    }
}
