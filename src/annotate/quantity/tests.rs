mod fields;
mod owned;
mod rows;
mod rules;
mod sections;
mod strict;
mod times;
mod topics;

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
            "gt",
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

/// Sentences with what their last figure measures.
#[test]
fn the_name_is_whole_or_left_out() {
    for (text, of) in [
        ("居民人均可支配收入达到2万元", Some("居民人均可支配收入")),
        ("补助标准由40元提高到80元", Some("补助标准")),
        ("清洁能源消费比重提高2个百分点", Some("清洁能源消费比重")),
        ("由企业承担的银行等500亿元改革成本", Some("改革成本")),
        (
            "考生可填报4个高职（专科）专业志愿。",
            Some("高职（专科）专业志愿"),
        ),
        ("学生掌握2项艺术技能和爱好。", Some("艺术技能和爱好")),
        ("每三年举办1次全区性的展演活动。", Some("展演活动")),
        ("培育50个具有鲜明特色和较高水准的学生社团", Some("学生社团")),
        ("推荐人为两名相关专业的教授", Some("教授")),
        (
            "在五个港口建设三十个泊位，在十五个港口建设二十个仓库",
            Some("仓库"),
        ),
        ("“常见的金属”约占16%", Some("常见的金属")),
        ("审批期限在法定时间的基础上压缩1/3。", Some("审批期限")),
        ("候选人数应当比应选人数多二人。", Some("候选人数")),
        ("鼓励学校按总课时的11%开设艺术课程。", Some("艺术课程")),
        ("按照直接损失的百分之二十计算罚款。", Some("罚款")),
        ("单独持有公司百分之三以上股份的股东", Some("股份")),
        (
            "教育经费投入3366亿元，是上年的1.8倍。",
            Some("教育经费投入"),
        ),
        ("工业投资额完成6亿元，超过年度计划4%。", Some("工业投资额")),
        ("三个科目，总分为300分。", Some("总分")),
        ("类别\t分数\n中本贯通录取\t518分", Some("分数")),
        ("增产钢二百五十万吨", Some("钢")),
        ("汽车、挂车、排气量超过150毫升的摩托车", Some("排气量")),
        ("平均一个公社拥有六万亩耕地", Some("耕地")),
        // Who gives or has something is not what is measured, nor is a place.
        ("市财政每年安排200万元", None),
        ("每位学生仅有3次。", None),
        ("宁城市（2名）", None),
        ("外语科目设英语、俄语、日语3种", None),
        ("引导1000人在本地落户", None),
    ] {
        let all = found(text);
        assert_eq!(
            all.last().and_then(|q| q.of.as_deref()),
            of,
            "{text}: {all:?}"
        );
    }
}

#[test]
fn a_bound_may_stand_before_the_verb_or_behind_a_remark() {
    for (text, relation) in [
        ("每校最多可填报2个专业", "le"),
        ("每门课程至少应当配备讲师12人", "ge"),
        ("毕业应修满72学分", "ge"),
        ("项目（限1项）", "le"),
        ("学校应当在二十四小时内向主管部门报告", "le"),
        ("应当在24小时（农村72小时）内登记", "le"),
        ("注册资本不低于人民币五十万元", "ge"),
        ("车速不得超过每小时60公里", "le"),
        ("延长以2次为限", "le"),
        ("产量最多的一年达到30吨", "rises_to"),
        ("政府定价项目缩减80%", "falls_by"),
    ] {
        let all = found(text);
        let first = all.first().and_then(|q| q.relation.as_deref());
        assert_eq!(first, Some(relation), "{text}: {all:?}");
    }
}

#[test]
fn a_group_is_a_whole_one_and_goes_on_only_as_a_subject() {
    let groups =
        |text: &str| -> Vec<Option<String>> { found(text).into_iter().map(|q| q.group).collect() };
    let school = || Some("小学".to_owned());
    assert_eq!(
        groups("小学应当配备教师12人，图书500册。"),
        [school(), school()]
    );
    assert_eq!(groups("专利代理机构的股东不超过20人"), [None]);
    assert_eq!(groups("不举办高中的区应当达到百分之十"), [None]);
    assert_eq!(groups("建成30个“全国示范社区”"), [None]);
    assert_eq!(
        groups("农村居民人均收入增长5%，农业技术培训率达40%"),
        [Some("农村居民".to_owned()), None]
    );
}

#[test]
fn the_year_of_the_start_is_not_that_of_the_end() {
    let all = found("覆盖率由2003年的77%提高到96%。");
    let times: Vec<_> = all.iter().map(|q| q.when.as_deref()).collect();
    assert_eq!(times, [Some("2003"), None]);
}

#[test]
fn questions_and_rules_for_a_day_report_nothing() {
    assert_eq!(only("成绩达到了255分，是否可以报名？").status, None);
    let q = only("考生须于2030年12月1日提交音频，时长不超过12分钟");
    assert_eq!(q.status, Some(QuantityStatus::Standard));
}

#[test]
fn laws_lay_down_and_do_not_report() {
    let text = "第一条 已建成的面积为三千平方米的绿地，列入名录。";
    let all = Span::new(0, text.len());
    let provisions = vec![Provision::new(ProvisionKind::Body, "正文", 0, all)];
    let status = |genre: &str| {
        let metadata = Metadata {
            genre: Some(genre.to_owned()),
            ..Metadata::default()
        };
        let document = Document::new("1", Text::new(text), metadata, provisions.clone());
        let mut annotations = Annotations::default();
        DateAnnotator.annotate(&document, &mut annotations);
        QuantityAnnotator.annotate(&document, &mut annotations);
        annotations.quantities.first().map(|q| q.status)
    };
    assert_eq!(status("条例"), Some(None));
    assert_eq!(status("报告"), Some(Some(QuantityStatus::Reported)));
}

#[test]
fn a_range_has_both_ends() {
    for (text, quote, low, high, unit) in [
        ("班额控制在45—50人", "45—50人", 45.0, 50.0, "人"),
        ("占比为20%至25%", "20%至25%", 20.0, 25.0, "%"),
        ("每校配备1项-2项", "1项-2项", 1.0, 2.0, "项"),
        ("经费在3至5万元之间", "3至5万元", 3e4, 5e4, "元"),
        ("每学期举办两至三次展览", "两至三次", 2.0, 3.0, "次"),
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
fn a_fine_that_names_no_one_meets_whose_deed_it_is() {
    let groups = |text: &str| -> Vec<Option<String>> {
        let fines = found(text)
            .into_iter()
            .filter(|q| q.of.as_deref() == Some("罚款"));
        fines.map(|q| q.group).collect()
    };
    let of = |who: &str| Some(who.to_owned());
    assert_eq!(
        groups(
            "第十条 违反本条例第五条规定，施工单位未设置围挡的，由城管部门责令改正；拒不改正的，处一万元以上二万元以下罚款。"
        ),
        [of("施工单位")]
    );
    assert_eq!(
        groups("第三条 客运经营者、货运经营者有下列行为之一的，由交通部门处一千元罚款："),
        [of("客运经营者、货运经营者")]
    );
    // The deed alone, a thing, another's deed, one who is named.
    for (text, who) in [
        ("第三条 擅自砍伐树木的，由林业部门处一千元罚款。", None),
        ("第三条 核电厂的设备未检修的，处一千元罚款。", None),
        (
            "第三条 养犬人未登记的，处五百元罚款；其他车辆未登记的，处一千元罚款。",
            None,
        ),
        (
            "第三条 建设单位未报批的，对直接责任人员处一千元罚款。",
            of("直接责任人员"),
        ),
    ] {
        assert_eq!(groups(text).pop(), Some(who), "{text}");
    }
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
        ("增长零点六倍", "零点六倍"),
        ("学费3000新元", "3000新元"),
        ("调频89.9兆赫", "89.9兆赫"),
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
        "比赛前6名",
        "北纬34度45分",
        "输入14位报名号",
        "参加800米跑",
        "零点至六点",
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

/// The first figure of a text of a type.
fn first_of(genre: &str, text: &str) -> Quantity {
    let all = Span::new(0, text.len());
    let provisions = vec![Provision::new(ProvisionKind::Body, "正文", 0, all)];
    let metadata = Metadata {
        genre: Some(genre.to_owned()),
        issued: Some(crate::time::PartialDate::new(2024, None, None).unwrap()),
        ..Metadata::default()
    };
    let document = Document::new("1", Text::new(text), metadata, provisions);
    let mut annotations = Annotations::default();
    DateAnnotator.annotate(&document, &mut annotations);
    QuantityAnnotator.annotate(&document, &mut annotations);
    annotations.quantities.into_iter().next_back().unwrap()
}

#[test]
fn reports_tell_and_plan_and_lay_nothing_down() {
    use QuantityStatus::{Reported, Standard, Target};
    for (genre, text, status) in [
        ("报告", "调查失业率控制在5%。", None),
        ("通知", "班额控制在45人。", Some(Standard)),
        ("报告", "今年要完成铁路投资700亿元。", Some(Target)),
        (
            "报告",
            "今年的预期目标是：物价涨幅3%左右，进出口增长6%。",
            Some(Target),
        ),
        (
            "报告",
            "拟安排补助资金600亿元，比上年增加80亿元。",
            Some(Target),
        ),
        ("报告", "利润比上年增加80亿元。", Some(Reported)),
        ("报告", "到5月份为止，投资额完成27%。", None),
        // Words that are only a part of others, and 将 where it means 把.
        ("通知", "系统提供模拟试卷5套。", None),
        ("通知", "新增高标准农田800亩。", None),
        ("通知", "应届毕业生300人报名。", None),
        ("通知", "学校将每天一小时活动纳入计划。", None),
        ("报告", "进出口总额将达到900亿元。", Some(Target)),
        // A condition lays nothing down.
        ("条例", "处罚金额不超过五万元的，由县局办理。", None),
        ("条例", "罚款不超过五万元。", Some(Standard)),
    ] {
        assert_eq!(first_of(genre, text).status, status, "{text}");
    }
}

#[test]
fn a_unit_of_a_thousand_is_a_unit() {
    let q = only("装机容量达到1200万千瓦。");
    assert_eq!((q.value, q.unit.as_deref()), (1.2e7, Some("千瓦")));
    let q = only("走私四千克以上不满十千克的");
    assert_eq!((q.value, q.upper), (4.0, Some(10.0)));
    let q = only("消费总量五千吨以上不满一万吨标准煤");
    assert_eq!((q.upper, q.unit.as_deref()), (Some(1e4), Some("吨标准煤")));
    // No rounding of a product.
    assert_eq!(only("参保人数8.3亿人").value.to_string(), "830000000");
}

#[test]
fn what_a_change_and_a_comparison_say() {
    for (text, relation, of) in [
        (
            "确保课时总量不低于国家规定占总课时9%的下限",
            "ge",
            Some("课时总量"),
        ),
        ("保护范围不小于树冠投影外五米", "ge", Some("保护范围")),
        ("候选人数比应选人数多三人", "rises_by", Some("候选人数")),
        ("轻工业比重由50%左右，上升到80%", "from", Some("轻工业比重")),
        ("将现行16%的税率降至13%", "from", Some("税率")),
        ("宿舍造价高达300元", "eq", Some("宿舍造价")),
        ("人口增长率降到百分之一", "falls_to", Some("人口增长率")),
        ("室温高于或者等于十六摄氏度", "ge", Some("室温")),
        ("十二个教学班以下的小学", "le", Some("教学班")),
        ("个别项目投资完成6亿元，超过计划4%", "eq", None),
        ("利用外资从18亿元增加到 2010年的306亿元", "from", None),
        ("公交站周围十米范围内", "le", None),
    ] {
        let all = found(text);
        let first = &all[0];
        assert_eq!(first.relation.as_deref(), Some(relation), "{text}: {all:?}");
        if of.is_some() {
            assert_eq!(first.of.as_deref(), of, "{text}: {all:?}");
        }
    }
    let all = found("利用外资从18亿元增加到 2010年的306亿元");
    assert_eq!(all[1].relation.as_deref(), Some("rises_to"));
    let bound = &found("比重由50%左右，上升到80%")[0].bound;
    assert_eq!(bound.as_deref(), Some("about"));
}

#[test]
fn of_two_changes_the_first_is_of_the_first() {
    let all = found("城镇居民收入1万元，农村居民收入5千元，增长9%和8%。");
    let names: Vec<_> = all.iter().filter_map(|q| q.of.as_deref()).collect();
    let (city, land) = ("城镇居民收入", "农村居民收入");
    assert_eq!(names, [city, land, city, land]);
}

#[test]
fn the_year_of_a_comparison_and_of_a_start_stay_away() {
    let q = &found("2001年就业率由上年的74%提高到83%。")[1];
    assert_eq!(q.when.as_deref(), Some("2001"));
    assert_eq!(only("有40%的产品达到1980年的水平").when, None);
}
