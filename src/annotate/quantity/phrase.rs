//! Noun phrases among the words before a figure.

use super::cues::is_word;
use super::name::{LONGEST, Names};
use crate::span::Span;

impl Names<'_> {
    /// Whether a name ends with a verb, as 陆地延伸 does.
    pub(super) fn is_deed(&self, name: &str) -> bool {
        let last = self.words.cut(name).pop();
        last.is_some_and(|t| self.cues.of.soft.contains(t.span.slice(name)))
    }

    /// Where a row of nouns begins whose last one begins at token `start`: 企业和|个人所得税.
    pub(super) fn row(
        &self,
        tokens: &[Span],
        start: usize,
        end: usize,
        is_time: &impl Fn(&Span) -> bool,
    ) -> usize {
        let mut first = start;
        while first > 1 {
            let joint = tokens[first - 1].slice(self.view);
            if !matches!(joint, "和" | "及" | "与" | "以及" | "、" | "或者" | "或") {
                break;
            }
            let wider = self.phrase(tokens, first - 1, is_time);
            let either = matches!(joint, "或者" | "或");
            if either && !self.is_either(tokens, wider, first, start, end) {
                break;
            }
            // 每12|个班级…: what a number counts is no name.
            let counted = wider > 0
                && tokens[wider - 1]
                    .slice(self.view)
                    .ends_with(|c: char| c.is_ascii_digit() || crate::numeral::is_numeral(c));
            // 汽车、排气量: a measure is of the same kind as measures only.
            let kind = |from: usize, to: usize| {
                let said = Span::new(tokens[from].start, tokens[to - 1].end).slice(self.view);
                said.ends_with(|c| self.cues.of.measures.contains(&c))
            };
            // 小学组2个|队、初中组和高中组: the figure before counts the first of them.
            let of_other = wider == 0 && self.view[..tokens[0].start].ends_with(is_word);
            // 不足一万平方米|的新建公共建筑和|总建筑面积: what the figure before describes
            let described = || {
                let before = tokens[..wider].iter().map(|t| t.slice(self.view));
                let bounds = ["的", "以上", "以下", "以内", "左右"];
                let open = self.view[..tokens[0].start].ends_with(|c: char| is_word(c) || c == '%');
                open && before.clone().any(|w| w == "的")
                    && before
                        .skip_while(|w| bounds.contains(w))
                        .all(|w| self.cues.of.leading.contains(w))
            };
            // 四、|军民融合: a marker
            let marker = wider + 2 == first
                && tokens[wider]
                    .slice(self.view)
                    .chars()
                    .all(crate::numeral::is_numeral);
            // 每12个班级|配备|音乐、美术教室: a verb stands between
            if counted
                && let Some(verb) = (wider..first - 1)
                    .rfind(|at| self.cues.of.leading.contains(tokens[*at].slice(self.view)))
                && verb + 2 < first
            {
                first = verb + 1;
                break;
            }
            if wider + 1 >= first
                || marker
                || of_other
                || described()
                // 吸食毒品的|用具以及|非法财物价值: another one is measured
                || joint == "以及"
                    && wider > 0
                    && tokens[wider - 1].slice(self.view) == "的"
                    && kind(start, end)
                    && !kind(wider, first - 1)
                || counted
                || start + 1 == end
                    && kind(start, end)
                    && !kind(wider, first - 1)
                    // 对外援助和|其他支出
                    && !tokens[start].slice(self.view).starts_with("其他")
            {
                break;
            }
            first = wider;
        }
        let length: usize = tokens[first..end]
            .iter()
            .map(|t| t.slice(self.view).chars().count())
            .sum();
        // 手表、缝纫机、电风扇等|耐用消费品: a list too long to tell is what its 等 says
        let kind = || {
            let and_so = |t: &Span| t.slice(self.view) == "等";
            let at = tokens[start..end].iter().rposition(and_so);
            at.map_or(start, |at| start + at + 1).min(end - 1)
        };
        if length > LONGEST { kind() } else { first }
    }

    /// Whether what stands before 或者 is measured like what stands behind: 创口或者瘢痕长度, but
    /// not 没有违法所得或者违法所得不足.
    fn is_either(
        &self,
        tokens: &[Span],
        wider: usize,
        first: usize,
        start: usize,
        end: usize,
    ) -> bool {
        if start == end || wider + 1 >= first {
            return false;
        }
        let said = |from: usize, to: usize| {
            Span::new(tokens[from].start, tokens[to - 1].end).slice(self.view)
        };
        let (left, right) = (said(wider, first - 1), said(first, end));
        let without = wider > 0 && matches!(tokens[wider - 1].slice(self.view), "没有" | "无");
        let alike = self.is_measure(left) == self.is_measure(right) || left.chars().count() <= 4;
        alike && !without && left != right
    }

    /// The first token of a name that holds to whom or for what something goes before the part of
    /// it that begins at token `start`: 中央|对|地方转移支付, 用于|教育的投入.
    pub(super) fn towards(
        &self,
        tokens: &[Span],
        start: usize,
        end: usize,
        is_time: &impl Fn(&Span) -> bool,
    ) -> usize {
        let Some(at) = start.checked_sub(1) else {
            return start;
        };
        let joint = tokens[at].slice(self.view);
        if !matches!(joint, "对" | "用于") || start >= end {
            return start;
        }
        let name = Span::new(tokens[start].start, tokens[end - 1].end).slice(self.view);
        if !self.cues.of.towards.ends(name) {
            return start;
        }
        let before = self.phrase(tokens, at, is_time);
        // 消费|对经济增长的贡献率: what a deed gives
        let word = tokens[0].slice(self.view);
        if before == at && at == 1 && name.contains("贡献") && self.cues.of.soft.contains(word) {
            return 0;
        }
        let whole = Span::new(tokens[before].start, tokens[end - 1].end);
        let fits = whole.slice(self.view).chars().count() <= LONGEST;
        match () {
            // 我们|对农业的投入
            () if before < at && fits && self.is_noun(&tokens[before], is_time) => before,
            // 对小微企业|贷款增长20%: to whom it goes without a name of its own
            () if joint == "用于" && name.contains('的') => at,
            () => start,
        }
    }

    /// The first token of the noun phrase that ends before token `end`.
    pub(super) fn phrase(
        &self,
        tokens: &[Span],
        end: usize,
        is_time: &impl Fn(&Span) -> bool,
    ) -> usize {
        let mut start = end;
        while start > 0 {
            let token = &tokens[start - 1];
            let word = token.slice(self.view);
            let plain = (word.chars().all(|c| is_word(c) || c.is_ascii_alphabetic())
                || is_latin(word))
                && !is_time(token)
                && word != "的"
                && !self.counts(word);
            // 污水|处理|能力 is one name, 处理|污水 is not: a verb behind a noun belongs to it.
            let compound = self.cues.of.soft.contains(word) && {
                // 劳动力|转移|培训|率
                let soft = |t: &Span| self.cues.of.soft.contains(t.slice(self.view));
                let before = tokens[..start - 1].iter().rposition(|t| !soft(t));
                before.is_some_and(|at| {
                    let word_before = tokens[at].slice(self.view);
                    self.is_noun(&tokens[at], is_time)
                        || at + 2 == start && word_before == "”"
                        // 的|培训|经费
                        || start < end && word_before == "的" && self.cues.of.nominal.contains(word)
                }) || start > 1 && self.is_noun(&tokens[start - 2], is_time)
            };
            // 的|距离, “三农”的|投入: a noun, as its 的 says.
            let noun = start == end && start > 1 && {
                let before = tokens[start - 2].slice(self.view);
                before == "的"
                    && (self.cues.of.relative.contains(word) || self.cues.of.soft.contains(word))
                    // 1955年|支出
                    || matches!(word, "支出" | "收入")
                        && (is_time(&tokens[start - 2])
                            || matches!(before, "本年" | "全年" | "年" | "增加" | "减少" | "共"))
                    // 已完成|投资
                    || word == "投资" && (before == "完成" || is_time(&tokens[start - 2]))
            };
            // 中职校 at the start of a line: nothing stands before 中 that it could belong to.
            let heads_line = start == 1
                && start < end
                && self.view[..token.start].ends_with(['\n', '\t'])
                && matches!(word, "中" | "上" | "下" | "前" | "后" | "内");
            let joined = start < end && self.is_joined(token, &tokens[start]);
            // 重点|用膜区, but not 重点|建设
            let main = word == "重点" && start < end && {
                let next = tokens[start].slice(self.view);
                !self.cues.of.leading.contains(next) && self.words.kind(next) != "v"
            };
            // 全年|实际|投资
            let closes = || {
                start == end && start > 1 && {
                    let before = &tokens[start - 2];
                    self.is_joined(before, token) && !self.begins_joined(before.slice(self.view))
                }
            };
            // 政策|规定
            let last = || {
                start == end && start > 1 && {
                    let whole = Span::new(tokens[start - 2].start, token.end);
                    self.cues.of.ends.contains(whole.slice(self.view))
                }
            };
            let part = compound || noun || heads_line || joined || main || closes() || last();
            if !plain || self.cues.of.leading.contains(word) && !part {
                break;
            }
            start -= 1;
        }
        // 被|征收|人代表: a word of a name that is cut into three
        if start > 1 && start < end && tokens[start - 2].slice(self.view) == "被" {
            let whole = Span::new(tokens[start - 2].start, tokens[end - 1].end);
            if self.begins_joined(whole.slice(self.view)) {
                start -= 2;
            }
        }
        // 被|扶养|人
        if start > 0 && start < end && tokens[start - 1].slice(self.view) == "被" {
            let whole = Span::new(tokens[start - 1].start, tokens[end - 1].end);
            start -= usize::from(self.begins_joined(whole.slice(self.view)));
        }
        // 每|名|教师: the counter goes with 每.
        if start > 0
            && start + 1 < end
            && matches!(tokens[start - 1].slice(self.view), "每" | "各")
            && (self
                .cues
                .of
                .counters
                .contains(tokens[start].slice(self.view))
                || tokens[start].slice(self.view) == "科")
        {
            start += 1;
        }
        // 每个|学生|美育课程: whom the words behind 每 speak of is not measured.
        let each = |at: usize| {
            let word = tokens[at].slice(self.view);
            word.starts_with(['每', '各'])
                || at > 0
                    && tokens[at - 1].slice(self.view) == "每"
                    && self.cues.of.counters.contains(word)
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

    /// Where a name begins of which the words before are a part, or behind a verb that is none:
    /// 学生中|具有留学经历的比例, 通过各种方式使用|国外贷款.
    pub(super) fn clause_start(
        &self,
        tokens: &[Span],
        start: usize,
        end: usize,
        is_time: &impl Fn(&Span) -> bool,
    ) -> usize {
        if start == 0 || start >= end {
            return start;
        }
        let word = |at: usize| tokens[at].slice(self.view);
        let within = |said: &str| (start..end).any(|at| word(at) == said);
        let before = word(start - 1);
        // 用|各种方式使用|国外贷款
        if matches!(before, "通过" | "采取" | "采用")
            && let Some(at) =
                (start + 1..end - 1).find(|at| self.cues.of.leading.contains(word(*at)))
        {
            return at + 1;
        }
        // 具有|留学经历的比例, 由市场决定|价格的比重
        if self.cues.of.holding.contains(before)
            && self.cues.of.relative.contains(word(end - 1))
            && within("的")
        {
            let stops = |at: &usize| {
                let joined = || self.is_joined(&tokens[*at], &tokens[*at + 1]);
                let no_name = self.cues.of.leading.contains(word(*at))
                    || self.cues.of.trailing.contains(word(*at));
                is_time(&tokens[*at]) || no_name && !joined()
            };
            let first = (0..start).find(|at| !stops(at)).unwrap_or(start - 1);
            let fits = |first: &usize| {
                let whole = Span::new(tokens[*first].start, tokens[end - 1].end).slice(self.view);
                let plain = *first + 1 == start || whole.chars().all(is_word);
                plain && whole.chars().count() <= LONGEST
            };
            return [first, start - 1].into_iter().find(fits).unwrap_or(start);
        }
        // 应用于|生产的比重
        if self.cues.of.relative.contains(word(end - 1)) && within("的") {
            let verb = |at: usize| self.words.kind(word(at)).starts_with('v');
            match before {
                "于" if start > 1 && verb(start - 2) => return start - 2,
                "应用于" | "运用于" => return start - 1,
                _ => {}
            }
        }
        // 工作人员总数|减少|幅度
        if end - start == 1
            && matches!(word(start), "幅度" | "速度")
            && self.cues.change_of(before).is_some()
        {
            return self.phrase(tokens, start - 1, is_time).min(start - 1);
        }
        // 延长的|年龄, 农民增加的|收入
        if end - start == 1
            && start > 1
            && before == "的"
            && self.cues.of.relative.contains(word(start))
            && word(start - 2).chars().count() > 1
            && self.words.kind(word(start - 2)).starts_with('v')
            && self.cues.of.leading.contains(word(start - 2))
        {
            // 完成|人持有的份额
            let whole = self.phrase(tokens, start - 2, is_time).min(start - 2);
            let cut = word(whole).chars().count() == 1;
            return if cut { start - 2 } else { whole };
        }
        // 牵引车与|被牵引车之间的距离, 收养人与|被收养人的年龄应当相差…
        let apart =
            within("之间") || (end..tokens.len()).any(|at| matches!(word(at), "相差" | "相距"));
        let passive = usize::from(before == "被");
        if apart && start > 1 + passive && matches!(word(start - 1 - passive), "与" | "和" | "同")
        {
            return self.phrase(tokens, start - 1 - passive, is_time);
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
                || self.cues.of.trailing.contains(word)
                || self.cues.of.leading.contains(word)
                || !word.chars().all(is_word)
        }) || text.starts_with(['比', '较', '同', '与', '按', '占', '是'])
            || ["扣除", "考虑", "剔除"].iter().any(|w| text.starts_with(w))
    }

    /// Whether two tokens begin a word of a name: 可|支配收入, 在|园儿童.
    pub(super) fn is_joined(&self, token: &Span, next: &Span) -> bool {
        self.begins_joined(Span::new(token.start, next.end).slice(self.view))
    }

    /// Whether words begin with one of those that belong to names.
    pub(super) fn begins_joined(&self, words: &str) -> bool {
        self.cues.of.joined.begins(words)
    }

    /// Whether a word is a number with its unit: 一所.
    pub(super) fn counts(&self, word: &str) -> bool {
        let Some(last) = word.char_indices().next_back() else {
            return false;
        };
        last.0 > 0
            && word[..last.0].chars().all(crate::numeral::is_numeral)
            && self.cues.of.counters.contains(&word[last.0..])
    }

    /// Whether a token is a word of a name, by what it is not.
    pub(super) fn is_noun(&self, token: &Span, is_time: &impl Fn(&Span) -> bool) -> bool {
        let word = token.slice(self.view);
        (word.chars().all(is_word) || is_latin(word))
            && !is_time(token)
            && word != "的"
            && (!self.cues.of.leading.contains(word) || self.cues.of.nominal.contains(word))
            && !self.cues.of.trailing.contains(word)
    }
}

/// Whether a word is a Latin one, with its digits: 广义货币|M2.
fn is_latin(word: &str) -> bool {
    // 5G|用户
    word.bytes().any(|b| b.is_ascii_alphabetic()) && word.bytes().all(|b| b.is_ascii_alphanumeric())
}
