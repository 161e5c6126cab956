//! What the parts of a report say of its figures.

use super::QuantityStatus::{Reported, Target};
use super::*;

/// When the last figure of a report of 2024 holds, and what it is.
fn last_of_report(text: &str) -> (Option<String>, Option<QuantityStatus>) {
    let found = first_of("政府工作报告", text);
    (found.when, found.status)
}

#[test]
fn a_part_that_looks_back_tells_of_its_years() {
    for (text, when, status) in [
        (
            "各位代表：\n一、2023年工作回顾\n城镇就业稳定。新增就业30万人。",
            Some("2023"),
            Some(Reported),
        ),
        (
            "一\n一、工作回顾\n新建学校12所。",
            Some("2023"),
            Some(Reported),
        ),
        (
            "各位代表：\n一、过去五年工作回顾\n新建学校12所。",
            Some("2019/2023"),
            Some(Reported),
        ),
        // What is reached in five years is reached in the last, what it started from before them.
        (
            "各位代表：\n一、过去五年工作回顾\n绿化率从30%提高到42%。",
            Some("2023"),
            Some(Reported),
        ),
        (
            "各位代表：\n一、过去五年工作回顾\n五年间扶贫资金共达480亿元。",
            Some("2019/2023"),
            Some(Reported),
        ),
        (
            "各位代表：\n一、过去五年工作回顾\n五年新增公路300公里。",
            Some("2019/2023"),
            Some(Reported),
        ),
        // 过去一年 or 五年: not told
        (
            "各位代表：\n一、过去一年和五年工作回顾\n新建学校12所。",
            None,
            Some(Reported),
        ),
        // A part of two years that looks both ways says nothing.
        (
            "各位代表：\n一、2023年工作的回顾和2024年工作的方针\n新建学校12所。",
            None,
            None,
        ),
        // What is added is added over all of the years.
        (
            "各位代表：\n一、过去五年工作回顾\n城镇新增就业超过30万人。",
            Some("2019/2023"),
            Some(Reported),
        ),
        // What the year told is only compared with.
        (
            "各位代表：\n一、2023年工作回顾\n新增就业30万人，高于上年。新建学校12所。",
            Some("2023"),
            Some(Reported),
        ),
        // Within another sentence a time to come is of that one.
        (
            "各位代表：\n一、过去五年工作回顾\n提出到2030年的排放目标。新建电站12座。",
            Some("2019/2023"),
            Some(Reported),
        ),
        // The mean over the years that end with the one told.
        (
            "各位代表：\n一、过去五年工作回顾\n收入2023年达到5万元，平均每年增长4%。",
            Some("2019/2023"),
            Some(Reported),
        ),
        // The words of the sentence go first.
        (
            "各位代表：\n一、2023年工作回顾\n争取新建学校12所。",
            None,
            Some(Target),
        ),
        (
            "各位代表：\n一、2023年工作回顾\n2021年新建学校12所。",
            Some("2021"),
            Some(Reported),
        ),
        (
            "各位代表：\n一、2023年工作回顾\n累计新建学校12所。",
            None,
            Some(Reported),
        ),
        // The next heading ends it.
        (
            "各位代表：\n一、2023年工作回顾\n好。\n二、改进作风\n设立学校12所。",
            None,
            None,
        ),
    ] {
        let told = last_of_report(text);
        assert_eq!((told.0.as_deref(), told.1), (when, status), "{text}");
    }
}

#[test]
fn a_part_that_looks_ahead_tells_what_is_aimed_at() {
    for (text, when, status) in [
        (
            "各位代表：\n二、2024年主要任务\n新建学校12所。",
            Some("2024"),
            Some(Target),
        ),
        (
            "各位代表：\n三、对今年政府工作的建议\n补助标准提高30元。",
            Some("2024"),
            Some(Target),
        ),
        (
            "各位代表：\n今年发展的主要预期目标是：\n粮食产量增长2%；物价涨幅3%左右。",
            Some("2024"),
            Some(Target),
        ),
        (
            "各位代表：\n二、2024年主要任务\n财政赤字拟安排30亿元。其中，市级赤字20亿元。",
            Some("2024"),
            Some(Target),
        ),
        // What there is, is no aim.
        (
            "各位代表：\n二、2024年主要任务\n全市有学生40万人。",
            None,
            None,
        ),
        (
            "各位代表：\n二、2024年主要任务\n过去一年，成绩很大。粮食产量增长2%。",
            Some("2023-01-01/2023-12-31"),
            Some(Reported),
        ),
        (
            "各位代表：\n二、2024年主要任务\n今后一个时期，解决40万人的就业。",
            None,
            None,
        ),
    ] {
        let told = last_of_report(text);
        assert_eq!((told.0.as_deref(), told.1), (when, status), "{text}");
    }
    // Other documents have no such parts.
    let notice = "各位代表：\n二、2024年主要任务\n新建学校12所。";
    assert_eq!(first_of("通知", notice).when, None);
}

#[test]
fn a_change_has_its_start_and_its_end() {
    let all = found("从1978年到1983年，平均消费水平由175元提高到288元。");
    let when = |at: usize| all[at].when.as_deref();
    assert_eq!((when(0), when(1)), (Some("1978"), Some("1983")));
}
