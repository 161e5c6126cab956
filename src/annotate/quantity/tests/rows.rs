//! Figures of rows and lists, and what is told of several at once.

use super::*;

/// Each figure of a text with what it measures and whom it concerns.
fn told(text: &str) -> Vec<(String, Option<String>, Option<String>)> {
    let of = |q: Quantity| (q.span.slice(text).to_owned(), q.of, q.group);
    found(text).into_iter().map(of).collect()
}

fn same(text: &str, wanted: &[(&str, Option<&str>, Option<&str>)]) {
    let told = told(text);
    let told: Vec<_> = told
        .iter()
        .map(|(figure, of, group)| (figure.as_str(), of.as_deref(), group.as_deref()))
        .collect();
    assert_eq!(told, wanted, "{text}");
}

/// What the figures of a text measure.
fn names(text: &str, wanted: &[Option<&str>]) {
    let told = told(text);
    let told: Vec<_> = told.iter().map(|(_, of, _)| of.as_deref()).collect();
    assert_eq!(told, wanted, "{text}");
}

#[test]
fn figures_are_dealt_out_to_a_row_of_groups() {
    let of = Some("生均经费");
    let (first, second) = (Some("小学"), Some("初中"));
    same(
        "将小学、初中的生均经费分别从500元、700元提高到600元、850元。",
        &[
            ("500元", of, first),
            ("700元", of, second),
            ("600元", of, first),
            ("850元", of, second),
        ],
    );
    let of = Some("教师比例");
    same(
        "教师比例小学和初中分别不低于65%和85%。",
        &[("65%", of, first), ("85%", of, second)],
    );
    let all = found("将甲类企业、乙类企业分别从50%、75%提高至100%。");
    let relations: Vec<_> = all.iter().filter_map(|q| q.relation.as_deref()).collect();
    assert_eq!(relations, ["from", "from", "rises_to"]);
}

#[test]
fn a_verb_said_again_has_what_it_had() {
    let of = Some("资金");
    names(
        "市级财政安排资金300万元、各县区（镇）财政安排200万元。",
        &[of, of],
    );
    let all = found("支出等于1950年的六倍半。");
    assert!((all[0].value - 6.5).abs() < 1e-9, "{all:?}");
}

#[test]
fn others_have_no_name_and_a_remark_divides_nothing() {
    names("项目包括小学62个、其他28个。", &[Some("小学"), None]);
    let course = Some("艺术课程");
    let all = found("鼓励学校按总课时的11%（1047课时）开设艺术课程。");
    assert_eq!(all[0].of.as_deref(), course, "{all:?}");
    names("助学贷款提额，惠及学生3400万人次。", &[Some("学生")]);
}

#[test]
fn changes_of_a_row_are_dealt_out_like_it() {
    let (first, second) = (Some("教育的支出"), Some("文化事业的支出"));
    names(
        "教育和文化事业的支出分别为7亿元和5亿元，比上年增长29%和39%。",
        &[first, second, first, second],
    );
}

#[test]
fn the_head_of_a_list_gives_the_measure() {
    let of = Some("绿地率");
    same(
        "绿地率应当符合下列标准：\n（一）居住用地不低于30%；\n（二）仓储用地不低于15%。",
        &[("30%", of, Some("居住用地")), ("15%", of, Some("仓储用地"))],
    );
    // A condition and a measure of another kind keep their own names.
    names(
        "用地面积按下列标准执行：\n（一）人均耕地600平方米以上的地区，每户不超过130平方米；",
        &[Some("人均耕地"), Some("用地面积")],
    );
}

#[test]
fn a_time_at_the_head_of_a_list_is_that_of_its_parts() {
    let all = found("到2020年，创建特色学校12所；建设实践基地4个；招收学生300名。另建操场2个。");
    let when: Vec<_> = all.iter().map(|q| q.when.as_deref()).collect();
    assert_eq!(when, [Some("2020"), Some("2020"), Some("2020"), None]);
    assert_eq!(all[1].status, Some(QuantityStatus::Target));
    // Only a time that heads it.
    let all = found("比2019年增长5%；学生300名。");
    assert_eq!(all[1].when, None, "{all:?}");
}

#[test]
fn a_change_is_aimed_at_with_what_changes() {
    let all = found("拟安排赤字2950亿元，比上年减少50亿元。");
    assert_eq!(all[1].status, Some(QuantityStatus::Target), "{all:?}");
    let all = found("拟安排赤字2950亿元，其中地方赤字900亿元。");
    assert_eq!(all[1].status, Some(QuantityStatus::Target), "{all:?}");
    assert_eq!(
        only("拟从去年的收入中安排基金500亿元。").status,
        Some(QuantityStatus::Target)
    );
}

#[test]
fn a_list_of_aims_goes_on_behind_a_semicolon() {
    let all = found("今年预期目标是：产值增长5%左右；新增就业90万人以上。");
    assert_eq!(all[1].status, Some(QuantityStatus::Target), "{all:?}");
    let all = found("新增就业98万人，超过预期目标；收入增长7%。");
    assert_eq!(all[1].status, None, "{all:?}");
    // What holds between two days is not reached by them.
    let all = found("2090年1月1日至12月31日，可按50%返还。");
    assert_eq!(all[0].status, None, "{all:?}");
}

#[test]
fn names_joined_by_or_are_one_row_where_they_are_alike() {
    names("创口或者瘢痕长度10厘米以上的", &[Some("创口或者瘢痕长度")]);
    names("没有违法所得或者违法所得不足1万元的", &[Some("违法所得")]);
    names("主席团或者十分之一以上的代表联名", &[Some("代表")]);
}

#[test]
fn what_a_figure_counts_ends_before_what_it_does() {
    names("两个以上股东行使优先购买权的，协商确定。", &[Some("股东")]);
    names("持有1%以上有表决权股份的股东", &[Some("有表决权股份")]);
    names(
        "有五分之一以上的十八周岁以上的居民提议",
        &[Some("居民"), Some("年龄")],
    );
    names("有800个限额以上的工业企业。", &[Some("工业企业")]);
    names(
        "有2名以上与其业务相适应的执业经纪人。",
        &[Some("执业经纪人")],
    );
    names("须经无关联关系董事过半数通过。", &[Some("无关联关系董事")]);
    names("不得同时在两个以上经纪组织从事业务。", &[Some("经纪组织")]);
    names("14个沿海城市和海南岛", &[Some("沿海城市")]);
    names("已有76%的县级市普及了小学教育。", &[Some("县级市")]);
    names(
        "有5个图书馆、文化馆和4个操场。",
        &[Some("图书馆、文化馆"), Some("操场")],
    );
}

#[test]
fn a_share_of_a_wage_is_of_what_is_reckoned() {
    names(
        "标的额为上年度年平均工资百分之五十以下的",
        &[Some("标的额")],
    );
    names(
        "标的额以上年度年平均工资百分之三十为限。",
        &[Some("标的额")],
    );
    names("享受其工资百分之百的退休金待遇。", &[Some("退休金待遇")]);
    names("捐赠额未超过应纳税所得额30%的部分", &[Some("捐赠额")]);
    let gift = only("捐赠额未超过应纳税所得额30%的部分");
    assert_eq!(gift.relation.as_deref(), Some("le"));
    names("出口额在全国进口额中只占1%。", &[Some("出口额")]);
    names(
        "科研支出与生产总值之比超过2%。",
        &[Some("科研支出与生产总值之比")],
    );
    let share = Some("清洁能源消费占比");
    names("清洁能源消费占比由20%上升到25%。", &[share, share]);
    names(
        "按照不低于平均工资80%的标准逐月发给生活费。",
        &[Some("生活费")],
    );
}

#[test]
fn a_name_stands_behind_its_verb_or_its_figure() {
    for (text, of) in [
        ("今年广义货币M2增长目标为17%。", "广义货币M2增长目标"),
        ("父母奖励费由所在单位各发50%。", "父母奖励费"),
        ("省级政府网站中有10个开通了英文版。", "省级政府网站"),
        ("每周安排1课时的书法课。", "书法课"),
        ("第一台17万千瓦机组已经运转。", "机组"),
        ("对南海41万平方公里海域进行普查。", "海域"),
        ("国道两侧25度以上坡耕地", "坡耕地"),
        ("新建铁路投入运营5557公里。", "新建铁路"),
        ("分为一等奖、二等奖2个等级。", "等级"),
        ("中央财政增加支出28亿元。", "支出"),
        ("削减了50%的战略核武器。", "战略核武器"),
        ("装备一个年产160万吨钢的企业。", "钢"),
    ] {
        names(text, &[Some(of)]);
    }
    same(
        "烈士子女    加12分",
        &[("12分", Some("加分"), Some("烈士子女"))],
    );
    names("每立方米加罚50元。", &[None]);
    names("安排500亿元设立调节基金。", &[None]);
}

#[test]
fn ranks_and_reversed_ranges_are_told() {
    assert!(found("具备二类以上维修企业资质。").is_empty());
    let share = only("在全部损害的百分之九十至百分之六十之间承担责任");
    assert_eq!((share.value, share.upper), (60.0, Some(90.0)));
}

#[test]
fn whom_a_fine_meets_ends_before_who_imposes_it() {
    let fine = |text: &str| found(text).into_iter().next_back().and_then(|q| q.group);
    let group = fine("对船员处3000元罚款，对其他直接责任人员处1000元罚款");
    assert_eq!(group.as_deref(), Some("其他直接责任人员"));
    assert_eq!(fine("对个人由公安机关处500元罚款").as_deref(), Some("个人"));
    let group = fine("对转让人和受让人分别处5万元罚款");
    assert_eq!(group.as_deref(), Some("转让人和受让人"));
}
