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
        ("被扶养人超过六十周岁的。", Some("年龄")),
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
        ("乙醇含量为10%±2%。", Some("乙醇含量"), "eq", None),
        (
            "粮食产量首次跃上1.2万亿斤新台阶。",
            Some("粮食产量"),
            "rises_to",
            None,
        ),
        ("门诊报销比例为60%。", Some("门诊报销比例"), "eq", None),
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
        (
            "学校应当组织体检，对年满四十五周岁的教师每年一次。",
            Some("教师"),
        ),
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

#[test]
fn an_age_is_that_of_whom_it_is_told() {
    for (text, of, group) in [
        (
            "对16—24岁失业青年给予见习补贴。",
            Some("年龄"),
            Some("失业青年"),
        ),
        (
            "本市对七十周岁以上的老年人给予优待。",
            Some("年龄"),
            Some("老年人"),
        ),
        ("任职年龄不超过60周岁。", Some("任职年龄"), None),
        ("人均预期寿命提高到78岁。", Some("人均预期寿命"), None),
        ("由其照管的未满12周岁的弟妹。", Some("年龄"), Some("弟妹")),
        ("证明其已满十六周岁的证据不足的。", Some("年龄"), None),
    ] {
        let q = last(text);
        assert_eq!(q.of.as_deref(), of, "{text}");
        assert_eq!(q.group.as_deref(), group, "{text}");
    }
    let both = found("对已满14周岁不满16周岁的未成年人应当从轻。");
    assert!(both.iter().all(|q| q.group.as_deref() == Some("未成年人")));
}

#[test]
fn where_something_is_is_no_measure_of_it() {
    for (text, of) in [
        ("定期检查距地十米以上的广告设施。", None),
        (
            "停车作业时，在来车方向不少于五十米的地点设置警示标志。",
            None,
        ),
        ("公路两侧各50米以内的森林。", None),
        ("村庄位于江岸海拔高程480米左右的山区。", Some("海拔高程")),
        ("层高不足2.2米的房屋不计入。", Some("层高")),
        ("壁厚小于3毫米的管材。", Some("壁厚")),
        ("厕所与水源的直线距离在二十五米以上。", Some("直线距离")),
        ("新建长300米的隧道。", Some("隧道")),
        ("生产棉布3亿米。", Some("棉布")),
    ] {
        assert_eq!(last(text).of.as_deref(), of, "{text}");
    }
}

#[test]
fn a_name_keeps_what_sets_it_apart() {
    for (text, of) in [
        (
            "参加合作社的农户已经占总农户的60%。",
            Some("参加合作社的农户"),
        ),
        ("其中从事养殖的农民占农民总数的8%。", Some("从事养殖的农民")),
        ("例如某公司的生产工人只占职工总数的56%。", Some("生产工人")),
        ("企业新增加的固定资产达到58亿元。", Some("新增加的固定资产")),
        ("引导机构将平均担保费率降至1%以下。", Some("平均担保费率")),
        ("五年平均人口自然增长率为13‰。", Some("人口自然增长率")),
        ("全年退出钢铁产能6500万吨。", Some("退出钢铁产能")),
        ("矿井的设计能力为年产煤70万吨。", Some("年产煤")),
        (
            "成果已经应用于生产的比重达到50%。",
            Some("应用于生产的比重"),
        ),
        (
            "共清理规章和有关政策规定230件。",
            Some("规章和有关政策规定"),
        ),
        (
            "生产资料的产值在工业总产值中的比重上升为42%。",
            Some("生产资料的产值在工业总产值中的比重"),
        ),
        (
            "工业总产值增长7.5%（不包括村办工业7%）。",
            Some("工业总产值（不包括村办工业）"),
        ),
        (
            "居民房贷利息年支出减少1500亿元。",
            Some("居民房贷利息年支出"),
        ),
        ("目录每年修订1次，每年调整1次专业。", Some("调整专业")),
        ("共有两个以上执行债权人的。", Some("执行债权人")),
    ] {
        assert_eq!(last(text).of.as_deref(), of, "{text}");
    }
}

#[test]
fn a_name_drops_what_is_none_of_it() {
    for (text, of) in [
        ("在100多个国家和地区展开。", Some("国家和地区")),
        ("三十万千瓦的核电站一个。", Some("核电站")),
        ("支持建设4万个村广播设施建设。", Some("村广播设施")),
        ("关于60万吨乙烯项目的报告。", Some("乙烯")),
        ("五年节约能源折合标准煤1.6亿吨。", Some("节约能源")),
        ("争取明年节约标准煤700万吨。", Some("标准煤")),
        ("31个省份本级公务接待费减少26%。", Some("本级公务接待费")),
        (
            "手表、自行车、缝纫机、收音机、电视机、洗衣机、电冰箱、电风扇等耐用消费品的生产增长12%。",
            Some("耐用消费品的生产"),
        ),
        (
            "吸毒的用具以及非法财物价值在五百元以下。",
            Some("非法财物价值"),
        ),
        (
            "玉米的单位面积产量比别的杂粮可能增加50%。",
            Some("玉米的单位面积产量"),
        ),
        (
            "中央财政赤字2450亿元，比去年预算赤字减少500亿元。",
            Some("中央财政赤字"),
        ),
        ("债权债务同归于一人。", None),
        (
            "开好一门以上体现职业教育专业和学生特点的拓展课程。",
            Some("拓展课程"),
        ),
        ("每年举办1次单项个人和集体项目（合唱、舞蹈）。", None),
        ("人民陪审员参加三人合议庭审判案件。", None),
        ("共建成投产项目二十万个。", Some("项目")),
        ("完成1500座小型水库除险加固。", Some("小型水库")),
        (
            "降低收费，可减轻企业和居民负担约5000亿元。",
            Some("企业和居民负担"),
        ),
        ("祭祀区东至工作站东墙一线长约110米。", None),
        ("不能由一两个超级大国说了算。", Some("超级大国")),
        (
            "缴存不低于300万元人民币的风险处置备用金。",
            Some("风险处置备用金"),
        ),
        ("对外援助和其他支出4亿元。", Some("对外援助和其他支出")),
        (
            "研究与试验发展经费支出占生产总值比重达到2.2%。",
            Some("研究与试验发展经费支出占生产总值比重"),
        ),
        (
            "全年中央财政用于“三农”的支出共2626亿元。",
            Some("用于“三农”的支出"),
        ),
        (
            "用于“两个确保”和“低保”的资金达594亿元。",
            Some("用于“两个确保”和“低保”的资金"),
        ),
        ("综合治理水土流失面积24万平方公里。", Some("水土流失面积")),
        ("社会购买力估算为494亿元左右。", Some("社会购买力")),
        ("按照总吨位为1500吨的船舶计算。", Some("总吨位")),
        (
            "按照工资总额的百分之二向工会拨缴当月的工会经费。",
            Some("工会经费"),
        ),
        ("实现在校期间培养1-2项艺术技能的目标。", Some("艺术技能")),
        (
            "根据许可使用费的数额，在300万元以下确定赔偿数额。",
            Some("赔偿数额"),
        ),
        (
            "每12个班级配备音乐、美术专用教室1间以上。",
            Some("音乐、美术专用教室"),
        ),
        (
            "与垃圾场（站）等污染源直线距离在25米以上。",
            Some("污染源直线距离"),
        ),
        ("从废墟中抢救生还者8万人。", Some("生还者")),
        (
            "一般性支出压减5%以上、“三公”经费再压减3%左右。",
            Some("“三公”经费"),
        ),
        (
            "有2名与其研究领域相同、具有职称的科学技术人员推荐。",
            Some("科学技术人员"),
        ),
        (
            "已形成24个跨地区的横向经济联合网络。",
            Some("横向经济联合网络"),
        ),
        (
            "仍有三分之一的省、市、自治区超过平均水平。",
            Some("省、市、自治区"),
        ),
        ("二、试卷结构合理\n\n试卷共20题。", Some("试卷")),
        ("入场时二次测温≥37.3℃。", None),
        ("价格上涨的因素大约有十三个百分点。", None),
        (
            "消費資料的生産將等於一九四九年的三點一倍。",
            Some("消費資料的生産"),
        ),
        ("承租人欠付租金，数额达到全部租金百分之十五以上。", None),
        ("取消收费35项，收费\n项目再减少一半以上。", None),
    ] {
        assert_eq!(last(text).of.as_deref(), of, "{text}");
    }
}

#[test]
fn what_stands_behind_or_before_names_what_no_name_stands_beside() {
    for (text, of) in [
        ("事故造成27人死亡。", Some("死亡")),
        ("共造成365人死亡，4026人重伤。", Some("重伤")),
        ("开考后迟到15分钟以上的考生。", Some("迟到")),
        (
            "转移支付累计4.25万亿元，87%用于支持西部。",
            Some("转移支付"),
        ),
        ("补助标准增加40元，一半用于保险。", None),
        (
            "关停5000万千瓦小火电机组，今年要关停1000万千瓦。",
            Some("小火电机组"),
        ),
        (
            "确保物价上涨幅度有所回落，力争控制在15%左右。",
            Some("物价上涨幅度"),
        ),
        ("共有三千万亩棉田，占实收面积八千万亩的42%。", Some("棉田")),
    ] {
        assert_eq!(last(text).of.as_deref(), of, "{text}");
    }
}

#[test]
fn whose_a_measure_is_stands_before_it_or_behind_the_figure() {
    for (text, group) in [
        ("工业企业的生产成本只要降低1%。", Some("工业企业")),
        (
            "基金和银行业机构承担的风险比例均不低于20%。",
            Some("基金和银行业机构"),
        ),
        ("副主任、副省长的候选人数应当多一人。", None),
        (
            "规模在五百张床位以上的养老机构应当设立医务室。",
            Some("养老机构"),
        ),
        ("迟到30分钟以上的考生不得参加考试。", Some("考生")),
        ("误差小于0.25%的加速度表。", None),
        (
            "社区登记在册的失业人员和外来务工人员培训率分别达65%和50%。",
            Some("外来务工人员"),
        ),
        (
            "城镇职工和城镇居民医疗保险参保4亿人，合作医疗制度覆盖8亿人。",
            None,
        ),
        (
            "人口自然增长率，四川省由29‰降到6‰，上海市由7‰降到5‰。",
            Some("上海市"),
        ),
        ("建立补贴制度，惠及2100多万人。", None),
        (
            "违反本条例规定，举办诊所应当备案而未备案的，处三万元以下罚款。",
            None,
        ),
        (
            "违反本条例规定，维修经营者签发虚假合格证的，处三万元以下罚款。",
            Some("维修经营者"),
        ),
        (
            "居民企业或者中国居民持有外国企业10%以上股份。",
            Some("居民企业或者中国居民"),
        ),
    ] {
        assert_eq!(last(text).group.as_deref(), group, "{text}");
    }
    let both = found("城乡低保标准分别提高10%和14%。");
    let names: Vec<_> = both.iter().map(|q| q.of.as_deref()).collect();
    assert_eq!(names, [Some("城市低保标准"), Some("农村低保标准")]);
    let last_alone = found("中、高等学校学生分别达到200万人和86万人。");
    assert_eq!(last_alone[0].of, None);
}
