//! Organs as titles, mastheads and signatures name them.

use super::line::squeezed;
use crate::document::{Agencies, DocNumber};
use crate::shipped::{self, pattern};
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrgansFile {
    military: Vec<String>,
    verb: String,
    term: String,
    session: String,
    assembly: String,
    acted: Vec<String>,
    orders: Vec<String>,
    person: String,
    tells: Vec<String>,
    r#for: String,
    resolves: String,
}

struct Organs {
    military: Vec<String>,
    verb: Regex,
    term: Regex,
    session: Regex,
    assembly: Regex,
    acted: Vec<String>,
    orders: Vec<String>,
    person: Regex,
    tells: Vec<String>,
    for_whom: Regex,
    resolves: Regex,
}

static ORGANS: LazyLock<Organs> = LazyLock::new(|| {
    let file: OrgansFile = shipped::table(
        "corpus/parse/organs.toml",
        include_str!("../../corpus/parse/organs.toml"),
    );
    Organs {
        military: file.military,
        verb: pattern(&file.verb),
        term: pattern(&file.term),
        session: pattern(&file.session),
        assembly: pattern(&file.assembly),
        acted: file.acted,
        orders: file.orders,
        person: pattern(&file.person),
        tells: file.tells,
        for_whom: pattern(&file.r#for),
        resolves: pattern(&file.resolves),
    }
});

/// The organs that `names` lists, joined by 、 or spaces or nothing; none where a part is no organ.
pub(super) fn list(names: &str) -> Option<Vec<String>> {
    let agencies = Agencies::standard();
    let names = names.trim();
    let parts = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | '/' | '；' | ';' | ',');
    let may_stand = |c: char| is_of_name(c) || parts(c);
    // Two hundred characters of names have no more than three bytes each.
    if names.len() > 600
        || !may_end(names)
        || names.chars().take(201).count() > 200
        || !names.chars().all(may_stand)
    {
        return None;
    }
    // A bracket that stands around more than the names is none of theirs.
    if names.matches('（').count() != names.matches('）').count() {
        return None;
    }
    let whole = |parts: Vec<String>| -> Option<Vec<String>> {
        let mut out = Vec::new();
        for part in parts {
            if !is_one(&part) {
                return None;
            }
            out.extend(split_known(&part, agencies));
        }
        (!out.is_empty()).then_some(out)
    };
    let by = |cut: &dyn Fn(char) -> bool| -> Vec<String> {
        names
            .split(cut)
            .map(squeezed)
            .filter(|p| !p.is_empty())
            .collect()
    };
    // Spaces between names; or between the letters of one name; or double between spaced names.
    whole(by(&parts))
        .or_else(|| {
            whole(
                names
                    .split("  ")
                    .map(squeezed)
                    .filter(|p| !p.is_empty())
                    .collect(),
            )
        })
        .or_else(|| whole(by(&|c| c == '、')))
}

/// Whether the last of `names` ends as a name does, whatever parts them. Most lines do not.
fn may_end(names: &str) -> bool {
    let backwards = || names.chars().rev().filter(|c| is_of_name(*c));
    let ends = |name: &str| {
        let mut last = backwards();
        name.chars().rev().all(|c| last.next() == Some(c))
    };
    Agencies::standard().ends_as_organ(backwards())
        || ends(COUNCIL)
        || ORGANS.military.iter().any(|m| ends(m))
}

/// The one organ whose name is no more than its kind.
const COUNCIL: &str = "国务院";

fn is_of_name(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '（' | '）' | '〇')
}

fn is_one(name: &str) -> bool {
    let count = name.chars().count();
    (2..=40).contains(&count)
        && name.chars().all(is_of_name)
        && (Agencies::standard().is_organ(name)
            || name == COUNCIL
            || ORGANS.military.iter().any(|m| name.ends_with(m.as_str())))
}

/// 国家发展改革委国家能源局 are two.
fn split_known(name: &str, agencies: &Agencies) -> Vec<String> {
    let seam = name.char_indices().skip(3).map(|(at, _)| at).find(|at| {
        let (before, after) = name.split_at(*at);
        agencies.is_organ(before)
            && agencies.is_known(before)
            && agencies.is_known(after)
            && agencies.is_organ(after)
    });
    match seam {
        Some(at) => {
            let mut out = vec![name[..at].to_owned()];
            out.extend(split_known(&name[at..], agencies));
            out
        }
        None => vec![name.to_owned()],
    }
}

/// Whether a space between `name` and `next` parts two names: 甲市教育局 甲市财政局关于….
///
/// What follows must be a whole name by itself, not the rest of one: 上海市人民政府 办公厅.
pub(super) fn stand_side_by_side(name: &str, next: &str) -> bool {
    let agencies = Agencies::standard();
    if !agencies.is_organ(name) {
        return false;
    }
    if agencies.is_known(next) {
        return true;
    }
    let next = ORGANS
        .verb
        .find(next)
        .map_or(next, |verb| &next[..verb.start()]);
    let bare = || {
        // 市教育局 财政局: names of one kind under one place.
        let kind = next.chars().next_back();
        next.chars().count() >= 3
            && matches!(kind, Some('局' | '厅' | '委'))
            && name.ends_with(|c| Some(c) == kind)
            && !next.ends_with("办公厅")
    };
    is_one(next)
        && (is_short(next) && next.chars().count() >= 4
            || agencies.by_name(next).is_some()
            || bare())
}

/// The organs a title begins with: 教育部 财政部|关于….
pub(super) fn of_title(title: &str) -> Vec<String> {
    let verbs = ORGANS
        .verb
        .find_iter(title)
        .take(3)
        .map(|verb| verb.start());
    let mut verbs = verbs.peekable();
    // 批转省经贸委关于…: what is forwarded is not the issuer's.
    if verbs.peek() == Some(&0) && !title.starts_with(['《', '〈', '“']) {
        return Vec::new();
    }
    verbs.find_map(|at| list(&title[..at])).unwrap_or_default()
}

/// The organ that adopted or published, in the words between a date and the next: 河南省第八届
/// 人民代表大会常务委员会第二十七次会议通过. Its term is left out: an assembly is one body.
pub(super) fn of_act(words: &str) -> Option<Vec<String>> {
    let words = squeezed(words);
    let words = words.trim_start_matches(['，', '由', '经', '根', '据', '（']);
    // The term stands before 人民代表大会 or before 全国.
    let plain = ORGANS.term.replace_all(words, "");
    let end = ORGANS.session.find(&plain).map(|m| m.start()).or_else(|| {
        ORGANS
            .acted
            .iter()
            .filter_map(|w| plain.find(w.as_str()))
            .min()
    })?;
    // 国家互联网信息办公室2021年|第20次室务会议
    let name = plain[..end].trim_end_matches(|c: char| c == '年' || c.is_ascii_digit());
    let name = name.strip_suffix("关于").unwrap_or(name);
    // …常务委员会|第四会议: what follows the name is the rest of its session.
    let name = ORGANS
        .assembly
        .find(name)
        .filter(|whole| {
            let rest = &name[whole.end()..];
            let of_session = |c: char| {
                c == '第'
                    || c == '次'
                    || crate::numeral::value(c.encode_utf8(&mut [0; 4])).is_some()
            };
            !rest.is_empty() && rest.chars().all(of_session)
        })
        .map_or(name, |whole| whole.as_str());
    // A slip in the name of an assembly (常务员会) does not make it another thing.
    list(name).or_else(|| {
        (name.contains("人民代表") && name.chars().count() <= 40).then(|| vec![name.to_owned()])
    })
}

/// The organ that speaks in a text without masthead: 上海市教育考试院|提醒考生; 我代表国务院….
pub(super) fn speakers(text: &str) -> Vec<String> {
    let agencies = Agencies::standard();
    let known = |name: &str| agencies.is_known(name) && (agencies.is_organ(name) || is_one(name));
    let head = super::day::head(text, 400);
    let told = ORGANS
        .tells
        .iter()
        .filter_map(|verb| head.find(verb.as_str()))
        .find_map(|end| {
            // The longest name that ends here and begins with a place.
            let mut starts: Vec<usize> = head[..end]
                .char_indices()
                .rev()
                .take(24)
                .take_while(|(_, c)| matches!(c, '\u{4e00}'..='\u{9fff}'))
                .map(|(at, _)| at)
                .collect();
            starts.reverse();
            let names = starts.into_iter().map(|at| &head[at..end]);
            names
                .into_iter()
                .find(|name| known(name))
                .map(str::to_owned)
        });
    if let Some(name) = told {
        return vec![name];
    }
    let words = super::day::head(text, 1200);
    for c in ORGANS.for_whom.captures_iter(words) {
        // 受中共中央和国务院的委托 names two; 中华人民共和国国务院 is one.
        let names: Vec<String> = c["n"].split('和').map(str::to_owned).collect();
        if names.iter().all(|n| known(n)) {
            return names;
        }
        if known(&c["n"]) {
            return vec![c["n"].to_owned()];
        }
    }
    ORGANS
        .resolves
        .captures(head)
        .and_then(|c| of_act(&c["n"]))
        .unwrap_or_default()
}

/// The organs of an order's number: 国家教育委员会令第10号、卫生部令第1号 are two.
pub(super) fn of_order(number: &DocNumber) -> Vec<String> {
    std::iter::once(number)
        .chain(&number.joint)
        .filter_map(|n| {
            ORGANS
                .orders
                .iter()
                .find_map(|w| n.code.strip_suffix(w.as_str()))
        })
        .flat_map(|names| names.split('、'))
        .filter(|name| name.chars().count() > 1)
        .map(without_term)
        .collect()
}

/// Whether a name is that of a people's congress or its standing committee.
pub(super) fn is_assembly(name: &str) -> bool {
    name.contains("人民代表大会")
}

/// A name without the term of an assembly.
pub(super) fn without_term(name: &str) -> String {
    ORGANS.term.replace_all(name, "").into_owned()
}

/// A short name spelt out with the place that begins the title: 市人民代表大会 in 杭州市…条例.
pub(super) fn spelt_out(name: &str, title: &str) -> String {
    let Some(first) = name.chars().next().filter(|_| is_short(name)) else {
        return name.to_owned();
    };
    match title.char_indices().take(12).find(|(_, c)| *c == first) {
        Some((at, _)) if at > 0 => format!("{}{name}", &title[..at]),
        _ => name.to_owned(),
    }
}

/// Whether a name leaves out its place: 市教育局, 省政府.
pub(super) fn is_short(name: &str) -> bool {
    name.starts_with(['市', '省', '区', '县', '州', '本', '我'])
}

/// Whether a line names a person in office: 总理 某某.
pub(super) fn is_person(line: &str) -> bool {
    ORGANS.person.is_match(&squeezed(line))
}
