//! The header of a law: when and by whom it was adopted, promulgated, amended.

use super::line::{Line, next_filled};
use super::{day, marker, organ};
use crate::document::DocNumber;
use crate::shipped::pattern;
use crate::time::PartialDate;
use regex::Regex;
use std::sync::LazyLock;

/// Acts in the life of a law that its header dates.
static ACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"通过|批准|公布|发布|施行|修正|修订|修改|颁布|印发|实施|废止|公告|令第|次会议")
});
/// The dated acts of a law's header.
#[derive(Debug, Default)]
pub(super) struct Acts {
    /// Every date the header gives.
    pub(super) dates: Vec<PartialDate>,
    /// The order that promulgated the text.
    pub(super) number: Option<DocNumber>,
    pub(super) adopted: Option<PartialDate>,
    pub(super) published: Option<PartialDate>,
    pub(super) approved: Option<PartialDate>,
    pub(super) bare: Option<PartialDate>,
    pub(super) adopters: Vec<String>,
    pub(super) publishers: Vec<String>,
    pub(super) approvers: Vec<String>,
    /// The adoption noted last goes on with another organ.
    together: bool,
}

impl Acts {
    /// Notes what a header line dates: 1990年6月4日 国家教育委员会令第10号、卫生部令第1号发布.
    pub(super) fn take(&mut self, text: &str) {
        let dates: Vec<_> = day::find(text);
        for (n, (span, date)) in dates.iter().enumerate() {
            let until = dates.get(n + 1).map_or(text.len(), |(next, _)| next.start);
            let act = &text[span.end..until];
            // What a later decision did is named in its title.
            let outside = without_titles(act);
            let changed =
                outside.contains("修正") || outside.contains("修订") || outside.contains("修改");
            self.dates.push(*date);
            let orders = if changed {
                Vec::new()
            } else {
                DocNumber::find(act)
            };
            // A meeting whose 通过 stands after the next: two courts that adopt together.
            let meets =
                outside.trim_end().ends_with("会议") || outside.trim_end().ends_with("会议、");
            if (outside.contains("通过") || meets) && (!changed || self.adopted.is_none()) {
                if self.adopted.is_none() || self.together {
                    self.adopters.extend(organ::of_act(act).unwrap_or_default());
                    self.adopted.get_or_insert(*date);
                }
                self.together = meets;
            } else if changed || outside.contains("施行") && !outside.contains("公布") {
                if self.bare.is_none() && changed {
                    self.bare = Some(*date);
                    if self.adopters.is_empty() {
                        let order = DocNumber::find(act).into_iter().next();
                        self.adopters = order
                            .map(|(_, n)| organs_of_order(&n))
                            .or_else(|| organ::of_act(act))
                            .unwrap_or_default();
                    }
                }
            } else if ["公布", "发布", "颁布", "印发", "公告"]
                .iter()
                .any(|w| outside.contains(w))
                || !orders.is_empty()
            {
                if self.published.is_none() {
                    self.published = Some(*date);
                    self.publishers = orders
                        .first()
                        .map(|(_, n)| organs_of_order(n))
                        .filter(|o| !o.is_empty())
                        .or_else(|| organ::of_act(act))
                        .unwrap_or_default();
                }
            } else if outside.contains("批准") {
                if self.approved.is_none() {
                    self.approved = Some(*date);
                    self.approvers = organ::of_act(act).unwrap_or_default();
                }
            } else if outside
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, '）' | '（'))
                .is_empty()
            {
                self.bare.get_or_insert(*date);
            }
            // A text that was revised as a whole is promulgated anew; the last order is its own.
            if let Some((_, number)) = orders.into_iter().next() {
                self.number = Some(number);
            }
        }
    }
}

/// The organs of an order's number: 国家教育委员会令第10号、卫生部令第1号 are two.
pub(super) fn organs_of_order(number: &DocNumber) -> Vec<String> {
    std::iter::once(number)
        .chain(&number.joint)
        .filter_map(|n| {
            ["令", "公告", "通告"]
                .iter()
                .find_map(|w| n.code.strip_suffix(w))
        })
        .flat_map(|names| names.split('、'))
        .filter(|name| name.chars().count() > 1)
        .map(organ::without_term)
        .collect()
}

/// A header line of a law: a date and what was done on it.
pub(super) fn is_header(line: &str) -> bool {
    if line.starts_with('（')
        && line.ends_with('）')
        && ACT.is_match(line)
        && !day::find(line).is_empty()
        && marker::read(line).is_none()
    {
        return true;
    }
    let line = line.trim_start_matches(['（', ' ', '　']);
    let line = line.strip_prefix("根据").unwrap_or(line);
    day::leading(line).is_some_and(|(span, _)| {
        let rest = &line[span.end..];
        rest.trim_matches([' ', '）']).is_empty()
            || (ACT.is_match(rest) && !rest.ends_with(['。', '；', '：']))
            || rest.ends_with('）') && ACT.is_match(rest)
    })
}

/// Whether a header line goes on on the next: 2013年2月26日 青岛市…常务委员会 / 第九次会议通过.
pub(super) fn header_breaks(view: &str, lines: &[Line], i: usize) -> bool {
    let body = lines[i].of(view).trim_start_matches('（');
    let begins = day::leading(body).is_some_and(|(span, _)| {
        let rest = &body[span.end..];
        (rest.contains("人民代表大会") || rest.contains("会议"))
            && !rest.contains(['。', '；', '：'])
    });
    begins
        && body.chars().count() <= 60
        && next_filled(lines, i + 1, lines.len()).is_some_and(|n| {
            let next = lines[n].of(view);
            next.chars().count() <= 60
                && ACT.is_match(next)
                && day::leading(next).is_none()
                && marker::read(next).is_none()
        })
}

/// Whether all brackets and marks that a header opens are closed.
pub(super) fn closed(header: &str) -> bool {
    let count = |c: char| header.matches(c).count();
    count('（') <= count('）') && count('《') <= count('》')
}

/// `text` with everything inside 《》 left out.
fn without_titles(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            match c {
                '《' => depth += 1,
                '》' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}
