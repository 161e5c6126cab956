//! What stands behind a figure: the noun that it counts, a sum, what is reckoned by it.

use super::cues::is_word;
use super::name::Names;
use crate::span::Span;

impl Names<'_> {
    /// The noun behind a figure that counts it: `100所|学校`.
    pub(super) fn counted(&self, after: usize, unit: Option<&str>) -> Option<String> {
        let any = matches!(unit, Some("个" | "%") | None);
        let rest = &self.view[after..];
        // 2名以上|（含2名）|检查人员
        let rest = match rest
            .strip_prefix("（含")
            .and_then(|inside| inside.split_once('）'))
        {
            Some((said, behind)) if said.len() <= 24 => behind,
            _ => rest,
        };
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
        // 一门体现专业|和学生特点的课程
        let opens_row = opening
            && words[end..].starts_with(['和', '与', '及'])
            && words[end..].contains('的')
            && self.words.kind(first) == "v";
        let verb = (end == 0 || opens_row || self.cues.of.leading.contains(first))
            && (goes_on.iter().any(|w| w == first)
                // 三个以上|具备|承担能力的法人
                || opening && first.len() == end
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
                || self.ends_with_word(name, goes_on);
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
        // 4万个村广播电视设施|建设
        if matches!(unit, Some("个" | "座" | "所" | "处"))
            && let Some(name) = ["建设", "除险加固"]
                .iter()
                .find_map(|w| words[..end].strip_suffix(w))
            && name.chars().count() > 2
            && !self.is_done(name)
        {
            end = name.len();
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
        // 60万吨乙烯|项目: what it makes is weighed
        if matches!(unit, Some("吨" | "公斤"))
            && !self.view[after..].starts_with('的')
            && let Some(name) = ["项目", "工程", "装置"]
                .iter()
                .find_map(|w| words[..end].strip_suffix(w))
                .filter(|name| name.chars().count() > 1)
        {
            end = name.len();
        }
        // 三所高校|在校学生: schools are counted, not those who are there; 两个以上部门|职权范围
        let of_body = match unit {
            Some("所" | "家") => self.is_people(&words[..end]),
            Some("个") => {
                let tasks = ["职权", "职责", "职能", "管辖"];
                let does = |head: &&str| head.ends_with("部门") || head.ends_with("单位");
                tasks.iter().any(|w| words[..end].contains(w))
                    // 两个以上部门|监督管理
                    || ["管理", "审批", "监督"]
                        .iter()
                        .find_map(|w| words[..end].strip_suffix(w))
                        .map(|head| head.trim_end_matches("监督"))
                        .is_some_and(|head| does(&head))
            }
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
            // 1次单项个人|和集体项目（…）
            rest.starts_with(['、', '的', '和', '与', '及'])
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

    /// Whether a name ends with one of some words, and not only in its letters: 技能.
    fn ends_with_word(&self, name: &str, words: &[String]) -> bool {
        let Some(word) = words.iter().find(|w| name.ends_with(w.as_str())) else {
            return false;
        };
        let last = || {
            self.words
                .cut(name)
                .pop()
                .map(|t| t.span.slice(name) == word)
        };
        word.chars().count() > 1 || last() == Some(true)
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
        // 在三百万元以下确定|赔偿数额
        if let Some(rest) = self.view[after..].strip_prefix("确定") {
            let (words, end) = self.phrase_at_start(rest);
            let name = &words[..end];
            return name.ends_with("数额").then(|| name.to_owned());
        }
        self.counted(after, unit)
            .filter(|name| self.cues.of.sums.ends(name) && !name.starts_with("标准"))
            .filter(|name| !self.says_nothing(name))
    }

    /// The length of the name at `at` whose first `end` bytes are a phrase, with what belongs to
    /// it: 高职|（专科）专业志愿, 艺术技能|和爱好.
    fn whole(&self, at: usize, end: usize, counts: bool) -> usize {
        let rest = &self.view[at + end..];
        if end == 0 {
            return 0;
        }
        // 100所省、|市特色学校, 三分之一的省、|市
        if matches!(&self.view[at..at + end], "省" | "市" | "区" | "县") && rest.starts_with('、')
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
        let Some(joint) = joints.iter().find(|w| rest.starts_with(**w)) else {
            return end;
        };
        let (words, more) = self.phrase_at_start(&rest[joint.len()..]);
        // 三分之一以上的理事|或者董事: two of a kind
        let kind = self.view[..at + end].chars().next_back();
        if !counts && joint.starts_with('或') && words[..more].chars().next_back() != kind {
            return end;
        }
        // 9个部门和单位|组成
        let stop = self.first_word(&words[more..]);
        // 单位或者个人合作|完成
        let deed = || {
            let last = self.words.cut(&words[..more]).pop();
            last.is_none_or(|token| self.words.kind(token.span.slice(words)).starts_with('v'))
        };
        let stopped = (counts || joint.starts_with('或'))
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
        // 罚款等|行政处罚决定
        .find(|sum| {
            name.ends_with(sum) || name.strip_prefix(sum).is_some_and(|n| n.starts_with('等'))
        })
        .unwrap_or(name)
}
