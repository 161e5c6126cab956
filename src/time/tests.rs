//! What the grammar reads and what it must leave alone, written as people write it.

use proptest::prelude::*;

use super::expression::{Context, Expression, ExpressionKind, Relation};
use super::find::find;
use super::scan::LOOKS;
use super::{Count, Date, Grain, Interval, Length};
use crate::text::Text;

fn at(reference: &str) -> Context {
    Context::new(reference.parse().ok())
}

/// `begin..until`, an open or unknown side empty.
fn print(interval: Interval) -> String {
    let side = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    format!("{}..{}", side(interval.begin), side(interval.until))
}

/// `least..most unit`.
fn print_length(length: Length) -> String {
    let side = |count: Option<Count>| count.map(|c| c.to_string()).unwrap_or_default();
    format!(
        "{}..{} {:?}",
        side(length.least),
        side(length.most),
        length.unit
    )
}

/// `words meaning` of each expression; the meaning is a duration where there is no interval.
fn read(text: &str) -> Vec<String> {
    find(text, &at("2012-06-15"))
        .iter()
        .map(|e| {
            let meaning = match (e.meant == Interval::default(), &e.duration, e.length) {
                (true, Some(duration), _) => duration.clone(),
                (true, None, Some(length)) => print_length(length),
                (true, None, None) => format!("{:?}", e.kind),
                _ => print(e.meant),
            };
            format!("{} {meaning}", e.span.slice(text))
        })
        .collect()
}

#[track_caller]
fn reads(cases: &[(&str, &[&str])]) {
    for (text, want) in cases {
        assert_eq!(read(text), *want, "{text}");
    }
}

/// The cases of `tests/cases.tsv`, each labelled before the grammar was run on it.
#[test]
fn every_case_of_the_table_is_read_as_labelled() {
    let mut wrong = Vec::new();
    let mut cases = 0;
    for line in include_str!("tests/cases.tsv").lines() {
        if line.starts_with('#') {
            continue;
        }
        let [_, reference, text, want] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not four columns: {line}");
        };
        let reference = if reference == "-" {
            "2012-06-15"
        } else {
            reference
        };
        let text = text.replace("\\n", "\n").replace("\\t", "\t");
        let text = Text::new(text);
        let found: Vec<String> = find(text.view(), &at(reference))
            .iter()
            .map(|e| format!("{}={}", text.quote(text.to_original(e.span)), tabled(e)))
            .collect();
        let found = found.join(" | ").replace('\n', "\\n");
        if found != want {
            wrong.push(format!("{}: {found}, not {want}", text.original()));
        }
        cases += 1;
    }
    assert!(wrong.is_empty(), "{} of {cases}: {wrong:#?}", wrong.len());
}

#[test]
fn a_year_alone_tells_no_days() {
    let mut context = at("1984-01-01");
    context.grain = Grain::Year;
    let found = find("去年增产，今天举行会议，本月总结。", &context);
    let named: Vec<Interval> = found.iter().map(|e| e.named).collect();
    assert_eq!(
        named[0],
        Interval::new(Date::new(1983, 1, 1), Date::new(1984, 1, 1))
    );
    assert_eq!(named[1..], [Interval::default(); 2]);
}

/// What an expression names, as the table writes it.
fn tabled(e: &Expression) -> String {
    let value = match (e.kind, &e.duration, e.length) {
        (ExpressionKind::Set, ..) => "set".to_owned(),
        _ if e.named != Interval::default() => print(e.named),
        (_, Some(duration), _) => duration.clone(),
        (_, None, Some(length)) => print_length(length),
        _ => "?".to_owned(),
    };
    let relation = match e.relation {
        Some(Relation::Since) => "@since",
        Some(Relation::Before) => "@before",
        Some(Relation::Until) => "@until",
        None => "",
    };
    value + relation
}

#[test]
fn days_months_and_years_in_every_script() {
    reads(&[
        ("2012年9月5日印发", &["2012年9月5日 2012-09-05..2012-09-06"]),
        (
            "二〇一二年九月五日",
            &["二〇一二年九月五日 2012-09-05..2012-09-06"],
        ),
        ("二OO九年十二月", &["二OO九年十二月 2009-12-01..2010-01-01"]),
        ("二0一二年", &["二0一二年 2012-01-01..2013-01-01"]),
        (
            "2012 年 9 月 1 日",
            &["2012 年 9 月 1 日 2012-09-01..2012-09-02"],
        ),
        ("于2012-09-01成文", &["2012-09-01 2012-09-01..2012-09-02"]),
        ("2012.9.1", &["2012.9.1 2012-09-01..2012-09-02"]),
        ("2012/9/1", &["2012/9/1 2012-09-01..2012-09-02"]),
        ("98年4月", &["98年4月 1998-04-01..1998-05-01"]),
        (
            "到2025\n年，2020年9\n月22日",
            &[
                "2025\n年 2025-01-01..2026-01-01",
                "2020年9\n月22日 2020-09-22..2020-09-23",
            ],
        ),
        ("1 9 9 3 年3 月", &["1 9 9 3 年3 月 1993-03-01..1993-04-01"]),
        (
            "二 〇 一 二 年 九 月 一 日",
            &["二 〇 一 二 年 九 月 一 日 2012-09-01..2012-09-02"],
        ),
        ("2012年度", &["2012年度 2012-01-01..2013-01-01"]),
    ]);
}

#[test]
fn ranges_end_with_their_last_day() {
    reads(&[
        (
            "2012年3月1日至5日",
            &["2012年3月1日至5日 2012-03-01..2012-03-06"],
        ),
        (
            "2012年6月20日－7月5日",
            &["2012年6月20日－7月5日 2012-06-20..2012-07-06"],
        ),
        ("2011至2015年", &["2011至2015年 2011-01-01..2016-01-01"]),
        ("（2010—2020）", &["2010—2020 2010-01-01..2021-01-01"]),
        ("2011-15年", &["2011-15年 2011-01-01..2016-01-01"]),
        (
            "12月20日至1月5日",
            &["12月20日至1月5日 2012-12-20..2013-01-06"],
        ),
        (
            "2012年11月至次年2月",
            &["2012年11月至次年2月 2012-11-01..2013-03-01"],
        ),
        ("2012.9—2013.6", &["2012.9—2013.6 2012-09-01..2013-07-01"]),
        ("2012年1—6月", &["2012年1—6月 2012-01-01..2012-07-01"]),
        (
            "9月1日（星期六）9:00至9月3日",
            &["9月1日（星期六）9:00至9月3日 2012-09-01..2012-09-04"],
        ),
        (
            "4月15日、16日和22日举行",
            &[
                "4月15日 2012-04-15..2012-04-16",
                "16日 2012-04-16..2012-04-17",
                "22日 2012-04-22..2012-04-23",
            ],
        ),
        (
            "自2012年10月1日起至2017年9月30日止",
            &["2012年10月1日起至2017年9月30日 2012-10-01..2017-10-01"],
        ),
    ]);
}

#[test]
fn parts_of_the_year() {
    reads(&[
        ("2015年底", &["2015年底 2015-12-01..2016-01-01"]),
        ("9月中下旬", &["9月中下旬 2012-09-11..2012-10-01"]),
        ("第二、三季度", &["第二、三季度 2012-04-01..2012-10-01"]),
        ("2012年前三季度", &["2012年前三季度 2012-01-01..2012-10-01"]),
        ("去年下半年", &["去年下半年 2011-07-01..2012-01-01"]),
        ("2018年秋季学期", &["2018年秋季学期 2018-09-01..2019-02-01"]),
        ("2012年教师节", &["2012年教师节 2012-09-10..2012-09-11"]),
        ("2012年初中毕业", &["2012年 2012-01-01..2013-01-01"]),
        (
            "二十世纪九十年代",
            &["二十世纪九十年代 1990-01-01..2000-01-01"],
        ),
    ]);
}

#[test]
fn plans_and_school_years() {
    reads(&[
        ("“十二五”期间", &["“十二五”期间 2011-01-01..2016-01-01"]),
        ("十三五时期", &["十三五时期 2016-01-01..2021-01-01"]),
        ("“十五”后两年", &["“十五”后两年 2004-01-01..2006-01-01"]),
        ("到“十二五”末", &["“十二五”末 2015-01-01..2016-01-01"]),
        (
            "第十二个五年规划",
            &["第十二个五年规划 2011-01-01..2016-01-01"],
        ),
        ("“七五”普法，二十五期", &[]),
        ("十五项措施，八五折", &[]),
        ("2013学年", &["2013学年 2013-09-01..2014-09-01"]),
        (
            "2011—2012学年度第一学期",
            &["2011—2012学年度第一学期 2011-09-01..2012-02-01"],
        ),
        ("党的十八大以来", &["党的十八大以来 2012-11-08.."]),
        ("党的十八大提出", &[]),
    ]);
}

#[test]
fn the_words_around_bound_a_date() {
    reads(&[
        ("自2012年9月1日起施行", &["2012年9月1日 2012-09-01.."]),
        ("2012年底前完成", &["2012年底 ..2013-01-01"]),
        ("有效期至2017年9月30日", &["2017年9月30日 ..2017-10-01"]),
        ("2012年以后", &["2012年 2013-01-01.."]),
        ("到2015年底达到", &["2015年底 2015-12-01..2016-01-01"]),
        ("2012年起草", &["2012年 2012-01-01..2013-01-01"]),
    ]);
    let found = find("2012年底前完成", &Context::default());
    assert_eq!(print(found[0].named), "2012-12-01..2013-01-01");
    assert_eq!(found[0].relation, Some(Relation::Before));
    assert_eq!(found[0].edtf.as_deref(), Some("../2012-12"));
    assert_eq!(found[0].grain, Grain::Month);
}

#[test]
fn a_weekday_proves_the_year_of_a_title() {
    let begins = |text: &str| -> Vec<String> {
        let found = find(text, &Context::default());
        let days = found.iter().filter(|e| e.kind == ExpressionKind::Date);
        days.map(|e| {
            e.named
                .begin
                .map_or("none".to_owned(), |day| day.to_string())
        })
        .collect()
    };
    let text = "见《2024年招生日程表》，于2月22日（星期四）开始。\n须于3月11日前申请。";
    assert_eq!(begins(text), ["2024-02-22", "2024-03-11"]);
    let text = "见《2024年招生日程表》，于2月22日（星期日）开始。";
    assert_eq!(begins(text), ["none"], "no year near has that weekday");
    assert_eq!(begins("见《2024年招生日程表》，于2月22日开始。"), ["none"]);
}

#[test]
fn what_is_counted_from_the_day_of_effect_waits_for_it() {
    let last = |text: &str| {
        let found = find(text, &at("2011-12-05"));
        let anchored = found
            .into_iter()
            .find(|e| e.kind == ExpressionKind::Anchored);
        anchored
            .and_then(|e| e.named.until)
            .map(|day| day.to_string())
    };
    for (text, until) in [
        (
            "各区应当自本条例施行之日起六个月内编制规划。\n第三十条 本条例自2012年3月1日起施行。",
            Some("2012-09-02"),
        ),
        (
            "应当在本规定施行后一年内完成。\n本规定自2012年3月1日起实施。",
            Some("2013-03-02"),
        ),
        (
            "《旧条例》自2001年3月1日起施行。本办法施行之日起一年内完成。\n本办法自2012年3月1日起施行。",
            Some("2013-03-02"),
        ),
        (
            "应当自地方性法规施行之日起一年内作出规定。\n本条例自2012年3月1日起施行。",
            None,
        ),
        ("应当自本条例施行之日起六个月内编制规划。", None),
    ] {
        assert_eq!(last(text).as_deref(), until, "{text}");
    }
}

#[test]
fn lengths_and_what_anchors_them() {
    reads(&[
        ("学制三年半", &["三年半 P3Y6M"]),
        ("15个工作日", &["15个工作日 15..15 WorkingDay"]),
        ("应当在三十日内答复", &["三十日 P30D"]),
        ("近三年", &["近三年 2009-06-15..2012-06-15"]),
        ("需要将近三年", &["三年 P3Y"]),
        ("今后五年", &["今后五年 2012-06-15..2017-06-15"]),
        ("前两个月", &["前两个月 2012-04-01..2012-06-01"]),
        ("力争用三年时间", &["三年时间 2012-06-15..2015-06-15"]),
        ("3至5个工作日", &["3至5个工作日 3..5 WorkingDay"]),
        (
            "自印发之日起三十日后施行",
            &["印发之日起三十日后 2012-07-16.."],
        ),
        (
            "自本办法发布之日起30日内",
            &["本办法发布之日起30日内 2012-06-15..2012-07-16"],
        ),
        (
            "自收到申请之日起20个工作日内",
            &["收到申请之日起20个工作日内 ..20 WorkingDay"],
        ),
        ("自发布之日起施行", &["发布之日起 2012-06-15.."]),
        ("每年9月10日前", &["每年9月10日 P1Y"]),
        (
            "每年11月1日至次年4月30日",
            &["每年11月1日至次年4月30日 P1Y"],
        ),
        ("每学期", &["每学期 Set"]),
    ]);
}

#[test]
fn a_bound_of_a_length_stands_before_it_or_before_its_verb() {
    for (text, least, most) in [
        ("记录应当至少保存三年。", true, false),
        ("应当至少提前30日公告。", true, false),
        ("有效期最短为九十日。", true, false),
        ("扣除期限不能超过48个月。", false, true),
        ("领取期限最长为24个月。", false, true),
        ("档案保存三年。", true, true),
    ] {
        let found = find(text, &at("2012-06-15"));
        let length = found[0].length.expect("a length");
        assert_eq!(
            (length.least.is_some(), length.most.is_some()),
            (least, most),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn numbers_that_are_no_dates() {
    for text in [
        "国发〔2012〕48号",
        "国办发（2010）41号文件",
        "教育部公告2012年第5号",
        "第十一条",
        "三年级和七至九年级",
        "推进十五年一贯制学校建设",
        "九年义务教育",
        "五年制高职",
        "2011名教师",
        "GB 50099-2011",
        "比例尺为1:2000，面积2015平方米",
        "满6周岁的儿童",
        "建校100周年",
        "电话021-20120901",
        "9:00至11:30",
        "注明年、月、日",
        "当前年级",
        "本周期和周边，七七八八",
        "“两个一百年”和百年大计",
        "三五成群",
        "2月30日",
        "每生1990元",
    ] {
        assert_eq!(read(text), [""; 0], "{text}");
    }
}

#[test]
fn a_text_without_a_date_of_its_own_leaves_relative_words_open() {
    let found = find("今年9月和明天", &Context::default());
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|e| e.meant == Interval::default()));
    // A year named before it tells the year of a month.
    let found = find("2011年8月印发，9月实施", &Context::default());
    assert_eq!(print(found[1].meant), "2011-09-01..2011-10-01");
}

#[test]
fn a_weekday_tells_the_year() {
    let found = find(
        "3月1日（星期六）至9日（星期日），4月5日放假",
        &at("2013-12-11"),
    );
    assert_eq!(print(found[0].meant), "2014-03-01..2014-03-10");
    assert_eq!(print(found[1].meant), "2014-04-05..2014-04-06");
    // Said in November 2023 of the examinations of the next year.
    let found = find("2024年统一考试将于12月2日举行", &at("2023-11-24"));
    assert_eq!(print(found[1].meant), "2023-12-02..2023-12-03");
    // No year in particular.
    let found = find("每年2月底前上报，3月底前公布", &at("2023-11-24"));
    assert_eq!(print(found[1].meant), "..");
}

#[test]
fn rules_speak_of_no_year_in_particular() {
    let text = "\n第一条 上年度的预算\n第二条 三年内不超过，于1月31日前报送\n第三条 下一季度公布，自即日起办理\n第四条 2011年7月1日施行，自公布之日起施行";
    let meant: Vec<_> = find(text, &at("2012-06-15"))
        .iter()
        .map(|e| print(e.meant))
        .collect();
    assert_eq!(
        meant,
        [
            "..",
            "..",
            "..",
            "..",
            "..",
            "2011-07-01..2011-07-02",
            "2012-06-15.."
        ]
    );
}

#[test]
fn a_year_in_a_title_tells_nothing_of_its_surroundings() {
    let text = "根据《2010年计划》，6月18日前报送";
    let found = find(text, &at("2012-06-15"));
    assert_eq!(print(found[1].named), "2012-06-18..2012-06-19");
}

/// A run of one character is the worst case of a scanner that tries again at each.
#[test]
fn runs_of_one_character_cost_no_more_than_their_length() {
    for unit in [
        "年",
        "2",
        "一",
        "每",
        "至",
        "2012",
        "1月",
        "“",
        "之日起",
        "2年",
        "自",
        "近",
        "一、",
        "9月1日至",
        "十二五",
    ] {
        let looks = |times: usize| {
            let text = unit.repeat(times);
            LOOKS.set(0);
            std::hint::black_box(find(&text, &at("2012-06-15")));
            LOOKS.get()
        };
        let (short, long) = (looks(1_000), looks(8_000));
        // Eight times the text; a quadratic scanner would look 64 times as often.
        assert!(long <= short * 10, "{unit}: {short} then {long}");
    }
}

fn sound(text: &str, found: &[Expression]) {
    let mut free = 0;
    for e in found {
        assert!(e.span.start >= free && e.span.end > e.span.start, "{text}");
        assert!(text.get(e.span.start..e.span.end).is_some(), "{text}");
        for interval in [e.named, e.meant] {
            if let (Some(begin), Some(until)) = (interval.begin, interval.until) {
                assert!(begin < until, "{text}: {}", print(interval));
            }
        }
        if e.kind == ExpressionKind::Set {
            // 每年, 一年|更新三次, and 3月底 behind 每年2月底.
            let often = text[e.span.end..].chars().take(6).any(|c| c == '次');
            let each = text[..e.span.end].contains('每');
            assert!(each || often, "{text}");
        }
        free = e.span.end;
    }
}

#[test]
fn a_part_of_a_day_that_reaches_to_today_has_no_days() {
    for text in ["近半日", "未来半日", "近半天来"] {
        let found = find(text, &at("2012-06-01"));
        assert!(!found.is_empty(), "{text}");
        sound(text, &found);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        sound(&text, &find(&text, &at("2012-06-15")));
    }

    #[test]
    fn pieces_of_dates_in_any_order_are_read_soundly(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "2012", "12", "31", "0", "9999", "年", "月", "日", "至", "—", "-", "、", "第", "季度", "学年",
            "十二五", "“", "”", "每", "近", "前", "后", "起", "以来", "自", "之日起", "发布", "内", "半", "个",
            "三", "二〇一二", "今年", "次年", "去", "本", "月", "底", "上旬", "世纪", "年代", " ", "\n", "（",
            "）", ".", "/", "期间", "改革开放", "党的", "十八大", "天", "工作日", "周", "号", "9:00",
        ]), 0..16),
        day in 0..4usize,
    ) {
        let text = pieces.concat();
        let reference = ["", "0001-01-01", "2012-02-29", "9999-12-31"][day];
        sound(&text, &find(&text, &at(reference)));
    }
}

#[test]
fn a_part_that_looks_back_is_of_its_own_year() {
    for (text, expected) in [
        (
            "工作报告\n一、2011年工作回顾\n我们深化改革。\n9月起全面推开，年末完成。\n二、今年工作\n9月召开会议。",
            &[
                "2011年 2011-01-01..2012-01-01",
                "9月 2011-09-01..",
                "年末 2011-12-01..2012-01-01",
                "今年 2012-01-01..2013-01-01",
                "9月 2012-09-01..2012-10-01",
            ][..],
        ),
        (
            "工作报告\n一、过去一年的回顾\n下半年有所回升。\n",
            &[
                "过去一年 2011-06-15..2012-06-15",
                "下半年 2011-07-01..2012-01-01",
            ],
        ),
        // 1、 stands below; a range ends with its last year.
        (
            "工作报告\n一、2009年至2010年工作回顾\n1、改革\n9月召开会议。\n",
            &[
                "2009年至2010年 2009-01-01..2011-01-01",
                "9月 2010-09-01..2010-10-01",
            ],
        ),
        // Of several years, and of the report's own.
        (
            "工作报告\n一、过去五年工作回顾\n9月召开会议。\n",
            &["过去五年 2007-06-15..2012-06-15", "9月 Range"],
        ),
        (
            "工作报告\n一、上半年工作回顾\n5月召开会议。\n",
            &[
                "上半年 2012-01-01..2012-07-01",
                "5月 2012-05-01..2012-06-01",
            ],
        ),
        (
            "政策解读\n二、政策回顾\n3月印发。\n",
            &["3月 2012-03-01..2012-04-01"],
        ),
        // No heading: the year is that of the report.
        (
            "工作报告\n回顾工作，9月召开会议。\n",
            &["9月 2012-09-01..2012-10-01"],
        ),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn what_a_year_was_like_is_no_length() {
    reads(&[
        (
            "2011年是极为重要的一年。",
            &["2011年 2011-01-01..2012-01-01"],
        ),
        ("规定的一年，应当满。", &["一年 P1Y"]),
        ("他在校是满一年的。", &["一年 P1Y"]),
    ]);
}

#[test]
fn an_issue_is_the_texts_own_where_nothing_else_is_spoken_of() {
    reads(&[
        ("本办法自发布之日起施行。", &["发布之日起 2012-06-15.."]),
        ("第三十条 自公布之日起施行。", &["公布之日起 2012-06-15.."]),
        ("转让合同自批准之日起生效。", &[]),
        ("历史建筑自公布之日起不再列入。", &[]),
    ]);
}

#[test]
fn the_last_day_of_something_is_its_end() {
    reads(&[
        ("查询截止日期为7月8日。", &["7月8日 ..2012-07-09"]),
        ("提交截止时间：7月8日。", &["7月8日 ..2012-07-09"]),
    ]);
}

#[test]
fn a_length_is_counted_from_a_deed_and_what_it_was_done_to() {
    for (text, words) in [
        (
            "应当在收到复查申请后三十日内作出决定。",
            "收到复查申请后三十日内",
        ),
        ("应于支付保险费用后30日内申报。", "支付保险费用后30日内"),
        ("应于保险费用支付后30日内申报。", "支付后30日内"),
    ] {
        let found = find(text, &at("2012-06-15"));
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].span.slice(text), words, "{text}");
        assert_eq!(found[0].kind, ExpressionKind::Anchored, "{text}");
    }
}

/// What a report of which only the year is known names, as the table writes it.
fn reported(year: &str, text: &str) -> Vec<String> {
    let mut context = at(&format!("{year}-01-01"));
    context.grain = Grain::Year;
    find(text, &context)
        .iter()
        .map(|e| format!("{}={}", e.span.slice(text), tabled(e)))
        .collect()
}

#[test]
fn a_report_counts_from_the_plan_and_the_year_it_speaks_of() {
    for (year, text, want) in [
        (
            "1955",
            "第一个五年计划开始了，第二个五年计划以后再说。\n五年内新建学校。",
            "五年内=1953-01-01..1958-01-01",
        ),
        (
            "1982",
            "第六个五年计划期间投资不减，保持第五个五年计划期间的水平。五年内施工八百项。",
            "五年内=1981-01-01..1986-01-01",
        ),
        (
            "2003",
            "过去五年，成绩显著。\n五年内造林二千亩。",
            "五年=P5Y",
        ),
        ("2019", "两年内基本建成。", "两年内=2019-01-01..2021-01-01"),
        (
            "1986",
            "“七五”期间任务重，快于“六五”期间。这五年继续改革。",
            "这五年=1986-01-01..1991-01-01",
        ),
        (
            "2015",
            "一、2014年工作回顾\n总值比上年增长7%。",
            "上年=2013-01-01..2014-01-01",
        ),
        (
            "2015",
            "工作报告\n一、2014年工作回顾\n全年建成五百万套。",
            "全年=2014-01-01..2015-01-01",
        ),
        (
            "2015",
            "2014年进展不小。\n总值比上年增长7%。",
            "上年=2013-01-01..2014-01-01",
        ),
        (
            "2018",
            "全年再减税三百亿元。",
            "全年=2018-01-01..2019-01-01",
        ),
        (
            "2015",
            "报告\n一、2014年工作回顾\n为今年留有余地。从全年看，物价平稳。",
            "全年=2014-01-01..2015-01-01",
        ),
        (
            "1956",
            "报告\n1955年国家决算比上年好。教育支出占本年支出的一成。",
            "本年=1955-01-01..1956-01-01",
        ),
        (
            "1956",
            "报告\n1956年预算扣除1955年结余，本年收入增长。",
            "本年=1956-01-01..1957-01-01",
        ),
        (
            "1957",
            "在第一个五年内作用不小。",
            "第一个五年=1953-01-01..1958-01-01",
        ),
        ("2021", "这是新征程的第一个五年。", "五年=P5Y"),
        (
            "1957",
            "报告\n1957年6月26日在第四次会议上\n一年来，交往增多。",
            "一年来=1956-06-26..1957-06-26",
        ),
        (
            "2023",
            "报告\n2023年3月5日在第一次会议上\n一年来，交往增多。",
            "一年来=2022-01-01..2023-01-01",
        ),
    ] {
        let found = reported(year, text);
        assert_eq!(found.last().map(String::as_str), Some(want), "{text}");
    }
}

#[test]
fn an_unknown_start_is_blank_and_the_end_is_that_of_the_interval() {
    for (year, text, edtf, until) in [
        ("1978", "近几年来进展很快。", "/1977", "1978-01-01"),
        ("1997", "近几年力度不小。", "/1996", "1997-01-01"),
        ("1982", "二十多年来变化很大。", "/1981-12-31", "1982-01-01"),
    ] {
        let mut context = at(&format!("{year}-01-01"));
        context.grain = Grain::Year;
        let found = find(text, &context);
        assert_eq!(found[0].edtf.as_deref(), Some(edtf), "{text}");
        assert_eq!(print(found[0].named), format!("..{until}"), "{text}");
    }
    let found = find("近年来进展很快。", &at("2012-06-15"));
    assert_eq!(found[0].edtf.as_deref(), Some("/2012"));
}

#[test]
fn what_is_done_every_year_is_of_no_year() {
    let found = find("每年2月底前自查，3月底前汇总。", &at("2019-01-16"));
    assert_eq!(found[1].kind, ExpressionKind::Set);
    assert_eq!(found[1].duration.as_deref(), Some("P1Y"));
    let text = "考核按照年度实施，数据时间为上一年度1月至12月。";
    let found = find(text, &at("2019-01-16"));
    assert_eq!(print(found[0].named), "..");
}

#[test]
fn how_often_is_a_recurring_time() {
    let kinds = |text: &str| -> Vec<(String, ExpressionKind)> {
        let found = find(text, &at("2012-06-15"));
        let told = found
            .iter()
            .map(|e| (e.span.slice(text).to_owned(), e.kind));
        told.collect()
    };
    for (text, words) in [
        ("讲座一般两个月安排一次。", "两个月"),
        ("成果五年更新一次。", "五年"),
        ("按五十年一遇设防。", "五十年"),
        ("原则上一年两次。", "一年"),
        ("学校每三至五年实施一次督导。", "每三至五年"),
        ("各单位每年初报告。", "每年初"),
        ("于每年末公布。", "每年末"),
    ] {
        assert_eq!(
            kinds(text),
            [(words.to_owned(), ExpressionKind::Set)],
            "{text}"
        );
    }
    for text in [
        "把二十年的股息一次付清。",
        "旅行证分1年一次有效和多次有效。",
        "连续三年获得一次。",
    ] {
        let found = kinds(text);
        assert!(
            found.iter().all(|(_, kind)| *kind != ExpressionKind::Set),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn what_names_another_time_is_left_alone() {
    reads(&[
        ("农历九月初九为老年节。", &[]),
        ("以期限最后一月的相应日为准。", &[]),
        ("香港的明天一定会更加美好。", &[]),
        ("合理用水、近年度用水量。", &[]),
        ("已经一年零三个月了。", &["一年零三个月 P1Y3M"]),
        ("三年以后还没有再就业的，解除关系。", &["三年 P3Y"]),
        (
            "于4月21日（星期六，9:00-18:00）至22日填报。",
            &["4月21日（星期六，9:00-18:00）至22日 2012-04-21..2012-04-23"],
        ),
        ("前三季度增长5%。", &["前三季度 2012-01-01..2012-10-01"]),
        (
            "在第一个五年计划期间开始建设。",
            &["第一个五年计划期间 1953-01-01..1958-01-01"],
        ),
        (
            "于4月17日至18日填报，入学当年不限。",
            &["4月17日至18日 2012-04-17..2012-04-19"],
        ),
    ]);
    for (text, want) in [
        (
            "到本世纪末翻两番。",
            "本世纪末=2000-01-01..2001-01-01@until",
        ),
        (
            "从一九八一年到本世纪末翻两番。",
            "一九八一年到本世纪末=1981-01-01..2001-01-01",
        ),
        (
            "今后五年是关键的五年。在这五年中搞好调整。",
            "这五年=1983-01-01..1988-01-01",
        ),
    ] {
        let found = reported("1983", text);
        assert_eq!(found.last().map(String::as_str), Some(want), "{text}");
    }
}

#[test]
fn what_is_said_twice_counts_nothing() {
    for text in [
        "趋势正在一天天发展。",
        "一天一天遭到失败。",
        "基数一年一年地增加。",
    ] {
        assert!(super::find(text, &Context::default()).is_empty(), "{text}");
    }
}

#[test]
fn tables_reports_and_others_bound_a_date_in_their_own_ways() {
    reads(&[
        ("船长每隔6个月申请检查。", &["每隔6个月 P6M"]),
        ("垃圾每隔一天清运。", &["每隔一天 P2D"]),
        ("工时没有超过每周四十小时。", &["每周 P1W"]),
        ("于每月一日至十日缴纳。", &["每月一日至十日 P1M"]),
        (
            "6月30日（星期六）\t8:00起开考",
            &["6月30日 2012-06-30..2012-07-01"],
        ),
        ("7月3日15:00后不得修改。", &["7月3日 2012-07-03.."]),
        ("2003年9月1日以后出生", &["2003年9月1日 2003-09-01.."]),
        ("进入二季度以后指标回落。", &["二季度 2012-04-01.."]),
        (
            "第一个五年计划开始建设的工程",
            &["第一个五年计划 1953-01-01..1958-01-01"],
        ),
        (
            "它关系到“十二五”期间的调整。",
            &["“十二五”期间 2011-01-01..2016-01-01"],
        ),
        ("比苏联第一个五年计划的比重高。", &["五年 P5Y"]),
        ("经过三年多的努力", &["三年多 P3Y"]),
        ("一年多次出现事故", &["一年 P1Y"]),
        ("过去两年多的工作", &["过去两年多 ..2012-06-15"]),
        ("要有四、五十年的时间", &["四、五十年 40..50 Year"]),
        (
            "力争三到五年内见效。",
            &["三到五年内 2012-06-15..2017-06-15"],
        ),
        ("鉴于过去年度计划偏晚", &[]),
        ("产量超过去年", &["去年 2011-01-01..2012-01-01"]),
        (
            "与去年同期相比，第一季度下降",
            &[
                "去年 2011-01-01..2012-01-01",
                "第一季度 2012-01-01..2012-04-01",
            ],
        ),
        (
            "质量不及去年，第一季度又下降",
            &[
                "去年 2011-01-01..2012-01-01",
                "第一季度 2012-01-01..2012-04-01",
            ],
        ),
        (
            "2010年招生，成绩均当年有效，毕业当年不限。",
            &["2010年 2010-01-01..2011-01-01"],
        ),
        ("根据学会公告2006年（第9号），获准注册", &[]),
        (
            "自2011年7月12日地震后，甲地2月3日、乙地11月9日又震。",
            &[
                "2011年7月12日 2011-07-12..",
                "2月3日 2012-02-03..2012-02-04",
                "11月9日 2012-11-09..2012-11-10",
            ],
        ),
        ("250天÷12月", &["250天 P250D"]),
        ("报送项目半年和全年总结", &["半年 P6M"]),
        (
            "前文。一九五二年，即恢复结束的这一年，产值增长。",
            &[
                "一九五二年 1952-01-01..1953-01-01",
                "这一年 1952-01-01..1953-01-01",
            ],
        ),
        (
            "增速为1985年以来最高，是2010年的2.2倍，比上年快。",
            &[
                "1985年 1985-01-01..",
                "2010年 2010-01-01..2011-01-01",
                "上年 2011-01-01..2012-01-01",
            ],
        ),
        // What takes effect is no word of the text, and what is decided is another's.
        ("合同经机关批准才生效的，自批准之日起生效。", &[]),
        ("本办法自批准之日起生效。", &["批准之日起 2012-06-15.."]),
        (
            "各部门应当自本级决算经批准之日起30日内公开。",
            &["本级决算经批准之日起30日内 P30D"],
        ),
    ]);
    // Of a report only the year is known.
    assert_eq!(reported("1956", "过去五个月完成计划。"), ["过去五个月=P5M"]);
}
