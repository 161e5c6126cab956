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
        ("投资超过计划4%。", "rises_by", None),
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
        ("关于60万吨乙烯项目问题。", Some("乙烯")),
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
        (
            "请考生注意，申请免考的自考生须取得6门成绩。",
            Some("自考生"),
        ),
        ("申请免考的自考生须取得6门成绩。", Some("自考生")),
        (
            "企业、事业单位和社会团体成员应当缴纳5万元经费。",
            Some("企业、事业单位和社会团体成员"),
        ),
        ("居民医保补助标准提高30元。", None),
        ("有关单位违反本条例规定的，处1万元罚款。", Some("有关单位")),
        // Those of the age are not the clinic.
        ("卫生机构应当为65周岁以上老年人体检。", Some("老年人")),
        ("注册资本应当不少于10万元。", None),
        ("工程施工应当不少于10人。", None),
        ("销售充装单位擅自充装的燃气的，处1万元罚款。", None),
        ("销售单位未检验的，处1万元罚款。", Some("销售单位")),
    ] {
        assert_eq!(found(text)[0].group.as_deref(), group, "{text}");
    }
}

#[test]
fn a_fine_meets_the_one_whose_deed_it_is() {
    for (text, group) in [
        (
            "第五条 取得许可证的企业或者个人违反本条例规定的，处1万元罚款。",
            Some("取得许可证的企业或者个人"),
        ),
        (
            "第六条 生产单位的主要负责人未履行职责的，处1万元罚款。",
            Some("生产单位的主要负责人"),
        ),
        (
            "第七条 登记的事项发生变更，船员未办理手续的，处1万元罚款。",
            Some("船员"),
        ),
        // Who does one thing and then another
        (
            "第八条 建设单位未公示的，处1万元罚款；擅自施工的，处2万元罚款。",
            Some("建设单位"),
        ),
        (
            "第九条 收集单位有下列行为之一的，按照下列规定处罚：\n（一）未密闭运输的，处1万元罚款；\n（二）沿途遗撒的，处2万元罚款。",
            Some("收集单位"),
        ),
        (
            "第九条 有下列行为之一的，按照下列规定处罚：\n（一）用户擅自转供的，处1万元罚款。",
            Some("用户"),
        ),
        (
            "第十条 下列处罚由公安机关实施：\n（一）擅自燃放的，处1万元罚款。",
            None,
        ),
        ("第十条 未申报，或者对经营者恶意评价的，处1万元罚款。", None),
        ("第十条 擅自改建，致使居民不能通行的，处1万元罚款。", None),
        ("第十条 未申报的，公安机关应当责令改正，处1万元罚款。", None),
    ] {
        let last = found(text).pop().unwrap();
        assert_eq!(last.of.as_deref(), Some("罚款"), "{text}");
        assert_eq!(last.group.as_deref(), group, "{text}");
    }
}

#[test]
fn a_share_is_not_of_what_it_is_reckoned_by() {
    for (text, of) in [
        ("奖励金按职工年平均工资的5%计算。", Some("奖励金")),
        ("单位的奖励金，按职工年平均工资的5%计算。", Some("奖励金")),
        ("烟叶按照平均收购价格的70%收购。", None),
        (
            "处以违法所得一倍以上三倍以下或者5000元以下的罚款。",
            Some("罚款"),
        ),
        ("并处少缴的税款50%以上五倍以下的罚款。", Some("罚款")),
        ("考试满分为100分，80分合格。", None),
        ("人员达到25%（超过100人的企业达到15%）。", None),
    ] {
        let all = found(text);
        let last = all
            .iter()
            .rfind(|q| q.unit.as_deref() != Some("元"))
            .unwrap();
        assert_eq!(last.of.as_deref(), of, "{text}");
    }
}

#[test]
fn what_is_new_is_named_so() {
    for (text, of) in [
        ("城镇新增就业98万人。", "城镇新增就业"),
        ("全年新登记注册企业增长24%。", "新登记注册企业"),
        ("日均新设企业由5千户增加到1万户。", "新设企业"),
        ("农村新建住房3亿平方米。", "农村新建住房"),
        ("新建学校3所。", "学校"),
        ("专精特新企业达7万家。", "企业"),
        ("新建额定蒸发量二十吨以下的锅炉。", "额定蒸发量"),
    ] {
        assert_eq!(found(text)[0].of.as_deref(), Some(of), "{text}");
    }
}

#[test]
fn names_end_where_their_words_end() {
    for (text, of) in [
        ("报名考试费为50元。", Some("报名考试费")),
        ("在10个紧缺领域大力开展培训。", Some("紧缺领域")),
        ("《历史》等3门统考课程试卷设置如下。", Some("统考课程")),
        ("学校每学年进行1次美育工作自评。", Some("美育工作自评")),
        ("每年举办1次单项的个人比赛。", None),
        ("每方代表人数为3人以上。", Some("代表人数")),
        ("四、机制创新方面（共6项）", None),
        ("延庆区为每平方米35元。", None),
        ("覆盖中西部地区80%以上的农村中小学。", Some("农村中小学")),
        (
            "科学事业费到2000年占财政支出的比例应达到2%。",
            Some("科学事业费到2000年占财政支出的比例"),
        ),
    ] {
        assert_eq!(found(text)[0].of.as_deref(), of, "{text}");
    }
    assert_eq!(
        only("流量大于50立方米每秒。").unit.as_deref(),
        Some("立方米每秒")
    );
}

#[test]
fn those_who_are_to_have_it_are_whom_it_concerns() {
    for (text, group) in [
        ("学校应当保证学生每天锻炼1小时。", Some("学生")),
        ("鉴定机构应当指定本机构二名以上鉴定人。", Some("鉴定机构")),
        (
            "将国有企业下岗职工基本生活费发放水平、失业人员保险金发放水平、城镇居民保障金水平提高30%。",
            Some("城镇居民"),
        ),
        ("各市要建立机制，2017年我省评选200所基点校。", Some("我省")),
        ("中职学校“双师型”教师比例达78%。", None),
    ] {
        assert_eq!(found(text)[0].group.as_deref(), group, "{text}");
    }
    let rows = found("城镇居民收入和农村居民收入分别增长8%、9%。");
    assert_eq!(rows[1].group.as_deref(), Some("农村居民"));
}

#[test]
fn a_time_of_something_else_is_not_that_of_the_figure() {
    let when = |text: &str| found(text).pop().unwrap().when;
    assert_eq!(when("1945年9月以前参加工作的人员，发给工资的90%。"), None);
    assert_eq!(when("将2016年实施的24项措施增加为30项。"), None);
    assert_eq!(
        when("1954年的收入，不包括上年结余在内，等于1950年的3.6倍。").as_deref(),
        Some("1954")
    );
}

#[test]
fn a_limit_that_describes_is_no_standard() {
    use QuantityStatus::{Reported, Standard};
    for (genre, text, status) in [
        ("条例", "建筑高度不超过20米的项目可以降低。", None),
        ("条例", "建筑高度不得超过20米。", Some(Standard)),
        ("条例", "承担不超过10%的赔偿责任。", Some(Standard)),
        (
            "条例",
            "每天至少开展一次时间不少于30分钟的活动。",
            Some(Standard),
        ),
        ("报告", "补助标准由每人120元提高到200元。", None),
        (
            "报告",
            "到1958年1月底，已经完成灌溉面积9000万亩。",
            Some(Reported),
        ),
    ] {
        assert_eq!(first_of(genre, text).status, status, "{text}");
    }
}

#[test]
fn words_around_a_figure_tell_what_it_is_of() {
    for (text, of) in [
        ("重点用膜区回收率达到80%。", Some("重点用膜区回收率")),
        (
            "消费对经济增长的贡献率达到66%。",
            Some("消费对经济增长的贡献率"),
        ),
        (
            "形成14个实力比较雄厚、布局合理的工业基地。",
            Some("工业基地"),
        ),
        (
            "启动178项节能、节水和资源利用等重大项目。",
            Some("节能、节水和资源利用等重大项目"),
        ),
        ("五万吨级以上大型船坞。", Some("大型船坞")),
        ("被征收人代表不少于10人。", Some("被征收人代表")),
        ("皇陵位于杜楼村北1500米。", None),
        ("补栽相当于砍伐数量二倍的树木。", Some("树木")),
        ("挫伤面积累计达体表面积30%。", Some("挫伤面积")),
        ("学校实现总课时数的11%开设艺术课程。", Some("艺术课程")),
        ("人均耕地超过一亩但不超过二亩的地区。", Some("人均耕地")),
        ("没有违法所得或者违法所得不足1万元。", Some("违法所得")),
    ] {
        let last = found(text).pop().unwrap();
        assert_eq!(last.of.as_deref(), of, "{text}");
    }
    let less = only("货币发行比计划少了近500亿元。");
    assert_eq!(less.relation.as_deref(), Some("falls_by"));
    assert_eq!(less.bound.as_deref(), Some("about"));
    assert_eq!(only("补贴比例最高50%。").relation.as_deref(), Some("le"));
    let head = "绿化应当按照规划建设，绿地率应当符合以下要求：\n（一）居住项目不低于30%。";
    assert_eq!(only(head).of.as_deref(), Some("绿地率"));
    assert_eq!(only(head).group.as_deref(), Some("居住项目"));
}

#[test]
fn whom_the_nearest_words_name_is_whom_it_concerns() {
    for (text, group) in [
        (
            "发生事故的，学校应当立即报告，教育行政部门应当在1小时内处理。",
            Some("教育行政部门"),
        ),
        ("补贴费，补助金按失业人员应享受总额的50%计算。", None),
        (
            "对直接负责的主管人员，可以处1万元罚款。",
            Some("直接负责的主管人员"),
        ),
        ("职业学校学生达到56.8%，各类培训机构达到40多万个。", None),
        ("幼儿园招收不满三周岁幼儿。", Some("幼儿")),
        ("考生与家长，年满18周岁的考生。", Some("考生")),
    ] {
        assert_eq!(found(text).pop().unwrap().group.as_deref(), group, "{text}");
    }
    let rows = found("城市失业人员和外来务工人员培训率分别达65%和50%。");
    assert_eq!(rows[1].group.as_deref(), Some("外来务工人员"));
}

#[test]
fn names_go_as_far_as_what_they_are_of() {
    for (text, of) in [
        (
            "进出口总额3万亿美元，增长22%，其中，出口增长20%。",
            Some("出口"),
        ),
        (
            "粮食的年平均产量由3亿吨增加到4亿吨。",
            Some("粮食的年平均产量"),
        ),
        (
            "安排用于“两个确保”和城市“低保”的补助资金779亿元。",
            Some("补助资金"),
        ),
        ("对“三农”的投入100亿元。", Some("“三农”的投入")),
        ("“十一五”年均增长7.5%。", None),
        (
            "应当依照经济补偿标准的二倍向劳动者支付赔偿金。",
            Some("赔偿金"),
        ),
        (
            "鼓励学校按不低于总课时的11%开设艺术课程。",
            Some("艺术课程"),
        ),
        ("可以领取每年不低于100元的奖励费。", Some("奖励费")),
    ] {
        assert_eq!(found(text).pop().unwrap().of.as_deref(), of, "{text}");
    }
}

#[test]
fn what_is_told_far_off_is_not_of_the_figure() {
    for (text, of) in [
        ("增产量占全国增产总量的1/4。", Some("增产量")),
        ("医保基金在预算的基础上，按不低于采购金额的30%预付。", None),
        (
            "审计机构应当根据审计事项组成不少于二人的审计组。",
            Some("审计组"),
        ),
        ("五年共培养毕业生584万人。", Some("毕业生")),
        ("要使80%以上的人口地区普及九年义务教育。", Some("人口地区")),
        ("建成仓容250亿公斤的粮食储备库。", Some("仓容")),
    ] {
        assert_eq!(found(text).pop().unwrap().of.as_deref(), of, "{text}");
    }
    let when = |text: &str| found(text).pop().unwrap().when;
    assert_eq!(when("2022年末失业率降到5.5%，消费价格上涨2%。"), None);
    assert_eq!(
        when("2012年底，住房面积32平方米，拥有汽车21辆。").as_deref(),
        Some("2012-12")
    );
    let far = "企业参与合作，培育企业，打造组织，完善机制，推动建设300个基地。";
    assert_eq!(only(far).group, None);
    let near = "企业参与合作，推动建设300个基地。";
    assert_eq!(only(near).group.as_deref(), Some("企业"));
}

#[test]
fn a_measure_said_once_is_that_of_what_follows() {
    for (text, of, group) in [
        (
            "小型汽车最高车速不得超过120公里，其他机动车不得超过100公里。",
            Some("最高车速"),
            Some("其他机动车"),
        ),
        (
            "与公路边沟的控制间距为红线，其间距：国道不少于20米，省道不少于15米。",
            Some("间距"),
            Some("省道"),
        ),
        (
            "投资额不低于100万元，注册资本不低于50万元。",
            Some("注册资本"),
            None,
        ),
        ("杆塔向四面水平延伸各三米。", None, None),
        ("占用城市绿地两百平方米以上的。", Some("城市绿地"), None),
        ("两个以上侵权人污染环境的。", Some("侵权人"), None),
    ] {
        let last = found(text).pop().unwrap();
        assert_eq!(last.of.as_deref(), of, "{text}");
        assert_eq!(last.group.as_deref(), group, "{text}");
    }
    let leash = only("携犬出户由成年人使用不超过一米五的牵引绳。");
    assert_eq!((leash.value, leash.of.as_deref()), (1.5, Some("牵引绳")));
    assert_eq!(only("宽一米三处。").value, 1.0);
}

#[test]
fn words_that_begin_in_others_and_rows_that_a_verb_ends() {
    for (text, of) in [
        ("联席会议由9个部门和单位组成。", Some("部门和单位")),
        (
            "40多位外国元首和政府首脑先后访华。",
            Some("外国元首和政府首脑"),
        ),
        ("施工线路有甲线、乙线等25条。", None),
        (
            "涉税企业和个体工商户等超过1100万户。",
            Some("涉税企业和个体工商户"),
        ),
        (
            "具有1名以上执业医师或者执业助理医师。",
            Some("执业医师或者执业助理医师"),
        ),
        ("两个以上元件和部分或者全部互连线路集成。", Some("元件")),
        ("两个以上单位或者个人合作完成的发明。", Some("单位")),
        ("经济效益往往是研究经费的几十倍。", Some("经济效益")),
    ] {
        assert_eq!(found(text).pop().unwrap().of.as_deref(), of, "{text}");
    }
    assert_eq!(
        first_of("批复", "主要建设内容包括车间3360平方米。").status,
        None
    );
    let now = found("养老金从700元提高到现在的1721元。").pop().unwrap();
    assert_eq!(now.relation.as_deref(), Some("rises_to"));
    let set = "第八条 设置、使用业余电台擅自发送信号的，处1万元罚款。";
    assert_eq!(only(set).group, None);
}

#[test]
fn what_is_said_once_of_two_and_what_stands_behind() {
    let relations = |text: &str| -> Vec<String> {
        let all = found(text).into_iter();
        all.filter_map(|q| q.relation).collect()
    };
    assert_eq!(
        relations("城镇居民收入和农村居民收入实际增长8.4%和11.4%。"),
        ["rises_by", "rises_by"]
    );
    assert_eq!(relations("可以在80000元限额内扣除。"), ["le"]);
    assert_eq!(relations("人数达到职工总数25%的，可以申请贷款。"), ["ge"]);
    assert_eq!(relations("两年共增加灌溉面积五亿亩。"), ["rises_by"]);
    assert_eq!(relations("城镇新增就业900万人。"), ["eq"]);
    assert_eq!(
        relations("工业投资额超过年度计划百分之四点一。"),
        ["rises_by"]
    );
    assert_eq!(relations("新增装机超过全球一半。"), ["gt"]);
    let names =
        |text: &str| -> Vec<Option<String>> { found(text).into_iter().map(|q| q.of).collect() };
    for text in [
        "考试时间为周日，个别超过3小时的科目除外。",
        "须经村（牧）民会议三分之二同意。",
        "不得截掉主干或者修剪掉三分之一。",
        "两个以上国有资本投资主体投资的企业适用本条例。",
    ] {
        assert_eq!(names(text), [None], "{text}");
    }
    assert_eq!(
        names("认购的股金最多不得超过股金总额的百分之二十。"),
        [Some("股金".to_owned())]
    );
}
