//! What reading, parsing and annotating cost, as ratios against a floor measured in the same run.
//!
//! `cargo bench` prints these tables: reading and parsing against jieba's `cut` of the same text,
//! reading of each format against the least that the format needs, parsing at one to eight times
//! the text, parsing of texts built to be expensive, annotating in all these ways, memory and
//! time of one large document in each format, and building an index and searching it. A ratio says
//! the same on a fast and on a slow machine; times do not, so none are printed but those of searches,
//! which people wait for.
//!
//! Texts are those of the folder `ZHENGCE_DATA` (default `../shared`), else the case corpus.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement fails by panicking and prints what it measured"
)]

/// Dates, citations, quantities and events.
mod annotating;
/// Processor time of this thread.
mod clock;
/// Coding parsed documents.
mod coding;
/// Building an index.
#[cfg(feature = "index")]
mod indexing;
/// One large document in a process of its own.
mod memory;
/// Searching an index.
#[cfg(feature = "index")]
mod searching;
/// The texts that are measured.
mod texts;

use clock::{Cost, least};
use std::path::Path;
use zhengce::parse::parse;
use zhengce::read::{self, RawDocument};

/// What reading and parsing may cost, as a share of cutting the same text into words.
const TARGET: f64 = 0.5;

fn main() {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some(memory::CHILD), Some(path)) => return memory::measure(Path::new(&path)),
        #[cfg(feature = "index")]
        (Some(indexing::CHILD), Some(bytes)) => return indexing::measure(bytes.parse().unwrap()),
        _ => {}
    }
    let texts = texts::documents();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!(
        "{} documents, {:.1} MB; {}",
        texts.len(),
        bytes as f64 / 1e6,
        clock::KIND
    );
    // `cargo bench -- cutting` prints that table alone.
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with('-'))
        .collect();
    let tables: &[(&str, &dyn Fn())] = &[
        ("cutting", &|| against_cutting(&texts)),
        ("coding", &|| coding::table(&texts)),
        ("formats", &|| formats(&texts)),
        ("growth", &|| growth(&texts)),
        ("hostile", &hostile),
        ("annotating", &|| annotating::table(&texts)),
        ("memory", &|| memory::table(&texts)),
        #[cfg(feature = "index")]
        ("indexing", &|| indexing::table(&texts)),
        #[cfg(feature = "index")]
        ("searching", &searching::table),
    ];
    for (name, table) in tables {
        if wanted.is_empty() || wanted.iter().any(|w| w == *name) {
            table();
        }
    }
}

/// A plain text file as a parsed document.
fn read_and_parse(bytes: &[u8]) -> usize {
    read::from_bytes(Path::new("a.txt"), bytes)
        .unwrap()
        .into_iter()
        .map(|raw| parse(raw).document.provisions.len())
        .sum()
}

fn against_cutting(texts: &[String]) {
    println!("\nreading and parsing plain text against jieba's cut (target: at most {TARGET})");
    let jieba = jieba_rs::Jieba::new();
    let costs = least(&mut [
        &mut || texts.iter().map(|t| jieba.cut(t, false).len()).sum(),
        &mut || texts.iter().map(|t| jieba.cut(t, true).len()).sum(),
        &mut || texts.iter().map(|t| read_txt(t).len()).sum(),
        &mut || {
            let parsed = texts
                .iter()
                .map(|t| parse(RawDocument::new("a", t.as_str())));
            parsed.map(|p| p.document.provisions.len()).sum()
        },
        &mut || texts.iter().map(|t| read_and_parse(t.as_bytes())).sum(),
    ]);
    let [cut, guessing, read, parsed, both] = costs[..] else {
        unreachable!("five costs were asked for");
    };
    row("cut, dictionary only", cut, cut);
    row("cut, guessing unknown words", guessing, cut);
    row("read", read, cut);
    row("parse", parsed, cut);
    row("read and parse", both, cut);
    let share = both / cut;
    let word = if share <= TARGET { "met" } else { "NOT met" };
    println!("  target {word}: {share:.2} of {TARGET}");
}

fn read_txt(text: &str) -> String {
    let documents = read::from_bytes(Path::new("a.txt"), text.as_bytes());
    documents.unwrap().remove(0).text
}

/// Each format against the least that can be done with its bytes: copying, decoding, or parsing
/// the format alone.
fn formats(texts: &[String]) {
    println!("\nreading each format against its floor");
    let text = texts.concat();
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    let wide: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let lines: String = texts
        .iter()
        .flat_map(|t| {
            [
                serde_json::json!({ "text": t }).to_string(),
                "\n".to_owned(),
            ]
        })
        .collect();
    let read = |name: &'static str, bytes: &[u8]| -> usize {
        let documents = read::from_bytes(Path::new(name), bytes).unwrap();
        documents.iter().map(|d| d.text.len()).sum()
    };
    let decode = |encoding: &'static encoding_rs::Encoding, bytes: &[u8]| {
        encoding.decode(bytes).0.into_owned().len()
    };
    pair(
        "txt, UTF-8 (floor: checked copy)",
        &mut || String::from_utf8(text.as_bytes().to_vec()).unwrap().len(),
        &mut || read("a.txt", text.as_bytes()),
    );
    pair(
        "txt, GB18030 (floor: decoding)",
        &mut || decode(encoding_rs::GB18030, &gb),
        &mut || read("a.txt", &gb),
    );
    pair(
        "txt, UTF-16 (floor: decoding)",
        &mut || decode(encoding_rs::UTF_16LE, &wide),
        &mut || read("a.txt", &wide),
    );
    pair(
        "md (floor: checked copy)",
        &mut || String::from_utf8(text.as_bytes().to_vec()).unwrap().len(),
        &mut || read("a.md", text.as_bytes()),
    );
    pair(
        "jsonl (floor: serde_json)",
        &mut || {
            let lines = lines
                .as_bytes()
                .split(|b| *b == b'\n')
                .filter(|l| !l.is_empty());
            let values = lines.map(serde_json::from_slice::<serde_json::Value>);
            values
                .map(|v| v.unwrap()["text"].as_str().unwrap().len())
                .sum()
        },
        &mut || read("a.jsonl", lines.as_bytes()),
    );
    #[cfg(feature = "html")]
    {
        let pages: Vec<String> = texts.iter().map(|t| texts::page(t)).collect();
        pair(
            "html (floor: the HTML parser)",
            &mut || {
                let parsed = pages.iter().map(|p| scraper::Html::parse_document(p));
                parsed.map(|p| p.tree.values().len()).sum()
            },
            &mut || pages.iter().map(|p| read("a.html", p.as_bytes())).sum(),
        );
    }
}

/// Cost for each byte at one to eight times the text: 1 where it grows with the text alone.
fn growth(texts: &[String]) {
    println!("\nparsing for each byte, against the same text once (1 is linear)");
    grow(
        "documents one after another",
        &texts::of_size(texts, 500_000),
    );
    if let Some(longest) = texts.iter().max_by_key(|t| t.len()) {
        grow("the longest document again and again", longest);
    }
}

/// Texts that would take long where something looks back or ahead without a limit.
fn hostile() {
    println!("\nparsing for each byte, texts built to be expensive (1 is linear)");
    for (name, piece) in texts::HOSTILE {
        let times = texts::HOSTILE_BYTES / 8 / piece.len();
        grow(name, &piece.repeat(times));
    }
    #[cfg(feature = "html")]
    {
        println!("\nreading for each byte, pages built to be expensive (1 is linear)");
        for (name, piece) in texts::HOSTILE_PAGES {
            let once = piece.repeat(texts::HOSTILE_PAGE_BYTES / 8 / piece.len());
            grow_by(name, &once, |page| {
                read::from_bytes(Path::new("a.html"), page.as_bytes())
                    .unwrap()
                    .len()
            });
        }
    }
}

fn grow(name: &str, once: &str) {
    grow_by(name, once, |text| {
        let parsed = parse(RawDocument::new("a", text));
        parsed.document.provisions.len()
    });
}

fn grow_by(name: &str, once: &str, work: impl Fn(&str) -> usize) {
    let sizes = [1, 2, 4, 8].map(|times| once.repeat(times));
    let cost = |text: &String| least(&mut [&mut || work(text)])[0] / text.len() as f64;
    let costs = sizes.each_ref().map(cost);
    let ratios = costs.map(|c| format!("{:>6.2}", c / costs[0]));
    println!(
        "  {name:<40} {}   ({:.1} MB)",
        ratios.join(" "),
        sizes[3].len() as f64 / 1e6
    );
}

fn pair(name: &str, floor: Cost<'_>, subject: Cost<'_>) {
    let costs = least(&mut [floor, subject]);
    row(name, costs[1], costs[0]);
}

fn row(name: &str, cost: f64, floor: f64) {
    println!("  {name:<40} {:>6.2}", cost / floor);
}
