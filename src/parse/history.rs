//! The one reader of version histories: the dated acts of a header.

use super::{day, organ, title};
use crate::document::{Act, ActKind, DocNumber};
use crate::numeral;
use crate::shipped;
use crate::span::Span;
use crate::time::PartialDate;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: Verbs,
    rules: Rules,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    adopted: String,
    approved: String,
    signed: String,
    promulgated: String,
    amended: String,
    revised: String,
    effective: String,
    repealed: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    no_verb: String,
    decision: String,
    ordinal: String,
    meets: String,
    now: String,
    changing: String,
    line: String,
}

/// The patterns of `corpus/parse/header.toml`.
struct Words {
    /// The verbs of all kinds.
    verbs: Regex,
    /// The verbs of each kind as all of a text, in the order in which `verbs` tries them.
    kinds: Vec<(ActKind, Regex)>,
    no_verb: Regex,
    decision: Regex,
    ordinal: Regex,
    meets: Regex,
    now: Regex,
    changing: Regex,
    line: Regex,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File = shipped::table(
        "corpus/parse/header.toml",
        include_str!("../../corpus/parse/header.toml"),
    );
    let v = file.verbs;
    let verbs = [
        (ActKind::Adopted, v.adopted),
        (ActKind::Approved, v.approved),
        (ActKind::Signed, v.signed),
        (ActKind::Promulgated, v.promulgated),
        (ActKind::Amended, v.amended),
        (ActKind::Revised, v.revised),
        (ActKind::Effective, v.effective),
        (ActKind::Repealed, v.repealed),
    ];
    let groups: Vec<String> = verbs.iter().map(|(_, p)| format!("(?:{p})")).collect();
    Words {
        verbs: shipped::pattern(&groups.join("|")),
        kinds: verbs
            .iter()
            .map(|(kind, p)| (*kind, shipped::pattern(&format!("^(?:{p})$"))))
            .collect(),
        no_verb: shipped::pattern(&file.rules.no_verb),
        decision: shipped::pattern(&file.rules.decision),
        ordinal: shipped::pattern(&file.rules.ordinal),
        meets: shipped::pattern(&file.rules.meets),
        now: shipped::pattern(&file.rules.now),
        changing: shipped::pattern(&file.rules.changing),
        line: shipped::pattern(&file.rules.line),
    }
});

/// Whether a line with a date tells what was done on it.
pub(super) fn tells_act(line: &str) -> bool {
    WORDS.line.is_match(line)
}

/// Whether `line` ends with the verb of an act.
pub(super) fn ends_with_act(line: &str) -> bool {
    verbs(line).last().is_some_and(|v| v.end == line.len())
}

/// The words behind the last date of `text`, where they still want their verb: a line break cut
/// them.
pub(super) fn unfinished(text: &str) -> Option<String> {
    let masked = masked(text, &titles(text));
    let (at, _) = day::find(&masked).pop()?;
    let words = masked[at.end..].trim();
    let wants =
        !words.is_empty() && verbs(words).next().is_none() && DocNumber::first(words).is_none();
    wants.then(|| words.to_owned())
}

/// What a header tells: its acts, spans in the header; all its dates; the first without a verb.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) acts: Vec<Act>,
    /// The places of acts that were done together with the next: two courts that adopt a text.
    pub(super) together: Vec<usize>,
    pub(super) dates: Vec<PartialDate>,
    pub(super) bare: Option<PartialDate>,
}

/// The words that follow one date, up to the next.
struct Segment<'t> {
    at: Span,
    date: PartialDate,
    /// Where `words` begins in the header.
    from: usize,
    /// With cited titles blanked out.
    words: &'t str,
}

/// A verb in the words of a segment.
#[derive(Clone, Copy)]
struct Verb {
    kind: ActKind,
    start: usize,
    end: usize,
}

/// An act whose verb or kind stands with a later date.
#[derive(Clone, Copy)]
enum Waits {
    /// A meeting without a verb of its own: 甲会议、|3月18日乙会议通过.
    Verb,
    /// A step of a change: 批准的|2004年5月11日甲市《决定》修正.
    Change,
}

/// Reads the acts of `text`, a header: each date and what the words behind it say was done.
pub(super) fn read(text: &str) -> History {
    let titles = titles(text);
    let masked = masked(text, &titles);
    let dates = day::find(&masked);
    let mut history = History::default();
    let mut waiting: Vec<(usize, Waits)> = Vec::new();
    for (n, (at, date)) in dates.iter().enumerate() {
        let until = dates
            .get(n + 1)
            .map_or(masked.len(), |(next, _)| next.start);
        let words = &masked[at.end..until];
        let words = &words[..words.find(['。', '；']).unwrap_or(words.len())];
        // A line that names its verb says all of its date; one that does not was cut.
        let line = &words[..words.find('\n').unwrap_or(words.len())];
        let words = verbs(line).next().map_or(words, |_| line);
        let words = &words[..WORDS.now.find(words).map_or(words.len(), |m| m.start())];
        history.dates.push(*date);
        let segment = Segment {
            at: *at,
            date: *date,
            from: at.end,
            words,
        };
        let first = history.acts.len();
        let waits = segment.read(text, &titles, &mut history.acts);
        let Some(act) = history.acts.get(first).cloned() else {
            if words
                .trim_matches(|c: char| c.is_whitespace() || "（）(),，".contains(c))
                .is_empty()
            {
                history.bare.get_or_insert(*date);
            }
            continue;
        };
        if let Some(waits) = waits {
            waiting.push((first, waits));
            continue;
        }
        for (at, waits) in waiting.drain(..) {
            let earlier = &mut history.acts[at];
            match waits {
                Waits::Change if !act.kind.is_change() => {}
                Waits::Change => take_change(earlier, &act),
                Waits::Verb => {
                    history.together.push(at);
                    earlier.kind = act.kind;
                    earlier.step = act.step;
                    earlier.decision.clone_from(&act.decision);
                    earlier.ordinal = act.ordinal;
                }
            }
        }
        // 8月27日甲市人大常委会通过 / 9月29日省人大常委会批准的《决定》修正: what was passed is the
        // decision, not the document.
        if act.kind.is_change()
            && act.step == Some(ActKind::Approved)
            && let Some(before) = first.checked_sub(1)
        {
            let before = &mut history.acts[before];
            if before.kind == ActKind::Adopted
                && (0..=1).contains(&(act.date.year - before.date.year))
            {
                take_change(before, &act);
            }
        }
    }
    passed_again(&mut history);
    history
}

/// What an organ passes again on a later day is taken for a change of what it passed, and so is the
/// approval of that: the header does not say whether parts were changed or the whole. Dates that go
/// back begin the header of another text.
fn passed_again(history: &mut History) {
    let acts = &mut history.acts;
    let mut again: Option<PartialDate> = None;
    for at in 1..acts.len() {
        let (before, rest) = acts.split_at_mut(at);
        let Some(act) = rest.first_mut() else { break };
        if before.iter().any(|one| one.date > act.date) {
            break;
        }
        let is_again = |one: &Act| {
            one.kind == ActKind::Adopted && one.date < act.date && one.organs == act.organs
        };
        let changes = match act.kind {
            ActKind::Adopted => !act.organs.is_empty() && before.iter().any(is_again),
            ActKind::Approved => again.is_some_and(|again| act.date.year - again.year <= 1),
            _ => false,
        };
        if changes {
            if act.kind == ActKind::Adopted {
                again = Some(act.date);
            }
            act.step = Some(act.kind);
            act.kind = ActKind::Amended;
        }
    }
}

/// Makes `step`, an adoption or approval, a step of the change `whole`.
fn take_change(step: &mut Act, whole: &Act) {
    step.step = Some(step.kind);
    step.kind = whole.kind;
    step.decision.clone_from(&whole.decision);
    step.ordinal = whole.ordinal;
}

impl Segment<'_> {
    /// Adds the acts of this date; says whether the first of them waits for a later one.
    fn read(&self, text: &str, titles: &[Span], out: &mut Vec<Act>) -> Option<Waits> {
        let verbs: Vec<Verb> = verbs(self.words).collect();
        let change = verbs.iter().position(|v| v.kind.is_change());
        if let Some(change) = change {
            let verb = verbs[change];
            let step = verbs.iter().find(|v| is_step(v.kind));
            // 修订通过, 修订公布: the step may follow.
            let end = step.map_or(verb.end, |s| s.end.max(verb.end));
            let mut act = self.act(verb.kind, step.map_or(verb.end, |s| s.end), end);
            act.step = step.map(|s| s.kind);
            act.ordinal = WORDS
                .ordinal
                .captures(&self.words[..verb.start])
                .and_then(|c| numeral::value(&c["n"]));
            let reach = Span::new(self.from, self.from + self.words.len());
            act.decision = titles
                .iter()
                .find(|t| t.start >= reach.start && t.end <= reach.end)
                .map(|t| decision(t.slice(text)));
            if act.organs.is_empty() {
                act.organs = self.organs(verb.end, act.number.as_ref());
            }
            if act.organs.is_empty() {
                let titled = act.decision.as_deref().map(organ::of_title);
                act.organs = titled.unwrap_or_default();
            }
            out.push(act);
            self.rest(&verbs[change + 1..], end, out);
            return None;
        }
        if verbs.is_empty() {
            let number = self.number(self.words.len());
            if WORDS.meets.is_match(self.words.trim_end_matches('）')) {
                let end = self.words.trim_end().len();
                out.push(self.act(ActKind::Adopted, end, end));
                return Some(Waits::Verb);
            }
            if let Some((span, _)) = number {
                // 2002年1月1日国务院令第342号: the order made it public.
                out.push(self.act(ActKind::Promulgated, span.end, span.end));
            }
            return None;
        }
        let first = verbs[0];
        if let [_] = verbs[..]
            && let Some(title) = self.changing(text, titles, first)
            && !out.is_empty()
        {
            let mut act = self.act(ActKind::Amended, first.end, title.end - self.from);
            act.step = Some(first.kind);
            act.decision = Some(decision(title.slice(text)));
            out.push(act);
            return None;
        }
        out.push(self.act(first.kind, first.end, first.end));
        // 批准的 2004年5月11日…《决定》修正
        let attributive = is_step(first.kind) && self.words[first.end..].trim() == "的"
            || self.words[first.end..].starts_with("的、")
            || self.words[first.end..].starts_with("的，");
        if attributive {
            return Some(Waits::Change);
        }
        self.rest(&verbs[1..], first.end, out);
        None
    }

    /// The title of what was passed, where that is a change of the text: 通过的《甲法修正案》.
    fn changing(&self, text: &str, titles: &[Span], step: Verb) -> Option<Span> {
        let words = self.words[step.end..].trim_start();
        let at = self.from + self.words.len() - words.strip_prefix('的')?.trim_start().len();
        let title = titles.iter().find(|title| title.start == at)?;
        let changes = is_step(step.kind) && WORDS.changing.is_match(title.slice(text));
        changes.then_some(*title)
    }

    /// Further acts of the same day: 批准并公布施行.
    fn rest(&self, verbs: &[Verb], end: usize, out: &mut Vec<Act>) {
        let mut seen = out.last().map(|a| vec![a.kind]).unwrap_or_default();
        for verb in verbs.iter().filter(|v| v.start >= end) {
            if !seen.contains(&verb.kind) {
                seen.push(verb.kind);
                let act = self.act(verb.kind, verb.end, verb.end);
                out.push(act);
            }
        }
    }

    /// An act whose organs stand before `told` and which ends at `end` in the words.
    fn act(&self, kind: ActKind, told: usize, end: usize) -> Act {
        let number = self.number(self.words.len()).map(|(_, n)| n);
        Act {
            kind,
            step: None,
            date: self.date,
            organs: self.organs(told, number.as_ref()),
            number,
            decision: None,
            ordinal: None,
            span: Span::new(self.at.start, self.from + end),
        }
    }

    /// The first number in the words before `to`.
    fn number(&self, to: usize) -> Option<(Span, DocNumber)> {
        DocNumber::first(&self.words[..to])
    }

    fn organs(&self, told: usize, number: Option<&DocNumber>) -> Vec<String> {
        let words = &self.words[..told];
        // Words that name the place of a document's order: 甲部令第3号.
        let of_order = number
            .filter(|n| words.contains(n.raw.as_str()))
            .map(organ::of_order)
            .filter(|o| !o.is_empty());
        of_order
            .or_else(|| organ::of_act(words))
            // The organ right before the title of its decision.
            .or_else(|| organ::list(words.split(['□', '_']).next()?))
            .unwrap_or_default()
    }
}

fn verbs(words: &str) -> impl Iterator<Item = Verb> {
    WORDS.verbs.find_iter(words).filter_map(move |found| {
        let mut kinds = WORDS.kinds.iter();
        let (kind, _) = kinds.find(|(_, verbs)| verbs.is_match(found.as_str()))?;
        let after = &words[found.end()..];
        (!WORDS.no_verb.is_match(after)).then_some(Verb {
            kind: *kind,
            start: found.start(),
            end: found.end(),
        })
    })
}

fn is_step(kind: ActKind) -> bool {
    matches!(
        kind,
        ActKind::Adopted | ActKind::Approved | ActKind::Promulgated
    )
}

/// The title of a decision without its outer marks and without layout spaces.
fn decision(quoted: &str) -> String {
    let inner = quoted.strip_prefix('《').unwrap_or(quoted);
    title::bare(inner.strip_suffix('》').unwrap_or(inner))
}

/// The cited titles of a header: outermost 《》, and decisions that are named without them.
fn titles(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '《' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push(Span::new(start, at + c.len_utf8()));
                }
            }
            _ => {}
        }
    }
    for found in WORDS.decision.find_iter(text) {
        let span: Span = found.range().into();
        if !out
            .iter()
            .any(|o| o.start <= span.start && span.end <= o.end)
        {
            out.retain(|o| !span.touches(*o));
            out.push(span);
        }
    }
    out.sort_by_key(|s| s.start);
    out
}

/// `text` with `titles` blanked out, byte for byte in place.
fn masked(text: &str, titles: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for title in titles {
        if title.start < at {
            continue;
        }
        out.push_str(&text[at..title.start]);
        for c in title.slice(text).chars() {
            out.push_str(match c.len_utf8() {
                1 => "_",
                2 => "·",
                3 => "□",
                _ => "□_",
            });
        }
        at = title.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use crate::document::{Act, ActKind, Metadata};
    use crate::parse::parse;
    use crate::read::RawDocument;

    fn metadata(text: &str) -> Metadata {
        parse(RawDocument::new("t", text)).document.metadata
    }

    fn told(text: &str) -> Vec<(ActKind, Option<ActKind>, String, String)> {
        let document = parse(RawDocument::new("t", text)).document;
        let row = |a: &Act| {
            let quote = document.quote(a.span);
            assert!(quote.contains(&a.date.year.to_string()), "{quote}");
            (a.kind, a.step, a.date.to_string(), a.organs.join("、"))
        };
        document.metadata.history.iter().map(row).collect()
    }

    #[test]
    fn a_header_tells_every_act_with_its_kind_and_organs() {
        use ActKind::{Adopted, Amended, Approved, Effective, Promulgated, Revised};
        for (header, expected) in [
            // One line an act; a decision that was passed and approved is one change in two steps.
            (
                "2005年8月25日 甲市第十二届人民代表大会常务委员会第十三次会议通过\n2005年12月2日 乙省第十届人民代表大会常务委员会第二十次会议批准\n2010年8月27日 甲市第十三届人民代表大会常务委员会第十三次会议通过\n2010年9月29日 乙省第十一届人民代表大会常务委员会第十七次会议批准的《甲市人民代表大会常务委员会关于修改部分地方性法规的决定》修正",
                vec![
                    (Adopted, None, "2005-08-25", "甲市人民代表大会常务委员会"),
                    (Approved, None, "2005-12-02", "乙省人民代表大会常务委员会"),
                    (
                        Amended,
                        Some(Adopted),
                        "2010-08-27",
                        "甲市人民代表大会常务委员会",
                    ),
                    (
                        Amended,
                        Some(Approved),
                        "2010-09-29",
                        "乙省人民代表大会常务委员会",
                    ),
                ],
            ),
            // All in one bracket over lines; the approval first.
            (
                "（1995年11月23日甲市第十一届人民代表大会常务委员会第二十次会议通过\n1995年12月14日乙省第八届人民代表大会常务委员会第十九次会议批准并公布施行\n根据2004年5月27日乙省第十届人民代表大会常务委员会第八次会议批准的2004年5月11日甲市第十三届人民代表大会常务委员会第十一次会议《关于修改〈甲市公园条例〉的决定》修正）",
                vec![
                    (Adopted, None, "1995-11-23", "甲市人民代表大会常务委员会"),
                    (Approved, None, "1995-12-14", "乙省人民代表大会常务委员会"),
                    (
                        Promulgated,
                        None,
                        "1995-12-14",
                        "乙省人民代表大会常务委员会",
                    ),
                    (Effective, None, "1995-12-14", "乙省人民代表大会常务委员会"),
                    (
                        Amended,
                        Some(Approved),
                        "2004-05-27",
                        "乙省人民代表大会常务委员会",
                    ),
                    (Amended, None, "2004-05-11", "甲市人民代表大会常务委员会"),
                ],
            ),
            // Orders; a revision by an order.
            (
                "2004年3月5日 中华人民共和国国务院令第399号公布\n2021年4月7日 中华人民共和国国务院令第741号修订\n2021年9月1日 施行",
                vec![
                    (Promulgated, None, "2004-03-05", "中华人民共和国国务院"),
                    (Revised, None, "2021-04-07", "中华人民共和国国务院"),
                    (Effective, None, "2021-09-01", ""),
                ],
            ),
            // Lines broken before the verb and in a date.
            (
                "2014年7月23日 甲市第十五届人民代表大会常务委员会\n第十五次会议通过\n2014年9月26\n日乙省第十二届人民代表大会常务委员会第十次会议批准",
                vec![
                    (Adopted, None, "2014-07-23", "甲市人民代表大会常务委员会"),
                    (Approved, None, "2014-09-26", "乙省人民代表大会常务委员会"),
                ],
            ),
            // Two courts together; a number of their own.
            (
                "（2018年9月3日最高人民法院审判委员会第1747次会议、2018年12月12日最高人民检察院第十三届检察委员会第十一次会议通过，自2019年7月1日起施行）",
                vec![
                    (Adopted, None, "2018-09-03", "最高人民法院"),
                    (Adopted, None, "2018-12-12", "最高人民检察院"),
                    (Effective, None, "2019-07-01", ""),
                ],
            ),
            // What is passed again on a later day changes what was passed.
            (
                "2014年2月10日 最高人民法院审判委员会第1606次会议通过\n2020年12月23日 最高人民法院审判委员会第1823次会议通过",
                vec![
                    (Adopted, None, "2014-02-10", "最高人民法院"),
                    (Amended, Some(Adopted), "2020-12-23", "最高人民法院"),
                ],
            ),
            (
                "2008年10月22日 甲市人民代表大会常务委员会第一次会议通过\n2008年12月19日 乙省人民代表大会常务委员会第二次会议批准\n2020年8月28日 甲市人民代表大会常务委员会第三次会议通过\n2020年9月24日 乙省人民代表大会常务委员会第四次会议批准",
                vec![
                    (Adopted, None, "2008-10-22", "甲市人民代表大会常务委员会"),
                    (Approved, None, "2008-12-19", "乙省人民代表大会常务委员会"),
                    (
                        Amended,
                        Some(Adopted),
                        "2020-08-28",
                        "甲市人民代表大会常务委员会",
                    ),
                    (
                        Amended,
                        Some(Approved),
                        "2020-09-24",
                        "乙省人民代表大会常务委员会",
                    ),
                ],
            ),
            // Slips in the session; an organ without one.
            (
                "2013年7月24日 甲市第四届人民代表大会常务委员会第四会议通过\n1997年10月15日甲省人民代表大会常务委员会关于批准《甲市人民代表大会常务委员会关于修改〈甲市公园条例〉的决定》第一次修正",
                vec![
                    (Adopted, None, "2013-07-24", "甲市人民代表大会常务委员会"),
                    (
                        Amended,
                        Some(Approved),
                        "1997-10-15",
                        "甲省人民代表大会常务委员会",
                    ),
                ],
            ),
        ] {
            let text = format!("甲市公园条例\n\n{header}\n\n第一条 为了公园，制定本条例。\n");
            let found = told(&text);
            let found: Vec<_> = found
                .iter()
                .map(|(k, s, d, o)| (*k, *s, d.as_str(), o.as_str()))
                .collect();
            assert_eq!(found, expected, "{header}");
        }
    }

    #[test]
    fn a_change_tells_its_decision_count_and_number() {
        let text = "国家奖励条例\n（1999年5月23日国务院令第265号发布 根据2003年12月20日国务院令第396号《国务院关于修改〈国家奖励条例〉的决定》第一次修订）\n第一条 制定本条例。\n";
        let found = metadata(text);
        let change = &found.history[1];
        assert_eq!(
            change.decision.as_deref(),
            Some("国务院关于修改〈国家奖励条例〉的决定")
        );
        assert_eq!(change.ordinal, Some(1));
        assert_eq!(
            change.number.as_ref().unwrap().to_string(),
            "国务院令第396号"
        );
        // The number of the decision is not the document's.
        assert_eq!(found.doc_number.unwrap().to_string(), "国务院令第265号");
        assert_eq!(found.issued.unwrap().to_string(), "1999-05-23");
    }

    #[test]
    fn an_amendment_of_its_own_name_changes_the_text() {
        let text = "甲法\n\n1979年7月1日 第五届全国人民代表大会第二次会议通过\n1999年12月25日 第九届全国人民代表大会常务委员会第十三次会议通过的《甲法修正案》\n2001年8月31日 第九届全国人民代表大会常务委员会第二十三次会议通过的《甲法修正案（二）》\n\n第一条 制定本法。\n";
        let found = metadata(text).history;
        let rows: Vec<_> = found
            .iter()
            .map(|act| (act.kind, act.step, act.decision.as_deref()))
            .collect();
        let changed = |decision| (ActKind::Amended, Some(ActKind::Adopted), Some(decision));
        assert_eq!(
            rows,
            [
                (ActKind::Adopted, None, None),
                changed("甲法修正案"),
                changed("甲法修正案（二）"),
            ]
        );
    }

    #[test]
    fn headers_of_several_laws_in_a_row_stay_apart() {
        let text = "关于修改甲办法等的决定\n\n1999年9月16日 甲市人民代表大会常务委员会第一次会议通过\n2010年5月28日 甲市人民代表大会常务委员会第二次会议修订\n1999年10月28日 甲市人民代表大会常务委员会第三次会议通过\n\n第一条 制定本办法。\n";
        let kinds: Vec<_> = told(text).into_iter().map(|(kind, ..)| kind).collect();
        assert_eq!(
            kinds,
            [ActKind::Adopted, ActKind::Revised, ActKind::Adopted]
        );
    }

    #[test]
    fn an_order_tells_the_history_of_what_it_carries() {
        let text = "甲部令\n第7号\n《听证规则》已经2018年3月14日甲部第111次部务会议审议通过，现予公布，自2018年5月4日起施行。\n部长 某某某\n2018年4月4日\n听证规则\n（2005年1月1日甲部令第3号公布）\n第一条 制定本规则。\n";
        let kinds: Vec<_> = told(text).into_iter().map(|(k, _, d, _)| (k, d)).collect();
        let expected = [
            (ActKind::Adopted, "2018-03-14"),
            (ActKind::Effective, "2018-05-04"),
            (ActKind::Promulgated, "2018-04-04"),
            (ActKind::Promulgated, "2005-01-01"),
        ];
        assert_eq!(kinds, expected.map(|(k, d)| (k, d.to_owned())));
    }

    #[test]
    fn a_notice_has_no_history() {
        let text = "甲市教育局关于督导的通知\n甲教〔2012〕3号\n各校：\n2011年5月4日市政府批准了规划。请执行。\n甲市教育局\n2012年3月1日\n";
        assert!(metadata(text).history.is_empty());
    }

    #[test]
    fn a_header_line_may_end_in_a_full_stop() {
        for header in [
            "2012年12月3日公安部部长办公会议通过\n2018年11月25日 公安部令第149号《公安部关于修改〈办案规定〉的决定》第二次修正。",
            "（2012年12月3日公安部部长办公会议通过，2018年11月25日公安部令第149号修正）。",
        ] {
            let found = told(&format!("办案规定\n\n{header}\n\n第一条 制定本规定。\n"));
            let kinds: Vec<_> = found.iter().map(|(k, _, d, _)| (*k, d.as_str())).collect();
            let expected = [
                (ActKind::Adopted, "2012-12-03"),
                (ActKind::Amended, "2018-11-25"),
            ];
            assert_eq!(kinds, expected, "{header}");
        }
        let found = told("办案规定\n（2013年1月1日起生效）\n第一条 制定本规定。\n");
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].0, found[0].2.as_str()),
            (ActKind::Effective, "2013-01-01")
        );
    }
}
