//! Where 达到 tells no change: what it takes, and how far a law lets something go.

use super::bound::Bounds;
use super::clause::rest_of_clause;
use super::figure::Figure;
use super::reading::{Place, Reading};

impl Reading<'_> {
    /// Of what is reached only where something depends on it, the bound: 数量达到25%|的，可以申请….
    pub(super) fn takes(&self, figure: &Figure, place: &Place, bounds: &mut Bounds) {
        let (view, at) = (self.view, place.span.start);
        // 保证|72学时: no less than that
        if bounds.relation == "eq"
            && bounds.bare
            && matches!(
                figure.unit.as_deref(),
                Some("学时" | "课时" | "学分" | "个学分" | "小时")
            )
            && view[..at].ends_with("保证")
        {
            bounds.relation = "ge".to_owned();
            return;
        }
        // 大约损失产值|一千亿元，财政收入|四百亿元: of each of the row
        if bounds.relation == "eq" && bounds.bare && place.follows {
            let gap = view.get(self.last..bounds.start).unwrap_or_default();
            let before = self.found.last();
            let about = before.is_some_and(|q| q.relation.as_deref() == Some("about"));
            if about
                && gap.len() <= 30
                && gap.starts_with(['，', '、'])
                && view[place.sentence..self.last].contains("大约")
            {
                bounds.relation = "about".to_owned();
            }
        }
        if bounds.relation != "rises_to" {
            return;
        }
        let behind = &view[bounds.end..];
        let head = &view[place.whole_clause..at];
        let takes = ["的，", "的；", "的。", "时，"];
        if takes.iter().any(|w| behind.starts_with(w))
            || head.contains('达') && is_condition(behind)
        {
            let bound = bounds.bound.take();
            bounds.relation = bound.unwrap_or_else(|| "ge".to_owned());
            return;
        }
        // 森林覆盖率达到|15%|的县: what it takes to be one
        let reached = matches!(&view[bounds.start..at], "达到" | "达");
        let others = self.cues.of.heights.iter();
        if reached
            && behind.strip_prefix('的').is_some_and(|noun| {
                !noun.starts_with(['，', '。', '；'])
                    && !others.clone().any(|w| noun.starts_with(w))
            })
        {
            bounds.relation = "ge".to_owned();
            return;
        }
        // 增加的数额可以达到|费用的30%|: a law that lets it go so far
        let may = ["可以达到", "可达到", "可达", "可以达"];
        if self.told.is_law && may.iter().any(|w| head.contains(w)) {
            bounds.relation = "le".to_owned();
        }
    }
}

/// Whether the words behind what is reached make it a condition: （…）并签订合同|的，…, 之日起….
pub(super) fn is_condition(behind: &str) -> bool {
    let near = &behind[..behind.floor_char_boundary(180)];
    let near = near.strip_prefix('）').unwrap_or(near);
    let near = match near.strip_prefix('（') {
        Some(remark) => remark.split_once('）').map_or(near, |(_, rest)| rest),
        None => near,
    };
    let rest = rest_of_clause(near);
    let joined = rest.starts_with(['并', '且', '或', '以', '、']);
    rest.starts_with("之日") || joined && rest.ends_with('的')
}
