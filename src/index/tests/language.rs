//! Queries as people write them.

use super::*;

#[test]
fn strict_errors_point_at_the_character() {
    for (query, start) in [
        ("", "end of the query: there is nothing to search for"),
        ("　", "end of the query: there is nothing to search for"),
        (
            "教师）",
            "character 3 “）” of the query: no bracket is open here",
        ),
        (
            "(教师",
            "character 1 “(” of the query: this bracket is not closed",
        ),
        (
            "教师 ()",
            "character 4 “(” of the query: there is nothing between",
        ),
        (
            "教师 \"流动",
            "character 4 “\"” of the query: this quote is not closed",
        ),
        (
            "流动”",
            "character 3 “”” of the query: this quote was not opened",
        ),
        (
            "“”",
            "character 1 ““” of the query: there is nothing between the quotes",
        ),
        ("AND 教师", "character 1 “A” of the query: AND needs"),
        ("教师 OR", "character 4 “O” of the query: OR needs"),
        (
            "教师 AND OR 流动",
            "character 4 “A” of the query: AND needs",
        ),
        ("教师 NOT", "character 4 “N” of the query: NOT needs"),
        (
            "题 site:教育",
            "character 3 “s” of the query: there is no field “site”",
        ),
        (
            "level:city",
            "character 1 “l” of the query: there is no level “city”",
        ),
        (
            "year:2012-09",
            "character 1 “y” of the query: “2012-09” is not a date",
        ),
        (
            "issued:2015..2011",
            "character 1 “i” of the query: “2015..2011” is not",
        ),
        (
            "title:",
            "character 1 “t” of the query: there is no value after title:",
        ),
        ("教师 NEAR", "character 4 “N” of the query: NEAR needs"),
        ("NEAR 教师", "character 1 “N” of the query: NEAR needs"),
        (
            "教师 NEAR (流动 轮岗)",
            "character 9 “(” of the query: NEAR stands between words",
        ),
        (
            "教 NEAR/2 师 NEAR/3 流",
            "character 12 “N” of the query: a chain of NEAR has one",
        ),
        (
            "教师 /流(动/",
            "character 4 “/” of the query: the regular expression /流(动/ cannot",
        ),
        (
            "//",
            "character 1 “/” of the query: there is nothing between the slashes",
        ),
        (
            "plan:二十一五",
            "character 1 “p” of the query: “二十一五” is not a date",
        ),
        (
            "in-force:2013-06",
            "character 1 “i” of the query: “2013-06” is not a day",
        ),
    ] {
        let error = parse_query(query).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Query);
        assert!(error.message().starts_with(start), "{query}: {error}");
        let (_, repairs) = parse_query_lenient(query);
        assert!(!repairs.is_empty(), "{query}");
    }
}

#[test]
fn lenient_reading_keeps_what_makes_sense() {
    for (query, repaired) in [
        ("教师）", "教师"),
        ("（教师 流动", "教师 流动"),
        ("教师 OR", "教师"),
        ("AND 教师 AND", "教师"),
        ("教师）流动）轮岗", "教师 流动 轮岗"),
        ("site:教育", "\"site:教育\""),
        ("title: 教师", "教师"),
        ("“教师 流动", "\"教师 流动\""),
        ("（）", "*"),
    ] {
        let (query, _) = parse_query_lenient(query);
        assert_eq!(query, parse_query(repaired).unwrap(), "{repaired}");
    }
    // What is in order is read alike.
    let (query, repairs) = parse_query_lenient("教师 （流动 OR 轮岗） NOT 人口");
    assert_eq!(
        query,
        parse_query("教师 （流动 OR 轮岗） NOT 人口").unwrap()
    );
    assert!(repairs.is_empty());
}

#[test]
fn deep_brackets_do_not_exhaust_the_stack() {
    let open = "（".repeat(100_000);
    let deep = format!("{open}教师{}", "）".repeat(100_000));
    assert!(parse_query(&deep).is_err());
    for query in [
        deep,
        open,
        "NOT ".repeat(100_001) + "教师",
        "-（".repeat(100_000),
    ] {
        let (query, repairs) = parse_query_lenient(&query);
        assert!(repairs.len() <= 20);
        find(&WRITTEN, &query);
    }
}
