//! What breaks a naive parser of official documents, one test for each thing.

use super::tests::{address, heading, number, paths, read};
use crate::document::ProvisionKind;

#[test]
fn the_first_number_in_the_text_is_not_the_documents_own() {
    let text = "甲市教育局关于落实《课后服务意见》（乙教基〔2017〕2号）的通知\n甲教基〔2018〕5号\n各区教育局：\n请对照乙教基〔2017〕2号执行。\n甲市教育局\n2018年3月6日";
    let document = read(text).document;
    assert_eq!(number(&document).as_deref(), Some("甲教基〔2018〕5号"));
    let only_cited = "甲市教育局关于课后服务的通知\n根据乙教基〔2017〕2号文件，请各校执行。\n甲市教育局\n2018年3月6日";
    assert_eq!(number(&read(only_cited).document), None);
}

#[test]
fn number_and_date_share_one_bracket() {
    let document =
        read("丙县教育局关于合唱比赛的通知\n（丙教〔2019〕7号 2019年5月2日）\n各校：\n请参加。")
            .document;
    assert_eq!(number(&document).as_deref(), Some("丙教〔2019〕7号"));
    let issued = document.metadata.issued.map(|d| d.to_string());
    assert_eq!(issued.as_deref(), Some("2019-05-02"));
}

#[test]
fn numbering_in_brackets_runs_on_through_the_chapters() {
    let parsed = read(
        "一、目标\n（一）均衡。\n（二）优质。\n二、任务\n（三）建校。\n（四）配师。\n三、保障\n（五）投入。",
    );
    assert_eq!(
        paths(&parsed.document),
        [
            "一",
            "一/（一）",
            "一/（二）",
            "二",
            "二/（三）",
            "二/（四）",
            "三",
            "三/（五）"
        ]
    );
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
}

#[test]
fn numbering_starts_again_in_each_attachment() {
    let parsed = read(
        "甲市教育局关于印发两个方案的通知\n各校：\n现印发给你们。\n甲市教育局\n2017年3月1日\n合唱活动方案\n一、时间\n五月。\n二、地点\n礼堂。\n书法活动方案\n一、时间\n六月。\n二、地点\n教室。",
    );
    assert_eq!(
        paths(&parsed.document),
        [
            "文头",
            "正文",
            "落款",
            "附件",
            "附件/一",
            "附件/二",
            "附件#2",
            "附件#2/一",
            "附件#2/二"
        ]
    );
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
}

#[test]
fn an_ordinal_fuses_with_the_year_behind_it() {
    let document = read(
        "甲市考试院关于招生的通知\n一、办法\n见附件。\n附件：1.2024年招生计划表\n2.2024年日程表\n甲市考试院\n2024年2月1日\n附件1\n2024年招生计划表\n1.2024年计划\n2.2025年计划",
    )
    .document;
    assert_eq!(
        paths(&document),
        ["文头", "一", "落款", "附件1", "附件1/1", "附件1/2"]
    );
    assert_eq!(heading(&document, "附件1/1"), Some("2024年计划"));
}

#[test]
fn titles_nest_and_tags_do_not_eat_them() {
    for (title, cited) in [
        (
            "甲市教育局关于转发《乙省教育厅关于印发〈课程方案〉的通知》的通知",
            "〈课程方案〉",
        ),
        (
            "甲市教育局关于转发《乙省教育厅关于印发‹课程方案>的通知》的通知",
            "‹课程方案>",
        ),
    ] {
        let text = format!("{title}\n甲教〔2016〕3号\n各校：\n请执行。");
        let document = read(&text).document;
        let read = document.metadata.title.unwrap_or_default();
        assert!(
            read.contains("课程方案") && read.ends_with("的通知"),
            "{read}"
        );
        assert!(text.contains(cited));
        assert_eq!(document.metadata.genre.as_deref(), Some("通知"));
    }
}

#[test]
fn a_document_is_forwarded_twice_and_its_text_left_out() {
    let document = read(
        "丙县教育局转发甲市教育局转发乙省教育厅关于课程的意见的通知\n丙教〔2016〕9号\n各校：\n现将《甲市教育局转发乙省教育厅关于课程的意见的通知》（甲教〔2016〕3号）转发给你们。\n附件：甲市教育局转发乙省教育厅关于课程的意见的通知（略）\n丙县教育局\n2016年4月5日",
    )
    .document;
    assert_eq!(number(&document).as_deref(), Some("丙教〔2016〕9号"));
    let [carried] = document.carried.as_slice() else {
        panic!("{:?}", document.carried);
    };
    let inner = &carried.metadata;
    assert_eq!(
        inner.title.as_deref(),
        Some("甲市教育局转发乙省教育厅关于课程的意见的通知")
    );
    let own = inner.doc_number.as_ref().map(ToString::to_string);
    assert_eq!(own.as_deref(), Some("甲教〔2016〕3号"));
    assert_eq!(inner.issuers, ["甲市教育局"]);
    assert_eq!(
        document.provisions[carried.provision].kind,
        ProvisionKind::Signature
    );
}

#[test]
fn one_text_has_several_dates() {
    let document = read(
        "丁市学校条例\n二○○一年九月三日丁市第二届人民代表大会常务委员会第四次会议通过\n2010年5月6日丁市第四届人民代表大会常务委员会第二次会议修正\n第一条 学校应当均衡。\n第二条 本条例自2001年10月1日起施行。",
    )
    .document;
    let issued = document.metadata.issued.map(|d| d.to_string());
    assert_eq!(issued.as_deref(), Some("2001-09-03"));
    let signed = "甲市教育局关于督导的通知\n各校：\n请准备。\n甲市教育局\n二零零四年十月八日";
    let issued = read(signed).document.metadata.issued.map(|d| d.to_string());
    assert_eq!(issued.as_deref(), Some("2004-10-08"));
}

#[test]
fn cells_of_a_table_look_like_headings() {
    let document = read(
        "甲市评估指标\n一、说明\n按表评分。\n一、质量\t（一）定位\t1.比例\n（二）安全\t2.发生率\t定量\n3.构成\t定性\n二、要求\n如实填报。",
    )
    .document;
    assert_eq!(paths(&document), ["文头", "一", "二"]);
}

#[test]
fn signatures_are_spaced_by_letter() {
    let document =
        read("关于督导的通知\n各校：\n请准备。\n　　甲 市 教 育 局\n　　二 ○ 一 二 年 三 月 五 日")
            .document;
    assert_eq!(document.metadata.issuers, ["甲市教育局"]);
    assert_eq!(paths(&document).last(), Some(&"落款"));
}

#[test]
fn a_title_is_split_over_lines() {
    let document =
        read("甲市教育局关于进一步加强\n\n学校美育工作的\n\n实施意见\n\n一、目标\n均衡。").document;
    assert_eq!(
        document.metadata.title.as_deref(),
        Some("甲市教育局关于进一步加强学校美育工作的实施意见")
    );
}

#[test]
fn hard_wraps_make_no_paragraphs_of_an_article() {
    let document = read("办法\n第一条 学校应当按照规定配齐教师，不得挪用编\n制，并定期报告。\n学校应当公开。\n第二条 本办法自公布之日起施行。").document;
    assert_eq!(
        paths(&document),
        ["文头", "第一条", "第一条/第二款", "第二条"]
    );
}

#[test]
fn headings_stand_in_the_middle_of_a_line() {
    // A whole notice on one line.
    let text = "为做好工作，现通知如下：一、加强领导。各校要成立小组。二、落实责任。（一）明确分工。校长负总责。（二）加强检查。每月一次。三、按时报送。";
    let document = read(text).document;
    assert_eq!(
        paths(&document),
        ["导语", "一", "二", "二/（一）", "二/（二）", "三"]
    );
    assert_eq!(heading(&document, "二"), Some("落实责任"));
    assert_eq!(address(&document, "二/（二）"), "二（二）");
    // Articles and chapters whose breaks were lost.
    let law = "教学条例\n第一章 总则 第一条 为了教学，制定本条例。 第二条 学校应当教学。 第二章 教师 第三条 教师应当备课。\n第四条 违反第一条 规定的，责令改正。";
    let parsed = read(law);
    assert_eq!(
        paths(&parsed.document),
        [
            "文头",
            "第一章",
            "第一章/第一条",
            "第一章/第二条",
            "第二章",
            "第二章/第三条",
            "第二章/第四条"
        ]
    );
    assert_eq!(heading(&parsed.document, "第二章"), Some("教师"));
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
}

#[test]
fn a_list_in_a_sentence_stays_in_its_paragraph() {
    for text in [
        "学校应当公开下列信息：（一）收费；（二）招生；（三）师资。",
        "报告分两部分：一、工作回顾；二、工作安排。",
        "一、二级学校应当报告。二、三级学校可以免报。",
        "要把握三点：一是公平；二是质量；三是安全。",
        "一是抓公平。二是抓质量。三是抓安全。",
        "第一，抓公平。第二，抓质量。",
        "他说：“一、要公平。二、要质量。”",
    ] {
        let document = read(text).document;
        assert_eq!(
            document.provisions.len(),
            1,
            "{text} {:?}",
            paths(&document)
        );
    }
}

#[test]
fn dot_leaders_and_broken_glyphs_make_no_provisions() {
    let document = read(
        "甲市教育规划\n目 录\n第一章 目标…………1\n第二章 任务…………5\n第一章 目标\n到2015年均衡。\n第二章 任务\n(cid:12)建设学校。",
    )
    .document;
    assert_eq!(paths(&document), ["文头", "第一章", "第二章"]);
    assert_eq!(heading(&document, "第一章"), Some("目标"));
}

#[test]
fn entities_odd_characters_and_furniture_do_not_move_anything() {
    let text = "甲市教育局关于督导的通知\n甲教\u{200b}〔2012〕3号\n各校：\n一、准备\u{e004}\n请准备&nbsp;材料。\n甲市教育局 &nbsp;\n2012年3月5日\n浏览次数：12\n打印本页";
    let document = read(text).document;
    assert_eq!(number(&document).as_deref(), Some("甲教〔2012〕3号"));
    assert_eq!(document.metadata.issuers, ["甲市教育局"]);
    assert_eq!(paths(&document), ["文头", "一", "落款"]);
    let traditional = read("教學辦法\n第一條 學校應當教學。\n第二條 教師應當備課。").document;
    assert_eq!(traditional.text.original().matches('條').count(), 2);
}

#[test]
fn each_text_left_out_takes_the_number_beside_its_title() {
    let document = read(
        "甲市教育局关于转发两个文件的通知\n甲教〔2016〕9号\n各校：\n现将《乙省教育厅关于课程的意见》（乙教〔2016〕3号）、《乙省教育厅关于转发〈丙部教材办法〉的通知》（乙教〔2016〕4号）转发给你们。\n附件：1.乙省教育厅关于课程的意见（略）\n2.乙省教育厅关于转发〈丙部教材办法〉的通知（略）\n3.乙省教育厅关于课程的意见（略）\n甲市教育局\n2016年4月5日",
    )
    .document;
    let numbers: Vec<_> = document
        .carried
        .iter()
        .map(|c| c.metadata.doc_number.as_ref().map(ToString::to_string))
        .collect();
    let expected = ["乙教〔2016〕3号", "乙教〔2016〕4号"];
    assert_eq!(numbers, expected.map(|n| Some(n.to_owned())));
}

#[test]
fn a_chapter_inside_a_line_has_a_short_name() {
    let document = read("第一章 甲 第一条 乙。第二章 丙\n第二条 丁。");
    let all = super::tests::paths(&document.document).join(" ");
    assert!(all.contains("第二章/第二条"), "{all}");
    let long = format!(
        "第一章 甲 第一条 乙。第二章 {}\n第二条 丁。",
        "丙".repeat(200)
    );
    let all = super::tests::paths(&read(&long).document).join(" ");
    assert!(!all.contains("第二章"), "{all}");
}
