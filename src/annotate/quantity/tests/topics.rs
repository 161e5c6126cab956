//! Names that do not stand beside their figure.

use super::*;

/// What the figures of a text measure, in order.
fn names(text: &str) -> Vec<Option<String>> {
    found(text).into_iter().map(|q| q.of).collect()
}

fn same(text: &str, wanted: &[Option<&str>]) {
    let names = names(text);
    let names: Vec<Option<&str>> = names.iter().map(Option::as_deref).collect();
    assert_eq!(names, wanted, "{text}");
}

#[test]
fn a_clause_before_names_what_is_measured() {
    for (text, wanted) in [
        (
            "粮食产量连创新高，去年达到1.2万亿斤。",
            vec![Some("粮食产量")],
        ),
        (
            "小学阶段艺术课程，低年级每周不少于4节，高年级每周不少于3节。",
            vec![Some("小学阶段艺术课程"), Some("小学阶段艺术课程")],
        ),
        (
            "将美术课程纳入必修课，保证不低于72学时。",
            vec![Some("美术课程")],
        ),
        (
            "保证6学分用于音乐类必修课程。",
            vec![Some("音乐类必修课程")],
        ),
        (
            "到现场抢修的时限，中心城区不超过60分钟，其他区域不超过90分钟。",
            vec![Some("时限"), Some("时限")],
        ),
    ] {
        let of = names(text);
        let of: Vec<Option<&str>> = of.iter().map(Option::as_deref).collect();
        assert_eq!(of, wanted, "{text}");
    }
}

#[test]
fn a_condition_or_an_hour_before_a_test_has_no_name_of_another_clause() {
    same("没有价额的，每件交纳50元。", &[None]);
    same("合理安排赴考时间，考前45分钟入场。", &[None]);
}

#[test]
fn a_bracket_belongs_to_the_name_before_it() {
    same("包括主项（声乐、器乐任选一样，165分）。", &[Some("主项")]);
    same("速写（综合能力）（100分）。", &[Some("速写")]);
    same(
        "水泥和化肥（折成纯量）分别达到2亿吨和3千万吨。",
        &[Some("水泥"), Some("化肥")],
    );
    same(
        "美术课程开设不低于6个学分（相当于108课时）。",
        &[Some("美术课程"), Some("美术课程")],
    );
}

#[test]
fn the_head_of_a_list_names_its_measure() {
    same(
        "建筑高度分别为：东山不高于40米，西山不高于60米。",
        &[Some("建筑高度"), Some("建筑高度")],
    );
    same("收听频率为：AM（中波）792千赫。", &[Some("收听频率")]);
    same(
        "主要目标是：居民消费价格涨幅控制在3%以内。",
        &[Some("居民消费价格")],
    );
}

#[test]
fn figures_of_a_row_have_their_own_names() {
    same(
        "木材和水泥的产量分别增长9%和14%。",
        &[Some("木材的产量"), Some("水泥的产量")],
    );
    same(
        "入境人数达到200万人次，外汇收入18亿美元，分别为上年的3倍和2倍。",
        &[
            Some("入境人数"),
            Some("外汇收入"),
            Some("入境人数"),
            Some("外汇收入"),
        ],
    );
    same(
        "进出口总额达到4700亿美元，其中出口2400亿美元。",
        &[Some("进出口总额"), Some("出口")],
    );
    // What they share is said once, and is no name of the second alone.
    same(
        "油菜种植、收获机械化率分别达到50%和65%。",
        &[Some("油菜种植机械化率"), Some("收获机械化率")],
    );
}

#[test]
fn shares_are_named_with_their_whole() {
    same(
        "工业制成品占出口总值的比重由46%上升到55%。",
        &[
            Some("工业制成品占出口总值的比重"),
            Some("工业制成品占出口总值的比重"),
        ],
    );
    same(
        "积累在国民收入中所占的比重降低到28.5%。",
        &[Some("积累在国民收入中所占的比重")],
    );
    same("户外广告应当设置不少于30%的公益广告。", &[Some("公益广告")]);
    same("从净收入中提取不低于60%的比例用于奖励。", &[Some("净收入")]);
    same(
        "企业按照不低于工资总额1.5%提取的教育经费，应当专用。",
        &[Some("教育经费")],
    );
}

#[test]
fn what_stands_behind_is_cut_where_it_ends() {
    for (text, of) in [
        ("有5名以上与业务相适应的技术人员。", "技术人员"),
        ("有4名以上接受过专门训练的人员。", "人员"),
        ("建设200个面向全体学生、形式多样的美育社团。", "美育社团"),
        ("3所高校在校学生应当选取本考区。", "高校"),
        ("4起煤矿爆炸事故调查结果。", "煤矿爆炸事故"),
        ("成绩单列7门科目高中水平考试。", "科目"),
        ("创建100所省、市艺术特色学校。", "省、市艺术特色学校"),
        ("做1次“单管”核酸采样。", "“单管”核酸采样"),
        ("培育3个内外贸一体化发展先行区。", "内外贸一体化发展先行区"),
        (
            "涉及两个以上省、自治区、直辖市的事项。",
            "省、自治区、直辖市",
        ),
        ("补种毁坏株数3倍的树木。", "树木"),
        ("可以委托2人作为诉讼代理人。", "诉讼代理人"),
        ("安排5000元以上的资金和工作人员。", "资金"),
        ("公园绿地300米服务半径。", "服务半径"),
        ("保证学生每天1小时体育活动时间。", "体育活动时间"),
    ] {
        assert_eq!(only(text).of.as_deref(), Some(of), "{text}");
    }
}

#[test]
fn ages_are_of_people() {
    same(
        "对已满14周岁不满16周岁的未成年人应当从轻。",
        &[Some("年龄"), Some("年龄")],
    );
    same("人均预期寿命提高1岁。", &[Some("人均预期寿命")]);
    same("条件不足的地区的儿童，可以推迟到7周岁。", &[Some("年龄")]);
}

#[test]
fn a_fine_meets_whom_a_clause_before_names() {
    for (text, group) in [
        (
            "对直接负责的主管人员给予警告，并处3万元以上10万元以下的罚款。",
            Some("直接负责的主管人员"),
        ),
        ("情节严重的，处5万元以下罚款。", None),
        ("并对举办者处违法所得1倍以上5倍以下罚款。", Some("举办者")),
    ] {
        assert_eq!(only(text).group.as_deref(), group, "{text}");
    }
}

#[test]
fn numbers_and_units_that_are_said_once() {
    let all = found("贷款增速比平均增速分别高4.2和0.7个百分点。");
    assert_eq!(all.len(), 2, "{all:?}");
    for quantity in &all {
        assert_eq!(quantity.unit.as_deref(), Some("个百分点"));
        assert_eq!(quantity.relation.as_deref(), Some("rises_by"));
    }
    let change = only("收入实际增长4·3%。");
    assert!((change.value - 4.3).abs() < 1e-9, "{change:?}");
    let people = only("在校学生四十二萬五千人。");
    assert!((people.value - 425_000.0).abs() < 1e-9, "{people:?}");
    assert!(found("当事人不是同一人。").is_empty());
    assert!(found("中断航运1个多月。").is_empty());
}

#[test]
fn a_year_right_before_a_figure_is_its_own() {
    let all = found("一九五九年的产量达到500万吨，比一九五七年的300万吨增加了200万吨。");
    let when: Vec<_> = all.iter().map(|q| q.when.as_deref()).collect();
    assert_eq!(when, [Some("1959"), Some("1957"), Some("1959")]);
}

#[test]
fn a_bound_to_reach_is_no_time_until_which() {
    let score = first_of("公告", "2024年考生成绩须达到今年的控制分数线（518分）。");
    assert_eq!(score.status, Some(QuantityStatus::Standard), "{score:?}");
}

#[test]
fn a_part_is_named_and_not_its_whole() {
    same(
        "“双师型”教师占专业课教师总数超过一半。",
        &[Some("“双师型”教师")],
    );
    same(
        "照片均为jpg格式，不小于1024*1024像素且不大于5MB。",
        &[Some("照片")],
    );
}
