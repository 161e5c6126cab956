use super::Agencies;
use crate::document::Level;
use proptest::prelude::*;

#[test]
fn codes_tell_issuer_level_and_region() {
    for (code, issuer, level, region) in [
        ("国发", Some("国务院"), Level::National, "全国"),
        ("国办函", Some("国务院办公厅"), Level::National, "全国"),
        ("教基一", Some("教育部"), Level::National, "全国"),
        ("教督", Some("教育部"), Level::National, "全国"),
        ("沪府发", Some("上海市人民政府"), Level::Municipal, "上海市"),
        (
            "沪府办规",
            Some("上海市人民政府办公厅"),
            Level::Municipal,
            "上海市",
        ),
        (
            "沪教委基",
            Some("上海市教育委员会"),
            Level::Municipal,
            "上海市",
        ),
        (
            "沪委发",
            Some("中共上海市委员会"),
            Level::Municipal,
            "上海市",
        ),
        (
            "浦府",
            Some("上海市浦东新区人民政府"),
            Level::District,
            "上海市浦东新区",
        ),
        (
            "皖政办",
            Some("安徽省人民政府办公厅"),
            Level::Provincial,
            "安徽省",
        ),
        (
            "粤教基函",
            Some("广东省教育厅"),
            Level::Provincial,
            "广东省",
        ),
        ("国务院令", Some("国务院"), Level::National, "全国"),
        ("国令", Some("国务院"), Level::National, "全国"),
        (
            "国家税务总局公告",
            Some("国家税务总局"),
            Level::National,
            "全国",
        ),
        (
            "国家卫生健康委",
            Some("国家卫生健康委"),
            Level::National,
            "全国",
        ),
        (
            "湖北省人民政府令",
            Some("湖北省人民政府"),
            Level::Provincial,
            "湖北省",
        ),
    ] {
        let agency = Agencies::standard().by_code(code).expect(code);
        assert_eq!(agency.issuer.as_deref(), issuer, "{code}");
        assert_eq!(
            (agency.level, agency.region.as_deref()),
            (level, Some(region)),
            "{code}"
        );
    }
}

#[test]
fn names_tell_level_and_region() {
    for (name, level, region) in [
        ("国务院办公厅", Level::National, "全国"),
        ("中共中央", Level::National, "全国"),
        ("上海市教育委员会", Level::Municipal, "上海市"),
        ("中共上海市委", Level::Municipal, "上海市"),
        ("闸北区教育局", Level::District, "上海市闸北区"),
        ("上海市崇明县人民政府", Level::District, "上海市崇明县"),
        ("淮南市人民政府办公室", Level::Municipal, "安徽省淮南市"),
        ("新乡市人民代表大会", Level::Municipal, "河南省新乡市"),
        ("景德镇市人民政府", Level::Municipal, "江西省景德镇市"),
        (
            "桂林市象山区人民政府",
            Level::District,
            "广西壮族自治区桂林市象山区",
        ),
        ("上海市区县教育局", Level::Municipal, "上海市"),
        ("鹿邑县教育体育局", Level::District, "河南省周口市鹿邑县"),
        ("河南省洛阳市人民代表大会", Level::Municipal, "河南省洛阳市"),
        ("宁夏回族自治区教育厅", Level::Provincial, "宁夏回族自治区"),
    ] {
        let agency = Agencies::standard().by_name(name).expect(name);
        assert_eq!(
            (agency.level, agency.region.as_deref()),
            (level, Some(region)),
            "{name}"
        );
    }
    assert!(Agencies::standard().by_name("各位代表").is_none());
}

#[test]
fn a_code_that_several_places_have_names_them_all() {
    let agencies = Agencies::standard();
    for (code, first, also) in [
        ("宁政办发", "宁夏回族自治区", "江苏省南京市"),
        ("青政发", "青海省", "山东省青岛市"),
        ("新政办", "新疆维吾尔自治区", "河南省新乡市"),
        (
            "呼政办发",
            "内蒙古自治区呼和浩特市",
            "内蒙古自治区呼伦贝尔市",
        ),
        ("长府发", "吉林省长春市", "上海市长宁区"),
        ("徐教", "上海市徐汇区", "江苏省徐州市"),
    ] {
        let agency = agencies.by_code(code).expect(code);
        assert_eq!(agency.region.as_deref(), Some(first), "{code}");
        assert!(
            agency.also.iter().any(|a| a == also),
            "{code}: {:?}",
            agency.also
        );
    }
    for sure in [
        "沪府发",
        "苏府办",
        "苏政办发",
        "徐府办发",
        "徐政发",
        "青府发",
        "浦教",
        "金府办发",
    ] {
        assert!(
            agencies.by_code(sure).expect(sure).also.is_empty(),
            "{sure}"
        );
    }
}

#[test]
fn codes_of_places_below_the_province() {
    for (code, issuer) in [
        ("苏府办", "苏州市人民政府办公室"),
        ("成办发", "成都市人民政府办公厅"),
        ("穗府", "广州市人民政府"),
        ("青府发", "上海市青浦区人民政府"),
        ("沪松府", "上海市松江区人民政府"),
        ("泸市府办发", "泸州市人民政府办公室"),
        ("大政办发", "大连市人民政府办公厅"),
        ("黄科委规", "上海市黄浦区科学技术委员会"),
        ("象政办", "桂林市象山区人民政府办公室"),
        ("新兵办发", "新疆生产建设兵团办公厅"),
        ("黑发", "中共黑龙江省委员会"),
        ("苏办", "中共江苏省委员会办公厅"),
        ("川办发", "四川省人民政府办公厅"),
    ] {
        let agency = Agencies::standard().by_code(code).expect(code);
        assert_eq!(agency.issuer.as_deref(), Some(issuer), "{code}");
    }
    // Counties whose letter is also a ministry's.
    for code in [
        "林府发",
        "水政办发",
        "人民代表大会公告",
        "公告",
        "海市人民政府公告",
    ] {
        assert_eq!(Agencies::standard().by_code(code), None, "{code}");
    }
}

#[test]
fn the_year_tells_which_ministry_had_a_code() {
    for (code, year, issuer) in [
        ("教基", 1990, "国家教育委员会"),
        ("教基", 2012, "教育部"),
        ("环发", 2010, "环境保护部"),
        ("环发", 2020, "生态环境部"),
        ("农办计", 2016, "农业部办公厅"),
        ("农办计", 2020, "农业农村部办公厅"),
        ("国卫办医函", 2016, "国家卫生和计划生育委员会办公厅"),
        ("体艺字", 1996, "国家体育运动委员会"),
        ("沪农委", 2016, "上海市农业委员会"),
        ("计价格", 2002, "国家发展计划委员会"),
        ("计价格", 1996, "国家计划委员会"),
        ("教基厅函", 2012, "教育部办公厅"),
    ] {
        let agency = Agencies::standard()
            .by_code_in(code, Some(year))
            .expect(code);
        assert_eq!(agency.issuer.as_deref(), Some(issuer), "{code} {year}");
    }
}

#[test]
fn names_are_known_in_short_and_in_full() {
    for (name, full) in [
        ("上海市教委", "上海市教育委员会"),
        ("上海市人社局", "上海市人力资源和社会保障局"),
        ("人力资源社会保障部", "人力资源和社会保障部"),
        ("国家发改委", "国家发展和改革委员会"),
        ("团中央", "中国共产主义青年团中央委员会"),
        ("广东省发改委", "广东省发展和改革委员会"),
        ("广东省人社厅", "广东省人力资源和社会保障厅"),
        ("洛阳市人社局", "洛阳市人力资源和社会保障局"),
        ("浦东新区政府", "上海市浦东新区人民政府"),
        ("国家税务总局上海市税务局", "上海市税务局"),
    ] {
        let agency = Agencies::standard().by_name(name).expect(name);
        assert_eq!(agency.issuer.as_deref(), Some(full), "{name}");
    }
}

#[test]
fn schools_and_other_countries() {
    for (name, level, region) in [
        ("上海市格致中学", Level::School, Some("上海市")),
        (
            "上海市浦东新区明珠小学",
            Level::School,
            Some("上海市浦东新区"),
        ),
        ("北京大学", Level::School, Some("北京市")),
        ("中国矿业大学", Level::School, Some("全国")),
        ("格致中学", Level::School, None),
        ("中共上海市委党校", Level::Municipal, Some("上海市")),
        ("上海市教育科学研究院", Level::Municipal, Some("上海市")),
        ("新加坡教育部", Level::Foreign, Some("新加坡")),
        (
            "Ministry of Education, Singapore",
            Level::Foreign,
            Some("新加坡"),
        ),
        ("上海海关", Level::Municipal, Some("上海市")),
        (
            "延边州教育局",
            Level::Municipal,
            Some("吉林省延边朝鲜族自治州"),
        ),
        (
            "昆山市人民政府",
            Level::District,
            Some("江苏省苏州市昆山市"),
        ),
        (
            "上海市川沙县人民政府",
            Level::District,
            Some("上海市川沙县"),
        ),
        ("国家教委", Level::National, Some("全国")),
    ] {
        let agency = Agencies::standard().by_name(name).expect(name);
        assert_eq!(
            (agency.level, agency.region.as_deref()),
            (level, region),
            "{name}"
        );
    }
    // One name, several places: which one is not said.
    let several = Agencies::standard().by_name("鼓楼区教育局").unwrap();
    assert!(several.also.len() > 2, "{several:?}");
}

#[test]
fn a_new_record_needs_no_rust_and_a_wrong_one_is_named() {
    let organs = include_str!("../../../corpus/agencies.toml");
    let places = include_str!("../../../corpus/places.tsv");
    let more = format!("{organs}[[organ]]\nname = \"上海市某某办公室\"\ncodes = [\"沪某办\"]\n");
    let agencies = Agencies::read(&more, &format!("{places}319999\t某某区\t\t某\n")).unwrap();
    let organ = agencies.by_code("沪某办发").unwrap();
    assert_eq!(organ.issuer.as_deref(), Some("上海市某某办公室"));
    assert_eq!(
        agencies.by_code("某府").unwrap().region.as_deref(),
        Some("上海市某某区")
    );

    let lines = |text: &str| text.lines().count() as u64;
    let error = Agencies::read(&format!("{organs}[[organ]]\nnaem = \"x\"\n"), places).unwrap_err();
    assert!(
        error.to_string().starts_with("corpus/agencies.toml:"),
        "{error}"
    );
    assert!(error.line() > Some(lines(organs)), "{error}");
    let error = Agencies::read(organs, &format!("{places}31\tx\n")).unwrap_err();
    assert!(
        error.to_string().starts_with("corpus/places.tsv:"),
        "{error}"
    );
    assert_eq!(error.line(), Some(lines(places) + 1));
}

proptest! {
    #[test]
    fn any_name_is_asked_without_panic(name in "[上海市浦东新区教育局府政办发国家令公告 A0-9（）]{0,20}") {
        let agencies = Agencies::standard();
        let known = agencies.by_name(&name).is_some() || agencies.by_title(&name).is_some();
        prop_assert!(agencies.by_code(&name).is_none_or(|a| a.region.is_some()) || known);
        prop_assert!(!agencies.is_organ(&name) || !name.is_empty());
    }
}
