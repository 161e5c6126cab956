use super::DocNumber;
use crate::text::Text;
use proptest::prelude::*;

#[test]
fn whole_numbers_parse_and_print_normalised() {
    for (raw, printed) in [
        ("国发〔2012〕48号", "国发〔2012〕48号"),
        ("沪府办发[2012]40号", "沪府办发〔2012〕40号"),
        ("沪府办发【2016】24号", "沪府办发〔2016〕24号"),
        ("沪府规（2021）8号", "沪府规〔2021〕8号"),
        ("沪府规(2021)8号", "沪府规〔2021〕8号"),
        ("沪教委基［２０１２］１３号", "沪教委基〔2012〕13号"),
        ("浦教德2017【10号】", "浦教德〔2017〕10号"),
        ("教督[2012]3號", "教督〔2012〕3号"),
        ("沪府办〔2015120号", "沪府办〔2015〕120号"),
        ("沪府办2015〕120号", "沪府办〔2015〕120号"),
        ("赣府厅发〔2016〕46 号", "赣府厅发〔2016〕46号"),
        ("赣府厅发 〔 2016 〕 46 号", "赣府厅发〔2016〕46号"),
        ("法释〔2003〕第20号", "法释〔2003〕20号"),
        ("（86）教基字第014号", "教基字〔1986〕14号"),
        ("国务院令第624号", "国务院令第624号"),
        ("国务院令 第 624 号", "国务院令第624号"),
        ("国务院令624号", "国务院令第624号"),
        (
            "中华人民共和国国务院令第332号",
            "中华人民共和国国务院令第332号",
        ),
        (
            "国务院、中央军事委员会令第288号",
            "国务院、中央军事委员会令第288号",
        ),
        ("国令第707号", "国令第707号"),
        ("主席令第五十二号", "主席令第五十二号"),
        (
            "中华人民共和国主席令第一百零五号",
            "中华人民共和国主席令第一百零五号",
        ),
        (
            "国家教育委员会令第10号、卫生部令第1号",
            "国家教育委员会令第10号、卫生部令第1号",
        ),
        (
            "国家税务总局公告2015年第41号",
            "国家税务总局公告2015年第41号",
        ),
        ("国家发展改革委2017年第9号", "国家发展改革委2017年第9号"),
        ("2018年第14号", "2018年第14号"),
        ("函〔2012〕5号", "函〔2012〕5号"),
        ("教育部公告2012年3号", "教育部公告2012年第3号"),
        ("教育部公告（2012年第3号）", "教育部公告2012年第3号"),
        ("上海市人民政府令（第5号）", "上海市人民政府令第5号"),
        ("沪府令10号", "沪府令第10号"),
        (
            "上海市人民代表大会常务委员会公告第35号",
            "上海市人民代表大会常务委员会公告第35号",
        ),
    ] {
        let number = DocNumber::parse(raw);
        assert_eq!(
            number.map(|n| n.to_string()).as_deref(),
            Some(printed),
            "{raw}"
        );
    }
    for other in [
        "",
        "号",
        "〔2012〕40号",
        "2012年40号",
        "第十一条",
        "3号线",
        "命令第3号",
    ] {
        assert_eq!(DocNumber::parse(other), None, "{other}");
    }
}

#[test]
fn the_sentence_before_a_number_stays_outside() {
    for (text, codes) in [
        ("根据沪府办发〔2011〕31号执行", &["沪府办发"][..]),
        (
            "《关于加强教师工作的意见》（国发〔2012〕41号）和（国办发〔2015〕71号）",
            &["国发", "国办发"],
        ),
        (
            "山东省人民政府办公厅关于贯彻国办发〔2015〕71号文件",
            &["国办发"],
        ),
        ("各级各类学校要按照国办发〔2015〕71号文件要求", &["国办发"]),
        ("报考费根据上海市物价局沪价费〔2003〕60号", &["沪价费"]),
        ("会议纪要的通知沪府办发〔2013〕73号", &["沪府办发"]),
        ("依据教育部令第13号处理", &["教育部令"]),
        (
            "1990年6月4日国家教育委员会令第10号发布",
            &["国家教育委员会令"],
        ),
        ("一九九〇年六月四日国务院令第60号发布", &["国务院令"]),
        ("《学生伤害事故处理办法》（教育部令第12号）", &["教育部令"]),
        ("原海关总署2012年第26号公告", &["海关总署公告"]),
        ("据国家卫生健康委2019年第7号", &["国家卫生健康委"]),
        ("第47号公告和2011年第55号公告同时废止", &[]),
        (
            "国发〔2012〕48号和国发〔2012〕41号、国令第3号",
            &["国发", "国发", "国令"],
        ),
        ("我院以法〔1998〕86号通知印发", &["法"]),
        (
            "《解释》（法（研）发〔1987〕32号）同时废止",
            &["法（研）发"],
        ),
        ("《意见（试行）》（国发〔1987〕32号）", &["国发"]),
        ("乘坐2号线，见表（2012）", &[]),
    ] {
        let text = Text::new(text);
        let found = DocNumber::find(text.view());
        let got: Vec<_> = found.iter().map(|(_, n)| n.code.as_str()).collect();
        assert_eq!(got, codes, "{}", text.original());
    }
}

#[test]
fn damaged_numbers_are_read_and_said_to_be_damaged() {
    for (raw, printed) in [
        ("沪府办发【2016】24号", "沪府办发〔2016〕24号"),
        ("沪府规（2021）8号", "沪府规〔2021〕8号"),
        ("浦教德2017【10号】", "浦教德〔2017〕10号"),
        ("教督[2012]3號", "教督〔2012〕3号"),
        ("沪府办〔2015120号", "沪府办〔2015〕120号"),
        ("沪府办〔2015 120号", "沪府办〔2015〕120号"),
        ("沪府办2015〕120号", "沪府办〔2015〕120号"),
        ("赣府厅发〔2016〕46 号", "赣府厅发〔2016〕46号"),
        ("沪教委基〔２０１２〕１３号", "沪教委基〔2012〕13号"),
        ("沪教委基〔2012〕第5号", "沪教委基〔2012〕5号"),
        ("沪教委基〔2O12〕4O号", "沪教委基〔2012〕40号"),
        ("沪教委基〔二〇一二〕5号", "沪教委基〔2012〕5号"),
        ("沪教委基〔二○一二〕五号", "沪教委基〔2012〕5号"),
        ("沪教委基〔2012年〕5号", "沪教委基〔2012〕5号"),
        ("陕教体办[2016]53）号", "陕教体办〔2016〕53号"),
        ("（2012）沪教委基5号", "沪教委基〔2012〕5号"),
        ("〔94〕财税字第089号", "财税字〔1994〕89号"),
        ("沪教委基〈2012〉5号", "沪教委基〔2012〕5号"),
        ("沪教委基〔2012〕05号", "沪教委基〔2012〕5号"),
        ("沪教委基2012〔5〕号", "沪教委基〔2012〕5号"),
        ("沪教委基〔2012〕〔5〕号", "沪教委基〔2012〕5号"),
        ("沪教委基〔2012】5号", "沪教委基〔2012〕5号"),
        ("沪教委基〔2012〕5", "沪教委基〔2012〕5号"),
        ("沪教委基〔2012〕5号文", "沪教委基〔2012〕5号"),
    ] {
        let number = DocNumber::parse(raw).unwrap_or_else(|| panic!("{raw} is not read"));
        assert_eq!(number.to_string(), printed, "{raw}");
        assert!(number.is_damaged(raw), "{raw}");
    }
    for whole in [
        "沪府办发〔2016〕24号",
        "国务院令第617号",
        "国务院令 第 617 号",
        "主席令第五十五号",
        "国家税务总局公告2015年第41号",
        "国务院、中央军事委员会令第288号",
        "沪府发〔2012〕5-8号",
    ] {
        let number = DocNumber::parse(whole).unwrap_or_else(|| panic!("{whole} is not read"));
        assert!(!number.is_damaged(whole), "{whole}: {number}");
    }
}

#[test]
fn ranges_and_rows_of_serials() {
    let range = DocNumber::parse("沪府发〔2012〕5—8号").unwrap();
    assert_eq!((range.serial, range.last), (5, Some(8)));
    assert_eq!(range.to_string(), "沪府发〔2012〕5-8号");
    for (text, want) in [
        (
            "按沪府发〔2012〕5号、6号和沪教委基〔2013〕7号执行",
            "沪府发〔2012〕5号 沪府发〔2012〕6号 沪教委基〔2013〕7号",
        ),
        (
            "沪府发〔2012〕5、6、9号",
            "沪府发〔2012〕5号 沪府发〔2012〕6号 沪府发〔2012〕9号",
        ),
        (
            "（国发〔2012〕48号、国办发〔2012〕9号）",
            "国发〔2012〕48号 国办发〔2012〕9号",
        ),
        ("沪府发〔2012〕5号、3号线", "沪府发〔2012〕5号"),
        ("沪府发〔2012〕8-5号", ""),
    ] {
        let found = DocNumber::find(text);
        let got: Vec<_> = found.iter().map(|(_, n)| n.to_string()).collect();
        assert_eq!(got.join(" "), want, "{text}");
    }
}

#[test]
fn the_act_may_stand_behind_the_number() {
    for (text, want) in [
        ("1997年4月10日 海关总署第61号令发布", "海关总署令第61号"),
        (
            "根据1997年12月31日市人民政府第12号令修改",
            "市人民政府令第12号",
        ),
        ("《规定》（公安部第69号令）", "公安部令第69号"),
        ("海关总署2010年第47号公告", "海关总署公告2010年第47号"),
        ("执行国务院一九八○年275号文件精神", "国务院1980年275号"),
        (
            "中华人民共和国商务部令\n\n2018 年 第 2 号",
            "中华人民共和国商务部令2018年第2号",
        ),
        // No organ that gives orders.
        ("听从第3号令", ""),
        ("水库第2号公告牌", ""),
    ] {
        let text = Text::new(text);
        let found = DocNumber::find(text.view());
        let got: Vec<_> = found.iter().map(|(_, n)| n.to_string()).collect();
        assert_eq!(got.join(" "), want, "{}", text.original());
    }
}

#[test]
fn what_looks_like_a_number_and_is_none() {
    for text in [
        "2012年9月5日",
        "《中小学校设计规范》GB 50099-2011",
        "电话：（021）23111111",
        "（2013）沪一中民终字第123号",
        "（2016）沪0115民初1234号",
        "（2013）浦民一（民）初字第12号",
        "延安西路900号",
        "（2024）上海市人民大道200号",
        "国务院办公厅对十届全国人大四次会议第2996号建议的答复",
        "第三号",
        "地铁10号、12号线",
        "表（2012）3号",
        "联合国安理会通过的598号决议",
        "渤海2号",
        "高一（12）3号座位",
    ] {
        let text = Text::new(text);
        assert!(
            DocNumber::find(text.view()).is_empty(),
            "{}",
            text.original()
        );
    }
    assert!(DocNumber::is_of_a_case("（2013）沪一中民终字第123号"));
    assert!(DocNumber::is_of_a_case("（2016）沪0115民初1234号"));
    assert!(!DocNumber::is_of_a_case("沪民老工发〔2012〕3号"));
    assert!(!DocNumber::is_of_a_case("国发〔2012〕48号"));
}

#[test]
fn a_code_tells_place_organ_class_and_joint_issue() {
    for (number, place, organ, class, joint) in [
        (
            "沪府办规〔2021〕2号",
            "上海市",
            "上海市人民政府办公厅",
            Some("规"),
            false,
        ),
        (
            "沪府令第10号",
            "上海市",
            "上海市人民政府",
            Some("令"),
            false,
        ),
        (
            "浦教德〔2017〕10号",
            "上海市浦东新区",
            "上海市浦东新区教育局",
            None,
            false,
        ),
        (
            "粤教基函〔2012〕3号",
            "广东省",
            "广东省教育厅",
            Some("函"),
            false,
        ),
        (
            "工信部联企业〔2011〕300号",
            "全国",
            "工业和信息化部",
            None,
            true,
        ),
        (
            "沪建房管联〔2012〕6号",
            "上海市",
            "上海市城乡建设和管理委员会",
            None,
            true,
        ),
        (
            "沪残联〔2012〕6号",
            "上海市",
            "上海市残疾人联合会",
            None,
            false,
        ),
        (
            "国办发明电〔2012〕6号",
            "全国",
            "国务院办公厅",
            Some("发明电"),
            false,
        ),
        (
            "厅字〔2012〕6号",
            "全国",
            "中共中央办公厅",
            Some("字"),
            false,
        ),
        ("教育部令第13号", "全国", "教育部", Some("令"), false),
        (
            "国家教育委员会令第10号、卫生部令第1号",
            "全国",
            "国家教育委员会",
            Some("令"),
            true,
        ),
    ] {
        let read = DocNumber::parse(number).unwrap_or_else(|| panic!("{number} is not read"));
        assert_eq!(read.jurisdiction().as_deref(), Some(place), "{number}");
        assert_eq!(read.organ().as_deref(), Some(organ), "{number}");
        assert_eq!((read.class(), read.is_joint()), (class, joint), "{number}");
    }
}

#[test]
fn a_repair_is_said_with_its_place() {
    let text = Text::new("上海市某局文件\n沪府办发【２０１６】24号\n关于某事的通知\n");
    let number = DocNumber::parse("沪府办发〔2016〕24号").unwrap();
    let note = number.repaired(&text, text.view().len(), None).unwrap();
    assert_eq!(note.code, "parse.number-repaired");
    assert_eq!(text.quote(note.span.unwrap()), "沪府办发【２０１６】24号");
    assert!(note.message.contains("沪府办发〔2016〕24号"), "{note}");
    let given = number
        .repaired(&text, 0, Some("沪府办发[2016]24号"))
        .unwrap();
    assert_eq!(given.span, None);
    assert!(
        number
            .repaired(&text, 0, Some("沪府办发〔2016〕24号"))
            .is_none()
    );
    let case = "（2013）沪一中民终字第123号";
    let unread = DocNumber::verbatim(case)
        .repaired(&text, 0, Some(case))
        .unwrap();
    assert_eq!(unread.code, "parse.number-unread");
    assert!(unread.message.contains("lawsuit"), "{unread}");
}

proptest! {
    #[test]
    fn any_text_gives_spans_at_character_borders(
        text in "[沪府办发国令第公告年号〔〕\\[\\]（）【】 0-9一二十、日的]{0,60}"
    ) {
        let mut last = 0;
        for (span, number) in DocNumber::find(&text) {
            prop_assert!(last <= span.start);
            last = span.end;
            prop_assert_eq!(&number.raw, &text[span.start..span.end]);
            let again = DocNumber::parse(&number.to_string());
            prop_assert!(again.is_none_or(|n| n.same_as(&number)));
        }
    }
}
