//! The sentence around each citation, with every citation as one mark.

use super::brackets::Title;
use super::pattern::MARK;
use super::references::Reference;
use crate::span::Span;
use crate::text::places;

/// How far, in bytes, the words before and behind a citation are read.
const REACH: usize = 480;

/// The text with a mark for every citation and without bracketed remarks.
#[derive(Debug)]
pub(super) struct Sentences {
    marked: String,
    /// By reference: the byte of its mark in `marked`.
    marks: Vec<usize>,
    /// By reference: short names given to it in brackets behind it, with the brackets.
    short_names: Vec<Vec<(String, Span)>>,
    /// By reference: whether it is itself such a short name.
    is_short_name: Vec<bool>,
}

/// How many characters may stand between two citations of one row.
const FURTHEST: usize = 120;

/// Words that say what is done with the citation behind them: it begins a row of its own.
const LEADING: [&str; 6] = ["根据", "按照", "依据", "依照", "贯彻", "落实"];

/// A citation in its sentence.
#[derive(Debug)]
pub(super) struct Place<'t> {
    /// The words before it.
    pub(super) before: &'t str,
    /// The words behind it, or behind the row it belongs to.
    pub(super) after: &'t str,
    /// The names that the text gives it for later, with the words that define them.
    pub(super) short_names: &'t [(String, Span)],
    /// Whether it only says how another is called later.
    pub(super) is_short_name: bool,
}

impl Sentences {
    pub(super) fn new(view: &str, titles: &[Title], references: &[Reference]) -> Self {
        let mut out = Self {
            marked: String::with_capacity(view.len()),
            marks: Vec::with_capacity(references.len()),
            short_names: vec![Vec::new(); references.len()],
            is_short_name: Vec::with_capacity(references.len()),
        };
        let mut remarks = Remarks::new(view, titles);
        let mut at = 0;
        for (index, reference) in references.iter().enumerate() {
            let span = reference.span;
            let owner = index.checked_sub(1);
            let gap = Span::new(at.min(span.start), span.start).slice(view);
            let is_short_name = calls_later(gap);
            out.is_short_name.push(is_short_name);
            if span.start >= at {
                at = out.copy(view, at, span.start, &mut remarks, owner);
            }
            out.marks.push(out.marked.len());
            if span.start < at || is_short_name {
                at = at.max(span.end);
                continue; // within a remark that is left out
            }
            out.marked.push(MARK);
            at = span.end;
            // 《意见》（国发〔2012〕48号，以下简称《意见》）: the rest of the bracket is a remark.
            if let Some(remark) = remarks.around(span) {
                out.short_names[index].extend(later_name(remark, view));
                at = remark.end;
            }
        }
        let owner = references.len().checked_sub(1);
        out.copy(view, at, view.len(), &mut remarks, owner);
        out
    }

    /// Copies a stretch without citations, leaving out remarks in brackets; gives the byte that
    /// is read up to, behind `to` where a remark that is left out reaches further.
    fn copy(
        &mut self,
        view: &str,
        from: usize,
        to: usize,
        remarks: &mut Remarks,
        owner: Option<usize>,
    ) -> usize {
        let mut at = from;
        // Whether only remarks stand between the citation and the remark at hand.
        let mut beside = true;
        while let Some(remark) = remarks.next_before(at, to) {
            // A remark that cites is read like the text around it.
            if remark.end > to && !calls_later(Span::new(remark.start, to).slice(view)) {
                break;
            }
            let gap = Span::new(at, remark.start).slice(view);
            self.marked.push_str(gap);
            // 《意见》等规定（以下简称《规定》）: behind other words only a name in marks is a
            // document's; 《通知》要求，职业学校（以下简称“中职”） names a school.
            let near = beside && gap.chars().count() <= 6 && !gap.contains('，');
            let marked = || remark.slice(view).contains("称《");
            beside &= gap.trim().is_empty();
            if let Some(owner) = owner.filter(|_| beside || near && marked()) {
                self.short_names[owner].extend(later_name(remark, view));
            }
            at = remark.end;
        }
        if at < to {
            self.marked.push_str(&view[at..to]);
        }
        at.max(to)
    }

    /// The sentence around the citation of this index.
    pub(super) fn place(&self, index: usize) -> Place<'_> {
        let mark = self.marks[index];
        let start = self.marked.floor_char_boundary(mark.saturating_sub(REACH));
        let before = &self.marked[start..mark];
        let before = before
            .rfind(['。', '；', '！', '？', '\n'])
            .map_or(before, |at| {
                let rest = &before[at..];
                &rest[rest.chars().next().map_or(0, char::len_utf8)..]
            });
        // Behind the row: 、□和□.
        let mut end = mark;
        if self.marked[mark..].starts_with(MARK) {
            end += MARK.len_utf8();
        }
        for _ in 0..40 {
            let rest = &self.marked[end..];
            let near = &rest[..rest.floor_char_boundary(FURTHEST * 4)];
            let Some(gap) = near.find(MARK).map(|next| &rest[..next]) else {
                break;
            };
            // 《甲》（根据《决定》修正）、《乙》, 发布（《决定》修正）的《乙》
            if gap.contains('（')
                && let Some((words, length)) = over_remarks(rest)
            {
                if words.chars().count() >= FURTHEST || !in_row(&words) {
                    break;
                }
                end += length + MARK.len_utf8();
                continue;
            }
            if gap.chars().count() >= FURTHEST || !in_row(gap) {
                break;
            }
            end += gap.len() + MARK.len_utf8();
        }
        // 《丙》（根据《决定》修正）同时废止
        end += citing_remark(&self.marked[end..]).unwrap_or(0);
        let stop = self.marked.floor_char_boundary(end + REACH);
        let after = &self.marked[end..stop];
        let after = after
            .char_indices()
            .find(|(_, c)| matches!(c, '。' | '；' | '！' | '？' | '\n'))
            .map_or(after, |(at, c)| &after[..at + c.len_utf8()]);
        Place {
            before,
            after,
            short_names: &self.short_names[index],
            is_short_name: self.is_short_name[index],
        }
    }
}

/// The length in bytes of the remark in brackets that `rest` begins with, where it cites; others are
/// left out before.
fn citing_remark(rest: &str) -> Option<usize> {
    if !rest.starts_with('（') {
        return None;
    }
    let near = &rest[..rest.floor_char_boundary(REACH)];
    let close = near.find(['）', '。', '\n'])?;
    let inside = near[close..].strip_prefix('）').map(|_| &near[..close])?;
    inside.contains(MARK).then_some(close + '）'.len_utf8())
}

/// The words up to the next citation outside remarks that cite, without those, and the length of
/// all.
fn over_remarks(rest: &str) -> Option<(String, usize)> {
    let near = &rest[..rest.floor_char_boundary(FURTHEST * 4 + REACH)];
    let mut words = String::new();
    let mut at = 0;
    loop {
        // No row goes on behind its sentence.
        let next = at + near[at..].find([MARK, '（', '。', '\n'])?;
        words.push_str(&near[at..next]);
        if near[next..].starts_with(MARK) {
            return Some((words, next));
        }
        at = next + citing_remark(&near[next..])?;
    }
}

/// Whether the words between two citations join them in one row: connectors, and the name of
/// an organ or a date of issue.
fn in_row(gap: &str) -> bool {
    let rest = gap.trim_start_matches(' ');
    let joined = ["、", "和", "与", "及", "以及", "，", "或者", "或", "等"]
        .iter()
        .find_map(|j| rest.strip_prefix(j));
    let Some(rest) = joined else {
        return rest.is_empty();
    };
    // 和2003年4月30日市人民代表大会常务委员会通过、2003年7月31日省人民代表大会常务委员会批准的□
    // ，1993年9月22日国务院批准、1993年10月7日对外贸易部发布的□
    let dated = rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains('，');
    if (dated || !gap.starts_with('，')) && is_issue(rest) {
        return true;
    }
    // 执行《标准》，原《办法》废止: another thing is done with what went before, as in
    // 依据《通知》，本通知中《办法》废止.
    // 根据《法》，委员会决定对《规定》作如下修改: the comma begins what is done.
    let other = gap.starts_with('，')
        && (rest.starts_with(['原', '本']) || rest.ends_with(['对', '将', '把']));
    let verbs = [
        "印发", "转发", "废止", "修改", "施行", "规定", "要求", "精神", "执行", "处理", "制定",
        "制订", "拟订", "起草", "编制", "形成",
    ];
    !(other
        || rest.chars().count() > 28
        || rest.contains(['。', '；', '：', '\n', '，'])
        || LEADING.iter().chain(&verbs).any(|verb| rest.contains(verb)))
}

/// Whether words before a citation say who issued it and when, and no more.
fn is_issue(words: &str) -> bool {
    let Some(words) = words.strip_suffix('的') else {
        return false;
    };
    let deeds = [
        "通过", "批准", "发布", "公布", "颁布", "印发", "制定", "下发", "施行", "修正", "修订",
        "修改",
    ];
    deeds.iter().any(|deed| words.ends_with(deed))
        && words.contains(|c: char| c.is_ascii_digit() || c == '〇')
        && !words.contains(['。', '；', '：', '\n'])
        && !LEADING.iter().any(|verb| words.contains(verb))
}

/// Whether the words before a title say that it is a name for later: `（以下简称《`.
fn calls_later(before: &str) -> bool {
    let tail = before.trim_end_matches(['“', '"', '：', ':', ' ', '为', '作']);
    ["简称", "以下称", "下称", "统称", "合称"]
        .iter()
        .any(|word| tail.ends_with(word))
}

/// The name that a remark gives: `（以下简称《办法》）`, `（以下称“通知”）`.
fn later_name(remark: Span, view: &str) -> Option<(String, Span)> {
    let words = remark.slice(view);
    let at = ["简称", "以下称", "下称"]
        .iter()
        .find_map(|word| words.find(word).map(|at| at + word.len()))?;
    let words = words[at..].trim_start_matches(['为', '作', '：', ':', ' ', '，']);
    // Up to the mark that closes its own: 称《修正案（二）》.
    let titled = words.starts_with('《');
    let name: String = words
        .trim_start_matches(['“', '"', '《', '〈', '‘', '（', '，', ' '])
        .chars()
        .take_while(|c| match titled {
            true => *c != '》',
            false => !matches!(c, '》' | '”' | '，' | '。' | '；' | '）'),
        })
        .collect();
    let marks = ['"', '《', '》', '〈', '〉', '‘', '’', '“', '”', ' '];
    let name = name.trim_matches(marks).to_owned();
    (!name.is_empty()).then_some((name, remark))
}

/// Bracketed remarks （…） of at most a line, outside titles, in order.
#[derive(Debug)]
struct Remarks {
    spans: Vec<Span>,
    next: usize,
}

impl Remarks {
    fn new(view: &str, titles: &[Title]) -> Self {
        let mut spans = Vec::new();
        let mut titles = titles.iter().peekable();
        let mut in_title = |at: usize| {
            while titles.next_if(|t| t.outer.end <= at).is_some() {}
            titles.peek().is_some_and(|t| t.outer.start <= at)
        };
        let mut read = 0;
        for (start, _) in places(view, ["（"]) {
            if start < read || in_title(start) {
                continue;
            }
            // Nested brackets close with the first mark: 〔2011〕 in plain brackets.
            let mut stops = view[start..]
                .match_indices(['）', '\n', '。'])
                .map(|(step, stop)| (start + step, stop));
            let Some((at, stop)) = stops.find(|(at, _)| !in_title(*at)) else {
                break;
            };
            read = at + stop.len();
            if stop == "）" && start > 0 && read - start <= 360 {
                spans.push(Span::new(start, read));
            }
        }
        // An enumerator （一） belongs to the text's structure; leaving it out does no harm.
        Self { spans, next: 0 }
    }

    /// The remark that starts within `span` and reaches behind it.
    fn around(&self, span: Span) -> Option<Span> {
        let at = self.spans.partition_point(|r| r.end <= span.end);
        self.spans
            .get(at)
            .filter(|r| span.start < r.start && r.start < span.end)
            .copied()
    }

    /// The next remark that starts in `[from, to)`.
    fn next_before(&mut self, from: usize, to: usize) -> Option<Span> {
        while let Some(span) = self.spans.get(self.next) {
            if span.start < from {
                self.next += 1;
                continue;
            }
            return (span.start < to).then(|| {
                self.next += 1;
                *span
            });
        }
        None
    }
}
