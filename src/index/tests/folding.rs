//! Copies of one provision.

use super::*;

const LAW: &str = "各级人民政府应当均衡配置本行政区域内学校师资力量，组织校长、教师的培训和流动，加强对薄弱学校的建设。";

fn texts() -> Vec<Entry> {
    let dated = |issued: &str| Metadata {
        title: Some(format!("{issued}年的文件")),
        issued: issued.parse().ok(),
        ..Metadata::default()
    };
    vec![
        entry(
            "a",
            dated("2006"),
            &[LAW, "附则", "教师每学年交流一次，每次2个月。"],
        ),
        // Forwarded: other marks, white space and numbers before.
        entry(
            "b",
            dated("2007"),
            &["教师平等对待学生。", &LAW.replace('，', "， "), "附 则"],
        ),
        // Issued again with a few changes.
        entry(
            "c",
            dated("2018"),
            &[&LAW.replace("加强对", "加强"), "附则。"],
        ),
        // Of figures, another is another rule, and so it is where something is negated. One document
        // does not say one thing twice in other words.
        entry(
            "d",
            dated("2019"),
            &[
                &format!("{LAW}经费每生每年六百元。"),
                &LAW.replace("应当", "不"),
                "教师每学年交流两次，每次2个月。",
            ],
        ),
        entry(
            "e",
            dated("2020"),
            &[
                &format!("{LAW}经费每生每年八百元。"),
                &format!("{LAW}经费每生每年八百元整。"),
                &format!("违反第二十条，{LAW}"),
            ],
        ),
    ]
}

fn folded(query: &str, options: &SearchOptions) -> FoldedResults {
    let index = built(&texts());
    let query = parse_query(query).unwrap();
    index
        .search_folded(&query, &Filter::default(), options)
        .unwrap()
}

fn shown(found: &FoldedResults) -> Vec<String> {
    let each = found.hits.iter().map(|folded| {
        let copies = folded.copies.iter();
        let copies: Vec<String> = copies
            .map(|c| format!("{}{}", c.doc, c.provision))
            .collect();
        format!(
            "{}{}:{}",
            folded.hit.doc,
            folded.hit.provision,
            copies.join(",")
        )
    });
    each.collect()
}

#[test]
fn copies_stand_under_the_first_in_the_order_asked_for() {
    let oldest = SearchOptions::default().sort(Sort::Date);
    let found = folded("薄弱学校", &oldest);
    assert_eq!((found.total, found.folded), (8, 5));
    assert_eq!(shown(&found), ["a0:b1,c0,e2", "d0:", "d1:", "e0:", "e1:"]);
    let copies = &found.hits[0].copies;
    assert_eq!(copies[0].likeness, 1.0);
    assert!((0.85..1.0).contains(&copies[1].likeness), "{copies:?}");
    assert_eq!(copies[1].title.as_deref(), Some("2018年的文件"));
    assert_eq!(
        (copies[0].path.as_str(), copies[0].address.as_str()),
        ("第2条", "第2条")
    );
    let newest = folded("薄弱学校", &oldest.clone().sort(Sort::Newest));
    assert_eq!(
        shown(&newest),
        ["e0:", "e1:", "e2:", "d0:", "d1:", "c0:b1,a0"]
    );
    // Totals are those of all that match, however few are shown.
    let one = folded("薄弱学校", &oldest.limit(1).facets(&[Facet::Doc]));
    assert_eq!((one.total, one.folded, one.hits.len()), (8, 5, 1));
    assert_eq!(one.facets.of(Facet::Doc)[0].value, "e");
}

#[test]
fn short_provisions_fold_only_where_they_are_equal() {
    let oldest = SearchOptions::default().sort(Sort::Date);
    assert_eq!(shown(&folded("附*则", &oldest)), ["a1:b2,c1"]);
    assert_eq!(shown(&folded("交流", &oldest)), ["a2:", "d2:"]);
    let nothing = folded("没有的词", &oldest);
    assert_eq!((nothing.total, nothing.folded), (0, 0));
}

#[test]
fn another_figure_is_no_copy() {
    let long = "各级人民政府应当将义务教育经费单列入本级预算，逐步提高生均公用经费标准";
    for (one, other, alike) in [
        ("补助标准为每生1.5万元。", "补助标准为每生15万元。", false),
        ("师生比为1:12。", "师生比为11:2。", false),
        ("增长5%。", "增长5‰。", false),
        ("温差为-5℃。", "温差为5℃。", false),
        ("——", "★", false),
        ("补助标准为每生1.5万元。", "补助标准，为每生 1.5 万元", true),
        (
            &format!("{long}，增长百分之五以上。"),
            &format!("{long}，增长百分之八以上。"),
            false,
        ),
        (
            &format!("{long}，二十四小时受理。"),
            &format!("{long}，四十八小时受理。"),
            false,
        ),
        (&format!("{long}。"), &format!("{long}的。"), true),
    ] {
        let index = built(&[
            entry("a", Metadata::default(), &[one]),
            entry("b", Metadata::default(), &[other]),
        ]);
        let all = parse_query("*").unwrap();
        let found = index
            .search_folded(&all, &Filter::default(), &SearchOptions::default())
            .unwrap();
        assert_eq!(found.total, 2, "{one}");
        assert_eq!(found.folded, if alike { 1 } else { 2 }, "{one} {other}");
    }
}
