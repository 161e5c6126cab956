//! The masthead: what stands before the text proper.

use super::element::{is_addressee, number_line};
use super::header::{
    Acts, Header, breaks_in_date, header_breaks, is_header, is_stopped_header, undated,
};
use super::line::{Line, letters, next_filled, reads, squeezed};
use super::marks::{self, Marks};
use super::title::{bare, is_whole_title, title, title_again, title_number};
use super::{contents, day, marker, organ, words};
use crate::document::{Act, DocNumber};
use crate::shipped::pattern;
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
    /// An order: it carries the instrument it promulgates, whose title is the document's.
    pub(super) order: bool,
    /// To whom it is addressed.
    pub(super) addressees: Vec<String>,
    /// What stands over a printed document.
    pub(super) marks: Marks,
    /// Names on an archive card, weaker than those of the document.
    card_issuers: Vec<String>,
    acts: Acts,
}

/// An order's head: 中华人民共和国国务院令, its number on this line or the next.
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\p{Han}、]{2,40}(?:令|公告)(?:[（〔]?(?:[0-9]{4}年?)?第?[0-9一二三四五六七八九十百零〇]+号[）〕]?)?$",
    )
});
static ORDER_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[（〔]?(?:[0-9]{4}年?)?第?[0-9一二三四五六七八九十百零〇]+号[）〕]?$")
});
/// How many lines a masthead may take after its title; tables of contents are counted apart.
const LONGEST: usize = 40;

/// Reads the masthead at the start of `lines`: of the text, or of a document inside it, whose
/// lines are a slice. `end` then counts from the start of the slice.
pub(super) fn read(view: &str, lines: &[Line]) -> Masthead {
    let mut head = Masthead::default();
    let mut at = opening(view, lines, &mut head);
    if let Some(i) = next_filled(lines, at, lines.len()) {
        at = match head
            .take_fused(lines[i].of(view))
            .then_some(i + 1)
            .or_else(|| order(view, lines, i, &mut head))
        {
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

impl Masthead {
    fn take_title(&mut self, text: &str) {
        let mut text = text.trim().to_owned();
        if let Some((end, number)) = title_number(&text) {
            self.number.get_or_insert(number);
            text.truncate(end);
        }
        self.title = Some(bare(&text));
    }

    /// Takes a line in which title, number and addressee have run into one: 甲市教育局关于督导的
    /// 通知甲教〔2012〕3号各区教育局：. Says whether it was one.
    fn take_fused(&mut self, line: &str) -> bool {
        if line.len() > 600 || !line.ends_with(['：', ':']) {
            return false;
        }
        let found = DocNumber::find(line).into_iter().next_back();
        let Some((span, number)) = found.filter(|(span, _)| span.start > 0) else {
            return false;
        };
        let open = |c: char| matches!(c, '（' | '(' | ' ');
        let (before, after) = (&line[..span.start], &line[span.end..]);
        let title = before.trim_end_matches(open);
        let names = after.trim_start_matches(['）', ')', ' ']);
        let fits = is_addressee(names) && is_whole_title(title);
        if fits {
            self.take_title(title);
            self.number.get_or_insert(number);
            self.addressees = marks::receivers(names.trim_end_matches(['：', ':']));
        }
        fits
    }

    /// Chooses date and issuers among what was noted.
    fn settle(&mut self) {
        let acts = &mut self.acts;
        self.issued = acts.made.or(acts.bare);
        if self.issuers.is_empty() {
            if self.order
                && let Some(number) = &self.number
            {
                self.issuers = organ::of_order(number);
            } else {
                self.issuers = std::mem::take(&mut acts.makers);
            }
            if let Some(title) = &self.title {
                for name in &mut self.issuers {
                    *name = organ::spelt_out(name, title);
                }
            }
        }
    }

    /// Every date the masthead gives, for checks against metadata from outside.
    pub(super) fn dates(&self) -> &[PartialDate] {
        &self.acts.dates
    }

    /// Whether it has an addressee.
    pub(super) fn is_addressed(&self) -> bool {
        !self.addressees.is_empty()
    }

    /// The version history, spans in the view.
    pub(super) fn take_history(&mut self) -> Vec<Act> {
        std::mem::take(&mut self.acts.history)
    }

    /// Puts a version history in place of what was read.
    pub(super) fn put_history(&mut self, history: Vec<Act>) {
        self.acts.history = history;
    }

    /// Organs named on an archive card beside the document.
    pub(super) fn card_issuers(&self) -> &[String] {
        &self.card_issuers
    }
}

/// Notes, archive cards, document marks and numbers before the title; gives the line after them.
fn opening(view: &str, lines: &[Line], head: &mut Masthead) -> usize {
    let mut at = 0;
    let mut card = false;
    for _ in 0..LONGEST {
        let Some(i) = next_filled(lines, at, lines.len()) else {
            break;
        };
        let body = head.marks.take_signer(lines[i].of(view));
        let noted = body.starts_with('【') && body.contains('】') && marker::read(body).is_none();
        if body.is_empty() || noted || head.marks.take(body) {
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
        } else if order_head(day::head(body, 80)).is_some() {
            break;
        } else if let Some((number, date)) = number_line(body) {
            head.number.get_or_insert(number);
            head.take_bare(date);
            at = i + 1;
        } else if let Some(number) = head.marks.take_beside_number(body) {
            head.number.get_or_insert(number);
            at = i + 1;
        } else if let Some((names, end)) = letterhead(view, lines, i) {
            head.issuers = names;
            at = end;
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

/// The organs of a letterhead that begins at line `i`, and the line after it: 甲市教育局 |
/// 甲市财政局文件; or names over the number of the document.
fn letterhead(view: &str, lines: &[Line], i: usize) -> Option<(Vec<String>, usize)> {
    let mut names = Vec::new();
    let mut at = i;
    for _ in 0..10 {
        let n = next_filled(lines, at, lines.len())?;
        let body = lines[n].of(view);
        // 文 件 stands spaced, or on a line of its own.
        let mut last = letters(day::head(body, 80)).rev();
        if last.next() == Some('件') && last.next() == Some('文') {
            if last.next().is_some() {
                let spaced = body.trim_end_matches('件').trim_end();
                names.extend(organ::list(spaced.trim_end_matches('文'))?);
            }
            return (!names.is_empty()).then_some((names, n + 1));
        }
        if !names.is_empty() && number_line(body).is_some() {
            return Some((names, n));
        }
        names.extend(organ::list(body)?);
        at = n + 1;
    }
    None
}

fn take_card(key: &str, value: &str, line: &str, head: &mut Masthead) {
    if words::gives_number(key) {
        if let Some((_, number)) = DocNumber::first(value) {
            head.number.get_or_insert(number);
        }
    } else if words::gives_organ(key) {
        let name = value.split(' ').next().unwrap_or_default();
        if let Some(organs) = organ::list(name) {
            head.card_issuers = organs;
        }
    }
    if let Some((_, rest)) = line.split_once("成文日期")
        && let Some((_, date)) = day::find(day::head(rest, 30)).first()
    {
        head.take_bare(Some(*date));
    }
}

impl Masthead {
    fn take_bare(&mut self, date: Option<PartialDate>) {
        if let Some(date) = date {
            self.acts.dates.push(date);
            self.acts.bare.get_or_insert(date);
        }
    }
}

/// A line that is an order's head, without its spaces; organs that these part are joined by 、, as
/// in 财政部 税务总局公告.
fn order_head(line: &str) -> Option<String> {
    if !line.contains(['令', '告']) {
        return None;
    }
    let plain = Some(squeezed(line)).filter(|plain| ORDER.is_match(plain))?;
    let act = ["令", "公告"]
        .iter()
        .filter_map(|act| line.rfind(act))
        .max()?;
    let parted = Some(line[..act].trim()).filter(|names| names.contains(char::is_whitespace));
    let joined = parted
        .and_then(organ::list)
        .filter(|names| names.len() > 1)
        .map(|names| names.join("、") + &squeezed(&line[act..]));
    Some(joined.unwrap_or(plain))
}

/// An order's head at line `i`; gives the line after its number.
fn order(view: &str, lines: &[Line], i: usize, head: &mut Masthead) -> Option<usize> {
    let mut text = order_head(lines[i].of(view))?;
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
    let (_, number) = DocNumber::first(&text)?;
    head.number = Some(number);
    // What follows is the promulgation; without one the head stands over the instrument itself.
    head.order = next_filled(lines, end, lines.len()).is_some_and(|n| {
        let body = lines[n].of(view);
        words::promulgates(body) && body.ends_with(['。', '：'])
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

/// The organs and the day in brackets under a title: （民政部　一九九七年一月二十八日）.
fn names_and_day(line: &str) -> Option<(Vec<String>, PartialDate)> {
    let inner = day::head(line, 100)
        .strip_prefix('（')?
        .strip_suffix('）')?;
    let (names, date) = day::trailing(inner)?;
    Some((organ::list(names)?, date))
}

/// The day of a line that says when a report was given: ——2012年3月5日在第十一届…会议上.
fn spoken(line: &str) -> Option<PartialDate> {
    let dash = |c: char| matches!(c, '—' | '－' | '-' | '─' | '―' | '–' | ' ');
    let words = day::head(line, 100)
        .strip_prefix(dash)?
        .trim_start_matches(dash);
    let (span, date) = day::leading(words)?;
    let place = words[span.end..].trim();
    let is_there = ["会上", "会议上"].iter().any(|there| place.contains(there));
    (place.starts_with('在') && is_there).then_some(date)
}

/// Whether line `i`, whose words are `body`, is one of a header; where it is, whether it is cut.
fn header_line(view: &str, lines: &[Line], i: usize, body: &str) -> Option<bool> {
    let goes_on = header_breaks(view, lines, i);
    (goes_on || is_header(body)).then(|| goes_on || breaks_in_date(view, lines, i))
}

/// Number, dates, header, names, addressee and table of contents after the title.
fn elements(view: &str, lines: &[Line], from: usize, head: &mut Masthead) -> usize {
    let mut at = from;
    let mut header = Header::default();
    let mut addressed = false;
    for _ in 0..LONGEST {
        let Some(i) = next_filled(lines, at, lines.len()) else {
            break;
        };
        let body = lines[i].of(view);
        let open = header.is_open();
        let count = body.chars().count();
        let body = head.marks.take_signer(body);
        if let Some(end) = title_again(view, lines, i, head.title.as_deref()) {
            at = end;
            continue;
        }
        if let Some((number, date)) = number_line(body) {
            head.number.get_or_insert(number);
            head.take_bare(date);
        } else if head.title.is_some()
            && let Some((names, date)) = names_and_day(body)
        {
            if head.issuers.is_empty() {
                head.issuers = names;
            }
            head.take_bare(Some(date));
        } else if head.title.is_some()
            && let Some(date) = spoken(body)
        {
            head.take_bare(Some(date));
        } else if !head.order
            && let Some(cut) = header_line(view, lines, i, body)
        {
            header.push(lines[i].body, view, cut);
        } else if !head.order
            && head.title.is_some()
            && !addressed
            && !open
            && is_stopped_header(body)
        {
            header.push(lines[i].body, view, false);
        } else if body == "（"
            && next_filled(lines, i + 1, lines.len()).is_some_and(|n| is_header(lines[n].of(view)))
        {
            // The bracket of a header stands on a line of its own.
            header.push(lines[i].body, view, true);
        } else if !header.is_empty() && !open && undated(body) {
            header.push(lines[i].body, view, false);
        } else if open && count <= 120 && marker::read(body).is_none() {
            // A header that a line break cut.
            let cut = !header.is_closed_by(body) || header.wants_verb(body);
            header.push(lines[i].body, view, cut);
        } else if reads(body, "目录") {
            match contents::end(view, lines, i) {
                Some(end) => {
                    at = end;
                    continue;
                }
                None => break,
            }
        } else if let Some(end) = contents::without_heading(view, lines, i) {
            at = end;
            continue;
        } else if !addressed
            && is_addressee(body)
            && next_filled(lines, i + 1, lines.len()).is_some()
        {
            addressed = true;
            head.addressees = marks::receivers(body.trim_end_matches(['：', ':']));
        } else if !addressed
            && body.starts_with('各')
            && count <= 500
            && !body.contains('。')
            && next_filled(lines, i + 1, lines.len()).is_some_and(|n| {
                lines[n].of(view).ends_with('：') && lines[n].of(view).chars().count() < 40
            })
        {
            let last = next_filled(lines, i + 1, lines.len()).unwrap_or(i);
            let names = format!("{body}{}", lines[last].of(view));
            head.addressees = marks::receivers(names.trim_end_matches('：'));
            at = last + 1;
            addressed = true;
            continue;
        } else if let Some((key, value)) = words::key_value(body) {
            take_card(key, value, body, head);
        } else if count < 30 && words::is_furniture(body) {
            // Of the page.
        } else if !addressed
            && head.title.is_some()
            && i > 0
            && let Some(names) = organ::list(body)
        {
            if head.issuers.is_empty() {
                head.issuers = names;
            }
        } else if head
            .title
            .as_deref()
            .is_some_and(|t| letters(t).eq(letters(body)))
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
        head.acts.take(&header);
        // An order in the header is the number, unless the masthead has one of its own.
        head.number = head.number.take().or_else(|| head.acts.number.take());
    }
    at
}
