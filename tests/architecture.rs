//! The house keeps its order.

use regex::Regex;
use std::fs;
use std::path::{Path, PathBuf};

/// The order in which the text travels. A module imports only from earlier ones.
const ORDER: [&str; 20] = [
    "error",
    "shipped",
    "lookup",
    "span",
    "diagnostic",
    "text",
    "numeral",
    "time",
    "document",
    "read",
    "segment",
    "parse",
    "annotate",
    "corpus",
    "index",
    "concordance",
    "wordlist",
    "timeline",
    "analysis",
    "export",
];

/// Crates that one place alone may name.
const HOMES: [(&str, &str); 16] = [
    ("petgraph", "src/analysis/network.rs"),
    ("argmin", "src/annotate/coder/learned/fit.rs"),
    ("regex_syntax", "src/annotate"),
    ("oorandom", "src/analysis/reliability/bootstrap.rs"),
    ("jieba_rs", "src/segment/jieba.rs"),
    ("tantivy", "src/index"),
    ("scraper", "src/read"),
    ("quick_xml", "src/read/package"),
    ("zip", "src/read/package"),
    ("encoding_rs", "src/read"),
    ("hayro_cmap", "src/read/pdf"),
    ("lopdf", "src/read/pdf"),
    ("chardetng", "src/read"),
    ("simdutf8", "src/read/charset.rs"),
    ("jiff", "src/time"),
    ("ferrous_opencc", "src/text/script.rs"),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// Path from the crate's root, and the code without comments and without its test module.
fn rooms() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    assert!(paths.len() > 20, "the sources were not found");
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code: String = text
                .split("#[cfg(test)]\nmod tests")
                .next()
                .unwrap()
                .lines()
                .filter(|l| !l.trim_start().starts_with("//"))
                .flat_map(|l| [l, "\n"])
                .collect();
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            (name, code)
        })
        .collect()
}

/// The module of the top level that a source file belongs to.
fn module(path: &str) -> &str {
    path.strip_prefix("src/")
        .unwrap()
        .split(['/', '.'])
        .next()
        .unwrap()
}

#[test]
fn imports_point_one_way() {
    let rank = |name: &str| ORDER.iter().position(|m| *m == name);
    let path = Regex::new(r"\bcrate::(\{[^}]*\}|\w+)").unwrap();
    let mut wrong = Vec::new();
    for (file, code) in rooms() {
        let here = module(&file);
        if here == "lib" {
            continue;
        }
        let own = rank(here)
            .unwrap_or_else(|| panic!("{file}: the module {here} has no place in the order"));
        for found in path.captures_iter(&code) {
            for name in found[1].trim_matches(['{', '}']).split(',') {
                let name = name.trim().split("::").next().unwrap();
                let there = match name {
                    "" | "self" => continue,
                    // Re-exports of the crate page.
                    "Error" | "ErrorKind" | "Result" => "error",
                    "Span" => "span",
                    "Diagnostic" => "diagnostic",
                    "Document" => "document",
                    "Corpus" => "corpus",
                    "Timeline" => "timeline",
                    other => other,
                };
                match rank(there) {
                    Some(rank) if rank <= own => {}
                    _ => wrong.push(format!("{file} imports crate::{name}")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "against the order: {wrong:#?}");
}

#[test]
fn an_outside_crate_has_one_home() {
    for (name, home) in HOMES {
        let word = Regex::new(&format!(r"\b{name}::")).unwrap();
        let elsewhere: Vec<_> = rooms()
            .into_iter()
            .filter(|(file, code)| word.is_match(code) && !file.starts_with(home))
            .map(|(file, _)| file)
            .collect();
        assert!(
            elsewhere.is_empty(),
            "{name} belongs in {home}: {elsewhere:?}"
        );
    }
}

#[test]
fn only_reading_and_indexing_touch_the_disk() {
    let disk = Regex::new(r"\b(std::fs|fs::|File::open|File::create|std::net)\b").unwrap();
    let wrong: Vec<_> = rooms()
        .into_iter()
        .filter(|(file, _)| !["read", "index"].contains(&module(file)))
        // A user's codebook, lexicon, families of terms, learned coder, rules of validity, tables of data and of scores
        // are opened by the types that hold them.
        .filter(|(file, code)| {
            let own = [
                "codebook",
                "lexicon",
                "synonyms",
                "learned",
                "validity",
                "analysis/series",
                "analysis/strength",
                "analysis/pmc",
            ];
            disk.is_match(code) && !own.iter().any(|o| file.contains(o))
        })
        .map(|(file, _)| file)
        .collect();
    assert!(wrong.is_empty(), "these touch the disk: {wrong:?}");
}
