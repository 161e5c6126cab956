//! What a figure measures: the noun phrase before it.

use super::cues::{Cues, is_word};
use super::marks::remark_before;
use crate::segment::Segmenter;
use crate::span::Span;
use std::cell::{Cell, RefCell};

/// The longest name, in characters.
pub(super) const LONGEST: usize = 30;
/// How far, in bytes, the words around a figure are cut.
pub(super) const REACH: usize = 120;

/// The names of one text, found figure by figure.
pub(super) struct Names<'t> {
    pub(super) view: &'t str,
    pub(super) cues: &'static Cues,
    pub(super) words: Segmenter,
    /// The phrases found last: where each begins, how long its words are, where it ends in them.
    pub(super) phrases: Cell<[(usize, usize, usize); 4]>,
    /// The names looked for last, where and with which time before them: one figure asks for the
    /// same several times.
    asked: RefCell<Asked>,
}

/// Some places with the names that end them, the oldest to be replaced next.
#[derive(Default)]
struct Asked {
    names: Vec<(Span, Option<Span>, Option<String>)>,
    next: usize,
}

/// How many names are kept.
const KEPT: usize = 6;

impl Asked {
    fn get(&self, within: Span, time: Option<Span>) -> Option<Option<String>> {
        let mut names = self.names.iter();
        let found = names.find(|(at, when, _)| *at == within && *when == time)?;
        Some(found.2.clone())
    }

    fn keep(&mut self, within: Span, time: Option<Span>, name: &Option<String>) {
        let entry = (within, time, name.clone());
        match self.names.get_mut(self.next) {
            Some(old) => *old = entry,
            None => self.names.push(entry),
        }
        self.next = (self.next + 1) % KEPT;
    }
}

/// What has a height, with which it makes one word: 坝高.
const UPRIGHT: [char; 9] = ['坝', '树', '层', '身', '楼', '墙', '桥', '堤', '檐'];

impl<'t> Names<'t> {
    pub(super) fn new(view: &'t str, cues: &'static Cues) -> Self {
        Self {
            view,
            cues,
            words: Segmenter::builtin(),
            phrases: Cell::new([(usize::MAX, 0, 0); 4]),
            asked: RefCell::default(),
        }
    }

    /// The noun phrase that ends `within`.
    pub(super) fn named(&self, within: Span, times: &[Span]) -> Option<String> {
        let time = times.first().copied();
        if let Some(name) = self.asked.borrow().get(within, time) {
            return name;
        }
        let name = self.name_in(within, times);
        self.asked.borrow_mut().keep(within, time, &name);
        name
    }

    /// Whether `rest`, a part of `words`, goes on with a word that has a remark in it: 村（牧）|民.
    fn begins_within(&self, words: &str, rest: &str) -> bool {
        let at = rest.as_ptr() as usize - words.as_ptr() as usize;
        let inside = words[..at].strip_suffix('）');
        let parts = inside.and_then(|inside| inside.rsplit_once('（'));
        let before = parts
            .filter(|(_, inside)| inside.chars().count() == 1)
            .and_then(|(head, _)| head.chars().next_back().filter(|c| is_word(*c)));
        before.is_some_and(|first| {
            let joined = format!("{first}{rest}");
            let word = self.words.cut(&joined).into_iter().next();
            word.is_some_and(|token| token.span.end > first.len_utf8())
        })
    }

    /// Whether words are few and none of a name: 由, 稳定在.
    fn is_trailing(&self, words: &str) -> bool {
        words.chars().count() <= 5
            && self.words.cut(words).into_iter().all(|token| {
                let word = token.span.slice(words);
                word.trim().is_empty() || self.cues.of.trailing.contains(word)
            })
    }

    fn name_in(&self, within: Span, times: &[Span]) -> Option<String> {
        let from = self
            .view
            .ceil_char_boundary(within.end.saturating_sub(REACH).max(within.start));
        let mut clause = Span::new(from, within.end);
        let text = clause.slice(self.view);
        // 速写（综合能力）（100分）: the remark in brackets is about what stands before them.
        let mut text = text.trim_end_matches([' ', '（', '(', '：', ':', '\t', '\\']);
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
        // 高度|从地面起|不得超过2米, 登记证明|一式|2份
        if let Some(at) = text.strip_suffix('起').and_then(|head| head.rfind('从')) {
            text = &text[..at];
        }
        text = text.strip_suffix("一式").unwrap_or(text);
        // 新建铁路投入运营|5557公里
        if let Some((closing, ())) = self.cues.of.closing.longest(text) {
            text = &text[..text.len() - closing.len()];
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
        // 企业研发支出占比由…, 支出与生产总值之比, 空间占比稳定在…
        let shares = ["占比", "之比"].into_iter();
        if let Some((head, share)) = shares
            .filter_map(|share| Some((&text[..text.rfind(share)?], share)))
            .find(|(head, share)| self.is_trailing(&text[head.len() + share.len()..]))
        {
            let before = Span::new(clause.start, clause.start + head.len());
            let name = self.named(before, times);
            return name.map(|name| {
                let whole = head.ends_with(name.as_str());
                if whole { name + share } else { name }
            });
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
        // 村（牧）民会议|三分之二: the name begins before the bracket.
        if self.begins_within(&self.view[clause.start..], text) {
            return None;
        }
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
                || self.cues.of.trailing.contains(word(token))
                    && !after_quote(end - 1)
                    // 坝|高, not 再高
                    && !(word(token) == "高"
                        && end > 1
                        && word(&tokens[end - 2]).ends_with(UPRIGHT))
                    // 经济增长|预期
                    && !(end > 1 && {
                        let last = Span::new(tokens[end - 2].start, token.end);
                        self.cues.of.ends.contains(last.slice(self.view))
                    })
                // 生産|將等於
                || word(token) == "等"
                    && tokens.get(end).is_some_and(|t| matches!(word(t), "於" | "于"))
                // 产量|前三年共, 总产值|在五年内
                || years(end - 1)
                || end > 1
                    && matches!(word(token), "内" | "间" | "中" | "来")
                    && years(end - 2)
                // 省级政府网站中|有10个
                || word(token) == "中"
                    && tokens.get(end).is_some_and(|t| matches!(word(t), "有" | "已有"))
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
        // 在调整初期|由…: a time without a date
        if tokens
            .get(end.saturating_sub(1))
            .is_some_and(|t| matches!(word(t), "初期" | "中期" | "末期" | "后期" | "期间" | "时期"))
            && let Some(at) = tokens[..end]
                .iter()
                .position(|t| matches!(word(t), "在" | "从" | "到"))
            && at == 0
        {
            end = 0;
        }
        // 在全国三类地区|分别达到…
        if end > 1
            && matches!(word(&tokens[end - 1]), "地区" | "地方" | "领域" | "方面")
            && let Some(at) = tokens[..end].iter().position(|t| word(t) == "在")
            && tokens[..at].iter().all(&is_time)
            && end - at <= 5
        {
            end = 0;
        }
        if end == 0 {
            // 所占的比重，一九五二年|为百分之四十: no name stands in this clause.
            let head = Span::new(within.start, clause.start).slice(self.view);
            // 水泥和化肥（折成纯量）分别达到|…
            if let Some(before) = remark_before(head) {
                let before = Span::new(within.start, within.start + before.len());
                return self
                    .named(before, times)
                    .filter(|name| !name.starts_with('各'));
            }
            // 推行居住证制度，|又有|1600万人进城: what is told here is another matter
            if text.contains(['有', '需']) {
                return None;
            }
            // 原煤：从|六千万吨
            let listed = head.strip_suffix('：');
            let head = listed.or_else(|| head.strip_suffix('，'))?;
            let before = Span::new(within.start, within.start + head.len());
            let name = self.named(before, times).filter(|_| {
                listed.is_some() || head.ends_with(|c| self.cues.of.measures.contains(&c))
            });
            return name.filter(|name| !self.cues.of.relative.contains(name));
        }
        // 候选人数应比应选人数|多一人: what is compared with is not what is measured.
        if let Some(than) = tokens[..end]
            .iter()
            .rposition(|t| matches!(word(t), "比" | "较" | "多于" | "少于"))
            // 支出与生产总值之|比
            && !(than > 0 && word(&tokens[than - 1]) == "之")
        {
            // 比应选人数, not 少于三个或者面积
            // 一九五四年比一九五二年|医院病床: the name stands behind the time.
            let time = tokens[than + 1..end]
                .iter()
                .take_while(|t| is_time(t))
                .count();
            let measured = time > 0 && than + 1 + time < end && {
                let first = word(&tokens[than + 1 + time]);
                let last = word(&tokens[end - 1]);
                // 比去年|预算赤字
                let planned = ["预算", "决算", "计划", "预计", "实际", "同期"];
                !planned.iter().any(|w| first.starts_with(w))
                    && !matches!(
                        first,
                        "的" | "全年" | "年" | "初" | "末" | "底" | "年初" | "年末" | "年底"
                    )
                    && !self.cues.of.never.contains(last)
                    && !["算", "数", "计", "平", "年", "绩", "增", "前", "期"]
                        .iter()
                        .any(|w| last.ends_with(w))
                    && self.is_noun(&tokens[end - 1], &is_time)
            };
            let plain = !measured
                && tokens[than + 1..end].iter().all(|t| {
                    !matches!(word(t), "或者" | "或" | "且" | "并" | "并且" | "而")
                        && !self.counts(word(t))
                });
            let mut head = if plain { than } else { end };
            while head > 0
                && (is_time(&tokens[head - 1])
                    || self.cues.of.trailing.contains(word(&tokens[head - 1])))
            {
                head -= 1;
            }
            if head == 0 {
                return None;
            }
            end = head;
        }
        // 科学事业费|到2000年|占财政支出的比例
        let part_before = |share: usize| {
            let mut part = tokens[..share].iter();
            let last = part.rposition(|t| !(is_time(t) || matches!(word(t), "到" | "至" | "在")));
            last.map_or(share, |last| last + 1)
        };
        let last = self.phrase(&tokens, end, &is_time);
        let mut start = self.row(&tokens, last, end, &is_time);
        // 用于培训的比例, 占总面积的比例: the share alone says too little.
        let short = |start: usize| {
            let said: String = tokens[start..end].iter().map(word).collect();
            self.cues.of.relative.contains(said.as_str())
        };
        // 补助标准, 投资总额: the verb before a measure is part of its name. But 投入资金
        if start > 0
            && short(start)
            && self.cues.of.soft.contains(word(&tokens[start - 1]))
            && (word(&tokens[start]).ends_with(|c| self.cues.of.with_verb.contains(&c))
                || self.cues.of.nominal.contains(word(&tokens[start - 1])))
        {
            start = self.phrase(&tokens, start - 1, &is_time).min(start - 1);
        }
        while start > 1 && word(&tokens[start - 1]) == "的" && short(start) {
            let wider = self.phrase(&tokens, start - 1, &is_time);
            // 消费在国民收入中的|比重
            if word(&tokens[start - 2]) == "中"
                && let Some(at) = tokens[..start].iter().rposition(|t| word(t) == "在")
                && at > 0
            {
                let before = self.phrase(&tokens, at, &is_time);
                start = if before < at { before } else { start };
                // 生产资料的|产值|在总产值中的比重
                let part = Span::new(tokens[start].start, tokens[at - 1].end);
                if start > 1
                    && word(&tokens[start - 1]) == "的"
                    && self.cues.of.relative.contains(part.slice(self.view))
                {
                    start = self.phrase(&tokens, start - 1, &is_time).min(start);
                }
                break;
            }
            if wider + 1 >= start {
                // 工业所占的比重
                if start > 2 && matches!(word(&tokens[start - 2]), "占" | "所占") {
                    let joint = usize::from(word(&tokens[start - 3]) == "所");
                    let before = self.phrase(&tokens, start - 2 - joint, &is_time);
                    if before + 2 + joint < start {
                        start = self.row(&tokens, before, end, &is_time);
                    } else if let Some(at) = tokens[..start].iter().rposition(|t| word(t) == "在")
                        && at > 0
                        && start
                            .checked_sub(3 + joint)
                            .and_then(|at| tokens.get(at))
                            .is_some_and(|t| word(t) == "中")
                    {
                        // 积累|在国民收入中所占的比重
                        start = self.phrase(&tokens, at, &is_time);
                        if start > 1 && word(&tokens[start - 1]) == "的" {
                            let wider = self.phrase(&tokens, start - 1, &is_time);
                            start = if wider + 1 < start { wider } else { start };
                        }
                    }
                    break;
                }
                // 增长的速度
                if start > 1 && self.cues.of.soft.contains(word(&tokens[start - 2])) {
                    start -= 2;
                }
                break;
            }
            start = wider;
            if start > 1 && matches!(word(&tokens[start - 1]), "占" | "用于") {
                let part = part_before(start - 1);
                let before = self.phrase(&tokens, part, &is_time);
                start = if before < part { before } else { start - 1 };
            }
        }
        // 商业、粮食和|对外贸易方面的支出
        if start < last && start > 0 {
            start = self.row(&tokens, start, end, &is_time);
        }
        // 占生产总值比重, 所占比例: the share with its whole and its part.
        if start > 1 && matches!(word(&tokens[start - 1]), "占" | "所占") {
            let joint = usize::from(word(&tokens[start - 2]) == "所");
            let part = start - 1 - joint;
            // 少数民族人口|在总人口中|所占比例
            let inside = part > 1 && word(&tokens[part - 1]) == "中";
            let part = tokens[..part]
                .iter()
                .rposition(|t| inside && word(t) == "在")
                .filter(|at| *at > 0)
                .unwrap_or(part);
            let before = self.phrase(&tokens, part, &is_time);
            if before + 1 + joint < start {
                start = self.row(&tokens, before, end, &is_time);
            }
            if tokens
                .get(end)
                .is_some_and(|t| matches!(word(t), "比重" | "比例"))
            {
                end += 1;
            }
        }
        // 工业制成品|占出口总值的比重
        if matches!(word(&tokens[end - 1]), "比重" | "比例" | "份额" | "占比")
            && let Some(at) = tokens[..start]
                .iter()
                .rposition(|t| matches!(word(t), "占" | "佔"))
                .filter(|at| start - at <= 6)
        {
            let part = part_before(at);
            let before = self.phrase(&tokens, part, &is_time);
            start = if before < part {
                self.row(&tokens, before, end, &is_time)
            } else {
                at
            };
        }
        // 被|辨认的人数
        if start > 0 && start < end && word(&tokens[start - 1]) == "被" {
            let passive = tokens[start..end].iter().any(|t| word(t) == "的");
            start -= usize::from(passive);
        }
        start = self.clause_start(&tokens, start, end, &is_time);
        start = self.towards(&tokens, start, end, &is_time);
        // 将|平均|担保费率
        if start > 0 && start < end && word(&tokens[start - 1]) == "平均" {
            let name = Span::new(tokens[start].start, tokens[end - 1].end).slice(self.view);
            // 五年|平均|增长率
            let over = start > 1 && (years(start - 2) || is_time(&tokens[start - 2]));
            let alone = start == 1 || !over && !self.is_noun(&tokens[start - 2], &is_time);
            let measure = self.is_measure(name) && !self.cues.of.relative.contains(name);
            start -= usize::from(alone && measure);
        }
        let first = tokens.get(start)?;
        // 距离地面|一米: what a distance is from is not measured.
        if start > 0 && matches!(word(&tokens[start - 1]), "距" | "距离" | "离" | "远离") {
            // 距震源|半径200米
            return (word(&tokens[end - 1]) == "半径").then(|| "半径".to_owned());
        }
        self.trimmed(
            within,
            clause,
            times,
            Span::new(first.start, tokens[end - 1].end),
            *first,
        )
    }
}
