use super::*;
use crate::corpus::Analyzer;
use crate::read::RawDocument;

fn corpus(documents: &[(&str, &str, &str)]) -> Corpus {
    let entries = documents.iter().map(|(id, day, text)| {
        let mut raw = RawDocument::new(*id, *text);
        raw.given.issued = day.parse().ok();
        Analyzer::builtin().analyze(raw)
    });
    Corpus::from_entries(entries.collect())
}

/// Title, number, documents, citations of each line.
fn lines(corpus: &Corpus, catalogue: &Catalogue, options: &CitedOptions) -> Vec<String> {
    let ledger = Ledger::of(corpus, catalogue, options);
    ledger
        .documents()
        .iter()
        .map(|c| {
            format!(
                "{} {} {} {}/{}",
                c.held.as_str(),
                c.title.as_deref().unwrap_or("-"),
                c.number.as_ref().map_or("-".to_owned(), |n| n.to_string()),
                c.documents(),
                c.namings.len()
            )
        })
        .collect()
}

fn cases() -> Corpus {
    corpus(&[
        (
            "a",
            "2012-03-01",
            "为贯彻落实《甲省教育厅关于加强校车安全管理的通知》（甲教〔2011〕3号），制定本方案。",
        ),
        ("b", "2012-05-01", "按照甲教[2011]3号文件要求，做好工作。"),
        (
            "c",
            "2012-08-01",
            "根据《关于加强校车安全管理的通知》，制定本办法。按照《甲省学籍管理办法》执行。",
        ),
        (
            "d",
            "2014-01-01",
            "根据《乙省教育厅关于加强校车安全管理的通知》（乙教〔2013〕9号），制定本办法。《甲省学籍管理办法（试行）》同时废止。",
        ),
    ])
}

#[test]
fn one_document_is_one_line_whatever_it_is_called() {
    let none = Catalogue::default();
    assert_eq!(
        lines(&cases(), &none, &CitedOptions::default()),
        [
            "unknown 甲省教育厅关于加强校车安全管理的通知 甲教〔2011〕3号 3/3",
            "unknown 甲省学籍管理办法（试行） - 2/2",
            "unknown 乙省教育厅关于加强校车安全管理的通知 乙教〔2013〕9号 1/1",
        ]
    );
}

#[test]
fn a_number_that_several_titles_share_does_not_make_them_one() {
    let corpus = corpus(&[
        (
            "a",
            "2012",
            "根据《甲省学籍办法》（甲教〔2011〕3号），制定本办法。",
        ),
        (
            "b",
            "2012",
            "根据《农村校舍维修标准》（甲教〔2011〕3号），制定本办法。",
        ),
    ]);
    let ledger = Ledger::of(&corpus, &Catalogue::default(), &CitedOptions::default());
    assert_eq!(ledger.documents().len(), 2);
}

#[test]
fn a_local_title_is_that_of_its_place() {
    let text = "根据《关于修改部分地方性法规的决定》，制定本办法。";
    let mut entries: Vec<Entry> = Vec::new();
    for (id, region) in [("a", "甲省"), ("b", "乙省"), ("c", "甲省")] {
        let mut raw = RawDocument::new(id, text);
        raw.given.region = Some(region.to_owned());
        entries.push(Analyzer::builtin().analyze(raw));
    }
    let corpus = Corpus::from_entries(entries);
    let ledger = Ledger::of(&corpus, &Catalogue::default(), &CitedOptions::default());
    let counts: Vec<_> = ledger.documents().iter().map(Cited::documents).collect();
    assert_eq!(counts, [2, 1]);
}

#[test]
fn editions_of_one_title_are_told_apart_by_the_year() {
    let corpus = corpus(&[
        (
            "a",
            "2011",
            "根据《关于做好招生工作的通知》（甲教〔2010〕3号），制定本办法。",
        ),
        (
            "b",
            "2015",
            "根据《关于做好招生工作的通知》（甲教〔2014〕8号），制定本办法。",
        ),
        ("c", "2012", "根据《关于做好招生工作的通知》，制定本办法。"),
        ("d", "2009", "根据《关于做好招生工作的通知》，制定本办法。"),
    ]);
    let options = CitedOptions {
        sort: CitedSort::First,
        ..CitedOptions::default()
    };
    assert_eq!(
        lines(&corpus, &Catalogue::default(), &options),
        [
            "unknown 关于做好招生工作的通知 - 1/1",
            "unknown 关于做好招生工作的通知 甲教〔2010〕3号 2/2",
            "unknown 关于做好招生工作的通知 甲教〔2014〕8号 1/1",
        ]
    );
}

#[test]
fn what_is_held_known_or_carried_is_not_missing() {
    let held = corpus(&[
        (
            "notice",
            "2012-03-01",
            "甲市教育局关于印发《甲市学籍管理办法》的通知\n甲教〔2012〕5号\n各校：\n现将《甲市学籍管理办法》印发给你们，请按照《甲省学籍管理办法》执行。\n甲市教育局\n2012年3月1日\n",
        ),
        (
            "user",
            "2013-01-01",
            "根据《甲市学籍管理办法》，制定本细则。",
        ),
    ]);
    let known =
        Catalogue::from_text("id,标题,文号\nP1,甲省学籍管理办法,甲教〔2009〕1号\n").unwrap();
    assert_eq!(
        lines(&held, &known, &CitedOptions::default()),
        ["known 甲省学籍管理办法 甲教〔2009〕1号 1/1"]
    );
    let options = CitedOptions {
        held: vec![Held::Corpus],
        ..CitedOptions::default()
    };
    assert_eq!(
        lines(&held, &known, &options),
        ["held 甲市教育局关于印发《甲市学籍管理办法》的通知 甲教〔2012〕5号 1/1"]
    );
}

#[test]
fn options_choose_citations_and_not_identities() {
    let none = Catalogue::default();
    let mut options = CitedOptions {
        relations: vec![CitationRelation::Repeals],
        ..CitedOptions::default()
    };
    assert_eq!(
        lines(&cases(), &none, &options),
        ["unknown 甲省学籍管理办法（试行） - 1/1"]
    );
    options.relations.clear();
    options.filter.to = "2012-06".parse().ok();
    assert_eq!(
        lines(&cases(), &none, &options),
        ["unknown 甲省教育厅关于加强校车安全管理的通知 甲教〔2011〕3号 2/2"]
    );
    options.filter.to = None;
    options.least = 2;
    assert_eq!(lines(&cases(), &none, &options).len(), 2);
}
