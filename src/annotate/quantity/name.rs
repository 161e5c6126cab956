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
        let behind = || self.counted(after, unit);
        // 六十周岁以上的|公民, 一百平方公里左右的|区域
        let describes = self.view[after..].starts_with('的');
        let sum =
            || behind().filter(|name| self.cues.sums.iter().any(|s| name.ends_with(s.as_str())));
        match unit {
            Some(unit) if self.cues.counters.contains(unit) => {
                behind().or_else(|| self.named(before, times))
            }
            Some("元" | "美元" | "%" | "倍" | "港元" | "欧元") => sum()
                .or_else(|| self.named(before, times))
                .or_else(|| (unit != Some("%") || describes).then(behind)?),
            Some(unit) if describes && is_extent(unit) => {
                let named = self.named(before, times);
                let measure = |n: &String| n.ends_with(|c| self.cues.measures.contains(&c));
                named.clone().filter(measure).or_else(behind).or(named)
            }
            // 学校应当在二十四小时内…: only a time is measured in hours.
            Some("小时" | "分钟" | "秒") => self
                .named(before, times)
                .filter(|n| n.ends_with(['间', '长', '数'])),
            _ => self
                .named(before, times)
                .or_else(|| unit.is_none_or(is_extent).then(behind)?),
        }
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
        if text.ends_with('、') {
            return None;
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
        let last = self.phrase(&tokens, end, &is_time);
        let mut start = self.row(&tokens, last, end, &is_time);
        // 用于培训的比例, 占总面积的比例: the share alone says too little.
        let short = |start: usize| {
            let said: String = tokens[start..end].iter().map(word).collect();
            self.cues.relative.contains(said.as_str())
        };
        while start > 1 && word(&tokens[start - 1]) == "的" && short(start) {
            let wider = self.phrase(&tokens, start - 1, &is_time);
            if wider + 1 >= start {
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
        // 在园儿童: the word goes with the noun behind it.
        if start > 0
            && word(&tokens[start - 1]) == "在"
            && tokens
                .get(start)
                .is_some_and(|t| word(t).starts_with(['园', '校', '职', '册', '建', '岗']))
        {
            start -= 1;
        }
        let first = tokens.get(start)?;
        let name = Span::new(first.start, tokens[end - 1].end).slice(self.view);
        let name = name.trim_matches(|c: char| !is_word(c) && !c.is_ascii_alphanumeric());
        // 对个人罚款五元
        let name = if name.ends_with("罚款") {
            "罚款"
        } else {
            name
        };
        let count = name.chars().count();
        let somewhere = name.strip_prefix('在').is_some_and(|rest| {
            !rest.starts_with(['园', '校', '职', '册', '建', '岗', '线', '读'])
        });
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
            if wider + 1 >= first || counted {
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
            if !plain || (self.cues.leading.contains(word) && !compound) {
                break;
            }
            start -= 1;
        }
        start
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
            && !self.cues.leading.contains(word)
            && !self.cues.trailing.contains(word)
    }

    /// The noun behind a figure that counts it: `100所|学校`.
    fn counted(&self, after: usize, unit: Option<&str>) -> Option<String> {
        let any = unit == Some("个");
        let rest = &self.view[after..];
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        let rest = rest.strip_prefix('“').filter(|_| any).unwrap_or(rest);
        let (mut words, mut end) = self.phrase_at_start(rest);
        // 具有辐射作用的|实训基地: what only describes goes on to what it describes.
        let verb = end == 0
            && self
                .cues
                .goes_on
                .iter()
                .any(|w| words.starts_with(w.as_str()));
        let described = if verb { words.find('的') } else { Some(end) };
        if let Some(at) = described
            && let Some(further) = words[at..].strip_prefix('的')
            && self
                .cues
                .goes_on
                .iter()
                .any(|w| words[..at].starts_with(w.as_str()) || words[..at].ends_with(w.as_str()))
        {
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
        let name = &words[..end];
        let count = name.chars().count();
        let region = matches!(name, "省" | "市" | "县" | "区" | "村" | "校" | "国" | "班");
        ((2..=18).contains(&count) || region && any).then(|| name.to_owned())
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
        for (at, token) in tokens.iter().enumerate() {
            let word = token.span.slice(words);
            // 行政审批等|事项
            let next = tokens.get(at + 1).map(|t| t.span.slice(words));
            let kind = end > 0 && word == "等" && next.is_some_and(|w| !stops(w));
            if stops(word) && !kind {
                break;
            }
            end = token.span.end;
        }
        (words, end)
    }

    /// Whom the words `within` speak of last: 农村小学, or 对 X in a penalty.
    pub(super) fn group(&self, within: Span) -> Option<String> {
        let from = self
            .view
            .ceil_char_boundary(within.end.saturating_sub(3 * REACH).max(within.start));
        let text = &self.view[from..within.end];
        let clause = text
            .rfind(['，', '；', '。', '：', '\n'])
            .map_or(text, |at| &text[at..]);
        if let Some(person) = self.meets(clause) {
            let count = person.chars().count();
            let plain = person.chars().all(|c| is_word(c) || c == '、');
            let person = person.strip_prefix('其').unwrap_or(person);
            return ((2..=30).contains(&count) && plain).then(|| person.to_owned());
        }
        self.cues
            .group
            .find_iter(text)
            .filter(|m| !text[m.end()..].starts_with('性')) // 全国性团体
            .last()
            .map(|m| m.as_str().to_owned())
    }
}

/// Whether a unit tells a length, an area, a weight or an age, which a noun behind 的 has.
fn is_extent(unit: &str) -> bool {
    unit.ends_with(['米', '里', '岁']) || matches!(unit, "亩" | "公顷" | "吨")
}

/// Whether words are the number of a provision: 第二十九条.
fn is_place(name: &str) -> bool {
    name.strip_prefix('第').is_some_and(|rest| {
        rest.chars()
            .all(|c| crate::numeral::is_numeral(c) || matches!(c, '条' | '款' | '项' | '章' | '节'))
    })
}
