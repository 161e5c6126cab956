//! When a figure holds where its own clause does not say, which end of a change a time is of, and
//! what only looks like a report or an aim.

use super::QuantityStatus::{Reported, Standard, Target};
use super::*;

/// When the last figure of a document of 2024 holds, and what it is.
fn last_of(genre: &str, text: &str) -> (Option<String>, Option<QuantityStatus>) {
    let found = first_of(genre, text);
    (found.when, found.status)
}

#[test]
fn the_time_at_the_head_of_a_sentence_is_of_all_its_figures() {
    for (text, when, status) in [
        (
            "2022年，城镇居民人均收入达到5万元，比上年增长6.4%；农民人均收入达到2万元，比上年增长7.1%。",
            Some("2022"),
            Some(Reported),
        ),
        // … and of the sentences behind it in its line.
        (
            "各位代表：\n2022年，全市农业获得丰收。粮食产量达到30万吨。",
            Some("2022"),
            Some(Reported),
        ),
        (
            "成绩显著。五年来，人民生活改善。住房面积由20平方米增加到32平方米。",
            Some("2023"),
            Some(Reported),
        ),
        (
            "今年要适当减少财政赤字。拟安排赤字30亿元，比上年减少5亿元。",
            Some("2024"),
            Some(Target),
        ),
        (
            "计划规定，到2027年，贸易总额将达到8亿元，比2022年增长五成。其中，出口总额将达到4亿元。",
            Some("2027"),
            Some(Target),
        ),
        // Another time in between ends it.
        (
            "2022年，全市农业获得丰收，2021年遭了灾。各乡新建水库12座。",
            None,
            None,
        ),
        ("2022年，全市农业获得丰收。目前，建有水库12座。", None, None),
        // What a sentence says first, and the aims that were reached.
        (
            "这里要着重指出的是，在刚刚过去的2023年，经济继续发展。产值增长3%。",
            Some("2023"),
            Some(Reported),
        ),
        (
            "2022年，我们克服困难，全面实现年初确定的目标，产值增长7.8%。",
            Some("2022"),
            Some(Reported),
        ),
        (
            "在教育方面：2022年比2020年，学生人数增长33%。",
            Some("2022"),
            Some(Reported),
        ),
        // … but what a plan asked for was not so then.
        ("纲要要求：从2022年开始，产量达到400斤。", None, None),
        // The years of the plan of which it speaks, and not those before today.
        ("这五年内，国家将拨出25亿元。", None, Some(Target)),
        // A mean of years is of none of them alone.
        (
            "2022年，粮食产量达到30万吨，年均增长2%。",
            None,
            Some(Reported),
        ),
    ] {
        let told = last_of("政府工作报告", text);
        assert_eq!((told.0.as_deref(), told.1), (when, status), "{text}");
    }
    for text in [
        "到2027年，普惠资源更加充足。每乡建成幼儿园1所、小学12所。",
        "（三）发展目标。到2027年，普惠资源更加充足。建成学校12所。",
    ] {
        let told = last_of("意见", text);
        assert_eq!((told.0.as_deref(), told.1), (Some("2027"), Some(Target)));
    }
}

#[test]
fn each_end_of_a_change_has_its_own_time() {
    let when = |text: &str| -> Vec<Option<String>> {
        let all = found(text).into_iter();
        all.map(|q| q.when).collect()
    };
    let year = |year: &str| Some(year.to_owned());
    let since = "2016年同2008年相比，生产总值由30亿元增加到90亿元；财政收入由3亿元增加到9亿元。";
    assert_eq!(first_of("报告", since).when, year("2016"));
    assert_eq!(
        when("2012年，教育投入300亿元，是2007年的1.8倍，占比从2.5%提高到3.3%。")[2..],
        [None, year("2012")]
    );
    assert_eq!(when(since)[..2], [year("2008"), year("2016")]);
    // The pair behind has the years of the pair before.
    let pair = "经费从1997年的500亿元增加到2002年的1100亿元，占比从0.6%提高到1.1%。";
    assert_eq!(when(pair)[2..], [year("1997"), year("2002")]);
    assert_eq!(
        when("到2020年，劳动生产率从8万元提高到12万元。"),
        [None, year("2020")]
    );
    assert_eq!(
        when("人均收入由1997年的5000元增加到2002年的7000元，平均每年增长7%。")[2],
        year("1997/2002")
    );
    assert_eq!(
        first_of(
            "报告",
            "1956年，零售總额达110亿元，較1955年的零售總额增加了15%。"
        )
        .when,
        year("1956")
    );
    // What is reached is not there all the time since works began.
    assert_eq!(
        when("从1957年冬季开始，各地修渠，灌溉面积达到11万亩。"),
        [None]
    );
    assert_eq!(
        when("在一九五四年將由一九四九年的百分之二十八上升爲百分之四十二。"),
        [year("1949"), year("1954")]
    );
    let deficit = found("赤字从1979年的170亿元、1980年的120亿元，预计降低到27亿元。");
    let relations: Vec<_> = deficit.iter().filter_map(|q| q.relation.clone()).collect();
    assert_eq!(relations, ["from", "from", "falls_to"]);
}

#[test]
fn what_is_only_compared_with_has_no_time_but_its_own() {
    let all = found("“六五”期间，经费共为900亿元，比前一时期的500亿元增长八成。");
    assert_eq!(all[1].when, None);
    let all = found("2012年，经费为900亿元，比2010年的500亿元增长八成。");
    assert_eq!(all[1].when.as_deref(), Some("2010"));
    for (text, relation) in [
        ("收入比70元的数目高。", "gt"),
        ("产量比300吨低。", "lt"),
        ("产量比上年的300吨高20%。", "eq"),
    ] {
        assert_eq!(found(text)[0].relation.as_deref(), Some(relation), "{text}");
    }
}

#[test]
fn a_change_has_its_bound() {
    for (text, relation, bound) in [
        ("平均费率降至1%以下。", "falls_to", Some("le")),
        ("居住面积增加到近22平方米。", "rises_to", Some("about")),
        ("粮食产量达到7万多吨。", "rises_to", Some("gt")),
        ("覆盖率达到95%以上。", "ge", None),
        (
            "社会融资规模预期增长均为12%左右。",
            "rises_by",
            Some("about"),
        ),
        ("各项资金增幅均超过10%。", "gt", None),
        ("粮食增产3万吨，即4.2%。", "rises_by", None),
        ("工业产值增长7.5%（不包括村办工业7%）。", "rises_by", None),
        ("产值超过1952年的三倍。", "gt", None),
        ("国營企業增産八百萬元。", "rises_by", None),
    ] {
        let told = found(text).pop().unwrap();
        assert_eq!(told.relation.as_deref(), Some(relation), "{text}");
        assert_eq!(told.bound.as_deref(), bound, "{text}");
    }
}

#[test]
fn the_words_say_what_a_figure_is_and_not_the_kind_of_document() {
    for (genre, text, status) in [
        // What is compared with the year before need not have been.
        (
            "政府工作报告",
            "2024年在校学生将达到38万人；中专在校学生达到8万人，比上年增长9%。",
            None,
        ),
        (
            "政府工作报告",
            "2024年投资的增长速度很大。全市投资14亿元，比2023年投资增长6%。",
            None,
        ),
        (
            "政府工作报告",
            "《纲要》提出了“十四五”期间能耗降低13%左右、排放减少10%等目标。",
            Some(Target),
        ),
        (
            "意见",
            "未来五年，新兴产业产值占全市工业总产值比重达到35%左右。",
            Some(Target),
        ),
        ("通知", "2025年参加招生的高校为26所。", None),
        ("报告", "2024年建设的项目共有90个。", None),
        ("报告", "维持这样的生活，只需要5元。", None),
        ("报告", "用于现有设备更新的资金为5亿元。", None),
        ("通知", "自2025年起，专业考试分为以下6类。", None),
        (
            "办法",
            "第四条 申请人应当具备下列条件：\n（一）经营场所面积在20平方米以上；",
            Some(Standard),
        ),
        (
            "办法",
            "第四条 有下列情形之一的，应当停业：\n（一）面积在20平方米以下；",
            None,
        ),
        ("办法", "考试满分为100分，60分合格。", Some(Standard)),
        ("办法", "委员会由五人以上单数组成。", Some(Standard)),
        ("公告", "试卷由20道选择题组成。", None),
        (
            "报告",
            "2023年工业总产值比上年增长8%，今年上半年又比去年同期增长6%。",
            Some(Reported),
        ),
        (
            "意见",
            "按在校学生总数的0.2%配备艺术课程教师。",
            Some(Standard),
        ),
    ] {
        assert_eq!(last_of(genre, text).1, status, "{text}");
    }
}

#[test]
fn what_a_change_starts_from_is_no_aim() {
    let found = found("到2020年，报销比例由50%提高到60%。");
    let told = found.iter().map(|q| (q.relation.as_deref(), q.status));
    let expected = [(Some("from"), None), (Some("rises_to"), Some(Target))];
    assert!(told.eq(expected), "{found:?}");
}
