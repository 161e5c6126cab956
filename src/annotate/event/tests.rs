use super::*;
use crate::annotate::DateAnnotator;
use crate::document::{Metadata, Provision, ProvisionKind};
use crate::text::Text;

/// A document of masthead, body and signature.
fn document(head: &str, body: &str, foot: &str, issued: Option<&str>) -> Document {
    let text = format!("{head}\n{body}\n{foot}");
    let (a, b) = (head.len() + 1, head.len() + body.len() + 2);
    let metadata = Metadata {
        issued: issued.and_then(|d| d.parse().ok()),
        ..Metadata::default()
    };
    let provisions = vec![
        Provision::new(ProvisionKind::Masthead, "文头", 0, Span::new(0, a)),
        Provision::new(ProvisionKind::Body, "正文", 0, Span::new(a, b)),
        Provision::new(
            ProvisionKind::Signature,
            "落款",
            0,
            Span::new(b, text.len()),
        ),
    ];
    Document::new("1", Text::new(text), metadata, provisions)
}

fn events(document: &Document) -> Vec<Event> {
    let mut annotations = Annotations::default();
    DateAnnotator.annotate(document, &mut annotations);
    EventAnnotator.annotate(document, &mut annotations);
    annotations.events
}

/// `kind first-day quote`, one a line.
fn told(document: &Document) -> Vec<String> {
    events(document)
        .iter()
        .map(|e| {
            let begin = e.when.begin.map(|d| d.to_string()).unwrap_or_default();
            format!("{:?} {begin} {}", e.kind, document.quote(e.span))
        })
        .collect()
}

fn in_body(body: &str, issued: &str) -> Vec<String> {
    told(&document("标题", body, "", Some(issued)))
}

#[test]
fn a_law_tells_its_versions() {
    let law = document(
        "某省义务教育条例\n1994年5月6日 某省第八届人民代表大会常务委员会第三次会议通过\n2003年7月1日省人民政府令第5号公布 根据2010年7月30日某省第十一届人民代表大会常务委员会第十六次会议《关于修改〈某省义务教育条例〉的决定》第一次修正\n2012年3月1日某省人民代表大会常务委员会修订",
        "第一条 为了实施义务教育，制定本条例。\n第二条 本条例自2012年9月1日起施行。1986年1月2日省人民政府发布的《某省普及教育规定》同时废止。",
        "",
        Some("1994-05-06"),
    );
    assert_eq!(
        told(&law),
        [
            "Adopted 1994-05-06 1994年5月6日 某省第八届人民代表大会常务委员会第三次会议通过",
            "Issued 2003-07-01 2003年7月1日省人民政府令第5号公布",
            "Amended 2010-07-30 2010年7月30日某省第十一届人民代表大会常务委员会第十六次会议《关于修改〈某省义务教育条例〉的决定》第一次修正",
            "Revised 2012-03-01 2012年3月1日某省人民代表大会常务委员会修订",
            "Effective 2012-09-01 本条例自2012年9月1日起施行",
            "Past 1986-01-02 1986年1月2日省人民政府发布的《某省普及教育规定》",
            "Repealed 2012-09-01 1986年1月2日省人民政府发布的《某省普及教育规定》同时废止",
        ]
    );
}

#[test]
fn a_notice_tells_its_validity() {
    let notice = document(
        "某市教育局关于印发办法的通知",
        "本办法自印发之日起30日后施行，有效期5年。",
        "2012年9月5日",
        Some("2012-09-05"),
    );
    assert_eq!(
        told(&notice),
        [
            "Effective 2012-10-06 本办法自印发之日起30日后施行",
            "Expires 2017-10-05 有效期5年",
            "Issued 2012-09-05 2012年9月5日",
        ]
    );
    assert_eq!(
        in_body(
            "本通知自2012年1月1日起执行，有效期至2016年12月31日。",
            "2011-12-20"
        ),
        [
            "Effective 2012-01-01 本通知自2012年1月1日起执行",
            "Expires 2016-12-31 有效期至2016年12月31日",
        ]
    );
}

/// The events of a text, without the words.
fn dated(head: &str, body: &str, foot: &str, issued: &str) -> Vec<String> {
    told(&document(head, body, foot, Some(issued)))
        .iter()
        .map(|e| e.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn the_day_of_issue_is_that_of_the_first_version() {
    let body = "第九条 本条例自公布之日起施行。《某市旧条例》同时废止。";
    for (head, effective) in [
        // The date that came with the text is that of the last amendment.
        (
            "某市建设条例\n1996年12月14日 某省人民代表大会常务委员会通过\n2020年7月24日 某省人民代表大会常务委员会《关于修改条例的决定》修正",
            "1996-12-14",
        ),
        (
            "某市建设条例\n1996年12月14日 市政府批准\n1996年12月30日 市政府令第5号公布\n2020年7月24日 市政府令第9号修正",
            "1996-12-30",
        ),
        // What was promulgated after a change is the changed text.
        (
            "某市建设条例\n1996年12月14日 某省人民代表大会常务委员会通过\n2010年7月1日 某省人民代表大会常务委员会修订\n2010年7月24日 公告第9号公布",
            "1996-12-14",
        ),
        ("某市建设条例", "2020-07-24"),
        // The text was never changed: the date from outside is that of its promulgation.
        (
            "某市建设条例\n2020年7月1日 某省人民代表大会常务委员会通过",
            "2020-07-24",
        ),
    ] {
        let found = dated(head, body, "", "2020-07-24");
        for kind in ["Effective", "Repealed"] {
            assert!(
                found.contains(&format!("{kind} {effective}")),
                "{head}: {found:?}"
            );
        }
    }
    // When it was made public after the approval is not told.
    for changed in [
        "",
        "\n2020年7月24日 某省人民代表大会常务委员会批准的《关于修改条例的决定》修正",
    ] {
        let head = "某市建设条例\n1996年12月14日 某市人民代表大会常务委员会通过\n1997年2月1日 某省人民代表大会常务委员会批准";
        let found = dated(&format!("{head}{changed}"), body, "", "1997-02-01");
        let dated = |kind| found.iter().any(|event| event.starts_with(kind));
        assert!(!dated("Effective") && !dated("Repealed"), "{found:?}");
    }
}

#[test]
fn a_repeal_is_dated_by_what_stands_with_it() {
    for (body, expected) in [
        (
            "市政府决定废止《某市督导规定》。\n本决定自2014年5月1日起施行。",
            vec![
                "Repealed 2014-05-01 市政府决定废止《某市督导规定》",
                "Effective 2014-05-01 本决定自2014年5月1日起施行",
            ],
        ),
        (
            "决定废止《甲办法》、《乙办法（试行）》，自2014年5月1日起施行。",
            vec![
                "Repealed 2014-05-01 决定废止《甲办法》、《乙办法（试行）》",
                "Effective 2014-05-01 自2014年5月1日起施行",
            ],
        ),
        (
            "对《某市督导规定》予以废止。",
            vec!["Repealed 2014-04-02 对《某市督导规定》予以废止"],
        ),
        (
            "自2014年9月1日起，原《收费办法》（某教〔2009〕3号）停止执行。",
            vec!["Repealed 2014-09-01 自2014年9月1日起，原《收费办法》（某教〔2009〕3号）停止执行"],
        ),
        ("规章的制定、修改和废止，依照《立法法》执行。", vec![]),
        (
            "自2014年9月1日起废止《收费办法》。",
            vec!["Repealed 2014-09-01 自2014年9月1日起废止《收费办法》"],
        ),
        (
            "《收费办法》（某教〔2009〕3号）自2014年9月1日起废止。",
            vec!["Repealed 2014-09-01 《收费办法》（某教〔2009〕3号）自2014年9月1日起废止"],
        ),
        (
            "自2014年9月1日起，执行《收费标准》，原《收费办法》同时废止。",
            vec![
                "Scheduled 2014-09-01 自2014年9月1日起，执行《收费标准》",
                "Repealed 2014-09-01 自2014年9月1日起，执行《收费标准》，原《收费办法》同时废止",
            ],
        ),
        // The day from which the old text held is not that of its end.
        (
            "本办法自2014年9月1日起施行，自1997年2月5日起施行的《收费办法》同时废止。",
            vec![
                "Effective 2014-09-01 本办法自2014年9月1日起施行",
                "Past 1997-02-05 自1997年2月5日起施行的《收费办法》",
                "Repealed 2014-09-01 自1997年2月5日起施行的《收费办法》同时废止",
            ],
        ),
    ] {
        assert_eq!(in_body(body, "2014-04-02"), expected, "{body}");
    }
    // The title says it again.
    let found = dated(
        "某市关于废止《某市督导规定》的决定",
        "决定废止《某市督导规定》。",
        "2014年4月2日",
        "2014-04-02",
    );
    assert_eq!(found, ["Repealed 2014-04-02", "Issued 2014-04-02"]);
}

#[test]
fn the_bracket_around_a_time_is_not_quoted() {
    for (body, expected) in [
        ("某中学报名（2012年4月）", "Scheduled 2012-04-01 2012年4月"),
        (
            "报名（2012年4月1日9时截止）",
            "Deadline 2012-04-01 2012年4月1日9时截止",
        ),
        (
            "报名（2012年4月1日举行（周日除外）",
            "Scheduled 2012-04-01 2012年4月1日举行（周日除外）",
        ),
    ] {
        assert_eq!(in_body(body, "2012-01-15"), [expected], "{body}");
    }
}

#[test]
fn what_an_attachment_was_signed_is_past_for_its_bearer() {
    for (issued, carried) in [
        (Some("1997-04-08"), EventKind::Past),
        // The document's own day, printed after its attachments.
        (Some("1997-01-28"), EventKind::Issued),
        (None, EventKind::Issued),
    ] {
        let mut notice = document("标题", "现转发给你们。", "1997年4月8日\n", issued);
        let text = format!("{}附件\n报告。\n1997年1月28日", notice.text.original());
        let (from, sign) = (notice.text.original().len(), text.rfind("1997").unwrap());
        let end = text.len();
        notice.text = Text::new(text);
        let attached = Provision::new(ProvisionKind::Attachment, "附件", 0, Span::new(from, sign));
        let mut signed = Provision::new(
            ProvisionKind::Signature,
            "附件/落款",
            0,
            Span::new(sign, end),
        );
        signed.parent = Some(notice.provisions.len());
        notice.provisions.extend([attached, signed]);
        let found: Vec<_> = (events(&notice).into_iter())
            .map(|e| (e.kind, e.own_kind(), e.when.begin.unwrap().to_string()))
            .collect();
        let signed = |own, day: &str| (EventKind::Issued, own, day.to_owned());
        let expected = [
            signed(EventKind::Issued, "1997-04-08"),
            signed(carried, "1997-01-28"),
        ];
        assert_eq!(found, expected, "{issued:?}");
    }
}

#[test]
fn a_carried_text_is_issued_by_the_organ_under_its_title() {
    let body = "现转发给你们。\n关于清理整顿的意见\n（民政局　2012年1月28日）\n提出如下意见。";
    assert_eq!(
        in_body(body, "2012-04-08"),
        ["Issued 2012-01-28 2012年1月28日"]
    );
}

#[test]
fn the_history_of_a_carried_text_is_told() {
    let text = "第7号令\n现公布《某条例》。\n2018年11月6日\n某条例\n（1991年3月4日国务院令第76号发布　2018年9月6日国务院第23次常务会议修订通过）\n第一条 甲。";
    let starts = [
        0,
        text.find("现公布").unwrap(),
        text.find("2018年11月").unwrap(),
    ];
    let carried = text.find("某条例\n（").unwrap();
    let metadata = Metadata {
        issued: "2018-11-06".parse().ok(),
        ..Metadata::default()
    };
    let kinds = [
        (ProvisionKind::Masthead, "文头", starts[0], starts[1]),
        (ProvisionKind::Body, "正文", starts[1], starts[2]),
        (ProvisionKind::Signature, "落款", starts[2], carried),
        (ProvisionKind::Attachment, "附件", carried, text.len()),
    ];
    let provisions = kinds.map(|(k, path, a, b)| Provision::new(k, path, 0, Span::new(a, b)));
    let order = Document::new("1", Text::new(text), metadata, provisions.to_vec());
    assert_eq!(
        told(&order),
        [
            "Issued 2018-11-06 2018年11月6日",
            "Issued 1991-03-04 1991年3月4日国务院令第76号发布",
            "Revised 2018-09-06 2018年9月6日国务院第23次常务会议修订通过",
        ]
    );
}

#[test]
fn an_order_of_the_text_itself_tells_its_life() {
    let text = "中华人民共和国国务院令\n\n第7号\n\n《茶园管理条例》已经2018年9月6日国务院第23次常务会议修订通过，现将修订后的《茶园管理条例》公布，自2019年3月1日起施行。\n\n总理　　甲某\n\n2018年11月6日\n\n茶园管理条例\n\n（1991年3月4日国务院令第3号发布　2018年9月6日国务院第23次常务会议修订通过）\n第一条 甲。\n第二条 本条例自2019年3月1日起施行。\n";
    let order = crate::parse::parse(crate::read::RawDocument::new("1", text)).document;
    assert_eq!(order.metadata.title.as_deref(), Some("茶园管理条例"));
    assert_eq!(
        told(&order),
        [
            "Revised 2018-09-06 2018年9月6日国务院第23次常务会议修订通过",
            "Effective 2019-03-01 自2019年3月1日起施行",
            "Issued 2018-11-06 2018年11月6日",
            "Issued 1991-03-04 1991年3月4日国务院令第3号发布",
        ]
    );
}

#[test]
fn what_a_text_prescribes_and_tells() {
    for (body, expected) in [
        (
            "各区于2012年12月31日前报送方案。",
            vec!["Deadline 2012-12-31"],
        ),
        ("到2020年，基本实现教育现代化。", vec!["Target 2020-01-01"]),
        (
            "各区应当在本办法施行后一年内完成调查。本办法自2012年9月1日起施行。",
            vec!["Deadline 2013-09-01", "Effective 2012-09-01"],
        ),
        (
            "旧证可以在本办法施行后一年内使用。本办法自2012年9月1日起施行。",
            vec!["Effective 2012-09-01"],
        ),
        (
            "力争在2015年之前，实现均衡发展。",
            vec!["Target 2015-01-01"],
        ),
        ("“十三五”期间，新建学校100所。", vec!["Period 2016-01-01"]),
        (
            "经过“十三五”期间的努力，学校都达到标准。",
            vec!["Target 2016-01-01"],
        ),
        ("考试于5月11日、12日举行。", vec!["Scheduled 2012-05-11"]),
        ("考试已于1月11日、12日举行。", vec!["Past 2012-01-11"]),
        ("考生于5月11日至20日报名。", vec!["Period 2012-05-11"]),
        ("某甲生于1950年3月5日。", vec![]),
        (
            "《某规则》已经2012年6月16日市政府会议修订通过，现予印发。",
            vec!["Adopted 2012-06-16"],
        ),
        (
            "报名时间为2012年3月1日至3月5日。",
            vec!["Period 2012-03-01"],
        ),
        ("从2013年起，实行新标准。", vec!["Scheduled 2013-01-01"]),
        ("考试定于2012年6月16日举行。", vec!["Scheduled 2012-06-16"]),
        ("2010年全市投入教育经费5亿元。", vec!["Past 2010-01-01"]),
        (
            "按照国办发〔2010〕48号和《规划（2010—2020年）》执行。",
            vec![],
        ),
        ("党的十八大以来，成绩显著。", vec![]),
        ("招收2006年8月31日前出生的儿童。", vec![]),
        ("每年9月10日前报送。", vec![]),
        ("成绩达到2012年录取控制线。", vec![]),
        (
            "《某法》自2013年1月1日起施行。",
            vec!["Scheduled 2013-01-01"],
        ),
    ] {
        let found: Vec<String> = in_body(body, "2012-01-15")
            .iter()
            .map(|e| e.split(' ').take(2).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn long_texts_take_linear_time() {
    for unit in [
        "年",
        "2012年",
        "（",
        "《",
        "2012年9月1日",
        "自公布之日起施行",
        "同时废止",
        "废止《法》",
        "自2012年9月1日起，原《法》、",
        "对《法》《法》",
        " ",
    ] {
        let body = unit.repeat(60_000 / unit.len());
        events(&document("标题", &body, "", Some("2012-09-05")));
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_spans_on_borders(
        head in "[0-9年月日《》（）法通过修正公布施行 ]{0,40}",
        body in "[0-9０二〇年月日前底到至自起本法施行同时废止《》，。有效期\n ]{0,80}",
    ) {
        let document = document(&head, &body, "2012年9月5日", Some("2012-09-05"));
        for e in events(&document) {
            let quote = document.text.original().get(e.span.start..e.span.end);
            proptest::prop_assert!(quote.is_some_and(|q| !q.is_empty()));
        }
    }
}

#[test]
fn a_text_of_any_kind_tells_its_effect() {
    for name in [
        "行动计划",
        "指引",
        "守则",
        "预案",
        "导则",
        "要点",
        "政策",
        "规程",
        "章程",
    ] {
        let found = told(&document(
            "甲",
            &format!("本{name}自2022年7月1日起施行。"),
            "乙",
            None,
        ));
        assert_eq!(
            found,
            [format!("Effective 2022-07-01 本{name}自2022年7月1日起施行")]
        );
    }
    let found = told(&document(
        "甲",
        "以上政策自2022年7月1日起实行。",
        "乙",
        None,
    ));
    assert_eq!(found, ["Effective 2022-07-01 以上政策自2022年7月1日起实行"]);
    for other in [
        "该政策自2012年7月1日起在全国实行统一招生。",
        "本政策自2012年7月1日起实行的收费标准不变。",
        "甲县奖补政策自2012年7月1日起实施。",
    ] {
        let found = told(&document("甲", other, "乙", None));
        assert!(
            !found.iter().any(|e| e.starts_with("Effective")),
            "{found:?}"
        );
    }
}

#[test]
fn the_day_of_printing_is_no_event() {
    let text = "甲市教育局关于印发《甲市学校办法》的通知\n甲教〔2021〕3号\n各校：\n现将《甲市学校办法》印发给你们。\n甲市教育局\n2021年9月8日\n甲市学校办法\n第一条 制定本办法。\n第二条 本办法自2021年10月8日起施行。\n抄送：市财政局。\n甲市教育局办公室　2021年9月15日印发\n";
    let document = crate::parse::parse(crate::read::RawDocument::new("1", text)).document;
    let kinds: Vec<_> = told(&document)
        .iter()
        .map(|e| e.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(kinds, ["Issued 2021-09-08", "Effective 2021-10-08"]);
}

#[test]
fn what_a_report_is_about_is_no_event() {
    let body = "2011年工作回顾\n一年来，我们主要做了以下工作。列入“十一五”期间全市学校建设规划。";
    assert_eq!(in_body(body, "2012-03-01"), [""; 0]);
    let body =
        "听取市政府关于2021年度国有资产管理情况的综合报告。办学注册有效期为5年，按照本办法执行。";
    assert_eq!(in_body(body, "2022-05-06"), [""; 0]);
}

#[test]
fn quotes_end_where_their_clauses_do() {
    for (body, expected) in [
        (
            "2010年地方财政共收入5，960，281元，增长较快。",
            "Past 2010-01-01 2010年地方财政共收入5，960，281元",
        ),
        (
            "到2020年，初步形成大中小幼美育相互衔接、课堂教学和课外活动相互结合、普及教育与专业教育相互促进的体系。",
            "Target 2020-01-01 到2020年，初步形成大中小幼美育相互衔接、课堂教学和课外活动相互结合、普及教育与专业教育相互促进的体系",
        ),
        // What is short of the act is no clause, nor is a label that stands before the time.
        (
            "2020年起，各区每年公布入学办法。",
            "Scheduled 2020-01-01 2020年起，各区每年公布入学办法",
        ),
        (
            "2012年5月6日（9:00-22:00）期间，考生登录平台缴费。",
            "Scheduled 2012-05-06 2012年5月6日（9:00-22:00）期间，考生登录平台缴费",
        ),
        (
            "五年来，在各方支持下，全区新建学校20所，改建30所。",
            "Past 2007-03-01 五年来，在各方支持下，全区新建学校20所",
        ),
        (
            "一、咨询时间：2012年5月6日9:00—15:00",
            "Scheduled 2012-05-06 咨询时间：2012年5月6日9:00—15:00",
        ),
        (
            "2010年招生人数\t扩招人数\t合计",
            "Past 2010-01-01 2010年招生人数",
        ),
        (
            "2012年5月6日（周日）\t9:00-11:00\t外语",
            "Scheduled 2012-05-06 2012年5月6日（周日）\t9:00-11:00\t外语",
        ),
        (
            "3月1日上午，2012年全市统一招生考试语文科目顺利进行，专家作了评析。",
            "Past 2012-03-01 3月1日上午，2012年全市统一招生考试语文科目顺利进行",
        ),
        (
            "1956年4月3日甲市发布的《甲办法》和1988年5月6日乙市发布的《乙办法》同时废止。",
            "Past 1956-04-03 1956年4月3日甲市发布的《甲办法》",
        ),
        (
            "1993年6月28日甲市发布的《甲办法》（甲教〔1993〕1号）、《乙办法》同时废止。",
            "Past 1993-06-28 1993年6月28日甲市发布的《甲办法》（甲教〔1993〕1号）、《乙办法》",
        ),
        (
            "学院创立于1956年，是一所公立大学。",
            "Past 1956-01-01 学院创立于1956年",
        ),
        (
            "农民收入由2007年的639元增加到2010年的1923元，增长较快。",
            "Past 2010-01-01 农民收入由2007年的639元增加到2010年的1923元",
        ),
        (
            "报考信息的网上输入截止时间为2012年5月6日，逾期不予受理。",
            "Deadline 2012-05-06 报考信息的网上输入截止时间为2012年5月6日",
        ),
        (
            "2012年4月1日至6月30日，对面临暂时困难且不裁员的企业，返还标准提高。",
            "Period 2012-04-01 2012年4月1日至6月30日，对面临暂时困难且不裁员的企业，返还标准提高",
        ),
        (
            "到2020年，力争在提高效益的基础上，使产值达到100亿元，其他略。",
            "Target 2020-01-01 到2020年，力争在提高效益的基础上，使产值达到100亿元",
        ),
        (
            "2012年7―9月，由主管部门根据清理规定的要求，对团体进行审查，并提出意见。",
            "Period 2012-07-01 2012年7―9月，由主管部门根据清理规定的要求，对团体进行审查",
        ),
        (
            "“十一五”时期的实践，丰富了我们的认识，意义重大。",
            "Past 2006-01-01 “十一五”时期的实践，丰富了我们的认识",
        ),
        (
            "自2012年9月考试起，电子证书替代纸质证书，不再下发。",
            "Scheduled 2012-09-01 自2012年9月考试起，电子证书替代纸质证书",
        ),
        (
            "2010年在第三届甲市代表大会上，市长提出目标，影响很大。",
            "Past 2010-01-01 2010年在第三届甲市代表大会上，市长提出目标",
        ),
        (
            "2010年甲地发生洪水后，实施了新办法，效果好。",
            "Past 2010-01-01 2010年甲地发生洪水后，实施了新办法",
        ),
        (
            "“十三五”期间及其后一段时间，地震活动将增强，要防范。",
            "Period 2016-01-01 “十三五”期间及其后一段时间，地震活动将增强",
        ),
        (
            "会议高度评价“十一五”时期取得的成就，充分肯定工作。",
            "Past 2006-01-01 “十一五”时期取得的成就",
        ),
        (
            "努力为“十三五”期间的发展打下基础。",
            "Period 2016-01-01 为“十三五”期间的发展打下基础",
        ),
        (
            "可于2012年5月6日（9:00至11:00，13:00至16:00）联系报名，过时不候。",
            "Scheduled 2012-05-06 于2012年5月6日（9:00至11:00，13:00至16:00）联系报名",
        ),
        (
            "1\t2012年5月6日（周日）\t4月2日10点开放报名",
            "Scheduled 2012-05-06 2012年5月6日（周日）",
        ),
        (
            "02440\t混凝土结构\t2012年5月6日 09:00",
            "Scheduled 2012-05-06 混凝土结构\t2012年5月6日 09:00",
        ),
        (
            "已安排补助2亿元，其中2011年安排了9000万元。",
            "Past 2011-01-01 2011年安排了9000万元",
        ),
        (
            "进入2011年12月下旬，又发生了事故。",
            "Past 2011-12-21 2011年12月下旬，又发生了事故",
        ),
        (
            "去年底，全区建成新校舍。",
            "Past 2011-12-01 去年底，全区建成新校舍",
        ),
        (
            "2012年市教委将会同市财政局研究支持办法。",
            "Scheduled 2012-01-01 2012年市教委将会同市财政局研究支持办法",
        ),
        (
            "招生规模逐步扩大，2014年达到2000人的规模。",
            "Target 2014-01-01 2014年达到2000人的规模",
        ),
    ] {
        assert_eq!(in_body(body, "2012-03-01").first().unwrap(), expected);
    }
}

#[test]
fn a_text_counts_from_its_first_issue_whatever_was_given() {
    let head = "某条例\n\n1997年10月21日国务院令第232号发布\n\n";
    let body = "第一条 制定本条例。\n第二条 本条例自发布之日起施行。\n";
    for changed in [
        "",
        "根据2013年7月18日《国务院关于修改部分行政法规的决定》修订\n\n",
    ] {
        let raw = crate::read::RawDocument::new("1", format!("{head}{changed}{body}"));
        let mut document = crate::parse::parse(raw).document;
        document.metadata.issued = "2020-11-29".parse().ok();
        let mut annotations = Annotations::default();
        DateAnnotator.annotate(&document, &mut annotations);
        EventAnnotator.annotate(&document, &mut annotations);
        let day = "1997-10-21".parse().ok();
        let anchored = annotations.dates.last().unwrap();
        assert_eq!(document.quote(anchored.span), "发布之日起");
        assert_eq!(anchored.expression.meant.begin, day, "{changed}");
        let effective = annotations
            .events
            .iter()
            .find(|e| e.kind == EventKind::Effective);
        assert_eq!(effective.unwrap().when.begin, day, "{changed}");
    }
}

#[test]
fn what_is_compared_with_and_what_only_has_a_name_are_no_events() {
    for body in [
        "粮食总产值比2010年增长8%。",
        "与2010年相比，粮食增长8%。",
        "3月份外语考试将于3月6日举行。",
        "3月份外语考试成绩即将公布。",
        "投入强度高于“十一五”时期实际，是2010年的2.2倍。",
        "产量稳定在2010年夏秋两季征收总额的水平上。",
        "考生如有2010年及以前的成绩，请补登。",
        "2010年以后立项的重大课题依此办理。",
        "今年也是18年来地震活动的高峰年。",
        "自70年代以来，每年都进行会商。",
    ] {
        let told = in_body(body, "2012-03-01");
        let has = |words: &str| told.iter().any(|event| event.contains(words));
        let none = !has("2010年") && !has("3月份") && !has("十一五") && !has("来");
        assert!(none, "{body}: {told:?}");
    }
    for heading in [
        "1999年国内工作回顾\n",
        "2011年工作回顾和2012年工作的总体要求\n",
        "“十二五”时期的主要目标和任务\n",
        "2011年招生资格线汇总\n",
        "表4：2011年招生资格线汇总\n",
        "一、2011年国家决算\n",
    ] {
        assert_eq!(in_body(heading, "2012-03-01"), [""; 0], "{heading}");
    }
    assert_eq!(
        in_body("2011年同2010年相比，粮食增长8%。", "2012-03-01"),
        ["Past 2011-01-01 2011年同2010年相比，粮食增长8%"]
    );
    assert_eq!(
        in_body("2012年3月6日，考试顺利举行。", "2012-03-06"),
        ["Past 2012-03-06 2012年3月6日，考试顺利举行"]
    );
    assert_eq!(
        in_body("本安排自2012年9月1日起施行。", "2012-03-01"),
        ["Effective 2012-09-01 本安排自2012年9月1日起施行"]
    );
}

#[test]
fn a_length_from_the_day_of_the_text_is_not_dated() {
    let body = "力争三年内实现全覆盖。自本通知发布之日起三十日内报送方案。";
    let told = in_body(body, "2012-03-01");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("Deadline 2012-03-31"), "{told:?}");
}

#[test]
fn a_report_of_a_year_tells_by_its_words_what_is_over() {
    for (body, expected) in [
        (
            "今年一月一日两国建交。",
            "Past 1979-01-01 今年一月一日两国建交",
        ),
        (
            "今年十月一日将举行庆祝。",
            "Scheduled 1979-10-01 今年十月一日将举行庆祝",
        ),
        (
            "从今年第四季度开始，改革税制。",
            "Scheduled 1979-10-01 从今年第四季度开始，改革税制",
        ),
        (
            "今年六月一日起已在全国实施。",
            "Past 1979-06-01 今年六月一日起已在全国实施",
        ),
        (
            "今年1至9月安排了就业。",
            "Past 1979-01-01 今年1至9月安排了就业",
        ),
        (
            "今年1至5月的收购额比去年同期增长，要完成计划还有困难。",
            "Past 1979-01-01 今年1至5月的收购额比去年同期增长",
        ),
        (
            "1976年以来，人口减慢。",
            "Past 1976-01-01 1976年以来，人口减慢",
        ),
    ] {
        assert_eq!(in_body(body, "1979").first().unwrap(), expected);
    }
    for (body, expected) in [
        (
            "到一月二十三日就已经完成任务。",
            "Past 1979-01-23 到一月二十三日就已经完成任务",
        ),
        (
            "从1976年到1979年，税款的比重降低。",
            "Past 1976-01-01 从1976年到1979年，税款的比重降低",
        ),
        (
            "比重已降低到1979年的三成。",
            "Past 1979-01-01 比重已降低到1979年的三成",
        ),
        (
            "1979年，我们要深入学习，努力实现目标。",
            "Scheduled 1979-01-01 1979年，我们要深入学习",
        ),
    ] {
        assert_eq!(in_body(body, "1979").first().unwrap(), expected);
    }
    for body in [
        "今年是“六五”开局之年，做好工作很重要。",
        "1979年，我国面临的形势依然复杂。",
        "这一年，学校不少。",
        "二十多年来，学校增加很快。",
    ] {
        assert_eq!(in_body(body, "1979"), [""; 0], "{body}");
    }
    // A notice of which the day is known says what is to be done.
    assert_eq!(
        in_body("2016年，全面加强美育工作。", "2016-07-13"),
        ["Scheduled 2016-01-01 2016年，全面加强美育工作"]
    );
    assert_eq!(
        in_body("1997年7―9月，由主管部门审查。", "1997-04-08"),
        ["Period 1997-07-01 1997年7―9月，由主管部门审查"]
    );
}

#[test]
fn an_article_sets_its_goals_whatever_came_later() {
    let text = "甲市科技条例\n1996年5月6日甲市人大常委会通过\n2010年7月1日甲市人大常委会修订\n第一条 为了促进科技，制定本条例。\n第二条 到2000年，科技经费占支出的比例达到百分之六。\n第三条 本条例自1996年7月1日起施行。\n";
    let document = crate::parse::parse(crate::read::RawDocument::new("1", text)).document;
    let told = told(&document);
    assert!(
        told.contains(&"Target 2000-01-01 到2000年，科技经费占支出的比例达到百分之六".to_owned()),
        "{told:?}"
    );
    // Of a text without a day, 取得 says what is over.
    let text = document_without_day("会议高度评价“十一五”时期我国取得的巨大成就。");
    assert_eq!(
        self::told(&text),
        ["Past 2006-01-01 “十一五”时期我国取得的巨大成就"]
    );
}

fn document_without_day(body: &str) -> Document {
    document("标题", body, "", None)
}

#[test]
fn what_was_done_before_a_day_is_no_deadline() {
    for body in [
        "2023年以前的高中毕业生，由街道鉴定。",
        "判决于2019年1月1日前作出，申请再审的，适用新法。",
        "2015年10月31日以前通过网络实施的侮辱行为，适用本条。",
        "对于2015年10月31日以前实施贪污行为，适用本条。",
        "依照本法在2016年1月1日以前领取的居民身份证，继续有效。",
        "2018年以前，委员会原则上每半年召开一次例会。",
        "2016年1月1日前，利害关系人申请保全措施的，适用修改前的法律。",
        "对于2015年10月31日以前以捏造的事实提起民事诉讼，妨害秩序的，适用本条。",
        "关于2016年选举安排谈判终止，责任在于对方。",
    ] {
        let told = in_body(body, "2015-01-01");
        assert!(!told.iter().any(|e| e.starts_with("Deadline")), "{told:?}");
    }
    for body in [
        "人民法院2015年5月1日以后审理的刑事案件，适用新法。",
        "2015年1月1日尚未审结的案件不适用本规定。",
        "2015年5月1日前依照专利法不受保护的；",
    ] {
        let none: [&str; 0] = [];
        assert_eq!(in_body(body, "2014-01-01"), none, "{body}");
    }
    // What an assembly passed is past, whatever day the text is said to be of.
    assert_eq!(
        in_body(
            "依据决定（2017年11月4日全国人大常委会会议通过）。",
            "1990-04-04"
        ),
        ["Past 2017-11-04 2017年11月4日全国人大常委会会议通过"]
    );
    assert_eq!(
        in_body("由学校在11月2日前通过系统更正。", "2015-10-24"),
        ["Deadline 2015-11-02 在11月2日前通过系统更正"]
    );
    assert_eq!(
        in_body("1995年1月1日 执行\n", "1994-12-06"),
        ["Effective 1995-01-01 1995年1月1日 执行"]
    );
}

#[test]
fn a_bracket_around_a_time_closes_before_the_act() {
    for (body, expected) in [
        (
            "考生可在规定时间内（3月8日9:00-15:00）通过界面进行咨询，也可来电。",
            "Scheduled 2024-03-08 考生可在规定时间内（3月8日9:00-15:00）通过界面进行咨询",
        ),
        (
            "充分考虑考试期间（尤其注意6月28日为工作日）交通、天气等因素。",
            "Scheduled 2024-06-28 6月28日为工作日",
        ),
        (
            "依照（1997年发布，2002年4月12日修订省政府第139号令发布）的《办法》。",
            "Past 2002-04-12 2002年4月12日修订省政府第139号令发布",
        ),
    ] {
        let told = in_body(body, "2024-03-01");
        assert!(told.iter().any(|e| e == expected), "{told:?}");
    }
    for body in [
        "考生可查询外语（1月）科目成绩。",
        "依照协定（1999年文本）（以下简称协定）申请。",
        "人均收入2300元（2010年不变价）作为新标准。",
    ] {
        let none: [&str; 0] = [];
        assert_eq!(in_body(body, "2024-01-20"), none, "{body}");
    }
}

#[test]
fn a_quote_breaks_in_no_bracket_and_no_quotation() {
    for (body, expected) in [
        (
            "2023年发生洪水后，实施了“封山植树，退耕还林”的措施，成效显著。",
            "Past 2023-01-01 2023年发生洪水后，实施了“封山植树，退耕还林”的措施",
        ),
        (
            "于6月8日12:00后登录“中国运动文化教育网站”或者“体教联盟应用”中的“普通高等学校运动训练、武术与民族传统体育专业招生系统以及其他各类系统平台”打印本人的文化考试准考证。",
            "Scheduled 2024-06-08 于6月8日12:00后登录“中国运动文化教育网站”或者“体教联盟应用”中的“普通高等学校运动训练、武术与民族传统体育专业招生系统以及其他各类系统平台”打印本人的文化考试准考证",
        ),
    ] {
        let told = in_body(body, "2024-03-01");
        assert!(told.iter().any(|e| e == expected), "{told:?}");
    }
    let told = in_body(
        "到2027年，现代工业在总产值中的比重，将由三成上升到四成，质量提高。",
        "2024-03-01",
    );
    assert_eq!(
        told,
        ["Target 2027-01-01 到2027年，现代工业在总产值中的比重，将由三成上升到四成"]
    );
    let long = "其后功能关闭，".repeat(14);
    let told = in_body(&format!("6月5日开始录入考生信息（{long}）。"), "2024-03-01");
    assert_eq!(told, ["Scheduled 2024-06-05 6月5日开始录入考生信息"]);
}
