use super::*;
use crate::annotate::{Annotations, Annotator, CitationAnnotator, DateAnnotator, EventAnnotator};
use crate::corpus::{Catalogue, Entry};
use crate::document::{Document, Level, Metadata, Provision, ProvisionKind};
use crate::text::Text;

/// A document whose last line is its signature.
fn entry(id: &str, title: &str, number: Option<&str>, issued: Option<&str>, text: &str) -> Entry {
    let metadata = Metadata {
        title: Some(title.to_owned()),
        doc_number: number.and_then(DocNumber::parse),
        issued: issued.and_then(|d| d.parse().ok()),
        ..Metadata::default()
    };
    let body = text.rfind('\n').unwrap_or(text.len());
    let provisions = vec![
        Provision::new(ProvisionKind::Body, "正文", 0, Span::new(0, body)),
        Provision::new(
            ProvisionKind::Signature,
            "落款",
            0,
            Span::new(body, text.len()),
        ),
    ];
    let document = Document::new(id, Text::new(text), metadata, provisions);
    let mut annotations = Annotations::default();
    DateAnnotator.annotate(&document, &mut annotations);
    CitationAnnotator.annotate(&document, &mut annotations);
    EventAnnotator.annotate(&document, &mut annotations);
    Entry::new(document, annotations, Vec::new())
}

fn corpus() -> Corpus {
    Corpus::from_entries(vec![
        entry(
            "new",
            "某市学籍管理办法",
            None,
            Some("2012-08-10"),
            "根据《中华人民共和国义务教育法》，制定本办法。本办法自2012年9月1日起施行，2001年3月5日市教育局发布的《某市学籍管理暂行办法》同时废止。\n2012年8月10日",
        ),
        entry(
            "old",
            "某市学籍管理暂行办法",
            None,
            Some("2001-03-05"),
            "学籍管理。\n2001年3月5日",
        ),
        entry("law", "义务教育法", None, Some("2006"), "义务教育。"),
        entry(
            "plan",
            "某市教育局关于印发《学校建设计划（2011—2015年）》的通知",
            Some("沪教委基〔2011〕3号"),
            Some("2011-02"),
            "到2015年，全市学校达到标准。",
        ),
        entry(
            "report",
            "学校建设情况",
            None,
            None,
            "按照《学校建设计划》和沪教委基〔2011〕3号文件要求，完成建设。",
        ),
    ])
}

#[test]
fn entries_stand_in_order_with_evidence() {
    let timeline = Timeline::of(&corpus());
    let lines: Vec<_> = timeline
        .entries()
        .iter()
        .map(|e| {
            format!(
                "{} {:?} {} {}",
                e.date.map(|d| d.to_string()).unwrap_or_default(),
                e.kind,
                e.document,
                e.witnesses.len()
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "2001-03-05 Issued old 2",
            "2006 Issued law 0",
            "2011-02 Issued plan 0",
            "2012-08-10 Issued new 1",
            "2012-09-01 Effective new 1",
            "2012-09-01 Repealed new 1",
        ]
    );
    let repealed = &timeline.entries()[5];
    assert_eq!(repealed.related[0].target.as_deref(), Some("old"));
    let issued = &timeline.entries()[3];
    assert_eq!(issued.related[0].relation, CitationRelation::Basis);
    assert_eq!(issued.related[0].target.as_deref(), Some("law"));
    assert_eq!(timeline.entries()[1].dated_by, DatedBy::Metadata);
}

#[test]
fn titles_and_numbers_find_their_documents() {
    let corpus = corpus();
    let report = corpus.get("report").unwrap();
    let targets: Vec<_> = report
        .annotations
        .citations
        .iter()
        .map(|c| c.target.as_deref())
        .collect();
    assert_eq!(targets, [Some("plan"), Some("plan")]);
}

#[test]
fn options_add_targets_and_bound_the_time() {
    let corpus = corpus();
    let mut options = TimelineOptions {
        prescribed: true,
        ..TimelineOptions::default()
    };
    options.filter.documents = vec!["plan".to_owned()];
    let all = Timeline::with(&corpus, &options);
    assert!(
        all.entries().iter().any(|e| e.kind == EventKind::Target
            && e.date.map(|d| d.to_string()).as_deref() == Some("2015"))
    );
    options.filter.to = "2011".parse().ok();
    let bounded = Timeline::with(&corpus, &options);
    assert_eq!(bounded.entries().len(), 1);
}

#[test]
fn what_is_carried_out_below_and_how_soon() {
    let at = |level: Level, mut entry: Entry| {
        entry.document.metadata.level = Some(level);
        entry
    };
    let corpus = Corpus::from_entries(vec![
        at(
            Level::National,
            entry(
                "state",
                "国务院关于均衡发展的意见",
                Some("国发〔2012〕48号"),
                Some("2012-09-05"),
                "均衡发展。\n2012年9月5日",
            ),
        ),
        at(
            Level::Municipal,
            entry(
                "city",
                "某市关于均衡发展的实施意见",
                None,
                Some("2012-10-05"),
                "为贯彻落实《国务院关于均衡发展的意见》（国发〔2012〕48号），提出如下意见。\n2012年10月5日",
            ),
        ),
        at(
            Level::District,
            entry(
                "district",
                "某区均衡发展方案",
                None,
                Some("2013"),
                "根据《某市关于均衡发展的实施意见》、《某省教育督导办法》，制定本方案。\n2013年",
            ),
        ),
        at(
            Level::National,
            entry(
                "law",
                "均衡发展条例",
                None,
                Some("2014-01-01"),
                "根据《某区均衡发展方案》，制定本条例。\n2014年1月1日",
            ),
        ),
    ]);
    let known = Catalogue::from_text("id,title,issued\nP,某省教育督导办法,2012-12-31\n").unwrap();
    let diffusion = Diffusion::of(&corpus, &known, &Filter::default());
    let steps: Vec<_> = diffusion
        .steps()
        .iter()
        .map(|s| {
            (
                s.upper.as_deref().unwrap(),
                s.lower.as_str(),
                s.relation,
                s.delay,
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            (
                "state",
                "city",
                CitationRelation::Implements,
                Some((30, 30))
            ),
            ("city", "district", CitationRelation::Basis, Some((88, 452))),
            ("P", "district", CitationRelation::Basis, Some((1, 365))),
        ]
    );
}

#[test]
fn a_chain_has_editions_replacements_and_what_ends_it() {
    let corpus = Corpus::from_entries(vec![
        entry(
            "a",
            "某市学籍管理暂行办法",
            None,
            Some("2001-03-05"),
            "学籍。\n2001年3月5日",
        ),
        entry(
            "b",
            "某市学籍管理办法",
            None,
            Some("2012-08-10"),
            "本办法自2012年9月1日起施行，《某市学籍管理暂行办法》同时废止。\n2012年8月10日",
        ),
        entry(
            "x",
            "某市2011年招生意见",
            None,
            Some("2011-03-05"),
            "招生。\n2011年3月5日",
        ),
        entry(
            "y",
            "某市2012年招生意见",
            None,
            Some("2012-03-05"),
            "招生。\n2012年3月5日",
        ),
    ]);
    let lives = Lifecycle::of(&corpus);
    let chain = |id: &str| -> Vec<(String, Vec<(LinkKind, String)>)> {
        let chain = Chain::of(&corpus, &lives, id).unwrap();
        let links = chain.links().iter();
        links.map(|l| (l.document.clone(), l.to.clone())).collect()
    };
    assert_eq!(
        chain("b"),
        [
            ("a".to_owned(), vec![]),
            ("b".to_owned(), vec![(LinkKind::Replaces, "a".to_owned())]),
        ]
    );
    assert_eq!(
        chain("y"),
        [
            ("x".to_owned(), vec![]),
            ("y".to_owned(), vec![(LinkKind::Edition, "x".to_owned())]),
        ]
    );
    assert!(Chain::of(&corpus, &lives, "none").is_none());
}
