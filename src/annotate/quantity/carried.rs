//! What a figure has from those around it: the name of the one before, its own of a row, that of
//! the rest of its sentence.

use super::Quantity;
use super::behind::is_age;
use super::figure::Figure;
use super::reading::{Place, Reading};
use super::setting::Bounds;
use crate::span::Span;

/// How far, in bytes, names stand before the row of figures that are dealt out to them.
const SENTENCE: usize = 240;

impl Reading<'_> {
    /// 分别降低16%和17%: what is said of the first is said of both.
    pub(super) fn say_alike(&self, figure: &Figure, place: &Place, bounds: &mut Bounds) {
        let Some(first) = self.found.last().filter(|q| {
            q.unit == figure.unit
                && q.upper.is_none()
                && self.view[place.sentence..self.last].contains("分别")
        }) else {
            return;
        };
        let said = first.relation.clone().unwrap_or_default();
        if bounds.relation == "eq" {
            bounds.relation = said;
        } else if said.ends_with("_by")
            && matches!(
                bounds.relation.as_str(),
                "about" | "ge" | "le" | "gt" | "lt"
            )
        {
            // 分别减少3%左右和|5%左右
            bounds.bound = Some(std::mem::replace(&mut bounds.relation, said));
        }
    }

    /// 国内生产总值达到114万亿元，增长8.1%: the change is of what was told before.
    pub(super) fn name_before(&self, place: &Place, bounds: &Bounds) -> Option<String> {
        let (view, before) = (self.view, self.found.last()?);
        let changes = bounds.relation.ends_with("_by")
            || bounds.relation.ends_with("_to")
            || before.relation.as_deref() == Some("from");
        // …经费投入3366亿元，是上年的|1.8倍
        let clause_words =
            view[place.clause..place.span.start].trim_start_matches([' ', '只', '仅']);
        let unit = &view[place.span.start..place.span.end];
        let relates = place.rate
            && !unit.ends_with("百分点")
            && self
                .cues
                .copulas
                .iter()
                .any(|w| clause_words.starts_with(w.as_str()));
        let goes_on =
            place.row || relates || changes && self.names.is_bare(place.within, &place.times);
        if !goes_on {
            return None;
        }
        // 就业率达到83%，比上年增加|60万人: no rate is counted.
        let of_rate =
            |of: &String| !place.rate && ["率", "比重", "比例"].iter().any(|w| of.ends_with(w));
        // 达到十七万人，比一九五二年的五万人增长|两倍: the second is what it is compared with.
        let compared = view[place.whole_clause..].starts_with(['比', '较', '同', '与']);
        let start = self.original(place.sentence);
        self.found
            .iter()
            .rev()
            .take(if compared { 2 } else { 1 })
            .take_while(|q| q.span.start >= start)
            .find_map(|q| q.of.clone())
            .filter(|of| !of_rate(of))
    }

    /// What the rest of the sentence says that a figure measures beside which no name stands.
    pub(super) fn name_of_sentence(
        &self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        is_share: bool,
    ) -> Option<String> {
        let before = || {
            let before = self.found.last().filter(|_| place.follows)?;
            let words = Span::new(self.last, bounds.start.max(self.last)).slice(self.view);
            let harm = self.cues.harm.iter().any(|w| words.contains(w.as_str()));
            let lasts = bounds.bare
                && !words.trim().is_empty()
                && matches!(unit, Some("小时" | "分钟" | "秒"));
            let same = before.unit.as_deref() == unit && !is_share && !harm && !lasts;
            // 两侧五米内，|五米|以外: distances follow one another.
            let apart = unit.is_some_and(|u| u.ends_with(['米', '里']));
            let bare = || {
                !(apart && bounds.bare && words.trim_matches(['，', '、']).is_empty())
                    && self.names.is_bare(place.within, &place.times)
            };
            let goes_on = words == "（"
                || words.starts_with("（相当于")
                || words.starts_with("（即")
                || same && (self.names.adjoins(words, unit, bounds.bare) || bare())
                // 处三倍以下罚款，但最高不超过|五万元
                || !bounds.bare
                    && before
                        .of
                        .as_deref()
                        .is_some_and(|of| self.cues.sums.ends(of))
                    && bare();
            before.of.clone().filter(|_| goes_on)
        };
        // 其中出口|2400亿元: a name of its own, though a verb elsewhere
        let own = || {
            let text = place.within.slice(self.view);
            let words = text.rsplit(['，', '、', '（', '：']).next()?;
            let word = words.trim_start_matches("其中").trim();
            ["出口", "进口"].contains(&word).then(|| word.to_owned())
        };
        self.names
            .taken_as(bounds.end, unit)
            .or_else(|| {
                self.names
                    .before_bracket(place.sentence, place.span.start, unit)
            })
            .or_else(own)
            .or_else(before)
            .or_else(|| {
                let heading = self
                    .names
                    .list_heading(place.sentence, place.within, unit, false);
                heading.or_else(|| {
                    self.names
                        .topic(place.within, &place.times, unit, bounds.bare)
                })
            })
    }

    /// 间距分别为：国道不少于|二十米: the measure before the colon, where what stands beside the
    /// figure is only whose it is.
    pub(super) fn listed_under(
        &self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        of: &str,
    ) -> Option<String> {
        let linked = !bounds.bare || place.within.slice(self.view).ends_with(['为', '是']);
        if !linked || self.names.fits(of, unit) {
            return None;
        }
        self.names
            .list_heading(place.sentence, place.within, unit, true)
    }

    /// 已满十六周岁|不满十八周岁的人: both ages are of those whom the second names.
    pub(super) fn share_age(&mut self, place: &Place, unit: Option<&str>, of: &str) {
        let between = self
            .view
            .get(self.last..place.span.start)
            .unwrap_or_default();
        let near = between.chars().count() <= 6 && !between.contains(['，', '；', '。', '\n']);
        if is_age(unit)
            && place.follows
            && near
            && let Some(before) = self.found.last_mut()
            && before.of.is_none()
            && is_age(before.unit.as_deref())
        {
            before.of = Some(of.to_owned());
        }
    }

    /// 水泥和化肥分别达到2亿吨和2千万吨: to each figure of a row its own name.
    pub(super) fn deal_out(&mut self) {
        let start = std::mem::replace(&mut self.row, self.found.len());
        let start = start.min(self.found.len());
        let (earlier, row) = self.found.split_at_mut(start);
        let [first, rest @ ..] = row else {
            return;
        };
        if !self.respectively {
            return;
        }
        let alike = |q: &Quantity| q.of == first.of && q.unit == first.unit;
        if rest.is_empty() || !rest.iter().all(alike) {
            return;
        }
        let count = rest.len() + 1;
        let told = earlier.iter().rev().take(count).rev();
        let told: Vec<String> = told
            .filter(|q| q.span.end > first.span.start.saturating_sub(SENTENCE))
            .filter_map(|q| q.of.clone())
            .collect();
        // 总人数达到两千万，收入十八亿元，分别为1982年的3倍和2倍
        let carried = told.len() == count
            && (first.of.is_none() || first.of.as_ref() == told.last())
            && told.windows(2).all(|two| two[0] != two[1]);
        let dealt = || parts(first.of.as_deref()?, count, &self.cues.measures);
        let Some(names) = (if carried { Some(told) } else { dealt() }) else {
            return;
        };
        for (quantity, name) in std::iter::once(first).chain(rest).zip(names) {
            quantity.of = Some(name);
        }
    }

    /// The byte of the original where one of the view stands.
    pub(super) fn original(&self, at: usize) -> usize {
        let span = Span::new(at, at.max(self.last));
        self.document.text.to_original(span).start
    }
}

/// The names of a row of `count`, each whole: 木材的产量 and 水泥的产量 of 木材和水泥的产量.
fn parts(names: &str, count: usize, measures: &[char]) -> Option<Vec<String>> {
    let (row, of) = match names.split_once('的') {
        Some((row, _)) => (row, &names[row.len()..]),
        None => (names, ""),
    };
    let row = row.replace("以及", "、");
    let parts: Vec<&str> = row.split(['、', '和', '与', '及']).collect();
    let whole = parts.len() == count && parts.iter().all(|part| part.chars().count() > 1);
    // 种植、收获机械化率: what they share is said once.
    let measure = |part: &&str| part.ends_with(measures);
    let shared = of.is_empty() && parts.last().is_some_and(measure) && !parts.iter().all(measure);
    (whole && !shared).then(|| parts.iter().map(|part| format!("{part}{of}")).collect())
}

/// 城镇居民收入1万元，农村居民收入5千元，增长9.8%|和8.5%: the first change is of the first.
pub(super) fn share_out(found: &mut [Quantity]) {
    if let [.., first, second, change] = found
        && change.of == second.of
        && change.unit != second.unit
        && first.unit == second.unit
        && first.of.is_some()
    {
        change.of.clone_from(&first.of);
        change.group.clone_from(&first.group);
    }
}

/// Whether only joining words stand between two figures: 9.97%和14.1%.
pub(super) fn is_joined(view: &str, from: usize, to: usize) -> bool {
    view.get(from..to)
        .is_some_and(|gap| matches!(gap.trim(), "和" | "、" | "及" | "与" | "或" | "或者"))
}
