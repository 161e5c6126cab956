//! What laws lay down without a word that says so: votes, posts, sums to be paid, hours within
//! which something is to be done, distances within which it is forbidden.

use super::QuantityStatus;
use super::bound::Bounds;
use super::clause::rest_of_clause;
use super::reading::{Place, Reading};
use super::status::Says;

impl Reading<'_> {
    /// Whether a law lays a figure down by what it is of or by what stands beside it.
    pub(super) fn by_law(
        &mut self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        of: Option<&str>,
    ) -> bool {
        let view = self.view;
        let cues = &self.cues.status;
        let behind = &view[bounds.end..];
        let tail = rest_of_clause(&behind[..behind.floor_char_boundary(90)]);
        let clause = &view[place.whole_clause..bounds.start.max(place.whole_clause)];
        // 三次以上|的, 满一千毫升|时: what it takes
        let takes = tail.ends_with(['的', '时']) || cues.has(clause, Says::Condition);
        if takes || matches!(bounds.relation.as_str(), "gt" | "lt") && unit.is_some() {
            return false;
        }
        of.is_some_and(|of| cues.laid_by_law.iter().any(|w| of.ends_with(w.as_str())))
            || is_vote(clause, tail, unit, &cues.votes)
            || self.is_post(place, bounds, clause, unit)
            || is_paid(clause, tail, bounds, &cues.pays)
            || unit == Some("小时") && is_term(bounds, place, tail)
            || self.is_zone(place, bounds, unit, tail)
    }

    /// Who are to hold a post: 设主任一人、副主任二至四人.
    fn is_post(&self, place: &Place, bounds: &Bounds, clause: &str, unit: Option<&str>) -> bool {
        if !matches!(unit, Some("人" | "名")) {
            return false;
        }
        sets_up(clause) || {
            let gap = self.view.get(self.last..bounds.start).unwrap_or_default();
            let before = self.found.last();
            place.follows
                && gap.starts_with(['，', '、', '和'])
                && gap.len() <= 36
                && before.is_some_and(|q| {
                    q.status == Some(QuantityStatus::Standard) && q.unit.as_deref() == unit
                })
        }
    }

    /// A distance within which something is forbidden, or that makes a zone of its own:
    /// 周围二百米范围内，禁止…, 外侧五十米内为保护区.
    fn is_zone(&mut self, place: &Place, bounds: &Bounds, unit: Option<&str>, tail: &str) -> bool {
        if !matches!(unit, Some("米" | "公里" | "千米" | "海里")) {
            return false;
        }
        let within = ["范围", "区域", "距离", "地带"];
        // 跨河桥长|100米以上|的桥梁: what describes others
        if tail.starts_with('的') && !within.iter().any(|w| tail.contains(w)) {
            return false;
        }
        let view = self.view;
        let cues = &self.cues.status;
        let clause = &view[place.whole_clause..place.span.start];
        let next = view[bounds.end + tail.len()..].strip_prefix('，');
        let next = next.map_or("", |next| {
            rest_of_clause(&next[..next.floor_char_boundary(90)])
        });
        let zone = |words: &str| cues.zones.within(words).next().is_some();
        let forbids = |words: &str| cues.forbids.within(words).next().is_some();
        // 保护范围为投影以外|五米|区域
        let ranges = zone(clause) && ["范围为", "范围是"].iter().any(|w| clause.contains(w));
        ranges
            || forbids(clause)
            || forbids(tail)
            || cues.forbids.begins(next)
            || zone(tail)
            || zone(next) && !next.ends_with('的')
            || self.list_head(place.span.start).is_some_and(|head| {
                let head = head.slice(view);
                !head.contains('罚') && (forbids(head) || zone(head) && head.contains("范围"))
            })
    }
}

/// Whether words set up a post: 设|主任一人, but not 特种设备.
fn sets_up(clause: &str) -> bool {
    clause.match_indices('设').any(|(at, verb)| {
        let behind = &clause[at + verb.len()..];
        !behind.starts_with(['备', '施', '计', '区', '想', '法', '定', '防', '市', '置'])
            && !clause[..at].ends_with(['建', '假', '摆', '铺', '敷', '架', '埋'])
    })
}

/// Whether a share is that of the votes with which something is decided: 由全体代表的|过半数|通过.
fn is_vote(clause: &str, tail: &str, unit: Option<&str>, votes: &[String]) -> bool {
    unit.is_none()
        && votes.iter().any(|w| tail.starts_with(w.as_str()))
        && clause.contains(['由', '经', '以', '应', '须', '获'])
}

/// Whether a sum is one to be paid or given back: 每件交纳|50元, 按前款规定的|30%|计付.
fn is_paid(clause: &str, tail: &str, bounds: &Bounds, pays: &[String]) -> bool {
    let behind = tail.strip_prefix(['的', '予']).unwrap_or(tail);
    // 已缴纳五十万元, 少支付一万元: what was or was not done
    let done = ["已", "未", "少", "拒", "欠", "多次"];
    !done.iter().any(|w| clause.contains(w))
        && (pays.iter().any(|w| clause.ends_with(w.as_str()))
            || bounds.bare
                && ["按", "以"].iter().any(|w| clause.contains(w))
                && pays.iter().any(|w| behind.starts_with(w.as_str())))
}

/// Whether something is to be done within some hours: 二十四小时内|向有关部门报告.
fn is_term(bounds: &Bounds, place: &Place, tail: &str) -> bool {
    bounds.relation == "le"
        && bounds.end > place.span.end
        && !tail.is_empty()
        && !tail.contains('的')
}
