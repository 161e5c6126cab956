//! The analysis record: one JSON object a document, the stable contract of `policy analyze`.

use super::row::failed;
use crate::annotate::{CitationRelation, EventKind, InnerKind, QuantityStatus, on_word_borders};
use crate::corpus::Entry;
use crate::document::{ActKind, Level, Metadata};
use crate::error::Result;
use crate::segment::Segmenter;
use crate::span::Span;
use crate::text::CodePoints;
use crate::time::{Date, ExpressionKind, Length, Relation};
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write;

/// Whether a record repeats the text that its offsets are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordText {
    /// No: the reader has it, as with JSON Lines and plain text.
    #[default]
    Omit,
    /// Yes, under `text`: for pages and Markdown, whose text is extracted.
    Include,
}

/// Writes the analysis record of one document as one line of JSON, ended by a line feed.
///
/// Offsets are Unicode code points into the text as given, half-open.
///
/// # Errors
/// Where the writer fails.
pub fn write_record(entry: &Entry, text: RecordText, mut writer: impl Write) -> Result<()> {
    serde_json::to_writer(&mut writer, &Record::of(entry, text)).map_err(failed)?;
    writer.write_all(b"\n").map_err(failed)
}

#[derive(Serialize)]
struct Record<'e> {
    id: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'e str>,
    meta: Meta<'e>,
    provisions: Vec<Provision<'e>>,
    carried: Vec<CarriedRow<'e>>,
    codes: Vec<Code<'e>>,
    dates: Vec<DateRow<'e>>,
    citations: Vec<CitationRow<'e>>,
    inner: Vec<InnerRow<'e>>,
    quantities: Vec<QuantityRow<'e>>,
    events: Vec<EventRow>,
    diagnostics: Vec<DiagnosticRow<'e>>,
    versions: Versions,
}

#[derive(Serialize)]
struct Meta<'e> {
    title: Option<&'e str>,
    doc_number: Option<String>,
    issuers: &'e [String],
    issued: Option<String>,
    published: Option<String>,
    genre: Option<&'e str>,
    level: Option<Level>,
    region: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jurisdiction: Option<&'e str>,
    // What few documents have is left out where it is not there.
    #[serde(skip_serializing_if = "is_empty")]
    addressees: &'e [String],
    #[serde(skip_serializing_if = "is_empty")]
    notes: &'e [String],
    #[serde(skip_serializing_if = "is_empty")]
    copied_to: &'e [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    printed: Option<PrintedRow<'e>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_number: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secrecy: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    urgency: Option<&'e str>,
    #[serde(skip_serializing_if = "is_empty")]
    signers: &'e [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    history: Vec<ActRow<'e>>,
}

fn is_empty(list: &[String]) -> bool {
    list.is_empty()
}

#[derive(Serialize)]
struct PrintedRow<'e> {
    organ: Option<&'e str>,
    date: String,
}

/// An act of the version history.
#[derive(Serialize)]
struct ActRow<'e> {
    kind: ActKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<ActKind>,
    date: String,
    organs: &'e [String],
    doc_number: Option<String>,
    decision: Option<&'e str>,
    ordinal: Option<u32>,
    #[serde(flatten)]
    at: At,
}

/// A span at the border, in code points.
#[derive(Serialize)]
struct At {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Provision<'e> {
    path: &'e str,
    label: Option<&'e str>,
    level: u8,
    #[serde(flatten)]
    at: At,
    heading: Option<Cow<'e, str>>,
}

/// A document inside the document; what its own masthead does not say is null.
#[derive(Serialize)]
struct CarriedRow<'e> {
    provision: usize,
    #[serde(flatten)]
    meta: Meta<'e>,
}

#[derive(Serialize)]
struct Code<'e> {
    codebook: &'e str,
    version: &'e str,
    code: &'e str,
    provision: Option<usize>,
    #[serde(flatten)]
    at: At,
    score: f64,
    evidence: Vec<EvidenceRow<'e>>,
}

#[derive(Serialize)]
struct EvidenceRow<'e> {
    #[serde(flatten)]
    at: At,
    rule: &'e str,
    on_word_borders: bool,
}

/// `begin` and `until` are the days that the span names; `relation` says how its surroundings bound
/// them, and `edtf` what is meant by both: 自2012年9月1日起 is 2012-09-01 to 2012-09-02, since,
/// 2012-09-01/...
#[derive(Serialize)]
struct DateRow<'e> {
    #[serde(flatten)]
    at: At,
    kind: ExpressionKind,
    edtf: Option<&'e str>,
    begin: Option<String>,
    until: Option<String>,
    duration: Option<&'e str>,
    /// Where the words say more than an ISO duration can: 三年以上, 5至8年, 15个工作日.
    #[serde(skip_serializing_if = "Option::is_none")]
    length: Option<Length>,
    relation: Option<Relation>,
}

#[derive(Serialize)]
struct CitationRow<'e> {
    #[serde(flatten)]
    at: At,
    title: Option<&'e str>,
    doc_number: Option<String>,
    relation: CitationRelation,
    target: Option<&'e str>,
    #[serde(skip_serializing_if = "is_empty")]
    articles: &'e [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    short_name: Option<ShortNameRow<'e>>,
}

/// A name that the text defines for a cited document, with the words that define it.
#[derive(Serialize)]
struct ShortNameRow<'e> {
    name: &'e str,
    #[serde(flatten)]
    at: At,
}

/// A reference of the text to itself.
#[derive(Serialize)]
struct InnerRow<'e> {
    #[serde(flatten)]
    at: At,
    kind: InnerKind,
    #[serde(skip_serializing_if = "is_empty")]
    articles: &'e [String],
    provision: Option<usize>,
}

#[derive(Serialize)]
struct QuantityRow<'e> {
    #[serde(flatten)]
    at: At,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    upper: Option<f64>,
    unit: Option<&'e str>,
    relation: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bound: Option<&'e str>,
    of: Option<&'e str>,
    group: Option<&'e str>,
    when: Option<&'e str>,
    status: Option<QuantityStatus>,
}

#[derive(Serialize)]
struct EventRow {
    kind: EventKind,
    begin: Option<String>,
    until: Option<String>,
    #[serde(flatten)]
    at: At,
    provision: Option<usize>,
}

#[derive(Serialize)]
struct DiagnosticRow<'e> {
    code: &'e str,
    start: Option<usize>,
    end: Option<usize>,
    message: &'e str,
    hint: Option<&'e str>,
}

/// What made the record: equal versions make equal records.
#[derive(Serialize)]
struct Versions {
    zhengce: &'static str,
    segmenter: String,
}

impl<'e> Meta<'e> {
    /// `at` gives a span in code points.
    fn of(meta: &'e Metadata, at: impl Fn(Span) -> At) -> Self {
        Self {
            title: meta.title.as_deref(),
            doc_number: meta.doc_number.as_ref().map(ToString::to_string),
            issuers: &meta.issuers,
            issued: meta.issued.map(|d| d.to_string()),
            published: meta.published.map(|d| d.to_string()),
            genre: meta.genre.as_deref(),
            level: meta.level,
            region: meta.region.as_deref(),
            jurisdiction: meta.jurisdiction.as_deref(),
            addressees: &meta.addressees,
            notes: &meta.notes,
            copied_to: &meta.copied_to,
            printed: meta.printed.as_ref().map(|p| PrintedRow {
                organ: p.organ.as_deref(),
                date: p.date.to_string(),
            }),
            copy_number: meta.copy_number.as_deref(),
            secrecy: meta.secrecy.as_deref(),
            urgency: meta.urgency.as_deref(),
            signers: &meta.signers,
            history: meta
                .history
                .iter()
                .map(|act| ActRow {
                    kind: act.kind,
                    step: act.step,
                    date: act.date.to_string(),
                    organs: &act.organs,
                    doc_number: act.number.as_ref().map(ToString::to_string),
                    decision: act.decision.as_deref(),
                    ordinal: act.ordinal,
                    at: at(act.span),
                })
                .collect(),
        }
    }
}

impl<'e> Record<'e> {
    fn of(entry: &'e Entry, text: RecordText) -> Self {
        let document = &entry.document;
        let points = CodePoints::new(document.text.original());
        let segmenter = Segmenter::builtin();
        let at = |span: Span| {
            let (start, end) = points.span(span);
            At { start, end }
        };
        let day = |day: Option<Date>| day.map(|d| d.to_string());
        let found = &entry.annotations;
        Self {
            id: &document.id,
            text: (text == RecordText::Include).then(|| document.text.original()),
            meta: Meta::of(&document.metadata, at),
            provisions: document
                .provisions
                .iter()
                .map(|p| Provision {
                    path: &p.path,
                    label: p.label.as_deref(),
                    level: p.level,
                    at: at(p.span),
                    heading: p.heading.map(|h| document.reading(h)),
                })
                .collect(),
            carried: document
                .carried
                .iter()
                .map(|c| CarriedRow {
                    provision: c.provision,
                    meta: Meta::of(&c.metadata, at),
                })
                .collect(),
            codes: found
                .codes
                .iter()
                .zip(on_word_borders(document, &found.codes, &segmenter))
                .map(|(c, whole)| Code {
                    codebook: &c.codebook,
                    version: &c.version,
                    code: &c.code,
                    provision: c.provision,
                    at: at(c.span),
                    // Three decimals: the strength of rules is not known more finely.
                    score: (c.score * 1000.0).round() / 1000.0,
                    evidence: c
                        .evidence
                        .iter()
                        .zip(whole)
                        .map(|(e, whole)| EvidenceRow {
                            at: at(e.span),
                            rule: &e.rule,
                            on_word_borders: whole,
                        })
                        .collect(),
                })
                .collect(),
            dates: found
                .dates
                .iter()
                .map(|d| DateRow {
                    at: at(d.span),
                    kind: d.expression.kind,
                    edtf: d.expression.edtf.as_deref(),
                    begin: day(d.expression.named.begin),
                    until: day(d.expression.named.until),
                    duration: d.expression.duration.as_deref(),
                    length: d.expression.length.filter(|l| l.is_more_than_iso()),
                    relation: d.expression.relation,
                })
                .collect(),
            citations: found
                .citations
                .iter()
                .map(|c| CitationRow {
                    at: at(c.span),
                    title: c.title.as_deref(),
                    doc_number: c.number.as_ref().map(ToString::to_string),
                    relation: c.relation,
                    target: c.target.as_deref(),
                    articles: &c.articles,
                    short_name: c.short_name.as_ref().map(|s| ShortNameRow {
                        name: &s.name,
                        at: at(s.span),
                    }),
                })
                .collect(),
            inner: found
                .inner
                .iter()
                .map(|r| InnerRow {
                    at: at(r.span),
                    kind: r.kind,
                    articles: &r.articles,
                    provision: r.provision,
                })
                .collect(),
            quantities: found
                .quantities
                .iter()
                .map(|q| QuantityRow {
                    at: at(q.span),
                    value: q.value,
                    upper: q.upper,
                    unit: q.unit.as_deref(),
                    relation: q.relation.as_deref(),
                    bound: q.bound.as_deref(),
                    of: q.of.as_deref(),
                    group: q.group.as_deref(),
                    when: q.when.as_deref(),
                    status: q.status,
                })
                .collect(),
            events: found
                .events
                .iter()
                .map(|e| EventRow {
                    kind: e.kind,
                    begin: day(e.when.begin),
                    until: day(e.when.until),
                    at: at(e.span),
                    provision: e.provision,
                })
                .collect(),
            diagnostics: entry
                .diagnostics
                .iter()
                .chain(&found.diagnostics)
                .map(|d| {
                    let span = d.span.map(&at);
                    DiagnosticRow {
                        code: d.code,
                        start: span.as_ref().map(|s| s.start),
                        end: span.as_ref().map(|s| s.end),
                        message: &d.message,
                        hint: d.hint.as_deref(),
                    }
                })
                .collect(),
            versions: Versions {
                zhengce: env!("CARGO_PKG_VERSION"),
                segmenter: segmenter.version().to_owned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Analyzer;
    use crate::read::RawDocument;

    #[test]
    fn a_date_is_what_its_span_names() {
        let text = "自2012年9月1日起，2013学年起执行，2015年底前完成；改革开放以来，去年以来。";
        let mut raw = RawDocument::new("a", text);
        raw.given.reference_date = Date::new(2012, 6, 15);
        let entry = Analyzer::builtin().analyze(raw);
        let mut line = Vec::new();
        write_record(&entry, RecordText::Omit, &mut line).unwrap();
        let record: serde_json::Value = serde_json::from_slice(&line).unwrap();
        let found: Vec<String> = record["dates"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| {
                let field = |name: &str| d[name].as_str().unwrap_or("-").to_owned();
                ["begin", "until", "relation", "edtf"].map(field).join(" ")
            })
            .collect();
        assert_eq!(
            found,
            [
                "2012-09-01 2012-09-02 since 2012-09-01/..",
                "2013-09-01 2014-09-01 since 2013-09/..",
                "2015-12-01 2016-01-01 before ../2015-12",
                "1978-12-18 - since 1978-12-18/..",
                "2011-01-01 2012-01-01 since 2011/..",
            ]
        );
    }
}
