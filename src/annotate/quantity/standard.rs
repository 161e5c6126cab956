//! What rules lay down without saying so in the clause of the figure.

use super::bound::Bounds;
use super::clause::rest_of_clause;
use super::reading::{Place, Reading};
use super::status::Says;

impl Reading<'_> {
    /// Whether a figure is laid down where its clause has no word that says so.
    pub(super) fn is_laid_down(
        &mut self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        dated: bool,
    ) -> bool {
        !self.told.tells
            && (self.laid_down_before(place, bounds, unit)
                || !dated && self.is_reckoned_by(place, bounds)
                || self.makes_up(bounds)
                || self.is_required(place, bounds))
    }

    /// How many make up a body, and what is enough: 由|五人以上十一人以下|单数组成, |60分|合格.
    fn makes_up(&self, bounds: &Bounds) -> bool {
        let view = self.view;
        let tail = &view[bounds.end..view.floor_char_boundary(bounds.end + 60)];
        let tail = rest_of_clause(tail);
        let enough = ["合格", "为合格", "及格", "为及格"];
        let clause = &view[bounds.clause..bounds.start.max(bounds.clause)];
        enough.contains(&tail)
            || self.told.is_law
                && tail.ends_with("组成")
                && clause.contains('由')
                && !self.cues.status.has(clause, Says::Reported)
    }

    /// What others are reckoned by: 按在校学生总数的|0.2%|配备教师.
    fn is_reckoned_by(&self, place: &Place, bounds: &Bounds) -> bool {
        let view = self.view;
        let clause = &view[place.clause.min(bounds.start)..bounds.start];
        let by = clause.contains('按') || clause.contains("依照");
        by && bounds.bare
            && !self.view[place.sentence..place.span.start].contains("鼓励")
            && self.names.is_reckoned(&view[bounds.end..])
            && !self.cues.status.has(clause, Says::Condition)
            && !self.cues.status.has(clause, Says::Reported)
    }

    /// A part of a list of what is required: 应当具备下列条件：（一）面积在|20平方米|以上.
    fn is_required(&mut self, place: &Place, bounds: &Bounds) -> bool {
        let view = self.view;
        let tail = &view[bounds.end..view.floor_char_boundary(bounds.end + 60)];
        let tail = rest_of_clause(tail);
        // 三十个|教学班以上的学校，10千伏|线路应当…: what describes others
        let describes = tail.starts_with('的') || tail.ends_with('的') || tail.contains("上的");
        if describes || tail.contains("下的") || tail.contains("应当") || tail.contains("不得")
        {
            return false;
        }
        let Some(head) = self.list_head(place.span.start) else {
            return false;
        };
        let head = head.slice(view);
        let required = ["条件", "要求", "标准"].iter().any(|w| head.contains(w));
        required
            && ["应当", "必须", "应", "须", "不得"]
                .iter()
                .any(|w| head.contains(w))
            && !["之一", "情形", "罚"].iter().any(|w| head.contains(w))
            && !self
                .cues
                .status
                .has(&view[place.sentence..place.span.start], Says::Condition)
    }

    /// What a law lays down in a clause behind the one that says so: 应当采取措施，并在二十四小时内报告.
    fn laid_down_before(&self, place: &Place, bounds: &Bounds, unit: Option<&str>) -> bool {
        let view = self.view;
        let before = &view[place.sentence..place.whole_clause];
        if !self.told.is_law || before.is_empty() {
            return false;
        }
        let clause = &view[place.whole_clause..place.span.start];
        let limit = unit == Some("小时") && bounds.relation == "le" && clause.ends_with('在')
            || unit == Some("份") && clause.ends_with(['式', '各'])
            || unit == Some("%") && clause.starts_with("按照") && bounds.bare;
        let status = &self.cues.status;
        limit
            && status.has(before, Says::Standard)
            && !status.has(clause, Says::Condition)
            && !rest_of_clause(&view[bounds.end..]).ends_with('的')
    }
}
