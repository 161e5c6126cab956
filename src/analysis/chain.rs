//! [`Chains`]: from problem to evaluation, inside a document and across documents.

use super::matrix::sort_codes;
use super::passage::{Cutter, Passage, in_order};
use super::study::Study;
use crate::corpus::{Corpus, Entry, Filter};
use std::collections::BTreeSet;

/// The argument of documents: problem, cause, goal, measure, safeguard, evaluation.
///
/// The corpus must be coded with the scheme `function`; themes are the codes of the other schemes
/// that it is coded with.
///
/// ```
/// use zhengce::analysis::Chains;
/// use zhengce::annotate::{Codebook, Pipeline, RuleCoder};
/// use zhengce::corpus::{Analyzer, Corpus, Filter};
/// let books = ["case", "function"].map(Codebook::builtin).into_iter().collect::<Result<_, _>>()?;
/// let analyzer = Analyzer::new(Pipeline::with_coder(RuleCoder::new(books)?));
/// let corpus = Corpus::builtin_with(&analyzer)?;
/// let chains = Chains::of(&corpus, &Filter::default());
/// assert!(chains.documents().iter().all(|chain| chain.links.len() == 6));
/// # Ok::<(), zhengce::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Chains {
    documents: Vec<ArgumentChain>,
    themes: Vec<ArgumentChain>,
}

/// One chain: of a document, or of a theme across documents.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ArgumentChain {
    /// The document's id, or the code of the theme.
    pub of: String,
    /// The links in order: the code of each, with its paragraphs in order of time and text; none
    /// where the link is missing.
    pub links: Vec<(String, Vec<Passage>)>,
}

impl ArgumentChain {
    /// The links that nothing was found for.
    pub fn missing(&self) -> impl Iterator<Item = &str> {
        let missing = self
            .links
            .iter()
            .filter(|(_, passages)| passages.is_empty());
        missing.map(|(code, _)| code.as_str())
    }
}

impl Chains {
    /// The chains of the documents that `filter` lets pass; a criterion on codes chooses themes.
    #[must_use]
    pub fn of(corpus: &Corpus, filter: &Filter) -> Self {
        let entries = in_order(corpus, filter);
        let links = &Study::of_the_case().chain;
        let is_link = |code: &str| links.iter().any(|l| l == code);
        let codes = entries.iter().flat_map(|e| &e.annotations.codes);
        let themes: BTreeSet<&str> = codes
            .filter(|c| c.codebook == *"case" || filter.codes.iter().any(|f| c.code == **f))
            .map(|c| c.code.as_str())
            .filter(|c| filter.accepts_code(c) && !is_link(c))
            .collect();
        let mut themes: Vec<&str> = themes.into_iter().collect();
        sort_codes(&mut themes);
        let chain = |of: &str, entries: &[&Entry], theme: Option<&str>| ArgumentChain {
            of: of.to_owned(),
            links: links
                .iter()
                .map(|link| {
                    (
                        link.clone(),
                        entries
                            .iter()
                            .flat_map(|e| linked(e, link, theme))
                            .collect(),
                    )
                })
                .collect(),
        };
        Self {
            documents: entries
                .iter()
                .map(|e| chain(&e.document.id, &[e], None))
                .filter(|c| c.links.iter().any(|(_, p)| !p.is_empty()))
                .collect(),
            themes: themes
                .into_iter()
                .map(|t| chain(t, &entries, Some(t)))
                .collect(),
        }
    }

    /// One chain a document that has a link, in order of time.
    #[must_use]
    pub fn documents(&self) -> &[ArgumentChain] {
        &self.documents
    }

    /// One chain a theme, over all documents.
    #[must_use]
    pub fn themes(&self) -> &[ArgumentChain] {
        &self.themes
    }
}

/// The paragraphs with this link of the argument and, where one is given, this theme.
fn linked(entry: &Entry, link: &str, theme: Option<&str>) -> Vec<Passage> {
    let codes = &entry.annotations.codes;
    let carries = |span, theme: &str| codes.iter().any(|c| c.span == span && c.code == *theme);
    let found: Vec<_> = codes
        .iter()
        .filter(|c| c.code == *link && theme.is_none_or(|t| carries(c.span, t)))
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    let cutter = Cutter::of(entry);
    found.iter().map(|c| cutter.cut(c.span)).collect()
}
