//! What a figure with its unit measures: the name before it or the noun behind.

use super::behind::is_age;
use super::cues::is_word;
use super::name::{Names, REACH};
use crate::lookup::Endings;
use crate::span::Span;
use std::cell::OnceCell;

impl Names<'_> {
    /// The name of what a figure measures. `before` ends where the words of its bound begin,
    /// and holds no other figure; `times` are the dates in it; `after` is behind its bound.
    pub(super) fn measured(
        &self,
        before: Span,
        times: &[Span],
        after: usize,
        unit: Option<&str>,
    ) -> Option<String> {
        // 300万元|人民币的备用金
        let money = unit.is_some_and(|u| u.ends_with('元'));
        let currency = money && self.view[after..].starts_with("人民币的");
        let after = after + if currency { "人民币".len() } else { 0 };
        // 六十周岁以上的|公民, 一百平方公里左右的|区域
        let describes = self.view[after..].starts_with('的');
        let counts = unit.is_some_and(|u| self.cues.of.counters.contains(u));
        // Both cut words, and several questions below ask for them again.
        let (told_behind, told_before) = (OnceCell::new(), OnceCell::new());
        let find_behind = || {
            self.counted(after, unit)
                .filter(|n| counts && self.cues.of.told.contains(n) || !self.says_nothing(n))
                // 两个以上|国有资本投资主体投资|的企业: a clause, no name
                .filter(|n| {
                    let near = self.view.floor_char_boundary(after + REACH);
                    let rest = &self.view[after..near];
                    let rest = rest.find(n.as_str()).map(|at| &rest[at + n.len()..]);
                    !rest.is_some_and(|rest| rest.starts_with('的')) || !n.ends_with("投资")
                })
                // 年均19次的|水平
                .filter(|n| !matches!(n.as_str(), "水平" | "速度"))
                // 不低于工资80%的|标准逐月发给…
                .filter(|n| {
                    let by = ["标准", "比例", "幅度"].iter().any(|w| n.starts_with(w));
                    !by || !describes || n.chars().count() == 2 || n.starts_with("标准化")
                })
        };
        let behind = || told_behind.get_or_init(find_behind).clone();
        // 在车站出入口|五十米范围内: a place, unless a measure stands there
        let around = unit.is_some_and(|u| u.ends_with(['米', '里'])) && self.is_around(after);
        let find_before = || {
            let name = self.thing(before, times, unit);
            name.filter(|name| !around || self.is_dimension(name))
        };
        let named = || told_before.get_or_init(find_before).clone();
        let text = before.slice(self.view);
        match unit {
            // 本市居留的|18周岁以下|学生
            _ if is_age(unit) => {
                let name = named();
                let age = |n: &String| n.ends_with('龄') || n.ends_with("寿命");
                let people = |n: &String| self.is_people(n) || n.ends_with('性');
                name.clone()
                    .filter(age)
                    .or_else(behind)
                    .or(name.filter(people))
            }
            // 床位在|100张以上的|医疗机构
            Some(unit)
                if self.cues.of.counters.contains(unit) && describes && text.ends_with('在') =>
            {
                named().or_else(behind)
            }
            // 每年调整|1次|专业
            Some("次") if self.cues.topic.done_to.ends(text) => {
                let verb = self.cues.topic.done_to.longest(text)?.0;
                let name = behind().filter(|name| !self.is_done(name));
                name.map(|name| format!("{verb}{name}")).or_else(named)
            }
            Some(unit) if self.cues.of.counters.contains(unit) => behind().or_else(named),
            // 子女按照不超过|八百毫升的|献血量免交
            _ if describes
                && text.ends_with("按照")
                && behind().is_some_and(|n| {
                    self.is_measure(&n) && !self.cues.of.relative.contains(&n)
                }) =>
            {
                behind()
            }
            // 根据事项组成|二人以上的|小组
            _ if describes && named().is_some_and(|name| name.ends_with("组成")) => behind(),
            // 有|百分之二十四的|企业存在亏损
            Some("%") | None
                if describes
                    && (self.cues.of.holds.ends(text)
                        // 覆盖全国|10%左右的县
                        || self.cues.group.regions.iter().any(|w| text.ends_with(w.as_str()))) =>
            {
                // 安排不低于10%的|比例用于…
                behind()
                    .filter(|name| !self.cues.of.relative.contains(name))
                    .or_else(named)
            }
            // 职业学校|20%以上的|专业课
            Some("%") | None
                if describes
                    && named().is_some_and(|n| {
                        // 苏北|60%左右的地区
                        let place = n.ends_with("地区") || self.words.kind(&n) == "ns";
                        self.cues.of.actors.ends(&n) || place
                    }) =>
            {
                behind()
                    .filter(|name| !self.cues.of.relative.contains(name))
                    .or_else(named)
            }
            // 本届政府减少|三分之一|审批事项
            Some("%") | None if !describes && self.is_doer(text, &named) => behind().or_else(named),
            // 补种毁坏株数|三倍的|树木
            Some("倍") if describes && text.ends_with(['数', '量']) => behind().or_else(named),
            Some("级") => behind(),
            // 每周安排|一课时|的书法课
            Some("课时" | "学时" | "学分") if describes => named().or_else(behind),
            Some(unit) if self.cues.of.money.contains(unit) => {
                // 承担的银行等|14486亿元|改革成本: 等 closes a list of others.
                let listed = text.ends_with('等');
                let named = || named().filter(|_| !listed);
                let behind = || behind().filter(|_| unit != "%" || describes);
                // 安排500亿元|设立调节基金: what is done with it
                let behind = || {
                    behind().filter(|name| {
                        let first = self.first_word(name);
                        !self.cues.of.leading.contains(first) || self.cues.of.soft.contains(first)
                    })
                };
                // 按每天30元|标准…
                let behind =
                    || behind().filter(|n| !matches!(n.as_str(), "标准" | "比例" | "幅度"));
                self.sum(after, Some(unit)).or_else(named).or_else(behind)
            }
            // 绿地|三百米|服务半径
            Some(unit)
                if is_extent(unit)
                    && self.view[..after].ends_with(unit)
                    && self.has_extent(after) =>
            {
                behind().or_else(named)
            }
            // 进出口周边|一百米以内的|道路
            Some(unit)
                if describes
                    && unit.ends_with(['米', '里'])
                    && self.view[..after].ends_with('内')
                    && self.cues.of.whereabouts.ends(text) =>
            {
                None
            }
            // 向外不少于三米的|范围: where something is
            Some(unit)
                if describes && unit.ends_with(['米', '里']) && !unit.starts_with("平方") =>
            {
                let place = |n: &String| matches!(n.as_str(), "范围" | "区域" | "地方" | "地点");
                let named = named();
                let measure = |n: &String| self.is_dimension(n);
                named
                    .clone()
                    .filter(measure)
                    .or_else(behind)
                    .or(named)
                    .filter(|n| !place(n))
            }
            Some(unit) if describes && is_extent(unit) => {
                let named = named();
                let measure = |n: &String| {
                    n.ends_with("里程")
                        || n.ends_with("仓容")
                        || n.starts_with("人均")
                        || self.is_dimension(n)
                };
                named.clone().filter(measure).or_else(behind).or(named)
            }
            // 南海41万平方公里|海域
            Some(u) if u.starts_with("平方") && !describes && self.view[..after].ends_with(u) => {
                let measure = |n: &String| n.ends_with('积') || n.starts_with("人均");
                named().filter(measure).or_else(behind).or_else(named)
            }
            // 占用|25度以上|坡耕地, 征订|两本以上的|教科书
            Some("度") if !describes => {
                let measure = |n: &String| n.ends_with(['温', '度', '角']);
                named().filter(measure).or_else(behind).or_else(named)
            }
            Some("本") if describes => behind().or_else(named),
            // 一个公社拥有|六万亩|耕地: what is right behind the figure.
            Some(u @ ("亩" | "公顷" | "吨" | "斤" | "公斤")) if self.view[..after].ends_with(u) =>
            {
                // 年产一百六十万吨|钢|的钢铁联合企业
                let material = || {
                    let rest = &self.view[after..];
                    let material = rest.chars().next()?;
                    let alone = rest[material.len_utf8()..].starts_with('的');
                    (alone && self.cues.of.materials.contains(&material))
                        .then(|| material.to_string())
                };
                behind().or_else(material).or_else(named)
            }
            // 学校应当在二十四小时内…: only a time is measured in hours.
            Some("小时" | "分钟" | "秒") => {
                let spent = |name: &String| {
                    let rest = self.view[after..].trim_start_matches('的');
                    let rest = rest.strip_prefix(name.as_str()).unwrap_or_default();
                    let rest = rest.strip_prefix('的').unwrap_or(rest);
                    rest.starts_with("时间") || name.ends_with("时间") || name.ends_with("活动")
                };
                named()
                    .filter(|n| n.ends_with(['间', '长', '数', '限']))
                    .or_else(|| behind().filter(spent))
            }
            // 距离树干|一米范围内|埋设管线
            _ if self.view[..after].ends_with('内') => named(),
            _ => named().or_else(|| {
                unit.is_none_or(|u| is_extent(u) || is_power(u))
                    .then(behind)?
            }),
        }
    }

    /// Whether the words before a figure name the one who does something, and nothing measured.
    fn is_doer(&self, text: &str, named: &impl Fn() -> Option<String>) -> bool {
        let doers = ["政府", "部门"];
        doers.iter().any(|w| text.contains(w))
            && named().is_some_and(|name| doers.iter().any(|w| name.ends_with(w)))
    }

    /// Whether the bound of a distance that ends at `after` says around what it is: 五十米范围内.
    fn is_around(&self, after: usize) -> bool {
        let outside = ["范围", "以外", "之外", "外", "处"];
        self.view[..after].ends_with('内')
            || outside.iter().any(|w| self.view[after..].starts_with(w))
    }

    /// Whether a noun of an extent stands right behind a figure: 三百米|服务半径.
    fn has_extent(&self, after: usize) -> bool {
        let (words, end) = self.phrase_at_start(&self.view[after..]);
        words[..end].ends_with(['径', '距', '宽', '深'])
            || ["长度", "水位"].iter().any(|w| words[..end].ends_with(w))
    }

    /// The noun phrase that ends `before`, where it is what `unit` measures: not the one who
    /// gives or has it (市财政|300万元), nor the place that is told of (宁城市（2名）).
    pub(super) fn thing(&self, before: Span, times: &[Span], unit: Option<&str>) -> Option<String> {
        let text = before.slice(self.view);
        let counts = unit.is_some_and(|u| self.cues.of.counters.contains(u));
        // 三科总分为|300分: read with its verb, 分为 is a word.
        let verb = text.ends_with("分为") && unit == Some("分");
        let within = Span::new(
            before.start,
            before.end - if verb { '为'.len_utf8() } else { 0 },
        );
        // 有裂缝的|110户, 依法判刑的有|6人: what is counted is only described
        let said = text.trim_end();
        let described = said.trim_end_matches(['有', '共', '达', '约', '占', '为', '是']);
        // 由1954年的|97个|增加到…
        let clause_head = described.strip_suffix('的').map(str::trim_end);
        let dated = |head: &str| times.iter().any(|t| t.end >= before.start + head.len());
        let clause_head = clause_head.filter(|head| !dated(head));
        if counts && clause_head.is_some() {
            return None;
        }
        // 退役考生加|10分
        if unit == Some("分") && text.trim_end().ends_with('加') {
            return Some("加分".to_owned());
        }
        let name = self.named(within, times).or_else(|| {
            // 钢由|三千万吨, 钢：从|…
            let text = text.trim_end_matches([' ', '由', '从', '：', ':', '为', '也', '约']);
            let material = text.chars().next_back()?;
            let head = text.strip_suffix(material)?;
            let alone = || {
                head.is_empty()
                    || head.ends_with(|c: char| !is_word(c))
                    || self.cues.of.leading.words().any(|w| head.ends_with(w))
            };
            let rate = matches!(unit, Some("%" | "倍"));
            ((rate || unit.is_some_and(is_extent))
                && self.cues.of.materials.contains(&material)
                && alone())
            .then(|| material.to_string())
        })?;
        // 英语、日语、法语|3种: the last of a list is not what is counted.
        let listed = name.matches('、').count() > 1
            || text.len() > name.len() + '、'.len_utf8()
                && (before.start == 0
                    || self.view[..before.start].ends_with(['。', '；', '\n', '！', '？']))
                && text
                    .strip_suffix(name.as_str())
                    .is_some_and(|head| head.ends_with('、'));
        let kinds = matches!(unit, Some("种" | "门" | "类" | "个" | "项" | "所" | "家"));
        let row = kinds && listed && !name.contains('等');
        // 包头—兰州线、昆明线等|25条: others of a list; 企业和个体工商户等|超过1100万户
        let bare = self.view[before.end..]
            .starts_with(|c: char| c.is_ascii_digit() || crate::numeral::is_numeral(c));
        let name = match name.strip_suffix('等') {
            Some(_) if counts && bare => return None,
            Some(head) if counts && head.chars().count() > 2 => head.to_owned(),
            _ => name,
        };
        // 实行管制的占|9.1%, 供科研使用的|100克以下的样品: what is done is not measured
        let rate = matches!(unit, None | Some("%" | "‰" | "倍"));
        let whole = said.trim_end_matches(['应', '当', '须', '占', '约']);
        let clause = if rate {
            said.ends_with('占') && whole.ends_with('的')
        } else {
            clause_head.is_some()
        };
        // 其中用于农业的|应占15%: what it is used for is not measured
        let used = rate
            && whole
                .strip_suffix('的')
                .and_then(|head| head.strip_suffix(name.as_str()))
                .is_some_and(|head| head.ends_with("用于"));
        if used {
            return None;
        }
        if clause && self.is_done(&name) {
            return None;
        }
        // 提议案的机关或者|委员会组成人员|5人: people are counted
        let name = match name.rsplit_once("或者") {
            Some((other, who))
                if matches!(unit, Some("人" | "名" | "位"))
                    && self.is_people(who)
                    && !self.is_people(other) =>
            {
                who.to_owned()
            }
            _ => name,
        };
        let ends = |words: &Endings| words.ends(&name);
        let people = matches!(
            unit,
            None | Some("人" | "人次" | "名" | "位" | "%" | "周岁" | "岁" | "倍")
        );
        let whose = counts && matches!(unit, Some("人" | "名" | "位" | "所" | "家" | "个" | "户"));
        // 初中不超过|五十人: those whom the people are of
        let house = matches!(unit, Some("人" | "名" | "位")) && !self.is_people(&name);
        let actor = (house || !people && !whose) && ends(&self.cues.of.actors);
        // 道路两侧|三米
        let place_of =
            unit.is_some_and(|u| u.ends_with(['米', '里'])) && ends(&self.cues.of.whereabouts);
        let place = counts
            && ends(&self.cues.of.places)
            && !(unit == Some("个") && ["试点城市", "地区"].iter().any(|w| name.ends_with(w)));
        // 持有公司|5%以上的普通股
        let actor = actor || matches!(unit, None | Some("%")) && name.ends_with("公司");
        // 为国家节约|二十亿元
        let state = name == "国家" && !counts;
        // 延庆区为每平方米|三十五元
        let sum = unit.is_some_and(|u| u.ends_with('元'));
        // 上海市由|千分之七|降到…
        let place = place || rate && self.words.kind(&name) == "ns";
        let place = place || sum && (ends(&self.cues.of.places) || name.ends_with("地区"));
        // 超过100人|的企业|达到15%: whom the figure before describes
        let described = unit == Some("%") && text.strip_prefix('的') == Some(name.as_str());
        // 四、军民融合方面（共|6项）
        let field = counts && {
            let at = text.rfind(name.as_str()).map(|at| at + name.len());
            at.is_some_and(|at| text[at..].starts_with("方面"))
        };
        // 安排该|项目|2亿元: who is given it
        let given = sum
            && text
                .strip_suffix(name.as_str())
                .is_some_and(|head| head.ends_with('该'));
        // 由成年人使用|一米以下的牵引绳, 杆塔向四面延伸|三米
        let deed = ["使用", "延伸", "后退"]
            .iter()
            .find_map(|verb| name.strip_suffix(verb));
        let done = deed.is_some_and(|who| self.is_people(who) || unit == Some("米"));
        let other = actor
            || done
            || place
            || place_of
            || row
            || state
            || given
            || described
            || field
            || self.says_nothing(&name);
        (!other).then(|| self.with_new(text, name, counts))
    }

    /// Whether a name ends with a verb alone: 管制, 科研使用.
    pub(super) fn is_done(&self, name: &str) -> bool {
        let last = self.words.cut(name).pop();
        last.is_some_and(|token| {
            let word = token.span.slice(name);
            word.chars().count() > 1
                && self.words.kind(word).starts_with('v')
                && !self.is_measure(word)
        })
    }

    /// The name with the word before it that says that only what is new is counted: 新增|就业,
    /// 新|注册企业. What is built is what it is where it is counted: 新建学校3所.
    fn with_new(&self, text: &str, name: String, counts: bool) -> String {
        let Some(at) = text.rfind(name.as_str()) else {
            return name;
        };
        let head = &text[..at];
        // 企业新增加的|固定资产
        if let Some(head) = head.strip_suffix('的') {
            let new = self.cues.of.newly.longest(head).map(|(new, ())| new);
            let new = new.filter(|new| matches!(*new, "新增加" | "新增" | "净增"));
            return new.map_or(name.clone(), |new| format!("{new}的{name}"));
        }
        let Some((new, ())) = self.cues.of.newly.longest(head) else {
            return name;
        };
        let near = &head[head.floor_char_boundary(head.len().saturating_sub(15))..];
        let at = near.len() - new.len();
        let whole = self.words.cut(near).iter().any(|t| t.span.start == at);
        // 新建额定蒸发量20吨的锅炉, 专精特新企业
        // 节约|标准煤|200万吨: a change of it
        let saved = matches!(new, "节约" | "节省") && text.ends_with(name.as_str());
        let other =
            saved || new == "新建" && (counts || name.ends_with('量')) || head.ends_with("特新");
        if whole && !other {
            // 农村|新建住房, against that of towns
            let before = &head[..head.len() - new.len()];
            let place = ["农村", "城镇", "乡村"]
                .into_iter()
                .find(|w| before.ends_with(w));
            format!("{}{new}{name}", place.unwrap_or_default())
        } else {
            name
        }
    }

    /// Whether a name is a verb alone or a word that is no name of anything measured.
    pub(super) fn says_nothing(&self, name: &str) -> bool {
        self.cues.of.never.contains(name)
            || name.ends_with("周岁")
            || name.contains("分之")
            // 地方财政承担的|一半: a clause, no name
            || name.ends_with("承担")
            // 截掉主干或者修剪掉|三分之一
            || name.ends_with('掉')
            || name.ends_with('其')
            || name.ends_with(['和', '或', '及', '与'])
                && !["之和", "普及"].iter().any(|w| name.ends_with(w))
            || self.cues.of.leading.contains(name)
                && !self.cues.of.relative.contains(name)
                && self
                    .cues
                    .of
                    .sums
                    .longest(name)
                    .is_none_or(|(sum, ())| sum != name)
    }
}

/// Whether a unit tells a length, an area, a weight or an age, which a noun behind 的 has.
fn is_extent(unit: &str) -> bool {
    unit.ends_with(['米', '里', '岁'])
        || matches!(unit, "m" | "km" | "cm" | "mm")
        || matches!(
            unit,
            "亩" | "公顷" | "吨" | "度" | "斤" | "公斤" | "担" | "市担" | "匹"
        )
}

/// Whether a unit tells what a machine gives or a vessel holds, which a noun behind has:
/// 十七万千瓦|机组.
fn is_power(unit: &str) -> bool {
    matches!(
        unit,
        "千瓦" | "马力" | "千伏" | "升" | "毫升" | "立方米" | "瓦" | "兆瓦" | "千伏安"
    )
}
