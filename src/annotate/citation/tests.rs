use super::*;
use crate::document::Metadata;
use crate::document::Provision;
use crate::text::Text;
use CitationRelation::*;

fn cited(text: &str) -> Vec<(Option<String>, Option<String>, CitationRelation)> {
    let all = Span::new(0, text.len());
    let document = Document::new(
        "1",
        Text::new(text),
        Metadata::default(),
        vec![Provision::new(ProvisionKind::Body, "正文", 0, all)],
    );
    find(&document, Named::of(document.text.view()))
        .into_iter()
        .map(|c| (c.title, c.number.map(|n| n.to_string()), c.relation))
        .collect()
}

#[test]
fn references_carry_title_number_and_relation() {
    for (text, expected) in [
        (
            "根据《教师法》和《教育部关于加强师德建设的意见》（教师〔2005〕1号），制定本办法。",
            vec![
                (Some("教师法"), None, Basis),
                (
                    Some("教育部关于加强师德建设的意见"),
                    Some("教师〔2005〕1号"),
                    Basis,
                ),
            ],
        ),
        (
            "根据《美育意见》（教体艺〔2014〕1号）等文件，经市政府同意，现提出以下意见。",
            vec![(Some("美育意见"), Some("教体艺〔2014〕1号"), Basis)],
        ),
        (
            "《美育工作实施方案》已经市政府同意，现印发给你们，请遵照执行。",
            vec![
                (Some("美育工作实施方案"), None, Forwards),
                (Some("美育工作实施方案"), None, Approves),
            ],
        ),
        (
            "学校有《民办教育促进法》第五十六条规定情形的，经主管部门批准，可以终止。",
            vec![(Some("民办教育促进法"), None, Cites)],
        ),
        (
            "1996年3月5日甲市人民代表大会常务委员会第十二次会议通过、1996年7月1日乙省人民代表大会常务委员会第三次会议批准的《甲市托幼管理条例》和2001年4月6日甲市人民政府发布的《甲市幼儿园收费办法》同时废止。",
            vec![
                (Some("甲市托幼管理条例"), None, Repeals),
                (Some("甲市幼儿园收费办法"), None, Repeals),
            ],
        ),
        (
            "根据《药品管理法》，审判委员会第9次会议决定对《纠纷规定》作如下修改：",
            vec![
                (Some("药品管理法"), None, Basis),
                (Some("纠纷规定"), None, Amends),
            ],
        ),
        (
            "为贯彻落实《体育意见》《美育意见》，以及甲部、乙部《融合意见》，建立制度。",
            vec![
                (Some("体育意见"), None, Implements),
                (Some("美育意见"), None, Implements),
                (Some("融合意见"), None, Implements),
            ],
        ),
        (
            "学校的处分依照《教师法》的规定执行；其他人员的处分由举办者决定。",
            vec![(Some("教师法"), None, Cites)],
        ),
        (
            "根据《收费管理办法》，我局制定了《托管收费细则》，现印发给你们。",
            vec![
                (Some("收费管理办法"), None, Basis),
                (Some("托管收费细则"), None, Forwards),
            ],
        ),
        (
            "认真落实《美育意见》精神（教体艺〔2014〕1号），开齐课程。",
            vec![(Some("美育意见"), Some("教体艺〔2014〕1号"), Implements)],
        ),
        (
            "按照 沪府办发〔2011〕31号文件要求，做好工作。",
            vec![(None, Some("沪府办发〔2011〕31号"), Basis)],
        ),
        (
            "《中小学管理暂行规定（草案）》和《高校管理暂行规定（草案）》同时废止。",
            vec![
                (Some("中小学管理暂行规定（草案）"), None, Repeals),
                (Some("高校管理暂行规定（草案）"), None, Repeals),
            ],
        ),
        (
            "考生凭《准考证》和《居住证》入场，阅读《健康教育读本》。",
            vec![],
        ),
        (
            "为落实《乡村教师支持计划（2015—2020年）》（以下简称《计划》），特制定方案。各地按照《计划》要求实施。",
            vec![(Some("乡村教师支持计划（2015—2020年）"), None, Implements)],
        ),
        (
            "按照《关于加强教师队伍建设的意见》（国发〔2012〕41号，以下简称《意见》）精神，落实《意见》。",
            vec![(
                Some("关于加强教师队伍建设的意见"),
                Some("国发〔2012〕41号"),
                Implements,
            )],
        ),
        (
            "经费按规定安排（见《经费管理办法》），并参照《会计法》（以下称“会计法”）执行。",
            vec![
                (Some("经费管理办法"), None, Cites),
                (Some("会计法"), None, Cites),
            ],
        ),
    ] {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(t, n, r): (Option<&str>, Option<&str>, _)| {
                (t.map(str::to_owned), n.map(str::to_owned), r)
            })
            .collect();
        assert_eq!(cited(text), expected, "{text}");
    }
}

#[test]
fn an_article_rests_on_what_it_is_made_by_and_cites_what_it_sends_to() {
    let text = "甲市企业办法\n\n第一条 根据《企业法》，结合本市实际，制定本办法。\n第二条 企业依照《企业章程条例》的规定行使职权，主管部门应当依照《应对法》的规定，制定预案。\n第三条 企业应当按照《统计法》报送资料。\n原《企业办法》同时废止。\n";
    let document = crate::parse::parse(crate::read::RawDocument::new("1", text)).document;
    let found = find(&document, Named::of(document.text.view()));
    let found: Vec<_> = found
        .iter()
        .map(|c| (c.title.as_deref().unwrap(), c.relation))
        .collect();
    assert_eq!(
        found,
        [
            ("企业法", Basis),
            ("企业章程条例", Cites),
            ("应对法", Cites),
            ("统计法", Cites),
            ("企业办法", Repeals),
        ]
    );
}

#[test]
fn a_number_is_kept_wherever_it_stands() {
    for (text, expected) in [
        (
            "关于废止《滨海市督导规定》的决定\n市政府决定废止《滨海市督导规定》（2010年市政府令第8号公布）。",
            vec![(Some("滨海市督导规定"), Some("市政府令第8号"), Repeals)],
        ),
        (
            "按照《教师资格条例》执行。\n根据《教师资格条例》（教育部令第10号），制定本办法。",
            vec![(Some("教师资格条例"), Some("教育部令第10号"), Basis)],
        ),
        (
            "执行《滨海市收费标准》，原《滨海市收费办法》同时废止。",
            vec![
                (Some("滨海市收费标准"), None, Cites),
                (Some("滨海市收费办法"), None, Repeals),
            ],
        ),
    ] {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(t, n, r): (Option<&str>, Option<&str>, _)| {
                (t.map(str::to_owned), n.map(str::to_owned), r)
            })
            .collect();
        assert_eq!(cited(text), expected, "{text}");
    }
}

#[test]
fn hostile_runs_take_linear_time() {
    for unit in [
        "《",
        "（",
        "《法》",
        "《法》、",
        "（国发〔2011〕1号",
        "国发〔2011〕1号、",
    ] {
        cited(&unit.repeat(100_000 / unit.len()));
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_spans_on_borders(text in "[《》〈〉<>（）〔〕第条法国发号0-9年，。、和\n 的根据废止a]{0,40}(国发〈2011〉1号|《甲法〔2011〕2号|（国发〔2012〕3号、)?[《》（）、]{0,6}") {
        let all = Span::new(0, text.len());
        let document = Document::new(
            "1",
            Text::new(text.clone()),
            Metadata::default(),
            vec![Provision::new(ProvisionKind::Body, "正文", 0, all)],
        );
        for c in find(&document, Named::of(document.text.view())) {
            proptest::prop_assert!(text.get(c.span.start..c.span.end).is_some_and(|q| !q.is_empty()));
        }
    }
}

#[test]
fn the_number_over_a_carried_text_is_its_own() {
    let text = "甲市教育局关于转发《乙省教育厅关于课程的通知》的通知\n甲教〔2007〕9号\n各校：\n现将《乙省教育厅关于课程的通知》（乙教〔2007〕17号）转发给你们，请执行。\n甲市教育局\n2007年2月8日\n乙省教育厅关于课程的通知\n乙教〔2007〕17号\n各市教育局：\n一、开齐课程。\n二、按照丙教〔2006〕1号文件配齐教师。\n乙省教育厅\n2007年1月18日\n";
    let document = crate::parse::parse(crate::read::RawDocument::new("1", text)).document;
    assert_eq!(document.carried.len(), 1);
    let found: Vec<_> = find(&document, Named::of(document.text.view()))
        .into_iter()
        .map(|c| (c.number.map(|n| n.to_string()), c.relation))
        .collect();
    let of = |number: &str| -> Vec<_> {
        let same = |c: &&(Option<String>, CitationRelation)| c.0.as_deref() == Some(number);
        found.iter().filter(same).map(|c| c.1).collect()
    };
    assert_eq!(
        of("乙教〔2007〕17号"),
        [CitationRelation::Forwards],
        "{found:?}"
    );
    assert_eq!(of("丙教〔2006〕1号").len(), 1, "{found:?}");
}

#[test]
fn words_behind_a_title_and_the_zone_tell_the_relation() {
    for (text, expected) in [
        ("做好《应急条例》和《应急预案》的落实工作。", Implements),
        ("严格执行《教师支持计划》，建立补充机制。", Cites),
        ("各单位要认真贯彻执行《教师支持计划》。", Implements),
        ("检查《保护法》的实施情况。", Cites),
        ("违者按《违规处理办法》处置。", Cites),
        ("按照《操作指南》具体步骤完成缴费。", Cites),
        ("为落实总理对《险情请示》的批示，我部组织调查。", Cites),
        ("转让依照《产权法》的规定进行。", Cites),
        ("经费按《办法》所确定的渠道解决。", Cites),
        ("学院根据《学院条例》注册成为高等学校。", Cites),
        ("会员代表大会制定或者修改《工会章程》。", Cites),
        (
            "2010年9月1日甲市人大常委会《关于修改条例的决定》修改\n",
            Cites,
        ),
        (
            "根据2003年1月2日《关于修改条例的决定》第一次修订, 施行。",
            Cites,
        ),
        (
            "向国务院上报了《情况汇报》，国务院领导同志已批示同意。",
            Approves,
        ),
        ("大型设备按照《许可管理目录》进行统计。", Cites),
        ("体检按照《体检意见》执行，由学校联系。", Cites),
        ("要按照《转化法》的规定，制定本单位办法。", Basis),
        (
            "《修改商标法的决定》已由常务委员会会议通过，自12月1日起施行。",
            Cites,
        ),
    ] {
        let found = cited(text);
        assert!(
            found.iter().all(|(_, _, r)| *r == expected),
            "{text}: {found:?}"
        );
    }
    assert_eq!(
        cited("及时在《甲市人民代表大会常务委员会公报》上刊载。"),
        []
    );
    let cues = Cues::get();
    let article = |before: &str| cues.relations(Zone::Article, before, "和本办法；");
    assert_eq!(article("认真贯彻执行"), [Cites]);
    assert_eq!(article("为了贯彻落实"), [Implements]);
    assert_eq!(article("为保障教育，促进公平，贯彻实施"), [Implements]);
}

#[test]
fn a_bracket_is_quoted_whole_and_a_name_too() {
    let text = "贯彻落实《美育意见》（国办发〔2015〕71号，以下简称《意见》）精神，根据《刑法修正案（二）》（以下简称《修正案（二）》），提出意见。";
    let all = Span::new(0, text.len());
    let body = Provision::new(ProvisionKind::Body, "正文", 0, all);
    let document = Document::new("1", Text::new(text), Metadata::default(), vec![body]);
    let found = find(&document, Named::of(document.text.view()));
    let told: Vec<_> = found
        .iter()
        .map(|c| {
            let short = c.short_name.as_ref().map(|s| s.name.as_str());
            (document.quote(c.span), short)
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "贯彻落实《美育意见》（国办发〔2015〕71号，以下简称《意见》）精神",
                Some("意见")
            ),
            ("根据《刑法修正案（二）》", Some("修正案（二）")),
        ]
    );
}

#[test]
fn numbers_listed_under_a_title_of_repeal_are_repealed() {
    let text = "甲市科委关于2件规范性文件失效的通知\n各有关单位：\n现对以下规范性文件宣布失效：\n1.基金管理办法\n文号：甲科〔2005〕11号\n2.经费管理办法\n文号：甲科〔2007〕33号\n特此通知。\n甲市科委\n2014年1月16日\n";
    let document = crate::parse::parse(crate::read::RawDocument::new("1", text)).document;
    let found = find(&document, Named::of(document.text.view()));
    let relations: Vec<_> = found.iter().map(|c| c.relation).collect();
    assert_eq!(relations, [Repeals, Repeals]);
}

#[test]
fn decisions_of_one_title_made_on_two_days_are_two() {
    let text = "2010年9月17日 甲市人大常委会《关于修改部分法规的决定》第一次修正\n2012年2月7日 甲市人大常委会《关于修改部分法规的决定》第二次修正\n（2012年2月7日《关于修改部分法规的决定》第二次修正）\n";
    assert_eq!(cited(text).len(), 2);
    // Without a day they are one.
    assert_eq!(
        cited("《关于修改法规的决定》修正，《关于修改法规的决定》修订").len(),
        1
    );
}

#[test]
fn a_row_of_repealed_titles_goes_on_behind_commas_and_dates() {
    let text = "1984年1月10日国务院发布的《进口暂行条例》，1992年12月21日国务院批准、1992年12月29日对外经济贸易部和国家经济委员会联合发布的《出口暂行办法》，1988年8月17日市人民政府发布的《机电办法》，同时废止。";
    let found = cited(text);
    let relations: Vec<_> = found.iter().map(|(_, _, relation)| *relation).collect();
    assert_eq!(relations, [Repeals; 3], "{found:?}");
    // Orders that issued them, and remarks on their later versions between.
    let text = "1990年7月6日江西省人民政府第7号令发布的《监督规定》，1991年4月20日江西省人民政府第17号令发布的《检定办法》，1995年8月30日江西省人民政府第62号令发布（1998年4月30日修订江西省人民政府第90号令发布，2002年4月12日修订江西省人民政府第139号令发布）的《销售办法》同时废止。";
    let found = cited(text);
    let repealed: Vec<_> = found
        .iter()
        .filter(|(_, _, relation)| *relation == Repeals)
        .map(|(title, number, _)| (title.as_deref(), number.as_deref()))
        .collect();
    assert_eq!(
        repealed,
        [
            (Some("监督规定"), Some("江西省人民政府令第7号")),
            (Some("检定办法"), Some("江西省人民政府令第17号")),
            (Some("销售办法"), Some("江西省人民政府令第62号")),
        ],
        "{found:?}"
    );
    let text = "《甲办法》（根据2004年6月1日《关于修改甲办法的决定》修正）、《乙办法》，《丙办法》（依《关于修改丙办法的决定》修正）同时废止。";
    let repealed: Vec<_> = cited(text)
        .into_iter()
        .filter(|(_, _, relation)| *relation == Repeals)
        .filter_map(|(title, ..)| title)
        .collect();
    assert_eq!(repealed, ["甲办法", "乙办法", "丙办法"]);
    // What ceases is the annex of the announcement, not all of it.
    assert_eq!(
        cited("原海关总署公告2012年第26号附件《试点单位名单》同时废止。"),
        [(
            Some("试点单位名单".to_owned()),
            Some("海关总署公告2012年第26号".to_owned()),
            Repeals
        )]
    );
}

#[test]
fn remarks_without_end_are_no_row() {
    let remark = "（《乙条例》、《丙条例》、《丁条例》）和";
    for count in [1, 10, 40, 200] {
        let text = format!("《甲条例》{}《戊条例》同时废止。", remark.repeat(count));
        assert_eq!(cited(&text).len(), 5, "{count}");
        let text = format!("《甲条例》{}", "（《乙条例》".repeat(count));
        assert_eq!(cited(&text).len(), 2, "{count}");
    }
}

#[test]
fn an_order_carries_what_its_own_meeting_adopted() {
    for text in [
        "《听证规则》已经2018年3月14日部务会议审议通过，现予发布，自公布之日起施行。",
        "《试点办法》已经省人民政府常务会议审议通过，现予公布。",
    ] {
        let found = cited(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].2, Forwards, "{text}");
    }
    let cues = Cues::get();
    let after = "已经省人民政府常务会议审议通过，现予公布，自公布之日起施行。";
    assert_eq!(cues.relations(Zone::Title, "", after), [Forwards]);
}

#[test]
fn articles_named_elsewhere_are_not_what_a_text_rests_on() {
    let text = "根据《国防法》，制定本条例。\n违反的，依照《国防法》第九条处罚。";
    let all = Span::new(0, text.len());
    let body = Provision::new(ProvisionKind::Body, "正文", 0, all);
    let document = Document::new("1", Text::new(text), Metadata::default(), vec![body]);
    let found = find(&document, Named::of(document.text.view()));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].relation, Basis);
    assert!(found[0].articles.is_empty(), "{found:?}");
}

#[test]
fn what_others_do_by_a_document_is_no_ground_of_this_one() {
    for (text, expected) in [
        (
            "中等职业学校按照《课程大纲》要求，将课程纳入计划。",
            vec![("课程大纲", Cites)],
        ),
        (
            "各县（区）应严格按照《配备标准》配齐器材。",
            vec![("配备标准", Cites)],
        ),
        (
            "严格遵循《规划标准》，依标建园。",
            vec![("规划标准", Cites)],
        ),
        (
            "为了保障《诉讼法》的贯彻实施，制定本规定。",
            vec![("诉讼法", Implements)],
        ),
        (
            "对常委会通过的《教育决定》，各单位都要认真学习和贯彻。",
            vec![("教育决定", Implements)],
        ),
        (
            "关于《基金管理办法》等5件规范性文件失效的通知",
            vec![("基金管理办法", Repeals)],
        ),
        (
            "根据《刑法典》《诉讼法》等有关规定，对审理此类案件作以下规定：",
            vec![("刑法典", Basis), ("诉讼法", Basis)],
        ),
        (
            "根据《婚姻法》，就适用法律若干问题解释如下：",
            vec![("婚姻法", Basis)],
        ),
        (
            "现对《罪名规定》、最高人民检察院《罪名意见》作如下补充、修改：",
            vec![("罪名规定", Amends), ("罪名意见", Amends)],
        ),
        (
            "《试点通知》附件《名单》同时废止。",
            vec![("试点通知", Repeals)],
        ),
        (
            "学校要开好必修课，并按照《课程指导方案》要求，面向全体开设选修课。",
            vec![("课程指导方案", Cites)],
        ),
        (
            "我们必须认真执行中共中央和国务院《职工教育决定》，加强教育。",
            vec![("职工教育决定", Implements)],
        ),
        (
            "推进《工作规程》在高校的落实。",
            vec![("工作规程", Implements)],
        ),
        (
            "两项报告请国务院按照《审查决定》规定和改革要求，重点报告执行情况。",
            vec![("审查决定", Cites)],
        ),
        (
            "考生在考前减少聚集，按照甲局《佩戴口罩指引》做好防护。",
            vec![("佩戴口罩指引", Cites)],
        ),
        (
            "根据《刑法修正案（九）》，在考试中组织作弊等行为将受到刑法的严惩。",
            vec![("刑法修正案（九）", Cites)],
        ),
        (
            "制定和实施《应急预案》，制定并组织实施《监测规划》。",
            vec![("应急预案", Cites), ("监测规划", Cites)],
        ),
        (
            "各单位要认真执行《转化通知》。",
            vec![("转化通知", Implements)],
        ),
        // A short name is given with the whole title.
        (
            "根据《相互执行裁决的安排》（以下简称《执行安排》），将《执行安排》第二条修改为：",
            vec![
                ("相互执行裁决的安排", Basis),
                ("相互执行裁决的安排", Amends),
            ],
        ),
        // Forms, courses, gazettes.
        ("应当出具《材料清单》。《材料清单》一式两份。", vec![]),
        ("开考《政治制度》等3门课程。", vec![]),
        ("在《商标公告》上刊登。商标局发布《商标公告》。", vec![]),
    ] {
        let found = cited(text);
        let found: Vec<_> = found
            .iter()
            .map(|(title, _, relation)| (title.as_deref().unwrap_or_default(), *relation))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    let cues = Cues::get();
    assert_eq!(
        cues.relations(Zone::Body, "实施新的", "，畅通了渠道。"),
        [Implements]
    );
    assert_eq!(
        cues.relations(
            Zone::Body,
            "",
            "今年7月1日将施行，这是一部重要法律，各级政府必须认真执行。"
        ),
        [Implements]
    );
}

#[test]
fn a_title_in_marks_over_the_text_is_its_own() {
    let text = "《甲厅关于印发〈收费办法〉的通知》\n甲发〔2016〕20号\n各市财政局：\n根据《价格法》，我厅制定了办法，现印发给你们。\n甲厅\n2016年10月8日\n";
    let document = crate::parse::parse(crate::read::RawDocument::new("1", text)).document;
    let found = find(&document, Named::of(document.text.view()));
    let titles: Vec<_> = found.iter().filter_map(|c| c.title.as_deref()).collect();
    assert_eq!(titles, ["价格法"]);
}

#[test]
fn a_title_without_the_issuer_before_it_is_the_texts_own() {
    for (quoted, found_too) in [
        ("关于加强美育的意见", false),
        ("关于加强美育的意见》（国办发〔2015〕71号", true),
    ] {
        let text = format!(
            "内容概述：甲部发布《{quoted}》。\n甲部关于加强美育的意见\n甲发〔2019〕2号\n各省：\n现就加强美育提出意见。\n"
        );
        let text = text.replace("号》", "号）");
        let mut document = crate::parse::parse(crate::read::RawDocument::new("1", text)).document;
        document.metadata.title = Some("甲部关于加强美育的意见".to_owned());
        let found = find(&document, Named::of(document.text.view()));
        assert_eq!(!found.is_empty(), found_too, "{quoted}: {found:?}");
    }
}
