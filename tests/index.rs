//! The index on disk: what a run that is broken off leaves, and what the next makes of it.

use crate::helpers::{command, data, policy, stderr, stdout};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use zhengce::Document;
use zhengce::corpus::{Admission, Analyzer, Filter, Ids};
use zhengce::index::{CorpusIndex, Query, Sort};
use zhengce::segment::{Lexicon, Segmenter};
use zhengce::text::Text;

/// So many short documents, as JSON Lines.
fn documents(count: usize) -> String {
    let mut lines = String::new();
    for n in 0..count {
        let year = 2001 + n % 20;
        let text = format!(
            "关于做好第{n}批教师交流工作的通知\\n一、教师应当在学区内交流轮岗，第{n}批{}人。\\n二、保障教育经费，公用经费每生{}元。",
            n % 7 + 1,
            n % 11 * 100
        );
        writeln!(
            lines,
            "{{\"id\":\"d{n}\",\"issued\":\"{year}\",\"text\":\"{text}\"}}"
        )
        .unwrap();
    }
    lines
}

/// What an index holds and how it ranks it.
fn answers(index: &str) -> String {
    let query = "教师 交流 OR 公用经费每生300元 OR 第3?批 OR *";
    let found = policy(&[
        "search", query, "--index", index, "--format", "jsonl", "--limit", "0",
    ]);
    assert!(found.status.success(), "{}", stderr(&found));
    stdout(&found)
}

fn index_in(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn a_document_is_analysed_again_only_where_it_changed() {
    let folder = tempfile::tempdir().unwrap();
    let index = index_in(folder.path(), "index");
    let file = index_in(folder.path(), "documents.jsonl");
    let said = |args: &[&str], says: &str| {
        let run = policy(&[&["index", index.as_str(), file.as_str()][..], args].concat());
        assert!(run.status.success(), "{}", stderr(&run));
        assert!(stderr(&run).contains(says), "{}", stderr(&run));
    };
    let all = documents(30);
    fs::write(&file, &all).unwrap();
    said(&[], "30 documents added; ");
    let first = answers(&index);
    said(&[], "0 documents added, 30 held already; ");
    assert_eq!(answers(&index), first);
    fs::write(&file, all.replace("第3批教师", "第三批教师")).unwrap();
    said(
        &[],
        "1 document added, 1 in place of a document of the same id, 29 held already; ",
    );
    assert_ne!(answers(&index), first);
    // Coded in another way, all are other documents.
    said(
        &["--codebook", "none"],
        "30 documents added, 30 in place of",
    );
}

/// The second of two documents of one id has another id, in every run the same.
#[test]
fn documents_of_one_id_are_held_apart() {
    let folder = tempfile::tempdir().unwrap();
    let index = index_in(folder.path(), "index");
    let file = index_in(folder.path(), "documents.jsonl");
    let lines = "{\"id\":\"a\",\"text\":\"教师流动。\"}\n{\"id\":\"a\",\"text\":\"教师轮岗。\"}\n";
    fs::write(&file, lines.to_owned() + lines).unwrap();
    let run = |says: &str| {
        let run = policy(&["index", &index, &file]);
        let told = stderr(&run);
        assert!(told.contains(says), "{told}");
        assert!(told.contains("is held as “a#2”"), "{told}");
        assert!(
            told.contains("2 documents that came again count once"),
            "{told}"
        );
    };
    run("2 documents added; ");
    run("0 documents added, 2 held already; ");
}

#[cfg(unix)]
#[test]
fn an_index_that_is_killed_goes_on_where_it_stopped() {
    killed(4, 300);
}

/// The whole of the promise, which takes minutes.
#[cfg(unix)]
#[test]
#[ignore = "a hundred runs; `cargo test -- --ignored a_hundred_kills`"]
fn a_hundred_kills_change_nothing() {
    killed(100, 3_000);
}

/// Kills runs over so many documents at so many moments; after each the index stands at a commit,
/// and in the end it answers like one that nobody disturbed.
#[cfg(unix)]
fn killed(kills: u32, count: usize) {
    use std::process::Stdio;
    use std::time::{Duration, Instant};
    let folder = tempfile::tempdir().unwrap();
    let file = index_in(folder.path(), "documents.jsonl");
    fs::write(&file, documents(count)).unwrap();
    let run = |index: &str| {
        let mut run = command();
        run.args(["index", index, &file, "--commit-every", "20"]);
        run.stdin(Stdio::null()).stdout(Stdio::null());
        run
    };
    let whole = index_in(folder.path(), "whole");
    let start = Instant::now();
    let undisturbed = run(&whole).output().unwrap();
    let length = start.elapsed();
    assert!(undisturbed.status.success(), "{}", stderr(&undisturbed));
    let wanted = answers(&whole);
    // Each index is killed until one run ends, then the next is begun.
    let mut random = oorandom::Rand64::new(7);
    let (mut number, mut before, mut ended, mut advanced) = (0, 0, 0, 0);
    for kill in 0..kills {
        let index = index_in(folder.path(), &format!("killed-{number}"));
        let committed = || fs::read_to_string(Path::new(&index).join("meta.json"));
        let at_first = committed().ok();
        let mut child = run(&index).stderr(Stdio::null()).spawn().unwrap();
        if kill % 2 == 0 {
            // Soon after it committed more.
            let is_more = |now: String| now.contains("max_doc") && at_first.as_ref() != Some(&now);
            while child.try_wait().unwrap().is_none() && !committed().is_ok_and(is_more) {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(length.mul_f64(random.rand_float() / 20.0));
        } else {
            std::thread::sleep(length.mul_f64(random.rand_float()));
        }
        child.kill().unwrap();
        if child.wait().unwrap().success() {
            assert!(answers(&index) == wanted, "an undisturbed end");
            (number, before, ended) = (number + 1, 0, ended + 1);
            continue;
        }
        // Killed before anything was there, it leaves no index or an empty one.
        let found = policy(&[
            "search", "*", "--index", &index, "--facet", "doc", "--limit", "1",
        ]);
        let told = stderr(&found);
        let held = if found.status.success() {
            let shown = stdout(&found);
            let total = shown
                .lines()
                .find_map(|l| l.strip_prefix("1 of ")?.split(' ').next());
            total.map_or(0, |total| total.parse::<usize>().unwrap())
        } else {
            assert_eq!(before, 0, "what was committed is gone: {told}");
            0
        };
        // Whole documents, and never fewer than before.
        assert_eq!(held % 3, 0, "{held}");
        assert!(held >= before, "{held} after {before}");
        advanced += usize::from(held > before);
        before = held;
    }
    assert!(advanced > 0, "no kill found a run at work");
    let last = index_in(folder.path(), &format!("killed-{number}"));
    let resumed = run(&last).output().unwrap();
    assert!(resumed.status.success(), "{}", stderr(&resumed));
    if before > 0 {
        let held = format!("{} held already", before / 3);
        assert!(stderr(&resumed).contains(&held), "{}", stderr(&resumed));
    }
    assert!(
        answers(&last) == wanted,
        "after {kills} kills, {ended} ends"
    );
    println!("{kills} kills, {advanced} of which found more done than before; {ended} runs ended");
}

/// A disk that is full, for which a limit on the length of files stands in.
#[cfg(unix)]
#[test]
fn a_full_disk_keeps_the_last_commit() {
    let folder = tempfile::tempdir().unwrap();
    let index = index_in(folder.path(), "index");
    let (some, all) = (
        index_in(folder.path(), "some.jsonl"),
        index_in(folder.path(), "all.jsonl"),
    );
    fs::write(&some, documents(20)).unwrap();
    fs::write(&all, documents(600)).unwrap();
    assert!(policy(&["index", &index, &some]).status.success());
    let before = answers(&index);
    // Where writing would pass the limit it fails, as on a full disk.
    let script = "trap '' XFSZ; ulimit -f 32; exec \"$@\"";
    let policy_itself = command();
    let full = std::process::Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(policy_itself.get_program())
        .args(["index", &index, &all])
        .output()
        .unwrap();
    assert_eq!(full.status.code(), Some(1), "{}", stderr(&full));
    let told = stderr(&full);
    assert!(told.contains("what was committed before is kept"), "{told}");
    assert!(told.contains("check disk space"), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    assert!(answers(&index) == before, "{told}");
    // With room again, it goes on.
    let again = policy(&["index", &index, &all]);
    assert!(
        stderr(&again).contains("580 documents added, 20 held already"),
        "{}",
        stderr(&again)
    );
}

/// An index that one may read and not write, such as another's or one on a disc.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_searched() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let index = index_in(folder.path(), "index");
    let file = index_in(folder.path(), "documents.jsonl");
    fs::write(&file, documents(20)).unwrap();
    assert!(policy(&["index", &index, &file]).status.success());
    let before = answers(&index);
    let rights = |folder: u32, files: u32| {
        let set = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        set(Path::new(&index), 0o755);
        for file in fs::read_dir(&index).unwrap() {
            set(&file.unwrap().path(), files);
        }
        set(Path::new(&index), folder);
    };
    rights(0o555, 0o444);
    let own = fs::write(Path::new(&index).join("own"), "");
    if own.is_ok() {
        println!("skipped: who runs the test may write everywhere");
        return;
    }
    assert_eq!(answers(&index), before);
    fs::write(&file, documents(30)).unwrap();
    let refused = policy(&["index", &index, &file]);
    assert_eq!(refused.status.code(), Some(1));
    let told = stderr(&refused);
    assert!(
        told.contains("the folder of the index cannot be written"),
        "{told}"
    );
    assert_eq!(answers(&index), before);
    rights(0o755, 0o644);
}

/// The provisions of all these documents, one after another, as searches compare them.
#[derive(Default)]
struct Provisions {
    text: String,
    /// Where each begins in the text, with its document and number.
    starts: Vec<(usize, String, usize)>,
}

impl Provisions {
    fn add(&mut self, document: &Document) {
        for (number, provision) in document.provisions.iter().enumerate() {
            let start = (self.text.len(), document.id.clone(), number);
            self.starts.push(start);
            let part = document.text.part(provision.span);
            self.text += &part.view().to_ascii_lowercase();
            self.text.push('\0');
        }
    }

    /// Every provision that holds these characters, by looking through all of the text.
    fn with(&self, words: &str) -> BTreeSet<(&str, usize)> {
        let places = memchr::memmem::find_iter(self.text.as_bytes(), words.as_bytes());
        let provisions =
            places.map(|at| self.starts.partition_point(|(start, ..)| *start <= at) - 1);
        let provisions = provisions.map(|n| &self.starts[n]);
        provisions
            .map(|(_, doc, number)| (doc.as_str(), *number))
            .collect()
    }

    /// A run of so many characters from anywhere inside a provision.
    fn piece(&self, random: &mut oorandom::Rand64, length: usize) -> &str {
        loop {
            let at = random.rand_range(0..self.text.len() as u64) as usize;
            let at = (at..).find(|at| self.text.is_char_boundary(*at)).unwrap();
            let rest = &self.text[at..];
            let mut ends = rest.char_indices().map(|(end, _)| end).skip(length);
            if let Some(end) = ends.next().filter(|end| !rest[..*end].contains('\0')) {
                return &rest[..end];
            }
        }
    }
}

/// Every occurrence is found and nothing else, whatever the words of the lexicon: measured
/// against looking through the text.
#[test]
#[ignore = "minutes over 60 MB; `cargo test --release -- --ignored every_occurrence`"]
fn every_occurrence_in_a_large_corpus_is_found() {
    let (Some(laws), Some(education)) = (data("corpus/laws.jsonl"), data("corpus/education.jsonl"))
    else {
        return;
    };
    let paths = [laws, education];
    let mut lines = String::from("term\tcategory\tnote\n");
    for term in Lexicon::builtin().terms() {
        writeln!(lines, "{}\t{}\t", term.text, term.category).unwrap();
    }
    let mut provisions = Provisions::default();
    let mut wanted: Vec<String> = Vec::new();
    for round in ["the lexicon that ships", "1,000 words more"] {
        let segmenter = Segmenter::new(&Lexicon::from_tsv(&lines).unwrap());
        let folder = tempfile::tempdir().unwrap();
        let index = CorpusIndex::create(folder.path(), &segmenter).unwrap();
        let mut writer = index.writer().unwrap();
        let mut ids = Ids::default();
        let first = provisions.text.is_empty();
        zhengce::corpus::for_each_analyzed(
            zhengce::read::open(&paths, &Default::default()).unwrap(),
            |raw| raw.map(|raw| Analyzer::builtin().analyze(raw)),
            |entry| {
                let mut entry = entry?;
                if ids.admit(&mut entry) == Admission::Again {
                    return Ok(());
                }
                if first {
                    provisions.add(&entry.document);
                }
                writer.add(&entry).map(|_| ())
            },
        )
        .unwrap();
        writer.close().unwrap();
        assert!(index.len() > 100_000, "{}", index.len());
        let mut random = oorandom::Rand64::new(11);
        if first {
            let terms = Lexicon::builtin();
            wanted.extend(terms.terms().iter().map(|term| term.text.clone()));
            for n in 0..1_000 {
                wanted.push(provisions.piece(&mut random, 2 + n % 5).to_owned());
            }
            while wanted.len() < terms.terms().len() + 1_500 {
                let piece = provisions.piece(&mut random, 12);
                let cut = segmenter.cut(piece);
                // The first and the last word may be cut off.
                if let [_, one, two, _, ..] = cut[..] {
                    let two_words = &piece[one.span.start..two.span.end];
                    wanted.push(two_words.to_owned());
                }
            }
        }
        let (mut found_all, mut there_all, mut both_all, mut differ) = (0, 0, 0, 0);
        for words in &wanted {
            let folded = Text::new(words.as_str()).view().to_ascii_lowercase();
            // A provision of nothing but white space is not in the index.
            let there = provisions.with(&folded);
            let all = zhengce::corpus::Jurisdictions::All;
            let mut filter = Filter::default();
            filter.jurisdictions = all;
            let found = index.search(&Query::phrase(words), &filter, usize::MAX, Sort::Date);
            let found = found.unwrap().hits;
            let found: BTreeSet<(&str, usize)> = found
                .iter()
                .map(|hit| (hit.doc.as_str(), hit.provision))
                .collect();
            let both = found.intersection(&there).count();
            if both < there.len().max(found.len()) {
                differ += 1;
                let missed = there.difference(&found).next();
                println!(
                    "“{words}”: {both} of {}, {} found; {missed:?}",
                    there.len(),
                    found.len()
                );
            }
            found_all += found.len();
            there_all += there.len();
            both_all += both;
        }
        println!(
            "{round}: {} provisions, {} searches, {there_all} provisions to find, recall {:.6}, precision {:.6}",
            index.len(),
            wanted.len(),
            both_all as f64 / there_all as f64,
            both_all as f64 / found_all as f64
        );
        assert_eq!(differ, 0);
        // Words of two to seven characters that a user might add, cut anywhere.
        let mut own = BTreeSet::new();
        while own.len() < 1_000 {
            let word = provisions.piece(&mut random, 2 + own.len() % 6);
            if word.chars().all(char::is_alphanumeric) {
                own.insert(word.to_owned());
            }
        }
        for word in own {
            writeln!(lines, "{word}\town\t").unwrap();
        }
    }
}
