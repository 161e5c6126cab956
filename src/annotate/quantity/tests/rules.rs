//! What rules, plans and reports say of a figure without a word beside it that says so.

use super::QuantityStatus::{Reported, Standard, Target};
use super::*;

/// What the last figure of a document of 2024 is.
fn status(genre: &str, text: &str) -> Option<QuantityStatus> {
    first_of(genre, text).status
}

/// The relation of the last figure of a text.
fn relation(text: &str) -> String {
    found(text).pop().unwrap().relation.unwrap()
}

#[test]
fn a_law_lays_down_votes_posts_sums_hours_and_zones() {
    for (text, wanted) in [
        ("决议草案由全体代表的过半数通过。", Some(Standard)),
        ("经全体职工半数以上同意，草案方获通过。", Some(Standard)),
        ("由全体委员的过半数通过的，报市政府。", None),
        ("委员会设主任一人，副主任二人。", Some(Standard)),
        ("特种设备事故造成3人以下死亡。", None),
        ("劳动争议案件每件交纳10元。", Some(Standard)),
        ("超过1万元的部分，按照2%交纳。", Some(Standard)),
        ("未按期补交的，费用退还一半。", Some(Standard)),
        ("父母可以分别按扣除标准的50%扣除。", Some(Standard)),
        ("已缴纳五十万元，仍有争议。", None),
        ("逾期的，按日加收千分之三的滞纳金。", Some(Standard)),
        ("车辆购置税的税率为百分之十。", Some(Standard)),
        ("可以先行处理，二十四小时内报告主管部门。", Some(Standard)),
        ("二十四小时内连续发作的病人应予登记。", None),
        ("桥梁外侧起向外各200米范围内禁止抽水。", Some(Standard)),
        ("禁止在岸线一公里范围内新建码头。", Some(Standard)),
        ("学校周边三百米范围内，不得设置市场。", Some(Standard)),
        ("隧道外侧五十米内为控制保护区。", Some(Standard)),
        ("古树的保护范围为树冠以外五米区域。", Some(Standard)),
        ("桥长100米以上的桥梁，禁止通行。", None),
        ("两岸各五百米范围内，从事养殖的，由乡政府处理。", None),
        (
            "规划应当遵守下列规定：\n（一）公路连续里程30公里以上。",
            Some(Standard),
        ),
        (
            "规划应当遵守下列规定：\n（一）两宗以上相邻的用地，能够分割的，应当划开。",
            None,
        ),
    ] {
        assert_eq!(status("条例", text), wanted, "{text}");
    }
}

#[test]
fn a_notice_lays_down_times_and_scores_of_tests() {
    for (text, wanted) in [
        ("考试结束前30分钟，考生方可离场。", Some(Standard)),
        ("开考后15分钟内，考生不准离开考场。", Some(Standard)),
        ("开考前30分钟，考生依次入场。", None),
        ("统考包括听写（30分）、视唱（15分）。", Some(Standard)),
        (
            "统考包括主项（声乐、器乐各选其一，165分）。",
            Some(Standard),
        ),
        ("三科总分为300分。", Some(Standard)),
        ("测试费：50元。", Some(Standard)),
        ("保证必修课程的6个学分。", Some(Standard)),
    ] {
        assert_eq!(status("通知", text), wanted, "{text}");
    }
}

#[test]
fn a_plan_aims_at_what_it_is_to_bring_about() {
    for (genre, text, wanted) in [
        ("通知", "重点打造10个学生艺术团。", Some(Target)),
        ("意见", "建立3个特色县区。", Some(Target)),
        ("通知", "全市已创建示范学校30所。", None),
        ("通知", "专家建立3个小组。", None),
        (
            "通知",
            "招用人员达到现有职工人数25%并签订合同的，可申请贷款。",
            None,
        ),
        // A forecast is no aim.
        ("报告", "零售额今年预计将比去年增长9%。", None),
        ("报告", "进出口总额将比去年增长9%。", Some(Target)),
        // The plan of a year.
        ("报告", "2024年计划粮食产量3900万吨。", Some(Target)),
        ("报告", "2024年国家预算规定国防支出为60亿元。", Some(Target)),
        ("报告", "2023年计划粮食产量3900万吨。", Some(Reported)),
        ("报告", "2024年计划为4%，预计可以达到6.4%。", None),
        ("报告", "轻工业产值计划平均每年递增5%。", Some(Target)),
        ("报告", "今年拟从去年超收收入中安排500亿元。", Some(Target)),
    ] {
        assert_eq!(status(genre, text), wanted, "{text}");
    }
}

#[test]
fn what_is_reached_where_something_depends_on_it_is_a_bound() {
    for (text, wanted) in [
        (
            "新招人员达到现有职工人数25%（大企业达到15%）并签订合同的，可申请贷款。",
            "ge",
        ),
        ("入住户数的比例达到百分之二十五之日起五日内报告。", "ge"),
        ("覆盖率达到95%，并逐年提高。", "rises_to"),
        ("将课程纳入必修课，保证72学时。", "ge"),
        (
            "比重从2014年百分之十一增加到2024年预算的百分之十四。",
            "rises_to",
        ),
        ("试点范围扩大到全国40%的县。", "rises_to"),
        ("全国大约损失产值一千亿元，财政收入四百亿元。", "about"),
        ("产量约三万吨，教师四百人。", "eq"),
    ] {
        assert_eq!(relation(text), wanted, "{text}");
    }
}
