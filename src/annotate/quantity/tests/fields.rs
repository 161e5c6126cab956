//! Single fields that careful readers found wrong, and what was no figure.

use super::*;

#[test]
fn ways_of_speaking_names_and_bases_are_no_figures() {
    for text in [
        "打通“最后一公里”。",
        "落实“人才30条”。",
        "推进“十个全覆盖”。",
        "工资可以跨3个年度安排。",
        "不受上述1、2项所列证书限制。",
        "国家每压1万锭给予补贴。",
        "年龄每增加一岁减少一年。",
        "按照“稳住一头，放开一片”的方针。",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    assert_eq!(found("每新增1万人奖励200元。").len(), 1);
}

#[test]
fn a_bound_says_what_it_leaves_out() {
    for (text, relation, bound) in [
        ("价值50万元以下（不含50万元）。", "lt", None),
        ("价值50万元以上(不含本数)。", "gt", None),
        ("以全体委员三分之二多数通过。", "ge", None),
        ("单位能耗节约20%以上。", "falls_by", Some("ge")),
        ("增长速度高的达到5.5%。", "eq", None),
        ("增长速度达到5.5%。", "rises_to", None),
        ("占地几千亩。", "gt", None),
        ("全市减少青壮年文盲4万人。", "falls_by", None),
        ("职工工资低于当地平均工资百分之六十的。", "lt", None),
        ("投资超过计划4%。", "eq", None),
    ] {
        let all = found(text);
        assert_eq!(all[0].relation.as_deref(), Some(relation), "{text}");
        assert_eq!(all[0].bound.as_deref(), bound, "{text}");
    }
}

#[test]
fn names_are_cut_where_the_words_are() {
    for (text, of) in [
        ("单位能耗节约20%。", Some("单位能耗")),
        ("水库坝高100米以上。", Some("水库坝高")),
        ("距震源半径200米。", Some("半径")),
        ("将新区绿地占比稳定在70%。", Some("新区绿地占比")),
        ("一、先进单位\\\\（30个\\\\）", Some("先进单位")),
        ("涉及两个以上部门职权范围的事项。", Some("部门")),
        ("涉及两个以上机关职责范围的事项。", Some("机关")),
        ("出生率下降5个千分点。", Some("出生率")),
        ("关于60万吨乙烯项目问题。", Some("乙烯项目")),
        ("全市粮食产量，四年中共增加了20亿斤。", Some("全市粮食产量")),
        ("将为国家节约20亿元。", None),
        ("地方财政承担的一半。", None),
        ("国债安排该项目2亿元。", Some("国债")),
        ("每平方公尺造价为220元。", Some("造价")),
        ("授予37项成果国家自然科学奖二等奖。", Some("成果")),
        ("扩大到16个省（区、市）。", Some("省（区、市）")),
    ] {
        assert_eq!(found(text)[0].of.as_deref(), of, "{text}");
    }
    let half = only("人均只有一亩半耕地。");
    assert_eq!((half.value, half.of.as_deref()), (1.5, Some("耕地")));
    assert_eq!(only("每人一米半径的范围。").value, 1.0);
}

#[test]
fn as_many_figures_as_names_are_dealt_out() {
    let names: Vec<_> = found("城镇居民收入和农村居民收入增长8.4%和11.4%。")
        .into_iter()
        .filter_map(|q| q.of)
        .collect();
    assert_eq!(names, ["城镇居民收入", "农村居民收入"]);
    let names: Vec<_> = found("城镇和农村人均住房面积32平方米、37平方米。")
        .into_iter()
        .filter_map(|q| q.of)
        .collect();
    assert_eq!(names, ["城镇人均住房面积", "农村人均住房面积"]);
}

#[test]
fn a_mean_over_years_is_not_of_the_last_and_an_aim_not_of_when_it_was_set() {
    let when = |text: &str| found(text).pop().unwrap().when;
    assert_eq!(when("2000年产值达到9亿元，平均每年增长8.3%。"), None);
    assert_eq!(
        when("2000年产值达到9亿元，增长8.3%。").as_deref(),
        Some("2000")
    );
    assert_eq!(when("2000年全校年均经费9亿元。").as_deref(), Some("2000"));
    assert_eq!(when("没有实现2006年确定的能耗降低4%的目标。"), None);
    assert_eq!(
        when("在1979到1983年产值递增7.9%的基础上，增长14.2%。"),
        None
    );
    assert_eq!(
        when("到1992年，在提高效益的基础上，产值达到9亿元。").as_deref(),
        Some("1992")
    );
}

#[test]
fn the_one_who_is_obliged_or_helped_is_whom_it_concerns() {
    for (text, group) in [
        ("第二条 人民法院应当在48小时内裁定。", Some("人民法院")),
        ("当事人可以委托一至二人代理。", Some("当事人")),
        (
            "热生产企业、热经营企业应当实行24小时服务。",
            Some("热生产企业、热经营企业"),
        ),
        ("课程要帮助学生形成1至2项特长。", Some("学生")),
        (
            "职业院校在校学生应当每周实习4小时。",
            Some("职业院校在校学生"),
        ),
        ("请考生注意，申请免考的自考生须取得6门成绩。", None),
        ("申请免考的自考生须取得6门成绩。", Some("自考生")),
        (
            "企业、事业单位和社会团体成员应当缴纳5万元经费。",
            Some("企业、事业单位和社会团体成员"),
        ),
        ("居民医保补助标准提高30元。", None),
        ("有关单位违反本条例规定的，处1万元罚款。", Some("有关单位")),
        // Those of the age are not the clinic.
        ("卫生机构应当为65周岁以上老年人体检。", None),
        ("注册资本应当不少于10万元。", None),
        ("工程施工应当不少于10人。", None),
        ("销售充装单位擅自充装的燃气的，处1万元罚款。", None),
        ("销售单位未检验的，处1万元罚款。", Some("销售单位")),
    ] {
        assert_eq!(found(text)[0].group.as_deref(), group, "{text}");
    }
}
