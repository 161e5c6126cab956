//! What stands behind a figure by which something is reckoned: fines, sums, what is provided by
//! a share.

use super::behind::penalty;
use super::clause::rest_of_clause;
use super::cues::is_word;
use super::name::Names;
use super::own::BY;

impl Names<'_> {
    /// 处违法所得|三倍以下或者五千元以下罚款: the fine that stands further behind.
    pub(super) fn fine(&self, clause: usize, at: usize, after: usize) -> Option<String> {
        let head = self.view.get(clause..at)?;
        let near = &self.view[after..self.view.floor_char_boundary(after + 90)];
        let near = rest_of_clause(near);
        // 处货值金额|50%以上|3倍以下罚款: a range whose ends have different units
        let ranges =
            near.starts_with(|c: char| c.is_ascii_digit() || crate::numeral::is_numeral(c));
        // 并处二十万元以上|犯罪数额二倍以下的罚金
        let joined = ranges || near.starts_with(['或', '、', '并']) || near.contains('倍');
        let mut fines = ["罚款", "罚金"].into_iter();
        let fine = fines.find(|fine| near.contains(fine))?;
        (joined && head.contains('处')).then(|| fine.to_owned())
    }

    /// What stands behind a verb of reckoning: 开设|艺术课程.
    fn behind_reckoning<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let how = ["足额", "逐月", "按月", "定期"];
        let rest = how
            .iter()
            .find_map(|how| rest.strip_prefix(how))
            .unwrap_or(rest);
        let mut verbs = self.cues.of.reckoned.iter();
        verbs
            .find_map(|verb| rest.strip_prefix(verb.as_str()))
            .or_else(|| {
                // 向劳动者支付|赔偿金
                let whom = rest.strip_prefix('向')?;
                let near = &whom[..whom.floor_char_boundary(36)];
                let verbs = self.cues.of.reckoned.iter();
                let ends = verbs.filter_map(|verb| Some(near.find(verb.as_str())? + verb.len()));
                Some(&whom[ends.min()?..])
            })
    }

    /// Whether words begin with a verb of reckoning, or with the share or standard before it.
    pub(super) fn is_reckoned(&self, rest: &str) -> bool {
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        self.behind_verb(rest).is_some() || self.behind_reckoning(rest).is_some()
    }

    /// … and the share or standard before it: 比例配置|督学.
    pub(super) fn behind_verb<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let mut by = ["比例", "标准", "幅度"].into_iter();
        by.find_map(|by| self.behind_reckoning(rest.strip_prefix(by)?))
    }

    /// 按总课时的|11%|开设艺术课程: what is reckoned by a share of something else.
    /// A figure is `free` where no verb says of what it is a share: 总课时数的|11%|开设艺术课程.
    pub(super) fn reckoned(&self, head: &str, after: usize, free: bool) -> Option<String> {
        let by = BY.iter().filter_map(|by| head.rfind(by)).max();
        if by.is_none() && !(free && head.ends_with('的'))
            || by.is_some_and(|at| head.len() - at > 150)
        {
            return None;
        }
        let rest = &self.view[after..];
        // 按总课时的11%|（1047课时）|开设艺术课程
        let remark = rest.strip_prefix('（').and_then(|inside| {
            let close = inside.find('）').filter(|at| *at <= 30)?;
            Some(&inside[close + '）'.len_utf8()..])
        });
        let rest = remark.unwrap_or(rest);
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        let rest = self
            .behind_verb(rest)
            .or_else(|| self.behind_reckoning(rest))?;
        // 提取的|教育经费, 拨缴当月的|工会经费
        let rest = ["当月的", "当年的", "本月的"]
            .iter()
            .find_map(|w| rest.strip_prefix(w))
            .unwrap_or(rest);
        let rest = rest.strip_prefix('的').unwrap_or(rest);
        let (words, end) = self.phrase_at_start(rest);
        let name = penalty(&words[..end]);
        ((2..=18).contains(&name.chars().count()) && !self.says_nothing(name))
            .then(|| name.to_owned())
    }

    /// Where the 按 begins of 按原工资的|百分之百|发给, with nothing behind that is reckoned.
    pub(super) fn paid_by(
        &self,
        view: &str,
        clause: usize,
        at: usize,
        end: usize,
    ) -> Option<usize> {
        let head = view.get(clause..at)?.strip_suffix('的')?;
        let by = head.rfind('按').filter(|by| *by > 0)?;
        let behind = self.behind_reckoning(&view[end..])?;
        (!behind.starts_with(is_word)).then_some(clause + by)
    }
}
