//! The words that make a title a document and a reference a relation, read from the data.

use super::CitationRelation;
use super::needed::Needed;
use super::pattern::Pattern;
use crate::lookup::{Beginnings, Endings};
use crate::numeral;
use crate::shipped;
use crate::span::Span;
use regex::Regex;
use serde::Deserialize;
use std::sync::LazyLock;

/// Everything `corpus/cues/citations.toml` says.
#[derive(Debug)]
pub(super) struct Cues {
    endings: Endings,
    others: Endings,
    never: Vec<String>,
    cued_before: Vec<String>,
    filled_before: Vec<String>,
    other_behind: Vec<String>,
    courses: String,
    bare: Vec<String>,
    beside: Beside,
    made: Regex,
    ends: Regex,
    /// The relations in the order in which they are tried.
    relations: Vec<RelationCue>,
    /// What each needs before and behind a citation.
    before: Needed,
    after: Needed,
}

/// One way of saying what a text does with a document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationCue {
    is: CitationRelation,
    zone: Option<Zone>,
    #[serde(default)]
    before: Pattern,
    #[serde(default)]
    after: Pattern,
    #[serde(default)]
    unless_before: Pattern,
    #[serde(default)]
    unless_after: Pattern,
    /// Whether it holds beside another relation: what was approved is also passed on.
    #[serde(default)]
    also: bool,
}

/// The part of a document in which a cue counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Zone {
    /// The title.
    Title,
    /// What the notice itself says before it carries others.
    Opening,
    /// An article of a law or rule.
    Article,
    /// A list in a text whose title says that other documents cease.
    List,
    /// The rest.
    Body,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    documents: Documents,
    version: Version,
    span: Beside,
    relation: Vec<RelationCue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Documents {
    endings: Endings,
    others: Endings,
    never: Vec<String>,
    cued_before: Vec<String>,
    filled_before: Vec<String>,
    other_behind: Vec<String>,
    courses: String,
    bare: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Version {
    made: String,
    ends: String,
}

/// Words right before and right behind a reference that are quoted with it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    lead: Endings,
    carries_out: Endings,
    how: Endings,
    what_for: Endings,
    trail: Beginnings,
    between: Vec<String>,
}

impl Beside {
    /// The length in bytes of those that `text` ends in, right before a reference.
    fn lead(&self, text: &str) -> usize {
        let without = |words: &Endings, text: &str| {
            let found = words.longest(text);
            found.map(|(word, ())| text.len() - word.len())
        };
        if let Some(start) = without(&self.carries_out, text) {
            let start = without(&self.how, &text[..start]).unwrap_or(start);
            let start = without(&self.what_for, &text[..start]).unwrap_or(start);
            return text.len() - start;
        }
        without(&self.lead, text).map_or(0, |start| text.len() - start)
    }

    /// The length in bytes of those that `text` begins with, right behind a reference.
    fn trail(&self, text: &str) -> usize {
        let between = self.between.iter().fold(text, |rest, word| {
            rest.strip_prefix(word.as_str()).unwrap_or(rest)
        });
        let found = self.trail.longest(between);
        found.map_or(0, |(word, ())| text.len() - between.len() + word.len())
    }
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let file: File = shipped::table(
        "corpus/cues/citations.toml",
        include_str!("../../../corpus/cues/citations.toml"),
    );
    let File {
        documents,
        version,
        span,
        relation,
    } = file;
    Cues {
        endings: documents.endings,
        others: documents.others,
        never: documents.never,
        cued_before: documents.cued_before,
        filled_before: documents.filled_before,
        other_behind: documents.other_behind,
        courses: documents.courses,
        bare: documents.bare,
        beside: span,
        made: shipped::pattern(&version.made),
        before: Needed::of(relation.iter().map(|cue| cue.before.as_str())),
        after: Needed::of(relation.iter().map(|cue| cue.after.as_str())),
        ends: shipped::pattern(&version.ends),
        relations: relation,
    }
});

impl Cues {
    /// The embedded cues.
    pub(super) fn get() -> &'static Self {
        &CUES
    }

    /// Whether `title` (without its marks) names a document: `Some` where its ending says so.
    pub(super) fn names_document(&self, title: &str) -> Option<bool> {
        let title = main_words(title);
        if self.never.iter().any(|n| n == title) {
            return Some(false);
        }
        let longest = |words: &Endings| words.longest(title).map(|(word, ())| word.len());
        match (longest(&self.endings), longest(&self.others)) {
            (None, None) => None,
            (document, other) => Some(document > other),
        }
    }

    /// Whether the words right before a title say that it is a document.
    pub(super) fn announces_document(&self, before: &str) -> bool {
        self.cued_before
            .iter()
            .any(|c| before.ends_with(c.as_str()))
    }

    /// Whether the words right before and right behind a title say that it is none of a document: a
    /// form to fill in, courses, a gazette.
    pub(super) fn is_other(&self, before: &str, behind: &str) -> bool {
        let counted = behind.strip_prefix('等').map(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_numeral(c))
        });
        self.filled_before.iter().any(|w| before.ends_with(w))
            || self.other_behind.iter().any(|w| behind.starts_with(w))
            || counted.is_some_and(|rest| rest.starts_with(&self.courses))
    }

    /// Whether `title` is a genre's name and no more.
    pub(super) fn is_bare(&self, title: &str) -> bool {
        let title = main_words(title);
        self.bare.iter().any(|b| b == title)
    }

    /// Whether the words behind a decision say that it made a version: `第二次修正`.
    pub(super) fn made_version(&self, after: &str) -> bool {
        self.made.is_match(after)
    }

    /// Whether a title says that other documents cease: `关于5件规范性文件失效的通知`.
    pub(super) fn ends_others(&self, title: &str) -> bool {
        self.ends.is_match(title)
    }

    /// A reference in the view, with the cue words right before and behind it.
    pub(super) fn with_words(&self, view: &str, reference: Span) -> Span {
        let end = reference.end + rest_of_bracket(view, reference);
        Span::new(
            reference.start - self.beside.lead(&view[..reference.start]),
            end + self.beside.trail(&view[end..]),
        )
    }

    /// What the sentence does with the citation between `before` and `after`: one relation, or
    /// two where the document is approved and passed on in one breath.
    pub(super) fn relations(&self, zone: Zone, before: &str, after: &str) -> Vec<CitationRelation> {
        let mut found = Vec::new();
        let may = self.before.may_match(before) & self.after.may_match(after);
        for (cue, number) in self.relations.iter().zip(0..) {
            // Beyond the bits of a word none is known not to match.
            let may = may.unbounded_shr(number) & 1 == 1 || number >= u64::BITS;
            if may && (found.is_empty() || cue.also) && cue.holds(zone, before, after) {
                found.push(cue.is);
                if cue.is == CitationRelation::Cites {
                    break;
                }
            }
        }
        if found.is_empty() {
            found.push(CitationRelation::Cites);
        }
        found
    }
}

impl RelationCue {
    fn holds(&self, zone: Zone, before: &str, after: &str) -> bool {
        self.zone.is_none_or(|z| z == zone)
            && self.before.holds(before) != Some(false)
            && self.after.holds(after) != Some(false)
            && self.unless_before.holds(before) != Some(true)
            && self.unless_after.holds(after) != Some(true)
    }
}

/// The length in bytes of what goes on of the bracket that a reference ends in: `，以下简称《意见》）`
/// behind `（国办发〔2015〕71号`.
fn rest_of_bracket(view: &str, reference: Span) -> usize {
    /// The longest, in characters.
    const LONGEST: usize = 40;
    let words = reference.slice(view);
    let open = words
        .rfind(['（', '）'])
        .is_some_and(|at| words[at..].starts_with('（'));
    let rest = &view[reference.end..];
    let mut chars = rest.char_indices().take(LONGEST);
    chars
        .find(|(_, c)| matches!(c, '）' | '（' | '。' | '；' | '\n'))
        .filter(|(_, c)| open && *c == '）')
        .map_or(0, |(at, c)| at + c.len_utf8())
}

/// A title without what follows its ending in brackets: `（试行）`, `（2011—2015年）`, `〔草案〕`.
fn main_words(title: &str) -> &str {
    let mut title = title.trim_end();
    for _ in 0..3 {
        let Some((close, open)) = title.chars().next_back().and_then(|c| match c {
            '）' => Some((c, '（')),
            ')' => Some((c, '(')),
            '〕' => Some((c, '〔')),
            ']' => Some((c, '[')),
            '》' => Some((c, '《')),
            '〉' => Some((c, '〈')),
            '>' => Some((c, '<')),
            _ => None,
        }) else {
            break;
        };
        let body = &title[..title.len() - close.len_utf8()];
        match body.rfind(open) {
            Some(at) if at > 0 && matches!(open, '（' | '(' | '〔' | '[') => {
                title = title[..at].trim_end();
            }
            Some(at) => {
                // 关于印发〈办法〉: what it carries says what it is.
                return &body[at + open.len_utf8()..];
            }
            None => break,
        }
    }
    title.trim_end_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '—' | '-' | '－' | '～' | ' ')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_documents_from_forms_and_books() {
        let cues = Cues::get();
        for title in [
            "中华人民共和国义务教育法",
            "国家中长期教育改革和发展规划纲要（2010—2020年）",
            "学前教育管理办法(试行)",
            "关于印发〈办学基本标准〉的通知",
            "刑法修正案（九）",
            "关于印发〈管理办法〉",
            "国家学生体质健康标准",
            "最高人民法院关于适用法律若干问题的解释",
        ] {
            assert_eq!(cues.names_document(title), Some(true), "{title}");
        }
        for title in [
            "准考证",
            "上海市居住证",
            "健康教育读本",
            "入学申请表",
            "义勇军进行曲",
            "卫生许可证",
            "限期整改通知书",
            "行政处罚决定书",
            "人民日报",
        ] {
            assert_eq!(cues.names_document(title), Some(false), "{title}");
        }
        assert_eq!(cues.names_document("中国制造2025"), None);
        assert!(cues.is_bare("实施办法（试行）"));
    }

    #[test]
    fn cues_tell_relations() {
        use CitationRelation::*;
        for (zone, before, after, expected) in [
            (
                Zone::Body,
                "根据",
                "，结合本市实际，制定本办法。",
                vec![Basis],
            ),
            (
                Zone::Body,
                "为贯彻落实",
                "精神，现提出如下意见",
                vec![Implements],
            ),
            (Zone::Body, "按照", "精神，结合实际", vec![Implements]),
            (
                Zone::Body,
                "根据□要求和",
                "精神，现通知如下",
                vec![Implements],
            ),
            (Zone::Body, "将按照", "有关规定进行严肃处理。", vec![Cites]),
            (Zone::Body, "", "同时废止。", vec![Repeals]),
            (
                Zone::Body,
                "1994年2月1日民政部发布的",
                "同时废止。",
                vec![Repeals],
            ),
            (Zone::Title, "关于修改", "的决定", vec![Amends]),
            (Zone::Title, "某市实施", "办法", vec![Implements]),
            (Zone::Title, "关于印发", "的通知", vec![Forwards]),
            (Zone::Body, "你局", "收悉。现批复如下", vec![Replies]),
            (
                Zone::Opening,
                "",
                "已经国务院同意，现转发给你们，请认真贯彻执行。",
                vec![Forwards, Approves],
            ),
            (Zone::Body, "认真学习", "。", vec![Cites]),
            (Zone::Body, "未经批准擅自出口列入", "的动物", vec![Cites]),
        ] {
            assert_eq!(cues_of(zone, before, after), expected, "{before}□{after}");
        }
        fn cues_of(zone: Zone, before: &str, after: &str) -> Vec<CitationRelation> {
            Cues::get().relations(zone, before, after)
        }
    }
}
