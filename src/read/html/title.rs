//! The title that a page gives its document.
//!
//! Metadata and elements that are known to hold the title are believed. `<title>` is the name of
//! the page, which often is the name of its column, its template or its file: it is the weakest
//! source, and given only where it is the title of a document that the text does not have under
//! another name.

use super::entities;
use super::page::Page;
use super::render::{Line, is_link_list};
use super::rules::Rules;
use crate::read::RawDocument;
use scraper::Html;

/// The attribute that keeps the name of a page which is not given as the title.
const PAGE_TITLE: &str = "page_title";
/// Lines of the text among which its own title stands.
const HEAD: usize = 8;
/// A shorter name of a page names no document, though a line of the text be the same.
const NAME: usize = 6;
/// A longer name of a page is no name, and is not taken apart.
const LONGEST: usize = 300;
/// What stands before a title of its own in a `<title>` and nowhere in one.
const BARS: [char; 3] = ['_', '|', '｜'];

/// Gives the document its title where its metadata have none.
pub(super) fn put(
    document: &mut RawDocument,
    html: &Html,
    page: &Page<'_>,
    rules: &Rules,
    lines: &[Line],
) {
    if document.given.title.is_some() {
        return;
    }
    document.given.title = heading(page, rules);
    if document.given.title.is_some() {
        return;
    }
    let Some(name) = title_element(html) else {
        return;
    };
    document.given.title = of_name(&name, rules, lines);
    if document.given.title.is_none() {
        let attributes = &mut document.provenance.attributes;
        attributes.entry(PAGE_TITLE.to_owned()).or_insert(name);
    }
}

/// The title of the document in the name of its page.
fn of_name(name: &str, rules: &Rules, lines: &[Line]) -> Option<String> {
    if name.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let title = without_site(name, rules);
    let names_something = title.chars().count() >= NAME && !is_name(title, rules);
    if names_something && is_link_list(lines) {
        // The titles in its text are those of other pages.
        return Some(title.to_owned());
    }
    let head: Vec<&str> = lines
        .iter()
        .filter(|line| !line.links)
        .map(|line| line.text.trim())
        .filter(|text| !text.is_empty())
        .take(HEAD)
        .collect();
    let document = rules.is_title(title);
    // A title that runs over lines of the text, or is one of them.
    if (document || names_something) && stands_in(&head, title) {
        return Some(title.to_owned());
    }
    // The text says it better.
    let own = head
        .iter()
        .any(|line| rules.is_long(line) && rules.is_title(line));
    (document && !own).then(|| title.to_owned())
}

/// Whether whole lines, one or some after each other, are the title.
fn stands_in(lines: &[&str], title: &str) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let title = bare(title);
    (0..lines.len()).any(|from| {
        let mut rest = title.as_str();
        for line in &lines[from..] {
            // No line longer than the title need be copied.
            let Some(after) = (line.len() <= 4 * title.len())
                .then(|| rest.strip_prefix(bare(line).as_str()))
                .flatten()
            else {
                return false;
            };
            if after.is_empty() {
                return true;
            }
            rest = after;
        }
        false
    })
}

/// The words of the element that is known to hold the title, else of the only `<h1>`.
fn heading(page: &Page<'_>, rules: &Rules) -> Option<String> {
    /// Shorter ones are names of columns, longer ones hold more than the title.
    const CHARS: std::ops::RangeInclusive<usize> = 6..=120;
    let title = |at: usize| {
        let words = page.words(at);
        CHARS.contains(&words.chars().count()).then_some(words)
    };
    let known = page.nodes.iter().enumerate();
    let known = known.filter_map(|(at, node)| Some((node.named.title?, at)));
    if let Some(title) = known.min().and_then(|(_, at)| title(at)) {
        return Some(title);
    }
    let mut headings = (0..page.nodes.len()).filter(|at| page.nodes[*at].name() == "h1");
    let first = headings.next()?;
    let only = headings.next().is_none().then(|| title(first)).flatten()?;
    // A <h1> may hold the name of the site or the column.
    let named = rules.is_title(&only) || !is_name(&only, rules);
    named.then_some(only)
}

/// The words of `<title>`.
fn title_element(html: &Html) -> Option<String> {
    let title = html
        .tree
        .nodes()
        .find(|n| n.value().as_element().is_some_and(|e| e.name() == "title"))?;
    let words: String = title
        .children()
        .filter_map(|n| n.value().as_text().map(|t| t.to_string()))
        .collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = entities::decoded(&words).0.trim().to_owned();
    (!words.is_empty()).then_some(words)
}

/// The name of a page without the names of its column and site behind the title, or before it.
fn without_site<'a>(name: &'a str, rules: &Rules) -> &'a str {
    /// A longer piece behind a dash belongs to the title.
    const SITE: usize = 20;
    let mut rest = name.trim();
    while let Some((at, separator)) = rest.char_indices().rfind(|(_, c)| is_separator(*c)) {
        let head = rest[..at].trim_end_matches(|c: char| is_separator(c) || c.is_whitespace());
        let tail = rest[at + separator.len_utf8()..].trim();
        let titled = |words: &str| rules.is_long(words) && rules.is_title(words);
        if titled(tail) && !titled(head) && (BARS.contains(&separator) || is_name(head, rules)) {
            return tail;
        }
        let cut = tail.is_empty()
            || BARS.contains(&separator)
            || is_name(tail, rules)
            || titled(head) && !rules.is_long(tail) && tail.chars().count() <= SITE;
        if head.is_empty() || !cut {
            break;
        }
        rest = head;
    }
    rest
}

fn is_separator(c: char) -> bool {
    BARS.contains(&c) || matches!(c, '-' | '–' | '—' | '－')
}

/// Whether words are the name of a site, a column or a template.
fn is_name(words: &str, rules: &Rules) -> bool {
    rules.generic.is_match(words) || rules.site.is_match(words)
}

#[cfg(test)]
mod tests {
    use crate::read::html::extract;

    /// The title given by a page of this name and text, and the name kept beside it.
    fn given(name: &str, text: &str) -> (Option<String>, Option<String>) {
        let page = format!("<title>{name}</title><div id=zoom>{text}</div>");
        let mut document = extract(&page, "x");
        let kept = document.provenance.attributes.remove("page_title");
        (document.given.title, kept)
    }

    const TITLE: &str = "某区教育局关于做好招生工作的通知";

    #[test]
    fn names_of_pages_are_no_titles() {
        for name in [
            "无标题文档",
            "上海教育",
            "政策文件",
            "正文",
            "index",
            "首页-某区教育",
            "文章内容页",
            "Microsoft Word - 招生通知.doc",
            "通知公告",
            "信息公开目录",
            "某区教育局",
            "文件选登",
            "招生工作通知",
            "页",
        ] {
            let text = format!("<p>某教基〔2020〕1号</p><p>{TITLE}</p><p>某区教育局</p>");
            assert_eq!(given(name, &text), (None, Some(name.to_owned())), "{name}");
            let text = "<p>各学校：</p><p>正文</p>";
            if name != "招生工作通知" {
                assert_eq!(given(name, text), (None, Some(name.to_owned())), "{name}");
            }
        }
    }

    #[test]
    fn all_names_behind_a_title_are_cut_off() {
        for behind in [
            "",
            "_政策文件_某教育网",
            " | 规范性文件 | 某新区",
            "-某区教育局-上海市某区人民政府",
            "_通知公告",
            " – 某市 — 信息公开",
            "——某区门户网站",
            "_",
        ] {
            let name = format!("{TITLE}{behind}");
            for text in [
                "<p>各学校：</p>".to_owned(),
                format!("<p>某教基〔2020〕1号</p><p>{TITLE}</p>"),
                "<p>某区教育局</p><p>关于做好招生工作的通知</p>".to_owned(),
            ] {
                let expected = (Some(TITLE.to_owned()), None);
                assert_eq!(given(&name, &text), expected, "{name} {text}");
            }
        }
        let name = format!("某教育网_政策文件_{TITLE}");
        assert_eq!(given(&name, "<p>各学校：</p>").0.as_deref(), Some(TITLE));
        let name = "关于印发某区教育规划（2021-2025年）的通知";
        assert_eq!(given(name, "<p>各学校：</p>").0.as_deref(), Some(name));
        let endless = format!("{TITLE}{}", "_网".repeat(100_000));
        assert_eq!(given(&endless, "<p>各学校：</p>"), (None, Some(endless)));
    }

    #[test]
    fn the_text_names_its_document_better_than_its_page() {
        let text = format!("<p>{TITLE}</p><p>各学校：</p>");
        for name in ["关于做好招生工作的通知", "我区印发招生工作意见"] {
            assert_eq!(given(name, &text), (None, Some(name.to_owned())));
        }
        // A line that is the name of the page is its title, whatever it ends with.
        let text = "<p>培养时代新人</p><p>教育大计。</p>";
        let title = given("培养时代新人_某教育网", text).0;
        assert_eq!(title.as_deref(), Some("培养时代新人"));
        assert_eq!(given("培养时代新人", "<p>教育大计。</p>").0, None);
    }

    #[test]
    fn a_list_of_links_is_not_called_after_its_links() {
        let text = format!("<p><a>{TITLE}</a></p>").repeat(6);
        let title = given("高校自主招生热线_某教育网", &text).0;
        assert_eq!(title.as_deref(), Some("高校自主招生热线"));
        assert_eq!(given("通知公告", &text).0, None);
        let text = format!("<p><a>{TITLE}</a></p><p>各学校：</p><p>甲。</p>");
        let title = given("关于招生的意见", &text).0;
        assert_eq!(title.as_deref(), Some("关于招生的意见"));
    }

    #[test]
    fn a_heading_with_the_name_of_a_column_is_no_title() {
        let title = |page: &str| extract(page, "x").given.title;
        assert_eq!(title("<h1>某区教育局</h1><p>文。</p>"), None);
        assert_eq!(title("<h1>某区信息公开</h1><p>文。</p>"), None);
        let page = format!("<title>信息公开</title><h1>{TITLE}</h1><p>文。</p>");
        assert_eq!(title(&page).as_deref(), Some(TITLE));
    }
}
