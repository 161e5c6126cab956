//! What the marks around a name say: quotes before it, a remark in brackets, the number of a place.

use super::behind::penalty;
use super::cues::is_word;
use super::name::{LONGEST, Names};
use crate::span::Span;

impl<'t> Names<'t> {
    /// The name with the quoted words that stand right before it: “名额分配”|计划.
    pub(super) fn quoted_before(&self, within: Span, name: &str) -> Option<&'t str> {
        let at = name.as_ptr() as usize - self.view.as_ptr() as usize;
        let head = Span::new(within.start, at.max(within.start)).slice(self.view);
        // “三农”的|投入
        let inside = head.strip_suffix('的').unwrap_or(head).strip_suffix('”')?;
        let open = inside.rfind('“')?;
        // “两个确保”和|“低保”的资金: the row is longer.
        let before = &inside[..open];
        // 支出压减5%、|“三公”经费: what joins it to the figure before
        let joint = matches!(before, "、" | "和" | "与" | "及");
        // 城市|“低保”的资金: a noun before the quotes belongs to the name
        let near = &before[before.floor_char_boundary(before.len().saturating_sub(12))..];
        let noun = near.ends_with(is_word)
            && self.words.cut(near).last().is_some_and(|token| {
                let word = token.span.slice(near);
                !self.cues.of.leading.contains(word) && !self.cues.of.trailing.contains(word)
            });
        let plain = inside[open + '“'.len_utf8()..].chars().all(is_word)
            && (joint || !before.ends_with(['和', '、', '与', '及']))
            && !(noun && head.ends_with('的'))
            && name != "年";
        let (open, plain) = match head.ends_with('的') {
            true => self
                .quotes_of_use(inside, open)
                .map_or((open, plain), |at| (at, true)),
            false => (open, plain),
        };
        let whole = Span::new(within.start + open, at + name.len());
        let short = (4..=LONGEST).contains(&whole.slice(self.view).chars().count());
        (plain && short && !name.is_empty()).then(|| whole.slice(self.view))
    }

    /// Where a row of quoted words with what is used for them begins whose last one opens at byte
    /// `open` of `head`: 用于“两个确保”和|“低保”的资金.
    fn quotes_of_use(&self, head: &str, open: usize) -> Option<usize> {
        let mut at = open;
        loop {
            let before = &head[..at];
            if let Some(before) = before.strip_suffix("用于") {
                return Some(before.len());
            }
            let row = before.strip_suffix(['和', '、', '与', '及'])?;
            at = row.strip_suffix('”')?.rfind('“')?;
        }
    }

    /// The name that stands at `whole`, whose first word is `first`, without the words that only
    /// lead to it; `clause` are the words of its clause.
    pub(super) fn trimmed(
        &self,
        within: Span,
        clause: Span,
        times: &[Span],
        whole: Span,
        first: Span,
    ) -> Option<String> {
        let word = |token: Span| token.slice(self.view);
        let name = whole.slice(self.view);
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
                let measure = head.ends_with(|c| self.cues.of.measures.contains(&c));
                let before = Span::new(within.start, within.start + head.len());
                return self.named(before, times).filter(|_| measure);
            }
            &name[..before]
        } else {
            name
        };
        // 每平方公尺|造价: what it is given for
        let given = self.view[..first.start].ends_with('每');
        let base = self
            .cues
            .unit(name)
            .filter(|unit| given && unit.chars().count() > 1);
        let name = base.map_or(name, |unit| &name[unit.len()..]);
        // 每方|代表人数, 每一纳税年度
        let single = given && word(first).chars().count() == 1;
        if single && name.starts_with('一') {
            return None;
        }
        let name = name
            .strip_prefix(word(first))
            .filter(|rest| single && rest.chars().count() > 1)
            .unwrap_or(name);
        // １９５５|年国家决算: the end of a date
        let dated = self.view[..first.start].ends_with(|c: char| c.is_ascii_digit());
        let name = name.strip_prefix('年').filter(|_| dated).unwrap_or(name);
        // 学生修满|公共艺术课程
        let words = self.cues.of.not_in_names.iter();
        let cut = words.filter_map(|w| name.rfind(w.as_str()).map(|at| at + w.len()));
        // 综合治理|率 is one word
        let cut = cut.filter(|at| name[*at..].chars().count() > 2);
        let name = &name[cut.max().unwrap_or(0)..];
        // 设立人为|二人, 工业总产值方面：
        // 居住小区|人均不低于
        let name = name.strip_suffix("人均").unwrap_or(name);
        let name = match name.strip_suffix('为') {
            Some(person) if person.ends_with('人') => person,
            _ => name.strip_suffix("方面").unwrap_or(name),
        };
        // （包括手工业）所占的|比重
        let name = name.strip_prefix("占的").unwrap_or(name);
        // 用于这些|方面的支出
        let name = name.strip_prefix("方面的").unwrap_or(name);
        // 对个人罚款五元
        let name = penalty(self.quoted_before(within, name).unwrap_or(name));
        // 垃圾场（站）等|污染源距离
        let rest = name.strip_prefix('等').filter(|_| word(first) == "等");
        let name = rest.filter(|rest| rest.chars().count() > 1).unwrap_or(name);
        // 职工代表（含兼职人员）|人数
        let mean = Span::new(clause.start, first.start.max(clause.start)).slice(self.view);
        if matches!(mean, "" | "平均" | "年均") && self.cues.of.relative.contains(name) {
            let head = Span::new(within.start, clause.start).slice(self.view);
            if let Some(before) = remark_before(head) {
                let before = Span::new(within.start, within.start + before.len());
                let whose = self.named(before, times);
                let whose = whose.filter(|whose| before.slice(self.view).ends_with(whose.as_str()));
                return whose.map(|whose| whose + mean + name);
            }
        }
        let count = name.chars().count();
        let somewhere = name.starts_with('在') && !self.cues.of.joined.begins(name);
        let only = self.cues.of.never.contains(name)
            || somewhere
            || is_place(name)
            || is_round(name)
            || self.cues.of.leading.contains(name) && self.cues.of.trailing.contains(name);
        ((2..=LONGEST).contains(&count) && !only).then(|| name.to_owned())
    }
}

/// What stands before the bracket that ends `head`, where it holds a remark and no marker.
pub(super) fn remark_before(head: &str) -> Option<&str> {
    let inside = head.trim_end().strip_suffix(['）', ')'])?;
    let open = inside.rfind(['（', '('])?;
    let (before, remark) = inside.split_at(open);
    let words = remark.trim_start_matches(['（', '(']);
    let marker = words
        .chars()
        .all(|c| c.is_ascii_digit() || crate::numeral::is_numeral(c));
    (!marker && before.ends_with(is_word)).then_some(before)
}

/// Whether words are the number of a provision: 第二十九条.
pub(super) fn is_place(name: &str) -> bool {
    name.strip_prefix('第').is_some_and(|rest| {
        rest.chars()
            .all(|c| crate::numeral::is_numeral(c) || matches!(c, '条' | '款' | '项' | '章' | '节'))
    })
}

/// Whether words number a round of something: 第一轮.
pub(super) fn is_round(name: &str) -> bool {
    name.strip_prefix('第')
        .and_then(|rest| rest.strip_suffix(['轮', '批', '次', '期']))
        .is_some_and(|count| !count.is_empty() && count.chars().all(crate::numeral::is_numeral))
}
