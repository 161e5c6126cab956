//! Time and memory of one large document, each in a process of its own, where nothing that was
//! freed before hides what it takes.

use crate::{clock, texts};
use std::path::Path;
use std::process::Command;
use zhengce::parse::parse;
use zhengce::read::{self, RawDocument, ReadOptions};

/// Sizes of the text in bytes.
const SIZES: [usize; 4] = [6_000_000, 12_000_000, 25_000_000, 50_000_000];

/// The argument of a process that measures the file named after it.
pub(crate) const CHILD: &str = "--one-document";

/// Prints memory and time for each byte of text, by format and size.
pub(crate) fn table(texts: &[String]) {
    println!("\nreading and parsing one document of 6, 12, 25 and 50 MB of text");
    println!(
        "  {:<10} {:>38}   {:>31}",
        "", "bytes of memory a byte of text", "time a byte (1 is linear)"
    );
    let folder = tempfile::tempdir().unwrap();
    for (format, write) in [
        ("txt", (|text: &str| text.to_owned()) as fn(&str) -> String),
        ("jsonl", |text| {
            serde_json::json!({ "text": text }).to_string()
        }),
        #[cfg(feature = "html")]
        ("html", |text| texts::page(text)),
    ] {
        let measured = SIZES.map(|size| {
            let text = texts::of_size(texts, size);
            let path = folder.path().join("document").with_extension(format);
            std::fs::write(&path, write(&text)).unwrap();
            let (seconds, memory) = in_child(&[CHILD, path.to_str().unwrap()]);
            (seconds / text.len() as f64, memory / text.len() as f64)
        });
        let memory = measured.map(|(_, memory)| format!("{memory:>8.1}"));
        let time = measured.map(|(time, _)| format!("{:>7.2}", time / measured[0].0));
        println!(
            "  {format:<10} {:>38}   {:>31}",
            memory.join(" "),
            time.join(" ")
        );
    }
}

/// Seconds and bytes that the work takes which these arguments name, in a process of its own.
pub(crate) fn in_child(arguments: &[&str]) -> (f64, f64) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let mut figures = said.split_whitespace().map(|f| f.parse().unwrap());
    (figures.next().unwrap(), figures.next().unwrap())
}

/// What the child does: it prints seconds and bytes.
pub(crate) fn measure(path: &Path) {
    // What is loaded once belongs to no document.
    let small = "某市教育局关于做好招生工作的通知\n一、加强领导。\n某市教育局\n2012年9月5日";
    drop(parse(RawDocument::new("a", small)));
    let before = status("VmRSS:");
    let seconds = clock::seconds(|| {
        let documents = read::open(&[path.to_owned()], &ReadOptions::default()).unwrap();
        let parsed = documents.map(|d| parse(d.unwrap()));
        parsed.map(|p| p.document.provisions.len()).sum()
    });
    println!("{seconds} {}", status("VmHWM:") - before);
}

/// A size of this process in bytes, where the system tells it; else none.
pub(crate) fn status(name: &str) -> f64 {
    let all = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = all.lines().find_map(|l| l.strip_prefix(name));
    let kib = line.and_then(|l| l.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib * 1024.0)
}
