//! What is known of the pages of government sites: `corpus/html.toml`, ready to use.

use crate::shipped::{self, pattern};
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The field that a label fills.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Field {
    Title,
    DocNumber,
    Issuer,
    Issued,
    Published,
    /// Published, where other facts stand beside it: 日期 alone may be any date.
    Dated,
    Source,
    Attribute,
    /// Known, so that it ends the value before it, and not kept.
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    content: Vec<String>,
    title: Vec<String>,
    furniture: Vec<String>,
    furniture_lines: Vec<String>,
    edge_lines: Vec<String>,
    related: String,
    site_names: String,
    generic_titles: String,
    numbered: String,
    stamp: String,
    labels: BTreeMap<String, Field>,
    meta: BTreeMap<String, Field>,
    elements: BTreeMap<String, Field>,
}

/// Ends of titles, as far as a page's name is judged by them.
#[derive(Deserialize)]
struct Genres {
    official: Vec<String>,
    others: Vec<String>,
    unless: Vec<String>,
    long: Vec<String>,
}

/// The rules of reading pages.
pub(super) struct Rules {
    /// Rank of each name of a content element, lower case.
    pub(super) content: BTreeMap<String, u16>,
    /// Rank of each name of a title element, lower case.
    pub(super) title: BTreeMap<String, u16>,
    /// Names of furniture, lower case.
    pub(super) furniture: BTreeSet<String>,
    /// A whole line that is furniture.
    pub(super) furniture_line: Regex,
    /// A whole line that is furniture at the edges of a page.
    pub(super) edge_line: Regex,
    /// A whole line that heads a list of links.
    pub(super) related: Regex,
    /// The name of a site in a title.
    pub(super) site: Regex,
    /// What a page is called that names no document.
    pub(super) generic: Regex,
    genres: Genres,
    /// A label with its colon.
    pub(super) label: Regex,
    /// Words that begin with a number of their own.
    pub(super) numbered: Regex,
    /// A date without label at the start of a head line.
    pub(super) stamp: Regex,
    labels: BTreeMap<String, Field>,
    meta: BTreeMap<String, Field>,
    /// By id or class, lower case.
    pub(super) elements: BTreeMap<String, Field>,
}

impl Rules {
    /// The field of a label, which may be spaced out (`标　　题：`), and the label without spaces.
    pub(super) fn label(&self, written: &str) -> Option<(String, Field)> {
        let name = bare(written);
        let field = *self.labels.get(&name)?;
        Some((name, field))
    }

    /// Whether words are the title of a document: 关于…的通知, …教育条例（试行）.
    pub(super) fn is_title(&self, words: &str) -> bool {
        /// Shorter ones are names of columns, longer ones sentences.
        const CHARS: std::ops::RangeInclusive<usize> = 6..=120;
        /// From so many characters on a title may end with a word that columns end with too.
        const LONG: usize = 10;
        let count = words.chars().count();
        let long = self.is_long(words);
        if !CHARS.contains(&count) || words.contains('。') || !long && self.generic.is_match(words)
        {
            return false;
        }
        let mut end = words.trim_end_matches(['》', '”', '>', '＞']);
        while let Some(open) = end
            .ends_with(['）', ')'])
            .then(|| end.rfind(['（', '(']))
            .flatten()
        {
            end = end[..open].trim_end();
        }
        let ends = |list: &[String]| list.iter().any(|word| end.ends_with(word.as_str()));
        !ends(&self.genres.unless)
            && (ends(&self.genres.official) || ends(&self.genres.others) && (count >= LONG || long))
    }

    /// Whether words have what only titles of documents have: 关于.
    pub(super) fn is_long(&self, words: &str) -> bool {
        self.genres.long.iter().any(|w| words.contains(w.as_str()))
    }

    /// The field that a `<meta>` of this name fills, and the name as the rules write it.
    pub(super) fn meta(&self, name: &str) -> Option<(&str, Field)> {
        self.meta
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(known, field)| (known.as_str(), *field))
    }
}

/// A label without spaces, colon and brackets around it.
fn bare(written: &str) -> String {
    written
        .chars()
        // No label is long; a whole cell of text need not be copied.
        .take(40)
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .trim_matches(['：', ':', '[', ']', '【', '】'])
        .to_owned()
}

/// The rules, read once.
pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let file: File = shipped::table(
        "corpus/html.toml",
        include_str!("../../../corpus/html.toml"),
    );
    let lower = |names: Vec<String>| names.into_iter().map(|n| n.to_lowercase());
    let spaced: Vec<String> = file
        .labels
        .keys()
        .map(|label| {
            label
                .chars()
                .map(|c| regex::escape(&c.to_string()))
                .collect::<Vec<_>>()
                .join(r"[\s\u{a0}\u{3000}]*")
        })
        .collect();
    // Longer labels first, so that 发布机关 is not read as a label that it starts with.
    let mut spaced = spaced;
    spaced.sort_by_key(|s| std::cmp::Reverse(s.len()));
    Rules {
        content: lower(file.content).zip(0..).collect(),
        title: lower(file.title).zip(0..).collect(),
        furniture: lower(file.furniture).collect(),
        furniture_line: whole(&file.furniture_lines.join("|")),
        edge_line: whole(&file.edge_lines.join("|")),
        related: whole(&file.related),
        site: whole(&file.site_names),
        generic: whole(&file.generic_titles),
        genres: shipped::table(
            "corpus/parse/genres.toml",
            include_str!("../../../corpus/parse/genres.toml"),
        ),
        label: pattern(&format!(
            r"(?:^|[\s\u{{a0}}\u{{3000}}\[【（(|])({})[\s\u{{a0}}\u{{3000}}]*(?:[\]】]?[\s\u{{a0}}\u{{3000}}]*[:：]|[\]】])",
            spaced.join("|")
        )),
        numbered: pattern(&format!("^(?:{})", file.numbered)),
        stamp: pattern(&format!(r"^\s*[\[【（(]?\s*({})", file.stamp)),
        labels: file.labels,
        meta: file.meta,
        elements: file
            .elements
            .into_iter()
            .map(|(name, field)| (name.to_lowercase(), field))
            .collect(),
    }
});

fn whole(alternatives: &str) -> Regex {
    pattern(&format!("^(?:{alternatives})$"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_however_they_are_spaced() {
        for (written, name, field) in [
            ("索 引 号：", "索引号", Field::Attribute),
            ("标　　题：", "标题", Field::Title),
            ("【文号】", "文号", Field::DocNumber),
            ("成文日期", "成文日期", Field::Issued),
        ] {
            assert_eq!(RULES.label(written), Some((name.to_owned(), field)));
        }
        assert_eq!(RULES.label("工作目标："), None);
        assert_eq!(RULES.meta("pubdate"), Some(("PubDate", Field::Published)));
    }

    #[test]
    fn furniture_is_told_from_text() {
        for line in [
            "浏览次数：1,234次",
            "打印本页",
            "【打印】 【关闭】",
            "字体大小：大 中 小",
            "【字体：大 中 小】",
            "分享到：微信 微博",
            "扫一扫在手机打开当前页",
            "上一篇：关于做好招生工作的通知",
            "下一页",
            "当前位置：首页 > 政务公开",
            "首页 > 政务公开 > 通知公告",
            "版权所有：上海市教育委员会",
            "沪ICP备05000000号",
            "（责任编辑：张三）",
        ] {
            assert!(RULES.furniture_line.is_match(line), "{line}");
        }
        for line in [
            "一、工作目标",
            "打印准考证",
            "字体工整",
            "分享优质教育资源",
            "上一学年度",
            "来源：医院填报",
            "扫除文盲",
        ] {
            assert!(!RULES.furniture_line.is_match(line), "{line}");
        }
        assert!(RULES.edge_line.is_match("来源：上海教育"));
        assert!(RULES.related.is_match("相关链接："));
        assert!(!RULES.related.is_match("相关政策"));
        assert!(RULES.site.is_match("上海市教育委员会"));
    }
}
