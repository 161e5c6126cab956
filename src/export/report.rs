//! [`Report`]: a document of headings, paragraphs and tables whose numbers are links, as Markdown and
//! as HTML.

use super::row::failed;
use crate::error::Result;
use std::io::Write;

/// Words inside a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Plain words.
    Words(String),
    /// Words that lead to an anchor of the same document.
    Link(String, String),
}

/// Words, as an inline.
pub(super) fn words(words: impl Into<String>) -> Inline {
    Inline::Words(words.into())
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Its depth from 1, its words, its anchor.
    Heading(usize, String, Option<String>),
    Paragraph(Vec<Inline>),
    List(Vec<Item>),
    Table(Vec<String>, Vec<Vec<Vec<Inline>>>),
}

/// A line of a list, with an anchor where something leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) anchor: Option<String>,
    pub(super) words: Vec<Inline>,
}

impl From<Vec<Inline>> for Item {
    fn from(words: Vec<Inline>) -> Self {
        Self {
            anchor: None,
            words,
        }
    }
}

/// A whole document whose numbers lead to their evidence inside it.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

impl Report {
    /// Writes it as Markdown; anchors are `<a id>`, which common readers of Markdown follow.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write_markdown(&self, mut out: impl Write) -> Result<()> {
        let mut text = format!("# {}\n", marked(&self.title));
        for block in &self.blocks {
            text.push('\n');
            match block {
                Block::Heading(depth, title, anchor) => {
                    text.push_str(&"#".repeat(depth + 1));
                    text.push(' ');
                    text.push_str(&anchor_of(anchor.as_deref()));
                    text.push_str(&marked(title));
                    text.push('\n');
                }
                Block::Paragraph(inlines) => {
                    text.push_str(&markdown(inlines));
                    text.push('\n');
                }
                Block::List(items) => {
                    for item in items {
                        text.push_str("- ");
                        text.push_str(&anchor_of(item.anchor.as_deref()));
                        text.push_str(&markdown(&item.words));
                        text.push('\n');
                    }
                }
                Block::Table(header, rows) => {
                    let cells: Vec<String> = header.iter().map(|h| marked(h)).collect();
                    text.push_str(&format!("| {} |\n", cells.join(" | ")));
                    text.push_str(&format!("|{}\n", " --- |".repeat(header.len())));
                    for row in rows {
                        let cells: Vec<String> = row.iter().map(|c| markdown(c)).collect();
                        text.push_str(&format!("| {} |\n", cells.join(" | ")));
                    }
                }
            }
        }
        out.write_all(text.as_bytes()).map_err(failed)
    }

    /// Writes it as one page of HTML that needs nothing else.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write_html(&self, mut out: impl Write) -> Result<()> {
        let title = escaped(&self.title);
        let mut text = format!(
            "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        );
        for block in &self.blocks {
            match block {
                Block::Heading(depth, title, anchor) => {
                    let level = depth + 1;
                    let id = id_of(anchor.as_deref());
                    text.push_str(&format!("<h{level}{id}>{}</h{level}>\n", escaped(title)));
                }
                Block::Paragraph(inlines) => text.push_str(&format!("<p>{}</p>\n", html(inlines))),
                Block::List(items) => {
                    text.push_str("<ul>\n");
                    for item in items {
                        let id = id_of(item.anchor.as_deref());
                        text.push_str(&format!("<li{id}>{}</li>\n", html(&item.words)));
                    }
                    text.push_str("</ul>\n");
                }
                Block::Table(header, rows) => {
                    let cells: String = header
                        .iter()
                        .map(|h| format!("<th>{}</th>", escaped(h)))
                        .collect();
                    text.push_str(&format!("<table>\n<tr>{cells}</tr>\n"));
                    for row in rows {
                        let cells: String = row
                            .iter()
                            .map(|c| format!("<td>{}</td>", html(c)))
                            .collect();
                        text.push_str(&format!("<tr>{cells}</tr>\n"));
                    }
                    text.push_str("</table>\n");
                }
            }
        }
        text.push_str("</body>\n</html>\n");
        out.write_all(text.as_bytes()).map_err(failed)
    }
}

const STYLE: &str = "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font-family:serif;line-height:1.6}
table{border-collapse:collapse}th,td{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top}
a{text-decoration:none;border-bottom:1px dotted}li:target,h4:target{background:#ffc}
";

fn anchor_of(anchor: Option<&str>) -> String {
    anchor
        .map(|id| format!("<a id=\"{}\"></a>", escaped(id)))
        .unwrap_or_default()
}

fn id_of(anchor: Option<&str>) -> String {
    anchor
        .map(|id| format!(" id=\"{}\"", escaped(id)))
        .unwrap_or_default()
}

fn markdown(inlines: &[Inline]) -> String {
    let each = inlines.iter().map(|inline| match inline {
        Inline::Words(words) => marked(words),
        Inline::Link(words, to) => format!("[{}](#{to})", marked(words)),
    });
    each.collect()
}

fn html(inlines: &[Inline]) -> String {
    let each = inlines.iter().map(|inline| match inline {
        Inline::Words(words) => escaped(words),
        Inline::Link(words, to) => format!("<a href=\"#{}\">{}</a>", escaped(to), escaped(words)),
    });
    each.collect()
}

/// Words on one line in which nothing is a mark of Markdown.
fn marked(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_holds_is_no_mark() {
        let report = Report {
            title: "<b>*题*".to_owned(),
            blocks: vec![Block::Table(
                vec!["|".to_owned()],
                vec![vec![vec![
                    words("a\nb"),
                    Inline::Link("3".to_owned(), "e1".to_owned()),
                ]]],
            )],
        };
        let mut markdown = Vec::new();
        report.write_markdown(&mut markdown).unwrap();
        assert_eq!(
            String::from_utf8(markdown).unwrap(),
            "# \\<b\\>\\*题\\*\n\n| \\| |\n| --- |\n| a b[3](#e1) |\n"
        );
        let mut html = Vec::new();
        report.write_html(&mut html).unwrap();
        let html = String::from_utf8(html).unwrap();
        assert!(html.contains("<h1>&lt;b&gt;*题*</h1>"), "{html}");
        assert!(html.contains("<td>a b<a href=\"#e1\">3</a></td>"), "{html}");
    }
}
