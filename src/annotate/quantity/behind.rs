//! What stands behind a figure: the noun that it counts, a sum, what is reckoned by it.

use super::cues::is_word;
use super::name::Names;
use super::own::BY;
use crate::span::Span;

impl Names<'_> {
    /// The noun behind a figure that counts it: `100所|学校`.
    pub(super) fn counted(&self, after: usize, unit: Option<&str>) -> Option<String> {
        let any = matches!(unit, Some("个" | "%") | None);
        let rest = &self.view[after..];
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        // 五万吨|级以上大型船坞
        let grade = rest.strip_prefix("级").filter(|_| !any);
        let rest = grade.map_or(rest, |rest| {
            let bounds = ["及以上", "及以下", "以上", "以下"];
            let rest = bounds
                .iter()
                .find_map(|w| rest.strip_prefix(w))
                .unwrap_or(rest);
            rest.strip_prefix('的').unwrap_or(rest)
        });
        let quoted = rest.strip_prefix('“');
        // “单人单管”|核酸采样: a name that goes on behind its quotes
        if let Some(inside) = quoted
            && let Some(close) = inside.find('”').filter(|at| *at <= 36)
            && inside[..close].chars().all(is_word)
        {
            let further = &inside[close + '”'.len_utf8()..];
            let (words, end) = self.phrase_at_start(further);
            let whole = &rest[..rest.len() - further.len() + end];
            if (2..=8).contains(&words[..end].chars().count()) && !self.says_nothing(&words[..end])
            {
                return Some(whole.to_owned());
            }
        }
        let rest = quoted.unwrap_or(rest);
        // 五分之一以上的|十八周岁以上的|居民
        let near = &rest[..rest.floor_char_boundary(36)];
        let rest = match near.find("周岁以上的") {
            Some(at) if near[..at].chars().all(crate::numeral::is_numeral) => {
                &rest[at + "周岁以上的".len()..]
            }
            _ => rest,
        };
        let rest = self.behind_verb(rest).unwrap_or(rest);
        let (mut words, mut end) = self.phrase_at_start(rest);
        // 三次以上|发现…: how often something is done
        if unit == Some("次") {
            let first = self.first_word(words);
            if self.cues.of.leading.contains(first) && !self.cues.of.soft.contains(first) {
                return None;
            }
        }
        // 具有辐射作用的|实训基地: what only describes goes on to what it describes.
        let goes_on = &self.cues.of.goes_on;
        let opening = goes_on.iter().any(|w| words.starts_with(w.as_str()))
            && !(words.starts_with('有') && self.begins_joined(words));
        let person = matches!(unit, Some("名" | "位"));
        let kinds = matches!(unit, Some("种" | "类" | "项" | "个" | "家" | "所"));
        let first = if opening || person {
            self.first_word(words)
        } else {
            ""
        };
        // 14个|实力比较雄厚、布局合理的|基地
        let compared = kinds && words[..end].contains("比较");
        if compared && rest[words.len()..].starts_with('、') {
            return self.described(rest);
        }
        let verb = (end == 0 || self.cues.of.leading.contains(first))
            && (goes_on.iter().any(|w| w == first)
                // 4名以上|接受过训练的人员
                || person && words.contains('的') && self.cues.of.leading.contains(first)
                // 15种|可以预防的疾病, 两个以上|无隶属关系的区域
                || end == 0 && (kinds || is_age(unit)) && words.find('的').is_some_and(|at| at >= 9));
        let (at, describes) = if verb {
            // 2000个面向全体学生、内容丰富的|美育社团
            let Some(at) = words.find('的') else {
                return self.described(rest);
            };
            (at, true)
        } else {
            // 全县性的|展演活动
            let name = &words[..end];
            let tail = self.cues.of.plain.contains(name)
                || self.cues.of.never.contains(name) && !self.cues.of.told.contains(name)
                || name.ends_with('性')
                || goes_on.iter().any(|w| name.ends_with(w.as_str()));
            (end, opening || tail)
        };
        // 1个以学科相结合的、适合学生的|课程
        if verb && rest[words.len().min(rest.len())..].starts_with('、') && words.ends_with('的')
        {
            return self.described(rest);
        }
        // 限额以上的|工业企业
        let scope = ["限额", "规模", "规定"];
        let at = match ["以上的", "以下的"]
            .iter()
            .find(|w| words[end..].starts_with(**w))
        {
            Some(_) if scope.contains(&&words[..end]) => end + "以上".len(),
            _ => at,
        };
        let describes = describes || at > end;
        if describes && let Some(further) = words[at..].strip_prefix('的') {
            let further = &rest[words.len() - further.len()..];
            (words, end) = self.phrase_at_start(further);
        }
        // 负担两个以上子女|抚养费
        let of_them = unit == Some("个") && words[..end].ends_with(['费', '权', '款']);
        if (of_them || matches!(unit, Some("名" | "位"))) && !self.is_people(&words[..end]) {
            let further = words[end..]
                .strip_prefix('的')
                .map(|further| self.phrase_at_start(&rest[words.len() - further.len()..]));
            match further {
                // 两名相关专业的|教授: people are counted, not what they are of.
                Some((person, length)) if self.is_people(&person[..length]) => {
                    (words, end) = (person, length);
                }
                // 3000万名农村寄宿制学生|住宿费
                _ => end = self.people_end(&words[..end]).unwrap_or(end),
            }
        }
        // 四起爆炸事故|调查, 七门科目|考试
        let noun = match unit {
            Some("起" | "例" | "宗") => ["事故", "案件"].as_slice(),
            Some("门") => ["科目", "课程"].as_slice(),
            _ => [].as_slice(),
        };
        if let Some(at) = noun
            .iter()
            .find_map(|w| Some(words[..end].find(w)? + w.len()))
        {
            end = at;
        }
        // 2.9万所乡镇卫生院|建设任务: what there is to do is not what is counted.
        let tasks = ["工作", "任务", "目标"];
        let kinds = matches!(
            unit,
            Some("种" | "类" | "所" | "家" | "座" | "条" | "户" | "名")
        );
        if kinds && tasks.iter().any(|w| words[..end].ends_with(w)) {
            let cut = self.words.cut(&words[..end]).into_iter().map(|t| t.span);
            end = cut
                .skip(1)
                .find(|span| self.cues.of.soft.contains(span.slice(words)))
                .map_or(0, |span| span.start);
        }
        // 授予…等37项成果|国家自然科学奖二等奖
        let honoured = ["成果", "项目", "专家", "个人", "单位", "集体", "同志"];
        if words[..end].ends_with('奖') || words[..end].ends_with("称号") {
            let at = honoured
                .iter()
                .filter_map(|w| Some(words[..end].find(w)? + w.len()));
            end = at.min().unwrap_or(end);
        }
        // 60万吨乙烯项目|问题
        if !unit.is_some_and(|u| self.cues.of.counters.contains(u))
            && let Some(name) = words[..end]
                .strip_suffix("问题")
                .filter(|name| !name.is_empty())
        {
            end = name.len();
        }
        // 三所高校|在校学生: schools are counted, not those who are there; 两个以上部门|职权范围
        let of_body = match unit {
            Some("所" | "家") => self.is_people(&words[..end]),
            Some("个") => ["职权", "职责", "职能", "管辖"]
                .iter()
                .any(|w| words[..end].contains(w)),
            _ => false,
        };
        if of_body {
            let tokens = self.words.cut(&words[..end]);
            let mut ends = tokens.into_iter().map(|t| t.span.end);
            end = ends
                .find(|at| self.cues.of.actors.ends(&words[..*at]))
                .unwrap_or(end);
        }
        // 不满三周岁的婴幼儿|早期教育工作: an age is that of people.
        if is_age(unit) && !self.is_people(&words[..end]) {
            end = self.people_end(&words[..end]).unwrap_or(end);
        }
        let at = words.as_ptr() as usize - self.view.as_ptr() as usize;
        // 1次中小学|、中职学校优质课展示, 1次单项|的个人比赛: a name that goes on where it is not read
        let goes_further = |end: usize| {
            let rest = &self.view[at + end..];
            rest.starts_with(['、', '的'])
        };
        let counts = unit.is_some_and(|u| self.cues.of.counters.contains(u));
        let name = match penalty(&words[..end]) {
            "罚款" => "罚款",
            _ => Span::new(at, at + self.whole(at, end, counts)).slice(self.view),
        };
        let name = penalty(name);
        if unit == Some("次") && goes_further(name.len()) {
            return None;
        }
        let count = name.chars().count();
        let region = matches!(
            name,
            "户" | "镇" | "乡" | "省" | "市" | "县" | "区" | "村" | "校" | "国" | "班" | "州"
        );
        ((2..=18).contains(&count) || region && any).then(|| name.to_owned())
    }

    /// The noun behind a row of descriptions: 面向全体学生、内容丰富、形式多样的|美育社团.
    fn described(&self, rest: &str) -> Option<String> {
        let length: usize = rest
            .chars()
            .take(40)
            .take_while(|c| is_word(*c) || *c == '、')
            .map(char::len_utf8)
            .sum();
        let at = rest[..length].rfind('的')?;
        let (words, end) = self.phrase_at_start(&rest[at + '的'.len_utf8()..]);
        let name = &words[..end];
        ((2..=18).contains(&name.chars().count()) && !self.says_nothing(name))
            .then(|| name.to_owned())
    }

    /// A sum that stands behind a figure: 三倍以下|罚款.
    pub(super) fn sum(&self, after: usize, unit: Option<&str>) -> Option<String> {
        self.counted(after, unit)
            .filter(|name| self.cues.of.sums.ends(name) && !name.starts_with("标准"))
            .filter(|name| !self.says_nothing(name))
    }

    /// 处违法所得|三倍以下或者五千元以下罚款: the fine that stands further behind.
    pub(super) fn fine(&self, clause: usize, at: usize, after: usize) -> Option<String> {
        let head = self.view.get(clause..at)?;
        let near = &self.view[after..self.view.floor_char_boundary(after + 90)];
        let near = near.split(['，', '。', '；', '\n']).next()?;
        // 处货值金额|50%以上|3倍以下罚款: a range whose ends have different units
        let ranges =
            near.starts_with(|c: char| c.is_ascii_digit() || crate::numeral::is_numeral(c));
        let joined = ranges || near.starts_with(['或', '、', '并']);
        (joined && head.contains('处') && near.contains("罚款")).then(|| "罚款".to_owned())
    }

    /// What stands behind a verb of reckoning: 开设|艺术课程.
    fn behind_reckoning<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let how = ["足额", "逐月", "按月", "定期"];
        let rest = how
            .iter()
            .find_map(|how| rest.strip_prefix(how))
            .unwrap_or(rest);
        let mut verbs = self.cues.of.reckoned.iter();
        verbs
            .find_map(|verb| rest.strip_prefix(verb.as_str()))
            .or_else(|| {
                // 向劳动者支付|赔偿金
                let whom = rest.strip_prefix('向')?;
                let near = &whom[..whom.floor_char_boundary(36)];
                let verbs = self.cues.of.reckoned.iter();
                let ends = verbs.filter_map(|verb| Some(near.find(verb.as_str())? + verb.len()));
                Some(&whom[ends.min()?..])
            })
    }

    /// … and the share or standard before it: 比例配置|督学.
    fn behind_verb<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let mut by = ["比例", "标准", "幅度"].into_iter();
        by.find_map(|by| self.behind_reckoning(rest.strip_prefix(by)?))
    }

    /// 按总课时的|11%|开设艺术课程: what is reckoned by a share of something else.
    /// A figure is `free` where no verb says of what it is a share: 总课时数的|11%|开设艺术课程.
    pub(super) fn reckoned(&self, head: &str, after: usize, free: bool) -> Option<String> {
        let by = BY.iter().filter_map(|by| head.rfind(by)).max();
        if by.is_none() && !(free && head.ends_with('的'))
            || by.is_some_and(|at| head.len() - at > 150)
        {
            return None;
        }
        let rest = &self.view[after..];
        // 按总课时的11%|（1047课时）|开设艺术课程
        let remark = rest.strip_prefix('（').and_then(|inside| {
            let close = inside.find('）').filter(|at| *at <= 30)?;
            Some(&inside[close + '）'.len_utf8()..])
        });
        let rest = remark.unwrap_or(rest);
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        let rest = self
            .behind_verb(rest)
            .or_else(|| self.behind_reckoning(rest))?;
        // 提取的|教育经费
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        let (words, end) = self.phrase_at_start(rest);
        let name = penalty(&words[..end]);
        ((2..=18).contains(&name.chars().count()) && !self.says_nothing(name))
            .then(|| name.to_owned())
    }

    /// Where the 按 begins of 按原工资的|百分之百|发给, with nothing behind that is reckoned.
    pub(super) fn paid_by(
        &self,
        view: &str,
        clause: usize,
        at: usize,
        end: usize,
    ) -> Option<usize> {
        let head = view.get(clause..at)?.strip_suffix('的')?;
        let by = head.rfind('按').filter(|by| *by > 0)?;
        let behind = self.behind_reckoning(&view[end..])?;
        (!behind.starts_with(is_word)).then_some(clause + by)
    }

    /// The length of the name at `at` whose first `end` bytes are a phrase, with what belongs to
    /// it: 高职|（专科）专业志愿, 艺术技能|和爱好.
    fn whole(&self, at: usize, end: usize, counts: bool) -> usize {
        let rest = &self.view[at + end..];
        if end == 0 {
            return 0;
        }
        // 100所省、|市特色学校
        if counts
            && matches!(&self.view[at..at + end], "省" | "市" | "区" | "县")
            && rest.starts_with('、')
        {
            let mut row = 0;
            while let Some(further) = rest[row..].strip_prefix('、') {
                let (_, more) = self.phrase_at_start(further);
                if more == 0 {
                    break;
                }
                row += '、'.len_utf8() + more;
            }
            return end + row;
        }
        if let Some(open) = rest.chars().next().filter(|c| matches!(c, '（' | '(')) {
            let inside = &rest[open.len_utf8()..];
            let length: usize = inside
                .chars()
                .take(6)
                .take_while(|c| is_word(*c) || *c == '、')
                .map(char::len_utf8)
                .sum();
            let Some(close) = inside[length..]
                .chars()
                .next()
                .filter(|c| matches!(c, '）' | ')'))
            else {
                return end;
            };
            let mut behind = open.len_utf8() + length + close.len_utf8();
            // 全县（区）性的|展演活动
            if let Some(further) = rest[behind..].strip_prefix("性的") {
                behind = rest.len() - further.len();
            }
            let (_, more) = self.phrase_at_start(&rest[behind..]);
            // 16个省（市）|扩大…
            let first = self.first_word(&rest[behind..]);
            let more = if self.cues.of.leading.contains(first) && !self.cues.of.soft.contains(first)
            {
                0
            } else {
                more
            };
            // 19个省（市）招生
            let region = end == '省'.len_utf8() && more <= "招生".len();
            // 16个省（区、市）
            let regions = ['省', '市', '区', '县', '州', '、'];
            let are_regions = |words: &str| words.chars().all(|c| regions.contains(&c));
            if region && are_regions(&self.view[at..at + end]) && are_regions(&inside[..length]) {
                return end + open.len_utf8() + length + close.len_utf8();
            }
            return if more == 0 || region {
                end
            } else {
                end + behind + more
            };
        }
        // 内外贸一体化|“排头兵”企业
        if let Some(inside) = rest.strip_prefix('“') {
            let near = &inside[..inside.floor_char_boundary(36)];
            let Some(close) = near.find('”').filter(|at| near[..*at].chars().all(is_word)) else {
                return end;
            };
            let behind = rest.len() - inside.len() + close + '”'.len_utf8();
            let (_, more) = self.phrase_at_start(&rest[behind..]);
            return if more == 0 { end } else { end + behind + more };
        }
        // 建设工程勘察、|设计单位
        let mut row = 0;
        while counts && let Some(further) = rest[row..].strip_prefix('、') {
            let (words, more) = self.phrase_at_start(further);
            let stops = rest[row + '、'.len_utf8() + more..]
                .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '“' | '《'));
            // 500个图书馆、文化馆|和4万个…
            let ends = matches!(&words[more..], "" | "和" | "及" | "以及");
            if more == 0 || !ends || stops || words.starts_with('其') {
                row = 0;
                break;
            }
            row += '、'.len_utf8() + more;
        }
        if row > 0 && self.view[at..at + end + row].chars().count() <= 18 {
            return end + row;
        }
        // 178项节能|、节水和资源综合利用等重大项目
        if counts && row == 0 && rest.starts_with('、') {
            let near = &rest[..rest.floor_char_boundary(72)];
            let length = near
                .find(|c| !(is_word(c) || c == '、'))
                .unwrap_or(near.len());
            if let Some(and_so) = near[..length].find('等') {
                let behind = and_so + '等'.len_utf8();
                let (_, more) = self.phrase_at_start(&rest[behind..]);
                if more > 0 {
                    return end + behind + more;
                }
            }
        }
        // 三分之一以上的董事|或者监事会: a share is of the first alone.
        let joints = ["和", "与", "及", "以及", "或者", "或"];
        let joints = if counts { &joints } else { &joints[..4] };
        let Some(joint) = joints.iter().find(|w| rest.starts_with(**w)) else {
            return end;
        };
        let (words, more) = self.phrase_at_start(&rest[joint.len()..]);
        // 9个部门和单位|组成
        let stop = self.first_word(&words[more..]);
        // 单位或者个人合作|完成
        let deed = || {
            let last = self.words.cut(&words[..more]).pop();
            last.is_none_or(|token| self.words.kind(token.span.slice(words)).starts_with('v'))
        };
        let stopped = counts
            && stop.chars().count() > 1
            && self.cues.of.stops.contains(stop)
            && !joints.contains(&stop)
            && !deed();
        let closes = (more == words.len() || stopped)
            // 十四个港口城市|和海南岛: one by its name is not counted.
            && self.words.kind(&words[..more]) != "ns"
            && !["其", "若干", "有关", "相关"].iter().any(|w| words.starts_with(w))
            && !words.starts_with(|c: char| crate::numeral::is_numeral(c))
            && !rest[joint.len() + more..].starts_with(|c: char| {
                !stopped && is_word(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '《' | '（')
            });
        // 5000元以上的资金|和工作人员
        let first = &self.view[at..at + end];
        let alike = counts || !self.cues.of.sums.ends(first) || !self.is_people(&words[..more]);
        if more > 0 && closes && alike {
            end + joint.len() + more
        } else {
            end
        }
    }

    /// Whether a name ends like that of a person: 教师.
    pub(super) fn is_people(&self, name: &str) -> bool {
        name.ends_with(|c| self.cues.of.people.contains(&c))
    }

    /// Where the first word of `name` that names a person ends.
    fn people_end(&self, name: &str) -> Option<usize> {
        // 已满75周岁的人|故意犯罪
        let others = [
            "人员", "人口", "人民", "人选", "人才", "人次", "人物", "人群", "人家",
        ];
        if name.starts_with('人') && !others.iter().any(|w| name.starts_with(w)) {
            return Some("人".len());
        }
        self.words
            .cut(name)
            .into_iter()
            .map(|token| token.span)
            .find(|span| {
                let word = span.slice(name);
                word.chars().count() > 1 && word != "招生" && self.is_people(word)
            })
            .map(|span| span.end)
    }
}

/// Whether a unit tells an age.
pub(super) fn is_age(unit: Option<&str>) -> bool {
    matches!(unit, Some("周岁" | "岁"))
}

/// 处以罚款, 对个人罚款: of a penalty the sum alone.
pub(super) fn penalty(name: &str) -> &str {
    ["罚款", "罚金"]
        .into_iter()
        .find(|sum| name.ends_with(sum))
        .unwrap_or(name)
}
