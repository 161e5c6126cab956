//! The masthead: what stands before the text proper.

use super::line::{Line, next_filled, squeezed, unspaced};
use super::{day, marker, organ, words};
use crate::document::DocNumber;
use crate::time::PartialDate;
use regex::Regex;
use std::sync::LazyLock;

/// What the lines before the text say.
#[derive(Debug, Default)]
pub(super) struct Masthead {
    /// The index of the first line that is not part of it.
    pub(super) end: usize,
    pub(super) title: Option<String>,
    pub(super) number: Option<DocNumber>,
    pub(super) issuers: Vec<String>,
    pub(super) issued: Option<PartialDate>,
    /// Every date the masthead gives, for checks against metadata from outside.
    pub(super) dates: Vec<PartialDate>,
    /// An order: it carries the instrument it promulgates, whose title is the document's.
    pub(super) order: bool,
    /// Names on an archive card, weaker than those of the document.
    card_issuers: Vec<String>,
    acts: Acts,
}

/// The dated acts of a law's header.
#[derive(Debug, Default)]
struct Acts {
    adopted: Option<PartialDate>,
    published: Option<PartialDate>,
    approved: Option<PartialDate>,
    bare: Option<PartialDate>,
    adopters: Vec<String>,
    publishers: Vec<String>,
}

/// An order's head: 中华人民共和国国务院令, its number on this line or the next.
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"^[\p{Han}、]{2,40}(?:令|公告)(?:[（〔]?(?:[0-9]{4}年?)?第?[0-9一二三四五六七八九十百零〇]+号[）〕]?)?$",
    )
});
static ORDER_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(r"^[（〔]?(?:[0-9]{4}年?)?第?[0-9一二三四五六七八九十百零〇]+号[）〕]?$")
});
/// Acts in the life of a law that its header dates.
static ACT: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(r"通过|批准|公布|发布|施行|修正|修订|修改|颁布|印发|实施|废止|公告")
});
/// A number in brackets at the end of a title.
static TITLE_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| super::pattern(r"[（(](?P<n>[^（）()]{4,30}[号號])[）)]$"));

/// How many lines a masthead may take after its title; tables of contents are counted apart.
const LONGEST: usize = 40;

/// Reads the masthead at the start of the text.
pub(super) fn read(view: &str, lines: &[Line]) -> Masthead {
    let mut head = Masthead::default();
    let mut at = opening(view, lines, &mut head);
    if let Some(i) = next_filled(lines, at, lines.len()) {
        at = match order(view, lines, i, &mut head) {
            Some(after) => after,
            None => match title(view, lines, i, head.number.is_some()) {
                Some((text, after)) => {
                    head.take_title(&text);
                    after
                }
                None => at,
            },
        };
    }
    head.end = elements(view, lines, at, &mut head);
    head.settle();
    head
}

/// The title that begins at line `i`, where there is one (of an attachment or a carried document).
pub(super) fn title_at(view: &str, lines: &[Line], i: usize, to: usize) -> Option<String> {
    let (text, _) = title(view, &lines[..to.min(lines.len())], i, true)?;
    Some(bare(&text))
}

impl Masthead {
    fn take_title(&mut self, text: &str) {
        let mut text = text.trim().to_owned();
        if let Some(c) = TITLE_NUMBER.captures(&text)
            && let Some(number) = DocNumber::parse(&c["n"])
        {
            self.number.get_or_insert(number);
            let end = c.get(0).map_or(text.len(), |m| m.start());
            text.truncate(end);
        }
        self.title = Some(bare(&text));
    }

    /// Notes what a header line dates: 1990年6月4日 国家教育委员会令第10号、卫生部令第1号发布.
    fn take_acts(&mut self, text: &str) {
        let dates: Vec<_> = day::find(text).collect();
        for (n, (span, date)) in dates.iter().enumerate() {
            let until = dates.get(n + 1).map_or(text.len(), |(next, _)| next.start);
            let act = &text[span.end..until];
            // What a later decision did is named in its title.
            let outside = without_titles(act);
            let changed =
                outside.contains("修正") || outside.contains("修订") || outside.contains("修改");
            self.dates.push(*date);
            let acts = &mut self.acts;
            let orders = if changed {
                Vec::new()
            } else {
                DocNumber::find(act)
            };
            if outside.contains("通过") && (!changed || acts.adopted.is_none()) {
                if acts.adopted.is_none() {
                    acts.adopters = organ::of_act(act).unwrap_or_default();
                    acts.adopted = Some(*date);
                }
            } else if changed || outside.contains("施行") && !outside.contains("公布") {
                if acts.bare.is_none() && changed {
                    acts.bare = Some(*date);
                    if acts.adopters.is_empty() {
                        acts.adopters = organ::of_act(act).unwrap_or_default();
                    }
                }
            } else if ["公布", "发布", "颁布", "印发", "公告"]
                .iter()
                .any(|w| outside.contains(w))
                || !orders.is_empty()
            {
                if acts.published.is_none() {
                    acts.published = Some(*date);
                    acts.publishers = orders
                        .first()
                        .map(|(_, n)| organs_of_order(n))
                        .filter(|o| !o.is_empty())
                        .or_else(|| organ::of_act(act))
                        .unwrap_or_default();
                }
            } else if outside.contains("批准") {
                acts.approved.get_or_insert(*date);
            } else if outside
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, '）' | '（'))
                .is_empty()
            {
                acts.bare.get_or_insert(*date);
            }
            if self.number.is_none()
                && let Some((_, number)) = orders.into_iter().next()
            {
                self.number = Some(number);
            }
        }
    }

    /// Chooses date and issuers among what was noted.
    fn settle(&mut self) {
        let acts = &mut self.acts;
        self.issued = acts
            .adopted
            .or(acts.published)
            .or(acts.approved)
            .or(acts.bare);
        if self.issuers.is_empty() {
            if self.order
                && let Some(number) = &self.number
            {
                self.issuers = organs_of_order(number);
            } else if !acts.publishers.is_empty() {
                self.issuers = std::mem::take(&mut acts.publishers);
            } else {
                self.issuers = std::mem::take(&mut acts.adopters);
            }
        }
    }

    /// Organs named on an archive card beside the document.
    pub(super) fn card_issuers(&self) -> &[String] {
        &self.card_issuers
    }
}

/// The organs of an order's number: 国家教育委员会令第10号、卫生部令第1号 are two.
fn organs_of_order(number: &DocNumber) -> Vec<String> {
    std::iter::once(number)
        .chain(&number.joint)
        .filter_map(|n| {
            let name = ["令", "公告", "通告"]
                .iter()
                .find_map(|w| n.code.strip_suffix(w))?;
            (name.chars().count() > 1).then(|| name.to_owned())
        })
        .collect()
}

/// Notes, archive cards, document marks and numbers before the title; gives the line after them.
fn opening(view: &str, lines: &[Line], head: &mut Masthead) -> usize {
    let mut at = 0;
    let mut card = false;
    for _ in 0..LONGEST {
        let Some(i) = next_filled(lines, at, lines.len()) else {
            break;
        };
        let body = lines[i].of(view);
        if body.starts_with('【') && body.contains('】') && marker::read(body).is_none() {
            at = i + 1;
        } else if let Some((key, value)) = words::key_value(body) {
            card = true;
            at = i + 1;
            take_card(key, value, body, head);
            // A summary runs over lines to its full stop.
            if key == "内容概述" && !value.ends_with('。') {
                let stop =
                    (at..lines.len().min(at + 8)).find(|j| lines[*j].of(view).ends_with('。'));
                at = stop.map_or(at, |j| j + 1);
            }
        } else if ORDER.is_match(&squeezed(day::head(body, 80))) {
            break;
        } else if let Some((number, date)) = number_line(body) {
            head.number.get_or_insert(number);
            head.take_bare(date);
            at = i + 1;
        } else if let Some(name) = body.strip_suffix("文件").and_then(organ::list) {
            head.issuers = name;
            at = i + 1;
        } else if words::is_furniture(body)
            || (card
                && body.chars().count() <= 6
                && next_filled(lines, i + 1, lines.len())
                    .is_some_and(|j| words::key_value(lines[j].of(view)).is_some()))
        {
            at = i + 1;
        } else {
            break;
        }
    }
    at
}

fn take_card(key: &str, value: &str, line: &str, head: &mut Masthead) {
    match key {
        "文号" | "发文字号" | "文件编号" => {
            if let Some((_, number)) = DocNumber::find(value).into_iter().next() {
                head.number.get_or_insert(number);
            }
        }
        "发文机构" | "发文机关" | "发布机构" | "颁布单位" | "发布部门" => {
            let name = value.split(' ').next().unwrap_or_default();
            if let Some(organs) = organ::list(name) {
                head.card_issuers = organs;
            }
        }
        _ => {}
    }
    if let Some((_, rest)) = line.split_once("成文日期")
        && let Some((_, date)) = day::find(day::head(rest, 30)).next()
    {
        head.take_bare(Some(date));
    }
}

impl Masthead {
    fn take_bare(&mut self, date: Option<PartialDate>) {
        if let Some(date) = date {
            self.dates.push(date);
            self.acts.bare.get_or_insert(date);
        }
    }
}

/// A line that is a document number, alone or with a date: （鲁教体发〔2018〕1号 2018年4月16日）.
fn number_line(body: &str) -> Option<(DocNumber, Option<PartialDate>)> {
    if body.chars().count() > 90 {
        return None;
    }
    let (span, number) = DocNumber::find(body).into_iter().next()?;
    let outside = |c: char| matches!(c, '（' | '）' | ' ' | '\t' | '，' | '【' | '】');
    if !body[..span.start].trim_matches(outside).is_empty() {
        return None;
    }
    let rest = body[span.end..].trim_matches(outside);
    let year_alone = rest
        .strip_suffix('年')
        .is_some_and(|y| y.len() == 4 && y.parse::<u16>().is_ok());
    if rest.is_empty() || year_alone {
        return Some((number, None));
    }
    let (at, date) = day::find(rest).next()?;
    let around = rest.len() - at.len();
    (around == 0).then_some((number, Some(date)))
}

/// An order's head at line `i`; gives the line after its number.
fn order(view: &str, lines: &[Line], i: usize, head: &mut Masthead) -> Option<usize> {
    let first = squeezed(lines[i].of(view));
    if !ORDER.is_match(&first) {
        return None;
    }
    let mut text = first;
    let mut end = i + 1;
    if !text.ends_with(['号', '）', '〕']) {
        let next = next_filled(lines, i + 1, lines.len())?;
        let number = squeezed(lines[next].of(view));
        if !ORDER_NUMBER.is_match(&number) {
            return None;
        }
        text.push_str(&number);
        end = next + 1;
    }
    let text = text.replace(['（', '）'], "");
    let (_, number) = DocNumber::find(&text).into_iter().next()?;
    head.number = Some(number);
    // What follows is the promulgation; without one the head stands over the instrument itself.
    head.order = next_filled(lines, end, lines.len()).is_some_and(|n| {
        let body = lines[n].of(view);
        ["公布", "发布", "施行", "通过", "公告", "任命"]
            .iter()
            .any(|w| body.contains(w))
            && body.ends_with(['。', '：'])
    });
    if !head.order {
        let next = next_filled(lines, end, lines.len())?;
        if let Some((text, after)) = title(view, lines, next, true) {
            head.take_title(&text);
            return Some(after);
        }
    }
    Some(end)
}

/// A title from line `i` on, and the line after it.
///
/// It runs over lines until it ends as titles end (…的通知, …条例). A line that does not is a
/// title only where the masthead goes on after it, or where it stands short over the text.
fn title(view: &str, lines: &[Line], i: usize, numbered: bool) -> Option<(String, usize)> {
    let first = lines[i].of(view);
    if !may_be_title(first) || first.chars().count() > 160 {
        return None;
    }
    let mut text = first.to_owned();
    let mut last = i;
    let mut best = None;
    // 关于… ends with the name of an official document; a word like 制度 on the way is not its end.
    let mut weak = None;
    for _ in 0..6 {
        let next = next_filled(lines, last + 1, lines.len());
        let following = next.map(|n| lines[n].of(view)).unwrap_or_default();
        let long = ["关于", "印发", "转发"].iter().any(|w| text.contains(w));
        if long && is_complete(&text) && !words::is_official(&text) {
            weak.get_or_insert((text.clone(), last + 1));
        } else if is_complete(&text) {
            best = Some((text.clone(), last + 1));
            // 转发…意见 / 的通知: the end of an inner title.
            if !following.starts_with(['的', '和', '及', '、']) || !is_complete(following) {
                break;
            }
        }
        let Some(next) = next else { break };
        if following.chars().count() > 60
            || !may_be_title(following)
            || following.contains(['：', '，'])
            || number_line(following).is_some()
            || is_header(following)
        {
            break;
        }
        // A space keeps names of organs on two lines apart; layout spaces go later.
        text.push(' ');
        text.push_str(following);
        last = next;
    }
    if let Some((text, end)) = best.or(weak) {
        let alone = next_filled(lines, end, lines.len()).is_none();
        let named = ["关于", "《", "印发", "转发"]
            .iter()
            .any(|w| text.contains(w))
            || crate::document::Agencies::standard().is_known(&text);
        return (!alone || named).then_some((text, end));
    }
    let next = next_filled(lines, i + 1, lines.len())?;
    let following = lines[next].of(view);
    let quoted = first.starts_with('《') && first.ends_with('》');
    let goes_on = number_line(following).is_some() || is_header(following);
    let third = next_filled(lines, next + 1, lines.len()).is_some();
    let stands_over = third
        && first.chars().count() <= 60
        && !first.contains("  ")
        && !first.contains(['，', '；'])
        && (following.ends_with(['。', '：', '；']) || marker::read(following).is_some())
        && (following.chars().count() > first.chars().count() || marker::read(following).is_some())
        && !is_addressee(first);
    (quoted
        || goes_on
        || (stands_over && !numbered_only(first))
        || (numbered && is_header(following)))
    .then(|| (first.to_owned(), i + 1))
}

fn numbered_only(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_digit() || c.is_ascii_punctuation())
}

/// Whether a line can be a title or a part of one by its form.
fn may_be_title(line: &str) -> bool {
    let plain = line.trim_end_matches(['）', '》']);
    !line.is_empty()
        && !line.contains(['\t', '。', '；', '!', '！'])
        && !plain.ends_with(['：', '，', '、', ':', ',', '；'])
        && marker::read(line).is_none()
        && words::key_value(line).is_none()
        && !words::is_furniture(line)
        && squeezed(line) != "目录"
        && !line.starts_with(['附', '【', '—'])
        && day::leading(line).is_none_or(|(span, _)| span.end < line.len())
}

/// Whether a text ends as titles end, with all its brackets and marks closed.
fn is_complete(text: &str) -> bool {
    let plain = squeezed(text);
    let balanced = [('《', '》'), ('〈', '〉'), ('（', '）'), ('<', '>')]
        .iter()
        .all(|(open, close)| plain.matches(*open).count() == plain.matches(*close).count());
    let without_number = TITLE_NUMBER.replace(&plain, "");
    balanced && words::genre(&without_number).is_some()
}

/// A title as it is named: without outer book-title marks and layout spaces.
fn bare(text: &str) -> String {
    let text = unspaced(text);
    let inner = text
        .strip_prefix('《')
        .and_then(|t| t.strip_suffix('》'))
        .filter(|t| !t.contains(['《', '》']));
    inner.unwrap_or(&text).to_owned()
}

/// A header line of a law: a date and what was done on it.
fn is_header(line: &str) -> bool {
    let line = line.trim_start_matches(['（', ' ', '　']);
    let line = line.strip_prefix("根据").unwrap_or(line);
    day::leading(line).is_some_and(|(span, _)| {
        let rest = &line[span.end..];
        rest.trim_matches([' ', '）']).is_empty()
            || (ACT.is_match(rest) && !rest.ends_with(['。', '；', '：']))
            || rest.ends_with('）') && ACT.is_match(rest)
    })
}

fn is_addressee(line: &str) -> bool {
    let Some(names) = line.strip_suffix(['：', ':']) else {
        return false;
    };
    if line.chars().count() > 500 || names.contains(['。', '；', '\t']) && !names.starts_with('各')
    {
        return false;
    }
    let last = names.rsplit(['、', '，', '；']).next().unwrap_or_default();
    names.starts_with("各")
        || [
            "同志",
            "委员",
            "代表",
            "副主席",
            "先生",
            "女士",
            "单位",
            "部门",
            "机构",
            "学校",
            "中心",
            "总队",
        ]
        .iter()
        .any(|w| names.ends_with(w))
            && !names.contains("如下")
        || crate::document::Agencies::standard().is_organ(&squeezed(last))
}

/// Number, dates, header, names, addressee and table of contents after the title.
fn elements(view: &str, lines: &[Line], from: usize, head: &mut Masthead) -> usize {
    let mut at = from;
    let mut header = String::new();
    let mut addressed = false;
    for _ in 0..LONGEST {
        let Some(i) = next_filled(lines, at, lines.len()) else {
            break;
        };
        let body = lines[i].of(view);
        let open = !header.is_empty() && !closed(&header);
        let count = body.chars().count();
        if let Some((number, date)) = number_line(body) {
            head.number.get_or_insert(number);
            head.take_bare(date);
        } else if !head.order && is_header(body) {
            header.push_str(body);
            header.push('\n');
        } else if open && count <= 120 && marker::read(body).is_none() {
            // A header that a line break cut inside its brackets.
            header.push_str(body);
        } else if squeezed(body) == "目录" {
            match contents_end(view, lines, i) {
                Some(end) => {
                    at = end;
                    continue;
                }
                None => break,
            }
        } else if !addressed && is_addressee(body) {
            addressed = true;
        } else if !addressed
            && body.starts_with('各')
            && !body.contains('。')
            && next_filled(lines, i + 1, lines.len()).is_some_and(|n| {
                lines[n].of(view).ends_with('：') && lines[n].of(view).chars().count() < 40
            })
        {
            at = next_filled(lines, i + 1, lines.len()).map_or(i + 1, |n| n + 1);
            addressed = true;
            continue;
        } else if words::key_value(body).is_some() || (words::is_furniture(body) && count < 30) {
            if let Some((key, value)) = words::key_value(body) {
                take_card(key, value, body, head);
            }
        } else if !addressed && head.title.is_some() && i > 0 && organ::list(body).is_some() {
            if head.issuers.is_empty() {
                head.issuers = organ::list(body).unwrap_or_default();
            }
        } else if head
            .title
            .as_deref()
            .is_some_and(|t| squeezed(t) == squeezed(body))
            || (head.title.is_some()
                && count < 40
                && body.starts_with('（')
                && body.ends_with('）')
                && marker::read(body).is_none())
        {
            // The title once more over the text, or a remark under it.
        } else {
            break;
        }
        at = i + 1;
    }
    if !header.is_empty() {
        head.take_acts(&header);
    }
    at
}

fn closed(header: &str) -> bool {
    let count = |c: char| header.matches(c).count();
    count('（') <= count('）') && count('《') <= count('》')
}

/// The line after a table of contents that begins at line `i`: where its first entry comes again,
/// or the first article.
fn contents_end(view: &str, lines: &[Line], i: usize) -> Option<usize> {
    let mut first: Option<String> = None;
    let end = lines.len().min(i + 600);
    for (n, line) in lines.iter().enumerate().take(end).skip(i + 1) {
        let body = line.of(view);
        let Some(found) = marker::read(body) else {
            continue;
        };
        if found.shape == marker::Shape::Article {
            return first.is_some().then_some(n).or(Some(i + 1));
        }
        match &first {
            None => first = Some(found.label),
            Some(label) if *label == found.label => return Some(n),
            Some(_) => {}
        }
    }
    None
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
