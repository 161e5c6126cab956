//! What rules lay down without saying so in the clause of the figure.

use super::behind::is_age;
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
        of: Option<&str>,
        dated: bool,
    ) -> bool {
        !self.told.tells
            && (self.laid_down_before(place, bounds, unit)
                || !dated && self.is_reckoned_by(place, bounds)
                || self.makes_up(bounds)
                || self.is_required(place, bounds, unit)
                || self.told.is_law && self.by_law(place, bounds, unit, of)
                || self.is_ruled(place, bounds, unit, of))
    }

    /// What a notice lays down of a test or a course: 考试结束前|30分钟，考生方可离场, 听写（|30分）,
    /// 保证|72学时, 报名费|20元.
    fn is_ruled(
        &self,
        place: &Place,
        bounds: &Bounds,
        unit: Option<&str>,
        of: Option<&str>,
    ) -> bool {
        let view = self.view;
        let cues = &self.cues.status;
        let behind = &view[bounds.end..view.floor_char_boundary(bounds.end + 90)];
        let tail = rest_of_clause(behind);
        let clause = &view[place.whole_clause..bounds.start.max(place.whole_clause)];
        if tail.ends_with('的') || cues.has(clause, Says::Condition) {
            return false;
        }
        match unit {
            Some("分钟") => {
                let next = rest_of_clause(behind[tail.len()..].trim_start_matches('，'));
                clause.contains(['前', '后', '内'])
                    && behind[tail.len()..].starts_with('，')
                    && (cues.has(next, Says::Standard)
                        || cues.forbids.within(next).next().is_some()
                        || next.contains("方可")
                        || next.contains("不能"))
            }
            Some("分") => {
                let sentence = &view[place.sentence..place.span.start];
                // 听写（30分）, 主项（声乐、器乐各选其一，165分）
                let marked = tail.starts_with('）');
                bounds.relation == "eq"
                    && (marked && sentence.contains("包括")
                        || ["总分", "满分", "分值"].iter().any(|w| clause.contains(w)))
            }
            Some("学时" | "课时" | "学分" | "个学分" | "节") => clause.contains("保证"),
            Some(unit) if unit.starts_with('元') => of.is_some_and(|of| {
                let named = clause.trim_end_matches(['：', '为', ':']);
                bounds.relation == "eq"
                    && named.ends_with(of)
                    && cues.fees.iter().any(|w| of.ends_with(w.as_str()))
            }),
            _ => false,
        }
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
    fn is_required(&mut self, place: &Place, bounds: &Bounds, unit: Option<&str>) -> bool {
        let view = self.view;
        let tail = &view[bounds.end..view.floor_char_boundary(bounds.end + 60)];
        let tail = rest_of_clause(tail);
        // 三十个|教学班以上的学校，10千伏|线路应当…: what describes others
        let describes = tail.starts_with('的') || tail.ends_with('的') || tail.contains("上的");
        // 两宗以上|相邻的用地，能够分割的，应当…: a condition goes on
        let sentence = &view[bounds.end..view.floor_char_boundary(bounds.end + 240)];
        let sentence = sentence
            .split(['。', '；', '\n'])
            .next()
            .unwrap_or_default();
        let takes = || {
            tail.contains(['不', '的'])
                || sentence.contains("的，")
                || is_age(unit)
                || matches!(bounds.relation.as_str(), "gt" | "lt")
        };
        if describes
            || tail.ends_with('时')
            || tail.contains("下的")
            || tail.contains("应当")
            || tail.contains("不得")
        {
            return false;
        }
        let Some(head) = self.list_head(place.span.start) else {
            return false;
        };
        let head = head.slice(view);
        let required = ["条件", "要求", "标准"].iter().any(|w| head.contains(w));
        let must = ["应当", "必须", "应", "须", "不得"]
            .iter()
            .any(|w| head.contains(w));
        // 应当遵守下列规定：, 按照下列标准交纳：
        let asks = ["符合", "遵守", "达到", "具备", "满足", "按照", "按", "依照"]
            .iter()
            .any(|verb| {
                let asked = head.match_indices(verb);
                asked.into_iter().any(|(at, _)| {
                    let rest = &head[at + verb.len()..];
                    rest.starts_with("下列") || rest.starts_with("以下")
                })
            });
        let set = [
            "税率如下：",
            "标准如下：",
            "标准为：",
            "标准是：",
            "费率如下：",
        ];
        let set = set.iter().any(|w| head.ends_with(w));
        (required && must || (asks && self.told.is_law || set) && !takes())
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
