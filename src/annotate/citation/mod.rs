//! The citations layer.

mod article;
mod brackets;
mod cues;
mod inner;
mod names;
mod needed;
mod pattern;
mod references;
mod sentence;

use super::{Annotations, Annotator, Layer};
use crate::document::{DocNumber, Document, ProvisionKind};
use crate::span::Span;
use crate::text::Script;
use brackets::Title;
use cues::{Cues, Zone};
use names::Names;
use references::references;
use sentence::Sentences;
use std::collections::{BTreeMap, BTreeSet};

pub use inner::{InnerKind, InnerReference};
pub(crate) use names::folded_title;

/// A reference to another document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Citation {
    /// The reference with its cue words, in bytes of the original text.
    pub span: Span,
    /// The cited title without its outer book-title marks.
    pub title: Option<String>,
    /// The cited number.
    pub number: Option<DocNumber>,
    /// What the citing document does with it.
    pub relation: CitationRelation,
    /// The articles of it that are named with this relation, at whatever place: 第三条第二款. Those
    /// that are only mentioned beside a stronger relation are not told.
    pub articles: Vec<String>,
    /// The name that the text gives it for later: 办法 of （以下简称《办法》）.
    pub short_name: Option<ShortName>,
    /// The id of the cited document in the corpus, where it is held.
    pub target: Option<String>,
}

/// A name that a text defines for a document it cites.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShortName {
    /// The name without its marks.
    pub name: String,
    /// The words that define it, in bytes of the original text.
    pub span: Span,
}

/// What a citing document does with the cited one.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CitationRelation {
    /// 根据, 依据, 按照 … 制定.
    Basis,
    /// 贯彻落实 … 精神.
    Implements,
    /// 转发, 印发: carries it.
    Forwards,
    /// 修改.
    Amends,
    /// 废止, 停止执行.
    Repeals,
    /// 同意, 批准.
    Approves,
    /// … 的请示收悉.
    Replies,
    /// Any other reference.
    Cites,
}

impl CitationRelation {
    /// The word of the analysis record.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Basis => "basis",
            Self::Implements => "implements",
            Self::Forwards => "forwards",
            Self::Amends => "amends",
            Self::Repeals => "repeals",
            Self::Approves => "approves",
            Self::Replies => "replies",
            Self::Cites => "cites",
        }
    }
}

/// Finds references to other documents: titles in book-title marks with the number beside them,
/// and numbers that stand alone. A document is given once for each thing that is done with it,
/// at the first place. References of the text to itself (本法第三条, 前款) go to
/// [`Annotations::inner`] and count as no citation.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct CitationAnnotator;

impl Annotator for CitationAnnotator {
    fn name(&self) -> &str {
        "citations"
    }
    fn gives(&self) -> Layer {
        Layer::Citations
    }
    fn annotate(&self, document: &Document, annotations: &mut Annotations) {
        let named = Named::of(document.text.view());
        annotations.keep_cited(named.spans());
        annotations.citations.extend(find(document, named));
        annotations.inner.extend(inner::find(document));
    }
}

/// The titles in marks and the document numbers of a normalised view, each in order.
pub(super) struct Named {
    titles: Vec<Title>,
    numbers: Vec<(Span, DocNumber)>,
}

impl Named {
    pub(super) fn of(view: &str) -> Self {
        Self {
            titles: brackets::find(view),
            numbers: DocNumber::find(view),
        }
    }

    /// Where all of them stand, in order.
    pub(super) fn spans(&self) -> Vec<Span> {
        let titles = self.titles.iter().map(|title| title.outer);
        let numbers = self.numbers.iter().map(|(span, _)| *span);
        let mut spans: Vec<Span> = titles.chain(numbers).collect();
        spans.sort_unstable();
        spans
    }
}

/// A place that names a document, whatever is done with it there.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Title, number and article, in the view.
    pub(crate) span: Span,
    /// The title without its outer marks.
    pub(crate) title: Option<String>,
    /// The number beside the title, or alone.
    pub(crate) number: Option<DocNumber>,
}

/// Every place of a document that names another, in order: [`Citation`] has the first of each.
pub(crate) fn mentions(document: &Document) -> Vec<Mention> {
    let view = document.text.view();
    let Named { titles, numbers } = Named::of(view);
    let found = references(document, view, &titles, numbers);
    found
        .into_iter()
        .map(|reference| Mention {
            span: reference.span,
            title: reference.title.map(|t| title_text(document, t.inner)),
            number: reference.number,
        })
        .collect()
}

/// The most articles of one document that are kept.
const MOST_ARTICLES: usize = 200;

fn find(document: &Document, named: Named) -> Vec<Citation> {
    let view = document.text.view();
    let cues = Cues::get();
    let Named { titles, numbers } = named;
    let references = references(document, view, &titles, numbers);
    if references.is_empty() {
        return Vec::new();
    }
    let sentences = Sentences::new(view, &titles, &references);
    let mut names = Names::new(document);
    let own_title = document.metadata.title.as_deref().map(names::fold);
    let ends_others = own_title.as_deref().is_some_and(|t| cues.ends_others(t));
    let mut found: Vec<(usize, Citation)> = Vec::new();
    let mut told = BTreeSet::new();
    let mut numbers: BTreeMap<usize, DocNumber> = BTreeMap::new();
    let mut short_names: BTreeMap<usize, ShortName> = BTreeMap::new();
    let mut articles: BTreeMap<(usize, CitationRelation), Vec<String>> = BTreeMap::new();
    let mut titles: BTreeMap<usize, String> = BTreeMap::new();
    // What was handed out or filled in once is a form wherever it is named.
    let mut forms: BTreeSet<String> = BTreeSet::new();
    for (index, reference) in references.iter().enumerate() {
        let place = sentences.place(index);
        let printed = reference.title.map(|t| title_text(document, t.inner));
        if let (Some(title), Some(words)) = (reference.title, printed.as_deref()) {
            let number_beside = reference.number.is_some();
            match cues.names_document(words) {
                Some(true) => {}
                Some(false) if !number_beside => continue,
                None if !(number_beside || title.sure && cues.announces_document(place.before)) => {
                    continue;
                }
                _ => {}
            }
            if !number_beside && cues.is_other(place.before, &view[title.outer.end..]) {
                forms.insert(words.to_owned());
            }
            if place.is_short_name
                || !number_beside && (cues.is_bare(words) || forms.contains(words))
            {
                continue;
            }
        }
        let zone = zone(
            document,
            view,
            reference.span,
            own_title.as_deref(),
            ends_others,
        );
        // A title that fills its line in the masthead, in marks, is the text's own.
        let alone = |words: &str| words.trim().is_empty();
        if zone == Zone::Title && alone(place.before) && alone(place.after) {
            continue;
        }
        let relations = cues.relations(zone, place.before, place.after);
        let made = printed
            .as_deref()
            .filter(|_| reference.number.is_none() && cues.made_version(place.after))
            .zip(last_day(place.before));
        let identified = match made {
            Some((title, day)) => Some(names.identify_made(title, day)),
            None => names.identify(printed.as_deref(), reference.number.as_ref()),
        };
        let name = match identified {
            Some(name) => name,
            // 1993年发布的《移民条例》同时废止 in a 移民条例: the text that it replaces.
            None if matches!(zone, Zone::Article | Zone::List | Zone::Body)
                && relations.contains(&CitationRelation::Repeals) =>
            {
                Names::FORMER
            }
            None => continue, // the document itself
        };
        for (short, definition) in place.short_names {
            names.define(short, name);
            short_names.entry(name).or_insert_with(|| ShortName {
                name: short.clone(),
                span: document.text.to_original(*definition),
            });
        }
        if let Some(title) = &printed {
            titles.entry(name).or_insert_with(|| title.clone());
        }
        // The number may come at a later place than the first: a title has none.
        if printed.is_some()
            && let Some(number) = &reference.number
        {
            numbers.entry(name).or_insert_with(|| number.clone());
        }
        for relation in relations {
            let named = articles.entry((name, relation)).or_default();
            for article in &reference.articles {
                if !named.contains(article) && named.len() < MOST_ARTICLES {
                    named.push(article.clone());
                }
            }
            if !told.insert((name, relation)) {
                continue;
            }
            let span = document
                .text
                .to_original(cues.with_words(view, reference.span));
            found.push((
                name,
                Citation {
                    span,
                    title: printed.clone(),
                    number: reference.number.clone(),
                    relation,
                    articles: Vec::new(),
                    short_name: None,
                    target: None,
                },
            ));
        }
    }
    // What has a stronger relation is not given again as a mere mention; the articles named there
    // are not those that this text rests on: 根据《国防法》…。依照《国防法》第九条处罚.
    found.retain(|(name, c)| {
        c.relation != CitationRelation::Cites
            || told
                .range((*name, CitationRelation::Basis)..(*name, CitationRelation::Cites))
                .next()
                .is_none()
    });
    found
        .into_iter()
        .map(|(name, mut citation)| {
            if citation.number.is_none() {
                citation.number = numbers.get(&name).cloned();
            }
            citation.articles = articles
                .remove(&(name, citation.relation))
                .unwrap_or_default();
            citation.short_name = short_names.get(&name).cloned();
            // 《安排》 of （以下简称《安排》） is cited by its whole title.
            if let (Some(title), Some(short)) = (&citation.title, &citation.short_name)
                && *title == short.name
                && let Some(whole) = titles.get(&name)
            {
                citation.title = Some(whole.clone());
            }
            citation
        })
        .collect()
}

/// The last day written in words: 2010年9月17日.
fn last_day(words: &str) -> Option<&str> {
    let (start, end) = (words.rfind('年')?, words.rfind('日')?);
    let year = words[..start]
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .len();
    (year < start && start < end && end - start <= 18).then(|| &words[year..end])
}

/// The part of the document that `span` of the view stands in; `title` is its own, folded, and
/// `ends_others` whether it says that other documents cease.
fn zone(
    document: &Document,
    view: &str,
    span: Span,
    title: Option<&str>,
    ends_others: bool,
) -> Zone {
    let start = document.text.to_original(span).start;
    let place = document.provision_at(start);
    let kind = place
        .and_then(|p| document.provisions.get(p))
        .map(|p| p.kind);
    let names_itself = || title.is_some_and(|t| t.contains(&names::fold(span.slice(view))));
    match kind {
        Some(ProvisionKind::Masthead) if names_itself() => Zone::Title,
        Some(ProvisionKind::Masthead | ProvisionKind::Preamble) => Zone::Opening,
        Some(ProvisionKind::Body) => Zone::Opening,
        _ if document.stands_in(start, ProvisionKind::Article) => Zone::Article,
        _ if ends_others => Zone::List,
        _ => Zone::Body,
    }
}

/// A title as printed, on one line.
fn title_text(document: &Document, inner: Span) -> String {
    let text = &document.text;
    // In another script than the document's, names are compared in that of the view.
    let printed = if text.script() == Script::AsIs {
        text.reading(text.to_original(inner))
    } else {
        inner.slice(text.view()).into()
    };
    let mut out = String::with_capacity(printed.len());
    for (number, line) in printed.lines().enumerate() {
        let line = line.trim();
        if number > 0 && line.starts_with(|c: char| c.is_ascii_alphanumeric()) && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests;
