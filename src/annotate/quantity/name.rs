//! What a figure measures, and whom it concerns.

use super::cues::{Cues, is_word};
use crate::segment::Segmenter;
use crate::span::Span;

/// The longest name, in characters.
const LONGEST: usize = 24;
/// How far, in bytes, the words around a figure are cut.
const REACH: usize = 120;

/// The names of one text, found figure by figure.
pub(super) struct Names<'t> {
    view: &'t str,
    cues: &'static Cues,
    words: Segmenter,
}

impl<'t> Names<'t> {
    pub(super) fn new(view: &'t str, cues: &'static Cues) -> Self {
        Self {
            view,
            cues,
            words: Segmenter::builtin(),
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
        let sum =
            || behind().filter(|name| self.cues.sums.iter().any(|s| name.ends_with(s.as_str())));
        match unit {
            Some(unit) if self.cues.counters.contains(unit) => behind().or_else(named),
            Some("级") => behind(),
            Some(unit) if self.cues.money.contains(unit) => {
                // 承担的银行等|14486亿元|改革成本: 等 closes a list of others.
                let listed = before.slice(self.view).ends_with('等');
                let named = || named().filter(|_| !listed);
                let behind = || behind().filter(|_| unit != "%" || describes);
                sum().or_else(named).or_else(behind)
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
            let alone = head.is_empty()
                || head.ends_with(|c: char| !is_word(c))
                || self.cues.leading.iter().any(|w| head.ends_with(w.as_str()));
            (unit.is_some_and(is_extent) && self.cues.materials.contains(&material) && alone)
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
        let ends = |words: &[String]| words.iter().any(|w| name.ends_with(w.as_str()));
        let people = matches!(
            unit,
            None | Some("人" | "名" | "位" | "%" | "周岁" | "岁" | "倍")
        );
        let other = counts && matches!(unit, Some("人" | "名" | "位" | "所" | "家" | "个" | "户"));
        let actor = !people && !other && ends(&self.cues.actors);
        let place = counts && ends(&self.cues.places);
        // 持有公司|5%以上的普通股
        let actor = actor || unit == Some("%") && name.ends_with("公司");
        (!actor && !place && !row && !self.says_nothing(&name)).then_some(name)
    }

    /// Whether a name is a verb alone or a word that is no name of anything measured.
    fn says_nothing(&self, name: &str) -> bool {
        self.cues.never.contains(name)
            || name.ends_with("周岁")
            || name.contains("分之")
            || name.ends_with(['和', '或', '及', '与']) && !name.ends_with("之和")
            || self.cues.leading.contains(name)
                && !self.cues.relative.contains(name)
                && !self.cues.sums.iter().any(|sum| sum == name)
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
        let mut end = tokens.len();
        while end > 0 {
            let token = &tokens[end - 1];
            if is_time(token)
                || word(token).trim().is_empty()
                || self.cues.trailing.contains(word(token))
            {
                end -= 1;
            } else {
                break;
            }
        }
        if end == 0 {
            // 所占的比重，一九五二年|为百分之四十: no name stands in this clause.
            let head = Span::new(within.start, clause.start)
                .slice(self.view)
                .strip_suffix('，')?;
            let before = Span::new(within.start, within.start + head.len());
            return self
                .named(before, &[])
                .filter(|_| head.ends_with(|c| self.cues.measures.contains(&c)));
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
        // 用于这些|方面的支出
        let name = name.strip_prefix("方面的").unwrap_or(name);
        // 对个人罚款五元
        let name = penalty(name);
        let count = name.chars().count();
        let somewhere = name.starts_with('在')
            && !self
                .cues
                .joined
                .iter()
                .any(|w| name.starts_with(w.as_str()));
        let only = self.cues.never.contains(name)
            || somewhere
            || is_place(name)
            || self.cues.leading.contains(name) && self.cues.trailing.contains(name);
        ((2..=LONGEST).contains(&count) && !only).then(|| name.to_owned())
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
            if wider + 1 >= first
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
            let compound = self.cues.soft.contains(word)
                && start > 1
                && self.is_noun(&tokens[start - 2], is_time);
            // 的|距离: a noun, as its 的 says.
            let noun = start == end
                && start > 1
                && tokens[start - 2].slice(self.view) == "的"
                && self.cues.relative.contains(word);
            // 中职校 at the start of a line: nothing stands before 中 that it could belong to.
            let heads_line = start == 1
                && start < end
                && self.view[..token.start].ends_with(['\n', '\t'])
                && matches!(word, "中" | "上" | "下" | "前" | "后" | "内");
            if !plain
                || self.cues.leading.contains(word)
                    && !compound
                    && !noun
                    && !heads_line
                    && !(start < end && self.is_joined(token, &tokens[start]))
            {
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
        start
    }

    /// Whether two tokens begin a word of a name: 可|支配收入, 在|园儿童.
    fn is_joined(&self, token: &Span, next: &Span) -> bool {
        let both = Span::new(token.start, next.end).slice(self.view);
        self.cues
            .joined
            .iter()
            .any(|w| both.starts_with(w.as_str()))
    }

    /// Whether the words `within` end with the one a penalty meets: 对个人处.
    pub(super) fn is_penalty(&self, within: Span) -> bool {
        self.meets(within.slice(self.view)).is_some()
    }

    /// Of 对直接负责的主管人员处 the words between.
    fn meets<'w>(&self, clause: &'w str) -> Option<&'w str> {
        self.cues.penalty.iter().find_map(|verb| {
            let head = clause.strip_suffix(verb.as_str())?;
            let at = head.rfind('对')?;
            let person = &head[at + '对'.len_utf8()..];
            (!person.contains(['，', '；', '。'])).then_some(person)
        })
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

    /// The noun behind a figure that counts it: `100所|学校`.
    fn counted(&self, after: usize, unit: Option<&str>) -> Option<String> {
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

    /// The word that `words` begin with.
    fn first_word<'w>(&self, words: &'w str) -> &'w str {
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
                .take_while(|c| is_word(*c))
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
            let region = end == '省'.len_utf8();
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
        // 三分之一以上的董事|或者监事会: a share is of the first alone.
        let joints = ["和", "与", "及", "以及", "或", "或者"];
        let joints = if counts { &joints } else { &joints[..4] };
        let Some(joint) = joints.iter().find(|w| rest.starts_with(**w)) else {
            return end;
        };
        let (words, more) = self.phrase_at_start(&rest[joint.len()..]);
        let closes = more == words.len()
            && !words.starts_with('其')
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
    fn is_people(&self, name: &str) -> bool {
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

    /// The Chinese words at the start of `rest`, and where the noun phrase in them ends.
    fn phrase_at_start<'r>(&self, rest: &'r str) -> (&'r str, usize) {
        let length = rest
            .chars()
            .take(36)
            .take_while(|c| is_word(*c))
            .map(char::len_utf8)
            .sum();
        let words = &rest[..length];
        let mut end = 0;
        let tokens = self.words.cut(words);
        let stops = |word: &str| {
            word.chars().all(crate::numeral::is_numeral) || self.cues.stops.contains(word)
        };
        let mut before = 0;
        for (at, token) in tokens.iter().enumerate() {
            let word = token.span.slice(words);
            // 十五个港口|建设|三十个泊位
            let counts = word.chars().all(crate::numeral::is_numeral);
            if counts && before > 0 && self.cues.leading.contains(&words[before..end]) {
                end = before;
                break;
            }
            // 行政审批等|事项
            let next = tokens.get(at + 1).map(|t| t.span.slice(words));
            let kind = end > 0 && word == "等" && next.is_some_and(|w| !stops(w));
            // 报考|机会
            let first =
                end == 0 && self.cues.soft.contains(word) && next.is_some_and(|w| !stops(w));
            if stops(word) && !kind && !first {
                break;
            }
            before = end;
            end = token.span.end;
        }
        (words, end)
    }

    /// Whom the words `within` speak of last: 农村小学, or 对 X in a penalty.
    pub(super) fn group(&self, within: Span) -> Option<Group> {
        let from = self
            .view
            .ceil_char_boundary(within.end.saturating_sub(3 * REACH).max(within.start));
        let text = &self.view[from..within.end];
        let own = text.rfind(['，', '；', '。', '：', '\n']).unwrap_or(0);
        if let Some(person) = self.meets(&text[own..]) {
            let count = person.chars().count();
            let plain = person.chars().all(|c| is_word(c) || c == '、');
            let person = person.strip_prefix('其').unwrap_or(person);
            return ((2..=30).contains(&count) && plain).then(|| Group {
                name: person.to_owned(),
                stays: true,
            });
        }
        let mut last = None;
        let mut end_before = None;
        for found in self.cues.group.find_iter(text) {
            let (before, after) = (&text[..found.start()], &text[found.end()..]);
            let ahead = end_before == Some(found.start());
            end_before = Some(found.end());
            // 全国性团体, 各省级部门, 居民委员会
            if after.starts_with(['性', '级']) || after.starts_with("委员会") {
                continue;
            }
            let in_own = found.start() >= own;
            // “全国示范社区” is a name.
            let opens = before
                .chars()
                .next_back()
                .is_none_or(|c| !is_word(c) && !matches!(c, '“' | '《' | '、'));
            // 专利代理|机构, 不举办|高中|的区: the end of a name, or what a verb is about.
            let turned = before.ends_with(|c| self.cues.towards.contains(&c))
                || in_own && (ahead || before.ends_with(['的', '名', '位']));
            let subject = !after.starts_with(['的', '、', '和']) || in_own;
            if (opens || turned) && subject {
                last = Some(Group {
                    name: found.as_str().to_owned(),
                    // Of 小学应当有…，… all that follows is told, of 小学达标率 not.
                    stays: self
                        .cues
                        .said_of
                        .iter()
                        .any(|w| after.starts_with(w.as_str()))
                        || opens && found.as_str().starts_with(['全', '本']),
                });
            }
        }
        last
    }

    /// Whether a name says how many of a group there are: 教师, 专任教师|人数.
    pub(super) fn counts_them(&self, name: &str, group: &str) -> bool {
        name.ends_with(group)
            || name
                .strip_prefix(group)
                .is_some_and(|rest| self.cues.relative.contains(rest))
    }

    /// Whose measure a name is: 城镇居民|人均收入.
    pub(super) fn whose(&self, name: &str) -> Option<Group> {
        let found = self.cues.group.find(name).filter(|m| m.start() == 0)?;
        // 教师比例 is of the teachers themselves.
        let itself = self.cues.relative.contains(&name[found.end()..]);
        let measure = !itself && name.ends_with(|c| self.cues.measures.contains(&c));
        (measure && found.end() < name.len()).then(|| Group {
            name: found.as_str().to_owned(),
            stays: false,
        })
    }
}

/// Whom a figure concerns.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) name: String,
    /// Whether it is the subject of its sentence, and so that of the figures that follow, too.
    pub(super) stays: bool,
}

/// 处以罚款, 对个人罚款: of a penalty the sum alone.
fn penalty(name: &str) -> &str {
    ["罚款", "罚金"]
        .into_iter()
        .find(|sum| name.ends_with(sum))
        .unwrap_or(name)
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
