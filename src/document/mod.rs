//! [`Document`]: one policy document with its metadata and its provisions.
//!
//! This module knows nothing of words, codes or files: it is the value that parsing makes and
//! everything later reads.

mod agency;
mod carried;
mod history;
mod metadata;
mod number;
mod provision;

pub use agency::{Agencies, Agency};
pub use carried::Carried;
pub use history::{Act, ActKind};
pub use metadata::{Given, HOME, Level, Metadata, Printed, Provenance, Source, StatedRelation};
pub use number::DocNumber;
pub(crate) use number::NumberKey;
pub use provision::{Provision, ProvisionKind};

use crate::span::Span;
use crate::text::Text;
use crate::time::Date;
use std::borrow::Cow;

/// One document: its text, what is known of it, and its outline.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Document {
    /// Unique in its corpus.
    pub id: String,
    /// The text as given, with its normalised view.
    pub text: Text,
    /// Title, number, issuers, date and the rest of the masthead.
    pub metadata: Metadata,
    /// The outline in text order. The spans of all provisions, joined, are the whole text.
    pub provisions: Vec<Provision>,
    /// The documents inside this one, in text order: what it forwards, issues or promulgates.
    pub carried: Vec<Carried>,
    /// The day that fixes 今年 and the like, where one was given with the document.
    pub reference_date: Option<Date>,
    /// Where text and facts come from.
    pub provenance: Provenance,
}

impl Document {
    /// A document of these parts.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        text: Text,
        metadata: Metadata,
        provisions: Vec<Provision>,
    ) -> Self {
        Self {
            id: id.into(),
            text,
            metadata,
            provisions,
            carried: Vec::new(),
            reference_date: None,
            provenance: Provenance::default(),
        }
    }

    /// The words at a byte span of the original text.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        self.text.quote(span)
    }

    /// The words at a byte span of the original text, without what repairs took out: a quote of a
    /// PDF reads without its line ends and page numbers.
    #[must_use]
    pub fn reading(&self, span: Span) -> Cow<'_, str> {
        self.text.reading(span)
    }

    /// The day the text speaks from: the given reference date, else the first day of its own date.
    #[must_use]
    pub fn speaks_from(&self) -> Option<Date> {
        self.reference_date
            .or_else(|| self.metadata.issued.and_then(|d| d.first_day()))
    }

    /// The index of the provision that holds byte `at` of the original text.
    #[must_use]
    pub fn provision_at(&self, at: usize) -> Option<usize> {
        let after = self.provisions.partition_point(|p| p.span.start <= at);
        // An empty provision shares its start with the next; take the last that holds the byte.
        self.provisions[..after]
            .iter()
            .rposition(|p| at < p.span.end)
    }

    /// Whether byte `at` of the original text stands in a provision of this kind, at whatever depth.
    pub(crate) fn stands_in(&self, at: usize, kind: ProvisionKind) -> bool {
        let place = self.provision_at(at);
        let mut above = place.into_iter().flat_map(|place| self.lineage(place));
        above.any(|provision| provision.kind == kind)
    }

    /// A provision and those it stands in, from the inside out; none where there is no such provision.
    pub(crate) fn lineage(&self, index: usize) -> impl Iterator<Item = &Provision> {
        let mut place = Some(index);
        std::iter::from_fn(move || {
            let provision = self.provisions.get(place?)?;
            // A parent stands before its children; anything else would not end.
            place = provision.parent.filter(|parent| Some(*parent) < place);
            Some(provision)
        })
    }

    /// The place of a provision as researchers cite it: 第三条第二款第（一）项 in a law (without
    /// its chapter), 二（三）1 in a plan, 第一章一 in a plan with chapters, 附件1 第一条 in an
    /// attachment.
    ///
    /// A marker that comes again at its place keeps its count: 第四条#2. Empty where there is no
    /// such provision.
    #[must_use]
    pub fn address(&self, index: usize) -> String {
        let chain: Vec<&Provision> = self.lineage(index).collect();
        // Articles run on through the chapters; other markers begin again in each.
        let in_article = chain.iter().any(|p| p.kind == ProvisionKind::Article);
        let mut attached = false;
        let mut out = String::new();
        for (above, provision) in chain.iter().enumerate().rev() {
            let last = provision.path.rsplit('/').next().unwrap_or_default();
            let (own, again) = last.split_at(last.find('#').unwrap_or(last.len()));
            let marker = match provision.kind {
                ProvisionKind::Part | ProvisionKind::Chapter | ProvisionKind::Section
                    if in_article =>
                {
                    continue;
                }
                // 1.2.1 says all that is above it.
                ProvisionKind::Heading
                    if again.is_empty()
                        && above > 0
                        && chain[above - 1].label.as_deref().is_some_and(|inner| {
                            inner.starts_with(own) && inner[own.len()..].starts_with('.')
                        }) =>
                {
                    continue;
                }
                ProvisionKind::Item if self.is_in_first_of_paragraphs(provision) => {
                    format!("第一款第{own}项{again}")
                }
                ProvisionKind::Item => format!("第{own}项{again}"),
                ProvisionKind::Subitem => format!("第{own}目{again}"),
                _ => last.to_owned(),
            };
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            // 附件1 and item 1 would run into one number.
            if attached || digit(out.chars().next_back()) && digit(marker.chars().next()) {
                out.push(' ');
            }
            out.push_str(&marker);
            attached = provision.kind == ProvisionKind::Attachment;
        }
        out
    }

    /// Whether an item stands in the first 款 of an article that has more: the first 款 has no
    /// provision of its own, and is named only where there are others.
    fn is_in_first_of_paragraphs(&self, item: &Provision) -> bool {
        let Some(parent) = item.parent else {
            return false;
        };
        let is_article = |p: &Provision| p.kind == ProvisionKind::Article;
        let Some(article) = self.provisions.get(parent).filter(|p| is_article(p)) else {
            return false;
        };
        self.provisions[parent..]
            .iter()
            .take(1000)
            .take_while(|p| !is_article(p) || std::ptr::eq(*p, article))
            .any(|p| p.kind == ProvisionKind::Paragraph)
    }

    /// The paragraphs: every non-blank line of the text's view, trimmed, with the index of its
    /// provision. A paragraph that was printed over several lines is one.
    ///
    /// Spans are bytes of the original text, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        let mut guide = self.text.guide();
        let paragraphs = self.paragraphs_of_view();
        paragraphs.map(move |(provision, shown)| (provision, guide.original_of(shown)))
    }

    /// The same, in bytes of the view.
    pub(crate) fn paragraphs_of_view(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        let view = self.text.view();
        let mut above = self.text.guide();
        let mut provisions = self.provisions.iter().enumerate();
        // The provision, and where in the view what is left of its words begins.
        let (mut index, mut at, mut words) = (0, 0, "");
        std::iter::from_fn(move || {
            loop {
                while words.is_empty() {
                    let (next, provision) = provisions.next()?;
                    let within = above.view_of(provision.span);
                    (index, at, words) = (next, within.start, within.slice(view));
                }
                let end = memchr::memchr(b'\n', words.as_bytes());
                let (line, rest) = words.split_at(end.map_or(words.len(), |end| end + 1));
                (at, words) = (at + line.len(), rest);
                let body = line.trim_start();
                let start = at - body.len();
                let body = body.trim_end();
                if !body.is_empty() {
                    return Some((index, Span::new(start, start + body.len())));
                }
            }
        })
    }
}
