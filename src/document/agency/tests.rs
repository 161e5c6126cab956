use super::Agencies;
use crate::document::Level;

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
