//! The noun phrase that words begin with, and where it ends.

use super::cues::is_word;
use super::name::Names;
use crate::span::Span;

/// How many bytes behind a figure are cut first.
const NEAR: usize = 45;
/// What ends a phrase stands so far before the end of what is cut that the cut is the same.
const MARGIN: usize = 15;

impl Names<'_> {
    /// The word that `words` begin with.
    pub(super) fn first_word<'w>(&self, words: &'w str) -> &'w str {
        let head = &words[..words.floor_char_boundary(12)];
        let length = self.words.cut(head).first().map_or(0, |t| t.span.end);
        &words[..length]
    }

    /// The Chinese words at the start of `rest`, which goes to the end of the view, and where the
    /// noun phrase in them ends.
    pub(super) fn phrase_at_start<'r>(&self, rest: &'r str) -> (&'r str, usize) {
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

    /// Whether a word names people or a body that does things.
    pub(super) fn is_doer_word(&self, word: &str) -> bool {
        word.chars().count() > 1 && (self.is_people(word) || self.cues.of.actors.ends(word))
    }

    /// Where the noun phrase that begins `words` ends, and where the word ends that ends it.
    fn noun_end(&self, words: &str) -> (usize, Option<usize>) {
        let mut end = 0;
        let tokens = self.words.cut(words);
        let stops = |at: Span| {
            let word = at.slice(words);
            word.chars().all(crate::numeral::is_numeral)
                // 两项以上标准|五倍以上
                || word.ends_with('倍') && word.starts_with(crate::numeral::is_numeral)
                || self.cues.of.stops.contains(word)
                // 税率|降至13%
                || self.cues.change.to.begins(&words[at.start..])
                || word.starts_with(|c| self.cues.of.may.contains(&c))
                    && !self.begins_joined(&words[at.start..])
        };
        let mut before = 0;
        for (at, token) in tokens.iter().enumerate() {
            let word = token.span.slice(words);
            // 十五个港口|建设|三十个泊位
            let counts = word.chars().all(crate::numeral::is_numeral);
            if counts && before > 0 && self.cues.of.leading.contains(&words[before..end]) {
                return (before, Some(token.span.end));
            }
            let next = tokens.get(at + 1).map(|t| t.span);
            // 核电站|一个
            if end > 0 && self.counts(word) {
                return (end, Some(token.span.end));
            }
            let goes_on = || next.is_some_and(|next| !stops(next));
            // 行政审批等|事项, 报考|机会, 地级以上|城市
            let head = || {
                let heads = [
                    '区', '地', '心', '台', '目', '划', '园', '带', '会', '金', '体', '点',
                ];
                let mut further = tokens.iter().skip(at + 1).take(2);
                further.any(|next| next.span.slice(words).ends_with(heads))
            };
            let stays = || match word {
                // 有表决权|股份
                "有" | "可" if end == 0 => self.begins_joined(&words[token.span.start..]),
                // 一体化发展|先行区
                "发展" if end > 0 => head(),
                // 经纪组织|从事…: a body, where nothing stands behind that it could arrange
                // 农村集体经济|组织|成员
                "组织" => {
                    let members = |next: Span| matches!(next.slice(words), "成员" | "章程");
                    end > 0 && (!goes_on() || next.is_some_and(members))
                }
                // 科学技术|普及|专项经费
                "普及" => {
                    end > 0 && next.is_some_and(|next| next.slice(words).starts_with("专项"))
                }
                // 常务委员会组成|人员
                "组成" if end > 0 => next.is_some_and(|next| next.slice(words) == "人员"),
                // 自主招生|志愿
                "招生" if end > 0 => next.is_some_and(|next| {
                    let kinds = [
                        "志愿", "计划", "单位", "院校", "高校", "专业", "规模", "人数",
                    ];
                    kinds.contains(&next.slice(words))
                }),
                // 美育工作|自评
                "自" => end > 0 && next.is_some_and(|next| next.slice(words).starts_with('评')),
                "等" => end > 0 && goes_on(),
                "以上" | "以下" | "及以上" if words[..end].ends_with('级') => goes_on(),
                // 相适应的|执业经纪人
                "执业" => end == 0 && goes_on(),
                "参加" => false,
                // 横向经济|联合|网络
                "联合" if end > 0 => next.is_some_and(|next| {
                    self.words.kind(next.slice(words)).starts_with('n') && !stops(next)
                }),
                // 执行|债权人
                _ if end == 0 && self.begins_joined(&words[token.span.start..]) => true,
                _ => end == 0 && self.cues.of.soft.contains(word) && goes_on(),
            };
            if stops(token.span) && !stays() {
                // 百分之七十六的县|普及了小学教育
                let end = if word == "了" { before } else { end };
                return (end, Some(token.span.end));
            }
            // 两个以上股东|行使优先购买权: what they do is not counted.
            if end > 0
                && token.char_end - token.char_start > 1
                && !self.cues.of.soft.contains(word)
                && !self.cues.of.reckoned.iter().any(|verb| verb == word)
                && self.is_doer_word(&words[before..end])
                && self.words.kind(word) == "v"
                && !head()
            {
                return (end, Some(token.span.end));
            }
            before = end;
            end = token.span.end;
        }
        (end, None)
    }
}
