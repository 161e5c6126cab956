//! What a figure measures: the noun phrase before it.

use super::behind::{is_age, penalty};
use super::cues::{Cues, is_word};
use crate::lookup::Endings;
use crate::segment::Segmenter;
use crate::span::Span;
use std::cell::Cell;

/// The longest name, in characters.
const LONGEST: usize = 30;
/// How far, in bytes, the words around a figure are cut.
pub(super) const REACH: usize = 120;

/// The names of one text, found figure by figure.
pub(super) struct Names<'t> {
    pub(super) view: &'t str,
    pub(super) cues: &'static Cues,
    pub(super) words: Segmenter,
    /// The phrases found last: where each begins, how long its words are, where it ends in them.
    pub(super) phrases: Cell<[(usize, usize, usize); 4]>,
}

impl<'t> Names<'t> {
    pub(super) fn new(view: &'t str, cues: &'static Cues) -> Self {
        Self {
            view,
            cues,
            words: Segmenter::builtin(),
            phrases: Cell::new([(usize::MAX, 0, 0); 4]),
        }
    }

    /// The name of what a figure measures. `before` ends where the words of its bound begin,
    /// and holds no other figure; `times` are the dates in it; `after` is behind its bound.
    pub(super) fn measured(
        &self,
        before: Span,
        times: &[Span],
        after: usize,
        unit: Option<&str>,
    ) -> Option<String> {
        let behind = || self.counted(after, unit).filter(|n| !self.says_nothing(n));
        let named = || self.thing(before, times, unit);
        // 六十周岁以上的|公民, 一百平方公里左右的|区域
        let describes = self.view[after..].starts_with('的');
        let text = before.slice(self.view);
        match unit {
            // 本市居留的|18周岁以下|学生
            _ if is_age(unit) => {
                let name = named();
                let age = |n: &String| n.ends_with('龄');
                let people = |n: &String| self.is_people(n) || n.ends_with('性');
                name.clone()
                    .filter(age)
                    .or_else(behind)
                    .or(name.filter(people))
            }
            // 床位在|100张以上的|医疗机构
            Some(unit)
                if self.cues.counters.contains(unit) && describes && text.ends_with('在') =>
            {
                named().or_else(behind)
            }
            Some(unit) if self.cues.counters.contains(unit) => behind().or_else(named),
            // 有|百分之二十四的|企业存在亏损
            Some("%") | None if describes && text.ends_with('有') => behind().or_else(named),
            Some("级") => behind(),
            Some(unit) if self.cues.money.contains(unit) => {
                // 承担的银行等|14486亿元|改革成本: 等 closes a list of others.
                let listed = text.ends_with('等');
                let named = || named().filter(|_| !listed);
                let behind = || behind().filter(|_| unit != "%" || describes);
                self.sum(after, Some(unit)).or_else(named).or_else(behind)
            }
            Some(unit) if describes && is_extent(unit) => {
                let named = named();
                let measure = |n: &String| n.ends_with(|c| self.cues.measures.contains(&c));
                named.clone().filter(measure).or_else(behind).or(named)
            }
            // 一个公社拥有|六万亩|耕地: what is right behind the figure.
            Some(u @ ("亩" | "公顷" | "吨" | "斤" | "公斤")) if self.view[..after].ends_with(u) => {
                behind().or_else(named)
            }
            // 学校应当在二十四小时内…: only a time is measured in hours.
            Some("小时" | "分钟" | "秒") => {
                named().filter(|n| n.ends_with(['间', '长', '数']))
            }
            // 距离树干|一米范围内|埋设管线
            _ if self.view[..after].ends_with('内') => named(),
            _ => named().or_else(|| unit.is_none_or(is_extent).then(behind)?),
        }
    }

    /// The noun phrase that ends `before`, where it is what `unit` measures: not the one who
    /// gives or has it (市财政|300万元), nor the place that is told of (宁城市（2名）).
    fn thing(&self, before: Span, times: &[Span], unit: Option<&str>) -> Option<String> {
        let text = before.slice(self.view);
        let counts = unit.is_some_and(|u| self.cues.counters.contains(u));
        // 三科总分为|300分: read with its verb, 分为 is a word.
        let verb = text.ends_with("分为") && unit == Some("分");
        let within = Span::new(
            before.start,
            before.end - if verb { '为'.len_utf8() } else { 0 },
        );
        let name = self.named(within, times).or_else(|| {
            let material = text
                .trim_end_matches([' ', '：', ':'])
                .chars()
                .next_back()?;
            let head = text.strip_suffix(material)?;
            let alone = || {
                head.is_empty()
                    || head.ends_with(|c: char| !is_word(c))
                    || self.cues.leading.iter().any(|w| head.ends_with(w.as_str()))
            };
            (unit.is_some_and(is_extent) && self.cues.materials.contains(&material) && alone())
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
        let ends = |words: &Endings| words.ends(&name);
        let people = matches!(
            unit,
            None | Some("人" | "名" | "位" | "%" | "周岁" | "岁" | "倍")
        );
        let other = counts && matches!(unit, Some("人" | "名" | "位" | "所" | "家" | "个" | "户"));
        // 初中不超过|五十人: those whom the people are of
        let house = matches!(unit, Some("人" | "名" | "位")) && !self.is_people(&name);
        let actor = (house || !people && !other) && ends(&self.cues.actors);
        // 道路两侧|三米
        let place_of =
            unit.is_some_and(|u| u.ends_with(['米', '里'])) && ends(&self.cues.whereabouts);
        let place = counts && ends(&self.cues.places);
        // 持有公司|5%以上的普通股
        let actor = actor || unit == Some("%") && name.ends_with("公司");
        (!actor && !place && !place_of && !row && !self.says_nothing(&name)).then_some(name)
    }

    /// Whether a name is a verb alone or a word that is no name of anything measured.
    pub(super) fn says_nothing(&self, name: &str) -> bool {
        self.cues.never.contains(name)
            || name.ends_with("周岁")
            || name.contains("分之")
            || name.ends_with(['和', '或', '及', '与']) && !name.ends_with("之和")
            || self.cues.leading.contains(name)
                && !self.cues.relative.contains(name)
                && self
                    .cues
                    .sums
                    .longest(name)
                    .is_none_or(|(sum, ())| sum != name)
    }

    /// The noun phrase that ends `within`.
    pub(super) fn named(&self, within: Span, times: &[Span]) -> Option<String> {
        let from = self
            .view
            .ceil_char_boundary(within.end.saturating_sub(REACH).max(within.start));
        let mut clause = Span::new(from, within.end);
        let text = clause.slice(self.view);
        // 速写（综合能力）（100分）: the remark in brackets is about what stands before them.
        let mut text = text.trim_end_matches([' ', '（', '(', '：', ':', '\t']);
        // 产值，按不变价格计算，增长8%: the way of reckoning is no name.
        if let Some(at) = text
            .strip_suffix("计算")
            .and_then(|head| head.rfind('按'))
            .filter(|at| text.len() - at <= 36)
        {
            text = text[..at].trim_end_matches(['，', ' ', '（']);
        }
        // 在上年基础上压缩一成, the same.
        if let Some(at) = text
            .strip_suffix("基础上")
            .and_then(|head| head.rfind('在'))
            .filter(|at| text.len() - at <= 60)
        {
            text = text[..at].trim_end_matches(['，', ' ']);
        }
        // 人均建筑面积（以下简称人均面积）|不足
        if let Some(inside) = text.strip_suffix('）')
            && let Some(open) = inside.rfind('（')
            && ["以下简称", "以下统称", "下同", "含", "不含", "包括"]
                .iter()
                .any(|w| inside[open + '（'.len_utf8()..].starts_with(w))
        {
            text = inside[..open].trim_end();
        }
        if text.ends_with('、') {
            return None;
        }
        // “常见的金属”约占16%
        let quoted = [('“', '”'), ('《', '》')].iter().find_map(|(open, close)| {
            let inside = text.strip_suffix(*close)?;
            let inside = &inside[inside.rfind(*open)? + open.len_utf8()..];
            let plain = inside
                .chars()
                .all(|c| is_word(c) || matches!(c, '、' | '—'));
            ((2..=LONGEST).contains(&inside.chars().count()) && plain).then(|| inside.to_owned())
        });
        if quoted.is_some() {
            return quoted;
        }
        let text = text
            .rfind([
                '，', '。', '；', '！', '？', '\n', '：', '（', ',', ';', '\t', '“', '）',
            ])
            .map_or(text, |at| {
                let stop = text[at..].chars().next().map_or(0, char::len_utf8);
                &text[at + stop..]
            });
        clause.start = text.as_ptr() as usize - self.view.as_ptr() as usize;
        clause.end = clause.start + text.len();
        let tokens: Vec<Span> = self
            .words
            .cut(text)
            .into_iter()
            .map(|t| t.span.shifted(clause.start))
            .collect();
        let is_time = |token: &Span| times.iter().any(|t| t.touches(*token));
        let word = |token: &Span| token.slice(self.view);
        // “名额分配到区”|计划
        let after_quote = |at: usize| at > 0 && word(&tokens[at - 1]) == "”";
        let years = |at: usize| {
            let word = word(&tokens[at]);
            word.strip_suffix('年').is_some_and(|count| {
                !count.is_empty() && count.chars().all(crate::numeral::is_numeral)
            })
        };
        let mut end = tokens.len();
        while end > 0 {
            let token = &tokens[end - 1];
            if is_time(token)
                || word(token).trim().is_empty()
                || self.cues.trailing.contains(word(token))
                    && !after_quote(end - 1)
                    // 经济增长|预期
                    && !(word(token) == "预期" && end > 1 && word(&tokens[end - 2]) == "增长")
                // 产量|前三年共, 总产值|在五年内
                || years(end - 1)
                || end > 1
                    && matches!(word(token), "内" | "间" | "中" | "来")
                    && years(end - 2)
                || matches!(word(token), "前" | "近" | "后" | "今后" | "过去")
                    && tokens.get(end).is_some_and(|_| years(end))
                // 绿化带宽度每侧为
                || word(token).starts_with('每') && word(token).chars().count() <= 3
            {
                end -= 1;
            } else {
                break;
            }
        }
        if end == 0 {
            // 所占的比重，一九五二年|为百分之四十: no name stands in this clause.
            let head = Span::new(within.start, clause.start).slice(self.view);
            // 原煤：从|六千万吨
            let listed = head.strip_suffix('：');
            let head = listed.or_else(|| head.strip_suffix('，'))?;
            let before = Span::new(within.start, within.start + head.len());
            return self.named(before, times).filter(|_| {
                listed.is_some() || head.ends_with(|c| self.cues.measures.contains(&c))
            });
        }
        // 候选人数应比应选人数|多一人: what is compared with is not what is measured.
        if let Some(than) = tokens[..end]
            .iter()
            .rposition(|t| matches!(word(t), "比" | "较" | "多于" | "少于"))
        {
            // 比应选人数, not 少于三个或者面积
            let plain = tokens[than + 1..end].iter().all(|t| {
                !matches!(word(t), "或者" | "或" | "且" | "并" | "并且" | "而")
                    && !self.counts(word(t))
            });
            let mut head = if plain { than } else { end };
            while head > 0
                && (is_time(&tokens[head - 1])
                    || self.cues.trailing.contains(word(&tokens[head - 1])))
            {
                head -= 1;
            }
            if head == 0 {
                return None;
            }
            end = head;
        }
        let last = self.phrase(&tokens, end, &is_time);
        let mut start = self.row(&tokens, last, end, &is_time);
        // 用于培训的比例, 占总面积的比例: the share alone says too little.
        let short = |start: usize| {
            let said: String = tokens[start..end].iter().map(word).collect();
            self.cues.relative.contains(said.as_str())
        };
        // 补助标准, 投资总额: the verb before a measure is part of its name. But 投入资金
        if start > 0
            && short(start)
            && self.cues.soft.contains(word(&tokens[start - 1]))
            && (word(&tokens[start]).ends_with(|c| self.cues.with_verb.contains(&c))
                || self.cues.nominal.contains(word(&tokens[start - 1])))
        {
            start = self.phrase(&tokens, start - 1, &is_time).min(start - 1);
        }
        while start > 1 && word(&tokens[start - 1]) == "的" && short(start) {
            let wider = self.phrase(&tokens, start - 1, &is_time);
            if wider + 1 >= start {
                // 工业所占的比重
                if start > 2 && matches!(word(&tokens[start - 2]), "占" | "所占") {
                    let joint = usize::from(word(&tokens[start - 3]) == "所");
                    let before = self.phrase(&tokens, start - 2 - joint, &is_time);
                    if before + 2 + joint < start {
                        start = self.row(&tokens, before, end, &is_time);
                    }
                    break;
                }
                // 增长的速度
                if start > 1 && self.cues.soft.contains(word(&tokens[start - 2])) {
                    start -= 2;
                }
                break;
            }
            start = wider;
            if start > 1 && matches!(word(&tokens[start - 1]), "占" | "用于") {
                let before = self.phrase(&tokens, start - 1, &is_time);
                start = before.min(start - 1);
            }
        }
        // 商业、粮食和|对外贸易方面的支出
        if start < last && start > 0 {
            start = self.row(&tokens, start, end, &is_time);
        }
        // 占生产总值比重, 所占比例: the share with its whole and its part.
        if start > 1 && matches!(word(&tokens[start - 1]), "占" | "所占") {
            let joint = usize::from(word(&tokens[start - 2]) == "所");
            let before = self.phrase(&tokens, start - 1 - joint, &is_time);
            if before + 1 + joint < start {
                start = before;
            }
            if tokens
                .get(end)
                .is_some_and(|t| matches!(word(t), "比重" | "比例"))
            {
                end += 1;
            }
        }
        let first = tokens.get(start)?;
        // 距离地面|一米: what a distance is from is not measured.
        if start > 0 && matches!(word(&tokens[start - 1]), "距" | "距离" | "离") {
            return None;
        }
        let name = Span::new(first.start, tokens[end - 1].end).slice(self.view);
        let name = name.trim_matches(|c: char| !is_word(c) && !c.is_ascii_alphanumeric());
        // 零售总额扣除价格因素，以货币计算: the way of reckoning is no name.
        let way = ["扣除", "考虑", "剔除", "按", "以"];
        let name = if ["因素", "计算", "口径"].iter().any(|w| name.ends_with(w)) {
            let before = way.iter().find_map(|w| name.find(w)).unwrap_or(0);
            if before == 0 {
                let mut head = Span::new(within.start, first.start).slice(self.view);
                while let Some(rest) = way.iter().find_map(|w| head.strip_suffix(w)) {
                    head = rest;
                }
                let head = head.trim_end_matches('，');
                let measure = head.ends_with(|c| self.cues.measures.contains(&c));
                let before = Span::new(within.start, within.start + head.len());
                return self.named(before, times).filter(|_| measure);
            }
            &name[..before]
        } else {
            name
        };
        // １９５５|年国家决算: the end of a date
        let dated = self.view[..first.start].ends_with(|c: char| c.is_ascii_digit());
        let name = name.strip_prefix('年').filter(|_| dated).unwrap_or(name);
        // 学生修满|公共艺术课程
        let words = self.cues.not_in_names.iter();
        let cut = words.filter_map(|w| name.rfind(w.as_str()).map(|at| at + w.len()));
        let name = &name[cut.max().unwrap_or(0)..];
        // 设立人为|二人, 工业总产值方面：
        let name = match name.strip_suffix('为') {
            Some(person) if person.ends_with('人') => person,
            _ => name.strip_suffix("方面").unwrap_or(name),
        };
        // 用于这些|方面的支出
        let name = name.strip_prefix("方面的").unwrap_or(name);
        // 对个人罚款五元
        let name = penalty(self.quoted_before(within, name).unwrap_or(name));
        let count = name.chars().count();
        let somewhere = name.starts_with('在') && !self.cues.joined.begins(name);
        let only = self.cues.never.contains(name)
            || somewhere
            || is_place(name)
            || self.cues.leading.contains(name) && self.cues.trailing.contains(name);
        ((2..=LONGEST).contains(&count) && !only).then(|| name.to_owned())
    }

    /// The name with the quoted words that stand right before it: “名额分配”|计划.
    fn quoted_before(&self, within: Span, name: &str) -> Option<&'t str> {
        let at = name.as_ptr() as usize - self.view.as_ptr() as usize;
        let head = Span::new(within.start, at.max(within.start)).slice(self.view);
        // “三农”的|投入
        let inside = head.strip_suffix('的').unwrap_or(head).strip_suffix('”')?;
        let open = inside.rfind('“')?;
        // “两个确保”和|“低保”的资金: the row is longer.
        let plain = inside[open + '“'.len_utf8()..].chars().all(is_word)
            && !inside[..open].ends_with(['和', '、', '与', '及']);
        let whole = Span::new(within.start + open, at + name.len());
        let short = (4..=LONGEST).contains(&whole.slice(self.view).chars().count());
        (plain && short && !name.is_empty()).then(|| whole.slice(self.view))
    }

    /// Where a row of nouns begins whose last one begins at token `start`: 企业和|个人所得税.
    fn row(
        &self,
        tokens: &[Span],
        start: usize,
        end: usize,
        is_time: &impl Fn(&Span) -> bool,
    ) -> usize {
        let mut first = start;
        while first > 1 {
            let joint = tokens[first - 1].slice(self.view);
            if !matches!(joint, "和" | "及" | "与" | "以及" | "、") {
                break;
            }
            let wider = self.phrase(tokens, first - 1, is_time);
            // 每12|个班级…: what a number counts is no name.
            let counted = wider > 0
                && tokens[wider - 1]
                    .slice(self.view)
                    .ends_with(|c: char| c.is_ascii_digit() || crate::numeral::is_numeral(c));
            // 汽车、排气量: a measure is of the same kind as measures only.
            let kind = |from: usize, to: usize| {
                let said = Span::new(tokens[from].start, tokens[to - 1].end).slice(self.view);
                said.ends_with(|c| self.cues.measures.contains(&c))
            };
            // 小学组2个|队、初中组和高中组: the figure before counts the first of them.
            let of_other = wider == 0 && self.view[..tokens[0].start].ends_with(is_word);
            if wider + 1 >= first
                || of_other
                || counted
                || start + 1 == end && kind(start, end) && !kind(wider, first - 1)
            {
                break;
            }
            first = wider;
        }
        let length: usize = tokens[first..end]
            .iter()
            .map(|t| t.slice(self.view).chars().count())
            .sum();
        if length > LONGEST { start } else { first }
    }

    /// The first token of the noun phrase that ends before token `end`.
    fn phrase(&self, tokens: &[Span], end: usize, is_time: &impl Fn(&Span) -> bool) -> usize {
        let mut start = end;
        while start > 0 {
            let token = &tokens[start - 1];
            let word = token.slice(self.view);
            let plain = word.chars().all(|c| is_word(c) || c.is_ascii_alphabetic())
                && !is_time(token)
                && word != "的"
                && !self.counts(word);
            // 污水|处理|能力 is one name, 处理|污水 is not: a verb behind a noun belongs to it.
            let compound = self.cues.soft.contains(word) && {
                // 劳动力|转移|培训|率
                let soft = |t: &Span| self.cues.soft.contains(t.slice(self.view));
                let before = tokens[..start - 1].iter().rposition(|t| !soft(t));
                before.is_some_and(|at| {
                    let word_before = tokens[at].slice(self.view);
                    self.is_noun(&tokens[at], is_time)
                        || at + 2 == start && word_before == "”"
                        // 的|培训|经费
                        || start < end && word_before == "的" && self.cues.nominal.contains(word)
                }) || start > 1 && self.is_noun(&tokens[start - 2], is_time)
            };
            // 的|距离, “三农”的|投入: a noun, as its 的 says.
            let noun = start == end
                && start > 1
                && tokens[start - 2].slice(self.view) == "的"
                && (self.cues.relative.contains(word) || self.cues.soft.contains(word));
            // 中职校 at the start of a line: nothing stands before 中 that it could belong to.
            let heads_line = start == 1
                && start < end
                && self.view[..token.start].ends_with(['\n', '\t'])
                && matches!(word, "中" | "上" | "下" | "前" | "后" | "内");
            let joined = start < end && self.is_joined(token, &tokens[start]);
            let part = compound || noun || heads_line || joined;
            if !plain || self.cues.leading.contains(word) && !part {
                break;
            }
            start -= 1;
        }
        // 每|名|教师: the counter goes with 每.
        if start > 0
            && start + 1 < end
            && matches!(tokens[start - 1].slice(self.view), "每" | "各")
            && self.cues.counters.contains(tokens[start].slice(self.view))
        {
            start += 1;
        }
        // 每个|学生|美育课程: whom the words behind 每 speak of is not measured.
        let each = |at: usize| {
            let word = tokens[at].slice(self.view);
            word.starts_with(['每', '各'])
                || at > 0
                    && tokens[at - 1].slice(self.view) == "每"
                    && self.cues.counters.contains(word)
        };
        if start > 0
            && start + 1 < end
            && each(start - 1)
            && self.is_people(tokens[start].slice(self.view))
        {
            start += 1;
        }
        start
    }

    /// Whether the words `within` name nothing: 比上年|增长, 平均每年|增长.
    pub(super) fn is_bare(&self, within: Span, times: &[Span]) -> bool {
        let text = within.slice(self.view);
        let text = text
            .rfind(['，', '。', '；', '：', '、', '\n', '（', '('])
            .map_or(text, |at| text[at..].trim_start_matches(|c| !is_word(c)));
        let at = text.as_ptr() as usize - self.view.as_ptr() as usize;
        self.words.cut(text).into_iter().all(|token| {
            let word = token.span.slice(text);
            times.iter().any(|t| t.touches(token.span.shifted(at)))
                || self.cues.trailing.contains(word)
                || self.cues.leading.contains(word)
                || !word.chars().all(is_word)
        }) || text.starts_with(['比', '较', '同', '与', '按', '占', '是'])
            || ["扣除", "考虑", "剔除"].iter().any(|w| text.starts_with(w))
    }

    /// Whether two tokens begin a word of a name: 可|支配收入, 在|园儿童.
    fn is_joined(&self, token: &Span, next: &Span) -> bool {
        self.begins_joined(Span::new(token.start, next.end).slice(self.view))
    }

    /// Whether words begin with one of those that belong to names.
    pub(super) fn begins_joined(&self, words: &str) -> bool {
        self.cues.joined.begins(words)
    }

    /// Whether a word is a number with its unit: 一所.
    fn counts(&self, word: &str) -> bool {
        let Some(last) = word.char_indices().next_back() else {
            return false;
        };
        last.0 > 0
            && word[..last.0].chars().all(crate::numeral::is_numeral)
            && self.cues.counters.contains(&word[last.0..])
    }

    /// Whether a token is a word of a name, by what it is not.
    fn is_noun(&self, token: &Span, is_time: &impl Fn(&Span) -> bool) -> bool {
        let word = token.slice(self.view);
        word.chars().all(is_word)
            && !is_time(token)
            && word != "的"
            && (!self.cues.leading.contains(word) || self.cues.nominal.contains(word))
            && !self.cues.trailing.contains(word)
    }
}

/// Whether a unit tells a length, an area, a weight or an age, which a noun behind 的 has.
fn is_extent(unit: &str) -> bool {
    unit.ends_with(['米', '里', '岁'])
        || matches!(
            unit,
            "亩" | "公顷" | "吨" | "度" | "斤" | "公斤" | "担" | "市担" | "匹"
        )
}

/// Whether words are the number of a provision: 第二十九条.
fn is_place(name: &str) -> bool {
    name.strip_prefix('第').is_some_and(|rest| {
        rest.chars()
            .all(|c| crate::numeral::is_numeral(c) || matches!(c, '条' | '款' | '项' | '章' | '节'))
    })
}
