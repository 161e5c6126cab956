//! The citations layer.

mod article;
mod brackets;
mod cues;
mod inner;
mod names;
mod sentence;

use super::{Annotations, Annotator, Layer};
use crate::document::{DocNumber, Document, NumberKey, ProvisionKind};
use crate::span::Span;
use crate::text::Script;
use article::Articles;
use brackets::Title;
use cues::{Cues, Zone};
use names::Names;
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
    /// The articles of it that are named with this relation, at whatever place: 第三条第二款.
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
        annotations.citations.extend(find(document));
        annotations.inner.extend(inner::find(document));
    }
}

/// Cited titles and document numbers of a normalised view, in order: words in which dates say
/// nothing about the text itself.
pub(crate) fn cited_spans(view: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = brackets::find(view)
        .into_iter()
        .map(|t| t.outer)
        .chain(DocNumber::find(view).into_iter().map(|(span, _)| span))
        .collect();
    spans.sort_unstable();
    spans
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
    let titles = brackets::find(view);
    let found = references(document, view, &titles, DocNumber::find(view));
    found
        .into_iter()
        .map(|reference| Mention {
            span: reference.span,
            title: reference.title.map(|t| title_text(document, t.inner)),
            number: reference.number,
        })
        .collect()
}

/// A reference before its sentence is read.
#[derive(Clone, Debug)]
struct Reference {
    /// Title, number and article, in the view.
    span: Span,
    title: Option<Title>,
    number: Option<DocNumber>,
    articles: Vec<String>,
}

/// The most articles of one document that are kept.
const MOST_ARTICLES: usize = 200;

fn find(document: &Document) -> Vec<Citation> {
    let view = document.text.view();
    let cues = Cues::get();
    let titles = brackets::find(view);
    let numbers = DocNumber::find(view);
    let references = references(document, view, &titles, numbers);
    if references.is_empty() {
        return Vec::new();
    }
    let sentences = Sentences::new(view, &titles, &references);
    let mut names = Names::new(document);
    let own_title = document.metadata.title.as_deref().map(names::fold);
    let mut found: Vec<(usize, Citation)> = Vec::new();
    let mut told = BTreeSet::new();
    let mut numbers: BTreeMap<usize, DocNumber> = BTreeMap::new();
    let mut short_names: BTreeMap<usize, ShortName> = BTreeMap::new();
    let mut articles: BTreeMap<(usize, CitationRelation), Vec<String>> = BTreeMap::new();
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
            if place.is_short_name || (cues.is_bare(words) && !number_beside) {
                continue;
            }
        }
        let zone = zone(document, view, reference.span, own_title.as_deref());
        let relations = cues.relations(zone, place.before, place.after);
        let name = match names.identify(printed.as_deref(), reference.number.as_ref()) {
            Some(name) => name,
            // 1993年发布的《移民条例》同时废止 in a 移民条例: the text that it replaces.
            None if zone == Zone::Body && relations.contains(&CitationRelation::Repeals) => {
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
    // What has a stronger relation is not given again as a mere mention.
    found.retain(|(name, c)| {
        c.relation != CitationRelation::Cites
            || !told
                .range((*name, CitationRelation::Basis)..(*name, CitationRelation::Cites))
                .any(|_| true)
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
            citation
        })
        .collect()
}

/// The titles and numbers of the text in order, a number joined to the title it belongs to.
fn references(
    document: &Document,
    view: &str,
    titles: &[Title],
    numbers: Vec<(Span, DocNumber)>,
) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::with_capacity(titles.len() + numbers.len());
    let mut carried = BTreeSet::new();
    for c in &document.carried {
        if let Some(own) = &c.metadata.doc_number {
            let all = std::iter::once(own).chain(&own.joint);
            carried.extend(all.map(|n| (c.provision, n.key())));
        }
    }
    let mut titles = titles.iter().peekable();
    let mut numbers = numbers.into_iter().peekable();
    loop {
        let title_first = match (titles.peek(), numbers.peek()) {
            (Some(t), Some((n, _))) => t.outer.start <= n.start,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => break,
        };
        if title_first {
            let Some(&title) = titles.next() else { break };
            while numbers
                .next_if(|(n, _)| n.start < title.outer.end)
                .is_some()
            {} // numbers inside a title are the title's
            if out
                .last()
                .is_some_and(|last| last.span.end > title.outer.start)
            {
                continue; // the brackets of a number: 国发〈2011〉1号
            }
            let mut reference = Reference {
                span: title.outer,
                title: Some(title),
                number: None,
                articles: Vec::new(),
            };
            // 国发〔2012〕48号《意见》: the number before it.
            if let Some(last) = out.pop_if(|last| {
                last.title.is_none() && stands_before(view, last.span.end, title.outer.start)
            }) {
                reference.span.start = last.span.start;
                reference.number = last.number;
            }
            out.push(reference);
            continue;
        }
        let Some((span, number)) = numbers.next() else {
            break;
        };
        if out.last().is_some_and(|last| last.span.end > span.start) {
            continue;
        }
        // A number in brackets right behind a title is that title's, whatever the masthead has.
        let beside = out.last().and_then(|last| last.title).is_some_and(|t| {
            let gap = Span::new(t.outer.end, span.start).slice(view);
            gap.trim_start().starts_with('（') && gap.chars().count() <= 3
        });
        if !beside && is_own(document, view, span, &number, &carried) {
            continue;
        }
        if !join(view, &mut out, span, &number) {
            out.push(Reference {
                span,
                title: None,
                number: Some(number),
                articles: Vec::new(),
            });
        }
    }
    for (index, next) in (1..=out.len()).enumerate() {
        let limit = out.get(next).map_or(view.len(), |r| r.span.start);
        let end = out[index].span.end;
        let open = out[index].span.slice(view).rfind(['（', '）']);
        let open = open.is_some_and(|at| out[index].span.slice(view)[at..].starts_with('（'));
        let behind = articles_behind(Span::new(end, limit).slice(view), open);
        out[index].span.end = end + behind.length;
        out[index].articles = behind.paths;
    }
    out
}

/// Gives a number in brackets to the title before it: `《意见》（国发〔2012〕48号）`, and the
/// numbers of one bracket to the titles of one row in turn.
fn join(view: &str, out: &mut [Reference], span: Span, number: &DocNumber) -> bool {
    let Some(last) = out.last() else {
        return false;
    };
    let Some(last_title) = last.title else {
        return false;
    };
    let gap = Span::new(last_title.outer.end, span.start).slice(view);
    let Some(open) = gap.find('（').filter(|at| gap[..*at].trim().is_empty()) else {
        return gap.trim().is_empty() && last.number.is_none() && set_number(out, span, number);
    };
    let inside = &gap[open + '（'.len_utf8()..];
    if inside.contains(['）', '。', '\n']) && !inside.ends_with(['、', '，', '和']) {
        return false;
    }
    if inside.len() > 120 {
        return false;
    }
    if last.number.is_none() {
        return set_number(out, span, number);
    }
    // A second number in one bracket: the row of titles takes them in order.
    let mut first = out.len() - 1;
    while first > 0
        && out[first - 1].title.is_some()
        && out[first - 1].number.is_none()
        && row_gap(
            Span::new(
                out[first - 1].span.end,
                out[first].title.map_or(0, |t| t.outer.start),
            )
            .slice(view),
        )
    {
        first -= 1;
    }
    if first == out.len() - 1 {
        return true; // two numbers of one document: the first stands
    }
    let width = out.len() - first;
    for at in first..first + width - 1 {
        if out[at].number.is_none() {
            out[at].number = out[at + 1].number.take();
        }
    }
    set_number(out, span, number)
}

fn set_number(out: &mut [Reference], span: Span, number: &DocNumber) -> bool {
    if let Some(last) = out.last_mut() {
        last.number = Some(number.clone());
        last.span = last.span.cover(span);
    }
    true
}

/// Whether two titles stand in one row.
fn row_gap(gap: &str) -> bool {
    gap.chars()
        .all(|c| matches!(c, '、' | '，' | '和' | '与' | '及' | '以' | ' '))
}

/// Whether a number that ends at `end` belongs to the title that starts at `start`.
fn stands_before(view: &str, end: usize, start: usize) -> bool {
    let gap = Span::new(end, start).slice(view);
    matches!(
        gap.trim(),
        "" | "文件"
            | "文"
            | "文件精神"
            | "印发的"
            | "文件印发的"
            | "号文件"
            | "发布的"
            | "公布的"
            | "颁布的"
    ) && !gap.contains('\n')
}

/// The articles in `）第三条第二款` behind a reference, whose bracket may be `open`.
fn articles_behind(rest: &str, open: bool) -> Articles {
    let mut at = 0;
    if rest.starts_with('）') && open {
        at += '）'.len_utf8();
    }
    let closed = at;
    if let Some(joint) = rest[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '中' | '的'))
    {
        at += joint.len_utf8();
    }
    let mut found = article::read(&rest[at..]);
    found.length = if found.paths.is_empty() {
        closed
    } else {
        at + found.length
    };
    found
}

/// Whether a number is the document's own: in its masthead, or the same as its own.
///
/// `carried` holds the numbers of the carried documents with their provisions.
fn is_own(
    document: &Document,
    view: &str,
    span: Span,
    number: &DocNumber,
    carried: &BTreeSet<(usize, NumberKey)>,
) -> bool {
    if document
        .metadata
        .doc_number
        .as_ref()
        .is_some_and(|own| own.to_string() == number.to_string() || own.raw.contains(&number.raw))
    {
        return true;
    }
    let original = document.text.to_original(span);
    let place = document.provision_at(original.start);
    // A carried document bears its own number over its own text.
    let of_carried = place.is_some_and(|place| {
        std::iter::once(number)
            .chain(&number.joint)
            .any(|n| carried.contains(&(place, n.key())))
    });
    if of_carried {
        return true;
    }
    let in_masthead = place
        .and_then(|p| document.provisions.get(p))
        .is_some_and(|p| matches!(p.kind, ProvisionKind::Masthead | ProvisionKind::Signature));
    in_masthead || alone_on_line(view, span)
}

/// Whether a number fills its line: `（沪府办发〔2012〕40号）`.
fn alone_on_line(view: &str, span: Span) -> bool {
    let edge = |c: char| c.is_whitespace() || matches!(c, '（' | '）' | '〔' | '〕' | '(' | ')');
    let before = view[..span.start].trim_end_matches(|c: char| edge(c) && c != '\n');
    let after = view[span.end..].trim_start_matches(|c: char| edge(c) && c != '\n');
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
}

/// The part of the document that `span` of the view stands in; `title` is its own, folded.
fn zone(document: &Document, view: &str, span: Span, title: Option<&str>) -> Zone {
    let start = document.text.to_original(span).start;
    let kind = document
        .provision_at(start)
        .and_then(|p| document.provisions.get(p))
        .map(|p| p.kind);
    let names_itself = || title.is_some_and(|t| t.contains(&names::fold(span.slice(view))));
    match kind {
        Some(ProvisionKind::Masthead) if names_itself() => Zone::Title,
        Some(ProvisionKind::Masthead | ProvisionKind::Preamble) => Zone::Opening,
        Some(ProvisionKind::Body) => Zone::Opening,
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
