//! What stands behind a figure: the noun that it counts, a sum, what is reckoned by it.

use super::cues::is_word;
use super::name::Names;
use crate::span::Span;

impl Names<'_> {
    /// The noun behind a figure that counts it: `100所|学校`.
    pub(super) fn counted(&self, after: usize, unit: Option<&str>) -> Option<String> {
        let any = unit == Some("个");
        let rest = &self.view[after..];
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        let rest = rest.strip_prefix('“').unwrap_or(rest);
        let rest = self.behind_verb(rest).unwrap_or(rest);
        let (mut words, mut end) = self.phrase_at_start(rest);
        // 具有辐射作用的|实训基地: what only describes goes on to what it describes.
        let goes_on = &self.cues.goes_on;
        let opening = goes_on.iter().any(|w| words.starts_with(w.as_str()));
        let first = if opening { self.first_word(words) } else { "" };
        let verb =
            (end == 0 || self.cues.leading.contains(first)) && goes_on.iter().any(|w| w == first);
        let (at, describes) = if verb {
            (words.find('的')?, true)
        } else {
            // 全县性的|展演活动
            let name = &words[..end];
            let tail = name.ends_with('性') || goes_on.iter().any(|w| name.ends_with(w.as_str()));
            (end, opening || tail)
        };
        if describes && let Some(further) = words[at..].strip_prefix('的') {
            let further = &rest[words.len() - further.len()..];
            (words, end) = self.phrase_at_start(further);
        }
        if matches!(unit, Some("名" | "位")) && !self.is_people(&words[..end]) {
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
                .find(|span| self.cues.soft.contains(span.slice(words)))
                .map_or(0, |span| span.start);
        }
        // 不满三周岁的婴幼儿|早期教育工作: an age is that of people.
        if is_age(unit) {
            end = self.people_end(&words[..end]).unwrap_or(end);
        }
        let at = words.as_ptr() as usize - self.view.as_ptr() as usize;
        let counts = unit.is_some_and(|u| self.cues.counters.contains(u));
        let name = match penalty(&words[..end]) {
            "罚款" => "罚款",
            _ => Span::new(at, at + self.whole(at, end, counts)).slice(self.view),
        };
        let name = penalty(name);
        let count = name.chars().count();
        let region = matches!(name, "省" | "市" | "县" | "区" | "村" | "校" | "国" | "班");
        ((2..=18).contains(&count) || region && any).then(|| name.to_owned())
    }

    /// A sum that stands behind a figure: 三倍以下|罚款.
    pub(super) fn sum(&self, after: usize, unit: Option<&str>) -> Option<String> {
        self.counted(after, unit)
            .filter(|name| self.cues.sums.ends(name))
            .filter(|name| !self.says_nothing(name))
    }

    /// The word that `words` begin with.
    pub(super) fn first_word<'w>(&self, words: &'w str) -> &'w str {
        let head = &words[..words.floor_char_boundary(12)];
        let length = self.words.cut(head).first().map_or(0, |t| t.span.end);
        &words[..length]
    }

    /// What stands behind a verb of reckoning: 开设|艺术课程.
    fn behind_reckoning<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let mut verbs = self.cues.reckoned.iter();
        verbs.find_map(|verb| rest.strip_prefix(verb.as_str()))
    }

    /// … and the share or standard before it: 比例配置|督学.
    fn behind_verb<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let mut by = ["比例", "标准"].into_iter();
        by.find_map(|by| self.behind_reckoning(rest.strip_prefix(by)?))
    }

    /// 按总课时的|11%|开设艺术课程: what is reckoned by a share of something else.
    pub(super) fn reckoned(&self, head: &str, after: usize) -> Option<String> {
        let at = head.rfind('按')?;
        if head.len() - at > 150 {
            return None;
        }
        let rest = &self.view[after..];
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        let rest = self
            .behind_verb(rest)
            .or_else(|| self.behind_reckoning(rest))?;
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
            let behind = open.len_utf8() + length + close.len_utf8();
            let (_, more) = self.phrase_at_start(&rest[behind..]);
            // 19个省（市）招生
            let region = end == '省'.len_utf8() && more <= "招生".len();
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
            if more == 0 || more < words.len() || stops || words.starts_with('其') {
                row = 0;
                break;
            }
            row += '、'.len_utf8() + more;
        }
        if row > 0 && self.view[at..at + end + row].chars().count() <= 18 {
            return end + row;
        }
        // 三分之一以上的董事|或者监事会: a share is of the first alone.
        let joints = ["和", "与", "及", "以及", "或", "或者"];
        let joints = if counts { &joints } else { &joints[..4] };
        let Some(joint) = joints.iter().find(|w| rest.starts_with(**w)) else {
            return end;
        };
        let (words, more) = self.phrase_at_start(&rest[joint.len()..]);
        let closes = more == words.len()
            && !words.starts_with('其')
            && !words.starts_with("若干")
            && !words.starts_with(|c: char| crate::numeral::is_numeral(c))
            && !rest[joint.len() + more..].starts_with(|c: char| {
                is_word(c) || c.is_ascii_alphanumeric() || matches!(c, '“' | '《' | '（')
            });
        if more > 0 && closes {
            end + joint.len() + more
        } else {
            end
        }
    }

    /// Whether a name ends like that of a person: 教师.
    pub(super) fn is_people(&self, name: &str) -> bool {
        name.ends_with(|c| self.cues.people.contains(&c))
    }

    /// Where the first word of `name` that names a person ends.
    fn people_end(&self, name: &str) -> Option<usize> {
        self.words
            .cut(name)
            .into_iter()
            .map(|token| token.span)
            .find(|span| span.slice(name).chars().count() > 1 && self.is_people(span.slice(name)))
            .map(|span| span.end)
    }

    /// The Chinese words at the start of `rest`, which goes to the end of the view, and where the
    /// noun phrase in them ends.
    fn phrase_at_start<'r>(&self, rest: &'r str) -> (&'r str, usize) {
        let at = self.view.len() - rest.len();
        if let Some((_, length, end)) = self.phrases.get().iter().find(|p| p.0 == at) {
            return (&rest[..*length], *end);
        }
        let length = rest
            .chars()
            .take(36)
            .take_while(|c| is_word(*c))
            .map(char::len_utf8)
            .sum();
        let words = &rest[..length];
        // Most phrases end soon: what is far behind their end is not cut.
        let near = &words[..words.floor_char_boundary(NEAR)];
        let end = match self.noun_end(near) {
            (end, Some(stop)) if stop + MARGIN <= near.len() => end,
            (end, _) if near.len() == length => end,
            _ => self.noun_end(words).0,
        };
        let [first, second, third, _] = self.phrases.get();
        self.phrases.set([(at, length, end), first, second, third]);
        (words, end)
    }

    /// Where the noun phrase that begins `words` ends, and where the word ends that ends it.
    fn noun_end(&self, words: &str) -> (usize, Option<usize>) {
        let mut end = 0;
        let tokens = self.words.cut(words);
        let stops = |at: Span| {
            let word = at.slice(words);
            word.chars().all(crate::numeral::is_numeral)
                || self.cues.stops.contains(word)
                // 税率|降至13%
                || self.cues.to.begins(&words[at.start..])
                || word.starts_with(|c| self.cues.may.contains(&c))
                    && !self.begins_joined(&words[at.start..])
        };
        let mut before = 0;
        for (at, token) in tokens.iter().enumerate() {
            let word = token.span.slice(words);
            // 十五个港口|建设|三十个泊位
            let counts = word.chars().all(crate::numeral::is_numeral);
            if counts && before > 0 && self.cues.leading.contains(&words[before..end]) {
                return (before, Some(token.span.end));
            }
            let next = tokens.get(at + 1).map(|t| t.span);
            let goes_on = || next.is_some_and(|next| !stops(next));
            // 行政审批等|事项, 报考|机会, 地级以上|城市
            let stays = || match word {
                "等" => end > 0 && goes_on(),
                "以上" | "以下" | "及以上" if words[..end].ends_with('级') => goes_on(),
                _ => end == 0 && self.cues.soft.contains(word) && goes_on(),
            };
            if stops(token.span) && !stays() {
                return (end, Some(token.span.end));
            }
            before = end;
            end = token.span.end;
        }
        (end, None)
    }
}

/// How many bytes behind a figure are cut first.
const NEAR: usize = 45;
/// What ends a phrase stands so far before the end of what is cut that the cut is the same.
const MARGIN: usize = 15;

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
