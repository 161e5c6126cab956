//! What strict readers found false: names that were cut, places and conditions that were taken
//! for names, whom another clause is about.

use super::*;

/// What the last figure of a text measures.
fn last(text: &str) -> Quantity {
    found(text).pop().unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn a_name_is_whole_or_left_out() {
    for (text, of) in [
        ("全年实际投资43亿美元。", Some("实际投资")),
        (
            "职工代表（含兼职人员）人数不少于30人。",
            Some("职工代表人数"),
        ),
        ("被扶养人超过六十周岁的。", Some("被扶养人")),
        (
            "企业研发费用加计扣除比例提高到75%。",
            Some("企业研发费用加计扣除比例"),
        ),
        ("连续停止供水时间超过12小时的。", Some("停止供水时间")),
        ("其组成人员为5至9人。", Some("组成人员")),
        ("提前下达预计数的比例不低于90%。", Some("预计数的比例")),
        ("经营用房面积不少于总建筑面积的4‰。", Some("经营用房面积")),
        (
            "须经参与表决专有部分面积四分之三以上的业主同意。",
            Some("参与表决专有部分面积"),
        ),
        ("高度从地面起不得超过2米。", Some("高度")),
        ("并发给登记证明书一式2份。", Some("登记证明书")),
        ("取消和调整行政审批事项498项。", Some("行政审批事项")),
        ("新建和加固堤防1.7万公里。", Some("堤防")),
        ("全国通过各种方式使用国外贷款15亿美元。", Some("国外贷款")),
        (
            "本科生中具有留学经历的比例达5%。",
            Some("本科生中具有留学经历的比例"),
        ),
        ("由市场决定价格的比重为80%。", Some("市场决定价格的比重")),
        (
            "牵引车与被牵引车之间的距离应当大于4米。",
            Some("牵引车与被牵引车之间的距离"),
        ),
        (
            "收养人与被收养人的年龄应当相差40周岁以上。",
            Some("收养人与被收养人的年龄"),
        ),
        (
            "面积不足1万平方米的新建公共建筑和总建筑面积不足5万平方米的新建居住建筑。",
            Some("总建筑面积"),
        ),
        (
            "各类企业应当有三分之一以上的理事或者董事出席。",
            Some("理事或者董事"),
        ),
        (
            "提议案的机关或者委员会组成人员5人以上联名。",
            Some("委员会组成人员"),
        ),
    ] {
        assert_eq!(last(text).of.as_deref(), of, "{text}");
    }
}

#[test]
fn what_is_counted_ends_before_what_it_does() {
    for (text, of) in [
        ("分属两个以上部门监督管理的。", Some("部门")),
        ("给付出让金总额百分之十的定金。", Some("定金")),
        ("受过两项以上标准五倍的。", Some("标准")),
        ("应当将5家备选的物业企业公示。", Some("物业企业")),
        ("持有上市公司5%以上的发行在外的普通股。", Some("普通股")),
        ("驾驶7座以上载客汽车载人超过核定人数。", Some("载客汽车")),
        (
            "十名以上的农村集体经济组织成员可以起诉。",
            Some("农村集体经济组织成员"),
        ),
        (
            "每年安排20元的科学技术普及专项经费。",
            Some("科学技术普及专项经费"),
        ),
        ("作出处10万元以上罚款等行政处罚决定前。", Some("罚款")),
    ] {
        assert_eq!(found(text)[0].of.as_deref(), of, "{text}");
    }
}

#[test]
fn a_place_or_a_clause_is_no_name() {
    for text in [
        "在车站出入口50米范围内不得停车。",
        "在岱顶零点六平方公里范围内不得扩建。",
        "移至铁路外侧钢轨5米以外。",
        "房屋明显有裂缝的110户。",
        "已经结案处理的4466件。",
        "研发费用逐年增加，其中用于农业的应占15%。",
        "仍实行管制的占9.1%。",
        "后来又追加了80亿元。",
        "除去转入的职工，实增约二百万人。",
        "向三个以上具备承担项目能力、资信良好的法人发出邀请。",
        "药费由本人负担，在八万元限额内扣除。",
        "劳动力1万个，相当于合作社平均规模的三十倍。",
        "按载重车型40吨满载计算。",
    ] {
        let of = last(text).of;
        let of = of.as_deref();
        assert!(of.is_none() || of == Some("载重车型"), "{text}: {of:?}");
    }
    // But what a measure is, and what it was then.
    assert_eq!(
        last("绿化带宽度在5米以内。").of.as_deref(),
        Some("绿化带宽度")
    );
    let farms = found("国营农场由1954年的97个增加到106个。");
    assert_eq!(farms[0].of.as_deref(), Some("国营农场"));
}

#[test]
fn what_is_compared_with_is_not_measured() {
    for (text, of, relation, bound) in [
        (
            "车辆尾部不得超出车身0.3米。",
            Some("车辆尾部"),
            "rises_by",
            Some("le"),
        ),
        (
            "泥土面应低于边缘石0.1米以上。",
            Some("泥土面"),
            "falls_by",
            Some("ge"),
        ),
        (
            "家庭人均月收入在最低生活保障标准一点五倍以下。",
            Some("家庭人均月收入"),
            "le",
            None,
        ),
        (
            "设计能力比第一汽车厂大一倍。",
            Some("设计能力"),
            "rises_by",
            None,
        ),
        ("人员编制原则上减一半。", Some("人员编制"), "falls_by", None),
        (
            "基本建设节减了预算支出2亿元。",
            Some("预算支出"),
            "falls_by",
            None,
        ),
        (
            "造价应该比原计划至少节约10%。",
            Some("造价"),
            "falls_by",
            Some("ge"),
        ),
        ("服务业比重达到46%。", Some("服务业比重"), "rises_to", None),
        (
            "居民储蓄存款新增300亿元。",
            Some("居民储蓄存款"),
            "rises_by",
            None,
        ),
        ("允许误差±2%。", Some("误差"), "le", None),
    ] {
        let q = last(text);
        assert_eq!(q.of.as_deref(), of, "{text}");
        assert_eq!(q.relation.as_deref(), Some(relation), "{text}");
        assert_eq!(q.bound.as_deref(), bound, "{text}");
    }
    let law = |text| first_of("条例", text).relation;
    assert_eq!(law("增加的数额可以达到费用的30%。").as_deref(), Some("le"));
}

#[test]
fn a_group_of_another_clause_is_not_that_of_the_figure() {
    for (text, group) in [
        ("农民工总量2.5亿人。", None),
        ("住宅（企业自建的在外）竣工面积3千平方米。", None),
        ("主管部门可以处罚款，出售金额不满五千元的，从轻处罚。", None),
        ("学校应当组织体检，对年满四十五周岁的教师每年一次。", None),
        (
            "招生人数将为：高等学校10万人，中等专业学校15万人。",
            Some("中等专业学校"),
        ),
        (
            "高中阶段转学到本市的少数民族考生     加3分",
            Some("少数民族考生"),
        ),
    ] {
        assert_eq!(last(text).group.as_deref(), group, "{text}");
    }
    let age = &found("学校应当组织体检，对年满四十五周岁的教师每年一次。")[0];
    assert_eq!(age.group, None);
}

#[test]
fn two_digits_with_a_mark_between_are_a_range() {
    let power = last("企业多耗电二、三百亿度。");
    assert_eq!((power.value, power.upper), (2e10, Some(3e10)));
    let grain = last("商品粮比现在增加两、三倍。");
    assert_eq!((grain.value, grain.upper), (2.0, Some(3.0)));
    assert!(found("前款第二、三项规定。").is_empty());
}

#[test]
fn words_of_what_a_change_starts_from_do_not_tell_what_becomes_of_it() {
    use QuantityStatus::{Reported, Target};
    for (text, status) in [
        (
            "今年拟安排赤字2亿元，赤字率从去年的2.1%提高到2.3%。",
            Some(Target),
        ),
        ("计划要求，在总量平衡的基础上，产值增长6%。", Some(Target)),
        (
            "计划规定，产值达到9亿元，比1980年的7亿元增加2亿元。",
            Some(Target),
        ),
        ("补助资金由上年46亿元增加到92亿元。", Some(Reported)),
    ] {
        assert_eq!(first_of("报告", text).status, status, "{text}");
    }
    let now = last("1949年以后，经过改革，目前有20%的农户。");
    assert_eq!(now.when, None);
}

#[test]
fn a_standard_said_once_is_that_of_both() {
    let rows = found("城镇和农村人均补助标准分别提高到240元、280元。");
    let names: Vec<_> = rows.iter().filter_map(|q| q.of.as_deref()).collect();
    assert_eq!(names, ["城镇人均补助标准", "农村人均补助标准"]);
}

#[test]
fn a_measure_that_is_told_by_its_verb_or_its_whole() {
    for (text, of) in [
        ("工作人员总数减少幅度在25%左右。", "工作人员总数减少幅度"),
        ("军官延长的年龄不得超过五岁。", "军官延长的年龄"),
        ("确需延长的，延长时限不得超过原时限的二分之一。", "延长时限"),
        (
            "重点地区细颗粒物（PM2.5）平均浓度下降30%。",
            "重点地区细颗粒物平均浓度",
        ),
        ("5G用户普及率超过50%。", "5G用户普及率"),
        (
            "体积超过一立方米，或者占地面积超过两平方米的物品。",
            "占地面积",
        ),
        (
            "雷管20枚以上或者导火索、导爆索20米以上的。",
            "导火索、导爆索",
        ),
        ("全年财政支出超过财政收入18亿元。", "财政支出"),
        ("财政收入增加1501亿元，总额达到11377亿元。", "财政收入"),
        (
            "国营商业在批发中的比重达到63%，在零售中的比重达到34%。",
            "国营商业在零售中的比重",
        ),
        (
            "科研经费增加到1161亿元，占生产总值的比重提高到1.1%。",
            "科研经费占生产总值的比重",
        ),
        ("子女按照不超过800毫升的献血量免交费用。", "献血量"),
        ("检查应当由2名以上（含2名）检查人员参加。", "检查人员"),
        ("应当并处二十万元以上犯罪数额二倍以下的罚金。", "罚金"),
    ] {
        let all = found(text);
        let q = match text.starts_with('应') || text.starts_with("检查") {
            true => &all[0],
            false => all.last().unwrap(),
        };
        assert_eq!(q.of.as_deref(), Some(of), "{text}");
    }
    let over = last("全年财政支出超过财政收入18亿元。");
    assert_eq!(over.relation.as_deref(), Some("rises_by"));
    assert_eq!(last("长达4000公里的管道。").relation.as_deref(), Some("eq"));
}

#[test]
fn what_some_do_is_not_told_of_others() {
    for (text, group) in [
        (
            "学生自选2门课程，支持开设综合课程，确保课时总量不低于总课时的9%。",
            None,
        ),
        ("小学每周4节，初中每周2节，并组织2个社团。", None),
        (
            "公安机关应当对违法行为人进行批评教育；拒不改正的，处二百元罚款。",
            None,
        ),
    ] {
        assert_eq!(last(text).group.as_deref(), group, "{text}");
    }
}

#[test]
fn an_aim_that_was_set_and_a_budget_are_targets() {
    use QuantityStatus::{Reported, Target};
    for (text, status) in [
        ("提出了能耗降低20%等目标。", Some(Target)),
        ("“三公”经费预算合计为0.5万元。", Some(Target)),
        ("“三公”经费决算合计为0.5万元。", Some(Reported)),
    ] {
        assert_eq!(first_of("报告", text).status, status, "{text}");
    }
}

#[test]
fn the_word_behind_the_last_of_a_row_bounds_them_all() {
    let bounds = |text: &str| -> Vec<(Option<String>, Option<String>)> {
        let all = found(text).into_iter();
        all.map(|q| (q.relation, q.bound)).collect()
    };
    let is =
        |relation: &str, bound: Option<&str>| (Some(relation.to_owned()), bound.map(str::to_owned));
    assert_eq!(
        bounds("单价分别下降3%、5%和7%左右。"),
        vec![is("falls_by", Some("about")); 3]
    );
    assert_eq!(
        bounds("亩产量六十斤、八十斤或者一百斤以上。"),
        vec![is("ge", None); 3]
    );
}

#[test]
fn a_change_keeps_its_bound_and_a_condition_is_no_change() {
    for (text, relation, bound) in [
        ("全省增产原油200多万吨。", "rises_by", Some("gt")),
        ("降低企业费用负担超过4000亿元。", "falls_by", Some("gt")),
        ("绿化率达到15%的县可以申报。", "ge", None),
        ("绿化率达到15%的标准。", "rises_to", None),
        ("高校数量增加到了120所。", "rises_to", None),
    ] {
        let told = last(text);
        assert_eq!(told.relation.as_deref(), Some(relation), "{text}");
        assert_eq!(told.bound.as_deref(), bound, "{text}");
    }
}

#[test]
fn a_name_holds_to_whom_something_goes() {
    for (text, of) in [
        ("消费对经济增长的贡献率达到60%。", "消费对经济增长的贡献率"),
        ("中央对地方转移支付增长18%。", "中央对地方转移支付"),
        ("用于教育的投入增加到100亿元。", "用于教育的投入"),
        ("对小微企业贷款增长20%。", "小微企业贷款"),
    ] {
        assert_eq!(last(text).of.as_deref(), Some(of), "{text}");
    }
}

#[test]
fn what_is_supposed_is_not_aimed_at() {
    let text = "按2025年的计划指标，只要生产成本降低1%，就可以节约8亿元。";
    assert_eq!(first_of("报告", text).status, None);
}

#[test]
fn a_law_lays_down_in_the_clauses_that_follow() {
    use QuantityStatus::Standard;
    for (text, status) in [
        (
            "单位应当采取措施，并在二十四小时内向主管部门报告。",
            Some(Standard),
        ),
        ("机构应当核发证书，一式2份。", Some(Standard)),
        ("机构应当核查，并通知在二十四小时内死亡的。", None),
    ] {
        assert_eq!(first_of("条例", text).status, status, "{text}");
    }
}

#[test]
fn a_fine_by_a_share_meets_the_ones_it_names() {
    let text =
        "对单位的法定代表人、直接负责的主管人员和其他直接责任人员处以其上一年度收入的30%以下罚款。";
    let met = "单位的法定代表人、直接负责的主管人员和其他直接责任人员";
    assert_eq!(first_of("条例", text).group.as_deref(), Some(met));
}
