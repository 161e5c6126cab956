//! What the rest of a sentence says that a figure measures beside which no name stands: its
//! subject, the clause before, the head of its list, the words before its bracket.

use super::carried::suits;
use super::cues::is_word;
use super::name::Names;
use crate::span::Span;

/// How many clauses before its own a figure may have its name in.
const CLAUSES: usize = 2;
/// How far, in characters, the figure may stand from what joins it to the figure before.
const NEAR: usize = 14;
/// The longest clause, in characters, that says only whose or when.
const SHORT: usize = 9;

impl Names<'_> {
    /// Whether a name is one of what is measured in `unit`: 时间 in 小时, 率 in %.
    pub(super) fn fits(&self, name: &str, unit: Option<&str>) -> bool {
        // 医保基金按30%预付: what pays is no share
        if name.ends_with("基金") && matches!(unit, None | Some("%" | "倍")) {
            return false;
        }
        let ends = |words: &[String]| words.iter().any(|w| name.ends_with(w.as_str()));
        match self.cues.topic.fits.get(unit.unwrap_or_default()) {
            Some(words) => ends(words),
            None => self.is_measure(name) || ends(&self.cues.topic.measured),
        }
    }

    /// Whether words hold anything that a name which `fits` could end with.
    fn may_fit(&self, words: &str, unit: Option<&str>) -> bool {
        let holds = |ends: &[String]| ends.iter().any(|w| words.contains(w.as_str()));
        match self.cues.topic.fits.get(unit.unwrap_or_default()) {
            Some(ends) => holds(ends),
            None => {
                words.contains(self.cues.of.measures.as_slice()) || holds(&self.cues.topic.measured)
            }
        }
    }

    /// Whether a name ends like that of something measured: 支出, but not 腾出.
    pub(super) fn is_measure(&self, name: &str) -> bool {
        let verb = name.ends_with(['出', '入'])
            && !["支", "产", "输", "流", "收", "投", "进", "转"]
                .iter()
                .any(|w| name.trim_end_matches(['出', '入']).ends_with(w));
        !verb
            && name.ends_with(|c| self.cues.of.measures.contains(&c))
            && !self.cues.of.unmeasured.ends(name)
    }

    /// 委托|二人|作为诉讼代理人: as what people are taken.
    pub(super) fn taken_as(&self, at: usize, after: usize, unit: Option<&str>) -> Option<String> {
        let rest = &self.view[after..];
        // 保证|6学分|用于艺术课程
        let scores = self
            .cues
            .topic
            .scores
            .iter()
            .any(|w| Some(w.as_str()) == unit);
        if let Some(rest) = rest.strip_prefix("用于").filter(|_| scores) {
            let (words, end) = self.phrase_at_start(rest);
            let name = &words[..end];
            return (2..=18)
                .contains(&name.chars().count())
                .then(|| name.to_owned());
        }
        // 迟到|15分钟
        if matches!(unit, Some("小时" | "分钟")) {
            let late = self.cues.topic.late.longest(&self.view[..at]);
            return late.map(|(late, ())| late.to_owned());
        }
        if !matches!(unit, Some("人" | "名" | "位")) {
            return None;
        }
        // 27人|死亡
        let mut harm = self.cues.topic.harm.iter();
        if let Some(harm) = harm.find(|w| rest.starts_with(w.as_str())) {
            return Some(harm.clone());
        }
        let rest = ["作为", "担任", "为"]
            .iter()
            .find_map(|w| rest.strip_prefix(w))?;
        let (words, end) = self.phrase_at_start(rest);
        let name = &words[..end];
        (self.is_people(name) && (2..=12).contains(&name.chars().count())).then(|| name.to_owned())
    }

    /// 其中出口|2400亿元: a name of its own, though a verb elsewhere.
    pub(super) fn trade(&self, within: Span) -> Option<String> {
        let text = within.slice(self.view);
        let words = text.rsplit(['，', '、', '（', '：', '；', '。']).next()?;
        let word = words.trim_start_matches("其中").trim();
        ["出口", "进口"].contains(&word).then(|| word.to_owned())
    }

    /// Whether the words between two figures of one unit say only whose the second is:
    /// 小学不少于四节，|初中不少于|两节.
    pub(super) fn adjoins(&self, between: &str, unit: Option<&str>, bare: bool) -> bool {
        let lasts = matches!(unit, Some("小时" | "分钟" | "秒"));
        let bounded = lasts && !bare;
        if !bounded
            && self
                .cues
                .topic
                .apart
                .iter()
                .any(|w| Some(w.as_str()) == unit)
        {
            return false;
        }
        let words = between.trim_start_matches([' ', '，', '、']);
        // 工人平均工资|增长…: another measure
        let measure = self.words.cut(words).into_iter().any(|token| {
            let word = token.span.slice(words);
            word.chars().count() > 1
                && !self.cues.of.trailing.contains(word)
                && (word.ends_with(|c| self.cues.of.measures.contains(&c))
                    || self
                        .cues
                        .topic
                        .measured
                        .iter()
                        .any(|w| word.ends_with(w.as_str())))
        });
        !measure
            && words.len() < between.len()
            && words.chars().count() <= NEAR
            && words
                .chars()
                .all(|c| is_word(c) || c.is_ascii_alphanumeric() || matches!(c, '-' | '—' | '、'))
    }

    /// 主项（声乐、器乐各选一样，|165分|）: the name before the bracket.
    pub(super) fn before_bracket(
        &self,
        from: usize,
        at: usize,
        unit: Option<&str>,
    ) -> Option<String> {
        if !self
            .cues
            .topic
            .scores
            .iter()
            .any(|w| Some(w.as_str()) == unit)
        {
            return None;
        }
        let words = &self.view[from..at];
        let open = words.rfind(['（', '('])?;
        let inside = &words[open..];
        if open == 0 || inside.contains(['）', ')']) || !inside.contains(['，', '、', ',']) {
            return None;
        }
        self.named(Span::new(from, from + open), &[])
            .filter(|name| !self.says_nothing(name) && !name.starts_with('个'))
    }

    /// 招生人数为：中学|二百万人: the measure before the colon. Where the figure has a name, only
    /// a head that says that it gives a measure of each.
    pub(super) fn list_heading(
        &self,
        sentence: usize,
        within: Span,
        unit: Option<&str>,
        has_name: bool,
    ) -> Option<String> {
        let words = &self.view[sentence..within.end];
        let colon = words.find(['：', ':'])?;
        let head = &words[..colon];
        let each = self
            .cues
            .topic
            .each_is
            .iter()
            .find_map(|w| head.strip_suffix(w.as_str()));
        let own = words
            .rfind(['，', '、', '：', ':'])
            .map_or("", |at| words[at..].trim_start_matches(|c| !is_word(c)));
        let short = own.chars().count() <= NEAR;
        let end = each.map_or(colon, str::len);
        // 其间距：国道不少于|二十米
        let given = |name: &String| {
            each.is_some() || !has_name || self.is_measure(name) && suits(name, unit)
        };
        self.named(Span::new(sentence, sentence + end), &[])
            .filter(|name| {
                // 主要目标是：居民消费价格涨幅|3%
                short
                    && given(name)
                    && self.fits(name, unit)
                    && !name.ends_with("目标")
                    && !self.says_nothing(name)
            })
    }

    /// What the clause of a figure, or one before it, tells of. `within` are the words before
    /// the figure that no other figure has.
    pub(super) fn topic(
        &self,
        within: Span,
        times: &[Span],
        unit: Option<&str>,
        bare: bool,
    ) -> Option<String> {
        let text = within.slice(self.view);
        let own = text.rfind(['，', ',', '：']).map_or(0, |at| {
            at + text[at..].chars().next().map_or(0, char::len_utf8)
        });
        let clause = Span::new(within.start + own, within.end);
        let fits = |name: &String| self.fits(name, unit) && !self.says_nothing(name);
        // 从净收入中提取不低于|60%|的比例
        let words = clause.slice(self.view);
        let out_of = || {
            let mut verbs = self.cues.topic.out_of.iter();
            let at = verbs.find_map(|w| words.rfind(w.as_str()))?;
            words[..at].contains('从').then_some(at)
        };
        if let Some(at) = out_of()
            && let Some(name) = self.named(Span::new(clause.start, clause.start + at), times)
        {
            return Some(name).filter(fits);
        }
        // 报考费根据价格部门的规定|128元
        if self.may_fit(words, unit)
            && let Some(name) = self.subject(clause, times).filter(fits)
        {
            return Some(name);
        }
        if let Some(name) = self.before_verb(clause, times, unit) {
            return Some(name);
        }
        // 安排好赴考时间，考前|45分钟: what is done then, no length of it
        let lasts = matches!(unit, Some("小时" | "分钟" | "秒"));
        if lasts && bare && !text.ends_with(['为', '是']) {
            return None;
        }
        // 照片为jpg格式，不小于800像素且不大于|5MB: a file is said before its measures.
        let file = matches!(unit, Some("MB" | "KB" | "GB"));
        if !file && !self.says_whose(clause, times) {
            return None;
        }
        let mut end = own;
        for _ in 0..CLAUSES {
            let head = text[..end].trim_end_matches(['，', ',', '：', ' ']);
            if head.is_empty() || head.len() == end {
                return None;
            }
            let start = head.rfind(['，', ',', '：']).map_or(0, |at| {
                at + head[at..].chars().next().map_or(0, char::len_utf8)
            });
            // 违法所得不足一万元的，…: a condition names what it is about.
            if head.ends_with(['的', '时', '后', '前']) {
                return None;
            }
            let clause = Span::new(within.start + start, within.start + head.len());
            // What a figure before stands in is told of that.
            if start == 0 && within.start > 0 && !self.view[..within.start].ends_with(STOPS) {
                return None;
            }
            // 各区研究费用用于农业的部分，应当不低于…
            let said = clause.slice(self.view);
            let part =
                said.ends_with("的部分") && said.chars().all(is_word) && said.chars().count() <= 30;
            if part && self.fits("比例", unit) {
                return Some(said.to_owned());
            }
            // What no name there could end with is not looked for.
            let found = self.put_into(clause, unit).or_else(|| {
                self.may_fit(said, unit).then_some(())?;
                let name = self.named(clause, times).filter(fits);
                name.or_else(|| self.subject(clause, times).filter(fits))
            });
            if found.is_some() {
                return found;
            }
            end = start;
        }
        None
    }

    /// 将艺术课程纳入必修课，保证|72学时: what the clause before puts somewhere.
    fn put_into(&self, clause: Span, unit: Option<&str>) -> Option<String> {
        let words = clause.slice(self.view);
        let at = self
            .cues
            .topic
            .put_into
            .iter()
            .filter_map(|w| words.find(w.as_str()))
            .min()?;
        let head = &words[..at];
        let from = head.rfind(['将', '把'])? + '将'.len_utf8();
        let name = &head[from..];
        let plain = name.chars().all(|c| is_word(c) || c == '、');
        (plain && (2..=12).contains(&name.chars().count()) && self.fits(name, unit))
            .then(|| name.to_owned())
    }

    /// The subject of a clause: the noun phrase that it begins with.
    pub(super) fn subject(&self, clause: Span, times: &[Span]) -> Option<String> {
        let text = clause.slice(self.view);
        let near = &text[..text.floor_char_boundary(90)];
        let near = near
            .find(|c: char| !(is_word(c) || matches!(c, '、' | '“' | '”')))
            .map_or(near, |at| &near[..at]);
        let tokens = self.words.cut(near);
        let is_time = |token: Span| times.iter().any(|t| t.touches(token.shifted(clause.start)));
        let mut end = 0;
        let mut measured = 0;
        for (at, token) in tokens.iter().enumerate() {
            let word = token.span.slice(near);
            let next = tokens.get(at + 1).map(|t| t.span);
            let noun = |span: Span| {
                let word = span.slice(near);
                !self.cues.of.leading.contains(word)
                    && !self.cues.of.trailing.contains(word)
                    && !is_time(span)
                    && word.chars().all(is_word)
            };
            let within_name = matches!(word, "的" | "、" | "和" | "与" | "及" | "以及" | "“" | "”")
                || self.cues.of.soft.contains(word) && (end > 0 && next.is_some_and(noun))
                // 粮食|生产|必须…
                || end > 0 && self.cues.topic.measured.iter().any(|w| w == word)
                // 校长|任职|年龄
                || end > 0
                    && !self.cues.of.leading.contains(word)
                    && next.is_some_and(|next| {
                        next.slice(near).ends_with(|c| self.cues.of.measures.contains(&c))
                    })
                || next.is_some_and(|next| self.begins_joined(&near[token.span.start..next.end]));
            let stops = self.cues.of.leading.contains(word)
                || self.cues.of.trailing.contains(word)
                || self.cues.of.stops.contains(word)
                || is_time(token.span)
                || word.chars().all(crate::numeral::is_numeral);
            if stops && !within_name {
                let opens = word == "上述" || self.cues.topic.sees_to.contains(word);
                if end == 0 && (is_time(token.span) || opens) {
                    // 今年|小麦收购价…, 上述|照片
                    continue;
                }
                break;
            }
            if !matches!(word, "的" | "、" | "和" | "与" | "及" | "以及") {
                end = token.span.end;
                // 粮食产量|连创新高
                if word.chars().count() > 1
                    && word != "免费"
                    && word.ends_with(['量', '率', '额', '值', '费', '数', '积'])
                {
                    measured = end;
                }
            }
        }
        let rest = near.get(measured..end).unwrap_or_default();
        if measured > 0
            && rest.chars().count() <= 4
            && !rest.starts_with(['的', '和', '、', '与', '及'])
        {
            end = measured;
        }
        // 效益|较好的企业: no subject yet
        let behind = near[end..].trim_end_matches('的');
        let describes = behind.chars().take(5).any(|c| c == '的');
        if end == 0 || describes {
            return None;
        }
        self.named(Span::new(clause.start, clause.start + end), times)
    }

    /// 保障性住房基本建成|470万套: what stands before the verb alone that the figure follows.
    fn before_verb(&self, clause: Span, times: &[Span], unit: Option<&str>) -> Option<String> {
        if matches!(unit, Some("小时" | "分钟" | "秒")) {
            return None;
        }
        let text = clause.slice(self.view);
        let mut head = text.trim_end();
        let mut verbs = 0;
        while let Some((verb, ())) = self.cues.topic.done.longest(head).filter(|_| verbs < 3) {
            head = &head[..head.len() - verb.len()];
            verbs += 1;
        }
        if verbs == 0 || head.is_empty() {
            return None;
        }
        self.thing(
            Span::new(clause.start, clause.start + head.len()),
            times,
            unit,
        )
        .filter(|name| !self.cues.of.actors.ends(name) && !self.cues.of.places.ends(name))
    }

    /// Whether a clause names nothing but whose or when: 小学每周, 2012年底已.
    fn says_whose(&self, clause: Span, times: &[Span]) -> bool {
        if self.is_bare(clause, times) {
            return true;
        }
        let text = clause.slice(self.view);
        // 中高级技术人员|每年
        let people = || {
            let tokens = self.words.cut(text).into_iter();
            tokens
                .map(|t| t.span.slice(text))
                .any(|w| self.is_people(w))
        };
        let length = text.chars().count();
        if length > NEAR || length > SHORT && !people() {
            return false;
        }
        self.words.cut(text).into_iter().all(|token| {
            let word = token.span.slice(text);
            let time = times
                .iter()
                .any(|t| t.touches(token.span.shifted(clause.start)));
            time || self.cues.of.trailing.contains(word)
                || self.cues.topic.done.ends(word)
                || !self.cues.of.leading.contains(word)
        })
    }
}

/// What a sentence or a clause may begin behind.
const STOPS: [char; 7] = ['。', '；', '\n', '！', '？', '，', '\t'];
