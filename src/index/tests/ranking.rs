//! Scores: what titles are worth, and the reasons of a score.

use super::*;

/// Titles that hold words of the texts, and one that holds none.
fn titled() -> Vec<Entry> {
    let with_title = |title: &str| Metadata {
        title: Some(title.to_owned()),
        ..Metadata::default()
    };
    vec![
        entry(
            "plain",
            with_title("年度工作总结"),
            &[
                "推进教师流动，完善保障机制。",
                "保障教育经费。教育经费只增不减。",
            ],
        ),
        entry(
            "titled",
            with_title("关于教师流动的实施意见"),
            &[
                "推进教师流动，完善保障机制。",
                "保障教育经费。教育经费只增不减。",
            ],
        ),
    ]
}

fn scores(index: &CorpusIndex, query: &str, weight: f64) -> Vec<(String, usize, f64)> {
    let options = SearchOptions::default().title_weight(weight);
    let query = parse_query(query).unwrap();
    let found = index
        .search_with(&query, &Filter::default(), &options)
        .unwrap();
    let hits = found.hits.into_iter();
    hits.map(|h| (h.doc, h.provision, h.score)).collect()
}

#[test]
fn a_title_that_holds_the_words_lifts_what_holds_them_too() {
    let index = built(&titled());
    let plain = scores(&index, "教师流动", 0.0);
    assert_eq!(
        (plain[0].0.as_str(), plain[1].0.as_str()),
        ("plain", "titled")
    );
    assert_eq!(plain[0].2, plain[1].2);
    let lifted = scores(&index, "教师流动", SearchOptions::TITLE_WEIGHT);
    // Found is what was found: the title alone finds nothing.
    assert_eq!(lifted.len(), 2);
    assert_eq!((lifted[0].0.as_str(), lifted[0].1), ("titled", 0));
    assert_eq!((lifted[1].0.as_str(), lifted[1].2), ("plain", plain[0].2));
    let twice = scores(&index, "教师流动", 2.0 * SearchOptions::TITLE_WEIGHT);
    let worth = lifted[0].2 - plain[0].2;
    assert!(worth > 0.0 && (twice[0].2 - plain[0].2 - 2.0 * worth).abs() < 0.0021);
    // A word that no title holds has the score of its text; a mark is no subject of a title.
    for query in ["教育经费", "。", "推进* NOT 教师流动"] {
        assert_eq!(
            scores(&index, query, 0.0),
            scores(&index, query, 5.0),
            "{query}"
        );
    }
}

/// What a title is worth does not depend on the files of the index in which its provisions lie.
#[test]
fn a_title_counts_for_every_provision_of_a_document_wherever_it_lies() {
    let texts: Vec<String> = (0..60)
        .map(|n| format!("教师流动第{n}项，学校负责。"))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let title = Metadata {
        title: Some("教师流动办法".to_owned()),
        ..Metadata::default()
    };
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    for n in 0..6 {
        writer
            .add(&entry(&format!("t{n}"), title.clone(), &texts))
            .unwrap();
        writer
            .add(&entry(&format!("u{n}"), Metadata::default(), &texts))
            .unwrap();
        writer.commit().unwrap();
    }
    let options = SearchOptions::default().limit(usize::MAX);
    let found = index.search_with(&Query::phrase("教师流动"), &Filter::default(), &options);
    let found = found.unwrap();
    assert_eq!(found.total, 720);
    let (first, last) = found.hits.split_at(360);
    assert!(first.iter().all(|h| h.doc.starts_with('t')));
    assert!(last.iter().all(|h| h.doc.starts_with('u')));
    // The first few, for which not all are looked at, are the first of all.
    for limit in [1, 7, 359, 400] {
        let few = SearchOptions::default().limit(limit);
        let few = index.search_with(&Query::phrase("教师流动"), &Filter::default(), &few);
        let few = few.unwrap();
        assert_eq!(few.total, 720);
        let places = |hits: &[Hit]| -> Vec<_> {
            let places = hits.iter().map(|h| (h.doc.clone(), h.provision, h.score));
            places.collect()
        };
        assert_eq!(places(&few.hits), places(&found.hits[..limit]));
    }
}

#[test]
fn the_parts_of_a_score_add_up_to_it() {
    let mut entries = written();
    entries.extend(titled());
    let index = built(&entries);
    let options = SearchOptions::default().limit(usize::MAX).explain();
    for text in [
        "教育经费",
        "教育",
        "教师流动 OR 教育经费",
        "(教师 流动) OR (经费 不存在的词) OR 学校",
        "教师 NEAR/9 机制",
        "推进*流动 NOT 经费",
        "(教师 OR 学*区) NEAR/P (流动 OR 入学)",
        "title:意见 教育",
        "教育 教育",
        "/教.经费/ 保障",
        "NOT 教育",
        "*",
    ] {
        let query = parse_query(text).unwrap();
        let found = index
            .search_with(&query, &Filter::default(), &options)
            .unwrap();
        assert!(found.total > 0, "{text}");
        for hit in found.hits {
            let why = hit.explanation.unwrap();
            let sum: f64 = why.parts.iter().map(|p| p.text + p.title).sum();
            assert!(
                (sum - hit.score).abs() < 1e-9,
                "{text}: {sum} of {}",
                hit.score
            );
            assert_eq!(why.score, hit.score);
            assert_eq!(why.provisions, index.len());
            for part in &why.parts {
                assert!(
                    part.frequency > 0 && part.provisions > 0,
                    "{text}: {part:?}"
                );
                let idf: f64 = part.terms.iter().map(|t| t.idf).sum();
                assert!((idf - part.idf).abs() < 0.002, "{text}: {part:?}");
                assert!(part.title == 0.0 || hit.title.is_some());
            }
        }
    }
}

#[test]
fn a_reason_names_how_often_how_rare_and_how_long() {
    let index = built(&titled());
    let options = SearchOptions::default().explain();
    let query = Query::phrase("教育经费");
    let found = index
        .search_with(&query, &Filter::default(), &options)
        .unwrap();
    let why = found.hits[0].explanation.as_ref().unwrap();
    let [part] = &why.parts[..] else {
        panic!("{why:?}")
    };
    assert_eq!(
        (part.words.as_str(), part.frequency, part.provisions),
        ("教育经费", 2, 2)
    );
    let idf = (1.0_f64 + (4.0 - 2.0 + 0.5) / (2.0 + 0.5)).ln() * part.terms.len() as f64;
    assert!((part.idf - idf).abs() < 0.001 * part.terms.len() as f64);
    let norm = 1.2 * (0.25 + 0.75 * why.length as f64 / why.mean_length);
    let text = idf * 2.2 * 2.0 / (2.0 + norm);
    assert!((part.text - text).abs() < 0.002, "{part:?} {text}");
    assert_eq!(part.title, 0.0);
    // Without being asked, nothing is explained.
    let found = index
        .search(&query, &Filter::default(), 1, Sort::Relevance)
        .unwrap();
    assert!(found.hits[0].explanation.is_none());
}

#[test]
fn families_of_terms_are_added_on_request_and_told() {
    let families = "[[family]]\nterms = [\"薄弱学校\", \"薄弱校\", \"相对薄弱学校\"]";
    let families = crate::segment::Synonyms::from_toml(families).unwrap();
    let with = |query: &str, all: bool| {
        let (query, added) = parse_query(query).unwrap().with_synonyms(&families, all);
        let told = added
            .into_iter()
            .map(|a| format!("{}+{}", a.words, a.others.join("+")));
        (query.to_string(), told.collect::<Vec<_>>())
    };
    let told = |told: &str| vec![told.to_owned()];
    // What holds another term finds nothing more.
    let both = "(\"薄弱学校\" OR \"薄弱校\")".to_owned();
    assert_eq!(
        with("~薄弱学校", false),
        (both.clone(), told("薄弱学校+薄弱校"))
    );
    assert_eq!(with("薄弱学校", false), ("\"薄弱学校\"".to_owned(), vec![]));
    assert_eq!(
        with("薄弱学校", true),
        (both.clone(), told("薄弱学校+薄弱校"))
    );
    assert_eq!(
        with("～“薄弱学校” NEAR/S 改造", false).0,
        format!("({both} NEAR/S \"改造\")")
    );
    // What is excluded is excluded as it is written, unless it is marked.
    assert_eq!(with("改造 NOT 薄弱校", true).1, Vec::<String>::new());
    assert!(
        with("改造 NOT ~薄弱校", true)
            .0
            .contains("NOT (\"薄弱校\" OR \"薄弱学校\")")
    );
    assert_eq!(with("~改造", false), ("\"改造\"".to_owned(), told("改造+")));
    assert_eq!(with("~薄弱校 OR ~薄弱校", false).1.len(), 1);
    assert_eq!(parse_query("~薄弱校").unwrap().to_string(), "~\"薄弱校\"");
    assert_eq!(parse_query("~").unwrap(), Query::phrase("~"));
    assert!(
        parse_query("~\"\"")
            .unwrap_err()
            .message()
            .contains("between the quotes")
    );
    // Without its families, it is not searched as something else.
    for query in ["~薄弱校", "改造 NEAR ~薄弱校", "改造 NOT ~薄弱校"] {
        let query = parse_query(query).unwrap();
        let error = WRITTEN
            .search(&query, &Filter::default(), 1, Sort::Date)
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Query);
        assert!(error.message().contains("~薄弱校"), "{error}");
    }
}
