//! [`Document`]: one policy document with its metadata and its provisions.
//!
//! This module knows nothing of words, codes or files: it is the value that parsing makes and
//! everything later reads.

mod agency;
mod metadata;
mod number;
mod provision;

pub use agency::{Agencies, Agency};
pub use metadata::{Given, Level, Metadata, Provenance, Source, StatedRelation};
pub use number::DocNumber;
pub use provision::{Provision, ProvisionKind};

use crate::span::Span;
use crate::text::Text;
use crate::time::Date;

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
            reference_date: None,
            provenance: Provenance::default(),
        }
    }

    /// The words at a byte span of the original text.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        self.text.quote(span)
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

    /// The place of a provision as researchers cite it: 第三条第二款第（一）项 in a law (without
    /// its chapter), 二（三）1 in a plan, 附件1第一条 in an attachment.
    ///
    /// Empty where there is no such provision.
    #[must_use]
    pub fn address(&self, index: usize) -> String {
        let mut chain = Vec::new();
        let mut at = self.provisions.get(index);
        while let Some(provision) = at {
            chain.push(provision);
            // A parent stands before its children; anything else would not end.
            at = provision
                .parent
                .filter(|p| chain.len() <= self.provisions.len() && *p < index)
                .and_then(|p| self.provisions.get(p));
        }
        let mut out = String::new();
        for (above, provision) in chain.iter().enumerate().rev() {
            let own = provision.path.rsplit('/').next().unwrap_or_default();
            // Which of several attachments without a number is meant must stay clear.
            let own = match provision.kind {
                ProvisionKind::Attachment => own,
                _ => own.split('#').next().unwrap_or_default(),
            };
            match provision.kind {
                ProvisionKind::Part | ProvisionKind::Chapter | ProvisionKind::Section
                    if above > 0 => {}
                ProvisionKind::Item => {
                    let parent = provision.parent;
                    let article = parent.and_then(|p| self.provisions.get(p));
                    let direct = article.is_some_and(|p| p.kind == ProvisionKind::Article);
                    // The first 款 has no provision of its own; it is named where there are more.
                    let several = direct
                        && self.provisions[parent.unwrap_or_default()..]
                            .iter()
                            .take(1000)
                            .take_while(|p| {
                                p.kind != ProvisionKind::Article
                                    || std::ptr::eq(*p, article.unwrap_or(p))
                            })
                            .any(|p| p.kind == ProvisionKind::Paragraph);
                    if several {
                        out.push_str("第一款");
                    }
                    out.push_str(&format!("第{own}项"));
                }
                ProvisionKind::Subitem => out.push_str(&format!("第{own}目")),
                // 1.2.1 says all that is above it.
                ProvisionKind::Heading
                    if above > 0
                        && chain[above - 1].label.as_deref().is_some_and(|inner| {
                            inner.starts_with(own) && inner[own.len()..].starts_with('.')
                        }) => {}
                _ => {
                    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                    // 附件1 and item 1 would run into one number.
                    if (digit(out.chars().next_back()) || out == "附件")
                        && digit(own.chars().next())
                    {
                        out.push(' ');
                    }
                    out.push_str(own);
                }
            }
        }
        out
    }

    /// The paragraphs: every non-blank line, trimmed, with the index of its provision.
    ///
    /// Spans are bytes of the original text, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        self.provisions.iter().enumerate().flat_map(|(index, p)| {
            let mut at = p.span.start;
            self.quote(p.span)
                .split_inclusive('\n')
                .filter_map(move |line| {
                    let start = at;
                    at += line.len();
                    let body = line.trim_start();
                    let lead = line.len() - body.len();
                    let body = body.trim_end();
                    (!body.is_empty())
                        .then(|| (index, Span::new(start + lead, start + lead + body.len())))
                })
        })
    }
}
