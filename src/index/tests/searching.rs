//! What is found, how it is shown, counted and ordered.

use super::*;

#[test]
fn queries_find_what_they_say() {
    for (query, count) in [
        ("教育经费", 3),
        ("\"教育经费\"", 3),
        ("育经", 3),
        ("学区", 1),
        ("入学", 2),
        ("区化", 1),
        ("abc", 1),
        ("2012年底前", 1),
        ("“经费 和 教师”", 1),
        ("教育　经费", 3),
        ("教师 AND 流动", 1),
        ("流动 NOT 人口", 1),
        ("流动 -人口", 1),
        ("教师流动 OR 流动人口", 2),
        ("（教师流动 ｜ 流动人口） 入学", 1),
        ("（教师流动 OR 流动人口） 入学", 1),
        ("NOT 教育", 2),
        ("title:实施办法 入学", 1),
        ("issuer：教育部", 3),
        ("issuer:“国务院 教育部”", 3),
        ("number:40号 入学", 2),
        ("level:municipal", 3),
        ("genre:意见 code:personnel", 1),
        ("doc:c", 2),
        ("region:上海", 6),
        ("year:2012", 3),
        ("issued:2011..2012 学区", 1),
        ("issued:2011-06", 3),
        ("issued:..2011", 3),
        ("issued:2012-09-06..", 0),
        ("published:2012", 0),
        ("published:2013", 2),
        ("date:2013", 2),
        ("year:2012..2013", 5),
        ("issued:2013", 0),
        ("*", 8),
        ("「教育经费」", 3),
        ("* NOT *", 0),
        ("教育 NEAR/0 经费", 3),
        ("经费 NEAR 教育", 3),
        ("学区 NEAR/S 入学", 1),
        ("教师 NEAR/2 轮岗", 1),
        ("(教师 OR 学校) NEAR/6 流动", 1),
        ("教师 NEAR/6 流动 NOT 校长", 0),
        ("NOT 教育 NEAR/0 经费", 5),
        ("教*费", 3),
        ("流?人口", 1),
        ("＊经费＊", 3),
        ("/经费.{0,2}(增长|接受)/", 1),
        ("教育 /^[^，]*，教育。/", 1),
        ("-/教|育/", 2),
        ("issued:十二五", 6),
        ("issued:十一五", 0),
        ("plan:“十二五”", 8),
        ("issued:“十二五” 学区", 1),
        ("issued:2011～2012 学区", 1),
        ("issued:2012年9月5日", 3),
        ("issued:2012年9月..", 3),
        ("number:沪教委基(2012)40号", 6),
        ("沪教委基[2012]40号", 6),
        ("沪教委基（2012）40号 入学", 2),
        ("cites:教师法", 0),
        ("没有的词", 0),
    ] {
        let parsed = parse_query(query).unwrap();
        let found = find(&WRITTEN, &parsed);
        assert_eq!(found, expected(&UNITS, &parsed), "{query}");
        assert_eq!(found.len(), count, "{query}: {found:?}");
        assert_eq!(
            parse_query(&parsed.to_string()).unwrap(),
            parsed,
            "{parsed}"
        );
    }
}

#[test]
fn a_document_is_found_by_what_texts_call_it() {
    let held = Metadata {
        title: Some("某市人民政府关于校车安全的意见".to_owned()),
        doc_number: DocNumber::parse("某府发〔2013〕7号"),
        ..Metadata::default()
    };
    let index = built(&[
        entry("held", held, &["校车应当安全。"]),
        entry(
            "citing",
            Metadata::default(),
            &[
                "根据《中华人民共和国义务教育法》，制定本办法。",
                "落实《某市人民政府关于校车安全的意见》（某府发[2013]7号），做好工作。",
                "按照《关于校车安全的意见》执行。",
                "依照某府发（2013）7号文件办理，报国务院令第624号规定的机关。",
                "根据《义务教育法（2006年修订）》，校车免费。",
            ],
        ),
    ]);
    let found = |query: &str| -> Vec<usize> {
        let found = find(&index, &parse_query(query).unwrap());
        found
            .into_iter()
            .filter(|(doc, _)| doc == "citing")
            .map(|(_, p)| p)
            .collect()
    };
    assert_eq!(found("cites:义务教育法"), [0, 4]);
    assert_eq!(found("cites:《中华人民共和国义务教育法》"), [0, 4]);
    // The index holds it, so its number finds its title, and its title its number.
    for query in [
        "cites:某府发(2013)7号",
        "cites:关于校车安全的意见",
        "某府发〔2013〕7号",
    ] {
        assert_eq!(found(query), [1, 2, 3], "{query}");
    }
    assert_eq!(found("cites:中华人民共和国国务院令第624号"), [3]);
    assert!(found("cites:国务院令第625号").is_empty());
    let whole = parse_query("某府发(2013)7号").unwrap();
    assert!(find(&index, &whole).contains(&("held".to_owned(), 0)));
}

#[test]
fn highlights_mark_whole_phrases_of_the_original() {
    for (query, marked) in [
        ("教育经费", vec!["教育经费", "教育经费"]),
        ("教育经费 经费使用", vec!["教育经费", "教育经费使用"]),
        ("ABC", vec!["ABC", "abc"]),
        ("2012年底前", vec!["２０１２年底前"]),
        ("教师工资 教育经费", vec!["教育\u{200b}经费", "教师工资"]),
        ("义务教育义务", vec!["义务教育义务教育义务"]),
        ("e", vec!["e\u{301}"]),
    ] {
        let query = parse_query(query).unwrap();
        let results = WRITTEN
            .search(&query, &Filter::default(), 10, Sort::Relevance)
            .unwrap();
        let hit = results
            .hits
            .iter()
            .map(|h| {
                h.highlights
                    .iter()
                    .map(|s| s.slice(&h.text))
                    .collect::<Vec<_>>()
            })
            .find(|found| *found == marked);
        assert!(hit.is_some(), "{query}: {:?}", results.hits);
    }
}

#[test]
fn a_hit_shows_its_place_and_its_document() {
    let results = WRITTEN
        .search(
            &parse_query("交流轮岗").unwrap(),
            &Filter::default(),
            10,
            Sort::Relevance,
        )
        .unwrap();
    let hit = &results.hits[0];
    let document = &written()[0].document;
    assert_eq!(hit.doc, "b");
    assert_eq!(hit.path, "第2条");
    assert_eq!(hit.number.as_deref(), Some("沪教委基〔2012〕40号"));
    assert_eq!(hit.level, Some(Level::Municipal));
    assert_eq!(hit.codes, ["personnel"]);
    assert_eq!(hit.highlights.len(), hit.places.len());
    let before: String = document.text.original().chars().take(hit.start).collect();
    assert!(document.text.original()[before.len()..].starts_with(&hit.text));
    let snippet = hit.snippet(10);
    assert_eq!(snippet.text.chars().count(), 10);
    assert_eq!(snippet.highlights[0].slice(&snippet.text), "交流轮岗");
    assert!(snippet.cut_before && snippet.cut_after);
    let whole = hit.snippet(1_000);
    assert_eq!(whole.text, hit.text.trim());
    assert!(!whole.cut_before && !whole.cut_after);
}

#[test]
fn filters_and_facets_count_provisions() {
    let all = WRITTEN
        .search_with(
            &Query::All,
            &Filter::default(),
            &SearchOptions::default().limit(0).facets(&Facet::ALL),
        )
        .unwrap();
    assert_eq!(all.total, 8);
    assert!(all.hits.is_empty());
    let counts = |facet| -> Vec<(String, u64)> {
        let counts = all.facets.of(facet).iter();
        counts.map(|c| (c.value.clone(), c.count)).collect()
    };
    assert_eq!(
        counts(Facet::Level),
        [("municipal".to_owned(), 3), ("national".to_owned(), 3)]
    );
    assert_eq!(
        counts(Facet::Year),
        [
            ("2011".to_owned(), 3),
            ("2012".to_owned(), 3),
            ("2013".to_owned(), 2)
        ]
    );
    assert_eq!(counts(Facet::Plan), [("十二五".to_owned(), 8)]);
    assert_eq!(counts(Facet::Code), [("personnel".to_owned(), 1)]);
    assert_eq!(counts(Facet::Region), [("上海市".to_owned(), 6)]);
    // A document of two organs counts for both.
    let of = |name: &str, count| (name.to_owned(), count);
    assert_eq!(
        counts(Facet::Issuer),
        [of("上海市教育委员会", 3), of("国务院 教育部", 3)]
    );
    assert_eq!(counts(Facet::Doc), [of("a", 3), of("b", 3), of("c", 2)]);
    assert_eq!(counts(Facet::Number), [of("沪教委基〔2012〕40号", 6)]);
    assert_eq!(counts(Facet::Jurisdiction), [of("中国", 8)]);
    assert_eq!(counts(Facet::Title).len(), 2);
    for facet in Facet::ALL {
        assert_eq!(Facet::from_name(facet.as_str()), Some(facet));
        let none = WRITTEN.search(&Query::All, &Filter::default(), 0, Sort::Date);
        assert!(none.unwrap().facets.of(facet).is_empty());
    }
    // What is counted is what matches.
    let coded = WRITTEN.search_with(
        &Query::Field(Field::Code, "personnel".to_owned()),
        &Filter::default(),
        &SearchOptions::default().limit(0).facets(&[Facet::Doc]),
    );
    let coded = coded.unwrap().facets;
    assert_eq!(coded.of(Facet::Doc)[0].value, "b");
    assert_eq!(coded.of(Facet::Doc)[0].count, 1);
    assert!(coded.of(Facet::Code).is_empty());
    let with = |change: &dyn Fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        WRITTEN
            .search(&Query::All, &filter, 100, Sort::Relevance)
            .unwrap()
            .total
    };
    assert_eq!(with(&|f| f.levels = vec![Level::National]), 3);
    assert_eq!(
        with(&|f| f.levels = vec![Level::National, Level::Municipal]),
        6
    );
    assert_eq!(with(&|f| f.issuers = vec!["教育委员会".to_owned()]), 3);
    assert_eq!(with(&|f| f.regions = vec!["江苏".to_owned()]), 0);
    assert_eq!(with(&|f| f.genres = vec!["意见".to_owned()]), 6);
    assert_eq!(with(&|f| f.codes = vec!["personnel".to_owned()]), 1);
    assert_eq!(with(&|f| f.documents = vec!["c".to_owned()]), 2);
    assert_eq!(with(&|f| f.from = "2012".parse().ok()), 5);
    assert_eq!(with(&|f| f.to = "2011".parse().ok()), 3);
    assert_eq!(
        with(&|f| {
            f.from = "2011-05".parse().ok();
            f.to = "2011-06".parse().ok();
        }),
        3
    );
}

#[test]
fn order_is_by_match_then_document_then_place() {
    let search = |sort| {
        places(
            &WRITTEN
                .search(&Query::All, &Filter::default(), 100, sort)
                .unwrap(),
        )
    };
    let order = |docs: [&str; 3]| -> Vec<(String, usize)> {
        let place = |d: &str| {
            (0..if d == "c" { 2 } else { 3 })
                .map(|i| (d.to_owned(), i))
                .collect::<Vec<_>>()
        };
        docs.iter().flat_map(|d| place(d)).collect()
    };
    assert_eq!(search(Sort::Relevance), order(["a", "b", "c"]));
    assert_eq!(search(Sort::Date), order(["a", "b", "c"]));
    assert_eq!(search(Sort::Newest), order(["c", "b", "a"]));
    // Two occurrences in a shorter text come before one in a longer.
    let results = WRITTEN
        .search(
            &Query::phrase("教育经费"),
            &Filter::default(),
            1,
            Sort::Relevance,
        )
        .unwrap();
    assert_eq!((results.hits.len(), results.total), (1, 3));
    assert_eq!(places(&results)[0].0, "a");
}

#[test]
fn long_texts_are_searchable_to_their_end() {
    // Without any punctuation, and longer than the engine's longest token.
    let long = "推进义务教育均衡发展".repeat(3_000) + "最后一句";
    let same = "学".repeat(30_000);
    let ascii = "a".repeat(70_000) + "终";
    let id = "长".repeat(30_000);
    let titled = Metadata {
        title: Some("义务教育均衡发展".repeat(10_000)),
        ..Metadata::default()
    };
    let entries = vec![entry(&id, titled, &[&long, &same, &ascii])];
    let index = built(&entries);
    for query in ["展最后一句", "发展推进义务教育", "aaaa终", "学学学"] {
        let query = Query::phrase(query);
        assert_eq!(
            find(&index, &query),
            expected(&units(&entries), &query),
            "{query}"
        );
        assert_eq!(find(&index, &query).len(), 1);
    }
    let found = find(&index, &Query::Field(Field::Doc, id.clone()));
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].0, id);
    let titled = Query::Field(Field::Title, "均衡".to_owned());
    assert_eq!(find(&index, &titled).len(), 3);
    // A phrase as long as the text.
    assert_eq!(find(&index, &Query::phrase(&long)).len(), 1);
}

/// Real documents, where they are at hand: every term of the lexicon and substrings taken from
/// the texts are found in exactly the paragraphs that contain them.
#[test]
fn real_documents_lose_no_occurrence() {
    let folder = std::env::var_os("ZHENGCE_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        Into::into,
    );
    let Ok(lines) = std::fs::read_to_string(folder.join("corpus/laws.jsonl")) else {
        eprintln!("skipped: no corpus/laws.jsonl in {}", folder.display());
        return;
    };
    let mut entries = Vec::new();
    for (id, line) in lines.lines().step_by(50).take(40).enumerate() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let paragraphs: Vec<&str> = record["text"].as_str().unwrap().lines().collect();
        entries.push(entry(&id.to_string(), Metadata::default(), &paragraphs));
    }
    let index = built(&entries);
    let units = units(&entries);
    let texts: Vec<String> = units.iter().map(|u| folded(u.text.original())).collect();
    let mut phrases: Vec<String> = Lexicon::builtin()
        .terms()
        .iter()
        .map(|t| t.text.clone())
        .collect();
    for (number, text) in texts.iter().step_by(texts.len() / 200).enumerate() {
        let chars: Vec<char> = text.chars().collect();
        let start = number * 7 % chars.len();
        phrases.push(chars[start..].iter().take(2 + number % 5).collect());
    }
    for phrase in phrases {
        let wanted = folded(&phrase);
        let mut expected: Vec<(String, usize)> = units
            .iter()
            .zip(&texts)
            .filter(|(_, text)| text.contains(&wanted))
            .map(|(unit, _)| (unit.facts.doc.clone(), unit.ordinal))
            .collect();
        expected.sort();
        let results = index
            .search(
                &Query::phrase(&phrase),
                &Filter::default(),
                10_000,
                Sort::Date,
            )
            .unwrap();
        let mut found = places(&results);
        found.sort();
        assert_eq!(found, expected, "{phrase}");
        assert!(results.hits.iter().all(|h| !h.highlights.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_substring_is_found_wherever_it_stands(
        start in 0usize..200, length in 1usize..7, provision in 0usize..8
    ) {
        let units = &*UNITS;
        let chars: Vec<char> = units[provision].text.original().chars().collect();
        let start = start % chars.len();
        let phrase: String = chars[start..].iter().take(length).collect();
        let query = Query::phrase(phrase.as_str());
        let found = find(&WRITTEN, &query);
        prop_assert_eq!(&found, &expected(units, &query), "{}", phrase);
        prop_assert!(found.contains(&(units[provision].facts.doc.clone(), units[provision].ordinal)));
    }
}

/// Three hundred short provisions of six characters, in several segments and with replaced
/// documents among them.
static CROWDED: LazyLock<(CorpusIndex, Vec<Unit>)> = LazyLock::new(|| {
    let mut state = 1u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    let mut entries = Vec::new();
    for id in 0..60 {
        let texts: Vec<String> = (0..5)
            .map(|_| {
                let length = 1 + next(9);
                (0..length)
                    .map(|_| ['教', '育', '经', '费', '流', '动'][next(6)])
                    .collect()
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        entries.push(entry(&format!("d{id}"), Metadata::default(), &texts));
    }
    let index = CorpusIndex::in_memory(&Segmenter::builtin()).unwrap();
    let mut writer = index.writer().unwrap();
    for batch in entries.chunks(20) {
        for entry in batch.iter().chain(&entries[..5]) {
            writer.add(entry).unwrap();
        }
        writer.commit().unwrap();
    }
    drop(writer);
    (index, units(&entries))
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn combined_queries_mean_what_they_say(
        query in "((NOT |-)?[（]?(教育|育经|费|经费|流动|动教育|教|动){1}[）]?( OR | AND | ){1}){1,6}教?"
    ) {
        let (query, _) = parse_query_lenient(&query);
        let (index, units) = &*CROWDED;
        prop_assert_eq!(find(index, &query), expected(units, &query), "{}", query);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn hostile_queries_never_panic(
        query in "(AND|OR|NOT|NEAR|NEAR/2|NEAR/S|[*?]|/|cites:|[()（）\"“”&|*:：.\\-]|[ \u{3000}\u{200b}]|title:|issued:|201[12]|教育|经费|流动|e\u{301}){0,14}"
    ) {
        let (lenient, repairs) = parse_query_lenient(&query);
        match parse_query(&query) {
            Ok(strict) => {
                prop_assert_eq!(&strict, &lenient);
                prop_assert!(repairs.is_empty(), "{:?}", repairs);
            }
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Query);
                prop_assert!(!repairs.is_empty(), "{}", error);
            }
        }
        let found = find(&WRITTEN, &lenient);
        prop_assert_eq!(found, expected(&UNITS, &lenient), "{}", lenient);
    }

    #[test]
    fn highlights_slice_any_text(text in "\\PC{0,20}[教育e\u{301}\u{200b}\u{1F1E8}\r\n]{0,20}", phrase in "[教育e\u{301}\u{1F1E8}]{1,2}") {
        let whole = Text::new(text.as_str());
        let wanted = [&phrase, "教"].map(|w| Matcher::of(&Query::phrase(w)).unwrap().unwrap());
        let marks = super::highlight::highlights(&whole, &whole.readable(), &wanted);
        let mut last = 0;
        for mark in &marks {
            prop_assert!(mark.start >= last && !mark.is_empty());
            prop_assert!(text.get(mark.start..mark.end).is_some());
            last = mark.end;
        }
        prop_assert_eq!(marks.is_empty(), !folded(&text).contains(&folded(&phrase)) && !text.contains('教'));
        let snippet = super::highlight::snippet(&text, &marks, 5);
        for mark in &snippet.highlights {
            prop_assert!(snippet.text.get(mark.start..mark.end).is_some());
        }
    }
}
