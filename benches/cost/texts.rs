//! Texts to measure with, the same in the same order in every run.

use std::path::{Path, PathBuf};

/// About how much text of real documents is measured, in bytes.
const MOST: usize = 6_000_000;

/// The largest size of a text built to be expensive, in bytes.
pub(crate) const HOSTILE_BYTES: usize = 10_000_000;

/// What such texts repeat, under the name it has in the table.
pub(crate) const HOSTILE: [(&str, &str); 13] = [
    ("opening brackets", "（"),
    ("opening title marks", "《"),
    ("title marks in pairs", "《关于〈办法〉的通知》"),
    ("article markers on one line", "第一条"),
    ("articles without words", "第一条\n"),
    ("digits", "2012"),
    ("blank lines", "\n"),
    ("tabs", "\t"),
    ("one line without punctuation", "推进义务教育均衡发展"),
    ("attachment notes", "附件：1.甲\n"),
    ("dates on lines", "2012年9月5日\n"),
    ("names on lines", "上海市教育委员会\n"),
    ("numbers on lines", "沪教委基〔2012〕1号\n"),
];

/// The largest size of a page built to be expensive, in bytes.
#[cfg(feature = "html")]
pub(crate) const HOSTILE_PAGE_BYTES: usize = 3_200_000;

/// What such pages repeat.
#[cfg(feature = "html")]
pub(crate) const HOSTILE_PAGES: [(&str, &str); 3] = [
    ("ampersands", "&"),
    ("elements never closed, others closed", "<div></span>"),
    ("elements never closed", "<div>"),
];

/// Texts of real documents where they are at hand, else of the case corpus.
pub(crate) fn documents() -> Vec<String> {
    documents_of(MOST)
}

/// The same, about so many bytes of them.
pub(crate) fn documents_of(most: usize) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data =
        std::env::var_os("ZHENGCE_DATA").map_or_else(|| root.join("../shared"), PathBuf::from);
    let mut texts = Vec::new();
    // A third each of school and state documents and of laws, so that no kind decides alone.
    for (name, most) in [
        ("education", most / 3),
        ("state_council", most / 3),
        ("laws", most / 3),
    ] {
        let file = data.join("corpus").join(name).with_extension("jsonl");
        let Ok(lines) = std::fs::read_to_string(&file) else {
            continue;
        };
        let mut bytes = 0;
        for line in lines.lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let Some(text) = record["text"].as_str() else {
                continue;
            };
            bytes += text.len();
            if bytes > most {
                break;
            }
            texts.push(text.to_owned());
        }
    }
    if texts.is_empty() {
        println!(
            "no corpus under {}; measuring with the case corpus, whose texts are few and short",
            data.display()
        );
        let mut files: Vec<PathBuf> = std::fs::read_dir(root.join("corpus/case"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        texts.extend(files.iter().map(|f| std::fs::read_to_string(f).unwrap()));
    }
    texts
}

/// Documents one after the other, again and again, to about so many bytes.
pub(crate) fn of_size(texts: &[String], bytes: usize) -> String {
    let mut all = String::with_capacity(bytes + 100_000);
    for text in texts.iter().cycle() {
        if all.len() >= bytes {
            break;
        }
        all.push_str(text);
        all.push('\n');
    }
    all
}

/// A text as the page of a government site.
#[cfg(feature = "html")]
pub(crate) fn page(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let body: String = escaped
        .lines()
        .flat_map(|l| ["<p><span>", l, "</span></p>\n"])
        .collect();
    format!(
        "<html><head><title>页</title></head><body><div class=nav><a href=/>首页</a></div>\
         <div class=TRS_Editor>{body}</div><div class=footer>版权所有</div></body></html>"
    )
}
