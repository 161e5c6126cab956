//! The outline: markers of all levels, numbering, attachments and what they carry.

use super::tests::{address, assert_partition, heading, paths, read};
use crate::span::Span;
use proptest::prelude::*;

fn codes(text: &str) -> Vec<(&'static str, String)> {
    let parsed = read(text);
    let quote = |d: &crate::diagnostic::Diagnostic| {
        let span = d.span.expect(d.code);
        parsed.document.quote(span).to_owned()
    };
    parsed
        .diagnostics
        .iter()
        .map(|d| (d.code, quote(d)))
        .collect()
}

#[test]
fn every_level_has_its_place() {
    let document = read(
        "第一编 总则\n第一分编 甲\n第一章 乙\n第一节 丙\n第一条 丁：\n（一）戊：\n1.己：\n（1）庚：\n①辛；\n②壬。\n第一条之一 癸。\n第二编 分则\n第二条 子。",
    )
    .document;
    assert_eq!(
        paths(&document).last(),
        Some(&"第二编/第二条"),
        "{:?}",
        paths(&document)
    );
    let deepest = "第一编/第一分编/第一章/第一节/第一条/（一）/1/（1）/①";
    assert!(
        paths(&document).contains(&deepest),
        "{:?}",
        paths(&document)
    );
    assert_eq!(
        address(&document, "第一编/第一分编/第一章/第一节/第一条之一"),
        "第一条之一"
    );
}

#[test]
fn odd_forms_of_markers_are_read() {
    for (first, second, want) in [
        ("一、", "二、", "二"),
        ("1、", "2、", "2"),
        ("１．", "２．", "2"),
        ("(1)", "(2)", "（2）"),
        ("1）", "2）", "2）"),
        ("⑴", "⑵", "（2）"),
        ("⒈", "⒉", "2"),
        ("a)", "b)", "b）"),
        ("甲、", "乙、", "乙"),
        ("㈠", "㈡", "（二）"),
        ("第一、", "第二、", "第二"),
        ("一是", "二是", "二是"),
        ("一要", "二要", "二要"),
        ("1.1 ", "1.2 ", "1.2"),
    ] {
        let text = format!("{first}加强领导\n各校要成立小组。\n{second}落实责任\n校长负总责。");
        let document = read(&text).document;
        assert_eq!(document.provisions.len(), 2, "{text}");
        assert_eq!(
            document.provisions[1].label.as_deref(),
            Some(want),
            "{text}"
        );
    }
}

#[test]
fn a_heading_ends_where_its_text_begins() {
    let document = read(
        "一、总体要求。坚持育人为本，促进公平，提高质量，推动学校发展。\n二、报名时间：3月1日至5日。\n三、有关要求：\n四、加强组织领导\n五、问：怎样报名？\n六、将第三条修改为：“学校应当报告。”\n七、各校应当在每学期开学以前报告工作的情况",
    )
    .document;
    for (path, want) in [
        ("一", Some("总体要求")),
        ("二", Some("报名时间")),
        ("三", Some("有关要求")),
        ("四", Some("加强组织领导")),
        ("五", None),
        ("六", None),
    ] {
        assert_eq!(heading(&document, path), want, "{path}");
    }
}

#[test]
fn a_break_lost_in_a_list_is_proved_by_its_numbers() {
    let document = read(
        "第一条 学校应当：\n（一）招生；（二）教学；\n（三）评价。\n第二条 教师应当：（一）备课；\n（二）上课。\n第三条 校长应当管理。 第四条学生应当学习。\n第五条 家长应当配合。",
    )
    .document;
    assert_eq!(
        paths(&document),
        [
            "第一条",
            "第一条/（一）",
            "第一条/（二）",
            "第一条/（三）",
            "第二条",
            "第二条/（一）",
            "第二条/（二）",
            "第三条",
            "第四条",
            "第五条",
        ]
    );
    let own = |path: &str| {
        let provision = document.provisions.iter().find(|p| p.path == path);
        document.quote(provision.expect(path).span)
    };
    assert_eq!(own("第一条/（一）"), "（一）招生；");
    assert_eq!(own("第三条"), "第三条 校长应当管理。 ");
}

#[test]
fn what_a_decision_quotes_is_not_its_own() {
    let parsed = read(
        "关于修改《教学条例》的决定\n一、将第五条修改为：“第五条 学校应当：\n（一）教学；\n（二）评价。”\n二、增加一条，作为第六条：\n“第六条 教师应当备课。\n“教师可以进修。”\n三、第十二条改为第十三条，修改为：“一、甲。\n二、乙。”\n四、本决定自公布之日起施行。",
    );
    assert_eq!(paths(&parsed.document), ["文头", "一", "二", "三", "四"]);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let second = &parsed.document.provisions[2];
    assert!(parsed.document.quote(second.span).contains("可以进修"));
    // A quotation that is never closed ends where the next begins.
    let open = "一、将第五条修改为：“第五条 甲。\n二、将第六条修改为：“第六条 乙。”\n三、施行。";
    assert_eq!(paths(&read(open).document), ["一", "二", "三"]);
}

#[test]
fn a_changed_law_follows_its_decision_as_a_text_of_its_own() {
    let parsed = read(
        "甲市人民政府关于修改《教学办法》的决定\n第一条 将《教学办法》第二条修改为：“学校应当教学。”\n第二条 本决定自公布之日起施行。\n《教学办法》根据本决定重新公布。\n甲市教学办法\n第一条 为了教学，制定本办法。\n第二条 学校应当教学。",
    );
    assert_eq!(
        paths(&parsed.document),
        [
            "文头",
            "第一条",
            "第二条",
            "第二条/第二款",
            "附件",
            "附件/第一条",
            "附件/第二条"
        ]
    );
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
}

#[test]
fn references_at_the_start_of_a_line_are_no_markers() {
    let text = "第一条 甲。\n第三条规定的情形，从其规定。\n第一条、第二条的罚款由公安机关决定。\n（一）至（三）项所列人员应当报告。\n第五章的规定适用于民办学校。\n第二条 乙。";
    let parsed = read(text);
    assert_eq!(
        paths(&parsed.document),
        [
            "第一条",
            "第一条/第二款",
            "第一条/第三款",
            "第一条/第四款",
            "第一条/第五款",
            "第二条"
        ]
    );
    // An article without a space goes on with the numbering only.
    let tight = "第一条为了教学。\n第二条学校应当教学。\n第十条教师的职责另行规定。";
    assert_eq!(
        paths(&read(tight).document),
        ["第一条", "第二条", "第二条/第二款"]
    );
}

#[test]
fn a_list_of_the_same_form_stands_within_the_item_that_announces_it() {
    let document =
        read("一、目标\n均衡。\n二、任务\n要做好以下几项工作：\n一、建校。\n二、配师。\n三、保障\n投入。")
            .document;
    assert_eq!(paths(&document), ["一", "二", "二/一", "二/二", "二/三"]);
    // Only the last is in doubt: 三 carries on both. A longer list is not.
    let clear = read("一、目标\n均衡。\n二、任务\n要做好以下几项工作：\n一、建校。\n二、配师。\n三、投入。\n四、督导。\n三、保障\n投入。").document;
    assert_eq!(
        paths(&clear),
        ["一", "二", "二/一", "二/二", "二/三", "二/四", "三"]
    );
}

#[test]
fn lost_and_doubled_numbers_are_told_with_their_place() {
    let gap = |code, quote: &str| (code, quote.to_owned());
    for (text, want) in [
        (
            "第三条 甲。\n第四条 乙。",
            vec![gap("parse.article-gap", "第三条 甲。")],
        ),
        ("第三条 甲。", vec![]),
        (
            "第一条 甲。\n第三条 乙。",
            vec![gap("parse.article-gap", "第三条 乙。")],
        ),
        ("第一条 甲。\n第一条之一 乙。\n第二条 丙。", vec![]),
        (
            "教学条例\n总则\n第一条 甲。\n第二章 乙\n第二条 丙。",
            vec![],
        ),
        (
            "第二章 甲\n第一条 乙。",
            vec![gap("parse.marker-gap", "第二章 ")],
        ),
        (
            "一、甲\n二、乙\n五、丙",
            vec![gap("parse.marker-gap", "五、")],
        ),
        (
            "一、甲\n（二）乙。",
            vec![gap("parse.marker-gap", "（二）")],
        ),
        (
            "一、甲\n二、乙\n三、丙\n二、丁",
            vec![gap("parse.marker-again", "二、")],
        ),
        ("一、甲\n（一）乙。\n（二）丙。\n二、丁\n（一）戊。", vec![]),
    ] {
        let found: Vec<_> = codes(text)
            .into_iter()
            .filter(|(code, _)| *code != "parse.repeated-marker")
            .collect();
        assert_eq!(found, want, "{text}");
    }
}

#[test]
fn unnumbered_parts_and_tables_have_their_place() {
    let document = read("教学条例\n总 则\n第一条 甲。\n附　则\n第二条 乙。\n附表1\n器材目录\n1.钢琴\n附录A\n说明\n一、范围").document;
    assert_eq!(
        paths(&document),
        [
            "文头",
            "总则",
            "总则/第一条",
            "附则",
            "附则/第二条",
            "附表1",
            "附表1/1",
            "附录A",
            "附录A/一"
        ]
    );
    let nested = read("甲市教育局关于比赛的通知\n请参加。\n甲市教育局\n2017年3月1日\n附件1\n比赛方案\n一、时间\n附表1\n报名表\n附表2\n汇总表\n附件2\n日程\n一、五月").document;
    assert_eq!(
        paths(&nested),
        [
            "文头",
            "正文",
            "落款",
            "附件1",
            "附件1/一",
            "附件1/附表1",
            "附件1/附表2",
            "附件2",
            "附件2/一"
        ]
    );
    let sentence =
        read("第一条 甲。\n附件三所列目录的调整，由教育局决定。\n附带意见应当说明。\n第二条 乙。");
    assert_eq!(
        paths(&sentence.document),
        ["第一条", "第一条/第二款", "第一条/第三款", "第二条"]
    );
}

#[test]
fn names_and_day_in_brackets_under_a_title_are_its_own() {
    let text = "国务院办公厅转发民政部关于登记意见的通知\n国办发〔1997〕1号\n各部门：\n民政部《关于登记的意见》已经同意，现转发给你们，请执行。\n国务院办公厅\n一九九七年四月八日\n（本文有删减）\n关于登记的意见\n（民政部　一九九七年一月二十八日）\n根据要求，提出如下意见：\n一、登记的原则\n依法登记。\n二、登记的内容\n登记名称。";
    let document = read(text).document;
    assert_eq!(document.metadata.issuers, ["国务院办公厅"]);
    let [carried] = document.carried.as_slice() else {
        panic!("{:?}", document.carried);
    };
    let inner = &carried.metadata;
    assert_eq!(inner.title.as_deref(), Some("关于登记的意见"));
    assert_eq!(inner.issuers, ["民政部"]);
    assert_eq!(inner.issued.unwrap().to_string(), "1997-01-28");
    // Of the document itself, with the names of two.
    let text = "关于督导工作的意见\n（教育部、财政部 2012年3月1日）\n各地要加强督导。\n一、原则\n依法督导。";
    let metadata = read(text).document.metadata;
    assert_eq!(metadata.issuers, ["教育部", "财政部"]);
    assert_eq!(metadata.issued.unwrap().to_string(), "2012-03-01");
}

#[test]
fn a_notice_carries_documents_with_mastheads_of_their_own() {
    let text = "甲市教育局关于转发《乙省教育厅关于课程的通知》的通知\n甲教〔2007〕9号\n各校：\n现将《乙省教育厅关于课程的通知》（乙教〔2007〕17号）转发给你们，请执行。\n甲市教育局\n2007年2月8日\n乙省教育厅关于课程的通知\n乙教〔2007〕17号\n各市教育局：\n一、开齐课程。\n二、按照丙教〔2006〕1号文件配齐教师。\n乙省教育厅\n2007年1月18日\n";
    let document = read(text).document;
    let [carried] = document.carried.as_slice() else {
        panic!("{:?}", document.carried);
    };
    let provision = &document.provisions[carried.provision];
    assert_eq!(provision.path, "附件");
    let inner = &carried.metadata;
    assert_eq!(inner.title.as_deref(), Some("乙省教育厅关于课程的通知"));
    let own = inner.doc_number.as_ref().map(ToString::to_string);
    assert_eq!(own.as_deref(), Some("乙教〔2007〕17号"));
    assert_eq!(inner.issuers, ["乙省教育厅"]);
    assert_eq!(
        inner.issued.map(|d| d.to_string()).as_deref(),
        Some("2007-01-18")
    );
    assert_eq!(inner.genre.as_deref(), Some("通知"));
    assert_eq!(
        document.metadata.issued.map(|d| d.to_string()).as_deref(),
        Some("2007-02-08")
    );
    assert_eq!(address(&document, "附件/二"), "附件 二");
}

#[test]
fn an_order_carries_its_regulation_and_a_form_is_no_document() {
    let order = read("甲市人民政府令\n第7号\n《甲市教学办法》已经会议通过，现予公布，自2012年5月1日起施行。\n市长 某某\n2012年3月1日\n甲市教学办法\n第一章 总则\n第一条 甲。\n第二条 乙。").document;
    let titles: Vec<_> = order
        .carried
        .iter()
        .map(|c| (c.provision, c.metadata.title.clone()))
        .collect();
    assert_eq!(titles.len(), 1, "{titles:?}");
    assert_eq!(titles[0].1.as_deref(), Some("甲市教学办法"));
    assert_eq!(address(&order, "附件/第一章/第二条"), "附件 第二条");
    let form = read("甲市教育局关于报名的通知\n请填写附件。\n甲市教育局\n2012年3月1日\n附件\n报名表\n姓名\t学校").document;
    assert!(form.carried.is_empty(), "{:?}", form.carried);
    // No signature parts the notice from the plan; its title does.
    let bare = read("甲市教育局关于印发《甲市美育实施方案》的通知\n各校：\n《甲市美育实施方案》已经同意，请执行。\n甲市美育实施方案\n为了美育，制定本方案。\n一、目标\n均衡。\n二、任务\n开课。").document;
    assert_eq!(paths(&bare), ["文头", "正文", "附件", "附件/一", "附件/二"]);
    assert_eq!(bare.carried.len(), 1);
    assert_eq!(bare.carried[0].metadata.doc_number, None);
}

/// Pieces of which nasty texts are made.
const PIECES: &[&str] = &[
    "第一编 ",
    "第一章 ",
    "第二章 总则 ",
    "第一节",
    "第一条 ",
    "第二条",
    "第三条之一 ",
    "第三条规定的",
    "第1条 ",
    "一、",
    "二、",
    "三、",
    "十二、",
    "（一）",
    "(二)",
    "（三）、",
    "1.",
    "2．",
    "３、",
    "1.2024年",
    "1.1 ",
    "1.2.3 ",
    "（1）",
    "⑵",
    "⒊",
    "㈣",
    "①",
    "②",
    "1）",
    "a)",
    "b）",
    "甲、",
    "乙、",
    "第一，",
    "第二、",
    "一是",
    "二是",
    "一要",
    "附件",
    "附件1",
    "附件：",
    "附件：1.",
    "附表",
    "附：",
    "附录A",
    "附则",
    "（略）",
    "目录",
    "……1",
    "修改为：“",
    "“",
    "”",
    "《",
    "》",
    "〈",
    "（",
    "）",
    "【",
    "】",
    "。",
    "；",
    "：",
    "，",
    "！",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "　",
    "　　",
    "\t",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\u{c}",
    "\u{e004}",
    "\u{10ffff}",
    "&nbsp;",
    "如下：",
    "以下几点：",
    "甲市教育局",
    "甲 市 教 育 局",
    "2012年3月1日",
    "甲教〔2012〕1号",
    "（甲教〔2012〕1号 2012年3月1日）",
    "甲市人民政府令",
    "第7号",
    "关于印发方案的通知",
    "教学实施方案",
    "现印发给你们",
    "各区：",
    "通过",
    "学校应当教学",
    "ⅰ",
    "𠀀",
];

/// What broke the partition once.
#[test]
fn odd_texts_are_partitioned() {
    for text in [
        "0.A",
        "0、零\n0、零",
        "\u{200b}",
        "第一编 第一编 第一编 第一条 第一编 ",
        "4294967295、多\n4294967296、多",
        "第一编 \n附件：1.",
    ] {
        assert_partition(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_mixture_is_partitioned(parts in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = parts.concat();
        assert_partition(&text);
        let document = read(&text).document;
        let mut joined = String::new();
        for provision in &document.provisions {
            joined.push_str(document.quote(provision.span));
            prop_assert!(provision.parent.is_none_or(|p| p < document.provisions.len()));
        }
        prop_assert_eq!(&joined, &text);
        // Every paragraph stands in one provision, and together they are all that is not blank.
        let blank = |from: usize, to: usize| {
            let view = document.text.to_view(Span::new(from, to));
            view.slice(document.text.view()).trim().is_empty()
        };
        let mut at = 0;
        for (index, span) in document.paragraphs() {
            prop_assert!(document.provisions[index].span.contains(span));
            prop_assert!(blank(at, span.start));
            at = span.end;
        }
        prop_assert!(blank(at, text.len()));
        for carried in &document.carried {
            prop_assert!(carried.provision < document.provisions.len());
        }
    }

    #[test]
    fn spans_of_diagnostics_slice(parts in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let text = parts.concat();
        for diagnostic in read(&text).diagnostics {
            if let Some(span) = diagnostic.span {
                prop_assert!(text.get(span.start..span.end).is_some(), "{} {text:?}", diagnostic.code);
            }
        }
    }

    #[test]
    fn numbering_that_is_whole_is_not_faulted(
        chapters in prop::collection::vec((0..4_usize, 0..4_usize), 1..5),
        broken in prop::bool::ANY,
    ) {
        // Articles run on through chapters, items begin again in each.
        let mut text = String::from("教学条例\n");
        let mut article = 0;
        for (chapter, (articles, items)) in chapters.iter().enumerate() {
            let number = |n: usize| crate::numeral::chinese(u32::try_from(n).unwrap());
            text.push_str(&format!("第{}章 甲\n", number(chapter + 1)));
            for _ in 0..=*articles {
                article += 1;
                text.push_str(&format!("第{}条 学校应当：\n", number(article)));
                for item in 1..=*items {
                    text.push_str(&format!("（{}）教学；{}", number(item), if broken { " " } else { "\n" }));
                }
                if !text.ends_with('\n') {
                    text.push('\n');
                }
            }
        }
        let parsed = read(&text);
        prop_assert!(parsed.diagnostics.is_empty(), "{text} {:?}", parsed.diagnostics);
        let wanted = 1 + chapters.iter().map(|(a, i)| 1 + (a + 1) * (1 + i)).sum::<usize>();
        prop_assert_eq!(parsed.document.provisions.len(), wanted, "{}", text);
    }
}
