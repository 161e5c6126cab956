use super::*;
use crate::corpus::Analyzer;
use crate::read::RawDocument;

/// Id, region, given date, text.
type Case<'t> = (&'t str, &'t str, &'t str, &'t str);

fn corpus(cases: &[Case<'_>]) -> Corpus {
    let entries = cases.iter().map(|(id, region, issued, text)| {
        let mut raw = RawDocument::new(*id, *text);
        raw.given.issued = issued.parse().ok();
        raw.given.region = Some((*region).to_owned());
        Analyzer::builtin().analyze(raw)
    });
    Corpus::from_entries(entries.collect())
}

fn lives(cases: &[Case<'_>]) -> Lifecycle {
    Lifecycle::of(&corpus(cases))
}

fn steps(lives: &Lifecycle, id: &str) -> Vec<String> {
    let life = lives.get(id).unwrap();
    life.steps
        .iter()
        .map(|s| {
            let by = s.by.as_ref().map_or(String::new(), |b| format!(" by {b}"));
            format!("{} {} {}{by}", s.when, s.kind.as_str(), s.basis.as_str())
        })
        .collect()
}

fn state(lives: &Lifecycle, id: &str, day: &str) -> &'static str {
    lives
        .get(id)
        .unwrap()
        .on(day.parse().unwrap())
        .state
        .as_str()
}

fn codes(lives: &Lifecycle, id: &str) -> Vec<&'static str> {
    let life = lives.get(id).unwrap();
    life.diagnostics.iter().map(|d| d.code).collect()
}

const OLD: Case<'_> = (
    "old",
    "甲省",
    "2008-03-05",
    "甲省教育厅关于印发《甲省学籍管理暂行办法》的通知\n甲教〔2008〕5号\n各市教育局：\n现将《甲省学籍管理暂行办法》印发给你们，请遵照执行。\n甲省教育厅\n2008年3月5日\n附件\n甲省学籍管理暂行办法\n第一条 为规范学籍，制定本办法。\n第二条 本办法自2008年9月1日起施行。\n",
);

#[test]
fn own_words_and_another_document_make_the_life() {
    let lives = lives(&[
        OLD,
        (
            "new",
            "甲省",
            "2013-06-20",
            "甲省招生工作规定\n第一条 为规范招生，制定本规定。\n第二条 本规定自2013年9月1日起施行。《甲省学籍管理暂行办法》（甲教〔2008〕5号）同时废止。\n",
        ),
    ]);
    assert_eq!(
        steps(&lives, "old"),
        [
            "2008-03-05 issued own words",
            "2008-09-01 effective own words",
            "2013-09-01 repealed other document by new",
        ]
    );
    for (day, expected) in [
        ("2008-03-04", "not_yet"),
        ("2008-03-05", "issued"),
        ("2008-08-31", "issued"),
        ("2008-09-01", "in_force"),
        ("2013-08-31", "in_force"),
        ("2013-09-01", "repealed"),
    ] {
        assert_eq!(state(&lives, "old", day), expected, "{day}");
    }
    let life = lives.get("old").unwrap();
    let witness = &life.steps[2].witnesses[0];
    assert_eq!(witness.document, "new");
    assert!(witness.quote.contains("同时废止"), "{}", witness.quote);
    assert_eq!(
        lives.in_force("old", "2010-01-01".parse().unwrap()),
        Some(true)
    );
    assert_eq!(lives.in_force("none", "2010-01-01".parse().unwrap()), None);
    let next = life.on("2010-01-01".parse().unwrap());
    assert_eq!(next.next.unwrap().kind, StepKind::Repealed);
}

#[test]
fn a_successor_replaces_and_a_stop_suspends() {
    let lives = lives(&[
        OLD,
        (
            "next",
            "甲省",
            "2012-01-10",
            "甲省学籍管理办法\n第一条 为规范学籍，制定本办法。\n第二条 本办法自2012年3月1日起施行，《甲省学籍管理暂行办法》（甲教〔2008〕5号）同时废止。\n",
        ),
        (
            "fees",
            "甲省",
            "2011-05-01",
            "甲省教育厅关于收费的通知\n甲教〔2011〕8号\n各市教育局：\n学校按照标准收费。\n甲省教育厅\n2011年5月1日\n",
        ),
        (
            "stop",
            "甲省",
            "2012-05-01",
            "甲省教育厅关于规范收费的通知\n甲教〔2012〕9号\n各市教育局：\n自本通知印发之日起，《甲省教育厅关于收费的通知》（甲教〔2011〕8号）停止执行。\n甲省教育厅\n2012年5月1日\n",
        ),
    ]);
    assert_eq!(state(&lives, "old", "2012-03-01"), "replaced");
    assert_eq!(state(&lives, "fees", "2012-04-30"), "in_force");
    assert_eq!(state(&lives, "fees", "2012-05-01"), "suspended");
}

#[test]
fn a_decision_ends_what_its_list_names() {
    let lives = lives(&[
        OLD,
        (
            "kept",
            "甲省",
            "2009-01-01",
            "甲省教育厅关于校车的通知\n甲教〔2009〕2号\n各市教育局：\n加强校车管理。\n甲省教育厅\n2009年1月1日\n",
        ),
        (
            "plain",
            "甲省",
            "2009-02-01",
            "甲省校园安全管理细则\n第一条 加强安全管理。\n",
        ),
        (
            "list",
            "甲省",
            "2014-02-10",
            "甲省教育厅关于公布规范性文件清理结果的通知\n甲教〔2014〕1号\n各市教育局：\n我厅对规范性文件进行了清理，现对下列文件宣布失效：\n1.甲省学籍管理暂行办法\n发文单位：甲省教育厅\n文号：甲教〔2008〕5号\n2.甲省校园安全管理细则\n下列文件继续有效：\n1.甲省教育厅关于校车的通知（甲教〔2009〕2号）\n甲省教育厅\n2014年2月10日\n",
        ),
    ]);
    assert_eq!(state(&lives, "old", "2014-02-09"), "in_force");
    assert_eq!(state(&lives, "old", "2014-02-10"), "repealed");
    assert_eq!(state(&lives, "plain", "2014-02-10"), "repealed");
    assert_eq!(state(&lives, "kept", "2014-02-10"), "in_force");
}

#[test]
fn a_term_ends_and_is_made_longer() {
    let lives = lives(&[
        (
            "term",
            "甲市",
            "2010-01-20",
            "甲市人民政府关于校车的意见\n甲府发〔2010〕2号\n各区人民政府：\n加强校车管理。本意见自2010年2月1日起施行，有效期至2015年1月31日。\n甲市人民政府\n2010年1月20日\n",
        ),
        (
            "longer",
            "甲市",
            "2014-12-20",
            "甲市人民政府关于延长《甲市人民政府关于校车的意见》有效期的通知\n甲府发〔2014〕70号\n各区人民政府：\n经评估，《甲市人民政府关于校车的意见》（甲府发〔2010〕2号）需要继续实施，其有效期延长至2019年12月31日。\n甲市人民政府\n2014年12月20日\n",
        ),
        (
            "again",
            "甲市",
            "2020-02-01",
            "甲市人民政府关于延长《甲市人民政府关于校车的意见》有效期的通知\n甲府发〔2020〕3号\n各区人民政府：\n《甲市人民政府关于校车的意见》（甲府发〔2010〕2号）的有效期延长2年。\n甲市人民政府\n2020年2月1日\n",
        ),
    ]);
    assert_eq!(
        steps(&lives, "term"),
        [
            "2010-01-20 issued own words",
            "2010-02-01 effective own words",
            "2014-12-20 extended other document by longer",
            "2019-12-31 expired other document",
            "2020-02-01 extended other document by again",
            "2021-12-31 expired other document",
        ]
    );
    assert_eq!(state(&lives, "term", "2015-02-01"), "in_force");
    assert_eq!(state(&lives, "term", "2020-01-15"), "expired");
    assert_eq!(state(&lives, "term", "2020-02-01"), "in_force");
    assert_eq!(state(&lives, "term", "2022-01-01"), "expired");
    assert_eq!(codes(&lives, "term"), ["lifecycle.extended-after-end"]);
    // The day in a notice of extension is not its own end.
    assert!(
        !steps(&lives, "longer")
            .iter()
            .any(|s| s.contains("expired"))
    );
}

#[test]
fn without_a_clause_the_general_rule_presumes_an_end() {
    let notice = |id: &'static str, region: &'static str, day: &'static str, title: &str| {
        let organ = "上海市教育委员会";
        let text = format!("{title}\n各单位：\n加强管理。\n{organ}\n{}\n", day);
        (id, region, day, text)
    };
    let cases = [
        notice("plain", "上海市", "2012-03-01", "关于加强校车管理的意见"),
        notice("trial", "上海市", "2012-03-01", "校车管理试行办法"),
        notice("before", "上海市", "2009-03-01", "关于加强校车管理的意见"),
        notice("elsewhere", "甲省", "2012-03-01", "关于加强校车管理的意见"),
        notice("letter", "上海市", "2012-03-01", "关于同意办学的批复"),
        notice("year", "上海市", "2012-03-01", "关于2012年招生工作的意见"),
    ];
    let cases: Vec<Case<'_>> = cases
        .iter()
        .map(|(id, region, day, text)| (*id, *region, *day, text.as_str()))
        .collect();
    let lives = lives(&cases);
    assert_eq!(state(&lives, "plain", "2017-02-28"), "in_force");
    assert_eq!(state(&lives, "plain", "2017-03-01"), "presumed_expired");
    let life = lives.get("plain").unwrap();
    let last = life.steps.last().unwrap();
    assert_eq!(last.rule.as_deref(), Some("shanghai-2010-26"));
    assert_eq!(last.when.to_string(), "2017-02-28");
    assert_eq!(state(&lives, "trial", "2014-03-01"), "presumed_expired");
    for id in ["before", "elsewhere", "letter", "year"] {
        assert_eq!(state(&lives, id, "2030-01-01"), "in_force", "{id}");
    }
}

#[test]
fn what_is_dated_by_the_year_is_unknown_within_it() {
    let lives = lives(&[
        ("year", "甲省", "2012", "关于校车的意见\n加强管理。\n"),
        ("none", "甲省", "", "关于校车的意见\n加强管理。\n"),
        (
            "number",
            "甲省",
            "",
            "甲省教育厅关于校车的意见\n甲教〔2012〕3号\n加强管理。\n",
        ),
    ]);
    assert_eq!(state(&lives, "number", "2011-12-31"), "not_yet");
    assert_eq!(state(&lives, "number", "2012-06-01"), "unknown");
    assert_eq!(state(&lives, "number", "2013-01-01"), "in_force");
    assert_eq!(
        steps(&lives, "number"),
        ["2012 issued by number", "2012 effective by issue"]
    );
    assert_eq!(state(&lives, "year", "2011-12-31"), "not_yet");
    assert_eq!(state(&lives, "year", "2012-06-01"), "unknown");
    assert_eq!(state(&lives, "year", "2012-12-31"), "in_force");
    assert_eq!(state(&lives, "none", "2012-12-31"), "unknown");
    assert_eq!(lives.in_force("year", "2012-06-01".parse().unwrap()), None);
}

#[test]
fn versions_follow_the_header() {
    let lives = lives(&[(
        "law",
        "甲市",
        "2018-05-20",
        "甲市公园条例\n（2001年4月12日甲市第五届人民代表大会常务委员会第五次会议通过　2010年6月18日甲市第七届人民代表大会常务委员会第二次会议修订　根据2018年5月20日甲市第九届人民代表大会常务委员会第三次会议《关于修改〈甲市公园条例〉的决定》修正）\n第一条 制定本条例。\n第二条 本条例自2010年10月1日起施行。\n",
    )]);
    let version = |day: &str| {
        let standing = lives.get("law").unwrap().on(day.parse().unwrap());
        (standing.state.as_str(), standing.version)
    };
    assert_eq!(version("2001-01-01"), ("not_yet", 0));
    assert_eq!(version("2005-01-01"), ("in_force", 1));
    // The revision holds from its day of effect.
    assert_eq!(version("2010-07-01"), ("in_force", 1));
    assert_eq!(version("2010-10-01"), ("in_force", 2));
    assert_eq!(version("2018-05-20"), ("in_force", 3));
}

#[test]
fn the_life_before_the_first_known_change_is_not_known() {
    let lives = lives(&[(
        "revised",
        "甲市",
        "2009-02-24",
        "甲市公园管理办法\n（2009年2月24日甲市第九届人民代表大会常务委员会第三次会议修订）\n第一条 制定本办法。\n第二条 本办法自2009年6月1日起施行。\n",
    )]);
    assert_eq!(state(&lives, "revised", "2005-01-01"), "unknown");
    // The old version holds until the new one does.
    let on = |day: &str| lives.get("revised").unwrap().on(day.parse().unwrap());
    assert_eq!(
        (on("2009-03-01").state, on("2009-03-01").version),
        (State::InForce, 1)
    );
    let standing = on("2013-06-01");
    assert_eq!((standing.state, standing.version), (State::InForce, 2));
    let witnesses = &standing.reason.unwrap().witnesses;
    assert!(
        witnesses.iter().any(|w| w.quote.contains("施行")),
        "{witnesses:?}"
    );
}

#[test]
fn a_licence_that_is_extended_under_a_law_extends_no_law() {
    let lives = lives(&[
        OLD,
        (
            "licence",
            "甲省",
            "2012-03-05",
            "甲省办学许可规定\n第一条 有效期届满需要延续的，依照《甲省学籍管理暂行办法》的规定办理。\n第二条 办学注册有效期为5年。\n",
        ),
    ]);
    assert!(!steps(&lives, "old").iter().any(|s| s.contains("extended")));
    assert!(
        !steps(&lives, "licence")
            .iter()
            .any(|s| s.contains("expired"))
    );
}

#[test]
fn contradictions_are_told() {
    let lives = lives(&[
        (
            "retro",
            "甲省",
            "2012-03-05",
            "关于提高标准的通知\n各市：\n本通知自2012年1月1日起执行。\n甲省教育厅\n2012年3月5日\n",
        ),
        (
            "short",
            "甲省",
            "2012-03-05",
            "甲省食堂管理办法\n第一条 加强管理。\n第二条 本办法自2013年9月1日起施行。\n",
        ),
        (
            "one",
            "甲省",
            "2012-12-01",
            "甲省餐饮管理办法\n第一条 加强管理。\n第二条 本办法自2013年1月1日起施行，《甲省食堂管理办法》同时废止。\n",
        ),
        (
            "two",
            "甲省",
            "2014-12-01",
            "甲省卫生管理办法\n第一条 加强管理。\n第二条 本办法自2015年1月1日起施行，《甲省食堂管理办法》同时废止。\n",
        ),
    ]);
    assert_eq!(codes(&lives, "retro"), ["lifecycle.effective-before-issue"]);
    assert_eq!(state(&lives, "retro", "2012-02-01"), "not_yet");
    assert_eq!(
        codes(&lives, "short"),
        ["lifecycle.repealed-before-effective", "lifecycle.two-days"]
    );
}

#[test]
fn one_act_told_by_two_documents_has_two_witnesses() {
    let repeal = |id: &'static str, title: &str| {
        let text = format!(
            "{title}\n第一条 加强管理。\n第二条 本办法自2013年1月1日起施行，《甲省食堂管理办法》同时废止。\n"
        );
        (id, text)
    };
    let (a, b) = (
        repeal("a", "甲省餐饮管理办法"),
        repeal("b", "甲省卫生管理办法"),
    );
    let lives = lives(&[
        (
            "short",
            "甲省",
            "2010-03-05",
            "甲省食堂管理办法\n第一条 加强管理。\n",
        ),
        (a.0, "甲省", "2012-12-01", &a.1),
        (b.0, "甲省", "2012-12-01", &b.1),
    ]);
    let life = lives.get("short").unwrap();
    let ends: Vec<&Step> = life
        .steps
        .iter()
        .filter(|s| s.kind == StepKind::Repealed)
        .collect();
    assert_eq!(ends.len(), 1);
    assert_eq!(ends[0].witnesses.len(), 2);
    assert!(life.diagnostics.is_empty(), "{:?}", life.diagnostics);
}

#[test]
fn rules_are_read_with_the_line_of_a_mistake() {
    let error = ValidityRules::from_toml("[[rule]]\nid = \"a\"\nwrong = 1\n").unwrap_err();
    assert!(error.line().is_some(), "{error}");
    for rule in ValidityRules::builtin().rules() {
        assert!(
            !rule.source.is_empty() && !rule.terms.is_empty(),
            "{}",
            rule.id
        );
    }
}
