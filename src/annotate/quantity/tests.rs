use super::*;
use crate::annotate::DateAnnotator;
use crate::document::{Metadata, Provision, ProvisionKind};
use crate::text::Text;

fn found(text: &str) -> Vec<Quantity> {
    let all = Span::new(0, text.len());
    let provisions = vec![Provision::new(ProvisionKind::Body, "正文", 0, all)];
    let document = Document::new("1", Text::new(text), Metadata::default(), provisions);
    let mut annotations = Annotations::default();
    DateAnnotator.annotate(&document, &mut annotations);
    QuantityAnnotator.annotate(&document, &mut annotations);
    annotations.quantities
}

/// The one figure of a text.
fn only(text: &str) -> Quantity {
    let all = found(text);
    assert_eq!(all.len(), 1, "{text}: {all:?}");
    all.into_iter().next().unwrap()
}

#[test]
fn figures_have_value_unit_bound_and_name() {
    for (text, quote, value, unit, relation, of) in [
        (
            "小学校际差异系数不超过0.65。",
            "0.65",
            0.65,
            None,
            "le",
            Some("小学校际差异系数"),
        ),
        (
            "巩固率达到95%以上",
            "95%",
            95.0,
            Some("%"),
            "ge",
            Some("巩固率"),
        ),
        (
            "投入资金3.5亿元",
            "3.5亿元",
            3.5e8,
            Some("元"),
            "eq",
            Some("资金"),
        ),
        (
            "生均建筑面积不低于8平方米",
            "8平方米",
            8.0,
            Some("平方米"),
            "ge",
            Some("生均建筑面积"),
        ),
        (
            "新建学校１２所",
            "１２所",
            12.0,
            Some("所"),
            "eq",
            Some("学校"),
        ),
        (
            "覆盖率提高到百分之八十五",
            "百分之八十五",
            85.0,
            Some("%"),
            "rises_to",
            Some("覆盖率"),
        ),
        (
            "培训教师1,200多名",
            "1,200多名",
            1200.0,
            Some("名"),
            "gt",
            Some("教师"),
        ),
        (
            "培训骨干教师两万余名。",
            "两万余名",
            20_000.0,
            Some("名"),
            "gt",
            Some("骨干教师"),
        ),
        (
            "入学率百分之九十五点五",
            "百分之九十五点五",
            95.5,
            Some("%"),
            "eq",
            Some("入学率"),
        ),
        (
            "煤炭产量为三十二亿五千万吨",
            "三十二亿五千万吨",
            3.25e9,
            Some("吨"),
            "eq",
            Some("煤炭产量"),
        ),
        (
            "建成十几所示范学校。",
            "十几所",
            10.0,
            Some("所"),
            "gt",
            Some("示范学校"),
        ),
        (
            "参加活动的志愿者有数百名。",
            "数百名",
            100.0,
            Some("名"),
            "about",
            None,
        ),
        (
            "师生比不低于1:13.5",
            "1:13.5",
            1.0 / 13.5,
            Some(":"),
            "ge",
            Some("师生比"),
        ),
        (
            "须经三分之二以上成员同意",
            "三分之二",
            2.0 / 3.0,
            None,
            "ge",
            None,
        ),
        (
            "小学生均公用经费为800元/生·年。",
            "800元/生·年",
            800.0,
            Some("元/生·年"),
            "eq",
            Some("小学生均公用经费"),
        ),
        (
            "在校生规模约3600人",
            "3600人",
            3600.0,
            Some("人"),
            "about",
            Some("在校生规模"),
        ),
        (
            "择校比例下降5个百分点",
            "5个百分点",
            5.0,
            Some("个百分点"),
            "falls_by",
            Some("择校比例"),
        ),
        (
            "艺术课程设置6个学分。",
            "6个学分",
            6.0,
            Some("学分"),
            "eq",
            Some("艺术课程"),
        ),
    ] {
        let q = only(text);
        assert_eq!(q.span.slice(text), quote, "{text}");
        assert!(
            (q.value - value).abs() < 1e-9 * value.abs(),
            "{text}: {}",
            q.value
        );
        assert_eq!(q.unit.as_deref(), unit, "{text}");
        assert_eq!(q.relation.as_deref(), Some(relation), "{text}");
        if of.is_some() {
            assert_eq!(q.of.as_deref(), of, "{text}");
        }
    }
}

#[test]
fn a_range_has_both_ends() {
    for (text, quote, low, high, unit) in [
        ("班额控制在45—50人", "45—50人", 45.0, 50.0, "人"),
        ("占比为20%至25%", "20%至25%", 20.0, 25.0, "%"),
        ("每校配备1项-2项", "1项-2项", 1.0, 2.0, "项"),
        ("经费在3至5万元之间", "3至5万元", 3e4, 5e4, "元"),
        ("委员会由三人至十一人组成", "三人至十一人", 3.0, 11.0, "人"),
        (
            "按百分之二到百分之三提取",
            "百分之二到百分之三",
            2.0,
            3.0,
            "%",
        ),
        (
            "处二万元以上十万元以下罚款",
            "二万元以上十万元",
            2e4,
            1e5,
            "元",
        ),
        (
            "处货值百分之五以上百分之十以下的罚款",
            "百分之五以上百分之十",
            5.0,
            10.0,
            "%",
        ),
    ] {
        let q = only(text);
        assert_eq!(q.span.slice(text), quote, "{text}");
        assert_eq!((q.value, q.upper), (low, Some(high)), "{text}");
        assert_eq!(q.unit.as_deref(), Some(unit), "{text}");
        assert_eq!(q.relation.as_deref(), Some("between"), "{text}");
    }
}

#[test]
fn a_penalty_names_its_sum_and_whom_it_meets() {
    let q = only("对直接负责的主管人员处五千元以上二万元以下罚款。");
    assert_eq!(q.of.as_deref(), Some("罚款"));
    assert_eq!(q.group.as_deref(), Some("直接负责的主管人员"));
    assert_eq!(q.status, Some(QuantityStatus::Standard));
}

#[test]
fn changes_keep_their_bound_and_what_they_start_from() {
    let q = only("城乡居民收入增长8%以上");
    assert_eq!(q.relation.as_deref(), Some("rises_by"));
    assert_eq!(q.bound.as_deref(), Some("ge"));
    let both = found("税率从17%降至13%。");
    let relations: Vec<_> = both.iter().filter_map(|q| q.relation.as_deref()).collect();
    assert_eq!(relations, ["from", "falls_to"]);
}

#[test]
fn a_clause_without_a_name_goes_on_with_the_one_before() {
    let all = found("全区生产总值达到114亿元，增长8.1%。");
    let names: Vec<_> = all.iter().map(|q| q.of.as_deref()).collect();
    assert_eq!(names, [Some("全区生产总值"), Some("全区生产总值")]);
}

#[test]
fn a_figure_knows_its_time_and_what_it_is_for() {
    let q = only("到2015年，全市学校达标率达到90%。");
    assert_eq!(q.when.as_deref(), Some("2015"));
    assert_eq!(q.status, Some(QuantityStatus::Target));
    let q = only("全区已建成图书室120间。");
    assert_eq!(q.status, Some(QuantityStatus::Reported));
    let q = only("中小学班额应当不超过45人。");
    assert_eq!(q.status, Some(QuantityStatus::Standard));
    // What is compared with is not the time of the figure.
    let q = only("2013年农业产值比1998年增长26%");
    assert_eq!(q.when.as_deref(), Some("2013"));
}

#[test]
fn marks_and_small_sums_are_figures() {
    for (text, quote) in [
        ("每平方米二元。", "二元"),
        ("满分40分", "40分"),
        ("下降2点", "2点"),
        ("每课时40分", "40分"),
        ("设主任1人、副主任2人", "1人"),
    ] {
        let all = found(text);
        assert_eq!(
            all.first().map(|q| q.span.slice(text)),
            Some(quote),
            "{text}"
        );
    }
}

#[test]
fn dates_numbers_markers_grades_and_names_are_no_figures() {
    for text in [
        "2012年9月5日",
        "国发〔2012〕48号",
        "第12条",
        "第3批项目",
        "（3）加强管理",
        "1.总体要求",
        "电话：021-23116666",
        "九年级学生",
        "9:00—11:30",
        "《计划（2015—2020年）》",
        "破除城乡二元结构",
        "消除二元经济",
        "党的一元化领导",
        "晚8时40分开始",
        "上午10点30分集合",
        "十时15分30秒",
        "下午3点领取",
        "进入211工程高校",
        "完成三通一平",
        "弘扬五四精神",
        "一是加强领导",
        "一校一名校医",
        "第三人民医院",
        "粉碎“四人帮”",
        "2024届毕业生",
        "二级建造师",
        "进一步统一思想",
        "三个代表",
        "依照前款规定",
    ] {
        assert_eq!(found(text), vec![], "{text}");
    }
}

#[test]
fn runs_of_figures_take_linear_time() {
    for unit in [
        "1",
        "一",
        "1元",
        "百分之",
        "1—",
        "1,",
        "数百",
        "1:1",
        "三分之",
        "从1元",
        "1元以上",
    ] {
        found(&unit.repeat(60_000 / unit.len()));
    }
}

#[test]
fn a_line_without_a_name_does_not_go_on_with_the_one_before() {
    assert_eq!(only("投资时\n平均为40%。").of, None);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_spans_on_borders(text in "[时均都平0-9０-９%，。.一二十百万亿几数半分之点多元所人个以上不超过从至到对处:/·a \n—年]{0,60}") {
        for q in found(&text) {
            proptest::prop_assert!(text.get(q.span.start..q.span.end).is_some_and(|w| !w.is_empty()));
            proptest::prop_assert!(q.value.is_finite());
            proptest::prop_assert!(q.upper.is_none_or(|u| u > q.value));
        }
    }
}
