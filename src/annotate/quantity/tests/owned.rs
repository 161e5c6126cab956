//! Whose a measure is: names that say too little alone, cells of tables, parts of what is counted.

use super::*;

type Told = (Option<&'static str>, Option<&'static str>);

/// What the last figure of a text measures, and whom it concerns.
fn last(text: &str) -> (Option<String>, Option<String>) {
    let quantity = found(text).pop().unwrap_or_else(|| panic!("{text}"));
    (quantity.of, quantity.group)
}

fn all(rows: &[(&str, Told)]) {
    for (text, (of, group)) in rows {
        let told = last(text);
        let told = (told.0.as_deref(), told.1.as_deref());
        assert_eq!(told, (*of, *group), "{text}");
    }
}

#[test]
fn a_measure_has_the_one_that_stands_before_its_的() {
    all(&[
        (
            "鱼虾蟹的社会零售额增长两倍。",
            (Some("鱼虾蟹的社会零售额"), None),
        ),
        (
            "花生的播种面积扩大到90万亩。",
            (Some("花生的播种面积"), None),
        ),
        (
            "省财政用于文化的事业费12亿元。",
            (Some("用于文化的事业费"), None),
        ),
        (
            "全年上缴国家的利润增长15%。",
            (Some("上缴国家的利润"), None),
        ),
        (
            "具有讲师职务以上的专任教师人数不低于教师总数的20%。",
            (Some("具有讲师职务以上的专任教师人数"), None),
        ),
        (
            "职工家庭按人口平均的生活费收入达到526元。",
            (Some("按人口平均的生活费收入"), Some("职工家庭")),
        ),
        (
            "省财政对参加合作医疗农民的补助标准提高到30元。",
            (Some("补助标准"), Some("参加合作医疗农民")),
        ),
        (
            "全省60岁以上人口达到900万人。",
            (Some("60岁以上人口"), Some("全省")),
        ),
        (
            "二级以上公立医院的中医床位数不少于50张。",
            (Some("中医床位数"), None),
        ),
        // a time
        ("去年的钢材总产量达到900万吨。", (Some("钢材总产量"), None)),
    ]);
}

#[test]
fn a_head_alone_is_of_the_subject_or_names_nothing() {
    all(&[
        (
            "粮食连年增产，总产量达到500万吨。",
            (Some("总产量"), Some("粮食")),
        ),
        (
            "乡村企业保持较快增长，两年间产值增长80%。",
            (Some("产值"), Some("乡村企业")),
        ),
        (
            "全年规模以上工业企业实现利润增长20%。",
            (Some("利润"), Some("工业企业")),
        ),
        (
            "全社会固定资产投资增长20%，增幅回落3个百分点。",
            (Some("全社会固定资产投资增幅"), None),
        ),
        (
            "新开工12项重点工程，总投资300亿元。",
            (Some("重点工程总投资"), None),
        ),
        (
            "新开工12项重点工程，投资总规模300亿元。",
            (Some("重点工程投资总规模"), None),
        ),
        (
            "财政收入比上年增加90亿元，总额达到900亿元。",
            (Some("财政收入"), None),
        ),
        (
            "音乐科目考试采用现场演奏的方式，满分60分。",
            (Some("满分"), Some("音乐科目考试")),
        ),
        ("在主要产品中，产量将增长30%以上的有生铁。", (None, None)),
        (
            "重点城市细颗粒物（PM\n2.5\n）年均浓度下降8%。",
            (Some("重点城市细颗粒物年均浓度"), None),
        ),
        (
            "这项支出占财政支出的比重由1952年的11%增加到1954年预算的14%。",
            (Some("这项支出占财政支出的比重"), None),
        ),
    ]);
}

#[test]
fn a_row_before_its_verb_is_dealt_out() {
    let both = found("钢铁、水泥分别淘汰落后生产能力90万吨和70万吨。");
    let told: Vec<_> = both
        .iter()
        .map(|q| (q.of.as_deref(), q.group.as_deref()))
        .collect();
    let of = Some("落后生产能力");
    assert_eq!(told, [(of, Some("钢铁")), (of, Some("水泥"))]);
}

#[test]
fn a_bound_after_或者_is_of_the_same_measure() {
    all(&[
        (
            "其工资不得低于最低档工资的80%或者不得低于约定工资的80%。",
            (Some("工资"), None),
        ),
        (
            "再次拍卖时，保留价不得低于评估价的70%。",
            (Some("保留价"), None),
        ),
    ]);
    assert!(found("一人对另一人提起诉讼。").is_empty());
}

#[test]
fn a_fine_for_a_worse_case_meets_the_same_one() {
    all(&[
        (
            "由农业主管部门对承运人处一千元以下罚款；情节严重的，处五千元以下罚款。",
            (Some("罚款"), Some("承运人")),
        ),
        (
            "由主管部门对承运人处一千元以下罚款。\n违反前条规定的，责令改正；拒不改正的，处五千元以下罚款。",
            (Some("罚款"), None),
        ),
    ]);
}

#[test]
fn a_cell_is_told_by_its_row_and_its_column() {
    all(&[
        (
            "类别\t最低控制分数线\n自主招生录取\t590分\n五年一贯制 和贯通录取\t380分",
            (Some("最低控制分数线"), Some("五年一贯制和贯通录取")),
        ),
        (
            "科 目\t分 值\t备 注\n语 文\t120分",
            (Some("分值"), Some("语文")),
        ),
        (
            "各类收费标准如下：\n书法类\t110元",
            (Some("收费标准"), Some("书法类")),
        ),
        (
            "考试级别\t一级\t二级\n考试时长\t90分钟\t120分钟",
            (Some("考试时长"), Some("二级")),
        ),
    ]);
}

#[test]
fn what_a_heading_counts_its_parts_count_too() {
    all(&[
        (
            "一、推广的经验做法（共15项）\n（一）人才引进方面4项：分类评价。",
            (Some("经验做法"), None),
        ),
        (
            "三、种粮大户（88名）\n1．城关镇（6名）\n",
            (Some("种粮大户"), None),
        ),
    ]);
}
