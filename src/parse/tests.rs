//! Documents that break a naive parser, each in a few written lines.

use super::parse;
use crate::document::{Document, Level, ProvisionKind};
use crate::read::RawDocument;
use proptest::prelude::*;

pub(super) fn read(text: &str) -> super::Parsed {
    parse(RawDocument::new("test", text))
}

pub(super) fn paths(document: &Document) -> Vec<&str> {
    document
        .provisions
        .iter()
        .map(|p| p.path.as_str())
        .collect()
}

pub(super) fn address(document: &Document, path: &str) -> String {
    let index = document.provisions.iter().position(|p| p.path == path);
    document.address(index.expect(path))
}

pub(super) fn heading<'d>(document: &'d Document, path: &str) -> Option<&'d str> {
    let provision = document.provisions.iter().find(|p| p.path == path);
    provision.expect(path).heading.map(|h| document.quote(h))
}

pub(super) fn number(document: &Document) -> Option<String> {
    document
        .metadata
        .doc_number
        .as_ref()
        .map(ToString::to_string)
}

#[test]
fn mastheads_tell_title_number_issuers_and_date() {
    for (text, title, number, issuers, issued) in [
        // Title over lines, number under it, date at the end.
        (
            "甲省人民政府关于促进\n\n教育均衡的意见\n\n甲政发〔2012〕8号\n\n各市人民政府：\n\n现提出意见。\n\n甲省人民政府\n\n2012年3月1日\n",
            Some("甲省人民政府关于促进教育均衡的意见"),
            Some("甲政发〔2012〕8号"),
            &["甲省人民政府"][..],
            Some("2012-03-01"),
        ),
        // The number before the title; the title's issuer is short, the signature spells it out.
        (
            "沪教委基〔2013〕2号\n市教委关于做好入学工作的通知\n各区教育局：\n请执行。\n　上 海 市 教 育 委 员 会\n　二○一三年三月五日",
            Some("市教委关于做好入学工作的通知"),
            Some("沪教委基〔2013〕2号"),
            &["上海市教育委员会"],
            Some("2013-03-05"),
        ),
        // The first number is another document's.
        (
            "甲市教育局关于贯彻国办发〔2015〕71号文件的通知\n根据《意见》（皖政办〔2015〕67号），请执行。\n甲市教育局\n2016年1月5日",
            Some("甲市教育局关于贯彻国办发〔2015〕71号文件的通知"),
            None,
            &["甲市教育局"],
            Some("2016-01-05"),
        ),
        // Number and date in one bracket.
        (
            "乙县教育体育局关于加强美育的通知\n（乙教体发〔2018〕1号　2018年4月16日）\n各学校：\n请执行。",
            Some("乙县教育体育局关于加强美育的通知"),
            Some("乙教体发〔2018〕1号"),
            &["乙县教育体育局"],
            Some("2018-04-16"),
        ),
        // Forwarded twice, with nested titles and an attachment that is left out.
        (
            "丙市教育局转发省教育厅关于转发《〈美育意见〉实施办法》的通知\n丙教〔2016〕6号\n各校：\n现转发给你们。\n附件：省教育厅关于转发《〈美育意见〉实施办法》的通知（略）\n丙市教育局\n2016年2月5日",
            Some("丙市教育局转发省教育厅关于转发《〈美育意见〉实施办法》的通知"),
            Some("丙教〔2016〕6号"),
            &["丙市教育局"],
            Some("2016-02-05"),
        ),
        // The header of a law lists every act; the first adoption counts.
        (
            "丁市教育督导条例\n\n2001年4月12日 丁市第五届人民代表大会常务委员会第五次会议通过\n2015年6月18日 丁市第七届人民代表大会常务委员会第二次会议《关于修改〈丁市教育督导条例〉的决定》第一次修正\n\n第一条 为了加强督导，制定本条例。",
            Some("丁市教育督导条例"),
            None,
            &["丁市人民代表大会常务委员会"],
            Some("2001-04-12"),
        ),
        // An order of two organs, approved before.
        (
            "学校工作条例\n\n1990年4月25日 国务院批准\n1990年6月4日 国家教育委员会令第10号、卫生部令第1号发布\n\n第一条 制定本条例。",
            Some("学校工作条例"),
            Some("国家教育委员会令第10号、卫生部令第1号"),
            &["国家教育委员会", "卫生部"],
            Some("1990-06-04"),
        ),
        // An order carries the instrument whose title is the document's.
        (
            "中华人民共和国国务院令\n\n第707号\n\n现公布《教育条例》，自2019年1月1日起施行。\n\n总理　　某某某\n\n2018年12月18日\n\n教育条例\n\n第一条 制定本条例。",
            Some("教育条例"),
            Some("中华人民共和国国务院令第707号"),
            &["中华人民共和国国务院"],
            Some("2018-12-18"),
        ),
        // A note before the title is not the title.
        (
            "【研究摘要】本文为研究而写，非公文原文。\n戊区教育局关于师资流动的意见\n戊教〔2012〕3号\n一、目标\n促进流动。",
            Some("戊区教育局关于师资流动的意见"),
            Some("戊教〔2012〕3号"),
            &["戊区教育局"],
            None,
        ),
        // Only the year is known.
        (
            "己区教育局关于督导的意见\n正文未见。\n己区教育局\n2012年",
            Some("己区教育局关于督导的意见"),
            None,
            &["己区教育局"],
            Some("2012"),
        ),
        // Joint issue; the number at the end of the title.
        (
            "教育部 财政部关于改善办学条件的通知（教财〔2014〕4号）\n各省：\n请执行。",
            Some("教育部 财政部关于改善办学条件的通知"),
            Some("教财〔2014〕4号"),
            &["教育部", "财政部"],
            None,
        ),
        // Joint issue of organs that no registry lists; the space between them stays.
        (
            "庚市教育局 庚市财政局关于教师的通知\n各校：\n请执行。",
            Some("庚市教育局 庚市财政局关于教师的通知"),
            None,
            &["庚市教育局", "庚市财政局"],
            None,
        ),
        (
            "市教育局　市人力资源和社会保障局\n市财政局关于教师的通知\n各校：\n请执行。",
            Some("市教育局 市人力资源和社会保障局 市财政局关于教师的通知"),
            None,
            &["市教育局", "市人力资源和社会保障局", "市财政局"],
            None,
        ),
        // The space inside one name goes.
        (
            "庚市人民政府 办公室关于教师的通知\n各校：\n请执行。",
            Some("庚市人民政府办公室关于教师的通知"),
            None,
            &["庚市人民政府办公室"],
            None,
        ),
        (
            "庚 市 教 育 局 关于支持庚市学校的通知\n各校：\n请执行。",
            Some("庚市教育局关于支持庚市学校的通知"),
            None,
            &["庚市教育局"],
            None,
        ),
        // A group that signs once is in no registry.
        (
            "关于督导检查的意见\n检查了学校。\n庚市义务教育督导检查组\n2014年3月22日",
            Some("关于督导检查的意见"),
            None,
            &["庚市义务教育督导检查组"],
            Some("2014-03-22"),
        ),
        // An archive card over the document; a page under it.
        (
            "索引号：0001 主题分类：教育\n文号：甲政发〔2004〕4号\n甲省人民政府关于安置工作的通报\n做好工作。\n甲省人民政府\n二ОО四年二月二日\n打印 关闭",
            Some("甲省人民政府关于安置工作的通报"),
            Some("甲政发〔2004〕4号"),
            &["甲省人民政府"],
            Some("2004-02-02"),
        ),
        // Two organs parted by a space; a government by its code.
        (
            "财政部 教育部公告\n2019年第12号\n为加强学生资助管理，公告如下：\n一、名单。\n财政部 教育部\n2019年3月1日",
            None,
            Some("财政部、教育部公告2019年第12号"),
            &["财政部", "教育部"],
            Some("2019-03-01"),
        ),
        (
            "上海市人民政府令\n沪府令第42号\n《校车规定》已经通过，现予公布。\n2019年12月1日",
            Some("上海市人民政府令"),
            Some("沪府令第42号"),
            &["上海市人民政府"],
            Some("2019-12-01"),
        ),
        // Traditional form, zero-width characters.
        (
            "教育督導辦法\n教督\u{200b}[2012]3號\n第一条 制定本办法。",
            Some("教育督導辦法"),
            Some("教督〔2012〕3号"),
            &["教育部"],
            None,
        ),
    ] {
        let document = read(text).document;
        let metadata = &document.metadata;
        assert_eq!(metadata.title.as_deref(), title, "{text}");
        assert_eq!(self::number(&document).as_deref(), number, "{text}");
        assert_eq!(metadata.issuers, issuers, "{text}");
        let date = metadata.issued.map(|d| d.to_string());
        assert_eq!(date.as_deref(), issued, "{text}");
    }
}

#[test]
fn a_text_without_masthead_gets_no_title() {
    for (text, path) in [
        (
            "第三十五条 学校应当均衡配置教师，促进交流办法",
            "第三十五条",
        ),
        ("推进区域内教师交流，完善管理办法。", "正文"),
        (
            "成绩将于8月14日公布，请考生注意以下安排：\n\n登录网站查询。",
            "正文",
        ),
        ("各区县教育局应当做好以下工作：", "正文"),
        ("各区县要按照下列要求执行：\n（略）", "正文"),
        ("认真执行《义务教育法》及其实施办法", "正文"),
        ("", "正文"),
        (" \n\n", "正文"),
    ] {
        let document = read(text).document;
        assert_eq!(document.metadata.title, None, "{text}");
        assert_eq!(number(&document), None, "{text}");
        assert_eq!(paths(&document), [path], "{text}");
    }
}

#[test]
fn a_law_has_chapters_articles_paragraphs_and_items() {
    let text = "教育条例\n\n第一章 总则\n\n第一条 为了教育，制定本条例。\n\n第二条 教师应当：\n\n（一）备课；\n\n（二）上课：\n\n1.语文；\n\n2.数学。\n\n学校应当保障：\n\n（一）经费。\n\n第二章 附则\n\n第三条 【施行】自2012年9月1日起施行。\n";
    let document = read(text).document;
    assert_eq!(
        paths(&document),
        [
            "文头",
            "第一章",
            "第一章/第一条",
            "第一章/第二条",
            "第一章/第二条/（一）",
            "第一章/第二条/（二）",
            "第一章/第二条/（二）/1",
            "第一章/第二条/（二）/2",
            "第一章/第二条/第二款",
            "第一章/第二条/第二款/（一）",
            "第二章",
            "第二章/第三条",
        ]
    );
    assert_eq!(heading(&document, "第一章"), Some("总则"));
    assert_eq!(heading(&document, "第二章/第三条"), Some("施行"));
    for (path, cited) in [
        ("第一章", "第一章"),
        ("第一章/第一条", "第一条"),
        ("第一章/第二条/（二）/1", "第二条第一款第（二）项第1目"),
        ("第一章/第二条/第二款/（一）", "第二条第二款第（一）项"),
    ] {
        assert_eq!(address(&document, path), cited);
    }
    assert_eq!(document.metadata.genre.as_deref(), Some("条例"));
}

#[test]
fn lost_and_doubled_articles_are_named() {
    let parsed = read("办法\n第一条 甲。\n第二条 乙。\n第四条 丁。\n第四条之一 戊。\n第四条 己。");
    let found: Vec<_> = parsed
        .diagnostics
        .iter()
        .filter(|d| d.code.starts_with("parse.article-"))
        .map(|d| d.message.as_str())
        .collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("第三条"), "{found:?}");
    assert!(found[1].contains("第四条 again"), "{found:?}");
    let last = parsed.document.provisions.last().map(|p| p.path.as_str());
    assert_eq!(last, Some("第四条#2"));
    assert!(
        parsed
            .diagnostics
            .iter()
            .any(|d| d.code == "parse.repeated-marker")
    );
}

#[test]
fn references_to_articles_are_no_articles() {
    let document = read("办法\n第一条 甲。\n第三条第二款规定的，从其规定。\n第十条、第十一条另行规定。\n第二条 乙。").document;
    assert_eq!(
        paths(&document),
        ["文头", "第一条", "第一条/第二款", "第一条/第三款", "第二条"]
    );
}

#[test]
fn numbering_that_runs_on_stays_under_its_part() {
    let text = "甲市关于美育的意见\n现提出意见。\n一、总体要求\n（一）指导思想。坚持育人为本，面向全体。\n（二）目标\n1.到2015年建成。\n二、主要任务\n（三）完善课程。开齐课程。\n（四）各校应当配齐教师，不得挪用，并定期报告。\n三、保障\n第一，加强领导。\n第二，加强督导。";
    let document = read(text).document;
    assert_eq!(
        paths(&document),
        [
            "文头",
            "导语",
            "一",
            "一/（一）",
            "一/（二）",
            "一/（二）/1",
            "二",
            "二/（三）",
            "二/（四）",
            "三",
            "三/第一",
            "三/第二",
        ]
    );
    assert_eq!(heading(&document, "一/（一）"), Some("指导思想"));
    assert_eq!(heading(&document, "一/（二）"), Some("目标"));
    assert_eq!(heading(&document, "二/（四）"), None);
    assert_eq!(address(&document, "一/（二）/1"), "一（二）1");
}

#[test]
fn attachments_have_outlines_of_their_own() {
    let text = "甲市教育局关于报名的通知\n一、时间\n见附件1。\n附件：1.2024年报名办法\n　　2.日程表\n\n甲市教育局\n2024年3月1日\n（此件公开发布）\n\n附件1\n2024年报名办法\n第一条 网上报名。\n第二条 现场确认。\n附件2：日程表\n一、确认时间\n甲市考试院\n2024年2月1日\n";
    let document = read(text).document;
    assert_eq!(
        paths(&document),
        [
            "文头",
            "一",
            "落款",
            "附件1",
            "附件1/第一条",
            "附件1/第二条",
            "附件2",
            "附件2/一",
            "附件2/落款",
        ]
    );
    assert_eq!(heading(&document, "附件1"), Some("2024年报名办法"));
    assert_eq!(address(&document, "附件1/第二条"), "附件1 第二条");
    assert_eq!(
        document.metadata.issued.map(|d| d.to_string()).as_deref(),
        Some("2024-03-01")
    );
}

#[test]
fn a_carried_document_follows_the_signature() {
    let text = "甲省人民政府关于印发试点工作方案的通知\n甲政发〔2018〕71号\n各市人民政府：\n现印发给你们。\n甲省人民政府\n2018年10月27日\n试点工作方案\n为推进试点，制定本方案。\n一、目标\n建成平台。\n二、任务\n推广。\n评估工作方案\n一、范围\n全省。\n";
    let document = read(text).document;
    assert_eq!(
        paths(&document),
        [
            "文头",
            "正文",
            "落款",
            "附件",
            "附件/一",
            "附件/二",
            "附件#2",
            "附件#2/一",
        ]
    );
    assert_eq!(heading(&document, "附件#2"), Some("评估工作方案"));
    assert_eq!(address(&document, "附件/二"), "附件 二");
    assert_eq!(address(&document, "附件#2/一"), "附件#2 一");
    let kinds: Vec<_> = document.provisions.iter().map(|p| p.kind).take(4).collect();
    assert_eq!(
        kinds,
        [
            ProvisionKind::Masthead,
            ProvisionKind::Body,
            ProvisionKind::Signature,
            ProvisionKind::Attachment
        ]
    );
}

#[test]
fn tables_and_figures_are_no_headings() {
    let text = "甲市关于考核的通知\n一、指标\n1.5万元以上。\n一、质量\t（一）功能\n3.2%的学校\n2012. 年\n二、其他\n照此执行。";
    let document = read(text).document;
    assert_eq!(paths(&document), ["文头", "一", "二"]);
}

#[test]
fn the_last_lines_are_a_signature() {
    for (tail, signed) in [
        ("甲市督导检查组\n2014年3月22日", true),
        ("甲市督导检查组\n2014年3月22日\n（此件公开发布）", true),
        ("甲市督导检查组\n2014年3月22日\n附件1\n名单\n张三。", true),
        ("2011年", true),
        ("二〇一一年二月", true),
        ("考试日期\n2014年3月22日", false),
        ("网上报名\n2014年3月22日", false),
        ("（一）报名\n2014年3月22日", false),
        ("学校名称\t报名\n2014年3月", false),
        ("2011年\n检查了学校。", false),
        ("检查组\n2014年3月22日\n检查了学校。", false),
    ] {
        let text = format!("甲市关于检查的意见\n一、情况\n检查了学校。\n{tail}");
        let document = read(&text).document;
        let signature = document
            .provisions
            .iter()
            .find(|p| p.kind == ProvisionKind::Signature)
            .map(|p| document.quote(p.span));
        let expected = tail.split("\n附件").next().unwrap_or_default();
        assert_eq!(
            signature.map(str::trim_end),
            signed.then_some(expected),
            "{tail}"
        );
    }
}

#[test]
fn a_table_is_no_signature() {
    let text = "甲市关于检查的通知\n附件：名单\n请执行。\n附件材料：\n学校\t地址\n甲市教育局\t甲市财政局\n甲市教育局\n2014年3月22日";
    let document = read(text).document;
    let signature = document.provisions.last().map(|p| document.quote(p.span));
    assert_eq!(signature, Some("甲市教育局\n2014年3月22日"));
    assert_eq!(document.metadata.issuers, ["甲市教育局"]);
}

#[test]
fn addresses_name_what_begins_again() {
    let text = "甲市教育规划\n第一章 总则\n一、目标\n（一）公平。\n第二章 任务\n第一节 学校\n一、布局\n1.合理。\n二、布局\n二、师资\n甲市教育局\n2014年3月22日\n附件1\n办法\n第一章 总则\n第一条 甲。\n（一）乙；\n（一）丙。\n第二条 丁。\n附件2\n方案\n一、目标\n（二）质量。";
    let document = read(text).document;
    for (path, cited) in [
        ("第一章/一", "第一章一"),
        ("第一章/一/（一）", "第一章一（一）"),
        ("第二章/第一节", "第二章第一节"),
        ("第二章/第一节/一", "第二章第一节一"),
        ("第二章/第一节/一/1", "第二章第一节一1"),
        ("第二章/第一节/二#2", "第二章第一节二#2"),
        ("附件1", "附件1"),
        ("附件1/第一章", "附件1 第一章"),
        ("附件1/第一章/第一条", "附件1 第一条"),
        ("附件1/第一章/第一条/（一）", "附件1 第一条第（一）项"),
        ("附件1/第一章/第一条/（一）#2", "附件1 第一条第（一）项#2"),
        ("附件2/一/（二）", "附件2 一（二）"),
    ] {
        assert_eq!(address(&document, path), cited);
    }
}

#[test]
fn decimal_numbers_and_contents() {
    let text = "甲市应急预案\n目　录\n1 总则\n1.1 目的\n2 附则\n1 总则\n1.1 目的\n为了应急。\n1.2 原则\n快。\n2 附则\n2.1 本预案自印发之日起实施。";
    let document = read(text).document;
    assert_eq!(
        paths(&document),
        ["文头", "1", "1/1.1", "1/1.2", "2", "2/2.1"]
    );
    assert_eq!(address(&document, "1/1.2"), "1.2");
}

#[test]
fn given_metadata_stands_and_differences_are_said() {
    let mut raw = RawDocument::new(
        "given",
        "甲省人民政府关于教育的意见\n甲政发〔2012〕8号\n请执行。\n甲省人民政府\n2012年3月1日",
    );
    raw.given.doc_number = Some("甲政发〔2012〕9号".to_owned());
    raw.given.level = Some(Level::National);
    raw.given.issued = "2012-03-08".parse().ok();
    raw.given.issuer = Some("教育部、财政部".to_owned());
    raw.given.reference_date = "2013-01-01".parse().ok();
    raw.provenance.digest = true;
    let parsed = parse(raw);
    let metadata = &parsed.document.metadata;
    assert_eq!(
        number(&parsed.document).as_deref(),
        Some("甲政发〔2012〕9号")
    );
    assert_eq!(metadata.level, Some(Level::National));
    assert_eq!(
        metadata.issued.map(|d| d.to_string()).as_deref(),
        Some("2012-03-08")
    );
    assert_eq!(metadata.issuers, ["教育部", "财政部"]);
    assert_eq!(
        metadata.title.as_deref(),
        Some("甲省人民政府关于教育的意见")
    );
    assert!(parsed.document.provenance.digest);
    assert_eq!(
        parsed
            .document
            .reference_date
            .map(|d| d.to_string())
            .as_deref(),
        Some("2013-01-01")
    );
    let codes: Vec<_> = parsed.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["parse.number-differs", "parse.date-differs"]);
}

#[test]
fn long_monotonous_text_is_read_in_linear_time() {
    for line in [
        "教",
        "附件：\n",
        "第一条 \n",
        "一、\n",
        "2012年3月1日\n",
        "（",
        "教育部\n",
        "目录\n",
        " \t",
        "1.1 一\n",
        "《",
        " 第",
        " 第一章",
        "第一章 第一条 ",
        "。第一章 一",
        "：（一）；（二）。",
        "。一、。二、",
        "修改为：“\n",
        "一、改为：“第一条\n",
        "下列一、\n",
        "附表1\n",
    ] {
        let text = line.repeat(200_000 / line.len());
        assert_partition(&text);
    }
}

pub(super) fn assert_partition(text: &str) {
    let document = read(text).document;
    let mut at = 0;
    for provision in &document.provisions {
        assert_eq!(provision.span.start, at);
        assert!(text.get(provision.span.start..provision.span.end).is_some());
        if let Some(heading) = provision.heading {
            assert!(provision.span.contains(heading), "{text:?} {provision:?}");
            assert!(text.get(heading.start..heading.end).is_some());
        }
        at = provision.span.end;
    }
    assert_eq!(at, text.len());
    let mut seen: Vec<_> = paths(&document);
    let count = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), count, "paths are unique in {text:?}");
}

proptest! {
    #[test]
    fn any_text_is_partitioned(text in "\\PC{0,200}") {
        assert_partition(&text);
    }

    #[test]
    fn addresses_are_as_unique_as_paths(parts in prop::collection::vec(
        prop::sample::select(vec![
            "第一章 总则\n", "第二章 任务\n", "第一节 学校\n", "一、甲\n", "二、乙\n", "（一）丙\n", "（二）丁\n", "1.戊\n", "2.己\n", "（1）庚\n",
            "①辛\n", "请执行。\n", "甲市教育局\n2012年3月1日\n", "附件1\n", "附件2\n", "附件\n",
        ]), 0..40)
    ) {
        let document = read(&parts.concat()).document;
        let mut seen = std::collections::BTreeMap::new();
        for (index, provision) in document.provisions.iter().enumerate() {
            let other = seen.insert(document.address(index), &provision.path);
            prop_assert!(other.is_none(), "{other:?} and {}", provision.path);
        }
    }

    #[test]
    fn any_document_like_text_is_partitioned(parts in prop::collection::vec(
        prop::sample::select(vec![
            "第一条 ", "第二条", "第一章 总则", "一、", "二、", "（一）", "(二)", "1.", "1．", "（1）", "①", "第一，", "一是", "1.1 ", "附件", "附件1", "附件：",
            "目录", "甲市教育局", "上 海 市 教 育 委 员 会", "2012年3月1日", "二○一二年三月", "沪府发〔2012〕1号", "国务院令第1号", "国务院令", "第1号", "关于印发方案的通知", "《甲",
            "》", "（", "）", "。", "：", "；", "\n", "\n", "\n", "\r\n", " ", "　", "\t", "\u{200b}", "【注】", "各区：", "通过", "第一次会议通过", "教育",
        ]), 0..40)
    ) {
        assert_partition(&parts.concat());
    }
}

#[test]
fn the_line_that_says_when_a_report_was_given_is_its_date() {
    let report = |line: &str| {
        let text = format!("政府工作报告\n\n{line}\n\n各位代表：\n现在，我向大会报告工作。\n");
        parse(RawDocument::new("1", text)).document.metadata.issued
    };
    let day = "2012-01-10".parse().ok();
    for line in [
        "——2012年1月10日在甲市第十三届人民代表大会第五次会议上",
        "— 2012年1月10日在甲市第十三届人民代表大会第五次会议上 某某",
    ] {
        assert_eq!(report(line), day, "{line}");
    }
    assert_eq!(report("——2012年1月10日的甲市"), None);
}
